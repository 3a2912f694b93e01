package pdf

import (
	"bytes"
	"io/fs"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
	"readingroom/fixtures"
)

// TestFixtures reads the sample collection: each page's words are those of
// its truth, in the same order, and stand within the page.
func TestFixtures(t *testing.T) {
	read := 0
	for _, name := range fixtures.Truths() {
		if !strings.HasSuffix(name, ".pdf") {
			continue
		}
		truth, err := fixtures.TruthOf(name)
		if err != nil {
			t.Fatal(err)
		}
		b, err := fs.ReadFile(fixtures.Collection(), truth.File)
		if err != nil {
			t.Fatal(err)
		}
		var rec record.Recorder
		if err := Read(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, want := range truth.Pages {
			got := rec.Pages[want.Number-1]
			if math.Abs(got.Width-want.Width) > .01 || math.Abs(got.Height-want.Height) > .01 {
				t.Errorf("%s, page %d: %v x %v, want %v x %v", name, want.Number, got.Width, got.Height, want.Width, want.Height)
			}
			for _, w := range got.Words {
				if w.Box[0] < -1 || w.Box[1] < -1 || w.Box[2] > got.Width+1 || w.Box[3] > got.Height+1 || w.Box[0] >= w.Box[2] || w.Box[1] >= w.Box[3] {
					t.Errorf("%s, page %d: %q stands at %v", name, want.Number, w.Text, w.Box)
				}
			}
			if want.Origin == "ocr" || want.Hidden != "" {
				continue
			}
			read++
			wanted, text, words := strings.Fields(want.Text), strings.Fields(got.Text), texts(got.Words)
			if diff := cmp.Diff(wanted, text); diff != "" {
				t.Errorf("%s, page %d (-truth +read):\n%s", name, want.Number, diff)
			}
			if diff := cmp.Diff(wanted, words); diff != "" {
				t.Errorf("%s, words of page %d (-truth +read):\n%s", name, want.Number, diff)
			}
		}
	}
	if read == 0 {
		t.Error("no page was compared")
	}
}

func texts(words []archive.Word) []string {
	out := []string{}
	for _, w := range words {
		out = append(out, w.Text)
	}
	return out
}
