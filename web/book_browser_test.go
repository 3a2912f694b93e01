package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/extract/sheet"
	"readingroom/archive/ingest"
)

// bookRows is how many rows the workbook of the tests has; the last is 50,003.
const bookRows = 50_000

// workbook makes one as agencies release them: lines of a title, a header, many
// rows of which some are hidden, a hidden column, comments, a note below, and a
// second sheet that is hidden.
func workbook(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	check(t, f.SetSheetName("Sheet1", "Detainers 2017"))
	w, err := f.NewStreamWriter("Detainers 2017")
	check(t, err)
	check(t, w.SetColVisible(4, 4, false))
	check(t, w.SetRow("A1", []any{"U.S. Immigration and Customs Enforcement"}))
	check(t, w.SetRow("A2", []any{"Detainers issued, by facility, fiscal year 2017"}))
	check(t, w.SetRow("A3", []any{"Facility", "County", "State", "Officer", "Issued", "Detainers"}))
	for n := 4; n < 4+bookRows; n++ {
		facility := fmt.Sprintf("County Jail No. %d", n)
		if n == 40_000 {
			facility = "Santa Rita Jail"
		}
		hidden := n%1000 == 3 || n >= 40_001 && n <= 40_003 || n == 39_998
		row := []any{facility, "Alameda County", "CA", fmt.Sprintf("Officer %d", n%17), "2017-01-28", n % 50}
		check(t, w.SetRow(fmt.Sprintf("A%d", n), row, excelize.RowOpts{Hidden: hidden}))
	}
	check(t, w.SetRow(fmt.Sprintf("A%d", 4+bookRows+1), []any{"Source: ICE Enforcement Integrated Database, as of 7 October 2017."}))
	check(t, w.Flush())
	check(t, f.AddComment("Detainers 2017", excelize.Comment{Cell: "F40000", Author: "J. Doe", Text: "Ask the field office: does this include the annex?"}))
	_, err = f.NewSheet("Notes")
	check(t, err)
	check(t, f.SetSheetRow("Notes", "A1", &[]any{"Name", "Remark"}))
	check(t, f.SetSheetRow("Notes", "A2", &[]any{"Alameda", "do not release"}))
	check(t, f.SetSheetVisible("Notes", false))
	var b bytes.Buffer
	check(t, f.Write(&b))
	return b.Bytes()
}

// readBook reads a workbook as an import does, but for the child process.
func readBook(_ context.Context, f *os.File, _ string, sink archive.Sink) (extract.Outcome, error) {
	info, err := f.Stat()
	if err == nil {
		err = sheet.ReadWorkbook(f, info.Size(), sink)
	}
	return extract.Outcome{MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Kind: archive.KindSpreadsheet}, err
}

var bookLooks = []struct{ name, path string }{
	{"book", "/items/2026-001-0001/tables/1"},
	{"book-row", "/items/2026-001-0001/tables/1/rows/40000?q=Santa+Rita"},
	{"book-cell", "/items/2026-001-0001/tables/1/rows/40000?c=4"},
	{"book-at", "/items/2026-001-0001/tables/1?row=40000"},
	{"book-without", "/items/2026-001-0001/tables/1?row=40000&hidden=no"},
	{"book-end", "/items/2026-001-0001/tables/1?from=49950"},
	{"book-hidden-sheet", "/items/2026-001-0001/tables/2"},
	{"book-search", "/search?q=%22santa+rita%22"},
	{"book-item", "/items/2026-001-0001"},
	{"book-accession", "/accessions/2026-001"},
}

