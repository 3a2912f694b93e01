// Package analysis cuts texts into the words under which they are found: pages and
// rows when they are indexed, what is asked of them, and what a passage is shown of.
//
// It is made for released records: numbers, days, docket numbers, exemptions and
// e-mail addresses are read as wholes and as their parts, and what optical reading
// and typesetting leave between letters is passed over. The stemmer is that which
// bleve uses for English (snowballstem); accents are folded by golang.org/x/text.
package analysis

import (
	"cmp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// A token is a word of a text, in the forms under which it is found.
//
//	the deputies’ $5,000    the  deputies+~deputi  5000
//	17-cv-01234             ^17-cv-01234 at the place of 17, then 17 cv 01234
//	(b)(7)(C)               ^b7c at the place of b, then b 7 c
//	U.S.                    us at the place of u, then u s
//	e-mails                 ^+email at the place of e, then e mails+~mail
//	January 28, 2017        ^2017-01-28 and ^--01-28 at the place of january, then january 28 2017
//	b7C, Exemption 7(C)     ^b7c, too
//
// The stem is kept apart from the word by its sign, so that one field serves
// both the exact phrase and the word in any of its forms. A compound stands
// whole at the position of its first part.
type Token struct {
	Term       string // the folded word, or ^ and the compound
	Stem       string // ~ and the stem, or "" where that is the word itself
	Start, End int    // bytes of the text
	Pos        int    // words of the text, from 1
	Whole      bool   // a compound, whose parts follow
}

// Stemmed is the stem of a word, ~ before it, also where it is the word itself.
func (t Token) Stemmed() string {
	if t.Stem == "" {
		return "~" + t.Term
	}
	return t.Stem
}

// CellEnd parts the cells of a row in its text. No phrase runs across it.
const CellEnd = '\x1f'

// MaxTerm is how much of a word is kept, in bytes: beyond it are only
// encodings that nobody looks for.
const MaxTerm = 64

// An Analyzer cuts texts into tokens: those that are indexed, those of a
// query, and those of the text a snippet is cut from, all in the same way. It
// may be used by several goroutines.
type Analyzer struct {
	mu   sync.Mutex
	lent []readings // each to one scanner at a time
}

// readings are what words were read as, by how they stand in texts: most words
// of a text were in one before.
type readings map[string]reading

type reading struct{ term, stem string }

// Tokens appends the tokens of a text to into.
func (a *Analyzer) Tokens(into []Token, text string) []Token {
	if into == nil {
		into = make([]Token, 0, min(len(text)/5, 1<<16))
	}
	s := &scanner{text: text, out: into, known: a.borrow()}
	for s.at < len(text) {
		s.step()
	}
	a.giveBack(s.known)
	return s.out
}

// of reads a word as it stands in a text.
func (m readings) of(raw string) reading {
	r, ok := m[raw]
	if !ok {
		raw = strings.Clone(raw) // not a piece of a whole page
		r.term = Clip(Fold(raw))
		r.stem = StemOf(r.term)
		if len(raw) <= MaxTerm {
			m[raw] = r
		}
	}
	return r
}

// Read reads single words, each as it stands in a text.
func (a *Analyzer) Read(words []string, do func(word string, read Token)) {
	known := a.borrow()
	for _, w := range words {
		r := known.of(w)
		do(w, Token{Term: r.term, Stem: r.stem})
	}
	a.giveBack(known)
}

// borrow returns readings made before. They are kept across collections of
// garbage, as those of a sync.Pool are not.
func (a *Analyzer) borrow() readings {
	a.mu.Lock()
	defer a.mu.Unlock()
	n := len(a.lent)
	if n == 0 {
		return readings{}
	}
	m := a.lent[n-1]
	a.lent = a.lent[:n-1]
	return m
}

func (a *Analyzer) giveBack(m readings) {
	if len(m) > 1<<16 {
		clear(m)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.lent) < 8 {
		a.lent = append(a.lent, m)
	}
}

type scanner struct {
	text  string
	at    int
	pos   int
	out   []Token
	known readings
	parts []part
	dated int // where the date ends that was read last

	exempted int // and the exemption by its number
}

// A part is a word as it stands in the text.
type part struct {
	start, end int
	numeric    bool
}

func (s *scanner) step() {
	r, size := s.rune(s.at)
	switch {
	case r == CellEnd:
		s.pos += 2
		s.at += size
	case alone(r):
		s.word(part{s.at, s.at + size, false})
		s.at += size
	case r == '(' || IsWord(r):
		if term, n := s.spelled(s.at); term != "" && s.at >= s.dated {
			s.addDate(term, s.at, s.at+n)
			s.dated = s.at + n
		}
		if n := s.code(s.at); n > 0 {
			s.at += n
		} else if r == '(' {
			s.at += size
		} else {
			s.compound()
		}
	default:
		s.at += size
	}
}

func (s *scanner) rune(i int) (rune, int) {
	if i >= len(s.text) {
		return 0, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[i:])
}

// IsWord reports whether a character is of a word.
func IsWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) && !alone(r)
}

func (s *scanner) word(p part) {
	raw := s.text[p.start:p.end]
	if p.numeric {
		s.pos++
		s.add(Token{Term: Clip(number(raw)), Start: p.start, End: p.end, Pos: s.pos})
		return
	}
	r := s.known.of(raw)
	if r.term == "" {
		return
	}
	s.pos++
	s.add(Token{Term: r.term, Stem: r.stem, Start: p.start, End: p.end, Pos: s.pos})
}

func (s *scanner) add(t Token) { s.out = append(s.out, t) }

// StemOf returns ~ and the stem of a folded word, or "" where it is the same.
func StemOf(term string) string {
	if one := Irregular[term]; one != "" {
		return cmp.Or(StemOf(one), "~"+one)
	}
	if len(term) < 4 || len(term) > 32 || strings.Trim(term, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	env := snowballstem.NewEnv(term)
	english.Stem(env)
	if t := env.Current(); t != term {
		return "~" + t
	}
	return ""
}

// Clip is what is kept of a word.
func Clip(term string) string {
	if len(term) > MaxTerm {
		term = strings.ToValidUTF8(term[:MaxTerm], "")
	}
	return term
}
