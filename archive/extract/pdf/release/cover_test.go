package release

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// A sheet is a page of 612 x 792 points that is painted step by step. Glyphs
// are half an em wide.
type sheet struct{ mark.Page }

func newSheet() *sheet { return &sheet{mark.Page{Width: 612, Height: 792}} }

func (s *sheet) order() int { return 1 + len(s.Glyphs) + len(s.Rulings) + len(s.Pictures) }

func (s *sheet) text(x, y, size float64, text string, kind ...string) {
	for _, r := range text {
		s.Glyphs = append(s.Glyphs, mark.Glyph{
			Text: string(r), X: x, Y: y, Width: size / 2, Size: size, Up: .75 * size, Down: .2 * size, Order: s.order(),
			Hidden: slices.Contains(kind, "hidden"), Dark: slices.Contains(kind, "dark"),
		})
		x += size / 2
	}
}

func (s *sheet) fill(x0, y0, x1, y1, gray float64, kind ...string) {
	s.Rulings = append(s.Rulings, mark.Ruling{Box: archive.Box{x0, y0, x1, y1}, Filled: true, Gray: gray, Order: s.order(), Sheer: slices.Contains(kind, "sheer")})
}

func (s *sheet) line(x0, y0, x1, y1, thick float64) {
	s.Rulings = append(s.Rulings, mark.Ruling{Box: archive.Box{x0, y0, x1, y1}, Stroked: true, Thickness: thick, Order: s.order()})
}

func (s *sheet) picture(x0, y0, x1, y1 float64) {
	s.Pictures = append(s.Pictures, mark.Picture{Box: archive.Box{x0, y0, x1, y1}, Order: s.order()})
}

func TestCovered(t *testing.T) {
	for _, tc := range []struct {
		name   string
		draw   func(s *sheet)
		left   string // what stays on the page
		notice string
	}{
		{"nothing", func(*sheet) {}, "", ""},
		{"no box", func(s *sheet) { s.text(72, 100, 10, "open") }, "open", ""},
		{"a black box", func(s *sheet) { s.text(72, 100, 10, "secret"); s.fill(70, 90, 104, 104, 0) }, "", "6 characters still stand in the file under black boxes; they are"},
		{"spaces do not count", func(s *sheet) { s.text(72, 100, 10, "a b."); s.fill(70, 90, 104, 104, 0) }, "", "2 characters"},
		{"one character", func(s *sheet) { s.text(72, 100, 10, "a"); s.fill(70, 90, 104, 104, 0) }, "", "1 character still stands in the file under black boxes; it is"},
		{"a white one", func(s *sheet) { s.text(72, 100, 10, "secret"); s.fill(70, 90, 104, 104, 1) }, "", "6 characters still stand in the file under boxes;"},
		{"text on a box", func(s *sheet) { s.fill(70, 90, 104, 104, 0); s.text(72, 100, 10, "head") }, "head", ""},
		{"text on a patch of white", func(s *sheet) { s.fill(0, 0, 612, 792, 1); s.text(72, 100, 10, "text", "dark") }, "text", ""},
		{"a part of a line", func(s *sheet) { s.text(72, 100, 10, "the secret is"); s.fill(91, 90, 123, 104, 0) }, "the is", "6 characters"},
		{"two boxes side by side", func(s *sheet) {
			s.text(72, 100, 10, "secret")
			s.fill(70, 90, 84.5, 104, 0)
			s.fill(84.5, 90, 104, 104, 0)
		}, "", "6 characters"},
		{"half a letter is seen", func(s *sheet) { s.text(72, 100, 10, "I"); s.fill(70, 90, 74.5, 104, 0) }, "I", ""},
		{"a rule through text", func(s *sheet) { s.text(72, 100, 10, "struck"); s.fill(70, 96.5, 104, 98, 0) }, "struck", ""},
		{"a rule under text", func(s *sheet) { s.text(72, 100, 10, "under"); s.fill(70, 101, 104, 103, 0) }, "under", ""},
		{"a marker's stroke", func(s *sheet) { s.text(72, 100, 10, "secret"); s.line(70, 97, 104, 97, 12) }, "", "6 characters"},
		{"a highlight", func(s *sheet) { s.text(72, 100, 10, "lit"); s.fill(70, 90, 104, 104, .8, "sheer") }, "lit", ""},
		{"black on black", func(s *sheet) { s.fill(70, 90, 104, 104, 0); s.text(72, 100, 10, "secret", "dark") }, "", "6 characters"},
		{"black on a dark page that is much more than a line", func(s *sheet) { s.fill(0, 0, 612, 300, 0); s.text(72, 100, 10, "slide", "dark") }, "slide", ""},
		{"black on a picture on black", func(s *sheet) {
			s.fill(70, 90, 104, 104, 0)
			s.picture(70, 90, 104, 104)
			s.text(72, 100, 10, "label", "dark")
		}, "label", ""},
		{"a page of a scan", func(s *sheet) { s.text(72, 100, 10, "read", "hidden"); s.picture(0, 0, 612, 792) }, "read", ""},
		{"text before a scan", func(s *sheet) { s.text(72, 100, 10, "read"); s.fill(0, 0, 612, 792, 1); s.picture(0, 0, 612, 792) }, "read", ""},
		{"a box on a scan", func(s *sheet) {
			s.text(72, 100, 10, "secret", "hidden")
			s.picture(0, 0, 612, 792)
			s.fill(70, 90, 104, 104, 0)
		}, "", "6 characters"},
		{"a box on a scan, and then its text", func(s *sheet) {
			s.picture(0, 0, 612, 792)
			s.fill(70, 90, 104, 104, 0)
			s.text(72, 100, 10, "secret", "hidden")
		}, "", "6 characters"},
		{"a box under a scan", func(s *sheet) {
			s.fill(70, 90, 104, 104, 0)
			s.picture(0, 0, 612, 792)
			s.text(72, 100, 10, "read", "hidden")
		}, "read", ""},
		{"a code on a box on a scan", func(s *sheet) {
			s.text(72, 100, 10, "secret", "hidden")
			s.picture(0, 0, 612, 792)
			s.fill(70, 90, 104, 104, 1)
			s.text(72, 100, 8, "(b)(6)", "dark")
		}, "(b)(6)", "6 characters still stand in the file under boxes;"},
		{"a cell painted over what was there", func(s *sheet) {
			s.text(72, 100, 10, "old")
			s.fill(70, 90, 204, 104, 1)
			s.text(72, 100, 10, "new words")
		}, "new words", ""},
		{"an empty cell in a row that was painted over another", func(s *sheet) {
			s.text(72, 100, 10, "one")
			s.text(172, 100, 10, "two")
			s.text(272, 100, 10, "three")
			for i := range 3 {
				s.fill(70+100*float64(i), 90, 168+100*float64(i), 104, 1)
			}
			s.text(172, 100, 10, "ten")
			s.text(272, 100, 10, "dozen")
		}, "ten dozen", ""},
		{"painted again after", func(s *sheet) {
			s.text(72, 100, 10, "(b)(6)")
			s.fill(70, 90, 204, 104, 1)
			s.text(72, 100, 10, "(b)(6)")
		}, "(b)(6)", ""},
		{"a word that stands for what was taken out", func(s *sheet) {
			s.text(72, 100, 10, "secret")
			s.fill(70, 90, 204, 104, 1)
			s.text(72, 100, 10, "[REDACTED]")
		}, "[REDACTED]", "6 characters"},
		{"turned text", func(s *sheet) {
			for i, r := range "secret" {
				s.Glyphs = append(s.Glyphs, mark.Glyph{Text: string(r), X: 300, Y: 100 + 5*float64(i), Angle: 90, Width: 5, Size: 10, Up: 7.5, Down: 2, Order: s.order()})
			}
			s.fill(296, 98, 310, 135, 0)
		}, "", "6 characters"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := newSheet()
			tc.draw(s)
			c := Covered(&s.Page)
			c.Remove(&s.Page)
			l := layout.Of(&s.Page)
			if got := l.Text(); got != tc.left {
				t.Errorf("%q is left, want %q", got, tc.left)
			}
			n, ok := c.Notice(3)
			if ok != (tc.notice != "") || ok && !strings.HasPrefix(n.Text, "Page 3: "+tc.notice) {
				t.Errorf("%q, want %q", n.Text, tc.notice)
			}
			for _, m := range c.Marks {
				if m.Kind != archive.MarkCovered || !strings.HasSuffix(m.Text, "character") && !strings.HasSuffix(m.Text, "characters") {
					t.Errorf("%+v", m)
				}
			}
			if len(c.Marks) > 0 != ok {
				t.Errorf("%d boxes, notice: %v", len(c.Marks), ok)
			}
		})
	}
}

