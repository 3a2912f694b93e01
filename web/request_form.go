package web

import (
	"errors"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive/foia"
)

// RequestFormPage is the form for a new request, or for what one says of itself.
type RequestFormPage struct {
	V        map[string]string `json:"fields"`
	Errors   map[string]string `json:"errors,omitempty"`
	Number   string            `json:"number,omitempty"` // of the request that is amended; "": a new one
	Action   string            `json:"-"`
	Agencies []foia.Agency     `json:"-"`
	More     int               `json:"-"` // agencies that are not offered, being too many
	Laws     []foia.Law        `json:"-"`
	Allowed  bool              `json:"-"`
	Possible bool              `json:"-"`
	Drafted  bool              `json:"-"`
}

// requestFields are the names of the form's fields.
var requestFields = strings.Fields("title agency law requester fee_category fee_waiver expedited tags visibility filed text drafted show by")

// agenciesOffered is how many agencies the form offers while one types.
const agenciesOffered = 1000

func (s *Site) requestForm(c *gin.Context, v map[string]string, number string) (*RequestFormPage, error) {
	ctx := c.Request.Context()
	p := &RequestFormPage{V: v, Errors: map[string]string{}, Number: number, Action: "/requests", Allowed: s.mayChange(c.Request), Possible: s.canSignIn()}
	if number != "" {
		p.Action = requestDetailsURL(number)
	}
	var err error
	if p.Agencies, err = s.Store.Agencies(ctx); err != nil {
		return nil, err
	}
	if p.More = len(p.Agencies) - agenciesOffered; p.More > 0 {
		p.Agencies = p.Agencies[:agenciesOffered]
	}
	p.Laws, err = s.Store.Laws(ctx)
	return p, err
}

// newRequest is the empty form; the address may fill in its fields.
func (s *Site) newRequest(c *gin.Context) (*RequestFormPage, error) {
	v := map[string]string{"visibility": string(foia.Public)}
	for _, name := range requestFields {
		if x := c.Query(name); x != "" {
			v[name] = cut(x, 20_000)
		}
	}
	return s.requestForm(c, v, "")
}

// requestDetails is the form with what a request says of itself.
func (s *Site) requestDetails(c *gin.Context) (*RequestFormPage, error) {
	k, err := s.caseOf(c)
	if err != nil {
		return nil, err
	}
	r := k.Request
	v := map[string]string{
		"title": r.Title, "agency": r.Agency, "law": r.Law, "requester": r.Requester, "fee_category": string(r.Category), "tags": strings.Join(r.Tags, ", "),
		"visibility": string(r.Visibility), "text": r.Text,
	}
	if r.FeeWaiver {
		v["fee_waiver"] = "1"
	}
	if r.Expedited {
		v["expedited"] = "1"
	}
	return s.requestForm(c, v, r.Number)
}

// read is the request that the form's fields tell.
func (p *RequestFormPage) read(all []foia.Agency) (foia.Request, foia.Faults) {
	var wrong foia.Faults
	v := func(name string) string { return strings.TrimSpace(p.V[name]) }
	r := foia.Request{
		Number: p.Number, Title: v("title"), Text: strings.ReplaceAll(p.V["text"], "\r\n", "\n"), Agency: v("agency"), Law: v("law"), Requester: v("requester"),
		Category: foia.FeeCategory(v("fee_category")), FeeWaiver: v("fee_waiver") != "", Expedited: v("expedited") != "", Visibility: foia.Visibility(v("visibility")),
	}
	for _, t := range strings.Split(v("tags"), ",") {
		if t = strings.ToLower(strings.TrimSpace(t)); t != "" && !slices.Contains(r.Tags, t) {
			r.Tags = append(r.Tags, t)
		}
	}
	if r.Agency != "" {
		a, err := agencyNamed(all, r.Agency)
		if err != nil {
			wrong = append(wrong, foia.Fault{Field: "agency", Text: err.Error()})
		} else if r.Agency = a.Slug; r.Law == "" {
			r.Law = a.Law
		}
	}
	return r, wrong
}

// postRequest makes a new request: from the form, or of JSON.
func (s *Site) postRequest(c *gin.Context) {
	if kind, _, _ := mime.ParseMediaType(c.GetHeader("Content-Type")); kind == "application/json" {
		s.postRequestJSON(c)
		return
	}
	p, r, faults, ok := s.readRequestForm(c, "")
	if !ok {
		return
	}
	filed := strings.TrimSpace(p.V["filed"])
	events := []foia.Event{}
	if filed != "" {
		e := foia.Event{Kind: foia.Filed, Date: filed, Entered: s.Now().UTC(), By: strings.TrimSpace(p.V["by"])}
		var more foia.Faults
		if err := e.Check(); errors.As(err, &more) {
			for _, x := range more {
				if x.Field == "date" {
					x.Field = "filed"
				}
				faults = append(faults, x)
			}
		} else {
			r.Year, _ = strconv.Atoi(filed[:4])
			events = append(events, e)
		}
	}
	r.Created = s.Now()
	s.saveRequest(c, p, r, faults, func() (foia.Request, error) { return s.Store.AddRequest(c.Request.Context(), r, events...) })
}

