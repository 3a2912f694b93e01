package ocr

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// A desk is white paper to write and draw on, 200 dots to an inch.
type desk struct{ *image.Gray }

func newDesk(w, h int) desk {
	d := desk{image.NewGray(image.Rect(0, 0, w, h))}
	draw.Draw(d, d.Bounds(), image.White, image.Point{}, draw.Src)
	return d
}

func (d desk) fill(x0, y0, x1, y1 int) {
	draw.Draw(d, image.Rect(x0, y0, x1, y1), image.Black, image.Point{}, draw.Src)
}

// write writes in letters of so many points.
func (d desk) write(t *testing.T, x, y int, size float64, text string) {
	t.Helper()
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 200, Hinting: font.HintingFull})
	if err != nil {
		t.Fatal(err)
	}
	dr := font.Drawer{Dst: d, Src: image.Black, Face: face, Dot: fixed.P(x, y)}
	dr.DrawString(text)
}

// table draws a ruled table and writes in it.
func table(t *testing.T) desk {
	d := newDesk(1200, 900)
	d.write(t, 100, 80, 14, "Declined Detainers")
	for i, row := range []string{"Facility Issued Declined", "Ventura 1/24/2017 2/4/2017", "Alameda 12/18/2016 2/7/2017", "Boulder 8/9/2015 2/10/2017"} {
		for k, cell := range strings.Fields(row) {
			d.write(t, 120+330*k, 170+80*i, 11, cell)
		}
	}
	for i := range 5 {
		d.fill(100, 120+80*i, 1090, 122+80*i)
	}
	for k := range 4 {
		d.fill(100+330*k, 120, 102+330*k, 442)
	}
	return d
}

func TestSkew(t *testing.T) {
	s := sheetOf(table(t).Gray, 200)
	for _, angle := range []float64{-4.5, -.8, 0, .3, 2, 6} {
		turned := s.straight(-angle)
		got, clear := turned.skew()
		if math.Abs(got-angle) > .06 || clear < someLines {
			t.Errorf("skew %v found as %v, %v clear", angle, got, clear)
		}
	}
	blank := newSheet(800, 600, 200)
	if got, clear := blank.skew(); got != 0 || clear != 0 {
		t.Errorf("white paper is %v askew, %v clear", got, clear)
	}
}

func TestLines(t *testing.T) {
	for _, tc := range []struct {
		name           string
		draw           func(desk)
		level, upright int
	}{
		{"nothing", func(desk) {}, 0, 0},
		{"words alone", func(d desk) {
			for i := range 12 {
				d.write(t, 60, 80+36*i, 9, "All Illinois jails will fill llll lill IIII |||| at the hill mmmmmmmmm 11111")
			}
		}, 0, 0},
		{"a dash", func(d desk) { d.write(t, 60, 80, 12, "between Feb 4 — Feb 10") }, 0, 0},
		{"a line", func(d desk) { d.fill(100, 200, 900, 202) }, 1, 0},
		{"a line of one dot", func(d desk) { d.fill(100, 200, 900, 201) }, 1, 0},
		{"a broken line", func(d desk) {
			for x := 100; x < 900; x += 100 {
				d.fill(x, 200, x+90, 202)
			}
		}, 1, 0},
		{"a line that steps", func(d desk) {
			for i := range 8 {
				d.fill(100+100*i, 200+i/2, 200+100*i, 202+i/2)
			}
		}, 1, 0},
		{"a box", func(d desk) {
			d.fill(100, 100, 500, 102)
			d.fill(100, 140, 500, 142)
			d.fill(100, 100, 102, 142)
			d.fill(500, 100, 502, 142)
		}, 2, 2},
		{"a black bar is no line", func(d desk) { d.fill(100, 100, 500, 160) }, 0, 0},
		{"dots that lead the eye", func(d desk) { d.write(t, 60, 80, 10, "Total"+strings.Repeat(".", 80)+"12") }, 0, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := newDesk(1000, 600)
			tc.draw(d)
			level, upright := 0, 0
			for _, l := range sheetOf(d.Gray, 200).lines() {
				if l.upright {
					upright++
				} else {
					level++
				}
			}
			if level != tc.level || upright != tc.upright {
				t.Errorf("%d level and %d upright, want %d and %d", level, upright, tc.level, tc.upright)
			}
		})
	}
}

