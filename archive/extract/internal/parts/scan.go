package parts

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

const (
	maxTag  = 1 << 20 // bytes between < and >
	maxRun  = 64 << 10
	maxName = 4096 // names that are kept
)

var (
	errSyntax = errors.New("it is no well-formed XML")
	errEntity = errors.New("it uses an entity that it does not define in a way that is read")
)

// A scanner goes through an XML document (XML 1.0) as encoding/xml's RawToken
// does, several times faster: a sheet of ten million cells is fifty million tokens.
// It knows the five entities that need no definition, and no document type.
type scanner struct {
	in    *bufio.Reader
	tag   []byte
	text  []byte
	attrs []xml.Attr
	names map[string]string
}

func newScanner(r io.Reader) (*scanner, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	in, err := utf8Of(in)
	return &scanner{in: in, names: map[string]string{}}, err
}

// utf8Of decodes a document that is not in UTF-8 (XML 1.0, appendix F).
func utf8Of(in *bufio.Reader) (*bufio.Reader, error) {
	head, _ := in.Peek(200)
	var name string
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = in.Discard(3)
		return in, nil
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("<\x00?\x00")):
		return bufio.NewReaderSize(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(in), 64<<10), nil
	case bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\x00<\x00?")):
		return bufio.NewReaderSize(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(in), 64<<10), nil
	case bytes.HasPrefix(head, []byte("<?xml")):
		first, _, _ := bytes.Cut(head, []byte("?>"))
		if _, rest, ok := bytes.Cut(first, []byte("encoding=")); ok && len(rest) > 1 {
			quoted, _, _ := bytes.Cut(rest[1:], rest[:1])
			name = strings.ToLower(string(quoted))
		}
	}
	if name == "" || name == "utf-8" || name == "us-ascii" || strings.HasPrefix(name, "utf-16") {
		return in, nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return in, fmt.Errorf("its charset %.40q is not known", name)
	}
	return bufio.NewReaderSize(e.NewDecoder().Reader(in), 64<<10), nil
}

// scan tells the walker of each token until the document ends, or enough says
// that it has been told enough.
func (s *scanner) scan(w Walker, depth func(by int) error) error {
	for {
		if err := s.characters(w); err != nil {
			return err
		}
		if err := s.readTag(); err != nil {
			return err
		}
		switch t := s.tag; {
		case len(t) == 0:
			return errSyntax
		case t[0] == '?':
		case t[0] == '!':
			if err := s.declaration(w); err != nil {
				return err
			}
		case t[0] == '/':
			if err := depth(-1); err != nil {
				return err
			}
			_, local := s.name(bytes.TrimSpace(t[1:]))
			w.End(local)
		default:
			if err := depth(1); err != nil {
				return err
			}
			e, closed, err := s.element(t)
			if err != nil {
				return err
			}
			w.Begin(e)
			if closed {
				_ = depth(-1)
				w.End(e.Name.Local)
			}
		}
		if err := w.Err(); err != nil {
			return err
		}
	}
}

// characters reads up to the next <, which it passes.
func (s *scanner) characters(w Walker) error {
	s.text = s.text[:0]
	for {
		piece, err := s.in.ReadSlice('<')
		if err == nil {
			piece = piece[:len(piece)-1]
		}
		for len(piece) > 0 {
			i := bytes.IndexAny(piece, "&\r")
			if i < 0 {
				s.text = append(s.text, piece...)
				break
			}
			s.text = append(s.text, piece[:i]...)
			if piece[i] == '\r' {
				if s.text = append(s.text, '\n'); i+1 == len(piece) && err == bufio.ErrBufferFull {
					if next, _ := s.in.Peek(1); len(next) > 0 && next[0] == '\n' {
						_, _ = s.in.Discard(1)
					}
				} else if i+1 < len(piece) && piece[i+1] == '\n' {
					i++
				}
				piece = piece[i+1:]
				continue
			}
			rest := piece[i+1:]
			end := bytes.IndexByte(rest, ';')
			if end < 0 && err == bufio.ErrBufferFull && len(rest) < 12 { // it goes on in the next piece
				held := append([]byte(nil), rest...)
				var more []byte
				more, _ = s.in.Peek(12)
				k := bytes.IndexByte(more, ';')
				if k < 0 {
					return errEntity
				}
				held = append(held, more[:k]...)
				_, _ = s.in.Discard(k + 1)
				if !s.entity(held) {
					return errEntity
				}
				break
			}
			if end < 0 || !s.entity(rest[:end]) {
				return errEntity
			}
			piece = rest[end+1:]
		}
		switch {
		case err == bufio.ErrBufferFull:
			if len(s.text) >= maxRun {
				s.tell(w, false)
			}
			continue
		case err == nil:
			s.tell(w, true)
			return nil
		}
		s.tell(w, true)
		return err
	}
}

