package web

import (
	"context"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/store"
)

// An Accession is one intake of records, as lists show it.
type Accession struct {
	Number   string       `json:"number"`
	URL      string       `json:"url"`
	Title    string       `json:"title"`
	Source   string       `json:"source"`
	Received string       `json:"received"` // YYYY-MM-DD
	Release  string       `json:"release,omitempty"`
	Request  string       `json:"request,omitempty"`
	By       string       `json:"by"`
	Open     bool         `json:"open"` // files are still being taken in
	Counts   store.Counts `json:"counts"`
}

func (s *Site) accessionLine(c *gin.Context, a archive.Accession) (Accession, error) {
	a, err := s.answering(c.Request, a)
	if err != nil {
		return Accession{}, err
	}
	n, err := s.Store.Count(c.Request.Context(), a.Number)
	return Accession{
		Number: a.Number, URL: accessionURL(a.Number), Title: oneLine(a.Title), Source: a.Source, Received: shortDate(a.Received),
		Release: a.Release, Request: a.Request, By: a.By, Open: a.Open, Counts: n,
	}, err
}

// AccessionsPage lists all intakes, the newest first.
type AccessionsPage struct {
	Accessions []Accession `json:"accessions"`
}

func (s *Site) accessions(c *gin.Context) (*AccessionsPage, error) {
	all, err := s.Store.Accessions(c.Request.Context())
	if err != nil {
		return nil, err
	}
	p := &AccessionsPage{Accessions: []Accession{}}
	for _, a := range all {
		line, err := s.accessionLine(c, a)
		if err != nil {
			return nil, err
		}
		p.Accessions = append(p.Accessions, line)
	}
	return p, nil
}

func (p *AccessionsPage) table() [][]string {
	rows := [][]string{{"number", "received", "source", "title", "request", "release", "files", "documents", "duplicates", "pages", "rows", "aside", "omitted", "url"}}
	for _, a := range p.Accessions {
		n := a.Counts
		rows = append(rows, []string{
			a.Number, a.Received, a.Source, a.Title, a.Request, a.Release, digits(n.Files), digits(n.Items),
			digits(n.Duplicates), digits(n.Pages), digits(n.Rows), digits(n.Aside), digits(n.Omitted), a.URL,
		})
	}
	return rows
}

// AccessionPage is one intake: what came, and what became of it.
type AccessionPage struct {
	Accession
	Files     []File     `json:"files"`
	Omissions []Omission `json:"omissions"`
	Next      string     `json:"next,omitempty"`
	Previous  string     `json:"previous,omitempty"`
	Busy      bool       `json:"busy"`

	Released []ReleasedLine `json:"released,omitempty"` // the requests it belongs to
}

// A File is one arrival and the document it is.
type File struct {
	Path      string   `json:"path"`
	Duplicate bool     `json:"duplicate"`
	Document  Document `json:"document"`
}

// An Omission is what could not be taken in.
type Omission struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// filesAtOnce is how many files of an accession a page shows.
const filesAtOnce = 200

func (s *Site) accession(c *gin.Context) (*AccessionPage, error) {
	ctx := c.Request.Context()
	a, err := s.accessionOf(c)
	if err != nil {
		return nil, err
	}
	number := a.Number
	p := &AccessionPage{Files: []File{}, Omissions: []Omission{}}
	if p.Accession, err = s.accessionLine(c, a); err != nil {
		return nil, err
	}
	if p.Released, err = s.releasedAccession(c, number); err != nil {
		return nil, err
	}
	if p.Busy = a.Open || p.Counts.Waiting > 0; p.Busy {
		reload(c)
	}
	from, err := positive(c.Query("from"), 1)
	if err != nil {
		return nil, invalid("“from” is the number of the first file shown, from 1.")
	}
	if err := s.files(c, p, number, from); err != nil {
		return nil, err
	}
	omitted, err := s.Store.Omissions(ctx, number)
	if err != nil {
		return nil, err
	}
	for _, o := range omitted {
		p.Omissions = append(p.Omissions, Omission{o.Path, o.Reason})
	}
	return p, nil
}

// accessionOf finds the accession that the address names.
func (s *Site) accessionOf(c *gin.Context) (archive.Accession, error) {
	number := c.Param("accession")
	if _, _, err := archive.ParseAccessionNumber(number); err != nil {
		return archive.Accession{}, notFound("“%s” is no accession’s number. One looks like 2026-017.", cut(number, 60))
	}
	a, err := s.Store.Accession(c.Request.Context(), number)
	if err != nil {
		return a, err
	}
	return s.answering(c.Request, a)
}

func (s *Site) files(c *gin.Context, p *AccessionPage, number string, from int) error {
	if listed(c.Request) {
		return s.allFiles(c.Request.Context(), p, number)
	}
	ctx := c.Request.Context()
	received, err := s.Store.ReceivedFrom(ctx, number, from-1, filesAtOnce)
	if err != nil {
		return err
	}
	if from > 1 {
		p.Previous = accessionURL(number)
		if from > filesAtOnce+1 {
			p.Previous = withQuery(p.Previous, "from", digits(from-filesAtOnce))
		}
	}
	if from-1+filesAtOnce < p.Counts.Files {
		p.Next = withQuery(accessionURL(number), "from", digits(from+filesAtOnce))
	}
	for _, r := range received {
		it, err := s.Store.Item(ctx, r.Item)
		if err != nil {
			return err
		}
		p.Files = append(p.Files, File{r.Path, r.Duplicate, documentOf(it)})
	}
	return nil
}

func (s *Site) allFiles(ctx context.Context, p *AccessionPage, number string) error {
	received, err := s.Store.Received(ctx, number)
	if err != nil {
		return err
	}
	all, err := s.Store.Items(ctx, store.Filter{Accession: number})
	if err != nil {
		return err
	}
	known := map[string]archive.Item{}
	for _, it := range all {
		known[it.Number] = it
	}
	for _, r := range received {
		if it, ok := known[r.Item]; ok { // else it came in between
			p.Files = append(p.Files, File{r.Path, r.Duplicate, documentOf(it)})
		}
	}
	return nil
}

func (p *AccessionPage) table() [][]string {
	rows := [][]string{append([]string{"path", "duplicate"}, documentColumns...)}
	for _, f := range p.Files {
		again := ""
		if f.Duplicate {
			again = "duplicate"
		}
		rows = append(rows, append([]string{f.Path, again}, f.Document.row()...))
	}
	return rows
}
