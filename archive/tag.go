package archive

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long a tag is at most, in characters, and how many an item has.
const (
	maxTag  = 60
	maxTags = 50
)

// Tags reads tags as people type them, with commas between: in small letters,
// each once, in order.
//
//	Jails, budget 2016,jails    budget 2016 and jails
func Tags(typed string) ([]string, error) {
	if !utf8.ValidString(typed) {
		return nil, fmt.Errorf("tags %.80q: not text in UTF-8: %w", typed, ErrInvalid)
	}
	tags := []string{}
	for _, t := range strings.Split(typed, ",") {
		t = strings.ToLower(strings.Join(strings.Fields(t), " "))
		switch {
		case t == "" || slices.Contains(tags, t):
			continue
		case utf8.RuneCountInString(t) > maxTag:
			return nil, fmt.Errorf("tag %.80q: longer than %d characters: %w", t, maxTag, ErrInvalid)
		case strings.IndexFunc(t, unfit) >= 0:
			return nil, fmt.Errorf("tag %q: only letters, digits and signs other than quotation marks: %w", t, ErrInvalid)
		}
		tags = append(tags, t)
	}
	if len(tags) > maxTags {
		return nil, fmt.Errorf("%d tags: at most %d: %w", len(tags), maxTags, ErrInvalid)
	}
	slices.Sort(tags)
	return tags, nil
}

func unfit(r rune) bool { return r == '"' || !unicode.IsPrint(r) }
