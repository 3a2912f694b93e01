package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// LawsPage lists the laws that requests are made under.
type LawsPage struct {
	Laws   []LawLine  `json:"laws"`
	MayAdd bool       `json:"-"`
	Import ImportForm `json:"-"`
}

// A LawLine is a law as lists show it.
type LawLine struct {
	foia.Law
	URL      string `json:"url"`
	Requests int    `json:"requests"`
	Here     bool   `json:"here"` // it was added or changed in this archive
	Allows   string `json:"-"`    // the answer's days in words
}

func (p *LawsPage) table() [][]string {
	rows := [][]string{foia.LawColumns()}
	for _, l := range p.Laws {
		rows = append(rows, l.Row())
	}
	return rows
}

func lawURL(code string) string { return "/laws/" + escape(code) }

func (s *Site) laws(c *gin.Context) (*LawsPage, error) {
	p := &LawsPage{Laws: []LawLine{}, MayAdd: s.mayChange(c.Request)}
	all, err := s.Store.Laws(c.Request.Context())
	if err != nil {
		return nil, err
	}
	cases, err := s.cases(c)
	if err != nil {
		return nil, err
	}
	n := map[string]int{}
	for _, k := range cases {
		n[k.Request.Law]++
	}
	for _, l := range all {
		p.Laws = append(p.Laws, lawLine(l, n[l.Code]))
	}
	return p, nil
}

func lawLine(l foia.Law, requests int) LawLine {
	known, ok := foia.LawOf(l.Code)
	line := LawLine{Law: l, URL: lawURL(l.Code), Requests: requests, Here: !ok || !slices.Equal(known.Row(), l.Row()) || len(l.Own) > 0, Allows: limitWords(l.Answer)}
	return line
}

// limitWords says how long a limit is.
func limitWords(l foia.Limit) string {
	switch {
	case l.Days == 0:
		return "no number of days"
	case l.Working:
		return count(l.Days, "working day", "working days")
	}
	return count(l.Days, "day", "days")
}

// LawPage is a law with its limits and holidays.
type LawPage struct {
	LawLine
	Limits   []LimitLine    `json:"-"`
	Year     int            `json:"year"`
	Holidays []foia.Holiday `json:"holidays"` // of the year, on the days they are observed
	Known    bool           `json:"holidays_known"`
	Before   string         `json:"-"` // the year before
	After    string         `json:"-"`
	Change   string         `json:"-"`
	MayAdd   bool           `json:"-"`
	Import   ImportForm     `json:"-"`
}

// A LimitLine is one of a law's limits.
type LimitLine struct{ What, Days, Cite string }

func (p *LawPage) table() [][]string {
	rows := [][]string{{"date", "name"}}
	for _, h := range p.Holidays {
		rows = append(rows, []string{h.Date, h.Name})
	}
	return rows
}

func (s *Site) law(c *gin.Context) (*LawPage, error) {
	l, err := s.Store.Law(c.Request.Context(), c.Param("law"))
	if errors.Is(err, archive.ErrNotFound) {
		return nil, &fault{status: http.StatusNotFound, text: fmt.Sprintf("There is no law “%s” here.", cut(c.Param("law"), 60)), err: err}
	}
	if err != nil {
		return nil, err
	}
	cases, err := s.cases(c)
	if err != nil {
		return nil, err
	}
	n := 0
	for _, k := range cases {
		if k.Request.Law == l.Code {
			n++
		}
	}
	p := &LawPage{LawLine: lawLine(l, n), Year: s.Now().Year(), MayAdd: s.mayChange(c.Request), Change: withQuery("/laws/new", "code", l.Code)}
	if y := c.Query("year"); y != "" {
		if p.Year, err = strconv.Atoi(y); err != nil || p.Year < 1967 || p.Year > 2100 {
			return nil, invalid("“%s” is no year from 1967 to 2100.", cut(y, 20))
		}
	}
	p.Holidays, p.Known = foia.HolidaysOf(l, p.Year)
	if p.Year > s.Now().Year()-yearsShown {
		p.Before = withQuery(p.URL, "year", strconv.Itoa(p.Year-1)) + "#holidays"
	}
	if p.Year < s.Now().Year()+yearsShown {
		p.After = withQuery(p.URL, "year", strconv.Itoa(p.Year+1)) + "#holidays"
	}
	for _, x := range []struct {
		what string
		l    foia.Limit
	}{
		{"To answer a request, from its receipt", l.Answer},
		{"Longer, on written notice", l.Extension},
		{"To bring it to the right part of the agency", l.Routing},
		{"To appeal, from the determination", l.Appeal},
		{"To decide the appeal", l.Decision},
	} {
		if x.l.Days > 0 {
			p.Limits = append(p.Limits, LimitLine{x.what, limitWords(x.l), x.l.Cite})
		}
	}
	return p, nil
}

