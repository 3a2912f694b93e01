package claim

import (
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
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
	if r.national(f.to, to) {
		return
	}
	// Further figures of the same subject: "five times in the first report, nine times in the second".
	if i > 0 && r.figures[i-1].sentence == f.sentence {
		if g := r.figures[i-1]; (g.side < 0 || g.unknown) && !r.sameCell(from, f.from) {
			f.places, f.side, f.unknown = g.places, g.side, g.unknown
			return
		}
	}
	if r.spokenOf(f); len(f.places) == 0 && !f.unknown && !r.national(from, to) {
		r.unlinked(f, from)
	}
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
			if prepositions[before] || k-1 < f.to || k == f.to+1 && f.own && before != "and" {
				return x, true
			}
			return mention{}, false
		}
		if f.part && (verbs[t.low] || acts[stem(t.low)]) {
			break // "of the 206 were in": the 206 are the whole
		}
		if verb, ok := r.aside(k, r.sentences[f.sentence].to); ok {
			k, to = verb-1, r.upToNext(f, verb)
			continue
		}
		if strings.Contains(",:();—–", t.text) || t.low == "and" || t.low == "while" || t.low == "but" {
			break
		}
	}
	return mention{}, false
}

// aside steps over words that two commas set apart before a verb, and returns that:
// of "142 of them, or 69 percent, were in Travis County" the place of "were".
func (r *reading) aside(comma, to int) (verb int, ok bool) {
	if r.low(comma) != "," {
		return 0, false
	}
	for k := comma + 1; k < min(to, comma+9); k++ {
		switch w := r.low(k); {
		case w == ",":
			return k + 1, k > comma+1 && slices.Contains([]string{"was", "were", "is", "are", "came"}, r.low(k+1))
		case slices.Contains([]string{"and", "but", "while", "who", "which"}, w), r.inPlace(k):
			return 0, false
		}
	}
	return 0, false
}

