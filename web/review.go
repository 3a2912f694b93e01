package web

import (
	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/store"
)

// ReviewPage is what is in doubt, for an editor to settle.
type ReviewPage struct {
	Groups int         `json:"groups"` // words that may mean several places, by source
	Count  int         `json:"links"`  // how often they stand there
	Doubts []DoubtLine `json:"doubts"`
	Next   string      `json:"next,omitempty"`

	Previous string `json:"-"`
	Allowed  bool   `json:"-"`
	Possible bool   `json:"-"`
	Back     string `json:"-"` // this page
}

// A DoubtLine is words that may mean several places.
type DoubtLine struct {
	Words      string      `json:"words"`
	Source     string      `json:"source"`
	Items      int         `json:"items"`
	Count      int         `json:"links"`
	Candidates []Candidate `json:"candidates"`
	Example    Link        `json:"example"`
	Item       string      `json:"item"`
	Title      string      `json:"title"`
	Before     string      `json:"before"`
	After      string      `json:"after"`
	Choices    []Candidate `json:"-"` // the first of Candidates
	N          int         `json:"-"`
}

const (
	doubtsAtOnce   = 20
	choicesOffered = 8
)

func (s *Site) review(c *gin.Context) (*ReviewPage, error) {
	ctx := c.Request.Context()
	from, err := positive(c.Query("from"), 1)
	if err != nil {
		return nil, invalid("“from” is the number of the first that is listed, from 1.")
	}
	p := &ReviewPage{Doubts: []DoubtLine{}, Allowed: s.mayChange(c.Request), Possible: s.canSignIn(), Back: reviewURL()}
	if from > 1 {
		p.Back = withQuery(reviewURL(), "from", digits(from))
		p.Previous = reviewURL()
		if from > doubtsAtOnce+1 {
			p.Previous = withQuery(reviewURL(), "from", digits(from-doubtsAtOnce))
		}
	}
	if p.Groups, p.Count, err = s.Store.CountDoubts(ctx); err != nil {
		return nil, err
	}
	limit := doubtsAtOnce
	if formOf(c.Request) == "csv" {
		limit = 1000
	}
	all, err := s.Store.Doubts(ctx, c.Query("source"), limit+1, from-1)
	if err != nil {
		return nil, err
	}
	if len(all) > limit {
		all, p.Next = all[:limit], withQuery(reviewURL(), "from", digits(from+limit), "source", c.Query("source"))
	}
	for i, d := range all {
		line, err := s.doubtLine(c, d)
		if err != nil {
			return nil, err
		}
		line.N = i + 1
		p.Doubts = append(p.Doubts, line)
	}
	return p, nil
}

func (s *Site) doubtLine(c *gin.Context, d store.Doubt) (DoubtLine, error) {
	it, err := s.Store.Item(c.Request.Context(), d.Item)
	if err != nil {
		return DoubtLine{}, err
	}
	line := DoubtLine{
		Words: d.Example.Text, Source: d.Source, Items: d.Items, Count: d.Links, Candidates: candidatesOf(d.Candidates), Item: d.Item, Title: d.Title,
	}
	line.Choices = line.Candidates[:min(len(line.Candidates), choicesOffered)]
	var t archive.Table
	o := opened{Item: it}
	if o.file, err = s.Contents.Open(it.Digest); err == nil {
		defer o.close()
		if n := d.Example.Table; n > 0 && n <= len(o.head().Tables) {
			t = o.head().Tables[n-1].Table
		}
	}
	line.Example = linkOf(d.Item, t, d.Example, nil)
	if o.file != nil {
		line.Before, line.After, err = surroundings(o, line.Example)
		if err != nil {
			return line, err
		}
	}
	return line, nil
}

func (p *ReviewPage) table() [][]string {
	rows := [][]string{{"words", "source", "documents", "links", "candidates", "example", "url"}}
	for _, d := range p.Doubts {
		maybe := ""
		for i, c := range d.Candidates {
			if i > 0 {
				maybe += " "
			}
			maybe += c.Slug
		}
		rows = append(rows, []string{d.Words, d.Source, digits(d.Items), digits(d.Count), maybe, d.Item, d.Example.URL})
	}
	return rows
}
