// Package sheet reads spreadsheets as tables: workbooks (.xlsx, .xlsm, .xls,
// .ods) and delimited text (.csv, .tsv).
//
//	year,detainer_type,count
//	2014,"I247D - Request for Action",6     -> Row{Number: 2, Cells: {"2014", "I247D - …", "6"}}
//
// Workbooks are taken apart by internal/xlsx and internal/biff, which say why;
// OpenDocument is XML for internal/parts. github.com/xuri/excelize/v2 prints
// numbers as their formats have them, and opens encrypted workbooks.
// encoding/csv reads records, behind a reader that first mends what real files
// get wrong: lone carriage returns, byte order marks, "sep=;" lines, quotation
// marks that are never closed.
package sheet

import (
	"fmt"
	"strings"
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

// of is the budget of a workbook of so many bytes: text that its cells share may
// stand in millions of them, but no workbook says a thousand times what it is.
func (b Budget) of(size int64) Budget {
	b.Bytes = min(b.Bytes, 64<<20+min(size, 1<<30)*200)
	return b
}

// where names the sheet at the beginning of a sentence.
func (w *writer) where() string {
	if w.table.Sheet == "" {
		return "This file"
	}
	return fmt.Sprintf("The sheet %q", w.table.Sheet)
}

// blank reports whether no cell of a row shows anything.
func blank(cells []string) bool { return filled(cells) == 0 }

// filled counts the cells that show something.
func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}
