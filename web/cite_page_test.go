package web

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/ingest"
)

// TestCiteThis: each kind of place offers its citation in every style.
func TestCiteThis(t *testing.T) {
	_, h := newArchive(t)
	for path, place := range map[string]string{
		"/items/2026-001-0001":                         "2026-001-0001",
		"/items/2026-001-0001/pages/2":                 "2026-001-0001:p2",
		"/items/2026-001-0001/pages/1?s=190-330":       "2026-001-0001:p1:s190-330",
		"/items/2026-001-0001/tables/1":                "2026-001-0001:p2:t1",
		"/items/2026-001-0001/tables/1/rows/12":        "2026-001-0001:p2:t1:r12",
		"/items/2026-001-0001/tables/1/rows/1?c=5":     "2026-001-0001:p2:t1:r1:c5",
		"/items/2026-002-0001/tables/2/rows/2?last=3":  "2026-002-0001:Notes!2:3",
		"/items/2026-002-0003?part=head:subject":       "2026-002-0003:head:subject",
		"/items/2026-002-0003/pages/1?s=0-4&part=body": "2026-002-0003:p1:s0-4",
	} {
		a := get(t, h, path)
		a.want(t, 200, "details.styles", "Chicago", "APA", "MLA", "Bluebook", "BibTeX", "RIS", "CSL-JSON", "Markdown", "accessed November 23, 2026", "/embed/")
		link := a.says("#cite-link")
		if !strings.HasSuffix(strings.TrimSpace(link), PlaceURL("x", mustPlace(t, place).Locator)[len("/cite/x"):]) || !strings.Contains(link, "/cite/"+mustPlace(t, place).Item) {
			t.Errorf("%s is cited as %s, want %s", path, link, place)
		}
	}
	for as, want := range map[string]string{
		"bibtex": "@techreport{item-2026-001-0001-p2", "ris": "TY  - RPRT\r\n", "csl": `"archive_location": "2026-001-0001"`, "apa": "Retrieved November 23, 2026", "plain": "SHA-256", "markdown": "[", "html": "<p>", "link": "/cite/2026-001-0001:p2",
	} {
		a := get(t, h, "/cite/2026-001-0001:p2?as="+as)
		if a.StatusCode != 200 || !strings.Contains(a.body, want) || strings.Contains(a.Header.Get("Content-Type"), "html") {
			t.Errorf("as %s: %d %s %.200s", as, a.StatusCode, a.Header.Get("Content-Type"), a.body)
		}
	}
	get(t, h, "/cite/2026-001-0001:p2?as=vancouver").want(t, 400, "main", "is none of them")
	get(t, h, "/cite/2026-001-0001:p9?as=apa").want(t, 404, "main", "no page 9")
	get(t, h, "/cite/2026-001-0001:p2?sha256=0000000000").want(t, 404, "main", "is another document here")
	get(t, h, "/cite/2026-009-0001:p2?sha256=0000000000").want(t, 404, "main", "Neither the item")
	get(t, h, "/cite/2026-001-0001:p2?sha256=xyz").want(t, 400, "main", "hexadecimal digits")
	var it struct{ Document struct{ Digest string } }
	get(t, h, "/items/2026-001-0001.json").json(t, &it)
	for _, number := range []string{"2026-001-0001", "2026-002-0001", "2026-009-0001"} { // whatever number another archive gave it
		if a := get(t, h, "/cite/"+number+":p2?sha256="+it.Document.Digest[:12]); a.StatusCode != 302 || a.Header.Get("Location") != "/items/2026-001-0001/pages/2" {
			t.Error(number, a.StatusCode, a.Header.Get("Location"))
		}
	}
}

func mustPlace(t testing.TB, text string) archive.Place {
	t.Helper()
	p, err := archive.ParsePlace(text)
	check(t, err)
	return p
}

