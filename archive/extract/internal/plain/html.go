package plain

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxHTMLText is how much text is taken from one HTML document.
const maxHTMLText = 64 << 20

// HTML returns the title and the readable text of an HTML document in UTF-8:
// scripts, styles and other unseen elements left out, a line for each block,
// the cells of a table row separated by tabs.
func HTML(src string) (title, text string) {
	z := html.NewTokenizer(strings.NewReader(src))
	z.SetMaxBuf(16 << 20)
	var w htmlText
	var titled bytes.Buffer
	var skip atom.Atom // the unseen element we are in
	inTitle := false
	for w.out.Len() < maxHTMLText {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(titled.String()), " "), w.text()
		case html.TextToken:
			switch {
			case inTitle:
				titled.Write(z.Text())
			case skip == 0:
				w.write(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			switch {
			case skip != 0:
			case unseen[a]:
				skip = a
			case a == atom.Title:
				inTitle = true
			default:
				w.start(a)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			switch {
			case a == atom.Title:
				inTitle = false
			case skip != 0:
				if a == skip {
					skip = 0
				}
			default:
				w.end(a)
			}
		}
	}
	return strings.Join(strings.Fields(titled.String()), " "), w.text()
}

// unseen are the elements whose content a reader does not see.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true,
	atom.Object: true, atom.Svg: true, atom.Select: true, atom.Iframe: true,
}

// blocks are the elements that begin and end a line; true: with an empty line between.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Blockquote: true, atom.Ul: true, atom.Ol: true, atom.Table: true, atom.Pre: true, atom.Dl: true,
	atom.Div: false, atom.Li: false, atom.Tr: false, atom.Hr: false, atom.Section: false, atom.Article: false,
	atom.Header: false, atom.Footer: false, atom.Body: false, atom.Dt: false, atom.Dd: false, atom.Form: false,
	atom.Caption: false, atom.Center: false, atom.Address: false, atom.Main: false, atom.Figure: false,
}

// Unseen reports whether a reader does not see what an element holds.
func Unseen(a atom.Atom) bool { return unseen[a] }

// Block reports whether an element begins and ends a line, and whether an empty
// line stands between.
func Block(a atom.Atom) (apart, ok bool) {
	apart, ok = blocks[a]
	return apart, ok
}

// htmlText collects text as it would be laid out.
type htmlText struct {
	out   bytes.Buffer
	lines int  // line ends due before the next text
	space bool // a space is due before the next text
	cell  bool // a tab is due
	pre   int
}

func (w *htmlText) start(a atom.Atom) {
	switch a {
	case atom.Br:
		w.br()
		return
	case atom.Td, atom.Th:
		w.cell = w.out.Len() > 0 && w.lines == 0
		return
	case atom.Pre:
		w.pre++
	}
	w.block(a)
	if a == atom.Li {
		w.write("- ")
		w.space = false
		w.out.WriteByte(' ')
	}
}

func (w *htmlText) end(a atom.Atom) {
	if a == atom.Pre && w.pre > 0 {
		w.pre--
	}
	w.block(a)
}

func (w *htmlText) block(a atom.Atom) {
	apart, ok := blocks[a]
	if !ok {
		return
	}
	w.space, w.cell = false, false
	if w.lines = max(w.lines, 1); apart {
		w.lines = 2
	}
}

func (w *htmlText) br() {
	w.space, w.cell = false, false
	w.lines = min(w.lines+1, 2)
}

func (w *htmlText) write(s string) {
	if w.pre > 0 {
		w.flush()
		w.out.WriteString(s)
		return
	}
	for len(s) > 0 {
		i := strings.IndexAny(s, " \t\r\n\f\u00a0")
		if i != 0 {
			if i < 0 {
				i = len(s)
			}
			w.flush()
			w.out.WriteString(s[:i])
			s = s[i:]
			continue
		}
		w.space = true
		s = strings.TrimLeft(s, " \t\r\n\f\u00a0")
	}
}

func (w *htmlText) flush() {
	switch {
	case w.out.Len() == 0:
	case w.lines > 0:
		w.out.WriteString("\n\n"[:w.lines])
	case w.cell:
		w.out.WriteByte('\t')
	case w.space:
		w.out.WriteByte(' ')
	}
	w.lines, w.space, w.cell = 0, false, false
}

func (w *htmlText) text() string {
	return strings.TrimRight(strings.ToValidUTF8(w.out.String(), "\uFFFD"), " \t\n")
}

// HTMLSource reads a whole HTML document, at most limit bytes of it, in the
// charset it declares or else in the one found from its bytes.
func HTMLSource(r io.ReaderAt, size, limit int64) (string, error) {
	b, err := io.ReadAll(io.NewSectionReader(r, 0, min(size, limit)))
	if err != nil {
		return "", err
	}
	return Decode(b, declaredCharset(b)), nil
}

// declaredCharset finds charset=… in the first 1,024 bytes, where the HTML
// standard wants it, and returns "" where there is none.
func declaredCharset(b []byte) string {
	head := strings.ToLower(string(b[:min(len(b), 1024)]))
	_, rest, ok := strings.Cut(head, "charset=")
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, "\"' ")
	if i := strings.IndexAny(rest, "\"' />;"); i >= 0 {
		rest = rest[:i]
	}
	return rest
}
