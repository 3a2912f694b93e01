package pdf

import (
	"readingroom/archive"
	"readingroom/archive/extract/pdf/furniture"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/release"
)

// A marker finds the marks of pages. Some are known only by the page after, so
// a page waits for it, and its notices with it.
type marker struct {
	numbers   release.Numbers
	furniture furniture.Pages
	waiting   *archive.Page
	notices   []archive.Notice
}

// holdBack takes what stands under boxes off a page, before words are looked for.
func holdBack(p *mark.Page) release.Cover {
	c := release.Covered(p)
	c.Remove(p)
	return c
}

// add takes a page that was read, and gives the one before it to the sink.
func (m *marker) add(page archive.Page, p *mark.Page, l layout.Page, c release.Cover, s archive.Sink) error {
	numbers, running := m.numbers.Add(p, l), m.furniture.Add(p, l)
	if err := m.send(numbers, running, s); err != nil {
		return err
	}
	m.waiting = &page
	if n, ok := c.Notice(page.Number); ok {
		m.notices = append(m.notices, n)
	}
	return nil
}

// end gives the last page to the sink.
func (m *marker) end(s archive.Sink) error { return m.send(m.numbers.End(), m.furniture.End(), s) }

func (m *marker) send(numbers, running []archive.Mark, s archive.Sink) error {
	if m.waiting == nil {
		return nil
	}
	page := *m.waiting
	page.Marks = append(append(page.Marks, numbers...), running...)
	m.waiting = nil
	if err := s.Page(page); err != nil {
		return err
	}
	for _, n := range m.notices {
		if err := s.Notice(n); err != nil {
			return err
		}
	}
	m.notices = nil
	return nil
}
