// Package sheet reads spreadsheets as tables: workbooks (.xlsx, .xlsm, .xls,
// .ods) and delimited text (.csv, .tsv).
//
//	year,detainer_type,count
//	2014,"I247D - Request for Action",6     -> Row{Number: 2, Cells: {"2014", "I247D - …", "6"}}
//
// github.com/xuri/excelize/v2 read most workbooks of those tried and crashed on
// none; only its Rows iterator is used, which streams, always with limits on
// unpacked bytes, and the way it prints numbers. Workbooks before 2007 are left to
// internal/biff, which says why; OpenDocument is XML for the standard library.
// encoding/csv reads records, behind a reader that first mends what real files
// get wrong: lone carriage returns, byte order marks, "sep=;" lines, quotation
// marks that are never closed.
package sheet

import (
	"fmt"
	"strings"

	"readingroom/archive"
)

// A Budget bounds what is read from one file. What exceeds it is left out with a Notice.
type Budget struct {
	Rows    int   // of all tables together, blank ones not counted
	Cells   int   // of all tables together, blank ones counted
	Columns int   // of one row
	Bytes   int64 // of text in cells
	Unzip   int64 // bytes that a workbook's parts unpack to
}

// DefaultBudget is what the functions of the same names allow.
var DefaultBudget = Budget{Rows: 2_000_000, Cells: 50_000_000, Columns: 16_384, Bytes: 2 << 30, Unzip: 1 << 30}

// lookahead is how many rows are held back to find the header among them.
const lookahead = 20

// A writer gives a sheet's rows to the sink as one table, once it has seen
// enough of them to know the header.
type writer struct {
	sink   archive.Sink
	left   *Budget // of the file
	table  archive.Table
	held   []archive.Row
	begun  bool
	width  int  // of the header row
	ragged int  // rows of another length than the header
	full   bool // the budget is spent
}

// row takes the next row that is not blank; Cells are kept and must not be reused.
func (w *writer) row(r archive.Row) error {
	if len(r.Cells) > w.left.Columns {
		r.Cells = r.Cells[:w.left.Columns]
	}
	w.left.Rows--
	w.left.Cells -= len(r.Cells)
	for _, c := range r.Cells {
		w.left.Bytes -= int64(len(c))
	}
	if w.left.Rows < 0 || w.left.Cells < 0 || w.left.Bytes < 0 {
		w.full = true
		return nil
	}
	if w.begun {
		return w.give(r)
	}
	if w.held = append(w.held, r); len(w.held) < lookahead {
		return nil
	}
	return w.begin()
}

// begin finds the header among the rows held back and gives out the table.
func (w *writer) begin() error {
	w.begun = true
	h := findHeader(w.held)
	w.width = h.width
	w.table.Title, w.table.Header, w.table.HeaderRows = h.title, h.names, []int{}
	if h.index >= 0 {
		w.table.HeaderRows = []int{w.held[h.index].Number}
	}
	if err := w.sink.Table(w.table); err != nil {
		return err
	}
	for _, r := range w.held[h.index+1:] {
		if err := w.give(r); err != nil {
			return err
		}
	}
	w.held = nil
	return nil
}

func (w *writer) give(r archive.Row) error {
	if len(r.Cells) != w.width {
		w.ragged++
	}
	return w.sink.Row(r)
}

// end gives out a table shorter than the lookahead. A sheet without any row is no table.
func (w *writer) end() error {
	if !w.begun && len(w.held) > 0 {
		if err := w.begin(); err != nil {
			return err
		}
	}
	if !w.full {
		return nil
	}
	return w.sink.Notice(archive.Notice{Code: "limit", Text: w.where() + " holds more rows or cells than are read from one file; the rest was left out."})
}

// where names the sheet at the beginning of a sentence.
func (w *writer) where() string {
	if w.table.Sheet == "" {
		return "This file"
	}
	return fmt.Sprintf("The sheet %q", w.table.Sheet)
}

// blank reports whether no cell of a row shows anything.
func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
