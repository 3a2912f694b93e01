package web

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/cite"
	"readingroom/archive/cite/style"
)

// A Citation names a place so that another person finds it again, and can tell
// that it is the same document.
type Citation struct {
	Text    string `json:"text"`    // a plain sentence, for a footnote
	URL     string `json:"url"`     // the permanent address of the place
	Locator string `json:"locator"` // "" for the whole document
	Place   string `json:"place"`   // the locator in words, "" for the whole document
	Quote   string `json:"quote,omitempty"`

	Corrections []CorrectionNote `json:"corrections,omitempty"` // that stand, of the place

	Styles []StyleLine `json:"styles,omitempty"`
	Files  []StyleLine `json:"-"`               // the styles that are files to take
	Embed  string      `json:"embed,omitempty"` // the card as HTML to put into another page
	Note   string      `json:"annotation,omitempty"`

	work style.Work
}

// A StyleLine is a citation in one style.
type StyleLine struct {
	Name string        `json:"name"`
	Text string        `json:"text"`
	ID   string        `json:"-"`
	URL  string        `json:"url,omitempty"` // as a file
	HTML template.HTML `json:"-"`             // the same with its italics; ""
}

// citation cites a place of the item for this reader, and keeps what it says.
func (s *Site) citation(c *gin.Context, o opened, l archive.Locator) Citation {
	said, err := cite.Quote(o.document(), l)
	url := PlaceURL(o.Number, l)
	if err == nil && readOtherwise(l) {
		url = s.addressOf(c, o, l, said)
	}
	w := s.workOf(o, l, said)
	w.URL, w.Accessed = s.absolute(c.Request, url), s.Now()
	cited := Citation{URL: w.URL, Locator: l.String(), Place: w.Place, Quote: cut(w.Quote, 1000), Text: style.Plain(w).Text(), work: w}
	cited.Note = withJSON(url)
	for _, x := range []struct {
		id, name string
		c        style.Citation
	}{{"chicago", "Chicago", style.Chicago(w)}, {"apa", "APA", style.APA(w)}, {"mla", "MLA", style.MLA(w)}, {"bluebook", "Bluebook", style.Bluebook(w)}} {
		cited.Styles = append(cited.Styles, StyleLine{Name: x.name, ID: x.id, Text: x.c.Text(), HTML: x.c.HTML()})
	}
	cited.Styles = append(cited.Styles, StyleLine{Name: "HTML", ID: "html", Text: style.HTML(w)}, StyleLine{Name: "Markdown", ID: "markdown", Text: style.Markdown(w)}, StyleLine{Name: "Link", ID: "link", Text: w.URL})
	for _, x := range []struct{ id, name string }{{"bibtex", "BibTeX"}, {"ris", "RIS"}, {"csl", "CSL-JSON"}} {
		cited.Files = append(cited.Files, StyleLine{Name: x.name, ID: x.id, URL: styleURL(o.Number, l, x.id)})
	}
	cited.Embed = card(s.absolute(c.Request, embedURL(o.Number, l)), w.Title, embedWidth, embedHeight(l))
	s.warn(c, &cited, o.corrected(l))
	return cited
}

// addressOf is the permanent address of a place, and keeps what it says. Where
// the address meant something else before, it bears the check of this reading.
func (s *Site) addressOf(c *gin.Context, o opened, l archive.Locator, said archive.Selector) string {
	p := archive.Place{Item: o.Number, Locator: l}
	kept, err := s.kept(c.Request.Context(), p)
	if err != nil {
		s.Log.Error("a citation was not looked up", "item", o.Number, "place", l.String(), "error", err)
		return PlaceURL(o.Number, l)
	}
	check := said.Check()
	if !slices.ContainsFunc(kept, func(k archive.Citation) bool { return k.Selector.Check() == check }) {
		s.keep(c.Request.Context(), archive.Citation{Place: p, Digest: o.Digest, Selector: said})
	}
	if len(kept) > 0 && kept[0].Selector.Check() != check {
		return checkedURL(o.Number, l, check)
	}
	return PlaceURL(o.Number, l)
}

// docket is the number of a case in a federal court: a request that is in court
// is often filed under it.
var docket = regexp.MustCompile(`^\d{1,2}:\d{2}-(cv|cr|mc|md|misc)-\d+`)

