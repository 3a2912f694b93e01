package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// A gone is the answer for all of an item that was withdrawn: 410, and why.
type gone struct {
	item archive.Item
	archive.Withdrawal
}

func (g *gone) Error() string {
	return "Document " + g.item.Number + " was withdrawn on " + longDay(shortDate(g.At)) + ": " + g.Reason
}

// shown returns a *gone for an item that was withdrawn.
func (s *Site) shown(ctx context.Context, it archive.Item) error {
	w, err := s.Store.Withdrawn(ctx, it.Number)
	if err != nil {
		return err
	}
	if w != nil {
		return &gone{it, *w}
	}
	return nil
}

// GonePage stands where an item was.
type GonePage struct {
	Error  string `json:"error"`
	Number string `json:"number"`
	Title  string `json:"title"`
	Digest string `json:"digest"` // SHA-256
	State  string `json:"state"`  // of a citation of it: "withdrawn"
	Reason string `json:"reason"`
	Date   string `json:"date"` // YYYY-MM-DD
	By     string `json:"by"`
	Source string `json:"source"`

	Received string `json:"received"`
	Allowed  bool   `json:"-"`
}

// tombstone shows that an item was withdrawn.
func (s *Site) tombstone(c *gin.Context, g *gone) {
	d := documentOf(g.item)
	p := GonePage{
		Error: g.Error(), Number: d.Number, Title: d.Title, Digest: d.Digest, State: "withdrawn", Reason: g.Reason, Date: shortDate(g.At), By: g.By, Allowed: s.mayChange(c.Request),
	}
	if a, err := s.Store.Accession(c.Request.Context(), g.item.Accession); err == nil {
		p.Source, p.Received = a.Source, shortDate(a.Received)
	}
	c.Header("Cache-Control", "no-store")
	if formOf(c.Request) != "" {
		writeJSON(c, http.StatusGone, p)
		return
	}
	s.render(c, http.StatusGone, "gone", p)
}
