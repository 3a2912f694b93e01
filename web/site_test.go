package web

import (
	"encoding/csv"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestPages reads each page as its reader does.
func TestPages(t *testing.T) {
	_, h := newArchive(t)
	for _, c := range []struct {
		path, selector string
		says           []string
	}{
		{"/", "h1", []string{"Search the released records"}},
		{"/", "ul.counts", []string{"9 documents", "138 rows", "3 accessions"}},
		{"/", "ol.entries", []string{"Workbooks and e-mails on declined detainers", "received 23 November 2026", "6 files"}},
		{"/", "main", []string{`"Ventura County"`, "declined detainer", "sally port"}},
		{"/search?q=%22ventura+county%22", "p.how", []string{`Read as "ventura county"`, "hits in 2 documents"}},
		{"/search?q=%22ventura+county%22", "mark", []string{"Ventura County"}},
		{"/search?q=%22ventura+county%22&in=row", "nav.tabs", []string{"Everything Pages Rows E-mails Names Requests"}},
		{"/search?q=sally+port", "div.results", []string{"Released at the front door", "E-mail", "21 March 2017", "p. 1", "Cite", "Link", "U.S. Department of Homeland Security, under FOIA"}},
		{"/search?q=detainer&kind=pdf", "details.facets", []string{"✓ PDF"}},
		{"/search?q=detainer&kind=pdf", "ul.chips", []string{"Kind: PDF ×, take it out"}},
		{"/search?q=detainer&kind=pdf&year=abc", "ul.chips", []string{"Kind: PDF", "Year: abc", "Take all out"}},
		{"/search?q=detainer&kind=bogus", "ul.chips", []string{"Kind: bogus"}},
		{"/search?q=detainer&kind=bogus", "div.none", []string{"No document here has the kind “bogus”."}},
		{"/search?exemption=b7C", "ul.chips", []string{"Withheld under: (b)(7)(C)"}},
		{"/search", "title", []string{"All documents · Reading room"}},
		{"/search?kind=pdf&source=x", "title", []string{"Documents: PDF, x · "}},
		{"/search?q=detainer&in=row&kind=pdf&limit=1&from=2", "title", []string{"detainer: Rows, PDF, from document 2 on · "}},
		{"/search?q=detainer&item=2026-001-0001", "title", []string{"detainer in Weekly Declined Detainer Outcome Report · "}},
		{"/search?like=2026-001-0001:p1", "title", []string{"Like p. 1 of Weekly Declined Detainer Outcome Report · "}},
		{"/search?q=" + strings.Repeat("x", 5000), "title", []string{strings.Repeat("x", 60) + "… ·"}},
		{"/search?q=" + strings.Repeat("x", 5000), "p.how", []string{"Read as " + strings.Repeat("x", 60) + "…"}},
		{"/search?q=detainer+" + strings.Repeat("x", 300), "div.none", []string{strings.Repeat("x", 60) + "… is found nowhere"}},
		{"/items/2026-001-0001/tables/1/rows/12?q=column%3Adetainers%3E50", "mark", []string{"142"}},
		{"/search?q=column%3Adetainers%3E50", "mark", []string{"142"}},
		{"/requests?list=all&q=benghazi", "p.scope", []string{"Requests with benghazi. Look for it in the documents"}},
		{"/search?q=xyzzy+detainer&kind=pdf", "div.none", []string{"Nothing was found", "xyzzy", "The same search without filters"}},
		{"/search?q=warrant&item=2026-001-0001", "p.scope", []string{"Only in Weekly Declined Detainer Outcome Report"}},
		{"/items", "main", []string{"9 documents in this archive", "Weekly Declined Detainer Outcome Report", "Not read: Its pages are pictures"}},
		{"/items?with=aside", "h1", []string{"Documents that were not read"}},
		{"/items/2026-001-0001", "main", []string{
			"PDF, 3 pages, 13 rows", "28 January 2017", "received 23 November 2026 from U.S. Immigration and Customs Enforcement",
			"Page 3: Parts of this page are covered", "Section II: Declined detainers, by jail 13 rows, from p. 2", "Microsoft Word 2013",
			"Also received 23 November 2026 from U.S. Department of Homeland Security, under FOIA, in 2026-002, as again.pdf", "Open the original",
		}},
		{"/items/2026-001-0001?q=warrant", "section", []string{"places for warrant"}},
		{"/items/2026-001-0002", "p.notice", []string{"Not read: Its pages are pictures, and no OCR is installed."}},
		{"/items/2026-002-0003", "dl.mailhead", []string{"Field Office Director <fod@ice.example>", "and 2 more", "21 March 2017, 16:04 UTC−05:00"}},
		{"/items/2026-002-0003", "main", []string{"released at the front door, in view of our officers", "1 attachment", "attached.txt"}},
		{"/items/2026-002-0005", "main", []string{"Part of Released at the front door"}},
		{"/items/2026-001-0001/pages/1?q=detainers", "p.how", []string{"8 marks on this page for detainers"}},
		{"/items/2026-001-0001/pages/1?q=detainers", "aside.margin", []string{"Also on", "p. 2", "p. 3", "Cite this page", "p. 1. Item 2026-001-0001"}},
		{"/items/2026-001-0001/pages/1?s=190-330", "mark.cited", []string{"with the Executive Order"}},
		{"/items/2026-001-0001/pages/1?s=190-330", "p.citation", []string{"p. 1, characters 191–330. Item", "/cite/2026-001-0001:p1:s190-330"}},
		{"/items/2026-001-0001/pages/2", "table.grid", []string{"Santa Rita Jail"}},
		{"/items/2026-003-0002/pages/1", "p.notice", []string{"Read from a picture of the page."}},
		{"/items/2026-003-0002/pages/2", "main", []string{"This page has no text."}},
		{"/items/2026-001-0001/tables/1", "table.rows", []string{"Row Page County", "p. 3", "142"}},
		{"/items/2026-002-0001/tables/1", "main", []string{"120 rows", "Hidden in the source file: 1 row of those here. They are shown here, and marked so.", "More rows"}},
		{"/items/2026-002-0001/tables/1?from=102", "main", []string{"121", "Earlier rows"}},
		{"/items/2026-002-0001/tables/2", "p.notice", []string{"Hidden in the source file: whoever opens the file does not see this sheet."}},
		{"/items/2026-001-0001/tables/1/rows/7", "main", []string{"Row 7", "Polk County", "Sacramento County", "Travis County", "Previous row", "Next row", "p. 2, table 1, row 7"}},
		{"/items/2026-001-0001/tables/1/rows/12?c=5", "mark.cited", []string{"142"}},
		{"/items/2026-001-0001/tables/1/rows/12?c=5", "main", []string{"Cite this cell", "row 12, column 5"}},
		{"/items/2026-002-0001/tables/1/rows/6", "p.notice", []string{"does not see this row"}},
		{"/items/2026-002-0002/tables/1/rows/14", "p.citation", []string{"row 14"}},
		{"/accessions", "table", []string{"2026-002", "U.S. Department of Homeland Security, under FOIA", "2026-11-23"}},
		{"/accessions/2026-002", "main", []string{"request R2017-001", "private/notes.docx May not be read by this user.", "again.pdf", "(held already)", "5 new to the archive"}},
		{"/upload", "form", []string{"Who released or gave them", "Files"}},
		{"/-/status", "main", []string{"Nothing is waiting", "Its pages are pictures, and no OCR is installed. 1"}},
		{"/-/help", "ul.entries", []string{"Citing a place Every page and row has a permanent address.", "Searching Type words, and all of them are found."}},
		{"/-/help/searching", "article.manual", []string{"jail OR prison", "See citing and"}},
		{"/-/token", "h1", []string{"Sign in"}},
	} {
		t.Run(c.path, func(t *testing.T) { get(t, h, c.path).want(t, 200, c.selector, c.says...) })
	}
}

func TestEmpty(t *testing.T) {
	h := newSite(t).Handler()
	a := get(t, h, "/")
	a.want(t, 200, "main", "This archive is empty", "Upload a few files", "Import a folder", "Look at a demo first")
	if n := len(a.all("input")); n != 0 {
		t.Errorf("an empty archive asks for something to search: %d fields", n)
	}
	get(t, h, "/search?q=a").want(t, 200, "main", "Nothing was found")
	get(t, h, "/items").want(t, 200, "main", "There are none.")
	get(t, h, "/accessions").want(t, 200, "main", "There are none yet.")
}

func TestErrors(t *testing.T) {
	_, h := newArchive(t)
	for _, c := range []struct {
		path   string
		status int
		says   string
	}{
		{"/nowhere", 404, "There is no page at this address."},
		{"/items/", 404, "There is no page"},
		{"/items/2026-009-0001", 404, "Item 2026-009-0001 is not in this archive."},
		{"/items/zero", 404, "“zero” is no item’s number"},
		{"/items/2026-001-0001/pages/4", 404, "Document 2026-001-0001 has 3 pages, so there is no page 4."},
		{"/items/2026-001-0001/pages/x", 400, "“x” is no page’s number."},
		{"/items/2026-001-0001/pages/1?s=5", 400, "A passage is given by its first character"},
		{"/items/2026-001-0001/pages/1?s=5-99999", 404, "so there is no passage 5-99999"},
		{"/items/2026-001-0002/pages/1", 404, "Document 2026-001-0002 was not read: Its pages are pictures"},
		{"/items/2026-001-0001/tables/2", 404, "has 1 table, so there is no table 2"},
		{"/items/2026-002-0003/tables/1", 404, "has no tables, so there is no table 1"},
		{"/items/2026-001-0001/tables/1/rows/99", 404, "This table has 13 rows, and none is numbered 99."},
		{"/items/2026-001-0001/tables/1/rows/1?c=77", 404, "has 5 cells"},
		{"/items?with=wings", 400, "Documents can be listed with pages"},
		{"/search?in=attic", 400, "A search looks in pages, rows or names"},
		{"/search?from=0", 400, "from"},
		{"/search?limit=1001", 400, "from 1 to 1000"},
		{"/search?item=2026-009-0001&q=a", 404, "Item 2026-009-0001"},
		{"/accessions/2026-099", 404, "Accession 2026-099 is not in this archive."},
		{"/accessions/x", 404, "no accession’s number"},
		{"/-/help/none", 404, "The manual has no page"},
		{"/-/static/none.css", 404, "no page"},
	} {
		t.Run(c.path, func(t *testing.T) {
			get(t, h, c.path).want(t, c.status, "main", c.says)
			path, query, _ := strings.Cut(c.path, "?")
			if strings.HasPrefix(path, "/-/static") || strings.HasSuffix(path, "/") {
				return
			}
			a := get(t, h, path+".json?"+query)
			var e struct{ Error string }
			a.json(t, &e)
			if a.StatusCode != c.status || !strings.Contains(e.Error, c.says) {
				t.Errorf("the JSON twin says %d %q", a.StatusCode, e.Error)
			}
		})
	}
	a := ask(t, h, "DELETE", "/items/2026-001-0001")
	a.want(t, 405, "h1", "Not possible here")
	if a.Header.Get("Allow") == "" {
		t.Error("a 405 does not say what is allowed")
	}
}

var longTable = regexp.MustCompile(`^/items/2026-002-0001/tables/1/rows/\d\d+.*\?|^/items/2026-002-0001/tables/1\?.*row=\d\d|^/cite/2026-002-0001:.*![A-Z]\d\d`)

// manyWays are lists that are narrowed and ordered in many ways at once.
var manyWays = regexp.MustCompile(`^/(search|requests|logs/entries)[.?]`)

// manyForms are the citations of places in all their forms.
var manyForms = regexp.MustCompile(`^/(cite/.*(\?as=|\.json)|oembed\?)`)

// TestCrawl follows every link from a few pages on: each leads somewhere, and
// every page has its JSON twin, which is asked for too.
func TestCrawl(t *testing.T) {
	if testing.Short() {
		t.Skip("following every link takes a while")
	}
	_, h := newArchive(t)
	queue := []string{"/", "/search?q=detainer", "/search?q=%22ventura+county%22&in=row", "/items/2026-001-0001/pages/1?s=190-330", "/-/token", "/items/2026-001-0001?q=detainer"}
	seen := map[string]bool{}
	pages, places, forms := 0, 0, 0
	for len(queue) > 0 && len(seen) < 6000 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		a := get(t, h, path)
		if a.StatusCode == http.StatusFound {
			queue = append(queue, strings.SplitN(a.Header.Get("Location"), "#", 2)[0])
			continue
		}
		if a.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", path, a.StatusCode)
			continue
		}
		if a.doc == nil || strings.HasSuffix(path, "/original") {
			continue
		}
		pages++
		for _, l := range a.links(t, path) {
			// Facets can be chosen, and cells looked at, in more ways than a
			// crawl needs to try.
			many := manyWays.MatchString(l) && strings.Count(l, "=") > 1 || longTable.MatchString(l)
			if manyForms.MatchString(l) && !seen[l] {
				forms++
				many = many || forms > 200
			}
			// And there are as many places as the country has, and as many days.
			if strings.HasPrefix(l, "/agencies/") || strings.HasPrefix(l, "/requests/new?") || strings.HasPrefix(l, "/laws/") || strings.HasPrefix(l, "/jurisdictions") || strings.HasPrefix(l, "/periods") || strings.HasPrefix(l, "/map?") || strings.HasPrefix(l, "/search?p") {
				if !seen[l] {
					places++
				}
				many = many || places > 250
			}
			if !many {
				queue = append(queue, l)
			}
		}
		twin := false
		for _, l := range a.all("link") {
			twin = twin || attr(l, "type") == "application/json"
		}
		if !twin {
			t.Errorf("%s has no JSON twin", path)
		}
		if n := len(a.all("h1")); n != 1 {
			t.Errorf("%s has %d h1", path, n)
		}
		ids := map[string]bool{}
		for _, n := range a.all("") {
			if id := attr(n, "id"); id != "" && ids[id] {
				t.Errorf("%s: two elements are %q", path, id)
			}
			ids[attr(n, "id")] = true
			if attr(n, "style") != "" || n.Data == "style" || runs(n) && attr(n, "src") == "" {
				t.Errorf("%s: inline style or script in <%s>", path, n.Data)
			}
		}
	}
	if pages < 300 || len(queue) > 0 {
		t.Errorf("only %d pages were found", pages)
	}
	t.Logf("%d pages, %d addresses", pages, len(seen))
}