// A line goes; a letter that stands on it stays.
func TestErase(t *testing.T) {
	d := newDesk(1000, 300)
	d.fill(100, 200, 900, 203)
	d.fill(400, 170, 404, 203)
	s := sheetOf(d.Gray, 200)
	s.erase(s.lines())
	if s.pix[201*s.w+200] != 255 || s.pix[201*s.w+800] != 255 {
		t.Error("the line is still there")
	}
	if s.pix[185*s.w+402] != 0 {
		t.Error("the letter is gone")
	}
}

func TestPatches(t *testing.T) {
	d := newDesk(1000, 600)
	d.fill(100, 100, 400, 140) // a black box
	for y := 300; y < 360; y++ {
		for x := 100; x < 800; x++ {
			d.Pix[y*d.Stride+x] = 210
		}
	}
	d.write(t, 120, 345, 12, "Facility")
	d.write(t, 100, 500, 30, "Large HEAVY letters")
	got := fmt.Sprint(sheetOf(d.Gray, 200).patches())
	if want := "[{100 300 800 360 210} {100 100 400 140 0}]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestClean(t *testing.T) {
	d := newDesk(1000, 600)
	d.write(t, 100, 200, 11, "Jail.")
	want := sheetOf(d.Gray, 200)
	for _, p := range [][2]int{{50, 50}, {600, 400}, {611, 93}, {330, 190}} {
		d.fill(p[0], p[1], p[0]+2, p[1]+2)
	}
	got := sheetOf(d.Gray, 200)
	got.clean()
	if string(got.pix) != string(want.pix) {
		t.Error("specks are left, or a stop is gone")
	}
}

func TestTrim(t *testing.T) {
	d := newDesk(1000, 600)
	d.fill(400, 200, 500, 300)
	want := sheetOf(d.Gray, 200)
	d.fill(0, 0, 40, 600)
	d.fill(0, 0, 1000, 25)
	got := sheetOf(d.Gray, 200)
	got.trim()
	if string(got.pix) != string(want.pix) {
		t.Error("the rim is left, or a box is gone")
	}
}

func TestReadTSV(t *testing.T) {
	head := "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
	for _, tc := range []struct{ name, in, want string }{
		{"nothing", head, "[]"},
		{"lines", head + "5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.4\tone\n5\t1\t1\t1\t2\t1\t10\t40\t30\t8\t3\ttwo\n", "[{one 10 20 40 28 96 1} {two 10 40 40 48 3 2}]"},
		{"white", head + "5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t95\t \n", "[]"},
		{"not a number", head + "5\t1\t1\t1\t1\t1\tx\t20\t30\t8\t95\ta\n", `tesseract: a word stands at "x"`},
		{"far off", head + "5\t1\t1\t1\t1\t1\t-5\t20\t30\t8\t95\ta\n", `tesseract: a word stands at "-5"`},
	} {
		words, err := readTSV(strings.NewReader(tc.in))
		got := fmt.Sprint(words)
		if err != nil {
			got = err.Error()
		}
		if got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

func FuzzReadTSV(f *testing.F) {
	f.Add("5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.4\tone\n")
	f.Fuzz(func(t *testing.T, in string) {
		words, _ := readTSV(strings.NewReader(in))
		for _, w := range words {
			if w.text == "" || w.confidence < 1 || w.confidence > 100 || w.x1 < w.x0 || w.y1 < w.y0 {
				t.Errorf("%+v", w)
			}
		}
	})
}

// FuzzSheet looks at pictures of any dots.
func FuzzSheet(f *testing.F) {
	f.Add([]byte("\x00\xff\x80\x00\xff"), 7)
	f.Fuzz(func(t *testing.T, b []byte, w int) {
		if w < 1 || w > 200 || len(b) < w || len(b) > 40_000 {
			t.Skip()
		}
		s := sheetOf(&image.Gray{Pix: b, Stride: w, Rect: image.Rect(0, 0, w, len(b)/w)}, 40)
		s.even()
		s.trim()
		s.clean()
		angle, _ := s.skew()
		s = s.straight(angle)
		s.flatten(s.patches())
		s.erase(s.lines())
		s.montage(s.missed(nil))
	})
}

func TestLanguages(t *testing.T) {
	got := languages("List of available languages in \"/usr/share/tessdata/\" (3):\neng\nosd\nchi_sim\n")
	if fmt.Sprint(got) != "[eng chi_sim]" {
		t.Errorf("%v", got)
	}
	if m := (Program{Languages: got}).Missing([]string{"eng", "spa"}); m != "spa" {
		t.Errorf("missing %q", m)
	}
}

func TestSizes(t *testing.T) {
	for _, tc := range []struct {
		w, h int
		dpi  float64
		want string
	}{
		{0, 10, 200, "the picture is empty"},
		{100_000, 10, 200, "the picture is too large to be read: 100000 x 10 dots"},
		{10, 10, 0, "0 dots to an inch make no page"},
		{10, 10, math.NaN(), "NaN dots to an inch make no page"},
	} {
		// No dots are there; none may be looked at.
		p := &image.Gray{Stride: tc.w, Rect: image.Rect(0, 0, tc.w, tc.h)}
		if _, _, err := (Reader{}).Read(t.Context(), p, tc.dpi); err == nil || err.Error() != tc.want {
			t.Errorf("%v, want %s", err, tc.want)
		}
	}
}

// fake writes a program that is called tesseract and puts it in the PATH.
func fake(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "tesseract"), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
}

func TestFind(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := Find(t.Context()); !errors.Is(err, ErrNone) {
		t.Errorf("an empty PATH: %v", err)
	}
	fake(t, `case $1 in --version) echo tesseract 5.3.0;; *) echo 'List (2):'; echo eng; echo spa;; esac`)
	if p, err := Find(t.Context()); err != nil || p.String() != "Tesseract 5.3.0 (eng, spa)" {
		t.Errorf("%v, %v", p, err)
	}
	fake(t, `echo hello`)
	if p, err := Find(t.Context()); err == nil {
		t.Errorf("another program was taken for it: %v", p)
	}
}

// A program that hangs is killed with the context, one that babbles is cut off.
func TestMisbehaviour(t *testing.T) {
	s := newSheet(50, 50, 200)
	fake(t, `exec /bin/sleep 1000`)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	r := Reader{Program: Program{Path: filepath.Join(os.Getenv("PATH"), "tesseract")}}
	if _, err := r.recognize(ctx, s, auto); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it hung: %v", err)
	}
	fake(t, `exec /usr/bin/yes`)
	r.Program.Path = filepath.Join(os.Getenv("PATH"), "tesseract")
	if _, err := r.recognize(t.Context(), s, auto); err == nil {
		t.Error("endless words were taken")
	}
	fake(t, `echo no such language >&2; exit 1`)
	r.Program.Path = filepath.Join(os.Getenv("PATH"), "tesseract")
	if _, err := r.recognize(t.Context(), s, auto); err == nil || !strings.Contains(err.Error(), "no such language") {
		t.Errorf("%v", err)
	}
}

