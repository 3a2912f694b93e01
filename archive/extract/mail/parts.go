package mail

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/textproto"
	"path"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"readingroom/archive"
	"readingroom/archive/extract/internal/plain"
)

// contents are what a message holds, in the order in which it stands there.
type contents struct {
	texts    []string
	attached []attachment
	damaged  int // parts whose transfer encoding is broken
	cut      int // texts that are too long
}

type attachment struct {
	name string
	part *part
}

// body joins the texts of a message; two attached ones are an empty line apart.
func (c *contents) body() string { return strings.Join(c.texts, "\n\n") }

func (c *contents) notices(s archive.Sink) error {
	for _, n := range []struct {
		count      int
		code, text string
	}{
		{c.damaged, "damaged", "The encoding of a part of this mail is damaged; as much of it was kept as could be decoded."},
		{c.cut, "limit", fmt.Sprintf("A text in this mail is longer than %d MiB; the rest of it was left out.", maxText>>20)},
	} {
		if n.count == 0 {
			continue
		}
		if err := s.Notice(archive.Notice{Code: n.code, Text: n.text}); err != nil {
			return err
		}
	}
	return nil
}

// walk collects the texts and the attachments of a part and the parts in it.
func (c *contents) walk(p *part) {
	if len(p.parts) > 0 {
		if p.kind == "multipart/alternative" {
			c.alternative(p)
			return
		}
		for _, child := range p.parts {
			c.walk(child)
		}
		return
	}
	name := fileName(p)
	disposition, _, _ := mime.ParseMediaType(p.header.Get("Content-Disposition"))
	switch kind := p.kind; {
	case kind == "message/rfc822", kind == "message/global", kind == "" && p.digest:
		c.attached = append(c.attached, attachment{nestedName(first(p.body())), p})
	case disposition == "attachment" || name != "":
		c.attach(name, p)
	case kind == "text/html":
		_, text := plain.HTML(plain.Decode(c.read(p), p.params["charset"]))
		c.text(text)
	case kind == "", kind == "text/plain", strings.HasPrefix(kind, "message/"), kind == "text/rfc822-headers",
		strings.HasPrefix(kind, "multipart/"), strings.HasPrefix(kind, "text/") && kind != "text/calendar" && kind != "text/rtf":
		c.text(plain.Decode(c.read(p), p.params["charset"]))
	case p.header.Get("Content-Transfer-Encoding") == "" && !strings.Contains(kind, "/"):
		c.text(plain.Decode(c.read(p), p.params["charset"])) // a type that is none
	default:
		c.attach("", p)
	}
}

func (c *contents) read(p *part) []byte {
	b, sound, cut := p.text(maxText)
	if !sound {
		c.damaged++
	}
	if cut {
		c.cut++
	}
	return b
}

// first returns the beginning of a body.
func first(r io.Reader) []byte {
	b, _ := io.ReadAll(io.LimitReader(r, peek)) // as much of it as can be read
	return b
}

// alternative takes the plain text of several forms of one text, or the HTML
// where that is all there is (or the plain one is empty); what is no text is attached.
func (c *contents) alternative(p *part) {
	var forms [2]contents // plain, HTML
	for _, child := range p.parts {
		var one contents
		one.walk(child)
		form := &forms[0]
		if hasHTML(child) {
			form = &forms[1]
		}
		form.texts = append(form.texts, one.texts...)
		c.attached = append(c.attached, one.attached...)
		c.damaged += one.damaged
		c.cut += one.cut
	}
	texts := forms[0].texts
	if len(texts) == 0 {
		texts = forms[1].texts
	}
	c.texts = append(c.texts, texts...)
}

// hasHTML reports whether a form of a text is HTML, alone or with its pictures.
func hasHTML(p *part) bool {
	if p.kind == "text/html" {
		return true
	}
	for _, child := range p.parts {
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
func (c *contents) attach(name string, p *part) {
	if name == "" {
		head, _ := bufio.NewReader(p.body()).Peek(3072)
		if len(head) == 0 {
			return
		}
		name = fmt.Sprintf("attachment-%d%s", len(c.attached)+1, mimetype.Detect(head).Extension())
	}
	c.attached = append(c.attached, attachment{name, p})
}

// fileName returns the name a part claims, decoded (RFC 2231, or RFC 2047
// although that is not allowed in parameters), or "".
func fileName(p *part) string {
	for _, at := range []struct{ field, param string }{{"Content-Disposition", "filename"}, {"Content-Type", "name"}} {
		if _, params := mediaType(p.header.Get(at.field)); params[at.param] != "" {
			return field(params[at.param])
		}
	}
	return ""
}

// nestedName names a forwarded message by its subject.
func nestedName(body []byte) string {
	subject := field(headerOf(begun(body)).Get("Subject"))
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
	key, value := "", []byte(nil)
	done := func() {
		if key != "" {
			h[key] = append(h[key], string(bytes.TrimSpace(value)))
		}
		key, value = "", nil
	}
	defer done()
	for line := range bytes.Lines(b) {
		line = bytes.TrimRight(line, "\r\n")
		switch {
		case len(line) == 0:
			return h
		case (line[0] == ' ' || line[0] == '\t') && key != "":
			value = append(append(value, ' '), bytes.TrimSpace(line)...)
			continue
		}
		name, v, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			return h
		}
		done()
		key = textproto.CanonicalMIMEHeaderKey(string(bytes.TrimSpace(name)))
		value = bytes.Clone(bytes.TrimSpace(v))
	}
	return h
}
