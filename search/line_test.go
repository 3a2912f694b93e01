package search

import (
	"slices"
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	a := newAnalyzer()
	words := func(s string) []token { return parts(a.tokens(nil, s)) }
	for _, c := range []struct {
		text, phrase string
		want         int
	}{
		{"the use of force", "use of force", 1},
		{"the use of force", "of force", 1},
		{"the use of force", "the use of force", 1},
		{"the use of force", "use force", 0},
		{"use of no force of use", "use of force", 0},
		{"a a a a", "a a", 3},
		{"one\x1ftwo three", "one two", 0},
		{"one\x1ftwo three", "two three", 1},
		{strings.Repeat("word ", 999) + "last word", "last word", 1},
		{"last " + strings.Repeat("word ", 999), "last word", 1},
		{"word", "word word", 0},
		{"", "word", 0},
	} {
		if got := lineOf(words(c.text)).stir().count(newPhraseMarks(words(c.phrase), nil)); got != c.want {
			t.Errorf("%q stands %d times in %.40q, want %d", c.phrase, got, c.text, c.want)
		}
	}
}

// Lines are looked at in the files of the index, and are those that the store gives.
func TestLineInPlace(t *testing.T) {
	a := newArchive(t)
	long := strings.Repeat("the use of force ", 6000) // more than the store packs in one piece
	a.index(testDoc{n: 1, pages: []string{"The use of force.", "", "of the of the of the of the", long}, tables: []testTable{{rows: [][]string{{"one", "two three"}, {""}}}}})
	if err := a.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, k := range []kind{pages, rows} {
		v, err := a.current.shelves[k].view()
		if err != nil {
			t.Fatal(err)
		}
		defer v.Close()
		inPlace := 0
		for doc := range v.total {
			v.find(doc)
			l, ok, err := v.line(doc, fieldText)
			if err != nil {
				t.Fatal(err)
			}
			if got, in := v.inPlace(doc); in {
				if inPlace++; !ok || string(line(slices.Clone(got)).stir()) != string(l) && len(got) > 0 {
					t.Errorf("%s %d: %x in place, %x from the store", k, doc, got, l)
				}
			}
		}
		if 2*inPlace < int(v.total) {
			t.Errorf("of %d %ss, %d lines are in place", v.total, k, inPlace)
		}
	}
}

func FuzzStoredLine(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x00\x00\x00\x00\x08\x06\x07\x01\x01t\x00\x04\x00k\x04\x0cabcd"), uint64(0), uint64(0))
	f.Fuzz(func(t *testing.T, data []byte, index, doc uint64) { storedLine(data, index, doc) })
}
