// Package release finds what the releasing of a record leaves on its pages:
// the exemptions under which something was withheld, the boxes over it, what
// still stands in the file under them, sheets in place of pages, stamps,
// markings and the numbers of a production.
//
//	From: Acting Director [(b)(6), white on black] … ICE-2017-000123
//	->  exemption "(b)(6)" (b)(6) [207.9 82 243.9 93]; black-box [207.9 82 243.9 93];
//	    bates "ICE-2017-000123" [488 751 560 760]
//
// Covered comes first, on the page as it is painted; Find looks at the page
// with its words; Numbers sees all pages, since a number is known by the one
// after it. Nothing is looked for but forms and places: that a letter speaks of
// an exemption is no mark.
package release

import (
	"sync"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// maxMarks is how many marks of a kind are kept of one page.
const maxMarks = 2000

// Find returns the marks of a page but its Bates number: c's, and those that
// its layout shows. Words that were read from a picture and the boxes seen
// there do as well as those that a file states.
func Find(p *mark.Page, l layout.Page, c Cover) []archive.Mark {
	f := newFinder(p, l, c)
	stamps := f.stamps()
	sheet, isSheet := f.sheet()
	codes := f.codes(len(stamps) > 0, isSheet)
	boxes := f.redactions(codes)
	var out []archive.Mark
	if isSheet {
		out = append(out, sheet.mark(codes))
	}
	for _, s := range codes {
		out = append(out, archive.Mark{Kind: archive.MarkExemption, Text: s.text, Code: s.norm, Box: s.box})
	}
	out = append(out, boxes...)
	out = append(out, c.Marks...)
	return append(out, stamps...)
}

// A finder looks at one page.
type finder struct {
	page     *mark.Page
	cover    Cover
	segments []segment
	field    func() *wordField // of its words
	boxes    []box
	size     float64 // of most of its text
	left     float64 // where lines of text begin and end
	right    float64
	count    int           // of words
	headings []archive.Box // of columns that name exemptions
}

func newFinder(p *mark.Page, l layout.Page, c Cover) *finder {
	f := &finder{page: p, cover: c, segments: segmentsOf(l)}
	f.field = sync.OnceValue(func() *wordField { return newWordField(f.segments) })
	f.boxes = boxesOf(p)
	f.measure()
	return f
}

// measure finds the size of most words, and how far lines of text reach.
func (f *finder) measure() {
	counts := map[float64]int{}
	f.left, f.right = f.page.Width, 0
	for _, s := range f.segments {
		f.count += len(s.words)
		for _, w := range s.words {
			counts[float64(int(2*w.Size+.5))/2]++
		}
		if len(s.words) >= 4 {
			f.left, f.right = min(f.left, s.box[0]), max(f.right, s.box[2])
		}
	}
	f.size = 10
	most := 0
	for size, n := range counts {
		if n > most || n == most && size < f.size {
			f.size, most = size, n
		}
	}
	if f.right <= f.left {
		f.left, f.right = .12*f.page.Width, .88*f.page.Width
	}
}