// postDetails amends a request.
func (s *Site) postDetails(c *gin.Context) {
	k, err := s.caseOf(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	amend := func(r foia.Request) (foia.Request, error) {
		r.Number = k.Request.Number
		r, err := s.Store.AmendRequest(c.Request.Context(), r, s.Now())
		if err == nil && (r.Visibility != k.Request.Visibility || r.Agency != k.Request.Agency) {
			items, err := s.Store.RequestItems(c.Request.Context(), r.Number)
			if err != nil {
				s.Log.Error("the documents of a request could not be listed", "request", r.Number, "error", err)
			}
			s.relabel(c.Request.Context(), items)
		}
		return r, err
	}
	if kind, _, _ := mime.ParseMediaType(c.GetHeader("Content-Type")); kind == "application/json" {
		r := k.Request // what is not said stays
		if err := readJSON(c, &r); err != nil {
			s.fail(c, err)
			return
		}
		r, err := amend(r)
		s.savedRequest(c, r, err, http.StatusOK)
		return
	}
	p, r, faults, ok := s.readRequestForm(c, k.Request.Number)
	if !ok {
		return
	}
	s.saveRequest(c, p, r, faults, func() (foia.Request, error) { return amend(r) })
}

// readRequestForm reads the form; not ok says that it was answered.
func (s *Site) readRequestForm(c *gin.Context, number string) (p *RequestFormPage, r foia.Request, faults foia.Faults, ok bool) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 1<<20)
	if err := c.Request.ParseForm(); err != nil {
		s.fail(c, invalid("The form could not be read."))
		return nil, r, nil, false
	}
	v := map[string]string{}
	for _, name := range requestFields {
		v[name] = strings.ToValidUTF8(c.Request.PostForm.Get(name), "\uFFFD")
	}
	p, err := s.requestForm(c, v, number)
	if err != nil {
		s.fail(c, err)
		return nil, r, nil, false
	}
	all, err := s.Store.Agencies(c.Request.Context())
	if err != nil {
		s.fail(c, err)
		return nil, r, nil, false
	}
	if r, faults = p.read(all); v["show"] == "" {
		return p, r, faults, true
	}
	// The letter was asked for. What somebody wrote is not written over.
	bare := func(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) }
	if text := bare(v["text"]); text == "" || text == bare(v["drafted"]) {
		law := foia.USFOIA
		if i := slices.IndexFunc(p.Laws, func(l foia.Law) bool { return l.Code == r.Law }); i >= 0 {
			law = p.Laws[i]
		}
		var agency foia.Agency
		if i := slices.IndexFunc(all, func(a foia.Agency) bool { return a.Slug == r.Agency }); i >= 0 {
			agency = all[i]
		}
		r.Text = ""
		v["text"] = foia.Draft(foia.LetterRequest, foia.Case{Request: r, Agency: agency, Law: law}, s.today())
		v["drafted"] = v["text"]
		p.Drafted = true
	} else {
		p.Errors["text"] = "You have changed the letter, so it was left as it is. Empty it to have it drafted anew."
	}
	faultsBeside(p.Errors, faults)
	s.write(c, http.StatusOK, "request_new", p)
	return nil, r, nil, false
}

// saveRequest saves what the form told, or shows it again.
func (s *Site) saveRequest(c *gin.Context, p *RequestFormPage, r foia.Request, faults foia.Faults, save func() (foia.Request, error)) {
	var err error
	if len(faults) == 0 {
		r, err = save()
	} else {
		err = r.Check()
	}
	var more foia.Faults
	if errors.As(err, &more) {
		faults, err = append(faults, more...), nil
	}
	switch {
	case err != nil:
		s.fail(c, err)
	case len(faults) > 0:
		if faultsBeside(p.Errors, faults); formOf(c.Request) == "json" {
			writeRefusal(c, http.StatusBadRequest, faults, nil, nil)
			return
		}
		s.write(c, http.StatusBadRequest, "request_new", p)
	default:
		s.savedRequest(c, r, nil, http.StatusCreated)
	}
}

func (s *Site) savedRequest(c *gin.Context, r foia.Request, err error, status int) {
	var faults foia.Faults
	switch {
	case errors.As(err, &faults):
		writeRefusal(c, http.StatusBadRequest, faults, nil, err)
	case err != nil:
		s.fail(c, err)
	case formOf(c.Request) == "json":
		writeJSON(c, status, Saved{r.Number, requestURL(r.Number), r})
	default:
		c.Redirect(http.StatusSeeOther, requestURL(r.Number))
	}
}

// Saved is the answer to a program that made or amended a request.
type Saved struct {
	Number  string       `json:"number"`
	URL     string       `json:"url"`
	Request foia.Request `json:"request"`
}

// postRequestJSON makes a request of JSON: its fields, and the events it begins
// with under "events".
func (s *Site) postRequestJSON(c *gin.Context) {
	said := struct {
		foia.Request
		Events []foia.Event `json:"events"`
	}{Request: foia.Request{Visibility: foia.Public}}
	if err := readJSON(c, &said); err != nil {
		s.fail(c, err)
		return
	}
	r, ctx := said.Request, c.Request.Context()
	all, err := s.Store.Agencies(ctx)
	if err != nil {
		s.fail(c, err)
		return
	}
	if a, err := agencyNamed(all, r.Agency); r.Agency != "" && err != nil {
		writeRefusal(c, http.StatusBadRequest, foia.Faults{{Field: "agency", Text: err.Error()}}, nil, nil)
		return
	} else if r.Agency != "" {
		if r.Agency = a.Slug; r.Law == "" {
			r.Law = a.Law
		}
	}
	r.ID, r.Number, r.Created = "", "", s.Now()
	for i := range said.Events {
		e := &said.Events[i]
		e.ID, e.Corrects, e.Entered = "", "", s.Now().UTC()
		if e.Kind == foia.Filed && r.Year == 0 && e.Check() == nil {
			r.Year, _ = strconv.Atoi(e.Date[:4])
		}
	}
	r, err = s.Store.AddRequest(ctx, r, said.Events...)
	s.savedRequest(c, r, err, http.StatusCreated)
}
