package web

import (
	"math"
	"strings"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/align"
	"readingroom/archive/grid"
)

// A Sheet is the picture of a page, or of a part of it, with what lies over it.
// All of it is drawn in points of the page, so that it keeps its place at every
// size: as SVG, because the site's policy lets no style stand in a page.
type Sheet struct {
	Src, Srcset, Sizes string
	Alt                string
	ViewBox            string // what is shown of the page, in points
	Width, Height      int    // pixels of the screen at which it is shown at 100 %
	Zoom               string // fit, 100 or 200
	Lines              []textLine
	Silent             bool // the text follows the picture: it is not read out twice
	Lazy               bool // it is not what the reader came for
	Grid               bool // lines are drawn on it
	Boxes              []Overlay
	Over               []Overlay // over the others, with a label
}

// An Overlay is a box on a page.
type Overlay struct {
	Class, X, Y, W, H string
	ID                string
	Label             string
	LX, LY            string // where the label stands
	Nth               int    // the hit it belongs to, from 1
}

func overlay(class string, b archive.Box, label, id string) Overlay {
	return Overlay{
		Class: class, X: points(b[0]), Y: points(b[1]), W: points(b[2] - b[0]), H: points(b[3] - b[1]), ID: id,
		Label: label, LX: points(b[0]), LY: points(max(b[1]-1.5, 6)),
	}
}

// A textLine is words of a page that are selected and found together.
type textLine struct {
	Words []textWord
	Turn  string // how the line is turned: "rotate(-90 72 300)"
}

// A textWord is a word as it lies over the picture, unseen. After is what
// parts it from the next.
type textWord struct {
	Text, X, Y, Size, Length string
	After                    string
}

// wordsDrawn is how many words are laid over a page; more can only be hostile.
const wordsDrawn = 12000

// lay sets the words of a page over its picture, those of a paragraph together.
func lay(p align.Page, page archive.Box, text string) []textLine {
	runes := []rune(text)
	var lines []textLine
	last := -1
	for i, w := range p.Words[:min(len(p.Words), wordsDrawn)] {
		b := within(w.Box, page)
		n := utf8.RuneCountInString(w.Text)
		if !visible(b) || n == 0 || strings.TrimSpace(w.Text) == "" {
			continue
		}
		word, turn := textWord{Text: w.Text}, ""
		across, high := b[2]-b[0], b[3]-b[1]
		word.X, word.Y = points(b[0]), points(b[1]+0.78*high)
		if n > 2 && high > 1.5*across { // it runs up the page, or down
			word.X, word.Y = points(b[2]-0.22*across), points(b[3])
			turn = "rotate(-90 " + word.X + " " + word.Y + ")"
			across, high = high, across
		}
		word.Size, word.Length = points(max(1, 0.9*high)), points(across)
		if last >= 0 && turn == "" && lines[len(lines)-1].Turn == "" {
			if after, ok := between(p, last, i, runes); ok {
				line := &lines[len(lines)-1]
				line.Words[len(line.Words)-1].After = after
				line.Words = append(line.Words, word)
				last = i
				continue
			}
		}
		lines = append(lines, textLine{Words: []textWord{word}, Turn: turn})
		last = i
	}
	return lines
}

// between returns what parts two words of one paragraph; ok is false where they
// stand in two.
func between(p align.Page, a, b int, text []rune) (after string, ok bool) {
	x, y := p.Spans[a], p.Spans[b]
	if x.To == 0 || y.To == 0 {
		return " ", align.Besides(p.Words[a].Box, p.Words[b].Box)
	}
	gap := string(text[x.To:max(x.To, min(y.From, len(text)))])
	switch {
	case strings.TrimSpace(gap) != "" || strings.Count(gap, "\n") > 1:
		return "", false
	case gap == "":
		return "", true
	case strings.Contains(gap, "\n"):
		return "\n", true
	}
	return " ", true
}

