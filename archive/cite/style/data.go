package style

import (
	"encoding/json"
	"strconv"
	"strings"
)

// CSL is the work as an item of CSL-JSON (csl-data.json 1.0), which Zotero,
// pandoc and others read.
type CSL struct {
	ID              string            `json:"id"`
	Type            Kind              `json:"type"`
	Title           string            `json:"title"`
	Author          []Name            `json:"author,omitempty"`
	Recipient       []Name            `json:"recipient,omitempty"`
	Issued          *Date             `json:"issued,omitempty"`
	Accessed        *Date             `json:"accessed,omitempty"`
	Publisher       string            `json:"publisher,omitempty"`
	Medium          string            `json:"medium,omitempty"`
	Number          string            `json:"number,omitempty"`
	Page            string            `json:"page,omitempty"`
	Archive         string            `json:"archive,omitempty"`
	ArchiveLocation string            `json:"archive_location,omitempty"`
	CallNumber      string            `json:"call-number,omitempty"` // the Bates number
	Note            string            `json:"note,omitempty"`
	URL             string            `json:"URL"`
	Custom          map[string]string `json:"custom,omitempty"`
}

// A Name is a CSL name that is not parted.
type Name struct {
	Literal string `json:"literal"`
}

// A Date is a CSL date.
type Date struct {
	Parts [][]int `json:"date-parts"`
}

// Data is the work as an item of CSL-JSON.
func Data(w Work) CSL {
	c := CSL{
		ID: w.ID, Type: w.Kind, Title: oneLine(w.Title), Issued: dateOf(w.Issued), Accessed: dateOf(w.Accessed.Format("2006-01-02")), Publisher: oneLine(w.Released),
		Medium: oneLine(w.Format), Number: oneLine(w.Request), Archive: oneLine(w.Archive), ArchiveLocation: w.Item, CallNumber: oneLine(w.Bates), URL: w.URL,
	}
	if a := oneLine(w.Author); a != "" {
		c.Author = []Name{{a}}
	}
	if a := oneLine(w.To); a != "" {
		c.Recipient = []Name{{a}}
	}
	if w.Page > 0 {
		c.Page = strconv.Itoa(w.Page)
	}
	c.Note = oneLine(strings.Join(w.notes(), "; "))
	c.Custom = map[string]string{"sha256": w.Digest}
	for name, v := range map[string]string{"place": w.Place, "docket": w.Docket, "release": w.Release, "quote": w.Quote} {
		if v != "" {
			c.Custom[name] = v
		}
	}
	return c
}

// notes say what a style of literature has no field for.
func (w Work) notes() []string {
	var out []string
	add := func(before, v string) {
		if v = oneLine(v); v != "" {
			out = append(out, before+v)
		}
	}
	add("", w.Place)
	add("Bates no. ", w.Bates)
	add("FOIA request ", w.Request)
	add("docket ", w.Docket)
	add("release: ", w.Release)
	add("item ", w.Item)
	add("SHA-256 ", w.Digest)
	return out
}

func dateOf(s string) *Date {
	t, month, d := day(s)
	if t.IsZero() {
		return nil
	}
	parts := []int{t.Year()}
	if month {
		parts = append(parts, int(t.Month()))
	}
	if d {
		parts = append(parts, t.Day())
	}
	return &Date{[][]int{parts}}
}

// CSLJSON prints the item as a CSL-JSON document.
func CSLJSON(w Work) string {
	b, err := json.MarshalIndent([]CSL{Data(w)}, "", "  ")
	if err != nil {
		return "" // it is made of text and numbers
	}
	return string(b) + "\n"
}

