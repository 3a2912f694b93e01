package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// A SuggestionLine is what a reader may be typing.
type SuggestionLine struct {
	Text  string `json:"text"` // all of it, to be searched for
	Kind  string `json:"kind"`
	Label string `json:"label,omitempty"` // what it is, beside the text
	Count int    `json:"count,omitempty"`
	URL   string `json:"url"`
}

// suggestions completes what was typed into a search box, as JSON.
func (s *Site) suggestions(c *gin.Context) {
	found, err := s.Index.Suggest(c.Request.Context(), c.Query("q"), 0)
	if err != nil {
		s.fail(c, err)
		return
	}
	out := []SuggestionLine{}
	for _, x := range found {
		l := SuggestionLine{Text: x.Text, Kind: x.Kind, Count: x.Count, URL: queryURL(x.Text)}
		switch x.Kind {
		case "word":
			if x.Count > 0 {
				l.Label = count(x.Count, "hit", "hits")
			}
		case "title":
			l.Label, l.URL = "document "+x.Item, itemURL(x.Item)
		default:
			l.Label = x.Kind
		}
		out = append(out, l)
	}
	c.Header("Cache-Control", "private, max-age=60")
	writeJSON(c, http.StatusOK, struct {
		Query       string           `json:"query"`
		Suggestions []SuggestionLine `json:"suggestions"`
	}{c.Query("q"), out})
}
