package claim

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// A source says how a fact was come by.
type source int

const (
	fromCell     source = iota // a figure in a row
	fromTotal                  // a row of totals
	fromCount                  // the number of rows
	fromSum                    // what rows add up to
	fromSentence               // a sentence
	fromPages                  // how many pages a document has
)

// A fact is a figure of the record.
type fact struct {
	value  int64
	form   form
	source source
	what   string // what it is a figure of, in words
	place  string // whose, in words; "" for the whole
	label  string // of the row, where no place names it
	period archive.Period
	date   archive.Day // of the document
	day    bool        // the rows are of a day within the period
	sure   bool        // the record says what was done
	score  int
	at     archive.Place
	quote  string

	corrections []archive.Correction
	without     int64 // the value without the rows that a correction takes out
	doc         *Document
}

// A checker holds the documents that a text is checked against.
type checker struct {
	g       *gazetteer.Gazetteer
	docs    []Document
	ledgers []*ledger
	values  map[int64][]Spot // the places of which a table has a figure, or so many rows
	spoken  []sentenceFact
}

// A sentenceFact is a figure that a document's text states.
type sentenceFact struct {
	*figure
	r    *reading
	doc  *Document
	text *Text
}

func newChecker(g *gazetteer.Gazetteer, docs []Document) *checker {
	c := &checker{g: g, docs: docs}
	for i := range docs {
		d := &docs[i]
		if d.Copy {
			continue
		}
		for k := range d.Tables {
			c.ledgers = append(c.ledgers, newLedger(d, &d.Tables[k]))
		}
		for k := range d.Texts {
			t := &d.Texts[k]
			p := newProse(t.Text)
			r := read(p, g, mentions(t.Places, p.runes, g), t.Periods, nil, d.Period)
			for _, f := range r.figures {
				c.spoken = append(c.spoken, sentenceFact{f, r, d, t})
			}
		}
	}
	c.place()
	return c
}

// facts returns what the record says of what a figure counts: of a place, or of
// the whole where it is nil.
func (c *checker) facts(f *figure, m *mention, place *Spot) []fact {
	var out []fact
	for _, l := range c.ledgers {
		out = append(out, l.facts(f, m, place)...)
	}
	for _, s := range c.spoken {
		if x, ok := s.fact(f, place); ok {
			out = append(out, x)
		}
	}
	if place == nil && f.noun["page"] && f.form == count {
		for i := range c.docs {
			d := &c.docs[i]
			if d.Pages > 0 {
				n := f.wide.shared(stemsOf(d.Title))
				out = append(out, fact{value: int64(d.Pages) * unit, source: fromPages, what: "pages of “" + oneLine(d.Title) + "”", period: d.Period, date: d.Date, sure: true, score: n, at: archive.Place{Item: d.Item}, quote: fmt.Sprintf("%s: %d pages", oneLine(d.Title), d.Pages), without: -1, doc: d})
			}
		}
	}
	return out
}

// place remembers which places have which figures.
func (c *checker) place() {
	c.values = map[int64][]Spot{}
	put := func(v int64, s Spot) {
		if !slices.ContainsFunc(c.values[v], func(o Spot) bool { return o.Slug == s.Slug }) && len(c.values[v]) < 60 {
			c.values[v] = append(c.values[v], s)
		}
	}
	for _, l := range c.ledgers {
		rows := map[string]int64{}
		var spots []Spot
		for _, r := range l.Rows {
			if r.Total || len(r.Places) == 0 {
				continue
			}
			s := r.Places[0]
			for _, col := range l.values {
				if v, ok := r.cell(col); ok {
					put(v, s)
				}
			}
			if rows[s.Slug] == 0 {
				spots = append(spots, s)
			}
			rows[s.Slug]++
		}
		if len(l.values) == 0 {
			for _, s := range spots {
				put(rows[s.Slug]*unit, s)
			}
		}
	}
}

// placeNouns are what rows about places are.
var placeNouns = set(`jurisdiction county counti facility city`)

