package pdf

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/internal/record"
	"readingroom/archive/extract/pdf/object"
	"readingroom/cmd/bench/score"
)

// corpus is a folder of real PDFs beside the module; it is not part of it.
// Its folders pdfjs and tika hold files made to break readers.
const corpus = "../../../../shared/corpus/pdf"

// A comparison is of a file's text with pdftotext's.
type comparison struct {
	name                 string
	group                string
	err                  error
	words                int     // of pdftotext
	recall, order, chars float64 // shares
	precision            float64
	pages                int
	own, stock           time.Duration
	notices              int
}

// TestAgainstPdftotext reads every file of the corpus and compares the words,
// their order and the characters with those of pdftotext.
func TestAgainstPdftotext(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	if _, err := os.Stat(corpus); err != nil {
		t.Skipf("no real PDFs at %s", corpus)
	}
	if testing.Short() {
		t.Skip("takes a minute")
	}
	var scores []comparison
	err := filepath.WalkDir(corpus, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(strings.ToLower(p), ".pdf") {
			scores = append(scores, compare(t, p))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range []struct {
		group                        string
		recall, order, chars, opened float64 // floors
	}{{"records", .9, .89, .95, .96}, {"torture", .82, .95, .95, .9}} {
		var n, good, charGood, opened, all, pages int
		var orders []float64
		var own, stock time.Duration
		for _, s := range scores {
			if s.group != g.group {
				continue
			}
			all++
			if s.err == nil {
				opened++
			}
			if s.stock > 0 {
				pages += s.pages
				own += s.own
				stock += s.stock
			}
			if s.words < 20 {
				continue
			}
			n++
			if s.recall >= .95 {
				good++
			}
			if s.chars >= .97 {
				charGood++
			}
			orders = append(orders, s.order)
			if s.recall < .95 || s.chars < .97 || s.order < .5 {
				t.Logf("%-60s words %.3f precision %.3f order %.3f characters %.3f of %d, %d notices %v", s.name, s.recall, s.precision, s.order, s.chars, s.words, s.notices, s.err)
			}
		}
		if n == 0 {
			continue
		}
		slices.Sort(orders)
		order := orders[len(orders)/2]
		t.Logf("%s: %d files, %d opened; of %d with text: >= .95 of the words in %.3f, >= .97 of the characters in %.3f, order %.3f median %.3f p10; %d pages, %.2f ms a page, stock %.2f",
			g.group, all, opened, n, score.Share(good, n), score.Share(charGood, n), order, orders[len(orders)/10],
			pages, own.Seconds()*1000/float64(max(1, pages)), stock.Seconds()*1000/float64(max(1, pages)))
		if score.Share(good, n) < g.recall || order < g.order || score.Share(charGood, n) < g.chars || score.Share(opened, all) < g.opened {
			t.Errorf("%s: below the floors %+v", g.group, g)
		}
	}
}

func compare(t *testing.T, path string) comparison {
	s := comparison{name: strings.TrimPrefix(path, corpus+"/"), group: "records"}
	if strings.HasPrefix(s.name, "pdfjs/") || strings.HasPrefix(s.name, "tika/") {
		s.group = "torture"
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rec record.Recorder
	start := time.Now()
	s.err = Read(bytes.NewReader(b), int64(len(b)), &rec)
	s.own = time.Since(start)
	s.notices = len(rec.Notices)
	var text strings.Builder
	for _, p := range rec.Pages[:min(len(rec.Pages), 400)] {
		text.WriteString(p.Text + "\n\f")
	}
	s.pages = len(rec.Pages)
	if s.group == "records" && s.err == nil {
		s.stock = stock(b)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "pdftotext", "-cropbox", "-l", "400", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		return s
	}
	want, got := score.Words(string(out)), score.Words(text.String())
	s.words = len(want)
	common := score.Common(want, got)
	s.recall = score.Share(common, len(want))
	s.precision = score.Share(common, len(got))
	s.order = score.Order(want, got)
	cw, cg := score.Chars(string(out)), score.Chars(text.String())
	s.chars = score.Share(score.Common(cw, cg), len(cw))
	if dir := os.Getenv("PDF_TEXT_OUT"); dir != "" {
		base := filepath.Join(dir, strings.ReplaceAll(s.name, "/", "__"))
		_ = os.WriteFile(base+".own.txt", []byte(text.String()), 0o644)
		_ = os.WriteFile(base+".ref.txt", out, 0o644)
	}
	return s
}

// stock reads a file with the library's own text layer, for the time it takes.
func stock(b []byte) time.Duration {
	done := make(chan time.Duration, 1)
	go func() {
		start := time.Now()
		_ = object.Guard(func() {
			r, err := pdf.NewReader(bytes.NewReader(b), int64(len(b)))
			if err != nil {
				return
			}
			for i := range r.NumPage() {
				_ = object.Guard(func() { _, _ = r.Page(i + 1).GetPlainText(nil) })
			}
			done <- time.Since(start)
		})
		done <- 0
	}()
	select {
	case d := <-done:
		return d
	case <-time.After(20 * time.Second):
		return 0
	}
}
