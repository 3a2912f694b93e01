package search

import "encoding/binary"

// A line is the words of a page or row in their order, two bytes of sum each,
// with a blank where no phrase runs across. It is kept beside the index, to see
// of a few places whether a phrase stands there, without their text.
//
// Two words of the same sum are told apart by the index: a place has all the
// words that are looked for in its line, or it is not looked at.
type line []byte

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

// mark is what stands in a line for a word.
func mark(sum uint64) uint16 {
	m := uint16(sum>>48) ^ uint16(sum>>20)
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

// count counts where the marks of a phrase stand in the line, one after the other.
func (l line) count(phrase []uint16) int {
	n := 0
	first := phrase[0]
	for i := 0; i+2*len(phrase) <= len(l); i += 2 {
		if binary.LittleEndian.Uint16(l[i:]) != first {
			continue
		}
		j := 1
		for j < len(phrase) && binary.LittleEndian.Uint16(l[i+2*j:]) == phrase[j] {
			j++
		}
		if j == len(phrase) {
			n++
		}
	}
	return n
}

// lineField is where the line of a field is stored.
func lineField(field string) string {
	if field == fieldText {
		return fieldLine
	}
	return fieldLine + " " + field
}

// inLine counts where a phrase stands in a document.
func (v *view) inLine(doc uint64, field string, phrase []uint16) (n int, err error) {
	v.find(doc)
	name := lineField(field)
	err = v.snap.Segments()[v.segment].VisitDocument(doc-v.starts[v.segment], func(f string, _ byte, value []byte, _ []uint64) bool {
		if f == name {
			n = line(value).count(phrase)
		}
		return f != name
	})
	return n, err
}
