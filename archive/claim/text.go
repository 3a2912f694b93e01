package claim

import (
	"slices"
	"strings"
	"unicode"
)

// A token is a word, a figure or a mark of a text. Start and end count code points.
type token struct {
	start, end int
	text       string // as it stands there
	low        string // in small letters, with plain apostrophes
	word       bool   // it begins with a letter
	digit      bool   // it begins with a digit
	upper      bool   // it begins with a capital letter
	sentence   int
}

// A prose is a text in tokens and sentences.
type prose struct {
	runes     []rune
	toks      []token
	sentences []sentence
}

// A sentence is a run of tokens, from one to before another.
type sentence struct {
	from, to  int
	paragraph int
}

func newProse(text string) *prose {
	p := &prose{runes: []rune(text)}
	p.tokenize()
	p.phrases()
	p.split()
	return p
}

// tokenize parts the text: words with their apostrophes and inner hyphens,
// figures with their separators, and single marks.
func (p *prose) tokenize() {
	r := p.runes
	for i := 0; i < len(r); {
		switch {
		case unicode.IsSpace(r[i]) || unicode.IsControl(r[i]):
			i++
		case unicode.IsDigit(r[i]):
			j := i + 1
			for j < len(r) && (unicode.IsDigit(r[j]) || j+1 < len(r) && (r[j] == ',' && threeDigits(r[j+1:]) || r[j] == '.') && unicode.IsDigit(r[j+1])) {
				j++
			}
			p.add(i, j)
			i = j
		case unicode.IsLetter(r[i]):
			j := i + 1
			for j < len(r) && (unicode.IsLetter(r[j]) || unicode.IsDigit(r[j]) || unicode.IsMark(r[j]) ||
				j+1 < len(r) && isApostrophe(r[j]) && unicode.IsLetter(r[j+1])) {
				j++
			}
			// "U.S.", "N.Y.", "p.m." are one word, with their full stops.
			if j == i+1 && j < len(r) && r[j] == '.' && j+1 < len(r) && unicode.IsLetter(r[j+1]) && (j+2 == len(r) || !unicode.IsLetter(r[j+2])) {
				for j+1 < len(r) && r[j] == '.' && unicode.IsLetter(r[j+1]) && (j+2 == len(r) || !unicode.IsLetter(r[j+2])) {
					j += 2
				}
				if j < len(r) && r[j] == '.' {
					j++
				}
			}
			p.add(i, j)
			i = j
		default:
			p.add(i, i+1)
			i++
		}
	}
}

// phrases gives words that mean something only together the word of one meaning:
// "turned down" is declined, and so is "did not honor".
func (p *prose) phrases() {
	for i := range p.toks {
		t := &p.toks[i]
		switch {
		case strings.HasPrefix(t.low, "turn") && p.low(i+1) == "down", strings.HasPrefix(t.low, "brush") && p.low(i+1) == "off":
			t.low = "declined"
		case t.low == "let" && p.low(i+1) == "go":
			t.low = "released"
		case strings.HasPrefix(t.low, "honor") || strings.HasPrefix(t.low, "honour"):
			for k := max(0, i-3); k < i; k++ {
				if w := p.low(k); w == "not" || strings.HasSuffix(w, "n't") || w == "never" || w == "failed" {
					t.low = "declined"
				}
			}
		}
	}
}

// threeDigits reports whether exactly three digits follow: "3,083", not "6,7".
func threeDigits(r []rune) bool {
	n := 0
	for n < len(r) && unicode.IsDigit(r[n]) {
		n++
	}
	return n == 3
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

func (p *prose) add(from, to int) {
	text := string(p.runes[from:to])
	p.toks = append(p.toks, token{
		start: from, end: to, text: text, low: strings.ReplaceAll(strings.ToLower(text), "’", "'"),
		word: unicode.IsLetter(p.runes[from]), digit: unicode.IsDigit(p.runes[from]), upper: unicode.IsUpper(p.runes[from]),
	})
}

// shortLine is how long a line is at most that stands for itself: the line of a
// list, a headline. A longer one that ends without a full stop runs on.
const shortLine = 60

// split puts the tokens into sentences. An abbreviation ends none, unless a word
// that begins sentences follows.
func (p *prose) split() {
	from, paragraph := 0, 0
	end := func(to int) {
		if to > from {
			p.sentences = append(p.sentences, sentence{from, to, paragraph})
			for i := from; i < to; i++ {
				p.toks[i].sentence = len(p.sentences) - 1
			}
		}
		from = to
	}
	for i := range p.toks {
		if i+1 == len(p.toks) {
			end(i + 1)
			break
		}
		switch p.gap(i) {
		case 2:
			end(i + 1)
			paragraph++
			continue
		case 1:
			if p.lineLength(i) < shortLine {
				end(i + 1)
				continue
			}
		}
		if p.stops(i) {
			end(i + 1)
		}
	}
}

// gap counts the line ends after a token; 2 for a blank line.
func (p *prose) gap(i int) int {
	n := 0
	for _, r := range p.runes[p.toks[i].end:p.toks[i+1].start] {
		if r == '\n' {
			n++
		}
	}
	return min(n, 2)
}

// lineLength is how long the line is that a token ends.
func (p *prose) lineLength(i int) int {
	at := p.toks[i].end
	n := 0
	for at-n-1 >= 0 && p.runes[at-n-1] != '\n' {
		n++
	}
	return n
}

// stops reports whether a sentence ends with token i.
func (p *prose) stops(i int) bool {
	next := i + 1
	switch p.toks[i].text {
	case "!", "?":
	case ".":
		if i > 0 && p.toks[i-1].end == p.toks[i].start && (abbreviations[p.toks[i-1].low] || len(p.toks[i-1].text) == 1 && p.toks[i-1].upper) {
			return p.begins(next)
		}
	case "”", "\"", "’", "'", ")", "»":
		// The full stop stands within the quotation.
		if i > 0 && p.toks[i-1].end == p.toks[i].start && strings.ContainsAny(p.toks[i-1].text, ".!?") && len(p.toks[i-1].text) == 1 {
			return p.toks[next].start > p.toks[i].end && (p.toks[next].upper || isOpener(p.toks[next].text))
		}
		return false
	default:
		// "… in the U.S. The …"
		return p.toks[i].word && strings.HasSuffix(p.toks[i].text, ".") && p.begins(next)
	}
	if p.toks[next].start == p.toks[i].end {
		return false // "ice.gov", or a quotation mark follows
	}
	return p.toks[next].upper || p.toks[next].digit || isOpener(p.toks[next].text)
}

// begins reports whether a token is one that begins sentences and no names.
func (p *prose) begins(i int) bool {
	return p.toks[i].upper && (starters[p.toks[i].low] || i+1 < len(p.toks) && p.toks[i].text == "A" && p.toks[i+1].word)
}

func isOpener(s string) bool {
	return slices.Contains([]string{"“", "\"", "«", "‘", "„"}, s)
}

// abbreviations are words that a full stop follows within a sentence.
var abbreviations = set(`jan feb mar apr jun jul aug sep sept oct nov dec
	ala ariz ark calif colo conn del fla ga ill ind kan kans ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo
	mr mrs ms dr sen rep gov gen col lt sgt st ste ft mt no nos vs v inc corp co dept p pp sec cf approx est u.s`)

var starters = set(`the in it at but and he she they this that these those for on of by between among during after before elsewhere neither there its
	an some about nearly more all each both other others another together when while as if no not we i`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
