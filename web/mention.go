package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// A MentionLine is an article that cites an item.
type MentionLine struct {
	ID    string `json:"id"`
	URL   string `json:"url"`
	Title string `json:"title"`
	Date  string `json:"date,omitempty"` // of the article, YYYY-MM-DD
	Quote string `json:"quote,omitempty"`
	Place string `json:"place"` // what it cites
	Words string `json:"place_in_words,omitempty"`
	By    string `json:"named_by"`
	Named string `json:"named"` // YYYY-MM-DD

	Item  string `json:"item"`
	List  string `json:"list"`  // the address of all that cite the item
	Cites string `json:"cites"` // the permanent address of the place
	Host  string `json:"-"`
}

func mentionLine(m archive.Mention) MentionLine {
	l := MentionLine{ID: m.ID, URL: m.URL, Title: m.Title, Date: m.Date, Quote: m.Quote, Place: m.Place.String(), Words: inWords(m.Place.Locator), By: m.By, Named: shortDate(m.At), Cites: PlaceURL(m.Place.Item, m.Place.Locator)}
	l.Item, l.List = m.Place.Item, mentionsURL(m.Place.Item)
	if u, err := url.Parse(m.URL); err == nil {
		l.Host = strings.TrimPrefix(u.Hostname(), "www.")
	}
	return l
}

// MentionsPage is "who cites this": the articles that cite an item, and a form
// to name another.
type MentionsPage struct {
	Document Document      `json:"document"`
	Mentions []MentionLine `json:"mentions"`
	Waiting  []MentionLine `json:"-"` // for an editor
	Thanks   bool          `json:"-"`

	Error   string          `json:"-"`
	Allowed bool            `json:"-"`
	Typed   archive.Mention `json:"-"`
	At      string          `json:"-"` // the locator that was typed
}

func (p *MentionsPage) table() [][]string {
	rows := [][]string{{"place", "url", "title", "date", "quote", "named", "named_by"}}
	for _, m := range p.Mentions {
		rows = append(rows, []string{m.Place, m.URL, m.Title, m.Date, m.Quote, m.Named, m.By})
	}
	return rows
}

// AllMentionsPage lists the articles that cite any document, the newest first,
// and for an editor those that wait.
type AllMentionsPage struct {
	Mentions []MentionLine `json:"mentions"`
	Waiting  []MentionLine `json:"-"`
}

func (p *AllMentionsPage) table() [][]string { return (&MentionsPage{Mentions: p.Mentions}).table() }

func (s *Site) allMentions(c *gin.Context) (*AllMentionsPage, error) {
	p := &AllMentionsPage{}
	var err error
	if p.Mentions, err = s.mentionLines(c, "", archive.Accepted); err == nil && s.mayChange(c.Request) {
		p.Waiting, err = s.mentionLines(c, "", archive.Proposed)
	}
	return p, err
}

func (s *Site) mentionLines(c *gin.Context, item string, v archive.Verdict) ([]MentionLine, error) {
	all, err := s.Store.Mentions(c.Request.Context(), item, v)
	lines := []MentionLine{}
	for _, m := range all {
		lines = append(lines, mentionLine(m))
	}
	return lines, err
}

func (s *Site) citers(c *gin.Context) (*MentionsPage, error) {
	o, err := s.open(c)
	if err != nil {
		return nil, err
	}
	defer o.close()
	p := &MentionsPage{Document: documentOf(o.Item), Allowed: s.mayChange(c.Request), Thanks: c.Query("thanks") != "", At: c.Query("place")}
	if p.Mentions, err = s.mentionLines(c, o.Number, archive.Accepted); err == nil && p.Allowed {
		p.Waiting, err = s.mentionLines(c, o.Number, archive.Proposed)
	}
	return p, err
}

// Limits of what a reader may type.
const (
	urlLimit   = 2000
	titleLimit = 300
	quoteLimit = 2000
)

