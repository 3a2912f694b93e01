package pdf

import (
	"fmt"
	"unicode"

	"readingroom/archive/extract/pdf/content"
	"readingroom/archive/extract/pdf/layout"
)

// A reading is what a reader made of a page.
type reading struct {
	*content.Result
	layout      layout.Page
	broken      error  // why there is none
	reader, why string // as in archive.Page

	seen     bool  // its picture was looked at
	unlooked bool  // it should have been, but nothing can
	lookErr  error // why it could not be
}

// choose returns the first reader's reading of a page where nothing speaks
// against it. Else it asks the second reader, and returns what reads better.
func (p *pages) choose(own reading, unit float64) reading {
	doubt := own.doubt()
	if doubt == "" {
		return own
	}
	if p.vain == maxVain {
		return own
	}
	p.vain++
	page, err := p.second.page(p.number, unit)
	if err != nil {
		return own
	}
	other := reading{reader: secondReader, why: doubt}
	if other.take(page); other.broken == nil && other.better(own) {
		p.vain = 0
		return other
	}
	return own
}

// maxVain is after how many pages one after the other that it did not read
// better the second reader is asked no more: a document whose fonts tell
// nothing tells it nothing either.
const maxVain = 20

// doubt returns a sentence that says why a reading cannot be trusted, or "".
// A page of two percent unknown characters misses a word in nine.
func (r reading) doubt() string {
	if r.broken != nil {
		return fmt.Sprintf("The first reader could not read the page: %v.", plainError(r.broken))
	}
	q := r.quality()
	switch {
	case len(r.Problems) > 0:
		return fmt.Sprintf("The first reader could read the page only in part: %v.", plainError(r.Problems[0]))
	case r.Shown > 0 && q.letters == 0:
		return "The first reader found text on the page, but could not read it."
	case r.Unknown*50 > r.Shown:
		return fmt.Sprintf("The first reader could not tell what %d of the page's %d characters are.", r.Unknown, r.Shown)
	case q.senseless*50 > q.letters:
		return fmt.Sprintf("The first reader took %d of the page's characters for what are none.", q.senseless)
	}
	return ""
}

// A quality says what a reading is worth.
type quality struct {
	letters   int // and digits
	senseless int // controls, characters that stand for none, and those of private use
}

func (r reading) quality() (q quality) {
	for _, b := range r.layout.Blocks {
		for _, l := range b.Lines {
			for _, w := range l.Words {
				for _, c := range w.Text {
					switch {
					case unicode.IsLetter(c), unicode.IsDigit(c):
						q.letters++
					case c == unicode.ReplacementChar, unicode.IsControl(c), unicode.Is(unicode.Co, c), unicode.Is(unicode.Cs, c):
						q.senseless++
					}
				}
			}
		}
	}
	return q
}

// better reports whether a second reading is clearly worth more than the
// first: good text is not replaced by as good.
func (r reading) better(own reading) bool {
	q, was := r.quality(), own.quality()
	bad, wasBad := q.senseless+r.Unknown, was.senseless
	if own.Result != nil {
		wasBad += own.Unknown
	}
	switch {
	case q.letters == 0:
		return false
	case q.letters-bad > was.letters-wasBad+max(2, was.letters/50):
		return true
	}
	return bad < wasBad && q.letters*50 >= was.letters*49
}

// needsPassword says what a reader of the reason can do.
func needsPassword(given []string) error {
	if len(given) == 0 {
		return errPassword
	}
	return errNoFit
}
