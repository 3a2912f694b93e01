// Package export writes what the archive holds for other programs: rows as CSV,
// Excel and JSON, an e-mail as a message file, an accession as a BagIt bag.
//
//	w, err := export.New(export.XLSX, out)
//	err = w.Begin(export.Head{Title: "Declined", Fields: []string{"row", "cite"}, Columns: []string{"County"}})
//	err = w.Row([]any{12, "2026-017-0003:Declined!12"}, []string{"Ventura County"})
//	err = w.Close()
//
// All of it streams: no writer holds more than a few megabytes, however many
// rows, however large the originals. The same content gives the same bytes.
//
// excelize was chosen for Excel because the archive reads it with the same
// library and its stream writer spills to a temporary file.
package export

import (
	"fmt"
	"io"
	"strconv"

	"readingroom/archive"
)

// A Format is a form in which rows are written.
type Format string

// The formats of rows.
const (
	CSV  Format = "csv"
	XLSX Format = "xlsx"
	JSON Format = "json"
)

// MediaType returns the format's media type, as HTTP names it.
func (f Format) MediaType() string {
	switch f {
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case JSON:
		return "application/json; charset=utf-8"
	}
	return "text/csv; charset=utf-8"
}

// A Head says what the rows after it are.
type Head struct {
	Title   string
	Facts   []Fact   // what they are and whence; CSV has no place for them
	Fields  []string // what the archive says of each row: its number, its citation
	Columns []string // the names of its cells
	Notes   []string // what stands above and below them, or a reader must know
}

// A Fact is something said of an export: "SHA-256", "d6f0…".
type Fact struct{ Name, Text string }

// A Writer writes rows. Begin comes first, once; Close ends the output, which is
// of no use without it.
type Writer interface {
	Begin(Head) error
	// Row writes a row: its fields, each an int, a string or a bool, and its cells.
	Row(fields []any, cells []string) error
	// Note adds a line for the reader at the end: what is not among the rows.
	Note(text string) error
	Close() error
}

// New returns a writer of rows in some format.
func New(f Format, w io.Writer) (Writer, error) {
	switch f {
	case CSV:
		return newCSV(w), nil
	case XLSX:
		return newXLSX(w), nil
	case JSON:
		return newJSON(w), nil
	}
	return nil, fmt.Errorf("format %q: want csv, xlsx or json: %w", f, archive.ErrInvalid)
}

// text prints a field where there are only texts: what is true is its name, what
// is not so is nothing.
func text(name string, field any) string {
	switch v := field.(type) {
	case string:
		return v
	case int:
		if v != 0 {
			return strconv.Itoa(v)
		}
	case bool:
		if v {
			return name
		}
	}
	return ""
}
