package check_test

import (
	"context"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/archive/blob"
	"readingroom/archive/check"
	"readingroom/archive/claim"
	"readingroom/archive/content"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/lists"
	"readingroom/archive/store"
	"readingroom/cmd/bench/score"
	"readingroom/fixtures"
	"readingroom/search"
)

// finder looks in a real index.
type finder struct{ *search.Embedded }

func (f finder) Find(ctx context.Context, query string, kinds []string, limit int) ([]check.Hit, error) {
	if query == "" {
		return nil, nil
	}
	found, err := f.Search(ctx, search.Request{Query: query, Kinds: kinds, Limit: limit, Places: 4})
	if err != nil {
		return nil, err
	}
	var out []check.Hit
	for _, g := range found.Groups {
		for _, h := range g.Hits {
			x := check.Hit{Item: h.Item, Locator: h.Locator, Page: h.Page}
			if h.Kind == "row" {
				x.Page, x.Table, x.Row = 0, h.Table, h.Row
			}
			out = append(out, x)
		}
	}
	return out, nil
}

// read reads an original in this process: the samples are our own.
func read(ctx context.Context, f *os.File, name string, sink archive.Sink) (extract.Outcome, error) {
	info, err := f.Stat()
	if err != nil {
		return extract.Outcome{}, err
	}
	return extract.Document(ctx, f, info.Size(), name, sink)
}

// demo takes the sample records in, but scans, which take seconds a page.
func demo(t *testing.T) *check.Reader {
	t.Helper()
	dir := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	db, err := store.Open(t.Context(), filepath.Join(dir, "archive.db"))
	must(err)
	t.Cleanup(func() { db.Close() })
	blobs, err := blob.OpenDir(filepath.Join(dir, "blobs"))
	must(err)
	contents, err := content.OpenDir(filepath.Join(dir, "content"))
	must(err)
	index, err := search.Open(filepath.Join(dir, "index"), contents)
	must(err)
	t.Cleanup(func() { index.Close() })
	in := ingest.New(db, blobs, contents, read, index)
	in.Log = slog.New(slog.DiscardHandler)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { in.Run(ctx); close(done) }()
	t.Cleanup(func() { stop(); <-done })
	for _, r := range fixtures.Releases() {
		a, err := in.Begin(t.Context(), ingest.Order{Source: r.Source, Title: r.Title, By: "test"})
		must(err)
		files, err := fs.Glob(fixtures.Collection(), r.Dir+"/*")
		must(err)
		for _, name := range files {
			if strings.Contains(name, "scanned") {
				continue
			}
			f, err := fixtures.Collection().Open(name)
			must(err)
			must(in.Add(t.Context(), a.Number, filepath.Base(name), f))
			f.Close()
		}
		must(in.Finish(t.Context(), a.Number))
	}
	must(in.Wait(t.Context(), "", nil))
	l := &lists.Reader{Store: db, Contents: contents, Gazetteer: gazetteer.Load(), Now: time.Now}
	notices, err := l.Notices(t.Context())
	must(err)
	for _, n := range notices {
		_, err := l.Accept(t.Context(), n, "test", "")
		must(err)
	}
	return &check.Reader{Lists: l, Find: finder{index}}
}

// onScan are the labels of words that only the scanned letter has, which this
// test does not read.
func onScan(l fixtures.Label) bool {
	return l.Kind == "quote" && slices.ContainsFunc([]string{"no record of them", "jail honors detainers", "where these detainers were sent", "counties of this name", "report of March 20"}, func(s string) bool { return strings.Contains(l.Text, s) })
}

// TestArticles holds the floors: of what is said to be supported at least 99 in
// 100 is, and of what is wrong at least 95 in 100 is told in the articles that the
// checker was built with; and in those held back nothing wrong is supported.
func TestArticles(t *testing.T) {
	r := demo(t)
	articles, err := fixtures.Articles()
	if err != nil {
		t.Fatal(err)
	}
	var built, held score.Check
	labels := 0
	for _, a := range articles {
		report, err := r.Check(t.Context(), a.Text, "")
		if err != nil {
			t.Fatalf("%s: %v", a.Name, err)
		}
		var want, got []score.Said
		runes := []rune(a.Text)
		for _, l := range a.Labels {
			if s := strings.ReplaceAll(string(runes[l.Start:l.End]), "\n", " "); s != l.Text {
				t.Errorf("%s: a label at %d is of %q, but there stands %q", a.Name, l.Start, l.Text, s)
			}
			if !onScan(l) {
				want = append(want, score.Said{Start: l.Start, End: l.End, Kind: l.Kind, Verdict: l.Verdict, Wrong: l.Wrong, Text: l.Text})
			}
		}
		labels += len(a.Labels)
		for _, s := range report.Statements {
			got = append(got, score.Said{Start: s.Start, End: s.End, Kind: string(s.Kind), Verdict: string(s.Verdict), Text: s.Text, Message: s.Message})
			if s.Verdict == claim.Supported && len(s.Evidence) == 0 && s.Kind != claim.KindSum {
				t.Errorf("%s: %q is supported by nothing", a.Name, s.Text)
			}
		}
		if a.Held {
			held.Add(a.Name, want, got)
		} else {
			built.Add(a.Name, want, got)
		}
	}
	if labels < 200 || len(articles) < 16 {
		t.Errorf("%d articles with %d labels", len(articles), labels)
	}
	for _, x := range []struct {
		of                *score.Check
		precision, recall float64
	}{{&built, 0.99, 0.95}, {&held, 0.99, 0.80}} {
		if p, n := x.of.Precision(); p < x.precision {
			t.Errorf("of %d said to be supported, %.3f are; want %.2f", n, p, x.precision)
		}
		if r, n := x.of.Recall(); r < x.recall {
			t.Errorf("of %d wrong, %.3f were caught; want %.2f", n, r, x.recall)
		}
	}
	if t.Failed() {
		for _, s := range built.Slips {
			t.Log(s)
		}
	}
}

