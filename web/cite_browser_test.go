package web

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserCites goes, for each kind of place, from what a search finds to the
// place, copies its citation, and opens that in a browser that was never there.
func TestBrowserCites(t *testing.T) {
	ctx := browser(t)
	check(t, chromedp.Do(ctx))
	site, h := newArchive(t)
	server := httptest.NewServer(h)
	defer server.Close()
	site.Base = server.URL
	for _, c := range []struct {
		name   string
		search string // what is searched for
		hit    string // the link of the hit, as a selector
		then   string // the link that is followed there, or the script that marks words; ""
		marks  bool
		marked string // the element that is marked, and what it says
		says   string
	}{
		{"page", "sally+port", `a.where[href*="/items/2026-002-0004/pages/1"]`, ``, false, `h1.pageno`, "Page 1"},
		{"span", "%22warrant+signed%22", `a.where[href*="/pages/3"]`, `const p = [...document.querySelectorAll(".record p")].find((p) => p.textContent.includes("warrant signed by a judge"));
			const n = document.createTreeWalker(p, NodeFilter.SHOW_TEXT), at = []; while (n.nextNode()) at.push(n.currentNode);
			const first = at.find((x) => x.data.includes("sheriff")), r = document.createRange();
			r.setStart(first, first.data.indexOf("sheriff")); r.setEnd(first, first.data.indexOf("sheriff") + 24);
			getSelection().removeAllRanges(); getSelection().addRange(r);`, true, `.record mark.cited`, "sheriff of Travis County"},
		{"row", "%22Travis+County+Jail%22&kind=pdf", `.rowhit th a[href*="/rows/12"]`, ``, false, `tr.cited`, "Travis County Jail"},
		{"cell", "%22Travis+County+Jail%22&kind=pdf", `.rowhit th a[href*="/rows/12"]`, `a.cell[href*="c=5"]`, false, `.values .cited`, "142"},
		{"email", "front+door", `a.where[href*="/items/2026-002-0003/pages/1"]`, `const n = document.createTreeWalker(document.querySelector(".record"), NodeFilter.SHOW_TEXT); let x = null;
			while (n.nextNode()) if (/front door/.test(n.currentNode.data)) { x = n.currentNode; break; }
			if (!x) { while (n.previousNode()); while (n.nextNode()) if (n.currentNode.data.includes("front")) { x = n.currentNode; break; } }
			const at = x.data.indexOf("front"), r = document.createRange(); r.setStart(x, at); r.setEnd(x, at + 5);
			getSelection().removeAllRanges(); getSelection().addRange(r);`, true, `.record mark.cited`, "front"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := sitter{t, ctx, site, server.URL}
			a.open("/search?q=" + c.search)
			a.press(c.hit)
			if c.marks {
				a.value(c.then + `; ""`)
				_, err := chromedp.Run(ctx, chromedp.Evaluate[string](`new Promise((done) => { const look = () => { const a = document.querySelector("a.offer:not([hidden])"); a ? done(a.href) : setTimeout(look, 30); }; look(); })`, chromedp.EvalAwaitPromise))
				check(t, err)
				a.press("a.offer:not([hidden])")
			} else if c.then != "" {
				a.press(c.then)
			}
			link := strings.TrimSpace(a.value(`document.getElementById("cite-link").textContent`))
			text := a.value(`document.getElementById("citation").textContent`)
			if !strings.HasPrefix(link, server.URL+"/cite/") || !strings.Contains(text, link) {
				t.Fatalf("the citation %q does not name the link %q", text, link)
			}
			other := browser(t) // another person
			check(t, chromedp.Do(other))
			b := sitter{t, other, site, server.URL}
			b.open(strings.TrimPrefix(link, server.URL))
			if got := b.value(`(document.querySelector("` + c.marked + `") || {textContent: ""}).textContent`); !strings.Contains(strings.Join(strings.Fields(got), " "), c.says) {
				t.Errorf("%s leads to %s, where %s says %q, want %q", link, b.value(`location.href`), c.marked, got, c.says)
			}
			if again := strings.TrimSpace(b.value(`document.getElementById("cite-link").textContent`)); again != link {
				t.Errorf("what is cited there is %s, not %s", again, link)
			}
		})
	}
}

// TestBrowserCitePages looks at the pages of citations as TestBrowser does at the others.
func TestBrowserCitePages(t *testing.T) {
	ctx := browser(t)
	axe := axeScript(t)
	site := newPictured(t)
	server := httptest.NewServer(site.Handler())
	defer server.Close()
	check(t, chromedp.Do(ctx))
	var said complaints
	check(t, chromedp.Listen(ctx, said.hear))
	for _, l := range []struct{ name, path string }{
		{"cite-region", "/items/2026-001-0001/pages/3?x=60-100-300-200"},
		{"cite-mentions", "/items/2026-001-0001/mentions"},
		{"cite-embed", "/embed/2026-001-0001:p4:t1:r2"},
		{"cite-head", "/items/2026-001-0003?part=head:subject"},
		{"cite-lost", "/cite/2026-001-0001:p4:t1:r2?h=00000000"},
	} {
		for _, width := range []int64{360, 1280} {
			t.Run(fmt.Sprintf("%s-%d", l.name, width), func(t *testing.T) {
				look(t, ctx, server.URL+l.path, width, "light", axe)
				for _, s := range said.take() {
					if !strings.Contains(s, "404") || l.name != "cite-lost" {
						t.Errorf("the browser complains: %s", s)
					}
				}
			})
		}
	}
}
