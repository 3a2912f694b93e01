package furniture

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// A sheet is a page of 612 x 792 points; glyphs are half an em wide.
type sheet struct{ mark.Page }

func (s *sheet) text(x, y, size float64, text string) {
	for _, r := range text {
		s.Glyphs = append(s.Glyphs, mark.Glyph{Text: string(r), X: x, Y: y, Width: size / 2, Size: size, Up: .75 * size, Down: .2 * size, Order: len(s.Glyphs)})
		x += size / 2
	}
}

func (s *sheet) rule(x0, y, x1 float64) {
	s.Rulings = append(s.Rulings, mark.Ruling{Box: archive.Box{x0, y, x1, y}, Stroked: true, Thickness: .5})
}

// prose sets ten lines that differ from page to page.
func (s *sheet) prose(page int) {
	for i := range 10 {
		s.text(72, 200+14*float64(i), 11, fmt.Sprintf("On day %d of the journey to %c they saw %s", i, 'A'+page, strings.Repeat("water ", 1+(i+page)%5)))
	}
}

func TestRunning(t *testing.T) {
	for _, tc := range []struct {
		name  string
		pages int
		draw  func(s *sheet, n int)
		want  string // of each page, head and foot
	}{
		{"nothing", 3, func(*sheet, int) {}, "; ; "},
		{"a head", 3, func(s *sheet, _ int) { s.text(72, 50, 9, "Weekly Report") }, "Weekly Report^; Weekly Report^; Weekly Report^"},
		{"a page number", 3, func(s *sheet, n int) { s.text(300, 760, 9, fmt.Sprint(n)) }, "1_; 2_; 3_"},
		{"one page with a number", 1, func(s *sheet, n int) { s.text(300, 760, 9, "Page 1 of 1") }, "Page 1 of 1_"},
		{"roman numbers", 3, func(s *sheet, n int) { s.text(300, 760, 9, []string{"iv", "v", "vi"}[n-1]) }, "iv_; v_; vi_"},
		{"two lines", 2, func(s *sheet, n int) {
			s.text(72, 740, 9, "Draft")
			s.text(300, 755, 9, fmt.Sprintf("%d of 2", n))
		}, "Draft/1 of 2_; Draft/2 of 2_"},
		{"left and right pages", 4, func(s *sheet, n int) {
			if n%2 == 0 {
				s.text(72, 50, 9, "The Book")
			} else {
				s.text(400, 50, 9, "The Chapter")
			}
		}, "; ; The Chapter^; The Book^"},
		{"a number at the outer edge", 2, func(s *sheet, n int) { s.text(72+450*float64(n%2), 760, 9, fmt.Sprint(n)) }, "1_; 2_"},
		{"another place", 2, func(s *sheet, n int) { s.text(72, 40+40*float64(n), 9, "Summary") }, "; "},
		{"another text", 2, func(s *sheet, n int) { s.text(72, 50, 9, []string{"Summary", "Findings"}[n-1]) }, "; "},
		{"a line that the text begins with", 2, func(s *sheet, _ int) { s.text(72, 150, 11, "Dear Sir"); s.text(72, 186, 11, "the text") }, "; "},
		{"a head that hangs on the text", 2, func(s *sheet, n int) {
			s.text(72, 60, 11, "Every page says so and")
			s.text(72, 73, 11, fmt.Sprintf("then goes on as only page %c does", 'A'+n))
		}, "; "},
		{"the head of a table", 3, func(s *sheet, n int) {
			s.text(72, 60, 10, "County")
			s.text(250, 60, 10, "Detainers")
			s.text(400, 60, 10, "Declined")
			for i := range 4 {
				s.text(72, 90+20*float64(i), 10, fmt.Sprintf("%c%s", 'A'+n+i, strings.Repeat("b", n+i)))
				s.text(250, 90+20*float64(i), 10, "12")
				s.text(400, 90+20*float64(i), 10, "3")
			}
		}, "; ; "},
		{"a table's last rows", 3, func(s *sheet, n int) {
			for i := range 3 {
				s.text(72, 700+20*float64(i), 10, fmt.Sprintf("Total %d %d %d %d %d", 100*n+i, 200*n, 300*n, 400*n, 500*n))
			}
		}, "; ; "},
		{"a table's head on a ground", 3, func(s *sheet, n int) {
			s.Rulings = append(s.Rulings, mark.Ruling{Box: archive.Box{70, 45, 540, 65}, Filled: true, Gray: .8})
			s.text(72, 60, 10, "County and state")
		}, "; ; "},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var pages Pages
			var got []string
			show := func(marks []archive.Mark) string {
				out := ""
				for _, m := range marks {
					out += strings.ReplaceAll(m.Text, "\n", "/") + map[archive.MarkKind]string{archive.MarkHeader: "^", archive.MarkFooter: "_"}[m.Kind]
				}
				return out
			}
			for n := 1; n <= tc.pages; n++ {
				s := &sheet{mark.Page{Width: 612, Height: 792}}
				tc.draw(s, n)
				s.prose(n)
				marks := pages.Add(&s.Page, layout.Of(&s.Page))
				if n > 1 {
					got = append(got, show(marks))
				}
			}
			got = append(got, show(pages.End()))
			if s := strings.Join(got, "; "); s != tc.want {
				t.Errorf("%q, want %q", s, tc.want)
			}
		})
	}
}

