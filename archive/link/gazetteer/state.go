package gazetteer

import (
	"strings"

	"readingroom/archive"
)

// State returns the state with a name or an abbreviation, in folded words
// without spaces: "newmexico", "nm", "calif"; or nil.
func (g *Gazetteer) State(folded string) *Entry { return g.states[folded] }

// Abbreviated returns the state that a word is an abbreviation of, or its name
// where that is one word; or nil.
func (g *Gazetteer) Abbreviated(w Word) *Entry { return g.abbreviations[w] }

func (b *builder) stateNames() {
	for f := range table("states.tsv", 5) {
		e := b.byCode[f[0]]
		for _, n := range append(strings.Fields(f[3]), f[1], f[2]) {
			folded := strings.Join(Words(n), "")
			b.Gazetteer.states[folded] = e
			b.abbreviations[b.names.word(folded)] = e
		}
	}
}

// CountyBase cuts the word for a county off a name: "franklin county".
func CountyBase(words []string) ([]string, bool) {
	for n := 4; n >= 1; n-- {
		if n < len(words) && suffixes[strings.Join(words[len(words)-n:], " ")] != "" {
			return words[:len(words)-n], true
		}
	}
	return nil, false
}

// suffixes are the words for a county and what is the like, as folded, and the
// kind of county they stand for; "County" stands for all.
var suffixes = map[string]string{
	"county": "County", "co": "County", "cnty": "County", "cty": "County", "counties": "County", "parish": "Parish", "par": "Parish", "parishes": "Parish",
	"borough": "Borough", "boro": "Borough", "boroughs": "Borough", "census area": "Census Area", "municipality": "Municipality", "municipio": "Municipio",
	"planning region": "Planning Region", "city and borough": "City and Borough", "city": "city", "island": "Island", "district": "District",
}

// IsCounty reports whether an entry is a county that the words behind its name
// can stand for: a parish is also called a county, an independent city is not.
func (e *Entry) IsCounty(suffix []string) bool {
	if e.Kind != archive.JurisdictionCounty || e.base == "" {
		return false
	}
	switch kind := suffixes[strings.Join(suffix, " ")]; kind {
	case "":
		return false
	case "County":
		return e.suffix != "city" && e.suffix != ""
	case "city":
		return e.suffix == "city"
	case "Borough":
		return strings.HasSuffix(e.suffix, "Borough") || boroughs[e.Code] != ""
	default:
		return e.suffix == kind
	}
}
