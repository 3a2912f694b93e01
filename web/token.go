package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// TokenPage is the form with which an administrator signs in.
type TokenPage struct {
	SignedIn bool   `json:"signed_in"`
	Possible bool   `json:"possible"` // this archive has a token
	Error    string `json:"error,omitempty"`
}

func (s *Site) tokenForm(c *gin.Context) (TokenPage, error) {
	c.Header("Cache-Control", "no-store")
	return TokenPage{SignedIn: s.administrator(c.Request), Possible: s.canSignIn()}, nil
}

// signIn sets a cookie for whoever knows the token, or takes it away.
func (s *Site) signIn(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 4<<10)
	if err := c.Request.ParseForm(); err != nil {
		s.fail(c, invalid("The form could not be read."))
		return
	}
	jar := http.Cookie{Name: cookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: c.Request.TLS != nil}
	if c.Request.PostForm.Get("leave") != "" {
		jar.MaxAge = -1
		http.SetCookie(c.Writer, &jar)
		c.Redirect(http.StatusSeeOther, "/-/token")
		return
	}
	if !s.allowed(c.Request.Context(), c.Request.PostForm.Get("token")) {
		s.write(c, http.StatusForbidden, "token", TokenPage{Possible: s.canSignIn(), Error: "This is not the token of this archive."})
		return
	}
	jar.Value, jar.MaxAge = s.sealed(s.Now().Add(signedInFor)), int(signedInFor/time.Second)
	http.SetCookie(c.Writer, &jar)
	c.Redirect(http.StatusSeeOther, "/upload")
}
