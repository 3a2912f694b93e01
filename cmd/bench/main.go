// Command bench measures readingroom beside its peers, in one run on one
// machine, and prints a table in Markdown for the manual.
//
//	go run ./cmd/bench [-corpus ../shared/corpus]                 the archive: import, search, start
//	go run ./cmd/bench pdf [-markdown] [-v] [../shared/corpus/pdf]  how PDFs are read
//	go run ./cmd/bench formats [-markdown] [-v] [FOLDER…]           how workbooks and office documents are read
//	go run ./cmd/bench mail [../shared/corpus]                    how e-mail is read
//	go run ./cmd/bench check [-v]                                 how articles are checked against the record
//	go run ./cmd/bench search [-pages N] [-rows N]                the search, beside SQLite, at the size of a real archive
//	go run ./cmd/bench draw FILE.pdf PAGE OUT.png                 what was read of a page, over its picture
//
// Seconds depend on the machine; the ratios less. A peer that is not installed
// is said, not guessed.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"text/tabwriter"
	"time"

	"readingroom/archive/extract"
	"readingroom/cmd/bench/scale"
	"readingroom/fixtures"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == extractOne {
		os.Exit(extract.ExtractOne(os.Stdin, os.Stdout, os.Getenv))
	}
	corpus := flag.String("corpus", "../shared/corpus", "a folder of real records; the sample collection where it is absent")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	switch flag.Arg(0) {
	case "":
		err = run(ctx, *corpus, os.Stdout)
	case "pdf":
		err = benchPDF(ctx, flag.Args()[1:], os.Stdout)
	case "formats":
		err = benchFormats(ctx, flag.Args()[1:], os.Stdout)
	case "mail":
		err = benchMail(ctx, flag.Args()[1:], os.Stdout)
	case "check":
		err = benchCheck(ctx, flag.Args()[1:], os.Stdout)
	case "mailread": // is run by mail itself
		err = readMail(ctx, flag.Args()[1:])
	case "search":
		err = scale.Run(ctx, flag.Args()[1:], watchPeak, pagesOf, os.Stdout, os.Stderr)
	case "draw":
		err = drawPage(ctx, flag.Args()[1:])
	case "read": // the next three are run by pdf itself
		err = readOne(ctx, flag.Args()[1:])
	case "picture":
		err = drawOnePage(ctx, flag.Args()[1:])
	case "stock":
		err = readStock(flag.Args()[1:], os.Stdout)
	default:
		err = fmt.Errorf("there is no %q", flag.Arg(0))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// A line of the table.
type line struct{ what, ours, peer, ratio, target string }

type bench struct {
	dir     string // everything is made here
	program string
	corpus  string
	lines   []line
}

func run(ctx context.Context, corpus string, w io.Writer) error {
	dir, err := os.MkdirTemp("", "readingroom-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{dir: dir, program: filepath.Join(dir, "readingroom")}
	if b.corpus, err = filepath.Abs(corpus); err != nil {
		return err
	}
	if _, err := os.Stat(b.corpus); err != nil {
		fmt.Fprintf(os.Stderr, "bench: no %s; the sample collection is measured instead\n", corpus)
		b.corpus = filepath.Join(dir, "samples")
		if err := os.CopyFS(filepath.Join(b.corpus, "pdf"), fixtures.Collection()); err != nil {
			return err
		}
	}
	build := exec.CommandContext(ctx, "go", "build", "-o", b.program, "./cmd/readingroom")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	for _, measure := range []func(context.Context) error{b.demo, b.start, b.importing, b.searching} {
		if err := measure(ctx); err != nil {
			return err
		}
	}
	return b.print(w)
}

func (b *bench) add(what, ours, peer, ratio, target string) {
	b.lines = append(b.lines, line{what, ours, peer, ratio, target})
	fmt.Fprintf(os.Stderr, "%s: %s; %s; %s (%s)\n", what, ours, peer, ratio, target)
}

func (b *bench) print(w io.Writer) error {
	fmt.Fprintf(w, "%s, %s %s/%s, %d cores\n\n", time.Now().Format("2 January 2006"), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	t := tabwriter.NewWriter(w, 0, 0, 1, ' ', tabwriter.Debug)
	fmt.Fprintln(t, "| what\t readingroom\t peer\t ratio\t target |")
	fmt.Fprintln(t, "|---\t---\t---\t---\t--- |")
	for _, l := range b.lines {
		fmt.Fprintf(t, "| %s\t %s\t %s\t %s\t %s |\n", l.what, l.ours, l.peer, l.ratio, l.target)
	}
	return t.Flush()
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

// command is the program with no archive but the one named.
func (b *bench) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, b.program, args...)
	c.Dir = b.dir
	c.Stderr = os.Stderr
	return c
}