// TestCiteWords: words that a reader marks on a page lead to their passage.
func TestCiteWords(t *testing.T) {
	_, h := newArchive(t)
	for _, c := range []struct {
		query  string
		status int
		want   string
	}{
		{"quote=sally+port", 303, "/items/2026-002-0004/pages/1?s=66-76#cite"},
		{"quote=sally%0A++port&view=text", 303, "/items/2026-002-0004/pages/1?s=66-76&view=text#cite"},
		{"quote=Our+deputies&end=sally+port", 303, "/items/2026-002-0004/pages/1?s=26-76#cite"},
		{"quote=unicorns", 404, "These words do not stand on page 1"},
		{"quote=" + strings.Repeat("x", 5000), 400, "at most 4000 characters"},
		{"x=1-2-3", 400, "A region is given by its corners"},
		{"x=10-10-50-50", 404, "so there is no region"},
		{"quote=%3Cscript%3E", 404, "do not stand"},
	} {
		a := get(t, h, "/items/2026-002-0004/pages/1?"+c.query)
		if c.status == 303 {
			if got := a.Header.Get("Location"); a.StatusCode != 303 || got != c.want {
				t.Errorf("%.60s leads to %d %s, want %s", c.query, a.StatusCode, got, c.want)
			}
			continue
		}
		a.want(t, c.status, "main", c.want)
	}
}

func TestRegionsAndRanges(t *testing.T) {
	h := newPictured(t).Handler()
	a := get(t, h, "/cite/2026-001-0001:p3:x60-100-300-200")
	if to := a.Header.Get("Location"); to != "/items/2026-001-0001/pages/3?x=60-100-300-200#cited" {
		t.Fatal(a.StatusCode, to)
	}
	a = get(t, h, "/items/2026-001-0001/pages/3?x=60-100-300-200")
	a.want(t, 200, "p.citation", "region from 60, 100 to 300, 200 points")
	if n := a.all("rect.cited"); len(n) != 2 || attr(n[0], "x") != "60" || attr(n[0], "width") != "240" { // on the page, and in the picture of the place
		t.Errorf("%d boxes are marked", len(n))
	}
	get(t, h, "/cite/2026-001-0001:p3:x700-100-900-200").want(t, 404, "main", "no region")
	_, h = newArchive(t)
	a = get(t, h, "/items/2026-002-0001/tables/1/rows/8?c=2&last=10&lastc=3")
	a.want(t, 200, "p.citation", "cells B8 to C10")
	if n := len(a.all("mark.cited")); n != 6 {
		t.Errorf("%d cells are marked, want 6: %s", n, a.says("table"))
	}
	get(t, h, "/items/2026-002-0001/tables/2/rows/2?c=1&last=1&lastc=2").want(t, 400, "main", "A range goes from")
	get(t, h, "/items/2026-001-0001/tables/1/rows/2?last=3").want(t, 400, "main", "range on a sheet")
	get(t, h, "/items/2026-002-0003?part=p3").want(t, 400, "main", "no part of an e-mail’s head")
	a = get(t, h, "/items/2026-002-0003?part=head:subject")
	a.want(t, 200, "div.cited", "Subject")
	var part struct{ Document Document }
	get(t, h, get(t, h, "/cite/2026-002-0003:part1").Header.Get("Location")+".json").json(t, &part)
	if part.Document.Parent != "2026-002-0003" {
		t.Errorf("an attachment leads to %+v", part.Document)
	}
}

// TestAnnotation: a citation is a Web Annotation, its selectors each name the place.
func TestAnnotation(t *testing.T) {
	h := newPictured(t).Handler()
	type selector struct {
		Type, Value, ConformsTo, Exact string
		Start, End                     *int
		RefinedBy                      *selector
	}
	for place, want := range map[string][]string{
		"2026-001-0001:p3":              {"FragmentSelector page=3"},
		"2026-001-0001:p2:s60-90":       {"FragmentSelector page=2 > TextQuoteSelector", "FragmentSelector page=2 > TextPositionSelector 60-90", "FragmentSelector page=2 > FragmentSelector xywh=percent:"},
		"2026-001-0001:p4:t1:r2":        {"FragmentSelector page=4 > TextQuoteSelector", "FragmentSelector page=4 > FragmentSelector xywh=percent:"},
		"2026-001-0001:p4:t1:r2:c4":     {"FragmentSelector page=4 > TextQuoteSelector", "FragmentSelector page=4 > FragmentSelector xywh=percent:"},
		"2026-001-0001:p3:x0-0-306-396": {"FragmentSelector page=3 > FragmentSelector xywh=percent:0,0,50,50"},
		"2026-001-0003:head:subject":    {"TextQuoteSelector"},
		"2026-001-0001":                 {},
	} {
		var a struct {
			Context string `json:"@context"`
			ID      string
			Type    string
			State   string
			Target  struct {
				Source   string
				Selector []selector
			}
		}
		got := get(t, h, "/cite/"+place+".json")
		got.json(t, &a)
		if got.StatusCode != 200 || a.Context != "http://www.w3.org/ns/anno.jsonld" || a.Type != "Annotation" || a.State != "exact" || !strings.HasSuffix(a.Target.Source, "/original") || !strings.HasSuffix(a.ID, "/cite/"+place) {
			t.Errorf("%s: %d %+v", place, got.StatusCode, a)
		}
		var all []string
		for _, s := range a.Target.Selector {
			text := s.Type + " " + s.Value
			if r := s.RefinedBy; r != nil {
				text += " > " + r.Type + " " + r.Value
				if r.Start != nil {
					text += digits(*r.Start) + "-" + digits(*r.End)
				}
			}
			all = append(all, strings.TrimSpace(text))
		}
		if len(all) != len(want) {
			t.Errorf("%s: %q, want %q", place, all, want)
			continue
		}
		for i := range want {
			if !strings.HasPrefix(all[i], want[i]) {
				t.Errorf("%s: %q, want %q", place, all[i], want[i])
			}
		}
	}
}