// wholeSheet is the picture of a page.
func wholeSheet(item string, p archive.Page, zoom string) *Sheet {
	s := &Sheet{Alt: "Page " + digits(p.Number) + " as it looks", Zoom: zoom}
	s.ViewBox = "0 0 " + points(p.Width) + " " + points(p.Height)
	s.Width, s.Height = pixels(p.Width), pixels(p.Height)
	s.from(item, p.Number, archive.Box{}, p.Height/p.Width, []int{640, 960, 1280, 1920, 2560})
	switch zoom {
	case "fit":
		s.Sizes = "(min-width: 60rem) 50rem, 100vw"
	case "200":
		s.Width, s.Height = 2*s.Width, 2*s.Height
		fallthrough
	default:
		s.Sizes = digits(s.Width) + "px"
	}
	return s
}

// cropSheet is the picture of a part of a page.
func cropSheet(item string, page int, b archive.Box, alt string) *Sheet {
	s := &Sheet{Alt: alt, Zoom: "fit", Sizes: "(min-width: 60rem) 40rem, 100vw"}
	s.ViewBox = points(b[0]) + " " + points(b[1]) + " " + points(b[2]-b[0]) + " " + points(b[3]-b[1])
	s.Width, s.Height = pixels(b[2]-b[0]), pixels(b[3]-b[1])
	s.from(item, page, b, (b[3]-b[1])/(b[2]-b[0]), []int{320, 640, 960, 1280, 1920})
	return s
}

// from names the pictures, each of some width, of which the browser takes what
// its screen needs.
func (s *Sheet) from(item string, page int, crop archive.Box, shape float64, widths []int) {
	var set []string
	for _, w := range widths {
		if float64(w)*float64(w)*shape > pixelsMost {
			break
		}
		u := pictureURL(item, page, crop, w)
		set = append(set, u+" "+digits(w)+"w")
		if s.Src == "" || w <= 1280 {
			s.Src = u
		}
	}
	s.Srcset = strings.Join(set, ", ")
}

// pixels is a length in points as a screen shows it at 100 %: 96 to the inch.
func pixels(v float64) int { return max(1, int(math.Round(min(v, 1e6)*96/72))) }

// mark lays boxes over the sheet.
func (s *Sheet) mark(class string, page archive.Box, boxes []archive.Box) {
	for _, b := range boxes {
		if b = within(b, page); visible(b) {
			s.Boxes = append(s.Boxes, overlay(class, b, "", ""))
		}
	}
}

// markHits lays the hits of a search over the sheet; the boxes of one share its number.
func (s *Sheet) markHits(p align.Page, page archive.Box, hits []Span) {
	for n, h := range hits {
		from := len(s.Boxes)
		s.mark("hit", page, p.Boxes(h.From, h.To))
		for i := range s.Boxes[from:] {
			o := &s.Boxes[from+i]
			if o.Nth = n + 1; i == 0 {
				o.ID = "on-" + digits(n+1)
			}
		}
	}
}

// thin is the width of a line, in points: a browser draws no rectangle without any.
const thin = 0.01

// draw lays the lines of a grid over the sheet.
func (s *Sheet) draw(g grid.Grid, page archive.Box) {
	s.Grid = true
	b := within(g.Box, page)
	if g.None || len(g.Columns) < 2 || len(g.Rows) < 2 {
		if visible(b) {
			s.Boxes = append(s.Boxes, overlay("edge", b, "", ""))
		}
		return
	}
	if g.HeaderRows > 0 && g.HeaderRows < len(g.Rows) {
		s.Boxes = append(s.Boxes, overlay("headrows", within(archive.Box{b[0], g.Rows[0], b[2], g.Rows[g.HeaderRows]}, page), "", ""))
	}
	for _, x := range g.Columns[:min(len(g.Columns), 200)] {
		s.Boxes = append(s.Boxes, overlay("line", archive.Box{x, b[1], x + thin, b[3]}, "", ""))
	}
	for _, y := range g.Rows[:min(len(g.Rows), 2000)] {
		s.Boxes = append(s.Boxes, overlay("line", archive.Box{b[0], y, b[2], y + thin}, "", ""))
	}
}
