package scale

import (
	"math"
	"slices"
)

// A mark says how well one query was answered.
type mark struct {
	NDCG   float64 // of the first ten
	AP     float64 // average precision, over all that was given
	Recall float64 // of the first hundred
}

// markOf compares a ranking, best first, with the judged documents by their
// grades: 0 is not relevant, and so is what nobody judged. It agrees with
// trec_eval's ndcg_cut_10, map and recall_100 of such a ranking.
func markOf(ranked []string, grades map[string]int) (m mark) {
	relevant, found := 0, 0
	var ideal []int
	for _, g := range grades {
		if g > 0 {
			relevant++
			ideal = append(ideal, g)
		}
	}
	if relevant == 0 {
		return m
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	best := 0.0
	for i, g := range ideal[:min(10, len(ideal))] {
		best += gain(g, i)
	}
	for i, id := range ranked {
		g := grades[id]
		if g <= 0 {
			continue
		}
		found++
		if m.AP += float64(found) / float64(i+1); i < 10 {
			m.NDCG += gain(g, i)
		}
		if i < 100 {
			m.Recall++
		}
	}
	return mark{m.NDCG / best, m.AP / float64(relevant), m.Recall / float64(relevant)}
}

// gain is what a document of a grade adds at a place, from 0: the further down,
// the less.
func gain(grade, at int) float64 { return float64(grade) / math.Log2(float64(at+2)) }

// mean is the mark of many queries.
func mean(all []mark) (m mark) {
	for _, a := range all {
		m.NDCG, m.AP, m.Recall = m.NDCG+a.NDCG, m.AP+a.AP, m.Recall+a.Recall
	}
	n := float64(max(1, len(all)))
	return mark{m.NDCG / n, m.AP / n, m.Recall / n}
}
