package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// A fault is an error that knows what its page says.
type fault struct {
	status int
	text   string // a sentence or two for the reader
	err    error  // why, for the log; may be nil
}

func (f *fault) Error() string { return f.text }
func (f *fault) Unwrap() error { return f.err }

var (
	noPage   = &fault{status: http.StatusNotFound, text: "There is no page at this address."}
	noMethod = &fault{status: http.StatusMethodNotAllowed, text: "This page can be read, not changed in this way."}
	noFeed   = &fault{status: http.StatusNotFound, text: "There is no feed at this address."}
	noTable  = &fault{status: http.StatusNotFound, text: "There is no list at this address, so it cannot be had as CSV or Excel."}
	noForm   = &fault{status: http.StatusNotFound, text: "This page cannot be had in this form: an e-mail can be had as .eml, an accession as .zip, tables and lists as .csv and .xlsx, and all as .json."}
	noTurn   = &fault{status: http.StatusServiceUnavailable, text: "Many workbooks are being made for others at the moment. Ask again in a minute, or take the CSV."}
)

func notFound(format string, args ...any) error {
	return &fault{status: http.StatusNotFound, text: fmt.Sprintf(format, args...), err: archive.ErrNotFound}
}

func invalid(format string, args ...any) error {
	return &fault{status: http.StatusBadRequest, text: fmt.Sprintf(format, args...), err: archive.ErrInvalid}
}

// faultOf is the one place where an error becomes a status and words.
func faultOf(err error) *fault {
	var f *fault
	var g *gone
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &g):
		return &fault{http.StatusGone, g.Error(), err}
	case errors.As(err, &large):
		return &fault{http.StatusRequestEntityTooLarge, "That is more than the " + size(large.Limit) + " this archive takes in at once.", err}
	case errors.Is(err, archive.ErrNotFound):
		return &fault{http.StatusNotFound, sentence(err, archive.ErrNotFound), err}
	case errors.Is(err, archive.ErrInvalid):
		return &fault{http.StatusBadRequest, sentence(err, archive.ErrInvalid), err}
	case errors.Is(err, archive.ErrConflict):
		return &fault{http.StatusConflict, sentence(err, archive.ErrConflict), err}
	}
	return &fault{http.StatusInternalServerError, "This page could not be made. The reason is in the server’s log.", err}
}

// sentence makes a reader's sentence of an error's words. What the error only
// names, "item 2026-017-0003: not found", gets its verb here.
func sentence(err, kind error) string {
	text, named := strings.CutSuffix(err.Error(), ": "+kind.Error())
	switch {
	case strings.HasSuffix(text, "."), strings.HasSuffix(text, "?"):
		return upperFirst(text)
	case kind == archive.ErrNotFound && named && !strings.Contains(text, ": "):
		return upperFirst(text) + " is not in this archive."
	}
	return upperFirst(text) + "."
}

// ErrorPage says what went wrong. Its twin has the one field.
type ErrorPage struct {
	Error  string `json:"error"`
	Status int    `json:"-"`
	Title  string `json:"-"`
	Sign   bool   `json:"-"` // signing in would help
}

// fail shows an error as a page, and logs it where it is ours.
func (s *Site) fail(c *gin.Context, err error) {
	if pass(c, err) {
		return
	}
	c.Abort()
	var g *gone
	if errors.As(err, &g) {
		s.tombstone(c, g)
		return
	}
	f := faultOf(err)
	if f.status >= 500 {
		if errors.Is(err, context.Canceled) && c.Request.Context().Err() != nil {
			return // the reader went away
		}
		s.Log.Error("a page could not be made", "method", c.Request.Method, "path", c.Request.URL.Path, "item", c.Param("item"), "error", err)
	}
	if c.Writer.Written() {
		return
	}
	p := ErrorPage{Error: f.text, Status: f.status, Title: http.StatusText(f.status), Sign: f.status == http.StatusForbidden && s.canSignIn()}
	if t, ok := errorTitles[f.status]; ok {
		p.Title = t
	}
	c.Header("Cache-Control", "no-store")
	if formOf(c.Request) != "" || machinery(c.Request.URL.Path) {
		writeJSON(c, f.status, p)
		return
	}
	s.render(c, f.status, "error", p)
}

var errorTitles = map[int]string{
	http.StatusBadRequest:            "This cannot be understood",
	http.StatusForbidden:             "Not allowed from here",
	http.StatusNotFound:              "Not found",
	http.StatusMethodNotAllowed:      "Not possible here",
	http.StatusConflict:              "It contradicts what is there",
	http.StatusRequestEntityTooLarge: "Too large",
	http.StatusInternalServerError:   "Something went wrong",
}

// recovery turns a panic into the error page.
func (s *Site) recovery(c *gin.Context) {
	defer func() {
		switch v := recover(); v {
		case nil:
		case http.ErrAbortHandler:
			panic(v)
		default:
			s.Log.Error("a page panicked", "path", c.Request.URL.Path, "item", c.Param("item"), "panic", v, "stack", string(debug.Stack()))
			s.fail(c, &fault{status: http.StatusInternalServerError, text: "This page could not be made. The reason is in the server’s log.", err: errors.New("panic")})
		}
	}()
	c.Next()
}
