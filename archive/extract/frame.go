package extract

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"readingroom/archive"
)

// What a child finds travels to its parent in frames: a byte that says what it
// is, the length of what follows as four bytes (big endian), and that many
// bytes: JSON for facts, raw bytes for the name and the content of a part.
//
//	v "readingroom extract 1.1"   first of all: the versions of these frames and of the extraction
//	s                             Outcome so far: what the document is
//	W bytes, G bytes              the words of the page that comes next, the cells of the table or row (see packer)
//	a, m, p, t, r, n              archive.About, Mail, Page, Table, Row, Notice
//	( name   c bytes …   )        a part; or ! and why its bytes end before their end
//	w "1" … w "0"                 the second reader of PDFs is at work
//	+                             allowance: more time, and what for
//	o                             Outcome; the last frame
//	i bytes, 0 text or f text     a picture, that there is no such page, or why there is none; the last frame
const (
	frameHello   = 'v'
	frameType    = 's'
	frameWords   = 'W'
	frameCells   = 'G'
	frameAbout   = 'a'
	frameMail    = 'm'
	framePage    = 'p'
	frameTable   = 't'
	frameRow     = 'r'
	frameNotice  = 'n'
	framePart    = '('
	frameChunk   = 'c'
	frameEnd     = ')'
	frameBroken  = '!'
	frameAsking  = 'w'
	frameMore    = '+'
	frameOutcome = 'o'
	framePicture = 'i'
	frameNoSuch  = '0'
	frameFault   = 'f'
)

// maxFrame is the longest frame, in bytes: a page of maxText, every character
// escaped, or one with the boxes of half a million words.
const maxFrame = 64 << 20

// hello is what the first frame says.
var hello = fmt.Sprintf("readingroom extract 1.%d", Version)

// A frameWriter is a sink that writes frames.
type frameWriter struct {
	w    *bufio.Writer
	buf  bytes.Buffer
	enc  *json.Encoder
	pack packer
}

func newFrameWriter(w io.Writer) *frameWriter {
	f := &frameWriter{w: bufio.NewWriterSize(w, 64<<10)}
	f.enc = json.NewEncoder(&f.buf)
	f.enc.SetEscapeHTML(false)
	return f
}

func (f *frameWriter) raw(kind byte, payload []byte) error {
	if len(payload) > maxFrame {
		return fmt.Errorf("frame %q of %d bytes is too long", kind, len(payload))
	}
	var head [5]byte
	head[0] = kind
	binary.BigEndian.PutUint32(head[1:], uint32(len(payload)))
	if _, err := f.w.Write(head[:]); err != nil {
		return err
	}
	_, err := f.w.Write(payload)
	return err
}

func (f *frameWriter) fact(kind byte, v any) error {
	f.buf.Reset()
	if err := f.enc.Encode(v); err != nil {
		return err
	}
	return f.raw(kind, f.buf.Bytes())
}

// now writes a frame and sends off all before it, so that it arrives whatever comes.
func (f *frameWriter) now(err error) error { return errors.Join(err, f.w.Flush()) }

func (f *frameWriter) hello() error                  { return f.now(f.raw(frameHello, []byte(hello))) }
func (f *frameWriter) sniffed(o Outcome) error       { return f.now(f.fact(frameType, o)) }
func (f *frameWriter) allow(a allowance) error       { return f.now(f.fact(frameMore, a)) }
func (f *frameWriter) outcome(o Outcome) error       { return f.now(f.fact(frameOutcome, o)) }
func (f *frameWriter) About(a archive.About) error   { return f.fact(frameAbout, a) }
func (f *frameWriter) Mail(m archive.Mail) error     { return f.now(f.fact(frameMail, m)) }
func (f *frameWriter) Notice(n archive.Notice) error { return f.now(f.fact(frameNotice, n)) }

func (f *frameWriter) Page(p archive.Page) error {
	f.pack = f.pack[:0]
	f.pack.words(p.Words)
	p.Words = nil
	if err := f.raw(frameWords, f.pack); err != nil {
		return err
	}
	return f.now(f.fact(framePage, p))
}

func (f *frameWriter) Table(t archive.Table) error {
	err := f.cells(t.Grid)
	if t.Grid = nil; err != nil {
		return err
	}
	return f.now(f.fact(frameTable, t))
}

func (f *frameWriter) Row(r archive.Row) error {
	err := f.cells(r.Grid)
	if r.Grid = nil; err != nil {
		return err
	}
	return f.fact(frameRow, r)
}

func (f *frameWriter) cells(cells []archive.Cell) error {
	if len(cells) == 0 {
		return nil
	}
	f.pack = f.pack[:0]
	f.pack.cells(cells)
	return f.raw(frameCells, f.pack)
}

// asking tells that the second reader of PDFs goes to work, or came back.
func (f *frameWriter) asking(now bool) {
	said := []byte("0")
	if now {
		said = []byte("1")
	}
	_ = f.now(f.raw(frameAsking, said)) // the next frame will say that nobody listens
}

func (f *frameWriter) Part(name string, body io.Reader) error {
	if err := f.raw(framePart, []byte(name[:min(len(name), maxPartName)])); err != nil {
		return err
	}
	chunk := make([]byte, 64<<10)
	for {
		n, err := body.Read(chunk)
		if n > 0 {
			if err := f.raw(frameChunk, chunk[:n]); err != nil {
				return err
			}
		}
		switch {
		case err == io.EOF:
			return f.now(f.raw(frameEnd, nil))
		case err != nil:
			return errors.Join(f.now(f.raw(frameBroken, []byte(sentence(err)))), err)
		}
	}
}

// maxPartName is how much is handed on of the name a container claims for a part.
const maxPartName = 4096

// A frameReader reads frames.
type frameReader struct {
	r    *bufio.Reader
	left int64 // how many more bytes may come
	buf  bytes.Buffer
}

func newFrameReader(r io.Reader, limit int64) *frameReader {
	return &frameReader{r: bufio.NewReaderSize(r, 64<<10), left: limit}
}

// What a child may do wrong.
var (
	errGarbage   = errors.New("it sent what makes no sense")
	errTooMuch   = errors.New("it sent more than is taken from one document")
	errTooLong   = errors.New("it sent a frame that is too long")
	errSilent    = errors.New("it closed its output and did not end")
	errCutShort  = errors.New("it stopped in the middle of a frame")
	errNoVersion = errors.New("it is not the reader that belongs to this program")
)

// next returns the next frame; the payload is good until the one after it.
// At the end it returns io.EOF.
func (f *frameReader) next() (kind byte, payload []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(f.r, head[:]); err != nil {
		if err == io.EOF {
			return 0, nil, io.EOF
		}
		return 0, nil, errCutShort
	}
	n := int64(binary.BigEndian.Uint32(head[1:]))
	if n > maxFrame {
		return 0, nil, errTooLong
	}
	if f.left -= n + int64(len(head)); f.left < 0 {
		return 0, nil, errTooMuch
	}
	f.buf.Reset() // and grow with what comes, not with what is announced
	if got, _ := f.buf.ReadFrom(io.LimitReader(f.r, n)); got < n {
		return 0, nil, errCutShort
	}
	return head[0], f.buf.Bytes(), nil
}
