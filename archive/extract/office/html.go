package office

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"readingroom/archive"
	"readingroom/archive/extract/internal/flow"
	"readingroom/archive/extract/internal/plain"
)

// maxHTML is how much of an HTML document is read, in bytes.
const maxHTML = 64 << 20

// ReadHTML reads an HTML document: its title, its text as a reader would see it,
// its headings, and its tables as tables.
func ReadHTML(r io.ReaderAt, size int64, s archive.Sink) error {
	src, err := plain.HTMLSource(r, size, maxHTML)
	if err != nil {
		return fmt.Errorf("the HTML: %w", err)
	}
	w := &page{flow: flow.New(s)}
	w.read(src)
	if err := w.flow.End(); err != nil {
		return err
	}
	about := w.about
	if about.Title, about.Outline = oneLine(w.title.String()), w.flow.Outline(); !about.IsZero() {
		if err := s.About(about); err != nil {
			return err
		}
	}
	if size > maxHTML {
		return s.Notice(archive.Notice{Code: "limit", Text: "Only the first 64 MiB of this document were read."})
	}
	return nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// A page takes the text out of an HTML document.
type page struct {
	flow  *flow.Flow
	about archive.About
	title strings.Builder

	skip    atom.Atom // the unseen element that is open
	titling bool
	pre     int
	space   bool // one is due before the next text
	begun   bool // the line has text
	tables  []htmlTable
}

// An htmlTable is a table that is open.
type htmlTable struct {
	column int
	down   map[int]int // by column, in how many rows to come a cell from above stands
	cell   bool
	heads  bool // all cells of the row are th
	row    bool
}

func (w *page) read(src string) {
	z := html.NewTokenizer(strings.NewReader(src))
	z.SetMaxBuf(16 << 20)
	for w.flow.Err() == nil {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			switch {
			case w.titling:
				if w.title.Len() < 4096 {
					w.title.Write(z.Text())
				}
			case w.skip == 0:
				w.text(strings.ToValidUTF8(string(z.Text()), "\uFFFD"))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			a := atom.Lookup(name)
			attrs := map[string]string{}
			for more && len(attrs) < 50 {
				var k, v []byte
				k, v, more = z.TagAttr()
				attrs[string(k)] = string(v)
			}
			switch {
			case w.skip != 0:
			case plain.Unseen(a):
				w.skip = a
			case a == atom.Title && w.title.Len() == 0:
				w.titling = true
			default:
				w.start(a, attrs)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			switch {
			case a == atom.Title:
				w.titling = false
			case w.skip != 0:
				if a == w.skip {
					w.skip = 0
				}
			default:
				w.end(a)
			}
		}
	}
}

// headings are the elements of headings, by level.
var headings = map[atom.Atom]int{atom.H1: 1, atom.H2: 2, atom.H3: 3, atom.H4: 4, atom.H5: 5, atom.H6: 6}

func (w *page) start(a atom.Atom, attrs map[string]string) {
	switch a {
	case atom.Br:
		w.line()
	case atom.Meta:
		w.meta(strings.ToLower(attrs["name"]), attrs["content"])
	case atom.Pre:
		w.pre++
		w.block(a)
	case atom.Table:
		w.line()
		w.flow.TableBegin()
		w.tables = append(w.tables, htmlTable{down: map[int]int{}})
	case atom.Tr:
		w.endRow()
		if t := w.table(); t != nil {
			t.row = true
		}
	case atom.Td, atom.Th:
		w.cell(a, attrs)
	case atom.Li:
		w.block(a)
		w.put("- ")
	default:
		if level := headings[a]; level > 0 {
			w.reset()
			w.flow.Heading(level)
			return
		}
		w.block(a)
	}
}

// meta takes what a page says of itself.
func (w *page) meta(name, content string) {
	set := func(field *string) {
		if content = oneLine(content); *field == "" && len(content) < 2000 {
			*field = strings.ToValidUTF8(content, "\uFFFD")
		}
	}
	switch name {
	case "author", "dc.creator":
		set(&w.about.Author)
	case "keywords":
		set(&w.about.Keywords)
	case "description", "dc.description":
		set(&w.about.Subject)
	case "generator":
		set(&w.about.Program)
	}
}

func (w *page) end(a atom.Atom) {
	switch a {
	case atom.Pre:
		w.pre = max(0, w.pre-1)
		w.block(a)
	case atom.Td, atom.Th:
		w.endCell()
	case atom.Tr:
		w.endRow()
	case atom.Table:
		if n := len(w.tables); n > 0 {
			w.endRow()
			w.flow.TableEnd()
			w.tables = w.tables[:n-1]
			w.reset()
		}
	default:
		if headings[a] > 0 {
			w.reset()
			w.flow.Paragraph()
			return
		}
		w.block(a)
	}
}

func (w *page) block(a atom.Atom) {
	apart, ok := plain.Block(a)
	switch {
	case !ok:
		return
	case apart:
		w.flow.Space()
	case w.begun:
		w.flow.Paragraph()
	}
	w.reset()
}

func (w *page) line() {
	w.flow.Line()
	w.reset()
}

func (w *page) reset() { w.space, w.begun = false, false }

// text adds characters as they are laid out.
func (w *page) text(s string) {
	if w.pre > 0 {
		for i, l := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
			if i > 0 {
				w.line()
			}
			w.put(l)
		}
		return
	}
	words := strings.Fields(s)
	if len(words) == 0 {
		w.space = w.space || s != ""
		return
	}
	if strings.IndexAny(s[:1], " \t\r\n\f") == 0 || strings.HasPrefix(s, "\u00a0") {
		w.space = true
	}
	w.put(strings.Join(words, " "))
	w.space = strings.IndexAny(s[len(s)-1:], " \t\r\n\f") == 0 || strings.HasSuffix(s, "\u00a0")
}

func (w *page) put(s string) {
	if s == "" {
		return
	}
	if w.space && w.begun {
		s = " " + s
	}
	w.space, w.begun = false, true
	w.flow.Text(s)
}

func (w *page) table() *htmlTable {
	if n := len(w.tables); n > 0 {
		return &w.tables[n-1]
	}
	return nil
}

// How far a cell may span, and a table reach.
const (
	mostColumns = 100
	mostRows    = 1000
	widest      = 900
)

func (w *page) cell(a atom.Atom, attrs map[string]string) {
	t := w.table()
	if t == nil {
		return
	}
	w.endCell()
	if t.column == 0 {
		t.heads = true
	}
	w.above(t)
	span := func(name string, most int) int {
		n, err := strconv.Atoi(strings.TrimSpace(attrs[name]))
		if err != nil {
			return 1
		}
		return min(max(n, 1), most)
	}
	columns, rows := span("colspan", mostColumns), span("rowspan", mostRows)
	w.flow.CellBegin(columns, false)
	t.cell, t.row = true, true
	t.heads = t.heads && a == atom.Th
	if rows > 1 && t.column+columns <= widest {
		for i := range columns {
			t.down[t.column+i] = rows // this one included
		}
	}
	t.column += columns
	w.reset()
}

// above passes the columns in which a cell from above stands.
func (w *page) above(t *htmlTable) {
	for t.down[t.column] > 0 {
		w.flow.CellBegin(1, true)
		w.flow.CellEnd()
		t.column++
	}
}

func (w *page) endCell() {
	if t := w.table(); t != nil && t.cell {
		w.flow.CellEnd()
		t.cell = false
		w.reset()
	}
}

func (w *page) endRow() {
	t := w.table()
	if t == nil || !t.row {
		return
	}
	w.endCell()
	w.above(t)
	for c := range t.down {
		if t.down[c]--; t.down[c] <= 0 {
			delete(t.down, c)
		}
	}
	w.flow.RowEnd(t.heads && t.column > 0)
	t.column, t.row, t.heads = 0, false, false
	w.reset()
}