func TestHeaders(t *testing.T) {
	_, h := newArchive(t)
	for _, path := range []string{"/", "/items.json", "/items.csv", "/nowhere", "/-/health"} {
		a := get(t, h, path)
		for name, want := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"} {
			if got := a.Header.Get(name); got != want {
				t.Errorf("%s: %s %q", path, name, got)
			}
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Error("the policy lets something unsafe through")
	}
}

func TestJSON(t *testing.T) {
	_, h := newArchive(t)
	var found struct {
		Query  string
		ReadAs string `json:"read_as"`
		Count  int
		Hits   []struct{ Item, Kind, Locator, URL, Snippet, Permanent string }
	}
	get(t, h, "/search.json?q=%22front+door%22").json(t, &found)
	if facets := get(t, h, "/search.json?q=detainer").body; !strings.Contains(facets, `"facets": {`) || !strings.Contains(facets, `"corrected": false`) {
		t.Errorf("the search does not keep its contract: %s", facets)
	}
	if found.ReadAs != `"front door"` || found.Count != len(found.Hits) || found.Count == 0 {
		t.Fatalf("%+v", found)
	}
	for _, hit := range found.Hits {
		if hit.Kind == "page" && (hit.Locator != "p1" || hit.Permanent != "/cite/2026-002-0003:p1" || hit.URL != "/items/2026-002-0003/pages/1?q=%22front+door%22") {
			t.Errorf("%+v", hit)
		}
	}
	var row struct {
		Row struct {
			Number  int
			Cells   []string
			Locator string
		}
		Values []struct{ Column, Text, Locator string }
	}
	get(t, h, "/items/2026-002-0001/tables/1/rows/6.json").json(t, &row)
	if row.Row.Locator != "'Top 50 %/it''s'!6" || row.Row.Cells[3] != "=1+1" || row.Values[4].Column != "E" || row.Values[1].Locator != "'Top 50 %/it''s'!B6" {
		t.Errorf("%+v", row)
	}
	var home HomePage
	get(t, h, "/index.json").json(t, &home)
	if home.Counts.Items != 9 || len(home.Accessions) != 3 {
		t.Errorf("%+v", home)
	}
}

