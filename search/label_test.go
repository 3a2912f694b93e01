package search

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/content"
)

// labelled are the tags that the index has of an item.
func (a *testArchive) labelled(n int) []string {
	res := a.search(Request{Query: "item:" + testNumber(n)})
	if len(res.Groups) != 1 {
		return nil
	}
	return res.Groups[0].Labels.Tags
}

func TestLabel(t *testing.T) {
	a := library(t)
	if err := a.Label(t.Context(), testNumber(3), archive.Labels{Tags: []string{"jail"}}); err != nil {
		t.Fatal(err)
	}
	check := func(when string) {
		t.Helper()
		if got := a.labelled(3); !slices.Equal(got, []string{"jail"}) {
			t.Errorf("%s: tags %q", when, got)
		}
		if got := a.found(Request{Query: `title:"top 50"`}); got != "3" {
			t.Errorf("%s: a labelled item is found at %q by its title", when, got)
		}
		if got := a.found(Request{Query: "smith"}); got != "3:Declined!5" {
			t.Errorf("%s: a row of a labelled item is found at %q", when, got)
		}
	}
	check("labelled")
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a.open()
	check("opened again")
	if err := a.Label(t.Context(), testNumber(77), archive.Labels{}); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("labels of an item that is not there: %v", err)
	}
}

// An item may be labelled while the index is rebuilt, before and after its
// document comes.
func TestLabelWhileRebuilding(t *testing.T) {
	a := library(t)
	docs := func(yield func(content.Document, error) bool) {
		for n := 1; n <= 2; n++ {
			if !yield(a.write(testDoc{n: n, title: "Again"}), nil) {
				return
			}
			// The first may be written by now, the second is not.
			for m := 1; m <= 2; m++ {
				if err := a.Label(t.Context(), testNumber(m), archive.Labels{Tags: []string{"jail"}}); err != nil {
					t.Error(err)
				}
			}
		}
	}
	if err := a.Rebuild(context.Background(), iter.Seq2[content.Document, error](docs), nil); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 2; n++ {
		if got := a.labelled(n); !slices.Equal(got, []string{"jail"}) {
			t.Errorf("item %d has the tags %q", n, got)
		}
	}
}

// While the index is not whole, an answer says so, and how far it is.
func TestSaysThatItIsBuilt(t *testing.T) {
	a := newArchive(t)
	notes := func() string { return strings.Join(a.search(Request{Query: "prison"}).Notes, " ") }
	if s := notes(); strings.Contains(s, "anew") {
		t.Errorf("of an index that is new: %s", s)
	}
	a.Close()
	if err := os.RemoveAll(filepath.Join(a.dir, "g0001", "pages")); err != nil {
		t.Fatal(err)
	}
	a.open()
	if s := notes(); !strings.Contains(s, "will be made anew") {
		t.Errorf("before: %s", s)
	}
	docs := func(yield func(content.Document, error) bool) {
		for n := 1; n <= rebuildRun+1; n++ {
			if !yield(a.write(testDoc{n: n, pages: []string{"prison"}}), nil) {
				return
			}
		}
		if s := notes(); !strings.Contains(s, "64 documents so far") {
			t.Errorf("while it is built: %s", s)
		}
	}
	if err := a.Rebuild(t.Context(), docs, nil); err != nil {
		t.Fatal(err)
	}
	if s := notes(); strings.Contains(s, "anew") {
		t.Errorf("after: %s", s)
	}
}
