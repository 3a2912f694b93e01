package web

import (
	"errors"
	"mime"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// An ItemDecision is what somebody decided about a document: a form, or as JSON.
type ItemDecision struct {
	Act    string `json:"act"` // withdraw, lift; replace, undo
	By     string `json:"by"`
	Reason string `json:"reason,omitempty"`
	With   string `json:"with,omitempty"` // the later version
	Note   string `json:"note,omitempty"`
}

func readDecision(c *gin.Context) (d ItemDecision, err error) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 64<<10)
	if kind, _, _ := mime.ParseMediaType(c.GetHeader("Content-Type")); kind == "application/json" {
		err = readJSON(c, &d)
	} else {
		d = ItemDecision{c.PostForm("act"), c.PostForm("by"), c.PostForm("reason"), c.PostForm("with"), c.PostForm("note")}
	}
	d.By, d.Reason, d.With, d.Note = oneLine(d.By), oneLine(d.Reason), strings.TrimSpace(d.With), oneLine(d.Note)
	return d, err
}

// decided answers with the address of the document.
func decided(c *gin.Context, item string) {
	if formOf(c.Request) == "json" {
		c.JSON(http.StatusOK, gin.H{"item": item, "url": itemURL(item)})
		return
	}
	c.Redirect(http.StatusSeeOther, itemURL(item))
}

// withdraw has an item no longer shown, or shown again.
func (s *Site) withdraw(c *gin.Context) {
	d, err := readDecision(c)
	item, act, by, reason := c.Param("item"), d.Act, d.By, d.Reason
	switch {
	case err != nil:
	case by == "" || len(by) > byLimit:
		err = invalid("Say who decides it, in at most %d characters.", byLimit)
	case act == "lift":
		err = s.Ingest.LiftWithdrawal(c.Request.Context(), item, by)
	case act != "withdraw":
		err = invalid("A document is withdrawn (act=withdraw) or shown again (act=lift).")
	case reason == "" || len(reason) > noteLimit:
		err = invalid("Say why it is withdrawn, in at most %d characters. Whoever follows a citation of it reads that.", noteLimit)
	default:
		_, err = s.Ingest.Withdraw(c.Request.Context(), archive.Withdrawal{Item: item, Reason: reason, By: by})
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.Log.Info("a withdrawal was decided", "item", item, "act", act)
	decided(c, item)
}

// replace records that another item takes the place of one, or takes that back.
func (s *Site) replace(c *gin.Context) {
	ctx := c.Request.Context()
	d, err := readDecision(c)
	item, act, by, note, with := c.Param("item"), d.Act, d.By, d.Note, d.With
	if i := strings.LastIndexByte(with, '/'); i >= 0 { // an address that was pasted
		with = with[i+1:]
	}
	switch {
	case err != nil:
	case by == "" || len(by) > byLimit || len(note) > noteLimit:
		err = invalid("Say who decides it, in at most %d characters.", byLimit)
	case act == "undo":
		err = s.Store.UndoReplacement(ctx, item, by, s.Now())
	case act != "replace":
		err = invalid("A document is replaced (act=replace), or that is undone (act=undo).")
	case !archive.IsItemNumber(with):
		err = invalid("Name the later version by its number, such as 2026-017-0003; “%s” is none.", cut(with, 60))
	default:
		_, err = s.Store.Replace(ctx, archive.Replacement{Item: item, With: with, Note: note, By: by}, s.Now())
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.Log.Info("a replacement was decided", "item", item, "with", with, "act", act)
	decided(c, item)
}

// A VersionLine is another version of a document.
type VersionLine struct {
	Document Document `json:"document"`
	Note     string   `json:"note,omitempty"`
	By       string   `json:"by"`
	Date     string   `json:"date"` // when that was recorded, YYYY-MM-DD
}

// versions finds what a document replaces, and what was said of it.
func (s *Site) versions(c *gin.Context, o opened, p *DocumentPage) error {
	ctx := c.Request.Context()
	all, err := s.Store.Replacements(ctx, o.Number)
	if err != nil {
		return err
	}
	for _, r := range all {
		if !r.Undone.IsZero() || r.With != o.Number {
			continue
		}
		it, err := s.Store.Item(ctx, r.Item)
		if errors.Is(err, archive.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		p.Replaces = append(p.Replaces, VersionLine{documentOf(it), r.Note, r.By, shortDate(r.At)})
	}
	if p.CitedBy, err = s.mentionLines(c, o.Number, archive.Accepted); err != nil {
		return err
	}
	p.MentionsURL = mentionsURL(o.Number)
	return nil
}
