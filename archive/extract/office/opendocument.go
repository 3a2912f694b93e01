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

// ReadOpenDocument reads an OpenDocument text or presentation (ISO 26300): text,
// tables, notes and comments at the foot of their page, headers and footers, and
// what was deleted with changes tracked, marked in its place: "[deleted: not]".
func ReadOpenDocument(r io.ReaderAt, size int64, s archive.Sink) error {
	c, err := parts.Open(r, size)
	if err != nil {
		return err
	}
	about := c.About("meta.xml")
	if c.Sealed() {
		return parts.ErrEncrypted
	}
	f := flow.New(s)
	w := &openText{flow: f, deleted: map[string]string{}}
	running := &openText{flow: f, deleted: map[string]string{}, onlyRunning: true}
	_ = c.Walk("styles.xml", running) // not all have headers
	for _, text := range running.notes {
		f.Note(text)
	}
	err = c.Walk("content.xml", w)
	if e := f.End(); e != nil {
		return e
	}
	if about.Outline = f.Outline(); !about.IsZero() {
		if err := s.About(about); err != nil {
			return err
		}
	}
	switch {
	case err != nil && w.words == 0:
		return fmt.Errorf("the document is damaged: %w", err)
	case err != nil:
		return s.Notice(archive.Notice{Code: "damaged", Text: fmt.Sprintf("The document was read in part: %v.", err)})
	case w.deletions > 0:
		text := fmt.Sprintf("Changes were tracked in this document: %s%s still in it, marked [deleted: …].", count(w.deletions, "deletion", "deletions"), are(w.deletions))
		if err := s.Notice(archive.Notice{Code: "tracked-changes", Text: text}); err != nil {
			return err
		}
	}
	return c.Pictures(s)
}

// openText takes the text out of an OpenDocument part.
type openText struct {
	flow        *flow.Flow
	onlyRunning bool // only headers and footers are wanted
	words       int
	deletions   int
	deleted     map[string]string // by the id of the change
	notes       []string

	path   []string
	aside  strings.Builder // what stands in an element that is kept apart
	apart  string          // that element
	depth  int             // of it
	id     string          // of the deletion
	field  *string         // of a comment: who, when
	who    string
	when   string
	header bool
	over   int // columns that the last cell covers beside its own
}

func (w *openText) Err() error { return w.flow.Err() }

func (w *openText) Begin(e xml.StartElement) {
	name := e.Name.Local
	w.path = append(w.path, name)
	if w.apart == "" {
		switch name {
		case "note-body", "annotation", "deletion", "header", "footer", "header-left", "footer-left":
			if name != "header" && name != "footer" && name != "header-left" && name != "footer-left" || w.onlyRunning {
				w.apart, w.depth, w.who, w.when = name, len(w.path), "", ""
				w.aside.Reset()
				return
			}
		case "changed-region":
			w.id = cmp.Or(parts.Attr(e, "id"), w.id)
		case "change":
			if text := w.deleted[parts.Attr(e, "change-id")]; text != "" {
				w.deletions++
				w.put("[deleted: " + text + "]")
			}
		case "h":
			n, _ := strconv.Atoi(parts.Attr(e, "outline-level"))
			w.flow.Heading(n)
		case "soft-page-break":
			w.flow.Paged = true
			if w.words > 0 {
				w.flow.PageBreak()
			}
		case "page": // of a presentation
			if w.words > 0 && e.Name.Space == "draw" {
				w.flow.Paged = true
				w.flow.PageBreak()
			}
		case "table":
			w.flow.TableBegin()
		case "table-header-rows":
			w.header = true
		case "table-cell":
			n, _ := strconv.Atoi(parts.Attr(e, "number-columns-spanned"))
			more, _ := strconv.Atoi(parts.Attr(e, "number-columns-repeated"))
			w.flow.SkipColumns(more - 1) // only empty cells are repeated in a text
			w.flow.CellBegin(n, false)
			w.over = n - 1
		case "covered-table-cell":
			// From the left it is covered by a cell that counted it; else from above.
			if w.over--; w.over < 0 {
				w.flow.CellBegin(1, true)
				w.flow.CellEnd()
			}
		}
	}
	switch name {
	case "s":
		n, _ := strconv.Atoi(parts.Attr(e, "c"))
		w.put(strings.Repeat(" ", min(max(n, 1), 1000)))
	case "tab":
		w.put("\t")
	case "line-break":
		if w.apart != "" {
			w.put("\n")
		} else {
			w.flow.Line()
		}
	case "creator":
		w.field = &w.who
	case "date":
		if w.apart == "annotation" {
			w.field = &w.when
		}
	}
}

func (w *openText) put(s string) {
	switch {
	case w.apart != "":
		if w.aside.Len() < maxNote {
			w.aside.WriteString(s)
		}
	case !w.onlyRunning:
		w.words++
		w.flow.Text(s)
	}
}

func (w *openText) Text(s string) {
	if w.field != nil {
		*w.field += s
		return
	}
	for i := len(w.path) - 1; i >= 0; i-- {
		switch w.path[i] {
		case "p", "h", "note-citation":
			w.put(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\t' || r == '\r' }), " "))
			return
		case "body", "styles", "master-styles":
			return
		}
	}
}

func (w *openText) End(name string) {
	defer func() {
		if n := len(w.path); n > 0 {
			w.path = w.path[:n-1]
		}
	}()
	if w.apart != "" {
		if name == "creator" || name == "date" {
			w.field = nil
		}
		if name == "p" || name == "h" {
			w.put("\n")
		}
		if len(w.path) == w.depth {
			w.finish()
		}
		return
	}
	w.field = nil
	switch name {
	case "p", "h":
		if !w.onlyRunning {
			w.flow.Paragraph()
		}
	case "table-cell":
		w.flow.CellEnd()
	case "table-row":
		w.over = 0
		w.flow.RowEnd(w.header)
	case "table-header-rows":
		w.header = false
	case "table":
		w.flow.TableEnd()
	}
}

// finish takes in what stood apart.
func (w *openText) finish() {
	text := strings.TrimSpace(w.aside.String())
	apart := w.apart
	w.apart = ""
	switch {
	case text == "":
	case apart == "deletion":
		if len(w.deleted) < maxNoteRead {
			w.deleted[w.id] = text
		}
	case apart == "annotation":
		by := "[Comment by " + cmp.Or(strings.TrimSpace(w.who), "nobody named")
		if len(w.when) >= len("2006-01-02") {
			by += ", " + w.when[:len("2006-01-02")]
		}
		w.flow.Note(by + "] " + text)
	case w.onlyRunning:
		if len(w.notes) < 20 {
			w.notes = append(w.notes, text)
		}
	default:
		w.flow.Note(text)
	}
}
