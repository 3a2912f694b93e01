package table

import (
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// Pages that were made to cost much are read all the same, and soon: none of
// these has a table worth much, and none may hang or fail.
func TestLimits(t *testing.T) {
	words := func(n int, at func(i int) (x, y float64)) layout.Page {
		var p layout.Page
		for i := range n {
			x, y := at(i)
			w := layout.Word{Word: archive.Word{Text: "12", Box: archive.Box{x, y, x + 8, y + 10}}, Size: 10}
			p.Blocks = append(p.Blocks, layout.Block{Lines: []layout.Line{{Words: []layout.Word{w}}}})
		}
		return p
	}
	grid := func(i int) (x, y float64) { return float64(i % 300 * 20), float64(i / 300 * 14) }
	rules := func(n int, box func(i int) archive.Box, filled bool) *mark.Page {
		p := &mark.Page{Width: 6000, Height: 6000, Glyphs: []mark.Glyph{{Text: "1", X: 10, Y: 10, Size: 10, Width: 5}}}
		for i := range n {
			p.Rulings = append(p.Rulings, mark.Ruling{Box: box(i), Filled: filled, Stroked: !filled, Gray: .5, Order: i + 1})
		}
		return p
	}
	for _, tc := range []struct {
		name string
		p    *mark.Page
		l    layout.Page
	}{
		{"200,000 lines across and down", rules(200_000, func(i int) archive.Box {
			if x := float64(i) / 40; i%2 == 0 {
				return archive.Box{x, 0, x, 5000}
			}
			y := float64(i) / 40
			return archive.Box{0, y, 5000, y}
		}, false), words(20_000, grid)},
		{"200,000 shades one over the other", rules(200_000, func(i int) archive.Box {
			return archive.Box{float64(i % 9), float64(i % 7), 3000 + float64(i%11), 3000 + float64(i%13)}
		}, true), words(20_000, grid)},
		{"200,000 small boxes", rules(200_000, func(i int) archive.Box {
			x, y := float64(i%500*12), float64(i/500*12)
			return archive.Box{x, y, x + 11, y + 11}
		}, false), words(20_000, grid)},
		{"100,000 words in columns", &mark.Page{Width: 6000, Height: 6000}, words(100_000, grid)},
		{"100,000 words on one line", &mark.Page{Width: 6000, Height: 6000}, words(100_000, func(i int) (x, y float64) { return float64(i) * 20, 100 })},
		{"100,000 words in one place", &mark.Page{Width: 6000, Height: 6000}, words(100_000, func(int) (x, y float64) { return 100, 100 })},
		{"50,000 lines of two words", &mark.Page{Width: 600, Height: 6000}, words(100_000, func(i int) (x, y float64) {
			return float64(i%2*100 + i/2%7*3), float64(i/2) * 13
		})},
		{"more words than anyone reads", &mark.Page{Width: 600, Height: 6000}, words(mostWords+1, grid)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tables := Find(tc.p, tc.l)
			if len(tables) > 2*mostTables {
				t.Errorf("%d tables", len(tables))
			}
			Read(tc.l, tables)
		})
	}
}