// TestSentences checks sentences as articles have them, each with what is said of
// its figures.
func TestSentences(t *testing.T) {
	r := demo(t)
	for _, tc := range []struct{ text, want string }{
		// What commas set apart does not part a figure from its place.
		{"From Jan. 28 to Feb. 3, 2017, about 142 of the declined detainers, more than two-thirds, were from Travis County, Texas.", "About 142 supported"},
		{"From Jan. 28 to Feb. 3, 2017, 142 of the declined detainers, or most of them, came from Travis County, Texas.", "142 supported"},
		// A report called by its number holds for what follows.
		{"From Feb. 4 to Feb. 10, 2017, 47 detainers were declined. In the third report, 2,950 detainers were issued. Clark County, Nevada, was listed with 47 issued detainers.", "47 supported; 2,950 supported; 47 supported"},
		// Several reports together.
		{"The first two reports together counted 253 declined detainers.", "253 supported"},
		{"The first two reports together counted 250 declined detainers.", "250 differs"},
		// A share of what was named before.
		{"From Jan. 28 to Feb. 3, 2017, 206 detainers were declined. Travis County, Texas, declined 142, or 69 percent.", "206 supported; 142 supported; 69 supported"},
		// Places named before, together.
		{"Between Oct. 1, 2016 and April 13, 2017, Ventura County, California, declined 188 detainers, Miami-Dade County, Florida, 93 and Denver, Colorado, 74. Together the three declined 355.", "188 supported; 93 supported; 74 supported; 355 supported"},
		{"The four reports together counted 253 declined detainers.", "253 absent"},
	} {
		report, err := r.Check(t.Context(), tc.text, "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range report.Statements {
			said := strings.Fields(s.Text)
			if len(said) > 1 && strings.EqualFold(said[0], "about") {
				said[0] = "About " + said[1]
			}
			got = append(got, said[0]+" "+string(s.Verdict))
		}
		if g := strings.Join(got, "; "); g != tc.want {
			t.Errorf("%q: %s, want %s", tc.text, g, tc.want)
		}
	}
}

// TestSame checks that the same text gives the same answer, and that every
// citation leads to a place that is there.
func TestSame(t *testing.T) {
	r := demo(t)
	const text = "Travis County, Texas, declined 142 of the 206 detainers recorded from Jan. 28 to Feb. 3, 2017, and Franklin County, Iowa, received five. “Please count this as rejected,” one official wrote."
	first, err := r.Check(t.Context(), text, "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range first.Statements {
		got = append(got, s.Text+" "+string(s.Verdict))
		for _, e := range s.Evidence {
			if _, err := r.Lists.Store.Item(t.Context(), e.At.Item); err != nil {
				t.Errorf("%q cites %s: %v", s.Text, e.At, err)
			}
		}
	}
	if g, want := strings.Join(got, "; "), "142 supported; 206 detainers supported; five disagree; Please count this as rejected differs"; g != want {
		t.Errorf("got %s\nwant %s", g, want)
	}
	for range 3 {
		again, err := r.Check(t.Context(), text, "")
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range again.Statements {
			if s.Verdict != first.Statements[i].Verdict || s.Message != first.Statements[i].Message {
				t.Errorf("%+v, then %+v", first.Statements[i], s)
			}
		}
	}
}

// TestAList checks a list whose parts are more than what the text gives as the
// whole, the arithmetic of "together", and a row that the text names by the
// first of its words.
func TestAList(t *testing.T) {
	r := demo(t)
	const text = "In the first three months of fiscal year 2017, jails declined 284 detainers. Of these 39 were for drug offenses, 18 for weapons and 16 for assault.\n\n" +
		"The five largest were Ventura County, Calif. (188), Miami-Dade County, Fla. (93), Denver, Colo. (74), Clark County, Nev. (68) and Los Angeles County, Calif. (57), together 480 detainers."
	report, err := r.Check(t.Context(), text, "")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, s := range report.Statements {
		said[s.Text] = string(s.Verdict) + " " + s.Message
	}
	for _, c := range []struct{ text, want string }{
		{"18", "supported"},
		{"16", "supported"},
		{"480 detainers", "supported 188, 93, 74, 68, 57 add up to 480."},
		{"Ventura County, Calif. (188), Miami-Dade County, Fla. (93), Denver, Colo. (74), Clark County, Nev. (68) and Los Angeles County, Calif. (57)", "disagree 188, 93, 74, 68, 57 add up to 480, more than the 284"},
	} {
		if got := said[c.text]; !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}
