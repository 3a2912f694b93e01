// Package furniture tells the running matter of pages from their text: lines at
// the head and at the foot that neighbouring pages have too, page numbers, and
// footnotes.
//
//	page 2: "Weekly Report" … "2 of 5";  page 3: "Weekly Report" … "3 of 5"
//	->  header "Weekly Report" [72 30 150 42]; footer "2 of 5" [300 750 330 760]
//
// The words stay in the text of the page; the marks say which they are.
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

// Pages sees the pages of a document in their order, and tells of each once it
// has seen the next.
type Pages struct {
	waiting *page
	before  []*page // the last ones, the nearest first
}

// remembered is how many pages back a line is looked for: left and right pages
// have heads of their own.
const remembered = 3

// Add takes the next page and returns the marks of the one before it; none for
// the first.
func (s *Pages) Add(p *mark.Page, l layout.Page) []archive.Mark {
	next := newPage(p, l)
	out := s.decide(next)
	if s.waiting != nil {
		s.before = append([]*page{s.waiting}, s.before[:min(len(s.before), remembered-1)]...)
	}
	s.waiting = next
	return out
}

// End returns the marks of the last page.
func (s *Pages) End() []archive.Mark {
	out := s.decide(nil)
	s.waiting, s.before = nil, nil
	return out
}

func (s *Pages) decide(next *page) []archive.Mark {
	if s.waiting == nil {
		return nil
	}
	neighbours := s.before
	if next != nil {
		neighbours = append([]*page{next}, neighbours...)
	}
	out := append(s.waiting.running(head, neighbours), s.waiting.running(foot, neighbours)...)
	return append(out, s.waiting.notes...)
}

// A page keeps of a page what its neighbours are compared with.
type page struct {
	height     float64
	head, foot []line // from the edge of the page inward
	notes      []archive.Mark
}

// A line is the words of one height, over the whole width of the page.
type line struct {
	text  string
	plain string // in small letters, each number a #; of a line at the head or the foot
	box   archive.Box
	size  float64
	cells []float64 // where what stands together in it begins

	tabular bool // it is the head of a table, which is repeated too
}

// An end is the head or the foot of a page.
type end int

const (
	head end = iota
	foot
)

// Shares of the page's height, and counts.
const (
	zone      = .16 // running matter stands in it, at either end
	most      = 12  // lines of it
	longest   = 300
	maxInLine = 400 // words
)

func newPage(p *mark.Page, l layout.Page) *page {
	lines := linesOf(l)
	out := &page{height: p.Height}
	heads(p, lines)
	for i := 0; i < len(lines) && len(out.head) <= most && lines[i].box[1] < zone*p.Height; i++ {
		out.head = append(out.head, lines[i])
	}
	for i := len(lines) - 1; i >= 0 && len(out.foot) <= most && lines[i].box[3] > (1-zone)*p.Height; i-- {
		out.foot = append(out.foot, lines[i])
	}
	for _, end := range [][]line{out.head, out.foot} {
		for i := range end {
			end[i].plain = plain(end[i].text)
		}
	}
	out.notes = footnotes(p, l)
	return out
}

// linesOf returns the upright lines of a page from the top, what stands side by
// side in columns joined.
func linesOf(l layout.Page) []line {
	var words []*layout.Word
	for _, b := range l.Blocks {
		for _, ln := range b.Lines {
			for i := range ln.Words {
				if w := &ln.Words[i]; w.Angle == 0 {
					words = append(words, w)
				}
			}
		}
	}
	slices.SortStableFunc(words, func(a, b *layout.Word) int { return cmp.Compare(a.Box[3], b.Box[3]) })
	var out []line
	for i := 0; i < len(words); {
		end := i + 1
		for end < len(words) && end-i < maxInLine && words[end].Box[3]-words[i].Box[3] < .35*max(words[i].Size, words[end].Size) {
			end++
		}
		group := words[i:end]
		slices.SortStableFunc(group, func(a, b *layout.Word) int { return cmp.Compare(a.Box[0], b.Box[0]) })
		ln := line{box: group[0].Box}
		var b strings.Builder
		for k, w := range group {
			if k > 0 {
				b.WriteByte(' ')
			}
			if k == 0 || w.Box[0]-ln.box[2] > 1.2*w.Size {
				ln.cells = append(ln.cells, w.Box[0])
			}
			if b.Len() < 4*longest {
				b.WriteString(w.Text)
			}
			ln.box = ln.box.Union(w.Box)
			ln.size = max(ln.size, w.Size)
		}
		ln.text = b.String()
		out = append(out, ln)
		i = end
	}
	return out
}

