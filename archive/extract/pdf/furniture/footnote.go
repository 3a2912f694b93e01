package furniture

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// noteStart is how a footnote begins: with a number, a letter or a sign.
var noteStart = regexp.MustCompile(`^(?:\(?\d{1,3}[).]?|[*†‡§¶]{1,4}|[a-z][).]?)(?:\s|\p{Lu}|“)`)

// Of a page.
const maxNotes, maxColumns = 100, 8

// footnotes returns the footnotes of a page, column by column.
func footnotes(p *mark.Page, l layout.Page) []archive.Mark {
	body := bodySize(l)
	var out []archive.Mark
	for _, column := range columns(p, l) {
		out = append(out, column.notes(p, l, body)...)
	}
	return out[:min(len(out), maxNotes)]
}

// A column is lines one under the other.
type column struct {
	lines []line
	left  float64
	right float64
}

// columns parts the lines of the lower part of a page that stand side by side.
func columns(p *mark.Page, l layout.Page) []column {
	var lines, above []line
	for _, b := range l.Blocks {
		for _, ln := range b.Lines {
			if len(ln.Words) == 0 || ln.Words[0].Angle != 0 {
				continue
			}
			if n := lineOf(ln); n.box[1] > .4*p.Height {
				n.text = textOf(ln)
				lines = append(lines, n)
			} else {
				above = append(above, n)
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(a.box[0], b.box[0]) })
	var out []column
	for _, ln := range lines {
		if n := len(out) - 1; n >= 0 && ln.box[0] < out[n].right {
			out[n].lines = append(out[n].lines, ln)
			out[n].right = max(out[n].right, ln.box[2])
			continue
		}
		out = append(out, column{[]line{ln}, ln.box[0], ln.box[2]})
	}
	if len(out) > maxColumns {
		return nil // a table, a map
	}
	for i := range out {
		c := &out[i]
		for _, ln := range above { // of the same column, as far as its left side tells
			if math.Abs(ln.box[0]-c.left) < 3*ln.size {
				c.right = max(c.right, ln.box[2])
			}
		}
		slices.SortStableFunc(c.lines, func(a, b line) int { return cmp.Compare(a.box[1], b.box[1]) })
	}
	return out
}

// lineOf returns a line without its text.
func lineOf(l layout.Line) line {
	out := line{box: l.Words[0].Box}
	for i := range l.Words {
		out.box = out.box.Union(l.Words[i].Box)
		out.size = max(out.size, l.Words[i].Size)
	}
	return out
}

func textOf(l layout.Line) string {
	var b strings.Builder
	for i := range l.Words {
		if i > 0 {
			b.WriteByte(' ')
		}
		if b.Len() < 4*longest {
			b.WriteString(l.Words[i].Text)
		}
	}
	return b.String()
}

// notes returns the footnotes of a column: lines in smaller type that end it,
// the first beginning with a mark, below a short rule or called by a raised
// mark in the text.
func (c column) notes(p *mark.Page, l layout.Page, body float64) []archive.Mark {
	lines := c.lines
	last := len(lines)
	for last > 0 && below(lines, last-1, p) {
		last--
	}
	first := last
	for first > 0 && lines[first-1].size <= .92*body {
		if first < last && lines[first].box[1]-lines[first-1].box[3] > 2.5*lines[first].size {
			break
		}
		first--
	}
	if first == last {
		return nil
	}
	ruled, at := false, first
	if y, ok := c.rule(p, lines[first].box[1]-2.5*body, lines[last-1].box[1], body); ok {
		ruled = true
		for at < last && lines[at].box[1] < y-1 {
			at++
		}
	}
	for at < last && !noteStart.MatchString(lines[at].text) {
		at++
	}
	if at == last || !ruled && !called(l, lines[at], body) {
		return nil
	}
	var out []archive.Mark
	for _, ln := range lines[at:last] {
		if noteStart.MatchString(ln.text) || len(out) == 0 {
			out = append(out, archive.Mark{Kind: archive.MarkFootnote, Text: ln.text, Box: ln.box})
			continue
		}
		m := &out[len(out)-1]
		if len(m.Text) < 5000 {
			m.Text += "\n" + ln.text
		}
		m.Box = m.Box.Union(ln.box)
	}
	return out
}

// bodySize returns the size of most characters.
func bodySize(l layout.Page) float64 {
	counts := map[float64]int{}
	for _, b := range l.Blocks {
		for _, ln := range b.Lines {
			for _, w := range ln.Words {
				counts[float64(int(2*w.Size+.5))/2] += len(w.Text)
			}
		}
	}
	size, most := 0., 0
	for s, n := range counts {
		if n > most || n == most && s > size {
			size, most = s, n
		}
	}
	return size
}

// below reports whether a line stands below the notes: the page number, or what
// white parts from the line above.
func below(lines []line, n int, p *mark.Page) bool {
	l := lines[n]
	if l.box[1] < .88*p.Height {
		return false
	}
	return pageNumber.MatchString(plain(l.text)) || n > 0 && l.box[1]-lines[n-1].box[3] > 1.2*l.size
}

// rule returns how far down the rule above the notes stands, between top and
// bottom: a line that takes up a part of the column's width only.
func (c column) rule(p *mark.Page, top, bottom, body float64) (y float64, ok bool) {
	for _, r := range p.Rulings {
		b := r.Box
		width := b[2] - b[0]
		if b[3]-b[1] < 2.5 && b[1] > top && b[3] < bottom && width > max(15, .07*(c.right-c.left)) && width < .6*(c.right-c.left) &&
			b[0] > c.left-2*body && b[0] < c.left+2*body && (!ok || b[1] < y) {
			y, ok = b[1], true
		}
	}
	return y, ok
}

// called reports whether the mark that a note begins with stands raised in the
// text, in smaller type; or is itself raised before the note.
func called(l layout.Page, note line, body float64) bool {
	sign := strings.TrimRight(strings.Fields(note.text)[0], ".)")
	for _, b := range l.Blocks {
		for _, ln := range b.Lines {
			largest := 0.
			for _, w := range ln.Words {
				largest = max(largest, w.Size)
			}
			at := slices.IndexFunc(ln.Words, func(w layout.Word) bool {
				return w.Text == sign && (w.Raised > 0 || w.Size < .85*largest && largest >= .92*body)
			})
			if at > 0 {
				return true
			}
		}
	}
	return false
}
