package export

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// An xlsxWriter writes a workbook: a sheet of the rows, more where they are too
// many for one, and a sheet "About" of what they are. Text is written as text,
// so that no cell can be a formula; a number as a number where it prints as it
// stands in the cell.
type xlsxWriter struct {
	out    io.Writer
	file   *excelize.File
	sheet  *excelize.StreamWriter
	head   Head
	name   string
	sheets int
	row    int // written last on the sheet
	values []any
	bold   int            // style of the header
	styles map[string]int // by number format
	notes  []string
	cut    int // cells that were too long
}

func newXLSX(w io.Writer) *xlsxWriter {
	return &xlsxWriter{out: w, styles: map[string]int{}}
}

func (x *xlsxWriter) Begin(h Head) (err error) {
	x.file, x.head, x.name = excelize.NewFile(), h, sheetName(h.Title)
	if x.bold, err = x.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	if err := x.file.SetSheetName("Sheet1", x.name); err != nil {
		return err
	}
	return x.begin(x.name)
}

// begin begins a sheet with the header.
func (x *xlsxWriter) begin(name string) (err error) {
	if x.sheets++; x.sheets > 1 {
		if _, err = x.file.NewSheet(name); err != nil {
			return err
		}
	}
	if x.sheet, err = x.file.NewStreamWriter(name); err != nil {
		return err
	}
	panes := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := x.sheet.SetPanes(panes); err != nil {
		return err
	}
	x.row, x.values = 0, x.values[:0]
	for _, name := range append(append([]string{}, x.head.Fields...), x.head.Columns...) {
		x.values = append(x.values, excelize.Cell{StyleID: x.bold, Value: x.fit(name)})
	}
	return x.write()
}

func (x *xlsxWriter) Row(fields []any, cells []string) error {
	if x.row == excelize.TotalRows {
		if err := x.sheet.Flush(); err != nil {
			return err
		}
		if err := x.begin(numbered(x.name, x.sheets+1)); err != nil {
			return err
		}
	}
	x.values = x.values[:0]
	for i, f := range fields {
		switch v := f.(type) {
		case int:
			if v == 0 {
				x.values = append(x.values, nil)
				continue
			}
			x.values = append(x.values, v)
		default:
			x.values = append(x.values, x.text(text(x.head.Fields[i], f)))
		}
	}
	for _, c := range cells {
		v, err := x.cell(c)
		if err != nil {
			return err
		}
		x.values = append(x.values, v)
	}
	return x.write()
}

func (x *xlsxWriter) write() error {
	if over := len(x.values) - excelize.MaxColumns; over > 0 {
		x.cut += over
		x.values = x.values[:excelize.MaxColumns]
	}
	x.row++
	return x.sheet.SetRow("A"+strconv.Itoa(x.row), x.values)
}

// cell is what a cell holds: a number in the format in which it prints as it
// stands there, or a text.
func (x *xlsxWriter) cell(s string) (any, error) {
	v, format, ok := number(s)
	if !ok {
		return x.text(s), nil
	}
	style, known := x.styles[format]
	if !known {
		var err error
		if style, err = x.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
			return nil, err
		}
		x.styles[format] = style
	}
	return excelize.Cell{StyleID: style, Value: v}, nil
}

func (x *xlsxWriter) text(s string) any {
	if s == "" {
		return nil
	}
	return x.fit(s)
}

const cutSign = " […]"

// fit cuts what no cell of Excel can hold.
func (x *xlsxWriter) fit(s string) string {
	if len(s) <= excelize.TotalCellChars || utf16Length(s) <= excelize.TotalCellChars {
		return s
	}
	x.cut++
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(max(r, 0)); n > excelize.TotalCellChars-len(cutSign) {
			return s[:i] + cutSign
		}
	}
	return s
}

func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

func (x *xlsxWriter) Note(text string) error {
	x.notes = append(x.notes, text)
	return nil
}

func (x *xlsxWriter) Close() (err error) {
	defer func() { err = errors.Join(err, x.file.Close()) }()
	if err := x.sheet.Flush(); err != nil {
		return err
	}
	if err := x.about(); err != nil {
		return err
	}
	// excelize would gather the whole file in memory before it writes it.
	x.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(x.out) })
	_, err = x.file.WriteToBuffer()
	return err
}

// about writes the sheet that says what the rows are.
func (x *xlsxWriter) about() error {
	name := "About"
	for n := 2; ; n++ { // a sheet of rows may be called so
		if i, err := x.file.GetSheetIndex(name); err != nil || i < 0 {
			break
		}
		name = numbered("About", n)
	}
	if _, err := x.file.NewSheet(name); err != nil {
		return err
	}
	if x.cut > 0 {
		x.notes = append(x.notes, fmt.Sprintf("%d cells are longer than a cell of Excel can be, or beyond its last column, and were cut: the CSV and the JSON have them whole.", x.cut))
	}
	// Not streamed: excelize writes streams in no order, and the same rows shall
	// give the same bytes, as long as one sheet holds them.
	for i, f := range append(append([]Fact{{"Title", x.head.Title}}, x.head.Facts...), about(append(x.head.Notes, x.notes...))...) {
		at := strconv.Itoa(i + 1)
		err := errors.Join(x.file.SetCellStr(name, "A"+at, f.Name), x.file.SetCellStyle(name, "A"+at, "A"+at, x.bold), x.file.SetCellStr(name, "B"+at, x.fit(f.Text)))
		if err != nil {
			return err
		}
	}
	return nil
}

func about(notes []string) []Fact {
	var all []Fact
	for _, n := range notes {
		all = append(all, Fact{"Note", n})
	}
	return all
}

// sheetName makes a name that Excel takes: at most 31 characters, none of
// []:*?/\, no apostrophe at either end.
func sheetName(title string) string {
	s := strings.Map(func(r rune) rune {
		if r < ' ' || r == utf8.RuneError || strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, title)
	s = strings.Join(strings.Fields(s), " ")
	for utf16Length(s) > 31 {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	if s = strings.Trim(s, "' "); s == "" || strings.EqualFold(s, "history") { // which Excel keeps for itself
		return "Rows"
	}
	return s
}

// numbered adds a number to the name of a sheet.
func numbered(name string, n int) string {
	end := fmt.Sprintf(" (%d)", n)
	for utf16Length(name)+len(end) > 31 {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name + end
}
