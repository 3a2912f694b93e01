package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/store"
)

// A DecisionLine is what an editor decided, as lists show it.
type DecisionLine struct {
	store.Decision
	URL  string `json:"url"`            // of the decision; a POST there undoes it
	Link string `json:"link,omitempty"` // of the link it is about
}

func decisionLine(d store.Decision) DecisionLine {
	l := DecisionLine{Decision: d, URL: decisionURL(d.ID)}
	if d.Scope == store.ScopeLink {
		l.Link = linkURL(d.Item, archive.PlaceLink{Page: d.Page, Table: d.Table, Row: d.Row, Col: d.Col, Start: d.Start, End: d.End})
	}
	return l
}

// Day is when it was made.
func (d DecisionLine) Day() string { return shortDate(d.At) }

// UndoneDay is when it was undone, or "".
func (d DecisionLine) UndoneDay() string { return shortDate(d.Undone) }

// What says what was decided: "Struck", "Moved to Franklin County, Iowa".
func (d DecisionLine) What() string {
	switch {
	case d.Act == store.ActStrike:
		return "Struck"
	case d.Act == store.ActAdd:
		return "Added: " + d.Jurisdiction.Name
	case d.Scope == store.ScopeItem:
		return "All alike in the document are " + d.Jurisdiction.Name
	case d.Scope == store.ScopeSource:
		return "All alike of the source are " + d.Jurisdiction.Name
	case d.Was != "":
		return "Moved to " + d.Jurisdiction.Name
	}
	return "Settled: " + d.Jurisdiction.Name
}

// LinkPage is one link with its evidence, and the forms of an editor.
type LinkPage struct {
	Document  Document       `json:"document"`
	Link      *Link          `json:"link"` // nil: it is to be added
	Source    string         `json:"source"`
	Before    string         `json:"before"` // the text before the words, and after
	After     string         `json:"after"`
	Alike     int            `json:"-"` // doubtful links of the document with these words
	Decisions []DecisionLine `json:"decisions"`

	PageNo   int         `json:"-"` // where one is added
	Words    string      `json:"-"`
	Allowed  bool        `json:"-"`
	Possible bool        `json:"-"`
	By       string      `json:"-"`
	Reason   string      `json:"-"`
	Name     string      `json:"-"` // of another place, as typed
	Scope    string      `json:"-"`
	Choice   string      `json:"-"` // the slug that is chosen
	Offer    []Candidate `json:"-"` // the places called so
	Error    string      `json:"-"`
	Done     bool        `json:"-"`
}

// beside is how much of the text stands on each side of the words of a link.
const beside = 160

func (s *Site) linkPage(c *gin.Context) (*LinkPage, error) {
	o, err := s.open(c)
	if err != nil {
		return nil, err
	}
	defer o.close()
	p := &LinkPage{
		Document: documentOf(o.Item), Source: o.source.Source, Decisions: []DecisionLine{}, Allowed: s.mayChange(c.Request), Possible: s.canSignIn(),
		Scope: string(store.ScopeLink), Done: c.Query("done") != "",
	}
	if c.Param("link") == "new" {
		if p.PageNo, err = positive(c.Query("page"), 1); err != nil || p.PageNo > o.head().Pages {
			return nil, invalid("A link is added to words of a page, such as page=3.")
		}
		return p, nil
	}
	at, ok := parseLink(c.Param("link"))
	if !ok {
		return nil, notFound("“%s” names no link. One is named p3:s120-164, or in a cell t2:r5:c3:s0-8.", cut(c.Param("link"), 60))
	}
	links, err := s.links(c, o, store.Places{Page: at.Page, Table: at.Table, Row: at.Row})
	if err != nil {
		return nil, err
	}
	for i, l := range links {
		if at.Row == 0 && at.Table > 0 && l.Row > 0 {
			continue
		}
		if l.Col == at.Col && l.Start == at.Start && l.End == at.End {
			p.Link = &links[i]
			break
		}
	}
	if p.Link == nil {
		return nil, notFound("No words are linked at %s of document %s. It may have been read again since.", c.Param("link"), o.Number)
	}
	if p.Before, p.After, err = surroundings(o, *p.Link); err != nil {
		return nil, err
	}
	all, err := s.Store.Decisions(c.Request.Context(), o.Number)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		if line := decisionLine(d); line.Link == p.Link.URL || d.Scope != store.ScopeLink && strings.EqualFold(d.Words, p.Link.Text) {
			p.Decisions = append(p.Decisions, line)
		}
	}
	return p, nil
}

