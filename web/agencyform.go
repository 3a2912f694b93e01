package web

import (
	"errors"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// AgencyFormPage is the form of an agency.
type AgencyFormPage struct {
	Allowed  bool              `json:"allowed"`
	Possible bool              `json:"possible"` // to sign in
	Values   map[string]string `json:"values"`
	Errors   map[string]string `json:"errors,omitempty"`
	Known    bool              `json:"known"` // it changes an agency that is there
	Kinds    []string          `json:"kinds"`
	Laws     []foia.Law        `json:"-"`
}

func (s *Site) newAgencyForm(c *gin.Context) (*AgencyFormPage, error) {
	laws, err := s.Store.Laws(c.Request.Context())
	return &AgencyFormPage{
		Allowed: s.mayChange(c.Request), Possible: s.canSignIn(), Values: map[string]string{"law": foia.USFOIA.Code, "jurisdiction": "us"}, Errors: map[string]string{},
		Kinds: foia.AgencyKinds, Laws: laws,
	}, err
}

func (s *Site) agencyForm(c *gin.Context) (*AgencyFormPage, error) {
	p, err := s.newAgencyForm(c)
	slug := c.Query("slug")
	if err != nil || slug == "" {
		return p, err
	}
	a, err := s.Store.Agency(c.Request.Context(), slug)
	switch {
	case errors.Is(err, archive.ErrNotFound):
		p.Values["slug"] = cut(slug, 120)
		return p, nil
	case err != nil:
		return nil, err
	}
	p.Known = true
	p.Values = map[string]string{
		"slug": a.Slug, "name": a.Name, "short": a.Short, "kind": a.Kind, "jurisdiction": a.Jurisdiction, "law": a.Law, "contact": a.Contact, "email": a.Email,
		"address": a.Address, "portal": a.Portal, "appeal_to": a.AppealTo, "source": a.Source,
	}
	return p, nil
}

// putAgencies takes in one agency from the form, or several from a table.
func (s *Site) putAgencies(c *gin.Context) {
	table, given, err := tableGiven(c)
	switch {
	case err != nil:
		s.fail(c, err)
	case given:
		s.importAgencies(c, table)
	default:
		s.putAgency(c)
	}
}

func (s *Site) importAgencies(c *gin.Context, table string) {
	taken, err := TakeAgencies(c.Request.Context(), s.Store, table)
	if formOf(c.Request) == "json" {
		s.tookIn(c, taken, err)
		return
	}
	p, err2 := s.agencies(c)
	if err2 != nil {
		s.fail(c, err2)
		return
	}
	status, f, err := importForm(taken, err, "agency", "agencies")
	if err != nil {
		s.fail(c, err)
		return
	}
	p.Import = f
	s.write(c, status, "agencies", p)
}

func (s *Site) putAgency(c *gin.Context) {
	p, err := s.newAgencyForm(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	field := c.Request.PostForm.Get
	for _, name := range foia.AgencyColumns() {
		p.Values[name] = field(name)
	}
	a, err := foia.AgencyFrom(func(name string) string {
		if name == "parent" {
			return "" // the slug says it
		}
		return field(name)
	})
	p.Errors = fieldErrors(err)
	if p.Errors["law"] == "" && !slices.ContainsFunc(p.Laws, func(l foia.Law) bool { return l.Code == a.Law }) {
		p.Errors["law"] = "Choose one of the laws."
	}
	if a.Parent != "" && p.Errors["slug"] == "" {
		if _, err := s.Store.Agency(c.Request.Context(), a.Parent); err != nil {
			p.Errors["slug"] = "There is no agency “" + cut(a.Parent, 60) + "” that it could be part of; add that one first."
		}
	}
	if len(p.Errors) == 0 {
		_, err = s.Store.PutAgencies(c.Request.Context(), []foia.Agency{a})
		if err == nil {
			c.Redirect(http.StatusSeeOther, agencyURL(a.Slug))
			return
		}
		if !errors.Is(err, archive.ErrInvalid) {
			s.fail(c, err)
			return
		}
		p.Errors["name"] = sentence(err, archive.ErrInvalid)
	}
	s.write(c, http.StatusBadRequest, "agencyform", p)
}