// facts of a table.
func (l *ledger) facts(f *figure, m *mention, place *Spot) []fact {
	if f.form == times || f.form == fraction {
		return nil
	}
	rows, named := l.rowsOf(f, m, place)
	if place != nil && len(rows) == 0 {
		return nil
	}
	var out []fact
	for _, col := range l.values {
		words := stems{}
		if col <= len(l.header) {
			words.add(l.header[col-1])
		}
		words.add(l.title)
		words.add(stemsOf(l.doc.Title))
		own := stems{}
		if col <= len(l.header) {
			own = l.header[col-1].acts()
		}
		if percentColumn(l.Table, col) != (f.form == percent) {
			continue
		}
		if len(own) == 0 {
			own = l.title.acts()
		}
		if len(own) == 0 {
			own = stemsOf(l.doc.Title).acts()
		}
		if named != "" && place == nil {
			label := stemsOf(named)
			words.add(label)
			if len(own) == 0 {
				own = label.acts()
			}
		}
		sure, ok := l.fits(f, words, own)
		if !ok {
			continue
		}
		out = append(out, l.figures(f, place, rows, named, col, sure, f.wide.shared(words))...)
	}
	if f.form == count && len(out) == 0 {
		out = append(out, l.counts(f, place, rows, named)...)
	}
	return out
}

func percentColumn(t *Table, col int) bool {
	h := ""
	if col <= len(t.Header) {
		h = strings.ToLower(t.Header[col-1])
	}
	return strings.Contains(h, "percent") || strings.Contains(h, "%") || strings.Contains(h, "share")
}

// fits reports whether a column is of what a figure counts, and whether it says
// what was done with it: own is what it says was done.
func (l *ledger) fits(f *figure, words, own stems) (sure, ok bool) {
	if len(f.acts) > 0 && len(own) > 0 && f.acts.shared(own) == 0 {
		return false, false
	}
	// What is counted was issued, where nothing else is said of it.
	sure = len(f.acts) == 0 || len(own) > 0 || len(f.acts) == 1 && f.acts["issue"]
	if f.noun["request"] && words["detainer"] && f.topic["detainer"] > 0 && (len(f.acts) > 0 || f.spokenOf(words, own)) {
		return sure, true // "requests" are requests to detain
	}
	if len(f.noun) > 0 && f.noun.shared(words) == 0 {
		// "206 people", "16 cases": what was done must say it then.
		if !f.noun["person"] && !f.noun["request"] && !vague(f.noun) || len(f.acts) == 0 || f.acts.shared(own) == 0 {
			return false, false
		}
	}
	if len(f.noun) == 0 && len(f.acts) == 0 {
		return f.spokenOf(words, own), f.side != 0 || f.joint
	}
	if len(f.noun) == 0 && f.acts.shared(own) == 0 {
		return false, false
	}
	return sure, true
}

// spokenOf reports whether the text as a whole is about what a column is of, and
// not as much about something else that was done.
func (f *figure) spokenOf(words, own stems) bool {
	said, other := 0, 0
	for w, n := range f.topic {
		switch {
		case !acts[w] || w == "release" || w == "detain":
		case own[w]:
			said += n
		default:
			other += n
		}
	}
	about := 0
	for w := range words {
		if !acts[w] && f.topic[w] > 0 {
			about++
		}
	}
	return len(own) > 0 && said > 0 && said >= 2*other || len(own) == 0 && about >= 2
}

func vague(s stems) bool {
	for w := range s {
		if !generic[w] {
			return false
		}
	}
	return true
}

