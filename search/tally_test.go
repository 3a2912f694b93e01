package search

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// TestValueSets counts what documents speak of by sets, and term by term.
func TestValueSets(t *testing.T) {
	for _, values := range []int{3, 64, 65, 300} {
		t.Run(strconv.Itoa(values), func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(values)))
			terms := newRegister()
			means := func(term string) []string { // each term some values that others have, too
				n, _ := strconv.Atoi(term)
				return []string{fmt.Sprint("v", n%values), fmt.Sprint("v", n*7%values)}[:n%3]
			}
			sets := newValueSets(terms.terms, means)
			const docs, groups = 2000, 50
			col := &column{}
			of := runs{starts: []uint32{0}}
			for range docs {
				for range r.IntN(4) {
					of.terms = append(of.terms, terms.get([]byte(strconv.Itoa(r.IntN(3*values)))))
				}
				of.starts = append(of.starts, uint32(len(of.terms)))
			}
			col.about[ofPlace], col.counted[ofPlace] = of, sets.column(of)
			with := sets.with(func(v string) bool { return v == "v2" })
			for d := range uint32(docs) {
				has := slices.ContainsFunc(of.of(d), func(term uint32) bool { return slices.Contains(means(terms.terms()[term]), "v2") })
				if with[col.set(ofPlace, d)] != has {
					t.Errorf("the set of document %d has v2: %t, want %t", d, !has, has)
				}
			}
			want := map[string]map[int]bool{}
			bySet := newTally(ofPlace, sets, &room{})
			byTerm := newTermTally(ofPlace, len(terms.terms()), func(term uint32) []string { return means(terms.terms()[term]) }, &room{})
			for d := 0; d < docs; { // those of a group come one after the other, at times again
				group, n := r.IntN(groups), min(1+r.IntN(20), docs-d)
				var mine []uint32
				for ; n > 0; d, n = d+1, n-1 {
					mine = append(mine, uint32(d))
					for _, term := range of.of(uint32(d)) {
						for _, v := range means(terms.terms()[term]) {
							if want[v] == nil {
								want[v] = map[int]bool{}
							}
							want[v][group] = true
						}
					}
				}
				for _, tally := range []*tally{bySet, byTerm} {
					tally.room(groups)
					tally.count(col, mine, int32(group))
				}
			}
			for name, tally := range map[string]*tally{"sets": bySet, "terms": byTerm} {
				got := map[string]int{}
				for _, v := range tally.counted() {
					got[v.Value] = v.Count
				}
				for v, all := range want {
					if got[v] != len(all) {
						t.Errorf("by %s, %s counts %d groups, want %d", name, v, got[v], len(all))
					}
				}
				if len(got) != len(want) {
					t.Errorf("by %s: %d values, want %d: %v", name, len(got), len(want), slices.Sorted(maps.Keys(got)))
				}
			}
		})
	}
}

// TestValueSetsGrow: a set keeps its number, and what was known of it before more came stays right.
func TestValueSetsGrow(t *testing.T) {
	terms := newRegister()
	sets := newValueSets(terms.terms, func(term string) []string { return []string{term} })
	first := sets.of(terms.get([]byte("0")), terms.get([]byte("1")))
	_, words, masks := sets.now()
	for n := range 200 {
		sets.of(terms.get([]byte(strconv.Itoa(n))))
	}
	if again := sets.of(terms.get([]byte("1")), terms.get([]byte("0"))); again != first {
		t.Errorf("the set of 0 and 1 is %d, and was %d", again, first)
	}
	if words != 1 || masks[first] != 3 {
		t.Errorf("what was known before has become %d words, bits %b", words, masks[first])
	}
	if _, words, masks := sets.now(); words != 4 || !slices.Equal(masks[int(first)*words:][:words], []uint64{3, 0, 0, 0}) {
		t.Errorf("the set of 0 and 1 has %d words, bits %b", words, masks[int(first)*words:][:words])
	}
	if none := sets.of(); none != 0 {
		t.Errorf("the set of no values is %d", none)
	}
}
