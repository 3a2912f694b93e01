package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestARequestersDay files a request in the browser, records three events,
// uploads a release, finds a page of it by search, and follows the link back.
func TestARequestersDay(t *testing.T) {
	chrome := findChromium(t)
	dir := t.TempDir()
	samples(t, dir)
	addr := served(t, dir, "serve", "--addr", "127.0.0.1:0")
	reader := newBrowser(t, chrome)
	set := func(id, value string) {
		t.Helper()
		reader.text(`document.getElementById("` + id + `").value = "` + value + `"; ""`)
	}

	reader.do(chromedp.Navigate(addr+"/requests/new"), chromedp.SendKeys(chromedp.ID("title"), "Declined detainers"), chromedp.SendKeys(chromedp.ID("agency"), "ICE"))
	set("filed", "2017-04-13")
	reader.follow(`button[value="draft"]`)
	if letter := reader.text(`document.getElementById("text").value`); !strings.Contains(letter, "twenty working days") {
		t.Errorf("the letter is not drafted: %q", letter)
	}
	reader.follow("button.main")
	reader.sees("h1", "Declined detainers")
	reader.sees(".stage", "Sent")

	reader.follow(".next a.button") // record the receipt
	reader.sees("h1", "Received by the agency")
	set("date", "2017-04-12")
	reader.follow("button.main")
	reader.sees(".notice", "lies before the request was sent on 13 April 2017")
	set("date", "2017-04-13")
	reader.follow("button.main")
	reader.sees(".stands", "Answer due 11 May 2017")

	event := func(kind, date string, fields map[string]string) {
		t.Helper()
		reader.do(chromedp.Navigate(addr + "/requests/R2017-001/events/new?kind=" + kind))
		set("date", date)
		for id, v := range fields {
			set(id, v)
		}
		reader.follow("button.main")
		reader.sees("[role=status]", "recorded")
	}
	event("acknowledged", "2017-04-20", map[string]string{"tracking": "2017-ICFO-23540"})
	event("suit+filed", "2017-05-26", map[string]string{"court": "D.D.C.", "docket": "1:17-cv-01008"})
	reader.sees(".stage", "In litigation")

	reader.do(chromedp.Navigate(addr + "/requests/R2017-001/events/new?kind=interim+release"))
	set("date", "2017-09-15")
	set("title", "Second production")
	set("pages", "680")
	reader.do(chromedp.SetUploadFiles(chromedp.ID("files"), []string{
		filepath.Join(dir, "release", "foia", "2017-09-15-production-2.pdf"), filepath.Join(dir, "release", "foia", "top-50-jurisdictions.xlsx"),
	}))
	reader.follow("button.main")
	reader.sees(".story", "680 pages released")

	// Once it is searchable, a page of it is found among the request's records.
	for range 60 {
		reader.do(chromedp.Navigate(addr + "/search?q=%22second+production%22&request=R2017-001"))
		if reader.text(`document.querySelectorAll("main mark").length > 0 ? "found" : ""`) != "" {
			break
		}
		time.Sleep(500 * time.Millisecond)
	}
	reader.sees("mark", "second")
	reader.follow("a.where")
	reader.sees(".released", "tracking number 2017-ICFO-23540")
	reader.follow(".released a")
	reader.sees("h1", "Declined detainers")
	reader.sees(".story", "Second production")
	if got := reader.text(`location.pathname`); got != "/requests/R2017-001" {
		t.Errorf("the link back leads to %s", got)
	}
}
