package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/content"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/pdfium"
)

// A Look reads a picture of a page that has so many dots to an inch.
type Look func(ctx context.Context, picture *image.Gray, dpi float64) (*mark.Page, layout.Page, error)

// pictureReader is how pages name what read their picture.
const pictureReader = "tesseract"

// LookTime is how long one look at a picture may take.
const LookTime = time.Minute

// lookDPI is how many dots to an inch a page is drawn with: more are read no better.
const lookDPI = 200

// look reads the picture of a page where its text does not say what stands on
// it, and returns what reads better.
func (p *pages) look(own reading) reading {
	why := own.needsLook()
	if why == "" {
		return own
	}
	if p.second.options.Look == nil {
		own.unlooked = len(own.Pictures) > 0 && own.hidden() == 0 && own.Shown == 0 || own.words() > 0 && own.hidden() == 0
		return own
	}
	m, err := p.second.picture(p.number, lookDPI)
	if err != nil {
		own.lookErr = err
		return own
	}
	size := m.Bounds().Size()
	dpi := lookDPI * 1.
	if w, h := own.size(); w > 0 && h > 0 {
		dpi = 72 * max(float64(size.X)/w, float64(size.Y)/h) // large pages are drawn smaller
	}
	other := p.second.options.read(m, dpi)
	other.why = why
	switch {
	case other.lookErr != nil:
		own.lookErr = other.lookErr
		return own
	case other.words() == 0 && own.words() == 0:
		own.seen = true
		return own
	case own.words() > 0 && own.sensible() >= other.sensible():
		return own // the layer that the file brings is as good
	}
	other.keep(own)
	other.fit(own)
	return other
}

// read looks at a picture.
func (o Options) read(m *image.Gray, dpi float64) reading {
	ctx := o.Context
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, cancel := context.WithTimeout(ctx, LookTime)
	defer cancel()
	page, l, err := o.Look(ctx, m, dpi)
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("it took longer than %d s", LookTime/time.Second)
	}
	if err != nil {
		return reading{lookErr: err}
	}
	return reading{Result: &content.Result{Page: *page}, layout: l, reader: pictureReader, seen: true}
}

// picture draws a page in gray.
func (s *second) picture(n int, dpi float64) (*image.Gray, error) {
	doc, err := s.open()
	if err != nil {
		return nil, err
	}
	s.asking(true)
	defer s.asking(false)
	m, err := doc.Picture(n, pdfium.Size{DPI: dpi, Gray: true})
	if err != nil {
		if errors.Is(err, pdfium.ErrEngine) {
			s.close()
		}
		return nil, err
	}
	gray, ok := m.(*image.Gray)
	if !ok {
		return nil, errors.New("the page was not drawn in gray")
	}
	return gray, nil
}

// Measures of text that cannot be all that stands on a page.
const (
	fewWords = 25  // and a picture under them: a number, a stamp
	covering = .4  // of the page, by pictures
	nonsense = .35 // of the words of a hidden layer
)

// needsLook returns a sentence that says why the text of a page may not be what
// stands on it, or "".
func (r reading) needsLook() string {
	if r.Result == nil || r.reader == pictureReader {
		return ""
	}
	n, covered := r.words(), r.covered()
	switch {
	case n == 0 && covered >= covering:
		return "The page is a picture."
	case n == 0 && (len(r.Pictures) > 0 || len(r.Rulings) > 0 || r.broken != nil || len(r.Problems) > 0 || r.Shown > 0):
		return "The page shows something, but no text that could be read."
	case n < fewWords && covered >= covering:
		return "The page is a picture with few words over it."
	case covered >= covering && float64(r.hidden()) > .9*float64(n) && float64(n-r.sensible()) > nonsense*float64(n):
		return "The text that came with the picture of the page makes no sense."
	}
	return ""
}

func (r reading) size() (w, h float64) {
	if r.Result == nil {
		return 0, 0
	}
	return r.Width, r.Height
}

// shownSize is the size of a page as it is shown, in points.
func (r reading) shownSize() (w, h float64) {
	w, h = r.Width, r.Height
	if math.Mod(math.Round(r.Skew/90), 2) != 0 {
		w, h = h, w
	}
	return round(w), round(h)
}

// sure reports whether tables may be built on the words: they are the file's
// own, or most were read well.
func (r reading) sure() bool { return r.reader != pictureReader || r.Confidence >= .5 }

func (r reading) words() int { return r.count(func(layout.Word) bool { return true }) }

func (r reading) hidden() int { return r.count(func(w layout.Word) bool { return w.Hidden }) }

