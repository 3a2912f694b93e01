package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestManual runs the manual's examples: in each block marked console, a line
// with "$ " is run in one folder that holds the sample collection as release/,
// and the lines after it are what it prints. "…" stands for any text, a line
// of nothing else for any lines.
func TestManual(t *testing.T) {
	names, err := fs.Glob(manualPages(), "*.md")
	if err != nil {
		t.Fatal(err)
	}
	runs := 0
	for _, name := range names {
		page, err := fs.ReadFile(manualPages(), name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			samples(t, dir)
			for _, f := range table.FindAllStringSubmatch(string(page), -1) {
				if err := os.WriteFile(filepath.Join(dir, f[1]), []byte(f[2]), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for _, ex := range examples(string(page)) {
				runs++
				r := readingroom(t, dir, ex.args...)
				if r.code != 0 && !strings.HasPrefix(ex.shown, "Accession") && !slices.Contains(ex.args, "import") {
					t.Errorf("%v: exit code %d\n%s", ex.args, r.code, r.err)
				}
				if !ex.pattern().MatchString(r.out) {
					t.Errorf("%v printed\n%s\nand the manual says\n%s", ex.args, r.out, ex.shown)
				}
			}
		})
	}
	if runs < 10 {
		t.Errorf("only %d examples were run", runs)
	}
}

type example struct {
	args  []string
	shown string
}

// table is a block that stands for a file of that name: ```csv laws.csv.
var table = regexp.MustCompile("(?s)```csv (\\w+\\.csv)\n(.*?)```")

var console = regexp.MustCompile("(?s)```console\n(.*?)```")

func examples(page string) []example {
	var all []example
	for _, block := range console.FindAllStringSubmatch(page, -1) {
		for line := range strings.Lines(block[1]) {
			if cmd, ok := strings.CutPrefix(line, "$ readingroom "); ok {
				all = append(all, example{args: words(cmd)})
			} else if n := len(all); n > 0 {
				all[n-1].shown += line
			}
		}
	}
	return all
}

// words splits a command line as a shell would, as far as the manual goes.
func words(line string) []string {
	var all []string
	for _, m := range regexp.MustCompile(`'([^']*)'|"([^"]*)"|(\S+)`).FindAllStringSubmatch(line, -1) {
		all = append(all, m[1]+m[2]+m[3])
	}
	return all
}

func (e example) pattern() *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`(?s)\A`)
	for line := range strings.Lines(e.shown) {
		if strings.TrimSpace(line) == "…" {
			b.WriteString(`.*`)
			continue
		}
		b.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), "…", `[^\n]*`))
	}
	b.WriteString(`\z`)
	return regexp.MustCompile(b.String())
}

func TestManualIndexNamesEveryPage(t *testing.T) {
	all, err := topics()
	if err != nil {
		t.Fatal(err)
	}
	begin, err := fs.ReadFile(manualPages(), "begin.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range all {
		if !strings.Contains(string(begin), "\n| "+topic.name+" |") {
			t.Errorf("begin.md does not list %s", topic.name)
		}
	}
	// Every command is in commands.md.
	commands, err := fs.ReadFile(manualPages(), "commands.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range newRoot().Commands() {
		if !c.Hidden && !strings.Contains(string(commands), "readingroom "+c.Name()) {
			t.Errorf("commands.md does not name %s", c.Name())
		}
	}
}
