package claim

import (
	"slices"
	"strings"
	"unicode"

	"readingroom/archive"
)

// A Passage is a text of the record that a quotation may come from: of a page,
// or of a row.
type Passage struct {
	At          archive.Place
	Text        string
	OCR         bool // it was read from a picture
	Corrections []archive.Correction
}

// A qword is a word of a text that is compared, with where it stands in it.
type qword struct {
	low        string
	start, end int // code points
	any        bool
}

// quoteWords are the words of a quotation as they are compared: without case,
// marks and the form of their apostrophes.
func quoteWords(text string) []string {
	var out []string
	for _, w := range splitWords([]rune(text), true) {
		if !w.any {
			out = append(out, w.low)
		}
	}
	return out
}

// splitWords parts a text into words. In a quotation, words in square brackets
// are the writer's: they stand for anything.
func splitWords(r []rune, quotation bool) []qword {
	var out []qword
	for i := 0; i < len(r); {
		switch c := r[i]; {
		case quotation && c == '[':
			j := i
			for j < len(r) && r[j] != ']' {
				j++
			}
			if j == len(r) { // never closed: a mark like others
				i++
				continue
			}
			// "[s]he", "[T]he" is a word of which a letter was changed.
			if j-i == 2 && j+1 < len(r) && unicode.IsLetter(r[j+1]) {
				k := j + 1
				for k < len(r) && isWordRune(r, k) {
					k++
				}
				out = append(out, qword{low: strings.ToLower(string(r[i+1:j]) + string(r[j+1:k])), start: i, end: k})
				i = k
				continue
			}
			out = append(out, qword{any: true, start: i, end: j + 1})
			i = j + 1
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			j := i
			var low []rune
			for j < len(r) && isWordRune(r, j) {
				switch {
				case unicode.IsLetter(r[j]) || unicode.IsDigit(r[j]):
					low = append(low, unicode.ToLower(fold(r[j])))
				}
				j++
			}
			out = append(out, qword{low: string(low), start: i, end: j})
			i = j
		default:
			i++
		}
	}
	return out
}

// isWordRune reports whether a code point goes on a word: also an apostrophe, a
// comma or full stop within a figure, an invisible mark.
func isWordRune(r []rune, i int) bool {
	c := r[i]
	if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) {
		return true
	}
	next := i+1 < len(r) && i > 0
	switch {
	case c == '\u00ad' || c == '\u200b':
		return true
	case isApostrophe(c):
		return next && unicode.IsLetter(r[i+1])
	case c == ',' || c == '.':
		return next && unicode.IsDigit(r[i-1]) && unicode.IsDigit(r[i+1])
	}
	return false
}

// fold takes the marks off the letters of Western languages that people leave off.
func fold(c rune) rune {
	const from, to = "áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÉÈÊËÍÓÖÚÜÑÇ", "aaaaaaeeeeiiiiooooouuuuncAAAAEEEEIOOUUNC"
	if c < 128 {
		return c
	}
	i := 0
	for _, x := range from {
		if x == c {
			return rune(to[i])
		}
		i++
	}
	return c
}

// A change is where a quotation and the record differ: what is said, what is there.
type change struct{ said, is string }

// A found is where a quotation was found.
type found struct {
	passage  Passage
	start    int // of the text, in code points
	end      int
	distance int // words that differ
	matched  int // words that are the same
	changes  []change
	misread  bool // letters alone differ, as they do where a picture was read
}

// parts are the runs of words of a quotation between its ellipses.
func quoteParts(text string) [][]qword {
	text = strings.NewReplacer("....", "…", "...", "…", ". . .", "…").Replace(text)
	var out [][]qword
	for part := range strings.SplitSeq(text, "…") {
		if w := splitWords([]rune(part), true); slices.ContainsFunc(w, func(x qword) bool { return !x.any }) {
			out = append(out, w)
		}
	}
	return out
}

// find looks for a quotation in a passage; ok is false where it is not there even
// nearly.
func find(parts [][]qword, p Passage) (f found, ok bool) {
	runes := []rune(p.Text)
	words := splitWords(runes, false)
	f = found{passage: p, start: -1}
	from := 0
	for _, part := range parts {
		a := closest(part, words[from:])
		if a.end == 0 {
			return f, false
		}
		f.distance += a.distance
		f.matched += a.matched
		for _, c := range a.changes {
			f.changes = append(f.changes, c.words(part, words[from:], runes))
		}
		if f.start < 0 {
			f.start = words[from+a.start].start
		}
		f.end = words[from+a.end-1].end
		from += a.end
	}
	f.misread = f.distance > 0 && p.OCR && !slices.ContainsFunc(f.changes, func(c change) bool { return !confusable(c.said, c.is) })
	return f, f.start >= 0
}

// An alignment is the run of a text's words that is closest to some words.
type alignment struct {
	start, end int
	distance   int
	matched    int
	changes    []span2
}

// A span2 is a run of either side that differs.
type span2 struct{ a, b, c, d int }

