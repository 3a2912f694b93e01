package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// cite leads from a permanent address to where the archive shows the place.
func (s *Site) cite(c *gin.Context) {
	place := strings.TrimPrefix(c.Param("place"), "/")
	item, text, _ := strings.Cut(place, ":")
	if !archive.IsItemNumber(item) {
		s.fail(c, invalid("“%s” does not begin with an item’s number, such as 2026-017-0003.", cut(item, 60)))
		return
	}
	l, err := archive.ParseLocator(text)
	if err != nil {
		s.fail(c, invalid("“%s” names no place. A place looks like p12, p12:t2:r5, r14 or Sheet!B12.", cut(text, 80)))
		return
	}
	to, err := s.find(c.Request.Context(), item, l)
	if err != nil {
		s.fail(c, err)
		return
	}
	if form := formOf(c.Request); form != "" {
		path, rest := to, ""
		if i := strings.IndexAny(to, "?#"); i >= 0 {
			path, rest = to[:i], to[i:]
		}
		to = path + "." + form + rest
	}
	c.Header("Cache-Control", "no-cache")
	c.Redirect(http.StatusFound, to)
}

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
	if l.Page > 0 && l.Table == 0 {
		p, err := f.Page(l.Page)
		if errors.Is(err, archive.ErrNotFound) {
			return "", noSuchPage(it, l.Page, pages)
		}
		if err != nil {
			return "", err
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
	return rowInBookURL(item, t.Page, t.Number, number, l.Col, ""), nil
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
