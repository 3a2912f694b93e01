package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/cite"
)

// placeGiven reads the place that an address names after a prefix.
func placeGiven(text string) (archive.Place, error) {
	item, place, _ := strings.Cut(strings.TrimPrefix(text, "/"), ":")
	if !archive.IsItemNumber(item) {
		return archive.Place{}, invalid("“%s” does not begin with an item’s number, such as 2026-017-0003.", cut(item, 60))
	}
	l, err := archive.ParseLocator(place)
	if err != nil {
		return archive.Place{}, invalid("“%s” names no place. A place looks like p12, p12:t2:r5, r14 or Sheet!B12.", cut(place, 80))
	}
	return archive.Place{Item: item, Locator: l}, nil
}

// cite leads from a permanent address to where the place stands now: 302 where
// it stands as it was cited, 303 with a line that says more where it does not,
// 404 where it is lost, 410 where its document was withdrawn.
func (s *Site) cite(c *gin.Context) {
	p, err := placeGiven(c.Param("place"))
	if err == nil {
		p, err = s.byDigest(c, p)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Header("Cache-Control", "no-cache")
	if as := c.Query("as"); as != "" {
		s.inStyle(c, p, as)
		return
	}
	ctx := c.Request.Context()
	r, err := s.resolve(c.Request, p, c.Query("h"))
	if errors.Is(err, archive.ErrNotFound) { // the page for it says more, or there is one after all: a sheet's header
		if _, err = s.find(ctx, p.Item, p.Locator); err == nil {
			r.State, r.Now = cite.Exact, p
		}
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	form := formOf(c.Request)
	if form == "json" {
		s.annotate(c, r)
		return
	}
	if r.Withdrawal != nil {
		it, err := s.Store.Item(ctx, p.Item)
		if err == nil {
			err = &gone{it, *r.Withdrawal}
		}
		s.fail(c, err)
		return
	}
	if r.Now == (archive.Place{}) {
		s.lost(c, r)
		return
	}
	to, err := s.find(ctx, r.Now.Item, r.Now.Locator)
	if err != nil {
		s.fail(c, err)
		return
	}
	status := http.StatusFound
	if r.Now != p || r.Changed || r.Replaced != "" {
		status, to = http.StatusSeeOther, viaURL(to, p, r.Check)
	}
	if form != "" {
		path, rest := to, ""
		if i := strings.IndexAny(to, "?#"); i >= 0 {
			path, rest = to[:i], to[i:]
		}
		to = path + "." + form + rest
	}
	c.Redirect(status, to)
}

// byDigest checks a digest that an address names besides the number, such as
// sha256=9f86d08188: numbers are given by each archive for itself. Where the
// number is another document's, it finds the one that is meant.
func (s *Site) byDigest(c *gin.Context, p archive.Place) (archive.Place, error) {
	begins := strings.ToLower(c.Query("sha256"))
	if begins == "" {
		return p, nil
	}
	ctx := c.Request.Context()
	it, err := s.Store.Item(ctx, p.Item)
	if err == nil && len(begins) >= 8 && strings.HasPrefix(it.Digest.String(), begins) {
		return p, nil
	}
	if err != nil && !errors.Is(err, archive.ErrNotFound) {
		return p, err
	}
	number, err := s.Store.ByDigest(ctx, begins)
	switch {
	case errors.Is(err, archive.ErrInvalid):
		return p, invalid("A SHA-256 is named by its first 8 to 64 hexadecimal digits; “%s” is none.", cut(begins, 70))
	case errors.Is(err, archive.ErrNotFound) && it.Number != "":
		return p, notFound("%s is another document here: its SHA-256 begins with %s, not with %s, and no document of this archive has that one.", p.Item, it.Digest.Short(), cut(begins, 64))
	case errors.Is(err, archive.ErrNotFound):
		return p, notFound("Neither the item %s nor a document with the SHA-256 %s is in this archive.", p.Item, cut(begins, 64))
	}
	p.Item = number
	return p, err
}

// LostPage says what a citation said whose place is not found any more.
type LostPage struct {
	Error    string           `json:"error"`
	State    string           `json:"state"`
	Document Document         `json:"document"`
	Place    string           `json:"place"`
	Words    string           `json:"place_in_words"`
	Said     string           `json:"said,omitempty"` // when it was cited
	Made     string           `json:"made,omitempty"` // when that was kept, YYYY-MM-DD
	Near     string           `json:"near,omitempty"` // the page, or the document, where it was
	Notes    []CorrectionNote `json:"corrections,omitempty"`
	Search   string           `json:"search,omitempty"` // for its words
}

func (s *Site) lost(c *gin.Context, r resolution) {
	ctx := c.Request.Context()
	it, err := s.Store.Item(ctx, r.Cited.Item)
	if err != nil {
		s.fail(c, err)
		return
	}
	l := r.Cited.Locator
	p := LostPage{
		State: string(cite.Lost), Document: documentOf(it), Place: r.Cited.Place.String(), Words: inWords(l), Near: itemURL(it.Number), Notes: correctionNotes(r.Corrections),
		Said: cut(saidText(r.Cited), 1000),
	}
	p.Error = "What was cited at " + p.Words + " of " + it.Number + " is not found in this document as it is read now, nor in another version of it."
	if l.Page > 0 {
		p.Near = pageURL(it.Number, l.Page, "")
	}
	if !r.Cited.Made.IsZero() {
		p.Made = shortDate(r.Cited.Made)
	}
	if p.Said != "" {
		p.Search = queryURL(`"` + strings.ReplaceAll(cut(oneLine(r.Cited.Selector.Exact), 120), `"`, " ") + `"`)
	}
	c.Header("Cache-Control", "no-store")
	if formOf(c.Request) != "" {
		writeJSON(c, http.StatusNotFound, p)
		return
	}
	s.render(c, http.StatusNotFound, "lost", p)
}

// saidText is what a citation said, as one reads it.
func saidText(c archive.Citation) string {
	if c.Locator.Row > 0 && c.Locator.Col == 0 && c.Locator.LastRow == 0 {
		return rowText(c.Selector.Cells)
	}
	return oneLine(c.Selector.Exact)
}

// rowText is a row on one line, its empty cells left out.
func rowText(cells []string) string {
	var all []string
	for _, s := range cells {
		if s = oneLine(s); s != "" {
			all = append(all, s)
		}
	}
	return strings.Join(all, " · ")
}
