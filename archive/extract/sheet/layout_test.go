package sheet

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
)

// cellsOf makes the rows of a sheet: "5: a|b|c" a line, cells that are numbers as such.
func cellsOf(rows string) string {
	var b strings.Builder
	for _, l := range strings.Split(strings.TrimSpace(rows), "\n") {
		number, cells, _ := strings.Cut(strings.TrimSpace(l), ": ")
		fmt.Fprintf(&b, `<row r="%s">`, number)
		for i, c := range strings.Split(cells, "|") {
			if c != "" {
				fmt.Fprintf(&b, `<c r="%s%s" t="inlineStr"><is><t>%s</t></is></c>`, archive.ColumnName(i+1), number, c)
			}
		}
		b.WriteString("</row>")
	}
	return b.String()
}

func TestHeaderOfSeveralRows(t *testing.T) {
	for _, tc := range []struct {
		name, rows, merged string
		want               []string
	}{
		{
			"groups over names", "1: Detainers\n3: |FY2014||FY2015\n4: State|Issued|Lifted|Issued|Lifted\n5: Ohio|1|2|3|4\n6: Iowa|5|6|7|8", "B3:C3 D3:E3",
			[]string{`table 1 "One" title "Detainers" header [3 4] State|FY2014 Issued|FY2014 Lifted|FY2015 Issued|FY2015 Lifted`, "5 Ohio|1|2|3|4", "6 Iowa|5|6|7|8"},
		},
		{
			"names that reach down", "1: State|Issued\n2: |2014|2015\n3: Ohio|1|2\n4: Iowa|5|6", "A1:A2 B1:C1",
			[]string{`table 1 "One" title "" header [1 2] State|Issued 2014|Issued 2015`, "3 Ohio|1|2", "4 Iowa|5|6"},
		},
		{
			"groups that are not merged", "1: |FY2014||FY2015\n2: State|Issued|Lifted|Issued|Lifted\n3: Ohio|1|2|3|4\n4: Iowa|5|6|7|8", "",
			[]string{`table 1 "One" title "" header [1 2] State|FY2014 Issued|FY2014 Lifted|FY2015 Issued|FY2015 Lifted`, "3 Ohio|1|2|3|4", "4 Iowa|5|6|7|8"},
		},
		{
			"names on two lines", "1: State|Number|Share\n2: |issued|lifted\n3: Ohio|1|2%\n4: Iowa|5|6%", "",
			[]string{`table 1 "One" title "" header [1 2] State|Number issued|Share lifted`, "3 Ohio|1|2%", "4 Iowa|5|6%"},
		},
		{
			"a title over all", "1: Detainers by state\n2: State|Issued|Lifted\n3: Ohio|1|2\n4: Iowa|5|6", "A1:C1",
			[]string{`table 1 "One" title "Detainers by state" header [2] State|Issued|Lifted`, "3 Ohio|1|2", "4 Iowa|5|6"},
		},
		{
			"words in the first row", "1: Name|City|n\n2: Lee|Ames|1\n3: Orr|Ohio|2", "",
			[]string{`table 1 "One" title "" header [1] Name|City|n`, "2 Lee|Ames|1", "3 Orr|Ohio|2"},
		},
	} {
		rec, err := readWorkbook(bookWith(t, cellsOf(tc.rows), tc.merged), DefaultBudget)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tc.want, saying(rec)); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
}

// bookWith is bookOf with merged cells.
func bookWith(t testing.TB, sheetData, merged string) []byte {
	var cells strings.Builder
	for _, ref := range strings.Fields(merged) {
		fmt.Fprintf(&cells, `<mergeCell ref="%s"/>`, ref)
	}
	return bookOf(t, sheetData+"</sheetData><mergeCells>"+cells.String()+"</mergeCells><sheetData>")
}

