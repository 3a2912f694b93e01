package segment

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"sort"
	"strconv"
	"sync"
)

// A run is documents that follow each other as the numbers at the end of their keys
// do, so that a key takes no room of its own:
//
//	2026-002-0001/t1r3, 2026-002-0001/t1r4   stem 2026-002-0001/t1r, first 4, 2 documents
//
// A number goes by one above itself; 0 is none.
type run struct {
	stem  []byte
	first uint64
	docs  uint64
	start uint64 // the first document
}

// maxDigits is how many digits a number may have.
const maxDigits = 18

// parts are the stem and the number of a key. A number does not begin with a zero.
func parts(key []byte) (stem []byte, number uint64) {
	i := len(key)
	for i > 0 && len(key)-i < maxDigits && '0' <= key[i-1] && key[i-1] <= '9' {
		i--
	}
	for i+1 < len(key) && key[i] == '0' {
		i++
	}
	if i == len(key) {
		return key, 0
	}
	n, _ := strconv.ParseUint(string(key[i:]), 10, 64)
	return key[:i], n + 1
}

// appendKey appends the key that has a stem and a number.
func appendKey(to, stem []byte, number uint64) []byte {
	if to = append(to, stem...); number > 0 {
		to = strconv.AppendUint(to, number-1, 10)
	}
	return to
}

// keys are the keys of a segment's documents.
type keys struct {
	runs   []run // in the order of the documents
	sorted func() []run
}

func newKeys(runs []run) keys {
	return keys{runs, sync.OnceValue(func() []run { return slices.SortedFunc(slices.Values(runs), byKey) })}
}

func byKey(a, b run) int {
	return cmp.Or(bytes.Compare(a.stem, b.stem), cmp.Compare(a.first, b.first))
}

// key is the key of a document.
func (k keys) key(doc uint64) []byte {
	r := k.runs[sort.Search(len(k.runs), func(i int) bool { return k.runs[i].start > doc })-1]
	return appendKey(nil, r.stem, r.first+doc-r.start)
}

// find finds a document by its key.
func (k keys) find(key []byte) (doc uint64, ok bool) {
	stem, number := parts(key)
	sorted := k.sorted()
	i := sort.Search(len(sorted), func(i int) bool { return byKey(sorted[i], run{stem: stem, first: number}) > 0 }) - 1
	if i < 0 {
		return 0, false
	}
	r := sorted[i]
	return r.start + number - r.first, number-r.first < r.docs && bytes.Equal(stem, r.stem)
}

// all are the keys in the order of the documents. A key is only lent.
func (k keys) all() iter.Seq2[uint64, []byte] {
	return func(yield func(uint64, []byte) bool) {
		var key []byte
		for _, r := range k.runs {
			for i := range r.docs {
				if key = appendKey(key[:0], r.stem, r.first+i); !yield(r.start+i, key) {
					return
				}
			}
		}
	}
}
