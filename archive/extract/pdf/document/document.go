// Package document reads what a PDF says of itself beside its pages: its
// properties, the labels of its pages and its outline (ISO 32000-1, 12.3.3,
// 12.4.2 and 14.3).
//
//	/Info <</Title (Detention Report) /CreationDate (D:20150930140726-04'00')>>
//	  -> archive.About{Title: "Detention Report", Created: "2015-09-30T14:07:26-04:00"}
//	/PageLabels <</Nums [0 <</S /r>> 4 <</S /D>>]>>
//	  -> i, ii, iii, iv, 1, 2, …
//	/Outlines: <</Title (Findings) /Dest [12 0 R /Fit]>>
//	  -> archive.Heading{Title: "Findings", Level: 1, Page: 5}
//
// Whatever is missing or broken is left out: none of it is worth a page.
package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/object"
)

const (
	maxText     = 1000 // characters of a property
	maxKeywords = 8000
)

// About reads the properties of a document: its information dictionary (14.3.3)
// and, where that is silent, its metadata stream. The outline is left empty.
func About(file *object.File) archive.About {
	var info, catalog pdf.Value
	_ = object.Guard(func() { info = file.Doc.Trailer().Key("Info") }) // a property that cannot be read is none
	_ = object.Guard(func() { catalog = file.Doc.Trailer().Key("Root") })
	get := func(key string) string { return textOf(info, key) }
	xmp := metadata(file, catalog)
	a := archive.About{
		Title:    OneLine(first(get("Title"), xmp.Title), maxText),
		Author:   OneLine(first(get("Author"), xmp.Author), maxText),
		Subject:  OneLine(first(get("Subject"), xmp.Subject), maxText),
		Keywords: OneLine(first(get("Keywords"), xmp.Keywords), maxKeywords),
		Created:  fuller(object.Date(get("CreationDate")), xmp.Created),
		Modified: fuller(object.Date(get("ModDate")), xmp.Modified),
		Program:  OneLine(first(get("Producer"), xmp.Program, get("Creator"), xmp.creator), maxText),
	}
	return a
}

// textOf reads a text string of a dictionary.
func textOf(v pdf.Value, key string) (s string) {
	_ = object.Guard(func() { s = object.TextString(v.Key(key).RawString()) })
	return strings.TrimSpace(s)
}

// first returns the first that says something: programs write "()" and "-".
func first(choice ...string) string {
	for _, s := range choice {
		if strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0 {
			return s
		}
	}
	return ""
}

// fuller returns date, or other where date is missing or other adds the time to the same day.
func fuller(date, other string) string {
	if date == "" || strings.HasPrefix(other, date) {
		return other
	}
	return date
}

// OneLine makes one line of s, of at most limit characters, without what
// cannot be seen.
func OneLine(s string, limit int) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff'
	}), " ")
	if utf8.RuneCountInString(s) > limit {
		s = string([]rune(s)[:limit-1]) + "…"
	}
	return s
}
