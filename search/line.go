package search

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"

	"readingroom/search/analysis"
	"readingroom/search/query"
	"readingroom/search/segment"
)

// A line is the words of a page or row in their order, two bytes of sum each,
// with a blank where no phrase runs across: how many words would have room there. It
// is kept beside the index, to see of a few places whether a phrase stands there,
// without their text.
//
// Two words of the same sum are told apart by the index: a place has all the
// words that are looked for in its line, or it is not looked at.
type line []byte

// maxBlank is the widest blank: above are the marks of words.
const maxBlank = 255

// A blank as wide as anybody asks for is none of the marks.
const _ = uint(maxBlank - query.MaxNear)

// width is how many words have the room that a mark or a blank takes.
func width(mark uint16) int {
	if mark <= maxBlank {
		return int(mark)
	}
	return 1
}

// sumOf is the sum of a word, by FNV-1a.
func sumOf(term string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(term); i++ {
		h ^= uint64(term[i])
		h *= 1099511628211
	}
	return h
}

// mark is what stands in a line for a word. A sum by FNV-1a has the last letters
// in its low bits alone, so these are spread over all first (MurmurHash3, fmix64).
func mark(sum uint64) uint16 {
	sum = (sum ^ sum>>33) * 0xff51afd7ed558ccd
	sum = (sum ^ sum>>33) * 0xc4ceb9fe1a85ec53
	m := uint16(sum >> 48)
	if m <= maxBlank {
		m += 1 + maxBlank
	}
	return m
}

// lineOf makes the line of a text's words, which are in their order.
func lineOf(words []analysis.Token) line {
	out := make(line, 0, 2*len(words)+8)
	last := 0
	for _, w := range words {
		if n := w.Pos - last - 1; last > 0 && n > 0 {
			out = binary.LittleEndian.AppendUint16(out, uint16(min(n, query.MaxNear))) // farther apart nobody asks for
		}
		out = binary.LittleEndian.AppendUint16(out, mark(sumOf(w.Term)))
		last = w.Pos
	}
	return out
}

// marks are the marks of a line.
func (l line) marks() []uint16 {
	out := make([]uint16, len(l)/2)
	for i := range out {
		out[i] = binary.LittleEndian.Uint16(l[2*i:])
	}
	return out
}

// sideClasses is how many classes there are of what stands side by side. A page has
// about one in fifty of them. With fewer their postings are hardly smaller, with more
// the index takes longer to make.
const sideClasses = 1 << 14

// sides are the terms of the classes.
var sides = func() (all [sideClasses]string) {
	var b strings.Builder
	for i := range all {
		b.Write([]byte{byte(i >> 8), byte(i)})
	}
	for i := range all {
		all[i] = b.String()[2*i : 2*i+2]
	}
	return all
}()

// smallMarks are the marks of the smallest words.
var smallMarks = func() (all [1 << 16]bool) {
	for w := range analysis.Small {
		all[mark(sumOf(w))] = true
	}
	return all
}()

// sidesOf are the classes of the marks that stand side by side, but for those of two
// of the smallest words, which are found by themselves.
func sidesOf(marks []uint16) []string {
	out := make([]string, 0, len(marks))
	for i := 1; i < len(marks); i++ {
		if a, b := marks[i-1], marks[i]; a > maxBlank && b > maxBlank && !(smallMarks[a] && smallMarks[b]) {
			out = append(out, sides[(uint32(a)*40503+uint32(b))*2654435761>>18])
		}
	}
	return out
}

// phraseMarks are the marks of a phrase, and the one to look for first: the
// longest word is mostly the rarest.
type phraseMarks struct {
	all    []uint16
	anchor int
	lasts  []uint16 // what may stand for the last one
}

func newPhraseMarks(words []analysis.Token, lasts []string) (p phraseMarks) {
	for _, term := range lasts {
		p.lasts = append(p.lasts, mark(sumOf(term)))
	}
	l := lineOf(words)
	longest := 0
	for i, w := 0, 0; i < len(l); i += 2 {
		m := binary.LittleEndian.Uint16(l[i:])
		if m > maxBlank {
			if n := len(words[w].Term); n > longest && (lasts == nil || w < len(words)-1) {
				p.anchor, longest = len(p.all), n
			}
			w++
		}
		p.all = append(p.all, m)
	}
	return p
}

// count counts where a phrase stands in a line. A byte of its anchor is looked for
// first, which processors do many at a time.
func (l line) count(p phraseMarks) int {
	n := 0
	for i := 0; i < len(l); i++ {
		found := bytes.IndexByte(l[i:], byte(p.all[p.anchor]))
		if found < 0 {
			break
		}
		if i += found; i%2 == 0 && l.at(i, p) {
			n++
		}
	}
	return n
}

// at reports whether the phrase stands where its anchor is at byte i.
func (l line) at(i int, p phraseMarks) bool {
	from := i - 2*p.anchor
	if from < 0 || from+2*len(p.all) > len(l) {
		return false
	}
	for k, m := range p.all {
		got := binary.LittleEndian.Uint16(l[from+2*k:])
		if got != m && (k < len(p.all)-1 || !slices.Contains(p.lasts, got)) {
			return false
		}
	}
	return true
}

// lineField is where the line of a field is stored.
func lineField(field string) string {
	if field == fieldText {
		return fieldLine
	}
	return fieldLine + " " + field
}

// lies is the line of a field of a document where it lies; nil where it has none.
// It is not to be changed.
func (v *view) lies(doc uint64, field string) (l line, err error) {
	v.find(doc)
	col, doc := v.columns[v.segment], doc-v.starts[v.segment]
	switch {
	case v.kind != items:
		return col.file.Kept(doc)
	case field == fieldText:
		return col.names.of(doc), nil
	}
	return storedLine(col.file, doc, field)
}

// storedLine is the line of a field of a document where it is stored with others.
func storedLine(file *segment.File, doc uint64, field string) (l line, err error) {
	name := lineField(field)
	err = file.Stored(doc, func(f string, value []byte) bool {
		if f == name {
			l = slices.Clone(value)
		}
		return f != name
	})
	return l, err
}

// linesOf are the lines of some documents of a block, as lies finds them.
func (v *view) linesOf(b *block, docs []uint32, field string, to [][]byte) (err error) {
	if v.kind != items {
		return v.columns[b.segment].file.Several(docs, to)
	}
	for i, d := range docs {
		if to[i], err = v.lies(b.start+uint64(d), field); err != nil {
			return err
		}
	}
	return nil
}

// lines are those of the names of a segment's items, one after the other. They are
// short, and would else be unpacked with all that is stored of an item.
type lines struct {
	ends []uint32
	all  line
}

func (l *lines) of(doc uint64) line {
	from := uint32(0)
	if doc > 0 {
		from = l.ends[doc-1]
	}
	return l.all[from:l.ends[doc]]
}

func readLines(file *segment.File) (out lines, err error) {
	out.ends = make([]uint32, file.Docs())
	for doc := range out.ends {
		l, err := storedLine(file, uint64(doc), fieldText)
		if err != nil {
			return out, err
		}
		out.all = append(out.all, l...)
		out.ends[doc] = uint32(len(out.all))
	}
	return out, nil
}
