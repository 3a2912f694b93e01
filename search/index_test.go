package search

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/archive/content"
)

func TestOpenTwice(t *testing.T) {
	a := library(t)
	began := time.Now()
	if _, err := Open(a.dir, a.contents); !errors.Is(err, archive.ErrConflict) {
		t.Errorf("got %v, want ErrConflict", err)
	}
	if d := time.Since(began); d > 5*time.Second {
		t.Errorf("it took %v to say so", d)
	}
	if got := a.found(Request{Query: "prison"}); got != "2:p1" {
		t.Errorf("the first no longer answers: %s", got)
	}
	a.Close()
	a.open()
	if got := a.found(Request{Query: "prison"}); got != "2:p1" {
		t.Errorf("reopened: got %s", got)
	}
}

func TestClosed(t *testing.T) {
	a := library(t)
	a.Close()
	if err := a.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	if _, err := a.Search(t.Context(), Request{}); err == nil {
		t.Error("a closed index answers")
	}
	if err := a.Remove(t.Context(), testNumber(1)); err == nil {
		t.Error("a closed index is written to")
	}
	if err := a.Rebuild(t.Context(), a.none(), nil); err == nil {
		t.Error("a closed index is rebuilt")
	}
}

func (a *testArchive) none() iter.Seq2[content.Document, error] {
	return func(func(content.Document, error) bool) {}
}

func TestNeedsRebuild(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(dir string) error
		needs bool
		found string
	}{
		{"untouched", func(string) error { return nil }, false, "2:p1"},
		{"gone", os.RemoveAll, true, ""},
		{"no current", func(dir string) error { return os.Remove(filepath.Join(dir, "current")) }, true, ""},
		{"current is nonsense", func(dir string) error { return os.WriteFile(filepath.Join(dir, "current"), []byte("../../etc"), 0o644) }, true, ""},
		{"another version", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "g0002", "generation.json"), []byte(`{"version":0,"whole":true}`), 0o644)
		}, true, ""},
		{"no seal", func(dir string) error { return os.Remove(filepath.Join(dir, "g0002", "generation.json")) }, true, ""},
		{"a part gone", func(dir string) error { return os.RemoveAll(filepath.Join(dir, "g0002", "pages")) }, true, ""},
		{"a part empty", func(dir string) error { return os.Truncate(filepath.Join(dir, "g0002", "items", "root.bolt"), 0) }, true, ""},
		{"a part overwritten", func(dir string) error {
			return spoilAll(filepath.Join(dir, "g0002", "items", "*.zap"))
		}, true, ""},
		{"a half-built one beside it", func(dir string) error { return os.MkdirAll(filepath.Join(dir, "g0007", "pages"), 0o755) }, false, "2:p1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := library(t)
			if !a.NeedsRebuild() {
				t.Error("a new index is taken for whole")
			}
			docs := a.documents()
			if err := a.Rebuild(t.Context(), docs, nil); err != nil {
				t.Fatal(err)
			}
			if a.NeedsRebuild() {
				t.Error("a rebuilt index is not taken for whole")
			}
			a.Close()
			if err := c.spoil(a.dir); err != nil {
				t.Fatal(err)
			}
			a.open()
			if got := a.NeedsRebuild(); got != c.needs {
				t.Errorf("NeedsRebuild: got %v", got)
			}
			if got := a.found(Request{Query: "prison"}); got != c.found {
				t.Errorf("got %q, want %q", got, c.found)
			}
			if left, _ := filepath.Glob(filepath.Join(a.dir, "g*")); len(left) != 1 {
				t.Errorf("generations left: %q", left)
			}
			if err := a.Rebuild(t.Context(), docs, nil); err != nil {
				t.Fatal(err)
			}
			if got := a.found(Request{Query: "prison"}); got != "2:p1" || a.NeedsRebuild() {
				t.Errorf("rebuilt: got %q", got)
			}
		})
	}
}

func spoilAll(pattern string) error {
	names, err := filepath.Glob(pattern)
	for _, n := range names {
		info, err := os.Stat(n)
		if err != nil {
			return err
		}
		if err := os.WriteFile(n, []byte(strings.Repeat("spoilt", int(info.Size())/6)), 0o600); err != nil {
			return err
		}
	}
	return err
}

// documents goes through the library again, as a rebuild does.
func (a *testArchive) documents() iter.Seq2[content.Document, error] {
	g, done, err := a.use()
	if err != nil {
		a.t.Fatal(err)
	}
	defer done()
	v, err := g.shelves[items].view()
	if err != nil {
		a.t.Fatal(err)
	}
	defer v.Close()
	var recs []record
	for _, e := range g.catalog.Load().entries {
		rec, err := v.record(e.Number)
		if err != nil {
			a.t.Fatal(err)
		}
		recs = append(recs, rec)
	}
	return func(yield func(content.Document, error) bool) {
		for _, rec := range recs {
			f, err := a.contents.Open(rec.Item.Digest)
			if !yield(content.Document{Item: rec.Item, Sources: rec.Sources, File: f}, err) {
				return
			}
		}
	}
}

