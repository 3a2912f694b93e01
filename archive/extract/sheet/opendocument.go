package sheet

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/internal/book"
	"readingroom/archive/extract/internal/parts"
)

// ReadOpenDocument reads an OpenDocument spreadsheet (.ods; ISO 26300). Every
// sheet with a filled cell becomes a table, in the order of the file; cells are
// as shown.
func ReadOpenDocument(r io.ReaderAt, size int64, s archive.Sink) error {
	return DefaultBudget.ReadOpenDocument(r, size, s)
}

// ReadOpenDocument is the function ReadOpenDocument within a budget.
func (b Budget) ReadOpenDocument(r io.ReaderAt, size int64, s archive.Sink) error {
	f, err := parts.Open(r, size)
	if err != nil {
		return err
	}
	if f.Sealed() {
		return parts.ErrEncrypted
	}
	f.Limit = b.Unzip
	if about := f.About("meta.xml"); !about.IsZero() {
		if err := s.About(about); err != nil {
			return err
		}
	}
	w := &openSheets{tables: tables{sink: s, left: b.of(size)}, unseen: map[string]bool{}, narrow: map[string]bool{}}
	_ = f.Walk("styles.xml", w) // where no style of a sheet need be
	w.path = w.path[:0]
	err = f.Walk("content.xml", w)
	if w.failed != nil {
		return w.failed
	}
	if w.full {
		return w.endSheet(nil)
	}
	switch {
	case err != nil && w.writer != nil:
		if err := w.endSheet(err); err != nil {
			return err
		}
	case err != nil && w.number > 0:
		return s.Notice(archive.Notice{Code: "damaged", Text: fmt.Sprintf("The spreadsheet was read in part: %v.", err)})
	case err != nil:
		return fmt.Errorf("the spreadsheet is damaged: %w", err)
	case !w.seen:
		return fmt.Errorf("the file holds no spreadsheet")
	}
	return w.result()
}

// maxStyles is how many styles of sheets are kept.
const maxStyles = 50_000

// openSheets takes the sheets out of an OpenDocument part as they come.
type openSheets struct {
	tables
	unseen map[string]bool // the styles of sheets that are not displayed
	narrow map[string]bool // the styles of columns that are not
	style  string          // that is being defined
	seen   bool            // there is a spreadsheet
	failed error           // of the sink
	full   bool            // the budget is spent

	path []string
	skip int // how deep the element lies that is left out; 0: none

	writer *writer // of the sheet; nil: in none
	rows   *rows
	at     int    // the rows so far
	column int    // the columns so far, as the sheet defines them
	groups []bool // that rows lie in, and whether they are hidden
	row    openRow
	cell   openCell
}

// An openRow is the row that is being read.
type openRow struct {
	repeated int
	hidden   bool
	cells    []string
	values   []string // nil: none differs from what its cell shows
	blanks   int      // cells after those, should another follow
	merged   []book.Area
	comments []archive.Comment
}

// An openCell is the cell that is being read.
type openCell struct {
	depth      int // of its element; 0: in none
	repeated   int
	value      string
	figure     string // the value, where it is a number or a date
	text       strings.Builder
	paragraphs int
	down, over int // the rows and columns that it spans

	comment *archive.Comment // that is being read
	in      string           // its element whose characters come
	note    strings.Builder
	notes   []archive.Comment
}

// maxCell is how many bytes of a cell are read.
const maxCell = 4 << 20

func (w *openSheets) Err() error {
	if w.full {
		return io.EOF
	}
	return w.failed
}