func TestFootnotes(t *testing.T) {
	for _, tc := range []struct {
		name string
		draw func(s *sheet)
		want string
	}{
		{"below a rule", func(s *sheet) {
			s.rule(72, 690, 216)
			s.text(72, 702, 8, "1 See the report of March.")
			s.text(72, 712, 8, "2 Ibid., and what it says of")
			s.text(72, 722, 8, "the counties.")
		}, "1 See the report of March.; 2 Ibid., and what it says of/the counties."},
		{"called by a raised number", func(s *sheet) {
			s.text(72, 400, 11, "as was reported")
			s.text(156, 396, 6, "7")
			s.text(72, 702, 8, "7 See the report of March.")
		}, "7 See the report of March."},
		{"with a sign", func(s *sheet) { s.rule(72, 690, 216); s.text(72, 702, 8, "* In part.") }, "* In part."},
		{"above the page number", func(s *sheet) {
			s.rule(72, 690, 216)
			s.text(72, 702, 8, "1 See there.")
			s.text(300, 760, 8, "12")
		}, "1 See there."},
		{"in two columns", func(s *sheet) {
			for i := range 6 {
				s.text(72, 500+12*float64(i), 11, "a column of text, with")
				s.text(330, 500+12*float64(i), 11, "another beside it, and")
			}
			s.rule(72, 690, 120)
			s.text(72, 702, 8, "1 The left.")
			s.text(72, 712, 8, "goes on here.")
			s.rule(330, 690, 370)
			s.text(330, 702, 8, "2 The right.")
		}, "1 The left./goes on here.; 2 The right."},

		{"none", func(*sheet) {}, ""},
		{"small type that is no note", func(s *sheet) { s.text(72, 702, 8, "Printed on recycled paper.") }, ""},
		{"a number that nothing calls", func(s *sheet) { s.text(72, 702, 8, "12 Elm Street, Springfield") }, ""},
		{"a rule across the page", func(s *sheet) {
			s.rule(72, 690, 540)
			s.text(72, 702, 8, "12 Elm Street, Springfield, at the corner of the square where the market is")
		}, ""},
		{"of the size of the text", func(s *sheet) { s.rule(72, 690, 216); s.text(72, 702, 11, "1 The first point.") }, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := &sheet{mark.Page{Width: 612, Height: 792}}
			s.prose(1)
			tc.draw(s)
			var pages Pages
			pages.Add(&s.Page, layout.Of(&s.Page))
			var got []string
			for _, m := range pages.End() {
				if m.Kind == archive.MarkFootnote {
					got = append(got, strings.ReplaceAll(m.Text, "\n", "/"))
				}
			}
			if s := strings.Join(got, "; "); s != tc.want {
				t.Errorf("%q, want %q", s, tc.want)
			}
		})
	}
}
