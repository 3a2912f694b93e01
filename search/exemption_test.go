package search

import (
	"testing"

	"readingroom/archive"
	"readingroom/archive/content"
)

// TestExemptions: the facet and the field find the same, by a mark of a page, by the
// sheet in its place, and by the words of a page or row, however they are spelled.
func TestExemptions(t *testing.T) {
	a := newArchive(t)
	a.index(
		testDoc{n: 1, pages: []string{"the name of a clerk", "nothing"}, marks: map[int]string{1: "(b)(6)"}},
		testDoc{n: 2, pages: []string{"RELEASE IN PART B6\nTo: B6", "see Exemption 7(C) and 5 U.S.C. 552(b)(5)"}},
		testDoc{n: 3, tables: []testTable{{header: []string{"Claimed"}, rows: [][]string{{"b6, b7C"}, {"(k)(2)"}, {"none"}}}}},
		testDoc{n: 4, pages: []string{"the vitamin K2 and section (d)(2)"}},
		testDoc{n: 5, pages: []string{""}, marks: map[int]string{1: "552.101"}},
	)
	sheet := a.write(testDoc{n: 6, pages: []string{""}})
	sheet.File = a.rewrite(6, archive.Page{Number: 1, Marks: []archive.Mark{{Kind: archive.MarkWithheld, Code: "(b)(6), (b)(4)"}}})
	if err := a.Index(t.Context(), []content.Document{sheet}); err != nil {
		t.Fatal(err)
	}
	if got, want := a.values(Request{}, "exemption"), "(b)(6):4 (b)(7)(C):2 (b)(4):1 (b)(5):1 (k)(2):1 552.101:1"; got != want {
		t.Errorf("withheld under\n     %s\nwant %s", got, want)
	}
	for _, c := range []struct{ typed, want string }{
		{"b6", "1:p1 2:p1 3:r2 6:p1"},
		{"(b)(7)(C)", "2:p2 3:r2"},
		{"b4", "6:p1"},
		{"b5", "2:p2"},
		{"k2", "3:r3"},
		{"552.101", "5:p1"},
		{"b9", ""},
	} {
		if got := a.found(Request{Filters: map[string][]string{"exemption": {c.typed}}}); got != c.want {
			t.Errorf("exemption=%s: %s, want %s", c.typed, got, c.want)
		}
		if got := a.found(Request{Query: `exemption:"` + c.typed + `"`}); got != c.want {
			t.Errorf("exemption:%s: %s, want %s", c.typed, got, c.want)
		}
	}
	if got := a.found(Request{Query: "exemption:b7*"}); got != "2:p2 3:r2" {
		t.Errorf("all of the seventh: %s", got)
	}
}
