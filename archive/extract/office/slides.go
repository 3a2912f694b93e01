package office

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/internal/flow"
	"readingroom/archive/extract/internal/parts"
)

// ReadSlides reads a PowerPoint presentation (ECMA-376, PresentationML): a page
// for each slide, with its tables, and the speaker's notes at its foot.
func ReadSlides(r io.ReaderAt, size int64, s archive.Sink) error {
	c, err := parts.Open(r, size)
	if err != nil {
		return err
	}
	top := c.Relations("")
	about := c.About(parts.Related(top, "core-properties"), parts.Related(top, "extended-properties"))
	if !about.IsZero() {
		if err := s.About(about); err != nil {
			return err
		}
	}
	main := cmp.Or(parts.Related(top, "officeDocument"), "ppt/presentation.xml")
	order := &slideOrder{}
	if err := c.Walk(main, order); err != nil {
		return fmt.Errorf("the presentation is damaged: %w", err)
	}
	slides := map[string]string{}
	for _, r := range c.Relations(main) {
		if r.Kind == "slide" && !r.External {
			slides[r.ID] = r.Target
		}
	}
	authors := slideAuthors{}
	if part := parts.Related(c.Relations(main), "commentAuthors"); part != "" {
		_ = c.Walk(part, authors)
	}
	hidden := 0
	f := flow.New(s)
	f.Paged = true
	for n, id := range order.ids {
		w := &slide{flow: f}
		err := c.Walk(slides[id], w)
		rels := c.Relations(slides[id])
		if w.hidden {
			f.Note("[Hidden slide]")
			hidden++
		}
		if part := parts.Related(rels, "comments"); part != "" {
			said := &slideComments{flow: f, authors: authors}
			_ = c.Walk(part, said) // what can be read of it is kept
		}
		if part := parts.Related(rels, "notesSlide"); part != "" {
			notes := &slideNotes{}
			_ = c.Walk(part, notes)
			if text := strings.TrimSpace(notes.b.String()); text != "" {
				f.Note("[Speaker's notes] " + text)
			}
		}
		f.PageBreak()
		if err == nil {
			err = embedded(c, rels, s)
			if err != nil {
				return err
			}
			continue
		}
		if f.Err() != nil {
			break
		}
		if err := s.Notice(archive.Notice{Code: "damaged", Page: n + 1, Text: fmt.Sprintf("Slide %d could not be read whole: %v.", n+1, err)}); err != nil {
			return err
		}
	}
	if err := f.End(); err != nil {
		return err
	}
	if hidden > 0 {
		text := fmt.Sprintf("%s hidden when the presentation is shown; marked [Hidden slide].", count(hidden, "slide is", "slides are"))
		if err := s.Notice(archive.Notice{Code: "hidden-slides", Text: strings.ToUpper(text[:1]) + text[1:]}); err != nil {
			return err
		}
	}
	return c.Pictures(s)
}

// slideOrder reads in which order the slides are shown.
type slideOrder struct{ ids []string }

func (w *slideOrder) Begin(e xml.StartElement) {
	if e.Name.Local != "sldId" || len(w.ids) >= parts.MaxCount {
		return
	}
	for _, a := range e.Attr { // id is the slide's own, r:id that of the relation
		if a.Name.Local == "id" && a.Name.Space != "" {
			w.ids = append(w.ids, a.Value)
		}
	}
}
func (w *slideOrder) End(string)  {}
func (w *slideOrder) Text(string) {}
func (w *slideOrder) Err() error  { return nil }

// A slide takes the text out of a slide (DrawingML).
type slide struct {
	flow  *flow.Flow
	shown bool // in an element whose text is shown
	cell  bool
	skip  int

	hidden bool // it is not shown
}

func (w *slide) Begin(e xml.StartElement) {
	name := e.Name.Local
	if v := parts.Attr(e, "show"); name == "sld" && (v == "0" || v == "false") {
		w.hidden = true
	}
	if w.skip > 0 || name == "Fallback" {
		w.skip++
		return
	}
	switch name {
	case "t":
		w.shown = true
	case "br":
		w.flow.Line()
	case "tbl":
		w.flow.TableBegin()
	case "tc":
		if parts.Attr(e, "hMerge") == "1" { // covered by the cell to its left
			return
		}
		span, _ := strconv.Atoi(parts.Attr(e, "gridSpan"))
		w.flow.CellBegin(span, parts.Attr(e, "vMerge") == "1")
		w.cell = true
	}
}

func (w *slide) Text(s string) {
	if w.shown && w.skip == 0 {
		w.flow.Text(s)
	}
}

func (w *slide) End(name string) {
	if w.skip > 0 {
		w.skip--
		return
	}
	switch name {
	case "t":
		w.shown = false
	case "p":
		w.flow.Line()
	case "txBody":
		if !w.cell {
			w.flow.Space()
		}
	case "tc":
		if w.cell {
			w.flow.CellEnd()
			w.cell = false
		}
	case "tr":
		w.flow.RowEnd(false)
	case "tbl":
		w.flow.TableEnd()
	}
}

func (w *slide) Err() error { return w.flow.Err() }

// slideNotes reads what the speaker meant to say: the body of the notes page,
// without the slide's number on it.
type slideNotes struct {
	shown bool
	field bool
	b     strings.Builder
}

func (w *slideNotes) Begin(e xml.StartElement) {
	switch e.Name.Local {
	case "t":
		w.shown = true
	case "fld":
		w.field = true
	}
}

func (w *slideNotes) Text(s string) {
	if w.shown && !w.field && w.b.Len() < maxNote {
		w.b.WriteString(s)
	}
}

func (w *slideNotes) End(name string) {
	switch name {
	case "t":
		w.shown = false
	case "fld":
		w.field = false
	case "p":
		w.b.WriteByte('\n')
	}
}

func (w *slideNotes) Err() error { return nil }

// slideAuthors are who commented on slides, by number.
type slideAuthors map[string]string

func (w slideAuthors) Begin(e xml.StartElement) {
	if e.Name.Local == "cmAuthor" && len(w) < maxNoteRead {
		w[parts.Attr(e, "id")] = parts.Attr(e, "name")
	}
}
func (w slideAuthors) End(string)  {}
func (w slideAuthors) Text(string) {}
func (w slideAuthors) Err() error  { return nil }

// slideComments puts the comments on a slide at its foot.
type slideComments struct {
	flow    *flow.Flow
	authors slideAuthors
	head    string
	text    bool
	b       strings.Builder
}

func (w *slideComments) Begin(e xml.StartElement) {
	switch e.Name.Local {
	case "cm":
		w.b.Reset()
		w.head = "[Comment by " + cmp.Or(w.authors[parts.Attr(e, "authorId")], "nobody named")
		if d := parts.Attr(e, "dt"); len(d) >= len("2006-01-02") {
			w.head += ", " + d[:len("2006-01-02")]
		}
	case "text":
		w.text = true
	}
}

func (w *slideComments) Text(s string) {
	if w.text && w.b.Len() < maxNote {
		w.b.WriteString(s)
	}
}

func (w *slideComments) End(name string) {
	switch name {
	case "text":
		w.text = false
	case "cm":
		w.flow.Note(w.head + "] " + w.b.String())
	}
}
func (w *slideComments) Err() error { return nil }