// TestRead reads a table, lying every way; where Tesseract is installed.
func TestRead(t *testing.T) {
	p, err := Find(t.Context())
	if err != nil {
		t.Skip(err)
	}
	r := Reader{Program: p}
	straight := sheetOf(table(t).Gray, 200)
	for _, tc := range []struct {
		quarters int // that it is turned clockwise
		askew    float64
		skew     float64
	}{
		{0, 0, 0},
		{0, 1.5, 1.5},
		{1, 0, 90},
		{2, 0, 180},
		{3, -.5, 269.5},
	} {
		s := straight.straight(-tc.askew).turned(tc.quarters)
		page, l, err := r.Read(t.Context(), &image.Gray{Pix: s.pix, Stride: s.w, Rect: image.Rect(0, 0, s.w, s.h)}, 200)
		if err != nil {
			t.Fatal(err)
		}
		if d := math.Mod(page.Skew-tc.skew+540, 360) - 180; math.Abs(d) > .1 {
			t.Errorf("turned by %d quarters and %v degrees: skew %v, want %v", tc.quarters, tc.askew, page.Skew, tc.skew)
		}
		if len(page.Rulings) != 9 || page.Confidence < .9 || math.Abs(page.Width-432) > .5 || math.Abs(page.Height-324) > .5 {
			t.Errorf("turned by %d quarters: %d rulings, confidence %v, %v x %v points", tc.quarters, len(page.Rulings), page.Confidence, page.Width, page.Height)
		}
		var words []string
		for _, w := range l.Words() {
			words = append(words, w.Text)
			if w.Confidence < 1 || w.Confidence > 100 {
				t.Errorf("%q is sure by %d", w.Text, w.Confidence)
			}
		}
		want := "Declined Detainers Facility Issued Declined Ventura 1/24/2017 2/4/2017 Alameda 12/18/2016 2/7/2017 Boulder 8/9/2015 2/10/2017"
		if got := strings.Join(words, " "); got != want {
			t.Errorf("turned by %d quarters:\n%s\nwant\n%s", tc.quarters, got, want)
		}
	}
}
