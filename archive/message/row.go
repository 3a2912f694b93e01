package message

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/stamp"
)

// A row is what stands on one line of a page, laid out with spaces so that
// what stands under each other does so in the texts of the rows.
type row struct {
	text       string // without marks of quoting; hidden stands for what is an exemption
	quoted     int    // how many marks of quoting stood before it
	furniture  bool   // printed over the page, or at its head or foot
	page, line int
	start, end int     // in code points of the page's text
	y, height  float64 // of its middle, and of its words; 0 where places are not known
}

// beside reports whether a row stands so close above another that both are beside one.
func (r row) beside(below row) bool {
	return r.height > 0 && r.page == below.page && below.y-r.y < .85*r.height
}

func (r row) blank() bool { return r.furniture || strings.TrimSpace(r.text) == "" }

// hidden stands in a row for an exemption.
const hidden = "\ue000"

// maxRow is how much of a row is looked at, in bytes.
const maxRow = 4000

// A sheet is a page as rows.
type sheet struct {
	number int
	length int  // of its text
	likely bool // a head may stand on it
	rows   []row
	first  int // that is not blank
	top    int // the last row that a message can begin at which is not quoted
}

func newSheet(p archive.Page, seen *running, likely bool) *sheet {
	s := &sheet{number: p.Number, length: utf8.RuneCountInString(p.Text), likely: likely}
	s.rows = textRows(p)
	if likely && len(p.Words) > 0 {
		if placed := placedRows(p); heads(placed) >= heads(s.rows) && len(placed) > 0 {
			s.rows = placed
		}
	}
	seen.mark(s.rows)
	content := 0
	for i, r := range s.rows {
		if r.blank() {
			continue
		}
		if s.top = i; content == 0 {
			s.first = i
		}
		if content++; content == 3 {
			break
		}
	}
	return s
}

// heads counts the heads among rows that say when the message was sent.
func heads(rows []row) int {
	n := 0
	p := parser{rows: rows}
	for at := 0; at < len(rows); {
		h, ok := p.head(at)
		if !ok {
			at++
			continue
		}
		if at = h.end; Date(h.values[dateField]) != "" {
			n++
		}
	}
	return n
}

// textRows are the lines of a page's text.
func textRows(p archive.Page) []row {
	var rows []row
	at := 0
	for text := range strings.Lines(p.Text) {
		n := utf8.RuneCountInString(text)
		bare := strings.TrimRight(text, "\n")
		r := row{page: p.Number, line: len(rows) + 1, start: at, end: at + utf8.RuneCountInString(bare)}
		r.set(bare)
		rows = append(rows, r)
		at += n
	}
	return rows
}

// set takes the text of a row: marks of quoting before it are counted, stamps
// and exemptions beside it taken out.
func (r *row) set(text string) {
	text = strings.Map(func(c rune) rune {
		if c == '\t' || c == '\u00a0' || c == '\u3000' {
			return ' '
		}
		if unicode.IsControl(c) {
			return -1
		}
		return c
	}, strings.ReplaceAll(clipRow(text), "\t", "    "))
	text, r.quoted = unquote(text)
	if bare := strings.TrimSpace(text); stamp.Line(bare) || number().MatchString(bare) {
		r.furniture = true
		return
	}
	text = strings.TrimSuffix(text, stamp.Beside(text))
	if strings.Contains(text, "(b)") {
		text = codes().ReplaceAllString(text, hidden)
	}
	if endsInCode(text) {
		text = marginal().ReplaceAllString(text, hidden)
	}
	if strings.Trim(text, hidden+" ,;") == "" && strings.Contains(text, hidden) {
		r.furniture = true // an exemption alone
	}
	r.text = strings.TrimRight(text, " ")
}

// endsInCode reports whether marginal may match, which few rows do and which
// takes long to find out.
func endsInCode(text string) bool {
	end := strings.TrimRight(text, " ,;>]")
	if end == "" || strings.IndexByte(")123456789ABCDEFRcabdefgh", end[len(end)-1]) < 0 {
		return false
	}
	return strings.ContainsAny(text, "bB") || strings.Contains(text, "1.4") || strings.Contains(text, "NR")
}

