package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"
)

// costs compares what the reading of records took, over the files that every
// engine read and none had to read from pictures.
func (b *pdfBench) costs(ctx context.Context) error {
	files, err := b.samples()
	if err != nil || len(files) == 0 {
		return err
	}
	b.pass(ctx, files)
	pages := 0
	var counted []sample
	is := make([]bool, len(files))
	for i, s := range files {
		is[i] = s.group == "records"
		for _, p := range b.passes {
			if len(p.readings) > 0 && (p.readings[i].err != nil || p.readings[i].pages == 0) {
				is[i] = false
			}
		}
		if is[i] {
			pages += b.passes[own].readings[i].pages
			counted = append(counted, s)
		}
	}
	if pages == 0 {
		return nil
	}
	perPage := func(p pass) float64 {
		var cpu time.Duration
		for i, r := range p.readings {
			if is[i] {
				cpu += max(0, r.cpu-p.start)
			}
		}
		return cpu.Seconds() * 1000 / float64(pages)
	}
	f := figures{
		title:  fmt.Sprintf("Cost of text, %d pages of %d records", pages, len(counted)),
		header: []string{"reader", "ms a page", "readingroom takes", "start, ms", "pages a second", "peak memory, median", "largest"},
		note: fmt.Sprintf("ms: processor time of all processes of a reader, each file in a process of its own; what a file of one empty page takes is taken off, and shown as start. "+
			"Pages a second: by the clock, starts included, %d files at once. readingroom finds tables, marks and the boxes of words in that time, in two processes for each file.", runtime.NumCPU()),
	}
	for _, p := range b.passes {
		if len(p.readings) == 0 {
			f.rows = append(f.rows, []string{p.engine.name, "not installed", "", "", "", "", ""})
			continue
		}
		var peaks []float64
		for i, r := range p.readings {
			if is[i] {
				peaks = append(peaks, float64(r.peak)/(1<<20))
			}
		}
		ms, again := perPage(p), p.engine.over(ctx, counted)
		f.rows = append(f.rows, []string{
			p.engine.name, fmt.Sprintf("%.2f", ms), fmt.Sprintf("%.2f times", perPage(b.passes[own])/ms), fmt.Sprintf("%.0f", p.start.Seconds()*1000),
			fmt.Sprintf("%.0f", float64(pages)/again.wall.Seconds()), fmt.Sprintf("%.0f MB", at(peaks, .5)), fmt.Sprintf("%.0f MB", slices.Max(peaks)),
		})
	}
	b.add(f)
	return nil
}
