package compare

import (
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/audit"
)

// first are the kinds of answers in the order in which one of them speaks for a
// document that has several lists.
var first = []Kind{Listed, Corrected, OutsidePeriod, SameName, OtherDefinition, NotListed, NotCovered}

// Document answers for a document what its lists answered: with what is listed,
// where anything is.
func Document(answers []Answer) Answer {
	for _, k := range first {
		for _, a := range answers {
			if a.Kind == k {
				return a
			}
		}
	}
	return Answer{Kind: NotCovered, Text: "it has no list of places"}
}

func names(all []archive.Jurisdiction) string {
	var out []string
	for _, j := range all {
		out = append(out, j.Name)
	}
	return strings.Join(out, ", ")
}

func count(n int) string { return audit.Print(int64(n) * 1_000_000) }

func figure(v int64) string { return audit.Print(v) }

func word(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func plural(n int, one, many string) string { return strconv.Itoa(n) + " " + word(n, one, many) }
