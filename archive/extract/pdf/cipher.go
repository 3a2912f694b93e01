package pdf

import (
	"errors"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
)

// errShortKey says that a file is encrypted with a key so short that the
// library, which opens it, gets everything in it wrong: it does not cut the
// key of each object to five bytes more than that of the file (ISO 32000-1,
// 7.6.2, algorithm 1).
var errShortKey = errors.New("unsupported PDF: encryption with a key of fewer than 88 bits")

func shortKey(doc *pdf.Reader) (short bool) {
	_ = object.Guard(func() { // then the pages will tell
		e := doc.Trailer().Key("Encrypt")
		bits := e.Key("Length").Int64()
		version := e.Key("V").Int64()
		short = (version == 1 || version == 2) && (bits < 88 || e.Key("R").Int64() == 2)
	})
	return short
}
