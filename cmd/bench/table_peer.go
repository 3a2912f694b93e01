package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"readingroom/cmd/bench/score"
)

// A tablePeer is another program that finds tables. It is told on its standard
// input which files to read, one a line, and prints for each a line of JSON:
// {"file", "tables": [{"page", "cells": [[row, col, text], …]}]}.
type tablePeer struct {
	name    string
	command func() (command []string, missing string)
}

// tablePeers are those that are looked for. PYTHON names another Python than
// python3, TABULA_JAR the jar of tabula-java.
var tablePeers = []tablePeer{
	{"pdfplumber", func() ([]string, string) {
		python := cmp.Or(os.Getenv("PYTHON"), "python3")
		if exec.Command(python, "-c", "import pdfplumber").Run() != nil {
			return nil, "not installed"
		}
		return []string{python, "-c", plumber}, ""
	}},
	{"tabula-java", func() ([]string, string) {
		jar := os.Getenv("TABULA_JAR")
		if _, err := exec.LookPath("java"); err != nil || jar == "" {
			return nil, "not installed"
		}
		return []string{cmp.Or(os.Getenv("PYTHON"), "python3"), "-c", tabulaJava, jar}, ""
	}},
}

// plumber finds tables with pdfplumber as it comes.
const plumber = `
import sys, json, pdfplumber
for line in sys.stdin:
    path, tables = line.rstrip("\n"), []
    try:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                for t in page.extract_tables():
                    cells = [[i, k, c] for i, row in enumerate(t) for k, c in enumerate(row) if c]
                    tables.append({"page": page.page_number, "cells": cells})
    except Exception as e:
        print(path, e, file=sys.stderr)
    print(json.dumps({"file": path, "tables": tables}), flush=True)
`

// tabulaJava finds tables with tabula-java, which guesses where they are.
const tabulaJava = `
import sys, json, subprocess
for line in sys.stdin:
    path, tables = line.rstrip("\n"), []
    out = subprocess.run(["java", "-Djava.awt.headless=true", "-jar", sys.argv[1], "-g", "-p", "all", "-f", "JSON", path], capture_output=True)
    try:
        for t in json.loads(out.stdout or b"[]"):
            cells = [[i, k, c["text"]] for i, row in enumerate(t["data"]) for k, c in enumerate(row) if c["text"]]
            tables.append({"page": t.get("page_number") or t.get("page") or 0, "cells": cells})
    except Exception as e:
        print(path, e, file=sys.stderr)
    print(json.dumps({"file": path, "tables": tables}), flush=True)
`

// peerTime is how long a peer may take for all files.
const peerTime = 4 * time.Minute

// tables has a peer read files; said is why it did not.
func (p tablePeer) tables(ctx context.Context, files []sample) (found map[string][]score.Table, said string) {
	command, missing := p.command()
	if missing != "" {
		return nil, missing
	}
	ctx, stop := context.WithTimeout(ctx, peerTime)
	defer stop()
	var list, out bytes.Buffer
	for _, s := range files {
		fmt.Fprintln(&list, s.path)
	}
	c := exec.CommandContext(ctx, command[0], command[1:]...)
	c.Stdin, c.Stdout = &list, &out
	began := time.Now()
	if err := c.Run(); err != nil {
		return nil, errors.Join(err, ctx.Err()).Error()
	}
	fmt.Fprintf(os.Stderr, "bench: %s read %d files in %s\n", p.name, len(files), time.Since(began).Round(time.Second))
	found = map[string][]score.Table{}
	for d := json.NewDecoder(&out); d.More(); {
		var one struct {
			File   string
			Tables []struct {
				Page  int
				Cells [][3]any
			}
		}
		if err := d.Decode(&one); err != nil {
			return nil, err.Error()
		}
		for _, t := range one.Tables {
			table := score.Table{Page: t.Page}
			for _, c := range t.Cells {
				row, _ := c[0].(float64)
				col, _ := c[1].(float64)
				text, _ := c[2].(string)
				table.Cells = append(table.Cells, score.Cell{Row: int(row), LastRow: int(row), Col: int(col), LastCol: int(col), Text: text})
			}
			found[one.File] = append(found[one.File], table)
		}
	}
	return found, ""
}
