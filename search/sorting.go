package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"readingroom/archive"
)

// A sorting puts groups in line. Those that are alike in it are by number.
type sorting struct {
	by   string // relevance, date, title or size
	turn bool   // the other way round
}

// orders are those that there are.
var orders = []string{"relevance", "date", "title", "size"}

func newSorting(sort string, listing bool) (sorting, error) {
	by, turn := strings.CutPrefix(sort, "-")
	switch {
	case by == "" && listing:
		by = "date"
	case by == "":
		by = "relevance"
	case !slices.Contains(orders, by):
		return sorting{}, fmt.Errorf("order %q: want one of %s, with - before it for the other way round: %w", sort, strings.Join(orders, ", "), archive.ErrInvalid)
	}
	return sorting{by, turn}, nil
}

// A standing is what an order knows of a group.
type standing struct {
	score  float64
	key    string
	number string
}

func (o sorting) standing(c *catalog, g *group) standing {
	e := c.entries[g.ord]
	s := standing{number: e.Number}
	switch o.by {
	case "relevance":
		s.score = g.score()
	case "size":
		s.score = float64(e.Size)
	case "date":
		s.key = e.Date
	case "title":
		s.key = e.Title
	}
	return s
}

// compare is negative where x comes before y. An item without a date or title
// comes last either way.
func (o sorting) compare(x, y standing) int {
	c := cmp.Compare(y.score, x.score)
	if x.key != y.key {
		if x.key == "" || y.key == "" {
			return cmp.Compare(len(y.key), len(x.key))
		}
		if c = strings.Compare(x.key, y.key); o.by == "date" {
			c = -c // the latest first
		}
	}
	switch {
	case c == 0:
		return strings.Compare(x.number, y.number)
	case o.turn:
		return -c
	}
	return c
}
