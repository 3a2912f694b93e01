// Package flow sets the running text of a document on pages, its tables beside it.
//
//	f.Text("Dear Requester"); f.Paragraph(); f.PageBreak(); f.Text("Sincerely")
//	-> Page{1, "Dear Requester"}, Page{2, "Sincerely"}
//	f.TableBegin(); f.CellBegin(…); f.Text("County"); f.CellEnd(); f.RowEnd(false); … f.TableEnd()
//	-> a line of the page with a tab between the cells, and a Table with its Rows
//
// A document of an office program has no pages until it is printed: its page
// breaks are taken where it states them, and a page that grows too long is cut
// at the end of a paragraph.
package flow

import (
	"strings"

	"readingroom/archive"
)

const (
	pageSize = 16 << 10 // bytes; a longer page ends with its paragraph where the document states no pages
	maxPage  = 1 << 20  // bytes; a longer one ends there anyway
	maxNotes = 10_000   // of one page

	maxHeading = 500 // bytes
	maxOutline = 5000
)

// A Flow takes a document from its beginning to its end. Its methods return
// nothing; an error of the sink is kept, ends all work, and is returned by End.
type Flow struct {
	sink   archive.Sink
	Paged  bool // the document states where its pages end
	number int  // pages given out
	text   strings.Builder
	gap    int // line ends that are due before the next text
	notes  []string
	done   []*table // complete ones of the present page
	open   []*table // those begun and not ended, the innermost last
	tables int
	err    error

	head    strings.Builder // the heading that is open
	level   int             // of it; 0: none is
	outline []archive.Heading
}

// New returns a Flow into a sink.
func New(s archive.Sink) *Flow { return &Flow{sink: s} }

// Err returns the sink's error: once there is one, nothing more need be read.
func (f *Flow) Err() error { return f.err }

// Text adds characters to the paragraph.
func (f *Flow) Text(s string) {
	if s == "" {
		return
	}
	if f.level > 0 && f.head.Len() < maxHeading {
		f.head.WriteString(s)
	}
	if c := f.cell(); c != nil {
		c.text(s)
		return
	}
	if f.text.Len() > 0 {
		f.text.WriteString(strings.Repeat("\n", f.gap))
	}
	f.gap = 0
	f.text.WriteString(s)
	if f.text.Len() > maxPage {
		f.PageBreak()
	}
}

// Line ends the line but not the paragraph.
func (f *Flow) Line() { f.end(1) }

// Paragraph ends the paragraph.
func (f *Flow) Paragraph() {
	f.endHeading()
	f.end(1)
	if !f.Paged && len(f.open) == 0 && f.text.Len() > pageSize {
		f.PageBreak()
	}
}

// Heading has the paragraph that begins be a heading, 1 the outermost.
func (f *Flow) Heading(level int) {
	f.Space()
	f.level = max(level, 1)
	f.head.Reset()
}

func (f *Flow) endHeading() {
	title := strings.Join(strings.Fields(f.head.String()), " ")
	if f.level > 0 && title != "" && len(f.outline) < maxOutline {
		f.outline = append(f.outline, archive.Heading{Title: title, Level: f.level, Page: f.number + 1})
	}
	f.level = 0
	f.head.Reset()
}

// Outline returns the headings so far.
func (f *Flow) Outline() []archive.Heading { return f.outline }

// Space ends the paragraph and leaves a blank line, as around a heading.
func (f *Flow) Space() {
	f.endHeading()
	f.end(2)
}

func (f *Flow) end(lines int) {
	if c := f.cell(); c != nil {
		c.gap = 1
		return
	}
	f.gap = min(max(f.gap, lines), 2)
}

// Note adds a text that stands at the foot of the page: a footnote, a comment.
func (f *Flow) Note(s string) {
	if s = strings.TrimSpace(s); s != "" && len(f.notes) < maxNotes {
		f.notes = append(f.notes, s)
	}
}

// PageBreak ends the page, unless it stands in a table.
func (f *Flow) PageBreak() {
	if len(f.open) == 0 {
		f.page()
	}
}

func (f *Flow) page() {
	f.number++
	text := strings.TrimRight(f.text.String(), " \t\n")
	if len(f.notes) > 0 {
		if text != "" {
			text += "\n\n"
		}
		text += strings.Join(f.notes, "\n")
	}
	f.text.Reset()
	f.notes, f.gap = nil, 0
	f.do(func() error {
		return f.sink.Page(archive.Page{Number: f.number, Origin: archive.OriginText, Text: text, Words: []archive.Word{}})
	})
	on := 0
	for _, t := range f.done {
		if t.isTable() {
			on++
			f.tables++
			f.give(t, on)
		}
	}
	f.done = nil
}

func (f *Flow) do(give func() error) {
	if f.err == nil {
		f.err = give()
	}
}

// End gives out what is left; a document that ends in a page break has no
// empty last page.
func (f *Flow) End() error {
	for len(f.open) > 0 {
		f.TableEnd()
	}
	if f.number == 0 || strings.TrimSpace(f.text.String()) != "" || len(f.notes) > 0 || len(f.done) > 0 {
		f.page()
	}
	return f.err
}
