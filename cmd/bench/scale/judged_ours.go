package scale

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search"
	"readingroom/search/press"
)

// answered is how readingroom answered the queries of a collection.
type answered struct {
	Either []mark // their words with OR between them
	All    []mark // their words and nothing else, so that every one is required
}

// judgeOurs is "judge DIR COLLECTION".
func judgeOurs(ctx context.Context, args []string) error {
	c, err := readCollection(args[1])
	if err != nil {
		return err
	}
	x, contents, err := emptyIndex(filepath.Join(args[0], "judged"))
	if err != nil {
		return err
	}
	defer x.Close()
	if err := c.index(ctx, x, contents); err != nil {
		return err
	}
	ids := map[string]string{}
	for i, d := range c.docs {
		ids[judgedNumber(i)] = d.ID
	}
	with := func(between string) ([]mark, error) {
		return c.judge(func(words []string) (out []string, err error) {
			res, err := x.Search(ctx, search.Request{Query: strings.Join(words, between), Limit: deep, Places: 1, Brief: true, Facets: []string{}})
			for _, g := range res.Groups {
				out = append(out, ids[g.Item.Number])
			}
			return out, err
		})
	}
	var a answered
	if a.Either, err = with(" OR "); err != nil {
		return err
	}
	if a.All, err = with(" "); err != nil {
		return err
	}
	return say(a)
}

func judgedNumber(i int) string { return archive.ItemNumber("2026-004", i+1) }

// index puts each document into the index, as an item of one page that begins
// with its title.
func (c *collection) index(ctx context.Context, x search.Index, contents content.Dir) error {
	p := press.New(seed)
	var docs []content.Document
	flush := func() error {
		err := x.Index(ctx, docs)
		for _, d := range docs {
			err = errors.Join(err, d.File.Close())
		}
		docs = nil
		return err
	}
	for i, d := range c.docs {
		doc, err := p.Put(contents, press.Document{
			Item: archive.Item{
				Number: judgedNumber(i), Accession: "2026-004", State: archive.StateIndexed, Kind: archive.KindText,
				Title: d.Title, Digest: archive.DigestOf([]byte(judgedNumber(i))), Pages: 1,
			},
			Pages: []archive.Page{{Number: 1, Origin: archive.OriginText, Text: d.flat()}},
		})
		if err != nil {
			return err
		}
		if docs = append(docs, doc); len(docs) == batch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// flat is a document as one text.
func (d judgedText) flat() string {
	if d.Title == "" {
		return d.Text
	}
	return d.Title + "\n\n" + d.Text
}