func TestIndexAgain(t *testing.T) {
	a := newArchive(t)
	doc := testDoc{
		n: 1, kind: archive.KindText, pages: []string{"alpha one", "alpha two", "alpha three"},
		tables: []testTable{{sheet: "S", rows: [][]string{{"alpha"}, {"alpha"}, {"beta"}}}},
	}
	check := func(step, query, want string) {
		t.Helper()
		if got := a.found(Request{Query: query}); got != want {
			t.Errorf("%s: %s: got %q, want %q", step, query, got, want)
		}
	}
	stats := func(step string, i, p, r uint64) {
		t.Helper()
		if gi, gp, gr := a.Stats(); gi != i || gp != p || gr != r {
			t.Errorf("%s: %d items, %d pages, %d rows; want %d, %d, %d", step, gi, gp, gr, i, p, r)
		}
	}
	a.index(doc)
	first := a.search(Request{Query: "alpha"})
	check("once", "alpha", "1:S!2 1:S!3 1:p1 1:p2 1:p3")
	a.index(doc)
	a.index(doc, doc)
	check("again", "alpha", "1:S!2 1:S!3 1:p1 1:p2 1:p3")
	stats("again", 1, 3, 3)
	if again := a.search(Request{Query: "alpha"}); again.Count != first.Count || again.Groups[0].Score != first.Groups[0].Score {
		t.Errorf("the same call changed the answer: %+v, %+v", first, again)
	}

	doc.pages, doc.tables[0].rows, doc.title = doc.pages[:1], [][]string{nil, {"alpha"}}, "Omega"
	a.index(testDoc{n: 1, pages: []string{"gamma", "gamma", "gamma", "gamma", "gamma"}}, doc) // twice in one call
	check("fewer", "alpha", "1:S!3 1:p1")
	check("fewer", "gamma", "")
	check("fewer", "beta", "")
	check("fewer", "omega", "1")
	stats("fewer", 1, 1, 1)

	doc.pages, doc.tables = nil, nil
	a.index(doc, testDoc{n: 2, pages: []string{"alpha"}})
	check("none", "alpha", "2:p1")
	stats("none", 2, 1, 0)
	if err := a.Remove(t.Context(), testNumber(1)); err != nil {
		t.Fatal(err)
	}
	check("removed", "omega", "")
	check("removed", "", "2")
	for range 2 { // the second time it is not there
		if err := a.Remove(t.Context(), testNumber(2)); err != nil {
			t.Fatal(err)
		}
	}
	check("both removed", "alpha", "")
	stats("both removed", 0, 0, 0)
	a.Close()
	a.open()
	check("reopened", "alpha", "")
	if err := a.Embedded.Index(t.Context(), []content.Document{{Item: archive.Item{Number: "../1"}}}); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("a number that is none: %v", err)
	}
}

func TestIndexWithoutContent(t *testing.T) {
	a := library(t)
	doc := content.Document{Item: archive.Item{Number: testNumber(9), Title: "encrypted.pdf", Kind: archive.KindPDF}}
	if err := a.Embedded.Index(t.Context(), []content.Document{doc}); err != nil {
		t.Fatal(err)
	}
	if got := a.found(Request{Query: "encrypted"}); got != "9" {
		t.Errorf("got %q", got)
	}
	// content that is lost leaves the hits, without their snippets
	if err := a.contents.Remove(archive.DigestOf([]byte("1"))); err != nil {
		t.Fatal(err)
	}
	if err := a.contents.Remove(archive.DigestOf([]byte("3"))); err != nil {
		t.Fatal(err)
	}
	res := a.search(Request{Query: "ventura", Kinds: []string{"page", "row"}})
	if got := places(res); got != "1:p1 1:p3 3:Declined!2" {
		t.Errorf("got %q", got)
	}
	for _, g := range res.Groups {
		for _, h := range g.Hits {
			if len(h.Snippet) > 0 {
				t.Errorf("%s %s: snippet %q", h.Item, h.Locator, h.Snippet)
			}
		}
	}
}

