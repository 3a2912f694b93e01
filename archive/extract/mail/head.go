package mail

import (
	"io"
	"mime"
	"net/mail"
	"net/textproto"
	"regexp"
	"slices"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/extract/internal/plain"
	"readingroom/archive/message"
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
		Bcc:       addresses(h, "Bcc"), References: References(slices.Concat(h.Values("References"), h.Values("In-Reply-To"))...),
	}
}

// maxReferences is how many of the messages that a mail claims to answer are kept.
const maxReferences = 50

var messageID = regexp.MustCompile(`<([^<>\s]{1,250})>`)

// References reads which messages a mail claims to answer, the nearest last
// (RFC 5322, 3.6.4). The fields are given in the order References, In-Reply-To.
func References(fields ...string) []string {
	var all []string
	for _, v := range fields {
		for _, m := range messageID.FindAllStringSubmatch(v[max(0, len(v)-maxField):], -1) {
			all = slices.DeleteFunc(all, func(id string) bool { return id == m[1] })
			if all = append(all, m[1]); len(all) > maxReferences {
				all = all[1:]
			}
		}
	}
	return all
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

// maxField is how much of a field is kept, in bytes.
const maxField = 256 << 10

// field decodes a header field (RFC 2047) into one line; bytes above ASCII,
// which older programs wrote as they were, are read in the charset found from them.
func field(v string) string {
	v = v[:min(len(v), maxField)]
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
		offset, ok := message.Offset(m[2])
		if !ok {
			offset = "+0000"
		}
		v = v[:len(v)-len(m[0])] + m[1] + " " + offset
	}
	t, err := mail.ParseDate(v)
	for i := 0; err != nil && i < len(layouts); i++ {
		t, err = time.Parse(layouts[i], v)
	}
	if err != nil {
		// As people and programs write it that follow no standard; without a zone it is taken as UTC.
		if d := message.Date(v); len(d) > len(time.DateOnly) {
			return strings.Replace(strings.Replace(d, "-00:00", "Z", 1), "+00:00", "Z", 1)
		}
		return ""
	}
	if t.Year() < 1900 || t.Year() > 9999 {
		return ""
	}
	return t.Format(time.RFC3339)
}

// Head reads the head of a message that stands alone; what follows an empty
// line is not looked at.
func Head(b []byte) archive.Mail { return head(headerOf(begun(b))) }
