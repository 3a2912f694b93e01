package picture

import (
	"bytes"
	"encoding/binary"
	"image"

	"golang.org/x/image/draw"
)

// A turn is how a picture is to be shown, as Exif numbers it (TIFF 6.0,
// Orientation): 1 as it is stored, 3 upside down, 6 turned clockwise, 8 turned
// counter-clockwise, the even ones below 6 and the odd ones above 4 mirrored.
// Telephones store what their sensor sees, and say so.
type turn int

// orientation returns what a JPEG says of itself; 1 where it says nothing that can be.
func orientation(head []byte) turn {
	for at := 2; at+4 <= len(head) && head[at] == 0xff; {
		marker, size := head[at+1], int(binary.BigEndian.Uint16(head[at+2:]))
		if marker == 0xda || size < 2 { // the picture itself
			break
		}
		body := head[at+4 : min(len(head), at+2+size)]
		if tags, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok && marker == 0xe1 {
			return exifTurn(tags)
		}
		at += 2 + size
	}
	return 1
}

// exifTurn looks for tag 274 in the first directory of Exif's TIFF.
func exifTurn(b []byte) turn {
	order := byteOrder(b)
	if order == nil || len(b) < 8 {
		return 1
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	for n, e := int(order.Uint16(b[at:])), b[at+2:]; n > 0 && len(e) >= 12; n, e = n-1, e[12:] {
		const tag, short = 274, 3
		if order.Uint16(e) == tag && order.Uint16(e[2:]) == short {
			if t := turn(order.Uint16(e[8:])); t >= 1 && t <= 8 {
				return t
			}
		}
	}
	return 1
}

// onItsSide reports whether width and height change places.
func (t turn) onItsSide() bool { return t >= 5 && t <= 8 }

// of returns the picture as it is to be shown.
func (t turn) of(m image.Image) image.Image {
	if t <= 1 {
		return m
	}
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	to := image.Rect(0, 0, w, h)
	if t.onItsSide() {
		to = image.Rect(0, 0, h, w)
	}
	// place is where the dot x, y goes.
	place := func(x, y int) (int, int) {
		switch t {
		case 2:
			return w - 1 - x, y
		case 3:
			return w - 1 - x, h - 1 - y
		case 4:
			return x, h - 1 - y
		case 5:
			return y, x
		case 6:
			return h - 1 - y, x
		case 7:
			return h - 1 - y, w - 1 - x
		}
		return y, w - 1 - x
	}
	if g, ok := m.(*image.Gray); ok {
		out := image.NewGray(to)
		for y := range h {
			row := g.Pix[g.PixOffset(b.Min.X, b.Min.Y+y):]
			for x := range w {
				px, py := place(x, y)
				out.Pix[py*out.Stride+px] = row[x]
			}
		}
		return out
	}
	in, out := image.NewRGBA(image.Rect(0, 0, w, h)), image.NewRGBA(to)
	draw.Draw(in, in.Rect, m, b.Min, draw.Src)
	for y := range h {
		for x := range w {
			px, py := place(x, y)
			copy(out.Pix[py*out.Stride+4*px:][:4], in.Pix[y*in.Stride+4*x:])
		}
	}
	return out
}
