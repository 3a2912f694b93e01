package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/cite"
	"readingroom/archive/content"
	"readingroom/archive/lists"
)

// An opened is an item with its content, as far as there is any.
type opened struct {
	archive.Item
	file   *content.File // nil where it was not read
	source archive.Accession

	touched lists.Touched // by corrections
	newer   []string      // the numbers of the versions that replace it, the last of which holds
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

// document is what a citation is looked for in.
func (o opened) document() cite.Document {
	d := cite.Document{Item: o.Item}
	if o.file == nil {
		return d
	}
	head := o.head()
	d.Pages, d.Mail, d.Parts, d.Text = head.Pages, head.Mail, head.Parts, o.file
	for _, t := range head.Tables {
		d.Tables = append(d.Tables, t.Table)
	}
	return d
}

// open opens the item that the address names.
func (s *Site) open(c *gin.Context) (opened, error) {
	number := c.Param("item")
	if !archive.IsItemNumber(number) {
		return opened{}, notFound("“%s” is no item’s number. One looks like 2026-017-0003.", cut(number, 60))
	}
	return s.openItem(c.Request, number)
}

// openItem opens an item, unless it was withdrawn.
func (s *Site) openItem(r *http.Request, number string) (opened, error) {
	ctx := r.Context()
	it, err := s.Store.Item(ctx, number)
	if err != nil {
		return opened{}, err
	}
	if err := s.shown(ctx, it); err != nil {
		return opened{}, err
	}
	o := opened{Item: it}
	if o.newer, err = s.Store.Newer(ctx, number); err != nil {
		return opened{}, err
	}
	if o.source, err = s.Store.Accession(ctx, it.Accession); err != nil {
		return opened{}, err
	}
	if o.source, err = s.answering(r, o.source); err != nil {
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