// workOf is what is cited, as styles want it.
func (s *Site) workOf(o opened, l archive.Locator, said archive.Selector) style.Work {
	d := documentOf(o.Item)
	w := style.Work{
		ID: archive.Place{Item: o.Number, Locator: l}.String(), Kind: style.Report, Author: o.source.Source, Title: d.Title, Issued: o.Date, Format: d.Format(),
		Released: o.source.Source, Release: o.source.Release, Request: o.source.Request, Place: inWords(l), Page: l.Page, Item: o.Number, Digest: o.Digest.Short(), Archive: archiveName,
	}
	if docket.MatchString(w.Request) {
		w.Request, w.Docket = "", w.Request
	}
	switch {
	case o.Kind == archive.KindSpreadsheet:
		w.Kind = style.Dataset
	case o.head().Mail != nil:
		m := o.head().Mail
		w.Kind, w.Format = style.Email, "E-mail"
		w.Author, w.To = cut(oneLine(m.From), 200), cut(oneLine(m.To), 200)
	}
	if l.Page > 0 && o.file != nil {
		if p, err := o.file.Page(l.Page); err == nil {
			w.Bates = batesOf(p.Marks)
		}
	}
	if readOtherwise(l) || l.Mail != "" || l.Part > 0 {
		w.Quote = saidText(archive.Citation{Place: archive.Place{Item: o.Number, Locator: l}, Selector: said})
	}
	return w
}

// archiveName is how a citation calls the archive.
const archiveName = "Reading Room"

// batesOf is the number that is stamped on a page.
func batesOf(marks []archive.Mark) string {
	for _, m := range marks {
		if m.Kind == archive.MarkBates {
			return cut(oneLine(cmp.Or(m.Code, m.Text)), 60)
		}
	}
	return ""
}

// inStyle gives a citation alone, in one style.
func (s *Site) inStyle(c *gin.Context, p archive.Place, as string) {
	o, err := s.openItem(c.Request, p.Item)
	if err != nil {
		s.fail(c, err)
		return
	}
	defer o.close()
	if _, err := s.find(c.Request.Context(), p.Item, p.Locator); err != nil {
		s.fail(c, err)
		return
	}
	cited := s.citation(c, o, p.Locator)
	text, kind, name := "", "text/plain; charset=utf-8", ""
	switch as {
	case "bibtex":
		text, kind, name = style.BibTeX(cited.work), "application/x-bibtex; charset=utf-8", ".bib"
	case "ris":
		text, kind, name = style.RIS(cited.work), "application/x-research-info-systems; charset=utf-8", ".ris"
	case "csl":
		text, kind, name = style.CSLJSON(cited.work), "application/vnd.citationstyles.csl+json; charset=utf-8", ".csl.json"
	case "plain":
		text = cited.Text
	default:
		for _, x := range cited.Styles {
			if x.ID == as {
				text = x.Text
			}
		}
	}
	if text == "" {
		s.fail(c, invalid("A citation can be had as plain, chicago, apa, mla, bluebook, bibtex, ris, csl, html, markdown or link; “%s” is none of them.", cut(as, 40)))
		return
	}
	if name != "" {
		c.Header("Content-Disposition", disposition("attachment", strings.NewReplacer(":", "-", "!", "-").Replace(p.String())+name))
	}
	c.Data(http.StatusOK, kind, []byte(strings.TrimSuffix(text, "\n")+"\n"))
}

// withJSON is the JSON twin of an address.
func withJSON(u string) string {
	path, rest := u, ""
	if i := strings.IndexByte(u, '?'); i >= 0 {
		path, rest = u[:i], u[i:]
	}
	return path + ".json" + rest
}

// inWords says a locator as a footnote does: "p. 12, table 2, row 5".
func inWords(l archive.Locator) string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	switch {
	case l.Sheet != "":
		add("sheet “%s”", oneLine(l.Sheet))
		switch {
		case l.LastRow > 0 && l.Col > 0:
			add("cells %s%d to %s%d", archive.ColumnName(l.Col), l.Row, archive.ColumnName(l.LastCol), l.LastRow)
		case l.LastRow > 0:
			add("rows %d to %d", l.Row, l.LastRow)
		case l.Col > 0:
			add("cell %s%d", archive.ColumnName(l.Col), l.Row)
		case l.Row > 0:
			add("row %d", l.Row)
		}
		return strings.Join(parts, ", ")
	case l.Page > 0:
		add("p. %d", l.Page)
	case l.Part > 0:
		add("attachment %d", l.Part)
	case l.Field != "":
		add("head, line “%s”", upperFirst(l.Field))
	case l.Mail != "":
		add("%s", string(l.Mail))
	}
	if l.Par > 0 {
		add("paragraph %d", l.Par)
	}
	if x := l.Region; x != (archive.Region{}) {
		add("region from %d, %d to %d, %d points", x[0], x[1], x[2], x[3])
	}
	if l.To > 0 {
		add("characters %d–%d", l.From+1, l.To)
	}
	if l.Table > 0 {
		add("table %d", l.Table)
	}
	if l.Row > 0 {
		add("row %d", l.Row)
	}
	if l.Col > 0 {
		add("column %d", l.Col)
	}
	return strings.Join(parts, ", ")
}

// oneLine leaves no line ends and no runs of space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
