package xlsx

import (
	"cmp"
	"encoding/xml"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/internal/book"
	"readingroom/archive/extract/internal/parts"
)

// Grid looks through a sheet for what must be known before its rows are read.
// What is broken in it is found again when they are.
func (b *Book) Grid(s Sheet) *Grid {
	g := &Grid{book: b, sheet: s, sorted: true}
	_ = b.file.Walk(s.part, &layoutReader{grid: g})
	rels := b.file.Relations(s.part)
	if part := parts.Related(rels, "threadedComment"); part != "" {
		_ = b.file.Walk(part, &commentReader{layout: &g.Layout, people: b.people})
	}
	if part := parts.Related(rels, "comments"); part != "" && len(g.Comments) == 0 { // which repeats the former for older programs
		_ = b.file.Walk(part, &commentReader{layout: &g.Layout})
	}
	if part := parts.Related(rels, "drawing"); part != "" {
		_ = b.file.Walk(part, &boxReader{layout: &g.Layout})
	}
	return g
}

// boxReader reads the texts of the drawings on a sheet (DrawingML).
type boxReader struct {
	layout *book.Layout
	shown  bool
	b      strings.Builder
}

func (w *boxReader) Begin(e xml.StartElement) {
	switch e.Name.Local {
	case "txBody":
		w.b.Reset()
	case "t":
		w.shown = true
	case "br":
		w.b.WriteByte('\n')
	}
}

func (w *boxReader) Text(s string) {
	if w.shown && w.b.Len() < book.MaxComment {
		w.b.WriteString(s)
	}
}

func (w *boxReader) End(name string) {
	switch name {
	case "t":
		w.shown = false
	case "p":
		w.b.WriteByte('\n')
	case "txBody":
		w.layout.Box(w.b.String())
	}
}
func (w *boxReader) Err() error { return nil }

// layoutReader reads a sheet without its cells.
type layoutReader struct {
	grid *Grid
	last int // row
}

func (w *layoutReader) Begin(e xml.StartElement) {
	switch e.Name.Local {
	case "row":
		n, err := strconv.Atoi(parts.Attr(e, "r"))
		if err != nil || n < 1 || n > maxRow {
			n = w.last + 1
		}
		w.grid.sorted = w.grid.sorted && n > w.last
		w.last = n
	case "col":
		h := parts.Attr(e, "hidden")
		first, _ := strconv.Atoi(parts.Attr(e, "min"))
		last, _ := strconv.Atoi(parts.Attr(e, "max"))
		if h == "1" || h == "true" || h == "on" {
			w.grid.Hide(first-1, min(last, maxColumn)-1)
		}
	case "mergeCell":
		if a, ok := areaOf(parts.Attr(e, "ref")); ok {
			w.grid.Merge(a)
		}
	}
}
func (w *layoutReader) End(string)  {}
func (w *layoutReader) Text(string) {}
func (w *layoutReader) Err() error  { return nil }

// commentReader reads the comments on a sheet (ECMA-376 part 1, 18.7), or those
// that answer each other ([MS-XLSX] 2.6.205).
type commentReader struct {
	layout  *book.Layout
	people  map[string]string
	authors []string
	in      string // the element whose characters come
	ref     string
	comment archive.Comment
	b       strings.Builder
	open    bool
}

func (w *commentReader) Begin(e xml.StartElement) {
	switch e.Name.Local {
	case "author":
		w.in = "author"
		w.b.Reset()
	case "comment", "threadedComment":
		w.open, w.ref, w.comment = true, parts.Attr(e, "ref"), archive.Comment{}
		w.b.Reset()
		if n, err := strconv.Atoi(parts.Attr(e, "authorId")); err == nil && n >= 0 && n < len(w.authors) {
			w.comment.Author = w.authors[n]
		}
		if id := parts.Attr(e, "personId"); id != "" {
			w.comment.Author, w.comment.Date = w.people[id], parts.DateOf(parts.Attr(e, "dT"))
		}
	case "t", "text":
		if w.open && (e.Name.Local == "t" || w.people != nil) {
			w.in = e.Name.Local
		}
	case "rPh":
		w.in = ""
	}
}

func (w *commentReader) Text(s string) {
	if w.in != "" && w.b.Len() < book.MaxComment {
		w.b.WriteString(s)
	}
}

func (w *commentReader) End(name string) {
	switch name {
	case "author":
		if len(w.authors) < maxPeople {
			w.authors = append(w.authors, strings.TrimSpace(w.b.String()))
		}
		w.in = ""
	case "t", "text":
		w.in = ""
	case "comment", "threadedComment":
		w.open = false
		w.comment.Col = columnOf(w.ref) + 1
		w.comment.Text = body(unescape(w.b.String()), &w.comment.Author)
		if w.comment.Col > 0 {
			w.layout.Comment(rowOf(w.ref), w.comment)
		}
	}
}
func (w *commentReader) Err() error { return nil }

// body leaves out the author's name, with which Excel begins a comment.
func body(text string, author *string) string {
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, *author+":"); ok && *author != "" {
		return strings.TrimSpace(rest)
	}
	return text
}

// personReader reads who wrote comments that answer each other.
type personReader struct{ people map[string]string }

func (w *personReader) Begin(e xml.StartElement) {
	if e.Name.Local == "person" && len(w.people) < maxPeople {
		w.people[parts.Attr(e, "id")] = cmp.Or(parts.Attr(e, "displayName"), parts.Attr(e, "userId"))
	}
}
func (w *personReader) End(string)  {}
func (w *personReader) Text(string) {}
func (w *personReader) Err() error  { return nil }
