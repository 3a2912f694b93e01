package table

import (
	"math"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// FuzzFind finds tables among words and rulings that stand anywhere: four
// bytes are a mark. Whatever is found is a grid.
func FuzzFind(f *testing.F) {
	f.Add([]byte(strings.Repeat("\x10\x10\x00\x04\x10\x18\x00\x04\x30\x10\x00\x02\x30\x18\x01\x02\x50\x10\x02\x03\x50\x18\x03\x03", 4)))
	f.Add([]byte("\x08\x08\x80\x60\x08\x10\x80\x60\x08\x18\x80\x60\x08\x08\x90\x20\x30\x08\x90\x20\x60\x08\x90\x20\x0a\x0f\x00\x04\x32\x0f\x00\x03\x0a\x17\x00\x04\x32\x17\x00\x03"))
	f.Add([]byte(strings.Repeat("\x08\x08\xa0\x40\x50\x50\xb0\x05\xff\xff\x05\xff", 20)))
	words := []string{"Ohio", "12", "1,345", "67.8 %", "Total", "(b)(6)", "—", "a longer label", "Table 1", "日本", "$"}
	f.Fuzz(func(t *testing.T, b []byte) {
		p := mark.Page{Width: 612, Height: 792}
		for ; len(b) >= 4 && p.Glyphs == nil || len(b) >= 4 && len(p.Glyphs)+len(p.Rulings) < 4000; b = b[4:] {
			x, y, n := float64(b[0])*2.3, float64(b[1])*3, float64(b[3])
			switch {
			case b[2] < 0x80:
				size := 6 + float64(b[3]%8)
				for _, r := range words[int(b[2])%len(words)] {
					p.Glyphs = append(p.Glyphs, mark.Glyph{Text: string(r), X: x, Y: y, Width: size / 2, Size: size, Up: .75 * size, Down: .2 * size, Order: len(p.Glyphs)})
					x += size / 2
				}
			case b[2] < 0x90:
				p.Rulings = append(p.Rulings, mark.Ruling{Box: archive.Box{x, y, x + 4*n, y}, Stroked: true, Thickness: 1})
			case b[2] < 0xa0:
				p.Rulings = append(p.Rulings, mark.Ruling{Box: archive.Box{x, y, x, y + 4*n}, Stroked: true, Thickness: 1})
			default:
				p.Rulings = append(p.Rulings, mark.Ruling{Box: archive.Box{x, y, x + n, y + n/2}, Filled: b[2]%2 == 0, Stroked: b[2]%3 == 0, Gray: float64(b[2]%4) / 3})
			}
		}
		for _, found := range Find(&p, layout.Of(&p)) {
			if found.Confidence <= 0 || found.Confidence > 1 || found.HeaderRows < 0 || found.HeaderRows > found.Rows {
				t.Errorf("confidence %v, %d of %d rows are a header", found.Confidence, found.HeaderRows, found.Rows)
			}
			taken := map[[2]int]bool{}
			for _, c := range found.Cells {
				if c.Row < 0 || c.Col < 0 || c.RowSpan < 1 || c.ColSpan < 1 || c.Row+c.RowSpan > found.Rows || c.Col+c.ColSpan > found.Cols {
					t.Fatalf("cell %+v of %d rows and %d columns", c, found.Rows, found.Cols)
				}
				for _, x := range c.Box {
					if math.IsNaN(x) || math.IsInf(x, 0) {
						t.Errorf("%q stands at %v", c.Text, c.Box)
					}
				}
				for r := c.Row; r < c.Row+c.RowSpan; r++ {
					for k := c.Col; k < c.Col+c.ColSpan; k++ {
						if taken[[2]int{r, k}] {
							t.Errorf("two cells at row %d, column %d", r, k)
						}
						taken[[2]int{r, k}] = true
					}
				}
			}
		}
	})
}