// A process that is killed while it writes loses nothing that was acknowledged.
func TestKill(t *testing.T) {
	if dir := os.Getenv("SEARCH_TEST_KILL"); dir != "" {
		contents, err := content.OpenDir(filepath.Join(dir, "contents"))
		if err != nil {
			t.Fatal(err)
		}
		a := &testArchive{t: t, dir: filepath.Join(dir, "index"), contents: contents}
		a.open()
		go a.Rebuild(t.Context(), func(yield func(content.Document, error) bool) { // never done
			for n := 1; ; n++ {
				if !yield(a.write(testDoc{n: 5000 + n%1000, pages: []string{"rebuilt"}}), nil) {
					return
				}
			}
		}, nil)
		for n := 1; ; n++ {
			a.index(testDoc{n: n, pages: []string{"alpha", "alpha"}})
			fmt.Println("acknowledged", n)
		}
	}
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKill$")
	cmd.Env = append(os.Environ(), "SEARCH_TEST_KILL="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := 0
	for lines := bufio.NewScanner(out); acknowledged < 20 && lines.Scan(); {
		fmt.Sscanf(lines.Text(), "acknowledged %d", &acknowledged)
	}
	cmd.Process.Kill()
	cmd.Wait()
	if acknowledged < 20 {
		t.Fatalf("it ended after %d", acknowledged)
	}
	contents, err := content.OpenDir(filepath.Join(dir, "contents"))
	if err != nil {
		t.Fatal(err)
	}
	x, err := Open(filepath.Join(dir, "index"), contents)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	res, err := x.Search(t.Context(), Request{Query: "alpha", Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	if res.Items < acknowledged || res.Count < 2*acknowledged {
		t.Errorf("%d items acknowledged, %d items and %d pages found", acknowledged, res.Items, res.Count)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "index", "g*")); len(left) != 1 || !x.NeedsRebuild() {
		t.Errorf("the half-built one was left: %q", left)
	}
	if res, err := x.Search(t.Context(), Request{Query: "rebuilt"}); err != nil || res.Count != 0 {
		t.Errorf("the half-built one answers: %d, %v", res.Count, err)
	}
}

// While the index is rebuilt, searches are answered and changes are kept.
func TestRebuild(t *testing.T) {
	a := library(t)
	docs := a.documents()
	ctx := t.Context()
	var stop atomic.Bool
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			for !stop.Load() {
				res, err := a.Search(ctx, Request{Query: "prison"})
				if err != nil || places(res) != "2:p1" {
					t.Errorf("while rebuilding: %q, %v", places(res), err)
					return
				}
			}
		})
	}
	for round := range 3 {
		fresh := testDoc{n: 100 + round, pages: []string{"novel alpha"}}
		newer := testDoc{n: 4, kind: archive.KindOther, title: fmt.Sprintf("newer%d", round)}
		stale := a.write(testDoc{n: 4, title: "stale"})
		gone := a.write(testDoc{n: 200 + round, title: "gone"})
		if err := a.Embedded.Index(ctx, []content.Document{gone}); err != nil {
			t.Fatal(err)
		}
		step := 0
		err := a.Rebuild(ctx, func(yield func(content.Document, error) bool) {
			if !yield(gone, nil) {
				return
			}
			for d, err := range docs {
				switch step++; step {
				case 1:
					a.index(fresh, newer)
					if err := a.Remove(ctx, gone.Item.Number); err != nil {
						t.Error(err)
					}
					if err := a.Rebuild(ctx, a.none(), nil); !errors.Is(err, archive.ErrConflict) {
						t.Errorf("a second rebuild: %v", err)
					}
				case 3:
					if !yield(stale, nil) { // the archive as it was before
						return
					}
				}
				if d.Item.Number != testNumber(4) && !yield(d, err) {
					return
				}
			}
			for r := range round { // of the rounds before
				if !yield(a.write(testDoc{n: 100 + r, pages: []string{"novel alpha"}}), nil) {
					return
				}
			}
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for query, want := range map[string]string{
			"stale": "", "gone": "", fmt.Sprintf("newer%d", round): "4",
			"novel": strings.TrimSpace("100:p1 " + strings.Join([]string{"", "101:p1", "101:p1 102:p1"}[round:round+1], " ")),
			"draft": "2:p1 5:p1",
		} {
			if got := a.found(Request{Query: query}); got != want {
				t.Errorf("round %d, %s: got %q, want %q", round, query, got, want)
			}
		}
	}
	stop.Store(true)
	wait.Wait()
	if left, _ := filepath.Glob(filepath.Join(a.dir, "g*")); len(left) != 1 {
		t.Errorf("generations left: %q", left)
	}
}

func TestRebuildFails(t *testing.T) {
	a := library(t)
	docs := a.documents()
	if err := a.Rebuild(t.Context(), docs, nil); err != nil {
		t.Fatal(err)
	}
	odd := errors.New("odd")
	fail := func(yield func(content.Document, error) bool) {
		for d := range docs {
			if !yield(d, nil) {
				return
			}
		}
		yield(content.Document{}, odd)
	}
	if err := a.Rebuild(t.Context(), fail, nil); !errors.Is(err, odd) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := a.Rebuild(ctx, docs, func(done int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
	if got := a.found(Request{Query: "prison"}); got != "2:p1" || a.NeedsRebuild() {
		t.Errorf("the old one answers %q", got)
	}
	if err := a.Rebuild(t.Context(), func(yield func(content.Document, error) bool) {
		go a.Close()
		for yield(a.write(testDoc{n: 1}), nil) {
		}
	}, nil); !errors.Is(err, errClosed) {
		t.Errorf("closed: got %v", err)
	}
	a.Close()
	a.open()
	if got := a.found(Request{Query: "prison"}); got != "2:p1" || a.NeedsRebuild() {
		t.Errorf("reopened, the old one answers %q", got)
	}
	if left, _ := filepath.Glob(filepath.Join(a.dir, "g*")); len(left) != 1 {
		t.Errorf("generations left: %q", left)
	}
}
