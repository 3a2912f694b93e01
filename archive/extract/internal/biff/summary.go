package biff

import (
	"bytes"
	"io"
	"strings"
	"time"
	"unicode/utf16"

	"readingroom/archive"
)

const maxSummary = 1 << 20 // bytes of the stream; pictures of the first page lie in it

// The properties that are read of a summary ([MS-OLEPS] 3.1).
const (
	summaryPage     = 1
	summaryTitle    = 2
	summarySubject  = 3
	summaryAuthor   = 4
	summaryKeywords = 5
	summaryCreated  = 12
	summarySaved    = 13
	summaryProgram  = 18
)

// readSummary reads the stream "\x05SummaryInformation", in which a compound
// file says what it is. What cannot be read of it is left out.
func readSummary(r io.Reader) (about archive.About) {
	b, err := io.ReadAll(io.LimitReader(r, maxSummary))
	if err != nil && len(b) == 0 || len(b) < 48 || le.Uint16(b) != 0xfffe {
		return about
	}
	from := int64(le.Uint32(b[44:])) // of the first set
	if from+8 > int64(len(b)) {
		return about
	}
	set := b[from:]
	values := map[uint32][]byte{}
	for i := range min(int(le.Uint32(set[4:])), 100) {
		entry := 8 + 8*i
		if entry+8 > len(set) {
			break
		}
		if at := int64(le.Uint32(set[entry+4:])); at+8 <= int64(len(set)) {
			values[le.Uint32(set[entry:])] = set[at:]
		}
	}
	page := codePage(0)
	if v := values[summaryPage]; v != nil {
		page = codePage(le.Uint16(v[4:]))
	}
	text := func(id uint32) string { return propertyText(values[id], page) }
	date := func(id uint32) string { return propertyDate(values[id]) }
	return archive.About{
		Title: text(summaryTitle), Subject: text(summarySubject), Author: text(summaryAuthor), Keywords: text(summaryKeywords),
		Created: date(summaryCreated), Modified: date(summarySaved), Program: text(summaryProgram),
	}
}

// propertyText reads a string ([MS-OLEPS] 2.5, 2.6), as one line.
func propertyText(v []byte, page codePage) string {
	if len(v) < 8 {
		return ""
	}
	kind, n := le.Uint32(v), int64(le.Uint32(v[4:]))
	v = v[8:]
	if kind == 0x1f || kind == 0x1e && page == 1200 {
		if kind == 0x1f {
			n *= 2
		}
		v = v[:min(n, int64(len(v)))]
		units := make([]uint16, 0, len(v)/2)
		for i := 0; i+1 < len(v) && le.Uint16(v[i:]) != 0; i += 2 {
			units = append(units, le.Uint16(v[i:]))
		}
		return oneLine(string(utf16.Decode(units)))
	}
	if kind != 0x1e {
		return ""
	}
	v, _, _ = bytes.Cut(v[:min(n, int64(len(v)))], []byte{0})
	if page == 65001 {
		return oneLine(string(v))
	}
	return oneLine(page.text(v))
}

func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
}

// propertyDate reads a time, which counts tenths of microseconds from 1601.
func propertyDate(v []byte) string {
	if len(v) < 12 || le.Uint32(v) != 0x40 {
		return ""
	}
	t := time.Unix(int64(le.Uint64(v[4:])/10_000_000)-11_644_473_600, 0).UTC()
	if t.Year() < 1980 || t.Year() > 9999 {
		return "" // how long somebody worked on it, or nothing
	}
	return t.Format(time.RFC3339)
}
