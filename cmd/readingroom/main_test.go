package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readingroom/fixtures"
)

// program is the program itself, built once: these tests run it as people do.
var program string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "readingroom-test-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		// Open to other users: a test runs it as one who may read little.
		if err := os.Chmod(dir, 0o755); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		program = filepath.Join(dir, "readingroom")
		build := exec.Command("go", "build", "-o", program, ".")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
			return 1
		}
		return m.Run()
	}())
}

// ran is what a run of the program said.
type ran struct {
	out, err string
	code     int
}

// readingroom runs the program in dir. A run that takes longer than two
// minutes hangs.
func readingroom(t *testing.T, dir string, args ...string) ran {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	return runCommand(t, ctx, command(ctx, dir, args...))
}

func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, program, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "READINGROOM_DATA=", "READINGROOM_ADDR=", "READINGROOM_OCR=off")
	return c
}

func runCommand(t *testing.T, ctx context.Context, c *exec.Cmd) ran {
	t.Helper()
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	if ctx.Err() != nil {
		t.Fatalf("%v hangs\n%s", c.Args, errs.String())
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%v: %v", c.Args, err)
	}
	return ran{out.String(), errs.String(), c.ProcessState.ExitCode()}
}

// must is a run that ends well.
func must(t *testing.T, dir string, args ...string) ran {
	t.Helper()
	r := readingroom(t, dir, args...)
	if r.code != 0 {
		t.Fatalf("readingroom %v: exit code %d\n%s", args, r.code, r.err)
	}
	return r
}

// decode reads the one JSON document that a command prints.
func decode[T any](t *testing.T, r ran) T {
	t.Helper()
	var v T
	d := json.NewDecoder(strings.NewReader(r.out))
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %q (standard error: %s)", err, r.out, r.err)
	}
	if d.More() {
		t.Fatalf("more than one document: %q", r.out)
	}
	return v
}

// samples writes the sample collection to dir/release.
func samples(t *testing.T, dir string) {
	t.Helper()
	if err := os.CopyFS(filepath.Join(dir, "release"), fixtures.Collection()); err != nil {
		t.Fatal(err)
	}
}

