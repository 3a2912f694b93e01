package ocr_test

import (
	"bytes"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive/extract/internal/record"
	"readingroom/archive/extract/pdf"
	"readingroom/fixtures"
)

// TestTwins asks for the same rows, to the letter, of a report as it was
// written and of its scan: black and white, 200 dots to an inch, askew, with
// dust. Where tesseract is not installed it cannot.
func TestTwins(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 25 pages")
	}
	r := reader(t)
	cache := t.TempDir()
	rows := func(name string) (out [][]string) {
		b, err := fs.ReadFile(fixtures.Collection(), name)
		if err != nil {
			t.Fatal(err)
		}
		var rec record.Recorder
		if err := pdf.ReadWith(bytes.NewReader(b), int64(len(b)), pdf.Options{Cache: cache, Look: r.Read}, &rec); err != nil {
			t.Fatal(name, err)
		}
		for _, n := range rec.Notices {
			t.Logf("%s: %s", name, n.Text)
		}
		for _, t := range rec.Tables {
			out = append(out, t.Header)
			for _, r := range t.Rows {
				out = append(out, r.Cells)
			}
		}
		return out
	}
	want := rows("ddor/2017-02-04-ddor-2.pdf")
	got := rows("ddor/2017-02-04-ddor-2-scanned.pdf")
	if len(want) < 150 {
		t.Fatalf("only %d rows in the report itself", len(want))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows of the scan differ (-report +scan):\n%s", diff)
	}
}
