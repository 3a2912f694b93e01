package claim

import (
	"slices"
	"strings"

	"readingroom/archive"
)

// where finds the place that a figure is of: behind it after a preposition
// ("three in Santa Clara County"), else before it ("Cook County (13)"), else the
// one spoken of ("the county").
func (r *reading) where(i int) {
	f := r.figures[i]
	from, to := r.limits(i)
	if m, ok := r.behind(f, to); ok {
		f.places, f.side = []mention{m}, 1
		return
	}
	if f.part && !r.bracketed(f) {
		return
	}
	if m, ok := r.before(f, from); ok {
		f.places, f.side = []mention{m}, -1
		if r.bracketed(f) && m.start < f.start && f.start-m.end <= 8 {
			f.start, f.end = m.start, r.toks[f.to].end
		}
		return
	}
	if r.national(from, to) {
		return
	}
	// Further figures of the same subject: "five times in the first report, nine times in the second".
	if i > 0 && r.figures[i-1].sentence == f.sentence {
		if g := r.figures[i-1]; (g.side < 0 || g.unknown) && !r.sameCell(from, f.from) {
			f.places, f.side, f.unknown = g.places, g.side, g.unknown
			return
		}
	}
	r.spokenOf(f, from)
}

// sameCell reports whether a new subject stands in the tokens before a figure.
func (r *reading) sameCell(from, to int) bool {
	for k := from; k < to; k++ {
		switch t := r.toks[k]; {
		case t.text == ";", r.agency(t.low), t.low == "agency" || t.low == "government" || t.low == "officials" || t.low == "total":
			return true
		}
	}
	return false
}

// bracketed reports whether a figure stands alone in brackets.
func (r *reading) bracketed(f *figure) bool {
	return r.low(f.from-1) == "(" && r.low(f.to) == ")"
}

// behind finds a place after a figure, in the same run of words.
func (r *reading) behind(f *figure, to int) (mention, bool) {
	if r.low(f.to) == ")" {
		return mention{}, false
	}
	for k := f.to; k < to; k++ {
		t := r.toks[k]
		if m := r.mentionAt(t.start); m >= 0 {
			x := r.mentions[m]
			before := r.low(k - 1)
			if before == "the" || before == "neighboring" || before == "nearby" {
				before = r.low(k - 2)
			}
			// "10 California jails", or after a preposition.
			if prepositions[before] && before != "to" || k-1 < f.to || k == f.to+1 && f.own && before != "and" {
				return x, true
			}
			return mention{}, false
		}
		if f.part && (verbs[t.low] || acts[stem(t.low)]) {
			break // "of the 206 were in": the 206 are the whole
		}
		if strings.Contains(",:();—–", t.text) || t.low == "and" || t.low == "while" || t.low == "but" {
			break
		}
	}
	return mention{}, false
}

// before finds the place that stands before a figure: the nearest, or the one
// that the nearest only says more about ("Travis County, home to Austin,").
func (r *reading) before(f *figure, from int) (mention, bool) {
	if from >= f.from {
		return mention{}, false
	}
	low, high := r.toks[from].start, r.toks[f.from].start
	var all []mention
	for _, m := range r.mentions {
		if m.start >= low && m.end <= high {
			all = append(all, m)
		}
	}
	if len(all) == 0 {
		return mention{}, false
	}
	k := len(all) - 1
	for k > 0 {
		a, b := all[k-1], all[k]
		between := strings.ToLower(string(r.runes[a.end:b.start]))
		if len(a.spots) == 0 || len(b.spots) == 0 || len([]rune(between)) > 40 || strings.Contains(between, " and ") {
			break
		}
		related := slices.ContainsFunc(a.spots, func(x Spot) bool {
			return slices.ContainsFunc(b.spots, func(y Spot) bool {
				return slices.Contains(x.Within, y.Slug) || slices.Contains(y.Within, x.Slug) || neighbours(x, y)
			})
		})
		if !related || a.kind == archive.JurisdictionState {
			break
		}
		k--
	}
	return all[k], true
}

// neighbours reports whether two places lie in the same county.
func neighbours(a, b Spot) bool {
	for _, w := range a.Within {
		if strings.HasSuffix(w, "-county") && slices.Contains(b.Within, w) {
			return true
		}
	}
	return false
}

var nationalWords = []string{" nationwide ", " nationally ", " across the country ", " in the country ", " in the united states ", " the nation ", " across the nation ", " across america "}

func (r *reading) national(from, to int) bool {
	w := r.words(from, to)
	return slices.ContainsFunc(nationalWords, func(x string) bool { return strings.Contains(w, x) })
}

// anaphors are words that stand for the place spoken of.
var anaphors = []string{" it ", " its ", " the county ", " the county's ", " the city ", " the city's ", " the jail ", " the jail's ", " the sheriff ", " the sheriff's ", " there ", " that county ", " this county ", " jails in this county ", " the facility ", " the state ", " the state's ", " the parish "}

// spokenOf takes the place that the text spoke of last, where words say so.
func (r *reading) spokenOf(f *figure, from int) {
	s := r.sentences[f.sentence]
	words := r.words(s.from, f.from)
	at := -1
	var word string
	for _, a := range anaphors {
		if k := strings.LastIndex(words, a); k > at {
			at, word = k, a
		}
	}
	if at < 0 {
		return
	}
	if word == " it " || word == " its " || word == " there " {
		// "It" is the place only where the sentence begins with it, and the one before is about one.
		if at > 8 {
			return
		}
	}
	limit := r.toks[f.from].start
	wants := func(m mention) bool {
		switch {
		case strings.Contains(word, "county") || strings.Contains(word, "sheriff"):
			return slices.ContainsFunc(m.spots, func(x Spot) bool { return strings.HasSuffix(x.Slug, "-county") || strings.Contains(x.Slug, "-county/") })
		case strings.Contains(word, "city"):
			return m.kind == archive.JurisdictionPlace
		case strings.Contains(word, "state"):
			return m.kind == archive.JurisdictionState
		}
		return true
	}
	for k := len(r.mentions) - 1; k >= 0; k-- {
		m := r.mentions[k]
		if m.end > limit || !wants(m) {
			continue
		}
		d := f.sentence - r.sentenceAt(m.start)
		if (word == " it " || word == " its " || word == " there ") && d > 1 {
			return
		}
		if m.kind == archive.JurisdictionPlace && strings.Contains(word, "jail") {
			continue
		}
		f.places, f.side = []mention{m}, -1
		return
	}
	if word != " it " && word != " its " && word != " there " {
		f.unknown = true
	}
}