// sensible counts the words that may be some, and were not read badly.
func (r reading) sensible() int {
	return r.count(func(w layout.Word) bool {
		return (w.Confidence == 0 || w.Confidence >= mark.Sure) && isSensible(w.Text)
	})
}

func (r reading) count(is func(layout.Word) bool) int {
	n := 0
	for _, b := range r.layout.Blocks {
		for _, l := range b.Lines {
			for _, w := range l.Words {
				if is(w) {
					n++
				}
			}
		}
	}
	return n
}

// isSensible reports whether a word looks like one: letters with a vowel among
// them, or a number, with no more than a sign or two around it. What is not
// Latin is believed.
func isSensible(word string) bool {
	word = strings.TrimFunc(word, unicode.IsPunct)
	letters, digits, other, vowel, upper := 0, 0, 0, false, 0
	for _, r := range word {
		switch {
		case r > unicode.MaxLatin1 && unicode.IsLetter(r):
			return true
		case unicode.IsLetter(r):
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
			vowel = vowel || r > 0x7f || strings.ContainsRune("aeiouyAEIOUY", r)
		case unicode.IsDigit(r):
			digits++
		default:
			other++
		}
	}
	switch {
	case letters+digits == 0 || other > (letters+digits)/2:
		return false
	case letters == 0 || upper == letters:
		return true // numbers and abbreviations
	}
	return vowel || letters < 3
}

// covered is the share of a page that pictures cover, as far as boxes tell.
func (r reading) covered() float64 {
	if r.Width <= 0 || r.Height <= 0 {
		return 0
	}
	const fields = 16
	var under [fields * fields]bool
	for _, pic := range r.Pictures {
		b := pic.Box
		for i := range under {
			x, y := (float64(i%fields)+.5)*r.Width/fields, (float64(i/fields)+.5)*r.Height/fields
			under[i] = under[i] || b[0] <= x && x <= b[2] && b[1] <= y && y <= b[3]
		}
	}
	n := 0
	for _, u := range under {
		if u {
			n++
		}
	}
	return float64(n) / (fields * fields)
}

// keep puts the words that the file itself states and shows, such as the number
// stamped on a scan, in place of those that were read there.
func (r *reading) keep(own reading) {
	if own.Result == nil || math.Abs(r.Skew) > 45 {
		return
	}
	var stated []mark.Glyph
	for _, g := range own.Glyphs {
		if !g.Hidden && strings.TrimSpace(g.Text) != "" {
			stated = append(stated, r.Page.Straight(g))
		}
	}
	if len(stated) == 0 || len(stated) > 2000 {
		return
	}
	r.Glyphs = slices.DeleteFunc(r.Glyphs, func(g mark.Glyph) bool {
		b := g.Box()
		x, y := (b[0]+b[2])/2, (b[1]+b[3])/2
		return slices.ContainsFunc(stated, func(s mark.Glyph) bool {
			c := s.Box()
			return c[0] <= x && x <= c[2] && c[1] <= y && y <= c[3]
		})
	})
	order := 0
	for _, g := range r.Glyphs {
		order = max(order, g.Order)
	}
	for _, g := range stated {
		order++
		g.Order = order
		r.Glyphs = append(r.Glyphs, g)
	}
	r.layout = layout.Of(&r.Page)
}

// fit gives a page that was read from a picture the exact size of the page: a
// picture has whole dots.
func (r *reading) fit(own reading) {
	if own.Result == nil {
		return
	}
	if math.Mod(math.Round(r.Skew/90), 2) != 0 {
		r.Width, r.Height = own.Height, own.Width
	} else {
		r.Width, r.Height = own.Width, own.Height
	}
}

// A shown sink takes the boxes of tables back to where they stand on the pages
// as they are shown.
type shown struct {
	archive.Sink
	pages map[int]*mark.Page // that were read from a picture that was not straight
}

// turn notes that a page was read so. A row may be given with the page after
// its own, and no later.
func (s *shown) turn(n int, p *mark.Page) {
	delete(s.pages, n-2)
	if p.Skew != 0 {
		s.pages[n] = p
	}
}

func (s *shown) Table(t archive.Table) error {
	if p := s.pages[t.Page]; p != nil {
		t.Box, t.Grid = p.Shown(t.Box), cellsShown(p, t.Grid)
	}
	return s.Sink.Table(t)
}

func (s *shown) Row(r archive.Row) error {
	if p := s.pages[r.Page]; p != nil {
		r.Box, r.Grid = p.Shown(r.Box), cellsShown(p, r.Grid)
	}
	return s.Sink.Row(r)
}

func cellsShown(p *mark.Page, cells []archive.Cell) []archive.Cell {
	out := slices.Clone(cells)
	for i := range out {
		out[i].Box = p.Shown(out[i].Box)
	}
	return out
}