func TestCSV(t *testing.T) {
	_, h := newArchive(t)
	read := func(path string) [][]string {
		t.Helper()
		a := get(t, h, path)
		if a.StatusCode != 200 || a.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
			t.Fatalf("%s: %d %s", path, a.StatusCode, a.Header.Get("Content-Type"))
		}
		r := csv.NewReader(strings.NewReader(a.body))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		check(t, err)
		return rows
	}
	rows := read("/items/2026-002-0001/tables/1.csv")
	if len(rows) != 121 || rows[5][0] != "6" || rows[5][2] != "hidden" || rows[5][12] != "'=1+1" || rows[5][4] != "2026-002-0001:"+rows[5][3] || !strings.HasSuffix(rows[5][5], "/cite/2026-002-0001:%27Top%2050%20%25%2Fit%27%27s%27!6") || rows[5][3] != "''Top 50 %/it''s'!6" && rows[5][3] != "'Top 50 %/it''s'!6" {
		t.Errorf("%d rows, the fifth is %q", len(rows), rows[5])
	}
	rows = read("/items/2026-002-0002/tables/1.csv")
	if rows[3][9] != `'=HYPERLINK("http://x")` || rows[3][10] != "-3" {
		t.Errorf("a spreadsheet would run %q", rows[3])
	}
	for path, want := range map[string]int{"/items.csv": 10, "/accessions.csv": 4, "/accessions/2026-002.csv": 7, "/-/status.csv": 3} {
		if rows := read(path); len(rows) != want {
			t.Errorf("%s has %d lines, want %d", path, len(rows), want)
		}
	}
	if rows := read("/search.csv?q=detainer"); len(rows) < 3 || rows[0][0] != "item" {
		t.Errorf("%q", rows)
	}
	get(t, h, "/upload.csv").want(t, 404, "", "There is no list at this address")
}