func TestMerged(t *testing.T) {
	for _, tc := range []struct {
		name, rows, merged string
		want               []string
		filled             [][]int
	}{
		{
			"down", "1: State|Year|n\n2: Ohio|2014|1\n3: |2015|2\n4: |2016|3\n5: Iowa|2014|4", "A2:A4",
			[]string{"2 Ohio|2014|1", "3 Ohio|2015|2", "4 Ohio|2016|3", "5 Iowa|2014|4"},
			[][]int{nil, {1}, {1}, nil},
		},
		{
			"across", "1: State|2014|2015\n2: Ohio|none\n3: Iowa|1|2", "B2:C2",
			[]string{"2 Ohio|none|none", "3 Iowa|1|2"},
			[][]int{{3}, nil},
		},
		{
			"a label", "1: State|2014|2015\n2: Midwest\n3: Iowa|1|2", "A2:C2",
			[]string{"2 Midwest", "3 Iowa|1|2"},
			[][]int{nil, nil},
		},
		{
			"down to the end of the sheet", "1: State|n\n2: Ohio|1\n9: |2", "A2:A1048576",
			[]string{"2 Ohio|1", "9 Ohio|2"},
			[][]int{nil, {1}},
		},
		{
			"empty, and over each other", "1: State|n\n2: |1\n3: Ohio|2\n4: |3", "A2:A4 A3:A4 B1:B4",
			[]string{"2 |1", "3 Ohio|2", "4 Ohio|3"},
			[][]int{nil, nil, {1}},
		},
	} {
		rec, err := readWorkbook(bookWith(t, cellsOf(tc.rows), tc.merged), DefaultBudget)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tc.want, saying(rec)[1:]); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
		for i, r := range rec.Tables[0].Rows {
			if !slices.Equal(r.Filled, tc.filled[i]) {
				t.Errorf("%s: row %d: filled %v, want %v", tc.name, r.Number, r.Filled, tc.filled[i])
			}
		}
	}
}

func TestSeveralTables(t *testing.T) {
	const first = "1: Detainers\n2: State|n|Share\n3: Ohio|1|2%\n4: Iowa|5|6%\n"
	for _, tc := range []struct {
		name, rows string
		want       []string
	}{
		{
			"the same names again", first + "6: Lifted\n7: State|n|Share\n8: Ohio|3|4%",
			[]string{
				`table 1 "One" title "Detainers" header [2] State|n|Share`, "3 Ohio|1|2%", "4 Iowa|5|6%",
				`table 2 "One" title "Lifted" header [7] State|n|Share`, "8 Ohio|3|4%",
			},
		},
		{
			"other names", first + "7: Year|Issued|Lifted|Declined\n8: 2014|3|4|5\n9: 2015|3|4|5",
			[]string{
				`table 1 "One" title "Detainers" header [2] State|n|Share`, "3 Ohio|1|2%", "4 Iowa|5|6%",
				`table 2 "One" title "" header [7] Year|Issued|Lifted|Declined`, "8 2014|3|4|5", "9 2015|3|4|5",
			},
		},
		{
			"labels and blank rows", first + "6: Midwest\n7: Texas|3|4%\n9: Maine|6|7%",
			[]string{`table 1 "One" title "Detainers" header [2] State|n|Share`, "3 Ohio|1|2%", "4 Iowa|5|6%", "6 Midwest", "7 Texas|3|4%", "9 Maine|6|7%"},
		},
		{
			"words alone", "1: Name|City\n2: Lee|Ames\n4: Orr|Troy\n5: Poe|Rome",
			[]string{`table 1 "One" title "" header [1] Name|City`, "2 Lee|Ames", "4 Orr|Troy", "5 Poe|Rome"},
		},
		{
			"notes", first + "5: Source: ICE|\n7: Figures of 2014 are not final",
			[]string{`table 1 "One" title "Detainers" header [2] State|n|Share`, "3 Ohio|1|2%", "4 Iowa|5|6%", "note 5 Source: ICE", "note 7 Figures of 2014 are not final"},
		},
	} {
		rec, err := readWorkbook(bookOf(t, cellsOf(tc.rows)), DefaultBudget)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tc.want, noted(rec)); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
	// Far below the rows that are looked at for the first header.
	var rows strings.Builder
	rows.WriteString(first)
	for n := 5; n < 3000; n++ {
		fmt.Fprintf(&rows, "%d: X|%d|3%%\n", n, n)
	}
	rows.WriteString("3001: Year|Issued|Lifted\n3002: 2014|3|4")
	rec, err := readWorkbook(bookOf(t, cellsOf(rows.String())), DefaultBudget)
	if err != nil || len(rec.Tables) != 2 || len(rec.Tables[0].Rows) != 2997 || rec.Tables[1].FirstRow != 3001 || rec.Tables[1].OnPage != 2 {
		t.Errorf("%v: %d tables", err, len(rec.Tables))
	}
}

// noted is saying with the rows that are notes marked.
func noted(rec record.Recorder) []string {
	var out []string
	for _, t := range rec.Tables {
		all := saying(record.Recorder{Tables: []record.Table{t}})
		for i, r := range t.Rows {
			if r.Note {
				all[i+1] = "note " + all[i+1]
			}
		}
		out = append(out, all...)
	}
	return out
}

