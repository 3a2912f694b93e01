package sheet

import (
	"regexp"
	"strconv"
	"strings"

	"readingroom/archive"
)

// A header is what was found above a table's data.
type header struct {
	index int      // among the rows looked at; -1: there is none
	names []string // one for each column, one line each
	title string   // of the lines above the header
	width int      // how many cells the header row has; where there is none, the widest row
}

// findHeader finds the row that names the columns among the first rows of a
// table: the first one with at least 60 % of the usual number of cells filled,
// mostly with distinct words rather than figures, and rows below it. Where
// there is none, every column is named by its letter.
func findHeader(rows []archive.Row) header {
	h := header{index: -1}
	for i, r := range rows[:max(len(rows)-1, 0)] {
		if usual := usualWidth(rows[i:]); isHeader(r.Cells, usual, figuresBelow(rows[i+1:])) {
			h.index = i
			break
		}
	}
	width := 0
	for _, r := range rows[h.index+1:] {
		width = max(width, len(r.Cells))
	}
	if h.index >= 0 {
		names := rows[h.index].Cells
		for len(names) > width && strings.TrimSpace(names[len(names)-1]) == "" {
			names = names[:len(names)-1]
		}
		h.width = len(names)
		width = max(width, len(names))
		h.names = append(h.names, names...)
		h.title = titleOf(rows[:h.index])
	}
	if h.index < 0 {
		h.width = width
	}
	for i := range width {
		if i >= len(h.names) {
			h.names = append(h.names, "")
		}
		if h.names[i] = oneLine(h.names[i]); h.names[i] == "" {
			h.names[i] = "column " + archive.ColumnName(i+1)
		}
	}
	if h.names == nil {
		h.names = []string{}
	}
	return h
}

// usualWidth returns the number of filled cells that half of the rows reach.
func usualWidth(rows []archive.Row) int {
	counts := map[int]int{}
	widest := 0
	for _, r := range rows {
		n := 0
		for _, c := range r.Cells {
			if strings.TrimSpace(c) != "" {
				n++
			}
		}
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
func figuresBelow(rows []archive.Row) bool {
	for _, r := range rows {
		for _, c := range r.Cells {
			if figure.MatchString(oneLine(c)) {
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
		if c = oneLine(c); c == "" {
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
		c = oneLine(c)
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
func titleOf(rows []archive.Row) string {
	var lines []string
	for _, r := range rows {
		var cells []string
		for _, c := range r.Cells {
			if c = oneLine(c); c != "" {
				cells = append(cells, c)
			}
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	title := strings.Join(lines, "\n")
	if len(title) > maxTitle {
		title = strings.ToValidUTF8(title[:maxTitle], "") + "…"
	}
	return title
}

// oneLine trims a cell and turns its line ends and runs of space into one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
