// Package cite says whether an old citation still holds, and what stands at a
// place that is cited anew.
//
//	2026-017-0003:p12:t2:r5, which said "Ventura County | 188"
//	-> exact      it stands there still
//	-> moved      it stands at 2026-017-0003:p12:t2:r6 now, or in a newer version
//	-> corrected  the notice 2026-018-0001:p1:s80-240 touches it
//	-> withdrawn  the item is no longer shown; the reason is
//	-> lost       it stands nowhere any more
//
// Pure: the text of pages and rows in, an answer out. Where it is not sure it
// says so; it never answers a neighbouring place in silence.
package cite

import (
	"errors"
	"fmt"
	"iter"

	"readingroom/archive"
)

// A State is what became of a citation.
type State string

// The five answers.
const (
	Exact     State = "exact"
	Moved     State = "moved"
	Corrected State = "corrected"
	Withdrawn State = "withdrawn"
	Lost      State = "lost"
)

// A Document is an item in which a citation is looked for.
type Document struct {
	Item   archive.Item
	Pages  int
	Tables []archive.Table
	Mail   *archive.Mail
	Parts  []archive.Part
	Text   Reader // nil: it was not read
}

// A Reader reads the text of a document: *content.File does.
type Reader interface {
	Page(n int) (archive.Page, error)
	Row(table, number int) (archive.Row, error)
	Rows(table, from int) iter.Seq2[archive.Row, error]
}

// A Record is all that the archive knows which bears on a citation.
type Record struct {
	Document    Document
	Withdrawn   *archive.Withdrawal                        // nil: it is shown
	Newer       []Document                                 // that replace it, each by the next; the last holds
	Copies      []Document                                 // of the same document, or of the same period
	Corrections func(archive.Locator) []archive.Correction // that stand, of a place of the document; nil: none
}

// An Answer says what became of a citation.
type Answer struct {
	State   State
	Now     archive.Place // where it stands in the archive; zero: nowhere
	Text    string        // what stands there
	Changed bool          // it reads otherwise than when it was cited
	Others  int           // how many more places say the same, among which it may be

	Newer        archive.Place // where it stands in the version that holds now; zero: there is none, or not there
	NewerText    string
	NewerChanged bool
	Replaced     string // the number of the version that holds now; ""

	Corrections []archive.Correction
	Withdrawal  *archive.Withdrawal
}

// Resolve says what became of a citation. archive.ErrNotFound where it names a
// place that the document never had, as far as is known.
func Resolve(c archive.Citation, r Record) (Answer, error) {
	if r.Withdrawn != nil {
		return Answer{State: Withdrawn, Withdrawal: r.Withdrawn}, nil
	}
	same := c.Digest.IsZero() || c.Digest == r.Document.Item.Digest
	if c.Selector.IsZero() && !c.Locator.IsZero() {
		if !same {
			return Answer{State: Lost}, nil
		}
		var err error
		if c.Selector, err = Quote(r.Document, c.Locator); err != nil {
			return Answer{}, err
		}
	}
	var a Answer
	at, err := find(r.Document, c)
	if err != nil {
		return a, err
	}
	if at.ok {
		a.Now, a.Text, a.Changed, a.Others = archive.Place{Item: r.Document.Item.Number, Locator: at.at}, at.text, at.changed, at.others
		a.State = Exact
		if at.at != c.Locator || at.changed || !same || at.others > 0 && !at.still {
			a.State = Moved
		}
	}
	if err := a.newer(c, r.Newer); err != nil {
		return a, err
	}
	if a.State == "" {
		if err := a.copies(c, r.Copies); err != nil {
			return a, err
		}
	}
	a.correct(c, at, r)
	if a.State == "" {
		a.State = Lost
	}
	return a, nil
}

// newer looks in the versions that replace the document, the last of which
// holds. What stands in it is moved, what it says otherwise corrected.
func (a *Answer) newer(c archive.Citation, newer []Document) error {
	if len(newer) == 0 {
		return nil
	}
	last := newer[len(newer)-1]
	a.Replaced = last.Item.Number
	at, err := find(last, c)
	if err != nil {
		return err
	}
	if !at.ok {
		if a.State != "" { // it is cited as it stood; the version that holds does not say it
			a.State = Corrected
		}
		return nil
	}
	a.Newer, a.NewerText, a.NewerChanged = archive.Place{Item: last.Item.Number, Locator: at.at}, at.text, at.changed
	a.State = Moved
	if l := c.Locator; at.changed && (l.To > 0 || l.Row > 0 || l.Par > 0) { // of a whole page, that says little
		a.State = Corrected
	}
	if a.Now == (archive.Place{}) {
		a.Now, a.Text, a.Changed, a.Others = a.Newer, at.text, at.changed, at.others
	}
	return nil
}

// copies looks in copies of the document.
func (a *Answer) copies(c archive.Citation, copies []Document) error {
	for _, d := range copies {
		at, err := find(d, c)
		if err != nil {
			return err
		}
		if at.ok && !at.changed {
			a.State, a.Now, a.Text, a.Others = Moved, archive.Place{Item: d.Item.Number, Locator: at.at}, at.text, at.others
			return nil
		}
	}
	return nil
}

// correct says which corrections touch the place, as it was cited or where it
// stands now. A document that was taken back as a whole is withdrawn.
func (a *Answer) correct(c archive.Citation, at found, r Record) {
	if r.Corrections == nil {
		return
	}
	l := c.Locator
	if at.ok {
		l = at.at
	}
	a.Corrections = r.Corrections(l)
	for _, x := range a.Corrections {
		a.State = Corrected
		for _, t := range x.Touches {
			if x.Kind == archive.CorrectedWithdrawn && t.At.Item == r.Document.Item.Number && t.At.Locator.IsZero() {
				a.State = Withdrawn
				return
			}
		}
	}
}

// A found is where a citation stands in a document.
type found struct {
	ok      bool
	at      archive.Locator
	text    string
	changed bool // nearly
	still   bool // at the very place that was cited
	others  int
}

// find looks for what a citation says in a document: where it says it stands
// first.
func find(d Document, c archive.Citation) (found, error) {
	l := c.Locator
	if d.Text == nil && !l.IsZero() {
		return found{}, nil
	}
	own := c.Item == d.Item.Number && (c.Digest.IsZero() || c.Digest == d.Item.Digest)
	switch {
	case l.IsZero():
		return found{ok: true, still: true, text: d.Item.Title}, nil
	case l.Row > 0:
		return findRow(d, c)
	case l.Table > 0 || l.Sheet != "":
		return findTable(d, c)
	case l.Mail == archive.MailBody && (l.Par > 0 || l.To > 0), l.Page > 0 && l.To > 0:
		return findText(d, c)
	case l.Page > 0:
		return findPage(d, c, own)
	}
	s, err := Quote(d, l)
	if errors.Is(err, archive.ErrNotFound) || err == nil && !alike(s.Exact, c.Selector.Exact) {
		return found{}, nil
	}
	return found{ok: err == nil, still: true, at: l, text: s.Exact}, err
}

func notFound(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, archive.ErrNotFound)...)
}
