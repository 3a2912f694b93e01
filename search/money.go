package search

import (
	"strings"

	"readingroom/search/analysis"
	"readingroom/search/query"
)

// A sum is a sum of money in a text, where it stands in bytes.
type sum struct {
	value      float64
	start, end int
}

// Signs of money, before a number and after it.
var (
	moneyBefore = []string{"$", "US$", "USD", "£", "€"}
	moneyAfter  = []string{"dollars", "dollar", "usd", "cents"}
	moneyTimes  = []struct {
		word string
		by   float64
	}{
		{"thousand", 1e3},
		{"million", 1e6},
		{"billion", 1e9},
		{"trillion", 1e12},
		{"k", 1e3},
		{"m", 1e6},
		{"mn", 1e6},
		{"b", 1e9},
		{"bn", 1e9},
		{"t", 1e12},
		{"tn", 1e12},
	}
)

// sumsIn finds the sums of money of a text: $5,000, USD 5000, 5,000 dollars,
// $1.2 million.
func sumsIn(text string) []sum {
	var out []sum
	for i := 0; i < len(text); {
		n := 0
		if analysis.IsDigit(text[i]) {
			n = numberLength(text[i:])
		}
		if n == 0 {
			i++
			continue
		}
		start, end := i, i+n
		i = end
		if start > 0 && (analysis.IsDigit(text[start-1]) || text[start-1] == '.' && start > 1 && analysis.IsDigit(text[start-2])) {
			continue
		}
		v, ok := query.Number(text[start:end])
		if !ok {
			continue
		}
		before := strings.TrimRight(text[max(0, start-6):start], " ")
		money := false
		for _, sign := range moneyBefore {
			if strings.HasSuffix(strings.ToUpper(before), sign) {
				money, start = true, strings.LastIndex(text[:start], before[len(before)-len(sign):])
				break
			}
		}
		rest, by := times(text[end:])
		if by != 1 {
			end += rest
		}
		if !money {
			word, n := nextWord(text[end:])
			for _, after := range moneyAfter {
				if money = word == after; money {
					if end += n; after == "cents" {
						by /= 100
					}
					break
				}
			}
		}
		if money {
			out = append(out, sum{v * by, start, end})
		}
	}
	return out
}

// nextWord is the word that stands next, in small letters, and where it ends.
func nextWord(s string) (string, int) {
	i := 0
	for i < len(s) && i < 2 && (s[i] == ' ' || s[i] == '\n') {
		i++
	}
	j := i
	for j < len(s) && j-i < 12 && 'a' <= s[j]|0x20 && s[j]|0x20 <= 'z' {
		j++
	}
	return strings.ToLower(s[i:j]), j
}

// times reads "million" behind a number.
func times(s string) (int, float64) {
	word, n := nextWord(s)
	for _, t := range moneyTimes {
		if word == t.word && (len(word) > 1 || n == len(word)) { // $5k, but not $5 m
			return n, t.by
		}
	}
	return 0, 1
}
