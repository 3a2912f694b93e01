package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// looks are the pages that the browser looks at.
var looks = []struct{ name, path string }{
	{"home", "/"},
	{"results", "/search?q=declined+detainer"},
	{"results-row", "/search?q=%22Ventura+County%22&kind=pdf"},
	{"results-none", "/search?q=unicorn+detainer&year=2017"},
	{"items", "/items"},
	{"item", "/items/2026-001-0001"},
	{"item-query", "/items/2026-001-0001?q=detainer"},
	{"item-sheet", "/items/2026-002-0002"},
	{"item-mail", "/items/2026-002-0003"},
	{"item-aside", "/items/2026-001-0002"},
	{"page", "/items/2026-001-0001/pages/1?q=detainer"},
	{"page-grid", "/items/2026-001-0001/pages/2"},
	{"page-cited", "/items/2026-001-0001/pages/1?s=190-330"},
	{"page-ocr", "/items/2026-003-0002/pages/1"},
	{"table", "/items/2026-001-0001/tables/1"},
	{"table-sheet", "/items/2026-002-0001/tables/1"},
	{"row", "/items/2026-001-0001/tables/1/rows/7"},
	{"row-cell", "/items/2026-001-0001/tables/1/rows/12?c=5"},
	{"accessions", "/accessions"},
	{"accession", "/accessions/2026-002"},
	{"upload", "/upload"},
	{"request", "/requests/R2017-001?answered=2017-05-12"},
	{"request-new", "/requests/new?agency=dhs/ice"},
	{"event-new", "/requests/R2017-001/events/new?kind=determination"},
	{"letter", "/requests/R2017-001/letters/reminder"},
	{"status", "/-/status"},
	{"help", "/-/help"},
	{"topic", "/-/help/searching"},
	{"token", "/-/token"},
	{"error", "/items/2026-009-0001"},
}

// TestBrowser looks at every page as a person would: on a phone and a desk, by
// day and by night. READINGROOM_SHOTS is a folder for its pictures; AXE_JS is
// the file of axe-core (https://github.com/dequelabs/axe-core).
func TestBrowser(t *testing.T) {
	ctx := browser(t)
	axe := axeScript(t)
	_, full := newArchive(t)
	empty := newSite(t).Handler()
	server := httptest.NewServer(full)
	defer server.Close()
	begin := httptest.NewServer(empty)
	defer begin.Close()

	var said complaints
	check(t, chromedp.Do(ctx))
	check(t, chromedp.Listen(ctx, said.hear))
	for _, l := range append(looks, struct{ name, path string }{"begin", begin.URL}) {
		url := server.URL + l.path
		if strings.HasPrefix(l.path, "http") {
			url = l.path
		}
		for _, width := range []int64{360, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				t.Run(fmt.Sprintf("%s-%d-%s", l.name, width, scheme), func(t *testing.T) {
					look(t, ctx, url, width, scheme, axe)
					for _, s := range said.take() {
						if strings.Contains(s, "404") && l.name == "error" {
							continue
						}
						t.Errorf("the browser complains: %s", s)
					}
				})
			}
		}
	}
	t.Run("adding records", func(t *testing.T) { add(t, ctx, begin.URL) })
	for _, s := range said.take() {
		if !strings.Contains(s, "400") {
			t.Errorf("the browser complains: %s", s)
		}
	}
}

// browser starts a browser, or skips the test where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	chrome := chromium()
	if chrome == "" {
		t.Skip("no Chromium: set CHROMIUM to its path to look at the pages with it")
	}
	if testing.Short() {
		t.Skip("looking at the pages takes a while")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chrome), chromedp.UserDataDir(t.TempDir()), chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("headless", "new"), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, done := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(done)
	return ctx
}

