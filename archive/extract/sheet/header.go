package sheet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
)

// A header is what was found above a table's data.
type header struct {
	index int      // of its last row, among the rows looked at; -1: there is none
	top   int      // of its first row
	names []string // one for each column, one line each
	title string   // of the lines above the header
	width int      // how many cells the header row has; where there is none, the widest row
}

// findHeader finds the row that names the columns among the first rows of a
// table: the first one with at least 60 % of the usual number of cells filled,
// mostly with distinct words rather than figures, and rows below it. Rows above
// it whose cells reach over several of its columns, and rows below it that go on
// with its names, belong to it. Where there is none, every column is named by its letter.
func findHeader(rows []line) header {
	h := header{index: -1, top: -1}
	for i, r := range rows[:max(len(rows)-1, 0)] {
		if usual := usualWidth(rows[i:]); isHeader(r.own(), usual, figuresBelow(rows[i+1:])) {
			h.index, h.top = i, i
			break
		}
	}
	if h.index >= 0 {
		h.extend(rows)
	}
	width := 0
	for _, r := range rows[h.index+1:] {
		width = max(width, len(r.Cells))
	}
	if h.index >= 0 {
		names := namesOf(rows[h.top : h.index+1])
		for len(names) > width && names[len(names)-1] == "" {
			names = names[:len(names)-1]
		}
		h.width = len(names)
		width = max(width, len(names))
		h.names = append(h.names, names...)
		h.title = titleOf(rows[:h.top])
	}
	if h.index < 0 {
		h.width = width
	}
	for i := range width {
		if i >= len(h.names) {
			h.names = append(h.names, "")
		}
		if h.names[i] == "" {
			h.names[i] = "column " + archive.ColumnName(i+1)
		}
	}
	if h.names == nil {
		h.names = []string{}
	}
	return h
}

// maxHeader is how many rows a header has at most.
const maxHeader = 5

// extend takes the rows right above and below that belong to the header.
func (h *header) extend(rows []line) {
	for h.top > 0 && h.index-h.top+1 < maxHeader && rows[h.top-1].Number == rows[h.top].Number-1 && isGroup(rows[h.top-1], rows[h.top]) {
		h.top--
	}
	for h.index+2 < len(rows) && h.index-h.top+1 < maxHeader && goesOn(rows[h.top:h.index+1], rows[h.index+1], rows[h.index+2:]) {
		h.index++
	}
}

// isGroup reports whether a row above the names groups them: a merged cell of
// it stands over some of them but not all, or goes on in their row; or several
// of its cells stand over names that come more than once.
func isGroup(above, names line) bool {
	first, last, count := -1, -1, 0
	seen := map[string]bool{}
	twice := false
	for i, c := range names.Cells {
		if c = strings.ToLower(brief(c)); c != "" {
			if first < 0 {
				first = i
			}
			last = i
			count++
			twice = twice || seen[c]
			seen[c] = true
		}
	}
	for _, n := range names.Filled { // down from the row above
		if n-1 < len(above.Cells) && above.Cells[n-1] == names.Cells[n-1] && !slices.Contains(above.Filled, n) {
			return true
		}
	}
	for _, s := range above.wide {
		if s.left > first && s.left <= last || s.right < last && s.right > s.left && s.left >= first {
			return true
		}
	}
	own := above.own()
	if n := filled(own); n < 2 || n > count {
		return false
	}
	for _, c := range own {
		if c = brief(c); figure.MatchString(c) && !isYear(c) {
			return false
		}
	}
	return len(above.Filled) > 0 || twice
}

// goesOn reports whether a row below the names goes on with them: a merged cell
// of theirs stands over some of its cells, or reaches down into it; or it has
// words in columns that hold figures from there on: in two at least, or nowhere else.
func goesOn(names []line, next line, below []line) bool {
	head := names[len(names)-1]
	if next.Number != head.Number+1 {
		return false
	}
	words, against := 0, 0
	for i, c := range next.own() {
		if c = brief(c); c == "" {
			continue
		}
		if figure.MatchString(c) && !isYear(c) {
			return false
		}
		figures, all := 0, 0
		for _, r := range below {
			if i < len(r.Cells) && strings.TrimSpace(r.Cells[i]) != "" {
				all++
				if figure.MatchString(brief(r.Cells[i])) {
					figures++
				}
			}
		}
		words++
		if all > 0 && 10*figures >= 6*all && !figure.MatchString(c) {
			against++
		}
	}
	if words == 0 {
		return false
	}
	down, across := false, len(head.wide) > 0
	for _, n := range next.Filled {
		down = down || n-1 < len(head.Cells) && head.Cells[n-1] == next.Cells[n-1]
	}
	for _, n := range head.Filled {
		across = across || n-1 < len(next.Cells) && next.own()[n-1] != ""
	}
	return against > 1 || against > 0 && (across || down || against == words) || across && down
}

