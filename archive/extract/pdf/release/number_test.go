package release

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
)

func TestNumbers(t *testing.T) {
	for _, tc := range []struct{ name, pages, want string }{
		{"a production", "ICE-000123|ICE-000124|ICE-000125", "ICE-000123|ICE-000124|ICE-000125"},
		{"with a year", "ICE-2017-000123|ICE-2017-000124", "ICE-2017-000123|ICE-2017-000124"},
		{"in two words", "2017-ICLI-00045 0123|2017-ICLI-00045 0124", "2017-ICLI-00045-0123|2017-ICLI-00045-0124"},
		{"of many parts", "DOJ-16-0001-B-000345|DOJ-16-0001-B-000346", "DOJ-16-0001-B-000345|DOJ-16-0001-B-000346"},
		{"with a case", "FBI(17-cv-88)-123|FBI(17-cv-88)-124", "FBI(17-CV-88)-123|FBI(17-CV-88)-124"},
		{"with a line", "EPA_001234|EPA_001235", "EPA-001234|EPA-001235"},
		{"without a gap", "STATE-SCB0045049|STATE-SCB0045050", "STATE-SCB0045049|STATE-SCB0045050"},
		{"digits alone", "000123|000124", "000123|000124"},
		{"a page without", "ICE-000123|ICE-000124||ICE-000126|ICE-000127", "ICE-000123|ICE-000124||ICE-000126|ICE-000127"},
		{"a page left out", "ICE-000123|ICE-000124|ICE-000130", "ICE-000123|ICE-000124|ICE-000130"},
		{"the last of a known one", "ICE-000123|ICE-000124||ICE-000126", "ICE-000123|ICE-000124||ICE-000126"},
		{"one page", "ICE-000123", "ICE-000123"},
		{"two on a page", "ICE-000123~DHS 000007|ICE-000124~DHS 000008", "DHS-000007 ICE-000123|DHS-000008 ICE-000124"},

		{"the number of a case", "F-2014-20439|F-2014-20439|F-2014-20439", "||"},
		{"the number of a form, on one page", "AR 25-400", ""},
		{"page numbers", "Page 101|Page 102", "|"},
		{"years", "FY 2016|FY 2017", "|"},
		{"months", "March 2016|March 2017", "|"},
		{"small letters", "see note 101|see note 102", "|"},
		{"going down", "ICE-000125|ICE-000124", "|"},
		{"nothing", "|", "|"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var n Numbers
			var got []string
			codes := func(marks []archive.Mark) string {
				var out []string
				for _, m := range marks {
					if m.Kind != archive.MarkBates || m.Box[1] < 700 {
						t.Errorf("%+v", m)
					}
					out = append(out, m.Code)
				}
				return strings.Join(out, " ")
			}
			for i, text := range strings.Split(tc.pages, "|") {
				s := newSheet()
				s.text(72, 100, 10, fmt.Sprintf("Words of page %d, and BOX-00%d", i, 100+i))
				for k, part := range strings.Split(text, "~") {
					s.text(400-250*float64(k), 760, 9, part)
				}
				marks := n.Add(&s.Page, layout.Of(&s.Page))
				if i > 0 {
					got = append(got, codes(marks))
				} else if marks != nil {
					t.Errorf("marks before the first page: %v", marks)
				}
			}
			got = append(got, codes(n.End()))
			if s := strings.Join(got, "|"); s != tc.want {
				t.Errorf("%q, want %q", s, tc.want)
			}
		})
	}
}
