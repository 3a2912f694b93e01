package pack

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"readingroom/archive"
)

// ReadGzip reads a gzip file (RFC 1952) within the DefaultBudget: the one file
// in it becomes a part, under the name that the header states, else "unpacked".
func ReadGzip(r io.ReaderAt, size int64, s archive.Sink) error {
	return DefaultBudget.ReadGzip(r, size, s)
}

// ReadGzip is the function ReadGzip within a budget.
func (b Budget) ReadGzip(r io.ReaderAt, size int64, s archive.Sink) error {
	z, err := gzip.NewReader(io.NewSectionReader(r, 0, size))
	if err != nil {
		return fmt.Errorf("the gzip file cannot be read: %w", err)
	}
	name := strings.TrimSuffix(path.Base(strings.ReplaceAll(z.Name, "\\", "/")), ".gz")
	if z.Name == "" {
		name = "unpacked"
	}
	m := meter{budget: b, packed: max(size, 1), body: z}
	err = s.Part(name, &m)
	switch {
	case errors.Is(m.err, errBudget):
		return fmt.Errorf("the gzip %w", m.err)
	case m.err != nil:
		return fmt.Errorf("the gzip file is damaged: %w", m.err)
	}
	return err
}

// ReadTar reads a tar file (POSIX.1-1988 to pax) within the DefaultBudget.
func ReadTar(r io.ReaderAt, size int64, s archive.Sink) error {
	return DefaultBudget.ReadTar(r, size, s)
}

// ReadTar gives every regular file of a tar to the sink as a Part, as Read does.
func (b Budget) ReadTar(r io.ReaderAt, size int64, s archive.Sink) error {
	in := tar.NewReader(io.NewSectionReader(r, 0, size))
	m := meter{budget: b, packed: max(size, 1)}
	t := tally{what: "tar"}
	for n := 0; ; n++ {
		h, err := in.Next()
		switch {
		case err == io.EOF:
			return t.end(s)
		case errors.Is(err, tar.ErrInsecurePath):
		case err != nil && n == 0:
			return fmt.Errorf("the tar file cannot be read: %w", err)
		case err != nil:
			t.cut = true
			return t.end(s)
		}
		if n >= b.Entries {
			t.limit = fmt.Sprintf("holds more than %d entries", b.Entries)
			return t.end(s)
		}
		if archive.IsLitter(h.Name) {
			continue
		}
		switch h.Typeflag {
		case tar.TypeReg, tar.TypeGNUSparse:
			t.files++
		case tar.TypeDir, tar.TypeXGlobalHeader:
			continue
		default:
			t.files++
			t.refuse("link", h.Name)
			continue
		}
		m.body, m.err = in, nil
		err = s.Part(h.Name, &m)
		switch {
		case errors.Is(m.err, errBudget):
			t.limit = m.err.Error()
			return t.end(s)
		case m.err != nil:
			t.cut = true
			return t.end(s)
		case err != nil:
			return err
		}
		t.taken++
	}
}
