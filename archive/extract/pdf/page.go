package pdf

import (
	"fmt"
	"math"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
)

// pages reads pages and gives them to the sink.
type pages struct {
	sink    archive.Sink
	sinkErr error
	number  int
	blank   []int // those with a picture and no text
	dumb    []int // those that name fonts or forms, and no text was found
}

// read reads the next page.
func (p *pages) read(node pdf.Value, in inherited, broken error) error {
	p.number++
	page := archive.Page{Number: p.number, Width: letterWidth, Height: letterHeight, Origin: archive.OriginText, Words: []archive.Word{}}
	if broken == nil {
		broken = guard(func() { page.Width, page.Height = pageSize(node, in) })
	}
	if broken == nil {
		page.Text, broken = text(node, in)
	}
	var picture, lettering bool
	if broken == nil && strings.TrimSpace(page.Text) == "" {
		_ = guard(func() { picture = hasPicture(in.resources, 0) }) // unknown is no
		_ = guard(func() { lettering = hasLettering(in.resources) })
	}
	if p.sinkErr = p.sink.Page(page); p.sinkErr != nil {
		return p.sinkErr
	}
	switch {
	case broken != nil:
		return p.notice("damaged", p.number, "Page %d could not be read: %v.", p.number, plainError(broken))
	case picture:
		p.blank = append(p.blank, p.number)
	case lettering:
		p.dumb = append(p.dumb, p.number)
	}
	return nil
}

func (p *pages) notice(code string, page int, format string, args ...any) error {
	p.sinkErr = p.sink.Notice(archive.Notice{Code: code, Page: page, Text: fmt.Sprintf(format, args...)})
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

// pageSize returns the width and the height of a page as it is shown, in
// points: its CropBox within its MediaBox, turned by Rotate, times UserUnit.
func pageSize(node pdf.Value, in inherited) (width, height float64) {
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
	width, height = media[2]-media[0], media[3]-media[1]
	if unit := node.Key("UserUnit").Float64(); unit > 0 && unit <= 1000 {
		width, height = width*unit, height*unit
	}
	if turn := in.rotate.Int64() % 360; turn == 90 || turn == 270 || turn == -90 || turn == -270 {
		width, height = height, width
	}
	return round(width), round(height)
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

// text reads the characters of a page in the order in which it draws them.
// The fonts are looked up here: the library would follow Parent for them.
func text(node pdf.Value, in inherited) (string, error) {
	var out string
	var err error
	perr := guard(func() {
		fonts := map[string]*pdf.Font{}
		list := in.resources.Key("Font")
		for _, name := range list.Keys() {
			f := list.Key(name)
			if err = checkContent(f.Key("ToUnicode")); err != nil {
				return
			}
			fonts[name] = &pdf.Font{V: f}
		}
		if err = checkContent(node.Key("Contents")); err == nil {
			out, err = pdf.Page{V: node}.GetPlainText(fonts)
		}
	})
	if perr != nil {
		return "", perr
	}
	return tidy(out), err
}

// tidy drops control characters and the empty lines around a text.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r", "\n"))
	return strings.Trim(s, "\n")
}

// hasPicture reports whether a page's resources, or those of the forms it
// draws, name an image.
func hasPicture(resources pdf.Value, depth int) bool {
	objects := resources.Key("XObject")
	for _, name := range objects.Keys() {
		o := objects.Key(name)
		switch o.Key("Subtype").Name() {
		case "Image":
			return true
		case "Form":
			if depth < 4 && hasPicture(o.Key("Resources"), depth+1) {
				return true
			}
		}
	}
	return false
}

// hasLettering reports whether a page's resources name fonts, or forms that
// may have some.
func hasLettering(resources pdf.Value) bool {
	if len(resources.Key("Font").Keys()) > 0 {
		return true
	}
	objects := resources.Key("XObject")
	for _, name := range objects.Keys() {
		if objects.Key(name).Key("Subtype").Name() == "Form" {
			return true
		}
	}
	return false
}
