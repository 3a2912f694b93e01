package link

import (
	"unicode"
	"unicode/utf8"

	"readingroom/archive/link/gazetteer"
)

// A token is a word of a text, with what stands between it and the one before.
type token struct {
	start, end int            // bytes of the text
	word       gazetteer.Word // 0 where it is in no name
	genitive   gazetteer.Word // the word with its s: "George's" of Prince George's
	class      class
	shape      shape
	gap        gap
	mark       rune // the first sign in the gap before it; 0 for none
	dot        bool // a full stop follows
}

type shape uint8

const (
	lower shape = iota
	capital
	capitals // two letters or more
	digits
)

type gap uint8

const (
	joined    gap = iota // nothing lies between
	space                // spaces only
	newline              // one line end
	mixed                // a sign: see mark
	paragraph            // the beginning of the text, or an empty line
)

// A tokenizer makes tokens of texts; it keeps its memory from one to the next.
type tokenizer struct {
	g      *gazetteer.Gazetteer
	tokens []token
	folded []byte
}

// maxWord is how many bytes of a word are looked at.
const maxWord = 64

func (z *tokenizer) read(text string) []token {
	z.tokens = z.tokens[:0]
	before := token{gap: paragraph}
	lines := 2
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == ' ' || c == '\t' || c == '\r':
			i++
			if before.gap == joined {
				before.gap = space
			}
			if c == '\t' && before.mark == 0 {
				before.mark, before.gap = '\t', max(before.gap, mixed)
			}
			continue
		case c == '\n' || c == '\f' || c == '\v':
			i++
			lines++
			if lines > 1 || c == '\f' {
				before.gap = paragraph
			} else {
				before.gap = max(before.gap, newline)
			}
			continue
		}
		r, n := rune(c), 1
		if c >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if !letter(r) {
			if unicode.IsSpace(r) {
				if before.gap == joined {
					before.gap = space
				}
			} else {
				if before.gap < mixed {
					before.gap = mixed
				}
				if before.mark == 0 {
					before.mark = r
				}
			}
			i += n
			continue
		}
		t := before
		t.start = i
		i = z.word(text, i, &t)
		z.tokens = append(z.tokens, t)
		before, lines = token{}, 0
		if i < len(text) && text[i] == '.' {
			z.tokens[len(z.tokens)-1].dot = true
			if t.class&abbreviated != 0 {
				i++
			}
		}
	}
	return z.tokens
}

func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʻ' }

// word reads a word: letters and digits, apostrophes within, initials with
// their full stops, "N.Y.", and what a line end parts, "Ven-\ntura".
func (z *tokenizer) word(text string, i int, t *token) int {
	z.folded = z.folded[:0]
	uppers, lowers, numbers, letters := 0, 0, 0, 0
	run := 0 // letters since the last full stop
	plain := true
	possessive := 0
	for i < len(text) {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case 'a' <= r && r <= 'z':
			lowers++
		case 'A' <= r && r <= 'Z':
			uppers++
			r += 'a' - 'A'
		case '0' <= r && r <= '9':
			numbers++
		case !letter(r) && !unicode.IsMark(r):
			next, m := utf8.DecodeRuneInString(text[min(i+n, len(text)):])
			switch {
			case apostrophe(r) && unicode.IsLetter(next):
				if (next == 's' || next == 'S') && !letterAt(text, i+n+m) {
					possessive = i
				}
			case r == '.' && run == 1 && letters <= 4 && uppers == letters && ('A' <= next && next <= 'Z') && initials(text[i+n:]):
				run = 0
				plain = false
			case r == '-' && lowers > 1 && hyphenated(text[i+n:]):
				i += n
				for text[i] == ' ' || text[i] == '\r' || text[i] == '\n' {
					i++
				}
				continue
			case r == '\u00ad': // a soft hyphen
			default:
				goto done
			}
			i += n
			continue
		case unicode.IsNumber(r):
			numbers++
			plain = false
		default:
			if unicode.IsUpper(r) {
				uppers++
			} else {
				lowers++
			}
			plain = false
		}
		if len(z.folded) < maxWord {
			z.folded = utf8.AppendRune(z.folded, r)
		}
		run++
		letters++
		i += n
	}
done:
	t.end = i
	if possessive > 0 && len(z.folded) > 1 {
		z.folded = z.folded[:len(z.folded)-1] // "Iowa's"; names with it, Prince George's, are tried too
		t.class |= possessed
	}
	if numbers == letters {
		t.shape = digits
		return i
	}
	switch {
	case uppers > 1 && lowers == 0:
		t.shape = capitals
	case uppers > 0:
		t.shape = capital // "d'Alene" too
	}
	if !plain {
		z.folded = append(z.folded[:0], gazetteer.Fold(string(z.folded))...)
	}
	switch string(z.folded) { // as gazetteer.Fold
	case "saint", "sainte", "fort", "mount":
		z.folded = append(z.folded[:0], gazetteer.Fold(string(z.folded))...)
	}
	t.word = z.g.Word(z.folded)
	t.class |= lexicon[string(z.folded)]
	if t.class&possessed != 0 {
		t.genitive = z.g.Word(append(z.folded, 's'))
	}
	if t.shape != lower {
		given, family := z.g.Person(z.folded)
		if given {
			t.class |= givenName
		}
		if family {
			t.class |= familyName
		}
	}
	if letters == 1 || !plain && uppers == letters && letters <= 4 {
		t.class |= abbreviated
	}
	return i
}

func letterAt(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return letter(r)
}

// initials reports whether a text goes on as initials do: "Y. and", "Va."
func initials(text string) bool {
	n := 0
	for n < len(text) && n < 3 && (text[n] >= 'a' && text[n] <= 'z' || text[n] >= 'A' && text[n] <= 'Z') {
		n++
	}
	return n <= 2 && (n == 1 || n < len(text) && text[n] == '.')
}

// hyphenated reports whether a text goes on, behind a hyphen, on the next line
// with the rest of a word.
func hyphenated(text string) bool {
	lines := 0
	for i := 0; i < len(text) && i < 200; i++ {
		switch c := text[i]; {
		case c == '\n':
			lines++
		case c == ' ' || c == '\r':
		default:
			return lines == 1 && 'a' <= c && c <= 'z'
		}
	}
	return false
}