// The sweep finds what looking at every box does.
func TestTopmost(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		lids := make([]lid, 1+random.IntN(30))
		for i := range lids {
			x, y := float64(random.IntN(20)), float64(random.IntN(20))
			lids[i] = lid{box: archive.Box{x, y, x + float64(1+random.IntN(8)), y + float64(1+random.IntN(8))}, order: i}
		}
		points := make([]point, 60)
		for i := range points {
			points[i] = point{x: float32(random.IntN(60))/2 + .25, y: float32(random.IntN(60))/2 + .25}
		}
		slices.SortFunc(points, func(a, b point) int { return int(4 * (a.x - b.x)) })
		for i, got := range topmost(lids, points) {
			want := int32(-1)
			for n, l := range lids {
				if within(float64(points[i].x), float64(points[i].y), l.box) {
					want = int32(n)
				}
			}
			if got != want {
				t.Fatalf("%v under %d, want %d of %v", points[i], got, want, lids)
			}
		}
	}
}

// A page as large as is read, of boxes over each other, must not take long.
func TestManyBoxes(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	s := newSheet()
	for i := range 100_000 {
		x := float64(i%600) / 2
		s.fill(x, x, x+300, x+300+float64(i%97), float64(i%2))
	}
	for i := range 20_000 {
		s.text(float64(i%60)*10, float64(i/60)*2, 10, fmt.Sprintf("B%d (b)(6)", i%9))
	}
	for i := range s.Rulings {
		s.Rulings[i].Order += 1 << 20 * (i % 2)
	}
	c := Covered(&s.Page)
	if len(c.Glyphs) == 0 {
		t.Error("nothing is covered")
	}
	c.Remove(&s.Page)
	if got := Find(&s.Page, layout.Of(&s.Page), c); len(got) == 0 {
		t.Error("no marks")
	}
}
