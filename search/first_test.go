package search

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestFirst(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, most := range []int{0, 1, 2, 3, 10, 99, 100, 101} {
		f := first[int]{most: most, compare: func(x, y *int) int { return cmp.Compare(*x, *y) }}
		for i, n := range r.Perm(100) {
			if f.offer(n); (f.last() != nil) != (most > 0 && i+1 >= most) {
				t.Fatalf("first %d, after %d: the last is %v", most, i+1, f.last())
			}
		}
		if last := f.last(); last != nil && *last != most-1 {
			t.Errorf("first %d: the last is %d", most, *last)
		}
		line := f.line()
		if len(line) != min(most, 100) || !slices.IsSorted(line) || len(line) > 0 && line[len(line)-1] != len(line)-1 {
			t.Errorf("first %d: %v", most, line)
		}
	}
}
