package search

import (
	"fmt"
	"testing"
)

// Words that differ in their last letter must not be taken for one another, and
// of all words few.
func TestMark(t *testing.T) {
	for _, pair := range [][2]string{{"in", "is"}, {"of", "on"}, {"it", "is"}, {"be", "by"}, {"had", "has"}, {"police", "policy"}, {"date", "data"}, {"his", "him"}, {"2016", "2017"}} {
		if mark(sumOf(pair[0])) == mark(sumOf(pair[1])) {
			t.Errorf("%s and %s have one mark", pair[0], pair[1])
		}
	}
	known := map[uint16]bool{}
	const words = 2000
	for n := range words {
		known[mark(sumOf(fmt.Sprint("word", n)))] = true
	}
	if len(known) < words-2*words*words/(2*65536) { // twice as many as by chance
		t.Errorf("%d words have %d marks", words, len(known))
	}
}
