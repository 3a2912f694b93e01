package search

import (
	"slices"
	"strings"

	"readingroom/search/query"
)

// cellTest says of the text of a cell whether it is what a query asks of its
// column.
type cellTest func(cell string) bool

// cellTest makes the test of a Range or Cell; nil where its value is none.
func (a *analyzer) cellTest(n query.Node) cellTest {
	switch n := n.(type) {
	case query.Range:
		return rangeTest(n)
	case query.Cell:
		if n.Whole {
			want := a.wordsOf(query.Text(n.Leaf))
			return func(cell string) bool { return a.wordsOf(cell) == want }
		}
		m := a.leafMarks(n.Leaf)
		return func(cell string) bool {
			found, _ := m.find(cell, a.Tokens(nil, cell))
			return len(found) > 0
		}
	}
	return nil
}

// rangeTest compares what is a number with numbers, and what is a day with days: of
// a year, such as 2017, both are asked.
func rangeTest(n query.Range) cellTest {
	i, numbers := intervalOf(n)
	days, dated := daysOf(n)
	if numbers {
		dated = dated && isYear(n.Value) && isYear(n.To)
	}
	if !numbers && !dated {
		return nil
	}
	return func(cell string) bool {
		if v, ok := numberIn(cell); ok && numbers {
			return i.has(v)
		}
		day, ok := dayIn(cell)
		return ok && dated && onDay(days, day)
	}
}

// isYear reports whether a value is a year of our time, or open.
func isYear(s string) bool {
	return s == "" || len(s) == 4 && ("1900" <= s && s <= "2099") && strings.Trim(s, "0123456789") == ""
}

// cell matches the rows whose cell in a column passes a test. The words that
// such a cell has are looked up; the cells themselves are read of about
// maxChecks rows at most.
func (p *plan) cell(v *view, n query.Node) (clause, error) {
	name := columnOf(n)
	cur := p.tables(v, func(t tableEntry) bool { return len(p.columnsNamed(t, name)) > 0 })
	test := p.analyzer.cellTest(n)
	if test == nil || v.kind != rows {
		return cur, nil
	}
	if c, ok := n.(query.Cell); ok {
		words, err := p.leaf(v, fieldText, c.Leaf, false)
		if err != nil {
			return nil, err
		}
		if words != nil {
			cur = newAnd([]clause{words, cur}, nil)
		}
	}
	tables := p.verdicts[query.Print(n)]
	if tables == nil {
		tables = map[tableKey]*verdict{}
		p.verdicts[query.Print(n)] = tables
	}
	return &checked{clause: cur, check: oneByOne(func(doc uint64) (bool, error) {
		ord, at := v.at(doc)
		key := tableKey{ord, at.table()}
		t := tables[key]
		if t == nil {
			t = &verdict{rows: map[int]bool{}}
			if t.columns = p.columnsAt(v, doc, name); len(t.columns) > 0 {
				tables[key] = t
			}
		}
		pass, err := p.judge(n, t, key, at.number(), test)
		if pass && !t.told {
			t.told = true
			p.took(p.catalog.at(ord).Tables[key.table-1], name)
		}
		return pass, err
	})}, nil
}

type tableKey struct {
	ord   uint32
	table int
}

// A verdict says of the rows of a table whether they pass a test. Of few rows
// each is read by itself; of more the whole table, for they come in no order.
type verdict struct {
	columns []int
	rows    map[int]bool // those that were read; of a whole table, those that pass
	whole   bool
	told    bool // which columns were taken
}

func (p *plan) judge(n query.Node, t *verdict, at tableKey, row int, test cellTest) (bool, error) {
	if pass, ok := t.rows[row]; ok || t.whole {
		return pass, nil
	}
	e := p.catalog.at(at.ord)
	if len(t.columns) == 0 || e == nil || p.checks < 0 {
		return false, nil
	}
	if ok, err := p.stored.open(at.ord, e.Digest); err != nil || !ok {
		return false, err
	}
	pass := func(cells []string) bool {
		return slices.ContainsFunc(t.columns, func(c int) bool { return c < len(cells) && test(cells[c]) })
	}
	head, err := p.stored.file.Table(at.table)
	if err != nil {
		return false, nil // it was read again, and has no such table now
	}
	if 4*len(t.rows)*rowChecks < head.Rows || head.Rows > p.checks {
		if !p.spend(n, rowChecks) || p.ctx.Err() != nil {
			return false, p.ctx.Err()
		}
		r, err := p.stored.file.Row(at.table, row)
		t.rows[row] = err == nil && pass(r.Cells)
		return t.rows[row], nil
	}
	p.spend(n, head.Rows)
	known := map[int]bool{}
	looked := 0
	for r, err := range p.stored.file.Rows(at.table, 0) {
		if err != nil {
			break // the rest cannot be read
		}
		if looked++; looked&255 == 0 && p.ctx.Err() != nil {
			return false, p.ctx.Err()
		}
		if pass(r.Cells) {
			known[r.Number] = true
		}
	}
	t.rows, t.whole = known, true
	return known[row], nil
}

// columnOf is the column that a Range or Cell asks about.
func columnOf(n query.Node) string {
	switch n := n.(type) {
	case query.Range:
		return n.Column
	case query.Cell:
		return n.Column
	}
	return ""
}
