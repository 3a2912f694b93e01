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
