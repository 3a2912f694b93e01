package score

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Table is a table's cells and the page where they stand, from 1.
type Table struct {
	Page  int
	Cells []Cell
}

// Truth reads the structure of the tables of a PDF from the files beside it
// that the ICDAR 2013 competition gives (NAME-str.xml). A table over several
// pages has a region on each.
func Truth(pdf string) (tables []Table, err error) {
	names, err := filepath.Glob(strings.TrimSuffix(pdf, filepath.Ext(pdf)) + "*-str.xml")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var doc struct {
			Regions []struct {
				Page  int `xml:"page,attr"`
				Cells []struct {
					Row     int    `xml:"start-row,attr"`
					Col     int    `xml:"start-col,attr"`
					LastRow *int   `xml:"end-row,attr"`
					LastCol *int   `xml:"end-col,attr"`
					Text    string `xml:"content"`
				} `xml:"cell"`
			} `xml:"table>region"`
		}
		if err := xml.Unmarshal(b, &doc); err != nil {
			return nil, err
		}
		for _, r := range doc.Regions {
			t := Table{Page: r.Page}
			for _, c := range r.Cells {
				if c.Row < 0 || c.Col < 0 {
					continue
				}
				cell := Cell{Row: c.Row, LastRow: c.Row, Col: c.Col, LastCol: c.Col, Text: c.Text}
				if c.LastRow != nil {
					cell.LastRow = *c.LastRow
				}
				if c.LastCol != nil {
					cell.LastCol = *c.LastCol
				}
				t.Cells = append(t.Cells, cell)
			}
			tables = append(tables, t)
		}
	}
	return tables, nil
}

// A Tally sums up how the tables of documents were read.
type Tally struct {
	Documents            int
	precision, recall    float64 // of pairs, summed over documents
	pairs, pairsFound    int
	pairsWanted          int
	cells, cellsFound    int
	cellsWanted          int
	Rows, RowsWanted     int // those that are exactly as they should be
	Tables, TablesWanted int
}

// Document adds a document: what should have been found, and what was.
func (t *Tally) Document(want, got []Table) (precision, recall float64) {
	var wantPairs, gotPairs []Pair
	var wantTexts, gotTexts []string
	wantRows, gotRows := map[int][]string{}, map[int][]string{}
	for _, x := range want {
		wantPairs, wantTexts = append(wantPairs, Adjacent(x.Cells)...), append(wantTexts, Texts(x.Cells)...)
		wantRows[x.Page] = append(wantRows[x.Page], Rows(x.Cells)...)
	}
	for _, x := range got {
		gotPairs, gotTexts = append(gotPairs, Adjacent(x.Cells)...), append(gotTexts, Texts(x.Cells)...)
		gotRows[x.Page] = append(gotRows[x.Page], Rows(x.Cells)...)
	}
	for page, rows := range wantRows {
		t.RowsWanted += len(rows)
		t.Rows += Common(rows, gotRows[page])
	}
	common := Common(wantPairs, gotPairs)
	if len(gotPairs) > 0 {
		precision = float64(common) / float64(len(gotPairs))
	}
	if len(wantPairs) > 0 {
		recall = float64(common) / float64(len(wantPairs))
	}
	t.Documents++
	t.precision, t.recall = t.precision+precision, t.recall+recall
	t.pairs, t.pairsFound, t.pairsWanted = t.pairs+common, t.pairsFound+len(gotPairs), t.pairsWanted+len(wantPairs)
	t.cells, t.cellsFound, t.cellsWanted = t.cells+Common(wantTexts, gotTexts), t.cellsFound+len(gotTexts), t.cellsWanted+len(wantTexts)
	t.Tables, t.TablesWanted = t.Tables+len(got), t.TablesWanted+len(want)
	return precision, recall
}

// Adjacency returns precision and recall of pairs, means over documents.
func (t *Tally) Adjacency() (p, r float64) {
	n := float64(max(1, t.Documents))
	return t.precision / n, t.recall / n
}

// Pooled is F of the pairs of all documents together.
func (t *Tally) Pooled() float64 { return pooled(t.pairs, t.pairsFound, t.pairsWanted) }

// CellF is F of the texts of all cells.
func (t *Tally) CellF() float64 { return pooled(t.cells, t.cellsFound, t.cellsWanted) }

func pooled(common, found, wanted int) float64 {
	return F(float64(common)/float64(max(1, found)), float64(common)/float64(max(1, wanted)))
}

// RowsExact is the share of the rows that come out as they should.
func (t *Tally) RowsExact() float64 { return float64(t.Rows) / float64(max(1, t.RowsWanted)) }