// rowsOf picks the rows that are about a place, and of them those that words near
// the figure name; named says by which.
func (l *ledger) rowsOf(f *figure, m *mention, place *Spot) (rows []int, named string) {
	if place != nil {
		body := m != nil && isBody(m, place)
		if body {
			want := fold2(m.text)
			l.named()
			for i, r := range l.Rows {
				if !r.Total && strings.Contains(l.folded[i], want) && (len(r.Places) == 0 || r.shares(*place)) {
					rows = append(rows, i)
				}
			}
			named = m.text
			if len(rows) == 0 && bodyOf(place.Slug) != "" { // a county's jail stands for it
				named = ""
				for i, r := range l.Rows {
					if !r.Total && r.in(parentOf(*place)) {
						rows = append(rows, i)
					}
				}
			}
		} else {
			for i, r := range l.Rows {
				if !r.Total && r.in(*place) {
					rows = append(rows, i)
				}
			}
		}
	} else {
		for i, r := range l.Rows {
			if !r.Total {
				rows = append(rows, i)
			}
		}
	}
	if r, n := l.labelled(f, rows); n != "" {
		return r, n
	}
	return rows, named
}

// isBody reports whether a mention is of a house or an office, and not of a
// place by its name: "Rikers Island" is in the Bronx.
func isBody(m *mention, place *Spot) bool {
	if m.kind == archive.JurisdictionAgency {
		return true
	}
	return !strings.Contains(fold2(place.Name), fold2(m.text)) && m.kind != archive.JurisdictionState && m.kind != archive.JurisdictionPlace && bodyWords.MatchString(m.text+" ")
}

var bodyWords = regexp.MustCompile(`(?i)\b(?:jail|prison|penitentiary|center|centre|complex|facility|island|correctional|institution|office|department|house)\b`)

// parentOf is the county of its jail.
func parentOf(s Spot) Spot {
	for _, w := range s.Within {
		if w != s.Slug && (strings.HasSuffix(w, "-county") || strings.HasSuffix(w, "-parish")) {
			return Spot{Slug: w, Within: []string{w}}
		}
	}
	return s
}

func fold2(s string) string {
	return " " + strings.Join(quoteWords(s), " ") + " "
}

// labelled picks the rows that words about a figure name: "assault", "Lakeshore
// Law Clinic". Of a table whose rows are about places, only names count.
func (l *ledger) labelled(f *figure, rows []int) ([]int, string) {
	if !l.placed && len(l.values) > 0 {
		for _, words := range []string{f.beside, f.across} {
			said := stemsOf(words)
			said.add(f.acts)
			said.add(f.noun)
			if r, n := l.byWords(said, rows); n != "" {
				return r, n
			}
			if len(stemsOf(words)) > 0 && words == f.beside && f.beside != "" {
				break
			}
		}
		return nil, ""
	}
	return l.byName(f, rows)
}

// byWords picks the one row whose label has most of its words there.
func (l *ledger) byWords(said stems, rows []int) ([]int, string) {
	best, at, most, tie := 0.0, -1, 0, false
	for _, i := range rows {
		label := l.label(i)
		want := stemsOf(label)
		if len(want) == 0 {
			continue
		}
		n := want.shared(said)
		share := float64(n) / float64(len(want))
		if share < 0.6 {
			continue
		}
		switch {
		case share > best || share == best && n > most:
			best, at, most, tie = share, i, n, false
		case share == best && n == most && label != l.label(at):
			tie = true
		}
	}
	if at < 0 || tie {
		return nil, ""
	}
	var all []int // the same label may stand in the rows of several years
	for _, i := range rows {
		if l.label(i) == l.label(at) {
			all = append(all, i)
		}
	}
	return all, l.label(at)
}

// label is what names a row.
func (l *ledger) label(i int) string {
	for _, c := range l.names {
		if c <= len(l.Rows[i].Cells) && !archive.Blank(l.Rows[i].Cells[c-1]) {
			return oneLine(l.Rows[i].Cells[c-1])
		}
	}
	return ""
}

// byName picks the rows that have a value in a column of names which stands about
// the figure word for word.
func (l *ledger) byName(f *figure, rows []int) ([]int, string) {
	for _, said := range f.names {
		words, best := fold2(said), ""
		for _, name := range l.named() {
			if len(name) > len(best) && strings.Contains(words, name) {
				best = name
			}
		}
		if best == "" {
			continue
		}
		var out []int
		for _, i := range rows {
			if strings.Contains(l.folded[i], best) {
				out = append(out, i)
			}
		}
		if len(out) > 0 {
			return out, strings.TrimSpace(best)
		}
	}
	return nil, ""
}

