package twin

import (
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Op says how two texts stand to one another in a part of them.
type Op string

// The ways in which parts of two texts compare.
const (
	Same    Op = "same"    // the same words, misreadings aside
	OnlyA   Op = "only a"  // words that the second does not have
	OnlyB   Op = "only b"  // words that the first does not have
	Changed Op = "changed" // other words in the same place
)

// A Span is a run of a text in code points, half open.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// A Part is a stretch of both texts. The parts of a Diff follow one another and
// hold every word once; a span is empty where a text has nothing there.
type Part struct {
	Op Op   `json:"op"`
	A  Span `json:"a"`
	B  Span `json:"b"`
	// Codes says that the words of the one side are but exemption codes, which
	// stand for those of the other: they were withheld.
	Codes bool `json:"codes,omitempty"`

	a, b []word
}

// patience is how long two texts are compared; after that, what is left is
// taken for changed as a whole.
const patience = 2 * time.Second

// Diff compares two texts word by word. loose takes a word for the same as one
// that it may be a misreading of.
func Diff(a, b string, loose bool) []Part {
	parts := diff(words(a, MaxWords), words(b, MaxWords), loose)
	ra, rb := []rune(a), []rune(b)
	for i := range parts {
		if p := &parts[i]; p.Op != Same {
			p.A, p.B = bracketed(ra, p.A), bracketed(rb, p.B)
		}
	}
	return parts
}

// bracketed takes in the brackets that a passage is missing: those about a code,
// the last one of “Assault (Charged)”.
func bracketed(text []rune, s Span) Span {
	if s.From == s.To {
		return s
	}
	open := 0
	for _, r := range text[s.From:s.To] {
		switch r {
		case '(', '[':
			open++
		case ')', ']':
			open--
		}
	}
	before := s.From > 0 && (text[s.From-1] == '(' || text[s.From-1] == '[')
	after := s.To < len(text) && (text[s.To] == ')' || text[s.To] == ']')
	switch {
	case open == 0 && before && after:
		return Span{s.From - 1, s.To + 1}
	case open > 0 && after:
		s.To++
	case open < 0 && before:
		s.From--
	}
	return s
}

func diff(a, b []word, loose bool) []Part {
	// Each different word becomes one rune, which is what is compared.
	known := map[string]rune{}
	runes := func(in []word) []rune {
		out := make([]rune, len(in))
		for i, w := range in {
			key := w.key
			if loose {
				key = w.misread()
			}
			r, ok := known[key]
			if !ok {
				if r = rune(len(known) + 1); r >= 0xD800 { // not the surrogates
					r += 0x800
				}
				known[key] = r
			}
			out[i] = r
		}
		return out
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = patience
	var parts []Part
	i, j := 0, 0
	add := func(op Op, n, m int) {
		if len(parts) > 0 && parts[len(parts)-1].Op != Same && op != Same {
			p := &parts[len(parts)-1]
			p.a, p.b = a[i-len(p.a):i+n], b[j-len(p.b):j+m]
		} else {
			parts = append(parts, Part{Op: op, a: a[i : i+n], b: b[j : j+m]})
		}
		i, j = i+n, j+m
	}
	for _, e := range d.DiffMainRunes(runes(a), runes(b), false) {
		n := len([]rune(e.Text))
		switch e.Type {
		case diffmatchpatch.DiffEqual:
			add(Same, n, n)
		case diffmatchpatch.DiffDelete:
			add(OnlyA, n, 0)
		case diffmatchpatch.DiffInsert:
			add(OnlyB, 0, n)
		}
	}
	if loose {
		parts = misread(parts)
	}
	return settle(parts)
}

// misread joins to what is the same the changed words that may be misreadings
// of one another, one by one.
func misread(parts []Part) []Part {
	var out []Part
	add := func(op Op, a, b []word) {
		if k := len(out) - 1; k >= 0 && out[k].Op == op && op == Same {
			out[k].a, out[k].b = join(out[k].a, a), join(out[k].b, b)
			return
		}
		out = append(out, Part{Op: op, a: a, b: b})
	}
	for _, p := range parts {
		if p.Op == Same || len(p.a) != len(p.b) {
			add(p.Op, p.a, p.b)
			continue
		}
		from := 0
		for k := range p.a {
			if !alike(p.a[k], p.b[k]) {
				continue
			}
			if from < k {
				add(Changed, p.a[from:k], p.b[from:k])
			}
			add(Same, p.a[k:k+1], p.b[k:k+1])
			from = k + 1
		}
		if from < len(p.a) {
			add(Changed, p.a[from:], p.b[from:])
		}
	}
	return out
}

// join puts together words that follow one another in one text.
func join(x, y []word) []word { return x[:len(x)+len(y)] }

// settle gives each part its kind and where it stands.
func settle(parts []Part) []Part {
	a, b := 0, 0
	for i := range parts {
		p := &parts[i]
		switch {
		case p.Op == Same:
		case len(p.b) == 0:
			p.Op = OnlyA
		case len(p.a) == 0:
			p.Op = OnlyB
		case codes(p.b) && !codes(p.a):
			p.Op, p.Codes = OnlyA, true
		case codes(p.a) && !codes(p.b):
			p.Op, p.Codes = OnlyB, true
		default:
			p.Op = Changed
		}
		p.A, p.B = span(p.a, a), span(p.b, b)
		a, b = p.A.To, p.B.To
	}
	return parts
}

func codes(in []word) bool {
	for _, w := range in {
		if !code.MatchString(w.key) {
			return false
		}
	}
	return true
}

func span(in []word, at int) Span {
	if len(in) == 0 {
		return Span{at, at}
	}
	return Span{in[0].from, in[len(in)-1].to}
}
