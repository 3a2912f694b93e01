package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// A dateCode is a number format for dates and times, taken apart.
type dateCode []datePart

// A datePart is a letter and how often it stands there, or characters.
type datePart struct {
	letter byte // y, m (month), d, h, i (minute), s, a ("AM/PM"); 0: characters
	count  int
	text   string
}

// builtInDates are the codes of formats that have none in the file. The short
// date of the machine is shortDate.
var builtInDates = map[int]string{
	14: shortDate, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: shortDate + " hh:mm",
}

// parseDate takes a number format apart; nil where it is not one that shows
// dates by letters and signs alone.
func parseDate(code string) dateCode {
	code, _, _ = strings.Cut(code, ";")
	var parts dateCode
	clock := false // the last letters were hours
	for i := 0; i < len(code); {
		c := code[i] | 0x20
		switch {
		case strings.IndexByte("ymdhs", c) >= 0:
			n := 1
			for i+n < len(code) && code[i+n]|0x20 == c {
				n++
			}
			i += n
			p := datePart{letter: c, count: n}
			if c == 'm' && clock && n <= 2 {
				p.letter = 'i'
			}
			if c == 's' { // what stands before seconds is minutes
				for k := len(parts) - 1; k >= 0; k-- {
					if parts[k].letter == 'm' && parts[k].count <= 2 {
						parts[k].letter = 'i'
					}
					if parts[k].letter != 0 {
						break
					}
				}
			}
			clock = c == 'h'
			if most := map[byte]int{'y': 4, 'm': 4, 'd': 4, 'h': 2, 's': 2}[c]; n > most || c == 'y' && n%2 == 1 {
				return nil
			}
			parts = append(parts, p)
		case len(code)-i >= 5 && strings.EqualFold(code[i:i+5], "am/pm"):
			parts = append(parts, datePart{letter: 'a'})
			i += 5
		case code[i] == '\\' && i+1 < len(code):
			parts = append(parts, datePart{text: code[i+1 : i+2]})
			i += 2
		case strings.IndexByte(" -/.,:", code[i]) >= 0:
			parts = append(parts, datePart{text: code[i : i+1]})
			i++
		case strings.HasPrefix(code[i:], "[$-409]"):
			i += len("[$-409]") // English of the United States
		default:
			return nil
		}
	}
	for _, p := range parts {
		if p.letter != 0 {
			return parts
		}
	}
	return nil
}

// print prints the date that a number stands for; ok is false where it stands for none.
func (c dateCode) print(v float64, date1904 bool) (s string, ok bool) {
	t, ok := moment(v, date1904)
	if !ok {
		return "", false
	}
	half := false
	for _, p := range c {
		half = half || p.letter == 'a'
		if day := strings.IndexByte("ymd", p.letter) >= 0 && p.letter != 0; day && v < 1 {
			return "", false // the day before the first
		}
	}
	var b strings.Builder
	two := func(n, digits int) {
		if n < 10 && digits > 1 {
			b.WriteByte('0')
		}
		b.WriteString(strconv.Itoa(n))
	}
	for _, p := range c {
		switch p.letter {
		case 0:
			b.WriteString(p.text)
		case 'y':
			if p.count == 4 {
				b.WriteString(strconv.Itoa(t.Year()))
			} else {
				two(t.Year()%100, 2)
			}
		case 'm':
			switch name := t.Month().String(); p.count {
			case 4:
				b.WriteString(name)
			case 3:
				b.WriteString(name[:3])
			default:
				two(int(t.Month()), p.count)
			}
		case 'd':
			switch name := t.Weekday().String(); p.count {
			case 4:
				b.WriteString(name)
			case 3:
				b.WriteString(name[:3])
			default:
				two(t.Day(), p.count)
			}
		case 'h':
			n := t.Hour()
			if half {
				n = (n+11)%12 + 1
			}
			two(n, p.count)
		case 'i':
			two(t.Minute(), p.count)
		case 's':
			two(t.Second(), p.count)
		case 'a':
			b.WriteString(t.Format("PM"))
		}
	}
	return b.String(), true
}

// moment is the time that a number stands for (ECMA-376 part 1, 18.17.4.1), to
// the second.
func moment(v float64, date1904 bool) (t time.Time, ok bool) {
	if v < 0 || v >= 2958466 {
		return t, false
	}
	seconds := int64(math.Round(v * 86400))
	from := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch day := seconds / 86400; {
	case date1904:
		from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case day == 60:
		return t, false // 29 February 1900, which only the first spreadsheet knew
	case day < 60:
		from = from.AddDate(0, 0, 1)
	}
	return from.Add(time.Duration(seconds) * time.Second), true
}
