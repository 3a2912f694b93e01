package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
)

// saying prints what was found: a line for each table, row and notice.
func saying(rec record.Recorder) []string {
	var out []string
	for _, t := range rec.Tables {
		hidden := ""
		if t.Hidden {
			hidden = " hidden"
		}
		out = append(out, fmt.Sprintf("table %d %q%s title %q header %v %s", t.Number, t.Sheet, hidden, t.Title, t.HeaderRows, strings.Join(t.Header, "|")))
		for _, r := range t.Rows {
			hidden := ""
			if r.Hidden {
				hidden = " hidden"
			}
			out = append(out, fmt.Sprintf("%d%s %s", r.Number, hidden, strings.Join(r.Cells, "|")))
		}
	}
	for _, n := range rec.Notices {
		out = append(out, n.Code)
	}
	return out
}

func delimited(b string, budget Budget) (record.Recorder, error) {
	var rec record.Recorder
	err := budget.ReadDelimited(strings.NewReader(b), int64(len(b)), &rec)
	return rec, err
}

func TestReadDelimited(t *testing.T) {
	const (
		plainTable = `table 1 "" title "" header [1] `
		stray      = "name,note,n\nAnn,x,1\nDee,\"the \"x\"),3\nEd,fine,4\nFay,\"y\",5\nGus,z,6\n"
	)
	for _, tc := range []struct {
		name, file string
		want       []string
	}{
		{"comma", "year,count\n2014,\"1,2\"\n2015,3\n", []string{plainTable + "year|count", "2 2014|1,2", "3 2015|3"}},
		{"semicolon", "year;count\n2014;1,2\n2015;3\n", []string{plainTable + "year|count", "2 2014|1,2", "3 2015|3"}},
		{"tab", "year\tcount\n2014\t1,2\n", []string{plainTable + "year|count", "2 2014|1,2"}},
		{"bar", "year|count\n2014|1,2\n", []string{plainTable + "year|count", "2 2014|1,2"}},
		{"sep=", "sep=;\nyear;a,b,c\n2014;1,2,3\n", []string{plainTable + "year|a,b,c", "2 2014|1,2,3"}},
		{"mark", "\xef\xbb\xbf\"year\",count\n2014,1\n", []string{plainTable + "year|count", "2 2014|1"}},
		{"carriage returns alone", "year,count\r2014,1\r2015,2", []string{plainTable + "year|count", "2 2014|1", "3 2015|2"}},
		{"one column", "det_facility\rABBOTT HOME\r\"ACI, CRANSTON RI\"\r", []string{plainTable + "det_facility", "2 ABBOTT HOME", "3 ACI, CRANSTON RI"}},
		{"Latin-1 and ragged", "name,city\nRen\xe9e,Chicago\nA,B,C\nD\n", []string{plainTable + "name|city|column C", "2 Renée|Chicago", "3 A|B|C", "4 D", "ragged"}},
		{"UTF-16", utf16Text("year,count\n2014,1\n"), []string{plainTable + "year|count", "2 2014|1"}},
		{"blank records", "year,count\n,\n2014,1\n\n2015,2\n", []string{plainTable + "year|count", "3 2014|1", "4 2015|2"}},
		{"line ends in a cell", "a,b\n1,\"two\nlines\"\n3,4\n", []string{plainTable + "a|b", "2 1|two\nlines", "3 3|4"}},
		{"lazy quotes", "a,b\n5\" pipe,x\n\"he said \"no\" twice\",y\n", []string{plainTable + "a|b", "2 5\" pipe|x", "3 he said \"no\" twice|y"}},
		{"never closed", "a,b\n\"5,1\",6\n1,\"two\n3,4\n" + strings.Repeat("7,8\n", 60), append([]string{plainTable + "a|b", "2 5,1|6", "3 1|\"two", "4 3|4"}, append(numbered(5, 60, "7|8"), "quotes")...)},
		{"never closed at the end", "a,b\n1,2\n3,\"4\n5,6\n", []string{plainTable + "a|b", "2 1|2", "3 3|\"4", "4 5|6", "quotes"}},
		{"stray quote", stray, []string{plainTable + "name|note|n", "2 Ann|x|1", `3 Dee|"the "x")|3`, "4 Ed|fine|4", "5 Fay|y|5", "6 Gus|z|6", "quotes"}},
		{"stray quote, CRLF", strings.ReplaceAll(stray, "\n", "\r\n"), []string{plainTable + "name|note|n", "2 Ann|x|1", `3 Dee|"the "x")|3`, "4 Ed|fine|4", "5 Fay|y|5", "6 Gus|z|6", "quotes"}},
		{"stray quote, semicolon", strings.ReplaceAll(stray, ",", ";"), []string{plainTable + "name|note|n", "2 Ann|x|1", `3 Dee|"the "x")|3`, "4 Ed|fine|4", "5 Fay|y|5", "6 Gus|z|6", "quotes"}},
		{"stray quote, an even number of them", "a,b,c\nDee,\"the \"x,3\nEd,4,5\nFay,\"y,z\",6\n", []string{plainTable + "a|b|c", `2 Dee|"the "x|3`, "3 Ed|4|5", "4 Fay|y,z|6", "quotes"}},
		{"doubled quotes and line ends in a cell", "a,b\n1,\"a \"\"two\"\"\n\nlines, \"\"\n\"\"\"\n3,4\n", []string{plainTable + "a|b", "2 1|a \"two\"\n\nlines, \"\n\"", "3 3|4"}},
		{"line ends in a cell, CRLF", "a,b\r\n1,\"two\r\nlines\"\r\n3,4\r\n", []string{plainTable + "a|b", "2 1|two\nlines", "3 3|4"}},
		{"line ends in one cell, lazy quotes in another", "a,b\n1,\"two\nlines\"\n2,\"said \"no\" twice\"\n3,4\n", []string{plainTable + "a|b", "2 1|two\nlines", "3 2|said \"no\" twice", "4 3|4"}},
		{"line ends in one cell, a stray quote in another", "a,b,c\n1,\"two\nlines\",2\n\nDee,\"the \"x\"),3\nEd,4,5\nFay,\"y\",6\n", []string{plainTable + "a|b|c", `2 1|"two`, `3 lines"|2`, `4 Dee|"the "x")|3`, "5 Ed|4|5", "6 Fay|y|6", "quotes", "ragged"}},
		{"title lines", "Monthly log\nReceived in 2014,,\n\nRequest ID,Requester,Received\n14-1,Lee,2014-01-02\n14-2,Orr,2014-01-03\n", []string{`table 1 "" title "Monthly log\nReceived in 2014" header [3] Request ID|Requester|Received`, "4 14-1|Lee|2014-01-02", "5 14-2|Orr|2014-01-03"}},
		{"no header", "1,2\n3,4\n", []string{`table 1 "" title "" header [] column A|column B`, "1 1|2", "2 3|4"}},
		{"a name is missing", "ID,,Name\n1,x,Lee\n", []string{plainTable + "ID|column B|Name", "2 1|x|Lee"}},
		{"years for names", "State,2013,2014,2015\nOhio,1,2,3\n", []string{plainTable + "State|2013|2014|2015", "2 Ohio|1|2|3"}},
		{"a row of figures is no header", "Ohio,2014,7,9\nIowa,2014,8,9\n", []string{`table 1 "" title "" header [] column A|column B|column C|column D`, "1 Ohio|2014|7|9", "2 Iowa|2014|8|9"}},
		{"names of several lines", "\"Date\n received\",b\n1,2\n", []string{plainTable + "Date received|b", "2 1|2"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rec, err := delimited(tc.file, DefaultBudget)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, saying(rec)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if _, err := delimited("\n\n", DefaultBudget); err == nil {
		t.Error("no error for a file without rows")
	}
}

// TestStrayQuoteRow tells which row the notice names: a row's number as the
// reader sees it.
func TestStrayQuoteRow(t *testing.T) {
	for _, tc := range []struct {
		name, file string
		row        int
	}{
		{"lenient", "a,b\n\n1,2\n3,\"x\"y\n4,5\n6,\"z\"\n", 3},
		{"after a cell of two lines", "a,b\n1,\"two\nlines\"\n3,\"x\"y\n4,5\n6,\"z\"\n", 4},
		{"after sep=", "sep=,\na,b\n1,\"x\"y\n4,5\n6,\"z\"\n", 2},
		{"too many lines", "a,b\n1,\"2\n" + strings.Repeat("7,8\n", 60), 2},
		{"until the end", "a,b\n1,2\n3,\"4\n5,6\n", 3},
	} {
		rec, err := delimited(tc.file, DefaultBudget)
		want := fmt.Sprintf("A quotation mark in this file is never closed where it should be, first in row %d, ", tc.row)
		if err != nil || len(rec.Notices) == 0 || !strings.HasPrefix(rec.Notices[0].Text, want) {
			t.Errorf("%s: %v %+v, want %q", tc.name, err, rec.Notices, want)
		}
	}
}

func numbered(from, n int, cells string) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%d %s", from+i, cells))
	}
	return out
}

func utf16Text(s string) string {
	b := []byte("\xff\xfe")
	for _, c := range s {
		b = append(b, byte(c), byte(c>>8))
	}
	return string(b)
}

func TestBudget(t *testing.T) {
	file := "a,b\n" + strings.Repeat("1,2\n", 100)
	for _, tc := range []struct {
		name   string
		budget Budget
		rows   int
	}{
		{"rows", Budget{Rows: 50, Cells: 1000, Columns: 10, Bytes: 1000}, 49},
		{"cells", Budget{Rows: 1000, Cells: 50, Columns: 10, Bytes: 1000}, 24},
		{"bytes", Budget{Rows: 1000, Cells: 1000, Columns: 10, Bytes: 50}, 24},
	} {
		rec, err := delimited(file, tc.budget)
		if err != nil || len(rec.Tables) != 1 || len(rec.Tables[0].Rows) != tc.rows || len(rec.Notices) == 0 || rec.Notices[0].Code != "limit" {
			t.Errorf("%s: %v, %d rows, %+v", tc.name, err, len(rec.Tables[0].Rows), rec.Notices)
		}
	}
	rec, err := delimited("a,b,c\n1,2,3\n", Budget{Rows: 10, Cells: 100, Columns: 2, Bytes: 100})
	if err != nil || len(rec.Tables[0].Rows[0].Cells) != 2 {
		t.Errorf("columns: %v %+v", err, rec.Tables)
	}
}

// workbook makes a workbook and hands it over to be filled.
func workbook(t testing.TB, fill func(*excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := fill(f); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func all(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func readWorkbook(b []byte, budget Budget) (record.Recorder, error) {
	var rec record.Recorder
	err := budget.ReadWorkbook(bytes.NewReader(b), int64(len(b)), &rec)
	return rec, err
}

func TestReadWorkbook(t *testing.T) {
	b := workbook(t, func(f *excelize.File) error {
		date := 14
		style, err := f.NewStyle(&excelize.Style{NumFmt: date})
		percent, err2 := f.NewStyle(&excelize.Style{NumFmt: 10})
		_, err3 := f.NewSheet("Secret")
		_, err4 := f.NewSheet("Empty")
		return all(err, err2, err3, err4,
			f.SetSheetRow("Sheet1", "A3", &[]any{"Declined detainers"}),
			f.SetSheetRow("Sheet1", "B5", &[]any{"Facility", "Date\nreceived", "", "Share"}),
			f.SetSheetRow("Sheet1", "B6", &[]any{"Abbott Home", 41641, true, 0.125}),
			f.SetSheetRow("Sheet1", "B9", &[]any{"Acworth", 41642, false, 0.5}),
			f.SetCellStyle("Sheet1", "C6", "C9", style),
			f.SetCellStyle("Sheet1", "E6", "E9", percent),
			f.SetRowVisible("Sheet1", 9, false),
			f.SetSheetRow("Secret", "A1", &[]any{"a", "b"}),
			f.SetSheetRow("Secret", "A2", &[]any{1, 2}),
			f.SetSheetVisible("Secret", false),
			f.SetDocProps(&excelize.DocProperties{Title: "Detainers", Creator: "ICE", Created: "2014-01-02T03:04:05Z"}),
		)
	})
	rec, err := readWorkbook(b, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`table 1 "Sheet1" title "Declined detainers" header [5] column A|Facility|Date received|column D|Share`,
		"6 |Abbott Home|2014-01-02|TRUE|12.50%",
		"9 hidden |Acworth|2014-01-03|FALSE|50.00%",
		`table 2 "Secret" hidden title "" header [1] a|b`,
		"2 1|2",
	}
	if diff := cmp.Diff(want, saying(rec)); diff != "" {
		t.Error(diff)
	}
	if rec.AboutIt.Title != "Detainers" || rec.AboutIt.Author != "ICE" || rec.AboutIt.Created != "2014-01-02T03:04:05Z" {
		t.Errorf("About = %+v", rec.AboutIt)
	}
}

func TestDate1904(t *testing.T) {
	b := workbook(t, func(f *excelize.File) error {
		yes := true
		style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		return all(err, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}),
			f.SetSheetRow("Sheet1", "A1", &[]any{"Day"}), f.SetSheetRow("Sheet1", "A2", &[]any{40179}), f.SetCellStyle("Sheet1", "A2", "A2", style))
	})
	rec, err := readWorkbook(b, DefaultBudget)
	if err != nil || len(rec.Tables) != 1 || rec.Tables[0].Rows[0].Cells[0] != "2014-01-02" {
		t.Errorf("%v %+v", err, rec.Tables)
	}
}

// part is an entry of a zip, its body repeated.
type part struct {
	name, body string
	times      int
}

func zipOf(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		chunk := strings.Repeat(p.body, min(p.times, 1024))
		for n := p.times; n > 0; n -= 1024 {
			if _, err := io.WriteString(w, chunk[:len(p.body)*min(n, 1024)]); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
	topRels      = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookRels     = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	bookPart     = `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`
)

// bookOf is a workbook whose one sheet has this sheetData.
func bookOf(t testing.TB, sheetData string) []byte {
	return zipOf(t, part{"[Content_Types].xml", contentTypes, 1}, part{"_rels/.rels", topRels, 1}, part{"xl/workbook.xml", bookPart, 1},
		part{"xl/_rels/workbook.xml.rels", bookRels, 1},
		part{"xl/worksheets/sheet1.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + sheetData + `</sheetData></worksheet>`, 1})
}

func TestHiddenAfterGap(t *testing.T) {
	b := bookOf(t, `<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>Name</t></is></c></row><row r="4"><c r="A4"><v>1</v></c></row><row r="5" hidden="1"><c r="A5"><v>2</v></c></row>`)
	rec, err := readWorkbook(b, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`table 1 "One" title "" header [3] Name`, "4 1", "5 hidden 2"}, saying(rec)); diff != "" {
		t.Error(diff)
	}
}

func TestSparse(t *testing.T) {
	var rows strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i+1, i+1)
	}
	rec, err := readWorkbook(bookOf(t, rows.String()), Budget{Rows: 1 << 20, Cells: 1 << 20, Columns: 16384, Bytes: 1 << 20, Unzip: 1 << 20})
	if err != nil || len(rec.Notices) != 1 || rec.Notices[0].Code != "limit" || len(rec.Tables) != 1 {
		t.Errorf("%v %+v", err, rec.Notices)
	}
}

func TestWorkbookRefused(t *testing.T) {
	whole := bookOf(t, `<row r="1"><c r="A1"><v>1</v></c></row>`)
	encrypted := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 1000)...)
	encrypted = append(encrypted, utf16le("EncryptedPackage")...)
	bomb := zipOf(t, part{"[Content_Types].xml", contentTypes, 1}, part{"_rels/.rels", topRels, 1}, part{"xl/workbook.xml", bookPart, 1},
		part{"xl/_rels/workbook.xml.rels", bookRels, 1}, part{"xl/worksheets/sheet1.xml", "<row></row>    ", 100_000}, part{"xl/media/1", "\x00", 40 << 20})
	for _, tc := range []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "the workbook is empty"},
		{"cut short", whole[:len(whole)/2], "the workbook is damaged: "},
		{"no zip", []byte(strings.Repeat("x", 500)), "the workbook is damaged: "},
		{"encrypted", encrypted, "the workbook is encrypted and needs a password"},
		{"old", encrypted[:500], "the workbook is of an older format than .xlsx"},
		{"bomb", bomb, "the workbook unpacks to more than 32 MiB"},
	} {
		budget := DefaultBudget
		budget.Unzip = 32 << 20
		_, err := readWorkbook(tc.file, budget)
		if err == nil || !strings.HasPrefix(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.want)
		}
	}
}

