package syntax

// number reads a number as viewers do: "--5" is -5, "1.2.3" is 1.2, and
// "12-34" is 12; some programs write them.
func number(t []byte) (float64, bool) {
	i, negative := 0, false
	for i < len(t) && (t[i] == '-' || t[i] == '+') {
		negative = negative || t[i] == '-'
		i++
	}
	if i == len(t) || t[i] != '.' && (t[i] < '0' || t[i] > '9') {
		return 0, false
	}
	value, scale := 0.0, 1.0
	dot, done := false, false
	for ; i < len(t); i++ {
		switch c := t[i]; {
		case c >= '0' && c <= '9':
			if done {
				continue
			}
			if value = value*10 + float64(c-'0'); dot {
				scale *= 10
			}
		case c == '.':
			done = done || dot
			dot = true
		case c == '-':
			done = true
		default:
			return 0, false
		}
	}
	if value /= scale; !(value < 1e15) {
		value = 0 // nothing on a page is that large; nor is it not a number
	}
	if negative {
		value = -value
	}
	return value, true
}
