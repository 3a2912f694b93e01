package parts

import (
	"encoding/xml"
	"strings"
	"time"

	"readingroom/archive"
)

// About reads what an office file says of itself: the core and the
// extended properties of ECMA-376, or meta.xml of OpenDocument.
func (c *File) About(parts ...string) archive.About {
	w := &propertyReader{}
	for _, p := range parts {
		if p != "" {
			_ = c.Walk(p, w) // what can be read of it is kept
		}
	}
	return w.about
}

type propertyReader struct {
	about archive.About
	in    string
	b     strings.Builder
}

func (w *propertyReader) Begin(e xml.StartElement) {
	w.in = e.Name.Local
	w.b.Reset()
}

func (w *propertyReader) Text(s string) {
	if w.in != "" && w.b.Len() < 1000 {
		w.b.WriteString(s)
	}
}

func (w *propertyReader) End(name string) {
	if name != w.in {
		return
	}
	w.in = ""
	s := strings.Join(strings.Fields(w.b.String()), " ")
	set := func(field *string, v string) {
		if *field == "" {
			*field = v
		}
	}
	switch name {
	case "title":
		set(&w.about.Title, s)
	case "creator", "initial-creator":
		set(&w.about.Author, s)
	case "subject":
		set(&w.about.Subject, s)
	case "keywords":
		set(&w.about.Keywords, s)
	case "keyword": // of OpenDocument, one each
		if w.about.Keywords != "" && s != "" {
			s = w.about.Keywords + ", " + s
		}
		if len(s) < 2000 {
			w.about.Keywords = s
		}
	case "modified":
		set(&w.about.Modified, DateOf(s))
	case "date":
		set(&w.about.Modified, DateOf(s))
	case "created", "creation-date":
		set(&w.about.Created, DateOf(s))
	case "Application", "generator":
		set(&w.about.Program, s)
	}
}

func (w *propertyReader) Err() error { return nil }

// DateOf returns a date in RFC 3339, or as far as it is stated, or "".
func DateOf(s string) string {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05.999999999", "2006-01-02T15:04", time.DateOnly} {
		t, err := time.Parse(layout, s)
		if err != nil || t.Year() < 1900 {
			continue
		}
		if layout == time.RFC3339 {
			return t.Format(time.RFC3339)
		}
		return t.Format(time.DateOnly) // without an offset the time is anybody's
	}
	return ""
}
