package extract

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"readingroom/archive"
)

// A player gives to a sink what arrives in frames.
type player struct {
	frames  *frameReader
	sink    archive.Sink
	sinkErr error // the sink's, which is not the child's fault
	begun   bool  // the child said that it is the right one
	asking  bool  // the second reader of PDFs is at work

	words []archive.Word // of the page that comes next
	cells []archive.Cell // of the table or row that comes next

	more        func(time.Duration) // gives the child more time; nil where it has enough
	last, pages int                 // the last page that came, and how many there are; 0: not known
}

// play reads frames up to the Outcome. It returns io.EOF where they end before
// it, the sink's error, or what the child did wrong, with as much of the
// Outcome as arrived.
func (p *player) play() (Outcome, error) {
	out := Outcome{MediaType: unknownType, Kind: archive.KindOther}
	kind, payload, err := p.frames.next()
	if err != nil {
		return out, err
	}
	if kind != frameHello || string(payload) != hello {
		return out, errNoVersion
	}
	p.begun = true
	var seen struct{ about, mail, table bool }
	for {
		kind, payload, err := p.frames.next()
		if err != nil {
			return out, err
		}
		switch kind {
		case frameWords, frameCells:
			if !p.unpack(kind, payload) {
				return out, errGarbage
			}
		case frameAbout:
			if seen.about {
				return out, errGarbage
			}
			seen.about = true
			err = give(p, payload, p.sink.About)
		case frameMail:
			if seen.mail {
				return out, errGarbage
			}
			seen.mail = true
			err = give(p, payload, p.sink.Mail)
		case framePage:
			err = give(p, payload, func(page archive.Page) error {
				p.last, page.Words, p.words = page.Number, p.words, nil
				return p.sink.Page(page)
			})
		case frameMore:
			err = p.allow(payload)
		case frameTable:
			seen.table = true
			err = give(p, payload, func(t archive.Table) error {
				t.Grid, p.cells = p.cells, nil
				return p.sink.Table(t)
			})
		case frameRow:
			if !seen.table {
				return out, errGarbage
			}
			err = give(p, payload, func(r archive.Row) error {
				r.Grid, p.cells = p.cells, nil
				return p.sink.Row(r)
			})
		case frameNotice:
			err = give(p, payload, p.sink.Notice)
		case frameAsking:
			p.asking = string(payload) == "1"
		case framePart:
			err = p.part(string(payload))
		case frameType, frameOutcome:
			var o Outcome
			if json.Unmarshal(payload, &o) != nil || o.MediaType == "" {
				return out, errGarbage
			}
			if out = o; kind == frameOutcome {
				return out, nil
			}
		default:
			return out, errGarbage
		}
		if err != nil {
			return out, err
		}
	}
}

// unpack keeps words or cells for what comes next.
func (p *player) unpack(kind byte, payload []byte) (ok bool) {
	u := unpacker{left: string(payload)}
	if kind == frameWords {
		p.words, ok = u.words()
	} else {
		p.cells, ok = u.cells()
	}
	return ok
}

// give decodes a fact and gives it to the sink.
func give[T any](p *player, payload []byte, take func(T) error) error {
	var v T
	if json.Unmarshal(payload, &v) != nil {
		return errGarbage
	}
	p.sinkErr = take(v)
	return p.sinkErr
}

func (p *player) allow(payload []byte) error {
	var a allowance
	if json.Unmarshal(payload, &a) != nil || a.More < 0 || a.Pages < 0 {
		return errGarbage
	}
	if a.Pages > 0 {
		p.pages = a.Pages
	}
	if p.more != nil {
		p.more(a.More)
	}
	return nil
}

// upTo adds to why a reading ended how far it came.
func (p *player) upTo(reason string) string {
	if p.pages == 0 {
		return reason
	}
	return fmt.Sprintf("%s %d of %d pages were read.", reason, p.last, p.pages)
}

// part gives the sink a reader of the chunks that follow, and reads to their
// end what the sink left.
func (p *player) part(name string) error {
	b := &chunks{frames: p.frames}
	err := p.sink.Part(name, b)
	if b.err == nil && err == nil {
		_, _ = io.Copy(io.Discard, b)
	}
	switch {
	case b.fault != nil:
		return b.fault
	case errors.Is(b.err, errPartBroken):
		return nil // the sink did not get all of the part, and knows it
	}
	p.sinkErr = err
	return err
}

// errPartBroken is what a sink reads where a part's bytes end before their end.
var errPartBroken = errors.New("damaged")

type partBroken string

func (e partBroken) Error() string        { return string(e) }
func (e partBroken) Is(target error) bool { return target == errPartBroken }

// chunks reads the bytes of one part.
type chunks struct {
	frames *frameReader
	chunk  []byte
	err    error // that ended the part; io.EOF is its proper end
	fault  error // the child's
}

func (c *chunks) Read(p []byte) (int, error) {
	for len(c.chunk) == 0 {
		if c.err != nil {
			return 0, c.err
		}
		kind, payload, err := c.frames.next()
		switch {
		case err != nil:
			c.fault, c.err = err, io.ErrUnexpectedEOF
		case kind == frameChunk:
			c.chunk = payload
		case kind == frameEnd:
			c.err = io.EOF
		case kind == frameBroken:
			c.err = partBroken(payload)
		default:
			c.fault, c.err = errGarbage, io.ErrUnexpectedEOF
		}
	}
	n := copy(p, c.chunk)
	c.chunk = c.chunk[n:]
	return n, nil
}
