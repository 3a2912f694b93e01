package archive

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLocatorPrintsAndParses(t *testing.T) {
	for _, c := range []struct {
		text string
		want Locator
	}{
		{"", Locator{}},
		{"p12", Locator{Page: 12}},
		{"p3:s120-164", Locator{Page: 3, From: 120, To: 164}},
		{"p3:s0-1", Locator{Page: 3, To: 1}},
		{"p12:t2", Locator{Page: 12, Table: 2}},
		{"p12:t2:r5", Locator{Page: 12, Table: 2, Row: 5}},
		{"p12:t2:r5:c3", Locator{Page: 12, Table: 2, Row: 5, Col: 3}},
		{"Declined!12", Locator{Sheet: "Declined", Row: 12}},
		{"Declined!B12", Locator{Sheet: "Declined", Row: 12, Col: 2}},
		{"Declined!AB1048576", Locator{Sheet: "Declined", Row: 1048576, Col: 28}},
		{"Declined!", Locator{Sheet: "Declined"}},
		{"'Top 50'!12", Locator{Sheet: "Top 50", Row: 12}},
		{"'O''Brien!'!C3", Locator{Sheet: "O'Brien!", Row: 3, Col: 3}},
		{"'2017'!4", Locator{Sheet: "2017", Row: 4}},
		{"r14", Locator{Row: 14}},
		{"r14:c3", Locator{Row: 14, Col: 3}},
		{"p12:x72-100-300-180", Locator{Page: 12, Region: Region{72, 100, 300, 180}}},
		{"p1:x0-0-612-792", Locator{Page: 1, Region: Region{0, 0, 612, 792}}},
		{"Declined!B12:D14", Locator{Sheet: "Declined", Row: 12, Col: 2, LastRow: 14, LastCol: 4}},
		{"Declined!B12:B14", Locator{Sheet: "Declined", Row: 12, Col: 2, LastRow: 14, LastCol: 2}},
		{"Declined!B12:D12", Locator{Sheet: "Declined", Row: 12, Col: 2, LastRow: 12, LastCol: 4}},
		{"'Top 50'!12:14", Locator{Sheet: "Top 50", Row: 12, LastRow: 14}},
		{"'a:b'!A1:B2", Locator{Sheet: "a:b", Row: 1, Col: 1, LastRow: 2, LastCol: 2}},
		{"head", Locator{Mail: MailHead}},
		{"head:subject", Locator{Mail: MailHead, Field: "subject"}},
		{"body", Locator{Mail: MailBody}},
		{"body:g3", Locator{Mail: MailBody, Par: 3}},
		{"body:s120-164", Locator{Mail: MailBody, From: 120, To: 164}},
		{"part2", Locator{Part: 2}},
	} {
		got, err := ParseLocator(c.text)
		if err != nil || got != c.want {
			t.Errorf("ParseLocator(%q) = %+v, %v", c.text, got, err)
		}
		if s := c.want.String(); s != c.text {
			t.Errorf("%+v prints %q, want %q", c.want, s, c.text)
		}
	}
}

func TestLocatorRefusesNonsense(t *testing.T) {
	for _, s := range []string{
		"p", "p0", "p-1", "12", "p3:s5-5", "p3:s9-4", "p3:r4", "r0", "p99999999999999999999", "!3", "Declined!B", "Declined!b2", "p1:t1:c2", "p1 ",
		"p1:x1-2-3", "p1:x5-1-5-9", "p1:x9-1-5-9", "p1:x0-0-9-99999999", "x1-2-3-4", "S!B12:14", "S!12:B14", "S!B12:A14", "S!B12:B11", "S!12:", "S!:B2", "head:bcc", "body:g0", "body:s4-4", "part0", "part", "body:p1",
	} {
		if l, err := ParseLocator(s); !errors.Is(err, ErrInvalid) {
			t.Errorf("ParseLocator(%q) = %+v, %v", s, l, err)
		}
	}
}

func FuzzLocator(f *testing.F) {
	for _, s := range []string{"p12:t2:r5:c3", "'a!''b'!ZZ9", "r1:c1", "p3:s0-1", "x!", "''!1", "'\n'!A1", "p1:x0-1-2-3", "S!B12:D14", "S!2:9", "S!A1:A1", "head:to", "body:g2", "body:s1-2", "part3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := ParseLocator(s)
		if err != nil {
			return
		}
		again, err := ParseLocator(l.String())
		if err != nil || again != l {
			t.Fatalf("%q is %+v, which prints %q, which is %+v, %v", s, l, l.String(), again, err)
		}
	})
}

func TestRegionHoldsItsBox(t *testing.T) {
	r := RegionOf(Box{72.2, 99.9, 300, 180.01})
	if r != (Region{72, 99, 300, 181}) || r.Box() != (Box{72, 99, 300, 181}) {
		t.Error(r)
	}
	if got := (Locator{Sheet: "S", Row: 2, Col: 3, LastRow: 4, LastCol: 5}).First(); got.String() != "S!C2" {
		t.Error(got)
	}
}

