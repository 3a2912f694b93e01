package search

import (
	"strings"

	"readingroom/search/query"
)

// valueOf says which values of a field a leaf asks for: those that are called
// so, in small or large letters; or what its pattern matches.
func valueOf(leaf query.Node) func(have string) bool {
	want := strings.ToLower(query.Text(leaf))
	switch n := leaf.(type) {
	case query.Prefix:
		return func(have string) bool { return strings.HasPrefix(strings.ToLower(have), want) }
	case query.Pattern:
		return func(have string) bool { return glob(want).matches([]byte(strings.ToLower(have))) }
	case query.Fuzzy:
		return func(have string) bool { return apart(strings.ToLower(have), want) <= n.Edits }
	case query.Regexp:
		re, err := folded(string(n))
		if err != nil {
			return func(string) bool { return false }
		}
		return func(have string) bool { return re.MatchString(strings.ToLower(have)) }
	}
	return func(have string) bool { return strings.EqualFold(have, want) }
}
