package web

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/export"
	"readingroom/archive/store"
)

// itemInForm shows a document, or gives an e-mail as a message file.
func (s *Site) itemInForm(c *gin.Context) {
	if formOf(c.Request) == "eml" {
		s.message(c)
		return
	}
	show(s, "item", s.item)(c)
}

const messageType = "message/rfc822"

func baseType(mediaType string) string {
	base, _, _ := strings.Cut(mediaType, ";")
	return strings.TrimSpace(base)
}

// message gives an e-mail as a message file: as it came where it came as one,
// else made of what was read of it, which the message says.
func (s *Site) message(c *gin.Context) {
	o, err := s.open(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	defer o.close()
	head := o.head()
	name := o.Number + ".eml"
	switch {
	case baseType(o.MediaType) == messageType:
		f, err := s.Blobs.Open(o.Digest)
		if err != nil {
			s.fail(c, &fault{http.StatusInternalServerError, "The original of " + o.Number + " cannot be read. The reason is in the server’s log.", err})
			return
		}
		defer f.Close()
		c.Header("Content-Security-Policy", "sandbox; default-src 'none'")
		s.send(c, name, messageType, func() error { _, err := io.Copy(c.Writer, f); return err })
	case head.Mail == nil:
		s.fail(c, notFound("Document %s is no e-mail, so it cannot be had as one.", o.Number))
	default:
		m, err := s.made(c, o)
		if err != nil {
			s.fail(c, err)
			return
		}
		c.Header("Content-Security-Policy", "sandbox; default-src 'none'")
		s.send(c, name, messageType, func() error { return m.Write(c.Writer) })
	}
}

// made is a message made of what was read of an e-mail.
func (s *Site) made(c *gin.Context, o opened) (export.Message, error) {
	head := o.head()
	m := export.Message{
		Mail: *head.Mail, Boundary: "=_" + o.Digest.String()[:32],
		Made: fmt.Sprintf("Made by readingroom from what it read of “%s” (%s). This is not the original, which is %s.",
			oneLine(o.Name), formatName(o.MediaType, o.Kind), s.absolute(c.Request, PlaceURL(o.Number, archive.Locator{}))),
	}
	var text []string
	for p, err := range o.file.Pages() {
		if err != nil {
			return m, err
		}
		text = append(text, p.Text)
	}
	m.Text = strings.Join(text, "\n\n")
	parts, err := s.Store.Items(c.Request.Context(), store.Filter{Parent: o.Number})
	if err != nil {
		return m, err
	}
	types := map[archive.Digest]string{}
	for _, it := range parts {
		types[it.Digest] = it.MediaType
	}
	for _, p := range head.Parts {
		m.Attachments = append(m.Attachments, export.Attachment{
			Name: p.Name, MediaType: types[p.Digest], Open: func() (io.ReadCloser, error) { return s.Blobs.Open(p.Digest) },
		})
	}
	return m, nil
}

// messageWhole is how much of the text of a message is written, in characters.
const messageWhole = 4 << 20

// printed leads to a message that stands on the pages of a document, or gives it
// as a message file, made of its text there.
func (s *Site) printed(c *gin.Context) {
	o, err := s.open(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	defer o.close()
	all, err := s.Store.Messages(c.Request.Context(), o.Number)
	if err != nil {
		s.fail(c, err)
		return
	}
	n, err := positive(c.Param("message"), 0)
	i := slices.IndexFunc(all, func(m store.Message) bool { return m.Number == n })
	switch {
	case err != nil || i < 0:
		s.fail(c, notFound("Document %s has %s, and none is “%s”.", o.Number, countOrNo(len(all), "e-mail", "e-mails"), cut(c.Param("message"), 20)))
		return
	case all[i].Form == "mail" && formOf(c.Request) == "eml":
		s.message(c)
		return
	case formOf(c.Request) == "":
		c.Redirect(http.StatusFound, messageURL(all[i]))
		return
	case formOf(c.Request) != "eml":
		s.fail(c, noForm)
		return
	}
	m := all[i]
	r := bodies{site: s, files: map[string]*content.File{}, most: messageWhole}
	defer r.close()
	text, _, err := r.of(c, m)
	if err != nil {
		s.fail(c, err)
		return
	}
	at := archive.Locator{Page: m.Page, From: m.Start, To: m.End}
	made := export.Message{
		Mail: archive.Mail{From: m.From, To: m.To, Cc: m.Cc, Date: m.Date, Subject: m.Subject, MessageID: m.MessageID},
		Text: text, Boundary: "=_" + o.Digest.String()[:32],
		Made: fmt.Sprintf("Made by readingroom from what is printed in “%s”, p. %d, where it was sent “%s”. This is not the original: see %s.",
			oneLine(o.Name), m.Page, oneLine(m.Sent), s.absolute(c.Request, PlaceURL(o.Number, at))),
	}
	c.Header("Content-Security-Policy", "sandbox; default-src 'none'")
	s.send(c, o.Number+"-"+digits(n)+".eml", messageType, func() error { return made.Write(c.Writer) })
}

// accessionInForm shows an accession, or gives all that came with it.
func (s *Site) accessionInForm(c *gin.Context) {
	if formOf(c.Request) == "zip" {
		s.bag(c)
		return
	}
	show(s, "accession", s.accession)(c)
}

// bag gives an accession as a BagIt bag: its files as they came, and what each
// is. What was inside others is in them; documents.csv names it.
func (s *Site) bag(c *gin.Context) {
	ctx := c.Request.Context()
	a, err := s.accessionOf(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	if a.Open {
		s.fail(c, &fault{status: http.StatusConflict, text: "Files are still coming in. Ask again once the accession is complete."})
		return
	}
	received, err := s.Store.Received(ctx, a.Number)
	if err != nil {
		s.fail(c, err)
		return
	}
	known := map[string]archive.Item{}
	items, err := s.Store.Items(ctx, store.Filter{Accession: a.Number})
	if err != nil {
		s.fail(c, err)
		return
	}
	for _, it := range items {
		known[it.Number] = it
	}
	omitted, err := s.Store.Omissions(ctx, a.Number)
	if err != nil {
		s.fail(c, err)
		return
	}
	s.send(c, a.Number+".zip", "application/zip", func() error {
		b, err := export.NewBag(ctx, c.Writer, a.Number)
		if err != nil {
			return err
		}
		b.Document([]string{"number", "path", "file", "inside", "sha256", "size", "media_type", "title", "date", "reason", "address"})
		for _, r := range received {
			it := known[r.Item]
			file, fault := "", ""
			if r.Parent == "" && s.shown(c.Request.Context(), it) == nil { // not what was withdrawn
				if file, fault, err = b.Add(s.originalOf(r, it)); err != nil {
					return err
				}
			}
			b.Document([]string{
				it.Number, r.Path, file, r.Parent, it.Digest.String(), fmt.Sprint(it.Size), it.MediaType, documentOf(it).Title, it.Date,
				strings.TrimSpace(fault + " " + it.Reason), s.absolute(c.Request, PlaceURL(it.Number, archive.Locator{})),
			})
		}
		for _, o := range omitted {
			b.Document([]string{"", o.Path, "", "", "", "", "", "", "", "Not taken in: " + o.Reason})
		}
		for _, f := range b.Faults() {
			s.Log.Error("an original in a bag is not whole", "accession", a.Number, "fault", f)
		}
		return b.Close([]export.Fact{
			{Name: "Source-Organization", Text: a.Source},
			{Name: "External-Identifier", Text: a.Number},
			{Name: "External-Description", Text: a.Title},
			{Name: "Received", Text: shortDate(a.Received)},
			{Name: "Release", Text: a.Release},
			{Name: "Request", Text: a.Request},
			{Name: "Address", Text: s.absolute(c.Request, accessionURL(a.Number))},
			{Name: "Bag-Software-Agent", Text: "readingroom " + s.Version},
		})
	})
}

func (s *Site) originalOf(r archive.Receipt, it archive.Item) export.Original {
	return export.Original{
		Path: r.Path, Digest: it.Digest, Modified: r.Modified, Packed: packed(it.MediaType),
		Open: func() (io.ReadCloser, error) { return s.Blobs.Open(it.Digest) },
	}
}

// packed reports whether files of a type do not get smaller.
func packed(mediaType string) bool {
	base, _, err := mime.ParseMediaType(mediaType)
	kind, _, _ := strings.Cut(base, "/")
	return err == nil && (slices.Contains([]string{"image", "audio", "video"}, kind) || base == "application/pdf" ||
		strings.Contains(base, "zip") || strings.HasPrefix(base, "application/vnd.openxmlformats") || strings.HasPrefix(base, "application/vnd.oasis"))
}
