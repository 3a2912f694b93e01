package pdf

import (
	"fmt"
	"math"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/content"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/object"
	"readingroom/archive/extract/pdf/release"
	"readingroom/archive/extract/pdf/table"
)

// pages reads pages and gives them to the sink.
type pages struct {
	sink    archive.Sink
	sinkErr error
	doc     *content.Document
	tables  *table.Joiner
	shown   *shown  // between it and the sink
	late    *late   // the sink
	beside  *beside // nil where the second reader reads the whole document
	second  *second
	unseen  unseen
	number  int
	from    int   // pages before this one are passed over
	vain    int   // how often the second reader was asked, and did no better
	blank   []int // those with a picture that nothing could read
	dumb    []int // those that show text of which nothing could be read
}

// newPages returns a reader of the pages of one document.
func newPages(s archive.Sink, second *second) *pages {
	late := &late{Sink: s}
	shown := &shown{late, map[int]*mark.Page{}}
	return &pages{sink: late, late: late, shown: shown, tables: table.NewJoiner(shown), second: second, from: second.options.From}
}

// read reads the next page.
func (p *pages) read(node pdf.Value, in inherited, broken error) error {
	if p.number++; p.number < p.from {
		p.beside.passed(node)
		return nil
	}
	own, unit := reading{broken: broken}, 1.
	if broken == nil {
		own.broken = object.Guard(func() {
			frame := frameOf(node, in)
			unit = frame.Unit
			own.Result = &content.Result{}
			own.Width, own.Height = frame.Size()
			own.Result = p.doc.Page(node, in.resources, frame)
			p.beside.read(node, in, frame, own.Result)
			own.layout = layout.Of(&own.Page)
			p.beside.laid(own.layout)
		})
	}
	err := p.give(p.look(p.choose(own, unit)))
	if own.Result != nil {
		p.doc.Done(own.Result)
	}
	return err
}

// give gives a page and its tables to the sink, and says what is wrong with it.
func (p *pages) give(r reading) error {
	page := archive.Page{
		Number: p.number, Width: letterWidth, Height: letterHeight, Origin: archive.OriginText, Words: []archive.Word{},
		Reader: r.reader, Why: r.why,
	}
	if r.Result != nil {
		page.Width, page.Height = r.shownSize()
	}
	if r.reader == pictureReader {
		page.Origin = archive.OriginOCR
	}
	var tables []table.Table
	var cover release.Cover
	var unseen string
	if r.broken == nil {
		r.broken = object.Guard(func() {
			held := p.beside != nil && r.reader != "" && p.beside.holdBack(&r.Page)
			if cover = release.Covered(&r.Page); len(cover.Glyphs) > 0 {
				cover.Remove(&r.Page)
				held = true
			}
			if held {
				r.layout = layout.Of(&r.Page)
			}
			if r.sure() {
				tables = table.Find(&r.Page, r.layout)
			}
			page.Text, page.Words = table.Read(r.layout, tables)
			for i := range page.Words {
				page.Words[i].Box = r.Page.Shown(page.Words[i].Box)
			}
			page.Marks = append(page.Marks, release.Find(&r.Page, r.layout, cover)...)
			for i := range page.Marks {
				page.Marks[i].Box = r.Page.Shown(page.Marks[i].Box)
			}
			p.shown.turn(p.number, &r.Page)
			unseen = p.unseen.of(p.number, r, p.beside)
		})
	}
	if p.number == 1 {
		page.Dated, _ = release.StatedDate(r.layout)
	}
	empty := page.Text == ""
	if unseen != "" {
		page.Text = strings.TrimPrefix(page.Text+"\n\n"+unseen, "\n\n")
	}
	if p.beside != nil {
		p.beside.add(&page)
	}
	for _, give := range []func() error{
		func() error { return p.late.saw(r) },
		func() error { return p.tables.Next(p.number, tables) },
		func() error { return p.sink.Page(page) },
		p.tables.Rows,
	} {
		if p.sinkErr = give(); p.sinkErr != nil {
			return p.sinkErr
		}
	}
	if p.beside != nil {
		if err := p.beside.pageNotices(); err != nil {
			return err
		}
	}
	if n, ok := cover.Notice(p.number); ok {
		if p.sinkErr = p.sink.Notice(n); p.sinkErr != nil {
			return p.sinkErr
		}
	}
	switch {
	case r.lookErr != nil:
		return p.notice("ocr-failed", p.number, "Page %d is a scan and could not be read: %v.", p.number, plainError(r.lookErr))
	case r.unlooked && r.broken == nil && len(r.Problems) == 0:
		p.blank = append(p.blank, p.number)
	case r.reader == pictureReader && !r.sure():
		return p.notice("unsure", p.number, "Page %d was read from a picture, most of its words badly; compare them with the picture.", p.number)
	case r.broken != nil:
		return p.notice("damaged", p.number, "Page %d could not be read: %v.", p.number, plainError(r.broken))
	case len(r.Problems) > 0 && empty:
		return p.notice("damaged", p.number, "Page %d could not be read: %v.", p.number, plainError(r.Problems[0]))
	case len(r.Problems) > 0:
		return p.notice("damaged", p.number, "Page %d was read in part: %v.", p.number, plainError(r.Problems[0]))
	case empty && r.Unknown > 0:
		p.dumb = append(p.dumb, p.number)
	case r.Unknown*50 > r.Shown:
		return p.notice("no-unicode", p.number, "Page %d: %d of its %d characters could not be read; the file does not say what they are.", p.number, r.Unknown, r.Shown)
	}
	return nil
}

// end gives what waited for one more page: the last table, and the last page.
func (p *pages) end() error {
	if err := p.tables.Close(); err != nil {
		return err
	}
	return p.late.end()
}

func (p *pages) notice(code string, page int, format string, args ...any) error {
	p.sinkErr = p.sink.Notice(archive.Notice{Code: code, Page: page, Text: fmt.Sprintf(format, args...)})
	return p.sinkErr
}

// tooMany says that not all pages were read.
func (p *pages) tooMany() error {
	return p.notice("limit", 0, "The document has more pages than are read of one; the rest was left out after page %d.", p.number)
}

// noText says which pages are pictures that were not read: in one notice where
// all are.
func (p *pages) noText() error {
	what := "install tesseract (for example apt install tesseract-ocr), then run readingroom ocr"
	if p.second.options.NoOCR {
		what = "reading pictures was turned off; run readingroom ocr"
	}
	if len(p.blank) == p.number-max(0, p.from-1) && len(p.blank) > 1 {
		return p.notice("no-ocr", 0, "All %d pages are scans and were not read: %s.", len(p.blank), what)
	}
	for _, n := range p.blank {
		if err := p.notice("no-ocr", n, "Page %d is a scan and was not read: %s.", n, what); err != nil {
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
	paper := media
	if crop, ok := box(in.cropBox); ok {
		crop = [4]float64{max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3])}
		if crop[0] < crop[2] && crop[1] < crop[3] {
			media = crop
		}
	}
	f := content.Frame{Box: media, Paper: paper, Unit: 1}
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
