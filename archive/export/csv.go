package export

import (
	"encoding/csv"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// A csvWriter writes rows that a spreadsheet can open without running them
// (RFC 4180).
type csvWriter struct {
	w      *csv.Writer
	fields []string
	cells  []string
	width  int
}

func newCSV(w io.Writer) *csvWriter { return &csvWriter{w: csv.NewWriter(w)} }

func (c *csvWriter) Begin(h Head) error {
	c.fields = h.Fields
	c.width = len(h.Fields) + len(h.Columns)
	c.begin()
	c.add(h.Fields...)
	c.add(h.Columns...)
	return c.end()
}

func (c *csvWriter) Row(fields []any, cells []string) error {
	c.begin()
	for i, f := range fields {
		c.add(text(c.fields[i], f))
	}
	c.add(cells...)
	for len(c.cells) < c.width {
		c.cells = append(c.cells, "")
	}
	return c.end()
}

// Note writes the text in the first cell of a last row.
func (c *csvWriter) Note(text string) error { return c.Row(nil, []string{text}) }

func (c *csvWriter) Close() error {
	c.w.Flush()
	return c.w.Error()
}

func (c *csvWriter) begin() { c.cells = c.cells[:0] }

func (c *csvWriter) add(cells ...string) {
	for _, s := range cells {
		c.cells = append(c.cells, Harmless(s))
	}
}

func (c *csvWriter) end() error { return c.w.Write(c.cells) }

// figures begin with a sign and are no formula: numbers, and dashes that stand
// for nothing.
var figures = regexp.MustCompile(`^(?:[-+][$]?[0-9][0-9,.]*%?|[-\s]+)\s*$`)

// Harmless puts an apostrophe before a cell that a spreadsheet would run as a
// formula when it opens a CSV file: one that begins with = + - @, also in their
// full width, a tab or the end of a line, and is no figure
// (https://owasp.org/www-community/attacks/CSV_Injection).
func Harmless(cell string) string {
	first, _ := utf8.DecodeRuneInString(cell)
	if cell == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) || figures.MatchString(cell) {
		return cell
	}
	return "'" + cell
}
