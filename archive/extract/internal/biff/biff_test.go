package biff

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rec makes a record of numbers and bytes.
func rec(kind uint16, parts ...any) []byte {
	var body []byte
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			body = append(body, p...)
		default:
			body, _ = binary.Append(body, binary.LittleEndian, p)
		}
	}
	return append(le.AppendUint16(le.AppendUint16(nil, kind), uint16(len(body))), body...)
}

// place is where a cell stands: row, column, style.
func place(row, column, style uint16) string {
	return string(le.AppendUint16(le.AppendUint16(le.AppendUint16(nil, row), column), style))
}

const latin = "\x00" // options of a string of bytes

var bof8 = rec(kindBOF, uint16(0x600), uint16(5), uint32(0), uint32(0), uint32(0))

// book8 makes a workbook of Excel 97 with one sheet "Log". globals stand before
// the sheet's name.
func book8(globals []byte, cells ...[]byte) []byte {
	end := rec(kindEOF)
	start := len(bof8) + len(globals) + 4 + 6 + 5 + len(end)
	sheet := slices.Concat(rec(kindBOF, uint16(0x600), uint16(0x10), uint32(0), uint32(0), uint32(0)), slices.Concat(cells...), end)
	return slices.Concat(bof8, globals, rec(kindBoundSheet, uint32(start), uint16(0), byte(3), latin+"Log"), end, sheet)
}