func (w *openSheets) Begin(e xml.StartElement) {
	w.path = append(w.path, e.Name.Local)
	depth := len(w.path)
	if w.skip > 0 {
		return
	}
	switch e.Name.Local {
	case "style":
		w.style = ""
		if parts.Attr(e, "family") == "table" {
			w.style = parts.Attr(e, "name")
		}
	case "table-properties":
		if w.style != "" && parts.Attr(e, "display") == "false" && len(w.unseen) < maxStyles {
			w.unseen[w.style] = true
		}
	case "spreadsheet":
		w.seen = true
	case "annotation":
		if w.cell.depth == 0 || w.cell.comment != nil {
			w.skip = depth
			return
		}
		w.cell.comment = &archive.Comment{}
		w.cell.note.Reset()
	case "creator", "date":
		w.cell.in = e.Name.Local
	case "tracked-changes", "shapes", "frame", "custom-shape", "ruby-text", "forms", "dde-links":
		w.skip = depth
	case "table":
		w.beginSheet(e, depth)
	case "table-column":
		w.columns(e)
	case "table-row-group":
		w.groups = append(w.groups, parts.Attr(e, "display") == "false")
	case "table-row":
		v := parts.Attr(e, "visibility")
		w.row = openRow{repeated: repeated(e, "number-rows-repeated"), hidden: v == "collapse" || v == "filter" || slices.Contains(w.groups, true)}
	case "table-cell", "covered-table-cell":
		if w.writer == nil {
			return
		}
		w.cell.text.Reset()
		w.cell = openCell{
			depth: depth, repeated: repeated(e, "number-columns-repeated"),
			down: repeated(e, "number-rows-spanned"), over: repeated(e, "number-columns-spanned"),
			value:  cmp.Or(parts.Attr(e, "string-value"), parts.Attr(e, "date-value"), parts.Attr(e, "time-value"), strings.ToUpper(parts.Attr(e, "boolean-value")), parts.Attr(e, "value")),
			figure: cmp.Or(strings.TrimSuffix(parts.Attr(e, "date-value"), "T00:00:00"), parts.Attr(e, "value")),
		}
	case "p":
		if w.cell.comment != nil {
			w.cell.in = "p"
			if w.cell.note.Len() > 0 {
				w.cell.note.WriteByte('\n')
			}
		} else if w.cell.depth > 0 && depth == w.cell.depth+1 {
			if w.cell.paragraphs++; w.cell.paragraphs > 1 {
				w.put("\n")
			}
		}
	case "s":
		w.put(strings.Repeat(" ", min(repeated(e, "c"), 1000)))
	case "tab":
		w.put("\t")
	case "line-break":
		w.put("\n")
	}
}

// repeated reads how often something stands there; once where nothing is said.
func repeated(e xml.StartElement, name string) int {
	n, err := strconv.Atoi(parts.Attr(e, name))
	if err != nil {
		return 1
	}
	return min(max(n, 1), 1<<20)
}

// beginSheet begins a sheet; a table in a cell is none.
func (w *openSheets) beginSheet(e xml.StartElement, depth int) {
	if w.writer != nil || depth < 2 || w.path[depth-2] != "spreadsheet" {
		w.skip = depth
		return
	}
	w.writer = w.sheet(parts.Attr(e, "name"), w.unseen[parts.Attr(e, "style-name")])
	w.rows = newRows(w.writer, book.Layout{}, nil, nil)
	w.at, w.column, w.groups = 0, 0, nil
}

// columns takes the definition of some columns.
func (w *openSheets) columns(e xml.StartElement) {
	if w.writer == nil {
		return
	}
	n := repeated(e, "number-columns-repeated")
	if v := parts.Attr(e, "visibility"); v == "collapse" || v == "filter" {
		w.writer.hide(w.column, w.column+n-1)
	}
	w.column += n
}

// maxNotes is how many comments of a row are kept.
const maxNotes = 1000

// comments takes the characters of a comment.
func (w *openSheets) comments(s string) {
	c := w.cell.comment
	switch {
	case w.cell.in == "creator":
		c.Author += s
	case w.cell.in == "date":
		c.Date += s
	case w.cell.in == "p" && w.cell.note.Len() < book.MaxComment:
		w.cell.note.WriteString(s)
	}
}

