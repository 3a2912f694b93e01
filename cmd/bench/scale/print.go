package scale

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search/press"
)

// seed is that of all archives here.
const seed = 42

// printed is what a made-up archive holds.
type printed struct {
	Documents, Pages, Rows int
	PageText, RowText      int64 // bytes
	Sample                 archive.Digest
}

// The kinds of documents, which are printed and indexed apart.
const (
	texts  = "texts"
	tables = "tables"
)

// printCorpus is "print DIR KIND N": documents up to so many pages or rows.
// Their content goes where an archive has it, what else is known of them into
// one file.
func printCorpus(ctx context.Context, args []string) error {
	dir, kind, most := args[0], args[1], 0
	if _, err := fmt.Sscan(args[2], &most); err != nil {
		return err
	}
	contents, err := content.OpenDir(filepath.Join(dir, "contents"))
	if err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, kind+".gob"))
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	enc := gob.NewEncoder(w)
	p := press.New(seed)
	all := printed{Sample: sample()}
	for n := 1; most > 0; n += 64 {
		docs := make([]press.Document, 64)
		var g errgroup.Group
		g.SetLimit(runtime.NumCPU())
		for i := range docs {
			g.Go(func() error {
				if kind == texts {
					docs[i] = p.Text(n + i)
				} else {
					docs[i] = p.Sheet(n + i)
				}
				return nil
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
		for i := range docs {
			d := &docs[i]
			most = cut(d, kind, most)
			for _, page := range d.Pages {
				all.PageText += int64(len(page.Text))
			}
			for _, t := range d.Tables {
				for _, r := range t.Data {
					for _, c := range r.Cells {
						all.RowText += int64(len(c) + 1)
					}
				}
			}
			all.Pages += len(d.Pages)
			all.Rows += d.Item.Rows
			if len(d.Spoken) == 0 {
				docs = docs[:i]
				break
			}
		}
		all.Documents += len(docs)
		for i := range docs {
			g.Go(func() error {
				doc, err := p.Put(contents, docs[i])
				if err != nil {
					return err
				}
				return doc.File.Close()
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
		for _, d := range docs {
			d.Pages, d.Tables = nil, nil
			if err := enc.Encode(d); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		return err
	}
	return say(all)
}

// cut takes what is too much off a document, and returns how much is left to print.
func cut(d *press.Document, kind string, most int) int {
	if kind == texts {
		d.Pages = d.Pages[:min(most, len(d.Pages))]
		d.Item.Pages = len(d.Pages)
	} else {
		t := &d.Tables[0]
		t.Data = t.Data[:min(most, len(t.Data))]
		d.Item.Rows = len(t.Data)
	}
	n := max(d.Item.Pages, d.Item.Rows)
	d.Spoken = d.Spoken[:n]
	return most - n
}

// documents opens what was printed, one after the other. Who takes one closes it.
func documents(dir, kind string, contents content.Dir, p *press.Press, take func(press.Document, content.Document) error) error {
	f, err := os.Open(filepath.Join(dir, kind+".gob"))
	if err != nil {
		return err
	}
	defer f.Close()
	dec := gob.NewDecoder(bufio.NewReader(f))
	for {
		var d press.Document
		if err := dec.Decode(&d); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		doc, err := p.Open(contents, d)
		if err != nil {
			return err
		}
		if err := take(d, doc); err != nil {
			return fmt.Errorf("document %s: %w", d.Item.Number, err)
		}
	}
}
