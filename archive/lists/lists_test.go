package lists_test

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/archive/blob"
	"readingroom/archive/compare"
	"readingroom/archive/content"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/lists"
	"readingroom/archive/store"
	"readingroom/fixtures"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// noIndex takes documents and finds none.
type noIndex struct{}

func (noIndex) Index(context.Context, []content.Document) error { return nil }
func (noIndex) Rebuild(context.Context, iter.Seq2[content.Document, error], func(int)) error {
	return nil
}
func (noIndex) Label(context.Context, string, archive.Labels) error { return nil }
func (noIndex) NeedsRebuild() bool                                  { return false }
func (noIndex) Stats() (items, pages, rows uint64)                  { return }

// read reads an original in this process: the samples are our own.
func read(ctx context.Context, f *os.File, name string, sink archive.Sink) (extract.Outcome, error) {
	info, err := f.Stat()
	if err != nil {
		return extract.Outcome{}, err
	}
	return extract.Document(ctx, f, info.Size(), name, sink)
}

// demo takes the sample records in, but scans, which take seconds a page, and
// returns their numbers by path.
func demo(t *testing.T) (*lists.Reader, map[string]string) {
	t.Helper()
	dir := t.TempDir()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	db, err := store.Open(t.Context(), filepath.Join(dir, "archive.db"))
	check(err)
	t.Cleanup(func() { db.Close() })
	blobs, err := blob.OpenDir(filepath.Join(dir, "blobs"))
	check(err)
	contents, err := content.OpenDir(filepath.Join(dir, "content"))
	check(err)
	in := ingest.New(db, blobs, contents, read, noIndex{})
	in.Now, in.Log = func() time.Time { return now }, slog.New(slog.DiscardHandler)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { in.Run(ctx); close(done) }()
	t.Cleanup(func() { stop(); <-done })
	numbers := map[string]string{}
	for _, r := range fixtures.Releases() {
		a, err := in.Begin(t.Context(), ingest.Order{Source: r.Source, Title: r.Title, By: "test"})
		check(err)
		files, err := fs.Glob(fixtures.Collection(), r.Dir+"/*")
		check(err)
		for _, name := range files {
			if strings.Contains(name, "scanned") {
				continue
			}
			f, err := fixtures.Collection().Open(name)
			check(err)
			check(in.Add(t.Context(), a.Number, filepath.Base(name), f))
			f.Close()
		}
		check(in.Finish(t.Context(), a.Number))
		check(in.Wait(t.Context(), a.Number, nil))
		received, err := db.Received(t.Context(), a.Number)
		check(err)
		for _, x := range received {
			numbers[x.Path] = x.Item
		}
	}
	return &lists.Reader{Store: db, Contents: contents, Gazetteer: gazetteer.Load(), Now: in.Now}, numbers
}

