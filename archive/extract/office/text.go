// Package office reads running text: plain text, HTML, Word documents,
// presentations and OpenDocument.
//
//	notes.txt:  "Page one\fPage two"  -> pages 1 and 2
//	letter.html: "<title>Appeal</title><p>Dear …"  -> About.Title "Appeal", page 1
//	memo.docx:  <w:p><w:r><w:t>We do </w:t></w:r><w:del><w:r><w:delText>not</w:delText>…
//	            -> "We do [deleted: not] …", Notice "tracked-changes"
//
// Charsets and HTML are left to internal/plain, which says why it uses which
// library, what office files are made of to internal/parts.
package office

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/internal/plain"
)

// A page of a text that has no form feeds ends at the first line end after
// pageSize bytes; no page is longer than maxPage.
const (
	pageSize = 16 << 10
	maxPage  = 256 << 10
)

// Read reads plain text of any charset: a page for each form feed, else one
// about every 16 KiB, at a line end. Line ends become "\n".
func Read(r io.ReaderAt, size int64, s archive.Sink) error {
	charset, counts, err := plain.Scan(r, size)
	if err != nil {
		return fmt.Errorf("the text: %w", err)
	}
	p := pager{sink: s, limit: pageSize}
	if counts.FormFeed > 0 {
		p.limit = maxPage
	}
	in := bufio.NewReaderSize(charset.Reader(io.NewSectionReader(r, 0, size)), 64<<10)
	for {
		c, _, err := in.ReadRune()
		if err == io.EOF {
			return p.end()
		}
		if err != nil {
			return fmt.Errorf("page %d: %w", p.number+1, err)
		}
		if err := p.add(c); err != nil {
			return err
		}
	}
}

// A pager cuts a stream of characters into pages.
type pager struct {
	sink   archive.Sink
	limit  int
	number int
	text   strings.Builder
	cr     bool
}

func (p *pager) add(c rune) error {
	wasCR := p.cr
	p.cr = c == '\r'
	switch {
	case c == '\n' && wasCR, c == 0:
		return nil
	case c == '\r':
		c = '\n'
	case c == '\f':
		return p.page()
	}
	p.text.WriteRune(c)
	if n := p.text.Len(); n >= p.limit && c == '\n' || n >= maxPage {
		return p.page()
	}
	return nil
}

func (p *pager) page() error {
	p.number++
	text := p.text.String()
	p.text.Reset()
	return p.sink.Page(archive.Page{Number: p.number, Origin: archive.OriginText, Text: strings.TrimRight(text, "\n"), Words: []archive.Word{}})
}

// end gives out what is left; a text that ends in a form feed has no empty last page.
func (p *pager) end() error {
	if p.number > 0 && strings.TrimSpace(p.text.String()) == "" {
		return nil
	}
	return p.page()
}
