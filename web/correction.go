package web

import (
	"cmp"
	"context"
	"errors"
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

// A CorrectionLine is a correction as lists show it.
type CorrectionLine struct {
	CorrectionNote
	ID      string          `json:"id"`
	Verdict archive.Verdict `json:"verdict"`
	By      string          `json:"by"`
	Made    string          `json:"made"` // YYYY-MM-DD
	Touches []TouchLine     `json:"touches"`
	Rulings []RulingLine    `json:"rulings"`
}

// A TouchLine is a place that a correction is about.
type TouchLine struct {
	Place string `json:"place"`
	URL   string `json:"url"`
	Title string `json:"title"` // of its document
	Where string `json:"where"` // the place in words
	Text  string `json:"text"`  // what stands there
	Why   string `json:"why"`
	Sure  bool   `json:"-"` // of a proposal: it is ticked
}

// A RulingLine is what somebody decided.
type RulingLine struct {
	Verdict archive.Verdict `json:"verdict"`
	By      string          `json:"by"`
	Note    string          `json:"note,omitempty"`
	Made    string          `json:"made"`
}

// Text says a ruling in words.
func (l RulingLine) Text() string {
	switch l.Verdict {
	case archive.Accepted:
		return "Accepted"
	case archive.Declined:
		return "Declined"
	case archive.Undone:
		return "Undone"
	case archive.Replaced:
		return "Replaced by another"
	}
	return upperFirst(string(l.Verdict))
}

// Stands reports whether readers are told of it.
func (l CorrectionLine) Stands() bool { return l.Verdict == archive.Accepted }

// State says what became of it.
func (l CorrectionLine) State() string {
	switch l.Verdict {
	case archive.Accepted:
		return "Stands"
	case archive.Proposed:
		return "Proposed, waiting for an editor"
	}
	return RulingLine{Verdict: l.Verdict}.Text()
}

func correctionLine(c archive.Correction) CorrectionLine {
	l := CorrectionLine{CorrectionNote: correctionNote(c), ID: c.ID, Verdict: c.Verdict(), By: c.By, Made: shortDate(c.At), Touches: []TouchLine{}, Rulings: []RulingLine{}}
	for _, t := range c.Touches {
		l.Touches = append(l.Touches, TouchLine{Place: t.At.String(), URL: PlaceURL(t.At.Item, t.At.Locator), Where: inWords(t.At.Locator), Why: t.Why})
	}
	for _, r := range c.Rulings {
		x := RulingLine{r.Verdict, r.By, r.Note, shortDate(r.At)}
		if r.Verdict == archive.Replaced {
			x.Note = ""
		}
		l.Rulings = append(l.Rulings, x)
	}
	return l
}

// CorrectionsPage lists all corrections.
type CorrectionsPage struct {
	Corrections []CorrectionLine `json:"corrections"`
	Notices     []Document       `json:"notices"` // that were not looked through yet
	Allowed     bool             `json:"-"`
}

func (s *Site) corrections(c *gin.Context) (*CorrectionsPage, error) {
	ctx := c.Request.Context()
	p := &CorrectionsPage{Corrections: []CorrectionLine{}, Notices: []Document{}, Allowed: s.mayChange(c.Request)}
	all, err := s.Store.AllCorrections(ctx)
	if err != nil {
		return nil, err
	}
	for _, x := range all {
		p.Corrections = append(p.Corrections, correctionLine(x))
	}
	notices, err := s.Lists.Notices(ctx)
	if err != nil {
		return nil, err
	}
	for _, n := range notices {
		it, err := s.Store.Item(ctx, n)
		if err != nil {
			return nil, err
		}
		p.Notices = append(p.Notices, documentOf(it))
	}
	return p, nil
}

func (p *CorrectionsPage) table() [][]string {
	rows := [][]string{{"id", "state", "kind", "about", "statement", "date", "notice", "source", "touches", "by", "made"}}
	for _, l := range p.Corrections {
		var places []string
		for _, t := range l.Touches {
			places = append(places, t.Place)
		}
		rows = append(rows, []string{l.ID, string(l.Verdict), string(l.Kind), l.About, l.Statement, l.Date, l.Notice, l.Source, strings.Join(places, " "), l.By, l.Made})
	}
	return rows
}

// CorrectionPage is one correction with what it touches.
type CorrectionPage struct {
	Correction  CorrectionLine `json:"correction"`
	NoticeTitle string         `json:"notice_title,omitempty"`
	Replacement string         `json:"replaced_by,omitempty"` // the address of the one that took its place

	Allowed bool   `json:"-"`
	Error   string `json:"-"`
	By      string `json:"-"`
	Places  string `json:"-"` // what it touches, one a line
}

func (s *Site) correction(c *gin.Context) (*CorrectionPage, error) {
	ctx := c.Request.Context()
	x, err := s.Store.Correction(ctx, c.Param("correction"))
	if errors.Is(err, archive.ErrNotFound) {
		return nil, notFound("There is no such correction in this archive.")
	}
	if err != nil {
		return nil, err
	}
	p := &CorrectionPage{Correction: correctionLine(x), Allowed: s.mayChange(c.Request)}
	if n := len(x.Rulings); n > 0 && x.Rulings[n-1].Verdict == archive.Replaced {
		p.Replacement = correctionURL(x.Rulings[n-1].Note)
	}
	if x.Notice.Item != "" {
		it, err := s.Store.Item(ctx, x.Notice.Item)
		if err != nil {
			return nil, err
		}
		p.NoticeTitle = documentOf(it).Title
	}
	var places []string
	for i, t := range x.Touches {
		if err := s.touch(ctx, &p.Correction.Touches[i], t.At); err != nil {
			return nil, err
		}
		places = append(places, t.At.String())
	}
	p.Places = strings.Join(places, "\n")
	return p, nil
}

// touch says what stands at a place that a correction is about.
func (s *Site) touch(ctx context.Context, l *TouchLine, at archive.Place) error {
	it, err := s.Store.Item(ctx, at.Item)
	if err != nil {
		return err
	}
	l.Title = documentOf(it).Title
	f, err := s.Contents.Open(it.Digest)
	if err != nil {
		return nil // it is being read again: its place says enough
	}
	defer f.Close()
	if at.Locator.Row > 0 {
		t, n, err := f.Find(at.Locator)
		if err == nil && n > 0 {
			if row, err := f.Row(t.Number, n); err == nil {
				l.Text = cut(oneLine(strings.Join(append(slices.Clone(row.Group), row.Cells...), " · ")), 160)
			}
		}
	}
	return nil
}

// ruleCorrection accepts, declines, undoes or amends a correction.
func (s *Site) ruleCorrection(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 256<<10)
	id, by, note := c.Param("correction"), strings.TrimSpace(c.PostForm("by")), strings.TrimSpace(c.PostForm("note"))
	again := func(text string) {
		p, err := s.correction(c)
		if err != nil {
			s.fail(c, err)
			return
		}
		p.By, p.Error = cut(by, byLimit), text
		s.write(c, http.StatusBadRequest, "correction", p)
	}
	if by == "" || len(by) > byLimit || len(note) > noteLimit {
		again("Say who decides it, in at most " + digits(byLimit) + " characters.")
		return
	}
	var err error
	verdict := archive.Verdict(c.PostForm("verdict"))
	switch verdict {
	case archive.Accepted, archive.Declined, archive.Undone:
		err = s.Store.Rule(c.Request.Context(), id, archive.Ruling{Verdict: verdict, By: by, Note: note}, s.Now())
	case "amended":
		var later archive.Correction
		later, err = s.Store.Correction(c.Request.Context(), id)
		if err != nil {
			break
		}
		if later.Touches, err = s.readTouches(c.Request.Context(), c.PostForm("touches")); err != nil {
			again(faultOf(err).text)
			return
		}
		if k := archive.CorrectionKind(c.PostForm("kind")); slices.Contains(archive.CorrectionKinds, k) {
			later.Kind = k
		}
		later.By, later.Rulings = by, []archive.Ruling{{Verdict: archive.Accepted, By: by, Note: note}}
		later, err = s.Store.Amend(c.Request.Context(), id, later, s.Now())
		id = later.ID
	default:
		err = invalid("A correction is accepted, declined, undone or amended.")
	}
	if errors.Is(err, archive.ErrNotFound) && verdict != "amended" {
		err = notFound("There is no such correction in this archive.")
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.Log.Info("a correction was decided", "correction", id, "verdict", verdict)
	c.Redirect(http.StatusSeeOther, correctionURL(id))
}

// readTouches reads places, one a line, and looks whether they are there.
func (s *Site) readTouches(ctx context.Context, text string) ([]archive.Touch, error) {
	var out []archive.Touch
	for _, line := range strings.Fields(strings.ReplaceAll(text, "/cite/", " ")) {
		if strings.HasPrefix(line, "http://") || strings.HasPrefix(line, "https://") {
			continue // what stands before /cite/ in a pasted address
		}
		if u, err := url.PathUnescape(line); err == nil {
			line = u
		}
		p, err := archive.ParsePlace(line)
		if err != nil {
			return nil, invalid("“%s” names no place. One looks like 2026-017-0003:p12:t2:r5.", cut(line, 80))
		}
		if _, err := s.find(ctx, p.Item, p.Locator); err != nil {
			return nil, err
		}
		out = append(out, archive.Touch{At: p, Why: "An editor named it."})
	}
	if len(out) == 0 {
		return nil, invalid("Name at least one place that it is about, such as 2026-017-0003:p12:t2:r5.")
	}
	return out, nil
}

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
