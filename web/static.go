package web

import (
	"bytes"
	"embed"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

//go:embed static
var staticFiles embed.FS

// assets are the files of the frame, each under a name that changes with its
// content, so that a browser may keep it for good.
type assets struct {
	files map[string]asset  // by hashed name
	names map[string]string // plain name -> hashed name
}

type asset struct {
	body []byte
	etag string
	kind string
}

var assetKinds = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2",
}

func newAssets() assets {
	a := assets{files: map[string]asset{}, names: map[string]string{}}
	entries, err := fs.ReadDir(staticFiles, "static")
	if err != nil {
		panic(err) // embedded
	}
	for _, e := range entries {
		body, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			panic(err)
		}
		ext := path.Ext(e.Name())
		hash := archive.DigestOf(body).Short()
		kind := assetKinds[ext]
		if kind == "" {
			kind = mime.TypeByExtension(ext)
		}
		name := strings.TrimSuffix(e.Name(), ext) + "." + hash + ext
		a.files[name] = asset{body, `"` + hash + `"`, kind}
		a.names[e.Name()] = name
	}
	return a
}

// url is the address of an asset by its plain name.
func (a assets) url(name string) string { return "/-/static/" + a.names[name] }

func (s *Site) static(c *gin.Context) {
	f, ok := s.assets.files[c.Param("name")]
	if !ok {
		s.fail(c, noPage)
		return
	}
	h := c.Writer.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("ETag", f.etag)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(f.body))
}
