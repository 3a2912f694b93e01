// Package scale measures the search at the size of a real archive, beside SQLite
// FTS5 over the same pages, and prints tables in Markdown for the manual.
//
//	bench search -pages 20000 -rows 100000     a few minutes
//	bench search -dir /data/bench -only ask    again over what was built there
//	bench search -only judged -judged scifact  the order of what is found, on a judged test collection
//
// The archive is made up (package press), the same one at every run. Each step
// runs in a process of its own, so that what it takes in processor time and
// memory is its own; seconds of the clock are not compared, since others may be
// at work beside. A peer that is not installed is said, not guessed.
package scale

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"readingroom/search/press"
)

// Peak tells the most memory that a process had so far, in bytes; 0 where that
// cannot be told.
type Peak func(pid int, done <-chan struct{}) int64

// A run is one measurement.
type run struct {
	dir         string // everything is made here
	pages, rows int
	rounds      int // how often each query is asked
	each        int // queries of a class
	mixed       int
	only        []string
	corpus      string // of real records
	alone       bool   // without the peers
	judged      string // a folder with a judged test collection
	anserini    string // the jar with Lucene that is asked the same
	peak        Peak
	w, log      io.Writer
}

// The steps, in order.
var steps = []struct {
	name string
	do   func(*run, context.Context) error
}{
	{"print", (*run).print},
	{"build", (*run).build},
	{"ask", (*run).ask},
	{"mixed", (*run).mixedQueries},
	{"hostile", (*run).hostile},
	{"known", (*run).known},
	{"judged", (*run).judgedQueries},
}

// Run is "bench search". pages reads the real records, for the known
// items. The tables go to w, what happens meanwhile to log.
func Run(ctx context.Context, args []string, peak Peak, pages Pages, w, log io.Writer) error {
	if len(args) > 0 && args[0] == "items" {
		return knownItems(ctx, args[1:], pages)
	}
	if len(args) > 0 && children[args[0]] != nil {
		if os.Getenv("GOGC") == "" {
			debug.SetGCPercent(200) // as cmd/readingroom does
		}
		return children[args[0]](ctx, args[1:])
	}
	r := &run{peak: peak, w: w, log: log}
	set := flag.NewFlagSet("bench search", flag.ContinueOnError)
	set.StringVar(&r.dir, "dir", "", "a folder to build in and to keep; without it, one that is removed at the end")
	set.IntVar(&r.pages, "pages", 20_000, "pages")
	set.IntVar(&r.rows, "rows", 100_000, "rows")
	set.IntVar(&r.rounds, "rounds", 3, "how often each query is asked; the median counts")
	set.IntVar(&r.each, "each", 30, "queries of each class")
	set.IntVar(&r.mixed, "mixed", 1000, "queries of the mixed set")
	set.StringVar(&r.corpus, "corpus", "../shared/corpus", "a folder of real records, for the known items")
	set.BoolVar(&r.alone, "alone", false, "measure readingroom alone, and not its peers")
	set.StringVar(&r.judged, "judged", "", "a folder with a judged test collection; see judged.go for one and its form")
	set.StringVar(&r.anserini, "lucene", "", "Anserini's jar, to ask Lucene the judged queries, too")
	only := set.String("only", "", "only these steps of print, build, ask, mixed, hostile, known, judged; with commas between")
	if err := set.Parse(args); err != nil {
		return err
	}
	if r.pages < 100 || r.rows < 0 || r.rounds < 1 || r.each < 1 {
		return errors.New("want at least 100 pages, 1 round and 1 query of each class")
	}
	if *only != "" {
		r.only = strings.Split(*only, ",")
	}
	if r.dir == "" {
		dir, err := os.MkdirTemp("", "readingroom-scale-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		r.dir = dir
	} else if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return err
	}
	fmt.Fprintf(w, "%s, %s %s/%s, %d cores, %s; `go run ./cmd/bench search -pages %d -rows %d`\n",
		time.Now().Format("2 January 2006"), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), load(), r.pages, r.rows)
	for _, s := range steps {
		if len(r.only) > 0 && !slices.Contains(r.only, s.name) {
			continue
		}
		if err := s.do(r, ctx); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// print prints what is not there yet, as build does, too; and queries.tsv, the
// queries of each class, for who wants to ask another engine the same.
func (r *run) print(ctx context.Context) error {
	var b strings.Builder
	for _, q := range press.New(seed).Queries(min(r.pages, 5000), r.each) {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", q.Class, q.Typed, q.FTS)
	}
	if err := os.WriteFile(filepath.Join(r.dir, "queries.tsv"), []byte(b.String()), 0o644); err != nil {
		return err
	}
	for kind, most := range map[string]int{texts: r.pages, tables: r.rows} {
		if most > 0 {
			if _, err := r.printed(ctx, kind, most); err != nil {
				return err
			}
		}
	}
	return nil
}

// load says how much else the machine has to do.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if f := strings.Fields(string(b)); err == nil && len(f) > 0 {
		return "load " + f[0]
	}
	return "load not known"
}