// endComment ends a comment.
func (w *openSheets) endComment() {
	c := w.cell.comment
	w.cell.comment, w.cell.in = nil, ""
	if c.Text = strings.TrimSpace(w.cell.note.String()); c.Text != "" && len(w.row.comments)+len(w.cell.notes) < maxNotes {
		c.Author, c.Date = oneLine(c.Author), parts.DateOf(strings.TrimSpace(c.Date))
		w.cell.notes = append(w.cell.notes, *c)
	}
}

func (w *openSheets) Text(s string) {
	if w.cell.comment != nil {
		if w.skip == 0 {
			w.comments(s)
		}
		return
	}
	if w.skip == 0 && w.cell.paragraphs > 0 && len(w.path) > w.cell.depth {
		w.put(strings.Map(func(r rune) rune {
			if r == '\n' || r == '\t' || r == '\r' {
				return ' '
			}
			return r
		}, s))
	}
}

func (w *openSheets) put(s string) {
	if w.cell.paragraphs > 0 && w.cell.text.Len()+len(s) <= maxCell {
		w.cell.text.WriteString(s)
	}
}

func (w *openSheets) End(name string) {
	depth := len(w.path)
	if depth > 0 {
		w.path = w.path[:depth-1]
	}
	if w.skip > 0 {
		if depth == w.skip {
			w.skip = 0
		}
		return
	}
	switch name {
	case "annotation":
		if w.cell.comment != nil {
			w.endComment()
		}
	case "creator", "date":
		w.cell.in = ""
	case "table-cell", "covered-table-cell":
		if w.cell.depth > 0 {
			w.endCell()
		}
	case "table-row":
		if w.writer != nil {
			w.endRow()
		}
	case "table-row-group":
		w.groups = w.groups[:max(len(w.groups)-1, 0)]
	case "table":
		if w.writer != nil {
			w.failed = w.endSheet(nil)
		}
	}
}

func (w *openSheets) endCell() {
	c := &w.cell
	text := c.text.String()
	if c.paragraphs == 0 {
		text = c.value
	}
	n, figure, down, over, notes := c.repeated, c.figure, c.down, c.over, c.notes
	w.cell = openCell{}
	r, most := &w.row, w.left.Columns
	at := min(len(r.cells)+r.blanks, most)
	for _, note := range notes {
		note.Col = at + 1
		r.comments = append(r.comments, note)
	}
	if text == "" {
		r.blanks = min(r.blanks+n, most)
		return
	}
	for ; r.blanks > 0 && len(r.cells) < most; r.blanks-- {
		r.cells = append(r.cells, "")
	}
	r.blanks = 0
	if over > 1 || down > 1 {
		r.merged = append(r.merged, book.Area{First: w.at + 1, Last: w.at + down, Left: at, Right: at + over - 1})
	}
	for ; n > 0 && len(r.cells) < most; n-- {
		r.cells = append(r.cells, text)
		if figure == "" || figure == text {
			continue
		}
		for len(r.values) < len(r.cells) {
			r.values = append(r.values, "")
		}
		r.values[len(r.cells)-1] = figure
	}
}

// endRow gives out the row as often as it stands there.
func (w *openSheets) endRow() {
	from := w.at
	w.at += w.row.repeated
	if blank(w.row.cells) && len(w.row.comments) == 0 {
		return
	}
	values := w.row.values
	for values != nil && len(values) < len(w.row.cells) {
		values = append(values, "")
	}
	w.rows.ahead = append(w.rows.ahead, w.row.merged...)
	for i := range w.row.repeated {
		if w.failed != nil || w.full {
			return
		}
		w.failed = w.rows.put(archive.Row{
			Number: from + i + 1, Cells: slices.Clone(w.row.cells), Hidden: w.row.hidden,
			Values: slices.Clone(values), Comments: w.row.comments,
		})
		w.full = w.writer.full
		if blank(w.row.cells) {
			return // a comment is said once
		}
	}
}

func (w *openSheets) endSheet(broken error) error {
	err := w.end(w.writer, broken)
	w.writer, w.cell = nil, openCell{}
	return err
}
