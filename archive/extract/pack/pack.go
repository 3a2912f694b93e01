// Package pack takes containers apart: every file in a zip, a tar or a gzip
// becomes a part.
//
//	release.zip: letter.pdf, logs/2014.csv  -> parts "letter.pdf", "logs/2014.csv"
//
// Names are only claims and are handed on as they stand ("../../etc/passwd"):
// nothing is ever written under them. The standard library's readers serve; they
// check lengths and checksums but not how much comes out, which a Budget does.
package pack

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"readingroom/archive"
)

// A Budget bounds what is taken out of one container.
type Budget struct {
	Entries int   // files, directories included
	Bytes   int64 // unpacked, counted as they are read
	Ratio   int64 // unpacked to packed
	Free    int64 // unpacked bytes for which the ratio is not asked: a log that repeats itself harms nobody
}

// DefaultBudget is what Read allows: 10,000 files, 4 GiB, and 200 to 1 above
// 256 MiB.
var DefaultBudget = Budget{Entries: 10_000, Bytes: 4 << 30, Ratio: 200, Free: 256 << 20}

// Read reads a zip within the DefaultBudget.
func Read(r io.ReaderAt, size int64, s archive.Sink) error { return DefaultBudget.Read(r, size, s) }

// Read gives every regular file of a zip to the sink as a Part. What exceeds
// the budget is left out with a Notice; what was read before stays. It is an
// error that there are files and none of them could be taken.
func (b Budget) Read(r io.ReaderAt, size int64, s archive.Sink) error {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return fmt.Errorf("the zip file cannot be read: %w", err)
	}
	m := meter{budget: b, packed: max(size, 1)}
	t := tally{what: "zip"}
	for _, f := range z.File {
		if !f.Mode().IsDir() && !archive.IsLitter(f.Name) {
			t.files++
		}
	}
	for i, f := range z.File {
		if i >= b.Entries {
			t.limit = fmt.Sprintf("holds more than %d entries", b.Entries)
			return t.end(s)
		}
		name := entryName(f)
		mode := f.Mode()
		switch {
		case mode.IsDir(), archive.IsLitter(f.Name):
			continue
		case f.Flags&1 != 0:
			t.refuse("encrypted", name)
			continue
		case !mode.IsRegular():
			t.refuse("link", name)
			continue
		}
		body, err := f.Open()
		if err != nil {
			t.refuse("damaged", name)
			continue
		}
		m.body, m.err = body, nil
		err = s.Part(name, &m)
		body.Close()
		switch {
		case errors.Is(m.err, errBudget):
			t.limit = m.err.Error()
			return t.end(s)
		case m.err != nil:
			t.refuse("damaged", name)
		case err != nil:
			return err
		default:
			t.taken++
		}
	}
	return t.end(s)
}

// entryName decodes the names of old zips, which are in code page 437.
func entryName(f *zip.File) string {
	if !f.NonUTF8 || utf8.ValidString(f.Name) {
		return f.Name
	}
	name, err := charmap.CodePage437.NewDecoder().String(f.Name)
	if err != nil {
		return f.Name
	}
	return name
}

// A meter reads an entry and counts what comes out of all of them.
type meter struct {
	budget   Budget
	packed   int64
	unpacked int64
	body     io.Reader
	err      error // why the entry ended before its end
}

// errBudget marks the errors of a meter whose budget is spent.
var errBudget = errors.New("over budget")

// spent says what a container does that is too much: "unpacks to more than 4 GiB".
type spent string

func (e spent) Error() string        { return string(e) }
func (e spent) Is(target error) bool { return target == errBudget }

func (m *meter) Read(p []byte) (int, error) {
	if m.err != nil {
		return 0, m.err
	}
	n, err := m.body.Read(p)
	m.unpacked += int64(n)
	switch {
	case m.unpacked > m.budget.Bytes:
		m.err = spent("unpacks to more than " + bytesText(m.budget.Bytes))
	case m.unpacked > m.budget.Free && m.unpacked/m.packed > m.budget.Ratio:
		m.err = spent(fmt.Sprintf("unpacks to more than %d times its size", m.budget.Ratio))
	case err != nil && err != io.EOF:
		m.err = err
	}
	if m.err != nil {
		return 0, m.err
	}
	return n, err
}

// bytesText prints a number of bytes in the largest unit that divides it.
func bytesText(n int64) string {
	for _, u := range []struct {
		shift int
		name  string
	}{{30, "GiB"}, {20, "MiB"}, {10, "KiB"}} {
		if n >= 1<<u.shift && n%(1<<u.shift) == 0 {
			return fmt.Sprintf("%d %s", n>>u.shift, u.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
