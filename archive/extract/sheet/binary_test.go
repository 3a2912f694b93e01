package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/extract/internal/biff"
	"readingroom/archive/extract/internal/parts"
	"readingroom/archive/extract/internal/record"
)

// rec makes a record of a workbook before 2007.
func rec(kind uint16, body ...any) []byte {
	var b []byte
	for _, p := range body {
		b, _ = binary.Append(b, binary.LittleEndian, p)
	}
	return slices.Concat(binary.LittleEndian.AppendUint16(nil, kind), binary.LittleEndian.AppendUint16(nil, uint16(len(b))), b)
}

func label(row, column uint16, text string) []byte {
	return rec(0x204, row, column, uint16(0), uint16(len(text)), byte(0), []byte(text))
}

func number(row, column, style uint16, v float64) []byte { return rec(0x203, row, column, style, v) }

// binaryBook makes a workbook of Excel 97 with one hidden sheet.
func binaryBook(globals []byte, cells ...[]byte) []byte {
	head := slices.Concat(rec(0x809, uint16(0x600), uint16(5), uint64(0)), globals)
	start := uint32(len(head) + 4 + 8 + 3 + 4)
	return slices.Concat(head, rec(0x85, start, uint16(1), byte(3), byte(0), []byte("Log")), rec(0x0a),
		rec(0x809, uint16(0x600), uint16(0x10), uint64(0)), slices.Concat(cells...), rec(0x0a))
}

func readBinary(b []byte, budget Budget) (record.Recorder, error) {
	var r record.Recorder
	err := budget.ReadBinary(bytes.NewReader(b), int64(len(b)), nil, &r)
	return r, err
}

func TestReadBinary(t *testing.T) {
	style := func(format uint16) []byte { return rec(0xe0, uint16(0), format, make([]byte, 16)) }
	code := "\"$\"#,##0.00"
	globals := slices.Concat(rec(0x41e, uint16(165), uint16(len(code)), byte(0), []byte(code)), style(0), style(14), style(10), style(165), style(200))
	b := binaryBook(globals,
		label(2, 0, "Declined detainers"),
		label(4, 1, "Facility"), label(4, 2, "Date\nreceived"), label(4, 4, "Share"), label(4, 5, "Cost"), label(4, 6, "n"),
		label(5, 1, "Abbott Home"), number(5, 2, 1, 41641), number(5, 4, 2, 0.125), number(5, 5, 3, 1234.5), number(5, 6, 4, 0.1+0.2),
		rec(0x208, uint16(8), make([]byte, 10), uint32(0x20)),
		label(7, 3, "   "),
		label(8, 1, "Acworth"), number(8, 2, 1, 41642),
	)
	got, err := readBinary(b, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`table 1 "Log" hidden title "Declined detainers" header [5] column A|Facility|Date received|column D|Share|Cost|n`,
		"6 |Abbott Home|2014-01-02||12.50%|$1,234.50|0.3",
		"9 hidden |Acworth|2014-01-03",
	}
	if diff := cmp.Diff(want, lines(got)); diff != "" {
		t.Error(diff)
	}
	got, err = readBinary(binaryBook(slices.Concat(rec(0x22, uint16(1)), style(14)), label(0, 0, "Day"), number(1, 0, 0, 40179)), DefaultBudget)
	if err != nil || got.Tables[0].Rows[0].Cells[0] != "2014-01-02" {
		t.Errorf("days from 1904: %v %v", err, lines(got))
	}
}

