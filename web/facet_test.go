package web

import (
	"strings"
	"testing"
)

// TestFold: of many values the most frequent are shown, and those that are chosen,
// with their parts, all in their order.
func TestFold(t *testing.T) {
	var g FacetGroup
	for i, name := range strings.Fields("1960 1961 1962 1963 1964 1965 1966 1967 1968 1969 1970 1971 1972 2012 2012-Q1 2013") {
		v := FacetValue{Value: name, Count: 1, Part: strings.Contains(name, "-"), Selected: name == "1972"}
		if i >= 2 && i < 11 || name == "2012" {
			v.Count = 5
		}
		g.Values = append(g.Values, v)
	}
	names := func(all []FacetValue) string {
		var out []string
		for _, v := range all {
			out = append(out, v.Value)
		}
		return strings.Join(out, " ")
	}
	folded := g.fold()
	if got, want := names(folded.Values), "1962 1963 1964 1965 1966 1967 1968 1969 1970 1972 2012 2012-Q1"; got != want {
		t.Errorf("shown are %s\n     want %s", got, want)
	}
	if got, want := names(folded.Rest), "1960 1961 1971 2013"; got != want {
		t.Errorf("folded are %s, want %s", got, want)
	}
	g.Values = g.Values[:12]
	if folded = g.fold(); len(folded.Rest) != 0 {
		t.Errorf("of twelve values, %s are folded", names(folded.Rest))
	}
}
