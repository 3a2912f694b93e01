package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
	_ "modernc.org/sqlite"
)

// importing: the PDFs of the corpus, against pdftotext on all cores and one
// insert per page into SQLite FTS5, a transaction per document.
func (b *bench) importing(ctx context.Context) error {
	pdfs, err := b.pdfs()
	if err != nil {
		return err
	}
	var report struct {
		Pages   int
		Seconds float64
	}
	c := b.command(ctx, append([]string{"import", "--json", "--ocr", "off", "--data", "pdf-data"}, pdfs...)...)
	c.Stderr = nil // the files set aside
	out, err := c.Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		return fmt.Errorf("import of the corpus: %w", err)
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return err
	}
	ours := float64(report.Pages) / report.Seconds
	what := fmt.Sprintf("import of %d PDFs, pages a second; scans are not read from their pictures", len(pdfs))
	said := fmt.Sprintf("%.0f (%d pages)", ours, report.Pages)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		b.add(what, said, "pdftotext is not installed", "–", "at least 0.25")
		return nil
	}
	pages, took, err := b.pdftotext(ctx, pdfs)
	if err != nil {
		return err
	}
	theirs := float64(pages) / took.Seconds()
	b.add(what, said, fmt.Sprintf("pdftotext + SQLite FTS5: %.0f (%d pages)", theirs, pages), fmt.Sprintf("%.2f", ours/theirs), "at least 0.25")
	return nil
}

// patience is how long pdftotext may take for one file: some are made to hang it.
const patience = 10 * time.Second

func (b *bench) pdftotext(ctx context.Context, pdfs []string) (pages int, took time.Duration, err error) {
	db, err := openFTS(filepath.Join(b.dir, "peer.db"))
	if err != nil {
		return 0, 0, err
	}
	defer db.Close()
	begun := time.Now()
	texts := make(chan []string)
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.NumCPU() + 1)
	g.Go(func() error {
		for doc := range texts {
			n, err := insert(gctx, db, doc)
			if err != nil {
				return err
			}
			pages += n
		}
		return nil
	})
	var read errgroup.Group
	read.SetLimit(runtime.NumCPU())
	for _, p := range pdfs {
		read.Go(func() error {
			one, stop := context.WithTimeout(gctx, patience)
			defer stop()
			out, _ := exec.CommandContext(one, "pdftotext", "-q", p, "-").Output() // what it cannot read has no pages
			select {
			case texts <- strings.SplitAfter(string(bytes.ToValidUTF8(out, nil)), "\f"):
				return nil
			case <-gctx.Done():
				return gctx.Err()
			}
		})
	}
	err = read.Wait()
	close(texts)
	return pages, time.Since(begun), errors.Join(err, g.Wait())
}

func openFTS(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)")
	if err != nil {
		return nil, err
	}
	_, err = db.Exec(`CREATE VIRTUAL TABLE page USING fts5(text, tokenize = 'porter')`)
	return db, err
}

func insert(ctx context.Context, db *sql.DB, pages []string) (n int, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	for _, p := range pages {
		if p == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO page (text) VALUES (?)`, p); err != nil {
			return n, err
		}
		n++
	}
	return n, tx.Commit()
}
