package foialog

import (
	"cmp"
	"slices"
	"strings"

	"readingroom/archive"
)

// A Column is a column of a log, and what it says of a request.
type Column struct {
	Col      int      `json:"col"` // from 1
	Letter   string   `json:"letter"`
	Name     string   `json:"name"`
	Field    Field    `json:"field"`    // "" where it says something else
	Why      string   `json:"why"`      // in words
	Examples []string `json:"examples"` // what stands in it first
}

// A Plan is how a table of a document is read as a log.
type Plan struct {
	Table   int             `json:"table"` // its number in the document
	At      archive.Locator `json:"locator"`
	Title   string          `json:"title"`
	Header  int             `json:"header_row"` // the row that names the columns; 0 where none does, or on a page
	Columns []Column        `json:"columns"`
	Dates   Order           `json:"dates"` // how 1/2/2019 is read
	Log     bool            `json:"log"`   // it is read as a log
	Why     string          `json:"why"`   // a sentence: why, or why not

	named bool          // the columns have names
	data  []archive.Row // rows taken for the header, or above it, that are data
	head  []Line        // the others
}

// columns of a field, from 0.
func (p Plan) columns(f Field) []int {
	var out []int
	for _, c := range p.Columns {
		if c.Field == f {
			out = append(out, c.Col-1)
		}
	}
	return out
}

// How many rows are looked at before a table is read, how many of them may still
// be its header, and how many cells are shown as examples.
const (
	sampled   = 300
	headerIn  = 25
	examples  = 3
	maxWidth  = 200 // columns; no log has more
	sureField = 60
)

// Why a column is of a field.
const (
	byItsName  = "by its name"
	byItsCells = "by what stands in it"
)

// propose says how a table is read: t with its first rows, after the table
// before it in the document, if that is a log.
func propose(t archive.Table, rows []archive.Row, before *Plan, how How, looking map[string]bool) Plan {
	p := Plan{Table: t.Number, At: archive.RowLocator(t, 0), Title: oneLine(t.Title)}
	rows, names := p.header(t, rows, before)
	width := len(names)
	for _, r := range rows {
		width = max(width, len(r.Cells))
	}
	unique := namesOf(names, min(width, maxWidth))
	kinds := make([]kind, len(unique))
	var dated []string
	for i, name := range unique {
		cells, values := column(rows, i)
		kinds[i] = kindOf(cells, values)
		if kinds[i].dates > 0.3 {
			dated = append(dated, cells...)
		}
		p.Columns = append(p.Columns, Column{Col: i + 1, Letter: archive.ColumnName(i + 1), Name: name, Examples: firsts(cells)})
	}
	if p.Dates = how.Dates; p.Dates == Auto {
		p.Dates = orderOf(dated)
	}
	p.assign(kinds, how.given(unique, looking))
	p.judge(t, rows, before, len(how.Columns) > 0)
	return p
}

// header finds the row that names the columns. It returns the rows of data that
// were looked at, and the names: none where the table has none.
func (p *Plan) header(t archive.Table, rows []archive.Row, before *Plan) (data []archive.Row, names []string) {
	best, names := known(t.Header), t.Header
	if slices.ContainsFunc(t.Header, isDay) {
		best = 0
	}
	head := t.Head
	if len(head) == 0 && len(t.Header) > 0 && t.Page > 0 {
		head = []archive.Row{{Page: t.Page, OnPage: t.OnPage, Cells: t.Header}} // number 0: it has none
	}
	all := append(slices.Clip(head), rows...)
	at := -1
	for i, r := range all[:min(len(all), headerIn)] {
		if n := known(r.Cells); n > best && n >= 2 && !slices.ContainsFunc(r.Cells, isDay) {
			best, names, at = n, r.Cells, i
		}
	}
	if at < 0 && best < 2 && !namesColumns(t.Header, best) {
		// What was taken for the header is data, or a title.
		if before != nil && before.Log && sameWidth(*before, all) {
			names = nil
			for _, c := range before.Columns {
				names = append(names, c.Name)
			}
			p.named = before.named
		} else {
			names = nil
		}
		p.data = head
		return slices.Concat(head, rows), names
	}
	p.named = true
	if at < 0 { // as the reader of the sheet found it
		last := len(head) - 1
		for i, r := range head {
			why := LeftTitle
			switch {
			case i == last:
				why, p.Header = LeftHeader, r.Number
			case slices.Contains(t.HeaderRows, r.Number):
				why = LeftInHeader
			}
			p.head = append(p.head, left(t, r, why))
		}
		return rows, names
	}
	for i, r := range all[:at+1] {
		why := LeftTitle
		if i == at {
			why, p.Header = LeftHeader, r.Number
		}
		p.head = append(p.head, left(t, r, why))
	}
	if at+1 < len(head) {
		p.data = head[at+1:]
	}
	return all[at+1:], names
}

