package web

import (
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// A PageLine is a page in the list of pages.
type PageLine struct {
	Number int    `json:"number"`
	URL    string `json:"url"`
	Begins string `json:"begins"` // its first words
}

// A PageRun is a page, or several without text.
type PageRun struct {
	PageLine
	To int // the last of them
}

// A Said is a notice as the page of its document shows it.
type Said struct {
	URL, Place string // the page it is about, if one
	Text       string
}

// pagesAtOnce is how many pages are listed with their first words.
const pagesAtOnce = 60

// listPages lists the pages from one on, with their first words.
func (s *Site) listPages(c *gin.Context, o opened, p *DocumentPage) error {
	from, err := positive(c.Query("from"), 1)
	if err != nil {
		return invalid("“from” is the number of the first page listed, from 1.")
	}
	pages := o.head().Pages
	for n := from; n <= min(pages, from+pagesAtOnce-1); n++ {
		page, err := o.file.Page(n)
		if err != nil {
			return err
		}
		p.Pages = append(p.Pages, PageLine{n, pageURL(o.Number, n, p.Query), cut(oneLine(page.Text), 120)})
		p.Runs = addRun(p.Runs, p.Pages[len(p.Pages)-1])
		if pages == 1 {
			p.Text, p.OCR = set(page.Text, spans(p.Query, page.Text), nil, nil), page.Origin == archive.OriginOCR
		}
	}
	if last := from + pagesAtOnce - 1; last < pages {
		p.MorePages = withQuery(itemURL(o.Number), "q", p.Query, "from", digits(last+1))
	}
	return nil
}

// addRun adds a page, to the run before it where neither has text.
func addRun(runs []PageRun, l PageLine) []PageRun {
	if n := len(runs); n > 0 && l.Begins == "" && runs[n-1].Begins == "" {
		runs[n-1].To = l.Number
		return runs
	}
	return append(runs, PageRun{l, l.Number})
}

// said gathers the notices of a document; those of its pages without text
// become one.
func said(item string, notices []archive.Notice) []Said {
	var out []Said
	var empty []PageRun
	at := -1 // where the first of them stands
	for _, n := range notices {
		switch {
		case n.Page == 0:
			out = append(out, Said{Text: n.Text})
			continue
		case noWords(n.Code):
			if last := len(empty) - 1; last >= 0 && empty[last].To == n.Page-1 {
				empty[last].To = n.Page
			} else {
				empty = append(empty, PageRun{PageLine{Number: n.Page}, n.Page})
			}
			if at >= 0 {
				continue
			}
			at = len(out)
		}
		out = append(out, saidOf(item, n))
	}
	if len(empty) > 1 || len(empty) == 1 && empty[0].To > empty[0].Number {
		var places []string
		for _, r := range empty {
			places = append(places, r.Pages())
		}
		out[at] = Said{Text: "No text was read on pages " + cut(strings.Join(places, ", "), 160) + "."}
	}
	return out
}

// saidOf names the page of a notice once.
func saidOf(item string, n archive.Notice) Said {
	place := "Page " + digits(n.Page)
	if rest, ok := strings.CutPrefix(n.Text, place+" "); ok {
		return Said{pageURL(item, n.Page, ""), place, " " + rest}
	}
	return Said{pageURL(item, n.Page, ""), place, ": " + n.Text}
}

// Pages are the numbers of a run: "3", or "1–25".
func (r PageRun) Pages() string {
	if r.To > r.Number {
		return digits(r.Number) + "–" + digits(r.To)
	}
	return digits(r.Number)
}
