package pdf

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/unicode/norm"

	"readingroom/archive/extract/internal/record"
	"readingroom/archive/extract/pdf/object"
)

// corpus is a folder of real PDFs beside the module; it is not part of it.
// Its folders pdfjs and tika hold files made to break readers.
const corpus = "../../../../shared/corpus/pdf"

// A score compares a file's text with pdftotext's.
type score struct {
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
	var scores []score
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
		share := func(k, of int) float64 { return float64(k) / float64(of) }
		order := orders[len(orders)/2]
		t.Logf("%s: %d files, %d opened; of %d with text: >= .95 of the words in %.3f, >= .97 of the characters in %.3f, order %.3f median %.3f p10; %d pages, %.2f ms a page, stock %.2f",
			g.group, all, opened, n, share(good, n), share(charGood, n), order, orders[len(orders)/10],
			pages, own.Seconds()*1000/float64(max(1, pages)), stock.Seconds()*1000/float64(max(1, pages)))
		if share(good, n) < g.recall || order < g.order || share(charGood, n) < g.chars || share(opened, all) < g.opened {
			t.Errorf("%s: below the floors %+v", g.group, g)
		}
	}
}

func compare(t *testing.T, path string) score {
	s := score{name: strings.TrimPrefix(path, corpus+"/"), group: "records"}
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
	want, got := wordsOf(string(out)), wordsOf(text.String())
	s.words = len(want)
	common := inCommon(want, got)
	s.recall = share(common, len(want))
	s.precision = share(common, len(got))
	s.order = orderOf(want, got)
	cw, cg := charsOf(string(out)), charsOf(text.String())
	s.chars = share(inCommon(cw, cg), len(cw))
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

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

var lineHyphen = regexp.MustCompile(`(\pL)[-\x{ad}\x{2010}]\r?\n\f?\s*(\p{Ll})`)

// wordsOf returns the words of a text: NFKC, lower case, hyphens at line ends
// joined, ideographs one by one, and none without a letter or a digit.
func wordsOf(s string) []string {
	s = strings.Map(func(r rune) rune {
		if r >= 0x200c && r <= 0x200f || r >= 0x202a && r <= 0x202e { // directions, which pdftotext writes
			return -1
		}
		return r
	}, s)
	s = lineHyphen.ReplaceAllString(strings.ToLower(norm.NFKC.String(s)), "$1$2")
	var out []string
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == 0xad || r == 0x200b }) {
		start := 0
		flush := func(end int) {
			if w := f[start:end]; strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				out = append(out, w)
			}
		}
		for i, r := range f {
			if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
				flush(i)
				out = append(out, string(r))
				start = i + len(string(r))
			}
		}
		flush(len(f))
	}
	return out
}

func charsOf(s string) []string {
	var out []string
	for _, r := range norm.NFKC.String(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, string(r))
		}
	}
	return out
}

func inCommon(a, b []string) (n int) {
	count := map[string]int{}
	for _, w := range a {
		count[w]++
	}
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			n++
		}
	}
	return n
}

// orderOf returns how much of the common words stands in the same order: the
// longest common subsequence, over the first 3,000.
func orderOf(a, b []string) float64 {
	keep := func(list, other []string) []string {
		count := map[string]int{}
		for _, w := range other {
			count[w]++
		}
		var out []string
		for _, w := range list {
			if count[w] > 0 && len(out) < 3000 {
				count[w]--
				out = append(out, w)
			}
		}
		return out
	}
	a, b = keep(a, b), keep(b, a)
	ids := map[string]int{}
	id := func(list []string) []int {
		out := make([]int, len(list))
		for i, w := range list {
			if _, ok := ids[w]; !ok {
				ids[w] = len(ids)
			}
			out[i] = ids[w]
		}
		return out
	}
	x, y := id(a), id(b)
	row := make([]int, len(y)+1)
	for _, v := range x {
		corner := 0
		for j, w := range y {
			above := row[j+1]
			if v == w {
				row[j+1] = corner + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			corner = above
		}
	}
	return share(row[len(y)], min(len(x), len(y)))
}

func TestOrderOf(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want string
	}{{"a b c d", "a b c d", "1.00"}, {"a b c d", "c d a b", "0.50"}, {"a b x", "a b y", "1.00"}, {"", "", "1.00"}} {
		if got := fmt.Sprintf("%.2f", orderOf(strings.Fields(tc.a), strings.Fields(tc.b))); got != tc.want {
			t.Errorf("%q %q: %s, want %s", tc.a, tc.b, got, tc.want)
		}
	}
}