// BibTeX prints the work as an entry for BibTeX and biblatex.
func BibTeX(w Work) string {
	kind, by := "techreport", "institution"
	if w.Kind != Report {
		kind, by = "misc", "organization"
	}
	var b strings.Builder
	b.WriteString("@" + kind + "{" + key(w.ID) + ",\n")
	field := func(name, value string) {
		if value != "" {
			b.WriteString("  " + name + " = {" + value + "},\n")
		}
	}
	field("author", braced(w.Author))
	field("title", braced(w.Title))
	institution := w.Released
	if institution == "" {
		institution = w.Author
	}
	field(by, tex(institution))
	if t, month, d := day(w.Issued); !t.IsZero() {
		field("year", t.Format("2006"))
		if month {
			b.WriteString("  month = " + strings.ToLower(t.Format("Jan")) + ",\n")
		}
		if d {
			field("date", t.Format("2006-01-02"))
		}
	}
	if kind == "techreport" {
		field("type", tex(w.Format))
		field("number", tex(w.Request))
	} else {
		field("howpublished", tex(w.Format))
	}
	if w.Page > 0 {
		field("pages", strconv.Itoa(w.Page))
	}
	field("note", tex(strings.Join(w.notes(), "; ")))
	field("url", strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(w.URL))
	field("urldate", w.Accessed.Format("2006-01-02"))
	b.WriteString("}\n")
	return b.String()
}

// braced keeps a name or a title as it is: BibTeX neither parts nor lowers it.
func braced(s string) string {
	if s = tex(s); s != "" {
		s = "{" + s + "}"
	}
	return s
}

// tex escapes what is a command to TeX. No brace is left open.
func tex(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "#", `\#`, "$", `\$`, "%", `\%`, "&", `\&`, "_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`, `"`, "''").Replace(oneLine(s))
}

// key is a BibTeX key: letters, figures and hyphens.
func key(id string) string {
	return "item-" + strings.Trim(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}, id), "-")
}

// RIS prints the work as RIS (the format of reference managers): a tag a line,
// lines ended by CR and LF.
func RIS(w Work) string {
	var b strings.Builder
	line := func(tag, value string) {
		if value = oneLine(value); value != "" || tag == "ER" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	line("TY", map[Kind]string{Report: "RPRT", Dataset: "DATA", Email: "PCOMM"}[w.Kind])
	line("ID", key(w.ID))
	line("AU", w.Author)
	line("A2", w.To)
	line("TI", w.Title)
	if t, month, d := day(w.Issued); !t.IsZero() {
		line("PY", t.Format("2006"))
		switch {
		case d:
			line("DA", t.Format("2006/01/02"))
		case month:
			line("DA", t.Format("2006/01")+"/")
		}
	}
	line("PB", w.Released)
	line("M1", w.Request)
	if w.Page > 0 {
		line("SP", strconv.Itoa(w.Page))
	}
	line("AN", w.Item)
	line("CN", w.Bates)
	line("DB", w.Archive)
	line("M3", w.Format)
	for _, n := range w.notes() {
		line("N1", n)
	}
	line("UR", w.URL)
	line("Y2", w.Accessed.Format("2006/01/02"))
	line("ER", "")
	return b.String()
}

// HTML prints a quotation with its source, to paste into a page.
func HTML(w Work) string {
	source := "<footer>" + string(Chicago(w).HTML()) + "</footer>"
	if w.Quote == "" {
		return "<p>" + string(Chicago(w).HTML()) + "</p>\n"
	}
	return `<blockquote cite="` + escapeHTML(w.URL) + `"><p>` + escapeHTML(oneLine(w.Quote)) + "</p>" + source + "</blockquote>\n"
}

// Markdown prints a quotation with its source as CommonMark.
func Markdown(w Work) string {
	w2 := w
	w2.URL = ""
	text := markdown(strings.TrimSuffix(strings.TrimSuffix(Chicago(w2).Text(), "."), ","))
	source := "[" + text + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "").Replace(w.URL) + ">)\n"
	if w.Quote == "" {
		return source
	}
	return "> " + markdown(oneLine(w.Quote)) + "\n>\n> — " + source
}

// markdown escapes all that CommonMark reads as anything but text (2.4).
func markdown(s string) string {
	var b strings.Builder
	figures := true // so far: "12." would begin a list
	for i, r := range s {
		if r == '.' && figures && i > 0 || strings.ContainsRune("\\`*_{}[]()<>#+-!|~&", r) {
			b.WriteByte('\\')
		}
		figures = figures && r >= '0' && r <= '9'
		b.WriteRune(r)
	}
	return b.String()
}

func escapeHTML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace(s)
}
