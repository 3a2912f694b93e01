package search

import (
	"slices"
	"testing"
)

// TestNamesOfSeveralPlaces: it is said which of those that bear a name the archive
// speaks of.
func TestNamesOfSeveralPlaces(t *testing.T) {
	a := spokenArchive(t)
	for _, c := range []struct{ query, want string }{
		{"place:texas", "place:texas: of the 3 places that are called so, this archive speaks of one, us/tx."},
		{`place:"franklin county"`, `place:"franklin county": of the 25 places that are called so, this archive speaks of none for certain.`},
	} {
		if notes := a.search(Request{Query: c.query}).Notes; !slices.Contains(notes, c.want) {
			t.Errorf("%s: %q", c.query, notes)
		}
	}
	for _, c := range []struct {
		slugs []string
		want  string
	}{
		{[]string{"us/ia", "us/ny"}, "2, and all were looked for: us/ia, us/ny"},
		{slices.Repeat([]string{"us/ia"}, maxListed+2), "8, and all were looked for: us/ia, us/ia, us/ia, us/ia, us/ia, us/ia and 2 more"},
	} {
		if got := listed(c.slugs); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}
