package sheet

import (
	"math/rand/v2"
	"testing"
)

// TestQuickFigures compares what is printed quickly with what excelize prints.
func TestQuickFigures(t *testing.T) {
	for _, tc := range []struct {
		number int
		code   string
	}{
		{1, ""},
		{2, ""},
		{3, ""},
		{4, ""},
		{9, ""},
		{10, ""},
		{0, "0.000"},
		{0, "#,##0.0"},
		{0, "0.0%"},
		{14, ""},
		{15, ""},
		{16, ""},
		{17, ""},
		{18, ""},
		{19, ""},
		{22, ""},
		{0, "yyyy-mm-dd"},
		{0, "m/d/yy h:mm"},
		{0, "mm/dd/yyyy hh:mm:ss AM/PM"},
		{0, "dddd, mmmm d, yyyy"},
		{0, "ddd d-mmm-yy"},
		{0, "[$-409]m/d/yyyy"},
		{0, "yyyy\\-mm\\-dd;@"},
		{0, "h:mm AM/PM"},
		{0, "mm:ss"},
	} {
		f, err := newFigures(false)
		if err != nil {
			t.Fatal(err)
		}
		fm := format{tc.number, tc.code}
		if tc.code != "" {
			fm.number = 0
		}
		place := f.place(fm)
		r := rand.New(rand.NewPCG(1, 2))
		for n := range 300 {
			v := float64(r.IntN(60_000)) + float64(r.IntN(86_400))/86_400
			if n%3 == 0 {
				v = float64(61 + r.IntN(60_000))
			}
			if isDate(tc.number, tc.code) {
				v += 62
			} else if n%4 == 0 {
				v = -v - 0.0001 // no tie: excelize rounds those to the even neighbour, Excel away from 0
			}
			want := f.printed(v, place)
			if got := f.text(v, tc.number, tc.code); got != want {
				t.Errorf("format %d %q of %v: %s, excelize prints %s", tc.number, tc.code, v, got, want)
				break
			}
		}
		f.close()
	}
}

// TestBuiltInTimes tells the two formats that excelize prints with two digits of
// the hour and ECMA-376 does not (part 1, 18.8.30).
func TestBuiltInTimes(t *testing.T) {
	f, err := newFigures(false)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	if a, b := f.text(41641.0625, 20, ""), f.text(41641.0625, 21, ""); a != "1:30" || b != "1:30:00" {
		t.Errorf("%s, %s", a, b)
	}
}

func TestDecimal(t *testing.T) {
	for _, tc := range []struct {
		v         float64
		places    int
		thousands bool
		want      string
	}{
		{1.005, 2, false, "1.01"},
		{0.5, 0, false, "1"},
		{-0.5, 0, false, "-1"},
		{0.49, 0, false, "0"},
		{-0.001, 2, false, "0.00"},
		{999.995, 2, true, "1,000.00"},
		{1234567.891, 1, true, "1,234,567.9"},
		{0, 2, false, "0.00"},
		{0.0004, 3, false, "0.000"},
		{0.0005, 3, false, "0.001"},
		{123, 0, false, "123"},
		{1e12, 2, true, "1,000,000,000,000.00"},
		{0.1 + 0.2, 10, false, "0.3000000000"},
	} {
		if got := decimal(tc.v, tc.places, tc.thousands); got != tc.want {
			t.Errorf("%v, %d: %s, want %s", tc.v, tc.places, got, tc.want)
		}
	}
}

func TestValue(t *testing.T) {
	for _, tc := range []struct {
		v        float64
		number   int
		code     string
		date1904 bool
		want     string
	}{
		{41641, 14, "", false, "2014-01-02"},
		{40179, 14, "", true, "2014-01-02"},
		{41641.5, 22, "", false, "2014-01-02T12:00:00"},
		{0.75, 20, "", false, "18:00:00"},
		{1, 14, "", false, "1900-01-01"},
		{59, 14, "", false, "1900-02-28"},
		{60, 14, "", false, "60"},
		{61, 14, "", false, "1900-03-01"},
		{0.125, 10, "", false, "0.125"},
		{1234.5, 0, `"$"#,##0.00`, false, "1234.5"},
		{41641, 0, `mmm\ d", "yyyy`, false, "2014-01-02"},
		{1.5, 0, "[h]:mm", false, "1.5"},
		{7, 0, "#,##0;[Red]-#,##0", false, "7"},
		{-1, 14, "", false, "-1"},
		{3e9, 14, "", false, "3000000000"},
		{41641, 0, `0 "days"`, false, "41641"},
		{41641, 0, "[$-409]d/m/yy", false, "2014-01-02"},
	} {
		f, err := newFigures(tc.date1904)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.value(tc.v, tc.number, tc.code); got != tc.want {
			t.Errorf("%v in format %d %q: %s, want %s", tc.v, tc.number, tc.code, got, tc.want)
		}
		f.close()
	}
}
