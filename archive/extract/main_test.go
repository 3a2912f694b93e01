package extract

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"readingroom/archive"
)

// TestMain lets the test binary be its own child process: "extract-one" reads
// a document, the others misbehave.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		if os.Args[1] == "extract-one" {
			os.Exit(ExtractOne(os.Stdin, os.Stdout, os.Getenv))
		}
		if mode, ok := strings.CutPrefix(os.Args[1], "child:"); ok {
			os.Exit(misbehave(mode))
		}
	}
	goleak.VerifyTestMain(m)
}

// misbehave says hello, as every child does, gives out a page, and goes wrong.
func misbehave(mode string) int {
	var j job
	if err := json.Unmarshal([]byte(os.Getenv(jobEnv)), &j); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	if err := confine(j.Limits); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	if mode == "mute" {
		fmt.Fprintln(os.Stderr, "unknown command")
		return 2
	}
	w := newFrameWriter(os.Stdout)
	_ = w.hello()
	if mode, ok := strings.CutPrefix(mode, "pdf:"); ok {
		return dieOfPDF(mode, j, w)
	}
	_ = w.sniffed(Outcome{MediaType: "text/plain", Kind: archive.KindText})
	_ = w.Page(archive.Page{Number: 1, Text: "before"})
	mode, of, _ := strings.Cut(mode, "=")
	switch mode {
	case "hog":
		var all [][]byte
		for {
			b := make([]byte, 64<<20)
			for i := 0; i < len(b); i += 4096 {
				b[i] = 1
			}
			all = append(all, b) //lint:ignore SA4010 that nothing is freed is the point
		}
	case "spin":
		//lint:ignore SA5002 hanging is the point
		for {
		}
	case "recurse":
		return recurse(1)
	case "exit":
		return 3
	case "panic":
		panic("no reader expects this")
	case "garbage":
		fmt.Print("garbage garbage garbage")
		time.Sleep(time.Minute)
	case "huge":
		_, _ = os.Stdout.Write([]byte{framePage, 0xff, 0xff, 0xff, 0xff})
		time.Sleep(time.Minute)
	case "cut":
		_, _ = os.Stdout.Write([]byte{framePage, 0, 0, 1, 0, '{'})
	case "part":
		_ = w.raw(framePart, []byte("half.bin"))
		_ = w.now(w.raw(frameChunk, []byte("half of it")))
		return 3
	case "more": // asks for the time it needs
		_ = w.allow(allowance{More: time.Minute, Pages: 7})
		time.Sleep(600 * time.Millisecond)
		_ = w.outcome(Outcome{MediaType: "text/plain", Kind: archive.KindText})
	case "stuck":
		_ = w.allow(allowance{More: 100 * time.Millisecond, Pages: 7})
		time.Sleep(time.Minute)
	case "greedy":
		_ = w.allow(allowance{More: -time.Minute})
		time.Sleep(time.Minute)
	case "snoop":
		if err := shutFiles(j.folders()); err != nil {
			_ = w.Notice(archive.Notice{Code: "open", Text: err.Error()})
		}
		_ = w.Page(archive.Page{Number: 2, Text: snoop(of)})
		_ = w.outcome(Outcome{MediaType: "text/plain", Kind: archive.KindText})
	case "sleep":
		time.Sleep(time.Minute)
	case "deaf": // has closed its output and stays
		_ = os.Stdout.Close()
		time.Sleep(time.Minute)
	case "flood":
		for n := 2; ; n++ {
			_ = w.Page(archive.Page{Number: n, Text: strings.Repeat("x", 1<<20)})
		}
	case "shout":
		for range 1000 {
			fmt.Fprintln(os.Stderr, strings.Repeat("x", 1000))
		}
		return 3
	}
	return 0
}

// snoop tells what a child can do with the file system; secret is a file of its parent's.
func snoop(secret string) string {
	var can []string
	try := func(what string, err error) {
		if err == nil {
			can = append(can, what)
		}
	}
	_, err := os.ReadFile(secret)
	try("read the parent's file", err)
	_, err = os.ReadDir("/")
	try("list the root", err)
	try("write beside it", os.WriteFile(secret+".new", nil, 0o600))
	try("write to scratch", os.WriteFile(filepath.Join(os.TempDir(), "a"), nil, 0o600))
	_, err = os.ReadDir("/usr")
	try("list /usr", err)
	done := make(chan error)
	go func() { // on whatever thread
		_, err := os.ReadFile("/etc/passwd")
		done <- err
	}()
	try("read /etc/passwd", <-done)
	return strings.Join(can, ", ")
}

// dieOfPDF gives out a PDF of four pages with a table on each, and dies before
// the third: of the first reader, of the second, or of both.
func dieOfPDF(of string, j job, w *frameWriter) int {
	pdf := Outcome{MediaType: "application/pdf", Kind: archive.KindPDF}
	_ = w.sniffed(pdf)
	_ = w.About(archive.About{Title: "Four pages"})
	for n := max(1, j.From); n <= 4; n++ {
		reader := "both"
		switch {
		case j.First:
			reader = "first"
		case j.Second:
			reader = "second"
		}
		if n == 3 && !j.First && !j.Second && of == "second" {
			w.asking(true)
		}
		if n == 3 && (of == "all" || !j.First && !j.Second || of == reader) {
			return 3
		}
		_ = w.Page(archive.Page{Number: n, Text: reader})
		_ = w.Table(archive.Table{Number: n + 1 - max(1, j.From), Page: n})
	}
	_ = w.outcome(pdf)
	return 0
}

func recurse(n int) int {
	var b [1024]byte
	b[n%1024] = 1
	return recurse(n+1) + int(b[0]) //lint:ignore SA5007 a stack without end is the point
}
