package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// This file is the one maker of addresses. No template and no handler puts
// one together by hand.

// PlaceURL is the permanent address of a place in an item: it says nothing of
// how the archive shows the place, only what it is.
func PlaceURL(item string, l archive.Locator) string {
	if l.IsZero() {
		return "/cite/" + escape(item)
	}
	return "/cite/" + escape(item) + ":" + escape(l.String())
}

// escape writes s for one segment of a path. The exclamation mark of a sheet's
// place stays readable, as RFC 3986 allows.
func escape(s string) string { return strings.ReplaceAll(url.PathEscape(s), "%21", "!") }

func itemURL(item string) string     { return "/items/" + escape(item) }
func originalURL(item string) string { return itemURL(item) + "/original" }

// originalPageURL is a page of an original that the browser shows itself
// (RFC 8118, section 3).
func originalPageURL(item string, page int) string {
	return originalURL(item) + "#page=" + strconv.Itoa(page)
}

func accessionURL(accession string) string { return "/accessions/" + escape(accession) }
func bagURL(accession string) string       { return accessionURL(accession) + ".zip" }
func emlURL(item string) string            { return itemURL(item) + ".eml" }

// printedURL is an e-mail on the pages of an item, as a message file.
func printedURL(item string, n int) string {
	return fmt.Sprintf("%s/messages/%d.eml", itemURL(item), n)
}

func topicURL(topic string) string      { return "/-/help/" + escape(topic) }
func importURL(accession string) string { return "/-/imports/" + escape(accession) }

// pageURL is a page of an item, with the words of q marked in it.
func pageURL(item string, page int, q string) string {
	return withQuery(fmt.Sprintf("%s/%d", pagesURL(item), page), "q", q)
}

// pagesURL leads to the page whose number is typed.
func pagesURL(item string) string { return itemURL(item) + "/pages" }

// pictureURL is the picture of a page, or of the part of it in crop, so many
// pixels wide.
func pictureURL(item string, page int, crop archive.Box, width int) string {
	part := ""
	if crop != (archive.Box{}) {
		part = boxText(crop)
	}
	return withQuery(fmt.Sprintf("%s/%d.png", pagesURL(item), page), "crop", part, "w", strconv.Itoa(width))
}

// spanURL is a page with one passage marked as cited.
func spanURL(item string, page, from, to int) string {
	return fmt.Sprintf("%s?s=%d-%d#cited", pageURL(item, page, ""), from, to)
}

// headURL is a page with the head of an e-mail marked as cited, and in it the words of q.
func headURL(item string, page, from, to int, q string) string {
	return withQuery(pageURL(item, page, ""), "q", q, "s", fmt.Sprintf("%d-%d", from, to)) + "#cited"
}

// versionURL shows a document beside another one, at a page of the first; 0: where
// they first differ.
func versionURL(item, other string, page int) string {
	n := ""
	if page > 0 {
		n = strconv.Itoa(page)
	}
	return withQuery(itemURL(item)+"/versions/"+escape(other), "page", n)
}

// regionURL is a page with one region marked as cited.
func regionURL(item string, page int, r archive.Region) string {
	return withQuery(pageURL(item, page, ""), "x", regionText(r)) + "#cited"
}

func regionText(r archive.Region) string { return fmt.Sprintf("%d-%d-%d-%d", r[0], r[1], r[2], r[3]) }

// rangeURL is the first row of a range of a sheet, with the range marked.
func rangeURL(item string, table int, l archive.Locator) string {
	first, last := "", ""
	if l.Col > 0 {
		first, last = strconv.Itoa(l.Col), strconv.Itoa(l.LastCol)
	}
	u := fmt.Sprintf("%s/rows/%d", tableURL(item, table), l.Row)
	return withQuery(u, "c", first, "last", strconv.Itoa(l.LastRow), "lastc", last) + "#r" + strconv.Itoa(l.Row)
}

