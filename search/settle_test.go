package search

import (
	"fmt"
	"testing"
)

// After settling there are few segments, and the same is found.
func TestSettle(t *testing.T) {
	a := newArchive(t)
	// bleve by itself merges no less than 2,000 of them.
	for n := 1; n <= 6; n++ {
		var all [][]string
		for i := range 2000 {
			all = append(all, []string{fmt.Sprintf("case %d of %d", i, n), "sheriff"})
		}
		a.index(testDoc{n: n, tables: []testTable{{header: []string{"Case", "By"}, rows: all}}})
	}
	segments := func() int {
		v, err := a.current.shelves[rows].view()
		if err != nil {
			t.Fatal(err)
		}
		defer v.Close()
		return len(v.columns)
	}
	ask := func() string { return a.found(Request{Query: `"case 188"`, Kinds: []string{"row"}}) }
	before, found := segments(), ask()
	if err := a.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := segments(); got > 3 || got >= before {
		t.Errorf("%d segments, %d before", got, before)
	}
	if got := ask(); got != found || got == "" {
		t.Errorf("finds %s, not %s", got, found)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := a.Settle(t.Context()); err == nil {
		t.Error("a closed index settles")
	}
}
