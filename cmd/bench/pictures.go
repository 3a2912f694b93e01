package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"readingroom/archive/extract"
)

const (
	pictureWidth = 1280 // pixels, as pages are shown; 150 dots per inch on Letter
	everyNth     = 3    // of the records has its first page drawn
)

// drawOnePage is "bench picture FILE": the first page as a JPEG, drawn as
// users have it drawn.
func drawOnePage(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("usage: bench picture FILE")
	}
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	b, err := reader().Picture(ctx, f, extract.PictureOf{Page: 1, Width: pictureWidth, Format: extract.JPEG})
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(b)
	return err
}

// pictured says whether anything was painted.
func pictured(out []byte) (string, int, error) {
	if len(out) == 0 {
		return "", 0, errors.New("no picture")
	}
	return "", 1, nil
}

// pictures compares what drawing a page takes.
func (b *pdfBench) pictures(ctx context.Context) error {
	all, err := b.samples()
	if err != nil {
		return err
	}
	var files []sample
	n := 0
	for _, s := range all {
		if s.group == "records" {
			if n%everyNth == 0 {
				files = append(files, s)
			}
			n++
		}
	}
	if len(files) == 0 {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	width := fmt.Sprint(pictureWidth)
	var passes []pass
	drawn := make([]bool, len(files))
	for i := range drawn {
		drawn[i] = true
	}
	for _, e := range []engine{
		{"readingroom", self, func(p string) []string { return []string{"picture", p} }, pictured},
		{"pdftoppm -jpeg", "pdftoppm", func(p string) []string {
			return []string{"-q", "-cropbox", "-jpeg", "-scale-to-x", width, "-scale-to-y", "-1", "-l", "1", p}
		}, pictured},
		{"mutool draw, PNG", "mutool", func(p string) []string { return []string{"draw", "-q", "-w", width, "-F", "png", "-o", "-", p, "1"} }, pictured},
	} {
		if !e.installed() {
			passes = append(passes, pass{engine: e})
			continue
		}
		start := b.starts(ctx, e)
		p := e.over(ctx, files)
		p.start = start
		for i, r := range p.readings {
			drawn[i] = drawn[i] && r.err == nil
		}
		passes = append(passes, p)
	}
	f := figures{
		title:  fmt.Sprintf("Pictures of pages, %d pixels wide", pictureWidth),
		header: []string{"painter", "ms a page", "start, ms", "peak memory, median", "largest"},
	}
	count := 0
	for _, ok := range drawn {
		if ok {
			count++
		}
	}
	f.note = fmt.Sprintf("Processor time over the first pages of %d records that all could draw, a process for each; what an empty page takes is taken off, and shown as start.", count)
	for _, p := range passes {
		if len(p.readings) == 0 || count == 0 {
			f.rows = append(f.rows, []string{p.engine.name, "not installed", "", "", ""})
			continue
		}
		var cpu time.Duration
		var peaks []float64
		for i, r := range p.readings {
			if drawn[i] {
				cpu += max(0, r.cpu-p.start)
				peaks = append(peaks, float64(r.peak)/(1<<20))
			}
		}
		f.rows = append(f.rows, []string{
			p.engine.name, fmt.Sprintf("%.1f", cpu.Seconds()*1000/float64(count)), fmt.Sprintf("%.0f", p.start.Seconds()*1000),
			fmt.Sprintf("%.0f MB", at(peaks, .5)), fmt.Sprintf("%.0f MB", slices.Max(peaks)),
		})
	}
	b.add(f)
	return nil
}
