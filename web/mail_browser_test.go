package web

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
	"readingroom/fixtures"
)

// readDocument reads files as they are, in this process.
func readDocument(ctx context.Context, f *os.File, name string, sink archive.Sink) (extract.Outcome, error) {
	info, err := f.Stat()
	if err != nil {
		return extract.Outcome{}, err
	}
	return extract.Document(ctx, f, info.Size(), name, sink)
}

// newMailSite is a site with the mails of the sample collection, and files
// besides.
func newMailSite(t testing.TB, more ...file) *Site {
	t.Helper()
	s := newSiteWith(t, readDocument)
	s.Pictures = &pdftoppm{blobs: s.Blobs}
	var all []file
	for _, name := range []string{"2017-03-21-released-at-front-door.eml", "2017-04-06-chain-printed.pdf", "2017-04-06-errors-in-the-report.eml", "2017-04-07-forwarded.eml", "2017-09-15-top-50-workbook.eml"} {
		b, err := fs.ReadFile(fixtures.Collection(), "mail/"+name)
		check(t, err)
		all = append(all, file{name, b})
	}
	take(t, s, ingest.Order{Source: "ICE, under FOIA"}, append(all, more...)...)
	return s
}

func threadOf(t testing.TB, s *Site, item string) string {
	t.Helper()
	all, err := s.Store.Messages(t.Context(), item)
	check(t, err)
	if len(all) == 0 {
		t.Fatalf("%s has no messages", item)
	}
	return threadURL(all[0].Thread)
}

// TestBrowserMail looks at a thread with its attachments, and at an e-mail
// printed to PDF with its messages beside the page.
func TestBrowserMail(t *testing.T) {
	ctx := browser(t)
	axe := axeScript(t)
	s := newMailSite(t)
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	var said complaints
	check(t, chromedp.Do(ctx))
	check(t, chromedp.Listen(ctx, said.hear))
	for _, l := range []struct{ name, path, says string }{
		{"thread", threadOf(t, s, "2026-001-0002"), "This e-mail appears at 3 places"},
		{"thread-attachments", threadOf(t, s, "2026-001-0005"), "1 attachment Top 50 Jurisdictions.xlsx"},
		{"threads", "/threads", "County released at front door"},
		{"mail", "/items/2026-001-0003", "2 e-mails in this document"},
		{"mail-printed", "/items/2026-001-0002/pages/1", "E-mail on this page Acting Director"},
		{"mail-printed-2", "/items/2026-001-0002/pages/2", "This e-mail appears in 3 documents"},
	} {
		for _, width := range []int64{360, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				t.Run(fmt.Sprintf("%s-%d-%s", l.name, width, scheme), func(t *testing.T) {
					look(t, ctx, server.URL+l.path, width, scheme, axe)
					got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("main").innerText`))
					check(t, err)
					if got = strings.Join(strings.Fields(got), " "); !strings.Contains(got, l.says) {
						t.Errorf("the page does not say %q: %s", l.says, got)
					}
					for _, s := range said.take() {
						t.Errorf("the browser complains: %s", s)
					}
				})
			}
		}
	}
	// From a message on the page to the same one elsewhere, as a reader goes.
	check(t, chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+"/items/2026-001-0002/pages/2"),
		chromedp.Evaluate[chromedp.Void](`document.querySelector(".messages summary").click(); undefined`)))
	_, err := chromedp.RunResponse(ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('.messages details[open] a[href="/items/2026-001-0001"]').click(); undefined`))
	check(t, err)
	at, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.pathname + " " + document.querySelector("h1").innerText`))
	check(t, err)
	if at != "/items/2026-001-0001 County released at front door" {
		t.Errorf("the link leads to %s", at)
	}
}

// attack is a mail whose HTML tries what HTML can.
func attack(server string) string {
	return strings.ReplaceAll("From: Mallory <m@example.com>\r\nTo: You <you@example.com>\r\nDate: Tue, 5 Jan 2010 20:01:00 -0500\r\nSubject: <script>hit('subject')</script>\r\n"+
		"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"+
		`<html><head><title>owned</title><base href="SERVER/"><meta http-equiv="refresh" content="0;url=SERVER/refresh"><link rel="stylesheet" href="SERVER/style.css">`+
		`<style>@import url(SERVER/import.css); body{background:url(SERVER/css.png)}</style></head><body onload="fetch('SERVER/onload')">`+
		`<script>document.title='owned';fetch('SERVER/script')</script><script src="SERVER/remote.js"></script>`+
		`<p>Plain words stay.</p><img src="SERVER/tracker.gif"><img src="cid:pic" onerror="fetch('SERVER/onerror')"><img src=x onerror="fetch('SERVER/x')">`+
		`<a href="javascript:fetch('SERVER/link')">Click</a><form action="SERVER/form" method="post"><input name="password" autofocus onfocus="fetch('SERVER/focus')"><button>Go</button></form>`+
		`<iframe src="SERVER/frame"></iframe><object data="SERVER/object"></object><svg onload="fetch('SERVER/svg')"></svg><video src="SERVER/video" autoplay></video>`+
		"\r\n--b\r\nContent-Type: image/svg+xml\r\nContent-ID: <pic>\r\n\r\n<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"fetch('SERVER/cid')\"/>\r\n--b--\r\n", "SERVER", server)
}

// TestBrowserMailAttack: mail HTML with an attack in it does nothing.
func TestBrowserMailAttack(t *testing.T) {
	ctx := browser(t)
	var hits atomic.Int64
	stranger := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		hits.Add(1)
		t.Errorf("the page asks the stranger's server for %s", r.URL)
	}))
	defer stranger.Close()
	s := newMailSite(t, file{"attack.eml", []byte(attack(stranger.URL))})
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	check(t, chromedp.Do(ctx))
	for _, path := range []string{"/items/2026-001-0006", "/items/2026-001-0006/pages/1", threadOf(t, s, "2026-001-0006"), "/search?q=plain+words"} {
		check(t, chromedp.Do(ctx, chromedp.Navigate(server.URL+path)))
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`new Promise(done => setTimeout(() => done([
			document.title.includes("owned"), location.origin, document.querySelectorAll("main img, main iframe, main object, main svg, main video, main script, main style, main base, main link").length,
			Array.from(document.querySelectorAll("form")).filter(f => new URL(f.action).origin !== location.origin).length,
			document.querySelectorAll('a[href^="javascript:"], [onload], [onerror], [onfocus]').length, document.querySelector("main").innerText.includes("Plain words stay.")].join(" ")), 300))`, chromedp.EvalAwaitPromise))
		check(t, err)
		if want := "false " + server.URL + " 0 0 0 true"; got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if hits.Load() != 0 {
		t.Errorf("%d requests to the stranger's server", hits.Load())
	}
}
