package search

import (
	"errors"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search/query"
)

// maxChecks is how many pages and rows are read for one query, to see whether
// they match: about a second's work.
const maxChecks = 100_000

// ahead is how many rows are read at once where they are asked for in their order.
const ahead = 128

// A stored reads the content of places while a query runs, one file at a time.
type stored struct {
	contents content.Dir
	ord      uint32
	file     *content.File // nil: none is open
	opened   bool
	table    int
	from     int // rows of the table numbered from here to until are in block
	until    int
	block    []archive.Row
}

func (s *stored) close() {
	if s.file != nil {
		s.file.Close()
	}
	*s = stored{contents: s.contents}
}

// open opens the content of an item; false where there is none.
func (s *stored) open(ord uint32, digest archive.Digest) (bool, error) {
	if s.opened && s.ord == ord {
		return s.file != nil, nil
	}
	s.close()
	s.ord, s.opened = ord, true
	f, err := s.contents.Open(digest)
	if errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrCorrupt) {
		return false, nil // it is being made anew
	}
	s.file = f
	return err == nil, err
}

// row reads a row of the item that is open.
func (s *stored) row(table, number int) (archive.Row, bool) {
	if s.table != table || number < s.from || number >= s.until {
		s.read(table, number)
	}
	for len(s.block) > 0 && s.block[0].Number < number {
		s.block = s.block[1:]
	}
	if len(s.block) > 0 && s.block[0].Number == number {
		return s.block[0], true
	}
	return archive.Row{}, false
}

// read takes up the rows from a number on.
func (s *stored) read(table, number int) {
	many := 1
	if s.table == table && number-s.until < 2*ahead && number >= s.until {
		many = ahead // they are gone through in their order
	}
	s.table, s.from, s.until, s.block = table, number, number+1, s.block[:0:0]
	for r, err := range s.file.Rows(table, number) {
		if err != nil {
			return
		}
		s.block = append(s.block, r)
		s.until = r.Number + 1
		if len(s.block) >= many {
			return
		}
	}
	s.until = 1 << 40 // there are no more
}

// A page is read in the time of so many rows.
const pageChecks = 25

// spend takes so many of the places that may be read; false where none is left,
// and that is noted.
func (p *plan) spend(n query.Node, k kind) bool {
	many := 1
	if k == pages {
		many = pageChecks
	}
	if p.checks -= many; p.checks >= 0 {
		return true
	}
	p.note("For %s, only about %s %ss were looked at; there may be more. Add a word, or narrow by kind, date or source.", query.Print(n), thousands(maxChecks/many), k)
	return false
}

// reads says by the text of a page or row whether it has what is marked. Where
// no more may be read, it is taken for granted.
func (p *plan) reads(v *view, doc uint64, n query.Node, m *marks) (bool, error) {
	if !p.spend(n, v.kind) {
		return true, nil
	}
	if p.checks&255 == 0 && p.ctx.Err() != nil {
		return false, p.ctx.Err()
	}
	ord, at := v.at(doc)
	e := p.catalog.at(ord)
	if e == nil {
		return false, nil
	}
	if ok, err := p.stored.open(ord, e.Digest); err != nil || !ok {
		return err == nil, err
	}
	text := ""
	if v.kind == rows {
		r, _ := p.stored.row(at.table(), at.number())
		text = rowText(r)
	} else if pg, err := p.stored.file.Page(at.number()); err == nil {
		text = pg.Text
	}
	found, _ := m.find(text, p.analyzer.tokens(nil, text))
	return len(found) > 0, nil
}

// cells reads the cells of a row; false where they cannot be read.
func (p *plan) cells(v *view, doc uint64, n query.Node) ([]string, bool, error) {
	if !p.spend(n, rows) {
		return nil, false, nil
	}
	if p.checks&255 == 0 && p.ctx.Err() != nil {
		return nil, false, p.ctx.Err()
	}
	ord, at := v.at(doc)
	e := p.catalog.at(ord)
	if e == nil {
		return nil, false, nil
	}
	ok, err := p.stored.open(ord, e.Digest)
	if err != nil || !ok {
		return nil, false, err
	}
	r, ok := p.stored.row(at.table(), at.number())
	return r.Cells, ok, nil
}
