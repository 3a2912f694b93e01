package claim

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"readingroom/archive/link/gazetteer"
)

// empty is a record that has nothing.
type empty struct{}

func (empty) Passages(_ context.Context, q []string) ([][]Passage, error) {
	out := make([][]Passage, len(q))
	for i := range out {
		out[i] = []Passage{{Text: "the detainers listed for them, 206 of 3,083 \"as recorded\" … in Travis County"}}
	}
	return out, nil
}

func (empty) Documents(context.Context, []Ask) ([]Document, error) {
	return []Document{{Item: "2026-001-0001", Title: "Detainers declined", Tables: []Table{{Title: "Declined", Header: []string{"County", "Declined"}, Rows: []Row{{Cells: []string{"Travis", "142"}}}}}}}, nil
}

// FuzzCheck checks any text: statements lie within it, in order, and never fail.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{
		"Travis County, Texas, declined 142 of the 206 detainers, or 69 percent, he said.",
		"“For the weekly report: “released” …\n\n“The detainer [only] was sent.”", "half a dozen of two hundred and six; one in six; a quarter of $5,000; 28th 1:17-cv twice as",
		"&ldquo;a&rdquo; «b» ‘c’ \"d", "fell from 206 to 47, a drop of 77 percent", "[[[ … ]] \x00 ½ ٣٤ 1,2,3.4.5", "NEW YORK (AP) -- The city's jails declined 12",
	} {
		f.Add(s)
	}
	g := gazetteer.Load()
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Check(context.Background(), text, "", g, empty{})
		if len(text) > MaxText || !utf8.ValidString(text) {
			if err == nil {
				t.Error("no error")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		n := utf8.RuneCountInString(text)
		for _, s := range r.Statements {
			if s.Start < 0 || s.End > n || s.Start >= s.End || s.Verdict == "" || s.Evidence == nil || s.Message == "" || strings.Contains(s.Message, "false") && !strings.Contains(text, "false") {
				t.Errorf("%q: %+v", text, s)
			}
		}
	})
}