// A workbook of 50,000 rows, some hidden, is opened at row 40,000 from a search.
func TestBrowserWorkbook(t *testing.T) {
	ctx := browser(t)
	axe := axeScript(t)
	s := newSiteWith(t, readBook)
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	take(t, s, ingest.Order{Source: "ICE", Title: "Detainers"}, file{"detainers.xlsx", workbook(t)})
	var said complaints
	check(t, chromedp.Do(ctx))
	check(t, chromedp.Listen(ctx, said.hear))

	for _, width := range []int64{1280, 360} {
		t.Run(fmt.Sprintf("found-%d", width), func(t *testing.T) {
			check(t, chromedp.Do(ctx, chromedp.EmulateViewport(width, 800), chromedp.Navigate(server.URL+"/"), chromedp.SendKeys(chromedp.ID("q"), `"santa rita"`)))
			follow := func(css string) {
				t.Helper()
				_, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(css)))
				check(t, err)
			}
			follow("button.main")
			follow(".rowhit th a")
			bookAtRow(t, ctx, "/items/2026-001-0001/tables/1/rows/40000")
			follow(`.after a[href*="row=40000"]`)
			bookAtRow(t, ctx, "/items/2026-001-0001/tables/1")
			// What is hidden can be left out, and is said to be.
			follow(`.notice a[href*="hidden=no"]`)
			if got := eval[string](t, ctx, `Array.from(document.querySelectorAll(".rows tr:not(.gap)")).filter(r => r.getClientRects().length).map(r => r.querySelector(".rownr")?.innerText.trim()).slice(1, 9).join(" ")`); got != "39995 39996 39997 39999 40000  40004 40005" {
				t.Errorf("the rows shown are %s", got)
			}
			if got := eval[string](t, ctx, `document.querySelector(".rows").innerText`); !strings.Contains(got, "3 rows hidden in the source file") || strings.Contains(got, "Officer") {
				t.Errorf("left out: %.600s", got)
			}
		})
	}
	for _, l := range bookLooks {
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

func eval[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	check(t, err)
	return v
}

// bookAtRow checks that the page shows row 40,000: in view, marked, under the
// header; those about it that are hidden in the file said to be.
func bookAtRow(t *testing.T, ctx context.Context, path string) {
	t.Helper()
	var got struct {
		Path, Row, Cells, Hidden, Comment string
		InView, Under, Wide               bool
	}
	got.Path = eval[string](t, ctx, `location.pathname`)
	got.Row = eval[string](t, ctx, `document.querySelector("tr.cited .rownr").innerText.trim()`)
	got.Cells = eval[string](t, ctx, `Array.from(document.querySelectorAll("tr.cited td")).map(c => c.innerText.trim()).join("|")`)
	got.Hidden = eval[string](t, ctx, `Array.from(document.querySelectorAll("tr.hid:not(.comment) .rownr")).slice(0, 4).map(r => r.innerText.replace(/\s+/g, " ").trim()).join(", ")`)
	got.Comment = eval[string](t, ctx, `document.querySelector("tr.cited + tr.comment").innerText.trim()`)
	got.InView = eval[bool](t, ctx, `(() => { const r = document.querySelector("tr.cited").getBoundingClientRect(), s = document.querySelector("tr.cited").closest(".scroll").getBoundingClientRect(), h = document.querySelector(".rows thead").getBoundingClientRect(); return r.top >= h.bottom - 1 && r.bottom <= s.bottom && r.top >= 0 && r.bottom <= innerHeight; })()`)
	// Scrolled inside its frame, the header stays above the rows.
	got.Under = eval[bool](t, ctx, `(() => { const s = document.querySelector("tr.cited").closest(".scroll"), at = s.scrollTop; s.scrollTop = 1e6; const h = document.querySelector(".rows thead th").getBoundingClientRect(), f = s.getBoundingClientRect(); s.scrollTop = at; return s.scrollHeight > s.clientHeight && Math.abs(h.top - f.top) < 3; })()`)
	got.Wide = eval[bool](t, ctx, `document.documentElement.scrollWidth > document.documentElement.clientWidth`)
	if got.Path != path || got.Row != "40000" || got.Cells != "Santa Rita Jail|Alameda County|CA|Officer 16|2017-01-28|0 comment" {
		t.Errorf("%+v", got)
	}
	if got.Hidden != "39998 hidden, 40001 hidden, 40002 hidden, 40003 hidden" || !strings.Contains(got.Comment, "Comment on F40000 by J. Doe: Ask the field office") {
		t.Errorf("%+v", got)
	}
	if !got.InView || !got.Under || got.Wide {
		t.Errorf("row in view: %v, header stays: %v, page too wide: %v", got.InView, got.Under, got.Wide)
	}
}
