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
	m := meter{budget: b, packed: max(size, 1), what: "gzip", body: z}
	err = s.Part(name, &m)
	switch {
	case errors.Is(m.err, errBudget):
		return sentenceError(m.err)
	case m.err != nil:
		return fmt.Errorf("the gzip file is damaged: %w", m.err)
	}
	return err
}

// sentenceError makes of a notice's text an error, which has no full stop.
func sentenceError(err error) error {
	text := strings.TrimSuffix(err.Error(), "; the rest was left out.")
	return errors.New(strings.ToLower(text[:1]) + text[1:])
}

// ReadTar reads a tar file (POSIX.1-1988 to pax) within the DefaultBudget.
func ReadTar(r io.ReaderAt, size int64, s archive.Sink) error {
	return DefaultBudget.ReadTar(r, size, s)
}

// ReadTar gives every regular file of a tar to the sink as a Part, as Read does.
func (b Budget) ReadTar(r io.ReaderAt, size int64, s archive.Sink) error {
	t := tar.NewReader(io.NewSectionReader(r, 0, size))
	m := meter{budget: b, packed: max(size, 1), what: "tar"}
	odd := refusals{what: "tar"}
	for n := 0; ; n++ {
		h, err := t.Next()
		switch {
		case err == io.EOF:
			return odd.notices(s)
		case errors.Is(err, tar.ErrInsecurePath):
		case err != nil && n == 0:
			return fmt.Errorf("the tar file cannot be read: %w", err)
		case err != nil:
			return errors.Join(odd.notices(s), notice(s, "damaged", "The tar is damaged; what follows the damage was left out."))
		}
		if n >= b.Entries {
			return errors.Join(odd.notices(s), notice(s, "limit", fmt.Sprintf("The tar holds more than %d files; the rest was left out.", b.Entries)))
		}
		switch h.Typeflag {
		case tar.TypeReg, tar.TypeGNUSparse:
		case tar.TypeDir, tar.TypeXGlobalHeader:
			continue
		default:
			odd.add("link", h.Name)
			continue
		}
		m.body, m.err = t, nil
		err = s.Part(h.Name, &m)
		switch {
		case errors.Is(m.err, errBudget):
			return errors.Join(odd.notices(s), notice(s, "limit", m.err.Error()))
		case m.err != nil:
			return errors.Join(odd.notices(s), notice(s, "damaged", "The tar is damaged; what follows the damage was left out."))
		case err != nil:
			return err
		}
	}
}
