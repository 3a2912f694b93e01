package web

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/store"
)

// An atomFeed is a feed as RFC 4287 has it.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  string      `xml:"author>name"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

// feedLength is how many of the newest a feed has.
const feedLength = 50

func (s *Site) jurisdictionOrFeed(c *gin.Context) {
	slug := strings.Trim(c.Param("slug"), "/")
	e, ok := s.gazetteer().BySlug(slug)
	if !ok || formOf(c.Request) != "atom" {
		show(s, "jurisdiction", s.jurisdiction)(c)
		return
	}
	if err := s.jurisdictionFeed(c, slug, e.Jurisdiction); err != nil {
		s.fail(c, err)
	}
}

// jurisdictionFeed is the documents that speak of a jurisdiction, the newest in
// the archive first.
func (s *Site) jurisdictionFeed(c *gin.Context, slug string, j archive.Jurisdiction) error {
	all, err := s.Store.Speaking(c.Request.Context(), slug, store.Speakers{Limit: feedLength, Newest: true})
	if err != nil {
		return err
	}
	self := s.absolute(c.Request, jurisdictionURL(slug)+".atom")
	f := atomFeed{
		ID: self, Title: "Records that speak of " + j.Name, Author: "Reading room", Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links: []atomLink{{"self", "application/atom+xml", self}, {"alternate", "text/html", s.absolute(c.Request, jurisdictionURL(slug))}},
	}
	for i, x := range all {
		at := x.Created.UTC().Format(time.RFC3339)
		if i == 0 {
			f.Updated = at
		}
		f.Entries = append(f.Entries, atomEntry{
			ID: "urn:uuid:" + x.ID.String(), Title: oneLine(x.Title), Updated: at, Link: atomLink{"alternate", "text/html", s.absolute(c.Request, itemURL(x.Number))},
			Summary: fmt.Sprintf("%s: %s and %s speak of %s.", x.Source, count(x.Pages, "page", "pages"), count(x.Rows, "row", "rows"), j.Name),
		})
	}
	return writeAtom(c, f)
}

func writeAtom(c *gin.Context, f atomFeed) error {
	b, err := xml.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	c.Data(200, "application/atom+xml; charset=utf-8", append([]byte(xml.Header), b...))
	return nil
}
