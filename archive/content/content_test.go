package content

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"readingroom/archive"
)

func write(t *testing.T, d Dir, digest archive.Digest, pages, rows int) Head {
	t.Helper()
	w, err := d.Create(digest)
	if err != nil {
		t.Fatal(err)
	}
	for n := range pages {
		if err := w.Page(archive.Page{Number: n + 1, Text: fmt.Sprintf("page %d", n+1), Words: []archive.Word{{Text: "page"}}[:n%2]}); err != nil {
			t.Fatal(err)
		}
	}
	if rows > 0 {
		if err := w.Table(archive.Table{Sheet: "Declined", Header: []string{"County", "State"}}); err != nil {
			t.Fatal(err)
		}
	}
	for n := range rows { // numbers with gaps, as blank rows leave them
		if err := w.Row(archive.Row{Number: 2 + 3*n, Cells: []string{fmt.Sprint(n), "CA"}}); err != nil {
			t.Fatal(err)
		}
	}
	h, err := w.Commit(func(h *Head) { h.Reader = 7 })
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestPagesAndRowsAreReadAlone(t *testing.T) {
	d, err := OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	digest := archive.DigestOf([]byte("x"))
	if h := write(t, d, digest, 3, 1000); h.Pages != 3 || h.Rows() != 1000 || len(h.Tables[0].Runs) != (1000+runLength-1)/runLength {
		t.Fatalf("%+v", h)
	}
	f, err := d.Open(digest)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if f.Head().Reader != 7 {
		t.Error(f.Head().Reader)
	}
	if p, err := f.Page(2); err != nil || p.Text != "page 2" {
		t.Error(p, err)
	}
	for n, want := range map[int]int{1: 0, 2: 1, 3: 0} {
		if words, err := f.Words(n); err != nil || words == nil || len(words) != want {
			t.Errorf("words of page %d: %v, %v", n, words, err)
		}
	}
	for _, n := range []int{0, 4, -1} {
		if _, err := f.Page(n); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("page %d: %v", n, err)
		}
	}
	for _, n := range []int{0, 1, runLength - 1, runLength, runLength + 1, 999} {
		r, err := f.Row(1, 2+3*n)
		if err != nil || r.Cells[0] != fmt.Sprint(n) {
			t.Errorf("row %d: %+v, %v", n, r, err)
		}
		if _, err := f.Row(1, 3+3*n); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("blank row: %v", err)
		}
	}
	n := 0
	for r, err := range f.Rows(1, 1501) { // between two rows, inside a run
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 && r.Number != 1502 {
			t.Errorf("begins at %d", r.Number)
		}
		n++
	}
	if n != 500 {
		t.Errorf("%d rows from 1501 on", n)
	}
	for _, c := range []struct{ asked, got []int }{
		{nil, nil},
		{[]int{1, 3, 1501, 1502}, nil},
		{[]int{9999999}, nil},
	} {
		for _, n := range c.asked { // those that are there
			if r, err := f.Row(1, n); err == nil {
				c.got = append(c.got, r.Number)
			}
		}
		var got []int
		for r, err := range f.Pick(1, c.asked) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, r.Number)
		}
		if !slices.Equal(got, c.got) {
			t.Errorf("picked %v of %v, want %v", got, c.asked, c.got)
		}
	}
	for range f.Pick(1, []int{1, 2, 3, 4, 5}) {
		break // and nothing more
	}
	if all, err := f.Readings(2); err != nil || len(all) != 0 {
		t.Errorf("nothing was redrawn: %v, %v", all, err)
	}
	if table, n, err := f.Find(archive.Locator{Sheet: "Declined", Row: 5}); err != nil || table.Number != 1 || n != 5 {
		t.Error(table, n, err)
	}
	if _, _, err := f.Find(archive.Locator{Sheet: "declined"}); !errors.Is(err, archive.ErrNotFound) {
		t.Error(err)
	}
}

func TestTheSameContentIsTheSameFile(t *testing.T) {
	a, _ := OpenDir(t.TempDir())
	b, _ := OpenDir(t.TempDir())
	digest := archive.DigestOf([]byte("y"))
	write(t, a, digest, 2, 300)
	write(t, b, digest, 2, 300)
	one, err1 := os.ReadFile(a.path(digest))
	two, err2 := os.ReadFile(b.path(digest))
	if err1 != nil || err2 != nil || archive.DigestOf(one) != archive.DigestOf(two) {
		t.Error("differ", err1, err2)
	}
}

func TestWhatIsNotWholeIsNotThere(t *testing.T) {
	root := t.TempDir()
	d, _ := OpenDir(root)
	digest := archive.DigestOf([]byte("z"))
	w, err := d.Create(digest)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Page(archive.Page{Number: 2}); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("a gap between pages: %v", err)
	}
	if err := w.Row(archive.Row{Number: 1}); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("a row before any table: %v", err)
	}
	if _, err := d.Open(digest); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("open while it is written: %v", err)
	}
	// killed here; the next start clears up
	if d, err = OpenDir(root); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(root, "*.tmp")); len(left) > 0 {
		t.Error(left)
	}
	write(t, d, digest, 1, 0)
	if err := os.Truncate(d.path(digest), 100); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Open(digest); !errors.Is(err, archive.ErrCorrupt) {
		t.Errorf("cut off: %v", err)
	}
}
