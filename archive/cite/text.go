package cite

import (
	"errors"
	"iter"
	"slices"
	"strings"

	"readingroom/archive"
)

// pagesAtMost is how many pages are looked through for a passage, the nearest
// first.
const pagesAtMost = 2000

// How much of what stood beside a passage must stand beside it still, of 1.
const (
	sureBeside  = 0.8 // then it is not looked for further
	shortBeside = 0.4 // for a short passage, of which there may be many
	longBeside  = 0.1
	short       = 12 // characters
	long        = 24
)

// findText looks for a passage: with the same words and neighbours first, then
// for nearly the same words.
func findText(d Document, c archive.Citation) (found, error) {
	want := fold([]rune(c.Selector.Exact)).text
	if len(want) == 0 {
		return found{}, nil
	}
	if p, err := d.Text.Page(max(1, c.Locator.Page)); err == nil { // most are as they were
		runes := []rune(p.Text)
		if from, to, ok := Place(p.Text, c.Locator); ok {
			if x := selected(runes, from, to); x.Exact == c.Selector.Exact && x.Prefix == c.Selector.Prefix && x.Suffix == c.Selector.Suffix {
				return found{ok: true, still: true, at: c.Locator, text: x.Exact}, nil
			}
		}
	} else if !errors.Is(err, archive.ErrNotFound) {
		return found{}, err
	}
	s := seeker{c: c, want: want, prefix: fold([]rune(c.Selector.Prefix)).text, suffix: fold([]rune(c.Selector.Suffix)).text}
	var near []int // pages on which it may stand nearly
	for n, err := range pagesAbout(d, max(1, c.Locator.Page)) {
		if err != nil {
			return found{}, err
		}
		p, err := d.Text.Page(n)
		if err != nil {
			return found{}, err
		}
		if distance(n, max(1, c.Locator.Page)) > nearPages && !s.mayStand(p.Text) {
			continue
		}
		f := fold([]rune(p.Text))
		if s.page(n, f, p.Text); s.best.ok && s.beside >= sureBeside {
			break
		}
		if len(near) < nearPages && (distance(n, max(1, c.Locator.Page)) <= 1 || mayHold(f, want)) {
			near = append(near, n)
		}
	}
	need := longBeside
	switch {
	case len(want) < short:
		need = shortBeside
	case len(want) >= long:
		need = 0
	}
	if s.best.ok && s.beside >= need {
		s.best.others = s.ties
		return s.best, nil
	}
	return s.nearly(d, near)
}

// pagesAbout goes through the pages of a document, the nearest to a page first.
func pagesAbout(d Document, page int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		given := 0
		for away := 0; given < pagesAtMost && (page-away >= 1 || page+away <= d.Pages); away++ {
			for _, n := range []int{page + away, page - away} {
				if n < 1 || n > d.Pages || away == 0 && n != page {
					continue
				}
				if given++; !yield(n, nil) {
					return
				}
				if away == 0 {
					break
				}
			}
		}
	}
}

func distance(a, b int) int { return max(a-b, b-a) }

// A seeker keeps the best place found so far.
type seeker struct {
	c                    archive.Citation
	want, prefix, suffix []rune
	words                []string // the longest of them

	best   found
	beside float64
	away   int // from where it was
	ties   int // others as good as the best
}

// mayStand reports whether any of the longest words stands in a text. It is
// asked of far pages only: folding a long document takes its time.
func (s *seeker) mayStand(text string) bool {
	if s.words == nil {
		s.words = strings.Fields(string(s.want))
		slices.SortStableFunc(s.words, func(a, b string) int { return len(b) - len(a) })
		s.words = s.words[:min(3, len(s.words))]
	}
	return slices.ContainsFunc(s.words, func(w string) bool { return strings.Contains(text, w) })
}