// add fills in the form as a person does: with a mistake first, then right.
func add(t *testing.T, ctx context.Context, url string) {
	letter := filepath.Join(t.TempDir(), "letter.txt")
	check(t, os.WriteFile(letter, []byte("They waited in the sally port."), 0o644))
	said := func(want string) {
		t.Helper()
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.pathname + " " + document.querySelector("main").innerText`))
		check(t, err)
		if !strings.Contains(got, want) {
			t.Fatalf("the page does not say %q: %s", want, got)
		}
	}
	submit := func() {
		t.Helper()
		_, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS("button.main")))
		check(t, err)
	}
	check(t, chromedp.Do(ctx, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(url+"/upload"), chromedp.SendKeys(chromedp.ID("title"), "Letters")))
	submit()
	said("Say who released or gave the records.")
	shoot(t, ctx, "upload-mistake-1280")
	check(t, chromedp.Do(ctx, chromedp.SendKeys(chromedp.ID("source"), "The county"), chromedp.SetUploadFiles(chromedp.ID("files"), []string{letter})))
	submit()
	said("/accessions/2026-001")
	said("Letters")
	shoot(t, ctx, "accession-new-1280")
	check(t, chromedp.Do(ctx, chromedp.Navigate(url+"/"), chromedp.SendKeys(chromedp.ID("q"), "sally port")))
	submit()
	said("sally port")
}

// shoot keeps a picture of the whole page, where pictures are wanted.
func shoot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("READINGROOM_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	check(t, err)
	check(t, os.MkdirAll(dir, 0o755))
	check(t, os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644))
}

func look(t *testing.T, ctx context.Context, url string, width int64, scheme, axe string) {
	media := func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return chromedp.Void{}, err
	}
	check(t, chromedp.Do(ctx, chromedp.EmulateViewport(width, 800), media, chromedp.Navigate(url)))

	over, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - document.documentElement.clientWidth`))
	check(t, err)
	if over > 0 {
		t.Errorf("the page is %d px wider than the screen", over)
	}
	shoot(t, ctx, strings.ReplaceAll(t.Name()[strings.Index(t.Name(), "/")+1:], "/", "-"))
	keys(t, ctx)
	if axe == "" {
		return
	}
	check(t, chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](axe+"; undefined")))
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](
		`axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html + " " + (n.failureSummary || ""))}))))`,
		chromedp.EvalAwaitPromise))
	check(t, err)
	var violations []struct {
		ID, Help string
		Nodes    []string
	}
	check(t, json.Unmarshal([]byte(got), &violations))
	for _, v := range violations {
		t.Errorf("axe: %s: %s: %.400s", v.ID, v.Help, strings.Join(v.Nodes, " | "))
	}
}

// keys presses n where there are marks, and looks for the copy button.
func keys(t *testing.T, ctx context.Context) {
	for wrong, script := range map[string]string{
		"the key n does not go to a mark": `(() => { const m = document.querySelector(".record mark, .places mark, .values mark"); if (!m) return true;
			document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "n", bubbles: true})); const ok = m.classList.contains("here"); m.classList.remove("here"); scrollTo(0, 0); return ok })()`,
		"the copy button stays hidden": `Array.from(document.querySelectorAll("[data-copy]")).every(b => !b.hidden)`,
	} {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script))
		check(t, err)
		if !ok {
			t.Error(wrong)
		}
	}
}

// complaints are what the browser's console says.
type complaints struct {
	mu   sync.Mutex
	said []string
}

func (c *complaints) hear(ev any) {
	var s string
	switch ev := ev.(type) {
	case *cdplog.EventEntryAdded:
		s = ev.Entry.Text + " " + ev.Entry.URL
	case *runtime.EventExceptionThrown:
		s = ev.ExceptionDetails.Text
	case *runtime.EventConsoleAPICalled:
		if ev.Type != "error" && ev.Type != "warning" {
			return
		}
		s = fmt.Sprint("console: ", ev.Type)
	default:
		return
	}
	c.mu.Lock()
	c.said = append(c.said, s)
	c.mu.Unlock()
}

func (c *complaints) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.said
	c.said = nil
	return s
}

func chromium() string {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if name == "" {
			continue
		}
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func axeScript(t *testing.T) string {
	path := os.Getenv("AXE_JS")
	if path == "" {
		path = "../.cache/axe/node_modules/axe-core/axe.min.js"
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Logf("no axe-core at %s: set AXE_JS to its file to check accessibility too", path)
		return ""
	}
	return string(b)
}
