package pdf

import (
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/release"
)

// cutOff stands before the text of a page that is cut off.
const cutOff = "[Cut off from view] "

// An unseen gathers what is painted on the pages of a document and cut off: by
// the edge of a cell, or by the crop of the page. It can be found and read, and
// has no place in the page's words or tables.
type unseen struct {
	on    []int // the pages that have such words
	words int
}

// of returns the text of a page that is cut off; "" where there is none. What
// is to be held back is held back here too, and words that are seen at the same
// place, as where a picture is painted in strips, are not said again.
func (u *unseen) of(number int, r reading, beside *beside) string {
	if r.Result == nil || len(r.Unseen.Glyphs) == 0 {
		return ""
	}
	p := mark.Page{
		Width: r.Width, Height: r.Height, Glyphs: r.Unseen.Glyphs, Pictures: r.Pictures,
		Rulings: append(r.Unseen.Rulings, r.Rulings...),
	}
	if beside != nil {
		beside.holdBack(&p)
	}
	cover := release.Covered(&p)
	cover.Remove(&p)
	seen := bandsOf(r.layout.Words())
	words := 0
	var out layout.Page
	for _, b := range layout.Of(&p).Blocks {
		var block layout.Block
		for _, l := range b.Lines {
			l = l.With(slices.DeleteFunc(l.Words, func(w layout.Word) bool {
				return seen.hold(w.Word)
			}))
			if words += len(l.Words); len(l.Words) > 0 {
				block.Lines = append(block.Lines, l)
			}
		}
		if len(block.Lines) > 0 {
			out.Blocks = append(out.Blocks, block)
		}
	}
	if words == 0 {
		return ""
	}
	u.on, u.words = append(u.on, number), u.words+words
	return cutOff + out.Text()
}

// bands are words by how far down they stand.
type bands map[int][]archive.Word

const bandHeight = 16 // points

func bandsOf(words []archive.Word) bands {
	const most = 64 // bands of a word
	b := bands{}
	for _, w := range words {
		top, bottom := int(w.Box[1]/bandHeight), int(w.Box[3]/bandHeight)
		for k := top; k <= min(bottom, top+most); k++ {
			b[k] = append(b[k], w)
		}
	}
	return b
}

// hold reports whether a word, or a part of one, is among them at its place.
func (b bands) hold(w archive.Word) bool {
	x, y := (w.Box[0]+w.Box[2])/2, (w.Box[1]+w.Box[3])/2
	return slices.ContainsFunc(b[int(y/bandHeight)], func(v archive.Word) bool {
		return x >= v.Box[0] && x <= v.Box[2] && y >= v.Box[1] && y <= v.Box[3] && strings.Contains(v.Text, w.Text)
	})
}

// notice says which pages have such words.
func (u *unseen) notice(p *pages) error {
	if u.words == 0 {
		return nil
	}
	return p.notice("cut-off", 0, "The file holds %s cut off from view, by the edge of a page or of a cell: on %s. The text of the page gives them at its end.",
		countWords(u.words, "that is", "that are"), pageRanges(u.on))
}
