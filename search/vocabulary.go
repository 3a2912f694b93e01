package search

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sort"
	"strings"
	"sync"

	"readingroom/search/segment"
)

// A vocabulary is the words of a field of a segment, in order, each between two
// line ends, so that one search through its bytes finds those that have letters
// in common:
//
//	\ndetain\ndetained\ndetainer\n
//
// Stems are left out of it. It is made when a pattern is first asked for; a
// segment never changes, and neither does it.
type vocabulary struct {
	bytes  []byte
	starts []uint32 // of each word
	counts []uint32 // of the places that have it
	grams  *grams
	whole  bool // all words are in
}

// vocabularies are those of the fields of one segment.
type vocabularies struct {
	mu sync.Mutex
	of map[string]*vocabulary
}

// get returns the vocabulary of a field. Where its making is stopped, it goes on
// from there when it is asked for next.
func (all *vocabularies) get(ctx context.Context, file *segment.File, field string) (*vocabulary, error) {
	all.mu.Lock()
	defer all.mu.Unlock()
	v := all.of[field]
	if v == nil {
		v = &vocabulary{bytes: []byte{'\n'}}
		if all.of == nil {
			all.of = map[string]*vocabulary{}
		}
		all.of[field] = v
	}
	if v.whole {
		return v, nil
	}
	if err := v.read(holding(ctx), file, field); err != nil {
		return nil, err
	}
	v.bytes, v.starts, v.counts, v.whole = slices.Clip(v.bytes), slices.Clip(v.starts), slices.Clip(v.counts), true
	v.grams = gramsOf(v)
	return v, nil
}

// maxVocabulary is how many bytes of words of a segment are kept: words beyond
// are noise of optical reading, and numbers.
const maxVocabulary = 256 << 20

// read takes up the words that are not there yet.
func (v *vocabulary) read(ctx context.Context, file *segment.File, field string) error {
	var from []byte
	if n := v.len(); n > 0 {
		from = append(slices.Clone(v.word(n-1)), 0)
	}
	var err error
	walked := file.Terms(field).Each(from, nil, func(term []byte, docs segment.Postings) bool {
		if len(v.starts)&4095 == 4095 {
			err = ctx.Err()
		}
		if err != nil || len(term) == 0 || term[0] == '~' || bytes.IndexByte(term, '\n') >= 0 {
			return err == nil
		}
		var count uint64
		if count, err = docs.Count(); err != nil {
			return false
		}
		v.starts = append(v.starts, uint32(len(v.bytes)))
		v.counts = append(v.counts, uint32(min(count, 1<<32-1)))
		v.bytes = append(append(v.bytes, term...), '\n')
		return len(v.bytes) < maxVocabulary
	})
	return errors.Join(walked, err)
}

func (v *vocabulary) len() int { return len(v.starts) }

// word returns a word, which is not to be changed.
func (v *vocabulary) word(i int) []byte {
	text := v.text(i, i+1)
	return text[1 : len(text)-1]
}

// text is the words from first up to end, of which there is one at least, with the
// line ends before and after them.
func (v *vocabulary) text(first, end int) []byte {
	last := len(v.bytes)
	if end < len(v.starts) {
		last = int(v.starts[end])
	}
	return v.bytes[v.starts[first]-1 : last]
}

// from is the first word that is not before s.
func (v *vocabulary) from(s string) int {
	return sort.Search(len(v.starts), func(i int) bool { return string(v.word(i)) >= s })
}

// prefixed are the words that begin so, from and up to but not including.
func (v *vocabulary) prefixed(s string) (first, end int) {
	first = v.from(s)
	n := sort.Search(len(v.starts)-first, func(i int) bool { return !bytes.HasPrefix(v.word(first+i), []byte(s)) })
	return first, first + n
}

// having calls visit for the words from first up to end that have the letters
// in them, until it returns false.
func (v *vocabulary) having(letters string, first, end int, visit func(i int) bool) {
	if letters == "" || first >= end {
		for i := first; i < end && visit(i); i++ {
		}
		return
	}
	rare := rarest(letters)
	for i, end := range v.grams.stretches(letters, first, end) {
		for i < end {
			text := v.text(i, end)
			n := indexBy(text, letters, rare)
			if n < 0 {
				break
			}
			// The word that the letters stand in; a line end may be the first of them.
			i += bytes.Count(text[1:n+1], []byte{'\n'})
			if !visit(i) {
				return
			}
			i++
		}
	}
}

// byFrequency are the letters of a vocabulary, the most frequent first.
const byFrequency = "\neiartnsolcdumpghbfvywkzxjq"

// rarest is the place of the letter that is the rarest in words.
func rarest(letters string) int {
	rare, rank := 0, -1
	for i := range len(letters) {
		r := strings.IndexByte(byFrequency, letters[i])
		if r < 0 {
			r = len(byFrequency)
		}
		if r > rank {
			rare, rank = i, r
		}
	}
	return rare
}

// indexBy finds letters as bytes.Index does, by the rarest of them, for a vocabulary
// is mostly of a few common letters.
func indexBy(text []byte, letters string, rare int) int {
	for at := rare; at < len(text); at++ {
		n := bytes.IndexByte(text[at:], letters[rare])
		if n < 0 {
			return -1
		}
		at += n
		if from := at - rare; from+len(letters) <= len(text) && string(text[from:from+len(letters)]) == letters {
			return from
		}
	}
	return -1
}

// count is in how many places a word is, 0 where there is none such.
func (v *vocabulary) count(word string) uint32 {
	if i := v.from(word); i < v.len() && string(v.word(i)) == word {
		return v.counts[i]
	}
	return 0
}

// vocabularies are those of all segments of a view.
func (v *view) vocabularies(ctx context.Context, field string) ([]*vocabulary, error) {
	out := make([]*vocabulary, len(v.columns))
	for i, col := range v.columns {
		var err error
		if out[i], err = col.words.get(ctx, col.file, field); err != nil {
			return nil, err
		}
	}
	return out, nil
}
