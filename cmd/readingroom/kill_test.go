package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/store"
)

// corpus is a folder of real records beside the project, where there is one.
const corpus = "../../../shared/corpus"

// An import that is killed again and again, at random moments with a fixed
// seed, and begun again each time, ends as an undisturbed one does: the same
// documents with the same pages and rows, nothing lost and nothing doubled.
func TestKilledImportsLoseAndDoubleNothing(t *testing.T) {
	paths := map[string][]string{}
	dir := t.TempDir()
	samples(t, dir)
	paths["samples"] = []string{filepath.Join(dir, "release")}
	if _, err := os.Stat(corpus); err != nil {
		t.Logf("only the samples: there is no %s", corpus)
	} else if testing.Short() {
		t.Log("only the samples: -short")
	} else {
		for _, part := range []string{"mail", "detainers", "foia-logs/aphis", "pdf/tabula"} { // of each kind some: all of it takes a quarter of an hour
			path, err := filepath.Abs(filepath.Join(corpus, part))
			if err != nil {
				t.Fatal(err)
			}
			paths["corpus"] = append(paths["corpus"], path)
		}
	}
	for name, paths := range paths {
		t.Run(name, func(t *testing.T) { killed(t, paths) })
	}
}

func killed(t *testing.T, paths []string) {
	dir := t.TempDir()
	begun := time.Now()
	if r := importIn(t, dir, "undisturbed", paths); r.code > 1 {
		t.Fatal(r.err)
	}
	took := time.Since(begun)
	want := holdings(t, filepath.Join(dir, "undisturbed"))

	// On the average the twenty lives together are as long as the undisturbed one.
	random := rand.New(rand.NewPCG(2017, 284))
	for n := range 20 {
		ctx, kill := context.WithTimeout(t.Context(), time.Duration(random.Float64()*2/20*float64(took)))
		c := command(ctx, dir, append([]string{"import", "--json", "--data", "disturbed"}, paths...)...) // CommandContext kills with SIGKILL
		err := c.Run()
		kill()
		if err == nil {
			t.Logf("life %d was long enough", n+1)
		}
	}
	if r := importIn(t, dir, "disturbed", paths); r.code > 1 {
		t.Fatal(r.err)
	}
	got := holdings(t, filepath.Join(dir, "disturbed"))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("undisturbed (-) and disturbed (+) differ:\n%s", diff)
	}
	if len(want) < 20 {
		t.Errorf("only %d documents were compared", len(want))
	}
	for _, data := range []string{"undisturbed", "disturbed"} {
		if r := readingroom(t, dir, "verify", "--data", data); r.code != 0 {
			t.Errorf("verify %s: %s", data, r.err)
		}
	}
	var places [2]int
	for i, data := range []string{"undisturbed", "disturbed"} {
		places[i] = decode[found](t, must(t, dir, "search", "--json", "--data", data, "county OR state OR report")).Count
	}
	if places[0] != places[1] || places[0] == 0 {
		t.Errorf("a search finds %d places undisturbed, %d disturbed", places[0], places[1])
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "disturbed/*/*.tmp")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func importIn(t *testing.T, dir, data string, paths []string) ran {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute)
	defer cancel()
	return runCommand(t, ctx, command(ctx, dir, append([]string{"import", "--json", "--data", data}, paths...)...))
}

// holdings lists what an archive holds, without what may differ between two
// imports of the same files: the numbers of parts.
func holdings(t *testing.T, data string) []string {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(data, "archive.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	items, err := db.Items(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, it := range items {
		if it.State != archive.StateIndexed && it.State != archive.StateAside {
			t.Errorf("%s is %s still", it.Number, it.State)
		}
		receipts, err := db.Receipts(t.Context(), it.Number)
		if err != nil {
			t.Fatal(err)
		}
		paths := map[string]bool{}
		for _, r := range receipts {
			paths[r.Path] = true
		}
		var sorted []string
		for p := range paths {
			sorted = append(sorted, p)
		}
		sort.Strings(sorted)
		all = append(all, fmt.Sprintf("%s %s %s %d pages %d tables %d rows %q %q received as %s",
			it.Digest.Short(), it.Kind, it.State, it.Pages, it.Tables, it.Rows, it.Date, it.Reason, strings.Join(sorted, ", ")))
	}
	sort.Strings(all)
	return all
}
