package lists_test

import (
	"context"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/archive/blob"
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
func (noIndex) NeedsRebuild() bool                 { return false }
func (noIndex) Stats() (items, pages, rows uint64) { return }

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

func TestLook(t *testing.T) {
	r, numbers := demo(t)
	ctx := t.Context()
	all, err := r.Series(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		t.Logf("%s %q %s %s", s.Slug, s.Title, s.Source, s.Rhythm)
		for _, x := range s.Issues {
			t.Logf("   %s %v %s copies %d sections %d", x.Item, x.Facts.Period, x.Title, len(x.Copies), len(x.Facts.Sections))
		}
		for _, b := range s.Breaks {
			t.Logf("   %s", s.Text(b))
		}
		for _, c := range s.Changes {
			t.Logf("   %+v", c)
		}
		for _, f := range s.Sections {
			t.Logf("   = %s", f.Title)
			for _, p := range f.Points {
				t.Logf("      %d %s %d %v", p.Issue, p.At, p.Section.Rows, p.Section.Sums)
			}
		}
	}
	docs, err := r.Documents(ctx)
	for _, d := range docs {
		t.Logf("%s %q key %q period %v notice %v scope %v", d.Item, d.Title, d.Facts.Key, d.Facts.Period, d.Facts.Notice, d.Facts.Scope)
	}
	it, err := r.Store.Item(ctx, numbers["2017-01-28-ddor-1-correction-notice.pdf"])
	ps, err := r.Propose(ctx, it)
	for _, p := range ps {
		t.Logf("%s %s %q %s", p.Kind, p.About, p.Statement, p.Notice)
		for _, x := range p.Touches {
			t.Logf("      + %s %s", x.At, x.Why)
		}
		for _, x := range p.Besides {
			t.Logf("      - %s %s", x.At, x.Why)
		}
	}
	n, err := r.Accept(ctx, it.Number, "test", "")
	t.Log(n, err)
	for _, name := range []string{"2017-01-28-ddor-1.pdf", "2017-02-04-ddor-2.pdf", "offenses.csv", "top-50-jurisdictions.xlsx", "2017-foia-log.xlsx", "jails-that-did-not-cooperate.xlsx"} {
		it, _ := r.Store.Item(ctx, numbers[name])
		a, err := r.Audit(ctx, it, 0)
		t.Log(name, err)
		for _, f := range a.Findings {
			t.Logf("   %v %s %s %s", f.Agrees, f.Kind, f.At, f.Text)
		}
		for _, f := range a.Unchecked {
			t.Logf("   ? %s %s", f.At, f.Text)
		}
	}
	g, err := r.Compare(ctx, []string{"Arapahoe County, Colorado", "Franklin County, Iowa", "Franklin County, Ohio", "Nassau County, New York", "Franklin County", "Ventura County, California", "New York City", "Iowa City, Iowa", "Travis County, TX"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range g.Rows {
		t.Logf("%s -> %s %d candidates", row.Text, row.Place.Slug, len(row.Candidates))
		for i, c := range g.Columns {
			for j, l := range c.Lists {
				if len(row.Answers[i]) > 0 {
					a := row.Answers[i][j]
					t.Logf("    %-45.45s %-45.45s %-16s %s %s: %s at %s", c.Item.Title, l.Title, a.Kind, a.Value, a.Unit, a.Text, a.At)
				}
			}
		}
	}
	_ = archive.Place{}
}

func TestLinks(t *testing.T) {
	r, _ := demo(t)
	for _, q := range []struct{ table, row int }{{2, 35}, {2, 36}, {2, 37}, {3, 17}, {3, 18}, {3, 19}, {3, 20}} {
		ps, _ := r.Store.ItemPlaces(t.Context(), "2026-001-0002", store.Places{Table: q.table, Row: q.row})
		for _, p := range ps {
			t.Logf("%v col %d %q %s rule %s %v", q, p.Col, p.Text, p.Slug, p.Rule, p.Confidence)
		}
	}
	f, _ := r.Contents.Open(mustItem(t, r, "2026-003-0004").Digest)
	pg, _ := f.Page(1)
	t.Log(pg.Text)
}

func mustItem(t *testing.T, r *lists.Reader, n string) archive.Item {
	it, err := r.Store.Item(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return it
}
