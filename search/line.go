package search

import (
	"crypto/subtle"
	"encoding/binary"
	"math/rand/v2"
	"slices"
)

// A line is the words of a page or row in their order, two bytes of sum each,
// with a blank where no phrase runs across. It is kept beside the index, to see
// of a few places whether a phrase stands there, without their text.
//
// Two words of the same sum are told apart by the index: a place has all the
// words that are looked for in its line, or it is not looked at.
//
// A line is stored stirred: mixed with noise, the same for all. As it is, pairs of
// words come back in it, and the store would pack it for that and unpack it at
// each look, which takes longer than the look; this way it leaves it as it is, and
// it is looked at where it lies.
type line []byte

// noise is what lines are mixed with, over and over.
var noise = func() (all [8192]byte) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := 0; i < len(all); i += 8 {
		binary.LittleEndian.PutUint64(all[i:], r.Uint64())
	}
	return all
}()

// stir mixes a line with the noise, or takes it out again.
func (l line) stir() line {
	for i := 0; i < len(l); i += len(noise) {
		part := l[i:min(len(l), i+len(noise))]
		subtle.XORBytes(part, part, noise[:])
	}
	return l
}

// blank stands in a line where no word does.
const blank = 0

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
	if m == blank {
		return 1
	}
	return m
}

// lineOf makes the line of a text's words, which are in their order.
func lineOf(words []token) line {
	out := make(line, 0, 2*len(words)+8)
	last := 0
	for _, w := range words {
		for ; last > 0 && w.pos > last+1 && w.pos-last < 8; last++ {
			out = binary.LittleEndian.AppendUint16(out, blank)
		}
		out = binary.LittleEndian.AppendUint16(out, mark(sumOf(w.term)))
		last = w.pos
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

func newPhraseMarks(words []token, lasts []string) (p phraseMarks) {
	for _, term := range lasts {
		p.lasts = append(p.lasts, mark(sumOf(term)))
	}
	l := lineOf(words)
	longest := 0
	for i, w := 0, 0; i < len(l); i += 2 {
		m := binary.LittleEndian.Uint16(l[i:])
		if m != blank {
			if n := len(words[w].term); n > longest && (lasts == nil || w < len(words)-1) {
				p.anchor, longest = len(p.all), n
			}
			w++
		}
		p.all = append(p.all, m)
	}
	return p
}

// count counts where a phrase stands in a line that is stirred. Four words are looked at at a
// time, by what is known of a zero among the parts of a word of a machine.
func (l line) count(p phraseMarks) int {
	const low, high = 0x0001000100010001, 0x8000800080008000
	n := 0
	want := uint64(p.all[p.anchor]) * low
	i := 0
	for ; i+8 <= len(l); i += 8 {
		x := binary.LittleEndian.Uint64(l[i:]) ^ binary.LittleEndian.Uint64(noise[i%len(noise):]) ^ want
		if (x-low)&^x&high == 0 {
			continue
		}
		for j := i; j < i+8; j += 2 {
			if l.at(j, p) {
				n++
			}
		}
	}
	for ; i < len(l); i += 2 {
		if l.at(i, p) {
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
		i := from + 2*k
		got := binary.LittleEndian.Uint16(l[i:]) ^ binary.LittleEndian.Uint16(noise[i%len(noise):])
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

// inLine counts where a phrase stands in a document.
func (v *view) inLine(doc uint64, field string, phrase phraseMarks) (int, error) {
	l, err := v.stirred(doc, field)
	return l.count(phrase), err
}

// stirred is the line of a field of a document as it is stored; nil where it has
// none. It is not to be changed.
func (v *view) stirred(doc uint64, field string) (l line, err error) {
	v.find(doc)
	if field == fieldText && v.kind != items {
		if l, ok := v.inPlace(doc); ok {
			return l, nil
		}
	}
	name := lineField(field)
	err = v.snap.Segments()[v.segment].VisitDocument(doc-v.starts[v.segment], func(f string, _ byte, value []byte, _ []uint64) bool {
		if f == name {
			l = slices.Clone(value)
		}
		return f != name
	})
	return l, err
}

// A mapped segment shows the bytes of its file.
type mapped interface {
	Data() []byte
	StoredIndexOffset() uint64
}

// inPlace is the line of a page or row where it lies in the file, stirred, where
// that can be had. The view was asked for the document before.
func (v *view) inPlace(doc uint64) (line, bool) {
	m, ok := v.snap.Segments()[v.segment].Segment().(mapped)
	if !ok {
		return nil, false
	}
	return storedLine(m.Data(), m.StoredIndexOffset(), doc-v.starts[v.segment])
}

// storedLine finds the only field that is stored of a document, besides its key,
// in a file of zap, version 17:
//
//	at index, for each document    where it is stored, 8 bytes, the first one the highest
//	there                          length of what follows first; and second, by varints
//	    first                      by varints: length of the key; field, type, offset and length of its value, 0
//	    second                     the key; the values, packed by snappy, which of one
//	                               piece writes its length, a sign, its length again, and the piece
//
// Where anything is otherwise, it is not ok.
func storedLine(data []byte, index, doc uint64) (l line, ok bool) {
	at := index + 8*doc
	if at+8 > uint64(len(data)) || at < index {
		return nil, false
	}
	if at = binary.BigEndian.Uint64(data[at:]); at > uint64(len(data)) {
		return nil, false
	}
	rest, ok := data[at:], true
	number := func(b *[]byte) uint64 {
		v, n := binary.Uvarint(*b)
		if n <= 0 || v > uint64(len(data)) {
			ok = false
			return 0
		}
		*b = (*b)[n:]
		return v
	}
	take := func(b *[]byte, n uint64) []byte {
		if n > uint64(len(*b)) {
			ok = false
			return nil
		}
		out := (*b)[:n]
		*b = (*b)[n:]
		return out
	}
	first, second := number(&rest), number(&rest)
	about := take(&rest, first)
	packed := take(&rest, second)
	take(&packed, number(&about)) // the key
	number(&about)
	number(&about)
	offset, length, others := number(&about), number(&about), number(&about)
	if size := number(&packed); !ok || offset != 0 || others != 0 || len(about) > 0 || size != length || len(packed) == 0 || packed[0]&3 != 0 {
		return nil, false
	}
	piece := uint64(packed[0] >> 2)
	packed = packed[1:]
	switch {
	case piece == 60 && len(packed) > 0:
		piece, packed = uint64(packed[0]), packed[1:]
	case piece == 61 && len(packed) > 1:
		piece, packed = uint64(binary.LittleEndian.Uint16(packed)), packed[2:]
	case piece >= 60:
		return nil, false
	}
	return packed, piece+1 == length && uint64(len(packed)) == length
}