// yearsShown is how many years before and after this one the page leads to.
const yearsShown = 10

// LawFormPage is the form of a law.
type LawFormPage struct {
	Allowed   bool              `json:"allowed"`
	Possible  bool              `json:"possible"`
	Values    map[string]string `json:"values"`
	Errors    map[string]string `json:"errors,omitempty"`
	Known     bool              `json:"known"`
	Calendars []string          `json:"calendars"`
	Limits    []LimitField      `json:"-"`
}

// A LimitField is a limit as the form asks for it.
type LimitField struct{ Name, Title string }

var limitFields = []LimitField{
	{"answer", "To answer a request"}, {"extension", "Longer, on written notice"}, {"routing", "To bring it to the right part"}, {"appeal", "To appeal"}, {"decision", "To decide the appeal"},
}

func (s *Site) newLawForm(c *gin.Context) *LawFormPage {
	return &LawFormPage{
		Allowed: s.mayChange(c.Request), Possible: s.canSignIn(), Values: map[string]string{"holidays": "us"}, Errors: map[string]string{}, Calendars: foia.Calendars(), Limits: limitFields,
	}
}

func (s *Site) lawForm(c *gin.Context) (*LawFormPage, error) {
	p := s.newLawForm(c)
	code := c.Query("code")
	if code == "" {
		return p, nil
	}
	l, err := s.Store.Law(c.Request.Context(), code)
	switch {
	case errors.Is(err, archive.ErrNotFound):
		p.Values["code"] = cut(code, 60)
		return p, nil
	case err != nil:
		return nil, err
	}
	p.Known = true
	for i, v := range l.Row() {
		p.Values[foia.LawColumns()[i]] = v
	}
	return p, nil
}

// putLaws takes in one law from the form, or several from a table.
func (s *Site) putLaws(c *gin.Context) {
	table, given, err := tableGiven(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	if !given {
		s.putLaw(c)
		return
	}
	taken, err := TakeLaws(c.Request.Context(), s.Store, table)
	if formOf(c.Request) == "json" {
		s.tookIn(c, taken, err)
		return
	}
	p, err2 := s.laws(c)
	if err2 != nil {
		s.fail(c, err2)
		return
	}
	status, f, err := importForm(taken, err, "law", "laws")
	if err != nil {
		s.fail(c, err)
		return
	}
	p.Import = f
	s.write(c, status, "laws", p)
}

func (s *Site) putLaw(c *gin.Context) {
	p := s.newLawForm(c)
	field := c.Request.PostForm.Get
	for _, name := range foia.LawColumns() {
		p.Values[name] = field(name)
	}
	l, err := foia.LawFrom(field)
	if p.Errors = fieldErrors(err); err == nil {
		was, err := s.Store.Law(c.Request.Context(), l.Code)
		if err != nil && !errors.Is(err, archive.ErrNotFound) {
			s.fail(c, err)
			return
		}
		l.Own = was.Own
		if _, err := s.Store.PutLaws(c.Request.Context(), []foia.Law{l}); err != nil {
			s.fail(c, err)
			return
		}
		c.Redirect(http.StatusSeeOther, lawURL(l.Code))
		return
	}
	s.write(c, http.StatusBadRequest, "lawform", p)
}

// putHolidays takes in the holidays of a law from a table.
func (s *Site) putHolidays(c *gin.Context) {
	table, given, err := tableGiven(c)
	if err == nil && !given {
		err = invalid("Choose a table of holidays: a CSV file with the columns date and name.")
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	taken, err := TakeHolidays(c.Request.Context(), s.Store, c.Param("law"), table)
	if formOf(c.Request) == "json" || errors.Is(err, archive.ErrNotFound) {
		s.tookIn(c, taken, err)
		return
	}
	p, err2 := s.law(c)
	if err2 != nil {
		s.fail(c, err2)
		return
	}
	status, f, err := importForm(taken, err, "holiday", "holidays")
	if err != nil {
		s.fail(c, err)
		return
	}
	p.Import = f
	s.write(c, status, "law", p)
}
