package web

import (
	"context"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"readingroom/archive/ingest"
)

// A sitter is a person at a browser.
type sitter struct {
	*testing.T
	ctx  context.Context
	site *Site
	at   string
}

func (s sitter) do(steps ...chromedp.Action[chromedp.Void]) {
	s.Helper()
	check(s.T, chromedp.Do(s.ctx, steps...))
}

func (s sitter) open(path string) { s.Helper(); s.do(chromedp.Navigate(s.at + path)) }

// press follows what is pressed to the page it leads to.
func (s sitter) press(selector string) {
	s.Helper()
	_, err := chromedp.RunResponse(s.ctx, chromedp.Click(chromedp.CSS(selector)))
	check(s.T, err)
}

func (s sitter) value(script string) string {
	s.Helper()
	got, err := chromedp.Run(s.ctx, chromedp.Evaluate[string](script))
	check(s.T, err)
	return got
}

func (s sitter) want(script, want string) {
	s.Helper()
	if got := s.value(script); got != want {
		s.Errorf("%s is %q, want %q", script, got, want)
	}
}

func (s sitter) says(want ...string) {
	s.Helper()
	got := strings.Join(strings.Fields(s.value(`location.pathname + " " + document.querySelector("main").innerText`)), " ")
	for _, w := range want {
		if !strings.Contains(got, w) {
			s.Errorf("the page does not say %q: %.1500s", w, got)
		}
	}
}

func (s sitter) settle() {
	s.Helper()
	check(s.T, s.site.Ingest.(*ingest.Ingest).Wait(s.Context(), "", nil))
}

// onPicture is a place in points of the page, on the screen.
func (s sitter) onPicture(x, y string) (float64, float64) {
	s.Helper()
	got, err := chromedp.Run(s.ctx, chromedp.Evaluate[[]float64](`(() => {
		const svg = document.querySelector(".over"), p = new DOMPoint(`+x+`, `+y+`).matrixTransform(svg.getScreenCTM()); return [p.x, p.y] })()`))
	check(s.T, err)
	return got[0], got[1]
}

// drag presses the pointer at one place and lets it go at another.
func drag(x0, y0, x1, y1 float64) []chromedp.Action[chromedp.Void] {
	left := chromedp.Button("left")
	return []chromedp.Action[chromedp.Void]{
		chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, x0, y0, left, chromedp.ClickCount(1)),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x1, y1, left),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, x1, y1, left, chromedp.ClickCount(1)),
	}
}

func newSitter(t *testing.T) sitter {
	t.Helper()
	ctx := browser(t)
	site := newPictured(t)
	server := httptest.NewServer(site.Handler())
	t.Cleanup(server.Close)
	check(t, chromedp.Do(ctx, chromedp.EmulateViewport(1280, 1400)))
	return sitter{t, ctx, site, server.URL}
}

// inked reports what of the picture lies under the hits: each has dark letters
// over most of its width, and none beside them.
const inked = `(async () => {
	const img = document.querySelector(".canvas img");
	await img.decode();
	const canvas = document.createElement("canvas");
	canvas.width = img.naturalWidth; canvas.height = img.naturalHeight;
	const g = canvas.getContext("2d");
	g.drawImage(img, 0, 0);
	const scale = img.naturalWidth / document.querySelector(".over").viewBox.baseVal.width;
	const wrong = [];
	for (const r of document.querySelectorAll(".over .hit")) {
		const [x, y, w, h] = ["x", "y", "width", "height"].map((a) => Number(r.getAttribute(a)) * scale);
		const d = g.getImageData(x, y, w, h).data, n = Math.floor(w);
		let left = n, right = 0;
		for (let i = 0; i < d.length; i += 4) if (d[i] < 128) { const c = (i / 4) % Math.floor(d.length / 4 / Math.floor(h)); left = Math.min(left, c); right = Math.max(right, c); }
		if (right - left < 0.7 * w) wrong.push([x, y, w, h, left, right].map(Math.round).join(" "));
	}
	return wrong.join("; ");
})()`

