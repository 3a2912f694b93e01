// Package mail reads e-mails as they travel (RFC 5322, MIME: RFC 2045-2049):
//
//	From: =?utf-8?q?Ren=C3=A9e?= <renee@example.gov>
//	Date: Tue, 20 Jan 2015 13:59:00 CST
//	Subject: Fwd: records
//
//	Please see below.
//
//	-> Mail{From: "Renée <renee@example.gov>", Date: "2015-01-20T13:59:00-06:00", …}, Page{Text: "Please see below."}
//
// The libraries at hand hold a message in memory or take quadratic time over
// its parts, and refuse many that are broken. Here one pass over the lines finds
// where the parts stand; their bodies are decoded as they are read. A mailbox of
// a gigabyte, or a mail with a film in it, takes a few megabytes.
package mail

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"readingroom/archive"
	"readingroom/archive/extract/internal/plain"
)

// maxText is how much is read of the text of one part, and of a message that
// is broken, in bytes.
const maxText = 16 << 20

// Read reads a message: its head as Mail, its text as page 1 (text/plain where
// there is one, else the HTML as text), every attachment, inline picture and
// forwarded message as a Part.
func Read(r io.ReaderAt, size int64, s archive.Sink) error {
	file, err := opened(r, size)
	if err != nil {
		return err
	}
	if file.Size() == 0 {
		return errors.New("the mail is empty")
	}
	t, err := readTree(file, file.Size())
	if err != nil {
		return err
	}
	if err := s.Mail(head(t.root.header)); err != nil {
		return err
	}
	var c contents
	c.walk(t.root)
	if len(c.texts)+len(c.attached) == 0 { // parts are announced and none is there
		whole := *t.root
		whole.end = file.Size()
		b, _, _ := whole.text(maxText)
		c.text(plain.Decode(b, ""))
	}
	if err := s.Page(archive.Page{Number: 1, Origin: archive.OriginText, Text: c.body(), Words: []archive.Word{}}); err != nil {
		return err
	}
	for _, a := range c.attached {
		body := a.part.body()
		if err := s.Part(a.name, body); err != nil {
			return err
		}
		if !body.sound {
			c.damaged++
		}
	}
	for _, n := range t.notes {
		if err := s.Notice(archive.Notice{Code: "limit", Text: n}); err != nil {
			return err
		}
	}
	return c.notices(s)
}

// peek is how much of a message is looked at to see how it begins.
const peek = 64 << 10

// opened leaves out what may stand before a message: a byte order mark, white
// space, the "From " line of a mailbox. Lone carriage returns become line ends
// where there are no others.
func opened(r io.ReaderAt, size int64) (*io.SectionReader, error) {
	b := make([]byte, min(size, peek))
	n, err := r.ReadAt(b, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	b = b[:n]
	if !bytes.Contains(b, []byte("\n")) && bytes.Contains(b, []byte("\r")) {
		if size > maxText {
			return nil, fmt.Errorf("its lines end in carriage returns and it is larger than %d MiB", maxText>>20)
		}
		all, err := io.ReadAll(io.NewSectionReader(r, 0, size))
		if err != nil {
			return nil, err
		}
		all = begun(bytes.ReplaceAll(all, []byte("\r"), []byte("\n")))
		return io.NewSectionReader(bytes.NewReader(all), 0, int64(len(all))), nil
	}
	skip := int64(len(b) - len(begun(b)))
	return io.NewSectionReader(r, skip, size-skip), nil
}

// begun returns a message from its first field on.
func begun(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	b = bytes.TrimLeft(b, "\r\n\t ")
	for bytes.HasPrefix(b, []byte("From ")) || bytes.HasPrefix(b, []byte(">From ")) {
		_, rest, ok := bytes.Cut(b, []byte("\n"))
		if !ok {
			return nil
		}
		b = rest
	}
	return b
}