// upToNext is the token of the next figure of a sentence at or behind a token, or
// the sentence's end.
func (r *reading) upToNext(f *figure, from int) int {
	for _, g := range r.figures {
		if g.sentence == f.sentence && g.from >= from {
			return g.from
		}
	}
	return r.sentences[f.sentence].to
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
		if m.start >= low && m.end <= high && !m.dateline {
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

// anaphors are words that stand for the place spoken of, as they are written
// within a sentence.
var anaphors = []string{"it", "its", "there", "the county", "the county's", "the city", "the city's", "the jail", "the jail's", "the sheriff", "the sheriff's", "that county", "this county", "the facility", "the state", "the state's", "the parish"}

// spokenOf takes the place that the text spoke of last, where words say so.
func (r *reading) spokenOf(f *figure) {
	s := r.sentences[f.sentence]
	var b strings.Builder
	for k, t := range r.toks[s.from:f.from] {
		switch {
		case k == 0 || t.low == "the":
			b.WriteString(" " + t.low)
		case t.word && !r.quoted(t.start):
			b.WriteString(" " + strings.ReplaceAll(t.text, "’", "'"))
		default:
			b.WriteString(" |")
		}
	}
	words, at, word := b.String()+" ", -1, ""
	for _, a := range anaphors {
		if k := strings.LastIndex(words, " "+a+" "); k > at {
			at, word = k, a
		}
	}
	if at < 0 {
		return
	}
	pronoun := word == "it" || word == "its" || word == "there"
	if pronoun {
		rest := strings.Fields(words[at:])
		if len(rest) > 1 && slices.Contains([]string{"issued", "issues", "lodged", "sent", "said", "says", "is", "has"}, rest[1]) || f.sentence == 0 {
			return // who issues is no county
		}
	}
	if m, ok := r.subject(f.sentence, word); ok {
		f.places, f.side = []mention{m}, -1
		return
	}
	f.unknown = !pronoun
}

// subject is the place that is spoken of before a sentence: what the sentences
// before begin with, passing over those that begin with "it" themselves.
func (r *reading) subject(sentence int, word string) (mention, bool) {
	county := strings.Contains(word, "county") || strings.Contains(word, "sheriff") || strings.Contains(word, "parish")
	for k := sentence; k >= 0; k-- {
		s := r.sentences[k]
		low, high := r.toks[s.from].start, r.toks[s.to-1].end
		if k < sentence && r.resumes(s) {
			continue
		}
		for _, m := range r.mentions {
			if m.start < low || m.end > high || k == sentence && !m.dateline || len(m.spots) == 0 {
				continue
			}
			switch {
			case county && m.kind == archive.JurisdictionPlace && len(m.spots) == 1:
				if c := parentOf(m.spots[0]); c.Slug != m.spots[0].Slug && m.dateline {
					c.Name = m.text
					m.spots = []Spot{c}
					return m, true
				}
				continue
			case county && m.kind == archive.JurisdictionState,
				strings.Contains(word, "city") && m.kind != archive.JurisdictionPlace,
				strings.Contains(word, "state") && m.kind != archive.JurisdictionState,
				strings.Contains(word, "jail") && m.kind == archive.JurisdictionState:
				continue
			}
			return m, true
		}
		if (word == "it" || word == "its" || word == "there") && k < sentence {
			return mention{}, false // it speaks of something else
		}
	}
	return mention{}, false
}

// resumes reports whether a sentence begins with a word for the place spoken of.
func (r *reading) resumes(s sentence) bool {
	w := strings.TrimLeft(r.words(s.from, min(s.to, s.from+12)), " ")
	for _, a := range anaphors {
		if strings.HasPrefix(w, a+" ") || len(a) > 5 && strings.Contains(w, " "+a+" ") {
			return true
		}
	}
	return false
}

// unlinked looks for a name right before what was done, or before the figure in
// brackets, that is linked to no place: "Denver declined 74". A city of that name
// that is far larger than others is taken; else it is not known which is meant.
func (r *reading) unlinked(f *figure, from int) {
	k := f.from - 1
	for k >= from && k >= f.from-5 && !(r.toks[k].upper && r.toks[k].word) {
		if t := r.toks[k]; t.digit || t.text == ";" || t.text == "." {
			return
		}
		k--
	}
	if k < from || k < 0 || k < f.from-5 || r.agency(r.toks[k].low) || r.inPlace(k) || r.inPeriod(r.toks[k].start) {
		return
	}
	begin := k
	for begin > from && r.toks[begin-1].upper && r.toks[begin-1].word {
		begin--
	}
	name := string(r.runes[r.toks[begin].start:r.toks[k].end])
	if begin == r.sentences[f.sentence].from && begin == k && (stem(r.toks[k].low) == "" || placeNouns[stem(r.toks[k].low)] || generic[stem(r.toks[k].low)]) {
		return
	}
	named := r.g.Names(gazetteer.Words(name))
	if len(named) == 0 {
		return
	}
	var best *gazetteer.Entry
	second := 0
	for _, n := range named {
		e := n.Entry
		if e.Kind == archive.JurisdictionState && begin < k {
			f.places, f.side = []mention{{start: r.toks[begin].start, end: r.toks[k].end, text: name, kind: e.Kind, spots: []Spot{spotOf(e.Jurisdiction, r.g)}}}, -1
			return
		}
		if e.Kind != archive.JurisdictionPlace || n.Form != gazetteer.Full {
			continue
		}
		if best == nil || e.Population > best.Population {
			if best != nil {
				second = best.Population
			}
			best = e
		} else {
			second = max(second, e.Population)
		}
	}
	if best == nil || best.Population < 200_000 || best.Population < 4*second {
		f.unknown = true
		return
	}
	f.places = []mention{{start: r.toks[begin].start, end: r.toks[k].end, text: name, kind: best.Kind, spots: []Spot{spotOf(best.Jurisdiction, r.g)}}}
	f.side = -1
}

// settle takes, for a name that several places bear, the one in the state that
// the sentence names before: "Nevada had four: three in Clark County".
func (r *reading) settle() {
	for i := range r.mentions {
		m := &r.mentions[i]
		if len(m.spots) < 2 {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			o := r.mentions[k]
			if r.sentenceAt(o.start) != r.sentenceAt(m.start) {
				break
			}
			if o.kind != archive.JurisdictionState || len(o.spots) != 1 {
				continue
			}
			in := slices.DeleteFunc(slices.Clone(m.spots), func(s Spot) bool { return !slices.Contains(s.Within, o.spots[0].Slug) })
			if len(in) == 1 {
				m.spots = in
			}
			break
		}
	}
}

// datelines marks the places that stand at the head of a paragraph before a dash:
// "AUSTIN, Texas (March 20) — ". They are not what the sentence is about.
func (r *reading) datelines() {
	for _, s := range r.sentences {
		first := r.toks[s.from]
		if s.from > 0 && r.sentences[max(0, first.sentence-1)].paragraph == s.paragraph || !first.upper || first.low == first.text || strings.ToUpper(first.text) != first.text || len(first.text) < 3 {
			continue
		}
		dash := -1
		for k := s.from; k < min(s.to, s.from+14); k++ {
			if t := r.toks[k].text; t == "—" || t == "–" || t == "-" && r.low(k+1) == "-" {
				dash = k
				break
			}
		}
		if dash < 0 {
			continue
		}
		found := false
		for i := range r.mentions {
			if m := &r.mentions[i]; m.start >= first.start && m.end <= r.toks[dash].start {
				m.dateline, found = true, true
			}
		}
		if !found && strings.HasPrefix(string(r.runes[first.start:]), "NEW YORK") {
			if e, ok := r.g.BySlug("us/ny/new-york-city"); ok {
				m := mention{start: first.start, end: first.start + 8, text: "NEW YORK", kind: archive.JurisdictionPlace, dateline: true, spots: []Spot{spotOf(e.Jurisdiction, r.g)}}
				i, _ := slices.BinarySearchFunc(r.mentions, m.start, func(m mention, at int) int { return m.start - at })
				r.mentions = slices.Insert(r.mentions, i, m)
			}
		}
	}
}