// named are the names that stand in the columns of names, each once, as they are
// compared; those of places are none.
func (l *ledger) named() []string {
	if l.folded != nil {
		return l.known
	}
	l.folded = make([]string, len(l.Rows))
	seen := map[string]bool{}
	for i, r := range l.Rows {
		l.folded[i] = fold2(r.words())
		for _, c := range l.names {
			if r.Total || c > len(r.Cells) {
				continue
			}
			for part := range strings.FieldsFuncSeq(r.Cells[c-1], func(r rune) bool { return r == '\n' || r == ',' || r == ';' }) {
				name := fold2(part)
				if seen[name] {
					continue
				}
				seen[name] = true
				n := strings.Count(name, " ") - 1
				if n < 1 || n > 7 || n == 1 && (stopWords[strings.TrimSpace(name)] || len(name) < 6) || len(stemsOf(name)) == 0 || l.isPlace(i, part) {
					continue
				}
				l.known = append(l.known, name)
			}
		}
	}
	return l.known
}

// isPlace reports whether part of a cell names a place of the row.
func (l *ledger) isPlace(i int, part string) bool {
	part = fold2(part)
	return slices.ContainsFunc(l.Rows[i].Places, func(s Spot) bool { return strings.Contains(fold2(s.Name), part) }) || strings.HasSuffix(part, " county ") || len(strings.TrimSpace(part)) < 4
}

// figures are what a column says of some rows.
func (l *ledger) figures(f *figure, place *Spot, rows []int, named string, col int, sure bool, score int) []fact {
	base := fact{source: fromCell, what: l.called(col), sure: sure, score: score, doc: l.doc, date: l.doc.Date, without: -1}
	var out []fact
	one := func(i int, s source) {
		r := l.Rows[i]
		v, ok := r.cell(col)
		if !ok {
			return
		}
		x := base
		x.source, x.value, x.period, x.at, x.corrections = s, v, l.period(r, col), r.At, r.Corrections
		x.quote = l.print(i)
		if place != nil {
			x.place = place.Name
		} else if named != "" {
			x.label = named
		}
		x.form = f.form
		out = append(out, x)
	}
	switch {
	case place == nil && named == "":
		for i, r := range l.Rows {
			if r.Total {
				one(i, fromTotal)
			}
		}
		alone := map[archive.Period]int{}
		for _, i := range rows {
			alone[l.Rows[i].Period]++
		}
		for _, i := range rows { // one row a year, or a month
			if p := l.Rows[i].Period; p.From != "" && alone[p] == 1 {
				one(i, fromCell)
			}
		}
		if len(out) == 0 && (f.joint || !someOnly.MatchString(l.Title+" "+l.doc.Title)) || f.ranks > 0 {
			out = append(out, l.sum(f, base, rows, col)...)
		}
	case place == nil:
		for _, i := range rows {
			one(i, fromCell)
		}
	default:
		exact := slices.DeleteFunc(slices.Clone(rows), func(i int) bool { return !l.Rows[i].is(place.Slug) && named == "" })
		for _, i := range exact {
			one(i, fromCell)
		}
		if len(exact) == 0 && len(rows) > 0 && (strings.Count(place.Slug, "/") == 1 || len(place.Parts) > 0) {
			x := l.sum(f, base, rows, col)
			for k := range x {
				x[k].place = place.Name
			}
			out = append(out, x...)
		}
	}
	return out
}

// someOnly is in the titles of tables that list some of what there is.
var someOnly = regexp.MustCompile(`(?i)\b(?:top|highest|largest|selected|sample|leading|most|least|lowest|examples?)\b`)

