package web

import (
	"errors"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/lists"
)

// An opened is an item with its content, as far as there is any.
type opened struct {
	archive.Item
	file   *content.File // nil where it was not read
	source archive.Accession

	touched lists.Touched // by corrections
}

func (o opened) close() {
	if o.file != nil {
		o.file.Close()
	}
}

func (o opened) head() content.Head {
	if o.file == nil {
		return content.Head{}
	}
	return o.file.Head()
}

// open opens the item that the address names.
func (s *Site) open(c *gin.Context) (opened, error) {
	ctx := c.Request.Context()
	number := c.Param("item")
	if !archive.IsItemNumber(number) {
		return opened{}, notFound("“%s” is no item’s number. One looks like 2026-017-0003.", cut(number, 60))
	}
	it, err := s.Store.Item(ctx, number)
	if err != nil {
		return opened{}, err
	}
	o := opened{Item: it}
	if o.source, err = s.Store.Accession(ctx, it.Accession); err != nil {
		return opened{}, err
	}
	if o.source, err = s.answering(c.Request, o.source); err != nil {
		return opened{}, err
	}
	if o.touched, err = s.Lists.Touched(ctx, number); err != nil {
		return opened{}, err
	}
	if err := s.openContent(&o); err != nil {
		return opened{}, err
	}
	return o, nil
}

// openContent opens what was read of an item; nothing, where nothing was.
func (s *Site) openContent(o *opened) (err error) {
	o.file, err = s.Contents.Open(o.Digest)
	if errors.Is(err, archive.ErrNotFound) {
		err = nil
	}
	return err
}

// citation cites a place of the item for this reader.
func (s *Site) citation(c *gin.Context, o opened, l archive.Locator) Citation {
	cited := cite(o.Item, o.source.Source, l, s.absolute(c.Request, PlaceURL(o.Number, l)), s.Now())
	s.warn(c, &cited, o.corrected(l))
	return cited
}
