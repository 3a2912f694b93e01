package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/message"
	"readingroom/archive/store"
)

// ThreadPage is a thread: messages that answer one another, each once.
type ThreadPage struct {
	ID       string          `json:"id"`
	URL      string          `json:"url"`
	Subject  string          `json:"subject"`
	Count    int             `json:"count"`
	Items    int             `json:"documents"` // that they stand in
	Messages []ThreadMessage `json:"messages"`
	More     int             `json:"more,omitempty"` // messages that are not shown
}

// A ThreadMessage is a message, with all places where it stands.
type ThreadMessage struct {
	archive.Message
	Print       string         `json:"print"` // its address in the thread
	Text        string         `json:"text"`
	Cut         bool           `json:"cut,omitempty"` // the text goes on where it stands
	Attachments []Document     `json:"attached,omitempty"`
	Places      []MessagePlace `json:"places"`
	When        string         `json:"-"`
	Blocks      []block        `json:"-"`
}

// How many messages of a thread are shown, and how much of each.
const (
	threadShown = 200
	bodyShown   = 6000 // characters
)

func threadURL(id string) string { return "/threads/" + escape(id) }

func (s *Site) thread(c *gin.Context) (*ThreadPage, error) {
	id := c.Param("thread")
	all, err := s.Store.Thread(c.Request.Context(), id)
	if err != nil {
		return nil, err
	}
	traces := make([]message.Trace, len(all))
	items := map[string]bool{}
	for i, m := range all {
		traces[i] = m.Trace
		items[m.Item] = true
	}
	groups := message.Group(traces)
	p := &ThreadPage{ID: all[0].Thread, URL: threadURL(all[0].Thread), Count: len(groups), Items: len(items), Messages: []ThreadMessage{}}
	r := bodies{site: s, files: map[string]*content.File{}}
	defer r.close()
	for _, g := range groups[:min(len(groups), threadShown)] {
		m, err := s.threadMessage(c, &r, all, g)
		if err != nil {
			return nil, err
		}
		p.Messages = append(p.Messages, m)
		p.Subject = cmp.Or(p.Subject, m.Subject)
	}
	p.More = len(groups) - len(p.Messages)
	p.Subject = cmp.Or(p.Subject, "E-mails without a subject")
	return p, nil
}

// threadMessage shows a message from the place that says most of it.
func (s *Site) threadMessage(c *gin.Context, r *bodies, all []store.Message, group []int) (ThreadMessage, error) {
	best := all[group[0]]
	var m ThreadMessage
	for _, i := range group {
		m.Places = append(m.Places, placeOf(all[i]))
		if fuller(all[i], best) {
			best = all[i]
		}
	}
	m.Message, m.Print, m.When = best.Message, best.Trace.Print, when(best.Message)
	var err error
	if m.Text, m.Cut, err = r.of(c, best); err != nil {
		return m, err
	}
	m.Blocks = set(m.Text, nil, nil, nil)
	if best.Form != "mail" {
		return m, nil
	}
	parts, err := s.Store.Items(c.Request.Context(), store.Filter{Parent: best.Item, Limit: 100})
	for _, it := range parts {
		m.Attachments = append(m.Attachments, documentOf(it))
	}
	return m, err
}

// fuller reports whether a place says more of a message than another: the
// e-mail itself before what was printed of it, the longer before what was withheld.
func fuller(a, b store.Message) bool {
	own := func(m store.Message) int {
		if m.Form == "mail" {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(own(a), own(b)), cmp.Compare(a.Trace.Body.Words, b.Trace.Body.Words), cmp.Compare(len(b.Withheld), len(a.Withheld))) > 0
}

// bodies reads the texts of messages from the content of their items.
type bodies struct {
	site  *Site
	files map[string]*content.File
	most  int // characters of each; 0: what a thread shows
}

func (r *bodies) close() {
	for _, f := range r.files {
		f.Close()
	}
}

// of returns the text of a message, and whether it goes on.
func (r *bodies) of(c *gin.Context, m store.Message) (text string, more bool, err error) {
	f := r.files[m.Item]
	if f == nil {
		it, err := r.site.Store.Item(c.Request.Context(), m.Item)
		if err != nil {
			return "", false, err
		}
		if f, err = r.site.Contents.Open(it.Digest); err != nil {
			return "", false, nil // it is being read anew
		}
		if len(r.files) > 20 {
			r.close()
			clear(r.files)
		}
		r.files[m.Item] = f
	}
	var parts []string
	left := cmp.Or(r.most, bodyShown)
	for n := m.Body.Page; n <= m.Body.Last && n <= f.Head().Pages; n++ {
		p, err := f.Page(n)
		if err != nil {
			return "", false, err
		}
		runes := []rune(p.Text)
		from, to := 0, len(runes)
		if n == m.Body.Page {
			from = min(m.Body.Start, to)
		}
		if n == m.Body.Last {
			to = min(max(from, m.Body.End), to)
		}
		if to-from > left {
			to, more = from+left, true
		}
		left -= to - from
		parts = append(parts, strings.Trim(string(runes[from:to]), "\n"))
		if more {
			break
		}
	}
	return strings.Trim(strings.Join(parts, "\n"), "\n"), more, nil
}

func (p *ThreadPage) table() [][]string {
	rows := [][]string{{"thread", "message", "date", "sent", "from", "to", "cc", "subject", "document", "page", "quoted", "url"}}
	for _, m := range p.Messages {
		for _, at := range m.Places {
			rows = append(rows, []string{p.ID, m.Print, m.Date, m.Sent, m.From, m.To, m.Cc, m.Subject, at.Item, digits(at.Page), digits(at.Depth), at.URL})
		}
	}
	return rows
}

// ThreadsPage lists the threads.
type ThreadsPage struct {
	Threads []ThreadLine `json:"threads"`
}

// A ThreadLine is a thread in the list of them.
type ThreadLine struct {
	ID       string `json:"id"`
	URL      string `json:"url"`
	Subject  string `json:"subject"`
	From     string `json:"from"` // of its first message
	Date     string `json:"date"` // of its first message, YYYY-MM-DD
	Messages int    `json:"messages"`
	Items    int    `json:"documents"`
}

// threadsListed is how many threads are listed: the longest.
const threadsListed = 500

func (s *Site) threads(c *gin.Context) (*ThreadsPage, error) {
	all, err := s.Store.Threads(c.Request.Context(), threadsListed)
	p := &ThreadsPage{Threads: []ThreadLine{}}
	for _, t := range all {
		l := ThreadLine{ID: t.ID, URL: threadURL(t.ID), Subject: cmp.Or(oneLine(t.Subject), "E-mails without a subject"), From: oneLine(t.From), Messages: t.Messages, Items: t.Items}
		l.Date, _, _ = strings.Cut(t.First, "T")
		p.Threads = append(p.Threads, l)
	}
	slices.SortStableFunc(p.Threads, func(a, b ThreadLine) int { return cmp.Compare(b.Date, a.Date) })
	return p, err
}

func (p *ThreadsPage) table() [][]string {
	rows := [][]string{{"thread", "subject", "from", "date", "messages", "documents", "url"}}
	for _, t := range p.Threads {
		rows = append(rows, []string{t.ID, t.Subject, t.From, t.Date, digits(t.Messages), digits(t.Items), t.URL})
	}
	return rows
}
