package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// withdraw has an item no longer shown, or shown again.
func (s *Site) withdraw(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 64<<10)
	item, by, reason := c.Param("item"), oneLine(c.PostForm("by")), oneLine(c.PostForm("reason"))
	act := c.PostForm("act")
	var err error
	switch {
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
	c.Redirect(http.StatusSeeOther, itemURL(item))
}

// replace records that another item takes the place of one, or takes that back.
func (s *Site) replace(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 64<<10)
	ctx := c.Request.Context()
	item, by, note := c.Param("item"), oneLine(c.PostForm("by")), oneLine(c.PostForm("note"))
	with := strings.TrimSpace(c.PostForm("with"))
	if i := strings.LastIndexByte(with, '/'); i >= 0 { // an address that was pasted
		with = with[i+1:]
	}
	act := c.PostForm("act")
	var err error
	switch {
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
	c.Redirect(http.StatusSeeOther, itemURL(item))
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
