package web

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// An OEmbed is the answer of /oembed (oEmbed 1.0, oembed.com): how a place is
// put into another page.
type OEmbed struct {
	XMLName  xml.Name `json:"-" xml:"oembed"`
	Version  string   `json:"version" xml:"version"`
	Type     string   `json:"type" xml:"type"` // rich
	Title    string   `json:"title" xml:"title"`
	Author   string   `json:"author_name,omitempty" xml:"author_name,omitempty"`
	Provider string   `json:"provider_name" xml:"provider_name"`
	Home     string   `json:"provider_url" xml:"provider_url"`
	Age      int      `json:"cache_age" xml:"cache_age"` // seconds
	HTML     string   `json:"html" xml:"html"`
	Width    int      `json:"width" xml:"width"`
	Height   int      `json:"height" xml:"height"`

	Thumbnail       string `json:"thumbnail_url,omitempty" xml:"thumbnail_url,omitempty"`
	ThumbnailWidth  int    `json:"thumbnail_width,omitempty" xml:"thumbnail_width,omitempty"`
	ThumbnailHeight int    `json:"thumbnail_height,omitempty" xml:"thumbnail_height,omitempty"`
}

// oembed answers what an address of this archive looks like elsewhere.
func (s *Site) oembed(c *gin.Context) {
	given := c.Query("url")
	format := c.DefaultQuery("format", "json")
	if format != "json" && format != "xml" {
		s.fail(c, &fault{status: http.StatusNotImplemented, text: "The answer can be had as format=json or format=xml."})
		return
	}
	width, high, err := mostOf(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	p, ok := s.placeOf(c.Request, given)
	if !ok {
		s.fail(c, notFound("“%s” is no place of this archive that can be shown elsewhere: one looks like %s.", cut(given, 120), s.absolute(c.Request, "/cite/2026-017-0003:p12")))
		return
	}
	page, err := s.embedPage(c, p)
	if err != nil {
		s.fail(c, err)
		return
	}
	l, err := archive.ParseLocator(page.Citation.Locator)
	if err != nil {
		s.fail(c, err)
		return
	}
	o := OEmbed{
		Version: "1.0", Type: "rich", Title: page.Document.Title, Author: page.Source, Provider: archiveName, Home: s.absolute(c.Request, "/"), Age: 3600, Width: width, Height: min(high, embedHeight(l)),
	}
	if place := page.Citation.Place; place != "" {
		o.Title += ", " + place
	}
	o.HTML = card(s.absolute(c.Request, embedURL(p.Item, p.Locator)), o.Title, o.Width, o.Height)
	if page.Crop != nil {
		o.Thumbnail, o.ThumbnailWidth, o.ThumbnailHeight = page.Picture, page.Crop.Width, page.Crop.Height
	}
	c.Header("Access-Control-Allow-Origin", "*") // there is nothing in it but what everybody may read
	c.Header("Cross-Origin-Resource-Policy", "cross-origin")
	if format == "xml" {
		b, err := xml.MarshalIndent(o, "", "  ")
		if err != nil {
			s.fail(c, err)
			return
		}
		c.Data(http.StatusOK, "text/xml; charset=utf-8", append([]byte(xml.Header), b...))
		return
	}
	writeJSON(c, http.StatusOK, o)
}

// mostOf reads how large a card may be.
func mostOf(c *gin.Context) (width, high int, err error) {
	width, err = positive(c.Query("maxwidth"), embedWidth)
	if err == nil {
		high, err = positive(c.Query("maxheight"), embedPictured)
	}
	if err != nil {
		return 0, 0, invalid("“maxwidth” and “maxheight” are numbers of pixels.")
	}
	return max(embedLeast, min(width, embedWidth)), max(embedLeast/2, high), nil
}

var placePaths = []struct {
	pattern *regexp.Regexp
	make    func(m []string) string
}{
	{regexp.MustCompile(`^/(?:cite|embed)/(.+)$`), func(m []string) string { return m[1] }},
	{regexp.MustCompile(`^/items/([0-9-]+)$`), func(m []string) string { return m[1] }},
	{regexp.MustCompile(`^/items/([0-9-]+)/pages/(\d+)$`), func(m []string) string { return m[1] + ":p" + m[2] }},
}

// placeOf reads the place that an address of this archive shows.
func (s *Site) placeOf(r *http.Request, given string) (archive.Place, bool) {
	u, err := url.Parse(given)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return archive.Place{}, false
	}
	own, err := url.Parse(s.absolute(r, "/"))
	if err != nil || !strings.EqualFold(u.Host, own.Host) && !strings.EqualFold(u.Host, r.Host) {
		return archive.Place{}, false
	}
	for _, x := range placePaths {
		m := x.pattern.FindStringSubmatch(u.Path)
		if m == nil {
			continue
		}
		p, err := archive.ParsePlace(x.make(m))
		if err != nil {
			return p, false
		}
		if a, b, ok := strings.Cut(u.Query().Get("s"), "-"); ok && p.Locator == (archive.Locator{Page: p.Locator.Page}) && p.Locator.Page > 0 {
			from, err1 := strconv.Atoi(a)
			to, err2 := strconv.Atoi(b)
			if err1 == nil && err2 == nil && from >= 0 && from < to {
				p.Locator.From, p.Locator.To = from, to
			}
		}
		return p, true
	}
	return archive.Place{}, false
}
