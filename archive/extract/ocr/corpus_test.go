package ocr_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
	"readingroom/archive/extract/ocr"
	"readingroom/archive/extract/pdf"
	"readingroom/archive/extract/pdf/mark"
)

// corpus is a folder of real records beside the module; it is not part of it.
const corpus = "../../../../shared/corpus/pdf"

// TestCorpus renders pages whose words are known, as they are and as a bad
// scan, reads them, and asks for most of the words.
func TestCorpus(t *testing.T) {
	if _, err := os.Stat(corpus); err != nil {
		t.Skipf("no real records at %s: %v", corpus, err)
	}
	if testing.Short() {
		t.Skip("takes minutes")
	}
	r := reader(t)
	var clean, bad, plain, plainBad score
	for _, tc := range []struct {
		file string
		page int
	}{
		{"icdar2013-eu/eu-004.pdf", 1},
		{"icdar2013-eu/eu-009a.pdf", 1},
		{"icdar2013-eu/eu-020.pdf", 1},
		{"nics/nics-checks-last-five-years.pdf", 1},
		{"tabula/schools.pdf", 1},
		{"tabula/campaign_donors.pdf", 1},
		{"tabula/m27.pdf", 1},
		{"pdfplumber/ca-warn-report.pdf", 2},
		{"pdfplumber/scotus-transcript-p1.pdf", 1},
		{"pdfplumber/issue-53-example.pdf", 1},
		{"doctor/broken-mime.pdf", 3},
	} {
		want := wordsOf(t, filepath.Join(corpus, tc.file), tc.page)
		picture := render(t, filepath.Join(corpus, tc.file), tc.page)
		scan := worn(picture)
		a, b := clean, bad
		clean.read(t, r, picture, want)
		bad.read(t, r, scan, want)
		if os.Getenv("OCR_PLAIN") != "" {
			plain.plain(t, r, picture, want)
			plainBad.plain(t, r, scan, want)
		}
		t.Logf("%s, page %d: %v; as a bad scan %v", tc.file, tc.page, clean.less(a), bad.less(b))
	}
	t.Logf("all: %v; as bad scans %v", clean, bad)
	if plain.want > 0 {
		t.Logf("tesseract alone: %v; %v", plain, plainBad)
	}
	if clean.recall() < .95 || bad.recall() < .9 {
		t.Errorf("read %v; of bad scans %v", clean, bad)
	}
}

func reader(t *testing.T) ocr.Reader {
	t.Helper()
	p, err := ocr.Find(t.Context())
	if err != nil {
		t.Skip(err)
	}
	return ocr.Reader{Program: p}
}

// wordsOf returns the words that a PDF states on a page.
func wordsOf(t *testing.T, file string, page int) []string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rec record.Recorder
	if err := pdf.Read(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(file, err)
	}
	return texts(rec.Pages[page-1].Words)
}

func texts(words []archive.Word) []string {
	var out []string
	for _, w := range words {
		out = append(out, w.Text)
	}
	return out
}

// render draws a page with poppler, where it is installed, at 200 dots to an inch.
func render(t *testing.T, file string, page int) *image.Gray {
	t.Helper()
	n := fmt.Sprint(page)
	out, err := exec.CommandContext(t.Context(), "pdftoppm", "-r", "200", "-gray", "-f", n, "-l", n, file).Output()
	if err != nil {
		t.Skip("pdftoppm: ", err)
	}
	var w, h, most int
	if _, err := fmt.Sscanf(string(out[:min(40, len(out))]), "P5\n%d %d\n%d", &w, &h, &most); err != nil {
		t.Fatal(err)
	}
	return &image.Gray{Pix: out[len(out)-w*h:], Stride: w, Rect: image.Rect(0, 0, w, h)}
}

