package web

import (
	"errors"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/cite"
)

// A Standing says on the page of a place what became of the citation that led
// there, and whether the document was replaced.
type Standing struct {
	State    cite.State `json:"state,omitempty"` // "" where no citation led here
	Cited    string     `json:"cited,omitempty"` // the place as it was cited
	Says     string     `json:"says,omitempty"`  // a sentence or two
	Was      string     `json:"was,omitempty"`   // what it said, where that is otherwise now
	Is       string     `json:"is,omitempty"`
	Replaced *Document  `json:"replaced_by,omitempty"` // the version that holds now
	Newer    string     `json:"newer,omitempty"`       // where the place stands in it
	NewerIs  string     `json:"newer_says,omitempty"`

	NewerURL   string `json:"-"`
	NewerWords string `json:"-"`
	Missing    bool   `json:"-"` // it does not stand in the version that holds
}

// standing is nil where there is nothing to say.
func (s *Site) standing(c *gin.Context, o opened) (*Standing, error) {
	via := c.Query("via")
	if via == "" && len(o.newer) == 0 {
		return nil, nil
	}
	ctx := c.Request.Context()
	st := &Standing{}
	if n := len(o.newer); n > 0 {
		it, err := s.Store.Item(ctx, o.newer[n-1])
		if err != nil {
			return nil, err
		}
		d := documentOf(it)
		st.Replaced = &d
	}
	p, err := archive.ParsePlace(via)
	if via == "" || err != nil {
		return st.orNothing(), nil
	}
	r, err := s.resolve(c.Request, p, c.Query("h"))
	if errors.Is(err, archive.ErrNotFound) || err == nil && r.Now.Item != o.Number {
		return st.orNothing(), nil // no citation leads here
	}
	if err != nil {
		return nil, err
	}
	st.say(r, o)
	return st, nil
}

func (st *Standing) orNothing() *Standing {
	if st.Replaced == nil {
		return nil
	}
	return st
}

// say puts what became of a citation into words.
func (st *Standing) say(r resolution, o opened) {
	st.State, st.Cited = r.State, r.Cited.Place.String()
	var says []string
	was, is := inWords(r.Cited.Locator), inWords(r.Now.Locator)
	switch {
	case r.Now.Item != r.Cited.Item:
		says = append(says, "You followed a citation of "+orWhole(was)+" of "+r.Cited.Item+". What it cites stands here, at "+orWhole(is)+".")
	case r.Now.Locator != r.Cited.Locator:
		says = append(says, "You followed a citation of "+was+". As the document is read now, what was cited there stands here, at "+is+".")
	case r.Changed:
		says = append(says, "It is read otherwise now than when it was cited.")
	}
	if r.Others > 0 {
		says = append(says, "It may be another one: "+count(r.Others, "more place says", "more places say")+" the same.")
	}
	if r.Changed {
		st.Was, st.Is = cut(saidText(r.Cited), 400), cut(oneLine(r.Text), 400)
	}
	if st.Replaced != nil {
		switch {
		case r.Newer == (archive.Place{}):
			st.Missing = !r.Cited.Locator.IsZero()
		default:
			st.Newer, st.NewerURL, st.NewerWords = r.Newer.String(), PlaceURL(r.Newer.Item, r.Newer.Locator), inWords(r.Newer.Locator)
			if r.NewerChanged && readOtherwise(r.Cited.Locator) {
				st.NewerIs = cut(oneLine(r.NewerText), 400)
			}
		}
	}
	st.Says = strings.Join(says, " ")
}

func orWhole(words string) string {
	if words == "" {
		return "the whole"
	}
	return words
}
