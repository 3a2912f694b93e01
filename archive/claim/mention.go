package claim

import (
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// A mention is a place that a text names, with what qualifies it: "Ventura
// County, Calif." is one.
type mention struct {
	start, end int
	text       string // without the qualifier
	spots      []Spot // one; several where it is in doubt, none where nothing is known
	kind       archive.JurisdictionKind
	dateline   bool // it stands at the head of the text, before a dash
}

func (m mention) slug() string {
	if len(m.spots) == 1 {
		return m.spots[0].Slug
	}
	return ""
}

// mentions puts the links of a text together. Countries and federal agencies are
// no places that a figure is of.
func mentions(links []archive.PlaceLink, runes []rune, g *gazetteer.Gazetteer) []mention {
	var out []mention
	for _, l := range links {
		if l.Kind == archive.JurisdictionCountry || strings.HasPrefix(l.Slug, "us/agency/") {
			continue
		}
		if k := len(out) - 1; k >= 0 && isQualifier(l, out[k], runes) {
			out[k].end = l.End
			if len(out[k].spots) > 1 {
				if in := slices.DeleteFunc(slices.Clone(out[k].spots), func(s Spot) bool { return !slices.Contains(s.Within, l.Slug) }); len(in) > 0 {
					out[k].spots = in
				}
			}
			continue
		}
		m := mention{start: l.Start, end: l.End, text: l.Text, kind: l.Kind}
		if l.Ambiguous() {
			for _, c := range l.Candidates {
				m.spots = append(m.spots, spotOf(c, g))
			}
		} else {
			m.spots = []Spot{spotOf(l.Jurisdiction, g)}
		}
		out = append(out, m)
	}
	return out
}

// isQualifier reports whether a state stands right behind the place in it.
func isQualifier(l archive.PlaceLink, before mention, runes []rune) bool {
	if l.Kind != archive.JurisdictionState || l.Start < before.end || l.Start-before.end > 5 || l.End > len(runes) || before.kind == archive.JurisdictionState {
		return false
	}
	between := strings.TrimSpace(string(runes[before.end:l.Start]))
	if between != "," && between != "(" && between != ", in" && between != "in" && between != "" {
		return false
	}
	return len(before.spots) != 1 || slices.Contains(before.spots[0].Within, l.Slug) || l.Rule == "qualifier"
}

func spotOf(j archive.Jurisdiction, g *gazetteer.Gazetteer) Spot {
	s := Spot{Slug: j.Slug, Name: j.Name, Within: []string{j.Slug}}
	if e, ok := g.BySlug(j.Slug); ok {
		for _, a := range e.Ancestors("") {
			s.Within = append(s.Within, a.Slug)
		}
		if len(e.Within) > 1 {
			for _, a := range e.Within {
				s.Parts = append(s.Parts, a.Slug)
			}
		}
	}
	return s
}
