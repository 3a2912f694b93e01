package lists

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"readingroom/archive"
	"readingroom/archive/audit"
)

// How much of a document is audited at a time.
const (
	auditRows  = 50_000 // of all tables
	auditPages = 500
)

// An Audit is what came of adding up a document: its tables by themselves, then
// what its sentences say of them.
type Audit struct {
	audit.Result
	Left string // what was not looked at, a sentence; ""
}

// Audit adds up the tables of an item, or one of them (0: all), and compares
// what its sentences say of them.
func (r *Reader) Audit(ctx context.Context, it archive.Item, table int) (Audit, error) {
	var a Audit
	f, err := r.Contents.Open(it.Digest)
	if errors.Is(err, archive.ErrNotFound) {
		return a, nil
	}
	if err != nil {
		return a, err
	}
	defer f.Close()
	var tables []audit.Table
	rows, left := 0, 0
	for _, t := range f.Head().Tables {
		if rows += t.Rows; rows > auditRows {
			if t.Number != table {
				left++
				continue
			}
		}
		x := audit.Table{Table: t.Table}
		for row, err := range f.Rows(t.Number, 1) {
			if err != nil {
				return a, err
			}
			x.Rows = append(x.Rows, row)
		}
		tables = append(tables, x)
		if table == 0 || table == t.Number {
			got := audit.Of(x)
			a.Findings, a.Unchecked = append(a.Findings, got.Findings...), append(a.Unchecked, got.Unchecked...)
		}
	}
	if len(tables) > 0 {
		var pages []archive.Page
		for n := 1; n <= min(f.Head().Pages, auditPages); n++ {
			p, err := f.Page(n)
			if err != nil {
				return a, err
			}
			pages = append(pages, p)
		}
		said := audit.Sentences(pages, tables)
		other := func(n int) bool { return table != 0 && n != table }
		a.Findings = append(a.Findings, slices.DeleteFunc(said.Findings, func(f audit.Finding) bool { return other(f.Table) })...)
		a.Unchecked = append(a.Unchecked, slices.DeleteFunc(said.Unchecked, func(u audit.Unchecked) bool { return other(u.Table) })...)
	}
	switch {
	case left > 0:
		a.Left = fmt.Sprintf("%d tables were not added up: the document has more than %d rows.", left, auditRows)
	case f.Head().Pages > auditPages:
		a.Left = fmt.Sprintf("Only the sentences of the first %d pages were compared.", auditPages)
	}
	return a, nil
}

// A Sum is what a column of a table adds up to, with and without the rows that
// were corrected.
type Sum struct {
	Name    string // "" for the number of rows
	With    int64  // in millionths
	Without int64
}

// Sums adds up a table of an item with and without its corrected rows. It
// returns nil where none is to be left out.
func (r *Reader) Sums(ctx context.Context, it archive.Item, table int, out map[int]bool) ([]Sum, error) {
	if len(out) == 0 {
		return nil, nil
	}
	f, err := r.Contents.Open(it.Digest)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t, err := f.Table(table)
	if err != nil || t.Rows > rowsAtMost {
		return nil, err
	}
	x := audit.Table{Table: t}
	for row, err := range f.Rows(table, 1) {
		if err != nil {
			return nil, err
		}
		x.Rows = append(x.Rows, row)
	}
	all, with := audit.Sums(x, nil)
	rest, without := audit.Sums(x, out)
	sums := []Sum{{"", int64(all) * 1_000_000, int64(rest) * 1_000_000}}
	for i, c := range with {
		sums = append(sums, Sum{c.Name, c.Value, without[i].Value})
	}
	return sums, nil
}
