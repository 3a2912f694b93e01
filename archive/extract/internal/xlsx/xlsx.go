// Package xlsx reads workbooks of the Office Open XML family (ECMA-376 part 1,
// SpreadsheetML): parts of XML in a zip.
//
//	xl/workbook.xml           <sheet name="Log" r:id="rId1"/>
//	xl/sharedStrings.xml      <si><t>Facility</t></si>
//	xl/worksheets/sheet1.xml  <row r="6"><c r="B6" t="s"><v>0</v></c><c r="C6" s="2"><v>41641</v></c></row>
//	  -> Sheet{Name: "Log"}; Row{Number: 6, Cells: {{Column: 1, Text: "Facility"}, {Column: 2, Number: 41641, Format: 14}}}
//
// github.com/xuri/excelize/v2 gives the rows of a sheet as they come only as
// text that is shown, and reads whole sheets into memory for what else stands
// there: merged cells, hidden columns, comments. Here all of it streams.
package xlsx

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/internal/parts"
)

// ErrNone says that a file is no workbook of this family.
var ErrNone = errors.New("the file holds no workbook")

// A Book is a workbook.
type Book struct {
	About    archive.About
	Sheets   []Sheet // in the order of the workbook
	Date1904 bool    // days are counted from 1 January 1904, not 31 December 1899
	Broken   error   // why not all that the sheets share could be read; nil: it was

	file     *parts.File
	strings  *shared
	formats  map[int]string // codes by number
	numberOf []int          // the number of the format of each cell style
	people   map[string]string
}

// A Sheet is a sheet of cells.
type Sheet struct {
	Name   string
	Hidden bool // or very hidden
	part   string
}

const (
	maxSheets = 10_000
	maxStyles = 100_000
	maxPeople = 10_000
)

// Open reads what a workbook's sheets share. limit is how many bytes of one part
// are read. Close must be called.
func Open(r io.ReaderAt, size, limit int64) (*Book, error) {
	f, err := parts.Open(r, size)
	if err != nil {
		return nil, err
	}
	f.Limit = limit
	top := f.Relations("")
	main := cmp.Or(parts.Related(top, "officeDocument"), "xl/workbook.xml")
	b := &Book{file: f, strings: newShared(), formats: map[int]string{}, people: map[string]string{}}
	rels := f.Relations(main)
	w := &bookReader{book: b, rels: rels, dir: path.Dir(main)}
	if err := f.Walk(main, w); err != nil && len(b.Sheets) == 0 {
		return nil, err
	}
	if len(b.Sheets) == 0 {
		return nil, ErrNone
	}
	b.About = f.About(parts.Related(top, "core-properties"), parts.Related(top, "extended-properties"))
	if part := parts.Related(rels, "styles"); part != "" {
		_ = f.Walk(part, &styleReader{book: b}) // without it numbers are shown in general
	}
	if part := parts.Related(rels, "person"); part != "" {
		_ = f.Walk(part, &personReader{people: b.people})
	}
	if part := parts.Related(rels, "sharedStrings"); part != "" {
		s := &stringReader{add: b.strings.add}
		if err := f.Walk(part, s); err != nil {
			b.Broken = fmt.Errorf("the texts that its cells share: %w", err)
		}
	}
	return b, nil
}

// Close lets go of what was put on the disk.
func (b *Book) Close() error { return b.strings.close() }

// Format returns the code of a number format, such as "#,##0.00"; "" where the
// file does not define it.
func (b *Book) Format(number int) string { return b.formats[number] }

// Pictures gives the pictures in the workbook that may show a page of text.
func (b *Book) Pictures(s archive.Sink) error { return b.file.Pictures(s) }

// bookReader reads xl/workbook.xml.
type bookReader struct {
	book *Book
	rels []parts.Relation
	dir  string
}

