package search

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/search/analysis"
)

// What is told of a page or row beside its words and what it speaks of, each a
// term of a keyword field:
//
//	told  n ice-000123    a Bates number
//	      x 06500000      a sum of money, $5,000.00 or ($5,000.00): how many digits its cents have, and those
//	      s 0650          the same as a class of sums that begin alike: so that a range
//	                      of sums is a few hundred terms and not all sums there are
const fieldTold = "told"

// maxSums is how many sums of one page or row are kept.
const maxSums = 500

// pageTold is what is told of a page.
func pageTold(p archive.Page) []string {
	var out []string
	for _, m := range p.Marks {
		if m.Kind != archive.MarkBates {
			continue
		}
		if n := batesTerm(m.Code); n != "" {
			out = append(out, "n"+n)
		}
	}
	for _, s := range sumsIn(p.Text) {
		out = appendSum(out, s.value)
	}
	return once(out)
}

// rowTold is what is told of a row: the sums in its cells, by a sign of money or
// by what its column is called.
func rowTold(paid []bool, cells []string) []string {
	var out []string
	for i, c := range cells {
		if !strings.ContainsAny(c, "0123456789") {
			continue
		}
		sums := sumsIn(c)
		for _, s := range sums {
			out = appendSum(out, s.value)
		}
		if len(sums) == 0 && i < len(paid) && paid[i] {
			if all := numbersIn(c); len(all) == 1 {
				out = appendSum(out, math.Abs(all[0]))
			}
		}
	}
	return once(out)
}

// paid says which columns of a header hold sums of money.
func paid(header []string) []bool {
	out := make([]bool, len(header))
	for i, label := range header {
		out[i] = strings.ContainsAny(label, "$£€") || slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(label), func(r rune) bool { return r < 'a' || r > 'z' }), func(w string) bool {
			return slices.Contains(moneyWords, strings.TrimSuffix(w, "s"))
		})
	}
	return out
}

var moneyWords = []string{
	"amount", "cost", "price", "fee", "salary", "salarie", "pay", "paid", "payment", "wage", "budget", "expense", "expenditure", "fund", "funding", "award", "grant",
	"bond", "fine", "charge", "balance", "invoice", "settlement", "revenue", "dollar", "usd", "spent", "compensation", "obligation",
}

func once(terms []string) []string {
	slices.Sort(terms)
	return slices.Compact(terms)
}

func appendSum(to []string, v float64) []string {
	digits := cents(v)
	if digits == "" || len(to) > 2*maxSums {
		return to
	}
	size := pad(len(digits))
	return append(to, "x"+size+digits, "s"+size+digits[:min(2, len(digits))])
}

// cents prints a sum in cents; "" where it is none that can be kept.
func cents(v float64) string {
	if c := math.Round(v * 100); c >= 0 && c < 1e17 {
		return strconv.FormatInt(int64(c), 10)
	}
	return ""
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// batesTerm gives a Bates number the form in which it is kept.
func batesTerm(number string) string {
	prefix, digits := splitBates(number)
	if digits == "" || len(prefix)+len(digits) > analysis.MaxTerm {
		return ""
	}
	return prefix + "-" + digits
}

// sumTerms picks, of the terms that there are, those of the sums of an interval.
func sumTerms(v *vocabulary, i interval) []int {
	low, high := int64(0), int64(math.MaxInt64)
	if i.low > 0 {
		low = int64(math.Round(math.Min(i.low*100, 1e18)))
		if float64(low)/100 < i.low {
			low++
		}
	}
	if i.high < 1e15 {
		high = int64(math.Round(math.Max(i.high*100, -1)))
		if float64(high)/100 > i.high {
			high--
		}
	}
	var out []int
	first, end := v.prefixed("s")
	for n := first; n < end; n++ {
		word := string(v.word(n))
		size, err := strconv.Atoi(word[1:min(3, len(word))])
		head := word[min(3, len(word)):]
		if err != nil || size < len(head) || size > 18 {
			continue
		}
		least, _ := strconv.ParseInt(head+strings.Repeat("0", size-len(head)), 10, 64)
		most, _ := strconv.ParseInt(head+strings.Repeat("9", size-len(head)), 10, 64)
		switch {
		case least >= low && most <= high:
			out = append(out, n)
		case most >= low && least <= high: // only some of them
			from, to := v.prefixed("x" + word[1:])
			for k := from; k < to; k++ {
				if c, err := strconv.ParseInt(string(v.word(k)[3:]), 10, 64); err == nil && low <= c && c <= high {
					out = append(out, k)
				}
			}
		}
	}
	return out
}
