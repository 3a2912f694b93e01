package release

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A pattern is a regular expression that is compiled when it is first asked:
// most documents show none of what these look for, and each is read by a
// process of its own.
type pattern struct {
	keys    []string // of which what matches holds one, in small letters; nil: it is not known
	compile func() *regexp.Regexp
}

func form(expr string, keys ...string) pattern {
	return pattern{keys, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
}

// matches reports whether a text matches, which is lower in small letters.
func (p pattern) matches(text, lower string) bool {
	return p.mayMatch(lower) && p.compile().MatchString(text)
}

func (p pattern) mayMatch(lower string) bool {
	return p.keys == nil || slices.ContainsFunc(p.keys, func(key string) bool { return strings.Contains(lower, key) })
}

// at is FindStringSubmatch for a text that matches only where it begins with
// one of these letters, whether they are small or not.
func (p pattern) at(text, first string) []string {
	r, _ := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune(first, unicode.ToLower(r)) {
		return nil
	}
	return p.compile().FindStringSubmatch(text)
}

func (p pattern) MatchString(s string) bool            { return p.compile().MatchString(s) }
func (p pattern) FindStringSubmatch(s string) []string { return p.compile().FindStringSubmatch(s) }