func (w *bookReader) Begin(e xml.StartElement) {
	switch e.Name.Local {
	case "workbookPr":
		v := parts.Attr(e, "date1904")
		w.book.Date1904 = v == "1" || v == "true" || v == "on"
	case "sheet":
		if len(w.book.Sheets) >= maxSheets {
			return
		}
		state := parts.Attr(e, "state")
		s := Sheet{Name: unescape(parts.Attr(e, "name")), Hidden: state == "hidden" || state == "veryHidden"}
		id := ""
		for _, a := range e.Attr {
			if a.Name.Local == "id" {
				id = a.Value
			}
		}
		found := false
		for _, r := range w.rels {
			if r.ID == id {
				found = true
				if r.External || r.Kind == "chartsheet" {
					return
				}
				s.part = r.Target
			}
		}
		if !found {
			s.part = path.Join(w.dir, "worksheets", "sheet"+parts.Attr(e, "sheetId")+".xml")
		}
		w.book.Sheets = append(w.book.Sheets, s)
	}
}
func (w *bookReader) End(string)  {}
func (w *bookReader) Text(string) {}
func (w *bookReader) Err() error  { return nil }

// styleReader reads xl/styles.xml for number formats.
type styleReader struct {
	book   *Book
	within bool // in the styles of cells
}

func (w *styleReader) Begin(e xml.StartElement) {
	b := w.book
	switch e.Name.Local {
	case "numFmt":
		if n, err := strconv.Atoi(parts.Attr(e, "numFmtId")); err == nil && len(b.formats) < maxStyles {
			if _, ok := b.formats[n]; !ok {
				b.formats[n] = parts.Attr(e, "formatCode")
			}
		}
	case "cellXfs":
		w.within = true
	case "xf":
		if w.within && len(b.numberOf) < maxStyles {
			n, _ := strconv.Atoi(parts.Attr(e, "numFmtId"))
			b.numberOf = append(b.numberOf, n)
		}
	}
}

func (w *styleReader) End(name string) {
	if name == "cellXfs" {
		w.within = false
	}
}
func (w *styleReader) Text(string) {}
func (w *styleReader) Err() error  { return nil }

// formatOf returns the number of the format of a cell's style.
func (b *Book) formatOf(style string) int {
	n, err := strconv.Atoi(style)
	if err != nil || n < 0 || n >= len(b.numberOf) {
		return 0
	}
	return b.numberOf[n]
}

// stringReader reads texts: those that cells share, and those that stand in them.
type stringReader struct {
	add    func(string) error
	within int // depth within the text
	silent int // depth within what is not shown: how it is spoken
	depth  int
	shown  bool
	b      strings.Builder
	err    error
}

// maxCell is how many bytes of a cell are read.
const maxCell = 4 << 20

func (w *stringReader) Begin(e xml.StartElement) {
	w.depth++
	switch e.Name.Local {
	case "si":
		w.b.Reset()
		w.within = w.depth
	case "rPh":
		if w.silent == 0 {
			w.silent = w.depth
		}
	case "t":
		w.shown = w.within > 0 && w.silent == 0
	}
}

func (w *stringReader) Text(s string) {
	if w.shown && w.b.Len()+len(s) <= maxCell {
		w.b.WriteString(s)
	}
}

func (w *stringReader) End(name string) {
	switch {
	case name == "t":
		w.shown = false
	case w.depth == w.silent:
		w.silent = 0
	case w.depth == w.within:
		w.within = 0
		w.err = w.add(unescape(w.b.String()))
	}
	w.depth--
}

func (w *stringReader) Err() error { return w.err }

// unescape reads characters that XML cannot hold, "_x000D_" (ECMA-376 part 1,
// 22.9.2.19); line ends become "\n".
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || i+7 > len(s) {
			break
		}
		n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' || n >= 0xd800 && n < 0xe000 {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		if s = s[i+7:]; n != '\r' || !strings.HasPrefix(s, "\n") && !strings.HasPrefix(s, "_x000A_") {
			if n == '\r' {
				n = '\n'
			}
			if n != 0 {
				b.WriteRune(rune(n))
			}
		}
	}
	b.WriteString(s)
	return b.String()
}
