package pdfium

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klippa-app/go-pdfium/requests"
)

// Unlocked returns a copy of an encrypted PDF that is not encrypted, for a
// reader that does not know its cipher. The errors are ErrEngine, ErrPassword,
// and ErrDamaged where the copy could not be made.
func Unlocked(ctx context.Context, r io.ReaderAt, size int64, o Options) ([]byte, error) {
	if size <= 0 || size > maxUnlocked {
		return nil, fmt.Errorf("%w: it has %d bytes", ErrDamaged, size)
	}
	e, err := start(ctx, o.Cache)
	if err != nil {
		return nil, err
	}
	defer e.close()
	for _, password := range append([]string{""}, o.Passwords...) {
		doc, err := e.instance.FPDF_LoadCustomDocument(&requests.FPDF_LoadCustomDocument{
			Reader: io.NewSectionReader(r, 0, size), Size: size, Password: &password,
		})
		if err != nil {
			continue // another password may fit
		}
		var out limited
		_, err = e.instance.FPDF_SaveAsCopy(&requests.FPDF_SaveAsCopy{
			Flags: requests.SaveFlagRemoveSecurity, Document: doc.Document, FileWriter: &out,
		})
		if err != nil || out.full {
			return nil, fmt.Errorf("%w: it cannot be copied", ErrDamaged)
		}
		return out.Bytes(), nil
	}
	return nil, ErrPassword
}

// maxUnlocked is how large a file may be that is copied in memory, in bytes.
const maxUnlocked = 256 << 20

// A limited buffer takes no more than maxUnlocked.
type limited struct {
	bytes.Buffer
	full bool
}

var errFull = errors.New("the copy is too large")

func (l *limited) Write(p []byte) (int, error) {
	if l.full = l.full || l.Len()+len(p) > maxUnlocked; l.full {
		return 0, errFull
	}
	return l.Buffer.Write(p)
}
