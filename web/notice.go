package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/correct"
)

// NoticePage is a notice with what the program proposes of it, or an empty form.
type NoticePage struct {
	Notice    *Document      `json:"notice,omitempty"`
	Proposals []ProposalLine `json:"proposals"`

	Allowed  bool                     `json:"-"`
	Possible bool                     `json:"-"`
	Kinds    []archive.CorrectionKind `json:"-"`
	Errors   map[string]string        `json:"-"` // by field
	Form     url.Values               `json:"-"` // as it was filled in
}

// A ProposalLine is a correction that the program proposes.
type ProposalLine struct {
	CorrectionNote
	Touches []TouchLine `json:"touches"` // those of lists of another kind too
}

func (s *Site) newCorrection(c *gin.Context) (*NoticePage, error) {
	p, _, err := s.notice(c, c.Query("notice"))
	if err != nil {
		return nil, err
	}
	p.Form = c.Request.URL.Query()
	return p, nil
}

// notice proposes what a notice corrects; "" is none.
func (s *Site) notice(c *gin.Context, number string) (*NoticePage, []correct.Proposal, error) {
	p := &NoticePage{Proposals: []ProposalLine{}, Allowed: s.mayChange(c.Request), Possible: s.canSignIn(), Kinds: archive.CorrectionKinds, Errors: map[string]string{}}
	if number == "" {
		return p, nil, nil
	}
	ctx := c.Request.Context()
	it, err := s.Store.Item(ctx, number)
	if err != nil {
		return nil, nil, err
	}
	d := documentOf(it)
	p.Notice = &d
	all, err := s.Lists.Propose(ctx, it)
	if err != nil {
		return nil, nil, err
	}
	for _, x := range all {
		l := ProposalLine{CorrectionNote: correctionNote(x.Correction), Touches: []TouchLine{}}
		for i, t := range slices.Concat(x.Touches, x.Besides) {
			line := TouchLine{Place: t.At.String(), URL: PlaceURL(t.At.Item, t.At.Locator), Where: inWords(t.At.Locator), Why: t.Why, Sure: i < len(x.Touches)}
			if err := s.touch(ctx, &line, t.At); err != nil {
				return nil, nil, err
			}
			l.Touches = append(l.Touches, line)
		}
		p.Proposals = append(p.Proposals, l)
	}
	return p, all, nil
}

// enterCorrections records what an editor accepts of a notice, or types in.
func (s *Site) enterCorrections(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 1<<20)
	if err := c.Request.ParseForm(); err != nil {
		s.fail(c, invalid("The form could not be read."))
		return
	}
	f := c.Request.PostForm
	p, all, err := s.notice(c, f.Get("notice"))
	if err != nil {
		s.fail(c, err)
		return
	}
	p.Form = f
	by, note := strings.TrimSpace(f.Get("by")), strings.TrimSpace(f.Get("note"))
	if by == "" || len(by) > byLimit {
		p.Errors["by"] = "Say who accepts it, in at most " + digits(byLimit) + " characters."
	}
	var made []archive.Correction
	if f.Get("typed") != "" {
		made = s.typed(c, p, f)
	} else {
		made = accepted(p, all, f)
	}
	if len(p.Errors) > 0 {
		s.write(c, http.StatusBadRequest, "notice", p)
		return
	}
	for i := range made {
		made[i].Rulings = []archive.Ruling{{Verdict: archive.Accepted, By: by, Note: cut(note, noteLimit)}}
		if f.Get("typed") != "" {
			made[i].By = by
		}
		if made[i], err = s.Store.Enter(c.Request.Context(), made[i], s.Now()); err != nil {
			s.fail(c, err)
			return
		}
		if err := s.touched(c.Request.Context(), made[i]); err != nil {
			s.Log.Error("what is corrected is not found as that until it is indexed again", "correction", made[i].ID, "error", err)
		}
		s.Log.Info("a correction was entered", "correction", made[i].ID, "notice", made[i].Notice.Item)
	}
	if formOf(c.Request) == "json" {
		lines := []CorrectionLine{}
		for _, m := range made {
			lines = append(lines, correctionLine(m))
		}
		writeJSON(c, http.StatusCreated, gin.H{"corrections": lines})
		return
	}
	if len(made) == 1 {
		c.Redirect(http.StatusSeeOther, correctionURL(made[0].ID))
		return
	}
	c.Redirect(http.StatusSeeOther, "/corrections")
}

// accepted are the proposals that were ticked, with the places ticked.
func accepted(p *NoticePage, all []correct.Proposal, f url.Values) []archive.Correction {
	var made []archive.Correction
	for i, x := range all {
		n := strconv.Itoa(i)
		if f.Get("use-"+n) == "" {
			continue
		}
		chosen := x.Correction
		chosen.Touches = nil
		for _, t := range slices.Concat(x.Touches, x.Besides) {
			if slices.Contains(f["touch-"+n], t.At.String()) {
				chosen.Touches = append(chosen.Touches, t)
			}
		}
		if k := archive.CorrectionKind(f.Get("kind-" + n)); slices.Contains(archive.CorrectionKinds, k) {
			chosen.Kind = k
		}
		if len(chosen.Touches) == 0 {
			p.Errors["use-"+n] = "Tick at least one place that it is about, or leave it out."
			continue
		}
		made = append(made, chosen)
	}
	if len(made) == 0 && len(p.Errors) == 0 {
		p.Errors["use"] = "Nothing is ticked."
	}
	return made
}

// typed is the correction that was typed in.
func (s *Site) typed(c *gin.Context, p *NoticePage, f url.Values) []archive.Correction {
	get := func(name string, limit int) string {
		v := strings.TrimSpace(f.Get(name))
		if len(v) > limit {
			p.Errors[name] = "This is too long: at most " + number(limit) + " characters."
		}
		return v
	}
	x := archive.Correction{
		Kind: archive.CorrectionKind(f.Get("kind")), Date: get("date", 10), About: get("about", 200), Statement: get("statement", 4000), Source: get("source", 400),
	}
	if !slices.Contains(archive.CorrectionKinds, x.Kind) {
		p.Errors["kind"] = "Choose what was wrong."
	}
	if _, err := time.Parse(time.DateOnly, x.Date); x.Date != "" && err != nil {
		p.Errors["date"] = "Write the day as 2017-04-10."
	}
	if x.Statement == "" {
		p.Errors["statement"] = cmp.Or(p.Errors["statement"], "Quote what the notice says.")
	}
	at := get("at", 300)
	switch {
	case at == "" && x.Source == "":
		p.Errors["source"] = "Say what says so: a place in this archive, or a source outside it."
	case at != "":
		found, err := s.readTouches(c.Request.Context(), at)
		if err != nil {
			p.Errors["at"] = faultOf(err).text
		} else {
			x.Notice = found[0].At
		}
	}
	if x.About != "" {
		if a := s.Lists.Ask(x.About); a.Place.Slug != "" {
			x.Slug, x.About = a.Place.Slug, a.Place.Name
		}
	}
	var err error
	if x.Touches, err = s.readTouches(c.Request.Context(), f.Get("touches")); err != nil {
		p.Errors["touches"] = faultOf(err).text
	}
	return []archive.Correction{x}
}
