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
			n := len(out)
			for i, w := range line.Words {
				if i == 0 || apart(line.Words[i-1], w) {
					out = append(out, segment{block: bn, line: ln, box: w.Box})
				}
				s := &out[len(out)-1]
				s.words = append(s.words, w)
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

func apart(a, b layout.Word) bool {
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
	var b strings.Builder
	for i, w := range s.words {
		if i > 0 {
			b.WriteByte(' ')
		}
		s.starts = append(s.starts, b.Len())
		b.WriteString(w.Text)
	}
	s.text = b.String()
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
	boxes []archive.Box
	own   []int   // the segment of each
	tall  float64 // the tallest of them
}

func newWordField(segments []segment) *wordField {
	type entry struct {
		box archive.Box
		own int
	}
	var all []entry
	f := &wordField{}
	for i, s := range segments {
		for _, w := range s.words {
			all = append(all, entry{w.Box, i})
			f.tall = max(f.tall, min(w.Box[3]-w.Box[1], 100))
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(a.box[1], b.box[1]) })
	for _, e := range all {
		f.boxes, f.own = append(f.boxes, e.box), append(f.own, e.own)
	}
	return f
}

// most is how many words are looked at around one place of a page.
const most = 3000

// each calls do with the words that touch a box and their segments, until it
// returns false. Of a page where too many stand at one height, not all are seen.
func (f *wordField) each(box archive.Box, do func(word archive.Box, segment int) bool) {
	from, _ := slices.BinarySearchFunc(f.boxes, box[1]-f.tall, func(b archive.Box, y float64) int { return cmp.Compare(b[1], y) })
	for i := from; i < len(f.boxes) && i < from+most && f.boxes[i][1] <= box[3]; i++ {
		if b := f.boxes[i]; b[0] <= box[2] && b[2] >= box[0] && b[3] >= box[1] {
			if !do(b, f.own[i]) {
				return
			}
		}
	}
}
