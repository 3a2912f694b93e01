package content

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"sort"

	"readingroom/archive"
)

// A File is an opened content file. It may be read by several goroutines.
type File struct {
	zip  *zip.ReadCloser
	head Head
}

// Open opens the content of an original: archive.ErrNotFound where it was not
// extracted yet or by an older layout, archive.ErrCorrupt where it is damaged.
func (d Dir) Open(digest archive.Digest) (*File, error) {
	z, err := zip.OpenReader(d.path(digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("content of %s: %w", digest.Short(), archive.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("content of %s: %v: %w", digest.Short(), err, archive.ErrCorrupt)
	}
	f := &File{zip: z}
	if err := f.get(headEntry, &f.head); err != nil {
		z.Close()
		return nil, fmt.Errorf("content of %s: %w", digest.Short(), err)
	}
	if f.head.Version != Version {
		z.Close()
		return nil, fmt.Errorf("content of %s: layout %d: %w", digest.Short(), f.head.Version, archive.ErrNotFound)
	}
	return f, nil
}

// Close closes the file.
func (f *File) Close() error { return f.zip.Close() }

// Head returns what is known of the whole.
func (f *File) Head() Head { return f.head }

func (f *File) get(name string, v any) error {
	b, err := f.read(name)
	if err != nil {
		return err
	}
	return decode(name, b, v)
}

func (f *File) read(name string) ([]byte, error) {
	e, err := f.zip.Open(name)
	if err != nil {
		return nil, corrupt(name, err)
	}
	defer e.Close()
	var b bytes.Buffer
	if info, err := e.Stat(); err == nil {
		b.Grow(int(min(info.Size(), 1<<20)) + bytes.MinRead)
	}
	if _, err := b.ReadFrom(e); err != nil {
		return nil, corrupt(name, err)
	}
	return b.Bytes(), nil
}

func corrupt(name string, err error) error {
	return fmt.Errorf("%s: %v: %w", name, err, archive.ErrCorrupt)
}

func decode(name string, b []byte, v any) error {
	if err := json.Unmarshal(b, v); err != nil {
		return corrupt(name, err)
	}
	return nil
}

// Words returns where the words of page n stand, in reading order. Most of what
// is known of a page are its words, and few ask for them: they are read apart.
func (f *File) Words(n int) ([]archive.Word, error) {
	if n < 1 || n > f.head.Pages {
		return nil, fmt.Errorf("page %d of %d: %w", n, f.head.Pages, archive.ErrNotFound)
	}
	words := []archive.Word{}
	if _, err := fs.Stat(f.zip, wordsEntry(n)); errors.Is(err, fs.ErrNotExist) {
		return words, nil
	}
	err := f.get(wordsEntry(n), &words)
	return words, err
}

// Readings returns the tables of page n as they were found, where readers
// redrew them.
func (f *File) Readings(n int) ([]Reading, error) {
	all := []Reading{}
	if _, err := fs.Stat(f.zip, readingsEntry(n)); errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	err := f.get(readingsEntry(n), &all)
	return all, err
}

// Page returns page n, from 1, without its words.
func (f *File) Page(n int) (archive.Page, error) {
	if n < 1 || n > f.head.Pages {
		return archive.Page{}, fmt.Errorf("page %d of %d: %w", n, f.head.Pages, archive.ErrNotFound)
	}
	var p archive.Page
	err := f.get(pageEntry(n), &p)
	return p, err
}

// Pages goes through all pages; the first error ends it.
func (f *File) Pages() iter.Seq2[archive.Page, error] {
	return func(yield func(archive.Page, error) bool) {
		for n := range f.head.Pages {
			if p, err := f.Page(n + 1); !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// Table returns the head of table n, from 1.
func (f *File) Table(n int) (archive.Table, error) {
	if n < 1 || n > len(f.head.Tables) {
		return archive.Table{}, fmt.Errorf("table %d of %d: %w", n, len(f.head.Tables), archive.ErrNotFound)
	}
	return f.head.Tables[n-1].Table, nil
}

// Rows goes through the rows of a table whose numbers are at least from; the
// first error ends it.
func (f *File) Rows(table, from int) iter.Seq2[archive.Row, error] {
	return func(yield func(archive.Row, error) bool) {
		if _, err := f.Table(table); err != nil {
			yield(archive.Row{}, err)
			return
		}
		runs := f.head.Tables[table-1].Runs
		for n := runOf(runs, from); n < len(runs); n++ {
			for r, err := range f.run(table, n) {
				if (err != nil || r.Number >= from) && !yield(r, err) || err != nil {
					return
				}
			}
		}
	}
}

// Pick goes through the rows of a table that have the given numbers, which
// ascend; a number that no row has is passed over. The first error ends it.
func (f *File) Pick(table int, numbers []int) iter.Seq2[archive.Row, error] {
	return func(yield func(archive.Row, error) bool) {
		if _, err := f.Table(table); err != nil {
			yield(archive.Row{}, err)
			return
		}
		runs := f.head.Tables[table-1].Runs
		for len(numbers) > 0 && len(runs) > 0 {
			n, here := runOf(runs, numbers[0]), len(numbers)
			if n+1 < len(runs) {
				here = sort.SearchInts(numbers, runs[n+1])
			}
			wanted := numbers[:here]
			numbers = numbers[here:]
			for r, err := range f.run(table, n) {
				_, ok := slices.BinarySearch(wanted, r.Number)
				if (err != nil || ok) && !yield(r, err) || err != nil {
					return
				}
			}
		}
	}
}

// run goes through the rows of the nth run of a table, from 0.
func (f *File) run(table, n int) iter.Seq2[archive.Row, error] {
	return func(yield func(archive.Row, error) bool) {
		entry := runEntry(table, n)
		lines, err := f.read(entry)
		if err != nil {
			yield(archive.Row{}, err)
			return
		}
		for line := range bytes.Lines(lines) {
			var r archive.Row
			if err := decode(entry, line, &r); !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// runOf returns the last run that begins at or before a row.
func runOf(runs []int, row int) int {
	return max(0, sort.Search(len(runs), func(i int) bool { return runs[i] > row })-1)
}

// Row returns the row of a table with the given number. It decodes no other,
// and unpacks none after it.
func (f *File) Row(table, number int) (archive.Row, error) {
	missing := fmt.Errorf("table %d, row %d: %w", table, number, archive.ErrNotFound)
	if _, err := f.Table(table); err != nil {
		return archive.Row{}, err
	}
	runs := f.head.Tables[table-1].Runs
	if len(runs) == 0 {
		return archive.Row{}, missing
	}
	entry := runEntry(table, runOf(runs, number))
	e, err := f.zip.Open(entry)
	if err != nil {
		return archive.Row{}, corrupt(entry, err)
	}
	defer e.Close()
	begins := fmt.Appendf(nil, `{"number":%d,`, number) // as json.Marshal writes a row
	for lines := bufio.NewReader(e); ; {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return archive.Row{}, missing
		}
		if err != nil {
			return archive.Row{}, corrupt(entry, err)
		}
		if bytes.HasPrefix(line, begins) {
			var r archive.Row
			err := decode(entry, line, &r)
			return r, err
		}
	}
}

// Find returns the table that a locator's row stands in, and the row's number
// in it. A row between two tables of a sheet is looked for in the first of it.
func (f *File) Find(l archive.Locator) (archive.Table, int, error) {
	first := -1
	for i, t := range f.head.Tables {
		n, ok := t.RowOf(l)
		switch {
		case ok && (t.Page > 0 || t.Spans(n)):
			return t.Table, n, nil
		case ok && first < 0:
			first = i
		}
	}
	if first >= 0 {
		t := f.head.Tables[first].Table
		n, _ := t.RowOf(l)
		return t, n, nil
	}
	return archive.Table{}, 0, fmt.Errorf("place %s: %w", l, archive.ErrNotFound)
}