// TestBinaryInPart reads workbooks that are damaged or hold too much.
func TestBinaryInPart(t *testing.T) {
	few := DefaultBudget
	few.Rows = 2
	cut := binaryBook(nil, label(0, 0, "Name"), label(1, 0, "Ann"), label(2, 0, "Bo"))
	shared := binaryBook(rec(0xfc, uint32(2), uint32(2), []byte("\x09\x00\x00a")), label(0, 0, "Name"), label(1, 0, "Ann"))
	for _, tc := range []struct {
		name   string
		file   []byte
		budget Budget
		want   []string
	}{
		{"cut short", cut[:len(cut)-6], DefaultBudget, []string{`table 1 "Log" hidden title "" header [1] Name`, "2 Ann", "damaged"}},
		{"too many rows", cut, few, []string{`table 1 "Log" hidden title "" header [1] Name`, "2 Ann", "limit"}},
		{"shared strings cut short", shared, DefaultBudget, []string{`table 1 "Log" hidden title "" header [1] Name`, "2 Ann", "damaged"}},
	} {
		got, err := readBinary(tc.file, tc.budget)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
		}
		if diff := cmp.Diff(tc.want, lines(got)); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
	if _, err := readBinary(cut[:len(cut)-60], DefaultBudget); err == nil || !strings.HasPrefix(err.Error(), "the workbook is damaged: ") {
		t.Errorf("nothing left: %v", err)
	}
}

func TestGeneral(t *testing.T) {
	for _, tc := range []struct {
		v    float64
		want string
	}{
		{0, "0"}, {-3, "-3"}, {0.1 + 0.2, "0.3"}, {1234567.891, "1234567.891"}, {1e20, "100000000000000000000"}, {1.0 / 3, "0.333333333333333"}, {1e-7, "0.0000001"},
	} {
		if got := general(tc.v); got != tc.want {
			t.Errorf("%v: %s, want %s", tc.v, got, tc.want)
		}
	}
}

// TestFigures prints numbers in formats that are no use.
func TestFigures(t *testing.T) {
	f, err := newFigures(false)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	for _, tc := range []struct {
		number int
		code   string
		want   string
	}{
		{164, "", "1.5"}, {0, "General", "1.5"}, {170, "@", "1.5"}, {171, "0.00" + strings.Repeat("0", 300), "1.5"}, {172, "0.00", "1.50"}, {172, "0.000", "1.500"}, {14, "m/d/yy", "1900-01-01"},
	} {
		if got := f.text(1.5, tc.number, tc.code); got != tc.want {
			t.Errorf("%d %s: %s, want %s", tc.number, tc.code, got, tc.want)
		}
	}
}

// corpus is a folder of real spreadsheets beside the module; it is not part of it.
const corpus = "../../../../../shared/corpus/sheets"

// TestBinaryCorpus reads every real workbook there is. What is refused is
// encrypted or holds no workbook.
func TestBinaryCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	files, _ := filepath.Glob(filepath.Join(corpus, "*", "*.xls"))
	if len(files) == 0 {
		t.Skipf("no workbooks in %s", corpus)
	}
	read, cells := 0, 0
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := readBinary(b, DefaultBudget)
		switch {
		case err == nil:
			read++
		case errors.Is(err, biff.ErrEncrypted), errors.Is(err, biff.ErrNone):
			t.Logf("%s: %v", filepath.Base(name), err)
		default:
			t.Errorf("%s: %v", filepath.Base(name), err)
		}
		for _, table := range got.Tables {
			for _, r := range table.Rows {
				cells += len(r.Cells)
			}
		}
		if len(got.Notices) > 0 {
			t.Logf("%s: %+v", filepath.Base(name), got.Notices)
		}
	}
	t.Logf("%d of %d workbooks read, %d cells", read, len(files), cells)
	if float64(read) < 0.94*float64(len(files)) {
		t.Errorf("%d of %d workbooks were read", read, len(files))
	}
}

