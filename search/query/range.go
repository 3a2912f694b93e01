package query

import (
	"math"
	expr "regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Ranges are the fields that are compared: with >, >=, <, <=, or from..to of
// which one end may be open. The value of date: is a day, a month, a quarter or
// a year, and means all of it; pages: and rows: count those of the item, size:
// its bytes, "5MB"; amount: is any sum of money on the page or in the row.
var Ranges = []string{"date", "year", "pages", "rows", "size", "amount", "bates"}

// An Op says how a value is compared.
type Op string

// The operators of a Range.
const (
	Equal   Op = ""
	Above   Op = ">"
	From    Op = ">="
	Below   Op = "<"
	UpTo    Op = "<="
	Between Op = ".."
)

// A Range compares a number, a day or a Bates number with the values given.
type Range struct {
	Field  string // one of Ranges, or "column"
	Column string // of a row, for "column"
	Op     Op
	Value  string // as Number, Day or a Bates number reads it; of Between it may be ""
	To     string // the last value of Between, or ""
}

// A Cell asks what a row has in the column of that name.
type Cell struct {
	Column string
	Leaf   Node
	Whole  bool // the cell says that and nothing else
}

// operator takes the operator off the front of a value.
func operator(s string) (Op, string) {
	for _, op := range []Op{From, UpTo, Above, Below} {
		if rest, ok := strings.CutPrefix(s, string(op)); ok {
			return op, rest
		}
	}
	return Equal, strings.TrimPrefix(s, "=")
}

// compared reads the value of a field that is compared. why says why it cannot be.
func compared(field, value string, op Op) (r Range, why string) {
	r = Range{Field: field, Op: op}
	if op == Equal {
		r.Op, value = operator(value)
	}
	tidy := func(s string) string {
		s = strings.TrimSpace(s)
		if s == "" || why != "" {
			return ""
		}
		t, ok := canonical(field, s)
		if !ok {
			why = s + " is not " + kinds[field]
		}
		return t
	}
	first, last, two := strings.Cut(value, "..")
	if a, b, dash := strings.Cut(value, "-"); !two && dash && field != "date" && field != "bates" {
		_, day := Day(value)
		_, low := Number(a)
		_, high := Number(b)
		if low && high && !day || field == "year" {
			first, last, two = a, b, true
		}
	}
	if two && r.Op == Equal {
		last = strings.TrimLeft(last, ".") // three dots
		r.Op, r.Value, r.To = Between, tidy(first), tidy(last)
	} else {
		r.Value = tidy(value)
	}
	if why == "" && r.Value == "" && r.To == "" {
		why = "nothing is said to compare with"
	}
	return r, why
}

var kinds = map[string]string{
	"date": "a date: write 2017, 2017-01, 2017-Q1, FY2017 or 2017-01-28", "year": "a year", "pages": "a number", "rows": "a number",
	"size": "a size: write 500KB or 5MB", "amount": "an amount", "bates": "a Bates number", "column": "a number or a date",
}

// canonical gives a value the form in which it is kept and printed.
func canonical(field, s string) (string, bool) {
	switch field {
	case "date":
		return Day(s)
	case "bates":
		s = strings.Trim(strings.ToUpper(strings.Join(strings.Fields(s), "-")), ".")
		return s, says(s) && len(s) <= 64 && !strings.ContainsAny(s, `"()<>=~^*?/:`) && !strings.Contains(s, "..") && s[0] != '-'
	case "column":
		if t, ok := canonical("size", s); ok {
			return t, true
		}
		return Day(s)
	}
	if n := len(s) - 1; field == "amount" && n > 0 && s[n]|0x20 == 'b' && strings.ContainsAny(s[n-1:n], "0123456789. ") {
		s += "n" // billions, not bytes
	}
	_, ok := Number(s)
	s = strings.TrimRight(strings.ToUpper(digits.Replace(s)), ".")
	if strings.HasPrefix(s, ".") {
		s = "0" + s
	}
	return s, ok
}

var digits = strings.NewReplacer(",", "", "$", "", " ", "")

var units = map[string]float64{
	"": 1, "K": 1e3, "KB": 1e3, "KIB": 1 << 10, "THOUSAND": 1e3, "M": 1e6, "MB": 1e6, "MIB": 1 << 20, "MN": 1e6, "MILLION": 1e6,
	"G": 1e9, "GB": 1e9, "GIB": 1 << 30, "BN": 1e9, "BILLION": 1e9, "T": 1e12, "TB": 1e12, "TN": 1e12, "TRILLION": 1e12,
	"B": 1, "BYTES": 1, "%": 1,
}

// Number reads a number with its unit: 5,000, $5,000.00, 5k, 5MB, 12%.
func Number(s string) (float64, bool) {
	s = strings.ToUpper(digits.Replace(s))
	n := len(s) - len(strings.TrimPrefix(s, "-"))
	for n < len(s) && (s[n] == '.' || '0' <= s[n] && s[n] <= '9') {
		n++
	}
	by, ok := units[s[n:]]
	v, err := strconv.ParseFloat(s[:n], 64)
	return v * by, ok && err == nil && n <= 20 && !math.IsInf(v, 0)
}

// Day reads a day, or all days of a month, a quarter or a year, and gives it
// the form that sorts: 2017-01-28, 2017-01, 2017-Q1, FY2017-Q1, 2017.
func Day(s string) (string, bool) {
	s = strings.ToUpper(strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " "))
	s = shortMonth.ReplaceAllString(s, "$1$2$3")
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(s) == len(layout) {
			if _, err := time.Parse(layout, s); err == nil {
				return s, true
			}
		}
	}
	year, quarter, ok := strings.Cut(strings.TrimPrefix(s, "FY"), "-")
	if _, err := time.Parse("2006", year); err == nil && (ok || year != s) && (!ok || slices.Contains([]string{"Q1", "Q2", "Q3", "Q4"}, quarter)) {
		return s, true
	}
	for _, layout := range []string{"2006-1-2", "2006/1/2", "1/2/2006", "2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006"} {
		if t, err := time.Parse(layout, title(s)); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	for _, layout := range []string{"January 2006", "Jan 2006", "1/2006"} {
		if t, err := time.Parse(layout, title(s)); err == nil {
			return t.Format("2006-01"), true
		}
	}
	return "", false
}

// shortMonth is Feb. or Sept, which time.Parse knows by three letters, and 4th.
var shortMonth = expr.MustCompile(`\b(?:([A-Z]{3})\.|(SEP)T\b\.?|([0-9]{1,2})(?:ST|ND|RD|TH)\b)`)

// title writes each word with one capital, as time.Parse wants a month.
func title(s string) string {
	b := []byte(s)
	for i := 1; i < len(b); i++ {
		if 'A' <= b[i] && b[i] <= 'Z' && b[i-1] != ' ' {
			b[i] |= 0x20
		}
	}
	return string(b)
}
