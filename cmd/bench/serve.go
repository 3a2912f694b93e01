package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"readingroom/fixtures"
)

// address starts a server and returns its address once it says it.
func address(c *exec.Cmd) (string, error) {
	out, err := c.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := c.Start(); err != nil {
		return "", err
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if i := strings.Index(lines.Text(), "http://"); i >= 0 {
			return lines.Text()[i:], nil
		}
	}
	return "", fmt.Errorf("%v said no address", c.Args)
}

func end(c *exec.Cmd) {
	c.Process.Signal(os.Interrupt)
	c.Wait()
}

func ask(ctx context.Context, at, query string) (time.Duration, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at+"/search.json?q="+url.QueryEscape(query), nil)
	if err != nil {
		return 0, err
	}
	begun := time.Now()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("search %q: %s", query, resp.Status)
	}
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return 0, err
	}
	return time.Since(begun), nil
}

// demo: from the start of the compiled program to all samples searchable.
func (b *bench) demo(ctx context.Context) error {
	c := b.command(ctx, "demo", "--addr", "127.0.0.1:0")
	c.Stderr = nil
	begun := time.Now()
	if _, err := address(c); err != nil {
		return err
	}
	took := time.Since(begun)
	end(c)
	b.add("demo ready, once compiled", seconds(took), "–", "–", "below 5 s")
	return nil
}

// start: from the start of serve on an archive of 1,000 documents to the first
// answered search.
func (b *bench) start(ctx context.Context) error {
	dir := filepath.Join(b.dir, "thousand")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	var pages []string
	for _, name := range fixtures.Truths() {
		truth, err := fixtures.TruthOf(name)
		if err != nil {
			return err
		}
		for _, p := range truth.Pages {
			pages = append(pages, p.Text)
		}
	}
	for n := range 1000 {
		body := fmt.Sprintf("Document %d\n%s\n\f%s\n", n, pages[n%len(pages)], pages[(n*7+1)%len(pages)])
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt", n)), []byte(body), 0o644); err != nil {
			return err
		}
	}
	if err := b.command(ctx, "import", "--data", "thousand-data", dir).Run(); err != nil {
		return fmt.Errorf("import of 1,000 documents: %w", err)
	}
	best := time.Hour
	for range 5 {
		c := b.command(ctx, "serve", "--data", "thousand-data", "--addr", "127.0.0.1:0")
		c.Stderr = nil
		begun := time.Now()
		at, err := address(c)
		if err == nil {
			_, err = ask(ctx, at, "detainer county")
		}
		best = min(best, time.Since(begun))
		end(c)
		if err != nil {
			return err
		}
	}
	b.add("serve, 1,000 documents, to the first answered search (best of 5)", seconds(best), "–", "–", "below 1 s")
	return nil
}

// pdfs lists the PDFs of the corpus.
func (b *bench) pdfs() (all []string, err error) {
	err = filepath.WalkDir(b.corpus, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.EqualFold(filepath.Ext(path), ".pdf") {
			all = append(all, path)
		}
		return err
	})
	return all, err
}
