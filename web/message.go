package web

import (
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/store"
)

// A MessageLine is an e-mail that stands on the pages of a document.
type MessageLine struct {
	archive.Message
	URL       string         `json:"url"`    // its head, marked on its page
	Thread    string         `json:"thread"` // the address of its thread
	Elsewhere []MessagePlace `json:"elsewhere,omitempty"`
	File      string         `json:"file"` // as a message file
	When      string         `json:"-"`
	Cite      string         `json:"-"` // where it is cited

	thread string
}

// A MessagePlace is a place where a message stands.
type MessagePlace struct {
	Item  string `json:"item"`
	Title string `json:"title"`
	URL   string `json:"url"`
	Page  int    `json:"page"`
	Depth int    `json:"depth"` // 0: it is not quoted there
	Form  string `json:"form"`
}

// messagesShown is how many messages of a document are listed with the other
// places where they stand.
const messagesShown = 60

func placeOf(m store.Message) MessagePlace {
	p := MessagePlace{Item: m.Item, Title: oneLine(m.Title), URL: messageURL(m), Page: m.Page, Depth: m.Depth, Form: m.Form}
	if p.Title == "" {
		p.Title = m.Name
	}
	return p
}

// Quoted says how a message stands at a place: "quoted, p. 2".
func (p MessagePlace) Quoted() string {
	switch {
	case p.Form == "mail":
		return "the e-mail itself"
	case p.Depth > 0:
		return "quoted, p. " + digits(p.Page)
	}
	return "p. " + digits(p.Page)
}

// messageURL is a message where it stands: its head, marked on the page; an
// e-mail itself is its document.
func messageURL(m store.Message) string {
	if m.Form == "mail" || m.End <= m.Start {
		return itemURL(m.Item)
	}
	return spanURL(m.Item, m.Page, m.Start, m.End)
}

// when prints when a message was sent: as written, or from an e-mail's head.
func when(m archive.Message) string {
	if m.Form != "mail" {
		return m.Sent
	}
	return longDay(m.Date)
}

// messages returns the e-mails on a page of an item, or with 0 on all, and where
// else each stands.
func (s *Site) messages(c *gin.Context, item string, page int) ([]MessageLine, error) {
	ctx := c.Request.Context()
	all, err := s.Store.Messages(ctx, item)
	if err != nil {
		return nil, err
	}
	lines := []MessageLine{}
	for _, m := range all {
		if page > 0 && (page < m.Page || page > max(m.Body.Last, m.Page)) {
			continue
		}
		l := MessageLine{Message: m.Message, URL: messageURL(m), Thread: threadURL(m.Thread), File: printedURL(item, m.Number), When: when(m.Message), thread: m.Thread}
		l.Cite, _, _ = strings.Cut(l.URL, "#")
		l.Cite += "#cite"
		if len(lines) < messagesShown {
			others, err := s.Store.Elsewhere(ctx, m)
			if err != nil {
				return nil, err
			}
			for _, o := range others {
				l.Elsewhere = append(l.Elsewhere, placeOf(o))
			}
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// Conversation are the first e-mails of a document as its page lists them; a mail
// that stands alone, and nowhere else, is not listed below itself.
func (p *DocumentPage) Conversation() []MessageLine {
	if len(p.Messages) == 1 && p.Messages[0].Form == "mail" && len(p.Messages[0].Elsewhere) == 0 {
		return nil
	}
	return p.Messages[:min(len(p.Messages), messagesShown)]
}

// Items counts the documents that a message stands in besides this one.
func (l MessageLine) Items() int {
	seen := map[string]bool{}
	for _, p := range l.Elsewhere {
		seen[p.Item] = true
	}
	return len(seen)
}

// GoesOn reports whether the head of a message stands on an earlier page.
func (l MessageLine) GoesOn(page int) bool { return l.Page < page }

// Indent is how far a message is set in that is quoted in others.
func (l MessageLine) Indent() int { return min(l.Depth, 4) }
