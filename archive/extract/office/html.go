package office

import (
	"fmt"
	"io"

	"readingroom/archive"
	"readingroom/archive/extract/internal/plain"
)

// maxHTML is how much of an HTML document is read, in bytes.
const maxHTML = 64 << 20

// ReadHTML reads an HTML document: its title, and its text as a reader would see it.
func ReadHTML(r io.ReaderAt, size int64, s archive.Sink) error {
	title, text, err := plain.ReadHTML(r, size, maxHTML)
	if err != nil {
		return fmt.Errorf("the HTML: %w", err)
	}
	if title != "" {
		if err := s.About(archive.About{Title: title}); err != nil {
			return err
		}
	}
	p := pager{sink: s, limit: pageSize}
	for _, c := range text {
		if err := p.add(c); err != nil {
			return err
		}
	}
	if err := p.end(); err != nil {
		return err
	}
	if size > maxHTML {
		return s.Notice(archive.Notice{Code: "limit", Text: "Only the first 64 MiB of this document were read."})
	}
	return nil
}
