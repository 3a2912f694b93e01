package search

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
type token struct {
	term       string // the folded word, or ^ and the compound
	stem       string // ~ and the stem, or "" where that is the word itself
	start, end int    // bytes of the text
	pos        int    // words of the text, from 1
	whole      bool   // a compound, whose parts follow
}

// cellEnd parts the cells of a row in its text. No phrase runs across it.
const cellEnd = '\x1f'

// maxTerm is how much of a word is kept, in bytes: beyond it are only
// encodings that nobody looks for.
const maxTerm = 64

// An analyzer cuts texts into tokens: those that are indexed, those of a
// query, and those of the text a snippet is cut from, all in the same way. It
// may be used by several goroutines.
type analyzer struct {
	mu   sync.Mutex
	lent []readings // each to one scanner at a time
}

// readings are what words were read as, by how they stand in texts: most words
// of a text were in one before.
type readings map[string]reading

type reading struct{ term, stem string }

func newAnalyzer() *analyzer { return new(analyzer) }

// tokens appends the tokens of a text to into.
func (a *analyzer) tokens(into []token, text string) []token {
	if into == nil {
		into = make([]token, 0, min(len(text)/5, 1<<16))
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
		r.term = clip(fold(raw))
		r.stem = stemOf(r.term)
		if len(raw) <= maxTerm {
			m[raw] = r
		}
	}
	return r
}

// borrow returns readings made before. They are kept across collections of
// garbage, as those of a sync.Pool are not.
func (a *analyzer) borrow() readings {
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

func (a *analyzer) giveBack(m readings) {
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
	out   []token
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
	case r == cellEnd:
		s.pos += 2
		s.at += size
	case alone(r):
		s.word(part{s.at, s.at + size, false})
		s.at += size
	case r == '(' || wordRune(r):
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

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) && !alone(r)
}

func (s *scanner) word(p part) {
	raw := s.text[p.start:p.end]
	if p.numeric {
		s.pos++
		s.add(token{term: clip(number(raw)), start: p.start, end: p.end, pos: s.pos})
		return
	}
	r := s.known.of(raw)
	if r.term == "" {
		return
	}
	s.pos++
	s.add(token{term: r.term, stem: r.stem, start: p.start, end: p.end, pos: s.pos})
}

func (s *scanner) add(t token) { s.out = append(s.out, t) }

// stemOf returns ~ and the stem of a folded word, or "" where it is the same.
func stemOf(term string) string {
	if one := irregular[term]; one != "" {
		return cmp.Or(stemOf(one), "~"+one)
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

func clip(term string) string {
	if len(term) > maxTerm {
		term = strings.ToValidUTF8(term[:maxTerm], "")
	}
	return term
}
