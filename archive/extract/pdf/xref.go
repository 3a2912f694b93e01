package pdf

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
)

const (
	maxObjects  = 8_388_607 // ISO 32000-1, annex C
	maxSections = 4096      // of one chain of cross-reference tables
	maxDict     = 16 << 10  // of a trailer, in bytes
)

var (
	sizeEntry  = regexp.MustCompile(`/Size\s+(\d+)`)
	prevEntry  = regexp.MustCompile(`/Prev\s+(\d+)`)
	indexEntry = regexp.MustCompile(`/Index\s*\[([\d\s]*)\]`)
	subsection = regexp.MustCompile(`(?m)^[ \t]*(\d+)[ \t]+(\d+)[ \t\r]*$`)
	number     = regexp.MustCompile(`\d+`)
)

// checkXref follows the chain of cross-reference sections as far as it can and
// refuses what the library would not survive: a chain that comes back to where
// it was, and object numbers for which a table would be made that does not fit
// in memory. It reads no more than the sections and is silent about anything else.
func checkXref(r io.ReaderAt, size int64) error {
	off, ok := startXref(r, size)
	seen := map[int64]bool{}
	for ok {
		if seen[off] {
			return errors.New("the PDF is damaged: its cross-reference tables lead in a circle")
		}
		if len(seen) == maxSections {
			return errors.New("the PDF is damaged: it has too many cross-reference tables")
		}
		seen[off] = true
		dict, highest := section(r, off, size)
		for _, m := range sizeEntry.FindAllSubmatch(dict, -1) {
			highest = max(highest, atoi(m[1]))
		}
		for _, m := range indexEntry.FindAllSubmatch(dict, -1) {
			ns := number.FindAll(m[1], -1)
			for i := 0; i+1 < len(ns); i += 2 {
				highest = max(highest, atoi(ns[i])+atoi(ns[i+1]))
			}
		}
		if highest > maxObjects {
			return errors.New("the PDF is damaged: its cross-reference table claims more objects than a PDF can have")
		}
		m := prevEntry.FindSubmatch(dict)
		if ok = m != nil; ok {
			off = atoi(m[1])
		}
	}
	return nil
}

// startXref returns the last offset named by startxref.
func startXref(r io.ReaderAt, size int64) (int64, bool) {
	tail := make([]byte, min(size, 2*edge))
	n, err := r.ReadAt(tail, size-int64(len(tail)))
	if err != nil && err != io.EOF {
		return 0, false
	}
	tail = tail[:n]
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return 0, false
	}
	m := number.Find(tail[i:])
	return atoi(m), m != nil
}

// section returns the dictionary of the cross-reference section at off, and
// the highest object number that its subsections claim.
func section(r io.ReaderAt, off, size int64) (dict []byte, highest int64) {
	if off >= size {
		return nil, 0
	}
	head := make([]byte, min(size-off, maxDict))
	n, _ := r.ReadAt(head, off)
	head = head[:n]
	if !bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n\f\x00"), []byte("xref")) {
		if i := bytes.Index(head, []byte("stream")); i >= 0 {
			head = head[:i]
		}
		return head, 0
	}
	const step = 256 << 10
	buf := make([]byte, 0, step+64)
	for at := off; at < size; {
		keep := min(len(buf), 64) // a line that the step cut in two
		copy(buf[:keep], buf[len(buf)-keep:])
		n, _ := r.ReadAt(buf[keep:keep+int(min(step, size-at))], at)
		if n == 0 {
			break
		}
		buf = buf[:keep+n]
		end := bytes.Index(buf, []byte("trailer"))
		part := buf
		if end >= 0 {
			part = buf[:end]
		}
		for _, m := range subsection.FindAllSubmatch(part, -1) {
			highest = max(highest, atoi(m[1])+atoi(m[2]))
		}
		if end >= 0 {
			dict = make([]byte, min(size-at+int64(keep-end), maxDict))
			n, _ := r.ReadAt(dict, at-int64(keep)+int64(end))
			dict = dict[:n]
			if i := bytes.Index(dict, []byte("startxref")); i >= 0 {
				dict = dict[:i]
			}
			return dict, highest
		}
		at += int64(n)
	}
	return nil, highest
}

// atoi reads digits; what does not fit is very large.
func atoi(digits []byte) int64 {
	n, err := strconv.ParseInt(string(digits), 10, 62)
	if err != nil {
		return 1 << 40
	}
	return min(n, 1<<40)
}
