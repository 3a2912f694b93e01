package pdf

import (
	"readingroom/archive"
	"readingroom/archive/extract/pdf/furniture"
	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/release"
)

// A late sink holds back a page, and what comes with it, until the page after
// it was seen: some of its marks are known by that.
type late struct {
	archive.Sink
	numbers   release.Numbers
	furniture furniture.Pages
	page      *archive.Page  // that is held back
	turned    mark.Page      // how it is turned; without its marks
	after     []func() error // what was given since
}

// saw takes what the next page shows, before it is given, and gives the page
// that was held back.
func (s *late) saw(r reading) error {
	var p mark.Page
	if r.Result != nil {
		p = r.Page
	}
	err := s.send(append(s.numbers.Add(&p, r.layout), s.furniture.Add(&p, r.layout)...))
	s.turned = mark.Page{Width: p.Width, Height: p.Height, Skew: p.Skew}
	return err
}

// end gives the last page.
func (s *late) end() error { return s.send(append(s.numbers.End(), s.furniture.End()...)) }

func (s *late) send(marks []archive.Mark) error {
	if s.page == nil {
		return nil
	}
	page, after := *s.page, s.after
	for _, m := range marks {
		m.Box = s.turned.Shown(m.Box)
		page.Marks = append(page.Marks, m)
	}
	s.page, s.after = nil, nil
	if err := s.Sink.Page(page); err != nil {
		return err
	}
	for _, give := range after {
		if err := give(); err != nil {
			return err
		}
	}
	return nil
}

// Page holds a page back.
func (s *late) Page(p archive.Page) error {
	s.page = &p
	return nil
}

func (s *late) Table(t archive.Table) error { return s.keep(func() error { return s.Sink.Table(t) }) }
func (s *late) Row(r archive.Row) error     { return s.keep(func() error { return s.Sink.Row(r) }) }
func (s *late) Notice(n archive.Notice) error {
	return s.keep(func() error { return s.Sink.Notice(n) })
}

// keep does what a page that is held back comes before, once it is given.
func (s *late) keep(give func() error) error {
	if s.page == nil {
		return give()
	}
	s.after = append(s.after, give)
	return nil
}
