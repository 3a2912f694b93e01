package parts

import (
	"image"
	_ "image/gif"  // registers the format
	_ "image/jpeg" // registers the format
	_ "image/png"  // registers the format
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	_ "golang.org/x/image/tiff" // registers the format

	"readingroom/archive"
)

// What pictures of a document are given as parts: those on which there is room
// for a text, not its logos and bullets.
const (
	minPixels   = 250_000
	maxPictures = 1000
)

// Pictures gives the pictures in an office file that may show a page of text,
// as scans that were pasted into it do.
func (c *File) Pictures(s archive.Sink) error {
	given := 0
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		folder := path.Dir(name)
		if path.Base(folder) != "media" && folder != "Pictures" || given >= maxPictures || !c.isPage(name) {
			continue
		}
		body, err := c.Part(name)
		if err != nil {
			continue
		}
		given++
		err = s.Part(path.Base(name), io.LimitReader(body, MaxSize))
		body.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *File) isPage(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".emf", ".wmf", ".svg":
		return false // drawings
	}
	body, err := c.Part(name)
	if err != nil {
		return false
	}
	defer body.Close()
	config, _, err := image.DecodeConfig(io.LimitReader(body, 1<<20))
	return err == nil && config.Width*config.Height >= minPixels
}