// show prints what is read of a workbook: "Log 1: A=Name C=5 (0)".
func show(file []byte, passwords ...string) string {
	b, err := Open(bytes.NewReader(file), int64(len(file)), passwords...)
	if err != nil {
		return err.Error()
	}
	var out []string
	if b.Broken != nil {
		out = append(out, b.Broken.Error())
	}
	for _, s := range b.Sheets {
		for r, err := range b.Grid(s).Rows() {
			if err != nil {
				out = append(out, err.Error())
				continue
			}
			line := fmt.Sprintf("%s %d:", s.Name, r.Number)
			if r.Hidden {
				line = fmt.Sprintf("%s %d hidden:", s.Name, r.Number)
			}
			for _, c := range r.Cells {
				if c.IsNumber {
					line += fmt.Sprintf(" %c=%v (%d)", 'A'+c.Column, c.Number, c.Format)
				} else {
					line += fmt.Sprintf(" %c=%s", 'A'+c.Column, c.Text)
				}
			}
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func TestCells(t *testing.T) {
	styles := slices.Concat(rec(kindXF, uint16(0), uint16(0), "________________"), rec(kindXF, uint16(0), uint16(14), "________________"))
	long := strings.Repeat("x", 300)
	for _, tc := range []struct {
		name  string
		cells [][]byte
		want  string
	}{
		{"number", [][]byte{rec(kindNumber, place(0, 1, 1), 1.5)}, "Log 1: B=1.5 (14)"},
		{"no number", [][]byte{rec(kindNumber, place(0, 1, 1), math.NaN())}, "Log 1: B=#NUM!"},
		{"RK of an integer", [][]byte{rec(kindRK, place(0, 0, 0), uint32(7<<2|2))}, "Log 1: A=7 (0)"},
		{"RK of a negative integer, in hundredths", [][]byte{rec(kindRK, place(0, 0, 0), math.MaxUint32-uint32(150<<2)+4&^3|3)}, "Log 1: A=-1.5 (0)"},
		{"RK of a fraction", [][]byte{rec(kindRK, place(0, 0, 0), uint32(math.Float64bits(0.5)>>32))}, "Log 1: A=0.5 (0)"},
		{"MULRK", [][]byte{rec(kindMulRK, uint16(2), uint16(1), uint16(0), uint32(1<<2|2), uint16(1), uint32(2<<2|2), uint16(2))}, "Log 3: B=1 (0) C=2 (14)"},
		{"MULRK wider than the sheet", [][]byte{rec(kindMulRK, uint16(2), uint16(255), uint16(0), uint32(1<<2|2), uint16(1), uint32(2<<2|2), uint16(256))}, "Log 3: \u0140=1 (0)"},
		{"beyond the sheet", [][]byte{rec(kindNumber, place(0, 256, 1), 1.5)}, ""},
		{"label", [][]byte{rec(kindLabel, place(0, 0, 0), uint16(3), latin+"Ann")}, "Log 1: A=Ann"},
		{"label of wide characters", [][]byte{rec(kindLabel, place(0, 0, 0), uint16(2), "\x01\x42\x04\x3d\xd8")}, "Log 1: A=т\uFFFD"},
		{"label that continues", [][]byte{rec(kindLabel, place(0, 0, 0), uint16(4), latin+"An"), rec(kindContinue, "\x01n\x00a\x00")}, "Log 1: A=Anna"},
		{"rich text", [][]byte{rec(kindRString, place(0, 0, 0), uint16(3), "\x08\x01\x00Ann\x00\x00\x05\x00")}, "Log 1: A=Ann"},
		{"truth", [][]byte{rec(kindBoolErr, place(0, 0, 0), byte(1), byte(0)), rec(kindBoolErr, place(0, 1, 0), byte(0), byte(0))}, "Log 1: A=TRUE B=FALSE"},
		{"error", [][]byte{rec(kindBoolErr, place(0, 0, 0), byte(7), byte(1)), rec(kindBoolErr, place(0, 1, 0), byte(42), byte(1))}, "Log 1: A=#DIV/0! B=#N/A"},
		{"formula", [][]byte{rec(kindFormula, place(0, 0, 1), 2.5, "______________")}, "Log 1: A=2.5 (14)"},
		{"formula of truth", [][]byte{rec(kindFormula, place(0, 0, 1), "\x01\x00\x01\x00\x00\x00\xff\xff", "______")}, "Log 1: A=TRUE"},
		{"formula of an error", [][]byte{rec(kindFormula, place(0, 0, 1), "\x02\x00\x17\x00\x00\x00\xff\xff", "______")}, "Log 1: A=#REF!"},
		{"formula of text", [][]byte{rec(kindFormula, place(0, 0, 1), "\x00\x00\x00\x00\x00\x00\xff\xff", "______"), rec(0x4bc, "shared"), rec(kindString, uint16(2), latin+"ok"), rec(kindString, uint16(2), latin+"no")}, "Log 1: A=ok"},
		{"hidden row", [][]byte{rec(kindRow, uint16(1), "__________", "\x20\x00"), rec(kindNumber, place(0, 0, 0), 1.0), rec(kindNumber, place(1, 0, 0), 2.0)}, "Log 1: A=1 (0)\nLog 2 hidden: A=2 (0)"},
		{"out of order", [][]byte{rec(kindNumber, place(5, 1, 0), 1.0), rec(kindNumber, place(5, 0, 0), 2.0), rec(kindNumber, place(2, 0, 0), 3.0), rec(kindNumber, place(5, 0, 0), 4.0)}, "Log 3: A=3 (0)\nLog 6: A=4 (0) B=1 (0)"},
		{"chart in the sheet", [][]byte{rec(kindBOF, uint16(0x600), uint16(0x20)), rec(kindNumber, place(0, 0, 0), 1.0), rec(kindEOF), rec(kindNumber, place(1, 0, 0), 2.0)}, "Log 2: A=2 (0)"},
		{"strings that are not there", [][]byte{rec(kindLabelSST, place(0, 0, 0), uint32(math.MaxUint32)), rec(kindNumber, place(1, 0, 0), 2.0)}, "Log 2: A=2 (0)"},
		{"records cut short", [][]byte{rec(kindNumber, place(0, 0, 0)), rec(kindRK, "__"), rec(kindMulRK, "_"), rec(kindLabel, place(0, 0, 0), uint16(300), latin+"a"), rec(kindFormula, place(0, 1, 0), "_")}, "Log 1: A=a"},
		{"long label", [][]byte{rec(kindLabel, place(0, 0, 0), uint16(300), latin+long)}, "Log 1: A=" + long},
		{"the file ends", [][]byte{rec(kindNumber, place(0, 0, 0), 1.0), {3, 2, 0xff, 0xff, 1}, nil}, "Log 1: A=1 (0)\nit is cut short"},
	} {
		if diff := cmp.Diff(tc.want, show(book8(styles, tc.cells...))); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
}

func TestSharedStrings(t *testing.T) {
	cells := [][]byte{rec(kindLabelSST, place(0, 0, 0), uint32(0)), rec(kindLabelSST, place(0, 1, 0), uint32(1)), rec(kindLabelSST, place(0, 2, 0), uint32(2))}
	for _, tc := range []struct {
		name    string
		strings []byte
		want    string
	}{
		{"in one record", rec(kindSST, uint32(3), uint32(3), "\x01\x00\x00a", "\x01\x00\x01\x3d\x04", "\x01\x00\x00c"), "Log 1: A=a B=н C=c"},
		{"between strings", slices.Concat(rec(kindSST, uint32(3), uint32(3), "\x01\x00\x00a"), rec(kindContinue, "\x01\x00\x00b", "\x01\x00\x00c")), "Log 1: A=a B=b C=c"},
		{"within a string, its options stated again", slices.Concat(rec(kindSST, uint32(3), uint32(3), "\x04\x00\x00ab"), rec(kindContinue, "\x01\x3d\x04\x3e\x04", "\x01\x00\x00b", "\x00\x00\x00")), "Log 1: A=abно B=b"},
		{"behind a string's options", slices.Concat(rec(kindSST, uint32(3), uint32(3), "\x02\x00\x00"), rec(kindContinue, "\x00ab", "\x01\x00\x00b", "\x01\x00\x00c")), "Log 1: A=ab B=b C=c"},
		{"within what follows a string", slices.Concat(rec(kindSST, uint32(3), uint32(3), "\x01\x00\x0c\x01\x00\x03\x00\x00\x00aFF"), rec(kindContinue, "FFSSS", "\x01\x00\x00b", "\x01\x00\x00c")), "Log 1: A=a B=b C=c"},
		{"thrice", slices.Concat(rec(kindSST, uint32(3), uint32(3), "\x03\x00\x00a"), rec(kindContinue, "\x00b"), rec(kindContinue, "\x01c\x00", "\x01\x00\x00b", "\x01\x00\x00c")), "Log 1: A=abc B=b C=c"},
		{"fewer than stated", rec(kindSST, uint32(math.MaxUint32), uint32(math.MaxUint32), "\x01\x00\x00a"), "Log 1: A=a"},
		{"cut short", rec(kindSST, uint32(3), uint32(3), "\x01\x00\x00a", "\x09\x00\x00bc"), "the strings that its cells share are cut short\nLog 1: A=a B=bc"},
		{"what follows a string is not there", rec(kindSST, uint32(3), uint32(3), "\x01\x00\x0c\xff\xff\xff\xff\xff\xffa"), "the strings that its cells share are cut short\nLog 1: A=a"},
	} {
		if diff := cmp.Diff(tc.want, show(book8(tc.strings, cells...))); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
}

// TestOlder reads what other versions write otherwise.
func TestOlder(t *testing.T) {
	excel5 := slices.Concat(rec(kindBOF, uint16(0x500), uint16(5), uint32(0)), rec(kindCodePage, uint16(1251)), rec(kindFormat, uint16(164), byte(3), "0.0"), rec(kindXF, uint16(0), uint16(164)),
		rec(kindBoundSheet, uint32(68), uint16(1), byte(3), "\xcb\xee\xe3"), rec(kindBoundSheet, uint32(5), uint16(0x200), byte(3), "Pie"), rec(kindEOF))
	excel5 = append(excel5, slices.Concat(rec(kindBOF, uint16(0x500), uint16(0x10), uint32(0)), rec(kindLabel, place(0, 0, 0), uint16(2), "\xe4\xe0"), rec(kindNumber, place(0, 1, 0), 1.0),
		rec(kindFormula, place(0, 2, 0), "\x00\x00\x00\x00\x00\x00\xff\xff", "____"), rec(kindString, uint16(1), "\xe4"), rec(kindEOF))...)
	for _, tc := range []struct {
		name string
		file []byte
		want string
	}{
		{"Excel 5", excel5, "Лог 1: A=да B=1 (164) C=д"},
		{"Excel 4", slices.Concat(rec(kindBOF4, uint16(0), uint16(0x10), uint16(0)), rec(kindFormat, uint16(0), byte(1), "0"), rec(kindFormat, uint16(0), byte(4), "0.00"), rec(kindXF4, byte(0), byte(1), uint16(0)),
			rec(kindLabel, place(0, 0, 0), uint16(1), "a"), rec(kindNumber, place(0, 1, 0), 1.0), rec(kindFormula4, place(0, 2, 0), 2.0, "____"), rec(kindEOF)), " 1: A=a B=1 (1) C=2 (1)"},
		{"Excel 3", slices.Concat(rec(kindBOF3, uint16(0), uint16(0x10), uint16(0)), rec(kindXF3, byte(0), byte(2), uint16(0)), rec(kindRK, place(0, 1, 0), uint32(5<<2|2)), rec(kindFormula3, place(1, 0, 0), 2.0, "____"), rec(kindEOF)), " 1: B=5 (2)\n 2: A=2 (2)"},
		{"Excel 2", slices.Concat(rec(kindBOF2, uint16(2), uint16(0x10)), rec(kindInteger2, uint16(0), uint16(0), "\x00\x02\x00", uint16(9)), rec(kindNumber2, uint16(0), uint16(1), "\x00\x00\x00", 1.5), rec(kindLabel2, uint16(0), uint16(2), "\x00\x00\x00", "\x01a"),
			rec(kindBoolErr2, uint16(1), uint16(0), "\x00\x00\x00", "\x01\x00"), rec(kindFormula, uint16(1), uint16(1), "\x00\x00\x00", "\x00\x00\x00\x00\x00\x00\xff\xff", "__"), rec(kindString2, "\x02ok"), rec(kindEOF)), " 1: A=9 (2) B=1.5 (0) C=a\n 2: A=TRUE B=ok"},
	} {
		if diff := cmp.Diff(tc.want, show(tc.file)); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
	b, err := Open(bytes.NewReader(excel5), int64(len(excel5)))
	if err != nil || len(b.Sheets) != 1 || !b.Sheets[0].Hidden || b.Format(164) != "0.0" {
		t.Errorf("Excel 5: %v %+v", err, b)
	}
}

func TestRefused(t *testing.T) {
	for _, tc := range []struct {
		name string
		file []byte
		want error
	}{
		{"empty", nil, ErrNone},
		{"text", []byte("Name,Filed\n"), ErrNone},
		{"no sheets", append(bof8, rec(kindEOF)...), ErrNone},
		{"encrypted", book8(rec(kindFilePass, uint16(1), uint16(1), uint16(1), strings.Repeat("_", 48))), ErrEncrypted},
		{"encrypted otherwise", book8(rec(kindFilePass, uint16(1), uint16(2), uint16(2), uint32(4), uint32(1<<31), strings.Repeat("_", 48))), ErrEncrypted},
		{"obfuscated", book8(rec(kindFilePass, uint16(0), uint16(1), uint16(1))), ErrEncrypted},
		{"of no known encryption", book8(rec(kindFilePass)), ErrEncrypted},
	} {
		if _, err := Open(bytes.NewReader(tc.file), int64(len(tc.file))); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, err, tc.want)
		}
	}
}

// TestOverlap reads a workbook whose sheets are all the same bytes: it ends.
func TestOverlap(t *testing.T) {
	var globals []byte
	for range 5000 {
		globals = append(globals, rec(kindBoundSheet, uint32(0), uint16(0), byte(1), latin+"a")...)
	}
	if got := show(book8(globals)); !strings.Contains(got, "its sheets lie in each other") {
		t.Errorf("%d bytes were shown", len(got))
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(book8(rec(kindSST, uint32(3), uint32(3), "\x01\x00\x00a", "\x01\x00\x0d\x01\x00\x01\x00\x00\x00a\x00____"), rec(kindLabelSST, place(0, 0, 0), uint32(1)), rec(kindMulRK, uint16(2), uint16(1), uint16(0), uint32(6), uint16(1))))
	f.Add(slices.Concat(rec(kindBOF2, uint16(2), uint16(0x10)), rec(kindLabel2, uint16(0), uint16(2), "\x00\x00\x00", "\x01a")))
	f.Add(book8(rec(kindFilePass, uint16(1), uint16(2), uint16(2), uint32(4), uint32(32), strings.Repeat("_", 100))))
	f.Add(compound(map[string][]byte{"Workbook": book8(nil, rec(kindNumber, place(0, 0, 0), 1.0)), "\x05SummaryInformation": summary(1252, map[uint32]string{2: "Log"})}))
	f.Fuzz(func(t *testing.T, file []byte) {
		b, err := Open(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			return
		}
		for _, s := range b.Sheets {
			last := 0
			for r, err := range b.Grid(s).Rows() {
				if err != nil {
					break
				}
				if r.Number <= last || len(r.Cells) == 0 || len(r.Cells) > maxColumns {
					t.Fatalf("row %d after %d: %d cells", r.Number, last, len(r.Cells))
				}
				last = r.Number
			}
		}
	})
}
