package web

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
)

// A block is a part of a page's text, set in one way. Setting changes no
// letter; only line ends and tabs become space.
type block struct {
	Kind  string    // prose: lines run on; lines: each stands; heading: one line; grid: rows of cells
	Runs  []run     // prose, heading
	Lines [][]run   // lines
	Grid  [][][]run // grid: rows, cells, runs
}

// A run is characters that are marked alike.
type run struct {
	Text  string
	Hit   bool // of the search
	Cited bool // of the place that was cited
	First bool // the first run of the cited place
	Nth   int  // the number of the hit on the page, from 1, at its first run

	Unsure bool // it was read from a picture, with little confidence
}

// set sets a text as a page reads: lines that fill the measure run on as
// prose, short ones stand as they were printed, lines with tabs are a grid.
func set(text string, hits []Span, cited *Span, unsure []Span) []block {
	runes := []rune(text)
	m := marker{runes: runes, hits: hits, cited: cited, unsure: unsure, numbered: true}
	var blocks []block
	for _, p := range paragraphs(lineSpans(runes), runes) {
		b := block{Kind: p.kind}
		switch p.kind {
		case "grid":
			for _, l := range p.lines {
				var cells [][]run
				for _, c := range split(runes, l, '\t') {
					cells = append(cells, m.runs(c))
				}
				b.Grid = append(b.Grid, cells)
			}
		case "lines":
			for _, l := range p.lines {
				b.Lines = append(b.Lines, m.runs(l))
			}
		default:
			b.Runs = m.runs(Span{p.lines[0].From, p.lines[len(p.lines)-1].To})
		}
		blocks = append(blocks, b)
	}
	return blocks
}

type paragraph struct {
	kind  string
	lines []Span
}

var bullet = regexp.MustCompile(`^\s*([•▪◦·*–—-]\s|\(?[0-9]{1,3}[.)]\s|\(?[a-zA-Z][.)]\s|[IVX]{1,5}\.\s)`)

// paragraphs groups lines. A line goes on in the next one where it is nearly
// as long as most long lines of the page. An empty line parts paragraphs,
// except on a page that has one after almost every line, as some PDF do.
func paragraphs(lines []Span, text []rune) []paragraph {
	full, spaced := measure(lines, text)
	var out []paragraph
	var open bool // the last paragraph may take another line
	for _, l := range lines {
		s := string(text[l.From:l.To])
		n := len(out)
		switch {
		case strings.TrimSpace(s) == "":
			open = open && spaced
			continue
		case has(text, l, '\t'):
			if n > 0 && out[n-1].kind == "grid" {
				out[n-1].lines = append(out[n-1].lines, l)
			} else {
				out = append(out, paragraph{"grid", []Span{l}})
			}
			open = false
			continue
		}
		long := l.To-l.From >= full
		switch {
		case figures(s) && open && out[n-1].kind == "prose":
			out = append(out, paragraph{"lines", []Span{l}}) // the page's number, most likely
		case strings.Contains(strings.TrimSpace(s), "   "):
			out = append(out, paragraph{"lines", []Span{l}}) // set apart across the line, as in a page's head
			open = false
		case !long && heading(s):
			out = append(out, paragraph{"heading", []Span{l}})
			open = false
		case open && out[n-1].kind == "prose" && !bullet.MatchString(s):
			out[n-1].lines = append(out[n-1].lines, l)
			open = long
		case long:
			out = append(out, paragraph{"prose", []Span{l}})
			open = true
		case open && out[n-1].kind == "lines" && !bullet.MatchString(s):
			out[n-1].lines = append(out[n-1].lines, l)
		default:
			out = append(out, paragraph{"lines", []Span{l}})
			open = true
		}
	}
	return out
}

// measure says from what length on a line is full, and whether the page has an
// empty line after almost every line, within sentences too.
func measure(lines []Span, text []rune) (full int, spaced bool) {
	var long []int
	said, empty, broken := 0, 0, 0
	for _, l := range lines {
		if strings.TrimSpace(string(text[l.From:l.To])) == "" {
			empty++
			continue
		}
		said++
		if n := l.To - l.From; n >= 45 && !has(text, l, '\t') {
			long = append(long, n)
			if !ends(text[l.From:l.To]) {
				broken++
			}
		}
	}
	if len(long) == 0 {
		return 45, false
	}
	slices.Sort(long)
	return max(45, long[len(long)/2]*7/10), said > 4 && empty*10 >= (said-1)*8 && broken*3 >= len(long)
}

// ends reports whether a line ends as a sentence does.
func ends(line []rune) bool {
	s := strings.TrimRight(string(line), " \r\"”’)]")
	return s == "" || strings.ContainsRune(".!?:;", rune(s[len(s)-1]))
}

// figures reports whether a line is nothing but a number.
func figures(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// heading reports whether a short line is one: its letters are capitals.
func heading(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			letters++
		}
	}
	return letters >= 5
}

func has(text []rune, l Span, want rune) bool {
	for _, r := range text[l.From:l.To] {
		if r == want {
			return true
		}
	}
	return false
}

func lineSpans(text []rune) []Span { return split(text, Span{0, len(text)}, '\n') }

func split(text []rune, in Span, at rune) []Span {
	var out []Span
	from := in.From
	for i := in.From; i < in.To; i++ {
		if text[i] == at {
			out = append(out, Span{from, i})
			from = i + 1
		}
	}
	return append(out, Span{from, in.To})
}

// A marker cuts text into runs where a mark begins or ends.
type marker struct {
	runes    []rune
	hits     []Span
	cited    *Span
	unsure   []Span
	numbered bool // hits are numbered, once on a page
}

func (m *marker) runs(in Span) []run {
	var out []run
	for at := in.From; at < in.To; {
		next := in.To
		r := run{}
		// The first hit that ends after here; hits stand in order and apart.
		if i := sort.Search(len(m.hits), func(i int) bool { return m.hits[i].To > at }); i < len(m.hits) {
			if h := m.hits[i]; h.From > at {
				next = min(next, h.From)
			} else {
				r.Hit, next = true, min(next, h.To)
				if h.From == at && m.numbered {
					r.Nth = i + 1
				}
			}
		}
		if i := sort.Search(len(m.unsure), func(i int) bool { return m.unsure[i].To > at }); i < len(m.unsure) {
			if u := m.unsure[i]; u.From > at {
				next = min(next, u.From)
			} else {
				r.Unsure, next = true, min(next, u.To)
			}
		}
		if c := m.cited; c != nil {
			switch {
			case c.From > at:
				next = min(next, c.From)
			case c.To > at:
				r.Cited, next = true, min(next, c.To)
				r.First = c.From == at
			}
		}
		r.Text = string(m.runes[at:next])
		out = append(out, r)
		at = next
	}
	return out
}
