package pdf

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
	"readingroom/fixtures"
)

// TestHidden reads the documents of the collection that have words under boxes:
// none of them comes out anywhere, and a notice says how many there are.
func TestHidden(t *testing.T) {
	read := 0
	for _, name := range fixtures.Truths() {
		truth, err := fixtures.TruthOf(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range truth.Pages {
			if page.Hidden == "" || !strings.HasSuffix(truth.File, ".pdf") {
				continue
			}
			read++
			b, err := fs.ReadFile(fixtures.Collection(), truth.File)
			if err != nil {
				t.Fatal(err)
			}
			var rec record.Recorder
			if err := Read(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
				t.Fatal(err)
			}
			shown := strings.Fields(page.Text)
			got := rec.Pages[page.Number-1]
			if diff := slices.Compare(shown, strings.Fields(got.Text)); diff != 0 {
				t.Errorf("%s, page %d: %q, want %q", name, page.Number, got.Text, page.Text)
			}
			all, err := json.Marshal([]any{rec.AboutIt, rec.Pages, rec.Tables, rec.Parts, rec.Notices})
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range strings.Fields(page.Hidden) {
				if !slices.Contains(shown, word) && strings.Contains(string(all), `"`+word+`"`) || strings.Contains(string(all), page.Hidden) {
					t.Errorf("%s, page %d: %q came out", name, page.Number, word)
				}
			}
			want := fmt.Sprintf("Page %d: %d characters still stand in the file under black boxes;", page.Number, len(strings.ReplaceAll(page.Hidden, " ", "")))
			if !slices.ContainsFunc(rec.Notices, func(n archive.Notice) bool { return n.Code == "covered" && strings.HasPrefix(n.Text, want) }) {
				t.Errorf("%s: no notice that %q: %+v", name, want, rec.Notices)
			}
			if !slices.ContainsFunc(got.Marks, func(m archive.Mark) bool { return m.Kind == archive.MarkCovered }) {
				t.Errorf("%s: no mark on page %d: %+v", name, page.Number, got.Marks)
			}
		}
	}
	if read == 0 {
		t.Error("no page has hidden words")
	}
}

// TestMarks counts the marks of documents of the collection.
func TestMarks(t *testing.T) {
	for _, tc := range []struct{ name, want string }{
		{"mail/2017-04-06-chain-printed.pdf", "exemption (b)(6) 5, exemption (b)(7)(C) 1, black-box 5, bates ICE-2017-000123 1, bates ICE-2017-000124 1, footer 2"},
		{"foia/2017-07-14-production-1.pdf", "footer 1"},
		{"foia/2017-09-15-production-2.pdf", "footer 1"},
		{"foia/2017-05-26-complaint.pdf", "stamp 2, header 2, footer 2"},
		{"ddor/2017-01-28-ddor-1.pdf", "footer 35"},
		{"ddor/2017-02-04-ddor-2-redacted.pdf", "exemption (b)(6) 57, exemption (b)(7)(C) 57, black-box 57, footer 25"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b, err := fs.ReadFile(fixtures.Collection(), tc.name)
			if err != nil {
				t.Fatal(err)
			}
			var rec record.Recorder
			if err := Read(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
				t.Fatal(err)
			}
			var kinds []string
			counts := map[string]int{}
			for _, p := range rec.Pages {
				for _, m := range p.Marks {
					kind := strings.TrimSpace(string(m.Kind) + " " + m.Code)
					if counts[kind]++; counts[kind] == 1 {
						kinds = append(kinds, kind)
					}
				}
			}
			for i, k := range kinds {
				kinds[i] = fmt.Sprint(k, " ", counts[k])
			}
			slices.SortFunc(kinds, func(a, b string) int { return strings.Index(tc.want, a) - strings.Index(tc.want, b) })
			if got := strings.Join(kinds, ", "); got != tc.want {
				t.Errorf("%s, want %s", got, tc.want)
			}
		})
	}
}
