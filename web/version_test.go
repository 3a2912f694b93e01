package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
)

const letter = `MEMORANDUM FOR the Field Office Director. On 14 March 2017 officers of the Denver office lodged a detainer
with the county jail for a person held on a charge of assault. The sergeant on duty, Dana Whitfield, told Officer R. Okafor
by telephone that the jail would not hold anyone beyond the time of release without a warrant signed by a judge. At 2140 the
person was released through the front door. The supervisor asked that the matter be put in the weekly report.`

// newVersions is an archive with two releases of a letter, the second with names
// withheld, under a code and under a box; and a document of other words.
func newVersions(t testing.TB) (*Site, http.Handler) {
	t.Helper()
	s := newSite(t)
	pdf := func(text string, words []archive.Word, marks ...archive.Mark) sample {
		return sample{
			Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF}, About: archive.About{Title: "Memorandum of <i>March</i>"},
			Pages: []archive.Page{{Number: 1, Width: 612, Height: 792, Origin: archive.OriginText, Text: text, Words: words, Marks: marks}},
		}
	}
	line := func(text string) (words []archive.Word) {
		for i, w := range strings.Fields(text) {
			x := 20 + float64(i%15)*38
			words = append(words, archive.Word{Text: w, Box: archive.Box{x, 30 + 12*float64(i/15), x + 36, 40 + 12*float64(i/15)}})
		}
		return words
	}
	shown := line(letter)
	held := strings.NewReplacer("Dana Whitfield", "(b)(6)", "R. Okafor", "").Replace(letter)
	var box archive.Box
	for _, w := range shown {
		if w.Text == "R." || w.Text == "Okafor" {
			box = box.Union(w.Box)
			if box[0] == 0 {
				box = w.Box
			}
		}
	}
	take(t, s, ingest.Order{Source: "Denver Field Office", Release: "First production"}, file{"shown.pdf", pdf(letter, shown).bytes(t)})
	take(t, s, ingest.Order{Source: "Denver Field Office", Release: "Second production", Request: "2017-ICFO-27042"},
		file{"held.pdf", pdf(held, line(held), archive.Mark{Kind: archive.MarkBlackBox, Box: box}).bytes(t)},
		file{"other.txt", []byte(statement)})
	return s, s.Handler()
}

func TestVersions(t *testing.T) {
	s, h := newVersions(t)
	const a, b = "/items/2026-001-0001", "/items/2026-002-0001"
	get(t, h, a).want(t, 200, "aside", "The same pages elsewhere", "another version, 1 page of 1")
	get(t, h, b+"/pages/1").want(t, 200, "aside", "The same page elsewhere", "Memorandum of <i>March</i>", "4 words more")
	get(t, h, a+"/versions/2026-002-0001").want(t, 200, "main", "2 passages shown in the first and withheld in the second", "First production", "request 2017-ICFO-27042", "2 words withheld here")
	get(t, h, b+"/versions/2026-001-0001").want(t, 200, "main", "2 passages withheld in the first and shown in the second")
	var p VersionPage
	check(t, json.Unmarshal([]byte(get(t, h, a+"/versions/2026-002-0001.json").body), &p))
	if p.Pair == nil || len(p.Pair.Parts) != 2 || p.Pair.Parts[0].TextA != "Dana Whitfield" || p.Pair.Parts[0].Codes != "(b)(6)" || !p.Pair.Parts[1].Withheld || p.Pair.Parts[1].TextA != "R. Okafor" {
		t.Errorf("%+v", p.Pair)
	}
	get(t, h, "/search?exemption=(b)(6)&in=page").want(t, 200, "mark", "(b)(6)")
	get(t, h, a+"/versions/2026-002-0002").want(t, 200, "main", "No page of the first has a twin in the second")
	get(t, h, a+"/versions/2026-002-0002?page=1").want(t, 200, "main", "difference")
	for path, want := range map[string]int{
		a + "/versions/2026-001-0001": 400, a + "/versions/2026-009-0001": 404, a + "/versions/x": 404,
		a + "/versions/2026-002-0001?page=9": 404, a + "/versions/2026-002-0001?page=x": 400, a + "/versions/2026-002-0001?page=1&other=7": 404,
	} {
		if got := get(t, h, path); got.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, got.StatusCode, want)
		}
	}
	if _, err := s.Ingest.Withdraw(t.Context(), archive.Withdrawal{Item: "2026-002-0001", Reason: "It names a child.", By: "Ann"}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{a, a + "/pages/1"} {
		if strings.Contains(get(t, h, path).body, "2026-002-0001") {
			t.Errorf("%s names a document that was withdrawn", path)
		}
	}
	if got := get(t, h, a+"/versions/2026-002-0001"); got.StatusCode != http.StatusGone {
		t.Errorf("beside a document that was withdrawn: %d", got.StatusCode)
	}
}

func TestBrowserVersions(t *testing.T) {
	ctx := browser(t)
	axe := axeScript(t)
	_, h := newVersions(t)
	server := httptest.NewServer(h)
	defer server.Close()
	check(t, chromedp.Do(ctx))
	for _, l := range []struct{ name, path string }{
		{"versions", "/items/2026-001-0001/versions/2026-002-0001"},
		{"versions-none", "/items/2026-001-0001/versions/2026-002-0002"},
		{"twin-page", "/items/2026-002-0001/pages/1"},
	} {
		for _, width := range []int64{360, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				t.Run(fmt.Sprintf("%s-%d-%s", l.name, width, scheme), func(t *testing.T) { look(t, ctx, server.URL+l.path, width, scheme, axe) })
			}
		}
	}
}
