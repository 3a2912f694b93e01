package web

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"
)

// viewerLooks are pages with pictures, for the browser to look at.
var viewerLooks = []struct{ name, path string }{
	{"viewer", "/items/2026-001-0001/pages/3?q=El+Salvador"},
	{"viewer-cited", "/items/2026-001-0001/pages/2?s=60-240"},
	{"viewer-text", "/items/2026-001-0001/pages/3?view=text&q=larceny"},
	{"viewer-picture", "/items/2026-001-0001/pages/1?view=picture&zoom=100"},
	{"viewer-200", "/items/2026-001-0001/pages/24?zoom=200&q=enacted"},
	{"viewer-release", "/items/2026-001-0002/pages/1?q=sally+port"},
	{"viewer-none", "/items/2026-001-0002/pages/2"},
	{"viewer-table", "/items/2026-001-0001/tables/2?from=8"},
	{"viewer-table-guess", "/items/2026-001-0002/tables/1"},
	{"viewer-row", "/items/2026-001-0001/tables/2/rows/12"},
	{"viewer-cell", "/items/2026-001-0001/tables/2/rows/12?c=4"},
}

func TestBrowserViewer(t *testing.T) {
	ctx := browser(t)
	axe := axeScript(t)
	s := newPictured(t)
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	var said complaints
	check(t, chromedp.Do(ctx))
	check(t, chromedp.Listen(ctx, said.hear))
	for _, l := range viewerLooks {
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