// TestEmbed: a place is a card for other sites, and its address says so.
func TestEmbed(t *testing.T) {
	h := newPictured(t).Handler()
	a := get(t, h, "/embed/2026-001-0001:p4:t1:r2")
	a.want(t, 200, "figcaption", "row 2", "U.S. Immigration and Customs Enforcement", "Reading room")
	if csp := a.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors *") || strings.Contains(csp, "script-src") {
		t.Error(csp)
	}
	if len(a.all("script")) > 0 || len(a.all("img")) != 1 || len(a.all("rect.cited")) != 1 {
		t.Errorf("%s", a.body)
	}
	if csp := get(t, h, "/items/2026-001-0001/pages/4").Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors 'none'") {
		t.Error("other pages are not to be framed:", csp)
	}
	get(t, h, "/embed/2026-001-0001:p400").want(t, 404, "p.notice", "no page 400")
	get(t, h, "/embed/%3Cscript%3E").want(t, 400, "p.notice", "does not begin with an item’s number")

	page := get(t, h, "/items/2026-001-0001/pages/4")
	discovery := ""
	for _, l := range page.all("link") {
		if attr(l, "type") == "application/json+oembed" {
			discovery = attr(l, "href")
		}
	}
	u, err := url.Parse(discovery)
	check(t, err)
	var o OEmbed
	get(t, h, u.RequestURI()).json(t, &o)
	if o.Version != "1.0" || o.Type != "rich" || o.Width != 640 || o.Height != 420 || !strings.HasPrefix(o.HTML, `<iframe src="http://127.0.0.1:8080/embed/2026-001-0001:p4"`) || o.Provider == "" {
		t.Errorf("%+v", o)
	}
	x := get(t, h, "/oembed?format=xml&maxwidth=300&maxheight=200&url="+url.QueryEscape("http://127.0.0.1:8080/items/2026-001-0001/pages/2?s=60-90#cited"))
	check(t, xml.Unmarshal([]byte(x.body), &o))
	if o.Width != 300 || o.Height != 200 || !strings.Contains(o.HTML, "/embed/2026-001-0001:p2:s60-90") || !strings.HasPrefix(x.Header.Get("Content-Type"), "text/xml") {
		t.Errorf("%+v", o)
	}
	for target, status := range map[string]int{
		"/oembed": 404, "/oembed?url=https://elsewhere.example/cite/2026-001-0001:p4": 404, "/oembed?url=javascript:alert(1)": 404, "/oembed?url=http://127.0.0.1:8080/cite/2026-001-0001:p400": 404,
		"/oembed?format=yaml&url=x": 501, "/oembed?maxwidth=x&url=http://127.0.0.1:8080/cite/2026-001-0001:p4": 400,
	} {
		if a := get(t, h, target); a.StatusCode != status {
			t.Errorf("%s: %d, want %d", target, a.StatusCode, status)
		}
	}
	og := map[string]string{}
	for _, m := range page.all("meta") {
		og[attr(m, "property")] = attr(m, "content")
	}
	if !strings.HasSuffix(og["og:url"], "/cite/2026-001-0001:p4") || og["og:title"] == "" || !strings.HasPrefix(og["og:image"], "http://127.0.0.1:8080/items/2026-001-0001/pages/4.png") {
		t.Errorf("%v", og)
	}
	var ld map[string]any
	for _, n := range page.all("script") {
		if attr(n, "type") == "application/ld+json" {
			check(t, json.Unmarshal([]byte(textOf(n)), &ld))
		}
	}
	if ld["@type"] != "Report" || ld["@context"] != "https://schema.org" {
		t.Errorf("%v", ld)
	}
}