func TestDigestPrintsAndParses(t *testing.T) {
	// FIPS 180-4's example "abc".
	const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	d := DigestOf([]byte("abc"))
	if d.String() != abc {
		t.Fatal(d)
	}
	if got, err := ParseDigest(abc); err != nil || got != d {
		t.Error(got, err)
	}
	for _, s := range []string{"", "ba78", strings.Repeat("g", 64), abc + "00"} {
		if _, err := ParseDigest(s); !errors.Is(err, ErrInvalid) {
			t.Errorf("ParseDigest(%q): %v", s, err)
		}
	}
}

func TestNumbers(t *testing.T) {
	if s := ItemNumber(AccessionNumber(2026, 17), 3); s != "2026-017-0003" || !IsItemNumber(s) {
		t.Error(s)
	}
	if y, n, err := ParseAccessionNumber("2026-1017"); y != 2026 || n != 1017 || err != nil {
		t.Error(y, n, err)
	}
	for _, s := range []string{"", "2026", "2026-1", "26-017", "2026-017-0003"} {
		if _, _, err := ParseAccessionNumber(s); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestShowName(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"report.pdf", "report.pdf"},
		{"../../etc/passwd", "passwd"},
		{`..\..\boot.ini`, "boot.ini"},
		{"a\nb.pdf", "a\uFFFDb.pdf"},
		{"bad\xff.pdf", "bad\uFFFD.pdf"},
		{"exe\u202Efdp.pdf", "exe\uFFFDfdp.pdf"},
		{"", "unnamed"},
		{"..", "unnamed"},
		{"/", "unnamed"},
		{"   ", "unnamed"},
		{strings.Repeat("é", 300) + ".pdf", strings.Repeat("é", 124) + "….pdf"},
	} {
		if got := ShowName(c.raw); got != c.want {
			t.Errorf("ShowName(%q) = %q, want %q", c.raw, got, c.want)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"a", "\"", "\xff", "a\nb", "..", "\u202e", "\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n := ShowName(s); n == "" || !utf8.ValidString(n) || strings.ContainsAny(n, "/\n\x00") || len(n) > MaxName {
			t.Fatalf("ShowName(%q) = %q", s, n)
		}
		if got := RawPath(ExactPath(s)); got != s {
			t.Fatalf("%q came back as %q", s, got)
		}
		if !utf8.ValidString(ExactPath(s)) {
			t.Fatalf("ExactPath(%q) is not text", s)
		}
	})
}

func TestColumnNames(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA", 16384: "XFD"} {
		if got := ColumnName(n); got != want || columnNumber(want) != n {
			t.Errorf("%d: %s, %d", n, got, columnNumber(want))
		}
	}
}

func TestPeriodPrints(t *testing.T) {
	for _, c := range []struct {
		p    Period
		want string
	}{
		{Period{"2017-01-28", "2017-02-04"}, "2017-01-28..2017-02-03"},
		{Period{"2017-04-13", "2017-04-14"}, "2017-04-13"},
		{Period{"2017-04-13", ""}, "2017-04-13..?"},
	} {
		if got := c.p.String(); got != c.want {
			t.Errorf("%+v prints %q", c.p, got)
		}
	}
}

func TestPeriodCountsItsDays(t *testing.T) {
	for _, c := range []struct {
		p    Period
		want int
	}{
		{Period{"2017-01-28", "2017-02-04"}, 7},
		{Period{"2016-02-28", "2016-03-01"}, 2},
		{Period{"2017-04-13", "2017-04-13"}, 0},
		{Period{"2017-04-14", "2017-04-13"}, 0},
		{Period{"2017-04-13", ""}, 0},
	} {
		if got := c.p.Days(); got != c.want {
			t.Errorf("%+v has %d days, want %d", c.p, got, c.want)
		}
	}
}

func TestTablesOfASheet(t *testing.T) {
	second := Table{Sheet: "Log", OnPage: 2, FirstRow: 8}
	for _, r := range []Row{{Number: 10, Cells: []string{"a"}}, {Number: 12, Cells: []string{"", "Source:  ICE"}, Note: true}} {
		second.Take(r)
	}
	if got := RowLocator(second, 0).String(); got != "Log!8" {
		t.Errorf("the second table of a sheet is named %s", got)
	}
	if second.Spans(7) || !second.Spans(8) || !second.Spans(12) || second.Spans(13) {
		t.Errorf("it spans rows %d to %d", second.FirstRow, second.LastRow)
	}
	if len(second.Footnotes) != 1 || second.Footnotes[0] != "Source: ICE" {
		t.Errorf("its notes are %q", second.Footnotes)
	}
}
