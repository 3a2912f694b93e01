package mail

import (
	"bytes"
	"fmt"
	"mime"
	"net/textproto"
	"path"
	"strings"

	"github.com/gabriel-vasile/mimetype"
	"github.com/jhillyerd/enmime/v2"

	"readingroom/archive"
	"readingroom/archive/extract/internal/plain"
)

// contents are what a message holds, in the order in which it stands there.
type contents struct {
	texts    []string
	attached []attachment
	damaged  int // parts whose transfer encoding is broken
}

type attachment struct {
	name string
	body []byte
}

// body joins the texts of a message; two attached ones are an empty line apart.
func (c *contents) body() string { return strings.Join(c.texts, "\n\n") }

func (c *contents) notices(s archive.Sink) error {
	if c.damaged == 0 {
		return nil
	}
	return s.Notice(archive.Notice{Code: "damaged", Text: "The encoding of a part of this mail is damaged; as much of it was kept as could be decoded."})
}

// walk collects the texts and the attachments of a part and the parts in it.
func (c *contents) walk(p *enmime.Part) {
	if p.FirstChild != nil {
		if strings.EqualFold(p.ContentType, "multipart/alternative") {
			c.alternative(p)
			return
		}
		for child := p.FirstChild; child != nil; child = child.NextSibling {
			c.walk(child)
		}
		return
	}
	kind := strings.ToLower(p.ContentType)
	body := c.decoded(p)
	name := fileName(p)
	switch {
	case kind == "message/rfc822", kind == "message/global", kind == "" && p.Parent != nil && strings.EqualFold(p.Parent.ContentType, "multipart/digest"):
		c.attach(nestedName(body), body)
	case p.Disposition == "attachment" || name != "":
		c.attach(name, body)
	case kind == "text/html":
		_, text := plain.HTML(plain.Decode(body, p.Charset))
		c.text(text)
	case kind == "", kind == "text/plain", strings.HasPrefix(kind, "message/"), kind == "text/rfc822-headers",
		strings.HasPrefix(kind, "multipart/"), strings.HasPrefix(kind, "text/") && kind != "text/calendar" && kind != "text/rtf":
		c.text(plain.Decode(body, p.Charset))
	default:
		c.attach("", body)
	}
}

// alternative takes the plain text of several forms of one text, or the HTML
// where that is all there is (or the plain one is empty); what is no text is attached.
func (c *contents) alternative(p *enmime.Part) {
	var forms [2]contents // plain, HTML
	for child := p.FirstChild; child != nil; child = child.NextSibling {
		var one contents
		one.walk(child)
		form := &forms[0]
		if hasHTML(child) {
			form = &forms[1]
		}
		form.texts = append(form.texts, one.texts...)
		c.attached = append(c.attached, one.attached...)
		c.damaged += one.damaged
	}
	texts := forms[0].texts
	if len(texts) == 0 {
		texts = forms[1].texts
	}
	c.texts = append(c.texts, texts...)
}

// hasHTML reports whether a form of a text is HTML, alone or with its pictures.
func hasHTML(p *enmime.Part) bool {
	if strings.EqualFold(p.ContentType, "text/html") {
		return true
	}
	for child := p.FirstChild; child != nil; child = child.NextSibling {
		if hasHTML(child) {
			return true
		}
	}
	return false
}

func (c *contents) text(s string) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\x00", "")
	if s = strings.Trim(s, "\r\n"); strings.TrimSpace(s) != "" {
		c.texts = append(c.texts, s)
	}
}

// attach keeps an attachment. One without a name is named by its number and
// the ending that its bytes suggest.
func (c *contents) attach(name string, body []byte) {
	if name == "" {
		if len(body) == 0 {
			return
		}
		name = fmt.Sprintf("attachment-%d%s", len(c.attached)+1, mimetype.Detect(body).Extension())
	}
	c.attached = append(c.attached, attachment{name, body})
}

// decoded undoes the transfer encoding of a part (RFC 2045, 6).
func (c *contents) decoded(p *enmime.Part) []byte {
	body, ok := decodeTransfer(p.Content, p.Header.Get("Content-Transfer-Encoding"))
	if !ok {
		c.damaged++
	}
	return body
}

// fileName returns the name a part claims, decoded (RFC 2231, or RFC 2047
// although that is not allowed in parameters), or "".
func fileName(p *enmime.Part) string {
	for _, at := range []struct{ field, param string }{{"Content-Disposition", "filename"}, {"Content-Type", "name"}} {
		if _, params, err := mime.ParseMediaType(p.Header.Get(at.field)); err == nil && params[at.param] != "" {
			return field(params[at.param])
		}
	}
	return field(p.FileName)
}

// nestedName names a forwarded message by its subject.
func nestedName(body []byte) string {
	subject := field(headerOf(message(body)).Get("Subject"))
	if subject == "" {
		subject = "message"
	}
	subject = strings.NewReplacer("/", "-", "\\", "-").Replace(subject)
	if path.Ext(subject) == ".eml" {
		return subject
	}
	return subject + ".eml"
}

// headerOf reads the header of a message and stops at anything odd.
func headerOf(b []byte) textproto.MIMEHeader {
	h := textproto.MIMEHeader{}
	key := ""
	for len(b) > 0 {
		var line []byte
		line, b, _ = bytes.Cut(b, []byte("\n"))
		text := strings.TrimRight(string(line), "\r")
		if text == "" {
			break
		}
		if text[0] == ' ' || text[0] == '\t' {
			if vs := h[key]; len(vs) > 0 {
				vs[len(vs)-1] += " " + strings.TrimSpace(text)
			}
			continue
		}
		name, value, ok := strings.Cut(text, ":")
		if !ok {
			break
		}
		key = textproto.CanonicalMIMEHeaderKey(name)
		h[key] = append(h[key], strings.TrimSpace(value))
	}
	return h
}
