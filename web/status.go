package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive/store"
)

// StatusPage is what the archive is doing.
type StatusPage struct {
	Counts  store.Counts `json:"counts"`
	Queue   []QueueStep  `json:"queue"`
	Busy    bool         `json:"busy"`
	Trouble string       `json:"trouble,omitempty"` // why work stands still
	Open    []Accession  `json:"open"`              // intakes whose files are still coming in
	Reasons []ReasonLine `json:"reasons"`           // why documents were set aside, the commonest first
	Aside   []AsideLine  `json:"set_aside"`
	Work    []WorkLine   `json:"work"` // reindexing and verifying
	Next    string       `json:"next,omitempty"`
}

// A QueueStep is how many documents wait for a step.
type QueueStep struct {
	Step  store.Step `json:"step"`
	Title string     `json:"-"`
	Count int        `json:"count"`
}

// An AsideLine is a file whose document was not read.
type AsideLine struct {
	Path   string `json:"path"`
	Item   string `json:"item"`
	URL    string `json:"url"`
	Reason string `json:"reason"`
}

// A ReasonLine is how many documents were not read for one reason.
type ReasonLine struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

var stepTitles = []QueueStep{
	{store.StepExtract, "Waiting to be read", 0},
	{store.StepLink, "Read; dates and places to be found", 0},
	{store.StepIndex, "Waiting to be made searchable", 0},
}

// reload has the browser ask again while work goes on. A header does it, not
// the page: a reader who wants it to stand still follows ?still=1.
func reload(c *gin.Context) {
	if c.Query("still") == "" && formOf(c.Request) == "" {
		c.Header("Refresh", "5")
	}
}

func (s *Site) status(c *gin.Context) (*StatusPage, error) {
	ctx := c.Request.Context()
	p := &StatusPage{Queue: []QueueStep{}, Open: []Accession{}, Reasons: []ReasonLine{}, Aside: []AsideLine{}, Work: s.work.lines()}
	var err error
	if p.Counts, err = s.Store.Count(ctx, ""); err != nil {
		return nil, err
	}
	queue, err := s.Store.Queue(ctx)
	if err != nil {
		return nil, err
	}
	for _, q := range stepTitles {
		q.Count = queue[q.Step]
		p.Queue = append(p.Queue, q)
		p.Busy = p.Busy || q.Count > 0
	}
	if trouble := s.Ingest.Trouble(); trouble != nil {
		p.Trouble = "The reason is in the server’s log."
		if s.mayChange(c.Request) { // it may name folders of the machine
			p.Trouble = upperFirst(trouble.Error()) + "."
		}
	}
	open, err := s.Store.OpenAccessions(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range open {
		line, err := s.accessionLine(c, a)
		if err != nil {
			return nil, err
		}
		p.Open = append(p.Open, line)
	}
	if p.Busy = p.Busy || len(open) > 0 || s.work.busy(); p.Busy {
		reload(c)
	}
	return p, s.setAside(c, p)
}

func (s *Site) setAside(c *gin.Context, p *StatusPage) error {
	aside, err := s.Store.Asides(c.Request.Context(), "")
	if err != nil {
		return err
	}
	p.Reasons = reasons(aside)
	for i, a := range aside {
		if i == filesAtOnce && !listed(c.Request) {
			p.Next = withQuery("/items", "with", "aside")
			break
		}
		p.Aside = append(p.Aside, AsideLine{a.Path, a.Item, itemURL(a.Item), a.Reason})
	}
	return nil
}

// reasons counts documents by why they were set aside; one that came twice
// counts once.
func reasons(aside []store.AsideItem) []ReasonLine {
	lines, seen := []ReasonLine{}, map[string]bool{}
	for _, a := range aside {
		if seen[a.Item] {
			continue
		}
		seen[a.Item] = true
		reason := upperFirst(strings.TrimPrefix(plain(a.Reason), notReadYet))
		i := slices.IndexFunc(lines, func(l ReasonLine) bool { return l.Reason == reason })
		if i < 0 {
			lines, i = append(lines, ReasonLine{Reason: reason}), len(lines)
		}
		lines[i].Count++
	}
	slices.SortStableFunc(lines, func(a, b ReasonLine) int { return b.Count - a.Count })
	return lines
}

func (p *StatusPage) table() [][]string {
	rows := [][]string{{"path", "item", "reason", "url"}}
	for _, a := range p.Aside {
		rows = append(rows, []string{a.Path, a.Item, a.Reason, a.URL})
	}
	return rows
}

// health answers those who watch whether the server is alive.
func (s *Site) health(c *gin.Context) {
	status, code := "ok", http.StatusOK
	n, err := s.Store.Count(c.Request.Context(), "")
	if err != nil {
		status, code = "the database does not answer", http.StatusServiceUnavailable
	}
	c.Header("Cache-Control", "no-store")
	writeJSON(c, code, gin.H{"status": status, "version": s.Version, "waiting": n.Waiting})
}
