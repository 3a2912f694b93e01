package search

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
)

// Of many values those are shown that are the most frequent, and what was chosen.
func TestShownValues(t *testing.T) {
	source := slices.Index(Facets, "source")
	var all []FacetValue
	for n := range 1000 {
		all = append(all, FacetValue{Value: fmt.Sprintf("v%03d", n), Count: n * 37 % 311})
	}
	want := slices.Clone(all)
	slices.SortFunc(want, func(x, y FacetValue) int { return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Value, y.Value)) })
	want = want[:maxValues]
	got := shownValues(source, slices.Clone(all), nil)
	if !slices.Equal(got, want) {
		t.Errorf("not the %d most frequent: %v", maxValues, got)
	}
	got = shownValues(source, all, []string{"v000", "nowhere"})
	for _, v := range []FacetValue{{"v000", 0, true}, {"nowhere", 0, true}} {
		if !slices.Contains(got, v) {
			t.Errorf("%v, which was chosen, is not shown", v)
		}
	}
	if len(got) != maxValues+2 {
		t.Errorf("%d values are shown", len(got))
	}
}
