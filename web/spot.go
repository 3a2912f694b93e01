package web

import (
	"errors"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/grid"
)

// A spot is a part of a table on a page that is to be drawn.
type spot struct {
	opened
	page  archive.Page
	words []archive.Word
	table archive.Table // zero where none was found
	part  grid.Part
	after []archive.Piece // where the table goes on
}

// spot opens the page and the part of a table that the address names.
func (s *Site) spot(c *gin.Context) (p spot, err error) {
	if p.opened, err = s.open(c); err != nil {
		return p, err
	}
	if p.file == nil {
		return p, notRead(p.Item)
	}
	n, err := positive(c.Param("page"), 0)
	if err != nil {
		return p, invalid("“%s” is no page’s number.", cut(c.Param("page"), 40))
	}
	p.page, err = p.file.Page(n)
	if errors.Is(err, archive.ErrNotFound) {
		return p, noSuchPage(p.Item, n, p.head().Pages)
	}
	if err != nil {
		return p, err
	}
	if _, ok := sized(p.page); !ok {
		return p, notFound("Page %d of %s has no size, so nothing can be drawn on it.", n, p.Number)
	}
	if p.words, err = p.file.Words(n); err != nil || c.Param("grid") == "new" {
		return p, err
	}
	nth, err := positive(c.Param("grid"), 0)
	if err != nil {
		return p, invalid("“%s” is no table’s number on a page.", cut(c.Param("grid"), 40))
	}
	return p, p.find(nth)
}

// find finds the nth table of the page, with its rows there.
func (p *spot) find(nth int) error {
	for _, t := range p.head().Tables {
		for i, piece := range t.Pieces {
			if piece.Page != p.page.Number || piece.OnPage != nth {
				continue
			}
			p.table, p.after = t.Table, t.Pieces[i+1:]
			rows, err := p.rowsOf(t.Number, piece)
			p.part = grid.Part{Page: piece.Page, OnPage: nth, Box: piece.Box, Rows: rows}
			if piece.Page == t.Page && piece.OnPage == t.OnPage {
				p.part.Header = t.Grid
				if t.Box != (archive.Box{}) {
					p.part.Box = p.part.Box.Union(t.Box)
				}
			}
			return err
		}
		if len(t.Pieces) == 0 && t.Page == p.page.Number && t.OnPage == nth {
			p.table, p.part = t.Table, grid.Part{Page: t.Page, OnPage: nth, Box: t.Box, Header: t.Grid}
			return nil
		}
	}
	return notFound("Page %d of %s has no table %d.", p.page.Number, p.Number, nth)
}

func (p *spot) rowsOf(table int, piece archive.Piece) (rows []archive.Row, err error) {
	for r, err := range p.file.Rows(table, piece.First) {
		if err != nil || len(rows) == piece.Rows {
			return rows, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}
