package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/archive/content"
)

// failing is a context that ends when it was looked at so many times.
type failing struct {
	context.Context
	after int
}

func (f *failing) Err() error {
	if f.after--; f.after < 0 {
		return context.Canceled
	}
	return nil
}

// A document that becomes shorter, and is cut short while it is indexed, does not
// cost the index.
func TestShorterDocumentCutShort(t *testing.T) {
	long := testDoc{n: 1, pages: []string{"alpha", "beta", "gamma", "delta", "epsilon"}}
	for after := range 8 {
		a := newArchive(t)
		docs := []content.Document{a.write(long), a.write(testDoc{n: 2, pages: []string{"zeta"}})}
		if err := a.Rebuild(t.Context(), func(yield func(content.Document, error) bool) {
			_ = yield(docs[0], nil) && yield(docs[1], nil)
		}, nil); err != nil {
			t.Fatal(err)
		}
		short := []content.Document{a.write(testDoc{n: 1, pages: []string{"alpha"}})}
		cut := a.Embedded.Index(&failing{t.Context(), after}, short) != nil
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		a.open()
		if a.NeedsRebuild() || a.search(Request{Query: "zeta"}).Count != 1 {
			t.Fatalf("cut short %v after %d looks: the index is lost", cut, after)
		}
		if err := a.Embedded.Index(t.Context(), short); err != nil {
			t.Fatal(err)
		}
		if n := a.search(Request{Query: "beta OR epsilon"}).Count; n != 0 {
			t.Errorf("cut short after %d looks and indexed again, %d pages are found that are there no more", after, n)
		}
	}
}

// A rebuild that comes when the index is being closed does not begin.
func TestRebuildOfAClosedIndex(t *testing.T) {
	a := newArchive(t)
	a.writes.RLock() // somebody indexes
	rebuilt, closed := make(chan error, 1), make(chan error, 1)
	go func() {
		rebuilt <- a.Rebuild(context.Background(), func(func(content.Document, error) bool) {}, nil)
	}()
	time.Sleep(50 * time.Millisecond)
	go func() { closed <- a.Close() }()
	time.Sleep(50 * time.Millisecond)
	a.writes.RUnlock()
	if err := <-rebuilt; !errors.Is(err, errClosed) {
		t.Errorf("rebuild: %v", err)
	}
	if err := <-closed; err != nil {
		t.Errorf("close: %v", err)
	}
}

