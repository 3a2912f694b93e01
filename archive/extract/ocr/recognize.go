package ocr

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// A word as Tesseract read it, in dots of the sheet it was given.
type word struct {
	text           string
	x0, y0, x1, y1 int
	confidence     int // 1 to 100
	line           int // its number; words of a line follow each other
}

// auto is the page segmentation of Tesseract that finds blocks by itself.
const auto = 3

// recognize has Tesseract read a sheet. mode is its page segmentation.
func (r Reader) recognize(ctx context.Context, s *sheet, mode int, more ...string) ([]word, error) {
	args := []string{
		"stdin", "stdout", "--dpi", strconv.Itoa(int(math.Round(s.dpi))), "--psm", strconv.Itoa(mode), "-l", r.languages(),
		"-c", "tessedit_create_tsv=1", "-c", "debug_file=/dev/null",
	}
	args = append(args, more...)
	cmd := exec.CommandContext(ctx, r.Program.Path, args...)
	out, said := &capped{most: maxAnswer}, &capped{most: 64 << 10}
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = r.Program.environment(), s.pgm(), out, said
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		first, _, _ := strings.Cut(strings.TrimSpace(said.b.String()), "\n")
		return nil, fmt.Errorf("tesseract: %w: %s", err, first)
	}
	return readTSV(&out.b)
}

// maxAnswer is the longest answer, in bytes: far more than a page of words.
const maxAnswer = 32 << 20

// pgm returns the sheet as a portable graymap, which needs no packing.
func (s *sheet) pgm() io.Reader {
	return io.MultiReader(strings.NewReader(fmt.Sprintf("P5\n%d %d\n255\n", s.w, s.h)), bytes.NewReader(s.pix))
}

// readTSV reads the words of Tesseract's tab-separated answer: level, page,
// block, paragraph, line, word, left, top, width, height, confidence, text.
func readTSV(r io.Reader) ([]word, error) {
	var out []word
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 64<<10), 1<<20)
	number, last := 0, ""
	for lines.Scan() {
		f := strings.SplitN(lines.Text(), "\t", 12)
		if len(f) < 12 || f[0] != "5" {
			continue
		}
		text := strings.Join(strings.Fields(strings.ToValidUTF8(f[11], "\uFFFD")), "")
		if text == "" {
			continue
		}
		var n [4]int
		for i := range n {
			v, err := strconv.Atoi(f[6+i])
			if err != nil || v < 0 || v > 1<<20 {
				return nil, fmt.Errorf("tesseract: a word stands at %q", f[6+i])
			}
			n[i] = v
		}
		confidence, err := strconv.ParseFloat(f[10], 64)
		if err != nil {
			return nil, fmt.Errorf("tesseract: a word is sure by %q", f[10])
		}
		w := word{text, n[0], n[1], n[0] + n[2], n[1] + n[3], int(min(100, max(1, math.Round(confidence)))), 0}
		// A column of figures is at times taken for a line that runs down.
		at := strings.Join(f[2:5], " ")
		if at != last || len(out) > 0 && (w.y0 >= out[len(out)-1].y1 || w.y1 <= out[len(out)-1].y0) {
			number, last = number+1, at
		}
		w.line = number
		out = append(out, w)
	}
	return out, lines.Err()
}
