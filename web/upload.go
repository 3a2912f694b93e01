package web

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/archive/ingest"
)

// UploadPage is the form with which records are added. After a mistake it
// holds what was typed, and what is wrong beside each field.
type UploadPage struct {
	Source   string            `json:"source"`
	Title    string            `json:"title"`
	Request  string            `json:"request"`
	Release  string            `json:"release"`
	Errors   map[string]string `json:"errors"` // by field: source, title, request, release, files
	Allowed  bool              `json:"allowed"`
	Possible bool              `json:"-"`              // this archive has a token to sign in with
	Limit    int64             `json:"limit"`          // bytes of one upload
	Kept     string            `json:"kept,omitempty"` // the accession that holds what did arrive
	KeptURL  string            `json:"kept_url,omitempty"`
}

func (s *Site) newUploadPage(c *gin.Context) *UploadPage {
	return &UploadPage{Allowed: s.mayChange(c.Request), Possible: s.canSignIn(), Limit: s.MaxUpload, Errors: map[string]string{}}
}

func (s *Site) uploadForm(c *gin.Context) (*UploadPage, error) {
	p := s.newUploadPage(c)
	p.Source, p.Title, p.Request = c.Query("source"), c.Query("title"), c.Query("request")
	return p, nil
}

// upload takes files in as they arrive; none is held in memory or kept twice.
// POST /upload.json does the same for programs, and answers with the accession.
func (s *Site) upload(c *gin.Context) {
	p := s.newUploadPage(c)
	body := http.MaxBytesReader(c.Writer, c.Request.Body, s.MaxUpload)
	c.Request.Body = body
	accession, err := s.take(c, p)
	if accession != "" {
		// What arrived is kept, whatever came after it.
		if done := s.Ingest.Finish(context.WithoutCancel(c.Request.Context()), accession); err == nil {
			err = done
		}
	}
	status := http.StatusBadRequest
	switch {
	case err == nil && len(p.Errors) == 0:
		if formOf(c.Request) == "json" {
			writeJSON(c, http.StatusCreated, gin.H{"accession": accession, "url": accessionURL(accession)})
			return
		}
		c.Redirect(http.StatusSeeOther, accessionURL(accession))
		return
	case err != nil:
		f := faultOf(err)
		if status = f.status; status >= 500 {
			s.Log.Error("an upload was cut off", "accession", accession, "error", err)
			f.text = "The upload was cut off."
		}
		p.Errors["files"] = f.text
	}
	if accession != "" {
		p.Kept, p.KeptURL = accession, accessionURL(accession)
	} else if err == nil {
		_, _ = io.Copy(io.Discard, body) // or the browser shows no answer at all
	}
	s.write(c, status, "upload", p)
}

// take reads the form. The accession is made when the first file comes, so a
// form without files leaves nothing behind; fields stand before files in it.
func (s *Site) take(c *gin.Context, p *UploadPage) (accession string, err error) {
	form, err := c.Request.MultipartReader()
	if err != nil {
		return "", invalid("The form could not be read.")
	}
	ctx := c.Request.Context()
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return accession, damaged(err)
		}
		if part.FormName() != "files" {
			if err := p.field(part); err != nil {
				return accession, err
			}
			continue
		}
		if part.FileName() == "" || !p.valid() {
			continue
		}
		if accession == "" {
			order := ingest.Order{Source: p.Source, Title: p.Title, Request: p.Request, Release: p.Release, By: "upload"}
			if p.Request != "" && p.Release != "" {
				order.Event = &foia.Event{Kind: foia.Released, Date: s.today(), Release: &foia.Release{Title: p.Release}}
			}
			a, err := s.Ingest.Begin(ctx, order)
			if errors.Is(err, archive.ErrNotFound) && p.Request != "" {
				p.Errors["request"] = "There is no such request here; look its number up under Requests."
				continue
			}
			if err != nil {
				return "", err
			}
			accession = a.Number
		}
		if err := s.Ingest.Add(ctx, accession, part.FileName(), part); err != nil {
			return accession, cutOff(err)
		}
	}
	if p.Errors["source"] != "" && p.Source != "" && len(p.Source) <= fieldLimit {
		p.Errors["source"] = "This came after the files: a program that sends the form puts the fields first."
	}
	if p.valid() && accession == "" {
		p.Errors["files"] = "Choose at least one file."
	}
	return accession, nil
}

// damaged is the error of a form that cannot be read on. It is not the reader's
// own error, which quotes the form: that is for nobody's log.
func damaged(err error) error {
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) || errors.Is(err, io.ErrUnexpectedEOF) {
		return cutOff(err)
	}
	return invalid("The form is damaged; what came before the damage was kept.")
}

// cutOff tells a body that ended early from other trouble.
func cutOff(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return &fault{http.StatusBadRequest, "The upload ended before its last file was whole.", errors.Join(archive.ErrInvalid, err)}
	}
	return err
}

// fieldLimit is the longest text of a field, in bytes.
const fieldLimit = 1000

func (p *UploadPage) field(part *multipart.Part) error {
	to := map[string]*string{"source": &p.Source, "title": &p.Title, "request": &p.Request, "release": &p.Release}[part.FormName()]
	if to == nil {
		return nil
	}
	b, err := io.ReadAll(io.LimitReader(part, fieldLimit+1))
	if err != nil {
		return cutOff(err)
	}
	if *to = strings.TrimSpace(strings.ToValidUTF8(string(b), "\uFFFD")); len(b) > fieldLimit {
		p.Errors[part.FormName()] = "This is too long: at most " + number(fieldLimit) + " characters."
	}
	return nil
}

// valid checks the fields, and says what is wrong beside each.
func (p *UploadPage) valid() bool {
	if p.Source == "" {
		p.Errors["source"] = "Say who released or gave the records."
	}
	return len(p.Errors) == 0
}