// heads marks the lines near the top that are the head of a table: they stand on
// a ground of colour or between vertical rules, or over columns that begin
// where their parts do.
func heads(p *mark.Page, lines []line) {
	for i := 0; i < len(lines) && i <= most && lines[i].box[1] < zone*p.Height; i++ {
		l := &lines[i]
		y := (l.box[1] + l.box[3]) / 2
		uprights := 0
		for _, r := range p.Rulings {
			b := r.Box
			if b[1] > y || b[3] < y || b[2] < l.box[0]-20 || b[0] > l.box[2]+20 {
				continue
			}
			switch wide := b[2] - b[0]; {
			case wide < 2.5 && b[3]-b[1] > l.size:
				uprights++
			case b[3]-b[1] < 8*l.size && wide > 2*l.size && (r.Filled && r.Gray < .97 || r.Stroked && wide < .8*p.Width):
				uprights += 2
			}
		}
		under := 0
		for _, next := range lines[i+1 : min(len(lines), i+7)] {
			if len(l.cells) >= 3 && alike(l.cells, next.cells) >= 3 {
				under++
			}
		}
		l.tabular = uprights >= 2 || under >= 2
	}
}

// alike counts the places that are in both.
func alike(a, b []float64) int {
	n := 0
	for _, x := range a[:min(len(a), 50)] {
		for _, y := range b[:min(len(b), 50)] {
			if math.Abs(x-y) < 3 {
				n++
				break
			}
		}
	}
	return n
}

var (
	digits = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	roman  = regexp.MustCompile(`^[-–— ]*[ivxl]+[-–— ]*$`)
)

// plain writes a line so that those of neighbouring pages are alike.
func plain(s string) string {
	s = strings.ToLower(s)
	if roman.MatchString(s) {
		return "#"
	}
	return digits.ReplaceAllString(s, "#")
}

// running returns the mark of what runs at one end of the page: the lines from
// the edge inward that a neighbour has too, as far as white parts them from the
// text.
func (p *page) running(at end, neighbours []*page) []archive.Mark {
	own, kind := p.head, archive.MarkHeader
	if at == foot {
		own, kind = p.foot, archive.MarkFooter
	}
	n := 0
	for n < len(own) && n < most && (p.shared(own[n], at, neighbours) || n == 0 && at == foot && p.lone(own)) {
		n++
	}
	for n > 0 && (own[n-1].tabular || !parted(own, n, at)) {
		n--
	}
	if n == 0 {
		return nil
	}
	kept := slices.Clone(own[:n])
	if at == foot {
		slices.Reverse(kept)
	}
	m := archive.Mark{Kind: kind, Box: kept[0].box}
	for i, l := range kept {
		if i > 0 {
			m.Text += "\n"
		}
		m.Text += cut(l.text)
		m.Box = m.Box.Union(l.box)
	}
	return []archive.Mark{m}
}

func cut(s string) string {
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest], "") + "…"
	}
	return s
}

// shared reports whether a neighbour has the line, at the same place.
func (p *page) shared(l line, at end, neighbours []*page) bool {
	for _, q := range neighbours {
		lines, shift := q.head, 0.
		if at == foot {
			lines, shift = q.foot, q.height-p.height
		}
		for _, m := range lines {
			if m.plain == l.plain && counted(m.text, l.text) && math.Abs(m.box[1]-shift-l.box[1]) < max(4, .7*l.size) && aligned(m.box, l.box) {
				return true
			}
		}
	}
	return false
}

// counted reports whether two lines that are alike differ in few numbers, as a
// page number and its total do: the rows of a table differ in many.
func counted(a, b string) bool {
	const few = 3
	if a == b {
		return true
	}
	as, bs := digits.FindAllString(a, -1), digits.FindAllString(b, -1)
	differ := 0
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			differ++
		}
	}
	return differ <= few
}

// aligned reports whether two lines begin, end or have their middle alike.
func aligned(a, b archive.Box) bool {
	const slack = 8
	return math.Abs(a[0]-b[0]) < slack || math.Abs(a[2]-b[2]) < slack || math.Abs(a[0]+a[2]-b[0]-b[2]) < 2*slack
}

// parted reports whether white parts n lines at an end of the page from those
// that follow: more than is between the lines themselves, and about a line.
func parted(lines []line, n int, at end) bool {
	if n >= len(lines) {
		return true
	}
	gap := func(i int) float64 {
		if at == foot {
			return lines[i].box[1] - lines[i+1].box[3]
		}
		return lines[i+1].box[1] - lines[i].box[3]
	}
	return gap(n-1) > .6*min(lines[n-1].size, lines[n].size)
}

var pageNumber = regexp.MustCompile(`^(?:[-–— ]*#[-–— ]*|page #(?: of #)?|# of #|#/#)$`)

// lone reports whether the lowest line is a page number, far below all else.
func (p *page) lone(lines []line) bool {
	l := lines[0]
	if !pageNumber.MatchString(l.plain) || l.box[1] < .88*p.height {
		return false
	}
	return len(lines) == 1 || l.box[1]-lines[1].box[3] > 1.2*l.size
}
