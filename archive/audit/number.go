package audit

import (
	"regexp"
	"strconv"
	"strings"
)

// what a cell is
type is int

const (
	text    is = iota
	figure     // a number
	nothing    // a dash or an empty cell: counts as 0
	masked     // a number that is withheld
)

// A number is a cell read as a number. v, lo and hi are in millionths.
type number struct {
	is       is
	v        int64
	lo, hi   int64 // of a masked one; hi < 0: no bound
	decimals int
	percent  bool
}

const unit = 1_000_000

var (
	figureCell = regexp.MustCompile(`^(\(?)([-−–]?)\$? ?(\d{1,3}(?:[,\x{00a0}\x{202f}]\d{3})+|\d{1,12})(?:\.(\d{1,6}))?(\)?) ?(%?)$`)
	// a footnote's sign after a figure: 12*, 12†, 12 [1], 12 (a), 12¹
	sign      = regexp.MustCompile(`(?:\s*(?:[*†‡§¶#]+|\[\w{1,2}\]|\([a-z]\)|[¹²³⁴⁵⁶⁷⁸⁹⁰]+))+$`)
	belowCell = regexp.MustCompile(`^(?:<|less than |fewer than |under )\s?(\d{1,4})$`)
	maskCell  = regexp.MustCompile(`^(?i:\*+|x{1,4}|d|s|\(d\)|\(s\)|ds|redacted|\[redacted\]|withheld|suppressed|n/?a|\(b\)\(\d\).*|[█■]+)$`)
	dashCell  = regexp.MustCompile(`^[-–—−.]{0,3}$`)
)

// numberOf reads a cell.
func numberOf(cell string) number {
	s := oneLine(cell)
	switch {
	case dashCell.MatchString(s):
		return number{is: nothing}
	case maskCell.MatchString(s):
		return number{is: masked, hi: -1}
	}
	if m := belowCell.FindStringSubmatch(strings.ToLower(s)); m != nil {
		n, _ := strconv.ParseInt(m[1], 10, 64)
		return number{is: masked, hi: max(0, n-1) * unit}
	}
	m := figureCell.FindStringSubmatch(s)
	if m == nil {
		m = figureCell.FindStringSubmatch(sign.ReplaceAllString(s, ""))
	}
	if m == nil || (m[1] == "") != (m[5] == "") {
		return number{}
	}
	whole, err := strconv.ParseInt(strings.NewReplacer(",", "", "\u00a0", "", "\u202f", "").Replace(m[3]), 10, 64)
	if err != nil {
		return number{}
	}
	part, _ := strconv.ParseInt((m[4] + "000000")[:6], 10, 64)
	n := number{is: figure, v: whole*unit + part, decimals: len(m[4]), percent: m[6] == "%"}
	if m[1] != "" || m[2] != "" {
		n.v = -n.v
	}
	return n
}

func numbers(cells []string) []number {
	out := make([]number, len(cells))
	for i, c := range cells {
		out[i] = numberOf(c)
	}
	return out
}

// print writes a number of millionths with so many decimals.
func printNumber(v int64, decimals int) string {
	minus := ""
	if v < 0 {
		minus, v = "-", -v
	}
	whole := strconv.FormatInt(v/unit, 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if decimals > 0 {
		part := strconv.FormatInt(unit+v%unit, 10)[1:]
		whole += "." + part[:min(decimals, 6)]
	}
	return minus + whole
}

// A column is a column of a table, and what its figures are.
type column struct {
	name    string
	figures int
	texts   int
	percent bool
	other   bool // figures that add up to nothing: years, codes, averages
}

// adds reports whether the figures of the column can be added up.
func (c column) adds() bool { return c.figures > 0 && c.texts == 0 && !c.other }

// noSum are headers of figures that no total is the sum of.
var noSum = regexp.MustCompile(`(?i)\b(average|avg|mean|median|rates?|ratio|per|years?|dates?|ages?|ranks?|ids?|fips|zip|codes?|numbers? of days|latitude|longitude|case (no|number)|phone|price|#|no)\b\.?|^(year|fy|rank|#)$`)

func columnsOf(t Table, grid [][]number) []column {
	width := len(t.Header)
	for _, row := range grid {
		width = max(width, len(row))
	}
	out := make([]column, width)
	for i := range out {
		if i < len(t.Header) {
			out[i].name = oneLine(t.Header[i])
		}
		out[i].other = noSum.MatchString(out[i].name)
	}
	years := make([]int, width)
	for _, row := range grid {
		for i, n := range row {
			switch n.is {
			case text:
				out[i].texts++
			case figure:
				out[i].figures++
				out[i].percent = out[i].percent || n.percent
				if y := n.v / unit; n.v%unit == 0 && 1900 <= y && y < 2100 {
					years[i]++
				}
			}
		}
	}
	for i := range out {
		out[i].percent = out[i].percent || strings.Contains(out[i].name, "%") || strings.Contains(strings.ToLower(out[i].name), "percent")
		out[i].other = out[i].other || out[i].figures > 1 && years[i] == out[i].figures
	}
	return out
}

// called names a column in a sentence.
func (c column) called() string {
	if c.name == "" {
		return "the figures"
	}
	return "“" + c.name + "”"
}

// Amount reads a cell as a figure in millionths; ok is false where it is none.
func Amount(cell string) (v int64, ok bool) {
	n := numberOf(cell)
	return n.v, n.is == figure
}
