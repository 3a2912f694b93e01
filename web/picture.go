package web

import (
	"bytes"
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// Pictures makes pictures of the pages of originals.
type Pictures interface {
	// Picture returns a PNG or JPEG of a page, so many pixels wide or some more,
	// or of the part of it in crop, in points of the page as shown. The zero crop
	// is the whole page. archive.ErrNotFound where no picture can be made of it.
	Picture(ctx context.Context, digest archive.Digest, page int, crop archive.Box, width int) ([]byte, error)
}

// What may be asked for: pixels.
const (
	widthAsked  = 1280 // where nothing is
	widthAtMost = 2560
	widthLeast  = 16
	pixelsMost  = 24e6
)

// pictured reports whether there may be pictures of an item's pages.
func (s *Site) pictured(it archive.Item) bool {
	return s.Pictures != nil && (it.Kind == archive.KindPDF || it.Kind == archive.KindImage)
}

// pageOrPicture is a page, or with .png or .jpg at the end of its number the
// picture of it. Which of the two formats it is in says its content type.
func (s *Site) pageOrPicture(c *gin.Context) {
	for _, ext := range []string{".png", ".jpg"} {
		if number, ok := strings.CutSuffix(c.Param("page"), ext); ok {
			s.picture(c, number)
			return
		}
	}
	show(s, "page", s.page)(c)
}

func (s *Site) picture(c *gin.Context, number string) {
	o, err := s.open(c)
	defer o.close()
	if err != nil {
		s.fail(c, err)
		return
	}
	w, err := s.wanted(c, o, number)
	if err != nil {
		s.fail(c, err)
		return
	}
	h := c.Writer.Header()
	h.Set("ETag", w.etag(s.Version))
	h.Set("Cache-Control", "private, max-age=3600") // the original cannot change; what draws it may
	if tagged(c.Request.Header.Get("If-None-Match"), h.Get("ETag")) {
		c.Status(http.StatusNotModified)
		return
	}
	b, err := s.Pictures.Picture(c.Request.Context(), w.digest, w.page, w.crop, w.width)
	if errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrInvalid) {
		err = notFound("No picture can be made of page %d of %s. Its text can be read, and the original opened.", w.page, o.Number)
	}
	kind := http.DetectContentType(b)
	if err == nil && kind != "image/png" && kind != "image/jpeg" {
		err = errors.New("what was made is no picture: " + kind)
	}
	if err != nil {
		h.Del("ETag")
		s.fail(c, err)
		return
	}
	h.Set("Content-Type", kind)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(b))
}

// tagged reports whether one of the tags of If-None-Match is this one.
func tagged(header, tag string) bool {
	for given := range strings.SplitSeq(header, ",") {
		if given = strings.TrimPrefix(strings.TrimSpace(given), "W/"); given == tag || given == "*" {
			return true
		}
	}
	return false
}

// A picturing is a picture that is wanted.
type picturing struct {
	digest archive.Digest
	page   int
	crop   archive.Box
	width  int
}

func (p picturing) etag(version string) string {
	key := p.digest.String() + " " + digits(p.page) + " " + boxText(p.crop) + " " + digits(p.width) + " " + version
	return `"` + archive.DigestOf([]byte(key)).Short() + `"`
}

// wanted reads what picture an address asks for.
func (s *Site) wanted(c *gin.Context, o opened, number string) (picturing, error) {
	w := picturing{digest: o.Digest}
	var err error
	if w.page, err = positive(number, 0); err != nil {
		return w, invalid("“%s” is no page’s number.", cut(number, 40))
	}
	switch {
	case o.file == nil:
		return w, notRead(o.Item)
	case s.Pictures == nil:
		return w, notFound("This archive makes no pictures of pages. The text of page %d can be read, and the original opened.", w.page)
	case !s.pictured(o.Item):
		return w, notFound("Document %s is not made of pages that look alike everywhere, so there is no picture of one.", o.Number)
	}
	page, err := o.file.Page(w.page)
	if errors.Is(err, archive.ErrNotFound) {
		return w, noSuchPage(o.Item, w.page, o.head().Pages)
	}
	if err != nil {
		return w, err
	}
	whole, ok := sized(page)
	if !ok {
		return w, notFound("The size of page %d of %s is not known, so there is no picture of it.", w.page, o.Number)
	}
	shown, given, width := whole, c.Query("crop"), widthAsked
	if given != "" {
		if w.crop, err = parseBox(given); err != nil {
			return w, err
		}
		if w.crop = within(w.crop, whole); !visible(w.crop) {
			return w, invalid("There is nothing of page %d at crop=%s: the page is %g by %g points.", w.page, cut(given, 60), page.Width, page.Height)
		}
		shown, width = w.crop, max(widthLeast, min(widthAsked, int(2*(w.crop[2]-w.crop[0]))))
	}
	across, down := shown[2]-shown[0], shown[3]-shown[1]
	if w.width, err = positive(c.Query("w"), width); err != nil || w.width < widthLeast || w.width > widthAtMost {
		return w, invalid("“w” is how many pixels wide the picture is, from %d to %d.", widthLeast, widthAtMost)
	}
	if high := float64(w.width) * down / across; high*float64(w.width) > pixelsMost {
		return w, invalid("That would be a picture of %d by %.0f pixels. Ask for less with w.", w.width, high)
	}
	return w, nil
}

// parseBox reads a box, "50,142.5,190,192.5".
func parseBox(given string) (archive.Box, error) {
	var b archive.Box
	parts := strings.SplitN(given, ",", 5)
	for i := range b {
		if len(parts) != 4 {
			break
		}
		var err error
		if b[i], err = strconv.ParseFloat(strings.TrimSpace(parts[i]), 64); err != nil || math.IsNaN(b[i]) || math.IsInf(b[i], 0) {
			parts = nil
		}
	}
	if len(parts) != 4 {
		return b, invalid("A box is four numbers, x0,y0,x1,y1, in points from the top left of the page; “%s” is none.", cut(given, 60))
	}
	return b, nil
}

// boxText prints a box so that parseBox reads it back, to a hundredth of a point.
func boxText(b archive.Box) string {
	parts := make([]string, len(b))
	for i, v := range b {
		parts[i] = points(v)
	}
	return strings.Join(parts, ",")
}

// points prints a length to a hundredth of a point.
func points(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100+0, 'f', -1, 64) // +0: never "-0"
}

// within cuts a box to the page. What is no number becomes a box without area.
func within(b, page archive.Box) archive.Box {
	for i := range b {
		if math.IsNaN(b[i]) {
			return archive.Box{}
		}
	}
	return archive.Box{
		min(max(b[0], page[0]), page[2]), min(max(b[1], page[1]), page[3]),
		min(max(b[2], page[0]), page[2]), min(max(b[3], page[1]), page[3]),
	}
}

// visible reports whether a box that was cut to its page has an area one can see.
func visible(b archive.Box) bool { return b[2]-b[0] >= 0.25 && b[3]-b[1] >= 0.25 }

// sized returns the box of a page, and whether its size is one that a page can have.
func sized(p archive.Page) (archive.Box, bool) {
	return archive.Box{0, 0, p.Width, p.Height}, p.Width >= 1 && p.Height >= 1 && p.Width <= 1e6 && p.Height <= 1e6
}
