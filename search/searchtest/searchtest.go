// Package searchtest is what any search.Index has to pass: about 2,000 pages and
// as many rows, and what must be found on them.
//
//	func TestConformance(t *testing.T) {
//		searchtest.Run(t, func(t *testing.T, dir string, contents content.Dir) search.Index {
//			x, err := search.Open(dir, contents)
//			…
//			return x
//		})
//	}
//
// What a query must find is never asked of an index: it is told by reading every
// page from its first word to its last, or known from what was planted where.
package searchtest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"readingroom/archive/content"
	"readingroom/search"
)

// An Opener opens an index in a folder, which is empty or what the same opener
// left there. contents has the content of all documents that will be indexed.
// The caller closes it; on the folder of one that is open it is not called.
type Opener func(t *testing.T, dir string, contents content.Dir) search.Index

// Run runs the suite: all of it, or the parts named.
func Run(t *testing.T, open Opener, parts ...string) {
	s := &suite{corpus: newCorpus(), open: open, dir: t.TempDir()}
	var err error
	if s.contents, err = content.OpenDir(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	s.Index = open(t, s.dir, s.contents)
	defer func() { s.Close() }()
	s.fill(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"Stats", s.stats},
		{"Words", func(t *testing.T) { s.find(t, s.words()) }},
		{"Phrases", func(t *testing.T) { s.find(t, s.phrases()) }},
		{"Near", func(t *testing.T) { s.find(t, s.nearness()) }},
		{"Patterns", func(t *testing.T) { s.find(t, s.patterns()) }},
		{"Analysis", func(t *testing.T) { s.find(t, s.analysis()) }},
		{"Ranges", func(t *testing.T) { s.find(t, s.ranges()) }},
		{"Labelled", func(t *testing.T) { s.find(t, s.labelled()) }},
		{"Filters", func(t *testing.T) { s.find(t, s.filtered()) }},
		{"Fields", func(t *testing.T) { s.find(t, s.fields()) }},
		{"Facets", s.counts},
		{"FacetsLeadToWhatTheyCount", s.leads},
		{"Facets by name", s.asked},
		{"Groups", s.groups},
		{"Order", s.order},
		{"Paging", s.paging},
		{"Timeline", s.timeline},
		{"Family", s.family},
		{"Suggest", s.suggest},
		{"Explained", s.explained},
		{"Clicked", s.clicked},
		{"Like", s.like},
		{"Snippets", s.snippets},
		{"Hostile", s.hostile},
		{"Arriving", s.arriving},
		{"Together", s.together},
		{"Labels", s.labels},
		{"Changes", s.changes},
		{"Reopened", s.reopened},
		{"Rebuilt", s.rebuilt},
	} {
		if len(parts) == 0 || slices.Contains(parts, part.name) {
			t.Run(part.name, part.run)
		}
	}
}

type suite struct {
	search.Index
	*corpus
	open     Opener
	dir      string
	contents content.Dir
}

// fill indexes everything, a few documents at a time.
func (s *suite) fill(t *testing.T) {
	t.Helper()
	for docs := range slices.Chunk(s.docs, 40) {
		s.put(t, docs...)
	}
}

func (s *suite) put(t *testing.T, docs ...*doc) {
	t.Helper()
	var batch []content.Document
	for _, d := range docs {
		doc := s.corpus.put(t, s.contents, d)
		defer doc.File.Close()
		batch = append(batch, doc)
	}
	if err := s.Index.Index(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
}

func (s *suite) stats(t *testing.T) {
	items, pages, rows := s.Stats()
	var wantPages, wantRows uint64
	for _, d := range s.docs {
		wantPages += uint64(len(d.Pages))
		wantRows += uint64(d.Item.Rows)
	}
	if items != uint64(len(s.docs)) || pages != wantPages || rows != wantRows {
		t.Errorf("%d items, %d pages, %d rows; want %d, %d, %d", items, pages, rows, len(s.docs), wantPages, wantRows)
	}
	if s.NeedsRebuild() {
		// An index that began empty may say so until it is rebuilt once.
		if err := s.Rebuild(t.Context(), s.corpus.all(s.contents), nil); err != nil {
			t.Fatal(err)
		}
	}
}

// find asks each query, and compares what is found with what must be.
func (s *suite) find(t *testing.T, queries []query) {
	for _, q := range queries {
		if wrong := s.ask(t.Context(), q); wrong != "" {
			t.Errorf("%s: %s", q, wrong)
		}
	}
	t.Logf("%d queries", len(queries))
}

// ask returns what is wrong with the answer to a query, in a line; "" nothing.
func (s *suite) ask(ctx context.Context, q query) string {
	var want []string
	items := map[string]bool{}
	for _, d := range s.docs {
		for _, p := range d.places {
			if q.matches(p) {
				want = append(want, p.String())
				items[d.Item.Number] = true
			}
		}
	}
	found, err := s.All(ctx, q.request(), 1_000_000)
	if err != nil {
		return err.Error()
	}
	var got []string
	for h, err := range found.Hits(ctx) {
		if err != nil {
			return err.Error()
		}
		got = append(got, at(h))
	}
	if wrong := differ(got, want); wrong != "" {
		return wrong + "; read as " + found.ReadAs
	}
	r := q.request()
	r.Limit, r.Places = 1, 1
	res, err := s.Search(ctx, r)
	switch {
	case err != nil:
		return err.Error()
	case res.Count != len(want) || res.Items != len(items):
		return fmt.Sprintf("counts %d places in %d items, not %d in %d", res.Count, res.Items, len(want), len(items))
	case found.Count != len(want) || found.Items != len(items):
		return fmt.Sprintf("all: counts %d places in %d items, not %d in %d", found.Count, found.Items, len(want), len(items))
	}
	return ""
}

// at prints the place of a hit as that of the corpus prints.
func at(h search.Hit) string {
	if h.Locator.IsZero() {
		return h.Item
	}
	return h.Item + ":" + h.Locator.String()
}

// differ says what is missing and what is too many, in a line.
func differ(got, want []string) string {
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	if slices.Equal(got, want) {
		return ""
	}
	var missing, more []string
	for len(got) > 0 || len(want) > 0 {
		switch {
		case len(got) == 0 || len(want) > 0 && want[0] < got[0]:
			missing, want = append(missing, want[0]), want[1:]
		case len(want) == 0 || got[0] < want[0]:
			more, got = append(more, got[0]), got[1:]
		default:
			got, want = got[1:], want[1:]
		}
	}
	few := func(s []string) string {
		if len(s) > 3 {
			return strings.Join(s[:3], ", ") + ", …"
		}
		return strings.Join(s, ", ")
	}
	return fmt.Sprintf("%d missing (%s), %d too many (%s)", len(missing), few(missing), len(more), few(more))
}
