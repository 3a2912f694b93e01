package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive/foia"
)

// LetterPage is a letter that the program drafts: plain text to copy, change
// and send.
type LetterPage struct {
	Request foia.Request `json:"request"`
	URL     string       `json:"request_url"`
	Letter  foia.Letter  `json:"letter"`
	Title   string       `json:"title"`
	Text    string       `json:"text"`
	Plain   string       `json:"plain_url"` // the text alone
	Record  string       `json:"-"`         // where its sending is recorded
	Button  string       `json:"-"`
	To      string       `json:"send_to,omitempty"`
	Details string       `json:"-"` // where the request's own text is changed; "": it is no such letter
}

var letterTitles = map[foia.Letter]string{
	foia.LetterRequest: "The request", foia.LetterAppeal: "An appeal", foia.LetterReminder: "A reminder",
}

func (s *Site) letter(c *gin.Context) {
	name, plain := strings.CutSuffix(c.Param("letter"), ".txt")
	l := foia.Letter(name)
	k, err := s.caseOf(c)
	if err == nil && !slices.Contains(foia.Letters, l) {
		err = notFound("There is no such letter: there are request, appeal and reminder.")
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	number := k.Request.Number
	p := &LetterPage{Request: k.Request, URL: requestURL(number), Letter: l, Title: letterTitles[l], Text: foia.Draft(l, k, s.today()), Plain: letterURL(number, l+".txt")}
	if plain {
		c.Header("Content-Disposition", disposition("attachment", number+"-"+name+".txt"))
		c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte(p.Text))
		return
	}
	switch l {
	case foia.LetterRequest:
		p.Record, p.Button, p.To, p.Details = newEventURL(number, "kind", string(foia.Filed)), "Record that it was sent", cmp.Or(k.Agency.Portal, k.Agency.Email), requestDetailsURL(number)
	case foia.LetterAppeal:
		p.Record, p.Button, p.To = newEventURL(number, "kind", string(foia.Appealed)), "Record that it was sent", k.Agency.AppealTo
	default:
		p.Record, p.Button, p.To = newEventURL(number, "kind", string(foia.Noted), "note", "A reminder was sent."), "Record that it was sent", k.Agency.Email
	}
	if k.Standing.Filed != "" && l == foia.LetterRequest {
		p.Record = ""
	}
	s.write(c, http.StatusOK, "letter", p)
}
