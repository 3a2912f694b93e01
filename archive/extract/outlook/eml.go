package outlook

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"net/textproto"
	"strings"
	"time"
)

// A writer writes messages out as they would have travelled (RFC 5322, MIME):
// the head they had on their way where they had one, both the text and the
// HTML, every attachment.
type writer struct {
	b          bytes.Buffer
	boundaries int
}

func (w *writer) message(m *message) {
	w.head(m)
	boundary := w.boundary()
	w.line("MIME-Version: 1.0")
	w.multipart("mixed", boundary)
	w.begin(boundary)
	w.texts(m)
	_ = m.each(func(name, mediaType string, b []byte, nested *message) error {
		w.begin(boundary)
		if nested != nil {
			w.line("Content-Type: message/rfc822")
			w.line("")
			w.message(nested)
			return nil
		}
		w.line("Content-Type: " + safeType(mediaType))
		w.line("Content-Transfer-Encoding: base64")
		w.line(disposition(name))
		w.line("")
		w.base64(b)
		return nil
	})
	w.line("--" + boundary + "--")
}

func (w *writer) line(s string) { w.b.WriteString(s + "\r\n") }

// boundary returns one that stands in no text, since all of it is base64.
func (w *writer) boundary() string {
	w.boundaries++
	return fmt.Sprintf("=_part_%d", w.boundaries)
}

func (w *writer) multipart(kind, boundary string) {
	w.line(fmt.Sprintf("Content-Type: multipart/%s; boundary=%q", kind, boundary))
	w.line("")
}

func (w *writer) begin(boundary string) { w.line("--" + boundary) }

// head writes the head that the message had on its way, without what is said
// of its form there, and what that has not.
func (w *writer) head(m *message) {
	has := map[string]bool{}
	written := false // the field that goes on
	for line := range strings.Lines(m.transport()) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if written && strings.TrimSpace(line) != "" {
				w.line(line)
			}
			continue
		}
		key, _, ok := strings.Cut(line, ":")
		key = textproto.CanonicalMIMEHeaderKey(key)
		written = ok && !strings.ContainsAny(key, " \t") && !strings.HasPrefix(key, "Content-") && key != "Mime-Version"
		if written {
			has[key] = true
			w.line(strings.ReplaceAll(line, "\r", " "))
		}
	}
	add := func(key, value string) {
		if value != "" && !has[textproto.CanonicalMIMEHeaderKey(key)] {
			w.line(key + ": " + value)
		}
	}
	encode := func(s string) string { return mime.QEncoding.Encode("utf-8", s) }
	author, sender := m.sender()
	add("From", author.encoded())
	add("Sender", sender.encoded())
	for _, l := range []struct {
		key   string
		kind  int
		shown uint16
	}{{"To", kindTo, propDisplayTo}, {"Cc", kindCc, propDisplayCc}, {"Bcc", kindBcc, propDisplayBcc}} {
		if to := m.to(l.kind); len(to) > 0 {
			add(l.key, to.print(address.encoded))
		} else {
			add(l.key, encode(m.line(l.shown)))
		}
	}
	for _, id := range []uint16{propClientSubmitTime, propDeliveryTime} {
		if t := m.time(id); !t.IsZero() {
			add("Date", t.Format(time.RFC1123Z))
			has["Date"] = true
		}
	}
	add("Subject", encode(m.subject()))
	if id := strings.Trim(m.line(propMessageID), "<> "); id != "" {
		add("Message-ID", "<"+id+">")
	}
	add("In-Reply-To", m.line(propInReplyTo))
}

// texts writes the text of a message, and its HTML where it has that too.
func (w *writer) texts(m *message) {
	_, lines := m.class()
	text := joined(lines, m.body())
	html := m.html()
	if html == "" {
		w.text("plain", text)
		return
	}
	boundary := w.boundary()
	w.multipart("alternative", boundary)
	w.begin(boundary)
	w.text("plain", text)
	w.begin(boundary)
	w.text("html", html)
	w.line("--" + boundary + "--")
}

func (w *writer) text(kind, s string) {
	w.line("Content-Type: text/" + kind + "; charset=utf-8")
	w.line("Content-Transfer-Encoding: base64")
	w.line("")
	w.base64([]byte(strings.ReplaceAll(s, "\n", "\r\n")))
}

// base64 writes lines of 76 signs (RFC 2045, 6.8).
func (w *writer) base64(b []byte) {
	const perLine = 57
	for len(b) > 0 {
		n := min(len(b), perLine)
		w.b.Write(base64.StdEncoding.AppendEncode(w.b.AvailableBuffer(), b[:n]))
		w.b.WriteString("\r\n")
		b = b[n:]
	}
}

// safeType returns a media type as the message claims it, where that can stand
// on a part that is base64.
func safeType(mediaType string) string {
	t, _, err := mime.ParseMediaType(mediaType)
	if err != nil || !strings.Contains(t, "/") || strings.HasPrefix(t, "multipart/") || strings.HasPrefix(t, "message/") {
		return "application/octet-stream"
	}
	return t
}

// disposition names an attachment (RFC 2183, RFC 2231).
func disposition(name string) string {
	if d := mime.FormatMediaType("attachment", map[string]string{"filename": name}); d != "" {
		return "Content-Disposition: " + d
	}
	return "Content-Disposition: attachment"
}
