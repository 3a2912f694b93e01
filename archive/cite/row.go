package cite

import (
	"cmp"
	"errors"
	"slices"
	"unicode"

	"readingroom/archive"
)

// rowsAtMost is how many rows are looked through for one, those of the nearest
// and likest tables first.
const rowsAtMost = 50_000

// findRow looks for a row by its cells and its neighbours, and in it for the
// cell that was cited.
func findRow(d Document, c archive.Citation) (found, error) {
	want := line(c.Selector.Cells)
	if t, n, ok := tableOf(d, c.Locator); ok {
		row, err := rowAt(d, t, n)
		if err != nil && !errors.Is(err, archive.ErrNotFound) {
			return found{}, err
		}
		if err == nil && line(row.Cells) == want {
			before, after, err := besides(d, t, n)
			if err != nil {
				return found{}, err
			}
			if before == clip(foldText(c.Selector.Prefix), about) || after == clip(foldText(c.Selector.Suffix), about) {
				if at, err := inRow(d, c, t, row, false); at.ok || err != nil {
					return at, err
				}
			}
		}
	}
	if want == "" {
		return found{}, nil
	}
	m := matcher{c: c, want: want, prefix: clip(foldText(c.Selector.Prefix), about), suffix: clip(foldText(c.Selector.Suffix), about)}
	_, m.number, _ = tableOf(d, c.Locator)
	left := rowsAtMost
	for _, t := range likest(d, c) {
		if err := m.table(d, t, &left); err != nil {
			return found{}, err
		}
		if m.same.row.Number > 0 && m.same.beside == 2 || left <= 0 {
			break
		}
	}
	switch {
	case m.same.row.Number > 0:
		at, err := inRow(d, c, m.same.table, m.same.row, false)
		at.others = m.same.ties
		return at, err
	case m.near.row.Number > 0 && m.near.ties == 0:
		return inRow(d, c, m.near.table, m.near.row, true)
	}
	return found{}, nil
}

// likest are the tables of a document, those with the same columns first, then
// by how near they stand.
func likest(d Document, c archive.Citation) []archive.Table {
	columns := line(c.Selector.Header)
	own, _, ok := tableOf(d, c.Locator)
	rank := func(t archive.Table) int {
		switch {
		case ok && t.Number == own.Number:
			return 0
		case line(t.Header) == columns:
			return 1
		}
		return 2
	}
	out := slices.Clone(d.Tables)
	slices.SortStableFunc(out, func(a, b archive.Table) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(distance(a.Page, c.Locator.Page), distance(b.Page, c.Locator.Page)))
	})
	return out
}

// A candidate is a row that may be the one that was cited.
type candidate struct {
	table  archive.Table
	row    archive.Row
	beside int     // how many of its neighbours are the same
	like   float64 // the share of cells that are
	away   int
	ties   int
}

// A matcher keeps the best rows found so far: one that says the same, and one
// that nearly does.
type matcher struct {
	c                    archive.Citation
	want, prefix, suffix string
	number               int // the row's number when it was cited
	same, near           candidate
}

// table looks through the rows of a table, each with the ones beside it.
func (m *matcher) table(d Document, t archive.Table, left *int) error {
	var before string
	var row archive.Row
	seen := false
	for next, err := range d.Text.Rows(t.Number, 1) {
		if err != nil {
			return err
		}
		if *left--; *left <= 0 {
			break
		}
		if seen {
			m.row(t, row, before, line(next.Cells))
			before = line(row.Cells)
		}
		row, seen = next, true
	}
	if seen {
		m.row(t, row, before, "")
	}
	return nil
}

