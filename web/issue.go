package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/series"
	"readingroom/archive/store"
)

// A SeriesSaid is what an editor said of a document's series.
type SeriesSaid struct {
	What string `json:"what"`
	By   string `json:"by"`
	Note string `json:"note,omitempty"`
	Made string `json:"made"`
}

// A SeriesPlace is the place of a document in its series.
type SeriesPlace struct {
	Title    string     `json:"title"`
	URL      string     `json:"url"`
	Period   string     `json:"period"`
	Copy     bool       `json:"copy"` // there is another copy of the same report
	Previous *Document  `json:"previous,omitempty"`
	Next     *Document  `json:"next,omitempty"`
	Others   []Document `json:"others"` // of the same period
}

func (s *Site) seriesPlace(ctx context.Context, item string) (*SeriesPlace, error) {
	x, ok, err := s.Lists.SeriesOf(ctx, item)
	if err != nil || !ok {
		return nil, err
	}
	at, isCopy, _ := x.Where(item)
	issue := x.Issues[at]
	p := &SeriesPlace{Title: x.Title, URL: seriesURL(x.Slug), Copy: isCopy, Others: []Document{}}
	if issue.Facts.Period.From != "" {
		p.Period = issue.Facts.Period.Period.String()
	}
	doc := func(n string) (*Document, error) {
		it, err := s.Store.Item(ctx, n)
		d := documentOf(it)
		return &d, err
	}
	if at > 0 {
		if p.Previous, err = doc(x.Issues[at-1].Item); err != nil {
			return nil, err
		}
	}
	if at+1 < len(x.Issues) {
		if p.Next, err = doc(x.Issues[at+1].Item); err != nil {
			return nil, err
		}
	}
	for _, o := range append([]series.Document{issue.Document}, issue.Copies...) {
		if o.Item != item {
			d, err := doc(o.Item)
			if err != nil {
				return nil, err
			}
			p.Others = append(p.Others, *d)
		}
	}
	return p, nil
}

// asReport says of a document what it is as a report: its series, its totals,
// what was corrected in it, and what it corrects.
func (s *Site) asReport(c *gin.Context, o opened, p *DocumentPage) error {
	ctx := c.Request.Context()
	p.Corrections = correctionNotes(o.touched.All())
	var err error
	if p.Series, err = s.seriesPlace(ctx, o.Number); err != nil {
		return err
	}
	p.CanChange = s.mayChange(c.Request)
	said, err := s.Store.SeriesRulings(ctx, o.Number)
	if err != nil {
		return err
	}
	for _, r := range said {
		where := "Put into the series “" + r.Series + "”"
		if r.Series == "" {
			where = "Taken out of all series"
		}
		p.SeriesSaid = append(p.SeriesSaid, SeriesSaid{where, r.By, r.Note, shortDate(r.At)})
	}
	by, err := s.Store.CorrectionsBy(ctx, o.Number)
	if err != nil {
		return err
	}
	for _, x := range by {
		if x.Stands() {
			p.Corrects = append(p.Corrects, correctionNote(x))
		}
	}
	facts, err := s.Lists.Facts(ctx, o.Item)
	if err != nil {
		return err
	}
	if facts.Notice && len(by) == 0 {
		p.Review = noticeURL(o.Number)
	}
	if len(o.head().Tables) > 0 && o.file != nil {
		p.Audit, err = s.audit(c, o, 0)
	}
	return err
}

// putInSeries records what an editor says of a document's series.
func (s *Site) putInSeries(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 8<<10)
	item, slug, by := c.Param("item"), strings.TrimSpace(c.PostForm("series")), strings.TrimSpace(c.PostForm("by"))
	if _, err := s.Store.Item(c.Request.Context(), item); err != nil || !archive.IsItemNumber(item) {
		s.fail(c, notFound("“%s” is no item’s number. One looks like 2026-017-0003.", cut(item, 60)))
		return
	}
	if by == "" || len(by) > byLimit || len(slug) > 200 || len(c.PostForm("note")) > noteLimit {
		s.fail(c, invalid("Say who decides it, in at most %d characters.", byLimit))
		return
	}
	if slug != "" {
		slug = series.Slug(strings.TrimPrefix(slug, "/series/"))
	}
	err := s.Store.PutInSeries(c.Request.Context(), store.SeriesRuling{Item: item, Series: slug, By: by, Note: strings.TrimSpace(c.PostForm("note"))}, s.Now())
	if err != nil {
		s.fail(c, err)
		return
	}
	s.Lists.Forget()
	s.Log.Info("a document was put into a series", "item", item, "series", slug)
	c.Redirect(http.StatusSeeOther, itemURL(item))
}
