package search

import (
	"errors"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search/query"
)

// maxChecks is how many rows are read for one query, to see whether they match:
// about half a second's work.
const maxChecks = 250_000

// What reading costs, in rows of a table that is gone through: one row by
// itself, with those that are packed with it; a page.
const (
	rowChecks  = 20
	pageChecks = 25
)

// A stored reads the content of places while a query runs, one file at a time.
type stored struct {
	contents content.Dir
	ord      uint32
	file     *content.File // nil: none is open
	opened   bool
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

// spend takes so many of the rows that may be read; false where they are not
// left, and that is noted.
func (p *plan) spend(n query.Node, many int) bool {
	if p.checks -= many; p.checks >= 0 {
		return true
	}
	p.note("For %s, no more than the time of %s rows was spent on reading; there may be more. Add a word, or narrow by kind, date or source.", query.Print(n), thousands(maxChecks))
	return false
}

// reads says by the text of a page or row whether it has what is marked. Where
// no more may be read, it is taken for granted.
func (p *plan) reads(v *view, doc uint64, n query.Node, m *marks) (bool, error) {
	if !p.spend(n, pageChecks) {
		return true, nil
	}
	if p.ctx.Err() != nil {
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
		if r, err := p.stored.file.Row(at.table(), at.number()); err == nil {
			text = rowText(r)
		}
	} else if pg, err := p.stored.file.Page(at.number()); err == nil {
		text = pg.Text
	}
	found, _ := m.find(text, p.analyzer.Tokens(nil, text))
	return len(found) > 0, nil
}
