package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/ledongthuc/pdf"
	"golang.org/x/sync/errgroup"

	"readingroom/archive"
	"readingroom/archive/extract"
)

// An engine reads the text of a PDF, in a process of its own for each file.
type engine struct {
	name    string
	program string // that must be installed; "" for this one
	args    func(path string) []string
	text    func(out []byte) (text string, pages int, err error)
}

// manyPages is how many pages of a document are compared.
const manyPages = 400

// The places of two among the engines: the reference for text, and this program.
const reference, own = 0, 1

// engines are what is compared.
func engines() []engine {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	last := fmt.Sprint(manyPages)
	return []engine{
		{"pdftotext", "pdftotext", func(p string) []string { return []string{"-q", "-cropbox", "-l", last, "-enc", "UTF-8", p, "-"} }, fed},
		{"readingroom", self, func(p string) []string { return []string{"read", p} }, reported},
		{"mutool draw", "mutool", func(p string) []string { return []string{"draw", "-q", "-F", "txt", p, "1-" + last} }, fed},
		{"pdftotext -raw", "pdftotext", func(p string) []string {
			return []string{"-q", "-raw", "-cropbox", "-l", last, "-enc", "UTF-8", p, "-"}
		}, fed},
		{"ledongthuc GetPlainText", self, func(p string) []string { return []string{"stock", p} }, fed},
	}
}

func (e engine) installed() bool {
	_, err := exec.LookPath(e.program)
	return err == nil
}

// fed is text with a form feed after each page.
func fed(out []byte) (string, int, error) {
	return string(out), bytes.Count(out, []byte{'\f'}), nil
}

// reported is a report as "extract --json" prints it.
func reported(out []byte) (string, int, error) {
	var rep extract.Report
	if err := json.Unmarshal(out, &rep); err != nil {
		return "", 0, err
	}
	var b strings.Builder
	for _, p := range rep.Pages[:min(len(rep.Pages), manyPages)] {
		b.WriteString(p.Text + "\n\f")
	}
	if rep.Reason != "" {
		return b.String(), len(rep.Pages), errors.New(rep.Reason)
	}
	for _, p := range rep.Pages {
		if p.Origin == archive.OriginOCR {
			return b.String(), len(rep.Pages), errLooked
		}
	}
	return b.String(), len(rep.Pages), nil
}

// errLooked says that pages were read from their pictures, which others do not do.
var errLooked = errors.New("read from pictures")

// readOne is "bench read FILE": what "readingroom extract --json" does.
func readOne(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("usage: bench read FILE")
	}
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	rep, err := reader().Report(ctx, f, args[0])
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(rep)
}

// readStock is "bench stock FILE": the library's own text call.
func readStock(args []string, w io.Writer) error {
	if len(args) != 1 {
		return errors.New("usage: bench stock FILE")
	}
	f, doc, err := pdf.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	for i := range min(doc.NumPage(), manyPages) {
		text, err := pageText(doc, i+1)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		if _, err := io.WriteString(w, text+"\n\f"); err != nil {
			return err
		}
	}
	return nil
}

func pageText(doc *pdf.Reader, n int) (text string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("page %d: %v", n, p)
		}
	}()
	return doc.Page(n).GetPlainText(nil)
}

// A reading is what an engine made of a file, and what that took.
type reading struct {
	text  string
	pages int
	cpu   time.Duration // of all its processes
	peak  int64         // bytes of memory of the largest of them; 0 where that cannot be told
	err   error
}

// How long an engine may take for one file: some are made to hang them. This
// program keeps limits of its own.
const (
	engineTime = 20 * time.Second
	ownTime    = 10 * time.Minute
)

// read has an engine read a file.
func (e engine) read(ctx context.Context, path string) (r reading) {
	limit := engineTime
	if e.name == "readingroom" {
		limit = ownTime
	}
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	c := exec.CommandContext(ctx, e.program, e.args(path)...)
	c.Env = append(os.Environ(), "GOMAXPROCS=1")
	if sh, err := exec.LookPath("sh"); err == nil && e.name != "readingroom" {
		// Some files make some engines take all the memory there is.
		c.Path, c.Args = sh, append([]string{"sh", "-c", `ulimit -v 8388608; exec "$0" "$@"`, e.program}, e.args(path)...)
	}
	var out bytes.Buffer
	c.Stdout = &out
	c.WaitDelay = 10 * time.Second
	if r.err = c.Start(); r.err == nil {
		done, peak := make(chan struct{}), make(chan int64)
		go func() { peak <- watchPeak(c.Process.Pid, done) }()
		r.err = c.Wait()
		close(done)
		r.cpu, r.peak = c.ProcessState.UserTime()+c.ProcessState.SystemTime(), <-peak
	}
	text, pages, err := e.text(out.Bytes())
	r.text, r.pages = strings.ToValidUTF8(text, "\uFFFD"), pages
	if r.err == nil {
		r.err = err
	}
	return r
}

// A pass is what an engine made of all files.
type pass struct {
	engine   engine
	readings []reading // one for each sample
	wall     time.Duration
	start    time.Duration // processor time to start it, on a file of one empty page
}

// over has an engine read files, on all cores.
func (e engine) over(ctx context.Context, files []sample) pass {
	r := pass{engine: e, readings: make([]reading, len(files))}
	began := time.Now()
	var g errgroup.Group
	g.SetLimit(runtime.NumCPU())
	for i, f := range files {
		g.Go(func() error {
			r.readings[i] = e.read(ctx, f.path)
			return nil
		})
	}
	_ = g.Wait() // each keeps its error
	r.wall = time.Since(began)
	return r
}

// each calls f for each sample, on all cores, one call of done at a time.
func each[T any](files []sample, f func(sample) T, done func(sample, T)) {
	var g errgroup.Group
	var mu sync.Mutex
	g.SetLimit(runtime.NumCPU())
	for _, s := range files {
		g.Go(func() error {
			v := f(s)
			mu.Lock()
			defer mu.Unlock()
			done(s, v)
			return nil
		})
	}
	_ = g.Wait() // no call fails
}