// sampleFiles counts the files of the sample collection.
func sampleFiles(t *testing.T) (n int) {
	t.Helper()
	err := fs.WalkDir(fixtures.Collection(), ".", func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func write(t *testing.T, path string, body []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, body, 0o644); err != nil {
		t.Fatal(err)
	}
}

type report struct {
	Accession  string
	Items      int
	Pages      int
	Rows       int
	Duplicates int
	SetAside   []struct{ Name, Item, Reason string } `json:"set_aside"`
	Waiting    int
	Seconds    *float64
}

type found struct {
	ReadAs string `json:"read_as"`
	Count  int
	Items  int
	Hits   []struct{ Item, Title, Kind, Locator, URL, Snippet string }
	Facets map[string]any
	TookMS *float64 `json:"took_ms"`
}

func searchFor(t *testing.T, dir string, args ...string) found {
	t.Helper()
	return decode[found](t, must(t, dir, append([]string{"search", "--json"}, args...)...))
}

func TestImportThenSearchFindsThePageAndTheRow(t *testing.T) {
	dir := t.TempDir()
	samples(t, dir)
	r := decode[report](t, must(t, dir, "import", "--json", "--source", "ICE", "release"))
	if r.Items+r.Duplicates < sampleFiles(t) || r.Pages < 100 || r.Rows < 100 || r.Waiting != 0 || r.Seconds == nil {
		t.Errorf("%+v", r)
	}
	f := searchFor(t, dir, `"Ventura County"`)
	kinds := map[string]bool{}
	for _, h := range f.Hits {
		kinds[h.Kind] = true
		if h.Locator == "" && h.Kind != "item" || h.URL == "" || !strings.Contains(h.Snippet, "Ventura") {
			t.Errorf("%+v", h)
		}
	}
	if !kinds["page"] || !kinds["row"] || f.Items < 3 || f.ReadAs != `"Ventura County"` || f.TookMS == nil || len(f.Facets) == 0 {
		t.Errorf("%+v", f)
	}
	if f := searchFor(t, dir, "--limit", "1", "county"); f.Items < 2 || len(f.Hits) == 0 || f.Hits[0].Item != f.Hits[len(f.Hits)-1].Item {
		t.Errorf("--limit 1: %+v", f)
	}
	again := decode[report](t, must(t, dir, "import", "--json", "release"))
	if again.Items != 0 || again.Duplicates != sampleFiles(t) {
		t.Errorf("the second time: %+v", again)
	}
	type verified struct {
		Originals int
		Faults    []struct{ Text string }
	}
	if v := decode[verified](t, must(t, dir, "verify", "--json")); v.Originals != r.Items || len(v.Faults) != 0 {
		t.Errorf("%+v", v)
	}
	must(t, dir, "reindex")
	if g := searchFor(t, dir, `"Ventura County"`); g.Count != f.Count {
		t.Errorf("%d places after reindex, %d before", g.Count, f.Count)
	}
}

func TestVerifySaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.txt"), []byte("188 declined detainers"))
	must(t, dir, "import", "a.txt")
	blobs, err := filepath.Glob(filepath.Join(dir, "readingroom-data/blobs/*/*"))
	if err != nil || len(blobs) != 1 {
		t.Fatal(blobs, err)
	}
	os.Chmod(blobs[0], 0o600)
	write(t, blobs[0], []byte("189 declined detainers"))
	if r := readingroom(t, dir, "verify"); r.code != 1 || !strings.Contains(r.err, "a.txt") || !strings.Contains(r.err, "changed") {
		t.Errorf("%+v", r)
	}
}

func TestUsage(t *testing.T) {
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"version", 0, "readingroom "},
		{"help", 0, "manual"},
		{"help begin", 0, "# Begin here"},
		{"help search", 0, "Usage:"},
		{"import -h", 0, "Exit code"},
		{"", 0, "Usage:"},
		{"extract-one", 2, "by the program itself"},
		{"fly", 2, "fly"},
		{"help fly", 2, "fly"},
		{"import", 2, "a file or a folder is missing\nRun 'readingroom import --help'"},
		{"import --fly x", 2, "--fly"},
		{"search", 2, "the query is missing"},
		{"search --limit 0 x", 2, "--limit"},
		{"search -texas", 2, "as in readingroom search -- jail -texas\nRun 'readingroom search --help'"},
		{"extract a b", 2, "too much"},
		{"export --search x --in y", 2, "--in y"},
		{"request due --received 2017-13-01", 2, `"2017-13-01" is no day, which is written 2017-04-13` + "\n"},
		{"request fly", 2, "fly"},
		{"extract nowhere.pdf", 1, "nowhere.pdf: no such file"},
		{"import nowhere", 1, "nowhere: no such file or folder"},
		{"search x", 1, "no archive here yet"},
		{"serve --addr nonsense", 1, "--addr nonsense"},
	} {
		r := readingroom(t, t.TempDir(), strings.Fields(c.args)...)
		if r.code != c.code || !strings.Contains(r.out+r.err, c.says) {
			t.Errorf("readingroom %s: exit code %d, want %d; want %q in:\n%s%s", c.args, r.code, c.code, c.says, r.out, r.err)
		}
		if c.code == 0 && r.err != "" {
			t.Errorf("readingroom %s says on standard error: %s", c.args, r.err)
		}
	}
	for _, name := range []string{"demo", "serve", "import", "search", "extract", "verify", "reindex", "version"} {
		if r := readingroom(t, t.TempDir(), name, "-h"); r.code != 0 || !strings.Contains(r.out, "Usage:") {
			t.Errorf("%s -h: %+v", name, r)
		}
	}
}
