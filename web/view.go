package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// A view is how a reader looks at a page: as its picture, as its text, or both,
// and how large the picture is.
type view struct {
	show string // picture, text or both
	zoom string // fit, 100 or 200
}

// viewOf reads how a page is wanted, "?view=text&zoom=200".
func viewOf(c *gin.Context) (view, error) {
	v := view{show: c.Query("view"), zoom: c.Query("zoom")}
	switch v.show {
	case "", "picture", "text", "both":
	default:
		return v, invalid("A page is shown as its picture, its text, or both (view=picture, text or both).")
	}
	switch v.zoom {
	case "", "fit", "100", "200":
	default:
		return v, invalid("A picture is shown to fit the width, at 100 %% or at 200 %% (zoom=fit, 100 or 200).")
	}
	return v, nil
}

// at returns the address of a page looked at in this way.
func (v view) at(item string, page int, q, span string) string {
	u := withQuery(pageURL(item, page, ""), "q", q, "s", span, "view", v.show, "zoom", v.zoom)
	if span != "" {
		u += "#cited"
	}
	return u
}

// switches are the other ways to look at the page.
func (v view) switches(p *TextPage, item, span string) {
	for _, x := range []struct{ title, show string }{{"Picture and text", ""}, {"Picture", "picture"}, {"Text", "text"}} {
		to := view{x.show, v.zoom}
		p.Views = append(p.Views, Tab{x.title, to.at(item, p.Number, p.Query, span), v.show == x.show || v.show == "both" && x.show == ""})
	}
	if v.show == "text" {
		return
	}
	for _, x := range []struct{ title, zoom string }{{"Fit the width", ""}, {"100 %", "100"}, {"200 %", "200"}} {
		to := view{v.show, x.zoom}
		p.Zooms = append(p.Zooms, Tab{x.title, to.at(item, p.Number, p.Query, span), v.zoom == x.zoom || v.zoom == "fit" && x.zoom == ""})
	}
}

// A Thumb is a page in the strip beside a page.
type Thumb struct {
	Number  int
	URL     string
	Src     string // its small picture; "": there is none
	Width   int    // pixels of the screen
	Height  int
	Current bool
	Hit     bool // the words of the query stand on it
	Gap     bool // pages are left out before it
}

// How many pages of the strip stand on each side of a page.
const thumbsAround = 5

// thumbs are the pages about page n, the first and the last.
func (v view) thumbs(o opened, n int, q string, hits map[int]bool) ([]Thumb, error) {
	const width, thumbPixels = 72, 160 // fine enough for a screen of two dots a pixel
	item, pages := o.Number, o.head().Pages
	var out []Thumb
	last := 0
	for i := 1; i <= pages; i++ {
		if i > 1 && i < n-thumbsAround {
			i = n - thumbsAround
		}
		if i < pages && i > n+thumbsAround {
			i = pages
		}
		t := Thumb{Number: i, URL: v.at(item, i, q, ""), Current: i == n, Hit: hits[i], Gap: i > last+1, Width: width}
		page, err := o.file.Page(i)
		if err != nil {
			return nil, err
		}
		if box, ok := sized(page); ok {
			t.Height = int(max(8, min(width*box[3]/box[2], 3*width)))
			t.Src = pictureURL(item, i, archive.Box{}, thumbPixels)
		}
		out = append(out, t)
		last = i
	}
	return out, nil
}

// turn leads from the number of a page, typed in, to that page.
func (s *Site) turn(c *gin.Context) {
	item := c.Param("item")
	if !archive.IsItemNumber(item) {
		s.fail(c, notFound("“%s” is no item’s number. One looks like 2026-017-0003.", cut(item, 60)))
		return
	}
	v, err := viewOf(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	if c.Query("n") == "" {
		c.Redirect(http.StatusFound, itemURL(item)+"#pages")
		return
	}
	n, err := positive(strings.TrimSpace(c.Query("n")), 0)
	if err != nil {
		s.fail(c, invalid("“%s” is no page’s number.", cut(c.Query("n"), 40)))
		return
	}
	c.Redirect(http.StatusFound, v.at(item, n, c.Query("q"), ""))
}
