package picture

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"readingroom/archive"
	"readingroom/archive/blob"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A printer is a Render that says what it was asked for, and counts.
type printer struct {
	mu   sync.Mutex
	made []string
	wait chan struct{} // nil: does not wait
	err  error
}

func (p *printer) render(ctx context.Context, f *os.File, _ archive.Digest, page int, crop archive.Box, width int) ([]byte, error) {
	p.mu.Lock()
	said := fmt.Sprintf("page %d %v %d", page, crop, width)
	p.made = append(p.made, said)
	p.mu.Unlock()
	if p.wait != nil {
		select {
		case <-p.wait:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return []byte(said), p.err
}

func (p *printer) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.made)
}

// open opens a folder with one original.
func open(t *testing.T, root string, p *printer) (*Dir, archive.Digest) {
	t.Helper()
	blobs, err := blob.OpenDir(filepath.Join(root, "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	digest, _, _, err := blobs.Put(t.Context(), strings.NewReader("original"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := Open(filepath.Join(root, "pictures"), blobs, p.render)
	if err != nil {
		t.Fatal(err)
	}
	return d, digest
}

var all archive.Box

func TestPicture(t *testing.T) {
	p := &printer{}
	d, digest := open(t, t.TempDir(), p)
	for _, tc := range []struct {
		page  int
		crop  archive.Box
		width int
		want  string
		made  int // in all, after it
	}{
		{1, all, 1280, "page 1 [0 0 0 0] 1280", 1},
		{1, all, 1280, "page 1 [0 0 0 0] 1280", 1},
		{1, all, 961, "page 1 [0 0 0 0] 1280", 1},
		{1, all, 1, "page 1 [0 0 0 0] 160", 2},
		{1, all, 99999, "page 1 [0 0 0 0] 2560", 3},
		{2, all, 1280, "page 2 [0 0 0 0] 1280", 4},
		{2, archive.Box{0, 10.5, 72, 100}, 640, "page 2 [0 10.5 72 100] 640", 5},
		{2, archive.Box{0, 10.5, 72, 100}, 600, "page 2 [0 10.5 72 100] 640", 5},
		{2, archive.Box{0, 10.25, 72, 100}, 600, "page 2 [0 10.25 72 100] 640", 6},
	} {
		got, err := d.Picture(t.Context(), digest, tc.page, tc.crop, tc.width)
		if err != nil || string(got) != tc.want || p.count() != tc.made {
			t.Errorf("page %d, %v, %d: %q, %v after %d, want %q after %d", tc.page, tc.crop, tc.width, got, err, p.count(), tc.want, tc.made)
		}
	}
}

func TestPictureRefused(t *testing.T) {
	p := &printer{}
	d, digest := open(t, t.TempDir(), p)
	for _, tc := range []struct {
		name   string
		digest archive.Digest
		page   int
		crop   archive.Box
		width  int
		want   error
	}{
		{"no such original", archive.Digest{1}, 1, all, 640, archive.ErrNotFound},
		{"page 0", digest, 0, all, 640, archive.ErrNotFound},
		{"no width", digest, 1, all, 0, archive.ErrInvalid},
		{"an empty part", digest, 1, archive.Box{10, 10, 10, 20}, 640, archive.ErrInvalid},
		{"a part beside the page", digest, 1, archive.Box{-1, 10, 10, 20}, 640, archive.ErrInvalid},
	} {
		if _, err := d.Picture(t.Context(), tc.digest, tc.page, tc.crop, tc.width); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, err, tc.want)
		}
	}
	if p.count() != 0 {
		t.Errorf("drawn: %q", p.made)
	}
}

func TestFailureIsRememberedForAWhile(t *testing.T) {
	for _, want := range []error{archive.ErrNotFound, errors.New("no paper")} {
		p := &printer{err: want}
		d, digest := open(t, t.TempDir(), p)
		now := time.Date(2017, 2, 3, 0, 0, 0, 0, time.UTC)
		d.Now = func() time.Time { return now }
		for i, made := range []int{1, 1, 2} {
			if i == 2 {
				now = now.Add(remember)
			}
			if _, err := d.Picture(t.Context(), digest, 7, all, 640); !errors.Is(err, want) || p.count() != made {
				t.Errorf("time %d: %v after %d, want %v after %d", i, err, p.count(), want, made)
			}
		}
	}
}

