package lists

import (
	"context"
	"errors"
	"slices"

	"readingroom/archive"
)

// Touched is where the standing corrections of an item apply.
type Touched struct {
	all    []archive.Correction
	whole  []int            // of all: about the document
	pages  map[int][]int    // about a page, or about what stands on it
	tables map[int][]int    // about a whole table
	rows   map[[2]int][]int // table and row
	Rows   int              // how many rows are touched one by one
}

// Touched returns where the corrections of an item apply that stand.
func (r *Reader) Touched(ctx context.Context, item string) (Touched, error) {
	m, err := r.TouchedAll(ctx, []string{item})
	return m[item], err
}

// TouchedAll is Touched of several items; those without corrections are left out.
func (r *Reader) TouchedAll(ctx context.Context, items []string) (map[string]Touched, error) {
	all, err := r.Store.CorrectionsOf(ctx, items...)
	if err != nil {
		return nil, err
	}
	out := map[string]Touched{}
	for _, item := range items {
		var of []archive.Correction
		for _, c := range all {
			if c.Stands() && slices.ContainsFunc(c.Touches, func(t archive.Touch) bool { return t.At.Item == item }) {
				of = append(of, c)
			}
		}
		if len(of) == 0 {
			continue
		}
		tables, err := r.tables(ctx, item)
		if err != nil {
			return nil, err
		}
		out[item] = touched(item, of, tables)
	}
	return out, nil
}

// tables are the tables of an item; none where its content is not there.
func (r *Reader) tables(ctx context.Context, item string) ([]archive.Table, error) {
	it, err := r.Store.Item(ctx, item)
	if err != nil {
		return nil, err
	}
	f, err := r.Contents.Open(it.Digest)
	if errors.Is(err, archive.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []archive.Table
	for _, t := range f.Head().Tables {
		out = append(out, t.Table)
	}
	return out, nil
}

func touched(item string, all []archive.Correction, tables []archive.Table) Touched {
	t := Touched{all: all, pages: map[int][]int{}, tables: map[int][]int{}, rows: map[[2]int][]int{}}
	for i, c := range all {
		for _, touch := range c.Touches {
			l := touch.At.Locator
			switch {
			case touch.At.Item != item:
			case l.IsZero():
				t.whole = append(t.whole, i)
			default:
				if l.Page > 0 {
					t.pages[l.Page] = append(t.pages[l.Page], i)
				}
				if l.Page == 0 || l.Table > 0 {
					t.place(i, l, tables)
				}
			}
		}
	}
	t.Rows = len(t.rows)
	return t
}

// place finds the table and the row of a touch.
func (t *Touched) place(i int, l archive.Locator, tables []archive.Table) {
	for _, table := range tables {
		n, ok := table.RowOf(l)
		if !ok {
			continue
		}
		if n == 0 {
			t.tables[table.Number] = append(t.tables[table.Number], i)
			for _, p := range table.Pieces {
				t.pages[p.Page] = append(t.pages[p.Page], i)
			}
			return
		}
		at := [2]int{table.Number, n}
		t.rows[at] = append(t.rows[at], i)
		return
	}
}

// Any reports whether anything of the item is corrected.
func (t Touched) Any() bool { return len(t.all) > 0 }

// All returns all corrections of the item.
func (t Touched) All() []archive.Correction { return t.all }

// Whole returns those about the document as a whole.
func (t Touched) Whole() []archive.Correction { return t.of(t.whole) }

// Row returns the corrections that a row stands under: its own, its table's,
// its document's.
func (t Touched) Row(table, row int) []archive.Correction {
	return t.of(t.rows[[2]int{table, row}], t.tables[table], t.whole)
}

// Table returns the corrections of a table and of any of its rows.
func (t Touched) Table(table int) []archive.Correction {
	all := slices.Concat(t.tables[table], t.whole)
	for at, of := range t.rows {
		if at[0] == table {
			all = append(all, of...)
		}
	}
	return t.of(all)
}

// TakenOut returns the rows of a table that a total is to be given without.
func (t Touched) TakenOut(table int) map[int]bool {
	out := map[int]bool{}
	for at, of := range t.rows {
		if at[0] == table && slices.ContainsFunc(t.of(of), archive.Correction.TakesOut) {
			out[at[1]] = true
		}
	}
	return out
}

// Page returns the corrections of a page, of the tables that stand on it, and of
// their rows there.
func (t Touched) Page(page int) []archive.Correction { return t.of(t.pages[page], t.whole) }

// of are the corrections with some numbers, each once, the newest first.
func (t Touched) of(lists ...[]int) []archive.Correction {
	n := slices.Concat(lists...)
	slices.Sort(n)
	var out []archive.Correction
	for _, i := range slices.Compact(n) {
		out = append(out, t.all[i])
	}
	return out
}
