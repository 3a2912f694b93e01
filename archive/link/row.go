package link

import (
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// A role is what a column of a table holds.
type role uint8

const (
	textColumn role = iota
	stateColumn
	countyColumn
	placeColumn
	facilityColumn
	otherColumn // dates, numbers, names of persons
)

// tableState is what is known of the table that is being read.
type tableState struct {
	number int
	roles  []role
	state  *gazetteer.Entry // of the row before, or of the labels above
	labels string
}

// row finds the mentions of the cells of a row and gives them to take, cell by cell.
func (d *Document) row(t archive.Table, r archive.Row, take func(ms []mention, col, offset int)) {
	if d.table.number != t.Number || d.table.roles == nil {
		d.table = tableState{number: t.Number, roles: rolesOf(t)}
		d.scan(t.Title, labels{})
		if s := d.oneState(); s != nil {
			d.table.state = s
		}
		take(d.mentions, 0, 0)
	}
	if l := strings.Join(r.Group, "\n"); l != d.table.labels {
		d.table.labels = l
		d.scan(l, labels{role: placeColumn})
		if s := d.oneState(); s != nil {
			d.table.state = s
			d.settleIn(s)
		}
		take(d.mentions, 0, 0)
	}
	state := d.rowState(r)
	for i, cell := range r.Cells {
		role := textColumn
		if i < len(d.table.roles) {
			role = d.table.roles[i]
		}
		if role == otherColumn || !worded(cell) {
			continue
		}
		d.scan(cell, labels{role: role, state: state})
		if len(d.mentions) == 0 {
			continue
		}
		if state != nil && role != stateColumn {
			d.settleIn(state)
		}
		take(d.mentions, i+1, 0)
	}
}

// settleIn settles the mentions of the text just scanned in the state of its row.
func (d *Document) settleIn(state *gazetteer.Entry) {
	for k := range d.mentions {
		if m := &d.mentions[k]; m.entry == nil {
			d.settle(m, state, "row-state")
		}
	}
}

// oneState returns the only state that the text just scanned names: "Iowa" above
// "Franklin County Jail".
func (d *Document) oneState() *gazetteer.Entry {
	var one *gazetteer.Entry
	for i := range d.mentions {
		s := d.onlyState(&d.mentions[i])
		if d.mentions[i].state != nil {
			s = d.mentions[i].state
		}
		if s == nil {
			continue
		}
		if one != nil && s != one {
			return nil
		}
		one = s
	}
	return one
}

// rowState returns the state of a row: that of its state column, else the one
// that a row above, or a label, gave.
func (d *Document) rowState(r archive.Row) *gazetteer.Entry {
	for i, role := range d.table.roles {
		if role == stateColumn && i < len(r.Cells) {
			if s := d.g.State(strings.Join(gazetteer.Words(r.Cells[i]), "")); s != nil {
				return s
			}
		}
	}
	return d.table.state
}

// worded reports whether a cell has a letter.
func worded(cell string) bool {
	return strings.ContainsFunc(cell, func(r rune) bool { return r >= 'A' })
}

// rolesOf reads the header.
func rolesOf(t archive.Table) []role {
	roles := make([]role, len(t.Header))
	for i, h := range t.Header {
		roles[i] = roleOf(h)
	}
	return roles
}

func roleOf(header string) role {
	for _, w := range gazetteer.Words(header) {
		switch w {
		case "state", "st":
			return stateColumn
		case "county", "counties", "parish", "jurisdiction", "jurisdictions":
			return countyColumn
		case "city", "town", "place", "municipality", "locality", "location":
			return placeColumn
		case "facility", "jail", "agency", "detention", "institution", "lea":
			return facilityColumn
		}
	}
	return textColumn
}