// children are the steps that run in processes of their own.
var children = map[string]func(context.Context, []string) error{
	"print": printCorpus, "index": buildIndex, "fts": buildFTS, "ours": askOurs, "theirs": askTheirs, "mix": askMixed, "attack": attack,
	"judge": judgeOurs, "judgefts": judgeFTS,
}

// child runs a step and reads what it says, as JSON, into out. It returns the
// most memory it had.
func (r *run) child(ctx context.Context, in, out any, args ...string) (peak int64, err error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	c := exec.CommandContext(ctx, self, append([]string{"search"}, args...)...)
	return r.watch(c, in, out)
}

func (r *run) watch(c *exec.Cmd, in, out any) (peak int64, err error) {
	c.Stderr = os.Stderr
	var stdout bytes.Buffer
	c.Stdout = &stdout
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return 0, err
		}
		c.Stdin = bytes.NewReader(b)
	}
	if err := c.Start(); err != nil {
		return 0, err
	}
	done, most := make(chan struct{}), make(chan int64)
	go func() { most <- r.peak(c.Process.Pid, done) }()
	err = c.Wait()
	close(done)
	peak = <-most
	if err == nil && out != nil {
		err = json.Unmarshal(stdout.Bytes(), out)
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", strings.Join(c.Args[1:], " "), err)
	}
	return peak, err
}

// say prints what a child has found.
func say(v any) error { return json.NewEncoder(os.Stdout).Encode(v) }

// size adds up the files under a folder, or is that of a file.
func size(path string) (n int64, err error) {
	err = filepath.WalkDir(path, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			n += info.Size()
		}
		return err
	})
	return n, err
}

// table prints a table in Markdown.
func (r *run) table(title string, header []string, rows [][]string, note string) {
	fmt.Fprintf(r.w, "\n### %s\n\n| %s |\n|%s\n", title, strings.Join(header, " | "), strings.Repeat("---|", len(header)))
	for _, row := range rows {
		fmt.Fprintf(r.w, "| %s |\n", strings.Join(row, " | "))
	}
	if note != "" {
		fmt.Fprintf(r.w, "\n%s\n", note)
	}
}

// quantile of durations in any order.
func quantile(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	all = slices.Sorted(slices.Values(all))
	return all[min(len(all)-1, int(q*float64(len(all))))]
}

// ms prints milliseconds with about two digits that count.
func ms(d time.Duration) string {
	v := float64(d) / float64(time.Millisecond)
	switch {
	case v < 1:
		return fmt.Sprintf("%.2f", v)
	case v < 100:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.0f", v)
}

func mb(n int64) string { return fmt.Sprintf("%d MB", (n+500_000)/1_000_000) }

// times says how much faster ours was.
func times(ours, theirs time.Duration) string {
	if ours <= 0 || theirs <= 0 {
		return "–"
	}
	if f := float64(theirs) / float64(ours); f < 10 {
		return fmt.Sprintf("%.1f", f)
	}
	return fmt.Sprintf("%.0f", float64(theirs)/float64(ours))
}
