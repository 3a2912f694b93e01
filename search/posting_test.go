package search

import (
	"math/rand/v2"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
)

func TestJoined(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	several := 0
	for range 20 {
		docs := uint64(1 + r.IntN(200_000))
		var sets []*roaring.Bitmap
		want := roaring.New()
		for range 20 {
			s := roaring.New()
			for range 1 + r.IntN(5) {
				first := r.Uint64N(docs)
				s.AddRange(first, first+1+r.Uint64N(min(docs-first, 1<<r.IntN(18))))
			}
			if r.IntN(2) == 0 {
				for range 5_000 {
					s.Add(uint32(r.Uint64N(docs)))
				}
			}
			if s.RunOptimize(); inRuns(s) {
				sets = append(sets, s)
				want.Or(s)
			}
		}
		if len(sets) > 1 {
			several++
		}
		if got := joined(sets, docs); !got.Equals(want) {
			t.Fatalf("%d documents of %d, want %d", got.GetCardinality(), docs, want.GetCardinality())
		}
	}
	if several == 0 {
		t.Error("nothing was joined")
	}
}
