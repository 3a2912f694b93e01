package mail

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"strings"
)

// A transfer undoes a transfer encoding (RFC 2045, 6) as it is read. What is
// broken is decoded as far as it goes; what claims to be base64 and is not comes
// as it stands.
type transfer struct {
	io.Reader
	sound bool // all that was read so far
}

// decode undoes the transfer encoding of a body.
func decode(body *io.SectionReader, encoding string) *transfer {
	encoding, _, _ = strings.Cut(strings.ToLower(encoding), ";")
	t := &transfer{sound: true}
	in := bufio.NewReaderSize(body, 32<<10)
	switch strings.TrimSpace(encoding) {
	case "base64":
		if sample, _ := in.Peek(32 << 10); isBase64(sample) {
			t.Reader = &base64Reader{in: in, sound: &t.sound}
			return t
		}
		t.sound = false
	case "quoted-printable":
		t.Reader = &quotedReader{in: in, sound: &t.sound}
		return t
	}
	t.Reader = in
	return t
}

// isBase64 reports whether a text can be base64: prose has blanks in its lines,
// and other marks, and base64 yields something.
func isBase64(b []byte) bool {
	in, odd, yields, blanks := 0, 0, 0, 0
	for line := range bytes.Lines(b) {
		line = bytes.TrimSpace(line)
		for _, c := range line {
			switch {
			case alphabet(c):
				in++
				yields++
			case c == '=':
				in++
			case c == ' ':
				blanks++
			default:
				odd++
			}
		}
	}
	return yields > 1 && odd*10 <= in && blanks*20 <= in || in+odd == 0
}

func alphabet(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}

// A base64Reader skips everything outside the alphabet, as RFC 2045, 6.8 wants,
// and begins anew after padding: some programs join encoded pieces.
type base64Reader struct {
	in    *bufio.Reader
	sound *bool
	group [4]byte
	n     int
	left  []byte // decoded and not given yet
	buf   [48 << 10]byte
	err   error
}

func (r *base64Reader) Read(p []byte) (int, error) {
	for len(r.left) == 0 {
		if r.err != nil {
			return 0, r.err
		}
		r.fill()
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

func (r *base64Reader) fill() {
	var chunk [16 << 10]byte
	n, err := r.in.Read(chunk[:])
	out := r.buf[:0]
	for _, c := range chunk[:n] {
		switch {
		case alphabet(c):
			r.group[r.n] = c
			if r.n++; r.n == 4 {
				out = r.flush(out)
			}
		case c == '=':
			out = r.flush(out)
		case c != '\n' && c != '\r' && c != ' ' && c != '\t':
			*r.sound = false
		}
	}
	if err != nil {
		out = r.flush(out)
		r.err = err
	}
	r.left = out
}

func (r *base64Reader) flush(out []byte) []byte {
	if r.n > 1 {
		var three [3]byte
		k, _ := base64.RawStdEncoding.Decode(three[:], r.group[:r.n])
		out = append(out, three[:k]...)
	} else if r.n == 1 {
		*r.sound = false
	}
	r.n = 0
	return out
}

// A quotedReader decodes quoted-printable (RFC 2045, 6.7); an equals sign that
// begins no escape stays.
type quotedReader struct {
	in    *bufio.Reader
	sound *bool
	held  []byte // of a line longer than the buffer: what may be the beginning of an escape
	left  []byte
	buf   []byte
	err   error
}

func (r *quotedReader) Read(p []byte) (int, error) {
	for len(r.left) == 0 {
		if r.err != nil {
			return 0, r.err
		}
		r.fill()
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

func (r *quotedReader) fill() {
	raw, err := r.in.ReadSlice('\n')
	line := append(r.held, raw...)
	r.held = nil
	if errors.Is(err, bufio.ErrBufferFull) {
		if i := bytes.LastIndexByte(line[max(0, len(line)-2):], '='); i >= 0 {
			i += max(0, len(line)-2)
			r.held = bytes.Clone(line[i:])
			line = line[:i]
		}
		r.buf = r.decode(r.buf[:0], line)
		r.left = r.buf
		return
	}
	r.err = err
	ended := bytes.HasSuffix(line, []byte("\n"))
	crlf := bytes.HasSuffix(line, []byte("\r\n"))
	line = bytes.TrimRight(line, " \t\r\n")
	soft := bytes.HasSuffix(line, []byte("="))
	if soft {
		line = line[:len(line)-1]
	}
	r.buf = r.decode(r.buf[:0], line)
	if !soft && ended {
		if crlf {
			r.buf = append(r.buf, '\r')
		}
		r.buf = append(r.buf, '\n')
	}
	r.left = r.buf
}

func (r *quotedReader) decode(out, line []byte) []byte {
	for i := 0; i < len(line); i++ {
		if line[i] != '=' {
			out = append(out, line[i])
			continue
		}
		if i+2 < len(line) {
			hi, lo := unhex(line[i+1]), unhex(line[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		*r.sound = false
		out = append(out, '=')
	}
	return out
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
