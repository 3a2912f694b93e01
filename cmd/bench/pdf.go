package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// benchPDF measures how PDFs are read: their tables against what people or
// other programs say is in them, their text against pdftotext's, and what it
// costs beside what others take.
func benchPDF(ctx context.Context, args []string, w io.Writer) error {
	flags := flag.NewFlagSet("bench pdf", flag.ContinueOnError)
	markdown := flags.Bool("markdown", false, "print the tables in Markdown, for the manual")
	verbose := flags.Bool("v", false, "say on standard error how each document fared")
	only := flags.String("only", "tables,text,cost,pictures", "what to measure")
	if err := flags.Parse(args); err != nil {
		return err
	}
	b := &pdfBench{corpus: "../shared/corpus/pdf", log: io.Discard}
	if flags.NArg() > 0 {
		b.corpus = flags.Arg(0)
	}
	if *verbose {
		b.log = os.Stderr
	}
	var err error
	if b.dir, err = os.MkdirTemp("", "readingroom-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if _, err := os.Stat(b.corpus); err != nil {
		fmt.Fprintf(os.Stderr, "bench: no %s; only the sample collection is measured\n", b.corpus)
	}
	for _, measure := range []struct {
		name string
		of   func(context.Context) error
	}{{"tables", b.tables}, {"text", b.texts}, {"cost", b.costs}, {"pictures", b.pictures}} {
		if !strings.Contains(*only, measure.name) {
			continue
		}
		began := time.Now()
		if err := measure.of(ctx); err != nil {
			return fmt.Errorf("%s: %w", measure.name, err)
		}
		fmt.Fprintf(os.Stderr, "bench: %s took %s\n", measure.name, time.Since(began).Round(time.Second))
	}
	fmt.Fprintf(w, "%s, %s %s/%s, %d cores\n", time.Now().Format("2 January 2006"), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	for _, f := range b.figures {
		f.print(w, *markdown)
	}
	return nil
}

// pdfBench is one run.
type pdfBench struct {
	corpus  string
	dir     string // for what is made
	log     io.Writer
	figures []figures
	files   []sample // those of the corpus; see samples
	passes  []pass   // of texts, for costs
}

// A figures is a table of results.
type figures struct {
	title, note string
	header      []string
	rows        [][]string
}

func (b *pdfBench) add(f figures) { b.figures = append(b.figures, f) }

func (f figures) print(w io.Writer, markdown bool) {
	if markdown {
		fmt.Fprintf(w, "\n### %s\n\n", f.title)
		fmt.Fprintf(w, "| %s |\n|%s\n", strings.Join(f.header, " | "), strings.Repeat(" --- |", len(f.header)))
		for _, r := range f.rows {
			fmt.Fprintf(w, "| %s |\n", strings.Join(r, " | "))
		}
		if f.note != "" {
			fmt.Fprintf(w, "\n%s\n", f.note)
		}
		return
	}
	fmt.Fprintf(w, "\n%s\n", f.title)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, strings.Join(f.header, "\t"))
	for _, r := range f.rows {
		fmt.Fprintln(t, strings.Join(r, "\t"))
	}
	_ = t.Flush() // w keeps its error
	if f.note != "" {
		fmt.Fprintf(w, "%s\n", f.note)
	}
}

// A sample is a PDF of the corpus.
type sample struct {
	path  string
	name  string // beneath the corpus
	group string // "records", or "torture" for what was made to break readers
}

// torture names the folders of files made to break readers.
var torture = []string{"pdfjs", "tika"}

// samples lists the PDFs of the corpus.
func (b *pdfBench) samples() ([]sample, error) {
	if b.files != nil {
		return b.files, nil
	}
	err := filepath.WalkDir(b.corpus, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.EqualFold(filepath.Ext(path), ".pdf") {
			return err
		}
		s := sample{path: path, group: "records"}
		if s.name, err = filepath.Rel(b.corpus, path); err != nil {
			return err
		}
		for _, folder := range torture {
			if strings.HasPrefix(filepath.ToSlash(s.name), folder+"/") {
				s.group = "torture"
			}
		}
		b.files = append(b.files, s)
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return b.files, err
}

// in lists the PDFs of one folder of the corpus.
func (b *pdfBench) in(folder string) ([]sample, error) {
	all, err := b.samples()
	var some []sample
	for _, s := range all {
		if strings.HasPrefix(filepath.ToSlash(s.name), folder+"/") {
			some = append(some, s)
		}
	}
	return some, err
}

func three(x float64) string { return fmt.Sprintf("%.3f", x) }

func ofAll(n, all int) string { return fmt.Sprintf("%d of %d", n, all) }
