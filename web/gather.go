package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive/export"
	"readingroom/search"
)

// maxRows is how many places of a search are given as a file, where nobody said
// otherwise: what one sheet of Excel can hold.
const maxRows = 1_000_000

// columnsAtMost is how many columns the rows of different tables are laid into;
// cells beyond them share the last one.
const columnsAtMost = 256

// searchInForm shows what was found, or gives all of it as a file.
func (s *Site) searchInForm(c *gin.Context) {
	switch f := formOf(c.Request); {
	case listed(c.Request), whole(c):
		s.gather(c, export.Format(f))
	default:
		show(s, "search", s.search)(c)
	}
}

// gather gives every place that a search finds, not only those that its page
// shows. Where rows alone are asked for they come as a table: columns of the
// same name in different documents become one.
func (s *Site) gather(c *gin.Context, f export.Format) {
	p, r, err := s.request(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	ctx := c.Request.Context()
	found, err := s.Index.All(ctx, r, s.MaxRows)
	if err != nil {
		s.fail(c, err)
		return
	}
	head := export.Head{
		Title: "Search results",
		Facts: []export.Fact{
			{Name: "Search", Text: p.Query},
			{Name: "Read as", Text: found.ReadAs},
			{Name: "Narrowed to", Text: cmp.Or(narrowedTo(p), "nothing")},
			{Name: "Address", Text: s.absolute(c.Request, join("/search", p.values))},
			{Name: "Found", Text: count(found.Count, "hit", "hits") + " in " + count(found.Items, "document", "documents")},
		},
		Notes: found.Notes,
	}
	short := ""
	if found.Given < found.Count {
		short = "Only the first " + number(found.Given) + " of " + number(found.Count) + " places are here. Narrow the search, and take it in parts."
		c.Header(NoteHeader, short)
	}
	s.export(c, "search", f, func(w export.Writer) error {
		write := s.writePlaces
		if slices.Equal(r.Kinds, []string{"row"}) {
			write = s.writeRows
		}
		if err := write(c.Request, w, head, found); err != nil || short == "" {
			return err
		}
		return w.Note(short)
	})
}

// NoteHeader tells a program what a file that is not whole leaves out.
const NoteHeader = "Readingroom-Note"

func narrowedTo(p *ResultsPage) string {
	var all []string
	for _, name := range []string{"in", "item", "kind", "source", "year"} {
		if v := p.values[name]; len(v) > 0 {
			all = append(all, name+": "+strings.Join(v, ", "))
		}
	}
	return strings.Join(all, "; ")
}

// writePlaces writes pages, rows and names, each with its snippet.
func (s *Site) writePlaces(r *http.Request, w export.Writer, head export.Head, found *search.All) error {
	head.Columns = []string{"item", "title", "kind", "locator", "snippet", "url", "permanent", "cite", "address", "corrected"}
	if err := w.Begin(head); err != nil {
		return err
	}
	var of correctedHits
	for h, err := range found.Hits(r.Context()) {
		if err != nil {
			return err
		}
		snippet := h.Snippet.String()
		if h.Kind == "row" {
			snippet = oneLine(strings.Join(h.Cells, " | "))
		}
		corrections, err := of.corrections(r.Context(), s.Lists, h)
		if err != nil {
			return err
		}
		permanent := PlaceURL(h.Item, h.Locator)
		row := []string{
			h.Item, h.Title, h.Kind, h.Locator.String(), snippet, hitURL(h, head.Facts[0].Text), permanent,
			placeText(h.Item, h.Locator), s.absolute(r, permanent), correctedText(corrections),
		}
		if err := w.Row(nil, row); err != nil {
			return err
		}
	}
	return nil
}

// writeRows writes rows as a table.
func (s *Site) writeRows(r *http.Request, w export.Writer, head export.Head, found *search.All) error {
	lay := newLayout()
	for header, err := range found.Headers(r.Context()) {
		if err != nil {
			return err
		}
		lay.take(header)
	}
	head.Fields = append(append([]string{"item", "title"}, rowFields...), "under")
	head.Columns = lay.columns()
	if err := w.Begin(head); err != nil {
		return err
	}
	var of correctedHits
	for h, err := range found.Hits(r.Context()) {
		if err != nil {
			return err
		}
		corrections, err := of.corrections(r.Context(), s.Lists, h)
		if err != nil {
			return err
		}
		fields := append([]any{h.Item, h.Title}, s.rowFields(r, h.Item, h.Locator, h.Row, h.Page, h.Hidden, corrections)...)
		fields = append(fields, oneLine(strings.Join(h.Group, " / ")))
		if err := w.Row(fields, lay.lay(h.Header, h.Cells)); err != nil {
			return err
		}
	}
	return nil
}

// A layout puts the cells of different tables under common columns. The second
// column of a name in one table is another than the first.
type layout struct {
	names []string
	at    map[nthName]int
	known map[string][]int // by header: the column of each cell
}

type nthName struct {
	name string
	nth  int
}

const otherCells = "other cells"

func newLayout() *layout { return &layout{at: map[nthName]int{}, known: map[string][]int{}} }

func headerKey(header []string) string { return strings.Join(header, "\x00") }

func (l *layout) take(header []string) {
	seen := map[string]int{}
	var at []int
	for _, name := range columnNames(header, nil, false) {
		seen[name]++
		key := nthName{name, seen[name]}
		i, ok := l.at[key]
		if !ok {
			if i = len(l.names); i >= columnsAtMost {
				i = -1
			} else {
				l.names = append(l.names, name)
				l.at[key] = i
			}
		}
		at = append(at, i)
	}
	l.known[headerKey(header)] = at
}

func (l *layout) columns() []string { return append(slices.Clip(l.names), otherCells) }

// lay puts the cells under the columns; what has none is in the last, under its
// own name.
func (l *layout) lay(header, cells []string) []string {
	at := l.known[headerKey(header)]
	out := make([]string, len(l.names)+1)
	var rest []string
	for i, c := range cells {
		switch {
		case i < len(at) && at[i] >= 0:
			out[at[i]] = c
		case c == "":
		case i < len(header) && oneLine(header[i]) != "":
			rest = append(rest, oneLine(header[i])+": "+c)
		default:
			rest = append(rest, c)
		}
	}
	out[len(l.names)] = strings.Join(rest, " | ")
	return out
}
