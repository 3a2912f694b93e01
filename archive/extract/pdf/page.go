package pdf

import (
	"fmt"
	"math"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/content"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/object"
	"readingroom/archive/extract/pdf/release"
)

// pages reads pages and gives them to the sink.
type pages struct {
	sink    archive.Sink
	sinkErr error
	doc     *content.Document
	marker  marker
	number  int
	blank   []int // those with a picture and no text
	dumb    []int // those that show text of which nothing could be read
}

// read reads the next page.
func (p *pages) read(node pdf.Value, in inherited, broken error) error {
	p.number++
	page := archive.Page{Number: p.number, Width: letterWidth, Height: letterHeight, Origin: archive.OriginText, Words: []archive.Word{}}
	r := &content.Result{}
	var l layout.Page
	var cover release.Cover
	if broken == nil {
		broken = object.Guard(func() {
			frame := frameOf(node, in)
			w, h := frame.Size()
			page.Width, page.Height = round(w), round(h)
			r = p.doc.Page(node, in.resources, frame)
			cover = holdBack(&r.Page)
			l = layout.Of(&r.Page)
			page.Text, page.Words = l.Text(), l.Words()
			page.Marks = release.Find(&r.Page, l, cover)
		})
	}
	if p.sinkErr = p.marker.add(page, &r.Page, l, cover, p.sink); p.sinkErr != nil {
		return p.sinkErr
	}
	switch {
	case broken != nil:
		return p.notice("damaged", p.number, "Page %d could not be read: %v.", p.number, plainError(broken))
	case len(r.Problems) > 0 && page.Text == "":
		return p.notice("damaged", p.number, "Page %d could not be read: %v.", p.number, plainError(r.Problems[0]))
	case len(r.Problems) > 0:
		return p.notice("damaged", p.number, "Page %d was read in part: %v.", p.number, plainError(r.Problems[0]))
	case page.Text == "" && r.Unknown > 0:
		p.dumb = append(p.dumb, p.number)
	case page.Text == "" && len(r.Pictures) > 0:
		p.blank = append(p.blank, p.number)
	case r.Unknown*50 > r.Shown:
		return p.notice("no-unicode", p.number, "Page %d: %d of its %d characters could not be read; the file does not say what they are.", p.number, r.Unknown, r.Shown)
	}
	return nil
}

func (p *pages) notice(code string, page int, format string, args ...any) error {
	n := archive.Notice{Code: code, Page: page, Text: fmt.Sprintf(format, args...)}
	if page > 0 && p.marker.waiting != nil {
		p.marker.notices = append(p.marker.notices, n)
		return nil
	}
	p.sinkErr = p.sink.Notice(n)
	return p.sinkErr
}

// noText says which pages are pictures: in one notice where all are.
func (p *pages) noText() error {
	if len(p.blank) == p.number && p.number > 1 {
		return p.notice("no-text", 0, "All %d pages hold pictures and no text; they were not read.", p.number)
	}
	for _, n := range p.blank {
		if err := p.notice("no-text", n, "Page %d holds a picture and no text; it was not read.", n); err != nil {
			return err
		}
	}
	for _, n := range p.dumb {
		if err := p.notice("no-text", n, "Page %d may hold text, but none could be read.", n); err != nil {
			return err
		}
	}
	return nil
}

// The size of a page that states none that can be: US Letter, in points.
const letterWidth, letterHeight = 612, 792

// frameOf returns how a page is shown: its CropBox within its MediaBox, turned
// by Rotate, in units of UserUnit.
func frameOf(node pdf.Value, in inherited) content.Frame {
	media, ok := box(in.mediaBox)
	if !ok {
		media = [4]float64{0, 0, letterWidth, letterHeight}
	}
	if crop, ok := box(in.cropBox); ok {
		crop = [4]float64{max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3])}
		if crop[0] < crop[2] && crop[1] < crop[3] {
			media = crop
		}
	}
	f := content.Frame{Box: media, Unit: 1}
	if unit := node.Key("UserUnit").Float64(); unit > 0 && unit <= 1000 {
		f.Unit = unit
	}
	if turn := int(in.rotate.Float64()); turn%90 == 0 {
		f.Turn = (turn%360 + 360) % 360
	}
	return f
}

// box reads a rectangle, whichever corners it names.
func box(v pdf.Value) (b [4]float64, ok bool) {
	if v.Len() != 4 {
		return b, false
	}
	for i := range b {
		if b[i] = v.Index(i).Float64(); math.IsNaN(b[i]) || math.Abs(b[i]) > 1e6 {
			return b, false
		}
	}
	b = [4]float64{min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])}
	return b, b[2]-b[0] > 0 && b[3]-b[1] > 0
}

// round keeps a hundredth of a point, so that 841.8897637 prints as people know it.
func round(x float64) float64 { return math.Round(x*100) / 100 }
