package mail

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/textproto"
	"regexp"
	"strings"
)

// A part is a part of a message: its head, and where its body stands in the
// file. Bodies are read when they are asked for, so that a message takes no more
// memory than its heads.
type part struct {
	header textproto.MIMEHeader
	kind   string // the media type, in lower case; "" where none is stated
	params map[string]string
	digest bool // it stands in a multipart/digest
	parts  []*part
	depth  int

	file       io.ReaderAt
	begin, end int64
}

// The limits of a message.
const (
	MaxParts  = 5000    // of a message
	MaxDepth  = 50      // of parts within parts
	maxHeader = 1 << 20 // bytes of one head
)

// A tree is a message taken apart.
type tree struct {
	root   *part
	notes  []string // the limits that were reached, as sentences
	parts  int
	bounds map[string]int // how many of the open parts have this boundary
	open   []*part        // multiparts whose parts are being read, the outermost first
}

// readTree takes a message apart in one pass over its lines (RFC 2046, 5.1.1).
func readTree(file io.ReaderAt, size int64) (*tree, error) {
	t := &tree{root: &part{file: file}, bounds: map[string]int{}}
	in := bufio.NewReaderSize(io.NewSectionReader(file, 0, size), 64<<10)
	var head []byte
	cur, inHead := t.root, true
	at, ended := int64(0), int64(0) // where this line begins; how long the end of the line before is
	begins := true
	for {
		line, err := in.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, err
		}
		if begins {
			if level, closes := t.boundary(line); level >= 0 {
				if cur != nil {
					t.headDone(cur, head, inHead, at)
				}
				t.close(level, cur, at-ended)
				cur, head, inHead = t.next(level, closes, file), nil, !closes
				if cur != nil {
					cur.begin = at + int64(len(line))
				}
				goto next
			}
		}
		if cur != nil && inHead {
			switch text := bytes.TrimRight(line, "\r\n"); {
			case begins && len(text) == 0:
				t.headDone(cur, head, true, at+int64(len(line)))
				inHead = false
			case begins && !fieldOrMore(text, len(head) == 0):
				t.headDone(cur, head, true, at)
				inHead = false
			case len(head)+len(line) <= maxHeader:
				head = append(head, line...)
			default:
				t.note("The head of this mail is longer than 1 MiB; the rest of it was left out.")
			}
		}
	next:
		at += int64(len(line))
		ended = int64(len(line) - len(bytes.TrimRight(line, "\r\n")))
		if begins = err == nil; errors.Is(err, io.EOF) {
			break
		}
	}
	if cur != nil {
		t.headDone(cur, head, inHead, at)
	}
	t.close(-1, cur, at)
	return t, nil
}

// fieldOrMore reports whether a line belongs to a head: a field, or the
// continuation of one. The first may have a blank before it.
func fieldOrMore(line []byte, first bool) bool {
	if line[0] == ' ' || line[0] == '\t' {
		return !first || bytes.IndexByte(line, ':') > 0
	}
	i := bytes.IndexByte(line, ':')
	return i > 0 && bytes.IndexByte(bytes.TrimRight(line[:i], " \t"), ' ') < 0 || first && bytes.HasPrefix(line, []byte("From "))
}

// headDone takes the head of a part, whose body begins at a place.
func (t *tree) headDone(p *part, head []byte, inHead bool, at int64) {
	if !inHead {
		return
	}
	p.begin = at
	p.header = headerOf(head)
	p.kind, p.params = mediaType(p.header.Get("Content-Type"))
	b := p.params["boundary"]
	if !strings.HasPrefix(p.kind, "multipart/") || b == "" {
		return
	}
	if p.depth >= MaxDepth {
		t.note(fmt.Sprintf("The mail nests its parts more than %d deep; what lies deeper was not taken apart.", MaxDepth))
		return
	}
	t.open = append(t.open, p)
	t.bounds[b]++
}

func (t *tree) note(text string) {
	for _, n := range t.notes {
		if n == text {
			return
		}
	}
	t.notes = append(t.notes, text)
}

// boundary tells which of the open multiparts a line is a boundary of, or -1.
func (t *tree) boundary(line []byte) (level int, closes bool) {
	if len(t.open) == 0 || len(line) < 3 || line[0] != '-' || line[1] != '-' || len(line) > 1000 {
		return -1, false
	}
	name := strings.TrimRight(string(line[2:]), " \t\r\n")
	if t.bounds[name] == 0 {
		if name, closes = strings.CutSuffix(name, "--"); !closes || t.bounds[name] == 0 {
			return -1, false
		}
	}
	for i := len(t.open) - 1; i >= 0; i-- {
		if t.open[i].params["boundary"] == name {
			return i, closes
		}
	}
	return -1, false
}

// close ends the part at hand and the multiparts inside the given one.
func (t *tree) close(level int, cur *part, at int64) {
	if cur != nil {
		cur.end = max(cur.begin, at)
	}
	for i := len(t.open) - 1; i > level; i-- {
		p := t.open[i]
		p.end = max(p.begin, at)
		t.bounds[p.params["boundary"]]--
		t.open = t.open[:i]
	}
}

// next begins the part after a boundary. After the last one comes what belongs
// to no part: programs of mailing lists write there.
func (t *tree) next(level int, closes bool, file io.ReaderAt) *part {
	in := t.open[level]
	if closes {
		t.close(level-1, nil, in.begin)
		t.open = t.open[:level]
	}
	if t.parts++; t.parts > MaxParts {
		t.note(fmt.Sprintf("The mail has more than %d parts; the others were left out.", MaxParts))
		return nil
	}
	p := &part{file: file, depth: in.depth + 1, digest: !closes && in.kind == "multipart/digest"}
	in.parts = append(in.parts, p)
	return p
}

// body reads the body of a part, its transfer encoding undone.
func (p *part) body() *transfer {
	return decode(io.NewSectionReader(p.file, p.begin, p.end-p.begin), p.header.Get("Content-Transfer-Encoding"))
}

// text reads up to a limit of a body.
func (p *part) text(most int64) (b []byte, sound, cut bool) {
	r := p.body()
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	if cut = int64(len(b)) > most; cut {
		b = b[:most]
	}
	return b, err == nil && r.sound, cut
}

// Parameters as they should not be written, but are.
var (
	looseType  = regexp.MustCompile(`^\s*([A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+)`)
	looseParam = regexp.MustCompile(`(?i)\b(boundary|charset|name|filename)\s*=\s*(?:"([^"]*)"?|([^\s;"]+))`)
)

// mediaType reads a media type and its parameters, as far as they can be read.
func mediaType(v string) (kind string, params map[string]string) {
	v = v[:min(len(v), 16<<10)]
	if kind, params, err := mime.ParseMediaType(v); err == nil {
		return kind, params
	}
	m := looseType.FindStringSubmatch(v)
	if m != nil {
		kind = strings.ToLower(m[1])
	}
	params = map[string]string{}
	for _, m := range looseParam.FindAllStringSubmatch(v, -1) {
		if name := strings.ToLower(m[1]); params[name] == "" {
			params[name] = m[2] + m[3]
		}
	}
	return kind, params
}
