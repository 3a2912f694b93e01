// Package outlook reads what Outlook alone writes: a message saved as a file
// (.msg, [MS-OXMSG]) and the winmail.dat it sends to others (TNEF, [MS-OXTNEF]).
// Both hold the same numbered properties:
//
//	0037001F "Records"  0C1F001E "/O=CITY/CN=JD"  5D01001F "jd@example.gov"  1009 0102 (compressed rich text)
//	-> Mail{From: "J. Doe <jd@example.gov>", Subject: "Records"}, Page{Text: "Please see below."}, Part "list.xlsx"
//
// A message within a message is stored as a folder of properties, not as a
// file, and is written out as an e-mail (message/rfc822), which any program
// opens. github.com/richardlehane/mscfb reads the OLE compound file around a
// .msg; no library for Go reads the properties in it, or TNEF.
package outlook

import (
	"fmt"
	"io"

	"readingroom/archive"
)

// The limits of a message.
const (
	MaxSize       = 256 << 20 // bytes; of it, attachments are held in memory one by one
	MaxParts      = 5000      // attachments, those of messages within it included
	MaxDepth      = 20        // of messages within messages
	MaxRecipients = 10_000    // the others are counted
)

// Read reads a message: its head as Mail, its text as page 1 (the plain text
// where there is one, else the HTML, else the rich text), every attachment and
// file in an OLE object as a Part. Blind copies, and a sender on behalf of another, stand above the text.
// What is no mail (a calendar entry, a task, a contact) is a page of text and a
// Notice that says what it is.
func Read(r io.ReaderAt, size int64, s archive.Sink) error {
	if size > MaxSize {
		return fmt.Errorf("the message is larger than %d MiB", MaxSize>>20)
	}
	f, err := openFile(r, size)
	if err != nil {
		return fmt.Errorf("the message is damaged: %w", err)
	}
	m := f.message(f.root, topHeader, 0)
	if m.empty() {
		return fmt.Errorf("the message is damaged: it has no properties")
	}
	return m.give(s)
}

// give gives a message to the sink.
func (m *message) give(s archive.Sink) error {
	what := m.item()
	if what == "" && !m.wrapped {
		if err := s.Mail(m.head()); err != nil {
			return err
		}
	} else if a := (archive.About{Title: m.subject(), Author: m.from()}); !a.IsZero() {
		if err := s.About(a); err != nil {
			return err
		}
	}
	text := m.shown()
	if err := s.Page(archive.Page{Number: 1, Origin: archive.OriginText, Text: text, Words: []archive.Word{}}); err != nil {
		return err
	}
	if what != "" {
		n := archive.Notice{Code: "not-mail", Text: fmt.Sprintf("This is %s saved from Outlook, not a mail.", what)}
		if err := s.Notice(n); err != nil {
			return err
		}
	}
	if err := m.parts(s); err != nil {
		return err
	}
	return m.log.give(s)
}