// namesOf joins the rows of a header by column.
func namesOf(rows []line) []string {
	width := 0
	for _, r := range rows {
		width = max(width, len(r.Cells))
	}
	names := make([]string, width)
	for k, r := range rows {
		cells := slices.Clone(r.Cells)
		for _, s := range r.wide {
			for i := s.left + 1; i <= s.right && i < width; i++ {
				for len(cells) <= i {
					cells = append(cells, "")
				}
				cells[i] = cells[s.left]
			}
		}
		if k < len(rows)-1 && len(r.Filled)+len(r.wide) == 0 {
			cells = append(cells, make([]string, max(0, len(rows[k+1].Cells)-len(cells)))...)
			spread(cells, rows[k+1].Cells)
		}
		for i, c := range cells {
			if c = brief(c); c != "" && c != names[i] && !strings.HasSuffix(names[i], " "+c) {
				names[i] = strings.TrimSpace(names[i] + " " + c)
			}
		}
	}
	return names
}

// spread has the labels of a row without merged cells reach to the right, over
// names that stand below nothing.
func spread(cells, below []string) {
	for i := 1; i < min(len(cells), len(below)); i++ {
		if brief(cells[i]) == "" && brief(below[i]) != "" {
			cells[i] = cells[i-1]
		}
	}
}

// usualWidth returns the number of filled cells that half of the rows reach.
func usualWidth(rows []line) int {
	counts := map[int]int{}
	widest := 0
	for _, r := range rows {
		n := filled(r.Cells)
		counts[n]++
		widest = max(widest, n)
	}
	reached := 0
	for n := widest; n > 0; n-- {
		if reached += counts[n]; 2*reached >= len(rows) {
			return n
		}
	}
	return 0
}

// figuresBelow reports whether there is a figure in any of the rows.
func figuresBelow(rows []line) bool {
	for _, r := range rows {
		for _, c := range r.Cells {
			if figure.MatchString(brief(c)) {
				return true
			}
		}
	}
	return false
}

// isHeader reports whether cells could name the columns of a table that
// usually has so many cells filled in a row. Names may come twice where none
// of them is a figure but the data has some: two tables side by side.
func isHeader(cells []string, usual int, figures bool) bool {
	filled, words := 0, 0
	distinct := map[string]bool{}
	years := yearsInOrder(cells)
	for _, c := range cells {
		if c = brief(c); c == "" {
			continue
		}
		filled++
		distinct[strings.ToLower(c)] = true
		if years && isYear(c) || !figure.MatchString(c) {
			words++
		}
	}
	twice := figures && words == filled && 10*len(distinct) >= 5*filled
	return filled > 0 && 10*filled >= 6*usual && 10*words >= 7*filled && (10*len(distinct) >= 7*filled || twice)
}

// figure matches what is data rather than a name: numbers, amounts, dates, times.
var figure = regexp.MustCompile(`^[-+(]?[$€£]?\s*[-+]?\d[\d,.\s]*%?\)?$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|^\d{1,2}:\d{2}|^\d{4}-\d{2}$|^(?i:true|false|n/a|null|-)$`)

func isYear(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 1800 && n <= 2200
}

// yearsInOrder reports whether the figures in a row are all years, each
// later or each earlier than the one before: then they name columns.
func yearsInOrder(cells []string) bool {
	last, step, n := 0, 0, 0
	for _, c := range cells {
		c = brief(c)
		if !figure.MatchString(c) {
			continue
		}
		if !isYear(c) {
			return false
		}
		year, _ := strconv.Atoi(c)
		if n++; n > 1 {
			d := 1
			if year < last {
				d = -1
			}
			if year == last || step != 0 && d != step {
				return false
			}
			step = d
		}
		last = year
	}
	return n > 1
}

// maxTitle is how much of the lines above a header is kept, in bytes.
const maxTitle = 2000

// titleOf joins the lines above a header.
func titleOf(rows []line) string {
	var lines []string
	for _, r := range rows {
		var cells []string
		for _, c := range r.own() {
			if c = oneLine(c[:min(len(c), 2*maxTitle)]); c != "" {
				cells = append(cells, c)
			}
		}
		if len(cells) > 0 {
			lines = append(lines, strings.Join(cells, " "))
		}
	}
	title := strings.Join(lines, "\n")
	if len(title) > maxTitle {
		title = strings.ToValidUTF8(title[:maxTitle], "") + "…"
	}
	return title
}

// oneLine trims a cell and turns its line ends and runs of space into one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// maxBrief is how much of a cell is looked at to know what it is, and kept of
// the name of a column, in bytes.
const maxBrief = 500

// brief is oneLine of a cell that may be long.
func brief(s string) string {
	if len(s) <= maxBrief {
		return oneLine(s)
	}
	return oneLine(strings.ToValidUTF8(s[:maxBrief], "")) + "…"
}
