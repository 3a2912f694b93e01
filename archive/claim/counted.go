package claim

import (
	"slices"
	"strings"
)

var prepositions = set(`in at by from for of to across about involving on concerning concerned among within against during between`)

var verbs = set(`is are was were be been being has have had do does did can could may might will would shall should that which who whom whose as or and but than when while because if so not`)

// what reads what a figure counts, and what was done with it.
func (r *reading) what(i int) {
	f := r.figures[i]
	from, to := r.limits(i)
	f.noun, f.acts, f.topic = stems{}, stems{}, r.topic
	k := f.to
	if f.hyphen {
		k++
	}
	if r.low(k) == "of" {
		k++
		for slices.Contains([]string{"the", "its", "those", "these", "all", "their", "that"}, r.low(k)) {
			k++
		}
		if k < to && r.inPlace(k) {
			k = to
		}
	}
	if w := r.low(k); w == "them" {
		k = to
	}
	// The words up to the next that is no part of a name of things.
	var last int
	begin := k
	for ; k < to && k < begin+6; k++ {
		t := r.toks[k]
		if t.text == "-" && k > begin {
			continue
		}
		if !t.word || prepositions[t.low] || verbs[t.low] || r.inPeriod(t.start) || k == begin && strings.HasSuffix(t.low, "ed") && !acts[stem(t.low)] {
			break
		}
		if r.inPlace(k) {
			continue
		}
		x := stem(t.low)
		if x == "" {
			continue
		}
		if t.upper && r.agency(t.low) {
			break
		}
		f.noun[x] = true
		last = k
		if !generic[x] && !acts[x] {
			f.narrow = append(f.narrow, x)
		}
	}
	if len(f.noun) > 0 {
		f.own = true
		f.end = r.toks[last].end
		if len(f.narrow) > 0 && stem(r.toks[last].low) == f.narrow[len(f.narrow)-1] {
			f.narrow = f.narrow[:len(f.narrow)-1] // the thing itself
		}
	}
	for w := range f.noun {
		if topWords.MatchString(" " + w + " ") { // "the five largest" are not a thing
			delete(f.noun, w)
			continue
		}
		if acts[w] {
			f.acts[w] = true
			delete(f.noun, w)
		}
	}
	// What was done: behind it up to the next comma, else before it.
	end := f.to
	for end < to && !strings.Contains(",:()", r.toks[end].text) {
		end++
	}
	f.plain = r.words(f.to, end)
	r.done(f, f.to, end)
	r.done(f, from, f.from)
	for k := end; k < to && len(f.acts) == 0; k++ { // behind the comma, up to the next subject
		if r.inPlace(k) || r.low(k) == "and" || r.low(k) == "while" || r.low(k) == "but" {
			break
		}
		r.done(f, k, k+1)
	}
	f.firm = len(f.acts) > 0
	f.wide = stems{}
	for _, t := range r.toks[r.sentences[f.sentence].from:r.sentences[f.sentence].to] {
		if t.word {
			f.wide.put(t.low)
		}
	}
	r.row(f, from, to)
	near := f.to
	for near < min(to, f.to+4) && r.toks[near].text != ")" { // of "(57), together 480" the total is 480
		near++
	}
	before, after := r.words(from, f.from), r.words(f.to, near)
	head := r.words(r.sentences[f.sentence].from, min(f.from, r.sentences[f.sentence].from+4))
	for _, w := range []string{" all told ", " taken together ", " combined ", " altogether ", " in all "} {
		f.joint = f.joint || strings.Contains(head, w)
	}
	f.joint = f.joint || strings.HasPrefix(head, " together ") && !strings.HasPrefix(head, " together with ")
	for _, w := range []string{" together ", " combined ", " altogether ", " in all ", " all told ", " among them ", " between them "} {
		f.joint = f.joint || strings.Contains(before, w) || strings.Contains(after, w)
	}
	f.joint = f.joint || strings.HasSuffix(before, " total of ") || strings.HasPrefix(before, " all told ")
	of := f.from - 1
	if slices.Contains([]string{"the", "all", "its", "those", "these"}, r.low(of)) {
		of--
	}
	f.part = r.low(of) == "of" && (of < f.from-1 || i > 0 && r.figures[i-1].sentence == f.sentence && of-r.figures[i-1].to <= 1)
}

func (r *reading) agency(w string) bool { return w == "ice" || w == "cbp" || w == "dhs" }

// done adds what was done, in the tokens from one to before another, unless
// something was found already.
func (r *reading) done(f *figure, from, to int) {
	if len(f.acts) > 0 {
		return
	}
	for k := from; k < to; k++ {
		t := r.toks[k]
		if !t.word || r.quoted(t.start) || r.inPlace(k) || t.upper && k > r.sentences[f.sentence].from && goesOn(r.toks[k-1]) {
			continue // part of a name
		}
		x := stem(t.low)
		if !acts[x] || x == "release" && !f.noun["person"] {
			continue
		}
		f.acts[x] = true
	}
	if len(f.acts) > 1 && to <= f.from { // the nearest before it
		for k := to - 1; k >= from; k-- {
			if x := stem(r.toks[k].low); f.acts[x] {
				f.acts = stems{x: true}
				break
			}
		}
	}
}

// goesOn reports whether a word begins with a capital letter, so that the next,
// which does too, goes on a name: "Metropolitan Detention Center".
func goesOn(t token) bool { return t.word && t.upper }

// row sets the words that may name a row: on the side where a figure is
// connected with something, and those on the other.
func (r *reading) row(f *figure, from, to int) {
	before, after := r.words(from, f.from), r.words(f.to, to)
	k := f.to
	for k < to && k < f.to+6 && r.toks[k].word && !prepositions[r.toks[k].low] && !verbs[r.toks[k].low] {
		k++
	}
	connected := k < to && (prepositions[r.toks[k].low] || r.toks[k].low == "were" || r.toks[k].low == "was" || f.own && r.toks[k].word)
	if connected && r.low(k) == "of" && k == f.to {
		connected = !slices.Contains([]string{"the", "them", "those", "all", "its"}, r.low(k+1)) || to < k+8
	}
	if len(stemsOf(before)) == 0 && len(stemsOf(after)) > 0 {
		connected = true
	}
	f.beside, f.across, f.names = before, after, [2]string{r.bare(from, f.from), r.bare(f.to, to)}
	if connected {
		f.beside, f.across, f.names = after, before, [2]string{f.names[1], f.names[0]}
	}
}

// words are the words from one token to before another, as they are compared.
func (r *reading) words(from, to int) string {
	var b strings.Builder
	for _, t := range r.toks[min(from, to):to] {
		if t.word || t.digit {
			b.WriteByte(' ')
			b.WriteString(strings.TrimSuffix(t.low, "."))
		}
	}
	return b.String() + " "
}

// bare are the words without the names of places: "Mexico" is not in "New Mexico".
func (r *reading) bare(from, to int) string {
	var b strings.Builder
	for k := min(from, to); k < to; k++ {
		switch {
		case r.inPlace(k), k > 0 && r.toks[k].upper && compass[r.low(k-1)]:
			b.WriteString(" · ")
		default:
			b.WriteString(r.words(k, k+1))
		}
	}
	return b.String()
}

// compass are words that begin the names of other places than those after them.
var compass = set(`new north south west east`)
