package furniture

import (
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// noteStart is how a footnote begins: with a number, a letter or a sign.
var noteStart = regexp.MustCompile(`^(?:\(?\d{1,3}[).]?|[*†‡§¶]{1,4}|[a-z][).]?)(?:\s|\p{Lu}|“)`)

const maxNotes = 100 // of a page

// footnotes returns the footnotes of a page: lines in smaller type that end it,
// the first beginning with a mark, below a short rule or called by a raised
// mark in the text.
func footnotes(p *mark.Page, lines []line, l layout.Page) []archive.Mark {
	body := bodySize(l)
	last := len(lines)
	for last > 0 && below(lines, last-1, p) {
		last--
	}
	first := last
	for first > 0 && lines[first-1].size <= .92*body && lines[first-1].box[1] > .3*p.Height {
		if first < last && lines[first].box[1]-lines[first-1].box[3] > 2.5*lines[first].size {
			break
		}
		first--
	}
	if first == last {
		return nil
	}
	ruled, at := false, first
	if y, ok := shortRule(p, lines, first, last, body); ok {
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
		if noteStart.MatchString(ln.text) && len(out) < maxNotes || len(out) == 0 {
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
	return pageNumber.MatchString(l.plain) || n > 0 && l.box[1]-lines[n-1].box[3] > 1.2*l.size
}

// shortRule returns how far down the rule above the notes stands: a line that
// takes up a part of the width only.
func shortRule(p *mark.Page, lines []line, first, last int, body float64) (y float64, ok bool) {
	top, bottom := lines[first].box[1]-2.5*body, lines[last-1].box[1]
	left, right := p.Width, 0.
	for _, l := range lines[max(0, first-60):last] {
		left, right = min(left, l.box[0]), max(right, l.box[2])
	}
	for _, r := range p.Rulings {
		b := r.Box
		width := b[2] - b[0]
		if b[3]-b[1] < 2.5 && b[1] > top && b[3] < bottom && width > .12*(right-left) && width < .6*(right-left) && b[0] < left+2*body && (!ok || b[1] < y) {
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
				return w.Text == sign && w.Size < .85*largest && largest >= .92*body
			})
			if at > 0 {
				return true
			}
		}
	}
	return false
}
