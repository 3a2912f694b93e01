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
	if diff := cmp.Diff(want, saying(got)); diff != "" {
		t.Error(diff)
	}
	got, err = readBinary(binaryBook(slices.Concat(rec(0x22, uint16(1)), style(14)), label(0, 0, "Day"), number(1, 0, 0, 40179)), DefaultBudget)
	if err != nil || got.Tables[0].Rows[0].Cells[0] != "2014-01-02" {
		t.Errorf("days from 1904: %v %v", err, saying(got))
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
		if diff := cmp.Diff(tc.want, saying(got)); diff != "" {
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

// TestBinaryPassword opens what Excel 2003 encrypted.
func TestBinaryPassword(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(corpus, "poi", "35897-type4.xls"))
	if err != nil {
		t.Skipf("%v", err)
	}
	var r record.Recorder
	if err := ReadBinary(bytes.NewReader(b), int64(len(b)), []string{"wrong", "freedom"}, &r); err != nil || len(r.Tables) != 1 || r.Tables[0].Rows[0].Cells[0] != "hello there!" {
		t.Errorf("%v %v", err, saying(r))
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
		return saying(r)
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

func FuzzReadBinary(f *testing.F) {
	f.Add(binaryBook(rec(0x22, uint16(1)), label(0, 0, "Day"), number(1, 0, 0, 40179)))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = readBinary(b, Budget{Rows: 1000, Cells: 10000, Columns: 100, Bytes: 1 << 20})
	})
}

// TestBinaryLayout reads what stands in a sheet beside its cells.
func TestBinaryLayout(t *testing.T) {
	author := func(s string) []byte { return slices.Concat([]byte{byte(len(s)), 0, 0}, []byte(s)) }
	b := binaryBook(nil,
		rec(0x7d, uint16(1), uint16(1), uint16(0), uint16(0), uint16(1), uint16(0)), // column B is hidden
		label(0, 0, "State"), label(0, 1, "SSN"), label(0, 2, "n"),
		label(1, 0, "Ohio"), label(1, 1, "x"), number(1, 2, 0, 1),
		number(2, 2, 0, 2),
		rec(0x5d, uint16(0x15), uint16(18), uint16(0x19), uint16(7), make([]byte, 14)),
		rec(0x1b6, make([]byte, 10), uint16(16), make([]byte, 6)),
		rec(0x3c, byte(0), []byte("R. Roe:withhold!")),
		rec(0x1c, uint16(4), uint16(2), uint16(0), uint16(7), author("R. Roe")),
		rec(0xe5, uint16(1), uint16(1), uint16(2), uint16(0), uint16(0)),
	)
	got, err := readBinary(b, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`table 1 "Log" hidden title "" header [1] State|SSN|n`, "2 Ohio|x|1", "3 Ohio||2", "5 "}, saying(got)); diff != "" {
		t.Error(diff)
	}
	table := got.Tables[0]
	if !slices.Equal(table.HiddenColumns, []int{2}) || !slices.Equal(table.Rows[1].Filled, []int{1}) {
		t.Errorf("hidden %v, filled %v", table.HiddenColumns, table.Rows[1].Filled)
	}
	if diff := cmp.Diff([]archive.Comment{{Col: 3, Author: "R. Roe", Text: "withhold!"}}, table.Rows[2].Comments); diff != "" {
		t.Error(diff)
	}
}
