package web

import (
	"slices"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
)

// TestScanned: pages that are pictures say so and lead to the original.
func TestScanned(t *testing.T) {
	s := newSite(t)
	page := func(n int, text string) archive.Page {
		return archive.Page{Number: n, Origin: archive.OriginText, Text: text}
	}
	scan := func(notices ...archive.Notice) sample {
		return sample{
			Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF},
			Pages:   []archive.Page{page(1, ""), page(2, ""), page(3, "A letter."), page(4, "")},
			Notices: notices,
		}
	}
	take(t, s, ingest.Order{Source: "The county"},
		file{"each.pdf", scan(
			archive.Notice{Code: "no-ocr", Page: 1, Text: "Page 1 is a scan and was not read: install tesseract."},
			archive.Notice{Code: "no-ocr", Page: 2, Text: "Page 2 is a scan and was not read: install tesseract."},
			archive.Notice{Code: noText, Page: 4, Text: "Page 4 may hold text, but none could be read."},
		).bytes(t)},
	)
	h := s.Handler()
	get(t, h, "/items/2026-001-0001").want(t, 200, "p.notice", "No text was read on pages 1–2, 4.")
	get(t, h, "/items/2026-001-0001").want(t, 200, "ol.pagelist", "pp. 1–2: no text was read", "p. 3 A letter.", "p. 4: no text was read")
	a := get(t, h, "/items/2026-001-0001/pages/2")
	a.want(t, 200, "article.record", "This page is a scan and was not read. See it in the original, page 2.")
	if !slices.Contains(a.links(t, "/items/2026-001-0001/pages/2"), "/items/2026-001-0001/original") {
		t.Error("the page does not lead to the original")
	}
	get(t, h, "/items/2026-001-0001/pages/4").want(t, 200, "article.record", "Page 4 may hold text, but none could be read. See it in the original, page 4.")
}

// A document shows what it says of itself, and its outline leads to its pages.
func TestOutline(t *testing.T) {
	s := newSite(t)
	take(t, s, ingest.Order{Source: "The county"}, file{"report.pdf", sample{
		Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF},
		About: archive.About{
			Subject: "Detainers", Modified: "2017-03-21",
			Outline: []archive.Heading{{Title: "Section I <b>", Level: 1, Page: 2}, {Title: "Elsewhere", Level: 2}},
		},
		Pages: []archive.Page{{Number: 1, Text: "One."}, {Number: 2, Text: "Two."}},
	}.bytes(t)})
	a := get(t, s.Handler(), "/items/2026-001-0001")
	a.want(t, 200, "ul.outline", "Section I <b> p. 2", "Elsewhere")
	a.want(t, 200, "dl.facts", "Own subject Detainers", "Says it was changed 21 March 2017")
	if !slices.Contains(a.links(t, "/items/2026-001-0001"), "/items/2026-001-0001/pages/2") {
		t.Error("the outline does not lead to page 2")
	}
}

func TestAddresses(t *testing.T) {
	line := `"Doe, Jane" <j@a.example>, b@b.example; c@c.example,, D <d@d.example>, e@e.example, f@f.example, g@g.example`
	got := (*DocumentPage)(nil).Fold(line)
	if got.More != 2 || got.Rest != "f@f.example, g@g.example" || got.Shown != `"Doe, Jane" <j@a.example>, b@b.example, c@c.example, D <d@d.example>, e@e.example` {
		t.Errorf("%+v", got)
	}
	if got := (*DocumentPage)(nil).Fold("a@a.example; b@b.example"); got.Shown != "a@a.example; b@b.example" || got.More != 0 {
		t.Errorf("%+v", got)
	}
}
