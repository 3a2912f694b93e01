package web

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"math"
	"strings"
	"testing"

	"readingroom/archive"
)

func TestPicture(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	const report, release = "/items/2026-001-0001/pages/", "/items/2026-001-0002/pages/"
	for _, c := range []struct {
		path   string
		status int
		says   string // or the size of the picture
	}{
		{report + "3.png", 200, "1280x1656"},
		{report + "3.jpg?w=600", 200, "600x776"},
		{report + "3.png?crop=50,142.5,190,192.5&w=280", 200, "280x100"},
		{report + "3.png?crop=50,142.5,190,192.5", 200, "280x100"},
		{report + "3.png?crop=-50,-50,1e9,396&w=612", 200, "612x396"},
		{report + "36.png", 404, "has 35 pages, so there is no page 36."},
		{report + "0.png", 400, "is no page’s number"},
		{report + "x.png", 400, "is no page’s number"},
		{report + "3.png?w=15", 400, "from 16 to 2560"},
		{report + "3.png?w=2561", 400, "from 16 to 2560"},
		{report + "3.png?w=x", 400, "from 16 to 2560"},
		{report + "3.png?crop=1,2,3", 400, "A box is four numbers"},
		{report + "3.png?crop=1,2,3,4,5", 400, "A box is four numbers"},
		{report + "3.png?crop=NaN,0,9,9", 400, "A box is four numbers"},
		{report + "3.png?crop=0,0,Inf,9", 400, "A box is four numbers"},
		{report + "3.png?crop=700,0,800,9", 400, "There is nothing of page 3"},
		{report + "3.png?crop=90,9,9,99", 400, "There is nothing of page 3"},
		{report + "3.png?crop=0,0,1,792&w=2560", 400, "That would be a picture of 2560 by"},
		{release + "2.png", 404, "The size of page 2 of 2026-001-0002 is not known"},
		{release + "3.png", 404, "The size of page 3 of 2026-001-0002 is not known"},
		{"/items/2026-001-0003/pages/1.png", 404, "is not made of pages that look alike"},
		{"/items/2026-009-0003/pages/1.png", 404, "is not in this archive"},
	} {
		a := get(t, h, c.path)
		if a.StatusCode != 200 {
			a.want(t, c.status, "main", c.says)
			continue
		}
		img, _, err := image.DecodeConfig(strings.NewReader(a.body))
		if size := fmt.Sprintf("%dx%d", img.Width, img.Height); err != nil || c.status != 200 || size != c.says || a.Header.Get("Content-Type") != "image/png" {
			t.Errorf("%s: %d %s %s %v", c.path, a.StatusCode, a.Header.Get("Content-Type"), size, err)
		}
	}
}

func TestPictureIsKeptByTheBrowser(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	tags := map[string]string{}
	for _, path := range []string{"3.png", "3.png?w=600", "4.png", "3.png?crop=0,0,10,10&w=1280"} {
		path = "/items/2026-001-0001/pages/" + path
		a := get(t, h, path)
		tag := a.Header.Get("ETag")
		if tags[tag] != "" || tag == "" {
			t.Errorf("%s and %s have one tag, %s", path, tags[tag], tag)
		}
		tags[tag] = path
		if a := ask(t, h, "GET", path, header("If-None-Match", `"x", W/`+tag)); a.StatusCode != 304 || a.body != "" {
			t.Errorf("%s: status %d, %d bytes", path, a.StatusCode, len(a.body))
		}
		if got := a.Header.Get("Cache-Control"); got != "private, max-age=3600" {
			t.Error(got)
		}
	}
}

// pictures are made by a function.
type pictures func(crop archive.Box, width int) ([]byte, error)

func (p pictures) Picture(_ context.Context, _ archive.Digest, _ int, crop archive.Box, width int) ([]byte, error) {
	return p(crop, width)
}

func TestNoPicture(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	for name, c := range map[string]struct {
		source Pictures
		status int
		says   string
	}{
		"none are made":      {nil, 404, "This archive makes no pictures of pages."},
		"not of this":        {pictures(func(archive.Box, int) ([]byte, error) { return nil, archive.ErrNotFound }), 404, "No picture can be made of page 3"},
		"not well":           {pictures(func(archive.Box, int) ([]byte, error) { return nil, bytes.ErrTooLarge }), 500, "in the server’s log"},
		"something else":     {pictures(func(archive.Box, int) ([]byte, error) { return []byte("<script>alert(1)</script>"), nil }), 500, "in the server’s log"},
		"nothing whatsoever": {pictures(func(archive.Box, int) ([]byte, error) { return nil, nil }), 500, "in the server’s log"},
	} {
		s.Pictures = c.source
		a := get(t, h, "/items/2026-001-0001/pages/3.png")
		a.want(t, c.status, "main", c.says)
		if a.Header.Get("ETag") != "" || strings.Contains(a.Header.Get("Cache-Control"), "max-age") {
			t.Errorf("%s: an error is to be kept: %v", name, a.Header)
		}
	}
	s.Pictures = nil
	a := get(t, h, "/items/2026-001-0001/pages/3?view=both&zoom=200")
	a.want(t, 200, "main", "This archive makes no pictures of pages", "Santa Rita Jail")
	if len(a.all("svg")) != 0 {
		t.Error("there is a picture")
	}
	get(t, h, "/items/2026-001-0001/tables/2/rows/12").want(t, 200, "main", "Haiti")
	get(t, h, "/items/2026-001-0001/pages/4/grids/1").want(t, 200, "main", "This archive makes no pictures of pages")
}

func TestBoxText(t *testing.T) {
	for _, c := range []struct {
		box  archive.Box
		want string
	}{
		{archive.Box{50, 142.5, 190.004, 192.006}, "50,142.5,190,192.01"},
		{archive.Box{-0.001, -3, 1e20, 0}, "0,-3,100000000000000000000,0"},
	} {
		if got := boxText(c.box); got != c.want {
			t.Errorf("%v: %s, want %s", c.box, got, c.want)
		}
		if b, err := parseBox(boxText(c.box)); err != nil || boxText(b) != c.want {
			t.Errorf("%v: %v %v", c.box, b, err)
		}
	}
	if b := within(archive.Box{math.NaN(), 0, 9, 9}, archive.Box{0, 0, 10, 10}); visible(b) {
		t.Error(b)
	}
}
