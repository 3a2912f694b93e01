package web

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestViewer reads the pages that have pictures.
func TestViewer(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	const report, release = "/items/2026-001-0001/", "/items/2026-001-0002/"
	for _, c := range []struct {
		path, selector string
		says           []string
	}{
		{report + "pages/3?q=el+salvador", "nav.switch", []string{"Picture and text Picture Text", "Fit the width 100 % 200 %"}},
		{report + "pages/3", "details.strip", []string{"p. 1", "p. 8", "p. 35", "Go to page"}},
		{report + "pages/3", "svg.over", []string{"Santa Rita Jail", "Table 2"}},
		{report + "pages/3", "article.record", []string{"Santa Rita Jail"}},
		{report + "pages/4", "aside.margin", []string{"Section II", "206 rows, pp. 3–23", "Mark another table"}},
		{report + "pages/3?view=text", "article.record", []string{"Santa Rita Jail"}},
		{report + "pages/3?view=picture&zoom=200", "nav.turn", []string{"Previous page", "Next page"}},
		{release + "pages/1", "h1", []string{"Page 1 of 4"}},
		{release + "pages/1", "div.head", []string{"Numbered “iv” in the document", "Read by Tesseract, 92 % sure. The page is a picture.", "1 word read with less than 60 % confidence is marked so."}},
		{release + "pages/1", "span.unsure", []string{"wa1ted"}},
		{release + "pages/1", "ul.markings", []string{
			"Exemption (b)(6) 2 3 personal privacy", "Exemption (b)(7)(C) 4", "Covered text 6", "Black box 5", "Stamp: RELEASE IN PART 1", "Stamp: <script>alert(9)</script> 8", "Production number ICE-000123 7",
		}},
		{release + "pages/1?view=text", "ul.markings", []string{"Exemption (b)(6) personal privacy"}},
		{release + "pages/2", "main", []string{"no width"}},
		{release + "pages/4", "div.head", []string{"Read by PDFium. Its fonts are damaged."}},
		{release + "pages/4", "main", []string{"This page is a scan and was not read."}},
		{release + "tables/1", "main", []string{"These columns were guessed. Check them against the page.", "* <i>all</i>", "<u>Group</u>"}},
		{report + "tables/2", "main", []string{"206 rows · pp. 3–23", "Page 3", "Page 4", "Redraw this table"}},
		{report + "tables/2", "tr.newpage", []string{"Page 3 · Redraw"}},
		{report + "tables/2/rows/12", "main", []string{"On p. 4, where it is row 2 of the table", "Under “Colorado”", "p. 4, table 1, row 2. Item"}},
		{report + "tables/2/rows/12?c=4", "main", []string{"p. 4, table 1, row 2, column 4. Item"}},
		{release + "tables/1/rows/2", "main", []string{"Row 2"}},
		{"/items/2026-001-0003/pages/1", "article.record", []string{"sally port"}},
	} {
		t.Run(c.path, func(t *testing.T) { get(t, h, c.path).want(t, 200, c.selector, c.says...) })
	}
	for _, c := range []struct {
		path     string
		selector string
		want     int
	}{
		{report + "pages/3?view=text", "svg", 0},
		{report + "pages/3?view=picture", "article.record", 0},
		{report + "pages/3?q=el+salvador", "rect.hit", 4},
		{report + "pages/2?s=60-240", "rect#cited", 1}, // once on the page, on the picture
		{report + "pages/2?s=60-240&view=text", "mark#cited", 1},
		{report + "pages/2?s=60-240&view=text", "rect.cited", 4}, // of the citation
		{report + "tables/2/rows/12?c=4", "rect.cited", 1},
		{release + "pages/1", "rect.unsure", 1},
		{release + "pages/1", "g.mark", 8},
		{release + "pages/2", "svg", 0},
		{release + "pages/3", "svg", 0},
		{"/items/2026-001-0003/pages/1", "svg", 0},
		{"/items/2026-001-0003/pages/1", "nav.switch", 0},
	} {
		if n := len(get(t, h, c.path).all(c.selector)); n != c.want {
			t.Errorf("%s has %d %s, want %d", c.path, n, c.selector, c.want)
		}
	}
	for _, c := range []struct {
		path   string
		status int
		says   string // or where it leads
	}{
		{report + "pages?n=12&view=text&q=a+b", 302, report + "pages/12?q=a+b&view=text"},
		{report + "pages", 302, report[:len(report)-1] + "#pages"},
		{report + "pages?n=x", 400, "is no page’s number"},
		{report + "pages?n=1&view=sideways", 400, "A page is shown as its picture"},
		{report + "pages/3?view=sideways", 400, "A page is shown as its picture"},
		{report + "pages/3?zoom=900", 400, "A picture is shown to fit"},
		{"/cite/2026-001-0001:p4:t1:r2", 302, report + "tables/2/rows/12"},
		{"/cite/2026-001-0001:p4:t1:r2:c4", 302, report + "tables/2/rows/12?c=4"},
		{"/cite/2026-001-0001:p4:t1", 302, report + "tables/2?from=11"},
		{"/cite/2026-001-0001:p3:t1", 302, report + "tables/2"},
		{"/cite/2026-001-0001:p3:t1:r11", 404, "has 10 rows on page 3, and none is numbered 11."},
		{"/cite/2026-001-0001:p4:t2", 404, "has no table 2"},
	} {
		a := get(t, h, c.path)
		if a.StatusCode == 302 {
			if got := a.Header.Get("Location"); c.status != 302 || got != c.says {
				t.Errorf("%s leads to %s, want %s", c.path, got, c.says)
			}
			continue
		}
		a.want(t, c.status, "main", c.says)
	}
}

