package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far long work has come: a bar on a terminal, a plain line
// every few seconds elsewhere. Its zero value shows nothing.
// schollz/progressbar was chosen as the one that is still kept up.
type progress struct {
	verb string // "read", "verified"
	what string // "documents"
	out  io.Writer
	bar  *progressbar.ProgressBar
	last time.Time
	said string
}

func newProgress(quiet bool, verb, what string) *progress {
	p := &progress{verb: verb, what: what}
	if quiet {
		return p
	}
	p.out = os.Stderr
	if term.IsTerminal(int(os.Stderr.Fd())) {
		p.bar = progressbar.NewOptions(-1,
			progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription(verb),
			progressbar.OptionShowCount(), progressbar.OptionSetWidth(30), progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth())
	}
	p.last = time.Now()
	return p
}

func (p *progress) show(done, of int) {
	done = max(0, done)
	switch {
	case p.bar != nil:
		if of > 0 && p.bar.GetMax() != of {
			p.bar.ChangeMax(of)
		}
		p.bar.Set(done)
	case p.out != nil && time.Since(p.last) >= 5*time.Second:
		p.last = time.Now()
		if line := fmt.Sprintf("%s %s of %s %s", p.verb, thousands(done), thousands(of), p.what); line != p.said {
			p.said = line
			fmt.Fprintln(p.out, line)
		}
	}
}

func (p *progress) end() {
	if p.bar != nil {
		p.bar.Finish()
	}
}

// thousands prints a number with separators: 12,345.
func thousands[N ~int | ~int64 | ~uint64](n N) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// plural prints a count with its noun: "1 page", "2,000 pages".
func plural[N ~int | ~int64 | ~uint64](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}