// Who gives up on a change does not end a rebuild.
func TestRebuildGoesOn(t *testing.T) {
	a := newArchive(t)
	a.index(testDoc{n: 1, pages: []string{"alpha"}})
	if err := a.Rebuild(t.Context(), func(yield func(content.Document, error) bool) {
		for n := 1; n <= rebuildRun+1; n++ {
			if !yield(a.write(testDoc{n: n, pages: []string{"prison"}}), nil) {
				return
			}
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		_ = a.Label(gone, testNumber(1), archive.Labels{})
		if err := a.Embedded.Index(gone, []content.Document{a.write(testDoc{n: 2, pages: []string{"court"}})}); err == nil {
			t.Error("what was given up was indexed")
		}
	}, nil); err != nil {
		t.Error(err)
	}
	if n := a.search(Request{Query: "prison"}).Count; n != rebuildRun+1 {
		t.Errorf("%d documents are found, want %d", n, rebuildRun+1)
	}
}

// A cursor over many words goes on where it was, whatever comes in.
func TestCursorOfManyWords(t *testing.T) {
	a := newArchive(t)
	words := strings.Fields("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu")
	sheet := func(n int, row string) testDoc {
		return testDoc{n: n, kind: archive.KindSpreadsheet, tables: []testTable{{sheet: "S", header: []string{"x"}, rows: [][]string{{row}}}}}
	}
	for n := 1; n <= 12; n++ {
		a.index(sheet(n, strings.Join(words, " ")+strings.Repeat(" filler", n)))
	}
	r := Request{Query: strings.Join(words, " OR "), Limit: 3}
	r.After = a.search(r).Next
	numbers := func(res Results) (out []string) {
		for _, g := range res.Groups {
			out = append(out, g.Item.Number)
		}
		return out
	}
	before := numbers(a.search(r))
	for n := 20; n <= 200; n++ {
		a.index(sheet(n, "mu"+strings.Repeat(" other", 40)))
	}
	if after := numbers(a.search(r)); !slices.Equal(before, after) {
		t.Errorf("the second page was %v and is %v", before, after)
	}
}

// A cursor goes on after any title.
func TestCursorOfAnyTitle(t *testing.T) {
	for _, title := range []string{strings.Repeat("a", 7000), "caf\xe9 "} {
		a := newArchive(t)
		for n := 1; n <= 4; n++ {
			a.index(testDoc{n: n, title: title + fmt.Sprint(n), pages: []string{"alpha"}})
		}
		r := Request{Query: "alpha", Sort: "title", Limit: 1}
		var got []string
		for range 9 {
			res, err := a.Search(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range res.Groups {
				got = append(got, g.Item.Number)
			}
			if r.After = res.Next; r.After == "" {
				break
			}
		}
		if len(got) != 4 {
			t.Errorf("%.10q: %v", title, got)
		}
	}
}

func TestFarOffset(t *testing.T) {
	a := newArchive(t)
	a.index(testDoc{n: 1, pages: []string{"alpha"}})
	if res, err := a.Search(t.Context(), Request{Query: "alpha", Offset: 1<<63 - 1}); err != nil || res.Count != 1 || len(res.Groups) != 0 {
		t.Errorf("%+v, %v", res, err)
	}
}

// Nothing but pages and rows is like a page.
func TestLikeKinds(t *testing.T) {
	a := library(t)
	if got := a.search(Request{Like: testNumber(1) + ":p1", Kinds: []string{"item"}}); got.Count != 0 {
		t.Errorf("%d documents are like a page by their names", got.Count)
	}
}

// All numbers of a run are found, however many.
func TestManyBatesNumbers(t *testing.T) {
	a := newArchive(t)
	d := testDoc{n: 1}
	for n := range 600 {
		d.pages = append(d.pages, fmt.Sprintf("text ICE-%06d", n+1))
	}
	a.index(d)
	if got := a.search(Request{Query: "bates:ICE-000001..ICE-000600"}); got.Count != 600 {
		t.Errorf("%d pages; %q", got.Count, got.Notes)
	}
}

// Somebody who takes all hits lets others through the gate.
func TestAllWaitsItsTurn(t *testing.T) {
	a := newArchive(t)
	a.gate.free = 1
	d := testDoc{n: 1}
	for range 3000 {
		d.pages = append(d.pages, "abc abd abe")
	}
	a.index(d)
	an := &answer{req: Request{Query: "a* b* c*"}, outer: t.Context(), gate: a.gate}
	ctx := an.unlimited()
	if err := an.read(ctx); err != nil || !an.inside {
		t.Fatal(err, an.inside)
	}
	entered := make(chan error, 1)
	go func() {
		err := a.gate.enter(t.Context(), 0)
		a.gate.leave()
		entered <- err
	}()
	for {
		_ = ctx.Err() // as it does while it goes on
		select {
		case err := <-entered:
			if an.leave(); err != nil {
				t.Error(err)
			}
			return
		case <-time.After(time.Millisecond):
		}
	}
}

// What the system refuses is not taken for damage; what is damaged is.
func TestRefused(t *testing.T) {
	for err, want := range map[error]bool{
		syscall.EMFILE: true, syscall.ENFILE: true, syscall.EACCES: true, os.ErrPermission: true,
		syscall.EINVAL: false, syscall.EISDIR: false, os.ErrNotExist: false, archive.ErrCorrupt: false,
	} {
		if got := refused(fmt.Errorf("index g0001: %w", &os.PathError{Op: "open", Path: "x", Err: err})); got != want {
			t.Errorf("%v: %v", err, got)
		}
	}
}