// checkedURL is the permanent address of a place with the check of what it said,
// for an address that meant something else before.
func checkedURL(item string, l archive.Locator, check string) string {
	return withQuery(PlaceURL(item, l), "h", check)
}

// viaURL says at the address of a page by which citation one came there.
func viaURL(to string, p archive.Place, check string) string {
	path, fragment, _ := strings.Cut(to, "#")
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	v := url.Values{"via": {p.String()}}
	if check != "" {
		v.Set("h", check)
	}
	if fragment != "" {
		fragment = "#" + fragment
	}
	return path + mark + v.Encode() + fragment
}

// styleURL is a citation as a file of one style.
func styleURL(item string, l archive.Locator, style string) string {
	return withQuery(PlaceURL(item, l), "as", style)
}

// embedURL is a place as a card to put into another page.
func embedURL(item string, l archive.Locator) string {
	return "/embed" + strings.TrimPrefix(PlaceURL(item, l), "/cite")
}

// mentionsURL are the articles that cite an item.
func mentionsURL(item string) string { return itemURL(item) + "/mentions" }

func tableURL(item string, table int) string {
	return fmt.Sprintf("%s/tables/%d", itemURL(item), table)
}

// gridURL is where a reader draws the part of a table that is the nth on a page;
// 0 is a table that was not found.
func gridURL(item string, page, nth int) string {
	name := "new"
	if nth > 0 {
		name = strconv.Itoa(nth)
	}
	return fmt.Sprintf("%s/grids/%s", pageURL(item, page, ""), name)
}

func redrawingsURL(item string) string { return itemURL(item) + "/redrawings" }

func redrawingURL(item, id string) string { return redrawingsURL(item) + "/" + escape(id) }

func correctionURL(id string) string { return "/corrections/" + escape(id) }

// citedURL is the permanent address of a place as text, "2026-017-0003:p12".
func citedURL(place string) string {
	p, err := archive.ParsePlace(place)
	if err != nil {
		return ""
	}
	return PlaceURL(p.Item, p.Locator)
}

// noticeURL is where what a notice corrects is looked through.
func noticeURL(item string) string { return withQuery("/corrections/new", "notice", item) }

func seriesURL(slug string) string { return "/series/" + escape(slug) }

// logURL is how a document is read as a log, entriesURL what all logs state, and
// entryURL one request in a row of a log.
func logURL(item string) string { return itemURL(item) + "/log" }
func entriesURL() string        { return "/logs/entries" }

func entryURL(p archive.Place, part int) string {
	n := ""
	if part > 1 {
		n = strconv.Itoa(part)
	}
	return withQuery(entriesURL()+"/"+escape(p.Item)+":"+escape(p.Locator.String()), "part", n)
}

func totalsURL(item string) string { return itemURL(item) + "/totals" }

// tableFromURL is a table from a row on; that row is the first shown.
func tableFromURL(item string, table, row int) string {
	if row <= 1 {
		return tableURL(item, table)
	}
	return withQuery(tableURL(item, table), "from", strconv.Itoa(row))
}

// tableAtURL is a table where a row stands, that row marked.
func tableAtURL(item string, table, row int, q string) string {
	return withQuery(tableURL(item, table), "row", strconv.Itoa(row), "q", q) + "#r" + strconv.Itoa(row)
}

// rowURL is a row in its table; col 0 names no cell.
func rowURL(item string, table, row, col int, q string) string {
	u := fmt.Sprintf("%s/rows/%d", tableURL(item, table), row)
	if col > 0 {
		return withQuery(u, "c", strconv.Itoa(col), "q", q)
	}
	return withQuery(u, "q", q)
}

// rowInBookURL is a row, in view at once where it is shown in its sheet: page is
// 0 for those.
func rowInBookURL(item string, page, table, row, col int, q string) string {
	u := rowURL(item, table, row, col, q)
	if page == 0 {
		u += "#r" + strconv.Itoa(row)
	}
	return u
}