func TestCommentsAndHiddenColumns(t *testing.T) {
	b := workbook(t, func(f *excelize.File) error {
		return all(
			f.SetSheetRow("Sheet1", "A1", &[]any{"Name", "SSN", "n"}),
			f.SetSheetRow("Sheet1", "A2", &[]any{"Lee", "x", 1}),
			f.SetSheetRow("Sheet1", "A5", &[]any{"Orr", "y", 2}),
			f.SetColVisible("Sheet1", "B", false),
			f.AddComment("Sheet1", excelize.Comment{Cell: "A2", Author: "J. Doe", Paragraph: []excelize.RichTextRun{{Text: "J. Doe: "}, {Text: "withhold this"}}}),
			f.AddComment("Sheet1", excelize.Comment{Cell: "C4", Author: "R. Roe", Text: "and this"}),
			f.AddComment("Sheet1", excelize.Comment{Cell: "B9", Author: "R. Roe", Text: "below all"}),
			f.AddComment("Sheet1", excelize.Comment{Cell: "C1", Author: "R. Roe", Text: "of what?"}),
		)
	})
	rec, err := readWorkbook(b, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	table := rec.Tables[0]
	if !slices.Equal(table.HiddenColumns, []int{2}) {
		t.Errorf("hidden columns %v", table.HiddenColumns)
	}
	if got := table.Head[0].Comments; len(got) != 1 || got[0].Text != "of what?" {
		t.Errorf("on the header: %+v", got)
	}
	var got []string
	for _, r := range table.Rows {
		for _, c := range r.Comments {
			got = append(got, fmt.Sprintf("%d:%d %s: %s", r.Number, c.Col, c.Author, c.Text))
		}
	}
	if diff := cmp.Diff([]string{"2:1 J. Doe: withhold this", "4:3 R. Roe: and this", "9:2 R. Roe: below all"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTextBoxes(t *testing.T) {
	b := workbook(t, func(f *excelize.File) error {
		return all(
			f.SetSheetRow("Sheet1", "A1", &[]any{"Name", "n"}), f.SetSheetRow("Sheet1", "A2", &[]any{"Lee", 1}),
			f.AddShape("Sheet1", &excelize.Shape{Cell: "D3", Type: "rect", Paragraph: []excelize.RichTextRun{{Text: "Figures are not final"}}}),
		)
	})
	rec, err := readWorkbook(b, DefaultBudget)
	if err != nil || len(rec.Tables) != 1 || !slices.Equal(rec.Tables[0].Footnotes, []string{"Figures are not final"}) {
		t.Errorf("%v, %+v", err, rec.Tables)
	}
}

func TestFormulas(t *testing.T) {
	rec, err := readWorkbook(bookOf(t, `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1</f><v>two</v></c><c r="C1"><f>1+2</f></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`), DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`table 1 "One" title "" header [] column A|column B|column C|column D`, "1 2|two||#DIV/0!", "formulas"}, saying(rec)); diff != "" {
		t.Error(diff)
	}
}

func TestRowsOutOfOrder(t *testing.T) {
	rec, err := readWorkbook(bookOf(t, `<row r="3"><c r="B3"><v>2</v></c><c r="A3"><v>1</v></c></row><row r="1"><c><v>5</v></c><c><v>6</v></c></row><row r="3"><c r="C3"><v>3</v></c></row>`), DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`table 1 "One" title "" header [] column A|column B|column C`, "1 5|6", "3 1|2|3"}, saying(rec)); diff != "" {
		t.Error(diff)
	}
}

// TestHostileWorkbooks reads what is made to cost more than it is worth.
func TestHostileWorkbooks(t *testing.T) {
	entities := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&lol2;</t></is></c></row></sheetData></worksheet>`
	parts := func(sheet string) []byte {
		return zipOf(t, part{"[Content_Types].xml", contentTypes, 1}, part{"_rels/.rels", topRels, 1}, part{"xl/workbook.xml", bookPart, 1},
			part{"xl/_rels/workbook.xml.rels", bookRels, 1}, part{"xl/worksheets/sheet1.xml", sheet, 1})
	}
	var merges, nested strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&merges, "A%d:XFD1048576 ", i+1)
	}
	nested.WriteString(strings.Repeat("<row>", 100_000))
	for _, tc := range []struct {
		name    string
		file    []byte
		rows    int // -1: any
		reason  string
		notices []string
	}{
		{"the last cell of all", bookOf(t, `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`), 1, "", nil},
		{"a cell beyond the last", bookOf(t, `<row r="1"><c r="ZZZZ1"><v>1</v></c><c r="A1"><v>2</v></c></row>`), 1, "", nil},
		{"a row beyond the last", bookOf(t, `<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>`), 1, "", nil},
		{"entities", parts(entities), 0, "it has a document type declaration", []string{"damaged"}},
		{"merged cells over each other", bookWith(t, cellsOf("1: a|b\n2: 1|2\n3: 3|4\n1048576: 5|6"), merges.String()), -1, "", nil},
		{"elements in each other", bookOf(t, nested.String()), 0, "lie in each other", []string{"damaged"}},
		{"half of a sheet", parts(`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c`), 1, "", []string{"damaged"}},
		{"a sheet that is not there", zipOf(t, part{"[Content_Types].xml", contentTypes, 1}, part{"_rels/.rels", topRels, 1}, part{"xl/workbook.xml", bookPart, 1}), 0, "xl/worksheets/sheet1.xml is missing", []string{"damaged"}},
	} {
		rec, err := readWorkbook(tc.file, DefaultBudget)
		if (err == nil) != (tc.reason == "") || err != nil && !strings.Contains(err.Error(), tc.reason) {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.reason)
		}
		rows := 0
		for _, table := range rec.Tables {
			rows += len(table.Rows)
		}
		if rows != tc.rows && tc.rows >= 0 {
			t.Errorf("%s: %d rows, want %d", tc.name, rows, tc.rows)
		}
		var codes []string
		for _, n := range rec.Notices {
			codes = append(codes, n.Code)
		}
		if !slices.Equal(codes, tc.notices) {
			t.Errorf("%s: notices %v, want %v", tc.name, codes, tc.notices)
		}
	}
}

// TestMuchText cuts a row whose cells share one long text.
func TestMuchText(t *testing.T) {
	shared := zipOf(t, part{"[Content_Types].xml", contentTypes, 1}, part{"_rels/.rels", topRels, 1}, part{"xl/workbook.xml", bookPart, 1},
		part{"xl/_rels/workbook.xml.rels", strings.Replace(bookRels, "</Relationships>", `<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`, 1), 1},
		part{"xl/sharedStrings.xml", "<sst><si><t>" + strings.Repeat("x", 1<<20) + "</t></si></sst>", 1},
		part{"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + strings.Repeat("<row>"+strings.Repeat(`<c t="s"><v>0</v></c>`, 100)+"</row>", 300) + "</sheetData></worksheet>", 1})
	rec, err := readWorkbook(shared, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, n := range rec.Notices {
		codes = append(codes, n.Code)
	}
	if got := len(rec.Tables[0].Rows[0].Cells); got > 4 || !slices.Contains(codes, "limit") {
		t.Errorf("%d cells, notices %v", got, codes)
	}
}

// TestUnbalanced finds a quotation mark that is never closed among a million lines.
func TestUnbalanced(t *testing.T) {
	const lines = 1_000_000
	rec, err := delimited("a,b\n1,\"two\n"+strings.Repeat("3,4\n", lines), DefaultBudget)
	if err != nil || len(rec.Tables) != 1 || len(rec.Tables[0].Rows) != lines+1 || len(rec.Notices) != 1 || rec.Notices[0].Code != "quotes" {
		t.Errorf("%v, %+v", err, rec.Notices)
	}
}

func FuzzSheet(f *testing.F) {
	f.Add(cellsOf("1: a|b\n2: 1|2\n4: Source: x\n6: a|b\n7: 3|4"), "A1:B1 A2:A9")
	f.Add(`<row r="3" hidden="1"><c r="B3" t="s"><v>0</v></c><c t="b"><v>1</v></c></row><row><c r="A1"><f>1</f></c></row>`, "")
	f.Add(`<c r="B3"><v>0</v></c></row><r3w><c r="A1"><v>1</v></c></row>`, "")
	f.Fuzz(func(t *testing.T, data, merged string) {
		rec, _ := readWorkbook(bookWith(t, data, merged), Budget{Rows: 1000, Cells: 10_000, Columns: 100, Bytes: 1 << 20, Unzip: 1 << 20})
		for _, table := range rec.Tables {
			last := 0
			for _, r := range table.Rows {
				if r.Number <= last {
					t.Errorf("row %d comes after row %d", r.Number, last)
				}
				last = r.Number
				for _, n := range r.Filled {
					if n < 1 || n > len(r.Cells) {
						t.Errorf("row %d: cell %d of %d is filled", r.Number, n, len(r.Cells))
					}
				}
			}
		}
	})
}
