package search

import (
	"slices"
	"strings"

	"readingroom/search/analysis"
	"readingroom/search/query"
)

// grammar are, beside the small words, those that a question is put with. They
// say little of what is looked for: where no place has all words of a query, it
// is asked again without them.
var grammar = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(`did does done doing how many much often why where whom whose me my mine our ours us your yours him them these those than then into onto
		could should shall might must am being having whether while because say says said tell told happen happened find show please`) {
		all[w] = true
	}
	for w := range analysis.Small {
		all[w] = true
	}
	return all
}()

// withoutGrammar leaves out the words of grammar among those that must all be
// there; what stands in quotes, or in capitals as WHO does, is meant.
func withoutGrammar(root query.Node) (rest query.Node, gone []string) {
	all, ok := root.(query.And)
	if !ok {
		return root, nil
	}
	var kept query.And
	for _, n := range all {
		w, ok := n.(query.Word)
		switch s := string(w); {
		case !ok || !grammar[analysis.Fold(s)] || len(s) > 1 && strings.ToUpper(s) == s:
			kept = append(kept, n)
		case !slices.Contains(gone, s):
			gone = append(gone, s)
		}
	}
	switch {
	case !slices.ContainsFunc(kept, func(n query.Node) bool { _, not := n.(query.Not); return !not }):
		return root, nil
	case len(kept) == 1:
		return kept[0], gone
	}
	return kept, gone
}