// likeURL finds the pages that are like one.
func likeURL(item string, page int) string {
	return withQuery("/search", "like", archive.Place{Item: item, Locator: archive.Locator{Page: page}}.String(), "in", "page")
}

// searchURL is the results for v, with one of its values changed: "" removes it.
func searchURL(v url.Values, name, value string) string {
	w := url.Values{}
	for k, s := range v {
		w[k] = append([]string(nil), s...)
	}
	w.Del("from")
	if value == "" {
		w.Del(name)
	} else {
		w.Set(name, value)
	}
	return join("/search", w)
}

// toggleURL is the results for v with one value of a facet put in or taken out.
func toggleURL(v url.Values, facet, value string, selected bool) string {
	w := url.Values{}
	for k, s := range v {
		if k == "from" {
			continue
		}
		for _, x := range s {
			if k != facet || x != value {
				w.Add(k, x)
			}
		}
	}
	if !selected {
		w.Add(facet, value)
	}
	return join("/search", w)
}

// jurisdictionURL is the page of a place; slugs are plain ASCII paths.
func jurisdictionURL(slug string) string { return "/jurisdictions/" + slug }

func jurisdictionsURL(q string) string { return withQuery("/jurisdictions", "q", q) }
func periodURL(name string) string     { return "/periods/" + escape(name) }
func reviewURL() string                { return "/review" }
func decisionsURL() string             { return "/decisions" }
func decisionURL(id string) string     { return decisionsURL() + "/" + escape(id) }
func linksURL(item string) string      { return itemURL(item) + "/links" }

// linkURL is a link of words of an item to a place.
func linkURL(item string, p archive.PlaceLink) string { return linksURL(item) + "/" + linkName(p) }

// newLinkURL is where an editor links words of a page.
func newLinkURL(item string, page int) string {
	return withQuery(linksURL(item)+"/new", "page", strconv.Itoa(page))
}

// mapURL is the map of a column of a table.
func mapURL(item string, table int) string {
	return withQuery("/map", "item", item, "table", strconv.Itoa(table))
}

func requestURL(number string) string { return "/requests/" + escape(number) }
func queryURL(q string) string        { return withQuery("/search", "q", q) }

// withQuery adds pairs of name and value to an address; empty values are left out.
func withQuery(path string, pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			v.Set(pairs[i], pairs[i+1])
		}
	}
	return join(path, v)
}

func join(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// twinURL is the same page in another form: "json" or "csv".
func twinURL(u *url.URL, form string) string {
	path := u.EscapedPath()
	if path == "/" {
		path = "/index"
	}
	if u.RawQuery == "" {
		return path + "." + form
	}
	return path + "." + form + "?" + u.RawQuery
}

// A Take is where rows can be had as files.
type Take struct{ CSV, Excel, JSON string }

// takeOf is where all rows of a page can be had.
func takeOf(path string, v url.Values) Take {
	all := url.Values{"all": {"1"}}
	for k, s := range v {
		all[k] = s
	}
	return Take{join(path+".csv", v), join(path+".xlsx", v), join(path+".json", all)}
}

// absolute puts the host before a path, for citations that leave the archive.
func (s *Site) absolute(r *http.Request, path string) string {
	if s.Base != "" {
		return strings.TrimSuffix(s.Base, "/") + path
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return (&url.URL{Scheme: scheme, Host: r.Host}).String() + path
}

func requestDetailsURL(number string) string { return requestURL(number) + "/details" }
func eventsURL(number string) string         { return requestURL(number) + "/events" }
func eventURL(number, event string) string   { return eventsURL(number) + "/" + escape(event) }

// newEventURL is the form for what happened to a request; the pairs fill in its
// fields, as EventForm names them.
func newEventURL(number string, pairs ...string) string {
	return withQuery(eventsURL(number)+"/new", pairs...)
}

// letterURL is a letter that the program drafts; with ".txt" it is only that.
func letterURL(number string, l foia.Letter) string {
	return requestURL(number) + "/letters/" + escape(string(l))
}