// TestHostileCitation: a title that is a program is text in every form.
func TestHostileCitation(t *testing.T) {
	_, h := newArchive(t)
	for _, path := range []string{"/items/2026-003-0002", "/items/2026-003-0002/pages/1", "/embed/2026-003-0002:p1", "/items/2026-003-0002/tables/1/rows/1", "/items/2026-003-0002/mentions"} {
		a := get(t, h, path)
		a.want(t, 200, "")
		for _, n := range a.all("") {
			if runs(n) && attr(n, "src") == "" || n.Data == "img" && strings.Contains(attr(n, "src"), "x") && attr(n, "onerror") != "" || attr(n, "onload") != "" || attr(n, "style") != "" {
				t.Errorf("%s: <%s>", path, n.Data)
			}
		}
	}
}

// TestMentions: a reader names an article, an editor lists it.
func TestMentions(t *testing.T) {
	s, h := newArchive(t)
	const path = "/items/2026-001-0001/mentions"
	reader := func(r *http.Request) { r.RemoteAddr = "203.0.113.9:4711" }
	post := func(form string, who ...func(*http.Request)) answer {
		return ask(t, h, "POST", path, append(who, body(formKind, form))...)
	}
	for form, says := range map[string]string{
		"url=javascript:alert(1)&title=x": "begins with https://", "url=https://u:p@news.example/&title=x": "begins with https://", "url=ftp://news.example/&title=x": "begins with https://", "url=https:///x&title=x": "begins with https://",
		"url=https://news.example/a&title=": "the article’s title", "url=https://news.example/a&title=x&date=yesterday": "year, month and day", "url=https://news.example/a&title=x&place=p77": "no page 77", "url=https://news.example/a&title=x&place=%3Cb%3E": "names no place",
	} {
		a := post(form, reader)
		if a.StatusCode != 400 && a.StatusCode != 404 || !strings.Contains(a.says("p.notice"), says) {
			t.Errorf("%s: %d %s", form, a.StatusCode, a.says("p.notice"))
		}
	}
	const good = "url=https://www.news.example/story?a=1%26b=2&title=%3Cb%3EDetainers%3C/b%3E+in+Ventura&date=2017-03-21&place=http://x/cite/2026-001-0001:p2:t1:r3&quote=188+were+declined&by=Ann"
	if a := post(good, reader); a.StatusCode != 303 || a.Header.Get("Location") != path+"?thanks=1" {
		t.Fatal(a.StatusCode, a.body)
	}
	if a := post(good, reader); a.StatusCode != 409 {
		t.Error("named twice:", a.StatusCode)
	}
	if a := ask(t, h, "GET", path, reader); strings.Contains(a.body, "news.example") {
		t.Error("what waits is shown to readers")
	}
	if a := ask(t, h, "POST", "/items/2026-001-0001/withdrawal", reader, body(formKind, "act=withdraw&reason=x&by=y")); a.StatusCode != 403 {
		t.Error("a reader withdraws a document:", a.StatusCode)
	}
	a := get(t, h, path)
	a.want(t, 200, "main", "Waiting for an editor", "<b>Detainers</b> in Ventura", "188 were declined")
	get(t, h, "/mentions").want(t, 200, "main", "Waiting for an editor", "2026-001-0001")
	if a := ask(t, h, "GET", "/mentions", reader); strings.Contains(a.body, "news.example") {
		t.Error("what waits is shown to readers")
	}
	all, err := s.Store.Mentions(t.Context(), "2026-001-0001", "proposed")
	check(t, err)
	if r := ask(t, h, "POST", path+"/"+all[0].ID, reader, body(formKind, "verdict=accepted")); r.StatusCode != 403 {
		t.Error("a reader lists it himself:", r.StatusCode)
	}
	if r := ask(t, h, "POST", path+"/"+all[0].ID, body(formKind, "verdict=accepted&by=Bob")); r.StatusCode != 303 {
		t.Error(r.StatusCode, r.body)
	}
	var j struct{ Mentions []MentionLine }
	get(t, h, path+".json").json(t, &j)
	if len(j.Mentions) != 1 || j.Mentions[0].Place != "2026-001-0001:p2:t1:r3" || j.Mentions[0].Date != "2017-03-21" {
		t.Errorf("%+v", j)
	}
	for _, page := range []string{"/items/2026-001-0001", "/items/2026-001-0001/pages/2", path} {
		a := get(t, h, page)
		found := false
		for _, n := range a.all("a") {
			if strings.HasPrefix(attr(n, "href"), "https://www.news.example/") {
				found = strings.Contains(attr(n, "rel"), "nofollow")
			}
		}
		if !found {
			t.Errorf("%s does not list it, or lets robots follow it", page)
		}
	}
	get(t, h, "/mentions.json").json(t, &j)
	if len(j.Mentions) != 1 || j.Mentions[0].Item != "2026-001-0001" {
		t.Errorf("%+v", j)
	}
	if csv := get(t, h, path+".csv"); !strings.Contains(csv.body, "2017-03-21") {
		t.Error(csv.body)
	}
}

