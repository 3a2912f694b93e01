package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	record "readingroom/archive/check"
	"readingroom/archive/claim"
	"readingroom/archive/lists"
	"readingroom/search"
)

// checkedFile is how large a file with an article may be: a page layout with
// pictures in it, not a book.
const checkedFile = 20 << 20

// checksAtOnce is how many texts are checked at a time; others wait.
const checksAtOnce = 2

// checkForm shows the form.
func (s *Site) checkForm(*gin.Context) (*CheckPage, error) {
	return &CheckPage{Statements: []CheckedStatement{}, Notes: []string{}, Summary: Summary{}, Limit: claim.MaxText >> 10, Files: s.Text != nil}, nil
}

// checkText checks a text that is posted: in a form, in a file, as plain text, or
// as JSON. Nothing of it is kept.
func (s *Site) checkText(c *gin.Context) {
	a, err := s.article(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	done, err := s.checkersTurn(c.Request.Context())
	if err != nil {
		return // the reader went away
	}
	defer done()
	p, err := Check(c.Request.Context(), s.Lists, s.Index, a.text, a.date)
	if err != nil {
		s.fail(c, err)
		return
	}
	p.Name, p.Files = a.name, s.Text != nil
	c.Header("Cache-Control", "no-store")
	if a.markdown {
		c.Header("Content-Disposition", `attachment; filename="check.md"`)
		var b bytes.Buffer
		p.Markdown(&b, s.absolute(c.Request, ""))
		c.Data(http.StatusOK, "text/markdown; charset=utf-8", b.Bytes())
		return
	}
	s.write(c, http.StatusOK, "check", p)
}

// checkersTurn waits until one of the few that work for checkers is free; done
// gives it back.
func (s *Site) checkersTurn(ctx context.Context) (done func(), err error) {
	select {
	case s.checking <- struct{}{}:
		return func() { <-s.checking }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// An article is a text that somebody wants checked.
type article struct {
	text, name string
	date       archive.Day
	markdown   bool
}

var tooLong = &fault{status: http.StatusRequestEntityTooLarge, text: fmt.Sprintf("The text is longer than %d KiB, which is what is checked at a time. Check it in parts.", claim.MaxText>>10), err: archive.ErrInvalid}

// article reads what was posted.
func (s *Site) article(c *gin.Context) (a article, err error) {
	kind, _, _ := mime.ParseMediaType(c.GetHeader("Content-Type"))
	limit := int64(claim.MaxText)*3 + 64<<10 // as a form writes it
	if kind == "multipart/form-data" {
		limit = checkedFile
	}
	r := c.Request
	r.Body = http.MaxBytesReader(c.Writer, r.Body, limit)
	switch kind {
	case "multipart/form-data":
		a, err = s.articleInForm(r)
	case "application/x-www-form-urlencoded":
		if err = r.ParseForm(); err == nil {
			a = article{text: r.PostForm.Get("text"), date: r.PostForm.Get("date"), markdown: r.PostForm.Get("as") == "markdown"}
		}
	case "application/json":
		var sent struct{ Text, Date string }
		if err = json.NewDecoder(r.Body).Decode(&sent); err == nil {
			a = article{text: sent.Text, date: sent.Date}
		}
	case "text/plain", "text/markdown", "":
		var b []byte
		b, err = io.ReadAll(r.Body)
		a = article{text: string(b), date: c.Query("date")}
	default:
		return a, &fault{status: http.StatusUnsupportedMediaType, text: "Send the text in a form, as plain text, or as JSON with the field “text”.", err: archive.ErrInvalid}
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large) && kind != "multipart/form-data":
		return a, tooLong
	case errors.As(err, &large):
		return a, &fault{status: http.StatusRequestEntityTooLarge, text: fmt.Sprintf("The file is larger than %d MB. Paste its text instead.", checkedFile>>20), err: err}
	case err != nil && faultOf(err).status < 500:
		return a, err
	case err != nil:
		return a, invalid("What was sent could not be read: send a form, plain text, or JSON with the field “text”.")
	}
	a.text = strings.ReplaceAll(a.text, "\r\n", "\n")
	switch {
	case len(a.text) > claim.MaxText:
		return a, tooLong
	case !utf8.ValidString(a.text):
		return a, invalid("The text is not UTF-8. Save it as UTF-8, or paste it.")
	case strings.TrimSpace(a.text) == "":
		return a, invalid("There is no text. Paste the article, or choose its file.")
	case a.date != "" && !isDay(a.date):
		return a, invalid("“%s” is no day. Write the date of the article as 2017-10-19.", cut(a.date, 40))
	}
	return a, nil
}

// articleInForm reads a form with a file in it.
func (s *Site) articleInForm(r *http.Request) (a article, err error) {
	form, err := r.MultipartReader()
	if err != nil {
		return a, invalid("The form could not be read.")
	}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return a, nil
		}
		if err != nil {
			return a, err
		}
		switch part.FormName() {
		case "text", "date", "as":
			b, err := io.ReadAll(io.LimitReader(part, claim.MaxText*2))
			if err != nil {
				return a, err
			}
			switch value := string(b); {
			case part.FormName() == "date":
				a.date = value
			case part.FormName() == "as":
				a.markdown = value == "markdown"
			case strings.TrimSpace(value) != "":
				a.text = value
			}
		case "file":
			if part.FileName() == "" {
				continue
			}
			a.name = archive.ShowName(part.FileName())
			if a.text, err = s.textOf(r.Context(), a.name, part); err != nil {
				return a, err
			}
		}
	}
}

