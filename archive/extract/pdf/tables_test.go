package pdf

import (
	"bytes"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
	"readingroom/fixtures"
)

// TestFixtureTables reads the sample collection's tables: every row of every
// one comes out as its truth has it, joined over pages.
func TestFixtureTables(t *testing.T) {
	compared := 0
	for _, name := range fixtures.Truths() {
		truth, err := fixtures.TruthOf(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, ".pdf") || len(truth.Pages) > 0 && truth.Pages[0].Origin == "ocr" {
			continue
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
		if len(rec.Tables) != len(truth.Tables) {
			for _, x := range rec.Tables {
				t.Logf("%s: page %d %q %q, %d rows", name, x.Page, x.Title, x.Header, len(x.Rows))
			}
			t.Errorf("%s: %d tables, want %d", name, len(rec.Tables), len(truth.Tables))
			continue
		}
		for i, want := range truth.Tables {
			got := rec.Tables[i]
			if got.Page != want.Page || got.Title != want.Title {
				t.Errorf("%s, table %d: page %d %q, want page %d %q", name, i+1, got.Page, got.Title, want.Page, want.Title)
			}
			if diff := cmp.Diff(want.Header, got.Header); diff != "" {
				t.Errorf("%s, table %d (-truth +read):\n%s", name, i+1, diff)
			}
			if len(got.Rows) != len(want.Rows) {
				t.Errorf("%s, table %d: %d rows, want %d", name, i+1, len(got.Rows), len(want.Rows))
				continue
			}
			for k, w := range want.Rows {
				compared++
				g := got.Rows[k]
				type row struct {
					Page, Row int
					Cells     []string
					Group     string
				}
				for n := range w.Cells {
					w.Cells[n] = unbroken(w.Cells[n])
				}
				if diff := cmp.Diff(row{w.Page, w.Row, w.Cells, w.Group}, row{g.Page, g.Number, g.Cells, strings.Join(g.Group, " / ")}); diff != "" {
					t.Errorf("%s, table %d, row %d (-truth +read):\n%s", name, i+1, k+1, diff)
					break
				}
				for n, b := range w.Boxes {
					if !slices.ContainsFunc(g.Grid, func(c archive.Cell) bool { return c.Col == n && near(c.Box, archive.Box(b)) }) {
						t.Errorf("%s, table %d, row %d: no cell at %v in %v", name, i+1, k+1, b, g.Grid)
						break
					}
				}
			}
		}
	}
	if compared == 0 {
		t.Error("no row was compared")
	}
}

// near reports whether two boxes are the same but for a point.
func near(a, b archive.Box) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1 {
			return false
		}
	}
	return true
}

// unbroken joins the lines of a cell that do not begin with a bullet: that
// they were broken by hand cannot be seen on a page.
func unbroken(s string) string {
	lines := strings.Split(s, "\n")
	out := lines[0]
	for _, l := range lines[1:] {
		if strings.HasPrefix(l, "•") {
			out += "\n" + l
		} else {
			out += " " + l
		}
	}
	return out
}
