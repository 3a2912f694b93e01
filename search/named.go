package search

import (
	"fmt"
	"strings"

	"readingroom/archive/link/gazetteer"
	"readingroom/search/query"
)

// placesNamed says which terms are those of a place: by its address, by the
// last part of one, or by its name as people write it. Of a name that several
// bear all are meant, also where a page leaves open which, and that is said.
func (p *plan) placesNamed(n query.Field) []bool {
	text := query.Text(n.Leaf)
	chosen := chosenPlaces(p.placeTerms, []string{text})
	switch n.Leaf.(type) {
	case query.Word, query.Phrase:
	default: // a pattern is one of the address, whole or its last part
		same := valueOf(n.Leaf)
		for i, t := range p.placeTerms {
			chosen[i] = !t.maybe && (same(t.slug) || same(t.slug[strings.LastIndexByte(t.slug, '/')+1:]))
		}
		return chosen
	}
	if strings.HasPrefix(text, "?") || strings.Contains(text, "/") {
		return chosen
	}
	bearers := map[string]bool{}
	var here []string // those that the archive speaks of
	called := gazetteer.Load().Called(text)
	for _, e := range called {
		bearers[e.Slug] = true
	}
	for i, t := range p.placeTerms {
		if !bearers[t.slug] || t.maybe && len(called) < 2 {
			continue
		}
		if chosen[i] = true; !t.maybe {
			here = append(here, t.slug)
		}
	}
	switch {
	case len(called) > 1:
		p.note("%s: of the %d places that are called so, this archive speaks of %s.", query.Print(n), len(called), listed(here))
	case len(called) == 0 && len(here) == 0 && !anyTrue(chosen):
		p.note("%s is no jurisdiction that is known by this name: write its state behind it, or its address, us/ca/ventura-county.", query.Print(n))
	}
	return chosen
}

func anyTrue(all []bool) bool {
	for _, b := range all {
		if b {
			return true
		}
	}
	return false
}

// maxListed is how many addresses are listed in a note.
const maxListed = 6

func listed(slugs []string) string {
	n := len(slugs)
	switch n {
	case 0:
		return "none for certain"
	case 1:
		return "one, " + slugs[0]
	}
	more := ""
	if n > maxListed {
		slugs, more = slugs[:maxListed], fmt.Sprintf(" and %d more", n-maxListed)
	}
	return fmt.Sprintf("%d, and all were looked for: ", n) + strings.Join(slugs, ", ") + more
}
