package search

import (
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
)

// A set that is listed again is listed as it is, whatever was done with the list.
func TestRoomLists(t *testing.T) {
	r := &room{}
	set, other := roaring.BitmapOf(1, 2, 3), roaring.BitmapOf(4)
	clear(r.lent(set))
	if got := r.docs(set); !slices.Equal(got, []uint32{1, 2, 3}) {
		t.Errorf("listed after it was lent: %d", got)
	}
	r.docs(other)
	if got := r.docs(set); !slices.Equal(got, []uint32{1, 2, 3}) {
		t.Errorf("listed after another one: %d", got)
	}
}
