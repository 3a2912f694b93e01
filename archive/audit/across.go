package audit

import (
	"fmt"
	"regexp"
)

var totalHeader = regexp.MustCompile(`(?i)^(?:grand |row )?totals?$|^all$|^sum$|^overall$`)

// agreeOften is the share of rows that must add up across before one that does
// not is said to differ: until then the columns may be no parts of the total.
const agreeOften = 0.8

// across compares a column of totals with the columns beside it, row by row.
func (a *auditor) across() {
	for col, c := range a.columns {
		if !c.adds() || c.percent || !totalHeader.MatchString(c.name) {
			continue
		}
		var parts []int
		for i, p := range a.columns {
			if i != col && p.adds() && !p.percent && !totalHeader.MatchString(p.name) {
				parts = append(parts, i)
			}
		}
		if len(parts) > 1 {
			a.acrossTo(col, parts)
		}
	}
}

func (a *auditor) acrossTo(col int, parts []int) {
	var differ []int
	agree := 0
	for r, row := range a.grid {
		if a.kinds[r] == emptyRow || col >= len(row) || row[col].is != figure {
			continue
		}
		s := a.sumAcross(r, parts)
		switch {
		case s.masked > 0 && s.fits(row[col].v, 0):
		case s.fits(row[col].v, a.slack(s, row[col].decimals)):
			agree++
		default:
			differ = append(differ, r)
		}
	}
	all := agree + len(differ)
	if all < 2 {
		return
	}
	if float64(agree) < agreeOften*float64(all) {
		a.skip(a.at(0, col+1), "%s: it is the sum of the other columns in %d of %d rows only, so it may be the total of something else.", a.columns[col].called(), agree, all)
		return
	}
	f := Finding{Kind: KindAcross, Table: a.Number, Column: a.columns[col].name, From: a.at(0, 0), To: a.at(len(a.Rows)-1, 0)}
	if agree > 0 {
		ok := f
		ok.Agrees, ok.Rows, ok.At = true, agree, a.at(0, col+1)
		ok.Printed, ok.Computed = fmt.Sprintf("%d totals", agree), "the same"
		ok.Text = fmt.Sprintf("%s: in %d of %d rows it is the sum of the %d other columns.", a.columns[col].called(), agree, all, len(parts))
		a.Findings = append(a.Findings, ok)
	}
	for _, r := range differ {
		s := a.sumAcross(r, parts)
		no := f
		no.Rows, no.At, no.From, no.To = 1, a.at(r, col+1), a.at(r, 0), a.at(r, 0)
		no.Printed, no.Computed = oneLine(a.Rows[r].Cells[col]), printNumber(s.lo, s.decimals)
		no.Text = fmt.Sprintf("“%s”, %s: printed is %s; its %d other columns add up to %s.", label(a.Rows[r].Cells), a.columns[col].called(), no.Printed, len(parts), no.Computed)
		a.Findings = append(a.Findings, no)
	}
}

func (a *auditor) sumAcross(r int, parts []int) sum {
	var all sum
	open := false
	for _, col := range parts {
		s := a.add([]int{r}, col)
		all.lo, all.decimals, all.masked, all.rows = all.lo+s.lo, max(all.decimals, s.decimals), all.masked+s.masked, all.rows+s.rows
		all.hi += max(0, s.hi)
		open = open || s.masked > 0 && s.hi < 0
	}
	if all.masked == 0 {
		all.hi = all.lo
	}
	if open {
		all.hi = -1
	}
	return all
}
