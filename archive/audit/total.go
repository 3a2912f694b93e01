package audit

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	totalLabel = regexp.MustCompile(`(?i)^(?:(?:grand|sub|column|overall|national|state|report|running)[- ]?)?totals?\b|^sum\b|^overall$|^all(?: [a-z]+){0,2}$|\b(?:sub-?)?totals?[:.]?$`)
	grandLabel = regexp.MustCompile(`(?i)\bgrand\b|^totals?[:.]?$|^overall|^all\b|^national`)
	partTitle  = regexp.MustCompile(`(?i)\b(?:top|highest|largest|selected|sample|leading|most|least|lowest|examples?)\b`)
)

func isTotal(label string) bool { return totalLabel.MatchString(label) }

// isPart reports whether a title says that a table lists only some of what there is.
func isPart(title string) bool { return partTitle.MatchString(title) }

// A sum is what the rows of a column add up to: between lo and hi where some
// are withheld, hi < 0: no bound.
type sum struct {
	lo, hi   int64
	masked   int
	decimals int
	rows     int
}

func (a *auditor) add(rows []int, col int) sum {
	var s sum
	open := false
	for _, r := range rows {
		if col >= len(a.grid[r]) {
			continue
		}
		n := a.grid[r][col]
		s.rows++
		s.lo, s.hi = s.lo+n.v+n.lo, s.hi+n.v+max(0, n.hi)
		s.decimals = max(s.decimals, n.decimals)
		if n.is == masked {
			s.masked++
			open = open || n.hi < 0
		}
	}
	if open {
		s.hi = -1
	}
	return s
}

// fits reports whether a printed total can be this sum, up to slack.
func (s sum) fits(v, slack int64) bool {
	return v >= s.lo-slack && (s.masked > 0 && s.hi < 0 || v <= s.hi+slack)
}

// slack is how far a sum of rounded figures may be from a rounded total.
func (a *auditor) slack(s sum, decimals int) int64 {
	if !a.rounded && s.decimals == 0 {
		return 0
	}
	half := int64(unit / 2)
	for range min(6, max(decimals, s.decimals)) {
		half /= 10
	}
	return half * int64(s.rows+1)
}

// totals compares each total with the rows that it is the total of.
func (a *auditor) totals() {
	for i, k := range a.kinds {
		if k == totalRow {
			a.total(i)
		}
	}
}

// total finds the rows that row i is the total of: those that add up to it in
// most columns. Where none do, it is certain only in a plain list.
func (a *auditor) total(i int) {
	var best cover
	most := 0
	for _, c := range a.covers(i) {
		if n := a.agreeing(i, c.rows); n > most {
			best, most = c, n
		}
	}
	if most == 0 {
		c, ok := a.plain(i)
		if !ok {
			a.skip(a.at(i, 0), "“%s”: it is not certain which rows it is the total of.", label(a.Rows[i].Cells))
			return
		}
		best = c
	}
	for col := range a.columns {
		a.compare(i, col, best, most > 0)
	}
}

// A cover is a choice of rows that a total may be about.
type cover struct {
	rows []int
	kind Kind
	what string // "the 12 rows above it"
}

// covers are the rows that row i may be the total of, the likeliest first.
func (a *auditor) covers(i int) []cover {
	var out []cover
	add := func(rows []int, kind Kind, what string) {
		same := func(c cover) bool { return slices.Equal(c.rows, rows) }
		if len(rows) > 0 && !slices.ContainsFunc(out, same) {
			out = append(out, cover{rows, kind, what})
		}
	}
	var since, plain, before, group, after []int
	last := -1
	for r, k := range a.kinds {
		switch {
		case r < i && k == totalRow:
			since, last = nil, r
			before = append(before, r)
		case k == plainRow:
			plain = append(plain, r)
			if r < i {
				since = append(since, r)
			} else {
				after = append(after, r)
			}
			if len(a.Rows[i].Group) > 0 && slices.Equal(a.Rows[i].Group, a.Rows[r].Group) {
				group = append(group, r)
			}
		}
	}
	grand := grandLabel.MatchString(label(a.Rows[i].Cells)) || i == len(a.Rows)-1
	if grand {
		add(plain, KindTotal, "all rows")
	}
	add(group, KindSubtotal, "the rows under “"+strings.Join(a.Rows[i].Group, ", ")+"”")
	add(since, KindSubtotal, "the rows above it")
	add(before, KindTotal, "the totals above it")
	if last < 0 && len(since) == 0 {
		add(after, KindTotal, "the rows below it")
	}
	if !grand {
		add(plain, KindTotal, "all rows")
	}
	return out
}

// plain are the rows of a list that ends with its only total, and holds nothing else.
func (a *auditor) plain(i int) (cover, bool) {
	var rows []int
	for r, k := range a.kinds {
		switch {
		case r == i:
		case k == totalRow, k == emptyRow && label(a.Rows[r].Cells) != "", len(a.Rows[r].Group) > 0:
			return cover{}, false
		case k == plainRow:
			rows = append(rows, r)
		}
	}
	sure := a.Confidence == 0 || a.Confidence >= 0.75
	return cover{rows, KindTotal, "all rows"}, i == len(a.Rows)-1 && len(rows) > 1 && sure && grandLabel.MatchString(label(a.Rows[i].Cells))
}

