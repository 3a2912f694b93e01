package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestOnWhichListAndWhyNotOnTheOther asks the demo about Arapahoe County, and
// follows the citation to the row. Then a citation made before its row was
// corrected shows the banner, and undoing takes it away.
func TestOnWhichListAndWhyNotOnTheOther(t *testing.T) {
	chrome := findChromium(t)
	addr := served(t, t.TempDir(), "demo", "--addr", "127.0.0.1:0")
	reader := newBrowser(t, chrome)
	reader.do(chromedp.Navigate(addr+"/compare"), chromedp.SendKeys(chromedp.ID("places"), "Arapahoe County, Colorado"))
	reader.follow(".form button.main")
	reader.sees(".answers", "Section I: Highest Volume of Detainers Issued to Non-Cooperative Jurisdictions")
	reader.sees("tr.no", "Other definition")
	reader.sees("tr.no", "In this report it is under “Section II: Jurisdictions with Recorded Declined Detainers")
	reader.sees("tr.yes", "Listed")
	reader.follow("tr.yes .rests a")
	reader.sees("tr.cited", "Arapahoe County Jail")
	reader.sees("main", "Row 11")

	cited := addr + "/cite/2026-001-0002:p2:t1:r9"
	reader.do(chromedp.Navigate(cited))
	reader.sees("tr.cited", "Franklin County, Iowa")
	reader.sees(".notice", "Corrected by the notice of 10 April 2017: another place of the same or a similar name was meant")
	copied := reader.text(`document.querySelector("#citation").innerText`)
	notice := regexp.MustCompile(`http://\S+/cite/2026-001-0001:p1:s\d+-\d+`).FindString(copied)
	if notice == "" {
		t.Fatalf("the citation does not say what corrects it: %q", copied)
	}
	reader.do(chromedp.Navigate(addr + "/items/2026-001-0002/tables/1"))
	reader.sees(".with-without", "157")
	reader.sees(".with-without", "126")
	reader.do(chromedp.Navigate(notice))
	reader.sees("mark.cited", "similarly named places")

	reader.do(chromedp.Navigate(cited))
	reader.follow(".notice a[href^='/corrections/']")
	reader.sees("main", "accepted unseen when the demo was set up")
	reader.do(chromedp.SendKeys(chromedp.ID("by"), "Ann"))
	reader.follow(`button[value="undone"]`)
	reader.sees("main", "It does not stand")
	reader.do(chromedp.Navigate(cited))
	reader.sees("main", "Franklin County, Iowa")
	if s := reader.text(`document.querySelector("main").innerText`); strings.Contains(s, "Corrected:") {
		t.Errorf("what was undone is still said: %s", s)
	}
}
