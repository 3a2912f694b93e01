package mail

import (
	"io"
	"mime"
	"net/mail"
	"net/textproto"
	"regexp"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/extract/internal/plain"
)

// head reads the fields of a message that people look for.
func head(h textproto.MIMEHeader) archive.Mail {
	return archive.Mail{
		From:      addresses(h, "From"),
		To:        addresses(h, "To"),
		Cc:        addresses(h, "Cc"),
		Date:      date(h.Get("Date")),
		Subject:   field(h.Get("Subject")),
		MessageID: strings.Trim(field(h.Get("Message-Id")), "<> "),
	}
}

// addresses joins all fields of that name.
func addresses(h textproto.MIMEHeader, name string) string {
	var all []string
	for _, v := range h.Values(name) {
		if v = field(v); v != "" {
			all = append(all, v)
		}
	}
	return strings.Join(all, ", ")
}

// field decodes a header field (RFC 2047) into one line; bytes above ASCII,
// which older programs wrote as they were, are read in the charset found from them.
func field(v string) string {
	v = plain.Decode([]byte(v), "")
	if strings.Contains(v, "=?") {
		v = strings.Join(strings.Fields(v), " ")
		if text, err := words.DecodeHeader(v); err == nil {
			v = text
		} else {
			v = decodeEach(v)
		}
	}
	return strings.Join(strings.Fields(strings.Map(visible, v)), " ")
}

// visible turns control characters into space.
func visible(r rune) rune {
	if r < ' ' || r == 0x7f {
		return ' '
	}
	return r
}

// words decodes encoded words of any charset that a browser knows.
var words = mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return strings.NewReader(plain.Decode(b, charset)), nil
}}

var encodedWord = regexp.MustCompile(`=\?[^?\s]*\?[bBqQ]\?[^?]*\?=`)

// decodeEach decodes the encoded words that can be and leaves the others.
func decodeEach(v string) string {
	return encodedWord.ReplaceAllStringFunc(v, func(w string) string {
		text, err := words.Decode(w)
		if err != nil {
			return w
		}
		return text
	})
}

// zones are the obsolete zone names of RFC 5322, 4.3, and those seen in
// American mail besides. net/mail reads every name as UTC.
var zones = map[string]string{
	"UT": "+0000", "GMT": "+0000", "UTC": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"AKST": "-0900", "AKDT": "-0800", "HST": "-1000", "AST": "-0400", "ADT": "-0300",
	"BST": "+0100", "CET": "+0100", "CEST": "+0200", "MET": "+0100", "EET": "+0200", "EEST": "+0300",
}

var (
	zoneName = regexp.MustCompile(`(\d)\s*\b([A-Za-z]{1,5})$`)
	comment  = regexp.MustCompile(`\s*\([^()]*\)`)
	spaces   = regexp.MustCompile(`\s+`)
	oddZone  = regexp.MustCompile(`(?i)\b(?:GMT|UTC)\s*([-+]\d{2}):?(\d{2})$`)
)

// layouts are the forms of dates in the wild that net/mail does not read.
var layouts = []string{
	"Mon, 2 Jan 2006 15:04:05",
	"Mon, 2 Jan 2006 15:04 -0700",
	"Mon, 2 Jan 06 15:04:05 -0700",
	"2 Jan 2006 15:04:05",
	"Mon Jan 2 15:04:05 2006",
	"Mon Jan 2 15:04:05 2006 -0700",
	"Mon Jan 2 15:04:05 -0700 2006",
	"Mon, Jan 2 2006 15:04:05 -0700",
	"Monday, January 2, 2006 3:04 PM",
	"2006-01-02 15:04:05 -0700",
	"2006-01-02T15:04:05Z07:00",
	"2006-01-02 15:04:05",
}

// date reads a date with its offset and prints it in RFC 3339; one without a
// zone or with an unknown one is taken as UTC (RFC 5322, 4.3: "-0000"). It
// returns "" for what is no date.
func date(v string) string {
	v = strings.TrimSpace(spaces.ReplaceAllString(comment.ReplaceAllString(field(v), ""), " "))
	v = oddZone.ReplaceAllString(v, "$1$2")
	if m := zoneName.FindStringSubmatch(v); m != nil && !strings.EqualFold(m[2], "AM") && !strings.EqualFold(m[2], "PM") {
		offset, ok := zones[strings.ToUpper(m[2])]
		if !ok {
			offset = "+0000"
		}
		v = v[:len(v)-len(m[0])] + m[1] + " " + offset
	}
	t, err := mail.ParseDate(v)
	for i := 0; err != nil && i < len(layouts); i++ {
		t, err = time.Parse(layouts[i], v)
	}
	if err != nil || t.Year() < 1900 || t.Year() > 9999 {
		return ""
	}
	return t.Format(time.RFC3339)
}

// Head reads the head of a message that stands alone; what follows an empty
// line is not looked at.
func Head(b []byte) archive.Mail { return head(headerOf(message(b))) }
