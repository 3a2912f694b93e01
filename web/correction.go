package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
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
	for _, one := range slices.Compact([]string{c.Param("correction"), id}) {
		ruled, err := s.Store.Correction(c.Request.Context(), one)
		if err = errors.Join(err, s.touched(c.Request.Context(), ruled)); err != nil {
			s.Log.Error("what is corrected is not found as that until it is indexed again", "correction", one, "error", err)
		}
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