// tell hands on the characters so far, but for a last one that is not whole yet.
func (s *scanner) tell(w Walker, all bool) {
	n := len(s.text)
	if !all {
		for back := 1; back <= utf8.UTFMax && back <= n; back++ {
			if c := s.text[n-back]; utf8.RuneStart(c) {
				if !utf8.FullRune(s.text[n-back:]) {
					n -= back
				}
				break
			}
		}
	}
	if n > 0 {
		w.Text(strings.ToValidUTF8(string(s.text[:n]), "\uFFFD"))
	}
	s.text = append(s.text[:0], s.text[n:]...)
}

// entity adds what an entity stands for to the text.
func (s *scanner) entity(name []byte) bool {
	switch string(name) {
	case "lt":
		s.text = append(s.text, '<')
	case "gt":
		s.text = append(s.text, '>')
	case "amp":
		s.text = append(s.text, '&')
	case "quot":
		s.text = append(s.text, '"')
	case "apos":
		s.text = append(s.text, '\'')
	default:
		digits, ok := bytes.CutPrefix(name, []byte("#"))
		if !ok || len(digits) == 0 {
			return false
		}
		base := 10
		if digits[0] == 'x' {
			base, digits = 16, digits[1:]
		}
		n, err := strconv.ParseUint(string(digits), base, 32)
		if err != nil || n > utf8.MaxRune {
			return false
		}
		s.text = utf8.AppendRune(s.text, rune(n))
	}
	return true
}

