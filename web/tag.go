package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// A Tag is what a document is filed under, and where the others under it are.
type Tag struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// TagLine are the names of the tags, as they are typed.
func (p *DocumentPage) TagLine() string {
	names := make([]string, len(p.Tags))
	for i, t := range p.Tags {
		names[i] = t.Name
	}
	return strings.Join(names, ", ")
}

func tagsOf(names []string) []Tag {
	tags := []Tag{}
	for _, n := range names {
		tags = append(tags, Tag{n, withQuery("/search", "tag", n)})
	}
	return tags
}

// tag files a document under what was typed, and under nothing else.
func (s *Site) tag(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 16<<10)
	item, by := c.Param("item"), strings.TrimSpace(c.PostForm("by"))
	if by == "" || len(by) > byLimit {
		s.fail(c, invalid("Say who files it, in at most %d characters.", byLimit))
		return
	}
	tags, err := archive.Tags(c.PostForm("tags"))
	if err != nil {
		s.fail(c, invalid("Tags are at most 50, of at most 60 characters each, without quotation marks, with commas between."))
		return
	}
	err = s.Ingest.Tag(c.Request.Context(), item, tags, by)
	if errors.Is(err, archive.ErrNotFound) {
		err = notFound("“%s” is no item’s number. One looks like 2026-017-0003.", cut(item, 60))
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.Log.Info("a document was tagged", "item", item, "tags", len(tags))
	c.Redirect(http.StatusSeeOther, itemURL(item))
}

// touched lets the index know what corrections say of items now.
func (s *Site) touched(ctx context.Context, corrections ...archive.Correction) error {
	var items []string
	for _, c := range corrections {
		for _, t := range c.Touches {
			items = append(items, t.At.Item)
		}
	}
	return s.Ingest.Relabel(ctx, items...)
}
