package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/libreoffice"
	"readingroom/archive/extract/office"
	"readingroom/archive/extract/sheet"
)

// A conversion says how a type of document is read by way of LibreOffice.
type conversion struct {
	kind libreoffice.Kind
	read func(io.ReaderAt, int64, archive.Sink) error
}

// conversions are the types that this program does not read itself.
var conversions = map[string]conversion{
	"application/msword":            {libreoffice.Word, office.ReadWord},
	"application/vnd.wordperfect":   {libreoffice.WordPerfect, office.ReadWord},
	"application/vnd.ms-powerpoint": {libreoffice.Slides, office.ReadSlides},
	xlsbType:                        {libreoffice.Workbook, sheet.ReadWorkbook},
}

// readConverted reads a document that LibreOffice turns into another.
func readConverted(mediaType string) reader {
	return func(ctx context.Context, r io.ReaderAt, size int64, p paced, s archive.Sink) error {
		p.unpaged()
		c := conversions[mediaType]
		if isSealed(r) {
			return errSealed
		}
		if p.LibreOffice.Path == "" {
			return fmt.Errorf("%s (%s) are read by way of LibreOffice, which is not installed (for example apt install libreoffice-nogui); then have the file read again", mediaNames[mediaType].name, mediaType)
		}
		f, err := p.LibreOffice.Convert(ctx, r, size, c.kind)
		if err != nil {
			return fmt.Errorf("the document could not be read by way of %w", err)
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return err
		}
		k := &converted{Sink: s}
		err = c.read(f, info.Size(), k)
		return errors.Join(err, k.tell(mediaNames[mediaType].name))
	}
}

// A converted sink takes what is read of a converted document.
type converted struct {
	archive.Sink
	program string
}

// About leaves out the program, which made the document that is read but not
// the one that was given.
func (c *converted) About(a archive.About) error {
	if program, _, _ := strings.Cut(a.Program, "$"); strings.HasPrefix(program, "LibreOffice") {
		c.program, a.Program = strings.Replace(program, "/", " ", 1), ""
	}
	if a.IsZero() {
		return nil
	}
	return c.Sink.About(a)
}

// tell says what read the document.
func (c *converted) tell(name string) error {
	program := c.program
	if program == "" {
		program = "LibreOffice"
	}
	return c.Notice(archive.Notice{Code: "converted", Text: fmt.Sprintf("Read by %s, since this program does not read %s itself. Page ends and marks may differ from the original.", program, name)})
}
