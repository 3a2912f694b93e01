package release

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// corpus is a folder of real records beside the module; it is not part of it.
const corpus = "../../../../../shared/corpus"

// typed sets the lines of a text as a page, each character where its column is.
func typed(lines []string) *mark.Page {
	const wide, high = 4, 11
	s := newSheet()
	s.Width, s.Height = 800, 40+high*float64(len(lines))
	for n, line := range lines {
		column := 0
		for _, r := range line {
			if r != ' ' && r != '\t' {
				s.Glyphs = append(s.Glyphs, mark.Glyph{
					Text: string(r), X: 20 + wide*float64(column), Y: 30 + high*float64(n), Width: wide, Size: 8, Up: 6, Down: 1.6, Order: s.order(),
				})
			}
			column++
		}
	}
	return &s.Page
}

// pagesOf cuts a released mail into pages.
func pagesOf(text string) [][]string {
	var out [][]string
	for _, page := range strings.Split(text, "\f") {
		if strings.TrimSpace(page) != "" {
			out = append(out, strings.Split(page, "\n"))
		}
	}
	return out
}

// In the released mails of the State Department an exemption stands at the end
// of a line, alone, in a list or behind white, or in the stamp of release.
// Read so with regular expressions, they are what Find finds, but for a few.
func TestMails(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(corpus, "emails/state-foia/*.txt"))
	if len(files) == 0 {
		t.Skipf("no real records at %s", corpus)
	}
	list := regexp.MustCompile(`(?:^|\s{2,}|\bPART |\bIN PART )((?:B[1-9]|1\.4 ?\([A-H]\)(?:\([A-H]\))?)(?:[, ]+(?:B[1-9]|1\.4 ?\([A-H]\)(?:\([A-H]\))?))*),?\s*$`)
	single := regexp.MustCompile(`B[1-9]|\([A-H]\)`)
	want, found, stamped, wantStamped := 0, 0, 0, 0
	var misses, extra []string
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, lines := range pagesOf(string(b)) {
			expected, got := 0, 0
			full := false
			for _, line := range lines {
				if m := list.FindStringSubmatch(line); m != nil {
					expected += len(single.FindAllString(m[1], -1))
				}
				full = full || strings.Contains(line, "Case No. F-")
			}
			p := typed(lines)
			marks := Find(p, layout.Of(p), Cover{})
			stamp := false
			for _, m := range marks {
				if m.Kind == archive.MarkExemption {
					got++
				}
				stamp = stamp || m.Kind == archive.MarkStamp && strings.Contains(m.Text, "Case No. F-")
				if m.Kind == archive.MarkWithheld || m.Kind == archive.MarkBlackBox || m.Kind == archive.MarkWhiteBox {
					t.Errorf("%s: %+v", filepath.Base(name), m)
				}
			}
			if full {
				if wantStamped++; stamp {
					stamped++
				}
			}
			want, found = want+expected, found+got
			if got < expected {
				misses = append(misses, filepath.Base(name))
			} else if got > expected {
				extra = append(extra, filepath.Base(name))
			}
		}
	}
	t.Logf("%d exemptions by the rule, %d found; %d of %d stamps; fewer in %d pages (%.200q), more in %d (%.200q)", want, found, stamped, wantStamped, len(misses), misses, len(extra), extra)
	if len(misses) > want/50 || len(extra) > want/20 || stamped < wantStamped*97/100 {
		t.Error("too few, or too many")
	}
}
