package release

import (
	"cmp"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
)

// A segment is the words of a line that stand together: what is printed in the
// margin beside a line is a segment of its own.
type segment struct {
	words  []layout.Word
	starts []int // where each word begins in text
	text   string
	lower  string // the text in small letters
	box    archive.Box
	size   float64 // of its largest word
	block  int
	line   int // in the block
	first  bool
	last   bool // of its line
}

// wide is how wide a gap, in sizes of the font, parts segments.
const wide = 1.5

// segmentsOf cuts the lines of a page into segments, in the order of reading.
func segmentsOf(l layout.Page) []segment {
	var out []segment
	for bn, b := range l.Blocks {
		for ln, line := range b.Lines {
			n, from := len(out), 0
			for i := range line.Words {
				w := &line.Words[i]
				if i == 0 || apart(&line.Words[i-1], w) {
					out = append(out, segment{block: bn, line: ln, box: w.Box})
					from = i
				}
				s := &out[len(out)-1]
				s.words = line.Words[from : i+1 : i+1]
				s.box = s.box.Union(w.Box)
				s.size = max(s.size, w.Size)
			}
			if len(out) > n {
				out[n].first, out[len(out)-1].last = true, true
			}
		}
	}
	for i := range out {
		out[i].read()
	}
	return out
}

func apart(a, b *layout.Word) bool {
	if a.Angle != b.Angle {
		return true
	}
	across := max(b.Box[0]-a.Box[2], a.Box[0]-b.Box[2])
	if a.Angle == 90 || a.Angle == 270 {
		across = max(b.Box[1]-a.Box[3], a.Box[1]-b.Box[3])
	}
	return across > wide*max(a.Size, b.Size)
}

func (s *segment) read() {
	if len(s.words) == 1 { // shares the text
		s.starts, s.text = []int{0}, s.words[0].Text
		s.lower = strings.ToLower(s.text)
		return
	}
	var b strings.Builder
	for i, w := range s.words {
		if i > 0 {
			b.WriteByte(' ')
		}
		s.starts = append(s.starts, b.Len())
		b.WriteString(w.Text)
	}
	s.text = b.String()
	s.lower = strings.ToLower(s.text)
}

// boxOf returns the box of text[start:end]: a part of a word is taken to be as
// wide as its share of the characters.
func (s *segment) boxOf(start, end int) archive.Box {
	var box archive.Box
	found := false
	for i, w := range s.words {
		from, to := s.starts[i], s.starts[i]+len(w.Text)
		if to <= start || from >= end {
			continue
		}
		b := w.Box
		if w.Angle == 0 && len(w.Text) > 0 {
			width := (b[2] - b[0]) / float64(len(w.Text))
			b[0], b[2] = b[0]+width*float64(max(0, start-from)), b[2]-width*float64(max(0, to-end))
		}
		if !found {
			box, found = b, true
		}
		box = box.Union(b)
	}
	return rounded(box)
}

// A wordField is the words of a page, by height.
type wordField struct {
	words []placed
	tall  float64 // the tallest of them
}

// A placed word, and the number of its segment.
type placed struct {
	layout.Word
	segment int
}

func newWordField(segments []segment) *wordField {
	f := &wordField{}
	for i, s := range segments {
		for _, w := range s.words {
			f.words = append(f.words, placed{w, i})
			f.tall = max(f.tall, min(w.Box[3]-w.Box[1], 100))
		}
	}
	slices.SortStableFunc(f.words, func(a, b placed) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	return f
}

// most is how many words are looked at around one place of a page.
const most = 3000

// each calls do with the words that touch a box, until it returns false. Of a
// page where too many stand at one height, not all are seen.
func (f *wordField) each(box archive.Box, do func(w *placed) bool) {
	from, _ := slices.BinarySearchFunc(f.words, box[1]-f.tall, func(w placed, y float64) int { return cmp.Compare(w.Box[1], y) })
	for i := from; i < len(f.words) && i < from+most && f.words[i].Box[1] <= box[3]; i++ {
		if b := f.words[i].Box; b[0] <= box[2] && b[2] >= box[0] && b[3] >= box[1] {
			if !do(&f.words[i]) {
				return
			}
		}
	}
}
