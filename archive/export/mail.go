package export

import (
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	"readingroom/archive"
)

// A Message is an e-mail that is written as a message file (RFC 5322) from what
// was read of it, because it did not come as one: out of Outlook, printed.
type Message struct {
	Mail        archive.Mail
	Text        string
	Made        string // a sentence: from what it is made, and that it is not the original
	Boundary    string // between its parts; stands in none of them
	Attachments []Attachment
}

// An Attachment is a file that came with a message.
type Attachment struct {
	Name      string
	MediaType string
	Open      func() (io.ReadCloser, error)
}

// Write writes the message. Its head says that it was made, and so does its
// first line.
func (m Message) Write(w io.Writer) error {
	var head strings.Builder
	line := func(name, value string) {
		if value != "" {
			head.WriteString(name + ": " + value + "\r\n")
		}
	}
	line("Comments", folded(m.Made))
	line("From", addresses(m.Mail.From))
	line("To", addresses(m.Mail.To))
	line("Cc", addresses(m.Mail.Cc))
	if t, err := time.Parse(time.RFC3339, m.Mail.Date); err == nil {
		date := t.Format("Mon, 2 Jan 2006 15:04:05 -0700")
		if strings.HasSuffix(m.Mail.Date, "-00:00") { // no time zone is known (RFC 5322, 3.3)
			date = strings.TrimSuffix(date, "+0000") + "-0000"
		}
		line("Date", date)
	}
	line("Subject", folded(m.Mail.Subject))
	if id := oneWord(m.Mail.MessageID); id != "" {
		line("Message-ID", "<"+id+">")
	}
	line("MIME-Version", "1.0")
	if _, err := io.WriteString(w, head.String()); err != nil {
		return err
	}
	parts := multipart.NewWriter(w)
	if err := parts.SetBoundary(m.Boundary); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "Content-Type: multipart/mixed; boundary=%q\r\n\r\n", m.Boundary); err != nil {
		return err
	}
	if err := m.text(parts); err != nil {
		return err
	}
	for _, a := range m.Attachments {
		if err := a.write(parts); err != nil {
			return fmt.Errorf("attachment %s: %w", a.Name, err)
		}
	}
	return parts.Close()
}

func (m Message) text(parts *multipart.Writer) error {
	p, err := parts.CreatePart(textproto.MIMEHeader{
		"Content-Type": {"text/plain; charset=utf-8"}, "Content-Transfer-Encoding": {"quoted-printable"},
	})
	if err != nil {
		return err
	}
	q := quotedprintable.NewWriter(p)
	body := "[" + m.Made + "]\n\n" + strings.ReplaceAll(m.Text, "\r\n", "\n")
	if _, err := io.WriteString(q, strings.ReplaceAll(body, "\n", "\r\n")); err != nil {
		return err
	}
	return q.Close()
}

func (a Attachment) write(parts *multipart.Writer) error {
	r, err := a.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	kind := a.MediaType
	if t, _, err := mime.ParseMediaType(kind); err != nil || strings.HasPrefix(t, "multipart/") || strings.HasPrefix(t, "message/") {
		kind = "application/octet-stream" // a message in base64 is not allowed (RFC 2046, 5.2.1)
	}
	how := mime.FormatMediaType("attachment", map[string]string{"filename": strings.ToValidUTF8(a.Name, "_")})
	if how == "" {
		how = "attachment"
	}
	p, err := parts.CreatePart(textproto.MIMEHeader{
		"Content-Type": {kind}, "Content-Transfer-Encoding": {"base64"}, "Content-Disposition": {how},
	})
	if err != nil {
		return err
	}
	lines := &lineWriter{w: p}
	enc := base64.NewEncoder(base64.StdEncoding, lines)
	if _, err := io.Copy(enc, r); err != nil {
		return err
	}
	return enc.Close()
}

// A lineWriter breaks base64 into lines of 76 signs (RFC 2045, 6.8).
type lineWriter struct {
	w io.Writer
	n int // signs on the line
}

func (l *lineWriter) Write(p []byte) (int, error) {
	const perLine = 76
	done := 0
	for done < len(p) {
		if l.n == perLine {
			if _, err := io.WriteString(l.w, "\r\n"); err != nil {
				return done, err
			}
			l.n = 0
		}
		n, err := l.w.Write(p[done:min(len(p), done+perLine-l.n)])
		done, l.n = done+n, l.n+n
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

// addresses writes a line of names and addresses. Names without an address, as
// on paper, become groups without members, which RFC 5322 and RFC 6854 allow in
// every such field.
func addresses(line string) string {
	line = strings.Join(strings.Fields(strings.ToValidUTF8(line, "")), " ")
	if line == "" {
		return ""
	}
	if all, err := mail.ParseAddressList(line); err == nil {
		return joined(all)
	}
	var out []string
	for one := range strings.SplitSeq(line, ";") {
		one = strings.TrimSpace(one)
		if one == "" {
			continue
		}
		if all, err := mail.ParseAddressList(one); err == nil {
			out = append(out, joined(all))
			continue
		}
		name := mime.QEncoding.Encode("utf-8", one)
		if name == one {
			name = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(one) + `"`
		}
		out = append(out, name+":;")
	}
	return strings.Join(out, ",\r\n ")
}

func joined(all []*mail.Address) string {
	var out []string
	for _, a := range all {
		out = append(out, a.String())
	}
	return strings.Join(out, ",\r\n ")
}

// folded writes free text of a head on lines that are not too long.
func folded(s string) string {
	s = mime.QEncoding.Encode("utf-8", strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " "))
	var b strings.Builder
	n := 0
	for i, word := range strings.Split(s, " ") {
		switch {
		case i > 0 && n+len(word) > 72:
			b.WriteString("\r\n ")
			n = 1
		case i > 0:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(word)
		n += len(word)
	}
	return b.String()
}

// oneWord is a Message-ID as it may stand in a head.
func oneWord(id string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || r == '<' || r == '>' {
			return -1
		}
		return r
	}, id)
}
