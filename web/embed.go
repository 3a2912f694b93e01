package web

import (
	"fmt"
	"html"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// How large a card is, in pixels of the screen: as wide, and as high with a
// picture and without.
const (
	embedWidth    = 640
	embedLeast    = 240
	embedPictured = 420
	embedPlain    = 240
)

func embedHeight(l archive.Locator) int {
	if l.Page > 0 {
		return embedPictured
	}
	return embedPlain
}

// embedPolicy lets any page show the card in a frame, and the card nothing but
// its own picture and style.
const embedPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"

// EmbedPage is a place as a card: what stands there, its picture, its source.
type EmbedPage struct {
	Document Document `json:"document"`
	Citation Citation `json:"citation"`
	State    string   `json:"state"`
	Says     string   `json:"says,omitempty"` // where it is not as it was cited
	Quote    string   `json:"quote,omitempty"`
	Source   string   `json:"source"`
	URL      string   `json:"url"`
	Picture  string   `json:"picture,omitempty"`

	Crop *Sheet `json:"-"`
	Note string `json:"-"`
}

// embed shows a place as a card that other sites put into theirs.
func (s *Site) embed(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", embedPolicy)
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Del("Cross-Origin-Opener-Policy")
	h.Set("Cache-Control", "public, max-age=300")
	p, err := placeGiven(c.Param("place"))
	var page *EmbedPage
	if err == nil {
		page, err = s.embedPage(c, p)
	}
	if err != nil {
		s.failEmbed(c, err)
		return
	}
	if formOf(c.Request) == "json" {
		writeJSON(c, http.StatusOK, page)
		return
	}
	s.render(c, http.StatusOK, "embed", page)
}

// failEmbed says in the card what went wrong.
func (s *Site) failEmbed(c *gin.Context, err error) {
	f := faultOf(err)
	if f.status >= 500 || formOf(c.Request) != "" {
		s.fail(c, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	s.render(c, f.status, "embed", &EmbedPage{Note: f.text, URL: s.absolute(c.Request, "/")})
}

func (s *Site) embedPage(c *gin.Context, p archive.Place) (*EmbedPage, error) {
	ctx := c.Request.Context()
	r, err := s.resolve(c.Request, p, c.Query("h"))
	if err != nil {
		if _, again := s.find(ctx, p.Item, p.Locator); again != nil {
			return nil, again
		}
		return nil, err
	}
	if r.Withdrawal != nil {
		it, err := s.Store.Item(ctx, p.Item)
		if err != nil {
			return nil, err
		}
		return nil, &gone{it, *r.Withdrawal}
	}
	if r.Now == (archive.Place{}) {
		return nil, notFound("What was cited at %s of %s is not found there any more. It said: “%s”", inWords(p.Locator), p.Item, cut(saidText(r.Cited), 300))
	}
	o, err := s.openItem(c.Request, r.Now.Item)
	if err != nil {
		return nil, err
	}
	defer o.close()
	page := &EmbedPage{Document: documentOf(o.Item), State: string(r.State), Citation: s.citation(c, o, r.Now.Locator), Source: o.source.Source}
	page.Quote, page.URL = page.Citation.Quote, page.Citation.URL
	st := &Standing{}
	if r.Replaced != "" {
		st.Replaced = &Document{}
	}
	st.say(r, o)
	page.Says = st.Says
	switch {
	case len(r.Corrections) > 0:
		page.Says = strings.TrimSpace("Corrected: " + r.Corrections[0].Kind.Words() + ". " + page.Says)
	case r.Replaced != "":
		page.Says = strings.TrimSpace("A later version replaces this document. " + page.Says)
	}
	page.Crop, err = s.placeCrop(o, r.Now.Locator)
	if page.Crop != nil {
		page.Picture = s.absolute(c.Request, page.Crop.Src)
	}
	return page, err
}

// placeCrop is the picture of a place on its page; nil where there is none.
func (s *Site) placeCrop(o opened, l archive.Locator) (*Sheet, error) {
	if l.Page == 0 || o.file == nil || !s.pictured(o.Item) {
		return nil, nil
	}
	page, boxes, err := boxesOf(o, l)
	if err != nil || len(boxes) == 0 {
		return nil, err
	}
	if crop := cropOf(o.Number, page, boxes, upperFirst(inWords(l))); crop != nil {
		return crop, nil
	}
	return nil, nil
}

// card is the HTML that puts a card into another page.
func card(src, title string, width, height int) string {
	return fmt.Sprintf(`<iframe src="%s" title="%s" width="%d" height="%d" loading="lazy" style="border:0;max-width:100%%"></iframe>`,
		html.EscapeString(src), html.EscapeString(cut(title, 200)), width, height)
}