func clipRow(s string) string {
	if len(s) > maxRow {
		s = strings.ToValidUTF8(s[:maxRow], "")
	}
	return s
}

// unquote takes the marks of quoting off a line.
func unquote(s string) (string, int) {
	n := 0
	rest := s
	for {
		t := strings.TrimLeft(rest, " ")
		c, size := utf8.DecodeRuneInString(t)
		switch {
		case strings.HasPrefix(t, ">>>"): // GroupWise has these before a name
			return t, n
		case c == '>' || c == '|' && len(t) > 1 && !strings.HasPrefix(t, "|-"):
			n++
		case c == '»':
			n += 2
		default:
			if n == 0 {
				return s, 0
			}
			return strings.TrimPrefix(rest, " "), n
		}
		rest = t[size:]
	}
}

// once compiles an expression when it is first asked for: these are long, and
// most programs of this one never do.
func once(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

var (
	// codes are exemptions wherever they stand.
	codes = once(`\(b\) ?\( ?[1-9] ?\)(?: ?\([A-Fa-f]\))?(?: ?-\d)?`)
	// marginal are those that are so by their place: at the end, after a gap, or
	// all that follows a label or an opening bracket.
	marginal = once(`(?: {2,}|^ *|[:<\[] ?)(?:` + stamp.Code + `[ ,;]*)+[>\]]?$`)
	// number is that of a page, or of a page in a production.
	number = once(`^(?:(?i:page )?\d{1,5}(?i: of \d{1,5})?|- ?\d{1,4} ?-|(?i:page|pg\.?) \d{1,5}(?:/\d{1,5})?|[A-Z][A-Z0-9&]{1,14}(?:[-_ ][A-Z0-9]{1,10}){0,4}[-_ ]?\d{4,9})$`)
)

// running tells the lines that stand at the head or the foot of one page and of the next.
type running struct{ last map[string]bool }

func (s *running) mark(rows []row) {
	var edge []int
	for i := 0; i < len(rows) && len(edge) < 2; i++ {
		if !rows[i].blank() {
			edge = append(edge, i)
		}
	}
	for i, n := len(rows)-1, 0; i >= 0 && n < 2; i-- {
		if !rows[i].blank() {
			edge, n = append(edge, i), n+1
		}
	}
	now := map[string]bool{}
	for _, i := range edge {
		if _, _, ok := labelAt(rows[i].text); ok {
			continue
		}
		key := letters(rows[i].text)
		if len(key) < 10 {
			continue
		}
		now[key] = true
		if s.last[key] {
			rows[i].furniture = true
		}
	}
	s.last = now
}

// letters are the letters of a text, in lower case.
func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, s)
}

// A placed word knows where it stands in the page's text.
type placed struct {
	archive.Word
	start, end int
	furniture  bool
}

// placedRows makes rows of words by where they stand on the page: what shares a
// line on the paper shares a row.
func placedRows(p archive.Page) []row {
	words := placedWords(p)
	if len(words) == 0 {
		return nil
	}
	height, char := measures(words)
	slices.SortStableFunc(words, func(a, b placed) int { return cmp.Compare(middle(a.Box), middle(b.Box)) })
	left := math.Inf(1)
	for _, w := range words {
		left = min(left, w.Box[0])
	}
	lines := lineStarts(p.Text)
	var rows []row
	below := math.Inf(-1)
	for i := 0; i < len(words); {
		k := i + 1
		for k < len(words) && middle(words[k].Box)-middle(words[k-1].Box) < .3*height && middle(words[k].Box)-middle(words[i].Box) < .8*height {
			k++
		}
		line := words[i:k]
		slices.SortStableFunc(line, func(a, b placed) int { return cmp.Compare(a.Box[0], b.Box[0]) })
		r, box := layOut(line, left, height, char)
		r.page, r.y, r.height = p.Number, middle(box), height
		r.line = lineOf(lines, r.start)
		if box[1]-below > .9*height && len(rows) > 0 {
			rows = append(rows, row{page: p.Number, line: r.line, start: r.start, end: r.start})
		}
		rows = append(rows, r)
		below = box[3]
		i = k
	}
	return rows
}

