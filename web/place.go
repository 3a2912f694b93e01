package web

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"readingroom/archive"
	"readingroom/archive/cite"
	"readingroom/archive/content"
)

// find returns the address of the page that shows a place.
func (s *Site) find(ctx context.Context, item string, l archive.Locator) (string, error) {
	it, err := s.Store.Item(ctx, item)
	if err != nil {
		return "", err
	}
	if l.IsZero() {
		return itemURL(item), nil
	}
	f, err := s.Contents.Open(it.Digest)
	if errors.Is(err, archive.ErrNotFound) {
		return "", notRead(it)
	}
	if err != nil {
		return "", err
	}
	defer f.Close()
	pages := f.Head().Pages
	if l.Mail != "" || l.Part > 0 {
		return s.findInMail(ctx, it, f, l)
	}
	if l.Page > 0 && l.Table == 0 {
		p, err := f.Page(l.Page)
		if errors.Is(err, archive.ErrNotFound) {
			return "", noSuchPage(it, l.Page, pages)
		}
		if err != nil {
			return "", err
		}
		if l.Region != (archive.Region{}) {
			if whole, ok := sized(p); !ok || !visible(within(l.Region.Box(), whole)) {
				return "", notFound("Page %d of %s is %g by %g points, so there is no region %s on it.", l.Page, item, p.Width, p.Height, regionText(l.Region))
			}
			return regionURL(item, l.Page, l.Region), nil
		}
		if l.To == 0 {
			return pageURL(item, l.Page, ""), nil
		}
		if n := len([]rune(p.Text)); l.To > n {
			return "", notFound("Page %d of %s has %s, so there is no passage %d–%d.", l.Page, item, count(n, "character", "characters"), l.From+1, l.To)
		}
		return spanURL(item, l.Page, l.From, l.To), nil
	}
	t, number, err := f.Find(l)
	if err != nil {
		switch {
		case l.Page > pages:
			return "", noSuchPage(it, l.Page, pages)
		case l.Sheet != "":
			return "", notFound("Document %s has no sheet “%s”. It has %s.", item, cut(l.Sheet, 80), countOrNo(len(f.Head().Tables), "table", "tables"))
		case l.Page > 0:
			return "", notFound("Page %d of %s has no table %d.", l.Page, item, l.Table)
		}
		return "", notFound("Document %s is not one table, so it has no record %d.", item, l.Row)
	}
	if l.Row == 0 {
		for _, p := range t.Pieces { // the part on that page
			if p.Page == l.Page && p.OnPage == l.Table {
				return tableFromURL(item, t.Number, p.First), nil
			}
		}
		return tableURL(item, t.Number), nil
	}
	row, err := f.Row(t.Number, number)
	if errors.Is(err, archive.ErrNotFound) && isHeader(t, number) {
		return tableURL(item, t.Number), nil
	}
	if errors.Is(err, archive.ErrNotFound) {
		return "", noSuchPlace(item, t, l)
	}
	if err != nil {
		return "", err
	}
	if l.Col > max(len(row.Cells), len(t.Header)) {
		return "", notFound("Row %d of this table has %s.", l.Row, count(len(row.Cells), "cell", "cells"))
	}
	if l.LastRow > 0 {
		return rangeURL(item, t.Number, l), nil
	}
	return rowInBookURL(item, t.Page, t.Number, number, l.Col, ""), nil
}

// findInMail returns the address of the page that shows a part of an e-mail.
func (s *Site) findInMail(ctx context.Context, it archive.Item, f *content.File, l archive.Locator) (string, error) {
	head := f.Head()
	switch {
	case head.Mail == nil:
		return "", notFound("Document %s is no e-mail, so it has no %s.", it.Number, inWords(l))
	case l.Mail == archive.MailHead:
		return withQuery(itemURL(it.Number), "part", l.String()) + "#cited", nil
	case l.Part > len(head.Parts):
		return "", notFound("E-mail %s has %s, and none is numbered %d.", it.Number, countOrNo(len(head.Parts), "attachment", "attachments"), l.Part)
	case l.Part > 0:
		number, err := s.Store.ByDigest(ctx, head.Parts[l.Part-1].Digest.String())
		return itemURL(number), err
	}
	p, err := f.Page(1)
	if err != nil {
		return "", err
	}
	if l.Par == 0 && l.To == 0 {
		return pageURL(it.Number, 1, ""), nil
	}
	from, to, ok := cite.Place(p.Text, l)
	if !ok {
		return "", notFound("The body of e-mail %s has %s in %s, so there is no %s.", it.Number, count(len([]rune(p.Text)), "character", "characters"), count(len(cite.Paragraphs(p.Text)), "paragraph", "paragraphs"), inWords(l))
	}
	return withQuery(pageURL(it.Number, 1, ""), "s", fmt.Sprintf("%d-%d", from, to), "part", l.String()) + "#cited", nil
}

// noSuchPlace says how many rows there are where a row was looked for.
func noSuchPlace(item string, t archive.Table, l archive.Locator) error {
	rows, where := t.Rows, ""
	for _, p := range t.Pieces {
		if len(t.Pieces) > 1 && p.Page == l.Page && p.OnPage == l.Table {
			rows, where = p.Rows, fmt.Sprintf(" on page %d", p.Page)
		}
	}
	return notFound("This table of %s has %s%s, and none is numbered %d.", item, countOrNo(rows, "row", "rows"), where, l.Row)
}

// isHeader reports whether a row of a sheet stands above the data of a table.
func isHeader(t archive.Table, row int) bool {
	for _, n := range t.HeaderRows {
		if n == row {
			return true
		}
	}
	for _, r := range t.Head {
		if r.Number == row {
			return true
		}
	}
	return false
}

func noSuchPage(it archive.Item, page, pages int) error {
	switch {
	case pages == 0 && it.State == archive.StateAside:
		return notRead(it)
	case pages == 0:
		return notFound("Document %s has no pages.", it.Number)
	}
	return notFound("Document %s has %s, so there is no page %d.", it.Number, count(pages, "page", "pages"), page)
}

// notRead says why a document has no places yet.
func notRead(it archive.Item) error {
	if it.State == archive.StateAside {
		return notFound("Document %s was not read: %s", it.Number, strings.TrimPrefix(plain(it.Reason), notReadYet))
	}
	return notFound("Document %s is waiting to be read. Try again in a moment.", it.Number)
}
