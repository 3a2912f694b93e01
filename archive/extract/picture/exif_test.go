package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// turned is a JPEG of 32 x 16 dots, dark in its upper left quarter as it is
// stored, that says how it is to be shown.
func turned(t *testing.T, orientation uint16, gray bool, order binary.ByteOrder) []byte {
	t.Helper()
	rect := image.Rect(0, 0, 32, 16)
	var m interface {
		image.Image
		Set(x, y int, c color.Color)
	} = image.NewRGBA(rect)
	if gray {
		m = image.NewGray(rect)
	}
	for y := range 16 {
		for x := range 32 {
			c := color.Gray{255}
			if x < 16 && y < 8 {
				c.Y = 0
			}
			m.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	tags := []byte("Exif\x00\x00II*\x00")
	if order == binary.BigEndian {
		tags = []byte("Exif\x00\x00MM\x00*")
	}
	for _, v := range []any{uint32(8), uint16(1), uint16(274), uint16(3), uint32(1), orientation, uint16(0), uint32(0)} {
		n := len(tags)
		switch v := v.(type) {
		case uint16:
			tags = append(tags, 0, 0)
			order.PutUint16(tags[n:], v)
		case uint32:
			tags = append(tags, 0, 0, 0, 0)
			order.PutUint32(tags[n:], v)
		}
	}
	size := len(tags) + 2
	return append(append([]byte{0xff, 0xd8, 0xff, 0xe1, byte(size >> 8), byte(size)}, tags...), b.Bytes()[2:]...)
}

func TestOrientation(t *testing.T) {
	for _, tc := range []struct {
		orientation   uint16
		width, height int
		dark          image.Point // the quarter: 0 or 1 across, 0 or 1 down
	}{
		{1, 32, 16, image.Pt(0, 0)},
		{2, 32, 16, image.Pt(1, 0)},
		{3, 32, 16, image.Pt(1, 1)},
		{4, 32, 16, image.Pt(0, 1)},
		{5, 16, 32, image.Pt(0, 0)},
		{6, 16, 32, image.Pt(1, 0)},
		{7, 16, 32, image.Pt(1, 1)},
		{8, 16, 32, image.Pt(0, 1)},
		{0, 32, 16, image.Pt(0, 0)}, // not a number that there is
		{9, 32, 16, image.Pt(0, 0)},
	} {
		for _, gray := range []bool{true, false} {
			for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
				b := turned(t, tc.orientation, gray, order)
				f, err := Open(bytes.NewReader(b), int64(len(b)))
				if err != nil {
					t.Fatal(err)
				}
				m, err := f.Decode(1)
				if err != nil {
					t.Fatal(err)
				}
				if p := f.Pages[0]; p.Width != tc.width || p.Height != tc.height {
					t.Errorf("%d: %d x %d dots", tc.orientation, p.Width, p.Height)
				}
				for _, q := range []image.Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
					at := m.At(tc.width/4+q.X*tc.width/2, tc.height/4+q.Y*tc.height/2)
					if dark := color.GrayModel.Convert(at).(color.Gray).Y < 128; dark != (q == tc.dark) {
						t.Errorf("%d, gray %v: the quarter %v is dark: %v", tc.orientation, gray, q, dark)
					}
				}
			}
		}
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if o := orientation(b); o < 1 || o > 8 {
			t.Errorf("orientation %d", o)
		}
	})
}
