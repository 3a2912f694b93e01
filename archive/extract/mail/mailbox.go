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
// or after an empty line.
func ReadMailbox(r io.ReaderAt, size int64, s archive.Sink) error {
	m := mailbox{sink: s}
	in := bufio.NewReaderSize(io.NewSectionReader(r, 0, size), 64<<10)
	begins, blank := true, true // a line begins here; the one before it was empty
	for {
		line, err := in.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
		switch {
		case begins && blank && separator.Match(line):
			if err := m.next(); err != nil {
				return err
			}
			m.skip = err != nil // the rest of a line that is longer than the buffer
		case m.skip:
		case begins && escaped.Match(line):
			m.add(line[1:])
		default:
			m.add(line)
		}
		if begins {
			blank = len(bytes.TrimRight(line, "\r\n")) == 0
		} else {
			blank = false
		}
		if begins = err == nil; begins {
			m.skip = false
		}
		if errors.Is(err, io.EOF) {
			break
		}
	}
	return m.end()
}

// A mailbox collects one message after the other.
type mailbox struct {
	sink    archive.Sink
	begun   bool
	skip    bool
	message bytes.Buffer
	long    bool // the message is larger than MaxSize
	taken   int
	large   int // messages left out because they are too large
	over    int // messages left out because there are too many
}

func (m *mailbox) add(line []byte) {
	switch {
	case !m.begun || m.long || m.taken >= MaxMessages:
	case m.message.Len()+len(line) > MaxSize:
		m.long = true
	default:
		m.message.Write(line)
	}
}

// next gives out the message collected and begins another.
func (m *mailbox) next() error {
	if m.begun {
		if err := m.give(); err != nil {
			return err
		}
	}
	m.begun, m.long = true, false
	m.message.Reset()
	return nil
}

func (m *mailbox) give() error {
	switch {
	case m.long:
		m.large++
		return nil
	case m.taken >= MaxMessages:
		m.over++
		return nil
	}
	m.taken++
	b := m.message.Bytes()
	for _, end := range []string{"\r\n\r\n", "\n\n"} { // the empty line before the next separator
		if bytes.HasSuffix(b, []byte(end)) {
			b = b[:len(b)-len(end)/2]
			break
		}
	}
	return m.sink.Part(nestedName(b), bytes.NewReader(b))
}

func (m *mailbox) end() error {
	if !m.begun {
		return errors.New("the mailbox holds no message")
	}
	if err := m.give(); err != nil {
		return err
	}
	for _, l := range []struct {
		n    int
		what string
	}{{m.over, fmt.Sprintf("come after the first %d", MaxMessages)}, {m.large, fmt.Sprintf("are larger than %d MiB", MaxSize>>20)}} {
		if l.n == 0 {
			continue
		}
		n := archive.Notice{Code: "limit", Text: fmt.Sprintf("%d messages of the mailbox %s and were left out.", l.n, l.what)}
		if err := m.sink.Notice(n); err != nil {
			return err
		}
	}
	return nil
}
