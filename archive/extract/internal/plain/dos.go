package plain

import "golang.org/x/text/encoding/charmap"

// dosCharset recognises the code pages of DOS, which the guess does not know:
// 866 by its Cyrillic small letters, half of which stand where Windows has signs;
// 850, with which 437 shares its letters, by letters of it that stand between
// ASCII letters where Windows has signs, too.
func dosCharset(b []byte) (Charset, bool) {
	var high, cyrillic, low, runs, within, western int
	for i, c := range b {
		if c < 0x80 {
			continue
		}
		high++
		if i == 0 || b[i-1] < 0x80 {
			runs++
		}
		if c < 0xb0 || c >= 0xe0 && c <= 0xf1 || c == 0xfc {
			cyrillic++
		}
		if c >= 0xa0 && c < 0xb0 {
			low++
		}
		if i > 0 && i+1 < len(b) && isASCIILetter(b[i-1]) && (isASCIILetter(b[i+1]) || b[i+1] >= 0x80) {
			switch {
			case c >= 0x81 && c <= 0x8c && c != 0x86, c == 0x94, c >= 0xa1 && c <= 0xa4:
				western++
			case c != 0xa0 && c != 0xe1: // a space that does not break, and the German sharp s
				within++
			}
		}
	}
	switch {
	case high >= minHigh && 10*cyrillic >= 9*high && 4*low >= high && high >= 3*runs:
		return Charset{Name: "ibm866", enc: charmap.CodePage866}, true
	case western > 0 && western > 4*within && 2*western >= high:
		return Charset{Name: "ibm850", enc: charmap.CodePage850}, true
	}
	return Charset{}, false
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
