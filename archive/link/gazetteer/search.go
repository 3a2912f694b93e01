package gazetteer

import (
	"cmp"
	"slices"
	"strings"

	"readingroom/archive"
)

// Named returns the jurisdictions that bear a name as a reader types it into a
// box, best first: "Franklin County" is 26, "franklin county iowa" and "19069"
// one. Those that only begin so follow. At most limit; 0: all.
func (g *Gazetteer) Named(name string, limit int) []*Entry {
	name = strings.TrimSpace(name)
	if e := g.byCode[name]; e != nil && e.Kind != archive.JurisdictionCountry {
		return []*Entry{e}
	}
	if e, ok := g.BySlug(name); ok && strings.Contains(name, "/") {
		return []*Entry{e}
	}
	words := Words(name)
	if len(words) == 0 || len(words) > 12 {
		return nil
	}
	found := g.called(words)
	exact := len(found)
	for _, e := range g.entries {
		if begins(Words(e.Short), words) {
			found = append(found, e)
		}
	}
	byWeight := func(a, b *Entry) int {
		return cmp.Or(cmp.Compare(a.rank(words), b.rank(words)), cmp.Compare(b.weight(), a.weight()))
	}
	slices.SortStableFunc(found[:exact], byWeight)
	slices.SortStableFunc(found[exact:], byWeight)
	seen := map[*Entry]bool{}
	found = slices.DeleteFunc(found, func(e *Entry) bool { was := seen[e]; seen[e] = true; return was })
	if limit > 0 && len(found) > limit {
		found = found[:limit]
	}
	return found
}

// Called returns the jurisdictions that are called just so, those of a state
// where it stands behind, the best known first: "Franklin County" is 26.
func (g *Gazetteer) Called(name string) []*Entry {
	words := Words(name)
	if len(words) == 0 || len(words) > 12 {
		return nil
	}
	found := g.called(words)
	slices.SortStableFunc(found, func(a, b *Entry) int {
		return cmp.Or(cmp.Compare(a.rank(words), b.rank(words)), cmp.Compare(b.weight(), a.weight()))
	})
	seen := map[*Entry]bool{}
	return slices.DeleteFunc(found, func(e *Entry) bool { was := seen[e]; seen[e] = true; return was })
}

func (g *Gazetteer) called(words []string) []*Entry {
	found := g.named(words)
	if len(words) > 1 {
		for n := 1; n <= 3 && n < len(words); n++ { // the state at the end
			rest := words[len(words)-n:]
			for _, s := range g.stateNamed(rest) {
				for _, e := range g.named(words[:len(words)-n]) {
					if e.State() == s && e != s {
						found = append(found, e)
					}
				}
			}
		}
	}
	if s := g.stateNamed(words); len(s) > 0 {
		found = append(s, found...)
	}
	return found
}

// begins reports whether a name goes on from the words that were typed, of
// which the last need not be whole.
func begins(name, typed []string) bool {
	if len(name) < len(typed) {
		return false
	}
	last := len(typed) - 1
	return slices.Equal(name[:last], typed[:last]) && strings.HasPrefix(name[last], typed[last])
}

// rank puts those first that are called so, before the county that is called
// so with "County" behind.
func (e *Entry) rank(words []string) int {
	if e.Kind == archive.JurisdictionCounty && len(Words(e.Short)) > len(words) && e.suffix != "city" && e.suffix != "" {
		return 1
	}
	return 0
}

// weight ranks states first, and what no longer is last.
func (e *Entry) weight() int {
	switch {
	case e.Kind == archive.JurisdictionState:
		return e.Population + 1_000_000_000
	case e.Until != "":
		return -1
	case e.Kind == archive.JurisdictionAgency && e.Parent == nil:
		return 100_000
	}
	return e.Population
}

func (g *Gazetteer) named(words []string) []*Entry {
	var found []*Entry
	for _, n := range g.Names(words) {
		if n.Form != Abroad && n.Form != House {
			found = append(found, n.Entry)
		}
	}
	if base, ok := CountyBase(words); ok {
		suffix := SuffixOf(strings.Join(words[len(base):], " "))
		for _, n := range g.Names(base) {
			if n.Entry.IsCounty(suffix) {
				found = append(found, n.Entry)
			}
		}
	}
	return found
}

// stateNamed returns the states with a name or an abbreviation.
func (g *Gazetteer) stateNamed(words []string) []*Entry {
	if s := g.State(strings.Join(words, "")); s != nil {
		return []*Entry{s}
	}
	return nil
}
