package web

import (
	"regexp"
	"strings"
	"testing"
)

// A brace that is lost, where two changes of the style are joined, takes away
// all rules after it and no page fails.
func TestTheStyleIsWhole(t *testing.T) {
	b, err := staticFiles.ReadFile("static/style.css")
	check(t, err)
	css := regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllStringFunc(string(b), func(c string) string { return strings.Repeat("\n", strings.Count(c, "\n")) })
	depth, line := 0, 0
	for l := range strings.Lines(css) {
		line++
		if strings.HasPrefix(l, "@") && depth > 0 {
			t.Errorf("line %d: %s stands within another rule", line, strings.TrimSpace(l))
		}
		depth += strings.Count(l, "{") - strings.Count(l, "}")
		if depth < 0 {
			t.Fatalf("line %d: one } too many", line)
		}
	}
	if depth != 0 {
		t.Errorf("%d { are never closed", depth)
	}
}