// TestViewerJSON: the twins say what the pages show.
func TestViewerJSON(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	var p struct {
		Label, Reader, Why, Picture string
		Width, Height               float64
		Confidence                  int
		Marks                       []struct{ Kind, Code string }
		Words                       []struct{ Confidence int }
		Tables                      []struct {
			Confidence float64
			Box        [4]float64
			Pieces     []struct{ Page int }
		}
	}
	get(t, h, "/items/2026-001-0002/pages/1.json").json(t, &p)
	if p.Label != "iv" || p.Reader != "tesseract" || p.Why != "The page is a picture." || p.Width != 612 || p.Confidence != 92 || len(p.Marks) != 11 || len(p.Words) != 0 ||
		p.Tables[0].Confidence != 0.4 || p.Tables[0].Box[1] != 90 || len(p.Tables[0].Pieces) != 1 || p.Picture != "/items/2026-001-0002/pages/1.png?w=1280" {
		t.Errorf("%+v", p)
	}
	get(t, h, "/items/2026-001-0002/pages/1.json?words=1").json(t, &p)
	if len(p.Words) < 15 || p.Words[5].Confidence != 41 {
		t.Errorf("%+v", p.Words)
	}
	var row struct {
		Row struct {
			Group []string
			Box   [4]float64
			Grid  []struct{ Box [4]float64 }
		}
	}
	get(t, h, "/items/2026-001-0001/tables/2/rows/12.json").json(t, &row)
	if row.Row.Group[0] != "Colorado" || row.Row.Box[0] != 50 || len(row.Row.Grid) != 5 {
		t.Errorf("%+v", row)
	}
}

// TestViewerIsSafe: nothing a document says becomes a tag or a style.
func TestViewerIsSafe(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	for _, path := range []string{"pages/1?q=script", "pages/1?view=picture", "tables/1", "tables/1/rows/1", "tables/1/rows/2", "pages/1/grids/1", "pages/1/grids/new?box=0,0,600,700"} {
		path = "/items/2026-001-0002/" + path
		a := get(t, h, path)
		a.want(t, 200, "h1")
		for _, n := range a.all("") {
			if n.Data == "u" || n.Data == "i" || n.Data == "b" || runs(n) && attr(n, "src") == "" || attr(n, "style") != "" {
				t.Errorf("%s: <%s>", path, n.Data)
			}
			for _, x := range n.Attr {
				if strings.Contains(x.Val, "NaN") || strings.Contains(x.Val, "Inf") || strings.Contains(x.Val, "e+") || len(x.Val) > 3000 {
					t.Errorf("%s: <%s %s=%.60q>", path, n.Data, x.Key, x.Val)
				}
			}
		}
		if twin := get(t, h, strings.Replace(path+"?", "?", ".json?", 1)); !json.Valid([]byte(twin.body)) {
			t.Errorf("%s: its twin is no JSON: %.200s", path, twin.body)
		}
	}
}
