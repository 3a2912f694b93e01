package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"readingroom/archive/extract"
	"readingroom/archive/extract/ocr"
	"readingroom/cmd/bench/score"
	"readingroom/fixtures"
)

// tables compares the tables of PDFs with what should be in them.
func (b *pdfBench) tables(ctx context.Context) error {
	for _, measure := range []func(context.Context) error{b.icdar, b.tabula, b.nics, b.samplesOfOurs} {
		if err := measure(ctx); err != nil {
			return err
		}
	}
	return nil
}

// report reads a file as users have it read. What cannot be read has no tables.
func report(ctx context.Context, path string) extract.Report {
	f, err := os.Open(path)
	if err != nil {
		return extract.Report{Reason: err.Error()}
	}
	defer f.Close()
	b := reader()
	if eyes, err := ocr.Find(ctx); err == nil { // else scans are not read, and count as such
		b.Options.Tesseract, b.Options.Languages = eyes, []string{"eng"}
	}
	rep, err := b.Report(ctx, f, path)
	if err != nil {
		rep.Reason = cmp.Or(rep.Reason, err.Error())
	}
	return rep
}

// gridOf returns the tables of a report, cell by cell.
func gridOf(rep extract.Report) (tables []score.Table) {
	for _, t := range rep.Tables {
		table := score.Table{Page: t.Page}
		for _, c := range t.Cells {
			table.Cells = append(table.Cells, score.Cell{
				Row: c.Row, LastRow: c.Row + max(1, c.RowSpan) - 1, Col: c.Col, LastCol: c.Col + max(1, c.ColSpan) - 1, Text: c.Text,
			})
		}
		tables = append(tables, table)
	}
	return tables
}

// icdar: the tables of the ICDAR 2013 competition, complete process: what is
// found where no table is counts against precision.
func (b *pdfBench) icdar(ctx context.Context) error {
	files, err := b.in("icdar2013-eu")
	if err != nil {
		return err
	}
	truths := map[string][]score.Table{}
	var scored []sample
	for _, s := range files {
		t, err := score.Truth(s.path)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if len(t) > 0 {
			truths[s.name] = t
			scored = append(scored, s)
		}
	}
	if len(scored) == 0 {
		return nil
	}
	f := figures{
		title:  fmt.Sprintf("Tables of ICDAR 2013, %d documents", len(scored)),
		header: []string{"reader", "adjacency P", "R", "F", "pooled F", "cell F", "rows exact", "tables", "seconds"},
		note:   "Adjacency: pairs of neighbouring cells, P and R as means over documents; pooled F over all pairs together; cell F over all cell texts. Seconds by the clock: readingroom on all cores, a process for each document; the others one document after the other.",
	}
	row := func(name string, t *score.Tally, took time.Duration) {
		p, r := t.Adjacency()
		f.rows = append(f.rows, []string{
			name, three(p), three(r), three(score.F(p, r)), three(t.Pooled()), three(t.CellF()), three(t.RowsExact()), ofAll(t.Tables, t.TablesWanted), fmt.Sprintf("%.1f", took.Seconds()),
		})
	}
	var own score.Tally
	began := time.Now()
	each(scored, func(s sample) []score.Table { return gridOf(report(ctx, s.path)) }, func(s sample, got []score.Table) {
		p, r := own.Document(truths[s.name], got)
		fmt.Fprintf(b.log, "%-40s P %.3f R %.3f, %d tables for %d\n", s.name, p, r, len(got), len(truths[s.name]))
	})
	row("readingroom", &own, time.Since(began))
	for _, peer := range tablePeers {
		began := time.Now()
		found, said := peer.tables(ctx, scored)
		took := time.Since(began)
		if said != "" {
			f.rows = append(f.rows, []string{peer.name, said, "", "", "", "", "", "", ""})
			continue
		}
		var theirs score.Tally
		for _, s := range scored {
			theirs.Document(truths[s.name], found[s.path])
		}
		row(peer.name, &theirs, took)
	}
	b.add(f)
	return nil
}

