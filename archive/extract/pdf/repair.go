package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"readingroom/archive/extract/pdf/object"
)

// A place is where an indirect object stands: at an offset of the file, or
// as a member of an object stream.
type place struct {
	offset int64
	gen    int64
	stream int64 // the number of the object stream; 0: none
	member int64 // its index there
}

// A listing is what a damaged file holds, found by reading it through.
type listing struct {
	objects             map[int64]place
	root, info, encrypt string // references, "12 0 R", or ""
	id                  string // the /ID array of an encrypted file
	streams             []int64
}

// repair opens a file whose cross-reference table is of no use: it reads
// through the file for "12 0 obj", and shows the library the file with a
// cross-reference stream (ISO 32000-1, 7.5.8) of what it found appended.
func repair(v *view) (*object.File, error) {
	l, err := list(v)
	if err != nil {
		return nil, err
	}
	if l.root == "" {
		return nil, errors.New("no catalog")
	}
	file, err := openListed(v, l)
	if err != nil || len(l.streams) == 0 {
		return file, err
	}
	l.addMembers(file)
	return openListed(v, l)
}

// openListed opens the file with the table of a listing.
func openListed(v *view, l *listing) (*object.File, error) {
	w := *v
	w.tail = l.xref(v.size)
	return openObjects(&w)
}

// list reads the file through. Of objects with the same number the last one
// counts, as it would in a file that was added to.
func list(v *view) (*listing, error) {
	const step, overlap = 1 << 20, 512
	l := &listing{objects: map[int64]place{}}
	buf := make([]byte, step+overlap)
	for at := int64(0); at < v.size; at += step {
		n, err := v.ReadAt(buf[:min(step+overlap, v.size-at)], at)
		if n == 0 && err != nil && err != io.EOF {
			return nil, err
		}
		b := buf[:n]
		for i := 0; ; {
			k := bytes.Index(b[i:], []byte("obj"))
			if k < 0 || i+k >= step {
				break
			}
			i += k
			if num, gen, start, ok := objectHead(b, i); ok && num > 0 && num <= maxObjects {
				l.objects[num] = place{offset: at + int64(start), gen: gen}
				head := b[i:min(len(b), i+overlap/2)]
				for _, end := range []string{"endobj", "stream"} {
					head, _, _ = bytes.Cut(head, []byte(end))
				}
				if bytes.Contains(head, []byte("/ObjStm")) {
					l.streams = append(l.streams, num)
				}
				if l.root == "" && catalogType.Match(head) {
					l.root = fmt.Sprintf("%d %d R", num, gen)
				}
			}
			i += len("obj")
		}
		l.trailer(b)
	}
	if len(l.objects) == 0 {
		return nil, errors.New("no objects")
	}
	return l, nil
}

var (
	catalogType  = regexp.MustCompile(`/Type\s*/Catalog\b`)
	trailerEntry = regexp.MustCompile(`/(Root|Info|Encrypt)\s+(\d+\s+\d+\s+R)`)
	idEntry      = regexp.MustCompile(`/ID\s*(\[\s*<[0-9A-Fa-f\s]*>\s*<[0-9A-Fa-f\s]*>\s*\])`)
)

// trailer takes the last of each entry that a trailer has.
func (l *listing) trailer(b []byte) {
	for _, m := range trailerEntry.FindAllSubmatch(b, -1) {
		switch ref := string(m[2]); string(m[1]) {
		case "Root":
			l.root = ref
		case "Info":
			l.info = ref
		case "Encrypt":
			l.encrypt = ref
		}
	}
	if m := idEntry.FindSubmatch(b); m != nil {
		l.id = string(m[1])
	}
}

// objectHead reads backwards from "obj" at i: the number, the generation and
// where they begin.
func objectHead(b []byte, i int) (num, gen int64, start int, ok bool) {
	back := func(in func(byte) bool) []byte {
		end := i
		for i > 0 && in(b[i-1]) {
			i--
		}
		return b[i:end]
	}
	space := func(c byte) bool { return strings.IndexByte(" \t\r\n\f\x00", c) >= 0 }
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	_ = back(space) // "0obj" is seen too
	g := back(digit)
	s := back(space)
	n := back(digit)
	ok = len(g) > 0 && len(g) <= 5 && len(s) > 0 && len(n) > 0 && len(n) <= 10
	return atoi(n), atoi(g), i, ok
}

// addMembers lists what stands in the object streams. Objects that stand in
// the file itself win: they are mostly later.
func (l *listing) addMembers(file *object.File) {
	found := file.Doc.Trailer().Key("Streams")
	for i, number := range l.streams {
		_ = object.Guard(func() { // a stream that cannot be read has no members
			s := found.Index(i)
			n, first := s.Key("N").Int64(), s.Key("First").Int64()
			if n <= 0 || n > maxObjects || first <= 0 || first > 64<<20 {
				return
			}
			head, _ := file.Bytes(s, int(first)) // more follows, which is not asked for
			for k, pair := range bytes.Fields(head) {
				if k%2 == 1 || int64(k/2) >= n {
					continue
				}
				num := atoi(pair)
				if _, ok := l.objects[num]; !ok && num > 0 && num <= maxObjects {
					l.objects[num] = place{stream: number, member: int64(k / 2)}
				}
			}
		})
	}
}

// xref prints a listing as a cross-reference stream that stands at off, with
// startxref. "Streams" is an entry of ours by which the object streams are found.
func (l *listing) xref(off int64) []byte {
	highest := int64(0)
	for n := range l.objects {
		highest = max(highest, n)
	}
	const width = 1 + 8 + 4
	table := make([]byte, (highest+2)*width)
	put := func(n int64, kind byte, second uint64, third uint32) {
		e := table[n*width : (n+1)*width]
		e[0] = kind
		binary.BigEndian.PutUint64(e[1:], second)
		binary.BigEndian.PutUint32(e[9:], third)
	}
	for n, o := range l.objects {
		if o.stream > 0 {
			put(n, 2, uint64(o.stream), uint32(o.member))
		} else {
			put(n, 1, uint64(o.offset), uint32(o.gen))
		}
	}
	put(highest+1, 1, uint64(off)+1, 0)
	var b bytes.Buffer
	fmt.Fprintf(&b, "\n%d 0 obj\n<</Type /XRef /Size %d /W [1 8 4] /Root %s", highest+1, highest+2, l.root)
	if l.info != "" {
		fmt.Fprintf(&b, " /Info %s", l.info)
	}
	if l.encrypt != "" && l.id != "" {
		fmt.Fprintf(&b, " /Encrypt %s /ID %s", l.encrypt, l.id)
	}
	b.WriteString(" /Streams [")
	for _, n := range l.streams {
		fmt.Fprintf(&b, "%d %d R ", n, l.objects[n].gen)
	}
	fmt.Fprintf(&b, "] /Length %d>>\nstream\n", len(table))
	b.Write(table)
	fmt.Fprintf(&b, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", off+1)
	return b.Bytes()
}
