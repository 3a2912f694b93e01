package web

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"readingroom/archive"
)

// number prints n with separators: 1,234,567.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// count prints a number with its noun: "1 page", "1,206 rows".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// countOrNo is count, with "no" for none.
func countOrNo(n int, one, many string) string {
	if n == 0 {
		return "no " + many
	}
	return count(n, one, many)
}

// size prints a number of bytes in the unit people use for it.
func size(n int64) string {
	switch {
	case n == 1:
		return "1 byte"
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	}
	v, unit := float64(n)/1000, "kB"
	for _, next := range []string{"MB", "GB", "TB"} {
		if v < 1000 {
			break
		}
		v, unit = v/1000, next
	}
	if v < 10 {
		return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") + " " + unit
	}
	return fmt.Sprintf("%.0f %s", v, unit)
}

// longDay prints a day for a sentence: "2017-01-28" is "28 January 2017".
// What is no day is printed as it is.
func longDay(day string) string {
	if len(day) > len(time.DateOnly) { // a time, RFC 3339
		if t, err := time.Parse(time.RFC3339, day); err == nil {
			return t.Format("2 January 2006, 15:04 ") + strings.NewReplacer("Z", "UTC", "+", "UTC+", "-", "UTC−").Replace(t.Format("Z07:00"))
		}
	}
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("2 January 2006")
}

// shortDate prints the day of a time for a table.
func shortDate(t time.Time) string {
	if t.IsZero() || t.Unix() == 0 {
		return ""
	}
	return t.Format(time.DateOnly)
}

// kindName is a kind of document in the reader's words.
func kindName(k archive.Kind) string {
	switch k {
	case archive.KindPDF:
		return "PDF"
	case archive.KindEmail:
		return "E-mail"
	case archive.KindSpreadsheet:
		return "Spreadsheet"
	case archive.KindText:
		return "Text"
	case archive.KindImage:
		return "Image"
	case archive.KindArchive:
		return "Container"
	}
	return "File"
}

// formatNames are the types of files that have a name of their own.
var formatNames = map[string]string{
	"application/pdf":                         "PDF",
	"application/rtf":                         "Rich text document",
	"application/mbox":                        "Mailbox",
	"application/msword":                      "Word document",
	"application/vnd.ms-excel":                "Excel workbook",
	"application/vnd.ms-outlook":              "Outlook message",
	"application/vnd.ms-outlook-pst":          "Outlook mailbox",
	"application/vnd.ms-powerpoint":           "PowerPoint presentation",
	"application/vnd.oasis.opendocument.text": "OpenDocument text",
	"application/x-ole-encrypted":             "Encrypted Office document",
	"application/x-empty":                     "Empty file",
	"application/zip":                         "Zip file",
	"application/gzip":                        "Gzip file",
	"application/x-tar":                       "Tar file",
	"application/x-7z-compressed":             "7-Zip file",
	"application/x-rar-compressed":            "RAR file",
	"image/gif":                               "GIF picture",
	"image/jpeg":                              "JPEG picture",
	"image/png":                               "PNG picture",
	"image/tiff":                              "TIFF picture",
	"message/rfc822":                          "E-mail",
	"text/csv":                                "Comma-separated table",
	"text/html":                               "Web page",
	"text/plain":                              "Plain text",
	"text/rtf":                                "Rich text document",
	"text/tab-separated-values":               "Tab-separated table",
	"application/vnd.ms-excel.sheet.macroenabled.12":                            "Excel workbook with macros",
	"application/vnd.ms-excel.sheet.binary.macroenabled.12":                     "Excel workbook",
	"application/vnd.oasis.opendocument.spreadsheet":                            "OpenDocument spreadsheet",
	"application/vnd.oasis.opendocument.presentation":                           "OpenDocument presentation",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         "Excel workbook",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   "Word document",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint presentation",
}

// formatName is a media type in the reader's words, or the kind of document
// where the type has no name.
func formatName(mediaType string, k archive.Kind) string {
	base, _, _ := strings.Cut(mediaType, ";")
	if name, ok := formatNames[strings.TrimSpace(base)]; ok {
		return name
	}
	return kindName(k)
}

// notReadYet begins a reason where a later version may read the document.
const notReadYet = "Not read yet: "

var inBrackets = regexp.MustCompile(` \([a-z]+/[A-Za-z0-9.+_-]+\)`)

// plain leaves media types out of a reason: "Not read yet: PNG pictures
// (image/png)." has one.
func plain(reason string) string { return inBrackets.ReplaceAllString(reason, "") }

// stateName says how far a document has come.
func stateName(s archive.State) string {
	switch s {
	case archive.StateReceived:
		return "Waiting to be read"
	case archive.StateExtracted, archive.StateLinked:
		return "Read, not searchable yet"
	case archive.StateIndexed:
		return "Searchable"
	case archive.StateAside:
		return "Not read"
	}
	return string(s)
}

// upperFirst begins a sentence.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// cut shortens s to at most limit characters, at a word where there is one.
func cut(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	head := string(r[:limit])
	if i := strings.LastIndexByte(head, ' '); i > len(head)/2 {
		head = head[:i]
	}
	return strings.TrimRight(head, " ,;:") + "…"
}

// clipped shortens a text that nobody reads to its end, and the words in it that
// are too long to be any.
func clipped(s string, limit int) string {
	const longest = 60
	words := strings.Split(cut(s, limit), " ")
	for i, w := range words {
		words[i] = cut(w, longest)
	}
	return strings.Join(words, " ")
}

// took prints the time a search took.
func took(ms float64) string {
	if ms < 1 {
		return "under 1 ms"
	}
	return fmt.Sprintf("%.0f ms", ms)
}
