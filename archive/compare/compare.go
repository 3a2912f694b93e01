// Package compare answers on which of several lists a place stands, and why not
// on the others. Each answer rests on something that can be cited.
//
//	Arapahoe County, Colorado
//	Section II, Jan. 28 - Feb. 3   listed             2 rows, p3:t1:r11
//	Section I, Jan. 28 - Feb. 3    other definition   it is in Section II of the report
//	Franklin County, Ohio
//	Section II, Jan. 28 - Feb. 3   same name          that is Franklin County, Pennsylvania
//
// Pure: lists in, answers out.
package compare

import (
	"slices"
	"strings"

	"readingroom/archive"
)

// A Kind is what an answer says.
type Kind string

// The kinds of answers.
const (
	Listed          Kind = "listed"
	NotListed       Kind = "not listed"
	OutsidePeriod   Kind = "outside period"   // on the same list of another period
	OtherDefinition Kind = "other definition" // on another list of the same report or series
	Corrected       Kind = "corrected"        // listed, and a notice says wrongly
	SameName        Kind = "same name"        // another place of that name is listed
	NotCovered      Kind = "not covered"      // the list is of other places, or of none
)

// A List is a table that lists places.
type List struct {
	At     archive.Place
	Report string // the title of its document
	Title  string // its own
	Series string // the slug of the series its report is of; ""
	Family string // what it has in common with the same section of other issues; ""
	Period archive.Period
	States Basis                      // where the report states its period
	Scope  Basis                      // what the report says of what is counted
	Value  string                     // the column of its figures; "": rows are counted
	Only   []archive.Jurisdiction     // the places that its title names: it is of those alone
	Kinds  []archive.JurisdictionKind // of the places in its rows; none: it lists no places
	Rows   []Row
}

// A Row is a row of a list, with the places it is about.
type Row struct {
	At          archive.Place
	Figure      string
	Amount      int64 // the figure in millionths; 0 where it is none
	Places      []Spoken
	Corrections []archive.Correction // that stand
}

// A Spoken is a place that a row is about.
type Spoken struct {
	archive.Jurisdiction
	Within []string               // the slugs of what it lies in, and its own
	Text   string                 // as it stands there
	Maybe  []archive.Jurisdiction // where it is in doubt: who may be meant
}

// A Basis is what an answer rests on.
type Basis struct {
	What  string        `json:"what"` // "row", "period", "section", "scope", "correction"
	At    archive.Place `json:"at"`
	Quote string        `json:"quote"`
}

// An Answer says whether a place stands on a list.
type Answer struct {
	Kind  Kind
	Value string        // the figure, or the number of rows, where it is listed
	Unit  string        // what the value counts: the column's name, "rows"
	Text  string        // the reason, in a few words
	At    archive.Place // what the answer rests on first
	Basis []Basis
	Rows  []Row // the rows it is about
}

// Ask answers whether a place stands on a list. others are lists that may say
// why it does not: of the same report, of the same series.
func Ask(place Spoken, l List, others []List) Answer {
	if rows := l.about(place); len(rows) > 0 {
		return l.listed(rows)
	}
	switch {
	case len(l.Kinds) == 0:
		return l.answer(NotCovered, "it lists no places", l.whole())
	case len(l.Only) > 0 && !within(place, l.Only):
		return l.answer(NotCovered, "it is a list of "+names(l.Only)+" only", l.whole())
	}
	if row, text := l.doubt(place); text != "" {
		return l.answer(SameName, text, Basis{"row", row.At, cellOf(row)})
	}
	if row, other := l.namesake(place); other != "" {
		a := l.answer(SameName, "listed is "+other+", another place of that name", Basis{"row", row.At, cellOf(row)})
		return l.explain(a, place, others)
	}
	if a, ok := l.elsewhere(place, others); ok {
		return a
	}
	if row, above := l.larger(place); above != "" {
		return l.answer(NotListed, above+", in which it lies, is listed", Basis{"row", row.At, cellOf(row)})
	}
	a := l.answer(NotListed, "it is not among the places listed", l.whole())
	for _, o := range others { // a list of another kind does not say why, but where to look
		if rows := o.about(place); len(rows) > 0 && o.At.Item != l.At.Item {
			a.Text += "; it is in “" + o.Report + "”"
			a.Basis = append(a.Basis, Basis{"row", rows[0].At, cellOf(rows[0])})
			break
		}
	}
	return a
}

func (l List) whole() Basis { return Basis{"section", l.At, l.Title} }

// answer makes an answer of what it rests on first, with what the report says of
// its period and scope.
func (l List) answer(k Kind, text string, first Basis, more ...Basis) Answer {
	a := Answer{Kind: k, Text: text, At: first.At, Basis: append([]Basis{first}, more...)}
	if k != Listed && k != Corrected {
		for _, b := range []Basis{l.whole(), l.States, l.Scope} {
			if b.At.Item != "" && !slices.Contains(a.Basis, b) {
				a.Basis = append(a.Basis, b)
			}
		}
	}
	return a
}

// about are the rows about a place, or about one that lies in it.
func (l List) about(place Spoken) []Row {
	var rows []Row
	for _, r := range l.Rows {
		if slices.ContainsFunc(r.Places, func(s Spoken) bool { return s.Slug != "" && slices.Contains(s.Within, place.Slug) }) {
			rows = append(rows, r)
		}
	}
	return rows
}

