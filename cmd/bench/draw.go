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
	rep, err := reader().Report(ctx, f, args[0])
	if err != nil {
		return err
	}
	for _, n := range rep.Notices {
		fmt.Printf("[%s] page %d: %s\n", n.Code, n.Page, n.Text)
	}
	if rep.Reason != "" {
		fmt.Println(rep.Reason)
	}
	if number < 1 || number > len(rep.Pages) {
		return fmt.Errorf("%s has %d pages", args[0], len(rep.Pages))
	}
	page := rep.Pages[number-1]
	picture, err := pictureOf(ctx, args[0], number, page.Width, page.Height)
	if err != nil {
		return err
	}
	c := canvas{picture, float64(picture.Bounds().Dx()) / page.Width, float64(picture.Bounds().Dy()) / page.Height}
	c.read(rep, page)
	fmt.Printf("page %d: %.6g x %.6g points, %d words, %d marks\n", number, page.Width, page.Height, len(page.Words), len(page.Marks))
	out, err := os.Create(args[2])
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(out, picture), out.Close())
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

// read draws what was read from a page.
func (c canvas) read(rep extract.Report, page archive.Page) {
	for _, w := range page.Words {
		c.frame(w.Box, wordInk, 1)
	}
	for _, t := range rep.Tables {
		// A table that goes on over several pages has its rows' boxes on each.
		on := map[int]bool{}
		box, any := archive.Box{}, false
		for i, r := range t.Rows {
			if r.Page != page.Number {
				continue
			}
			on[i] = true
			if box, any = union(box, any, r.Box); any {
				continue
			}
		}
		if t.Page == page.Number {
			box, any = union(box, any, t.Box)
		}
		if !any {
			continue
		}
		for _, cell := range t.Cells {
			// Rows of cells count the header; a cell belongs to this page where it lies in the table's part of it.
			if row := cell.Row - t.HeaderRows; on[row] || row < 0 && t.Page == page.Number {
				c.frame(cell.Box, cellInk, 1)
			}
		}
		c.frame(box, tableInk, 2)
		c.label(box, fmt.Sprintf("table %d %.2f %s", t.Number, t.Confidence, t.Title), tableInk)
	}
	for _, m := range page.Marks {
		c.frame(m.Box, markInk, 2)
		c.label(m.Box, string(m.Kind)+" "+m.Code, markInk)
	}
}

func union(a archive.Box, any bool, b archive.Box) (archive.Box, bool) {
	switch {
	case b == archive.Box{}:
		return a, any
	case !any:
		return b, true
	}
	return a.Union(b), true
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
