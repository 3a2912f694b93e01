package scale

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"
)

// TestMain is the program as well, whose steps run in processes of their own.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "search" {
		if err := Run(context.Background(), os.Args[2:], nil, nil, os.Stdout, os.Stderr); err != nil {
			os.Stderr.WriteString(err.Error())
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// A small run prints every table, and both engines find the same.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	corpus := t.TempDir()
	if err := os.Mkdir(corpus+"/emails", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"a.txt": "The warden of the county jail wrote to his deputy about a broken lock.", "b.txt": "Nobody answered the telephone of the records office on that morning."} {
		if err := os.WriteFile(corpus+"/emails/"+name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out, log bytes.Buffer
	peak := func(int, <-chan struct{}) int64 { return 1 << 20 }
	args := strings.Fields("-pages 300 -rows 600 -rounds 1 -each 3 -mixed 10 -dir " + t.TempDir() + " -corpus " + corpus + " -judged " + beir(t))
	if err := Run(t.Context(), args, peak, nil, &out, &log); err != nil {
		t.Fatalf("%v\n%s", err, &log)
	}
	for _, want := range []string{
		"### Building", "| 300 pages,", "| 600 rows,", "### Asking", "| only words of grammar |", "### A day's queries", "### 200 hostile queries", "0 of the 200 were not answered",
		"### Known items", "| as typed | 100.0 %",
		"### Judged queries: 2 over 3 documents", "| readingroom | 1.000 | 1.000 | 1.000 |", "| the same, every word required | 0.000 | 0.000 | 0.000 |", "| SQLite FTS5, bm25, modernc | 1.000 |",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
	}
	for line := range strings.Lines(log.String()) {
		if strings.Contains(line, "in SQLite") && !strings.HasPrefix(line, "rows: AND") { // a row is found by its labels, too
			t.Error(line)
		}
	}
}

// Without a collection it says so.
func TestNoJudged(t *testing.T) {
	for args, want := range map[string]string{"": "no folder with a test collection is given", "-judged /nowhere/at/all": "there is no folder /nowhere/at/all"} {
		var out bytes.Buffer
		args := strings.Fields("-only judged -dir " + t.TempDir() + " " + args)
		if err := Run(t.Context(), args, nil, nil, &out, &out); err != nil || !strings.Contains(out.String(), want) {
			t.Errorf("%v, no %q in\n%s", err, want, &out)
		}
	}
}

func TestQuantile(t *testing.T) {
	all := []time.Duration{5, 1, 4, 2, 3}
	for q, want := range map[float64]time.Duration{0: 1, .5: 3, .95: 5, 1: 5} {
		if got := quantile(all, q); got != want {
			t.Errorf("quantile %g is %d, not %d", q, got, want)
		}
	}
	if times(2, 30) != "15" || times(3, 1) != "0.3" || times(0, 1) != "–" {
		t.Errorf("times: %s, %s, %s", times(2, 30), times(3, 1), times(0, 1))
	}
}
