package search

import (
	"math"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/period"
	"readingroom/search/analysis"
	"readingroom/search/query"
)

// An interval is what a Range asks of a number: from low to high, both included.
type interval struct{ low, high float64 }

func (i interval) has(v float64) bool { return i.low <= v && v <= i.high }

// intervalOf reads the numbers of a Range; false where they are none.
func intervalOf(r query.Range) (interval, bool) {
	i := interval{math.Inf(-1), math.Inf(1)}
	first, ok := query.Number(r.Value)
	if !ok && r.Value != "" {
		return i, false
	}
	switch r.Op {
	case query.Equal:
		i.low, i.high = first, first
		if r.Field == "size" { // 5MB is what rounds to it
			half := stepOf(r.Value) / 2
			i.low, i.high = first-half, math.Nextafter(first+half, 0)
		}
	case query.Above:
		i.low = math.Nextafter(first, i.high)
	case query.From:
		i.low = first
	case query.Below:
		i.high = math.Nextafter(first, i.low)
	case query.UpTo:
		i.high = first
	case query.Between:
		if r.Value != "" {
			i.low = first
		}
		if r.To != "" {
			if i.high, ok = query.Number(r.To); !ok {
				return i, false
			}
		}
	}
	return i, true
}

// stepOf is how exactly a size is given: 5MB to a megabyte, 5.1MB to a tenth of
// one, 500KB to ten.
func stepOf(s string) float64 {
	n := strings.IndexFunc(s, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if n < 0 {
		n = len(s)
	}
	unit, _ := query.Number("1" + s[n:])
	if whole, part, ok := strings.Cut(s[:n], "."); ok {
		return unit * math.Pow10(-len(part))
	} else if len(whole) > 2 {
		return unit * math.Pow10(len(whole)-2)
	}
	return unit
}

// daysOf reads the days of a Range as a half-open period, of which one end may
// be open; false where they are none.
func daysOf(r query.Range) (archive.Period, bool) {
	all := archive.Period{From: "0000-01-01", Until: "9999-12-31"}
	read := func(s string) (archive.Period, bool) {
		p, err := period.Named(s)
		return p, err == nil
	}
	first, ok := all, true
	if r.Value != "" {
		first, ok = read(r.Value)
	}
	out := all
	switch r.Op {
	case query.Equal:
		out = first
	case query.Above:
		out.From = first.Until
	case query.From:
		out.From = first.From
	case query.Below:
		out.Until = first.From
	case query.UpTo:
		out.Until = first.Until
	case query.Between:
		out.From = first.From
		if r.To != "" {
			var last archive.Period
			if last, ok = read(r.To); ok {
				out.Until = last.Until
			}
		}
	}
	return out, ok
}

// onDay reports whether a day, or the first day of a month or year, is of a period.
func onDay(p archive.Period, day archive.Day) bool {
	return day != "" && p.From <= day && day < p.Until
}

// measure says which entries a Range of the item itself holds for; nil where
// its value is none.
func measure(r query.Range) func(*entry) bool {
	if r.Field == "date" {
		p, ok := daysOf(r)
		if !ok {
			return nil
		}
		return func(e *entry) bool { return onDay(p, e.Date) }
	}
	i, ok := intervalOf(r)
	if !ok {
		return nil
	}
	switch r.Field {
	case "year":
		return func(e *entry) bool {
			y, err := strconv.Atoi(e.Year)
			return err == nil && i.has(float64(y))
		}
	case "pages":
		return func(e *entry) bool { return i.has(float64(e.Places[pages])) }
	case "rows":
		return func(e *entry) bool { return i.has(float64(e.Places[rows])) }
	case "size":
		return func(e *entry) bool { return i.has(float64(e.Size)) }
	}
	return nil
}

// numbersIn are the numbers of a cell: what it is, or those that stand in it.
func numbersIn(cell string) []float64 {
	s := strings.TrimSpace(cell)
	if inner, ok := strings.CutPrefix(s, "("); ok && strings.HasSuffix(inner, ")") { // as books write what is below zero
		s = "-" + strings.TrimSuffix(inner, ")")
	}
	if v, ok := query.Number(strings.Replace(s, "−", "-", 1)); ok {
		return []float64{v}
	}
	var out []float64
	for i := 0; i < len(s) && len(out) < 32; {
		n := numberLength(s[i:])
		if n == 0 {
			i++
			continue
		}
		if v, ok := query.Number(s[i : i+n]); ok && (i == 0 || !analysis.IsWordByte(s[i-1])) && (i+n == len(s) || !analysis.IsWordByte(s[i+n])) {
			out = append(out, v)
		}
		i += n
	}
	return out
}

// numberLength measures a number such as 5,000.50 at the start of s.
func numberLength(s string) int {
	n := 0
	for n < len(s) && (analysis.IsDigit(s[n]) || n > 0 && (s[n] == ',' || s[n] == '.') && n+1 < len(s) && analysis.IsDigit(s[n+1])) {
		n++
	}
	return n
}
