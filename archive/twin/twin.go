// Package twin tells pages that are the same but for what was withheld, stamped
// or misread from pages that say something else.
//
//	twin.Sketch(page.Text)                       // 12 numbers; twins share some of them
//	l := twin.Compare(shown, withheld)           // {Same: 412, OnlyA: 31, …}
//	l.Twins()                                    // true: 31 words stand in one of them only
//	twin.Diff(shown.Text, withheld.Text, false)  // where
//
// A sketch is the smallest hashes of a page's runs of three words (bottom-k
// MinHash, Broder 1997): of a page that lost half of its words, about half of
// the sketch is left. What a sketch proposes, Compare reads word by word: a
// form filled in with other figures shares its sketch too, and is no twin.
//
// cespare/xxhash was chosen because a sketch is stored, and its hash is stable;
// sergi/go-diff because its comparison of two texts can be bounded in time.
package twin

import (
	"slices"

	"github.com/cespare/xxhash/v2"
)

// Version is that of the sketches and of the comparison.
const Version = 1

// The size of a sketch, and how many numbers of it two pages must share to be
// compared at all.
const (
	Size   = 12
	Shared = 3
)

// run is how many words are hashed together, and least how many such runs a
// page has that is sketched: two lines of text may be the same by chance.
const (
	run   = 3
	least = 12
)

// MaxWords is how much of a page is looked at.
const MaxWords = 20_000

// Sketch returns the sketch of a text in ascending order, at most Size numbers;
// nil where it says too little.
func Sketch(text string) []uint64 {
	var prints []uint64
	var window [run]string
	n := 0
	for _, w := range words(text, MaxWords) {
		if w.slight() {
			continue
		}
		copy(window[:], window[1:])
		window[run-1] = w.misread()
		if n++; n < run {
			continue
		}
		var d xxhash.Digest
		d.Reset()
		for _, s := range window {
			d.WriteString(s)
			d.Write([]byte{0})
		}
		prints = append(prints, d.Sum64())
	}
	slices.Sort(prints)
	prints = slices.Compact(prints)
	if len(prints) < least {
		return nil
	}
	return slices.Clip(prints[:min(len(prints), Size)])
}
