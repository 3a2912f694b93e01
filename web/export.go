package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/export"
)

// workbooksAtOnce is how many workbooks are being made at one time: each may
// need a gigabyte of the disk before its first byte can be sent.
const (
	workbooksAtOnce = 4
	workbookWait    = 20 * time.Second
)

// export sends rows in some format, as fill writes them.
func (s *Site) export(c *gin.Context, name string, f export.Format, fill func(export.Writer) error) {
	if f == export.XLSX && c.Request.Method != http.MethodHead {
		late := time.NewTimer(workbookWait)
		defer late.Stop()
		select {
		case s.making <- struct{}{}:
			defer func() { <-s.making }()
		case <-late.C:
			s.fail(c, noTurn)
			return
		case <-c.Request.Context().Done():
			return
		}
	}
	s.send(c, name+"."+string(f), f.MediaType(), func() error {
		w, err := export.New(f, c.Writer)
		if err == nil {
			err = fill(w)
		}
		if err == nil {
			err = w.Close()
		}
		return err
	})
}

// send sends a file that is made on its way. What goes wrong before its first
// byte is told on a page; later the connection is broken off, so that the reader
// sees that the file is not whole.
func (s *Site) send(c *gin.Context, name, mediaType string, write func() error) {
	h := c.Writer.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", disposition("attachment", name))
	h.Set("Cache-Control", "private, no-cache")
	c.Status(http.StatusOK)
	if c.Request.Method == http.MethodHead {
		return
	}
	err := write()
	switch {
	case err == nil:
	case c.Request.Context().Err() != nil: // the reader went away
		panic(http.ErrAbortHandler)
	case !c.Writer.Written():
		h.Del("Content-Disposition")
		s.fail(c, err)
	default:
		s.Log.Error("a file could not be sent to its end", "file", name, "error", err)
		panic(http.ErrAbortHandler)
	}
}

// whole reports whether all rows are asked for as JSON: the twin of a page has
// what the page has.
func whole(c *gin.Context) bool { return formOf(c.Request) == "json" && c.Query("all") != "" }

// tableInForm shows a table, or gives all of it as a file.
func (s *Site) tableInForm(c *gin.Context) {
	switch f := formOf(c.Request); {
	case listed(c.Request), whole(c):
		s.wholeTable(c, export.Format(f))
	default:
		show(s, "table", s.table)(c)
	}
}

// rowFields are what an export says of a row besides its cells.
var rowFields = []string{"row", "page", "hidden", "locator", "cite", "address", "corrected"}

// wholeTable gives all rows of a table, one at a time, so that its size does not
// matter.
func (s *Site) wholeTable(c *gin.Context, f export.Format) {
	o, t, err := s.openTable(c)
	defer o.close()
	if err != nil {
		s.fail(c, err)
		return
	}
	l := archive.RowLocator(t, 0)
	head := export.Head{
		Title: tableTitle(t), Columns: columns(t, nil), Notes: tableNotes(t),
		Fields: append([]string{}, rowFields...),
		Facts: append([]export.Fact{{Name: "Place", Text: placeText(o.Number, l)}, {Name: "Address", Text: s.absolute(c.Request, PlaceURL(o.Number, l))}},
			facts(o)...),
	}
	if t.Page > 0 {
		head.Fields = append(head.Fields, "under")
	} else {
		head.Fields = append(head.Fields, "comments", "note")
	}
	s.export(c, o.Number+"-table-"+digits(t.Number), f, func(w export.Writer) error {
		if err := w.Begin(head); err != nil {
			return err
		}
		for r, err := range o.file.Rows(t.Number, 1) {
			if err != nil {
				return err
			}
			fields := s.rowFields(c.Request, o.Number, archive.RowLocator(t, r.Number), r.Number, r.Page, r.Hidden, o.touched.Row(t.Number, r.Number))
			if t.Page > 0 {
				fields = append(fields, oneLine(strings.Join(r.Group, " / ")))
			} else {
				fields = append(fields, commentsText(r), r.Note)
			}
			if err := w.Row(fields, r.Cells); err != nil {
				return err
			}
		}
		return nil
	})
}

// rowFields says of a row what the list of that name names.
func (s *Site) rowFields(r *http.Request, item string, l archive.Locator, row, page int, hidden bool, all []archive.Correction) []any {
	return []any{row, page, hidden, l.String(), placeText(item, l), s.absolute(r, PlaceURL(item, l)), correctedText(all)}
}

// correctedText says what corrections say of a row, and where: "transferred, not
// declined (2026-017-0003:p1)".
func correctedText(all []archive.Correction) string {
	var says []string
	for _, c := range all {
		source := c.Source
		if c.Notice.Item != "" {
			source = c.Notice.String()
		}
		says = append(says, oneLine(c.Kind.Words()+" ("+source+")"))
	}
	return strings.Join(says, "; ")
}

// placeText is the short form of a citation: "2026-017-0003:p12".
func placeText(item string, l archive.Locator) string {
	if l.IsZero() {
		return item
	}
	return item + ":" + l.String()
}

// facts are what an export says of the document that its rows are from.
func facts(o opened) []export.Fact {
	all := []export.Fact{
		{Name: "Document", Text: documentOf(o.Item).Title},
		{Name: "Item", Text: o.Number},
		{Name: "File", Text: o.Name},
		{Name: "SHA-256", Text: o.Digest.String()},
		{Name: "Date", Text: o.Date},
		{Name: "Source", Text: o.source.Source},
		{Name: "Received", Text: shortDate(o.source.Received)},
		{Name: "Release", Text: o.source.Release},
		{Name: "Request", Text: o.source.Request},
	}
	return slices.DeleteFunc(all, func(f export.Fact) bool { return f.Text == "" })
}

// tableNotes are what stands above and below the rows of a table, and what a
// reader must know of them.
func tableNotes(t archive.Table) []string {
	var notes []string
	for _, l := range aboveOf(t) {
		notes = append(notes, l.Text)
	}
	notes = append(notes, t.Footnotes...)
	if t.Hidden {
		notes = append(notes, "The sheet is hidden in the source file.")
	}
	if len(t.HiddenColumns) > 0 {
		var names []string
		for _, n := range t.HiddenColumns {
			names = append(names, columnLabel(t, n))
		}
		notes = append(notes, "Hidden in the source file, by column: "+strings.Join(names, ", ")+".")
	}
	if t.Confidence > 0 && t.Confidence < guessedBelow {
		notes = append(notes, "The columns were guessed from where the words stand: check them against the page.")
	}
	if t.Redrawn {
		notes = append(notes, "A reader redrew this table.")
	}
	return notes
}

// commentsText is what was written on the cells of a row.
func commentsText(r archive.Row) string {
	var all []string
	for _, c := range r.Comments {
		said := archive.ColumnName(c.Col) + digits(r.Number) + ": " + c.Text
		if c.Author != "" {
			said += " (" + c.Author + ")"
		}
		all = append(all, said)
	}
	return strings.Join(all, "\n")
}
