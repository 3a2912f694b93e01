// Package extract turns the bytes of a document into pages, tables and parts:
// it finds the media type from the bytes and hands them to the reader for it.
//
//	"%PDF-1.4 …"                      -> application/pdf, pages
//	"Received: from mx …\nFrom: …"    -> message/rfc822, a mail, its text, its attachments
//	"year,count\n2014,147849\n…"      -> text/csv, a table
//	"\x89PNG…"                        -> image/png, a page of what OCR reads there
//
// Document reads in this process, Sandbox in a child process with limits, which
// is where a stranger's bytes belong. github.com/gabriel-vasile/mimetype knows
// most types by their first bytes; what it cannot see (mail, mailboxes, the
// streams of OLE files, delimited text) is told apart here.
package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"
	"unicode"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/extract/internal/rtf"
	"readingroom/archive/extract/mail"
	"readingroom/archive/extract/office"
	"readingroom/archive/extract/outlook"
	"readingroom/archive/extract/pack"
	"readingroom/archive/extract/pdf"
	"readingroom/archive/extract/picture"
	"readingroom/archive/extract/sheet"
)

// Version is recorded beside every result and rises whenever what is
// extracted changes, so that older results can be told and made anew.
const Version = 7

// An Outcome says what a document is and whether it was read.
type Outcome struct {
	MediaType string       `json:"media_type"` // of the bytes, without parameters
	Kind      archive.Kind `json:"kind"`
	Reason    string       `json:"reason"` // a sentence: why nothing, or not all, could be read; "" when it was read
}

// readers are the readers for the media types that can be read.
var readers = map[string]reader{
	"application/pdf":            readPDF,
	"message/rfc822":             plainly(mail.Read),
	"application/mbox":           plainly(mail.ReadMailbox),
	"text/csv":                   plainly(sheet.ReadDelimited),
	"text/tab-separated-values":  plainly(sheet.ReadDelimited),
	xlsxType:                     plainly(sheet.ReadWorkbook),
	xlsmType:                     plainly(sheet.ReadWorkbook),
	xlsType:                      readXLS,
	odsType:                      plainly(sheet.ReadOpenDocument),
	"text/plain":                 plainly(office.Read),
	"text/html":                  plainly(office.ReadHTML),
	docxType:                     plainly(office.ReadWord),
	pptxType:                     plainly(office.ReadSlides),
	odtType:                      plainly(office.ReadOpenDocument),
	odpType:                      plainly(office.ReadOpenDocument),
	"application/zip":            plainly(pack.Read),
	"application/gzip":           plainly(pack.ReadGzip),
	"application/x-tar":          plainly(pack.ReadTar),
	"image/png":                  readPicture,
	"image/jpeg":                 readPicture,
	"image/gif":                  readPicture,
	"image/tiff":                 readPicture,
	"image/bmp":                  readPicture,
	"image/webp":                 readPicture,
	"application/vnd.ms-outlook": plainly(outlook.Read),
	"application/vnd.ms-tnef":    plainly(outlook.ReadTNEF),
	pstType:                      readPST,
	"text/rtf":                   plainly(rtf.Read),

	"application/msword":            readConverted("application/msword"),
	"application/vnd.wordperfect":   readConverted("application/vnd.wordperfect"),
	"application/vnd.ms-powerpoint": readConverted("application/vnd.ms-powerpoint"),
	xlsbType:                        readConverted(xlsbType),
}

// readerOf returns the reader for a media type. That of encrypted documents
// stands apart, since it looks for another among them.
func readerOf(mediaType string) (reader, bool) {
	if mediaType == encryptedType {
		return readSealed, true
	}
	r, ok := readers[mediaType]
	return r, ok
}

// A reader gives all that is in a document of its type to the sink.
type reader func(context.Context, io.ReaderAt, int64, paced, archive.Sink) error

// plainly is a reader that has no options.
func plainly(read func(io.ReaderAt, int64, archive.Sink) error) reader {
	return func(_ context.Context, r io.ReaderAt, size int64, p paced, s archive.Sink) error {
		p.unpaged()
		return read(r, size, s)
	}
}

func readPDF(ctx context.Context, r io.ReaderAt, size int64, p paced, s archive.Sink) error {
	return pdf.ReadWith(r, size, p.pdf(ctx), s)
}

func readXLS(_ context.Context, r io.ReaderAt, size int64, p paced, s archive.Sink) error {
	p.unpaged()
	return sheet.ReadBinary(r, size, p.Passwords, s)
}

func readPST(ctx context.Context, r io.ReaderAt, size int64, p paced, s archive.Sink) error {
	p.unpaged()
	return outlook.ReadPST(ctx, p.ReadPST, r, size, s)
}

func readPicture(ctx context.Context, r io.ReaderAt, size int64, p paced, s archive.Sink) error {
	f, err := picture.Open(r, size)
	if err != nil {
		return err
	}
	return pdf.ReadPictures(pictured{f}, p.pdf(ctx), s)
}

// Document finds out what a document is and gives all that is in it to the
// sink. What is wrong with the document is the Outcome's Reason; the error is
// the sink's, or the context's. name is what the document came under; it decides
// only between text types that fit equally.
func Document(ctx context.Context, r io.ReaderAt, size int64, name string, s archive.Sink) (Outcome, error) {
	return document(ctx, r, size, name, paced{pacer: unhurried{}}, s)
}