// page looks for the words on one page.
func (s *seeker) page(n int, f folded, text string) {
	from, to, ok := Place(text, s.c.Locator)
	ok = ok && n == max(1, s.c.Locator.Page) && alike(string([]rune(text)[from:to]), s.c.Selector.Exact)
	for i := index(f.text, s.want, 0); i >= 0; i = index(f.text, s.want, i+1) {
		a, b := f.span(i, i+len(s.want))
		l := s.at(n, a, b, text)
		if ok && from <= a && b <= to { // it may have been cited with space about it
			l = s.c.Locator
		}
		still := l == s.c.Locator
		beside := (tail(f.text[:i], s.prefix) + head(f.text[i+len(s.want):], s.suffix)) / 2
		away := distance(n, max(1, s.c.Locator.Page))*1_000_000 + distance(a, from)
		if beside == s.beside && s.best.ok {
			s.ties++
		}
		if !s.best.ok || beside > s.beside || beside == s.beside && away < s.away {
			if beside > s.beside {
				s.ties = 0
			}
			s.best, s.beside, s.away = found{ok: true, still: still, at: l, text: string([]rune(text)[a:b])}, beside, away
		}
	}
}

// at is the place of a span in the form in which it was cited.
func (s *seeker) at(n, from, to int, text string) archive.Locator {
	l := archive.Locator{Page: n, From: from, To: to}
	if s.c.Locator.Mail == "" {
		return l
	}
	l.Page, l.Mail = 0, archive.MailBody
	if s.c.Locator.Par == 0 {
		return l
	}
	if i := slices.Index(Paragraphs(text), Span{from, to}); i >= 0 {
		return archive.Locator{Mail: archive.MailBody, Par: i + 1}
	}
	return l
}

// index returns where want begins in text at from or after it, or -1.
func index(text, want []rune, from int) int {
	for i := from; i+len(want) <= len(text); i++ {
		if text[i] == want[0] && slices.Equal(text[i:i+len(want)], want) {
			return i
		}
	}
	return -1
}

// tail is what share of want the text ends in; all of it where nothing is wanted.
func tail(text, want []rune) float64 {
	text, want = trimRight(text), trimRight(want)
	n := 0
	for n < len(text) && n < len(want) && text[len(text)-1-n] == want[len(want)-1-n] {
		n++
	}
	return share(n, len(want))
}

// head is what share of want the text begins with.
func head(text, want []rune) float64 {
	text, want = trimLeft(text), trimLeft(want)
	n := 0
	for n < len(text) && n < len(want) && text[n] == want[n] {
		n++
	}
	return share(n, len(want))
}

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

func trimRight(r []rune) []rune {
	for len(r) > 0 && r[len(r)-1] == ' ' {
		r = r[:len(r)-1]
	}
	return r
}

func trimLeft(r []rune) []rune {
	for len(r) > 0 && r[0] == ' ' {
		r = r[1:]
	}
	return r
}

// Passage finds words of a page where a reader took them from: before are the
// words that stood before them. It returns their span, and how many more places
// of the page say the same.
func Passage(text, words, before string) (from, to, others int, ok bool) {
	want, f := fold([]rune(words)).text, fold([]rune(text))
	if len(want) == 0 {
		return 0, 0, 0, false
	}
	s := seeker{c: archive.Citation{}, want: want, prefix: fold([]rune(before)).text}
	s.page(1, f, text)
	return s.best.at.From, s.best.at.To, s.ties, s.best.ok
}

// findPage looks for a page. In the document itself it is the page of that
// number; in another it is the one with most of the same words.
func findPage(d Document, c archive.Citation, own bool) (found, error) {
	l := c.Locator
	if own {
		_, err := quoteText(d, l)
		if errors.Is(err, archive.ErrNotFound) {
			return found{}, nil
		}
		return found{ok: err == nil, still: true, at: l}, err
	}
	text := c.Selector.Exact
	if l.Region != (archive.Region{}) {
		text = c.Selector.Prefix
	}
	want := shingles(text)
	if len(want) == 0 {
		return found{}, nil
	}
	best, at := 0.0, 0
	for n, err := range pagesAbout(d, l.Page) {
		if err != nil {
			return found{}, err
		}
		p, err := d.Text.Page(n)
		if err != nil {
			return found{}, err
		}
		if like := likeness(want, shingles(p.Text)); like > best {
			if best, at = like, n; like > 0.95 {
				break
			}
		}
	}
	if best < 0.5 {
		return found{}, nil
	}
	l.Page = at
	p, err := d.Text.Page(at)
	return found{ok: err == nil, at: l, still: l == c.Locator, changed: err == nil && !alike(p.Text, text)}, err
}
