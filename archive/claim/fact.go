package claim

import (
	"fmt"
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

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
