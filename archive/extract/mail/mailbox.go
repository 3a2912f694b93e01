package mail

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"

	"readingroom/archive"
)

// MaxMessages is how many messages are taken out of one mailbox.
const MaxMessages = 200_000

// separator matches the line before each message of a mailbox (RFC 4155): "From ",
// an address of some kind, and a date.
var separator = regexp.MustCompile(`^From .*\b\d{1,2}:\d{2}(?::\d{2})?\b.*\b\d{4}\b`)

// escaped matches a line that mailboxes (mboxrd) have quoted so as not to be
// taken for a separator.
var escaped = regexp.MustCompile(`^>+From `)

// ReadMailbox takes a mailbox apart (mbox, in any of its kinds): every message
// becomes a Part named after its subject. A separator counts at the beginning
// or after an empty line. A message is read from the file when it is given out:
// none is held in memory.
func ReadMailbox(r io.ReaderAt, size int64, s archive.Sink) error {
	m := mailbox{file: r, sink: s, begin: -1}
	in := bufio.NewReaderSize(io.NewSectionReader(r, 0, size), 64<<10)
	begins, blank, skip := true, true, false // a line begins here; the one before it was empty; this is the rest of a separator
	at, empty := int64(0), int64(0)          // where this line begins; how long the empty line before it is
	for {
		line, err := in.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
		n := int64(len(line))
		if begins && blank && separator.Match(line) {
			if err := m.give(at - empty); err != nil {
				return err
			}
			skip = err != nil
			m.begin = at + n
		} else if skip {
			m.begin = at + n
		}
		if blank, empty = begins && len(bytes.TrimRight(line, "\r\n")) == 0, 0; blank {
			empty = n
		}
		at += n
		if begins = err == nil; begins {
			skip = false
		}
		if errors.Is(err, io.EOF) {
			break
		}
	}
	return m.end(at - empty)
}

// A mailbox gives out one message after the other.
type mailbox struct {
	file  io.ReaderAt
	sink  archive.Sink
	begin int64 // of the message at hand; -1: there was none yet
	taken int
	over  int // messages left out because there are too many
}

// give gives out the message that ends here.
func (m *mailbox) give(end int64) error {
	switch {
	case m.begin < 0:
		return nil
	case m.taken >= MaxMessages:
		m.over++
		return nil
	}
	m.taken++
	body := func() io.Reader {
		return &unescaped{in: bufio.NewReaderSize(io.NewSectionReader(m.file, m.begin, max(0, end-m.begin)), 16<<10), begins: true}
	}
	return m.sink.Part(nestedName(first(body())), body())
}

func (m *mailbox) end(at int64) error {
	if m.begin < 0 {
		return errors.New("the mailbox holds no message")
	}
	if err := m.give(at); err != nil || m.over == 0 {
		return err
	}
	return m.sink.Notice(archive.Notice{Code: "limit", Text: fmt.Sprintf("%d messages of the mailbox come after the first %d and were left out.", m.over, MaxMessages)})
}

// unescaped reads a message without the marks before its own lines that begin
// with "From ".
type unescaped struct {
	in     *bufio.Reader
	begins bool // a line begins
	left   []byte
}

func (u *unescaped) Read(p []byte) (int, error) {
	if len(u.left) == 0 {
		line, err := u.in.ReadSlice('\n')
		if len(line) == 0 && err != nil {
			return 0, err
		}
		if u.begins && escaped.Match(line) {
			line = line[1:]
		}
		u.begins, u.left = err == nil, line // good until the next ReadSlice
	}
	n := copy(p, u.left)
	u.left = u.left[n:]
	return n, nil
}
