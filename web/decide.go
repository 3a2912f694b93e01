package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/store"
)

// decide does what an editor says of a link.
func (s *Site) decide(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 16<<10)
	p, err := s.linkPage(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	if err := c.Request.ParseForm(); err != nil {
		s.fail(c, invalid("The form could not be read."))
		return
	}
	form := func(name string) string { return strings.TrimSpace(c.PostForm(name)) }
	p.By, p.Reason, p.Name, p.Scope, p.Choice, p.Words = form("by"), form("reason"), form("name"), form("scope"), form("choice"), form("words")
	d := store.Decision{Act: store.Act(form("act")), Scope: store.Scope(p.Scope), By: p.By, Reason: p.Reason, Item: p.Document.Number}
	if d.Scope == "" || d.Act != store.ActSettle {
		d.Scope = store.ScopeLink
	}
	wrong := func(says string) {
		p.Error = says
		s.write(c, http.StatusBadRequest, "link", p)
	}
	if p.By == "" || len(p.By) > byLimit {
		wrong("Say who decides, in at most " + digits(byLimit) + " characters.")
		return
	}
	if d.Act == store.ActStrike && p.Reason == "" {
		wrong("Say why the link is struck.")
		return
	}
	if d.Act != store.ActStrike {
		j, offer, says := s.choose(p.Choice, p.Name)
		if says != "" {
			p.Offer = offer
			wrong(says)
			return
		}
		d.Jurisdiction = j
	}
	switch l := p.Link; {
	case l != nil:
		d.Page, d.Table, d.Row, d.Col, d.Start, d.End, d.Words = l.Page, l.Table, l.Row, l.Col, l.Start, l.End, l.Text
		if d.Act == store.ActAdd {
			d.Act = store.ActSettle
		}
	default:
		d.Act = store.ActAdd
		if says, err := s.unlinked(c, p, &d); err != nil || says != "" {
			if err != nil {
				s.fail(c, err)
				return
			}
			wrong(says)
			return
		}
	}
	if d.Scope == store.ScopeSource {
		d.Item, d.Source = "", p.Source
	}
	made, err := s.Ingest.Decide(c.Request.Context(), d)
	if err != nil {
		s.fail(c, err)
		return
	}
	s.Log.Info("an editor decided on a link", "item", p.Document.Number, "decision", made.ID, "act", string(d.Act), "scope", string(d.Scope))
	if back := c.PostForm("back"); back == reviewURL() || strings.HasPrefix(back, reviewURL()+"?") {
		c.Redirect(http.StatusSeeOther, back)
		return
	}
	at := linkURL(p.Document.Number, archive.PlaceLink{Page: d.Page, Table: d.Table, Row: d.Row, Col: d.Col, Start: d.Start, End: d.End})
	c.Redirect(http.StatusSeeOther, at+"?done=1")
}

// choose finds the jurisdiction that is chosen from a list, or typed; where
// several are called so, it offers them.
func (s *Site) choose(slug, name string) (j archive.Jurisdiction, offer []Candidate, says string) {
	g := s.gazetteer()
	if name != "" {
		found := g.Named(name, 40)
		exact := found[:0:0]
		for _, e := range found {
			if strings.EqualFold(e.Name, name) || strings.EqualFold(e.Slug, name) || e.Code == name && e.Code != "" {
				exact = append(exact, e)
			}
		}
		if len(exact) == 1 {
			found = exact
		}
		switch len(found) {
		case 0:
			return j, nil, "No place is called “" + cut(name, 60) + "”. Type its name with the state, or its address such as us/ca/ventura-county."
		case 1:
			return found[0].Jurisdiction, nil, ""
		}
		for _, e := range found {
			offer = append(offer, Candidate{Jurisdiction: e.Jurisdiction, URL: jurisdictionURL(e.Slug)})
		}
		return j, offer, "Several places are called “" + cut(name, 60) + "”. Choose one."
	}
	if slug == "" {
		return j, nil, "Choose the place that is meant, or type another."
	}
	e, ok := g.BySlug(slug)
	if !ok {
		return j, nil, "There is no place with the address “" + cut(slug, 80) + "”."
	}
	return e.Jurisdiction, nil, ""
}

// unlinked finds the words that a link is to be added to: the first time they
// stand on the page and no link holds them.
func (s *Site) unlinked(c *gin.Context, p *LinkPage, d *store.Decision) (says string, err error) {
	if p.Words == "" {
		return "Type the words as they stand on the page.", nil
	}
	o, err := s.open(c)
	if err != nil {
		return "", err
	}
	defer o.close()
	page, err := o.file.Page(p.PageNo)
	if err != nil {
		return "", err
	}
	taken, err := s.Store.ItemPlaces(c.Request.Context(), o.Number, store.Places{Page: p.PageNo})
	if err != nil {
		return "", err
	}
	runes, words := []rune(page.Text), []rune(p.Words)
next:
	for i := 0; i+len(words) <= len(runes); i++ {
		if string(runes[i:i+len(words)]) != p.Words {
			continue
		}
		for _, t := range taken {
			if t.Start < i+len(words) && i < t.End {
				continue next
			}
		}
		d.Page, d.Start, d.End, d.Words = p.PageNo, i, i+len(words), p.Words
		return "", nil
	}
	return "Page " + digits(p.PageNo) + " has no such words that are not linked already: “" + cut(p.Words, 80) + "”.", nil
}
