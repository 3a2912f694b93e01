package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// A newcomer's first minutes: the demo, a search, a row of a workbook and a
// page of a PDF, and for each its citation, copied and opened in another
// browser, which shows the place.
func TestDemoInABrowser(t *testing.T) {
	chrome := findChromium(t)
	addr := served(t, t.TempDir(), "demo", "--addr", "127.0.0.1:0")

	for _, c := range []struct {
		place string // what the person clicks among the results
		shows string // what stands on the place
	}{
		{`.rowhit th a`, "Ventura County"},
		{`.place .where`, "Ventura County"},
	} {
		reader := newBrowser(t, chrome)
		reader.do(chromedp.Navigate(addr),
			chromedp.SendKeys(chromedp.ID("q"), `"Ventura County"`))
		reader.follow("button.main")
		reader.sees("main", "Ventura County")
		reader.follow(c.place)
		reader.sees("main", c.shows)
		reader.do(chromedp.Click(chromedp.CSS(`[data-copy="citation"]`)))
		reader.sees("[data-said]", "opied")
		copied := reader.text(`navigator.clipboard.readText()`)
		shown := reader.text(`document.querySelector("#citation").innerText`)
		if copied != shown {
			t.Errorf("copied %q, shown %q", copied, shown)
		}
		link := regexp.MustCompile(`http://\S+/cite/\S+[^\s.,]`).FindString(copied)
		if link == "" || !strings.Contains(copied, "SHA-256") {
			t.Fatalf("the citation has no link or no digest: %q", copied)
		}

		other := newBrowser(t, chrome)
		other.do(chromedp.Navigate(link))
		other.sees("main", c.shows)
		if there, here := other.text(`location.pathname`), reader.text(`location.pathname`); there != here {
			t.Errorf("the citation leads to %s, it was copied from %s", there, here)
		}
		if strings.HasPrefix(c.place, ".rowhit") {
			other.sees("tr.cited", "Ventura County")
		}
	}
}

// findChromium returns the path of a browser, or skips the test.
func findChromium(t *testing.T) string {
	t.Helper()
	chrome := os.Getenv("CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			chrome = cmp.Or(chrome, path)
		}
	}
	if chrome == "" {
		t.Skip("no Chromium: set CHROMIUM to its path to try the demo in it")
	}
	return chrome
}

type person struct {
	t   *testing.T
	ctx context.Context
}

func newBrowser(t *testing.T, chrome string) person {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chrome), chromedp.UserDataDir(t.TempDir()), chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("headless", "new"), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, done := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(done)
	p := person{t, ctx}
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		p.do(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
			_, err := cdp.Call(ctx, target, browser.SetPermission, browser.SetPermissionParams{
				Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted,
			})
			return chromedp.Void{}, err
		})
	}
	return p
}

func (p person) do(acts ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, acts...); err != nil {
		p.t.Fatal(err)
	}
}

// follow clicks the first match of a CSS selector and waits for the next page.
func (p person) follow(css string) {
	p.t.Helper()
	if _, err := chromedp.RunResponse(p.ctx, chromedp.Click(chromedp.CSS(css))); err != nil {
		p.t.Fatalf("%s: %v", css, err)
	}
}

func (p person) text(script string) string {
	p.t.Helper()
	s, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", script, err)
	}
	return s
}

// sees waits until what a CSS selector matches says something.
func (p person) sees(css, want string) {
	p.t.Helper()
	script := fmt.Sprintf(`Array.from(document.querySelectorAll(%q)).map(e => e.innerText).join("\n")`, css)
	got := p.text(script)
	for n := 0; n < 50 && !strings.Contains(got, want); n++ {
		time.Sleep(100 * time.Millisecond)
		got = p.text(script)
	}
	if !strings.Contains(got, want) {
		p.t.Fatalf("%s does not say %q: %s", css, want, got)
	}
}