// known counts the fields that names of columns speak of.
func known(names []string) int {
	seen := map[Field]bool{}
	for _, n := range names[:min(len(names), maxWidth)] {
		most, field := sureField-1, None
		for f, sure := range byName(n) {
			if sure > most || sure == most && f < field {
				most, field = sure, f
			}
		}
		if field != None {
			seen[field] = true
		}
	}
	return len(seen)
}

// namesColumns reports whether cells, of which so many are known as names of
// columns, are names at all: no date, no number of a request, no long text.
func namesColumns(cells []string, known int) bool {
	filled := 0
	for _, c := range cells {
		if c = strings.TrimSpace(c); c == "" || strings.HasPrefix(c, "column ") {
			continue
		}
		filled++
		if len(days(c, Auto)) > 0 || isNumber(c) || len(c) > 120 {
			return false
		}
	}
	return filled > 1 && known > 0
}

func sameWidth(before Plan, rows []archive.Row) bool {
	used, width := 0, 0
	for _, c := range before.Columns {
		if len(c.Examples) > 0 || c.Field != None {
			used = c.Col
		}
	}
	for _, r := range rows {
		width = max(width, len(r.Cells))
	}
	return width >= used && width <= len(before.Columns)+1 || width == len(before.Columns)
}

// column returns the cells of a column, from 0, and what they hold.
func column(rows []archive.Row, i int) (cells, values []string) {
	for _, r := range rows {
		if i >= len(r.Cells) || repeats(r, i) || filledIn(r) < 2 {
			continue
		}
		v := ""
		if i < len(r.Values) {
			v = r.Values[i]
		}
		cells, values = append(cells, r.Cells[i]), append(values, v)
	}
	return cells, values
}

// repeats reports whether a cell, from 0, repeats a merged one.
func repeats(r archive.Row, i int) bool { return slices.Contains(r.Filled, i+1) }

func firsts(cells []string) []string {
	out := []string{}
	for _, c := range cells {
		if c = cut(oneLine(c), 80); !archive.Blank(c) && !slices.Contains(out, c) && len(out) < examples {
			out = append(out, c)
		}
	}
	return out
}

// filledIn counts the cells of a row that have something of their own.
func filledIn(r archive.Row) int {
	n := 0
	for i, c := range r.Cells {
		if !archive.Blank(c) && !repeats(r, i) {
			n++
		}
	}
	return n
}