// TestSameInEachFormat reads workbooks that were saved in several formats.
func TestSameInEachFormat(t *testing.T) {
	read := func(name string, with func(b []byte, s archive.Sink) error) []string {
		b, err := os.ReadFile(filepath.Join(corpus, "poi", name))
		if err != nil {
			t.Skipf("%v", err)
		}
		var r record.Recorder
		if err := with(b, &r); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return lines(r)
	}
	for _, name := range []string{"SampleSS", "56737", "52575_main", "Formatting", "FormatKM"} {
		want := read(name+".xlsx", func(b []byte, s archive.Sink) error { return ReadWorkbook(bytes.NewReader(b), int64(len(b)), s) })
		got := read(name+".xls", func(b []byte, s archive.Sink) error {
			return ReadBinary(bytes.NewReader(b), int64(len(b)), nil, s)
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if name == "SampleSS" {
			got := read(name+".ods", func(b []byte, s archive.Sink) error { return ReadOpenDocument(bytes.NewReader(b), int64(len(b)), s) })
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s.ods: %s", name, diff)
			}
		}
	}
}

// openBook makes an OpenDocument spreadsheet.
func openBook(t testing.TB, sheets string) []byte {
	return zipOf(t, part{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 1}, part{"content.xml", `<office:document-content><office:automatic-styles>` +
		`<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>` +
		`<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>` +
		`</office:automatic-styles><office:body><office:spreadsheet>` + sheets + `</office:spreadsheet></office:body></office:document-content>`, 1})
}

func cell(text string) string {
	return "<table:table-cell><text:p>" + text + "</text:p></table:table-cell>"
}

func TestReadOpenDocument(t *testing.T) {
	const head, foot = `<table:table table:name="Log" table:style-name="ta1">`, `</table:table>`
	row := func(cells ...string) string {
		return "<table:table-row>" + strings.Join(cells, "") + "</table:table-row>"
	}
	names := row(cell("Name"), cell("Filed"), cell("Pages"))
	table := `table 1 "Log" title "" header [1] Name|Filed|Pages`
	for _, tc := range []struct {
		name, file string
		want       []string
	}{
		{"cells", head + names + row(cell("Ann"), `<table:table-cell office:value-type="date" office:date-value="2014-01-02"><text:p>01/02/14</text:p></table:table-cell>`, `<table:table-cell office:value="3"/>`) + foot, []string{table, "2 Ann|01/02/14|3"}},
		{"truth and blanks", head + names + row(`<table:table-cell office:boolean-value="true"/>`, `<table:table-cell/>`, cell("1")) + foot, []string{table, "2 TRUE||1"}},
		{"paragraphs", head + names + row(cell(`A<text:s text:c="2"/>b<text:tab/>c</text:p><text:p>d<text:span>e</text:span><text:line-break/>f`), cell("1"), cell("2")) + foot, []string{table, "2 A  b\tc\nde\nf|1|2"}},
		{"repeated", head + names + `<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>` + cell("1") + `<table:table-cell table:number-columns-repeated="16381"/></table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>` + row(cell("y"), cell("z"), cell("2")) + foot, []string{table, "2 x|x|1", "3 x|x|1", "1048574 y|z|2"}},
		{"hidden rows", head + names + `<table:table-row table:visibility="collapse">` + cell("a") + cell("b") + cell("1") + `</table:table-row><table:table-row-group table:display="false"><table:table-row>` + cell("c") + cell("d") + cell("2") + `</table:table-row></table:table-row-group>` + row(cell("e"), cell("f"), cell("3")) + foot, []string{table, "2 hidden a|b|1", "3 hidden c|d|2", "4 e|f|3"}},
		{"hidden sheet", strings.Replace(head, "ta1", "ta2", 1) + names + row(cell("a"), cell("b"), cell("1")) + foot, []string{strings.Replace(table, `"Log"`, `"Log" hidden`, 1), "2 a|b|1"}},
		{"covered", head + names + row(`<table:table-cell table:number-columns-spanned="2"><text:p>a</text:p></table:table-cell><table:covered-table-cell/>`, cell("1")) + foot, []string{table, "2 a||1"}},
		{"comment, shape, table in a cell", head + `<table:shapes><draw:frame><text:p>no</text:p></draw:frame></table:shapes>` + names + row(`<table:table-cell><office:annotation><dc:date>2014</dc:date><text:p>no</text:p></office:annotation><draw:frame><text:p>no</text:p></draw:frame><text:p>a</text:p><table:table><table:table-row>`+cell("no")+`</table:table-row></table:table></table:table-cell>`, cell("b"), cell("1")) + foot, []string{table, "2 a|b|1"}},
		{"tracked changes", `<table:tracked-changes><table:cell-content-change>` + cell("no") + `</table:cell-content-change></table:tracked-changes>` + head + names + row(cell("a"), cell("b"), cell("1")) + foot, []string{table, "2 a|b|1"}},
		{"an empty sheet before", `<table:table table:name="None"/>` + head + names + row(cell("a"), cell("b"), cell("1")) + foot, []string{table, "2 a|b|1"}},
		{"header rows", head + `<table:table-header-rows>` + names + `</table:table-header-rows>` + row(cell("a"), cell("b"), cell("1")) + foot, []string{table, "2 a|b|1"}},
		{"cut short", head + names + row(cell("a"), cell("b"), cell("1")) + "<table:table-row><<", []string{table, "2 a|b|1", "damaged"}},
	} {
		b := openBook(t, tc.file)
		var got record.Recorder
		if err := ReadOpenDocument(bytes.NewReader(b), int64(len(b)), &got); err != nil {
			t.Errorf("%s: %v", tc.name, err)
		}
		if diff := cmp.Diff(tc.want, lines(got)); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
}

// TestOpenDocumentBomb reads a row of 16,384 cells that stands there a million times.
func TestOpenDocumentBomb(t *testing.T) {
	b := openBook(t, `<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="1048576"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`)
	var got record.Recorder
	err := Budget{Rows: 1 << 20, Cells: 1 << 18, Columns: 16384, Bytes: 1 << 30, Unzip: 1 << 20}.ReadOpenDocument(bytes.NewReader(b), int64(len(b)), &got)
	if err != nil || len(got.Notices) != 1 || got.Notices[0].Code != "limit" || len(got.Tables) != 1 {
		t.Errorf("%v %+v", err, got.Notices)
	}
}

func TestOpenDocumentRefused(t *testing.T) {
	sealed := zipOf(t, part{"META-INF/manifest.xml", `<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`, 1}, part{"content.xml", "??", 1})
	for _, tc := range []struct {
		name string
		file []byte
		want string
	}{
		{"encrypted", sealed, parts.ErrEncrypted.Error()},
		{"no zip", []byte("x"), "the file is damaged: "},
		{"no content", zipOf(t, part{"meta.xml", "<a/>", 1}), "the spreadsheet is damaged: content.xml is missing"},
		{"no spreadsheet", zipOf(t, part{"content.xml", "<a/>", 1}), "the file holds no spreadsheet"},
	} {
		var got record.Recorder
		err := ReadOpenDocument(bytes.NewReader(tc.file), int64(len(tc.file)), &got)
		if err == nil || !strings.HasPrefix(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.want)
		}
	}
}

func FuzzReadOpenDocument(f *testing.F) {
	f.Add(`<table:table table:name="a"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`)
	f.Add(`<table:table><table:table-row-group><table:table-row/></table:table></table:table-row-group>`)
	f.Fuzz(func(t *testing.T, sheets string) {
		b := openBook(t, sheets)
		var got record.Recorder
		_ = Budget{Rows: 1000, Cells: 10000, Columns: 100, Bytes: 1 << 20, Unzip: 1 << 20}.ReadOpenDocument(bytes.NewReader(b), int64(len(b)), &got)
	})
}

func FuzzReadBinary(f *testing.F) {
	f.Add(binaryBook(rec(0x22, uint16(1)), label(0, 0, "Day"), number(1, 0, 0, 40179)))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = readBinary(b, Budget{Rows: 1000, Cells: 10000, Columns: 100, Bytes: 1 << 20})
	})
}
