// Package rtf reads rich text (RTF 1.9.1), and the HTML that Outlook hides in it ([MS-OXRTFEX]).
//
//	{\rtf1\ansi{\info{\title Appeal}}We do {\deleted not }agree.\par Ren\'e9e}
//	-> About{Title: "Appeal"}, page 1: "We do [deleted: not ]agree.\nRenée", Notice "tracked-changes"
//	{\rtf1\fromhtml1{\*\htmltag64 <p>}\htmlrtf\par\htmlrtf0 Dear Sir{\*\htmltag72 </p>}}
//	-> HTML: "<p>Dear Sir</p>"
//
// No library for Go reads more of it than the bare text. The code pages are
// those of golang.org/x/text.
package rtf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/internal/flow"
)

// MaxSize is how many bytes a document may have; it is held in memory.
const MaxSize = 256 << 20

// Read reads a document: its text with page breaks where it states them, its
// tables, headers, footers, footnotes and comments at the foot of their page.
// Text that was deleted with changes tracked, and text that is hidden, is still
// in the file and stands marked in its place, "[deleted: not]". Pictures and
// objects are left out.
func Read(r io.ReaderAt, size int64, s archive.Sink) error {
	if size > MaxSize {
		return fmt.Errorf("the document is larger than %d MiB", MaxSize>>20)
	}
	b, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err != nil {
		return err
	}
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n")
	if !bytes.HasPrefix(b, []byte(`{\rtf`)) && !bytes.HasPrefix(b, []byte(`{\urtf`)) {
		return errors.New("the document is damaged: it does not begin as rich text")
	}
	f := flow.New(s)
	f.Paged = paged(b)
	d := newReader(b)
	d.sink, d.flow = s, f
	d.read()
	if err := f.End(); err != nil {
		return err
	}
	if d.err != nil {
		return d.err
	}
	return d.notices()
}

// paged reports whether the document states where its pages end.
func paged(b []byte) bool {
	for {
		i := bytes.Index(b, []byte(`\page`))
		if i < 0 {
			return false
		}
		b = b[i+len(`\page`):]
		if len(b) == 0 || !isLetter(b[0]) {
			return true
		}
	}
}

// maxHTML is how much HTML is taken out of one document, in bytes.
const maxHTML = 64 << 20

// HTML returns the HTML that rich text was made from, in UTF-8, and whether
// there is any ([MS-OXRTFEX], 2.1.3.1: \fromhtml stands at the beginning).
func HTML(b []byte) (string, bool) {
	if !bytes.Contains(b[:min(len(b), 1024)], []byte(`\fromhtml`)) {
		return "", false
	}
	d := newReader(b)
	d.html = &strings.Builder{}
	d.read()
	return d.html.String(), true
}

// notices says what the document still holds that its readers do not see.
func (r *reader) notices() error {
	if !r.ended {
		if err := r.sink.Notice(archive.Notice{Code: "damaged", Text: "The document is cut short; what there is of it was read."}); err != nil {
			return err
		}
	}
	if r.deletions > 0 {
		var who []string
		for name := range r.changers {
			who = append(who, name)
		}
		slices.Sort(who)
		by := ""
		if len(who) > 0 {
			by = " by " + strings.Join(who[:min(len(who), 5)], ", ")
		}
		text := fmt.Sprintf("Changes were tracked in this document: text deleted%s in %s is still in it, marked [deleted: …].", by, places(r.deletions))
		if err := r.sink.Notice(archive.Notice{Code: "tracked-changes", Text: text}); err != nil {
			return err
		}
	}
	if r.hiddens > 0 {
		text := fmt.Sprintf("The document has hidden text in %s, marked [hidden: …].", places(r.hiddens))
		return r.sink.Notice(archive.Notice{Code: "hidden-text", Text: text})
	}
	return nil
}

func places(n int) string {
	if n == 1 {
		return "one place"
	}
	return fmt.Sprintf("%d places", n)
}