// TestHostile puts markup into every text that a stranger can choose, and
// looks for it coming alive on every page that shows it.
func TestHostile(t *testing.T) {
	_, h := newArchive(t)
	for _, path := range []string{
		"/", "/items", "/accessions", "/accessions/2026-003", "/items/2026-003-0001", "/items/2026-003-0002", "/items/2026-003-0002/pages/1?q=detainer",
		"/items/2026-003-0002/tables/1", "/items/2026-003-0002/tables/1/rows/1?c=1", "/search?q=detainer", "/search?q=<script>alert(9)</script>",
		"/search?q=%22%3E%3Cimg%20src=x%3E&kind=%3Cb%3E", "/-/status", "/-/help/searching", "/%3Cscript%3Ealert(1)%3C/script%3E", "/cite/%3Cscript%3E:p1",
		"/upload?source=%22%3E%3Cscript%3E", "/items/2026-003-0002?q=%3Cscript%3E",
	} {
		a := get(t, h, path)
		for _, n := range a.all("") {
			switch {
			case runs(n) && !strings.HasPrefix(attr(n, "src"), "/-/static/"), n.Data == "img" && attr(n, "src") != "/map.svg", n.Data == "svg", n.Data == "u", n.Data == "i":
				t.Errorf("%s: <%s> came alive", path, n.Data)
			}
			for _, at := range n.Attr {
				if strings.HasPrefix(at.Key, "on") || strings.HasPrefix(strings.TrimSpace(at.Val), "javascript:") && (at.Key == "href" || at.Key == "src") {
					t.Errorf("%s: %s=%q", path, at.Key, at.Val)
				}
			}
		}
	}
	if text := get(t, h, "/items/2026-003-0002").says("h1"); text != "</title><script>alert(5)</script>" {
		t.Errorf("the title reads %q", text)
	}
}