// sum is what rows add up to, by period.
func (l *ledger) sum(f *figure, base fact, rows []int, col int) []fact {
	if f.form != count || len(rows) < 2 {
		return nil
	}
	by := map[archive.Period][]int{}
	var order []archive.Period
	for _, i := range rows {
		p := l.period(l.Rows[i], col)
		if by[p] == nil {
			order = append(order, p)
		}
		by[p] = append(by[p], i)
	}
	var out []fact
	for _, p := range order {
		take := by[p]
		if f.ranks > 1 && f.ranks < len(take) {
			take = slices.Clone(take)
			slices.SortStableFunc(take, func(a, b int) int {
				x, _ := l.Rows[a].cell(col)
				y, _ := l.Rows[b].cell(col)
				return cmp.Compare(y, x)
			})
			take = take[:f.ranks]
		}
		x := base
		x.source, x.period, x.at = fromSum, p, l.At
		var without int64
		for _, i := range take {
			v, _ := l.Rows[i].cell(col)
			x.value += v
			if !takenOut(l.Rows[i]) {
				without += v
			}
		}
		if without != x.value {
			x.without = without
		}
		x.quote = fmt.Sprintf("%s: %d rows of “%s” add up to %s", l.called(col), len(take), l.name(), printValue(x.value, count))
		out = append(out, x)
	}
	return out
}

func takenOut(r Row) bool {
	return slices.ContainsFunc(r.Corrections, archive.Correction.TakesOut)
}

// counts are the numbers of rows, or of the places they are about.
func (l *ledger) counts(f *figure, place *Spot, rows []int, named string) []fact {
	words := stems{}
	words.add(l.title)
	if len(l.header) > 0 {
		words.add(l.header[0])
	}
	if len(l.doc.Tables) == 1 || len(l.title) == 0 {
		words.add(stemsOf(l.doc.Title))
	}
	distinct := false
	if len(l.values) > 0 || l.repeats {
		p := false
		for w := range f.noun {
			p = p || placeNouns[w]
		}
		if p && l.placed {
			distinct = true
			words.add(stems{"jurisdiction": true, "county": true, "counti": true})
		} else if len(l.values) > 0 {
			return nil
		}
	}
	own := l.title.acts()
	if len(own) == 0 && (len(l.doc.Tables) == 1 || len(l.title) == 0) {
		own = stemsOf(l.doc.Title).acts()
	}
	sure, ok := l.fits(f, words, own)
	if !ok || len(l.Rows) == 0 {
		return nil
	}
	x := fact{source: fromCount, sure: sure, score: f.wide.shared(l.about), doc: l.doc, date: l.doc.Date, period: l.period(Row{}, 0), without: -1, label: named}
	what := "rows"
	take := rows
	if day, col := l.day(f); day != "" {
		take = slices.DeleteFunc(slices.Clone(rows), func(i int) bool {
			for _, c := range col {
				if l.Rows[i].Days[c] == day {
					return false
				}
			}
			return true
		})
		x.day, what = true, "rows of "+day
	}
	n, without := 0, 0
	seen := map[string]bool{}
	for _, i := range take {
		r := l.Rows[i]
		if distinct {
			if len(r.Places) == 0 || seen[r.Places[0].Slug] {
				continue
			}
			seen[r.Places[0].Slug] = true
		}
		n++
		if !takenOut(r) {
			without++
		}
		if len(r.Corrections) > 0 && len(x.corrections) == 0 {
			x.corrections = r.Corrections
		}
		if x.at.Item == "" {
			x.at = r.At
		}
	}
	if x.at.Item == "" || place == nil && named == "" && !x.day {
		x.at = l.At
	}
	x.value = int64(n) * unit
	if without != n {
		x.without = int64(without) * unit
	}
	if distinct {
		what = "places"
	}
	x.what = what + " of “" + l.name() + "”"
	if place != nil {
		x.place = place.Name
	}
	x.quote = fmt.Sprintf("%s: %d %s", l.name(), n, what)
	if about := cmp.Or(x.place, named); about != "" {
		x.quote += ", " + about
	}
	if n == 1 && len(take) == 1 {
		x.quote = l.print(take[0])
	}
	if len(x.corrections) > 0 && x.without > 0 { // of some of many rows only
		x.corrections = nil
	}
	return []fact{x}
}

