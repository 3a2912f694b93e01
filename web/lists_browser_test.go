package web

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserCorrecting applies a notice of corrections, and sees the banner on
// the row, in the search hit, on an older citation, and the total with and without.
func TestBrowserCorrecting(t *testing.T) {
	ctx := browser(t)
	site, h := newReports(t)
	server := httptest.NewServer(h)
	defer server.Close()
	check(t, chromedp.Do(ctx))
	s := sitter{t, ctx, site, server.URL}

	s.open("/items/2026-001-0001/tables/1/rows/2")
	older := s.value(`document.querySelector(".cite a[href*='/cite/']").getAttribute("href")`)

	s.open("/items/2026-001-0003")
	s.press(`.notice a[href^="/corrections/new"]`)
	s.says("Franklin County, Iowa", "issued to agencies in similarly named places")
	s.do(chromedp.SendKeys(chromedp.ID("by"), "Ann"))
	s.press("form.form button.main")
	s.says("2 places are touched")

	const banner = "another place of the same or a similar name was meant"
	s.open("/items/2026-001-0001/tables/1/rows/2")
	s.says("Corrected: " + banner)
	s.open("/search?q=%22franklin+county%22&in=row")
	s.says("Corrected: " + banner)
	s.open(older[len(server.URL):])
	s.says("/items/2026-001-0001/tables/1/rows/2", "Corrected: "+banner)
	s.open("/items/2026-001-0001/tables/1")
	s.want(`Array.from(document.querySelectorAll(".with-without tbody tr:last-child > *")).map(e => e.innerText).join(" ")`, "Detainers Issued 50 38")
}

// TestBrowserLists looks at these pages as TestBrowser does at the others.
func TestBrowserLists(t *testing.T) {
	ctx := browser(t)
	axe := axeScript(t)
	site, h := newReports(t)
	_, err := site.Lists.Accept(t.Context(), "2026-001-0003", "Ann", "")
	check(t, err)
	server := httptest.NewServer(h)
	defer server.Close()
	var said complaints
	check(t, chromedp.Do(ctx))
	check(t, chromedp.Listen(ctx, said.hear))
	for _, l := range []struct{ name, path string }{
		{"compare", "/compare"},
		{"compare-one", "/compare?place=Franklin+County,+Iowa"},
		{"compare-many", "/compare?place=Franklin+County,+Iowa&place=Arapahoe+County,+Colorado&place=Franklin+County"},
		{"series", "/series"},
		{"series-one", "/series/weekly-outcome-report"},
		{"corrections", "/corrections"},
		{"correction-new", "/corrections/new"},
		{"correction-review", "/corrections/new?notice=2026-001-0003"},
		{"corrected-item", "/items/2026-001-0001"},
		{"corrected-table", "/items/2026-001-0001/tables/1"},
		{"corrected-row", "/items/2026-001-0001/tables/1/rows/2"},
		{"corrected-hits", "/search?q=%22franklin+county%22"},
		{"totals", "/items/2026-001-0001/totals"},
		{"home-series", "/"},
	} {
		for _, width := range []int64{360, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				t.Run(fmt.Sprintf("%s-%d-%s", l.name, width, scheme), func(t *testing.T) {
					look(t, ctx, server.URL+l.path, width, scheme, axe)
					for _, s := range said.take() {
						t.Errorf("the browser complains: %s", s)
					}
				})
			}
		}
	}
}
