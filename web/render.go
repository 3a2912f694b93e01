package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pages are the templates, each page with the layout and the shared parts.
type pages map[string]*template.Template

// A frame is what the layout knows besides the page.
type frame struct {
	Page     any
	Path     string
	Section  string // of the menu
	Query    string // for the search box
	JSON     string // the page's twins
	CSV      string
	Excel    string
	Version  string
	SignedIn bool
	Meta     *Meta // of a place that is cited
}

func newPages(s *Site) pages {
	funcs := template.FuncMap{
		"asset": s.assets.url, "item": itemURL, "original": originalURL, "originalPage": originalPageURL, "page": pageURL, "accession": accessionURL, "bag": bagURL,
		"topic": topicURL, "redrawings": redrawingsURL, "series": seriesURL, "notice": noticeURL, "compare": func(place string) string { return compareURL([]string{place}, nil) }, "cited": citedURL, "notices": sameNotice,
		"span": func(period string) string { return strings.Replace(period, "..", " to ", 1) }, "days": daysInWords, "pages": pagesURL, "query": queryURL, "row": rowURL, "table": tableURL, "withQuery": withQuery,
		"number": number, "took": took, "count": count, "bytes": size, "day": longDay, "kind": kindName, "state": stateName,
		"plus": func(a, b int) int { return a + b }, "neg": func(n int) int { return -n }, "cut": func(n int, s string) string { return cut(s, n) }, "clip": func(s string) string { return clipped(s, 400) },
		"dict": dict, "dollars": dollars, "letter": archive.ColumnName, "like": likeURL, "at": at, "class": cellClass, "upper": upperFirst, "bare": func(s string) string { return strings.TrimPrefix(s, "/cite/") },
	}
	base := template.Must(template.New("").Funcs(funcs).ParseFS(templateFiles, "templates/layout.html", "templates/_*.html"))
	all := pages{}
	files, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		panic(err) // the pattern is good
	}
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".html")
		if name == "layout" || strings.HasPrefix(name, "_") {
			continue
		}
		all[name] = template.Must(template.Must(base.Clone()).ParseFS(templateFiles, file))
	}
	return all
}

// dict makes the one value that a shared part takes out of several.
func dict(pairs ...any) (map[string]any, error) {
	m := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		k, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: %v is no name", pairs[i])
		}
		m[k] = pairs[i+1]
	}
	return m, nil
}

// render shows a page in the frame. It is made whole before the first byte is
// sent, so that an error in a template is an error page.
func (s *Site) render(c *gin.Context, status int, name string, page any) {
	r := c.Request
	f := frame{Page: page, Path: r.URL.Path, Section: section(r.URL.Path), Query: r.URL.Query().Get("q"), Version: s.Version, SignedIn: s.administrator(r)}
	if status == http.StatusOK && r.Method != http.MethodPost {
		f.JSON = twinURL(r.URL, "json")
		if _, ok := page.(lister); ok {
			f.CSV, f.Excel = twinURL(r.URL, "csv"), twinURL(r.URL, "xlsx")
		}
		if p, ok := page.(*TablePage); ok {
			f.CSV = p.CSV
		}
		f.Meta = s.meta(c, page)
	}
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "layout", f); err != nil {
		s.Log.Error("a page could not be made", "page", name, "path", r.URL.Path, "error", err)
		c.String(http.StatusInternalServerError, "This page could not be made.")
		return
	}
	if c.Writer.Header().Get("Cache-Control") == "" {
		c.Header("Cache-Control", "private, no-cache")
	}
	c.Data(status, "text/html; charset=utf-8", b.Bytes())
}

// section is the entry of the menu that a path stands under.
func section(path string) string {
	for _, s := range []string{"/items", "/accessions", "/corrections", "/compare", "/check", "/series", "/jurisdictions", "/requests", "/agencies", "/laws", "/upload", "/-/help", "/-/status", "/search"} {
		if strings.HasPrefix(path, s) {
			return s
		}
	}
	return ""
}
