package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestHarmless(t *testing.T) {
	for cell, want := range map[string]bool{
		"-5": true, "-3.2%": true, "+1,000": true, "- ": true, "--": true, "-$4": true, "": true, "a=b": true, "12": true, " =1": true,
		"-5+cmd|' /C calc'!A0": false, "=1": false, "+SUM(A1)": false, "-A1": false, "@x": false, "\t=1": false, "\n=1": false, "＝1": false, "=": false,
	} {
		if got := Harmless(cell); (got == cell) != want || got != cell && got != "'"+cell {
			t.Errorf("%q becomes %q", cell, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for cell, want := range map[string]string{
		"0": "0", "7": "0", "-12": "0", "1234567": "0", "123456789012345": "0", "1,234": "#,##0", "-1,234,567.50": "#,##0.00",
		"12.5": "0.0", "12.50": "0.00", "0.001": "0.000", "12%": "0%", "12.5%": "0.0%", "1,200%": "#,##0%",
		"007": "", "1e5": "", "12,34": "", "1,2345": "", "(12)": "", "$3": "", "4-5": "", "+5": "", ".5": "", "5.": "", "-0": "", "-0.0": "", "1234567890123456": "",
		"0.12345678901": "", "": "", " 5": "", "٣": "", "2017-01-28": "", "0,123": "", "12.5 %": "",
	} {
		if _, got, ok := number(cell); got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}

var sampleHead = Head{
	Title:   "Declined: [2017] 'x'",
	Facts:   []Fact{{"Item", "2026-017-0003"}},
	Fields:  []string{"row", "hidden", "cite"},
	Columns: []string{"County", "County", "=Share"},
	Notes:   []string{"A title above."},
}

var sampleRows = []struct {
	fields []any
	cells  []string
}{
	{[]any{2, false, "2026-017-0003:Declined!2"}, []string{"Ventura County", "007", "12.50"}},
	{[]any{40000, true, "2026-017-0003:Declined!40000"}, []string{"=HYPERLINK(\"http://x\")", "-1,234", "line\nline & <b>"}},
	{[]any{40001, false, "2026-017-0003:Declined!40001"}, []string{"_x0041_", "a\x01b"}},
	{[]any{40002, false, "2026-017-0003:Declined!40002"}, nil},
}

func written(t testing.TB, f Format) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := New(f, &out)
	check(t, err)
	check(t, w.Begin(sampleHead))
	for _, r := range sampleRows {
		check(t, w.Row(r.fields, r.cells))
	}
	check(t, w.Note("Only the first rows."))
	check(t, w.Close())
	return out.Bytes()
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestCSV(t *testing.T) {
	got, err := csv.NewReader(bytes.NewReader(written(t, CSV))).ReadAll()
	check(t, err)
	want := [][]string{
		{"row", "hidden", "cite", "County", "County", "'=Share"},
		{"2", "", "2026-017-0003:Declined!2", "Ventura County", "007", "12.50"},
		{"40000", "hidden", "2026-017-0003:Declined!40000", "'=HYPERLINK(\"http://x\")", "-1,234", "line\nline & <b>"},
		{"40001", "", "2026-017-0003:Declined!40001", "_x0041_", "a\x01b", ""},
		{"40002", "", "2026-017-0003:Declined!40002", "", "", ""},
		{"Only the first rows.", "", "", "", "", ""},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestJSON(t *testing.T) {
	var got struct {
		Title          string
		Facts          map[string]string
		Columns, Notes []string
		Rows           []struct {
			Row    int
			Hidden bool
			Cite   string
			Cells  []string
		}
		Remarks []string
	}
	check(t, json.Unmarshal(written(t, JSON), &got))
	if got.Title != sampleHead.Title || got.Facts["Item"] != "2026-017-0003" || len(got.Columns) != 3 || len(got.Notes) != 1 || len(got.Remarks) != 1 {
		t.Errorf("%+v", got)
	}
	if len(got.Rows) != 4 || got.Rows[1].Row != 40000 || !got.Rows[1].Hidden || got.Rows[1].Cells[0] != `=HYPERLINK("http://x")` || len(got.Rows[3].Cells) != 0 {
		t.Errorf("%+v", got.Rows)
	}
}

func TestExcel(t *testing.T) {
	b := written(t, XLSX)
	if !bytes.Equal(b, written(t, XLSX)) {
		t.Error("the same rows give other bytes")
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	check(t, err)
	defer f.Close()
	if d := cmp.Diff([]string{"Declined 2017 'x", "About"}, f.GetSheetList()); d != "" {
		t.Error(d)
	}
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	check(t, err)
	want := [][]string{
		{"row", "hidden", "cite", "County", "County", "=Share"},
		{"2", "", "2026-017-0003:Declined!2", "Ventura County", "007", "12.50"},
		{"40000", "hidden", "2026-017-0003:Declined!40000", "=HYPERLINK(\"http://x\")", "-1,234", "line\nline & <b>"},
		{"40001", "", "2026-017-0003:Declined!40001", "_x0041_", "a\uFFFDb"},
		{"40002", "", "2026-017-0003:Declined!40002"},
	}
	if d := cmp.Diff(want, rows); d != "" {
		t.Error(d)
	}
	for cell, want := range map[string]excelize.CellType{
		"A2": excelize.CellTypeUnset, "E2": excelize.CellTypeInlineString, "F2": excelize.CellTypeUnset, "D3": excelize.CellTypeInlineString, "E3": excelize.CellTypeUnset,
	} {
		if got, err := f.GetCellType(sheet, cell); err != nil || got != want {
			t.Errorf("%s is of type %d: %v", cell, got, err)
		}
		if formula, err := f.GetCellFormula(sheet, cell); err != nil || formula != "" {
			t.Errorf("%s is the formula %q", cell, formula)
		}
	}
	about, err := f.GetRows("About")
	check(t, err)
	if s := strings.Join(flat(about), "|"); s != "Title|Declined: [2017] 'x'|Item|2026-017-0003|Note|A title above.|Note|Only the first rows." {
		t.Error(s)
	}
}

func flat(rows [][]string) (all []string) {
	for _, r := range rows {
		all = append(all, r...)
	}
	return all
}

func TestExcelCutsWhatNoCellHolds(t *testing.T) {
	var out bytes.Buffer
	w := newXLSX(&out)
	check(t, w.Begin(Head{Title: "About", Columns: []string{"a"}}))
	long := strings.Repeat("😀", 20_000)
	check(t, w.Row(nil, []string{long}))
	check(t, w.Close())
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	check(t, err)
	defer f.Close()
	v, err := f.GetCellValue("About", "A2")
	check(t, err)
	if n := utf16Length(v); n > 32767 || n < 32760 || !strings.HasSuffix(v, cutSign) {
		t.Errorf("%d units, ends %q", n, v[len(v)-10:])
	}
	about, err := f.GetRows("About (2)")
	check(t, err)
	if s := strings.Join(flat(about), "|"); !strings.Contains(s, "1 cells are longer") {
		t.Error(s)
	}
}

func TestSheetName(t *testing.T) {
	for title, want := range map[string]string{
		"Declined": "Declined", "": "Rows", "'": "Rows", "History": "Rows", "a/b\\c:d*e?f[g]": "a b c d e f g",
		strings.Repeat("x", 40): strings.Repeat("x", 31), strings.Repeat("😀", 20): strings.Repeat("😀", 15), " 'a' ": "a",
	} {
		if got := sheetName(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
	if got := numbered(strings.Repeat("😀", 15), 12); utf16Length(got) > 31 || !strings.HasSuffix(got, " (12)") {
		t.Error(got)
	}
}

func FuzzExcel(f *testing.F) {
	f.Add("=1", "12.50")
	f.Add("\x00\xff", "_x000D_")
	f.Fuzz(func(t *testing.T, a, b string) {
		var out bytes.Buffer
		w := newXLSX(&out)
		check(t, w.Begin(Head{Title: a, Columns: []string{b}}))
		check(t, w.Row(nil, []string{a, b}))
		check(t, w.Close())
		x, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
		check(t, err)
		defer x.Close()
		for i, want := range []string{a, b} {
			got, err := x.GetCellValue(x.GetSheetName(0), "AB"[i:i+1]+"2")
			check(t, err)
			if _, _, ok := number(want); ok && got != want {
				t.Errorf("the number %q is shown as %q", want, got)
			}
		}
	})
}

// BenchmarkExcel writes a million rows of ten cells; B/op says what it allocates
// in all, not what it holds.
func BenchmarkExcel(b *testing.B) {
	for b.Loop() {
		w := newXLSX(io.Discard)
		check(b, w.Begin(Head{Title: "x", Fields: []string{"row", "cite"}, Columns: make([]string, 10)}))
		cells := strings.Split("Ventura County|CA|2017-01-28|12|1,234|12.5%|Declined|Not honored without a warrant|I-247D|7", "|")
		for n := range 1_000_000 {
			check(b, w.Row([]any{n + 1, "2026-017-0003:Declined!" + strconv.Itoa(n)}, cells))
		}
		check(b, w.Close())
	}
}
