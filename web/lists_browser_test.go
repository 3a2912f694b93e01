package web

import (
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

	const banner = "meant was another place of the same or a similar name"
	s.open("/items/2026-001-0001/tables/1/rows/2")
	s.says("Corrected: " + banner)
	s.open("/search?q=%22franklin+county%22&in=row")
	s.says("Corrected: " + banner)
	s.open(older[len(server.URL):])
	s.says("/items/2026-001-0001/tables/1/rows/2", "Corrected: "+banner)
	s.open("/items/2026-001-0001/tables/1")
	s.want(`Array.from(document.querySelectorAll(".with-without tbody tr:last-child > *")).map(e => e.innerText).join(" ")`, "Detainers Issued 50 38")
}
