package web

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"readingroom/archive/grid"
	"readingroom/archive/ingest"
	"readingroom/archive/store"
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
	{"grid", "/items/2026-001-0001/pages/4/grids/1"},
	{"grid-new", "/items/2026-001-0001/pages/2/grids/new?box=40,60,572,400"},
	{"grid-wrong", "/items/2026-001-0002/pages/1/grids/new?columns=5,x&rows=1,2&header_rows=z&spans=1"},
	{"redrawing", "/items/2026-001-0001/redrawings/latest"},
	{"redrawings", "/items/2026-001-0001/redrawings"},
}

func TestBrowserViewer(t *testing.T) {
	ctx := browser(t)
	axe := axeScript(t)
	s := newPictured(t)
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	made := redrawLast(t, s)
	check(t, s.Ingest.(*ingest.Ingest).Wait(t.Context(), "", nil))
	var said complaints
	check(t, chromedp.Do(ctx))
	check(t, chromedp.Listen(ctx, said.hear))
	for _, l := range viewerLooks {
		for _, width := range []int64{360, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				t.Run(fmt.Sprintf("%s-%d-%s", l.name, width, scheme), func(t *testing.T) {
					look(t, ctx, server.URL+strings.Replace(l.path, "latest", made.ID, 1), width, scheme, axe)
					for _, s := range said.take() {
						t.Errorf("the browser complains: %s", s)
					}
				})
			}
		}
	}
}

// redrawLast draws the last part of the long table, with its two dates as one column.
func redrawLast(t *testing.T, s *Site) store.Redrawing {
	t.Helper()
	it, err := s.Store.Item(t.Context(), "2026-001-0001")
	check(t, err)
	f, err := s.Contents.Open(it.Digest)
	check(t, err)
	defer f.Close()
	table, err := f.Table(2)
	check(t, err)
	last := table.Pieces[len(table.Pieces)-1]
	g := grid.Grid{Page: last.Page, Columns: []float64{50, 190, 275, 415, 562}, Rows: []float64{last.Box[1], last.Box[1] + 50, last.Box[3]}}.Fit()
	made, err := s.Ingest.Redraw(t.Context(), it.Number, []store.Redrawing{{Grid: g, By: "Ann <b>", Note: "The dates are one column."}})
	check(t, err)
	return made[0]
}
