package pdf

import (
	"strings"
	"time"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/object"
)

// aboutOf reads the document information dictionary (ISO 32000-1, 14.3.3).
func aboutOf(doc *pdf.Reader) (a archive.About) {
	var info pdf.Value
	if object.Guard(func() { info = doc.Trailer().Key("Info") }) != nil {
		return a
	}
	get := func(key string) (s string) {
		_ = object.Guard(func() { s = object.TextString(info.Key(key).RawString()) })
		return strings.Join(strings.Fields(s), " ")
	}
	return aboutFrom(get)
}

// aboutFrom takes from the dictionary what people ask for.
func aboutFrom(get func(key string) string) archive.About {
	a := archive.About{Title: get("Title"), Author: get("Author"), Created: date(get("CreationDate")), Program: get("Producer")}
	if a.Program == "" {
		a.Program = get("Creator")
	}
	return a
}

// date reads a date (ISO 32000-1, 7.9.4): "D:20150930140726-04'00'" is
// "2015-09-30T14:07:26-04:00". One without a zone yields the day alone, one
// without a day nothing.
func date(s string) string {
	s = strings.TrimPrefix(strings.ReplaceAll(s, "'", ""), "D:")
	for _, layout := range []string{"20060102150405-0700", "20060102150405Z0700", "200601021504-0700", "20060102150405-07"} {
		in := s
		if strings.HasPrefix(layout, "20060102150405Z") {
			in = strings.TrimRight(strings.TrimSuffix(s, "0000"), " ")
		}
		if t, err := time.Parse(layout, in); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	if len(s) >= 8 {
		if t, err := time.Parse("20060102", s[:8]); err == nil && t.Year() > 1900 {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}