// surroundings is the text around the words of a link.
func surroundings(o opened, l Link) (before, after string, err error) {
	var text string
	switch {
	case l.Table == 0:
		page, err := o.file.Page(l.Page)
		if err != nil {
			return "", "", err
		}
		text = page.Text
	case l.Row > 0 && l.Col > 0:
		r, err := o.file.Row(l.Table, l.Row)
		if err != nil {
			return "", "", err
		}
		if l.Col <= len(r.Cells) {
			text = r.Cells[l.Col-1]
		}
	}
	runes := []rune(text)
	if l.End > len(runes) {
		return "", "", nil
	}
	return oneLineEnds(string(runes[max(0, l.Start-beside):l.Start])), oneLineEnds(string(runes[l.End:min(len(runes), l.End+beside)])), nil
}

// oneLineEnds is oneLine that keeps a space at each end.
func oneLineEnds(s string) string {
	out := oneLine(s)
	if s != "" && strings.TrimLeft(s, " \n\t") != s {
		out = " " + out
	}
	if s != "" && strings.TrimRight(s, " \n\t") != s && out != " " {
		out += " "
	}
	return out
}

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
			offer = append(offer, Candidate{e.Jurisdiction, jurisdictionURL(e.Slug)})
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

// DecisionsPage lists what editors decided, those that were undone too.
type DecisionsPage struct {
	Decisions []DecisionLine `json:"decisions"`
	Allowed   bool           `json:"-"`
}

func (s *Site) decisions(c *gin.Context) (*DecisionsPage, error) {
	all, err := s.Store.Decisions(c.Request.Context(), "")
	p := &DecisionsPage{Decisions: []DecisionLine{}, Allowed: s.mayChange(c.Request)}
	for _, d := range all {
		p.Decisions = append(p.Decisions, decisionLine(d))
	}
	return p, err
}

func (p *DecisionsPage) table() [][]string {
	rows := [][]string{{"id", "act", "scope", "item", "source", "words", "slug", "code", "name", "was", "reason", "by", "at", "applied", "undone", "undone_by", "why_undone"}}
	for _, d := range p.Decisions {
		rows = append(rows, []string{
			d.ID, string(d.Act), string(d.Scope), d.Item, d.Source, d.Words, d.Jurisdiction.Slug, d.Jurisdiction.Code, d.Jurisdiction.Name, d.Was, d.Reason,
			d.By, d.Day(), digits(d.Applied), d.UndoneDay(), d.UndoneBy, d.WhyUndone,
		})
	}
	return rows
}

// undoDecision takes a decision back.
func (s *Site) undoDecision(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 4<<10)
	by, why := strings.TrimSpace(c.PostForm("by")), strings.TrimSpace(c.PostForm("reason"))
	if by == "" || len(by) > byLimit {
		s.fail(c, invalid("Say who undoes it, in at most %d characters.", byLimit))
		return
	}
	if err := s.Ingest.UndoDecision(c.Request.Context(), c.Param("decision"), by, why); err != nil {
		s.fail(c, err)
		return
	}
	s.Log.Info("an editor's decision was undone", "decision", c.Param("decision"))
	c.Redirect(http.StatusSeeOther, decisionsURL())
}

func (s *Site) gazetteer() *gazetteer.Gazetteer {
	if s.Gazetteer != nil {
		return s.Gazetteer
	}
	return gazetteer.Load()
}
