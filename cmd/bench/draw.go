package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"os/exec"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"readingroom/archive"
	"readingroom/archive/extract"
)

// drawing is what "bench draw" is called with.
const drawing = "usage: bench draw FILE.pdf PAGE OUT.png"

// What is drawn, and in which colour.
var (
	wordInk  = color.RGBA{0x20, 0x60, 0xff, 0xff}
	cellInk  = color.RGBA{0xe0, 0x20, 0x20, 0xff}
	tableInk = color.RGBA{0xff, 0x80, 0x00, 0xff}
	markInk  = color.RGBA{0x00, 0xa0, 0x40, 0xff}
)

// drawPage draws over the picture of a page what was read from it: words
// blue, cells red, tables orange, marks green with their names.
func drawPage(ctx context.Context, args []string) error {
	if len(args) != 3 {
		return errors.New(drawing)
	}
	number, err := strconv.Atoi(args[1])
	if err != nil {
		return errors.New(drawing)
	}
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	var rec extract.Recorder
	out, err := reader().Extract(ctx, f, args[0], &rec)
	if err != nil {
		return err
	}
	for _, n := range rec.Notices {
		fmt.Printf("[%s] page %d: %s\n", n.Code, n.Page, n.Text)
	}
	if out.Reason != "" {
		fmt.Println(out.Reason)
	}
	if number < 1 || number > len(rec.Pages) {
		return fmt.Errorf("%s has %d pages", args[0], len(rec.Pages))
	}
	page := rec.Pages[number-1]
	picture, err := pictureOf(ctx, args[0], number, page.Width, page.Height)
	if err != nil {
		return err
	}
	c := canvas{picture, float64(picture.Bounds().Dx()) / page.Width, float64(picture.Bounds().Dy()) / page.Height}
	for _, w := range page.Words {
		c.frame(w.Box, wordInk, 1)
	}
	tables := 0
	for _, t := range rec.Tables {
		if c.table(t, number) {
			tables++
		}
	}
	for _, m := range page.Marks {
		c.frame(m.Box, markInk, 2)
		c.label(m.Box, string(m.Kind)+" "+m.Code, markInk)
	}
	fmt.Printf("page %d: %.6g x %.6g points, %d words, %d tables, %d marks; %s %s\n", number, page.Width, page.Height, len(page.Words), tables, len(page.Marks), page.Reader, page.Why)
	w, err := os.Create(args[2])
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(w, picture), w.Close())
}

// pictureOf has pdftoppm, else mutool, paint a page, about 1,400 pixels long;
// it is white where neither can.
func pictureOf(ctx context.Context, path string, number int, width, height float64) (*image.RGBA, error) {
	dpi, n := strconv.Itoa(max(1, int(1400*72/max(width, height, 1)))), strconv.Itoa(number)
	for _, c := range []*exec.Cmd{
		exec.CommandContext(ctx, "pdftoppm", "-q", "-cropbox", "-r", dpi, "-f", n, "-l", n, "-png", path),
		exec.CommandContext(ctx, "mutool", "draw", "-q", "-r", dpi, "-F", "png", "-o", "-", path, n),
	} {
		out, err := c.Output()
		if err != nil {
			continue
		}
		if m, err := png.Decode(bytes.NewReader(out)); err == nil {
			rgba := image.NewRGBA(m.Bounds())
			draw.Draw(rgba, rgba.Bounds(), m, m.Bounds().Min, draw.Src)
			return rgba, nil
		}
	}
	if !(width > 0 && height > 0 && width < 1e5 && height < 1e5) {
		return nil, fmt.Errorf("a page of %g x %g points cannot be drawn", width, height)
	}
	scale := 1400 / max(width, height)
	rgba := image.NewRGBA(image.Rect(0, 0, int(width*scale)+1, int(height*scale)+1))
	draw.Draw(rgba, rgba.Bounds(), image.White, image.Point{}, draw.Src)
	return rgba, nil
}

// A canvas is the picture of a page, so many pixels a point.
type canvas struct {
	*image.RGBA
	x, y float64
}

// table draws what stands on a page of a table, and reports whether anything does.
func (c canvas) table(t extract.RecordedTable, page int) bool {
	var cells []archive.Cell
	if t.Page == page {
		cells = append(cells, t.Grid...)
	}
	for _, r := range t.Rows {
		if r.Page == page {
			cells = append(cells, r.Grid...)
		}
	}
	for _, cell := range cells {
		c.frame(cell.Box, cellInk, 1)
	}
	for _, p := range t.Pieces {
		if p.Page == page {
			c.frame(p.Box, tableInk, 2)
			c.label(p.Box, fmt.Sprintf("table %d %.2f %s", t.Number, t.Confidence, t.Title), tableInk)
		}
	}
	return len(cells) > 0
}

// frame draws the outline of a box.
func (c canvas) frame(b archive.Box, ink color.RGBA, thick int) {
	r := image.Rect(int(math.Round(b[0]*c.x)), int(math.Round(b[1]*c.y)), int(math.Round(b[2]*c.x)), int(math.Round(b[3]*c.y)))
	r.Max = r.Max.Add(image.Pt(1, 1))
	for _, side := range []image.Rectangle{
		image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+thick), image.Rect(r.Min.X, r.Max.Y-thick, r.Max.X, r.Max.Y),
		image.Rect(r.Min.X, r.Min.Y, r.Min.X+thick, r.Max.Y), image.Rect(r.Max.X-thick, r.Min.Y, r.Max.X, r.Max.Y),
	} {
		draw.Draw(c, side.Intersect(c.Bounds()), image.NewUniform(ink), image.Point{}, draw.Src)
	}
}

// label writes over the top left of a box.
func (c canvas) label(b archive.Box, text string, ink color.RGBA) {
	at := fixed.P(int(b[0]*c.x), max(12, int(b[1]*c.y)-3))
	d := font.Drawer{Dst: c.RGBA, Src: image.NewUniform(ink), Face: basicfont.Face7x13, Dot: at}
	d.DrawString(text)
}
