package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// A Suggestion is what a reader may be typing, and where it leads.
type Suggestion struct {
	Text  string `json:"text"`
	Kind  string `json:"kind"` // word, title, place, agency, source or tag
	Count int    `json:"count"`
	URL   string `json:"url"`
}

// suggest completes what is in the search box so far, as JSON.
func (s *Site) suggest(c *gin.Context) {
	limit, err := positive(c.Query("limit"), 8)
	if err != nil || limit > 50 {
		s.fail(c, invalid("“limit” is how many suggestions are made, from 1 to 50."))
		return
	}
	found, err := s.Index.Suggest(c.Request.Context(), c.Query("q"), limit)
	if err != nil {
		s.fail(c, err)
		return
	}
	out := []Suggestion{}
	for _, x := range found {
		url := withQuery("/search", "q", x.Text)
		if x.Item != "" {
			url = itemURL(x.Item)
		}
		out = append(out, Suggestion{x.Text, x.Kind, x.Count, url})
	}
	writeJSON(c, http.StatusOK, gin.H{"query": c.Query("q"), "suggestions": out})
}
