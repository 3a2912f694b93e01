package search_test

import (
	"flag"
	"testing"

	"readingroom/archive/content"
	"readingroom/search"
	"readingroom/search/searchtest"
)

var whole = flag.Bool("whole", false, "run all parts of the conformance suite, also those that Embedded does not pass yet")

// passed are the parts that Embedded passes so far.
var passed = []string{
	"Stats", "Words", "Phrases", "Near", "Patterns", "Ranges", "Labelled", "Filters", "Fields", "Facets", "Groups", "Order", "Paging", "Timeline", "Family",
	"Suggest", "Explained", "Like", "Snippets", "Hostile", "Arriving", "Together", "Labels", "Changes", "Reopened", "Rebuilt",
}

func TestConformance(t *testing.T) {
	parts := passed
	if *whole {
		parts = nil
	}
	searchtest.Run(t, func(t *testing.T, dir string, contents content.Dir) search.Index {
		t.Helper()
		x, err := search.Open(dir, contents)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}, parts...)
}
