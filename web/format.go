package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive/export"
)

type formKey struct{}

// suffixes takes .json, .csv and their like off the path, once, before routing:
// they ask for another form of the same page. Static files and originals have names of
// their own and are left alone.
func suffixes(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.Path
		if strings.HasPrefix(path, "/-/static/") || strings.HasPrefix(path, "/items/") && strings.Contains(path, "/original") {
			next.ServeHTTP(w, r)
			return
		}
		for _, form := range []string{"json", "csv", "xlsx", "eml", "zip", "atom", "ics"} {
			if bare, ok := strings.CutSuffix(path, "."+form); ok {
				u := *r.URL
				if u.Path, u.RawPath = bare, ""; bare == "/index" {
					u.Path = "/"
				}
				r = r.WithContext(context.WithValue(r.Context(), formKey{}, form))
				r.URL = &u
				break
			}
		}
		next.ServeHTTP(w, r)
	})
}

// formOf says in which form a page is wanted: "" is HTML.
func formOf(r *http.Request) string {
	form, _ := r.Context().Value(formKey{}).(string)
	return form
}

// listed reports whether a page is wanted as a list, which is not cut into pages.
func listed(r *http.Request) bool { return formOf(r) == "csv" || formOf(r) == "xlsx" }

// A lister is a page that is also a table.
type lister interface {
	// table returns its rows, the names of the columns first.
	table() [][]string
}

// show makes a handler of a function that decides what a page says and writes
// nothing: it is shown as HTML, or as JSON, CSV or Excel where that was asked for.
func show[P any](s *Site, name string, page func(*gin.Context) (P, error)) gin.HandlerFunc {
	return func(c *gin.Context) {
		p, err := page(c)
		if err != nil {
			s.fail(c, err)
			return
		}
		s.write(c, http.StatusOK, name, p)
	}
}

func (s *Site) write(c *gin.Context, status int, name string, p any) {
	switch form := formOf(c.Request); form {
	case "json":
		writeJSON(c, status, p)
	case "atom", "ics":
		s.fail(c, noFeed)
	case "csv", "xlsx":
		l, ok := p.(lister)
		if !ok {
			s.fail(c, noTable)
			return
		}
		rows := l.table()
		s.export(c, name, export.Format(form), func(w export.Writer) error {
			if err := w.Begin(export.Head{Title: upperFirst(name), Columns: rows[0]}); err != nil {
				return err
			}
			for _, r := range rows[1:] {
				if err := w.Row(nil, r); err != nil {
					return err
				}
			}
			return nil
		})
	case "eml", "zip":
		s.fail(c, noForm)
	default:
		s.render(c, status, name, p)
	}
}

func writeJSON(c *gin.Context, status int, v any) {
	c.Header("Content-Type", "application/json; charset=utf-8")
	c.Status(status)
	e := json.NewEncoder(c.Writer)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false) // it is JSON and never read as HTML: nosniff
	_ = e.Encode(v)        // the reader went away
}

// disposition writes a Content-Disposition as RFC 6266 has it: a plain name
// for old readers, and the whole one in UTF-8.
func disposition(kind, name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e || strings.ContainsRune(`"\/%;`, r) {
			return '_'
		}
		return r
	}, name)
	v := kind + `; filename="` + plain + `"`
	if plain != name {
		v += "; filename*=UTF-8''" + strings.NewReplacer("+", "%20", "%7E", "~").Replace(url.QueryEscape(name))
	}
	return v
}
