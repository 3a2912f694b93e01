package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"readingroom/cmd/bench/score"
	"readingroom/fixtures"
)

// benchCheck has the labelled articles checked by the program against its demo
// archive, and prints how it did: on the articles that it was built with, and on
// those that were held back.
//
//	go run ./cmd/bench check [-v] [-url http://127.0.0.1:8080]
func benchCheck(ctx context.Context, args []string, w io.Writer) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	verbose := flags.Bool("v", false, "print each statement that was said to be what it is not")
	at := flags.String("url", "", "a demo archive that is served already")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *at == "" {
		stop, served, err := serveDemo(ctx)
		if err != nil {
			return err
		}
		defer stop()
		*at = served
	}
	articles, err := fixtures.Articles()
	if err != nil {
		return err
	}
	var built, held score.Check
	var slowest time.Duration
	var words int
	for _, a := range articles {
		begun := time.Now()
		found, err := checkArticle(ctx, *at, a.Text)
		if err != nil {
			return fmt.Errorf("article %s: %w", a.Name, err)
		}
		if took := time.Since(begun); took > slowest {
			slowest, words = took, len(strings.Fields(a.Text))
		}
		var labels []score.Said
		for _, l := range a.Labels {
			labels = append(labels, score.Said{Start: l.Start, End: l.End, Kind: l.Kind, Verdict: l.Verdict, Wrong: l.Wrong, Text: l.Text})
		}
		if a.Held {
			held.Add(a.Name, labels, found)
		} else {
			built.Add(a.Name, labels, found)
		}
	}
	for _, part := range []struct {
		name string
		of   *score.Check
	}{{"Built with", &built}, {"Held back", &held}} {
		fmt.Fprintf(w, "%s\n\n", part.name)
		part.of.Print(w)
		p, n := part.of.Precision()
		r, m := part.of.Recall()
		f, k := part.of.Found()
		fmt.Fprintf(w, "\nPrecision of \"supported\": %.3f of %d. Wrong statements caught: %.3f of %d. Right statements found: %.3f of %d.\n\n", p, n, r, m, f, k)
		if *verbose {
			for _, s := range part.of.Slips {
				fmt.Fprintln(w, s)
			}
			fmt.Fprintln(w)
		}
	}
	fmt.Fprintf(w, "%d articles; the slowest, of %d words, took %s.\n", len(articles), words, seconds(slowest))
	return nil
}

// serveDemo builds the program and has it serve its demo archive.
func serveDemo(ctx context.Context) (stop func(), at string, err error) {
	dir, err := os.MkdirTemp("", "readingroom-bench-")
	if err != nil {
		return nil, "", err
	}
	clean := func() { os.RemoveAll(dir) }
	program := filepath.Join(dir, "readingroom")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "./cmd/readingroom")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		clean()
		return nil, "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	ctx, cancel := context.WithCancel(ctx)
	c := exec.CommandContext(ctx, program, "demo", "--addr", "127.0.0.1:0")
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.WaitDelay = 10 * time.Second
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	stop = func() { cancel(); _ = c.Wait(); clean() }
	if err != nil {
		cancel()
		clean()
		return nil, "", err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, rest, ok := strings.Cut(lines.Text(), " open at "); ok {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			at = strings.Fields(rest)[0]
			if _, missing := exec.LookPath("tesseract"); missing != nil {
				fmt.Fprintln(os.Stderr, "bench: tesseract is not installed: what only a scan says is not in the archive")
				return stop, at, nil
			}
			return stop, at, scansRead(ctx, at)
		}
	}
	stop()
	return nil, "", errors.New("the demo did not start")
}

// scansRead waits until the demo has read its scans, which it does last.
func scansRead(ctx context.Context, at string) error {
	for range 180 {
		var got struct{ Count int }
		resp, err := http.Get(at + "/search.json?q=%22we+have+no+record+of+them%22")
		if err != nil {
			return err
		}
		err = json.NewDecoder(resp.Body).Decode(&got)
		resp.Body.Close()
		if err != nil || got.Count > 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
	return errors.New("the scans of the demo were not read in three minutes")
}

// checkArticle asks a served archive.
func checkArticle(ctx context.Context, at, text string) ([]score.Said, error) {
	body, err := json.Marshal(map[string]string{"text": text})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, at+"/check.json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", at, resp.Status)
	}
	var got struct {
		Statements []struct {
			Start, End                   int
			Text, Kind, Verdict, Message string
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&got); err != nil {
		return nil, err
	}
	var out []score.Said
	for _, s := range got.Statements {
		out = append(out, score.Said{Start: s.Start, End: s.End, Kind: s.Kind, Verdict: s.Verdict, Text: s.Text, Message: s.Message})
	}
	return out, nil
}