// tabula: what tabula-java's tests expect of its own samples, some by areas
// that people drew.
func (b *pdfBench) tabula(ctx context.Context) error {
	files, err := b.in("tabula")
	if err != nil {
		return err
	}
	wanted := map[string][][]string{}
	var scored []sample
	for _, s := range files {
		base := strings.TrimSuffix(filepath.Base(s.path), filepath.Ext(s.path))
		rows, err := expected(filepath.Join(filepath.Dir(s.path)), base)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if len(rows) > 0 {
			wanted[s.name] = rows
			scored = append(scored, s)
		}
	}
	if len(scored) == 0 {
		return nil
	}
	rows, allRows, cells, allCells := 0, 0, 0, 0
	f := figures{title: fmt.Sprintf("Tables of tabula-java's tests, %d documents", len(scored)), header: []string{"document", "rows exact", "cells found"}}
	each(scored, func(s sample) []score.Table { return gridOf(report(ctx, s.path)) }, func(s sample, got []score.Table) {
		var want []score.Cell
		for i, r := range wanted[s.name] {
			for k, text := range r {
				want = append(want, score.Cell{Row: i, LastRow: i, Col: k, LastCol: k, Text: text})
			}
		}
		var gotRows, gotCells []string
		for _, t := range got {
			gotRows, gotCells = append(gotRows, score.Rows(t.Cells)...), append(gotCells, score.Texts(t.Cells)...)
		}
		wantRows, wantCells := score.Rows(want), score.Texts(want)
		r, c := score.Common(wantRows, gotRows), score.Common(wantCells, gotCells)
		rows, allRows, cells, allCells = rows+r, allRows+len(wantRows), cells+c, allCells+len(wantCells)
		f.rows = append(f.rows, []string{filepath.Base(s.name), ofAll(r, len(wantRows)), ofAll(c, len(wantCells))})
	})
	slices.SortFunc(f.rows, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	f.rows = append(f.rows, []string{
		"all", fmt.Sprintf("%s (%.3f)", ofAll(rows, allRows), score.Share(rows, allRows)), fmt.Sprintf("%s (%.3f)", ofAll(cells, allCells), score.Share(cells, allCells)),
	})
	b.add(f)
	return nil
}

// expected reads the rows that stand in expected-csv, else in expected-json.
func expected(dir, base string) (rows [][]string, err error) {
	c, err := os.ReadFile(filepath.Join(dir, "expected-csv", base+".csv"))
	if err == nil {
		r := csv.NewReader(bytes.NewReader(c))
		r.FieldsPerRecord, r.LazyQuotes = -1, true
		return r.ReadAll()
	}
	j, jerr := os.ReadFile(filepath.Join(dir, "expected-json", base+".json"))
	if errors.Is(err, fs.ErrNotExist) && errors.Is(jerr, fs.ErrNotExist) {
		return nil, nil
	}
	type table struct {
		Data [][]struct {
			Text string `json:"text"`
		} `json:"data"`
	}
	var all []table
	if err := json.Unmarshal(j, &all); err != nil {
		var one table
		if err := json.Unmarshal(j, &one); err != nil {
			return nil, err
		}
		all = []table{one}
	}
	for _, t := range all {
		for _, r := range t.Data {
			var row []string
			for _, c := range r {
				row = append(row, c.Text)
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// nics: the rows of states in the FBI's tables of background checks, exact to
// the last figure, against the rows that BuzzFeed News took from them.
func (b *pdfBench) nics(ctx context.Context) error {
	files, err := b.in("nics")
	if err != nil {
		return err
	}
	f := figures{title: "Rows of states in the FBI's background checks", header: []string{"document", "pages", "rows exact", "share"}}
	for _, s := range files {
		names, err := filepath.Glob(filepath.Join(filepath.Dir(s.path), "expected-*.csv"))
		if err != nil || len(names) == 0 {
			return err
		}
		c, err := os.ReadFile(names[0])
		if err != nil {
			return err
		}
		r := csv.NewReader(bytes.NewReader(c))
		r.FieldsPerRecord = -1
		wanted, err := r.ReadAll()
		if err != nil {
			return fmt.Errorf("%s: %w", names[0], err)
		}
		rep := report(ctx, s.path)
		var want, got []string
		for _, row := range wanted[1:] {
			want = append(want, figuresOf(row[1:])) // the month stands above the table
		}
		for _, t := range rep.Tables {
			for _, row := range t.Rows {
				got = append(got, figuresOf(row.Cells))
			}
		}
		n := score.Common(want, got)
		f.rows = append(f.rows, []string{filepath.Base(s.name), fmt.Sprint(len(rep.Pages)), ofAll(n, len(want)), three(score.Share(n, len(want)))})
	}
	if len(f.rows) > 0 {
		b.add(f)
	}
	return nil
}

// figuresOf joins the cells of a row that hold anything, figures without commas.
func figuresOf(cells []string) string {
	var all []string
	for _, c := range cells {
		if c = strings.Join(strings.Fields(strings.ReplaceAll(c, ",", "")), " "); c != "" {
			all = append(all, c)
		}
	}
	return strings.Join(all, "\t")
}

// samplesOfOurs: the rows of the project's own documents against their truth,
// those with pages that are pictures apart.
func (b *pdfBench) samplesOfOurs(ctx context.Context) error {
	f := figures{title: "Rows of the sample collection", header: []string{"document", "tables", "rows exact"}, note: "(scan): a page of it is a picture."}
	rows, all := 0, 0
	for _, name := range fixtures.Truths() {
		if filepath.Ext(name) != ".pdf" {
			continue
		}
		truth, err := fixtures.TruthOf(name)
		if err != nil {
			return err
		}
		if len(truth.Tables) == 0 {
			continue
		}
		c, err := fs.ReadFile(fixtures.Collection(), truth.File)
		if err != nil {
			return err
		}
		path := filepath.Join(b.dir, "sample.pdf")
		if err := os.WriteFile(path, c, 0o644); err != nil {
			return err
		}
		rep := report(ctx, path)
		var want, got []string
		for _, t := range truth.Tables {
			for _, r := range t.Rows {
				want = append(want, rowOf(r.Cells))
			}
		}
		for _, t := range rep.Tables {
			for _, r := range t.Rows {
				got = append(got, rowOf(r.Cells))
			}
		}
		n := score.Common(want, got)
		scan := slices.ContainsFunc(truth.Pages, func(p fixtures.Page) bool { return p.Origin == "ocr" })
		if scan {
			name += " (scan)"
		} else {
			rows, all = rows+n, all+len(want)
		}
		f.rows = append(f.rows, []string{name, ofAll(len(rep.Tables), len(truth.Tables)), ofAll(n, len(want))})
	}
	f.rows = append(f.rows, []string{"all without scans", "", fmt.Sprintf("%s (%.3f)", ofAll(rows, all), score.Share(rows, all))})
	b.add(f)
	return nil
}

// rowOf joins the cells of a row, white space within them alike.
func rowOf(cells []string) string {
	all := make([]string, len(cells))
	for i, c := range cells {
		all[i] = strings.Join(strings.Fields(c), " ")
	}
	return strings.TrimRight(strings.Join(all, "\t"), "\t")
}
