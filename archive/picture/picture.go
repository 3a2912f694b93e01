// Package picture keeps pictures of pages on the disk, made when they are first
// asked for, and forgets those that nobody asked for the longest.
//
//	pictures/page/ab/abcdef…/12-1280                       page 12 of blob abcdef…, 1,280 pixels wide
//	pictures/crop/ab/abcdef…/12-640-72,100.5,300,180.25    a part of it, in points
//
// All of it can be made again from the originals: the folder may be removed at
// any time. Only archive/internal/whole is needed; a general cache would know
// neither that two readers wait for the same page nor what a page costs.
package picture

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"readingroom/archive"
	"readingroom/archive/blob"
	"readingroom/archive/internal/whole"
)

// Render draws a page of an original, which counts from 1, as a picture that is
// width pixels wide: the part of it that is crop, in points, or where that is
// zero all of it. No such page is archive.ErrNotFound.
type Render func(ctx context.Context, original *os.File, digest archive.Digest, page int, crop archive.Box, width int) ([]byte, error)

// A Dir is a folder of pictures. Its fields may be changed before the first
// picture is asked for.
type Dir struct {
	Limit int64            // bytes that the pictures may take; 2 GiB, of which parts of pages may take an eighth
	Now   func() time.Time // the clock

	root    string
	blobs   blob.Dir
	render  Render
	drawing chan struct{} // holds one for each that is being drawn

	mu     sync.Mutex
	making map[string]*making
	failed map[string]failure
	pages  shelf
	crops  shelf
}

// Open opens a folder of pictures of the originals in blobs, and makes it where
// there is none. As many pictures are drawn at a time as there are processors.
func Open(root string, blobs blob.Dir, render Render) (*Dir, error) {
	d := &Dir{
		Limit: 2 << 30, Now: time.Now,
		root: root, blobs: blobs, render: render, drawing: make(chan struct{}, max(1, runtime.NumCPU())),
		making: map[string]*making{}, failed: map[string]failure{},
	}
	if err := whole.Sweep(root); err != nil {
		return nil, err
	}
	for name, s := range map[string]*shelf{"page": &d.pages, "crop": &d.crops} {
		if err := s.load(root, name); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// Widths are those that pictures have, in pixels; another is rounded up.
var Widths = []int{160, 320, 640, 960, 1280, 1920, 2560}

// Picture returns a picture of a page, as PNG or JPEG: of all of it where crop
// is zero, else of that part, in points. It is one of Widths wide. Where the
// original or the page is not there it returns archive.ErrNotFound.
func (d *Dir) Picture(ctx context.Context, digest archive.Digest, page int, crop archive.Box, width int) ([]byte, error) {
	if page < 1 {
		return nil, fmt.Errorf("page %d: %w", page, archive.ErrNotFound)
	}
	if width < 1 || crop != (archive.Box{}) && !(crop[0] >= 0 && crop[1] >= 0 && crop[0] < crop[2] && crop[1] < crop[3] && crop[2] < 1e6 && crop[3] < 1e6) {
		return nil, fmt.Errorf("the part %v of page %d, %d pixels wide: %w", crop, page, width, archive.ErrInvalid)
	}
	at, _ := slices.BinarySearch(Widths, width)
	w := wanted{digest, page, crop, Widths[min(at, len(Widths)-1)]}
	if b, err := d.read(w); !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	return d.make(ctx, w)
}

// wanted is what a picture shows.
type wanted struct {
	digest archive.Digest
	page   int
	crop   archive.Box
	width  int
}

// name is where it stands in the folder.
func (w wanted) name() string {
	s := w.digest.String()
	kind, file := "page", fmt.Sprintf("%d-%d", w.page, w.width)
	if c := w.crop; c != (archive.Box{}) {
		kind, file = "crop", fmt.Sprintf("%s-%g,%g,%g,%g", file, c[0], c[1], c[2], c[3])
	}
	return filepath.Join(kind, s[:2], s, file)
}

func (d *Dir) shelf(w wanted) (s *shelf, limit int64) {
	if w.crop != (archive.Box{}) {
		return &d.crops, d.Limit / 8
	}
	return &d.pages, d.Limit - d.Limit/8
}

// read reads a picture that is there.
func (d *Dir) read(w wanted) ([]byte, error) {
	path := filepath.Join(d.root, w.name())
	b, err := os.ReadFile(path)
	if err == nil {
		d.mu.Lock()
		s, _ := d.shelf(w)
		again := s.touch(w.name(), d.Now())
		d.mu.Unlock()
		if again {
			_ = os.Chtimes(path, time.Time{}, d.Now()) // so that the next start knows; a folder that cannot be written to is read all the same
		}
	}
	return b, err
}
