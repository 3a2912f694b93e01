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

// A Suffix is the word behind the name of a county, "County", "Parish"; "County"
// stands for all.
type Suffix string

// suffixes are the words for a county and what is the like, as folded.
var suffixes = map[string]Suffix{
	"county": "County", "co": "County", "cnty": "County", "cty": "County", "counties": "County", "parish": "Parish", "par": "Parish", "parishes": "Parish",
	"borough": "Borough", "boro": "Borough", "boroughs": "Borough", "census area": "Census Area", "municipality": "Municipality", "municipio": "Municipio",
	"planning region": "Planning Region", "city and borough": "City and Borough", "city": "city", "island": "Island", "district": "District",
}

// County is the suffix that stands for all counties but the independent cities.
const County Suffix = "County"

// SuffixOf returns the suffix that folded words, parted by spaces, are; "" for none.
func SuffixOf(words string) Suffix { return suffixes[words] }

// CountyBase cuts the word for a county off a name: "franklin county".
func CountyBase(words []string) ([]string, bool) {
	for n := 3; n >= 1; n-- {
		if n < len(words) && suffixes[strings.Join(words[len(words)-n:], " ")] != "" {
			return words[:len(words)-n], true
		}
	}
	return nil, false
}

// IsCounty reports whether an entry is a county that a suffix can stand for: a
// parish is also called a county, an independent city is not.
func (e *Entry) IsCounty(s Suffix) bool {
	if e.Kind != archive.JurisdictionCounty || e.base == "" {
		return false
	}
	switch s {
	case "":
		return false
	case County:
		return e.suffix != "city" && e.suffix != ""
	case "city":
		return e.suffix == "city"
	case "Borough":
		return e.suffix == "Borough" || e.suffix == "City and Borough" || boroughs[e.Code] != ""
	default:
		return e.suffix == string(s)
	}
}
