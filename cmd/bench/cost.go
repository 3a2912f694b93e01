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
	// Each engine reads the records a second time, for the clock; of the two the
	// lesser processor time counts, since others may be at work beside.
	cost := make([]float64, len(b.passes)) // ms a page
	walls := make([]time.Duration, len(b.passes))
	for i, p := range b.passes {
		if len(p.readings) == 0 {
			continue
		}
		again := p.engine.over(ctx, counted)
		var cpu time.Duration
		for k, r := range p.readings {
			if is[k] {
				cpu += max(0, min(r.cpu, again.readings[0].cpu)-p.start)
				again.readings = again.readings[1:]
			}
		}
		cost[i], walls[i] = cpu.Seconds()*1000/float64(pages), again.wall
	}
	f := figures{
		title:  fmt.Sprintf("Cost of text, %d pages of %d records", pages, len(counted)),
		header: []string{"reader", "ms a page", "readingroom takes", "start, ms", "pages a second", "peak memory, median", "largest"},
		note: fmt.Sprintf("ms: processor time of all processes of a reader, each file in a process of its own; the lesser of two times; what a file of one empty page takes is taken off, and shown as start. "+
			"Pages a second: by the clock, starts included, %d files at once. readingroom finds tables, marks and the boxes of words in that time, in two processes for each file.", runtime.NumCPU()),
	}
	for i, p := range b.passes {
		if len(p.readings) == 0 {
			f.rows = append(f.rows, []string{p.engine.name, "not installed", "", "", "", "", ""})
			continue
		}
		var peaks []float64
		for k, r := range p.readings {
			if is[k] {
				peaks = append(peaks, float64(r.peak)/(1<<20))
			}
		}
		f.rows = append(f.rows, []string{
			p.engine.name, fmt.Sprintf("%.2f", cost[i]), fmt.Sprintf("%.2f times", cost[own]/cost[i]), fmt.Sprintf("%.0f", p.start.Seconds()*1000),
			fmt.Sprintf("%.0f", float64(pages)/walls[i].Seconds()), fmt.Sprintf("%.0f MB", at(peaks, .5)), fmt.Sprintf("%.0f MB", slices.Max(peaks)),
		})
	}
	b.add(f)
	return nil
}
