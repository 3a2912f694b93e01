package main

import (
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/extract"
)

// benchFormats measures how workbooks and office documents are read: how many
// of each type, why the others are not, and whether as many cells of a workbook
// are filled as where LibreOffice writes all of its sheets as CSV.
func benchFormats(ctx context.Context, args []string, w io.Writer) error {
	flags := flag.NewFlagSet("bench formats", flag.ContinueOnError)
	markdown := flags.Bool("markdown", false, "print the table in Markdown, for the manual")
	verbose := flags.Bool("v", false, "say on standard error how each file fared")
	peer := flags.String("peer", "", "keep what LibreOffice writes in this folder, and take it from there the next time")
	if err := flags.Parse(args); err != nil {
		return err
	}
	b := &formatBench{log: io.Discard, peer: *peer, rows: map[string]*formatRow{}}
	if *verbose {
		b.log = os.Stderr
	}
	b.soffice, _ = exec.LookPath("soffice")
	dir, err := os.MkdirTemp("", "readingroom-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b.dir = dir
	if b.peer == "" {
		b.peer = filepath.Join(dir, "peer")
	}
	roots := flags.Args()
	if len(roots) == 0 {
		roots = []string{"../shared/corpus/sheets", "../shared/corpus/foia-logs", "../shared/corpus/detainers"}
	}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() || strings.HasPrefix(d.Name(), ".") {
				return err
			}
			return b.file(ctx, path)
		})
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "%s, %s %s/%s, %d cores\n", time.Now().Format("2 January 2006"), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	b.table().print(w, *markdown)
	return nil
}

// A formatBench is one run.
type formatBench struct {
	dir, peer, soffice string
	log                io.Writer
	rows               map[string]*formatRow // by media type
}

// A formatRow is the outcome of one media type.
type formatRow struct {
	files, read, partly, encrypted, damaged, other, died int
	cells                                                int
	compared, equal, near                                int
	slowest                                              time.Duration
}

func (b *formatBench) file(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	var rec extract.Recorder
	began := time.Now()
	out, err := reader().Extract(ctx, f, filepath.Base(path), &rec)
	if err != nil {
		return err
	}
	r := b.rows[out.MediaType]
	if r == nil {
		r = &formatRow{}
		b.rows[out.MediaType] = r
	}
	r.files++
	took := time.Since(began)
	r.slowest = max(r.slowest, took)
	cells := filledCells(&rec)
	r.cells += cells
	reason := strings.ToLower(out.Reason)
	switch {
	case reason == "":
		r.read++
		if slices.ContainsFunc(rec.Notices, func(n archive.Notice) bool { return n.Code == "damaged" || n.Code == "limit" }) {
			r.partly++
		}
	case strings.Contains(reason, "encrypt"):
		r.encrypted++
	case strings.Contains(reason, "stopped"), strings.Contains(reason, "crashed"):
		r.died++
	case strings.Contains(reason, "damaged"):
		r.damaged++
	default:
		r.other++
	}
	if reason != "" {
		fmt.Fprintf(b.log, "%s: %s: %s\n", path, out.MediaType, out.Reason)
	}
	for _, n := range rec.Notices {
		fmt.Fprintf(b.log, "%s: [%s] %s\n", path, n.Code, n.Text)
	}
	if reason != "" || out.Kind != archive.KindSpreadsheet || strings.HasPrefix(out.MediaType, "text/") {
		return nil
	}
	theirs, err := b.libreOffice(ctx, path)
	if err != nil {
		fmt.Fprintf(b.log, "%s: LibreOffice: %v\n", path, err)
		return ctx.Err()
	}
	r.compared++
	difference := cells - theirs
	switch {
	case difference == 0:
		r.equal++
	case 50*max(difference, -difference) <= max(cells, theirs):
		r.near++
		fallthrough
	default:
		fmt.Fprintf(b.log, "%s: %d cells, LibreOffice %d\n", path, cells, theirs)
	}
	return nil
}

// filledCells counts the cells of a workbook that show something: those above
// the data too, and a merged cell once.
func filledCells(rec *extract.Recorder) int {
	n := 0
	count := func(r archive.Row) {
		for i, c := range r.Cells {
			if strings.TrimSpace(c) != "" && !slices.Contains(r.Filled, i+1) {
				n++
			}
		}
	}
	for _, t := range rec.Tables {
		for _, r := range t.Head {
			count(r)
		}
		for _, r := range t.Rows {
			count(r)
		}
	}
	return n
}

// libreOffice counts the cells that are filled where LibreOffice writes a
// workbook as CSV, a file for each sheet.
func (b *formatBench) libreOffice(ctx context.Context, path string) (int, error) {
	out := filepath.Join(b.peer, filepath.Base(filepath.Dir(path)), filepath.Base(path))
	if _, err := os.Stat(filepath.Join(out, ".done")); err != nil {
		if b.soffice == "" {
			return 0, errors.New("it is not installed")
		}
		if err := os.MkdirAll(out, 0o755); err != nil {
			return 0, err
		}
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		const all = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
		_ = exec.CommandContext(ctx, b.soffice, "-env:UserInstallation=file://"+filepath.Join(b.dir, "profile"),
			"--headless", "--convert-to", all, "--outdir", out, path).Run() // what it wrote is asked
		if err := os.WriteFile(filepath.Join(out, ".done"), nil, 0o644); err != nil {
			return 0, err
		}
	}
	files, err := filepath.Glob(filepath.Join(strings.NewReplacer("[", "\\[", "*", "\\*", "?", "\\?").Replace(out), "*.csv"))
	if err != nil {
		return 0, err
	}
	if len(files) == 0 {
		return 0, errors.New("it wrote nothing")
	}
	n := 0
	for _, name := range files {
		k, err := filledFields(name)
		if err != nil {
			return 0, err
		}
		n += k
	}
	return n, nil
}

func filledFields(name string) (int, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.FieldsPerRecord, in.LazyQuotes, in.ReuseRecord = -1, true, true
	n := 0
	for {
		fields, err := in.Read()
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		for _, c := range fields {
			if strings.TrimSpace(c) != "" {
				n++
			}
		}
	}
}

func (b *formatBench) table() figures {
	f := figures{
		title: "Formats",
		note: "Read: the reader came to the end of the file, or said in a notice what it left out (in part). " +
			"Equal: as many cells are filled as in LibreOffice's CSV of the same sheets; near: within 2 %.",
		header: []string{"type", "files", "read", "in part", "encrypted", "damaged", "other", "stopped", "cells", "compared", "equal", "near", "slowest"},
	}
	for _, t := range slices.Sorted(maps.Keys(b.rows)) {
		r := b.rows[t]
		row := []string{t}
		for _, n := range []int{r.files, r.read, r.partly, r.encrypted, r.damaged, r.other, r.died, r.cells, r.compared, r.equal, r.near} {
			row = append(row, strconv.Itoa(n))
		}
		f.rows = append(f.rows, append(row, seconds(r.slowest)))
	}
	return f
}