// document is Document, and tells the pacer what the document is before it is
// read, and what that will take.
func document(ctx context.Context, r io.ReaderAt, size int64, name string, p paced, s archive.Sink) (Outcome, error) {
	if err := ctx.Err(); err != nil {
		return Outcome{}, err
	}
	r = &cancelledReader{ctx: ctx, r: r}
	mediaType, kind := Sniff(nil, r, size, name)
	out := Outcome{MediaType: mediaType, Kind: kind}
	if size == 0 {
		out.Reason = "The file is empty."
		return out, nil
	}
	read, ok := readerOf(mediaType)
	if !ok {
		out.Reason = notRead(mediaType)
		return out, nil
	}
	if err := p.pacer.sniffed(out); err != nil {
		return out, err
	}
	p.inner = &out.Kind
	g := &guarded{ctx: ctx, sink: s}
	err := recovered(func() error { return read(ctx, r, size, p, g) })
	switch {
	case g.err != nil:
		return out, g.err
	case ctx.Err() != nil:
		return out, ctx.Err()
	case err != nil:
		out.Reason = sentence(err)
	}
	return out, nil
}

// recovered returns the panics of a reader as errors.
func recovered(read func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the reader crashed: %v", p)
		}
	}()
	return read()
}

// sentence prints an error as a sentence of at most 300 bytes.
func sentence(err error) string {
	text := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(err.Error(), "\uFFFD"))), " ")
	if len(text) > 300 {
		text = strings.ToValidUTF8(text[:300], "") + "…"
	}
	first, n := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[n:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// cancelledReader ends every read once the context is cancelled.
type cancelledReader struct {
	ctx context.Context
	r   io.ReaderAt
}

func (c *cancelledReader) ReadAt(p []byte, off int64) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.ReadAt(p, off)
}

// A guarded sink remembers the first error of the sink behind it, which is not
// the document's fault, and keeps what readers give it within measure.
type guarded struct {
	ctx  context.Context
	sink archive.Sink
	err  error
}

// maxText is the longest text of one page or one cell, in bytes; what is
// longer is cut, since each is handed on whole.
const maxText = 4 << 20

func (g *guarded) do(f func() error) error {
	if g.err != nil {
		return g.err
	}
	if g.err = g.ctx.Err(); g.err == nil {
		g.err = f()
	}
	return g.err
}

func (g *guarded) About(a archive.About) error {
	return g.do(func() error { return g.sink.About(a) })
}

func (g *guarded) Mail(m archive.Mail) error {
	return g.do(func() error { return g.sink.Mail(m) })
}

func (g *guarded) Page(p archive.Page) error {
	cut := len(p.Text) > maxText
	p.Text = clip(p.Text)
	if p.Words == nil {
		p.Words = []archive.Word{}
	}
	if err := g.do(func() error { return g.sink.Page(p) }); err != nil || !cut {
		return err
	}
	return g.Notice(archive.Notice{Code: "limit", Page: p.Number, Text: fmt.Sprintf("Page %d is longer than 4 MiB; the rest of it was left out.", p.Number)})
}

func (g *guarded) Table(t archive.Table) error {
	if t.Header == nil {
		t.Header = []string{}
	}
	if t.HeaderRows == nil {
		t.HeaderRows = []int{}
	}
	return g.do(func() error { return g.sink.Table(t) })
}

func (g *guarded) Row(r archive.Row) error {
	total := 0
	for i, c := range r.Cells {
		total += len(c)
		if total > maxText {
			r.Cells[i] = clip(c[:max(0, len(c)-(total-maxText))])
			r.Cells = r.Cells[:i+1]
			break
		}
	}
	return g.do(func() error { return g.sink.Row(r) })
}

func (g *guarded) Notice(n archive.Notice) error {
	return g.do(func() error { return g.sink.Notice(n) })
}

// Part hands on a part. An error of the part's own bytes goes back to the
// reader, which knows what to make of it; it is not the sink's.
func (g *guarded) Part(name string, body io.Reader) error {
	if g.err != nil {
		return g.err
	}
	if g.err = g.ctx.Err(); g.err != nil {
		return g.err
	}
	b := &partBody{r: body}
	err := g.sink.Part(name, b)
	if b.err != nil {
		return b.err
	}
	g.err = err
	return err
}

// partBody remembers the error that ended a part before its end.
type partBody struct {
	r   io.Reader
	err error
}

func (b *partBody) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
	return n, err
}

// clip cuts a text at maxText and makes it valid UTF-8.
func clip(s string) string {
	if len(s) > maxText {
		s = s[:maxText]
		for len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		if len(s) > 0 && s[len(s)-1] >= utf8.RuneSelf {
			s = s[:len(s)-1]
		}
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// bare leaves out the parameters of a media type.
func bare(mediaType string) string {
	t, _, err := mime.ParseMediaType(mediaType)
	if err != nil {
		t, _, _ = strings.Cut(mediaType, ";")
	}
	return strings.TrimSpace(t)
}
