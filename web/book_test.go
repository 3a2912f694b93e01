package web

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
)

// bookSample is a workbook with all that can be beside rows: two tables on one
// sheet, a hidden sheet, lines above, hidden rows and columns, comments, merged
// cells, values behind what is shown, a note.
func bookSample() sample {
	rows := []archive.Row{
		{Number: 4, Cells: []string{"Ventura", "12.5%", "x"}, Values: []string{"", "0.125", ""}},
		{Number: 5, Cells: []string{"Ventura", "3%", "y"}, Filled: []int{1}, Hidden: true},
		{Number: 6, Cells: []string{"Kern", "", "z"}, Hidden: true, Comments: []archive.Comment{{Col: 2, Author: "J. <Doe>", Date: "2017-10-07", Text: "Ask <b>them</b>."}}},
		{Number: 7, Cells: []string{"Napa", "1%", "w"}},
		{Number: 9, Cells: []string{"Source: the database."}, Note: true},
	}
	return sample{
		Outcome: extract.Outcome{MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Kind: archive.KindSpreadsheet},
		Tables: []sampleTable{
			{archive.Table{
				Sheet: "Log", OnPage: 1, Title: "Detainers", Header: []string{"County", "Share", "Officer"}, HeaderRows: []int{3}, FirstRow: 1, HiddenColumns: []int{3},
				Head: []archive.Row{{Number: 1, Cells: []string{"", "FOR OFFICIAL USE"}}, {Number: 3, Cells: []string{"County", "Share", "Officer"}}},
			}, rows},
			{archive.Table{Sheet: "Log", OnPage: 2, Header: []string{"Jail"}, FirstRow: 20}, []archive.Row{{Number: 21, Cells: []string{"Todd Road"}}}},
			{archive.Table{Sheet: "Secret", Hidden: true, Header: []string{"Name"}}, []archive.Row{{Number: 2, Cells: []string{"nobody"}}}},
		},
	}
}

func TestABook(t *testing.T) {
	s := newSite(t)
	h := s.Handler()
	take(t, s, ingest.Order{Source: "ICE"}, file{"a.xlsx", bookSample().bytes(t)})
	const table = "/items/2026-001-0001/tables/1"
	a := get(t, h, table)
	a.want(t, 200, "nav.sheets", "Log, from row 1", "Log, from row 20", "Secret hidden")
	a.want(t, 200, "ol.above", "FOR OFFICIAL USE")
	if n := a.all("ol.above"); strings.Contains(textOf(n[0]), "County") {
		t.Error("the header is said to stand above the table")
	}
	a.want(t, 200, "p.notice", "Hidden in the source file: 2 rows of those here, and column C.", "Leave them out")
	a.want(t, 200, "tr.hid", "5 hidden", "6 hidden")
	a.want(t, 200, "tr.comment", "Comment on B6 by J. <Doe>, 7 October 2017: Ask <b>them</b>.")
	a.want(t, 200, "tr.remark", "9 Source: the database.")
	a.want(t, 200, "thead", "C Officer hidden")
	if got := len(a.all("td.repeats")); got != 1 {
		t.Errorf("%d cells repeat a merged one", got)
	}

	a = get(t, h, table+"?hidden=no&row=7")
	a.want(t, 200, "tr.gap", "2 rows hidden in the source file")
	a.want(t, 200, "table.without", "Napa")
	a.want(t, 200, "tr.cited", "7 Napa")
	if to := attr(a.all("p.notice")[0].LastChild, "href"); to != table+"?row=7" {
		t.Errorf("what is left out is shown again at %q", to)
	}
	get(t, h, table+"?row=8").want(t, 200, "p.notice", "There is no row 8 in this table")
	get(t, h, table+"?row=x").want(t, 400, "main", "is the number of a row")
	get(t, h, table+"?row=7&q=napa").want(t, 200, "mark", "Napa")

	a = get(t, h, table+"/rows/6")
	a.want(t, 200, "tr.cited", "6 hidden")
	a.want(t, 200, "tr.comment", "Ask <b>them</b>.")
	get(t, h, table+"/rows/4").want(t, 200, "dl.values", "12.5% in the file 0.125", "Officer hidden")
	get(t, h, table+"/rows/5").want(t, 200, "dl.values", "of a merged cell")
	if to := get(t, h, "/cite/2026-001-0001:Log!6").Header.Get("Location"); to != table+"/rows/6#r6" {
		t.Errorf("the citation leads to %s", to)
	}
	if to := get(t, h, "/cite/2026-001-0001:Log!A21").Header.Get("Location"); to != "/items/2026-001-0001/tables/2/rows/21?c=1#r21" {
		t.Errorf("the citation of the second table leads to %s", to)
	}

	rows := csvOf(t, h, table+".csv")
	if got := strings.Join(rows[3], "|"); got != "6||hidden|Log!6|2026-001-0001:Log!6|http://127.0.0.1:8080/cite/2026-001-0001:Log!6||B6: Ask <b>them</b>. (J. <Doe>)||Kern||z" {
		t.Error(got)
	}
	if got := strings.Join(rows[5], "|"); !strings.Contains(got, "|note|Source: the database.|") {
		t.Error(got)
	}
	about := sheetOf(t, excelOf(t, h, table+".xlsx"), 1)
	for _, want := range []string{"[Note FOR OFFICIAL USE]", "[Note Source: the database.]", "[Note Hidden in the source file, by column: C.]"} {
		if !strings.Contains(fmt.Sprint(about), want) {
			t.Errorf("the workbook does not say %q: %v", want, about)
		}
	}
	get(t, h, "/search?q=kern").want(t, 200, ".rowhit", "hidden")
}
