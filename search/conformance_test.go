package search_test

import (
	"testing"

	"readingroom/archive/content"
	"readingroom/search"
	"readingroom/search/searchtest"
)

func TestConformance(t *testing.T) {
	var parts []string   // all
	if testing.Short() { // those in which much happens at once
		parts = []string{"Arriving", "Together", "Labels", "Changes", "Rebuilt"}
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