// TestDemo asks of the sample records what their story is about.
func TestDemo(t *testing.T) {
	r, numbers := demo(t)
	one, two, three := numbers["2017-01-28-ddor-1.pdf"], numbers["2017-02-04-ddor-2.pdf"], numbers["2017-02-11-ddor-3.pdf"]
	notice := numbers["2017-01-28-ddor-1-correction-notice.pdf"]
	item := func(number string) archive.Item {
		t.Helper()
		it, err := r.Store.Item(t.Context(), number)
		if err != nil {
			t.Fatal(err)
		}
		return it
	}
	t.Run("series", func(t *testing.T) {
		all, err := r.Series(t.Context())
		if err != nil || len(all) != 1 {
			t.Fatalf("%d series, %v", len(all), err)
		}
		s := all[0]
		if s.Slug != "weekly-declined-detainer-outcome-report" || s.Rhythm != "weekly" || len(s.Breaks) != 0 || len(s.Sections) != 3 {
			t.Errorf("%s %s %v, %d sections", s.Slug, s.Rhythm, s.Breaks, len(s.Sections))
		}
		for n, want := range []string{one, two, three} {
			if s.Issues[n].Item != want || len(s.Issues[n].Copies) != min(n, 1) {
				t.Errorf("issue %d is %s with %d copies, want %s", n, s.Issues[n].Item, len(s.Issues[n].Copies), want)
			}
		}
	})
	t.Run("audit", func(t *testing.T) {
		for name, want := range map[string]string{
			"2017-01-28-ddor-1.pdf": "top count count share",
			"offenses.csv":          "total",
		} {
			a, err := r.Audit(t.Context(), item(numbers[name]), 0)
			var kinds []string
			for _, f := range a.Findings {
				kinds = append(kinds, string(f.Kind))
			}
			if got := strings.Join(kinds, " "); got != want || a.Differs() != 0 || err != nil {
				t.Errorf("%s: %s, %d differ, %v; want %s", name, got, a.Differs(), err, want)
			}
		}
	})
	ask := func(t *testing.T, place, list string) (string, string) {
		t.Helper()
		at, err := archive.ParsePlace(list)
		if err != nil {
			t.Fatal(err)
		}
		g, err := r.Compare(t.Context(), []string{place}, []archive.Place{at})
		if err != nil || len(g.Rows) != 1 || len(g.Columns) != 1 {
			t.Fatalf("%s on %s: %v", place, list, err)
		}
		a := compare.Document(g.Rows[0].Answers[0])
		return strings.TrimSpace(string(a.Kind) + " " + a.Value), a.At.String()
	}
	for _, c := range []struct{ place, list, want, at string }{
		{"Arapahoe County, Colorado", one + ":p3:t1", "listed 2", one + ":p4:t1:r1"},
		{"Arapahoe County, Colorado", one + ":p2:t1", "other definition", one + ":p4:t1:r1"},
		{"08005", one + ":p3:t1", "listed 2", one + ":p4:t1:r1"},
		{"Nassau County, New York", one + ":p2:t1", "listed 38", one + ":p2:t1:r2"},
		{"Nassau County, New York", two + ":p2:t1", "outside period", one + ":p2:t1:r2"},
		{"Travis County, TX", one + ":p3:t1", "listed 142", one + ":p8:t1:r6"},
		{"Franklin County, Ohio", one + ":p2:t1", "same name", one + ":p2:t1:r6"},
		{"Franklin County, Iowa", one + ":p2:t1", "listed 5", one + ":p2:t1:r9"},
		{"Ventura County, California", numbers["top-50-jurisdictions.xlsx"], "listed 188", numbers["top-50-jurisdictions.xlsx"] + ":'Top 50'!5"},
		{"Carson City, Nevada", two + ":p2:t1", "not listed", two + ":p2:t1"},
		{"Carson City, Nevada", numbers["offenses.csv"], "not covered", numbers["offenses.csv"]},
	} {
		if got, at := ask(t, c.place, c.list); got != c.want || at != c.at {
			t.Errorf("%s on %s: %s at %s, want %s at %s", c.place, c.list, got, at, c.want, c.at)
		}
	}
	t.Run("a name of many", func(t *testing.T) {
		if a := r.Ask("Franklin County"); a.Place.Slug != "" || len(a.Candidates) < 20 {
			t.Errorf("%+v", a.Place)
		}
		if a := r.Ask("Atlantis County, Colorado"); a.Place.Slug != "" || len(a.Candidates) != 0 {
			t.Errorf("%+v", a)
		}
	})
	t.Run("corrections", func(t *testing.T) {
		if all, err := r.Notices(t.Context()); err != nil || len(all) != 1 || all[0] != notice {
			t.Fatalf("notices %v, %v", all, err)
		}
		if n, err := r.Accept(t.Context(), notice, "test", ""); n != 8 || err != nil {
			t.Fatalf("%d accepted, %v", n, err)
		}
		if n, err := r.Accept(t.Context(), notice, "test", ""); n != 0 || err != nil {
			t.Errorf("%d accepted twice, %v", n, err)
		}
		if all, err := r.Notices(t.Context()); err != nil || len(all) != 0 {
			t.Errorf("it is still to be looked through: %v, %v", all, err)
		}
		touched, err := r.Touched(t.Context(), one)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Sorted(maps.Keys(touched.TakenOut(1))); !slices.Equal(got, []int{4, 6, 9, 10}) {
			t.Errorf("rows of the top ten: %v", got)
		}
		if got := touched.TakenOut(3); len(got) != 0 {
			t.Errorf("a list of policies is not corrected: %v", got)
		}
		sums, err := r.Sums(t.Context(), item(one), 1, touched.TakenOut(1))
		if err != nil || len(sums) != 2 || sums[1].With != 157_000_000 || sums[1].Without != 126_000_000 {
			t.Errorf("%+v, %v", sums, err)
		}
		if got, at := ask(t, "Franklin County, Iowa", one+":p2:t1"); got != "corrected 5" || at != one+":p2:t1:r9" {
			t.Errorf("%s at %s", got, at)
		}
		for _, c := range touched.All() {
			if c.Date != "2017-04-10" || !strings.HasPrefix(c.Notice.String(), notice+":p1:s") {
				t.Errorf("%s: of %q, said at %s", c.About, c.Date, c.Notice)
			}
		}
	})
	t.Run("an editor's word", func(t *testing.T) {
		put := func(series string) {
			if err := r.Store.PutInSeries(t.Context(), store.SeriesRuling{Item: three, Series: series, By: "test"}, now); err != nil {
				t.Fatal(err)
			}
		}
		put("")
		if _, ok, err := r.SeriesOf(t.Context(), three); ok || err != nil {
			t.Errorf("it is still in a series, %v", err)
		}
		put("weekly-declined-detainer-outcome-report")
		if s, ok, err := r.SeriesOf(t.Context(), three); !ok || err != nil || len(s.Issues) != 3 {
			t.Errorf("%v %v %v", s.Issues, ok, err)
		}
	})
}

func TestCompareLimits(t *testing.T) {
	r := &lists.Reader{}
	if _, err := r.Compare(t.Context(), make([]string, 201), nil); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("201 places: %v", err)
	}
	if _, err := r.Compare(t.Context(), nil, make([]archive.Place, 61)); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("61 lists: %v", err)
	}
}
