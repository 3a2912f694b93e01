// Package message finds e-mails on pages: printed to paper, released as text
// under stamps, quoted below an answer.
//
//	From:     Doe, Jane <jdoe@example.gov>          RELEASE IN PART
//	Sent:     Tuesday, January 5, 2010 8:01 PM      B6
//	To:       Smith, John
//	Subject:  RE: Report
//
//	Done.
//
//	-----Original Message-----From: Smith, John
//	…
//	-> Message{From: "Doe, Jane <jdoe@example.gov>", Date: "2010-01-05T20:01:00-00:00", Depth: 0, …}, Message{Depth: 1, …}
//
// A page is seen as rows: by the places of its words where they are known, so
// that a label and its value make one row wherever the text has them, else as
// the lines of its text. A head is told by its labels, or by the sentence that
// a mail program writes above what it quotes. What is printed over a page or
// beside it (stamps, numbers, exemptions) is no part of a head.
//
// It also tells when two messages are one (Same) and what they should share to
// be of one thread (Keys): nothing that a stranger can state is an identity.
package message

import (
	"iter"
	"slices"
	"strings"
	"time"

	"readingroom/archive"
)

// Version rises whenever what is found, or what joins messages, changes.
const Version = 2

// Likely reports whether a page may hold the head of a message, so that the
// places of its words are worth reading.
func Likely(text string) bool {
	lower := strings.ToLower(text)
	holds := func(word string) bool { return strings.Contains(lower, word) }
	return slices.ContainsFunc([]string{"from", "sent", "subj", "wrote", "writes", ">>>"}, holds) ||
		slices.ContainsFunc([]string{"to:", "de:", "von:"}, func(label string) bool { return begins(lower, label) })
}

// begins reports whether a word begins with a label somewhere in a text.
func begins(text, label string) bool {
	for {
		i := strings.Index(text, label)
		if i < 0 {
			return false
		}
		if i == 0 || !isWord(text[i-1]) {
			return true
		}
		text = text[i+len(label):]
	}
}

