package cite

import (
	"strings"
	"unicode"
)

// A folded is a text in one spelling, each character with where it came from:
// runs of space are one space, a word parted at a line's end is put together,
// dashes, quotation marks and ligatures are written alike. Letters keep their
// case and figures their places: those are what is cited.
type folded struct {
	text []rune
	at   []int // where each began in the original
	end  []int // and the first after it
}

var spelled = map[rune]string{
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", '\u00ad': "",
	'“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`, '‘': "'", '’': "'", '‚': "'", '′': "'", '`': "'",
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", '…': "...", '\u200b': "", '\ufeff': "",
}

// fold folds a text.
func fold(text []rune) folded {
	f := folded{text: make([]rune, 0, len(text)), at: make([]int, 0, len(text)), end: make([]int, 0, len(text))}
	add := func(r rune, from, to int) {
		f.text, f.at, f.end = append(f.text, r), append(f.at, from), append(f.end, to)
	}
	for i := 0; i < len(text); i++ {
		r := text[i]
		if unicode.IsSpace(r) {
			j := i
			for j < len(text) && unicode.IsSpace(text[j]) {
				j++
			}
			if n := len(f.text); n > 0 {
				if f.text[n-1] == '-' && strings.ContainsRune(string(text[i:j]), '\n') && n > 1 && unicode.IsLetter(f.text[n-2]) && j < len(text) && unicode.IsLower(text[j]) {
					f.text, f.at, f.end = f.text[:n-1], f.at[:n-1], f.end[:n-1]
				} else {
					add(' ', i, j)
				}
			}
			i = j - 1
			continue
		}
		if s, ok := spelled[r]; ok {
			for _, x := range s {
				add(x, i, i+1)
			}
			continue
		}
		add(r, i, i+1)
	}
	if n := len(f.text); n > 0 && f.text[n-1] == ' ' {
		f.text, f.at, f.end = f.text[:n-1], f.at[:n-1], f.end[:n-1]
	}
	return f
}

// span returns the original's span of a run of the folded text.
func (f folded) span(from, to int) (int, int) { return f.at[from], f.end[to-1] }

func (f folded) String() string { return string(f.text) }

func foldText(s string) string { return fold([]rune(s)).String() }

// alike reports whether two texts say the same, however they are set.
func alike(a, b string) bool { return a == b || foldText(a) == foldText(b) }

// line is the cells of a row on one line; empty ones are left out, so that a
// row whose columns were drawn otherwise still reads the same.
func line(cells []string) string {
	return foldText(strings.Join(cells, " "))
}

// Paragraphs returns the paragraphs of a text, in code points: runs of lines
// that are not empty.
func Paragraphs(text string) []Span {
	runes := []rune(text)
	var out []Span
	from := -1
	last := 0 // after the last character that is no space
	blank := true
	for i := 0; i <= len(runes); i++ {
		if i == len(runes) || runes[i] == '\n' {
			if blank && from >= 0 {
				out = append(out, Span{from, last})
				from = -1
			}
			blank = true
			continue
		}
		if unicode.IsSpace(runes[i]) {
			continue
		}
		if from < 0 {
			from = i
		}
		blank, last = false, i+1
	}
	if from >= 0 {
		out = append(out, Span{from, last})
	}
	return out
}

// A Span is a run of a text in Unicode code points: From is its first, To the
// first after it.
type Span struct{ From, To int }
