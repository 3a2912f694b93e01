// Package record keeps in memory what a reader finds in a document.
//
//	var rec record.Recorder
//	err := pdf.Read(f, size, &rec)   // rec.Pages, rec.Tables, …
package record

import (
	"crypto/sha256"
	"io"

	"readingroom/archive"
)

// A Recorder is a sink that keeps everything in memory: for tests and for the
// command that prints what is in one file.
type Recorder struct {
	// Body, where set, is given the bytes of each part while its digest is
	// taken; else they are only counted.
	Body func(name string, body io.Reader) error

	AboutIt archive.About
	MailIt  *archive.Mail // nil: not an e-mail
	Pages   []archive.Page
	Tables  []Table
	Parts   []archive.Part
	Notices []archive.Notice
}

// A Table is a table with its rows.
type Table struct {
	archive.Table
	Rows []archive.Row
}

func (r *Recorder) About(a archive.About) error { r.AboutIt = a; return nil }
func (r *Recorder) Mail(m archive.Mail) error   { r.MailIt = &m; return nil }
func (r *Recorder) Page(p archive.Page) error   { r.Pages = append(r.Pages, p); return nil }

// Table begins a table.
func (r *Recorder) Table(t archive.Table) error {
	r.Tables = append(r.Tables, Table{Table: t})
	return nil
}

// Row adds a row to the last table.
func (r *Recorder) Row(row archive.Row) error {
	t := &r.Tables[len(r.Tables)-1]
	t.Rows = append(t.Rows, row)
	t.Take(row)
	return nil
}

// Part takes a part's digest and size.
func (r *Recorder) Part(name string, body io.Reader) error {
	sum := sha256.New()
	n := counter{}
	read := io.TeeReader(body, io.MultiWriter(sum, &n))
	if r.Body != nil {
		if err := r.Body(name, read); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, read); err != nil {
		return err
	}
	p := archive.Part{Name: name, Size: n.n}
	sum.Sum(p.Digest[:0])
	r.Parts = append(r.Parts, p)
	return nil
}

func (r *Recorder) Notice(n archive.Notice) error { r.Notices = append(r.Notices, n); return nil }

// counter counts what is written to it.
type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) { c.n += int64(len(p)); return len(p), nil }