// listed answers with the figures of the rows, or their number.
func (l List) listed(rows []Row) Answer {
	var all, standing int64
	var bases []Basis
	wrong := 0
	for _, r := range rows {
		all += r.Amount
		if len(r.Corrections) > 0 {
			wrong++
			for _, c := range r.Corrections {
				b := Basis{"correction", c.Notice, c.Statement}
				if !slices.Contains(bases, b) {
					bases = append(bases, b)
				}
			}
		} else {
			standing += r.Amount
		}
	}
	a := Answer{Kind: Listed, At: rows[0].At, Rows: rows, Unit: l.Value}
	switch {
	case l.Value == "":
		a.Value, a.Unit = count(len(rows)), word(len(rows), "row", "rows")
	case len(rows) == 1:
		a.Value = rows[0].Figure
	default:
		a.Value = figure(all)
	}
	for _, r := range rows {
		a.Basis = append(a.Basis, Basis{"row", r.At, cellOf(r)})
	}
	a.Basis = append(a.Basis, bases...)
	if wrong == 0 {
		return a
	}
	k := rows[slices.IndexFunc(rows, func(r Row) bool { return len(r.Corrections) > 0 })].Corrections[0]
	if wrong == len(rows) {
		a.Kind, a.Text = Corrected, k.Kind.Words()
		return a
	}
	a.Text = plural(wrong, "row", "rows") + " of " + count(len(rows)) + " corrected: " + k.Kind.Words()
	return a
}

// elsewhere looks for the place in the lists beside this one: the same list of
// another period, else another list of this report, else one of its series.
func (l List) elsewhere(place Spoken, others []List) (Answer, bool) {
	var period, section, series *List
	for i := range others {
		o := &others[i]
		if o.At == l.At || len(o.about(place)) == 0 {
			continue
		}
		switch {
		case l.Family != "" && o.Family == l.Family && o.At.Item != l.At.Item:
			if o.Period != l.Period && o.Period.From != "" && (period == nil || nearer(l.Period, o.Period, period.Period)) {
				period = o
			}
		case o.At.Item == l.At.Item:
			if section == nil {
				section = o
			}
		case l.Series != "" && o.Series == l.Series && series == nil:
			series = o
		}
	}
	row := func(o *List) Basis { r := o.about(place)[0]; return Basis{"row", r.At, cellOf(r)} }
	switch {
	case period != nil:
		a := l.answer(OutsidePeriod, "listed for "+days(period.Period)+", not for "+days(l.Period), row(period), period.States)
		if section != nil {
			a.Text += "; in this report it is under “" + section.Title + "”"
			a.Basis = append(a.Basis, row(section))
		}
		return a, true
	case section != nil:
		return l.answer(OtherDefinition, "in this report it is under “"+section.Title+"”", row(section), section.whole()), true
	case series != nil:
		return l.answer(OtherDefinition, "in another report of the series it is under “"+series.Title+"”", row(series), series.whole()), true
	}
	return Answer{}, false
}

// explain adds to an answer where the place itself stands.
func (l List) explain(a Answer, place Spoken, others []List) Answer {
	b, ok := l.elsewhere(place, others)
	switch {
	case !ok:
	case b.Kind == OutsidePeriod:
		a.Text += "; this one is " + b.Text
		a.Basis = append(a.Basis, b.Basis[0])
	case b.At.Item == l.At.Item:
		a.Text += "; this one is " + strings.TrimPrefix(b.Text, "in this report it is ") + " of the report"
		a.Basis = append(a.Basis, b.Basis[0])
	}
	return a
}

// days says a period in words.
func days(p archive.Period) string { return strings.Replace(p.String(), "..", " to ", 1) }

// nearer reports whether b is nearer in time to a than c is.
func nearer(a, b, c archive.Period) bool {
	// The nearest before, else the nearest after.
	before := func(p archive.Period) bool { return p.From < a.From }
	switch {
	case before(b) != before(c):
		return before(b)
	case before(b):
		return b.From > c.From
	}
	return b.From < c.From
}

// namesake finds a row about another place of the same name.
func (l List) namesake(place Spoken) (Row, string) {
	for _, r := range l.Rows {
		for _, s := range r.Places {
			if s.Slug != "" && s.Slug != place.Slug && base(s.Name) == base(place.Name) && sameSort(s.Kind, place.Kind) {
				return r, s.Name
			}
		}
	}
	return Row{}, ""
}

// sameSort: an agency of a county of that name is no namesake of a city.
func sameSort(a, b archive.JurisdictionKind) bool { return a == b }

// base is a name without the state: "franklin county".
func base(name string) string {
	b, _, _ := strings.Cut(name, ",")
	return strings.ToLower(strings.TrimSpace(b))
}

// doubt finds a row that may be about the place, but does not say which is meant.
func (l List) doubt(place Spoken) (Row, string) {
	for _, r := range l.Rows {
		for _, s := range r.Places {
			if s.Slug == "" && slices.ContainsFunc(s.Maybe, func(j archive.Jurisdiction) bool { return j.Slug == place.Slug }) {
				return r, "“" + s.Text + "” is listed, and it is in doubt which is meant"
			}
		}
	}
	return Row{}, ""
}

// larger finds a row about the county that a city lies in. A state is too large
// to say anything.
func (l List) larger(place Spoken) (Row, string) {
	for _, r := range l.Rows {
		for _, s := range r.Places {
			if s.Kind == archive.JurisdictionCounty && s.Slug != place.Slug && slices.Contains(place.Within, s.Slug) {
				return r, s.Name
			}
		}
	}
	return Row{}, ""
}

func within(place Spoken, only []archive.Jurisdiction) bool {
	return slices.ContainsFunc(only, func(j archive.Jurisdiction) bool {
		return slices.Contains(place.Within, j.Slug) || strings.HasPrefix(j.Slug, place.Slug+"/")
	})
}

func cellOf(r Row) string {
	for _, s := range r.Places {
		if s.Text != "" {
			return s.Text
		}
	}
	return ""
}