func TestFindHeader(t *testing.T) {
	for _, tc := range []struct {
		rows  string // cells "|", rows "/"
		index int
	}{
		{"a|b/1|2", 0},
		{"a|b", -1},
		{"title/a|b|c/1|2|3", 1},
		{"title||/note||/a|b|c/1|2|3/4|5|6", 2},
		{"a|a|a/1|2|3", -1},
		{"year|jail|count|jail|year|count/2010|X|1|||", 0},
		{"a|b|a|b/x|y|x|y", -1},
		{"2014-01-02|5/2014-01-03|6", -1},
		{"$1,000|(5)/$2|7", -1},
		{"", -1},
	} {
		var rows []line
		for i, r := range strings.Split(tc.rows, "/") {
			rows = append(rows, line{Row: archive.Row{Number: i + 1, Cells: strings.Split(r, "|")}})
		}
		if h := findHeader(rows); h.index != tc.index {
			t.Errorf("%s: %d, want %d", tc.rows, h.index, tc.index)
		}
	}
}

func FuzzReadDelimited(f *testing.F) {
	f.Add([]byte("a,b\n1,2\n"))
	f.Add([]byte("sep=;\r\"a;b\r"))
	f.Add([]byte("\xff\xfea\x00,\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		rec, err := delimited(string(b), DefaultBudget)
		if err == nil && len(rec.Tables) != 1 {
			t.Error("no error and no table")
		}
	})
}

func FuzzReadWorkbook(f *testing.F) {
	f.Add(bookOf(f, `<row r="1"><c r="A1"><v>1</v></c></row>`))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = readWorkbook(b, Budget{Rows: 1000, Cells: 10000, Columns: 100, Bytes: 1 << 20, Unzip: 1 << 20})
	})
}
