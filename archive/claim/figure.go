package claim

import (
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// A figure is a number with what it counts, where, and when.
//
//	"Cook County, Ill., declined three"   3, detainers declined, us/il/cook-county, the week spoken of
type figure struct {
	number
	sentence int
	end      int // of the statement, with what it counts

	noun    stems          // what is counted; inherited where it is not said again
	acts    stems          // what was done
	own     bool           // it says itself what it counts
	firm    bool           // it says itself what was done
	topic   map[string]int // what the text as a whole is about
	guessed bool           // what was done is taken from another sentence
	ordinal int            // "the second report": 2, where the text says nowhere of when that is
	issue   string
	narrow  []string  // words beside the noun that narrow it down
	beside  string    // the words about it, as they are compared: where a row is named
	across  string    // those on the other side
	names   [2]string // both, without the names of places
	wide    stems     // of its sentence
	plain   string    // the words behind it, up to a comma

	places  []mention // that it is of; none: of the whole
	unknown bool      // it is of a place that the text does not name
	part    bool      // "of the 206": it is the whole of another
	side    int       // where its place stands: -1 before it, 1 behind it

	period archive.Period
	stated int // how surely: 2 in the sentence, 1 in the paragraph, 0 before, or nowhere
	days   []archive.Period
	ranks  int // "the top five": how many
	joint  bool
}

// A reading is a text with what was found in it.
type reading struct {
	*prose
	g        *gazetteer.Gazetteer
	mentions []mention
	periods  []archive.PeriodLink // longer than a day, and no time of publication
	days     []archive.PeriodLink
	figures  []*figure
	quotes   []quotation
	topic    map[string]int // how often the text has a stem, outside of quotations
}

// read reads the figures of a text.
func read(p *prose, g *gazetteer.Gazetteer, places []mention, periods []archive.PeriodLink, quotes []quotation, base archive.Period) *reading {
	r := &reading{prose: p, g: g, mentions: places, quotes: quotes}
	r.datelines()
	r.settle()
	for _, l := range periods {
		switch {
		case slices.Contains(l.Flags, "about") || slices.Contains(l.Flags, "relative"):
		case l.Period.Days() > 1:
			r.periods = append(r.periods, l)
		default:
			r.days = append(r.days, l)
		}
	}
	r.topic = map[string]int{}
	for _, t := range p.toks {
		if x := stem(t.low); t.word && x != "" && !r.quoted(t.start) {
			r.topic[x]++
		}
	}
	skip := func(from, to int) bool {
		for _, l := range periods {
			if from < l.End && to > l.Start {
				return true
			}
		}
		for _, q := range quotes {
			if from < q.end && to > q.start {
				return true
			}
		}
		for _, m := range places {
			if from < m.end && to > m.start {
				return true
			}
		}
		return false
	}
	for _, n := range p.numbers(skip) {
		r.figures = append(r.figures, &figure{number: n, sentence: p.toks[n.from].sentence, end: n.end})
	}
	for i := range r.figures {
		r.what(i)
	}
	r.drop()
	for i := range r.figures {
		r.where(i)
		r.inherit(i)
	}
	r.subjects()
	r.when(base)
	return r
}

// subjects sets what the figures of a sentence are of that begins with a number
// of places: "the 50 jurisdictions declined 2,000".
func (r *reading) subjects() {
	for i, f := range r.figures {
		if i == 0 || len(f.places) > 0 || f.form != count {
			continue
		}
		if g := r.figures[i-1]; g.sentence == f.sentence && g.own && ofPlaces(g.noun) && g.form == count && g.number.near == exactly && g.value <= 200*unit && !f.part && !ofPlaces(f.noun) && len(g.places) == 0 {
			f.ranks = int(g.value / unit)
		}
	}
}

// drop leaves out "one" where it stands for somebody.
func (r *reading) drop() {
	r.figures = slices.DeleteFunc(r.figures, func(f *figure) bool {
		if last := r.toks[f.to-1]; f.digits && len(last.text) == 5 && f.to-f.from == 1 && r.inPlace(f.from-1) {
			return true // a ZIP code
		}
		if w := r.low(f.from - 1); !f.own && !f.digits && f.form == count && (w == "the" || w == "these" || w == "those" || w == "other") {
			return true // "led the ten"
		}
		if !f.indefinit {
			return false
		}
		before, next := r.low(f.from-1), r.low(f.to)
		switch {
		case f.form != count || f.hyphen:
			return false
		case stem(before) != "" && acts[stem(before)], before == "with" || before == "had" || before == "was" || before == "and" || before == "," || before == "(" || before == "filed" || r.inPlace(f.from-1):
			return !(f.own || next == "." || next == "," || next == ";" || next == "in" || next == "at" || next == "" || next == ")")
		case f.firm && len(f.noun) > 0:
			return false
		}
		return true
	})
	// A "one" that goes on a row of figures stays; the others go above.
}

// limits are the tokens about a figure that no other figure takes: from behind
// the one before it to before the next, within the sentence.
func (r *reading) limits(i int) (from, to int) {
	f := r.figures[i]
	s := r.sentences[f.sentence]
	from, to = s.from, s.to
	if i > 0 && r.figures[i-1].sentence == f.sentence {
		from = r.figures[i-1].to
	}
	if i+1 < len(r.figures) && r.figures[i+1].sentence == f.sentence {
		to = r.figures[i+1].from
	}
	for k := f.to; k < to; k++ {
		if r.toks[k].text == ";" {
			to = k
		}
	}
	for k := f.from - 1; k >= from; k-- {
		if r.toks[k].text == ";" {
			from = k + 1
		}
	}
	return from, to
}

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
	before, after := r.words(from, f.from), r.words(f.to, min(to, f.to+4))
	head := r.words(r.sentences[f.sentence].from, min(f.from, r.sentences[f.sentence].from+4))
	for _, w := range []string{" all told ", " taken together ", " combined ", " altogether ", " in all "} {
		f.joint = f.joint || strings.Contains(head, w)
	}
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

func (r *reading) inPlace(k int) bool {
	return k >= 0 && k < len(r.toks) && r.mentionAt(r.toks[k].start) >= 0
}

func (r *reading) mentionAt(at int) int {
	return slices.IndexFunc(r.mentions, func(m mention) bool { return at >= m.start && at < m.end })
}

func (r *reading) inPeriod(at int) bool {
	in := func(l archive.PeriodLink) bool { return at >= l.Start && at < l.End }
	return slices.ContainsFunc(r.periods, in) || slices.ContainsFunc(r.days, in)
}

func (r *reading) quoted(at int) bool {
	return slices.ContainsFunc(r.quotes, func(q quotation) bool { return at >= q.start && at < q.end })
}

// inherit takes what is counted, and what was done, from the figures before where
// a figure does not say it: "declined three; Alameda County, two".
func (r *reading) inherit(i int) {
	f := r.figures[i]
	if f.form == times || f.noun["page"] {
		return
	}
	for _, alike := range []bool{true, false} {
		r.inheritFrom(i, alike)
	}
	if len(f.noun) == 0 || len(f.acts) == 0 && !f.own {
		// What the rest of the sentence, or what follows, says.
		for k := i + 1; k < len(r.figures) && r.figures[k].sentence == f.sentence; k++ {
			if len(f.noun) == 0 && !ofPlaces(r.figures[k].noun) {
				f.noun = r.figures[k].noun
			}
			if len(f.acts) == 0 {
				f.acts = r.figures[k].acts
			}
		}
	}
	if len(f.acts) == 0 {
		if a := f.wide.acts(); len(a) == 1 && !a["release"] {
			f.acts = a
		}
	}
	if f.noun["page"] {
		f.acts = stems{}
	}
}

// inheritFrom takes it from the nearest before: of what the same was done with,
// or any.
func (r *reading) inheritFrom(i int, alike bool) {
	f := r.figures[i]
	for k := i - 1; k >= 0; k-- {
		g := r.figures[k]
		if alike && (len(f.acts) == 0 || g.acts.shared(f.acts) == 0) || g.noun["report"] || g.noun["page"] && !f.own && len(f.acts) > 0 {
			continue
		}
		if g.form != f.form && !(f.form == percent && g.form == count) || g.hyphen {
			continue
		}
		near := r.sentences[g.sentence].paragraph == r.sentences[f.sentence].paragraph
		if len(f.noun) == 0 && len(g.noun) > 0 && (near || k == i-1) {
			// "Three counties stand out: Ventura County, with 188" are no counties.
			if !ofPlaces(g.noun) || near && ((len(g.places) > 0) == (len(f.places) > 0) || r.low(f.to) == "of" && r.low(f.to+1) == "them") {
				f.noun = g.noun
			}
		}
		if len(f.acts) == 0 && len(g.acts) > 0 && (near && f.noun.shared(g.noun) > 0 || !f.own) {
			f.acts, f.guessed = g.acts, g.guessed || g.sentence != f.sentence
		}
		if len(f.noun) > 0 && len(f.acts) > 0 {
			break
		}
	}
}

// ofPlaces reports whether what is counted are places.
func ofPlaces(s stems) bool {
	for w := range s {
		if placeNouns[w] {
			return true
		}
	}
	return false
}
