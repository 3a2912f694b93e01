package searchtest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search"
)

// several are queries of each sort, asked again after everything that happens.
func (s *suite) several() []query {
	var out []query
	for _, part := range [][]query{s.words(), s.phrases(), s.analysis(), s.filtered()} {
		for i := 0; i < len(part); i += 6 {
			out = append(out, part[i])
		}
	}
	return out
}

// labels: an item that is labelled anew is found by its new labels and not by
// the old ones, and its pages are not asked for: their content is gone.
func (s *suite) labels(t *testing.T) {
	for n, l := range map[int]archive.Labels{
		4:   {Agencies: []string{"dol"}, Tags: []string{"important"}},
		8:   {Requests: []string{"2017-ICFO-00003"}},
		305: {Tags: []string{"important", "read"}, Releases: []string{"Production 2"}},
		12:  {},
	} {
		d := s.docs[n]
		if err := s.contents.Remove(d.Item.Digest); err != nil {
			t.Fatal(err)
		}
		if err := s.Label(t.Context(), d.Item.Number, l); err != nil {
			t.Fatal(err)
		}
		d.Labels = l
		s.rewrite(t, d)
	}
	s.find(t, s.filtered())
	s.counts(t)
	if err := s.Label(t.Context(), archive.ItemNumber("2099-001", 1), archive.Labels{}); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("labels of an item that is not there: %v", err)
	}
}

// rewrite writes the content of a document again.
func (s *suite) rewrite(t *testing.T, d *doc) {
	t.Helper()
	doc := s.corpus.put(t, s.contents, d)
	doc.File.Close()
}

// changes: a document that comes again replaces what was there of it, also the
// pages it has no more; one that is removed is gone, and may come back.
func (s *suite) changes(t *testing.T) {
	shorter, other, gone, back := s.docs[1], s.docs[2], s.docs[6], s.docs[303]
	shorter.Pages, shorter.Spoken, shorter.places, shorter.Item.Pages = shorter.Pages[:4], shorter.Spoken[:4], shorter.places[:5], 4
	*other = *s.item("2026-001", 3, archive.KindText, "text/plain", ".txt")
	other.places[0].doc = other
	for i := range 15 {
		s.page(other, i+1, append(s.someWords(20), "zarathust"), i == 3)
	}
	s.put(t, shorter, other)
	for _, d := range []*doc{gone, back} {
		if err := s.Remove(t.Context(), d.Item.Number); err != nil {
			t.Fatal(err)
		}
	}
	s.docs = slices.DeleteFunc(s.docs, func(d *doc) bool { return d == gone || d == back })
	check := func() {
		t.Helper()
		s.find(t, append(s.several(), query{typed: "zarathust", want: word("zarathust")}))
		s.stats(t)
		s.counts(t)
	}
	check()
	if err := s.Remove(t.Context(), gone.Item.Number); err != nil {
		t.Errorf("removed again: %v", err)
	}
	s.put(t, back)
	s.docs = append(s.docs, back)
	check()
	if err := s.Index.Index(t.Context(), nil); err != nil {
		t.Errorf("nothing to index: %v", err)
	}
	bad := content.Document{Item: archive.Item{Number: "no number"}}
	if err := s.Index.Index(t.Context(), []content.Document{bad}); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("an item without a number: %v", err)
	}
	nameless := content.Document{Item: archive.Item{Number: archive.ItemNumber("2026-006", 1), Title: "zorilla", Kind: archive.KindOther, State: archive.StateIndexed}}
	if err := s.Index.Index(t.Context(), []content.Document{nameless}); err != nil {
		t.Errorf("an item without content: %v", err)
	}
	if res := s.search(t, search.Request{Query: "zorilla"}); res.Count != 1 {
		t.Errorf("an item without content is found %d times by its title", res.Count)
	}
	if err := s.Remove(t.Context(), nameless.Item.Number); err != nil {
		t.Fatal(err)
	}
}

// reopened: what was acknowledged is there when the index is opened again.
func (s *suite) reopened(t *testing.T) {
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Search(t.Context(), search.Request{Query: s.fillers[0]}); err == nil {
		t.Error("a closed index answers")
	}
	s.Index = s.open(t, s.dir, s.contents)
	if s.NeedsRebuild() {
		t.Error("an index that was closed in order has to be rebuilt")
	}
	s.find(t, s.several())
	s.stats(t)
	s.counts(t)
}

// rebuilt: made anew from all documents it finds the same, and while it is
// made it goes on answering; what comes and goes meanwhile is in the new one.
func (s *suite) rebuilt(t *testing.T) {
	kept := slices.Clone(s.docs)
	gone := s.docs[20]
	came := s.item("2026-007", 1, "text", "text/plain", ".txt")
	s.page(came, 1, strings.Fields("zebulon the of"), false)
	n, told := 0, 0
	docs := func(yield func(content.Document, error) bool) {
		for d, err := range s.corpus.all(s.contents) {
			if n++; n == len(kept)/2 {
				s.put(t, came)
				if err := s.Remove(t.Context(), gone.Item.Number); err != nil {
					t.Error(err)
				}
				if err := s.Label(t.Context(), s.docs[9].Item.Number, archive.Labels{Tags: []string{"anew"}}); err != nil {
					t.Error(err)
				}
				s.docs = append(slices.DeleteFunc(slices.Clone(kept), func(d *doc) bool { return d == gone }), came)
				s.find(t, s.several()[:8])
			}
			if !yield(d, err) {
				return
			}
		}
	}
	if err := s.Rebuild(t.Context(), docs, func(int) { told++ }); err != nil {
		t.Fatal(err)
	}
	s.docs[9].Labels = archive.Labels{Tags: []string{"anew"}}
	if told == 0 {
		t.Error("the progress is not told")
	}
	if s.NeedsRebuild() {
		t.Error("it still has to be rebuilt")
	}
	s.find(t, append(s.several(), query{typed: "zebulon", want: word("zebulon")}))
	s.stats(t)
	s.counts(t)
	// One that fails leaves the old one as it was.
	broken := errors.New("broken")
	err := s.Rebuild(t.Context(), func(yield func(content.Document, error) bool) { yield(content.Document{}, broken) }, nil)
	if !errors.Is(err, broken) {
		t.Errorf("a rebuild without documents: %v", err)
	}
	s.find(t, s.several()[:8])
}
