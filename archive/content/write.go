package content

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"readingroom/archive"
	"readingroom/archive/internal/whole"
)

// A Writer takes what a reader finds, page by page and row by row, and holds
// no more than one run of rows in memory. Call Commit or Abort at the end.
type Writer struct {
	dir    Dir
	digest archive.Digest
	file   *whole.File
	zip    *zip.Writer
	head   Head
	run    bytes.Buffer // rows, one a line
	held   int          // how many of them
	first  int          // the number of the first
}

// Create begins the content of the original with the given digest.
func (d Dir) Create(digest archive.Digest) (*Writer, error) {
	f, err := whole.Create(d.root)
	if err != nil {
		return nil, err
	}
	return &Writer{
		dir: d, digest: digest, file: f, zip: zip.NewWriter(f),
		head: Head{Version: Version, Tables: []Table{}, Parts: []archive.Part{}, Notices: []archive.Notice{}},
	}, nil
}

// About records what the document says of itself.
func (w *Writer) About(a archive.About) error { w.head.About = a; return nil }

// Mail records the head of an e-mail.
func (w *Writer) Mail(m archive.Mail) error { w.head.Mail = &m; return nil }

// Notice adds a notice.
func (w *Writer) Notice(n archive.Notice) error {
	w.head.Notices = append(w.head.Notices, n)
	return nil
}

// AddPart records a part whose bytes were stored elsewhere.
func (w *Writer) AddPart(p archive.Part) { w.head.Parts = append(w.head.Parts, p) }

// Page adds a page. Pages are numbered from 1 without a gap: the number given
// must be the next.
func (w *Writer) Page(p archive.Page) error {
	if p.Number != w.head.Pages+1 {
		return fmt.Errorf("page %d came after page %d: %w", p.Number, w.head.Pages, archive.ErrInvalid)
	}
	w.head.Pages++
	if len(p.Words) > 0 {
		if err := w.put(wordsEntry(p.Number), p.Words); err != nil {
			return err
		}
		p.Words = nil
	}
	return w.put(pageEntry(p.Number), p)
}

// Table begins a table.
func (w *Writer) Table(t archive.Table) error {
	if err := w.flush(); err != nil {
		return err
	}
	t.Number = len(w.head.Tables) + 1
	t.Rows, t.Pieces, t.LastRow = 0, nil, 0
	if t.Header == nil {
		t.Header = []string{}
	}
	w.head.Tables = append(w.head.Tables, Table{Table: t, Runs: []int{}})
	return nil
}

// Row adds a row to the table begun last.
func (w *Writer) Row(r archive.Row) error {
	if len(w.head.Tables) == 0 {
		return fmt.Errorf("row %d came before any table: %w", r.Number, archive.ErrInvalid)
	}
	w.head.Tables[len(w.head.Tables)-1].Take(r)
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if w.held == 0 {
		w.first = r.Number
	}
	w.run.Write(append(line, '\n'))
	if w.held++; w.held < runLength {
		return nil
	}
	return w.flush()
}

// Readings keeps the tables of a page as they were found, beside what readers
// made of them; once for a page.
func (w *Writer) Readings(page int, all []Reading) error { return w.put(readingsEntry(page), all) }

func (w *Writer) flush() error {
	if w.held == 0 {
		return nil
	}
	t := &w.head.Tables[len(w.head.Tables)-1]
	t.Runs = append(t.Runs, w.first)
	err := w.putBytes(runEntry(t.Number, len(t.Runs)-1), w.run.Bytes())
	w.run.Reset()
	w.held = 0
	return err
}

func (w *Writer) put(entry string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return w.putBytes(entry, b)
}

// putBytes writes one entry. The zero time keeps the file the same for the same content.
func (w *Writer) putBytes(entry string, b []byte) error {
	e, err := w.zip.CreateHeader(&zip.FileHeader{Name: entry, Method: zip.Deflate, Modified: time.Time{}})
	if err != nil {
		return err
	}
	_, err = e.Write(b)
	return err
}

// Commit writes the head and puts the file in its place, replacing an older
// one. finish may complete the head; nil leaves it as it was collected.
func (w *Writer) Commit(finish func(*Head)) (Head, error) {
	defer w.Abort()
	if err := w.flush(); err != nil {
		return Head{}, err
	}
	if finish != nil {
		finish(&w.head)
	}
	if err := w.put(headEntry, w.head); err != nil {
		return Head{}, err
	}
	if err := w.zip.Close(); err != nil {
		return Head{}, err
	}
	// On the disk before the database names it.
	return w.head, w.file.Keep(name(w.digest), 0o644)
}

// Abort forgets what was written, unless it was committed.
func (w *Writer) Abort() { w.file.Drop() }
