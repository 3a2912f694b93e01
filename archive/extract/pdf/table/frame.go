package table

import (
	"math"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// A frame is the page turned so that text of one direction stands upright.
type frame struct {
	turn          int // of the text, clockwise: 0, 90, 180, 270
	width, height float64
}

// in takes a box of the page into the frame.
func (f frame) in(b archive.Box) archive.Box {
	switch f.turn {
	case 90:
		return archive.Box{b[1], f.width - b[2], b[3], f.width - b[0]}
	case 180:
		return archive.Box{f.width - b[2], f.height - b[3], f.width - b[0], f.height - b[1]}
	case 270:
		return archive.Box{f.height - b[3], b[0], f.height - b[1], b[2]}
	}
	return b
}

// out takes a box of the frame back to the page.
func (f frame) out(b archive.Box) archive.Box {
	switch f.turn {
	case 90:
		b = archive.Box{f.width - b[3], b[0], f.width - b[1], b[2]}
	case 180:
		b = archive.Box{f.width - b[2], f.height - b[3], f.width - b[0], f.height - b[1]}
	case 270:
		b = archive.Box{b[1], f.height - b[2], b[3], f.height - b[0]}
	}
	for i := range b {
		b[i] = math.Round(b[i]*100) / 100
	}
	return b
}

// extent returns the width and the height of the page in the frame.
func (f frame) extent() (width, height float64) {
	if f.turn%180 != 0 {
		return f.height, f.width
	}
	return f.width, f.height
}

// A sheet is a page seen in a frame.
type sheet struct {
	frame
	words []*word
	rules rules
	size  float64 // of most text
}

// sheetOf turns the page for text of one direction. Words of other directions
// come along: the heads of narrow columns are often set sideways.
func sheetOf(p *mark.Page, words []*word, turn int) *sheet {
	s := &sheet{frame: frame{turn: turn, width: p.Width, height: p.Height}, words: words}
	sizes := make([]float64, 0, len(words))
	for _, w := range words {
		b := s.in(w.Box)
		w.x0, w.y0, w.x1, w.y1 = b[0], b[1], b[2], b[3]
		w.upright = w.turn == turn
		if w.upright {
			sizes = append(sizes, w.Size)
		}
	}
	for i := 0; i < len(words); {
		j := i
		var tallest *word
		for ; j < len(words) && words[j].line == words[i].line; j++ {
			if tallest == nil || words[j].Size > tallest.Size {
				tallest = words[j]
			}
		}
		for ; i < j; i++ {
			words[i].mid = (tallest.y0 + tallest.y1) / 2
		}
	}
	s.size = median(sizes)
	return s
}

// A word in the frame of its sheet.
type word struct {
	layout.Word
	x0, y0, x1, y1 float64
	mid            float64 // the height of its line
	line           int     // of the layout
	order          int     // of reading
	turn           int
	upright        bool
	value          bool // it is a number, or stands for one
	taken          bool // by a table
}

// wordsOf returns the words of a page, and how many there are of each direction.
func wordsOf(l layout.Page) (words []*word, turns map[int]int) {
	turns = map[int]int{}
	n := 0
	for _, b := range l.Blocks {
		for _, line := range b.Lines {
			n++
			for _, w := range line.Words {
				turn := int(math.Mod(math.Round(w.Angle)+360, 360))
				words = append(words, &word{Word: w, line: n, order: len(words), turn: turn, value: isValue(w.Text)})
				turns[turn]++
			}
		}
	}
	return words, turns
}
