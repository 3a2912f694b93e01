package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// policy is what a page may load and do: its own style and script, nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// headers are the same for every answer; originals set a stricter policy.
func headers(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}

var crossOrigin = http.NewCrossOriginProtection()

// guard decides who may change the archive. Reading is open to all who reach
// the address. A change comes from this machine, under a name of this machine,
// or with the administrator's token; machinery needs both.
func (s *Site) guard(c *gin.Context) {
	r := c.Request
	reading := r.Method == http.MethodGet || r.Method == http.MethodHead
	if machinery(r.URL.Path) {
		if !s.local(r) || !s.bearer(r) {
			s.fail(c, &fault{status: http.StatusForbidden, text: "This needs the administrator’s token, on the machine that holds the archive."})
			return
		}
	}
	if reading {
		return
	}
	if err := crossOrigin.Check(r); err != nil {
		s.fail(c, &fault{status: http.StatusForbidden, text: "Another website asked your browser to do this. Nothing was changed.", err: err})
		return
	}
	if r.URL.Path == "/check" {
		return // it changes nothing
	}
	if !s.mayChange(r) && r.URL.Path != "/-/token" && !readersMay(r) {
		s.fail(c, &fault{status: http.StatusForbidden, text: "Records are added and corrected from the machine that holds the archive, or with the administrator’s token. Nothing was changed."})
	}
}

// machinery reports whether a path is for our own command line.
func machinery(path string) bool {
	switch {
	case path == "/-/imports", strings.HasPrefix(path, "/-/imports/"), path == "/-/logs", path == "/-/reindex", path == "/-/verify", path == "/-/ocr":
		return true
	}
	return false
}

// mayChange reports whether a request may change the archive. Where the archive
// has a public address, a proxy stands before it and may not say for whom it
// asks: then only the token counts.
func (s *Site) mayChange(r *http.Request) bool {
	return s.local(r) && !s.public() || s.administrator(r)
}

// public reports whether people reach the archive by another name than this
// machine's own.
func (s *Site) public() bool {
	u, err := url.Parse(s.Base)
	return s.Base != "" && (err != nil || !loopback(u.Hostname()))
}

// local reports whether a request comes from this machine and names it. The
// name matters because any website can have its own name point at 127.0.0.1
// (DNS rebinding); the page's origin and what proxies add matter because behind
// a proxy on this machine everybody seems to be here.
func (s *Site) local(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !from.Addr().Unmap().IsLoopback() || proxied(r.Header) {
		return false
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		if u, err := url.Parse(origin); err != nil || !s.own(u.Host) {
			return false
		}
	}
	return s.own(r.Host)
}

// own reports whether a host, with or without its port, is this machine's.
func (s *Site) own(host string) bool {
	if s.Addr != "" && strings.EqualFold(host, s.Addr) {
		return true
	}
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return loopback(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
}

func loopback(host string) bool {
	a, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && a.Unmap().IsLoopback()
}

// proxied reports whether a proxy says that it asks for somebody else.
func proxied(h http.Header) bool {
	for name := range h {
		switch name {
		case "Forwarded", "Via", "X-Real-Ip", "True-Client-Ip", "X-Client-Ip":
			return true
		}
		if strings.HasPrefix(name, "X-Forwarded-") || strings.HasPrefix(name, "Cf-") {
			return true
		}
	}
	return false
}

// administrator reports whether a request carries the token, in the header a
// program sends, or the cookie that signing in set.
func (s *Site) administrator(r *http.Request) bool {
	if s.bearer(r) {
		return true
	}
	c, err := r.Cookie(cookie)
	if err != nil {
		return false
	}
	digits, _, _ := strings.Cut(c.Value, ".")
	until, err := strconv.ParseInt(digits, 10, 64)
	return err == nil && s.Now().Unix() < until && same(c.Value, s.sealed(time.Unix(until, 0)))
}

func (s *Site) bearer(r *http.Request) bool {
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return ok && s.allowed(r.Context(), given)
}

// allowed reports whether a token is an administrator's.
func (s *Site) allowed(ctx context.Context, token string) bool {
	if token == "" {
		return false
	}
	return s.Token != "" && same(token, s.Token) || s.Allowed != nil && s.Allowed(ctx, token)
}

// canSignIn reports whether there is a token at all.
func (s *Site) canSignIn() bool { return s.Token != "" || s.Allowed != nil }

// cookie is set by signing in, for signedInFor or until the program ends.
const (
	cookie      = "readingroom"
	signedInFor = 12 * time.Hour
)

// sealed is a cookie's value: until when it holds, under this process's seal.
func (s *Site) sealed(until time.Time) string {
	v := strconv.FormatInt(until.Unix(), 10)
	m := hmac.New(sha256.New, s.seal[:])
	m.Write([]byte("signed in until " + v))
	return v + "." + hex.EncodeToString(m.Sum(nil))
}

// same compares without telling by its time how much was right.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}