func TestOneIsMadeForAllWhoWait(t *testing.T) {
	p := &printer{wait: make(chan struct{})}
	d, digest := open(t, t.TempDir(), p)
	impatient, leave := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for i := range 8 {
		ctx := t.Context()
		if i == 0 {
			ctx = impatient // even where it came first
		}
		wg.Go(func() {
			b, err := d.Picture(ctx, digest, 1, all, 640)
			if i == 0 && !errors.Is(err, context.Canceled) || i > 0 && (err != nil || len(b) == 0) {
				t.Errorf("%d: %q, %v", i, b, err)
			}
		})
		if i == 0 {
			waiting(t, d, 1)
		}
	}
	waiting(t, d, 8)
	leave()
	waiting(t, d, 7)
	close(p.wait)
	wg.Wait()
	if p.count() != 1 {
		t.Errorf("drawn: %q", p.made)
	}
}

// waiting returns once so many wait for a picture.
func waiting(t *testing.T, d *Dir, n int) {
	t.Helper()
	for t.Context().Err() == nil {
		d.mu.Lock()
		got := 0
		for _, m := range d.making {
			got += m.waiting
		}
		d.mu.Unlock()
		if got == n {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func TestMakingEndsWhenAllHaveGone(t *testing.T) {
	p := &printer{wait: make(chan struct{})}
	d, digest := open(t, t.TempDir(), p)
	ctx, leave := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := d.Picture(ctx, digest, 1, all, 640); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	waiting(t, d, 1)
	leave()
	wg.Wait()
	close(p.wait)
	if b, err := d.Picture(t.Context(), digest, 1, all, 640); err != nil || len(b) == 0 {
		t.Errorf("who comes later: %q, %v", b, err)
	}
}

func TestOldestGo(t *testing.T) {
	root, p := t.TempDir(), &printer{}
	d, digest := open(t, root, p)
	now := time.Now()
	d.Now = func() time.Time { now = now.Add(2 * time.Hour); return now }
	d.Limit = 24 * 8 / 7 * 3 // three pages of 21 bytes, and no part of one beside another
	get := func(d *Dir, page int, crop archive.Box) {
		t.Helper()
		if _, err := d.Picture(t.Context(), digest, page, crop, 640); err != nil {
			t.Fatal(err)
		}
	}
	for _, page := range []int{1, 2, 3, 1, 4} {
		get(d, page, all)
	}
	for i := range 3 {
		get(d, 1, archive.Box{0, 0, float64(i + 1), 1})
	}
	want := "page/1-640 page/3-640 page/4-640 crop/1-640-0,0,3,1"
	if got := stored(t, root); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	// The next start knows which were asked for last.
	d, _ = open(t, root, p)
	d.Limit = 24 * 8 / 7 * 3
	get(d, 5, all)
	want = "page/1-640 page/4-640 page/5-640 crop/1-640-0,0,3,1"
	if got := stored(t, root); got != want {
		t.Errorf("after a start: %s, want %s", got, want)
	}
	if err := os.RemoveAll(filepath.Join(root, "pictures", "page")); err != nil {
		t.Fatal(err)
	}
	get(d, 1, all) // made anew
}

// stored lists the pictures in the folder.
func stored(t *testing.T, root string) string {
	t.Helper()
	var pages, crops []string
	err := filepath.WalkDir(filepath.Join(root, "pictures"), func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			kind := filepath.Base(filepath.Dir(filepath.Dir(filepath.Dir(p))))
			name := kind + "/" + filepath.Base(p)
			if kind == "page" {
				pages = append(pages, name)
			} else {
				crops = append(crops, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(append(pages, crops...), " ")
}