// TestBrowserReading opens a hit and sees it marked where the words stand.
func TestBrowserReading(t *testing.T) {
	s := newSitter(t)
	s.open("/search?q=Salvador&in=page")
	s.press(".place a.where")
	s.says("/items/2026-001-0001/pages/", "for Salvador")
	s.want(`String(document.querySelectorAll(".over .hit").length > 0)`, "true")
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Log("no pdftoppm: the picture is white, and what is on it is not looked at")
	} else {
		got, err := chromedp.Run(s.ctx, chromedp.Evaluate[string](inked, chromedp.EvalAwaitPromise))
		check(t, err)
		if got != "" {
			t.Errorf("hits lie beside the words: %s", got)
		}
	}
	// Each mark on the picture lies over its word, and the key n goes there.
	s.want(`Array.from(document.querySelectorAll(".over .hit")).filter((r) => {
		const b = r.getBoundingClientRect();
		return !Array.from(document.querySelectorAll(".over tspan")).some((w) => { const c = w.getBoundingClientRect();
			return w.textContent.includes("Salvador") && Math.abs(b.left - c.left) < 2 && Math.abs(b.right - c.right) < 2 && b.top < c.bottom && c.top < b.bottom });
	}).length.toString()`, "0")
	s.do(chromedp.KeyEvent("n"))
	s.want(`String(document.querySelector("#on-1").classList.contains("here") && document.querySelector("#hit-1").classList.contains("here"))`, "true")

	s.open("/items/2026-001-0001/pages/3?view=picture")
	s.want(`String(find("Broken Down by Individuals Released"))`, "true") // over the end of a line
	s.want(`String(getSelection()).replace(/\s+/g, " ")`, "Broken Down by Individuals Released")
	s.want(`document.querySelector(".canvas").scrollWidth > document.querySelector(".canvas").clientWidth ? "wider" : "fits"`, "fits")
	_, err := chromedp.RunResponse(s.ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector("main").focus()`), chromedp.KeyEvent(kb.ArrowRight))
	check(t, err)
	s.want(`location.pathname + location.search`, "/items/2026-001-0001/pages/4?view=picture")
	_, err = chromedp.RunResponse(s.ctx, chromedp.KeyEvent(kb.ArrowLeft))
	check(t, err)
	s.want(`location.pathname`, "/items/2026-001-0001/pages/3")
}

// TestBrowserRedrawing takes out a line between two columns, and puts it back.
func TestBrowserRedrawing(t *testing.T) {
	s := newSitter(t)
	const columns, status = `document.querySelector("#columns").value`, `document.querySelector("[data-told]").textContent`
	s.open("/items/2026-001-0001/tables/2?from=11")
	s.press(".newpage span a[href*=grids]")
	s.want(`location.pathname`, "/items/2026-001-0001/pages/4/grids/1")
	s.want(columns, "50, 190, 275, 345, 415, 562")
	s.do(chromedp.Focus(chromedp.CSS(`[data-axis="columns"][data-at="3"]`)), chromedp.KeyEvent(kb.Delete))
	s.want(columns, "50, 190, 275, 415, 562")
	s.want(status, "Removed: column line 4. 4 columns are left.")

	// With the pointer: one put in, moved, and taken out.
	s.do(chromedp.Click(chromedp.CSS(`input[value="column"]`)))
	s.do(chromedp.MouseClickXY(s.onPicture("500", "300")))
	s.want(`String(Math.abs(`+columns+`.split(",")[4] - 500) < 1)`, "true")
	s.do(chromedp.Click(chromedp.CSS(`input[value="move"]`)))
	x, y := s.onPicture("500", "300")
	to, _ := s.onPicture("530", "300")
	s.do(drag(x, y, to, y)...)
	s.want(`String(Math.abs(`+columns+`.split(",")[4] - 530) < 1)`, "true")
	shoot(t, s.ctx, "grid-drawing-1280")
	s.do(chromedp.Click(chromedp.CSS("[data-remove]")))
	s.want(columns, "50, 190, 275, 415, 562")

	s.do(chromedp.SendKeys(chromedp.ID("by"), "Ann"))
	s.press("button.main")
	s.settle()
	s.open(s.value(`location.pathname`))
	s.says("Done.", "Drawn with 4 columns", "The original reading", "6/4/2016 2/2/2017")
	shoot(t, s.ctx, "redrawing-done-1280")
	s.press(`p.notice a[href*="/tables/"]`)
	s.says("/items/2026-001-0001/tables/3", "Redrawn by a reader on 23 November 2026", "6/4/2016 2/2/2017")

	check(t, s.site.Store.Reread(t.Context(), []string{"2026-001-0001"}))
	check(t, s.site.Ingest.Reindex(t.Context(), func(int) {}))
	s.settle()
	s.open("/items/2026-001-0001/tables/3")
	s.says("6/4/2016 2/2/2017")

	s.press(`p.notice a[href*="/redrawings/"]`)
	s.do(chromedp.SendKeys(chromedp.ID("by"), "Bob"))
	s.press("form.form button")
	s.settle()
	s.open("/items/2026-001-0001/tables/2")
	s.says("206 rows", "pp. 3–23")
}

// TestBrowserMarking draws the edge of a table; lines are proposed for it.
func TestBrowserMarking(t *testing.T) {
	s := newSitter(t)
	s.open("/items/2026-001-0001/pages/2/grids/new")
	s.do(chromedp.Click(chromedp.CSS(`input[value="box"]`)))
	x0, y0 := s.onPicture("120", "170")
	x1, y1 := s.onPicture("460", "395")
	_, err := chromedp.RunResponse(s.ctx, drag(x0, y0, x1, y1)...)
	check(t, err)
	s.says("What the lines make", "Clark County, Nevada 51")
	s.want(`String(document.querySelectorAll('[data-axis="columns"]').length)`, "3")
}

// TestBrowserWithoutScript: all of it works where no script runs.
func TestBrowserWithoutScript(t *testing.T) {
	s := newSitter(t)
	s.do(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return chromedp.Void{}, err
	})
	s.open("/items/2026-001-0001/pages/3?q=Salvador")
	s.says("Picture and text", "for Salvador")
	s.press(`nav.switch a[href*="view=text"]`)
	s.want(`String(document.querySelectorAll("svg").length) + location.search`, "0?q=Salvador&view=text")
	s.open("/items/2026-001-0001/pages/4/grids/1")
	s.want(`String(document.querySelector("[data-tools]").hidden) + document.querySelectorAll(".over .line").length`, "true20")
	s.do(chromedp.SetValue(chromedp.ID("columns"), "50 190 275 415 562"))
	s.press("button[formmethod=get]")
	s.says("What the lines make", "6/4/2016 2/2/2017")
	s.do(chromedp.SendKeys(chromedp.ID("by"), "Ann"))
	s.press("button.main")
	s.settle()
	s.open(s.value(`location.pathname`))
	s.says("Done.", "Drawn with 4 columns")
}