// agreeing counts the columns in which rows add up to row i: such in which the
// figures say something.
func (a *auditor) agreeing(i int, rows []int) int {
	n := 0
	for col, c := range a.columns {
		if !c.adds() || c.percent || col >= len(a.grid[i]) || a.grid[i][col].is != figure || a.grid[i][col].v == 0 {
			continue
		}
		if s := a.add(rows, col); s.masked == 0 && s.fits(a.grid[i][col].v, a.slack(s, a.grid[i][col].decimals)) {
			n++
		}
	}
	return n
}

// compare compares row i with the rows that it is the total of, in one column.
func (a *auditor) compare(i, col int, c cover, certain bool) {
	of := a.columns[col]
	if !of.adds() || col >= len(a.grid[i]) || a.grid[i][col].is != figure {
		return
	}
	printed, s := a.grid[i][col], a.add(c.rows, col)
	if of.percent {
		a.shares(i, col, c, s)
		return
	}
	f := Finding{
		Kind: c.kind, Table: a.Number, Column: of.name, Printed: oneLine(a.Rows[i].Cells[col]), At: a.at(i, col+1), Rows: len(c.rows), Without: c.rows,
		From: a.at(c.rows[0], col+1), To: a.at(c.rows[len(c.rows)-1], col+1), Computed: printNumber(s.lo, s.decimals),
	}
	slack := a.slack(s, printed.decimals)
	name := fmt.Sprintf("“%s”, %s", label(a.Rows[i].Cells), of.called())
	switch fits := s.fits(printed.v, slack); {
	case fits && s.masked > 0:
		a.skip(f.At, "%s: %d of the %d figures are withheld; the others add up to %s of the %s printed.", name, s.masked, s.rows, f.Computed, f.Printed)
	case fits:
		f.Agrees, f.Text = true, fmt.Sprintf("%s: %s (%d) add up to %s, as printed.", name, c.what, len(c.rows), f.Computed)
		if s.lo != printed.v {
			f.Text = fmt.Sprintf("%s: %s (%d) add up to %s, which is %s but for rounding.", name, c.what, len(c.rows), f.Computed, f.Printed)
		}
		a.Findings = append(a.Findings, f)
	case a.part && printed.v > s.hi:
		a.skip(f.At, "%s: %s is more than the rows add up to (%s), but the table says that it lists only some.", name, f.Printed, f.Computed)
	case !certain && len(c.rows) < 2:
		a.skip(f.At, "%s: there is one row only.", name)
	default:
		f.Text = fmt.Sprintf("%s: printed is %s; %s (%d) add up to %s, a difference of %s.", name, f.Printed, c.what, len(c.rows), f.Computed, printNumber(abs(printed.v-s.lo), max(s.decimals, printed.decimals)))
		if s.masked > 0 {
			f.Text += fmt.Sprintf(" %d of them are withheld, and cannot account for it.", s.masked)
		}
		a.Findings = append(a.Findings, f)
	}
}

// shares compares the shares of a column with their total of 100 %.
func (a *auditor) shares(i, col int, c cover, s sum) {
	printed := a.grid[i][col]
	slack := int64(unit/2) * int64(s.rows+1)
	for range min(6, max(s.decimals, printed.decimals)) {
		slack /= 10
	}
	name := fmt.Sprintf("“%s”, %s", label(a.Rows[i].Cells), a.columns[col].called())
	if c.kind != KindTotal || s.masked > 0 || !s.fits(printed.v, slack) {
		a.skip(a.at(i, col+1), "%s: shares are added up only where they make up the printed total but for rounding; these are %s.", name, printNumber(s.lo, s.decimals))
		return
	}
	a.Findings = append(a.Findings, Finding{
		Kind: KindPercent, Agrees: true, Table: a.Number, Column: a.columns[col].name, Printed: oneLine(a.Rows[i].Cells[col]), At: a.at(i, col+1), Rows: len(c.rows), Without: c.rows,
		From: a.at(c.rows[0], col+1), To: a.at(c.rows[len(c.rows)-1], col+1), Computed: printNumber(s.lo, s.decimals) + " %",
		Text: fmt.Sprintf("%s: the shares (%d) add up to %s, but for rounding.", name, len(c.rows), oneLine(a.Rows[i].Cells[col])),
	})
}

func abs(v int64) int64 { return max(v, -v) }

// items are the rows of the table that are neither totals nor labels: those
// that a count of its rows is about.
func (a *auditor) items() []int {
	var out []int
	adds := slices.ContainsFunc(a.columns, column.adds)
	for i, k := range a.kinds {
		if k == plainRow || !adds && !a.Rows[i].Note && label(a.Rows[i].Cells) != "" {
			out = append(out, i)
		}
	}
	return out
}

// A Column is a column that can be added up, and what it adds up to.
type Column struct {
	Column   int // from 1
	Name     string
	Value    int64 // in millionths
	Withheld int   // how many of its figures are not given
}

// Sums adds up the rows of a table that are neither totals nor labels, and
// counts them; without leaves rows out, by their numbers.
func Sums(t Table, without map[int]bool) (items int, sums []Column) {
	l := newLedger(t)
	plain := slices.DeleteFunc(slices.Clone(l.plain), func(i int) bool { return without[l.Rows[i].Number] })
	for col, c := range l.columns {
		if c.adds() && !c.percent {
			s := l.add(plain, col)
			sums = append(sums, Column{col + 1, c.name, s.lo, s.masked})
		}
	}
	return len(plain), sums
}

// Print writes a sum of millionths as people do: "1,234", "0.5".
func Print(v int64) string {
	return strings.TrimSuffix(strings.TrimRight(printNumber(v, 6), "0"), ".")
}
