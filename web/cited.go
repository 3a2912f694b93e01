package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/cite"
)

// regionOf reads the region of a page that is cited, "72-100-300-180".
func regionOf(given string, page archive.Page) (archive.Locator, error) {
	l, err := archive.ParseLocator("p" + strconv.Itoa(page.Number) + ":x" + given)
	if err != nil || l.Region == (archive.Region{}) {
		return l, invalid("A region is given by its corners in points from the top left of the page, such as x=72-100-300-180.")
	}
	if whole, ok := sized(page); !ok || !visible(within(l.Region.Box(), whole)) {
		return l, notFound("Page %d is %g by %g points, so there is no region %s on it.", page.Number, page.Width, page.Height, given)
	}
	return l, nil
}

// partOf is the part of an e-mail that a passage of its body was cited as; the
// passage itself where it is none.
func partOf(given string, l archive.Locator, text string) archive.Locator {
	part, err := archive.ParseLocator(given)
	if err != nil || part.Mail != archive.MailBody {
		return l
	}
	if from, to, ok := cite.Place(text, part); !ok || from != l.From || to != l.To {
		return l
	}
	return part
}

// citedPart marks the head of an e-mail, or the line of it, that is cited.
func (s *Site) citedPart(c *gin.Context, o opened, p *DocumentPage) error {
	if head := o.head(); head.Pages > 0 && s.pictured(o.Item) {
		p.Cover = pictureURL(o.Number, 1, archive.Box{}, widthAsked)
	}
	given := c.Query("part")
	if given == "" {
		return nil
	}
	l, err := archive.ParseLocator(given)
	if err != nil || l.Mail != archive.MailHead {
		return invalid("“%s” is no part of an e-mail’s head. One looks like head:subject.", cut(given, 40))
	}
	if _, err := s.find(c.Request.Context(), o.Number, l); err != nil {
		return err
	}
	p.Part = string(archive.MailHead)
	if l.Field != "" {
		p.Part = l.Field
	}
	p.Citation = s.citation(c, o, l)
	return nil
}

// Marks reports whether a line of an e-mail's head is the cited one.
func (p *DocumentPage) Marks(field string) bool { return p.Part == field || p.Part == "head" }

// First reports whether a line is where the address of the cited place leads.
func (p *DocumentPage) First(field string) bool {
	return p.Part == field || p.Part == "head" && field == "from"
}

// span reads the range that begins with a row of a sheet, and marks it.
func (p *RowPage) span(c *gin.Context, l archive.Locator) (archive.Locator, error) {
	given := c.Query("last")
	if given == "" {
		return l, nil
	}
	last, err := positive(given, 0)
	if err != nil || l.Sheet == "" {
		return l, invalid("“last” is the number of the last row of a range on a sheet.")
	}
	lastCol, err := positive(c.Query("lastc"), 0)
	if err != nil {
		return l, invalid("“lastc” is the number of the last column of a range, from 1.")
	}
	l.LastRow, l.LastCol = last, lastCol
	again, err := archive.ParseLocator(l.String())
	if err != nil || again != l {
		return l, invalid("A range goes from a cell to one further right or down.")
	}
	for i := range p.Around {
		if r := &p.Around[i]; r.Number >= l.Row && r.Number <= l.LastRow {
			r.First, r.Last = max(1, l.Col), max(l.LastCol, 0)
			if l.Col == 0 {
				r.Last = max(len(r.Cells), len(p.Columns))
			}
		}
	}
	return l, nil
}

// In reports whether a cell, from 0, is in the range that is cited.
func (r Row) In(i int) bool { return i+1 == r.Cell || r.Last > 0 && i+1 >= r.First && i+1 <= r.Last }

// A passed is the answer that leads from the words of a passage to the passage.
type passed struct{ to string }

func (p *passed) Error() string { return "see " + p.to }

// quotedLimit is how many characters of a passage may be sent in an address; of a
// longer one its beginning and its end.
const quotedLimit = 4000

// quoted leads from the words of a passage, as a reader selected or typed them,
// to the passage, marked and ready to cite: ?quote=words&before=words.
func (s *Site) quoted(c *gin.Context, o opened, page int, text, quote string) error {
	if len(quote) > quotedLimit {
		return invalid("A passage is found by at most %d characters: select less, or give its beginning as “quote” and its end as “end”.", quotedLimit)
	}
	from, to, _, ok := cite.Passage(text, quote, cut(c.Query("before"), 400))
	if end := c.Query("end"); end != "" && ok {
		rest := string([]rune(text)[to:])
		_, more, _, found := cite.Passage(rest, cut(end, quotedLimit), "")
		to, ok = to+more, found
	}
	if !ok {
		return notFound("These words do not stand on page %d of %s: “%s”", page, o.Number, cut(oneLine(quote), 200))
	}
	v, err := viewOf(c)
	if err != nil {
		return err
	}
	u := v.at(o.Number, page, c.Query("q"), strconv.Itoa(from)+"-"+strconv.Itoa(to))
	path, _, _ := strings.Cut(u, "#")
	return &passed{path + "#cite"}
}

// citersOf are the articles that cite a page or a place on it.
func (s *Site) citersOf(c *gin.Context, item string, page int) ([]MentionLine, error) {
	all, err := s.Store.Mentions(c.Request.Context(), item, archive.Accepted)
	var out []MentionLine
	for _, m := range all {
		if m.Place.Locator.Page == page {
			out = append(out, mentionLine(m))
		}
	}
	return out, err
}

// pass follows a passed; it reports whether err is one.
func pass(c *gin.Context, err error) bool {
	p, ok := err.(*passed)
	if ok {
		c.Abort()
		to := p.to
		if form := formOf(c.Request); form != "" {
			path, rest, _ := strings.Cut(to, "?")
			to = path + "." + form + "?" + rest
		}
		c.Redirect(http.StatusSeeOther, to)
	}
	return ok
}