func (s span2) words(said, is []qword, runes []rune) change {
	var x change
	for _, w := range said[s.a:s.b] {
		x.said += " " + w.low
	}
	if s.c < s.d {
		x.is = string(runes[is[s.c].start:is[s.d-1].end])
	}
	x.said = strings.TrimSpace(x.said)
	x.is = strings.Join(strings.Fields(x.is), " ")
	return x
}

// windowWords is how much longer than a quotation the run may be that it is
// compared with.
const windowWords = 6

// closest finds the run of words that takes the fewest changes of words to become
// the quotation. It looks where most of its words are.
func closest(q, text []qword) alignment {
	if len(text) == 0 {
		return alignment{}
	}
	if at := exact(q, text); at >= 0 {
		return alignment{start: at, end: at + len(q), matched: len(q)}
	}
	want := map[string]int{}
	for _, w := range q {
		want[w.low]++
	}
	// The window with the most words of the quotation.
	size := min(len(text), len(q)+len(q)/4+windowWords)
	have := map[string]int{}
	n, best, at := 0, -1, 0
	for i, w := range text {
		if have[w.low]++; have[w.low] <= want[w.low] {
			n++
		}
		if i >= size {
			out := text[i-size].low
			if have[out] <= want[out] {
				n--
			}
			have[out]--
		}
		if n > best {
			best, at = n, i-size+1
		}
	}
	if best*2 < len(q) {
		return alignment{}
	}
	from := max(0, at-windowWords)
	to := min(len(text), max(at, 0)+size+windowWords)
	a := edit(q, text[from:to])
	if a.end == 0 {
		return a
	}
	a.start, a.end = a.start+from, a.end+from
	for i := range a.changes {
		a.changes[i].c += from
		a.changes[i].d += from
	}
	return a
}

// exact finds a run of the same words. A bracketed word stands for none, or one.
func exact(q, text []qword) int {
	if slices.ContainsFunc(q, func(w qword) bool { return w.any }) {
		return -1
	}
	for i := 0; i+len(q) <= len(text); i++ {
		k := 0
		for k < len(q) && q[k].low == text[i+k].low {
			k++
		}
		if k == len(q) {
			return i
		}
	}
	return -1
}

// edit aligns a quotation with a part of a text, the ends of the text free.
func edit(q, text []qword) alignment {
	const none = 1 << 30
	w := len(text) + 1
	cost := make([]int, (len(q)+1)*w)
	step := make([]byte, (len(q)+1)*w)
	for i := 1; i <= len(q); i++ {
		gap := 1
		if q[i-1].any {
			gap = 0
		}
		cost[i*w], step[i*w] = cost[(i-1)*w]+gap, 'd'
		for j := 1; j <= len(text); j++ {
			same := 1
			if q[i-1].any || q[i-1].low == text[j-1].low {
				same = 0
			}
			c, s := cost[(i-1)*w+j-1]+same, byte('s')
			if x := cost[(i-1)*w+j] + gap; x < c {
				c, s = x, 'd'
			}
			in := 1
			if q[i-1].any {
				in = 0 // a bracket may stand for several words
			}
			if i == len(q) {
				in = 1
			}
			if x := cost[i*w+j-1] + in; x < c {
				c, s = x, 'i'
			}
			cost[i*w+j], step[i*w+j] = c, s
		}
	}
	best, end := none, 0
	for j := 1; j <= len(text); j++ {
		if c := cost[len(q)*w+j]; c < best || c == best && j == end+1 && step[len(q)*w+j] == 's' && step[len(q)*w+end] == 'd' {
			best, end = cost[len(q)*w+j], j
		}
	}
	a := alignment{end: end, distance: best}
	i, j := len(q), end
	for i > 0 {
		s := step[i*w+j]
		same := s == 's' && (q[i-1].any || q[i-1].low == text[j-1].low)
		free := q[i-1].any
		pi, pj := i, j
		switch s {
		case 's':
			i, j = i-1, j-1
		case 'd':
			i--
		default:
			j--
		}
		if same {
			a.matched++
			continue
		}
		if free {
			continue
		}
		c := span2{i, pi, j, pj}
		if k := len(a.changes) - 1; k >= 0 && a.changes[k].a == c.b && a.changes[k].c == c.d {
			a.changes[k].a, a.changes[k].c = c.a, c.c
		} else {
			a.changes = append(a.changes, c)
		}
	}
	a.start = j
	if a.start >= a.end {
		return alignment{}
	}
	slices.Reverse(a.changes)
	return a
}

// confusable reports whether two words differ only in letters that a reader of
// pictures takes for one another.
func confusable(a, b string) bool {
	shape := strings.NewReplacer("rn", "m", "cl", "d", "vv", "w", "0", "o", "1", "l", "i", "l", "|", "l", "5", "s", " ", "")
	if strings.ContainsAny(a, "0123456789") && strings.ContainsAny(b, "0123456789") {
		return false
	}
	return a != "" && shape.Replace(strings.ToLower(a)) == shape.Replace(strings.ToLower(b))
}
