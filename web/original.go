package web

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// shown are the media types that a browser may show itself. All others are
// saved: HTML, SVG and the like could run in the reader's browser.
var shown = map[string]bool{"application/pdf": true, "image/png": true, "image/jpeg": true, "text/plain": true}

// original gives the bytes as they came. They are a stranger's, so they are
// shut off from the rest of the site.
func (s *Site) original(c *gin.Context) {
	number := c.Param("item")
	if !archive.IsItemNumber(number) {
		s.fail(c, notFound("“%s” is no item’s number. One looks like 2026-017-0003.", cut(number, 60)))
		return
	}
	it, err := s.Store.Item(c.Request.Context(), number)
	if err != nil {
		s.fail(c, err)
		return
	}
	if err := s.shown(c.Request.Context(), it); err != nil {
		s.fail(c, err)
		return
	}
	f, err := s.Blobs.Open(it.Digest)
	if err != nil {
		s.fail(c, &fault{http.StatusInternalServerError, "The original of " + number + " cannot be read. The reason is in the server’s log.", err})
		return
	}
	defer f.Close()
	kind, how := "application/octet-stream", "attachment"
	if base, params, err := mime.ParseMediaType(it.MediaType); err == nil && shown[base] {
		if base == "text/plain" && params["charset"] == "" {
			if set := charsetOf(f); set != "" {
				params["charset"] = set
			}
		}
		kind, how = mime.FormatMediaType(base, params), "inline"
	}
	h := c.Writer.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("Content-Disposition", disposition(how, it.Name))
	h.Set("ETag", `"`+it.Digest.String()+`"`)
	h.Set("Cache-Control", "private, no-cache")
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, f)
}

// charsetOf tells the character set of a text from its first megabyte, or "".
func charsetOf(r io.ReaderAt) string {
	b := make([]byte, 1<<20)
	n, _ := r.ReadAt(b, 0) // what cannot be read is told when it is served
	b = b[:n]
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return "utf-16le"
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return "utf-16be"
	}
	for cut := 0; cut < utf8.UTFMax && n > cut; cut++ { // the last character may be cut off
		if utf8.Valid(b[:n-cut]) {
			return "utf-8"
		}
	}
	return ""
}
