package message

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
)

// A Sketch tells alike bodies from others without keeping them: the lowest of
// the hashes of all runs of three words (A. Broder, "On the resemblance and
// containment of documents", 1997).
type Sketch struct {
	Words int      `json:"words"`         // how many it was made of
	Low   []uint32 `json:"low,omitempty"` // ascending
}

// Of a body, so many words are looked at and so many hashes kept.
const (
	maxWords  = 4000
	sketchLen = 24
)

// words collects the words of a body.
type words struct {
	all []string
}

func (w *words) add(text string) {
	if len(w.all) >= maxWords {
		return
	}
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		w.all = append(w.all, word)
	}
}

func (w *words) sketch() Sketch {
	s := Sketch{Words: len(w.all)}
	const run = 3
	for i := range w.all {
		if i+run > len(w.all) && i > 0 {
			break
		}
		h := fnv.New32a()
		for _, word := range w.all[i:min(len(w.all), i+run)] {
			h.Write([]byte(word))
			h.Write([]byte{0})
		}
		s.Low = append(s.Low, h.Sum32())
	}
	slices.Sort(s.Low)
	s.Low = slices.Compact(s.Low)
	s.Low = slices.Clip(s.Low[:min(len(s.Low), sketchLen)])
	return s
}

// Alike returns how much two bodies have in common: 1 for the same, 0 for nothing.
func (s Sketch) Alike(o Sketch) float64 {
	if len(s.Low) == 0 || len(o.Low) == 0 {
		if s.Words == o.Words {
			return 1
		}
		return 0
	}
	union := slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(s.Low), o.Low...))))
	union = union[:min(len(union), sketchLen)]
	both := 0
	for _, h := range union {
		_, a := slices.BinarySearch(s.Low, h)
		_, b := slices.BinarySearch(o.Low, h)
		if a && b {
			both++
		}
	}
	return float64(both) / float64(len(union))
}