// longReport is a report of 500 pages, with a table on each.
func longReport() sample {
	s := sample{Outcome: reportSample().Outcome}
	for n := 1; n <= 500; n++ {
		text := strings.Repeat("The jail of county number "+digits(n)+" released people through the sally port at the hour the court had set.\n", 30)
		var words []archive.Word
		for i, w := range strings.Fields(text) {
			x, y := 50+float64(i%18)*28, 60+float64(i/18)*12
			words = append(words, archive.Word{Text: w, Box: archive.Box{x, y, x + 24, y + 10}})
		}
		s.Pages = append(s.Pages, archive.Page{Number: n, Width: 612, Height: 792, Origin: archive.OriginText, Text: text, Words: words})
		t := sampleTable{Table: archive.Table{Page: n, OnPage: 1, Title: "Section " + digits(n), Header: []string{"County", "Facility", "Detainers"}}}
		for i := 1; i <= 20; i++ {
			t.Lines = append(t.Lines, archive.Row{Number: i, Page: n, OnPage: 1, Cells: []string{"County " + digits(n), "Jail " + digits(i), digits(n * i % 97)}})
		}
		s.Tables = append(s.Tables, t)
	}
	return s
}

// BenchmarkCite resolves citations of a document of 500 pages and shows its
// page 400: wanted is the first below 20 ms, the second below 300.
func BenchmarkCite(b *testing.B) {
	s := newSite(b)
	take(b, s, ingest.Order{Source: "ICE"}, file{"long.pdf", longReport().bytes(b)})
	h := s.Handler()
	item, err := s.Store.Item(b.Context(), "2026-001-0001")
	check(b, err)
	lost := archive.Citation{
		Place: archive.Place{Item: item.Number, Locator: archive.Locator{Page: 400, From: 5, To: 90}}, Digest: item.Digest,
		Selector: archive.Selector{Exact: "The sheriff of Travis County announced that the jail would accept a detainer with a warrant", Prefix: "Then: "},
	}
	elsewhere := lost
	elsewhere.Locator.Page, elsewhere.Selector.Exact, elsewhere.Selector.Prefix = 100, "The jail of county number 420 released people", ""
	_, err = s.Store.KeepCitations(b.Context(), []archive.Citation{lost, elsewhere}, now)
	check(b, err)
	for _, c := range []struct {
		name, path string
		status     int
	}{
		{"page", "/cite/2026-001-0001:p400", 302},
		{"span", "/cite/2026-001-0001:p400:s100-160", 302},
		{"row", "/cite/2026-001-0001:p400:t1:r7", 302},
		{"cell", "/cite/2026-001-0001:p400:t1:r7:c3", 302},
		{"moved 320 pages on", "/cite/2026-001-0001:p100:s5-90", 303},
		{"lost", "/cite/2026-001-0001:p400:s5-90", 404},
		{"show page 400", "/items/2026-001-0001/pages/400", 200},
		{"show row", "/items/2026-001-0001/tables/400/rows/7", 200},
		{"embed", "/embed/2026-001-0001:p400:t1:r7", 200},
		{"json", "/cite/2026-001-0001:p400:t1:r7.json", 200},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if a := get(b, h, c.path); a.StatusCode != c.status {
					b.Fatal(a.StatusCode, a.body)
				}
			}
		})
	}
}
