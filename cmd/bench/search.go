package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/store"
)

// queries are the kinds of thing people look for, and the same for SQLite
// FTS5, or "" where it has no way to say it.
var queries = []struct{ ours, theirs string }{
	{`detainer`, `detainer`},
	{`county`, `county`},
	{`"Ventura County"`, `"Ventura County"`},
	{`declined detainer`, `declined detainer`},
	{`report`, `report`},
	{`state department`, `state department`},
	{`benghazi`, `benghazi`},
	{`"of the"`, `"of the"`},
	{`table OR figure`, `table OR figure`},
	{`jail -county`, `jail NOT county`},
	{`immigr*`, `immigr*`},
	{`foia request`, `foia request`},
	{`"New York"`, `"New York"`},
	{`police`, `police`},
	{`total 2016`, `total 2016`},
	{`animal welfare inspection`, `animal welfare inspection`},
	{`libya intelligence`, `libya intelligence`},
	{`court order`, `court order`},
	{`wildlife`, `wildlife`},
	{`5,000`, ``},
	{`(b)(6)`, ``},
	{`kind:pdf tax`, ``},
	{`year:2012 secretary`, ``},
	{`secratary~`, ``},
}

// rounds is how often each query is asked; the first round warms.
const rounds = 11

// searching: over the whole corpus, through the server's JSON with snippets,
// facets and grouping, against the same words in SQLite FTS5 over the same
// pages and rows: ten best by bm25 and the exact total, no snippets.
func (b *bench) searching(ctx context.Context) error {
	c := b.command(ctx, "import", "--json", "--data", "corpus-data", b.corpus)
	c.Stderr = nil
	var exit *exec.ExitError
	if err := c.Run(); err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		return fmt.Errorf("import of the corpus: %w", err)
	}
	db, err := openFTS(filepath.Join(b.dir, "peer-search.db"))
	if err != nil {
		return err
	}
	defer db.Close()
	places, err := fill(ctx, db, filepath.Join(b.dir, "corpus-data"))
	if err != nil {
		return err
	}
	s := b.command(ctx, "serve", "--data", "corpus-data", "--addr", "127.0.0.1:0")
	s.Stderr = nil
	at, err := address(s)
	if err != nil {
		return err
	}
	defer end(s)
	var all, ours, theirs []time.Duration
	for round := range rounds {
		for _, q := range queries {
			o, err := ask(ctx, at, q.ours)
			if err != nil {
				return err
			}
			if round == 0 {
				continue
			}
			if all = append(all, o); q.theirs != "" {
				ours = append(ours, o)
			}
		}
	}
	// One after the other, so that neither waits for what the other left behind.
	for round := range rounds {
		for _, q := range queries {
			if q.theirs == "" {
				continue
			}
			p, err := askFTS(ctx, db, q.theirs)
			if err != nil {
				return err
			}
			if round > 0 {
				theirs = append(theirs, p)
			}
		}
	}
	b.add(fmt.Sprintf("search of %d pages and rows over HTTP, %d queries, p50 / p95", places, len(all)),
		millis(quantile(all, .5))+" / "+millis(quantile(all, .95)), "–", "–", "p95 below 20 ms")
	o, p := quantile(ours, .95), quantile(theirs, .95)
	b.add(fmt.Sprintf("of these the %d that SQLite can say, p50 / p95", len(ours)), millis(quantile(ours, .5))+" / "+millis(o),
		"SQLite FTS5, in process, no snippets or facets: "+millis(quantile(theirs, .5))+" / "+millis(p), fmt.Sprintf("%.2f at p95", float64(p)/float64(o)), "–")
	return nil
}

// fill puts the same pages and rows into SQLite.
func fill(ctx context.Context, fts *sql.DB, data string) (places int, err error) {
	db, err := store.Open(ctx, filepath.Join(data, "archive.db"))
	if err != nil {
		return 0, err
	}
	defer db.Close()
	contents, err := content.OpenDir(filepath.Join(data, "contents"))
	if err != nil {
		return 0, err
	}
	items, err := db.Items(ctx, store.Filter{})
	if err != nil {
		return 0, err
	}
	for _, it := range items {
		if it.State != archive.StateIndexed {
			continue
		}
		f, err := contents.Open(it.Digest)
		if err != nil {
			return places, err
		}
		texts, err := textsOf(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return places, fmt.Errorf("item %s: %w", it.Number, err)
		}
		n, err := insert(ctx, fts, texts)
		if err != nil {
			return places, err
		}
		places += n
	}
	_, err = fts.ExecContext(ctx, `INSERT INTO page (page) VALUES ('optimize')`)
	return places, err
}

func textsOf(f *content.File) (texts []string, err error) {
	for p, err := range f.Pages() {
		if err != nil {
			return nil, err
		}
		texts = append(texts, p.Text)
	}
	for _, t := range f.Head().Tables {
		for r, err := range f.Rows(t.Number, 0) {
			if err != nil {
				return nil, err
			}
			texts = append(texts, strings.Join(r.Cells, " "))
		}
	}
	return texts, nil
}

func askFTS(ctx context.Context, db *sql.DB, match string) (time.Duration, error) {
	begun := time.Now()
	rows, err := db.QueryContext(ctx, `SELECT rowid FROM page WHERE page MATCH ? ORDER BY bm25(page) LIMIT 10`, match)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return 0, err
		}
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	var total int
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM page WHERE page MATCH ?`, match).Scan(&total)
	return time.Since(begun), err
}

func quantile(all []time.Duration, q float64) time.Duration {
	slices.Sort(all)
	return all[min(len(all)-1, int(q*float64(len(all))))]
}

func millis(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}
