package search

import (
	"slices"
	"strings"

	"readingroom/archive/link/period"
	"readingroom/search/query"
)

// cellTest says of the text of a cell whether it is what a query asks of its
// column.
type cellTest func(cell string) bool

// cellTest makes the test of a Range or Cell; nil where its value is none.
func (a *analyzer) cellTest(n query.Node) cellTest {
	switch n := n.(type) {
	case query.Range:
		if i, ok := intervalOf(n); ok {
			return func(cell string) bool { return slices.ContainsFunc(numbersIn(cell), i.has) }
		}
		days, ok := daysOf(n)
		if !ok {
			return nil
		}
		return func(cell string) bool {
			day, ok := query.Day(strings.TrimSpace(cell))
			if !ok {
				return false
			}
			at, err := period.Named(day)
			return err == nil && onDay(days, at.From)
		}
	case query.Cell:
		if n.Whole {
			want := a.wordsOf(query.Text(n.Leaf))
			return func(cell string) bool { return a.wordsOf(cell) == want }
		}
		m := a.leafMarks(n.Leaf)
		return func(cell string) bool {
			found, _ := m.find(cell, a.tokens(nil, cell))
			return len(found) > 0
		}
	}
	return nil
}

// cell matches the rows whose cell in a column passes a test. The words that
// such a cell has are looked up; the cells themselves are read of no more rows
// than maxChecks.
func (p *plan) cell(v *view, n query.Node) (cursor, error) {
	name := columnOf(n)
	cur := p.has(v, name)
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
			cur = newAnd([]cursor{words, cur}, nil)
		}
	}
	return &checkCursor{cursor: cur, check: func(doc uint64) (bool, error) {
		cols := p.columnsAt(v, doc, name)
		if len(cols) == 0 {
			return false, nil
		}
		cells, ok, err := p.cells(v, doc, n)
		if err != nil || !ok {
			return false, err
		}
		return slices.ContainsFunc(cols, func(c int) bool { return c < len(cells) && test(cells[c]) }), nil
	}}, nil
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
