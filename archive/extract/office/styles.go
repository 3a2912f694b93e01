package office

import (
	"encoding/xml"
	"strconv"
	"strings"

	"readingroom/archive/extract/internal/parts"
)

// maxStyles is how many styles of a document are looked at.
const maxStyles = 10_000

// headingStyles returns the styles of a Word document that headings have, and
// their levels from 1. What a style is called is in the language of whoever wrote
// the document; the level that it states, and the name it had at first, are not.
func headingStyles(c *parts.File, part string) map[string]int {
	w := &headingReader{levels: map[string]int{"Title": 1}, basedOn: map[string]string{}}
	for n := 1; n <= 9; n++ {
		w.levels["Heading"+strconv.Itoa(n)] = n
	}
	if part == "" {
		return w.levels
	}
	_ = c.Walk(part, w) // what can be read of it is kept
	for id := range w.basedOn {
		for at, steps := id, 0; w.levels[id] == 0 && at != "" && steps < 10; steps++ {
			at = w.basedOn[at]
			if level := w.levels[at]; level > 0 {
				w.levels[id] = level
			}
		}
	}
	return w.levels
}

type headingReader struct {
	levels  map[string]int
	basedOn map[string]string
	id      string
}

func (w *headingReader) Begin(e xml.StartElement) {
	v := parts.Attr(e, "val")
	switch e.Name.Local {
	case "style":
		if w.id = parts.Attr(e, "styleId"); parts.Attr(e, "type") != "paragraph" || len(w.basedOn) >= maxStyles {
			w.id = ""
		}
	case "name":
		name := strings.ToLower(v)
		if rest, ok := strings.CutPrefix(name, "heading "); ok && w.id != "" {
			if n, err := strconv.Atoi(rest); err == nil && n > 0 && n <= 9 {
				w.levels[w.id] = n
			}
		} else if name == "title" && w.id != "" {
			w.levels[w.id] = 1
		}
	case "basedOn":
		if w.id != "" {
			w.basedOn[w.id] = v
		}
	case "outlineLvl":
		if n, err := strconv.Atoi(v); err == nil && n >= 0 && n < 9 && w.id != "" {
			w.levels[w.id] = n + 1
		}
	}
}
func (w *headingReader) End(string)  {}
func (w *headingReader) Text(string) {}
func (w *headingReader) Err() error  { return nil }
