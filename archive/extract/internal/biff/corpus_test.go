package biff

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// corpus is a folder of real workbooks beside the module; it is not part of it.
const corpus = "../../../../../../shared/corpus/sheets"

// TestCorpus reads every real workbook there is. What is not read is encrypted
// or damaged.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	files, _ := filepath.Glob(filepath.Join(corpus, "*", "*.xls"))
	if len(files) == 0 {
		t.Skipf("no workbooks in %s", corpus)
	}
	whole, refused := 0, 0
	for _, name := range files {
		began := time.Now()
		sheets, rows, cells, err := count(name)
		t.Logf("%-60s %3d sheets %6d rows %7d cells %v %v", filepath.Base(name), sheets, rows, cells, time.Since(began).Round(time.Millisecond), err)
		switch {
		case errors.Is(err, ErrEncrypted), errors.Is(err, ErrNone):
			refused++
		case err == nil:
			whole++
		}
	}
	t.Logf("%d files, %d read whole, %d refused", len(files), whole, refused)
	if float64(whole) < 0.94*float64(len(files)) {
		t.Errorf("%d of %d files were read whole", whole, len(files))
	}
}

func count(name string) (sheets, rows, cells int, err error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, 0, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, 0, 0, err
	}
	b, err := Open(f, info.Size())
	if err != nil {
		return 0, 0, 0, err
	}
	err = b.Broken
	for _, s := range b.Sheets {
		sheets++
		for r, broken := range b.Rows(s) {
			if broken != nil {
				err = errors.Join(err, broken)
				continue
			}
			rows++
			cells += len(r.Cells)
		}
	}
	return sheets, rows, cells, err
}