func middle(b archive.Box) float64 { return (b[1] + b[3]) / 2 }

// placedWords finds the words in the page's text, one after the other, and
// tells those that a mark lies on.
func placedWords(p archive.Page) []placed {
	if len(p.Words) > 200_000 {
		return nil
	}
	words := make([]placed, 0, len(p.Words))
	at, rune0 := 0, 0
	for _, w := range p.Words {
		if w.Text == "" || w.Box[2] <= w.Box[0] {
			continue
		}
		i := strings.Index(p.Text[at:min(len(p.Text), at+2000)], w.Text)
		if i < 0 {
			continue
		}
		rune0 += utf8.RuneCountInString(p.Text[at : at+i])
		n := utf8.RuneCountInString(w.Text)
		one := placed{Word: w, start: rune0, end: rune0 + n}
		at, rune0 = at+i+len(w.Text), rune0+n
		for _, m := range p.Marks {
			if !within(w.Box, m.Box) {
				continue
			}
			switch m.Kind {
			case archive.MarkStamp, archive.MarkBates, archive.MarkFooter, archive.MarkHeader:
				one.furniture = true
			case archive.MarkExemption:
				one.Text = hidden
			}
		}
		words = append(words, one)
	}
	return words
}

func within(w, box archive.Box) bool {
	x, y := (w[0]+w[2])/2, middle(w)
	return x >= box[0]-1 && x <= box[2]+1 && y >= box[1]-1 && y <= box[3]+1
}

// measures returns the usual height of a word and width of a character.
func measures(words []placed) (height, char float64) {
	var hs, cs []float64
	for _, w := range words {
		hs = append(hs, w.Box[3]-w.Box[1])
		cs = append(cs, (w.Box[2]-w.Box[0])/float64(utf8.RuneCountInString(w.Text)))
	}
	slices.Sort(hs)
	slices.Sort(cs)
	return max(1, hs[len(hs)/2]), max(.5, cs[len(cs)/2])
}

// layOut writes the words of a line with spaces where there are gaps.
func layOut(line []placed, left, height, char float64) (row, archive.Box) {
	var b strings.Builder
	column := 0
	box := line[0].Box
	r := row{start: line[0].start, end: line[0].end}
	furniture := 0
	for i, w := range line {
		box = box.Union(w.Box)
		r.start, r.end = min(r.start, w.start), max(r.end, w.end)
		if w.furniture {
			furniture++
		}
		want := int((w.Box[0] - left) / char)
		switch gap := w.Box[0] - line[max(0, i-1)].Box[2]; {
		case i == 0:
			b.WriteString(strings.Repeat(" ", min(want, 400)))
			column = min(want, 400)
		case gap > .9*height:
			n := min(max(3, want-column), 400)
			b.WriteString(strings.Repeat(" ", n))
			column += n
		case gap > .12*height:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(w.Text)
		column += utf8.RuneCountInString(w.Text)
	}
	text := b.String()
	r.set(text)
	if _, _, labelled := labelAt(r.text); furniture == len(line) && !labelled {
		r.furniture = true
	}
	return r, box
}

// lineStarts are where the lines of a text begin, in code points.
func lineStarts(text string) []int {
	at := []int{0}
	n := 0
	for _, c := range text {
		n++
		if c == '\n' {
			at = append(at, n)
		}
	}
	return at
}

// lineOf returns the number of the line, from 1, that a place stands in.
func lineOf(starts []int, at int) int {
	n, found := slices.BinarySearch(starts, at)
	if found {
		return n + 1
	}
	return max(1, n)
}