func (m *matcher) row(t archive.Table, r archive.Row, before, after string) {
	x := candidate{table: t, row: r, away: distance(r.Number, m.number)}
	if clip(before, about) == m.prefix {
		x.beside++
	}
	if clip(after, about) == m.suffix {
		x.beside++
	}
	if line(r.Cells) == m.want {
		m.same.take(x, cmp.Or(cmp.Compare(x.beside, m.same.beside), cmp.Compare(m.same.away, x.away)), x.beside == m.same.beside)
		return
	}
	if x.like = sharedCells(m.c.Selector.Cells, r.Cells); x.like > 0 {
		m.near.take(x, cmp.Compare(x.like, m.near.like), x.like == m.near.like)
	}
}

// take keeps the better one; tie is whether they are as good.
func (c *candidate) take(x candidate, better int, tie bool) {
	switch {
	case c.row.Number == 0:
		*c = x
	case tie:
		x.ties = c.ties + 1
		if better > 0 {
			*c = x
		} else {
			c.ties++
		}
	case better > 0:
		*c = x
	}
}

// sharedCells is the share of the cells of a row that another has too, 0 where
// it is another row: the cell that names it differs, and too little else is the
// same.
func sharedCells(was, is []string) float64 {
	left := map[string]int{}
	of, n := 0, 0
	for _, s := range is {
		if !archive.Blank(s) {
			left[foldText(s)]++
			n++
		}
	}
	shared := 0
	for _, s := range was {
		if archive.Blank(s) {
			continue
		}
		of++
		if k := foldText(s); left[k] > 0 {
			left[k]--
			shared++
		}
	}
	like := share(shared, max(of, n))
	if of == 0 || n == 0 {
		return 0
	}
	named := key(was) != "" && key(was) == key(is)
	if named && like >= 0.5 || shared >= 3 && like >= 0.75 {
		return like
	}
	return 0
}

// key is the cell that names a row: the first with letters.
func key(cells []string) string {
	for _, s := range cells {
		for _, r := range s {
			if unicode.IsLetter(r) {
				return foldText(s)
			}
		}
	}
	return ""
}

// inRow names a row that was found, and in it the cell or the range that was cited.
func inRow(d Document, c archive.Citation, t archive.Table, row archive.Row, near bool) (found, error) {
	l := archive.RowLocator(t, row.Number)
	f := found{ok: true, text: line(row.Cells), changed: near}
	switch {
	case c.Locator.LastRow > 0:
		l.LastRow = l.Row + c.Locator.LastRow - c.Locator.Row
		l.Col, l.LastCol = c.Locator.Col, c.Locator.LastCol
		text, err := rangeText(d, t, l)
		if err != nil {
			return found{}, err
		}
		f.text, f.changed = text, !alike(text, c.Selector.Exact)
	case c.Locator.Col > 0:
		col := column(c, t, row)
		if col == 0 {
			return found{}, nil
		}
		l.Col = col
		f.text = cell(row.Cells, col)
		f.changed = !alike(f.text, c.Selector.Exact)
	}
	f.at, f.still = l, l == c.Locator
	return f, nil
}

// column finds the column of a cell that was cited: by its name, by its number
// where the table has as many, by what stands in it. 0 where that is not sure.
func column(c archive.Citation, t archive.Table, row archive.Row) int {
	was := c.Locator.Col
	if was <= len(c.Selector.Header) && foldText(c.Selector.Header[was-1]) != "" {
		name, at := foldText(c.Selector.Header[was-1]), 0
		for i, h := range t.Header {
			if foldText(h) == name {
				if i+1 == was {
					return was
				}
				if at > 0 {
					at = -1
				} else if at == 0 {
					at = i + 1
				}
			}
		}
		if at > 0 {
			return at
		}
	}
	if len(row.Cells) == len(c.Selector.Cells) && len(t.Header) == len(c.Selector.Header) || t.Page == 0 && was <= max(len(row.Cells), len(t.Header)) {
		return was
	}
	at := 0
	for i, s := range row.Cells {
		if alike(s, c.Selector.Exact) && !archive.Blank(s) {
			if at > 0 {
				return 0
			}
			at = i + 1
		}
	}
	return at
}
