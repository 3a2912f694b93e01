package web

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/store"
)

// digits prints a number without separators, for addresses and data.
func digits(n int) string { return strconv.Itoa(n) }

// HomePage is what is in the archive, or how to begin.
type HomePage struct {
	Empty      bool         `json:"empty"`
	Counts     store.Counts `json:"counts"`
	Kinds      []KindCount  `json:"kinds"`
	Accessions []Accession  `json:"accessions"` // the newest
	Examples   []string     `json:"examples"`
	Series     []SeriesLine `json:"series"`
	Requests   DueSoon      `json:"requests"`

	Map   *Map `json:"-"`        // of the counties that records speak of; nil: of none
	Named int  `json:"counties"` // that records speak of
}

// A KindCount is how many documents there are of a kind.
type KindCount struct {
	Kind  archive.Kind `json:"kind"`
	Count int          `json:"count"`
}

// seriesAtHome is how many series the first page shows.
const seriesAtHome = 5

// examples are queries that find something in the demo and show what a query can be.
var examples = []string{`"Ventura County"`, "declined detainer", "sally port"}

func (s *Site) home(c *gin.Context) (*HomePage, error) {
	ctx := c.Request.Context()
	p := &HomePage{Accessions: []Accession{}, Series: []SeriesLine{}, Examples: examples, Kinds: []KindCount{}}
	var err error
	if p.Counts, err = s.Store.Count(ctx, ""); err != nil {
		return nil, err
	}
	if p.Requests, err = s.dueSoon(c); err != nil {
		return nil, err
	}
	if p.Empty = p.Counts.Accessions == 0 && p.Requests.Requests == 0; p.Empty {
		return p, nil
	}
	kinds, err := s.Store.CountKinds(ctx, "")
	if err != nil {
		return nil, err
	}
	for k, n := range kinds {
		p.Kinds = append(p.Kinds, KindCount{k, n})
	}
	slices.SortFunc(p.Kinds, func(a, b KindCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Kind, b.Kind))
	})
	all, err := s.Store.Accessions(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range all[:min(len(all), 5)] {
		line, err := s.accessionLine(c, a)
		if err != nil {
			return nil, err
		}
		p.Accessions = append(p.Accessions, line)
	}
	if p.Series, err = s.seriesLines(ctx, seriesAtHome); err != nil {
		return nil, err
	}
	figures, err := s.byMentions(ctx, "")
	p.Named = len(figures.lines)
	return p, err
}
