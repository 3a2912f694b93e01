package web

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"readingroom/archive/claim"
)

// checked posts an article as the form does.
func checked(t testing.TB, h http.Handler, target, text string) answer {
	t.Helper()
	return ask(t, h, "POST", target, body("application/x-www-form-urlencoded", url.Values{"text": {text}}.Encode()))
}

func TestCheckArticle(t *testing.T) {
	s, h := newArchive(t)
	form := get(t, h, "/check")
	if form.StatusCode != 200 || len(form.all("textarea#text")) != 1 || len(form.all("input#file")) != 1 {
		t.Errorf("the form: %d", form.StatusCode)
	}
	const text = "Report\n\nOur deputies: \"Our deputies release people through the sally port at the front of the jail, at the hour the judge has set.\"\n<script>alert(5)</script>\n\nHe wrote: \"at the hour the court has set\"."
	a := checked(t, h, "/check", text)
	if a.StatusCode != 200 || a.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d, %s", a.StatusCode, a.Header.Get("Cache-Control"))
	}
	for _, want := range []string{`class="said differs" href="#s1"`, `class="said supported" href="#s2"`, `<li id="s1" value="1" class="differs">`, `<li id="s2" value="2" class="supported">`} {
		if !strings.Contains(a.body, want) {
			t.Errorf("no %s", want)
		}
	}
	if len(a.all("blockquote.record")) < 2 || len(a.all("a.verdict")) != 2 {
		t.Error("the evidence and the verdicts are not all there")
	}
	if strings.Contains(a.body, "<script>alert(5)") || !strings.Contains(a.body, "&lt;script&gt;alert(5)") {
		t.Error("the article's script is not shown as text")
	}
	if !strings.Contains(a.body, "2 statements: 1 supported, 1 differs") {
		t.Error("no summary line")
	}
	var got struct {
		Statements []struct {
			Start, End    int
			Text, Verdict string
			Evidence      []struct{ Citation, URL, Quote string }
		}
		Summary map[string]int
	}
	j := checked(t, h, "/check.json", text)
	if err := json.Unmarshal([]byte(j.body), &got); err != nil || len(got.Statements) != 2 {
		t.Fatalf("%v: %s", err, j.body)
	}
	runes := []rune(text)
	for _, x := range got.Statements {
		if s := string(runes[x.Start:x.End]); oneLine(s) != x.Text {
			t.Errorf("%q stands at %d, and there is %q", x.Text, x.Start, s)
		}
		for _, e := range x.Evidence {
			if r := get(t, h, e.URL); r.StatusCode >= 400 {
				t.Errorf("%s: %d", e.URL, r.StatusCode)
			}
		}
	}
	if len(got.Statements[0].Evidence) != 1 || got.Summary["supported"] != 1 {
		t.Errorf("%+v", got)
	}
	md := ask(t, h, "POST", "/check", body("application/x-www-form-urlencoded", url.Values{"text": {text}, "as": {"markdown"}}.Encode()))
	if !strings.HasPrefix(md.Header.Get("Content-Type"), "text/markdown") || !strings.Contains(md.body, "1. **Differs**") || !strings.Contains(md.body, "](http://127.0.0.1:8080/cite/") {
		t.Errorf("the report: %s", md.body)
	}
	// Anybody may check: it changes nothing.
	far := ask(t, h, "POST", "/check", body("application/x-www-form-urlencoded", "text=a"), func(r *http.Request) { r.RemoteAddr = "203.0.113.5:4000" })
	if far.StatusCode != 200 {
		t.Errorf("from elsewhere: %d", far.StatusCode)
	}
	_ = s
}

