package extract

import (
	"bytes"
	"io"
	"regexp"
	"strings"

	"readingroom/archive/extract/internal/plain"
	"readingroom/archive/extract/sheet"
)

// looksText reports whether bytes are text of some charset: hardly any
// control characters once decoded.
func looksText(head []byte) bool {
	text := plain.Decode(head, "")
	odd, all := 0, 0
	for _, r := range text {
		all++
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != 0x1a || r == '\uFFFD' || r == 0x7f {
			odd++
		}
	}
	return all > 0 && odd*50 <= all
}

// fieldLine matches the first line of a header field (RFC 5322, 2.2).
var fieldLine = regexp.MustCompile(`^([!-9;-~]{1,76})[ \t]*:`)

// Header fields that only a machine writes, and those that people copy too.
var (
	machineFields = map[string]bool{
		"received": true, "message-id": true, "mime-version": true, "return-path": true, "content-type": true,
		"content-transfer-encoding": true, "delivered-to": true, "dkim-signature": true, "x-mailer": true,
		"received-spf": true, "authentication-results": true, "in-reply-to": true, "references": true,
		"x-received": true, "thread-index": true, "user-agent": true, "x-originating-ip": true, "list-unsubscribe": true,
	}
	humanFields = map[string]bool{
		"from": true, "to": true, "cc": true, "bcc": true, "subject": true, "date": true, "sender": true, "reply-to": true,
	}
)

// looksMail reports whether a file begins with the header of a message: every
// line a field or the continuation of one, and among the fields one that only
// machines write beside one that all mails have, or at least From, Date and one
// more. E-mails printed as text have a field "Sent" and none of the former.
func looksMail(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	head = bytes.TrimLeft(head, "\r\n")
	mailbox := false
	for bytes.HasPrefix(head, []byte("From ")) || bytes.HasPrefix(head, []byte(">From ")) {
		_, rest, ok := bytes.Cut(head, []byte("\n"))
		if !ok {
			return false
		}
		head, mailbox = rest, true
	}
	if !bytes.Contains(head, []byte("\n")) {
		head = bytes.ReplaceAll(head, []byte("\r"), []byte("\n"))
	}
	body := head
	fields, odd := map[string]bool{}, 0
	machine, human := 0, 0
	for n := 0; len(head) > 0 && n < 400; n++ {
		var line []byte
		line, head, _ = bytes.Cut(head, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if n == 0 && !fieldLine.Match(bytes.TrimLeft(line, " \t")) {
				return false
			}
			continue
		}
		m := fieldLine.FindSubmatch(line)
		if m == nil {
			if odd++; n == 0 || odd > 2 {
				return false
			}
			continue
		}
		name := strings.ToLower(string(m[1]))
		if !fields[name] {
			fields[name] = true
			switch {
			case machineFields[name]:
				machine++
			case humanFields[name]:
				human++
			}
		}
	}
	if fields["sent"] && machine == 0 {
		return false
	}
	switch {
	case machine > 0 && human > 0, machine > 1, mailbox && machine+human > 0:
		return true
	case fields["content-type"] && multipart.Match(body), odd == 0 && mimeHead.Match(body):
		return true
	}
	return fields["from"] && fields["date"] && human > 2
}

// multipart matches the field that alone makes a message of a file.
var multipart = regexp.MustCompile(`(?i)(?:^|\n)content-type:\s*multipart/[a-z0-9.+-]+;(?:[^\n]*\n[ \t])*[^\n]*boundary\s*=`)

// mimeHead matches a head that has fields of MIME and no others.
var mimeHead = regexp.MustCompile(`(?i)^(?:(?:mime-version|content-[a-z-]+):[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n`)

// startsWithField reports whether the first line is a header field.
func startsWithField(head []byte) bool {
	return fieldLine.Match(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), "\r\n"))
}

// separator matches the line between the messages of a mailbox (RFC 4155).
var separator = regexp.MustCompile(`\r?\n\r?\nFrom \S+ .*\b\d{1,2}:\d{2}.*\b\d{4}\s*\r?\n[!-9;-~]+:`)

// looksMailbox reports whether a mail is followed by others in its first mebibyte.
func looksMailbox(r io.ReaderAt, size int64) bool {
	b := make([]byte, min(size, 1<<20))
	n, err := r.ReadAt(b, 0)
	if err != nil && err != io.EOF {
		return false
	}
	return bytes.HasPrefix(b[:n], []byte("From ")) && separator.Match(b[:n])
}

// looksDelimited finds the delimiter that splits a text into records of the
// same number of fields, and reports whether that can be no accident: at least
// three records of three fields, or five of two, and 95 % of them alike.
func looksDelimited(head []byte) (comma rune, clear bool) {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(plain.Decode(head, ""))
	lines := strings.SplitAfterN(text, "\n", 201)
	if len(lines) > 200 || len(head) == headSize {
		lines = lines[:len(lines)-1] // the last one may be cut
	}
	n := 0
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			n++
		}
	}
	best := 0.0
	for _, c := range ",;\t|" {
		share, fields := sheet.Evenness(strings.Join(lines, ""), c)
		if share < 0.95 || fields < 2 || fields == 2 && n < 5 || n < 3 {
			continue
		}
		if score := share * float64(min(fields, 20)); score > best {
			best, comma, clear = score, c, true
		}
	}
	return comma, clear
}
