package office

import (
	"cmp"
	"encoding/xml"
	"strings"

	"readingroom/archive/extract/internal/parts"
)

// wordNotes reads footnotes, endnotes and comments: their text by kind and number.
func wordNotes(c *parts.File, rels []parts.Relation) map[string]string {
	w := &noteReader{notes: map[string]string{}}
	for _, kind := range []string{"footnotes", "endnotes", "comments"} {
		if part := parts.Related(rels, kind); part != "" {
			w.kind = strings.TrimSuffix(kind, "s")
			_ = c.Walk(part, w) // what can be read of it is kept
		}
	}
	return w.notes
}

// wordText reads a header or a footer as text.
func wordText(c *parts.File, part string) string {
	w := &noteReader{kind: "hdr", notes: map[string]string{}}
	_ = c.Walk(part, w)
	if s := w.notes["hdr"]; s != "" {
		return s
	}
	return w.notes["ftr"]
}

// maxNote is how much is kept of one note, in bytes, and how many there may be.
const (
	maxNote     = 64 << 10
	maxNoteRead = 100_000
)

type noteReader struct {
	kind   string
	notes  map[string]string
	id     string
	within bool
	shown  bool // in an element whose text is shown
	skip   int
	b      strings.Builder
}

func (w *noteReader) Begin(e xml.StartElement) {
	name := e.Name.Local
	if w.skip > 0 || name == "Fallback" || name == "instrText" {
		w.skip++
		return
	}
	switch name {
	case "footnote", "endnote", "comment", "hdr", "ftr":
		w.within, w.id = true, name+parts.Attr(e, "id")
		w.b.Reset()
		if name == "comment" {
			w.b.WriteString("[Comment by " + cmp.Or(parts.Attr(e, "author"), "nobody named"))
			if d := parts.Attr(e, "date"); len(d) >= len("2006-01-02") {
				w.b.WriteString(", " + d[:len("2006-01-02")])
			}
			w.b.WriteString("] ")
		}
		if t := parts.Attr(e, "type"); t == "separator" || t == "continuationSeparator" {
			w.within = false
		}
	case "t":
		w.shown = true
	case "tab":
		w.put(" ")
	case "br", "cr":
		w.put("\n")
	}
}

func (w *noteReader) put(s string) {
	if w.within && w.b.Len() < maxNote {
		w.b.WriteString(s)
	}
}

func (w *noteReader) Text(s string) {
	if w.shown && w.skip == 0 {
		w.put(s)
	}
}

func (w *noteReader) End(name string) {
	if w.skip > 0 {
		w.skip--
		return
	}
	switch name {
	case "t":
		w.shown = false
	case "p":
		w.put("\n")
	case "footnote", "endnote", "comment", "hdr", "ftr":
		if s := strings.TrimSpace(w.b.String()); w.within && s != "" && len(w.notes) < maxNoteRead {
			w.notes[w.id] = s
		}
		w.within = false
	}
}

func (w *noteReader) Err() error { return nil }