func isWord(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' }

// MaxMessages is how many messages are taken from one item.
const MaxMessages = 20_000

// A Found is a message with what its body was told by.
type Found struct {
	archive.Message
	Body Sketch
	Top  bool // the item begins with it
}

// Day returns the day on which what is printed was sent, as it is written there:
// that of the message which an item begins with. It is "" where the item begins
// with something else, or that day cannot be read.
func Day(found []Found) archive.Day {
	if len(found) == 0 || !found[0].Top || len(found[0].Date) < len(time.DateOnly) {
		return ""
	}
	return found[0].Date[:len(time.DateOnly)]
}

// Find finds the messages of an item in its pages, whose words may be missing.
// own is the head of an item that is an e-mail itself: its first message.
// The first error of the pages ends it.
func Find(pages iter.Seq2[archive.Page, error], own *archive.Mail) ([]Found, error) {
	f := finder{}
	if own != nil {
		f.own(own)
	}
	for p, err := range pages {
		if err != nil {
			return nil, err
		}
		f.page(p)
	}
	return f.end(), nil
}

// Of finds the messages in pages held in memory.
func Of(pages []archive.Page, own *archive.Mail) []archive.Message {
	found, _ := Find(func(yield func(archive.Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}, own)
	all := make([]archive.Message, len(found))
	for i, m := range found {
		all[i] = m.Message
	}
	return all
}

// A finder sees one page at a time, and the beginning of the next: a head may
// go on there.
type finder struct {
	found   []Found
	bodies  []words // of the found ones
	waiting *sheet  // the page before, not looked at yet
	skip    int     // how many rows of it belong to a head that began before
	seen    running
	last    int // the last page, and the length of its text
	length  int
	full    bool
}

// own begins with the item's own head; its body is the first page.
func (f *finder) own(m *archive.Mail) {
	f.begin(Found{Top: true, Message: archive.Message{
		Page: 1, Line: 1, From: m.From, To: m.To, Cc: m.Cc, Bcc: m.Bcc, Date: m.Date, Sent: m.Date, Subject: m.Subject, Form: "mail", Confidence: 1,
		MessageID: m.MessageID, References: m.References, Body: archive.Span{Page: 1, Last: 1},
	}})
}

func (f *finder) page(p archive.Page) {
	var next *sheet
	if likely := Likely(p.Text); likely || len(f.found) > 0 || f.waiting != nil {
		next = newSheet(p, &f.seen, likely)
	} else { // nothing began yet, and nothing begins here
		f.seen = running{}
	}
	f.look(next)
	f.waiting = next
}

func (f *finder) end() []Found {
	f.look(nil)
	f.close(f.last, f.length)
	for i := range f.found {
		f.found[i].Body = f.bodies[i].sketch()
	}
	return f.found
}

// lookahead is how many rows of the next page a head may go on in.
const lookahead = 40

// look finds the heads that begin on the waiting page.
func (f *finder) look(next *sheet) {
	s := f.waiting
	if s == nil {
		return
	}
	rows := s.rows
	if next != nil {
		rows = append(rows[:len(rows):len(rows)], next.rows[:min(len(next.rows), lookahead)]...)
	}
	p := parser{rows: rows}
	at := min(f.skip, len(s.rows))
	f.skip = 0
	for at < len(s.rows) {
		if !s.likely || f.full {
			f.body(s.rows[at])
			at++
			continue
		}
		h, ok := p.head(at)
		if !ok {
			f.body(s.rows[at])
			at++
			continue
		}
		f.head(h, s, rows)
		if at = h.end; at > len(s.rows) {
			f.skip = at - len(s.rows)
		}
	}
	f.last, f.length = s.number, s.length
}

// head takes a head that was found on a page.
func (f *finder) head(h head, s *sheet, rows []row) {
	first, last := rows[h.begin], rows[h.end-1]
	m := h.message()
	m.Page, m.Line, m.Start = s.number, first.line, first.start
	m.End = s.length
	if last.page == s.number {
		m.End = m.Start
		for _, r := range rows[h.begin:h.end] {
			m.Start, m.End = min(m.Start, r.start), max(m.End, r.end)
		}
	}
	m.Body = archive.Span{Page: last.page, Start: last.end, Last: last.page, End: last.end}
	if n := len(f.found); n > 0 && !f.begins(h, m, s, rows) {
		m.Depth = f.found[n-1].Depth + 1
	}
	if h.begin == s.first { // nothing of the message before stands on this page
		f.close(f.last, f.length)
	} else {
		f.close(m.Page, m.Start)
	}
	f.begin(Found{Message: m, Top: len(f.found) == 0 && s.number == 1 && h.begin <= s.top && h.form != "wrote" && h.form != "groupwise"})
}

// begins reports whether a head begins a message that is not quoted in the one
// before: it stands at the top of a page, and looks or reads as if it had
// nothing to do with that.
func (f *finder) begins(h head, m archive.Message, s *sheet, rows []row) bool {
	if h.begin > s.top || h.introduced || h.quoted > 0 {
		return false
	}
	before := f.found[len(f.found)-1]
	if before.Form == "mail" {
		return false
	}
	a, b := Subject(before.Subject), Subject(m.Subject)
	same := a == b || a != "" && b != "" && alike(a, b)
	if before.Date != "" && m.Date != "" {
		return !same || m.Date > before.Date
	}
	return !same || h.columns || h.form == "lotus" || h.form == "gmail"
}

// close ends the body of the message before.
func (f *finder) close(page, at int) {
	if n := len(f.found); n > 0 {
		b := &f.found[n-1].Message.Body
		switch {
		case page > b.Page:
			b.Last, b.End = page, at
		case page == b.Page:
			b.End = max(b.Start, at)
		}
	}
}

func (f *finder) begin(m Found) {
	m.Number = len(f.found) + 1
	f.found = append(f.found, m)
	f.bodies = append(f.bodies, words{})
	f.full = len(f.found) >= MaxMessages
}

// body takes a row that belongs to no head.
func (f *finder) body(r row) {
	if n := len(f.bodies); n > 0 && !r.furniture {
		f.bodies[n-1].add(r.text)
	}
}

// line tidies what stands in a field: one line, single spaces.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }
