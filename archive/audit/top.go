package audit

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"readingroom/archive"
)

var (
	topTitle = regexp.MustCompile(`(?i)\b(?:top|highest|largest|leading) (\d{1,4}|[a-z-]+)\b|\b(\d{1,4}|[a-z-]+) (?:highest|largest|leading)\b`)
	risen    = regexp.MustCompile(`(?i)\b(?:top|highest|largest|leading|most)\b`)
)

var words = map[string]int{
	"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
	"twenty-five": 25, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// counted reads "50", "1,204" and "ten".
func counted(s string) (int, bool) {
	if n, err := strconv.Atoi(strings.ReplaceAll(s, ",", "")); err == nil {
		return n, true
	}
	n, ok := words[strings.ToLower(s)]
	return n, ok
}

// top compares "top 50" with the number of rows, and the order of a ranking
// with its figures.
func (a *auditor) top() {
	if !risen.MatchString(a.Title) {
		return
	}
	var rows []int
	for r, k := range a.kinds {
		if k == plainRow {
			rows = append(rows, r)
		}
	}
	if len(rows) < 2 {
		return
	}
	f := Finding{Kind: KindTop, Table: a.Number, At: archive.RowLocator(a.Table.Table, 0), From: a.at(rows[0], 0), To: a.at(rows[len(rows)-1], 0), Rows: len(rows)}
	for _, m := range topTitle.FindAllStringSubmatch(a.Title, 3) {
		n, ok := counted(m[1] + m[2])
		if !ok || n < 2 {
			continue
		}
		f.Printed, f.Computed = m[0], fmt.Sprintf("%d rows", len(rows))
		switch {
		case n == len(rows):
			f.Agrees, f.Text = true, fmt.Sprintf("“%s”: the table has %d rows besides its totals.", m[0], n)
			a.Findings = append(a.Findings, f)
		case a.Confidence == 0 || a.Confidence >= 0.75:
			f.Text = fmt.Sprintf("“%s”: the table has %d rows besides its totals.", m[0], len(rows))
			a.Findings = append(a.Findings, f)
		default:
			a.skip(f.At, "“%s”: the rows of this table were guessed, and are %d.", m[0], len(rows))
		}
		break
	}
	a.order(rows, f)
}

// order says where the only column of figures falls from row to row. Another
// order is no error: a ranking may stand by state, or end with "all others".
func (a *auditor) order(rows []int, f Finding) {
	col := -1
	for i, c := range a.columns {
		if c.adds() && !c.percent {
			if col >= 0 {
				return
			}
			col = i
		}
	}
	if col < 0 {
		return
	}
	for i := 1; i < len(rows); i++ {
		before, n := a.grid[rows[i-1]][col], a.grid[rows[i]][col]
		if before.is != figure || n.is != figure || n.v > before.v {
			return
		}
	}
	f.Column, f.Printed = a.columns[col].name, "highest first"
	f.Agrees, f.Computed = true, "highest first"
	f.Text = fmt.Sprintf("%s: its %d rows stand in their order, the highest first.", a.columns[col].called(), len(rows))
	a.Findings = append(a.Findings, f)
}
