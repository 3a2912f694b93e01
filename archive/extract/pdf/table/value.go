package table

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// isValue reports whether a text is a number, an amount, a date, or what
// stands in the place of one.
func isValue(s string) bool {
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	if digits > 0 {
		return letters < digits && letters <= 3
	}
	return letters <= 2 && isMissing(s)
}

// isMissing reports whether a text says that there is no number.
func isMissing(s string) bool {
	switch strings.ToLower(strings.Trim(s, "().* ")) {
	case "", "-", "–", "—", "−", "--", "---", "…", "na", "n.a", "n/a", "n.d", "nd", "x", "z", "s", "d", ":", "†", "‡", "#", "$", "%", "€", "£":
		return true
	}
	return false
}

// isYear reports whether a text is a year of the calendar, or two of them.
func isYear(s string) bool {
	s = strings.TrimRight(s, "*.,:)¹²³")
	if len(s) < 4 || s[0] != '1' && s[0] != '2' || s[1] != '9' && s[1] != '0' && s[1] != '8' {
		return false
	}
	for i := range 4 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	rest := strings.TrimLeft(s[4:], "-/–")
	return len(rest) < len(s)-4 && (rest == "" || len(rest) >= 2 && len(rest) <= 4 && strings.Trim(rest, "0123456789") == "") || len(s) == 4
}

// isBullet reports whether a word begins an entry of a list.
func isBullet(s string) bool {
	switch s {
	case "•", "◦", "▪", "■", "□", "●", "○", "‣", "·", "➢", "✓", "❖", "\uf0b7", "\uf0a7":
		return true
	}
	return false
}

func median(v []float64) float64 { return quantile(v, .5) }

// quantile returns the value below which a share of all stands, or 0; it sorts v.
func quantile(v []float64, share float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[min(len(v)-1, int(share*float64(len(v))))]
}

// number returns the number that a text states.
func number(s string) (float64, bool) {
	s = strings.NewReplacer(",", "", "$", "", "€", "", "£", "", "%", "", "–", "-", "−", "-", "(", "-", ")", "").Replace(s)
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}
