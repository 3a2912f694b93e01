package web

import (
	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// A Meta is what the head of a page says of it to other programs: Open Graph
// (ogp.me), schema.org, and where oEmbed is had.
type Meta struct {
	Title, Description, URL, Image string
	ImageWidth, ImageHeight        int
	OEmbedJSON, OEmbedXML          string
	LD                             map[string]any
}

// A placed is a page of a place that is cited.
type placed interface {
	// place returns its document, its citation, and the address of its picture or "".
	place() (d Document, c *Citation, picture string)
}

func (p *DocumentPage) place() (Document, *Citation, string) { return p.Document, &p.Citation, p.Cover }

func (p *TextPage) place() (Document, *Citation, string) {
	if p.Crop != nil {
		return p.Document, &p.Citation, p.Crop.Src
	}
	return p.Document, &p.Citation, p.Picture
}
func (p *TablePage) place() (Document, *Citation, string) { return p.Document, &p.Citation, "" }
func (p *RowPage) place() (Document, *Citation, string) {
	if p.Crop != nil {
		return p.Document, &p.Citation, p.Crop.Src
	}
	return p.Document, &p.Citation, ""
}

// schemaTypes are the types of schema.org by kind of document.
var schemaTypes = map[archive.Kind]string{archive.KindSpreadsheet: "Dataset", archive.KindEmail: "EmailMessage", archive.KindImage: "ImageObject"}

// meta is nil for a page of no place.
func (s *Site) meta(c *gin.Context, page any) *Meta {
	p, ok := page.(placed)
	if !ok {
		return nil
	}
	d, cited, picture := p.place()
	m := &Meta{Title: cut(d.Title, 200), URL: cited.URL, Description: cut(cited.work.Quote, 300)}
	if cited.Place != "" {
		m.Title += ", " + cited.Place
	}
	if m.Description == "" {
		m.Description = d.What()
		if cited.work.Released != "" {
			m.Description += ", released by " + cited.work.Released
		}
		if d.Date != "" {
			m.Description += ", " + longDay(d.Date)
		}
	}
	if picture != "" {
		m.Image = s.absolute(c.Request, picture)
	}
	m.OEmbedJSON = withQuery(s.absolute(c.Request, "/oembed"), "url", cited.URL)
	m.OEmbedXML = withQuery(s.absolute(c.Request, "/oembed"), "format", "xml", "url", cited.URL)
	kind := schemaTypes[d.Kind]
	if kind == "" {
		kind = "Report"
	}
	m.LD = map[string]any{
		"@context": "https://schema.org", "@type": kind, "@id": s.absolute(c.Request, PlaceURL(d.Number, archive.Locator{})), "name": d.Title, "url": s.absolute(c.Request, d.URL),
		"identifier": []map[string]any{
			{"@type": "PropertyValue", "propertyID": "item", "value": d.Number}, {"@type": "PropertyValue", "propertyID": "SHA-256", "value": d.Digest},
		},
		"isAccessibleForFree": true,
		"encoding":            map[string]any{"@type": "MediaObject", "contentUrl": s.absolute(c.Request, originalURL(d.Number)), "encodingFormat": baseType(d.MediaType), "contentSize": digits(int(d.Size)), "sha256": d.Digest},
	}
	set := func(name, v string) {
		if v != "" {
			m.LD[name] = v
		}
	}
	set("datePublished", d.Date)
	set("text", cited.work.Quote)
	if cited.work.Released != "" {
		m.LD["publisher"] = map[string]any{"@type": "Organization", "name": cited.work.Released}
	}
	return m
}
