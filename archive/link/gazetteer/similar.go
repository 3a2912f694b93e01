package gazetteer

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"readingroom/archive"
)

// A likeness finds the agencies that a user added by names that have words in
// common with theirs, rare words counting most.
type likeness struct {
	agencies []agency
	with     map[string][]int32 // the agencies with a word
}

type agency struct {
	entry *Entry
	words []string
}

// A Match is an agency with how much of a name it shares, up to 1.
type Match struct {
	Entry *Entry
	Score float64
}

// expanded are the words of an agency's name, abbreviations written out, each once.
func expanded(name string) []string {
	words := strings.Fields(expand(strings.NewReplacer(".", " ", "/", " ", "'", "").Replace(name)))
	slices.Sort(words)
	return slices.Compact(words)
}

func (l *likeness) add(e *Entry, name string) {
	if l.with == nil {
		l.with = map[string][]int32{}
	}
	words := expanded(name)
	for _, w := range words {
		l.with[w] = append(l.with[w], int32(len(l.agencies)))
	}
	l.agencies = append(l.agencies, agency{e, words})
}

// weight is how much a word says: nothing where a fifth of the agencies have it.
func (l *likeness) weight(w string) float64 {
	return math.Log(float64(len(l.agencies)+1) / float64(1+len(l.with[w])))
}

// Similar returns the agencies that a user added whose name is most like a name,
// the best first, at most five: those of a state, or of all where it is nil.
func (g *Gazetteer) Similar(name string, state *Entry) []Match {
	l := &g.like
	if len(l.agencies) == 0 {
		return nil
	}
	words := expanded(name)
	if len(words) > 16 {
		return nil
	}
	shared := map[int32]float64{}
	total := 0.0
	for _, w := range words {
		weight := l.weight(w)
		total += weight
		if len(l.with[w]) > len(l.agencies)/5 {
			continue
		}
		for _, a := range l.with[w] {
			if e := l.agencies[a].entry; state == nil || e.State() == state {
				shared[a] += weight
			}
		}
	}
	var best []Match
	for a := range shared {
		union, common := total, 0.0
		for _, w := range l.agencies[a].words {
			if slices.Contains(words, w) {
				common += l.weight(w)
			} else {
				union += l.weight(w)
			}
		}
		m := Match{l.agencies[a].entry, common / max(union, 1e-9)}
		if len(best) < 5 || m.Score > best[len(best)-1].Score {
			best = append(best, m)
			slices.SortFunc(best, func(x, y Match) int {
				return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Entry.Slug, y.Entry.Slug))
			})
			best = best[:min(len(best), 5)]
		}
	}
	return best
}

// local reports whether an agency belongs in the likeness: one of a county.
func local(e *Entry) bool { return e != nil && e.Kind == archive.JurisdictionCounty }