// textOf reads the text of a file: as it is where it is plain, else by the
// archive's readers.
func (s *Site) textOf(ctx context.Context, name string, body io.Reader) (string, error) {
	if ext := strings.ToLower(path.Ext(name)); ext == ".txt" || ext == ".md" || ext == ".text" || ext == ".markdown" {
		b, err := io.ReadAll(body)
		return strings.TrimPrefix(string(b), "\ufeff"), err
	}
	if s.Text == nil {
		return "", invalid("“%s” cannot be read here: only plain text (.txt, .md). Paste the text instead.", cut(name, 80))
	}
	f, err := os.CreateTemp("", "readingroom-article-")
	if err != nil {
		return "", err
	}
	defer func() { f.Close(); os.Remove(f.Name()) }()
	_ = os.Remove(f.Name()) // of what is kept nowhere nothing is left, where the system can
	if _, err := io.Copy(f, body); err != nil {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	done, err := s.checkersTurn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return s.Text(ctx, name, f)
}

// isDay reports whether s is a day, YYYY-MM-DD.
func isDay(s string) bool { return archive.Period{From: s, Until: "9999-12-31"}.Days() > 0 }

// Check checks a text against an archive, as the page and the command show it.
func Check(ctx context.Context, l *lists.Reader, x Index, text string, date archive.Day) (*CheckPage, error) {
	r := &record.Reader{Lists: l, Find: finder{x}}
	report, err := r.Check(ctx, text, date)
	if err != nil {
		return nil, err
	}
	return newCheckPage(text, report), nil
}

// A finder finds places for the checker.
type finder struct{ Index }

func (f finder) Find(ctx context.Context, query string, kinds []string, limit int) ([]record.Hit, error) {
	if query == "" {
		return nil, nil
	}
	found, err := f.Search(ctx, search.Request{Query: query, Kinds: kinds, Limit: limit, Places: 4, Facets: []string{}})
	if err != nil {
		return nil, err
	}
	var out []record.Hit
	for _, g := range found.Groups {
		for _, h := range g.Hits {
			x := record.Hit{Item: h.Item, Locator: h.Locator}
			if h.Kind == "row" {
				x.Table, x.Row = h.Table, h.Row
			} else {
				x.Page = h.Page
			}
			out = append(out, x)
		}
	}
	return out, nil
}