// readTag reads up to the > that ends the tag, which may stand in a quoted value
// before.
func (s *scanner) readTag() error {
	s.tag = s.tag[:0]
	quote := byte(0)
	for {
		piece, err := s.in.ReadSlice('>')
		s.tag = append(s.tag, piece...)
		if len(s.tag) > maxTag {
			return fmt.Errorf("%w: a tag is too long", errSyntax)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == io.EOF {
			return io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		if s.tag[0] == '!' || s.tag[0] == '?' { // what quotes mean there is another matter
			s.tag = s.tag[:len(s.tag)-1]
			return nil
		}
		quote = openQuote(s.tag[:len(s.tag)-1])
		if quote == 0 {
			s.tag = s.tag[:len(s.tag)-1]
			return nil
		}
	}
}

// openQuote returns the quotation mark that is open at the end of a tag.
func openQuote(tag []byte) byte {
	for {
		i := bytes.IndexAny(tag, `"'`)
		if i < 0 {
			return 0
		}
		quote := tag[i]
		end := bytes.IndexByte(tag[i+1:], quote)
		if end < 0 {
			return quote
		}
		tag = tag[i+end+2:]
	}
}

// declaration reads to the end of a comment or of unparsed characters.
func (s *scanner) declaration(w Walker) error {
	switch {
	case bytes.HasPrefix(s.tag, []byte("!--")):
		return s.until(s.tag[3:], "--", nil)
	case bytes.HasPrefix(s.tag, []byte("![CDATA[")):
		return s.until(s.tag[8:], "]]", w)
	}
	return errDoctype
}

// until reads to what stands before a >, and tells the walker where there is one.
func (s *scanner) until(begin []byte, end string, w Walker) error {
	s.text = append(s.text[:0], begin...)
	for !bytes.HasSuffix(s.text, []byte(end)) {
		s.text = append(s.text, '>')
		for {
			piece, err := s.in.ReadSlice('>')
			s.text = append(s.text, piece...)
			if len(s.text) > maxRun {
				if w != nil {
					w.Text(strings.ToValidUTF8(string(s.text[:len(s.text)-8]), ""))
				}
				s.text = append(s.text[:0], s.text[len(s.text)-8:]...)
			}
			if err == bufio.ErrBufferFull {
				continue
			}
			if err != nil {
				return io.ErrUnexpectedEOF
			}
			s.text = s.text[:len(s.text)-1]
			break
		}
	}
	if w != nil {
		text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(s.text[:len(s.text)-len(end)]))
		if text != "" {
			w.Text(strings.ToValidUTF8(text, "\uFFFD"))
		}
	}
	return nil
}

// element takes a start tag apart. Its attributes are good until the next.
func (s *scanner) element(t []byte) (e xml.StartElement, closed bool, err error) {
	if t, closed = bytes.CutSuffix(t, []byte("/")); closed {
		t = bytes.TrimRight(t, " \t\r\n")
	}
	end := bytes.IndexAny(t, " \t\r\n")
	if end < 0 {
		end = len(t)
	}
	if end == 0 {
		return e, closed, errSyntax
	}
	e.Name.Space, e.Name.Local = s.name(t[:end])
	s.attrs = s.attrs[:0]
	for t = bytes.TrimLeft(t[end:], " \t\r\n"); len(t) > 0; t = bytes.TrimLeft(t, " \t\r\n") {
		is := bytes.IndexByte(t, '=')
		if is <= 0 {
			return e, closed, errSyntax
		}
		var a xml.Attr
		a.Name.Space, a.Name.Local = s.name(bytes.TrimRight(t[:is], " \t\r\n"))
		t = bytes.TrimLeft(t[is+1:], " \t\r\n")
		if len(t) == 0 || t[0] != '"' && t[0] != '\'' {
			return e, closed, errSyntax
		}
		end := bytes.IndexByte(t[1:], t[0])
		if end < 0 {
			return e, closed, errSyntax
		}
		if a.Value, err = s.value(t[1 : 1+end]); err != nil {
			return e, closed, err
		}
		t = t[end+2:]
		s.attrs = append(s.attrs, a)
	}
	e.Attr = s.attrs
	return e, closed, nil
}

// value decodes the value of an attribute.
func (s *scanner) value(v []byte) (string, error) {
	if bytes.IndexByte(v, '&') < 0 {
		return strings.ToValidUTF8(string(v), "\uFFFD"), nil
	}
	s.text = s.text[:0]
	for {
		before, rest, ok := bytes.Cut(v, []byte("&"))
		s.text = append(s.text, before...)
		if !ok {
			return strings.ToValidUTF8(string(s.text), "\uFFFD"), nil
		}
		name, after, ok := bytes.Cut(rest, []byte(";"))
		if !ok || !s.entity(name) {
			return "", errEntity
		}
		v = after
	}
}

// name splits a name from its prefix. Names come again and again, so that they are kept.
func (s *scanner) name(n []byte) (prefix, local string) {
	if i := bytes.IndexByte(n, ':'); i > 0 && i+1 < len(n) {
		return s.kept(n[:i]), s.kept(n[i+1:])
	}
	return "", s.kept(n)
}

func (s *scanner) kept(n []byte) string {
	if k, ok := s.names[string(n)]; ok {
		return k
	}
	k := strings.ToValidUTF8(string(n), "\uFFFD")
	if len(s.names) < maxName && len(k) < 100 {
		s.names[k] = k
	}
	return k
}
