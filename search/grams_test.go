package search

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Through the grams, letters are found as without them.
func TestGrams(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var all []string
	for range 60000 {
		var w strings.Builder
		for range 1 + r.IntN(12) {
			w.WriteByte("abcdefghij"[r.IntN(10)])
		}
		all = append(all, w.String())
	}
	all = append(all, strings.Repeat("long", 700))
	slices.Sort(all)
	all = slices.Compact(all)
	v := &vocabulary{bytes: []byte{'\n'}}
	for _, w := range all {
		v.starts, v.counts = append(v.starts, uint32(len(v.bytes))), append(v.counts, 1)
		v.bytes = append(append(v.bytes, w...), '\n')
	}
	v.grams = gramsOf(v)
	for _, letters := range []string{"abc", "bcdef", "abcdefgh", "\nabc", "hij\n", "\nabcd\n", "ab", "j", "zzz", "longlong", strings.Repeat("long", 300)} {
		for _, part := range [][2]int{{0, len(all)}, {1000, 1001}, {12345, 40000}, {len(all) - 500, len(all)}} {
			var got, want []string
			v.having(letters, part[0], part[1], func(i int) bool {
				got = append(got, all[i])
				return true
			})
			for _, w := range all[part[0]:part[1]] {
				if strings.Contains("\n"+w+"\n", letters) {
					want = append(want, w)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q in %v: %d words, want %d", letters, part, len(got), len(want))
			}
		}
	}
	if some := fmt.Sprint(slices.Collect(func(yield func(int) bool) {
		for from := range v.grams.stretches("abcdefgh", 0, v.len()) {
			if !yield(from) {
				return
			}
		}
	})); bytes.Count([]byte(some), []byte(" ")) > v.len()/gramStretch/4 {
		t.Errorf("of %d stretches too many are looked through: %s", v.len()/gramStretch, some)
	}
}