// addMention takes an article that a reader names. Who may change the archive
// has it listed at once; all others have it wait for an editor.
func (s *Site) addMention(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 64<<10)
	if err := c.Request.ParseForm(); err != nil {
		s.fail(c, cutOff(err))
		return
	}
	m, err := s.readMention(c)
	if err == nil {
		if m.Verdict = archive.Proposed; s.mayChange(c.Request) {
			m.Verdict = archive.Accepted
		}
		_, err = s.Store.Mention(c.Request.Context(), m, s.Now())
	}
	if err == nil {
		s.Log.Info("an article was named", "item", m.Place.Item, "verdict", m.Verdict)
		to := mentionsURL(m.Place.Item)
		if m.Verdict == archive.Proposed {
			to = withQuery(to, "thanks", "1")
		}
		c.Redirect(http.StatusSeeOther, to)
		return
	}
	f := faultOf(err)
	p, openErr := s.citers(c)
	if openErr != nil || f.status >= 500 {
		s.fail(c, firstError(openErr, err))
		return
	}
	p.Error, p.Typed, p.At = f.text, m, c.PostForm("place")
	s.write(c, f.status, "mentions", p)
}

func firstError(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// readMention reads what was typed; what is not right is archive.ErrInvalid.
func (s *Site) readMention(c *gin.Context) (archive.Mention, error) {
	get := func(name string) string { return strings.TrimSpace(c.PostForm(name)) }
	m := archive.Mention{URL: get("url"), Title: oneLine(get("title")), Date: get("date"), Quote: oneLine(get("quote")), By: oneLine(get("by"))}
	m.Place.Item = c.Param("item")
	u, err := url.Parse(m.URL)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || len(m.URL) > urlLimit || strings.ContainsFunc(m.URL, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return m, invalid("The address of the article begins with https:// or http://, and names a website.")
	case m.Title == "" || len(m.Title) > titleLimit:
		return m, invalid("Give the article’s title, in at most %d characters.", titleLimit)
	case len(m.Quote) > quoteLimit:
		return m, invalid("Quote at most %d characters.", quoteLimit)
	case len(m.By) > byLimit:
		return m, invalid("Your name may have at most %d characters.", byLimit)
	}
	m.URL = u.String()
	if m.Date != "" {
		if _, err := time.Parse(time.DateOnly, m.Date); err != nil {
			return m, invalid("The date is year, month and day, such as 2017-03-21; “%s” is none.", cut(m.Date, 30))
		}
	}
	if m.By == "" {
		m.By = "a reader"
	}
	text := get("place")
	if i := strings.LastIndex(text, "/cite/"); i >= 0 { // an address that was pasted
		if text, err = url.PathUnescape(strings.SplitN(text[i+len("/cite/"):], "?", 2)[0]); err != nil {
			return m, invalid("“%s” names no place of this document.", cut(get("place"), 80))
		}
	}
	text = strings.TrimPrefix(strings.TrimPrefix(text, m.Place.Item), ":")
	if m.Place.Locator, err = archive.ParseLocator(text); err != nil {
		return m, invalid("“%s” names no place. A place looks like p12, p12:t2:r5 or Sheet!B12.", cut(text, 80))
	}
	_, err = s.find(c.Request.Context(), m.Place.Item, m.Place.Locator)
	return m, err
}

// ruleMention accepts or declines an article.
func (s *Site) ruleMention(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 16<<10)
	by := oneLine(c.PostForm("by"))
	if by == "" {
		by = "an editor"
	}
	item := c.Param("item")
	if err := s.Store.RuleMention(c.Request.Context(), item, c.Param("mention"), archive.Verdict(c.PostForm("verdict")), cut(by, byLimit), s.Now()); err != nil {
		s.fail(c, err)
		return
	}
	c.Redirect(http.StatusSeeOther, mentionsURL(item))
}

// readersMay reports whether a change is one that any reader may propose: an
// editor looks at it before others see it.
func readersMay(r *http.Request) bool {
	rest, ok := strings.CutPrefix(r.URL.Path, "/items/")
	number, ok2 := strings.CutSuffix(rest, "/mentions")
	return r.Method == http.MethodPost && ok && ok2 && archive.IsItemNumber(number)
}