// day is the day that a figure is of, within the period of the table, and the
// columns in which it is looked for.
func (l *ledger) day(f *figure) (archive.Day, []int) {
	p := l.period(Row{}, 0)
	for _, d := range f.days {
		if p.From == "" || d.From < p.From || d.Until > p.Until {
			continue
		}
		var cols, all []int
		for c := range l.Dates {
			all = append(all, c)
			if c <= len(l.header) && l.header[c-1].shared(f.acts) > 0 {
				cols = append(cols, c)
			}
		}
		if len(cols) == 0 {
			cols = all
		}
		if len(cols) > 0 {
			return d.From, cols
		}
	}
	return "", nil
}

func (l *ledger) name() string {
	s := oneLine(cmp.Or(l.Title, l.doc.Title))
	if r := []rune(s); len(r) > 90 {
		s = string(r[:89]) + "…"
	}
	return s
}

func (l *ledger) called(col int) string {
	h := ""
	if col <= len(l.Header) {
		h = oneLine(l.Header[col-1])
	}
	return cmp.Or(h, "column "+archive.ColumnName(col)) + " of “" + l.name() + "”"
}

// print writes a row in a line.
func (l *ledger) print(i int) string {
	var out []string
	r := l.Rows[i]
	for _, c := range append(slices.Clone(r.Labels), r.Cells...) {
		if c = oneLine(c); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	s := strings.Join(out, " | ")
	if x := []rune(s); len(x) > 300 {
		s = string(x[:299]) + "…"
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// fact is what a sentence says, where it is of what a figure counts.
func (s sentenceFact) fact(f *figure, place *Spot) (fact, bool) {
	g := s.figure
	if g.form != f.form || g.unknown || !g.own && g.form == count || g.money != f.money || f.form == times {
		return fact{}, false
	}
	switch {
	case place == nil && len(g.places) > 0, place != nil && len(g.places) == 0:
		return fact{}, false
	case place != nil && !(len(g.places[0].spots) == 1 && same(g.places[0].spots[0].Slug, place.Slug)):
		return fact{}, false
	}
	switch {
	case f.form == percent:
	case len(f.noun) == 0 && (f.acts.shared(g.acts) == 0 || !f.firm), len(f.noun) > 0 && f.noun.shared(g.noun) == 0:
		return fact{}, false
	}
	own := f.form == percent || f.hyphen || overlap(f, g)
	if !own {
		return fact{}, false
	}
	if len(f.acts) > 0 && len(g.acts) > 0 && f.acts.shared(g.acts) == 0 || len(f.acts) > 0 && len(g.acts) == 0 && !s.titled(f.acts) {
		return fact{}, false
	}
	x := fact{value: g.value, form: g.form, source: fromSentence, sure: true, score: f.wide.shared(g.wide), doc: s.doc, date: s.doc.Date, period: s.doc.Period, without: -1}
	if g.stated == 2 {
		x.period = g.period
	}
	if place != nil {
		x.place = place.Name
	}
	sent := s.r.sentences[g.sentence]
	from, to := s.r.toks[sent.from].start, s.r.toks[sent.to-1].end
	x.at = s.text.At
	x.at.Locator.From, x.at.Locator.To = from, to
	x.quote = oneLine(string(s.r.runes[from:min(to, from+400)]))
	x.what = "“" + oneLine(string(s.r.runes[g.start:g.end])) + "”"
	return x, true
}

// overlap reports whether the words beside two figures agree: what narrows one
// down stands by the other too.
func overlap(f, g *figure) bool {
	gs := stemsOf(g.plain)
	for w := range gs {
		if f.noun[w] || acts[w] || generic[w] {
			delete(gs, w)
		}
	}
	return gs.shared(f.wide)*2 >= len(gs)
}

// titled reports whether the title of the document says what was done.
func (s sentenceFact) titled(a stems) bool { return stemsOf(s.doc.Title).shared(a) > 0 }
