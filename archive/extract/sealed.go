package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/richardlehane/mscfb"
	"github.com/xuri/excelize/v2"

	"readingroom/archive"
)

// What is decrypted: [MS-OFFCRYPTO] has the file in memory, and a password tried
// as often as the file says.
const (
	maxSealed = 256 << 20 // bytes
	maxSpins  = 10_000_000
)

// excelPassword is the one that Excel tries itself: a workbook that may be read
// but not changed is encrypted with it ([MS-XLS] 2.2.10).
const excelPassword = "VelvetSweatshop"

var (
	errSealed = errors.New("the file is an encrypted Office document and needs a password")
	errUnfit  = errors.New("the file is an encrypted Office document and needs a password; none of those given opens it")
)

var spinCount = regexp.MustCompile(`spinCount="(\d+)"`)

// readSealed reads an Office document that a password encrypts, where one of
// those given opens it.
func readSealed(ctx context.Context, r io.ReaderAt, size int64, p paced, s archive.Sink) error {
	p.unpaged()
	if size > maxSealed {
		return fmt.Errorf("%w; at more than %d MiB it is too large to be tried", errSealed, maxSealed>>20)
	}
	sealed := make([]byte, size)
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), sealed); err != nil {
		return err
	}
	if m := spinCount.FindSubmatch(sealed); m != nil {
		if n, err := strconv.Atoi(string(m[1])); err != nil || n > maxSpins {
			return fmt.Errorf("%w; it asks for more work to try one than is done", errSealed)
		}
	}
	for _, password := range append([]string{excelPassword}, p.Passwords...) {
		if err := ctx.Err(); err != nil {
			return err
		}
		open := unsealed(sealed, password)
		if open == nil {
			continue
		}
		in := bytes.NewReader(open)
		mediaType := zipType(open[:min(len(open), headSize)], in, in.Size())
		read, ok := readers[mediaType]
		if !ok || !strings.HasPrefix(mediaType, "application/vnd.") {
			return fmt.Errorf("the document was decrypted, but %s", strings.ToLower(notRead(mediaType)[:1])+notRead(mediaType)[1:])
		}
		err := s.Notice(archive.Notice{Code: "decrypted", Text: fmt.Sprintf("The document is encrypted; a password opened it (%s).", mediaType)})
		if err != nil {
			return err
		}
		*p.inner = kindOf(mediaType)
		return read(ctx, in, in.Size(), p, s)
	}
	if len(p.Passwords) > 0 {
		return errUnfit
	}
	return errSealed
}

// unsealed decrypts a document; nil where the password does not.
func unsealed(sealed []byte, password string) (open []byte) {
	defer func() {
		if p := recover(); p != nil {
			open = nil
		}
	}()
	open, err := excelize.Decrypt(sealed, &excelize.Options{Password: password})
	if err != nil || !bytes.HasPrefix(open, []byte("PK\x03\x04")) {
		return nil
	}
	return open
}

// isSealed reports whether a Word document or a presentation before 2007 is
// encrypted ([MS-DOC] 2.5.2, fEncrypted; [MS-PPT] 2.3.2, headerToken).
func isSealed(r io.ReaderAt) (sealed bool) {
	defer func() { _ = recover() }() // the library's view of broken files is not worth more
	doc, err := mscfb.New(r)
	if err != nil {
		return false
	}
	for range 10_000 {
		f, err := doc.Next()
		if err != nil {
			return false
		}
		if len(f.Path) > 0 {
			continue
		}
		head := make([]byte, 16)
		switch strings.ToLower(f.Name) {
		case "worddocument":
			_, err := io.ReadFull(f, head)
			return err == nil && head[11]&1 != 0
		case "current user":
			_, err := io.ReadFull(f, head)
			if err == nil && bytes.Equal(head[12:16], []byte{0xdf, 0xc4, 0xd1, 0xf3}) {
				return true
			}
		}
	}
	return false
}
