package web

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestBrowserSearching types with a mistake, takes what was meant, narrows by
// place and period, looks at rows alone, opens one, and is back where it was.
func TestBrowserSearching(t *testing.T) {
	ctx := browser(t)
	site, h := newReports(t)
	server := httptest.NewServer(h)
	defer server.Close()
	check(t, chromedp.Do(ctx))
	s := sitter{t, ctx, site, server.URL}

	s.open("/search")
	s.do(chromedp.SendKeys(chromedp.ID("q"), "conty detianers"))
	s.press(".ask button")
	s.says("Nothing was found", "is found nowhere", "Did you mean")
	s.press(".meant a")
	s.want(`document.getElementById("q").value`, "county detainers")
	s.says("Weekly Outcome Report", "hits in")

	s.do(chromedp.Click(chromedp.CSS(`.facets summary`)))
	s.press(`.facets a[href*="place=us%2Fia"]`)
	s.says("×")
	s.open("/search?q=county+detainers&place=us/ia&period=2017") // what narrows nothing more is no facet
	s.want(`String(document.querySelectorAll(".facets .chosen").length)`, "2")
	s.press(`.tabs a[href*="in=row"]`)
	s.want(`document.querySelector(".tabs [aria-current]").innerText`, "Rows")
	results := s.value(`location.href`)
	s.press(`.results .places a[href*="/rows/"]`)
	s.says("Franklin County, Iowa")
	if at := s.value(`location.pathname`); !strings.Contains(at, "/rows/") {
		t.Errorf("at %s", at)
	}
	s.do(chromedp.Evaluate[chromedp.Void](`history.back(), undefined`))
	for range 100 { // while one page goes and the other comes, neither answers
		at, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.readyState === "complete" ? location.href : ""`))
		if err == nil && at == results {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.want(`location.href`, results)
	s.want(`document.getElementById("q").value`, "county detainers")
	s.want(`String(document.querySelectorAll(".facets .chosen").length)`, "2")
}

// TestBrowserSuggests completes what is typed into the box.
func TestBrowserSuggests(t *testing.T) {
	ctx := browser(t)
	site, h := newReports(t)
	server := httptest.NewServer(h)
	defer server.Close()
	check(t, chromedp.Do(ctx))
	s := sitter{t, ctx, site, server.URL}
	s.open("/search")
	s.do(chromedp.SendKeys(chromedp.ID("q"), "detai"))
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](`document.querySelectorAll("datalist option").length > 0`))
	check(t, err)
	if all := s.value(`Array.from(document.querySelectorAll("datalist option")).map(o => o.value).join("|")`); !strings.Contains(all, "detainers") {
		t.Errorf("suggested: %s", all)
	}
}

// TestBrowserResults looks at results of 0, 1 and many hits.
func TestBrowserResults(t *testing.T) {
	ctx := browser(t)
	axe := axeScript(t)
	_, h := newReports(t)
	server := httptest.NewServer(h)
	defer server.Close()
	check(t, chromedp.Do(ctx))
	for _, l := range []struct{ name, path string }{
		{"none", "/search?q=detianers+xylophone"},
		{"one", "/search?q=%22similarly+named%22"},
		{"many", "/search?q=county"},
		{"like", "/search?like=2026-001-0001:p2&in=page"},
		{"corrupt", "/search?q=%22county+AND+(&after=x"},
	} {
		for _, width := range []int64{360, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				t.Run(fmt.Sprintf("%s-%d-%s", l.name, width, scheme), func(t *testing.T) { look(t, ctx, server.URL+l.path, width, scheme, axe) })
			}
		}
	}
}
