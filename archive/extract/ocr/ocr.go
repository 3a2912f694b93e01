// Package ocr reads the pictures of pages: the words where they stand and how
// surely each was read, and the rulings of tables.
//
//	a scan, 1700 x 2200 dots at 200 to an inch, 0.7 degrees askew
//	-> mark.Page{Width: 612, Height: 792, Skew: 0.7, Rulings: [the lines of a table],
//	   Glyphs: ["Honduras" 196 161 240 171, sure by 96 of 100, …]}
//
// Tesseract reads letters better than anything else that is free; it is a
// program of its own, which may be there or not. It loses words between the
// lines of tables and mistakes dust for letters, so that it is given a picture
// that was straightened, cleaned and freed of lines here; the lines are kept
// for whoever looks for tables. What it is not sure of it reads again at other
// sizes, and most readings count. Letters may then be settled by the letters of
// the same page, figures never: where its readings of figures differ, they are
// marked as unsure.
package ocr

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"strings"

	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// A Reader reads pictures of pages. It keeps no state.
type Reader struct {
	Program   Program
	Languages []string // as Tesseract names them; English where there is none
}

func (r Reader) languages() string {
	if len(r.Languages) == 0 {
		return "eng"
	}
	return strings.Join(r.Languages, "+")
}

// Read reads a picture of a page that has so many dots to an inch. The marks
// that it returns are those of the page when it is straight and upright; their
// Skew leads back. Words that were read badly are among them, with their
// confidence. The layout is that of the words.
func (r Reader) Read(ctx context.Context, picture *image.Gray, dpi float64) (*mark.Page, layout.Page, error) {
	size := picture.Bounds().Size()
	if err := checkSize(size.X, size.Y); err != nil {
		return nil, layout.Page{}, err
	}
	if !(dpi >= 10 && dpi <= 10_000) {
		return nil, layout.Page{}, fmt.Errorf("%v dots to an inch make no page", dpi)
	}
	s := sheetOf(picture, dpi).atReadableSize()
	s.even()
	s.trim()
	s.clean()
	if s.hard() {
		s = s.soft(2)
	}
	p, err := r.upright(ctx, s)
	if err != nil {
		return nil, layout.Page{}, err
	}
	page := p.marks()
	return page, layout.Of(page), nil
}

// maxDots is how many dots a picture may have: a poster of a square yard at
// 200 to an inch.
const maxDots = 64 << 20

var errSize = errors.New("the picture is too large to be read")

func checkSize(w, h int) error {
	if w <= 0 || h <= 0 {
		return errors.New("the picture is empty")
	}
	if w > 32_000 || h > 32_000 || w > maxDots/h {
		return fmt.Errorf("%w: %d x %d dots", errSize, w, h)
	}
	return nil
}

// A reading is what was made out on a sheet.
type reading struct {
	sheet   *sheet // straight
	skew    float64
	lines   []line
	patches []patch
	words   []word
}

// upright reads a sheet whichever way up it lies. Nearly all lie right: the
// others are tried where little can be made out.
func (r Reader) upright(ctx context.Context, s *sheet) (*reading, error) {
	first := 0
	_, level := s.skew()
	_, across := s.turned(1).skew()
	if across > clearly*level {
		first = 1 // its lines run up or down
	}
	best, err := r.straight(ctx, s, first)
	if err != nil || best.good() || len(best.words) < fewWords && max(level, across) < someLines {
		return best, err
	}
	for _, quarters := range []int{first + 2, first + 1, first + 3} {
		other, err := r.straight(ctx, s, quarters&3)
		if err != nil {
			return nil, err
		}
		if other.sure() > best.sure() {
			best = other
		}
		if best.good() {
			break
		}
	}
	return best, nil
}

// How a sheet shows which way up it lies.
const (
	clearly   = 1.3 // the lines of one direction stand out so much more
	someLines = 2.5 // lines stand out at all
	fewWords  = 10
)

// straight reads a sheet turned clockwise by so many quarters.
func (r Reader) straight(ctx context.Context, s *sheet, quarters int) (*reading, error) {
	p := &reading{sheet: s.turned(quarters)}
	angle, contrast := p.sheet.skew()
	if contrast < someLines {
		angle = 0
	}
	if math.Abs(angle) >= leastSkew {
		p.sheet = p.sheet.straight(angle)
		p.skew = angle
	}
	if p.skew -= float64(quarters&3) * 90; p.skew < -45 {
		p.skew += 360
	}
	p.lines, p.patches = p.sheet.lines(), p.sheet.patches()
	bare := p.sheet.soft(14)
	bare.flatten(p.patches)
	bare.erase(p.lines)
	var tildes []tilde
	if r.languages() == "eng" {
		tildes = bare.lift()
	}
	words, err := r.recognize(ctx, bare, auto)
	if err != nil {
		return nil, err
	}
	if words, err = r.secondLook(ctx, bare, words); err != nil {
		return nil, err
	}
	words = apart(words)
	tighten(words, bare.inked(words))
	if err := r.readAgain(ctx, bare, words); err != nil {
		return nil, err
	}
	parts := bare.inked(words)
	setTildes(words, parts, tildes)
	settle(words, parts)
	p.words = bare.tidy(words, parts)
	return p, nil
}

// leastSkew is what Tesseract and the eye bear, in degrees: two dots across a page.
const leastSkew = .07

// sure counts the letters of the words that were read surely.
func (p *reading) sure() int {
	n := 0
	for _, w := range p.words {
		if w.confidence >= mark.Sure {
			n += letters(w.text)
		}
	}
	return n
}

// good reports whether most words were read surely, and they are some.
func (p *reading) good() bool {
	n := 0
	for _, w := range p.words {
		if w.confidence >= mark.Sure && letters(w.text) > 0 {
			n++
		}
	}
	return n >= fewWords/2 && 2*n >= len(p.words)
}
