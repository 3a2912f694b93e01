package web

import (
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive/store"
)

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
