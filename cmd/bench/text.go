package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"readingroom/cmd/bench/score"
)

// fewWords is how many words the reference must find for a file to be scored.
const fewWords = 20

// texts compares the text of every file with pdftotext's.
func (b *pdfBench) texts(ctx context.Context) error {
	files, err := b.samples()
	if err != nil || len(files) == 0 {
		return err
	}
	if !engines()[reference].installed() {
		b.add(figures{title: "Text", note: "pdftotext is not installed; nothing to compare with."})
		return nil
	}
	b.pass(ctx, files)
	wanted := make([]wanted, len(files))
	for i, r := range b.passes[reference].readings {
		if r.err == nil {
			wanted[i] = wanted[i].of(r.text)
		}
	}
	for _, group := range []string{"records", "torture"} {
		f := figures{
			title:  fmt.Sprintf("Text of %s, against pdftotext", group),
			note:   "Words: in lower case, parted ones joined, ideographs one by one. As printed: the share of files with >= .95 of what stands between white space, to the letter.",
			header: []string{"reader", "files read", "scored", "words, median", "p10", "files >= .95", "as printed", "characters >= .97", "precision, median", "order, median", "p10"},
		}
		for _, r := range b.passes[own:] {
			var c comparison
			for i, s := range files {
				if s.group == group {
					line := c.add(wanted[i], r.readings[i])
					if line != "" && r.engine.name == b.passes[own].engine.name {
						fmt.Fprintf(b.log, "%-60s %s\n", s.name, line)
					}
				}
			}
			f.rows = append(f.rows, c.row(r.engine.name))
		}
		b.add(f)
	}
	return nil
}

// pass has all engines read all files, once.
func (b *pdfBench) pass(ctx context.Context, files []sample) {
	if b.passes != nil {
		return
	}
	for _, e := range engines() {
		if !e.installed() {
			b.passes = append(b.passes, pass{engine: e})
			continue
		}
		start := b.starts(ctx, e)
		r := e.over(ctx, files)
		r.start = start
		fmt.Fprintf(os.Stderr, "bench: %s read %d files in %s\n", e.name, len(files), r.wall.Round(time.Second))
		b.passes = append(b.passes, r)
	}
}

// starts is the processor time that an engine takes to start, on a PDF of one
// empty page: the median of nine.
func (b *pdfBench) starts(ctx context.Context, e engine) time.Duration {
	empty := filepath.Join(b.dir, "empty.pdf")
	_ = os.WriteFile(empty, emptyPDF(), 0o644) // reading it will tell
	var all []time.Duration
	for range 9 {
		all = append(all, e.read(ctx, empty).cpu)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// emptyPDF is a PDF of one page with nothing on it.
func emptyPDF() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range []string{"<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]>>"} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	b.WriteString("xref\n0 4\n0000000000 65535 f \n")
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size 4 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", xref)
	return b.Bytes()
}

// wanted is the reference's text of a file.
type wanted struct {
	words, printed, chars []string
}

func (wanted) of(text string) wanted {
	return wanted{score.Words(text), strings.Fields(text), score.Chars(text)}
}

// A comparison sums up how the text of files was read.
type comparison struct {
	files, read                              int
	recall, printed, precision, chars, order []float64 // of those with text
}

// add compares a file; it says so where little of it was found.
func (c *comparison) add(want wanted, got reading) string {
	c.files++
	if (got.err == nil || errors.Is(got.err, errLooked)) && got.pages > 0 {
		c.read++
	}
	if len(want.words) < fewWords {
		return ""
	}
	words, chars := score.Words(got.text), score.Chars(got.text)
	common := score.Common(want.words, words)
	recall, share := score.Share(common, len(want.words)), score.Share(score.Common(want.chars, chars), len(want.chars))
	precision, order := score.Share(common, len(words)), score.Order(want.words, words)
	printed := score.Share(score.Common(want.printed, strings.Fields(got.text)), len(want.printed))
	c.recall, c.printed, c.precision = append(c.recall, recall), append(c.printed, printed), append(c.precision, precision)
	c.chars, c.order = append(c.chars, share), append(c.order, order)
	if recall >= .95 && share >= .97 && order >= .5 {
		return ""
	}
	return fmt.Sprintf("words %.3f as printed %.3f precision %.3f order %.3f characters %.3f of %d %v", recall, printed, precision, order, share, len(want.words), got.err)
}

func (c *comparison) row(name string) []string {
	if len(c.recall) == 0 || c.read == 0 {
		return []string{name, "not installed", "", "", "", "", "", "", "", "", ""}
	}
	return []string{
		name, ofAll(c.read, c.files), fmt.Sprint(len(c.recall)),
		three(at(c.recall, .5)), three(at(c.recall, .1)), three(atLeast(c.recall, .95)), three(atLeast(c.printed, .95)), three(atLeast(c.chars, .97)),
		three(at(c.precision, .5)), three(at(c.order, .5)), three(at(c.order, .1)),
	}
}

// at returns the value below which a share q of them lies.
func at(values []float64, q float64) float64 {
	v := slices.Sorted(slices.Values(values))
	return v[min(len(v)-1, int(q*float64(len(v))))]
}

// atLeast returns the share of values that reach a floor.
func atLeast(values []float64, floor float64) float64 {
	n := 0
	for _, v := range values {
		if v >= floor {
			n++
		}
	}
	return score.Share(n, len(values))
}
