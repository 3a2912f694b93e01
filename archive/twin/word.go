package twin

import (
	"regexp"
	"strings"
	"unicode"

	"readingroom/archive/internal/edits"
)

// A word is a run of letters and digits in a text.
type word struct {
	key      string // in small letters
	from, to int    // in code points
}

// words takes a text apart, up to so many words. A word that was parted at the
// end of a line is two of them on both sides, more often than not.
func words(text string, most int) []word {
	var out []word
	var key strings.Builder
	start, at := 0, 0
	end := func() {
		if key.Len() > 0 {
			out = append(out, word{key.String(), start, at})
			key.Reset()
		}
	}
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if key.Len() == 0 {
				if len(out) == most {
					return out
				}
				start = at
			}
			key.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’' || r == '\u00ad' || unicode.Is(unicode.Mn, r): // inside of a word
		case (r == ',' || r == '.') && key.Len() > 0 && isNumber(key.String()): // 5,000 is one number
		default:
			end()
		}
		at++
	}
	end()
	return out
}

func isNumber(s string) bool {
	for _, r := range s {
		if !unicode.IsDigit(r) {
			return false
		}
	}
	return s != ""
}

// code is a word of an exemption's code, (b)(7)(C): in place of what was withheld.
var code = regexp.MustCompile(`^(?:[a-k]|[1-9]|b[1-9][a-f]?|[1-9][a-f])$`)

// slight words say nothing of what a page is: letters alone, marks, the codes
// of exemptions.
func (w word) slight() bool { return len(w.key) == 1 || code.MatchString(w.key) }

// misreading has the letters that a reader of pictures takes for one another
// in one form.
var misreading = strings.NewReplacer("0", "o", "1", "l", "i", "l", "|", "l", "rn", "m", "vv", "w", "cl", "d", "5", "s", "8", "b")

func (w word) misread() string { return misreading.Replace(w.key) }

// alike reports whether one word may be a misreading of the other: by letters
// that look the same or, of a word that is no number, by a quarter of its letters.
func alike(a, b word) bool {
	if a.misread() == b.misread() {
		return true
	}
	if hasDigit(a.key) || hasDigit(b.key) {
		return false
	}
	x, y := []rune(a.key), []rune(b.key)
	most := max(len(x), len(y)) / 4
	return max(len(x), len(y))-min(len(x), len(y)) <= most && len(x) <= 40 && len(y) <= 40 && edits.Distance(x, y) <= most
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }
