package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
)

// from has a request come from another address, or ask for another host.
func from(address, host string) func(*http.Request) {
	return func(r *http.Request) { r.RemoteAddr, r.Host = address, host }
}

func TestGuard(t *testing.T) {
	s, h := newArchive(t)
	s.Addr = "records.lan:8080"
	s.Allowed = func(_ context.Context, token string) bool { return token == "another" }
	bearer := header("Authorization", "Bearer "+token)
	signedIn := header("Cookie", cookie+"="+s.sealed(now.Add(time.Hour)))
	for _, c := range []struct {
		name   string
		status int // of an upload without files: 400 where it was let in
		how    []func(*http.Request)
	}{
		{"from this machine", 400, nil},
		{"from this machine, by IPv6", 400, []func(*http.Request){from("[::1]:9", "[::1]:8080")}},
		{"from this machine, by its name", 400, []func(*http.Request){from("127.0.0.1:9", "localhost:8080")}},
		{"from this machine, by the configured address", 400, []func(*http.Request){from("127.0.0.1:9", "records.lan:8080")}},
		{"a name that was bent to this machine", 403, []func(*http.Request){from("127.0.0.1:9", "evil.example:8080")}},
		{"no host at all", 403, []func(*http.Request){from("127.0.0.1:9", "")}},
		{"from elsewhere", 403, []func(*http.Request){from("192.0.2.7:9", "127.0.0.1:8080")}},
		{"from elsewhere, claiming to be here", 403, []func(*http.Request){from("192.0.2.7:9", "127.0.0.1:8080"), header("X-Forwarded-For", "127.0.0.1")}},
		{"through a proxy on this machine", 403, []func(*http.Request){header("X-Forwarded-For", "192.0.2.7")}},
		{"through a proxy that says another thing", 403, []func(*http.Request){header("X-Forwarded-Proto", "https")}},
		{"through a proxy that says nothing, from a browser", 403, []func(*http.Request){header("Sec-Fetch-Site", "same-origin"), header("Origin", "https://records.example")}},
		{"from elsewhere with the token", 400, []func(*http.Request){from("192.0.2.7:9", "records.example"), bearer}},
		{"from elsewhere with another token", 403, []func(*http.Request){from("192.0.2.7:9", "records.example"), header("Authorization", "Bearer x")}},
		{"from elsewhere with an empty token", 403, []func(*http.Request){from("192.0.2.7:9", "records.example"), header("Authorization", "Bearer ")}},
		{"from elsewhere, signed in", 400, []func(*http.Request){from("192.0.2.7:9", "records.example"), signedIn}},
		{"from elsewhere, signed in long ago", 403, []func(*http.Request){from("192.0.2.7:9", "records.example"), header("Cookie", cookie+"="+s.sealed(now.Add(-time.Second)))}},
		{"from elsewhere, another cookie's seal", 403, []func(*http.Request){from("192.0.2.7:9", "records.example"), header("Cookie", cookie+"=9"+s.sealed(now.Add(time.Hour)))}},
		{"from elsewhere with a token that is allowed", 400, []func(*http.Request){from("192.0.2.7:9", "records.example"), header("Authorization", "Bearer another")}},
		{"from elsewhere, a forged cookie", 403, []func(*http.Request){from("192.0.2.7:9", "records.example"), header("Cookie", cookie+"="+token)}},
		{"another site's form", 403, []func(*http.Request){header("Sec-Fetch-Site", "cross-site")}},
		{"another site's form, an old browser", 403, []func(*http.Request){header("Origin", "http://evil.example")}},
		{"another site's form, signed in", 403, []func(*http.Request){signedIn, header("Sec-Fetch-Site", "cross-site")}},
		{"our own form", 400, []func(*http.Request){header("Sec-Fetch-Site", "same-origin"), header("Origin", "http://127.0.0.1:8080")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			kind, text := form(t, map[string]string{"source": "x"})
			a := ask(t, h, "POST", "/upload", append(c.how, body(kind, text))...)
			a.want(t, c.status, "")
		})
	}
	if n, _ := s.Store.Count(t.Context(), ""); n.Accessions != 3 {
		t.Errorf("%d accessions: a form without files left one behind", n.Accessions)
	}
}

func TestAPublicArchiveIsChangedWithTheTokenOnly(t *testing.T) {
	s, h := newArchive(t)
	kind, text := form(t, map[string]string{"source": "x"})
	for _, c := range []struct {
		base   string
		status int
	}{{"", 400}, {"http://localhost:8080", 400}, {"https://records.example", 403}, {"::nonsense", 403}} {
		s.Base = c.base
		a := ask(t, h, "POST", "/upload", body(kind, text))
		a.want(t, c.status, "")
	}
}

func TestMachinery(t *testing.T) {
	s, h := newArchive(t)
	bearer := header("Authorization", "Bearer "+token)
	for _, c := range []struct{ method, path string }{
		{"POST", "/-/imports"}, {"GET", "/-/imports/2026-001"}, {"POST", "/-/reindex"}, {"POST", "/-/verify"},
	} {
		for name, how := range map[string][]func(*http.Request){
			"without the token": nil,
			"from elsewhere":    {from("192.0.2.7:9", "127.0.0.1:8080"), bearer},
			"by another name":   {from("127.0.0.1:9", "evil.example"), bearer},
			"with the cookie":   {header("Cookie", cookie+"="+s.sealed(now.Add(time.Hour)))},
		} {
			a := ask(t, h, c.method, c.path, how...)
			if a.StatusCode != 403 || a.Header.Get("Content-Type") != "application/json; charset=utf-8" {
				t.Errorf("%s %s %s: %d %s", c.method, c.path, name, a.StatusCode, a.body)
			}
		}
	}
	dir := t.TempDir()
	a := ask(t, h, "POST", "/-/imports", bearer, body("application/json", fmt.Sprintf(`{"paths":[%q],"source":"ICE","title":"A folder"}`, dir)))
	var made struct{ Accession string }
	a.json(t, &made)
	if a.StatusCode != 202 || made.Accession != "2026-004" || a.Header.Get("Location") != "/-/imports/2026-004" {
		t.Fatalf("%d %+v", a.StatusCode, made)
	}
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		var r ingest.Report
		ask(t, h, "GET", "/-/imports/2026-004", bearer).json(t, &r)
		if !r.Open {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the intake does not end")
		}
	}
	ask(t, h, "POST", "/-/imports", bearer, body("application/json", `{"paths":[]}`)).want(t, 400, "", "names no paths")
	ask(t, h, "POST", "/-/imports", bearer, body("application/json", `{`)).want(t, 400, "", "could not be read")
	ask(t, h, "GET", "/-/imports/2026-077", bearer).want(t, 404, "", "Accession 2026-077 is not in this archive.")

	var v ingest.Verification
	ask(t, h, "POST", "/-/verify", bearer).json(t, &v)
	if v.Originals != 9 || len(v.Faults) != 0 {
		t.Errorf("%+v", v)
	}
	var done struct{ Items int }
	ask(t, h, "POST", "/-/reindex", bearer).json(t, &done)
	if done.Items != 9 {
		t.Errorf("%+v", done)
	}
	get(t, h, "/-/status").want(t, 200, "main", "Done: 9 originals, no faults.", "Done: 9 documents.")
}

func TestSignIn(t *testing.T) {
	_, h := newArchive(t)
	far := from("192.0.2.7:9", "records.example")
	send := func(v string) answer {
		return ask(t, h, "POST", "/-/token", far, body("application/x-www-form-urlencoded", v))
	}
	send("token=wrong").want(t, 403, "span.error", "not the token")
	a := send("token=" + token)
	c := a.Cookies()
	if a.StatusCode != 303 || len(c) != 1 || !c[0].HttpOnly || c[0].SameSite != http.SameSiteStrictMode || strings.Contains(c[0].Value, token) {
		t.Fatalf("%d %v", a.StatusCode, c)
	}
	in := header("Cookie", cookie+"="+c[0].Value)
	ask(t, h, "GET", "/upload", far).want(t, 200, "main", "or by its administrator: sign in")
	ask(t, h, "GET", "/upload", far, in).want(t, 200, "button.main", "Add to the archive")
	if out := send("leave=1").Cookies(); len(out) != 1 || out[0].MaxAge >= 0 {
		t.Errorf("signing out keeps %v", out)
	}
	ask(t, h, "POST", "/-/token", far, header("Sec-Fetch-Site", "cross-site"), body("application/x-www-form-urlencoded", "token="+token)).want(t, 403, "h1", "Not allowed")
}

// form writes fields and files as a browser sends them.
func form(t testing.TB, fields map[string]string, files ...file) (kind, text string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, v := range fields {
		check(t, w.WriteField(name, v))
	}
	for _, f := range files {
		p, err := w.CreateFormFile("files", f.name)
		check(t, err)
		_, err = p.Write(f.body)
		check(t, err)
	}
	check(t, w.Close())
	return w.FormDataContentType(), b.String()
}

func TestUpload(t *testing.T) {
	s := newSite(t)
	s.MaxUpload = 20_000
	h := s.Handler()
	send := func(fields map[string]string, files ...file) answer {
		t.Helper()
		kind, text := form(t, fields, files...)
		return ask(t, h, "POST", "/upload", body(kind, text))
	}
	one := file{"a letter.txt", []byte("a letter about the sally port")}

	a := send(map[string]string{"source": "", "title": `Letters "of" May`}, one)
	a.want(t, 400, "span.error", "Say who released or gave the records.")
	if got := attr(a.all("input#title")[0], "value"); got != `Letters "of" May` {
		t.Errorf("what was typed is lost: %q", got)
	}
	send(map[string]string{"source": "ICE"}).want(t, 400, "span.error", "Choose at least one file.")
	kind, text := "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\na\r\n--x\r\n"+
		"Content-Disposition: form-data; name=\"source\"\r\n\r\nICE\r\n--x--\r\n"
	ask(t, h, "POST", "/upload", body(kind, text)).want(t, 400, "span.error", "This came after the files")
	send(map[string]string{"source": strings.Repeat("x", 1001)}, one).want(t, 400, "span.error", "at most 1,000 characters")
	ask(t, h, "POST", "/upload", body("text/plain", "x")).want(t, 400, "span.error", "The form could not be read.")
	if n, err := s.Store.Count(t.Context(), ""); err != nil || n.Accessions != 0 {
		t.Fatalf("%d accessions: a mistake left something behind", n.Accessions)
	}

	a = send(map[string]string{"source": "ICE", "title": "Letters", "request": "17-1"}, one, file{"../../etc/passwd", []byte("two")}, file{"a letter.txt", []byte("three")})
	if a.StatusCode != 303 || a.Header.Get("Location") != "/accessions/2026-001" {
		t.Fatalf("%d %q %s", a.StatusCode, a.Header.Get("Location"), a.body)
	}
	check(t, s.Ingest.(*ingest.Ingest).Wait(t.Context(), "2026-001", nil))
	get(t, h, "/accessions/2026-001").want(t, 200, "main", "Letters", "request 17-1", "taken in by upload", "3 files", "a letter.txt (2)", "passwd")
	get(t, h, "/search?q=sally+port").want(t, 200, "mark", "sally")

	kind, text = form(t, map[string]string{"source": "ICE"}, one)
	var made struct{ Accession, URL string }
	ask(t, h, "POST", "/upload.json", body(kind, text)).json(t, &made)
	if made.Accession != "2026-002" || made.URL != "/accessions/2026-002" {
		t.Errorf("%+v", made)
	}

	a = send(map[string]string{"source": "ICE"}, one, file{"big.bin", make([]byte, 30_000)})
	a.want(t, 413, "span.error", "more than the 20 kB")
	a.want(t, 413, "p.notice", "some of it was kept, see 2026-003")
	if acc, err := s.Store.Accession(t.Context(), "2026-003"); err != nil || acc.Open {
		t.Errorf("the accession of a broken upload stays open: %v", err)
	}

	kind, text = form(t, map[string]string{"source": "ICE"}, file{"cut.bin", make([]byte, 9000)})
	ask(t, h, "POST", "/upload", body(kind, text[:5000])).want(t, 400, "span.error", "ended before its last file was whole")
}

func TestOriginal(t *testing.T) {
	s := newSite(t)
	pdf := sample{Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF}}.bytes(t)
	html := sample{Outcome: extract.Outcome{MediaType: "text/html", Kind: archive.KindText}, Pages: []archive.Page{{Number: 1, Text: "x"}}}.bytes(t)
	take(t, s, ingest.Order{Source: "ICE"}, file{"r\"é\n%.pdf", pdf}, file{"page.html", html})
	h := s.Handler()

	a := get(t, h, "/items/2026-001-0001/original")
	digest := archive.DigestOf(pdf)
	for name, want := range map[string]string{
		"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'",
		"ETag": `"` + digest.String() + `"`, "Accept-Ranges": "bytes",
		"Content-Disposition": `inline; filename="r____.pdf"; filename*=UTF-8''r%22%C3%A9%EF%BF%BD%25.pdf`,
	} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if a.body != string(pdf) {
		t.Error("the bytes are not those that came")
	}
	a = ask(t, h, "GET", "/items/2026-001-0001/original", header("Range", "bytes=2-5"))
	if a.StatusCode != 206 || a.body != string(pdf[2:6]) || a.Header.Get("Content-Range") != fmt.Sprintf("bytes 2-5/%d", len(pdf)) {
		t.Errorf("a range: %d %q %q", a.StatusCode, a.body, a.Header.Get("Content-Range"))
	}
	ask(t, h, "GET", "/items/2026-001-0001/original", header("Range", "bytes=99999-")).want(t, 416, "")
	if a := ask(t, h, "GET", "/items/2026-001-0001/original", header("If-None-Match", `"`+digest.String()+`"`)); a.StatusCode != 304 || a.body != "" {
		t.Errorf("with its ETag: %d", a.StatusCode)
	}
	if a := ask(t, h, "HEAD", "/items/2026-001-0001/original"); a.StatusCode != 200 || a.body != "" || a.ContentLength != int64(len(pdf)) {
		t.Errorf("HEAD: %d, %d bytes, length %d", a.StatusCode, len(a.body), a.ContentLength)
	}
	a = get(t, h, "/items/2026-001-0002/original")
	if a.Header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("HTML is shown: %v", a.Header)
	}
	get(t, h, "/items/2026-009-0001/original").want(t, 404, "main", "Item 2026-009-0001")
}

func TestStatic(t *testing.T) {
	_, h := newArchive(t)
	for name, kind := range map[string]string{"style.css": "text/css; charset=utf-8", "script.js": "text/javascript; charset=utf-8", "mark.svg": "image/svg+xml"} {
		path := newAssets().url(name)
		a := get(t, h, path)
		if a.StatusCode != 200 || a.Header.Get("Content-Type") != kind || !strings.Contains(a.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", path, a.StatusCode, a.Header)
		}
		if a := ask(t, h, "GET", path, header("If-None-Match", a.Header.Get("ETag"))); a.StatusCode != 304 {
			t.Errorf("%s with its ETag: %d", path, a.StatusCode)
		}
	}
	var health struct{ Status string }
	get(t, h, "/-/health").json(t, &health)
	if health.Status != "ok" {
		t.Errorf("%+v", health)
	}
}

// broken is an intake in trouble.
type broken struct{ Intake }

func (broken) Trouble() error { return fmt.Errorf("the disk is full") }
func (broken) Add(_ context.Context, _, _ string, r io.Reader) error {
	_, _ = io.Copy(io.Discard, r)
	return fmt.Errorf("the disk is full")
}

func TestTrouble(t *testing.T) {
	s := newSite(t)
	s.Ingest = broken{s.Ingest}
	h := s.Handler()
	get(t, h, "/-/status").want(t, 200, "p.notice", "The work stands still: The disk is full.")
	ask(t, h, "GET", "/-/status", from("192.0.2.7:9", "records.example")).want(t, 200, "p.notice", "The reason is in the server’s log.")
	kind, text := form(t, map[string]string{"source": "ICE"}, file{"a.txt", []byte("a")})
	ask(t, h, "POST", "/upload", body(kind, text)).want(t, 500, "span.error", "The upload was cut off.")
}

func TestPanic(t *testing.T) {
	s := newSite(t)
	s.Index = nil
	a := get(t, s.Handler(), "/search?q=a")
	a.want(t, 500, "main", "This page could not be made.")
	if strings.Contains(a.body, "goroutine") || strings.Contains(a.body, "nil pointer") {
		t.Error("the page tells the inside of the program")
	}
}

func TestServer(t *testing.T) {
	s := Server("127.0.0.1:0", http.NotFoundHandler())
	if s.ReadHeaderTimeout != 10*time.Second || s.IdleTimeout != 2*time.Minute || s.WriteTimeout != 0 || s.MaxHeaderBytes == 0 {
		t.Errorf("%+v", s)
	}
}

func TestADamagedFormIsNotLogged(t *testing.T) {
	s, h := newArchive(t)
	var log bytes.Buffer
	s.Log = slog.New(slog.NewTextHandler(&log, nil))
	a := ask(t, h, "POST", "/upload", body("multipart/form-data; boundary=x",
		"--x\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\nS\r\n--x\r\nthe words of a document\r\n--x--\r\n"))
	a.want(t, 400, "")
	if strings.Contains(log.String(), "words of a document") || strings.Contains(a.body, "words of a document") {
		t.Errorf("%s%s", log.String(), a.body)
	}
}

func TestCharsetOf(t *testing.T) {
	for text, want := range map[string]string{
		"plain": "utf-8", "Doña Ana": "utf-8", "Do\xf1a Ana": "", "\xff\xfeA\x00": "utf-16le", "\xfe\xff\x00A": "utf-16be",
	} {
		if got := charsetOf(strings.NewReader(text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
