package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// value prints what a number is, however it is shown: a date or a time in the
// way of ISO 8601, else all of its digits.
func (f *figures) value(v float64, number int, code string) string {
	fm := format{number, code}
	if code != "" {
		fm.number = 0
	}
	date, ok := f.dates[fm]
	if !ok {
		if date = isDate(number, code); len(f.dates) < maxFormats {
			f.dates[fm] = date
		}
	}
	if date {
		if s := f.date(v); s != "" {
			return s
		}
	}
	return general(v)
}

// date prints the day, and the time where there is one, that a number stands
// for (ECMA-376 part 1, 18.17.4.1); "" where there is none.
func (f *figures) date(v float64) string {
	t, ok := moment(v, f.date1904)
	switch h, m, s := t.Clock(); {
	case !ok:
		return ""
	case v < 1 && !f.date1904:
		return t.Format(time.TimeOnly)
	case h+m+s == 0:
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02T15:04:05")
}

// isDate reports whether a number format shows dates or times (ECMA-376 part 1,
// 18.8.30 and 18.8.31).
func isDate(number int, code string) bool {
	if code == "" || number == 14 || number == 22 {
		return number >= 14 && number <= 22 || number >= 27 && number <= 36 || number >= 45 && number <= 47 || number >= 50 && number <= 58
	}
	code, _, _ = strings.Cut(code, ";")
	letters := false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '\\', '_', '*':
			i++
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return letters
			}
			i += end + 1
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return letters
			}
			if in := strings.ToLower(code[i+1 : i+end]); in != "" && strings.Trim(in, "hms") == "" {
				return false // hours on end: that is no time of the day
			}
			i += end
		case 'y', 'Y', 'd', 'D', 'h', 'H', 's', 'S', 'm', 'M':
			letters = true
		case '0', '#', '?':
			if !letters {
				return false
			}
		case 'G', 'g', 'E', 'e':
			if len(code)-i >= 7 && strings.EqualFold(code[i:i+7], "general") {
				return false
			}
		}
	}
	return letters
}

// plainly prints a number in the formats that most numbers have: "0", "0.00",
// "#,##0.00", "0.0%"; ok is false for other formats. It is a hundred times faster
// than what prints all of them.
func plainly(v float64, fm format) (s string, ok bool) {
	code := fm.code
	if code == "" {
		switch fm.number {
		case 1:
			code = "0"
		case 2:
			code = "0.00"
		case 3:
			code = "#,##0"
		case 4:
			code = "#,##0.00"
		case 9:
			code = "0%"
		case 10:
			code = "0.00%"
		}
	}
	rest, percent := strings.CutSuffix(code, "%")
	rest, thousands := strings.CutPrefix(rest, "#,##")
	rest, ok = strings.CutPrefix(rest, "0")
	places := 0
	if rest != "" {
		if places = len(rest) - 1; rest[0] != '.' || places == 0 || strings.Trim(rest[1:], "0") != "" {
			ok = false
		}
	}
	if !ok || math.Abs(v) >= 1e14 || places > 10 {
		return "", false
	}
	if percent {
		v *= 100
	}
	return decimal(v, places, thousands) + strings.Repeat("%", len(code)-len(strings.TrimSuffix(code, "%"))), true
}

// decimal rounds a number to some places as people do: a half away from 0, of
// the 15 digits that a spreadsheet keeps.
func decimal(v float64, places int, thousands bool) string {
	short := strconv.FormatFloat(math.Abs(v), 'e', 14, 64) // d.dddddddddddddde±xx
	exponent, _ := strconv.Atoi(short[17:])
	digits := []byte(short[:1] + short[2:16])
	keep := exponent + 1 + places // of the digits
	switch {
	case keep < 0:
		digits, exponent = []byte("0"), 0
	case keep < len(digits):
		up := digits[keep] >= '5'
		digits = digits[:keep]
		for i := keep - 1; up; i-- {
			if i < 0 {
				digits = append([]byte("1"), digits...)
				exponent++
				break
			}
			if digits[i]++; digits[i] <= '9' {
				break
			}
			digits[i] = '0'
		}
	}
	var whole, part string
	all := string(digits)
	switch {
	case exponent < 0:
		whole, part = "0", strings.Repeat("0", min(-exponent-1, places))+all
	case exponent+1 >= len(all):
		whole = all + strings.Repeat("0", exponent+1-len(all))
	default:
		whole, part = all[:exponent+1], all[exponent+1:]
	}
	if whole == "" {
		whole = "0"
	}
	part = (part + strings.Repeat("0", places))[:places]
	if thousands {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
	}
	s := whole
	if places > 0 {
		s += "." + part
	}
	if v < 0 && strings.Trim(s, "0.,") != "" {
		s = "-" + s
	}
	return s
}
