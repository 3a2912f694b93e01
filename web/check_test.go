package web

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// An answer is what the site said to one request.
type answer struct {
	*http.Response
	body string
	doc  *html.Node
}

// ask makes a request as a browser on this machine does.
func ask(t testing.TB, h http.Handler, method, target string, change ...func(*http.Request)) answer {
	t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:8080"+target, nil)
	r.RemoteAddr = "127.0.0.1:50000"
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	a := answer{Response: w.Result()}
	b, err := io.ReadAll(a.Body)
	check(t, err)
	a.body = string(b)
	if strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
		a.doc, err = html.Parse(strings.NewReader(a.body))
		check(t, err)
	}
	return a
}

func get(t testing.TB, h http.Handler, target string) answer {
	t.Helper()
	return ask(t, h, "GET", target)
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func body(kind, text string) func(*http.Request) {
	return func(r *http.Request) {
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
		r.Header.Set("Content-Type", kind)
	}
}

// all returns the elements that a selector names: "h1", "mark.cited", "p#citation".
func (a answer) all(selector string) []*html.Node {
	tag, id, _ := strings.Cut(selector, "#")
	tag, class, _ := strings.Cut(tag, ".")
	var out []*html.Node
	for n := range a.doc.Descendants() {
		if n.Type != html.ElementNode || tag != "" && n.Data != tag || id != "" && attr(n, "id") != id {
			continue
		}
		if class == "" || strings.Contains(" "+attr(n, "class")+" ", " "+class+" ") {
			out = append(out, n)
		}
	}
	return out
}

// says returns the text of the elements that a selector names, a line each.
func (a answer) says(selector string) string {
	var lines []string
	for _, n := range a.all(selector) {
		lines = append(lines, textOf(n))
	}
	return strings.Join(lines, "\n")
}

// runs reports whether an element is a script that a browser runs or loads; a
// block of data (application/ld+json) is none.
func runs(n *html.Node) bool { return n.Data == "script" && attr(n, "type") != "application/ld+json" }

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
		if d.Type == html.ElementNode && (d.Data != "b" && d.Data != "mark" && d.Data != "span" && d.Data != "a") {
			b.WriteByte(' ')
		}
	}
	return oneLine(b.String())
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// want checks a status, and that what a selector names says each of some words.
func (a answer) want(t testing.TB, status int, selector string, words ...string) {
	t.Helper()
	if a.StatusCode != status {
		t.Fatalf("status %d, want %d: %.300s", a.StatusCode, status, a.body)
	}
	got := a.body
	if selector != "" {
		got = a.says(selector)
	}
	for _, w := range words {
		if !strings.Contains(got, w) {
			t.Errorf("%s does not say %q: %.900s", selector, w, got)
		}
	}
}

func (a answer) json(t testing.TB, v any) {
	t.Helper()
	if got := a.Header.Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Fatalf("content type %q: %.200s", got, a.body)
	}
	check(t, json.Unmarshal([]byte(a.body), v))
}

// links are the addresses on a page that lead to this site, made absolute.
func (a answer) links(t testing.TB, page string) []string {
	t.Helper()
	base, err := url.Parse("http://127.0.0.1:8080" + page)
	check(t, err)
	var out []string
	for n := range a.doc.Descendants() {
		to := ""
		switch n.Data {
		case "a", "link":
			to = attr(n, "href")
		case "script", "img":
			to = attr(n, "src")
		case "form":
			if attr(n, "method") == "" {
				to = attr(n, "action")
			}
		}
		if to == "" || n.Type != html.ElementNode {
			continue
		}
		u, err := base.Parse(to)
		check(t, err)
		if strings.Contains(attr(n, "rel"), "external") && u.Scheme != "" {
			continue // an agency's own page, the text of a law: meant to lead out
		}
		if u.Scheme != "http" || u.Host != base.Host {
			t.Errorf("%s leads out of the archive: %s", page, to)
			continue
		}
		if u.Fragment != "" && u.Path == base.Path && u.RawQuery == base.RawQuery && len(a.all("#"+u.Fragment)) == 0 {
			t.Errorf("%s has no place %q", page, to)
		}
		u.Fragment = ""
		out = append(out, u.RequestURI())
	}
	return out
}
