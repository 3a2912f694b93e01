// Package style writes a citation in the styles that people are asked for.
//
//	w := style.Work{Author: "U.S. Immigration and Customs Enforcement", Title: "Weekly Report", Issued: "2017-01-28", …}
//	style.Chicago(w).Text()
//	U.S. Immigration and Customs Enforcement, Weekly Report (January 28, 2017), p. 12, …
//
// All are made of one Work, whose fields are CSL variables (Citation Style
// Language 1.0.2). The styles follow the published manuals: The Chicago Manual
// of Style, 17th ed. (notes), APA Publication Manual, 7th ed., MLA Handbook, 9th
// ed., The Bluebook, 21st ed. There is no kept CSL processor in Go, so the few
// rules that a released record needs are written here.
package style

import (
	"html"
	"html/template"
	"strings"
	"time"

	"readingroom/archive"
)

// A Work is what is cited, with the place in it. Empty fields are left out.
type Work struct {
	ID       string      // of the place, "2026-017-0003:p12"
	Kind     Kind        //
	Author   string      // CSL author: the agency, or who sent an e-mail
	Title    string      // CSL title: of the document, or an e-mail's subject
	To       string      // CSL recipient, of an e-mail
	Issued   archive.Day // CSL issued: the document's own date
	Format   string      // CSL medium: "PDF", "Excel workbook"
	Released string      // CSL publisher: who released it, where that is not the author
	Release  string      // the release it came with: "First production"
	Request  string      // CSL number: the request's tracking number
	Docket   string      // the number of the case it was produced in
	Bates    string      // the number stamped on the page
	Place    string      // CSL locator, in words: "p. 12, table 2, row 5"
	Page     int         // of the document; 0: none
	Item     string      // CSL archive_location: the item's number
	Digest   string      // the first digits of its SHA-256
	Archive  string      // CSL archive: the name of the archive
	URL      string      // the permanent address of the place
	Accessed time.Time   // CSL accessed
	Quote    string      // what stands at the place
}

// Kind is what sort of work it is.
type Kind string

// The kinds of works, with their CSL types.
const (
	Report  Kind = "report"
	Dataset Kind = "dataset"
	Email   Kind = "personal_communication"
)

// A Citation is a citation in one style: text of which some is set in italics.
type Citation []piece

type piece struct {
	text   string
	italic bool
	link   string
}

// Text is the citation as plain text.
func (c Citation) Text() string {
	var b strings.Builder
	for _, p := range c {
		b.WriteString(p.text)
	}
	return b.String()
}

// HTML is the citation as HTML, all of it escaped.
func (c Citation) HTML() template.HTML {
	var b strings.Builder
	for _, p := range c {
		text := html.EscapeString(p.text)
		switch {
		case p.italic:
			text = "<cite>" + text + "</cite>"
		case p.link != "":
			text = `<a href="` + html.EscapeString(p.link) + `">` + text + "</a>"
		}
		b.WriteString(text)
	}
	return template.HTML(b.String()) // each piece was escaped above
}

// A builder puts a citation together; join says what parts its parts.
type builder struct {
	out  Citation
	join string
}

func (b *builder) add(text string) *builder { return b.put(piece{text: text}) }

func (b *builder) put(p piece) *builder {
	if p.text = oneLine(p.text); p.text == "" {
		return b
	}
	if len(b.out) > 0 {
		b.out = append(b.out, piece{text: b.join})
	}
	b.out = append(b.out, p)
	return b
}

// close ends the citation in a full stop, unless it ends in one.
func (b *builder) close() Citation {
	if n := len(b.out); n > 0 && !strings.HasSuffix(b.out[n-1].text, ".") {
		b.out = append(b.out, piece{text: "."})
	}
	return b.out
}

// held says where the work is held and how it came out: "FOIA request
// 2017-ICFO-27042", "First production", "item 2026-017-0003".
func (w Work) held(request, docket, bates, item string) []string {
	var out []string
	add := func(before, v string) {
		if v = oneLine(v); v != "" {
			out = append(out, before+v)
		}
	}
	add(bates, w.Bates)
	add(request, w.Request)
	add(docket, w.Docket)
	add("", w.Release)
	if w.Released != "" && w.Released != w.Author {
		add("released by ", w.Released)
	}
	add(item, w.Item)
	return out
}

// oneLine leaves no line ends, no control characters and no runs of space.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0:
			return ' '
		case r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f: // they would turn the rest of the line
			return -1
		}
		return r
	}, s)), " ")
}

// inner turns the quotation marks within a quoted title (Chicago 13.30).
func inner(s string) string {
	return strings.NewReplacer("“", "‘", "”", "’", `"`, "'").Replace(oneLine(s))
}

// day reads the date of a work: a year, a month or a day.
func day(d archive.Day) (t time.Time, month, dayOfMonth bool) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, d); err == nil {
			return t, layout != "2006", layout == "2006-01-02"
		}
	}
	return time.Time{}, false, false
}