// assign gives columns to fields: those that a person named first, then the
// surest.
func (p *Plan) assign(kinds []kind, given map[int]Field) {
	taken := map[Field]bool{}
	for i, f := range given {
		p.Columns[i].Field, p.Columns[i].Why = f, "as given"
		taken[f] = f != None
	}
	type match struct {
		col   int
		field Field
		sure  int
		why   string
	}
	var all []match
	named := p.named
	for i := range p.Columns {
		if _, ok := given[i]; ok {
			continue
		}
		found := false
		if named {
			for f, sure := range byName(p.Columns[i].Name) {
				add, ok := kinds[i].fits(f, sure)
				if !ok {
					continue
				}
				found = found || sure >= sureField
				all = append(all, match{i, f, sure + add, byItsName})
			}
		}
		if f, sure := kinds[i].speaksFor(named); f != None && !found && i < 60 {
			all = append(all, match{i, f, sure, byItsCells})
		} else if f == Disposition && found && kinds[i].outcomes >= 0.6 && kinds[i].states < 0.3 { // a status that says how it ended
			all = append(all, match{i, f, 75, "by its name and what stands in it"})
		} else if named && i == 0 && !found && kinds[i].numbers >= 0.9 && kinds[i].distinct >= 0.9 {
			all = append(all, match{i, Number, 45, byItsCells})
		}
	}
	slices.SortStableFunc(all, func(a, b match) int {
		return cmp.Or(b.sure-a.sure, a.col-b.col, cmp.Compare(a.field, b.field))
	})
	for _, m := range all {
		c := &p.Columns[m.col]
		if m.sure < 40 || c.Field != None || taken[m.field] && !p.together(m.field, m.col, given) {
			continue
		}
		c.Field, c.Why = m.field, m.why
		taken[m.field] = true
	}
	p.order(kinds, given, taken)
}

// together reports whether a column may be of a field that another is of
// already: last and first name are.
func (p *Plan) together(f Field, col int, given map[int]Field) bool {
	if f != Requester {
		return false
	}
	last, first := false, false
	for _, c := range p.Columns {
		if _, ok := given[c.Col-1]; c.Field != Requester && c.Col-1 != col || ok {
			if ok && c.Field == Requester {
				return false
			}
			continue
		}
		n := plainName(c.Name)
		switch {
		case strings.Contains(n, "last"), strings.Contains(n, "family"):
			if last {
				return false
			}
			last = true
		case strings.Contains(n, "first"), strings.Contains(n, "given"):
			if first {
				return false
			}
			first = true
		default:
			return false
		}
	}
	return last && first
}

// order finds, in a table without names, the day of closing: the column of days
// after the one of receipt, fewer of which are filled in or all of which are later.
func (p *Plan) order(kinds []kind, given map[int]Field, taken map[Field]bool) {
	if p.named {
		return
	}
	var dated []int
	for i, k := range kinds {
		if _, ok := given[i]; !ok && k.dates+k.serials >= 0.7 && (p.Columns[i].Field == None || p.Columns[i].Field == Received) {
			dated = append(dated, i)
		}
	}
	if len(dated) < 2 || taken[Closed] || p.Columns[dated[0]].Field != Received {
		return
	}
	last := dated[len(dated)-1]
	p.Columns[last].Field, p.Columns[last].Why = Closed, "the last column of days"
	if len(dated) == 3 && !taken[Due] {
		p.Columns[dated[1]].Field, p.Columns[dated[1]].Why = Due, "the second of three columns of days"
	}
}

// judge says whether the table is a log.
func (p *Plan) judge(t archive.Table, rows []archive.Row, before *Plan, given bool) {
	has := map[Field]bool{}
	byName, numbered := 0, false
	for _, c := range p.Columns {
		if c.Field != None {
			has[c.Field] = true
			if c.Why != byItsCells {
				byName++
				numbered = numbered || c.Field == Number
			}
		}
	}
	dated := has[Received] || has[Closed] || has[Due]
	says := has[Subject] || has[Requester] || has[Organization] || has[Disposition] || has[Status]
	switch {
	case len(rows) == 0 && !has[Number]:
		p.Why = "It has no rows."
	case given && len(has) > 0:
		p.Log, p.Why = true, "Its columns were given."
	case has[Number] && (dated || says && numbered), has[Subject] && dated && (has[Requester] || has[Organization] || has[Disposition] || has[Status] || byName > 1),
		has[Requester] && has[Received] && byName > 1, has[Subject] && has[Requester]:
		p.Log, p.Why = true, "It names, or holds, "+listOf(has)+"."
	case len(has) == 0:
		p.Why = "None of its columns looks like a request’s number, subject, requester or date."
	default:
		p.Why = "All that looks like a log of requests in it is " + listOf(has) + "."
	}
}

func listOf(has map[Field]bool) string {
	var words []string
	for _, f := range Fields {
		if has[f] {
			words = append(words, f.Words())
		}
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