// TestCheckBadInput sends what cannot be checked.
func TestCheckBadInput(t *testing.T) {
	_, h := newArchive(t)
	long := strings.Repeat("word ", claim.MaxText/5+10)
	for _, tc := range []struct {
		name, kind, body string
		status           int
		says             string
	}{
		{"nothing", "application/x-www-form-urlencoded", "text=", 400, "There is no text"},
		{"too long in a form", "application/x-www-form-urlencoded", url.Values{"text": {long}}.Encode(), 413, "256 KiB"},
		{"10 MB", "text/plain", strings.Repeat("a", 10<<20), 413, "256 KiB"},
		{"too long as JSON", "application/json", `{"text":"` + long + `"}`, 413, "256 KiB"},
		{"no JSON", "application/json", `{"text":`, 400, "could not be read"},
		{"not UTF-8", "text/plain", "a\xff", 400, "not UTF-8"},
		{"no day", "application/x-www-form-urlencoded", "text=a&date=yesterday", 400, "is no day"},
		{"a picture", "image/png", "x", 415, "plain text"},
		{"no form", "multipart/form-data", "x", 400, "could not be read"},
	} {
		a := ask(t, h, "POST", "/check.json", body(tc.kind, tc.body))
		if a.StatusCode != tc.status || !strings.Contains(a.body, tc.says) {
			t.Errorf("%s: %d %.200s; want %d, %q", tc.name, a.StatusCode, a.body, tc.status, tc.says)
		}
	}
	other := checked(t, h, "/check.json", "La agencia dijo que en la primera semana se rechazaron 206 solicitudes en todo el país, y que los condados de la costa no las aceptaron por falta de personal en las cárceles.")
	if other.StatusCode != 200 || !strings.Contains(other.body, "does not seem to be in English") {
		t.Errorf("Spanish: %d %s", other.StatusCode, other.body)
	}
}

// TestCheckFile sends an article as a file.
func TestCheckFile(t *testing.T) {
	_, h := newArchive(t)
	send := func(name, text string) answer {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		f, err := w.CreateFormFile("file", name)
		check(t, err)
		_, err = f.Write([]byte(text))
		check(t, err)
		check(t, w.Close())
		return ask(t, h, "POST", "/check", body(w.FormDataContentType(), b.String()))
	}
	if a := send("draft.txt", "He said: \"at the hour the court has set\"."); a.StatusCode != 200 || !strings.Contains(a.body, `class="said supported"`) || !strings.Contains(a.body, "draft.txt, checked") {
		t.Errorf("a text file: %d", a.StatusCode)
	}
	if a := send("draft.pdf", "%PDF"); a.StatusCode != 400 || !strings.Contains(a.body, "only plain text") {
		t.Errorf("a PDF without a reader: %d", a.StatusCode)
	}
}

// TestFilesAreReadInTurn: each is read by a process of its own, and anybody may
// send one. Where all who check are busy, a file waits, and is not read for
// somebody who went away.
func TestFilesAreReadInTurn(t *testing.T) {
	s, h := newArchive(t)
	read := ""
	s.Text = func(_ context.Context, name string, f *os.File) (string, error) {
		b, err := io.ReadAll(f)
		read = name + ": " + string(b)
		return "He said: \"at the hour the court has set\".", err
	}
	post := func(ctx context.Context, sent io.Reader, kind string) answer {
		return ask(t, h, "POST", "/check", func(r *http.Request) {
			*r = *r.WithContext(ctx)
			r.Body, r.ContentLength = io.NopCloser(sent), -1
			r.Header.Set("Content-Type", kind)
		})
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	f, err := w.CreateFormFile("file", "draft.docx")
	check(t, err)
	_, err = f.Write([]byte("PK"))
	check(t, err)
	check(t, w.Close())
	sent := b.String()

	for range checksAtOnce {
		s.checking <- struct{}{}
	}
	ctx, leave := context.WithCancel(t.Context())
	post(ctx, io.MultiReader(strings.NewReader(sent[:len(sent)-9]), atEnd(leave), strings.NewReader(sent[len(sent)-9:])), w.FormDataContentType())
	if read != "" {
		t.Errorf("read out of turn: %q", read)
	}
	for range checksAtOnce {
		<-s.checking
	}
	if a := post(t.Context(), strings.NewReader(sent), w.FormDataContentType()); a.StatusCode != 200 || read != "draft.docx: PK" || !strings.Contains(a.body, `class="said supported"`) {
		t.Errorf("in its turn: %d, read %q", a.StatusCode, read)
	}
	if len(s.checking) != 0 {
		t.Errorf("%d turns are not given back", len(s.checking))
	}
}

// atEnd is a reader that does something when it is come to.
type atEnd func()

func (f atEnd) Read([]byte) (int, error) { f(); return 0, io.EOF }