// worn is a picture as a bad scanner would have made it: 0.8 degrees askew,
// out of focus, with specks, packed hard.
func worn(p *image.Gray) *image.Gray {
	b := p.Bounds()
	w, h := b.Dx(), b.Dy()
	out := image.NewGray(b)
	sin, cos := math.Sincos(.8 * math.Pi / 180)
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= w || y >= h {
			return 255
		}
		return float64(p.Pix[y*p.Stride+x])
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for y := range h {
		for x := range w {
			u, v := float64(x)-float64(w)/2, float64(y)-float64(h)/2
			sx, sy := u*cos+v*sin+float64(w)/2, v*cos-u*sin+float64(h)/2
			x0, y0 := int(math.Floor(sx)), int(math.Floor(sy))
			rx, ry := sx-float64(x0), sy-float64(y0)
			sum := (at(x0, y0)*(1-rx)+at(x0+1, y0)*rx)*(1-ry) + (at(x0, y0+1)*(1-rx)+at(x0+1, y0+1)*rx)*ry
			sum = .4*sum + .15*(at(x0-1, y0)+at(x0+2, y0)+at(x0, y0-1)+at(x0, y0+2))
			out.Pix[y*out.Stride+x] = uint8(min(255, max(0, sum+float64(chance.IntN(21)-10))))
		}
	}
	for range w * h / 2000 {
		out.Pix[chance.IntN(h)*out.Stride+chance.IntN(w)] = uint8(chance.IntN(2) * 255)
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, out, &jpeg.Options{Quality: 55}); err != nil {
		panic(err)
	}
	img, err := jpeg.Decode(&buf)
	if err != nil {
		panic(err)
	}
	return img.(*image.Gray)
}

// A score counts words that were read against those that stand there.
type score struct {
	hit, got, want int
	cpu            time.Duration
}

func (s score) recall() float64 { return float64(s.hit) / float64(max(1, s.want)) }

func (s score) less(o score) score {
	return score{s.hit - o.hit, s.got - o.got, s.want - o.want, s.cpu - o.cpu}
}

func (s score) String() string {
	return fmt.Sprintf("recall %.3f precision %.3f of %d words in %.1f s", s.recall(), float64(s.hit)/float64(max(1, s.got)), s.want, s.cpu.Seconds())
}

func (s *score) count(got, want []string) {
	left := map[string]int{}
	for _, w := range want {
		left[plainQuotes(w)]++
	}
	for _, w := range got {
		if w = plainQuotes(w); left[w] > 0 {
			left[w]--
			s.hit++
		}
	}
	s.got += len(got)
	s.want += len(want)
}

// plainQuotes makes typographic signs plain ones; Tesseract writes either.
func plainQuotes(s string) string {
	return strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-").Replace(s)
}

func (s *score) read(t *testing.T, r ocr.Reader, p *image.Gray, want []string) *mark.Page {
	t.Helper()
	began := used()
	page, l, err := r.Read(t.Context(), p, 200)
	s.cpu += used() - began
	if err != nil {
		t.Fatal(err)
	}
	s.count(texts(l.Words()), want)
	return page
}

// plain has Tesseract read the same picture as it is.
func (s *score) plain(t *testing.T, r ocr.Reader, p *image.Gray, want []string) {
	t.Helper()
	b := p.Bounds()
	cmd := exec.CommandContext(t.Context(), r.Program.Path, "stdin", "stdout", "--dpi", "200", "-l", "eng")
	cmd.Env = []string{"OMP_THREAD_LIMIT=1"}
	cmd.Stdin = strings.NewReader(fmt.Sprintf("P5\n%d %d\n255\n", b.Dx(), b.Dy()) + string(p.Pix))
	began := used()
	out, err := cmd.Output()
	s.cpu += used() - began
	if err != nil {
		t.Fatal(err)
	}
	s.count(strings.Fields(string(out)), want)
}

// used is the processor time of this process and its children.
func used() time.Duration {
	sum := time.Duration(0)
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			sum += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return sum
}
