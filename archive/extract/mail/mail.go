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
// github.com/jhillyerd/enmime/v2 takes a message apart into its tree of parts
// and stumbles over few of those tried. It is given raw content only: it would
// turn the text of attachments into UTF-8, and an attachment's bytes are its
// identity. Decoding is ours. It takes quadratic time over many or deeply
// nested parts, so these are counted before it sees them.
package mail

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jhillyerd/enmime/v2"

	"readingroom/archive"
	"readingroom/archive/extract/internal/plain"
)

// The limits of a message.
const (
	MaxSize  = 128 << 20 // bytes; a message is held in memory
	MaxParts = 5000      // lines that begin a part
	MaxDepth = 50        // of parts within parts
)

// Read reads a message: its head as Mail, its text as page 1 (text/plain where
// there is one, else the HTML as text), every attachment, inline picture and
// forwarded message as a Part.
func Read(r io.ReaderAt, size int64, s archive.Sink) error {
	if size > MaxSize {
		return fmt.Errorf("the mail is larger than %d MiB", MaxSize>>20)
	}
	b, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err != nil {
		return err
	}
	b = message(b)
	if len(b) == 0 {
		return errors.New("the mail is empty")
	}
	limit := checkParts(b)
	parser := enmime.NewParser(enmime.RawContent(true), enmime.SkipMalformedParts(true),
		enmime.MultipartWOBoundaryAsSinglePart(true), enmime.MaxStoredPartErrors(10))
	src := b
	if limit != nil { // the head alone
		src = onlyHead(b)
	}
	root, err := readParts(parser, src)
	if err != nil {
		return fmt.Errorf("the mail is damaged: %w", err)
	}
	if err := s.Mail(head(root.Header)); err != nil {
		return err
	}
	if limit != nil {
		return limit
	}
	var c contents
	c.walk(root)
	if len(c.texts)+len(c.attached) == 0 { // parts are announced and none is there
		c.text(plain.Decode(b[len(onlyHead(b)):], ""))
	}
	if err := s.Page(archive.Page{Number: 1, Origin: archive.OriginText, Text: c.body(), Words: []archive.Word{}}); err != nil {
		return err
	}
	for _, a := range c.attached {
		if err := s.Part(a.name, bytes.NewReader(a.body)); err != nil {
			return err
		}
	}
	return c.notices(s)
}

// onlyHead returns a message without its body.
func onlyHead(b []byte) []byte {
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if i := bytes.Index(b, []byte(end)); i >= 0 {
			b = b[:i+len(end)]
		}
	}
	return b
}

// readParts returns the panics of enmime as errors.
func readParts(p *enmime.Parser, b []byte) (root *enmime.Part, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%v", v)
		}
	}()
	return p.ReadParts(bytes.NewReader(b))
}

// message drops what may stand before a message: a byte order mark, white
// space, the "From " line of a mailbox. Lone carriage returns become line ends
// where there are no others.
func message(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	b = bytes.TrimLeft(b, "\r\n\t ")
	if !bytes.Contains(b, []byte("\n")) {
		b = bytes.ReplaceAll(b, []byte("\r"), []byte("\n"))
	}
	for bytes.HasPrefix(b, []byte("From ")) || bytes.HasPrefix(b, []byte(">From ")) {
		_, rest, ok := bytes.Cut(b, []byte("\n"))
		if !ok {
			return nil
		}
		b = rest
	}
	return b
}

// checkParts counts the lines that begin a part and how deeply they nest,
// without taking the message apart.
func checkParts(b []byte) error {
	bounds := boundaries(b)
	if len(bounds) == 0 {
		return nil
	}
	parts := 0
	var open []string
	for rest := b; len(rest) > 0; {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		if !bytes.HasPrefix(line, []byte("--")) {
			continue
		}
		name := strings.TrimRight(string(line[2:]), " \t\r")
		closes := false
		if !bounds[name] {
			if name, closes = strings.CutSuffix(name, "--"); !closes || !bounds[name] {
				continue
			}
		}
		for i := len(open) - 1; i >= 0; i-- {
			if open[i] == name {
				open = open[:i]
				break
			}
		}
		if closes {
			continue
		}
		open = append(open, name)
		if parts++; parts > MaxParts {
			return fmt.Errorf("the mail has more than %d parts and was not taken apart", MaxParts)
		}
		if len(open) > MaxDepth {
			return fmt.Errorf("the mail nests its parts more than %d deep and was not taken apart", MaxDepth)
		}
	}
	return nil
}

// boundaries finds every boundary= parameter.
func boundaries(b []byte) map[string]bool {
	found := map[string]bool{}
	const key = "boundary"
	for rest := b; ; {
		i := indexFold(rest, key)
		if i < 0 {
			return found
		}
		rest = rest[i+len(key):]
		v := bytes.TrimLeft(rest[:min(len(rest), 400)], " \t")
		if !bytes.HasPrefix(v, []byte("=")) {
			continue
		}
		v = bytes.TrimLeft(v[1:], " \t")
		end := 0
		if bytes.HasPrefix(v, []byte(`"`)) {
			v = v[1:]
			end = bytes.IndexAny(v, "\"\r\n")
		} else {
			end = bytes.IndexAny(v, " \t\r\n;")
		}
		if end < 0 {
			end = len(v)
		}
		if end > 0 {
			found[string(v[:end])] = true
		}
	}
}

// indexFold finds lower-case ASCII text whatever its case in b.
func indexFold(b []byte, text string) int {
	for off := 0; ; {
		i := bytes.IndexAny(b[off:min(len(b), off+1<<20)], text[:1]+strings.ToUpper(text[:1]))
		switch {
		case i < 0 && off+1<<20 >= len(b):
			return -1
		case i < 0:
			off += 1 << 20
			continue
		}
		off += i
		if len(b)-off >= len(text) && strings.EqualFold(string(b[off:off+len(text)]), text) {
			return off
		}
		off++
	}
}
