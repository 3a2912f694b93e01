package link

import (
	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// A Context is what is known of a document beside its text.
type Context struct {
	Date archive.Day // its own; "" where not known
	// Place is the slug of the jurisdiction that the document, or who issued it,
	// says to be of: "us/tx". "" where none is known.
	Place string
	Prior Mentions // what the other documents of the same source speak of
}

// Mentions counts documents by the code of the states, and of the counties, that
// they speak of.
type Mentions map[string]int

// Add adds the counts of other documents.
func (m Mentions) Add(n Mentions) {
	for code, count := range n {
		m[code] += count
	}
}

// A Document finds the jurisdictions that a document speaks of, in two readings:
// Read and ReadRow are given all of it first and gather what it speaks of; Page
// and Row, given the same in the same order, return the links. It keeps nothing
// of the text, so that a sheet of a million rows takes no more memory than one
// of a thousand. It is not for several goroutines.
type Document struct {
	g        *gazetteer.Gazetteer
	context  Context
	tokens   tokenizer
	text     string // being read
	mentions []mention
	lists    []mention          // found by lists, to be merged
	house    bool               // the text is a short line with the word for a jail in it
	hints    []*gazetteer.Entry // states in the names of what is none, "Iowa State"; countries of demonyms
	known    evidence           // of the whole document
	persons  map[gazetteer.Word]bool
	names    map[key]*bearers
	looked   map[gazetteer.Node][]gazetteer.Name
	declared *gazetteer.Entry
	prior    prior
	table    tableState
	kinds    map[[2]int]census // by table and column
	english  int               // words that only English has, so far
	foreign  int               // and such as it has not
	guesses  int
}

// Limits on what is remembered of a document.
const (
	maxPersons = 5_000
	maxNames   = 20_000
)

// NewDocument begins to read a document.
func NewDocument(g *gazetteer.Gazetteer, c Context) *Document {
	d := &Document{g: g, context: c, persons: map[gazetteer.Word]bool{}, names: map[key]*bearers{}, looked: map[gazetteer.Node][]gazetteer.Name{}, kinds: map[[2]int]census{}, known: newEvidence()}
	d.tokens.g = g
	d.declared, _ = g.BySlug(c.Place)
	d.prior = newPrior(g, c.Prior)
	return d
}

// Read takes a page at the first reading.
func (d *Document) Read(p archive.Page) {
	d.scan(p.Text, labels{})
	d.known.gather(d, d.mentions)
}

// ReadRow takes a row of a table at the first reading.
func (d *Document) ReadRow(t archive.Table, r archive.Row) {
	d.row(t, r, false, func(ms []mention, _ int) { d.known.gather(d, ms) })
}

// Page returns the links of a page, in the order in which they stand there. Box
// is left for the caller to set.
func (d *Document) Page(p archive.Page) []archive.PlaceLink {
	d.scan(p.Text, labels{})
	d.similar(nil)
	local := newEvidence()
	local.gather(d, d.mentions)
	d.resolve(d.mentions, &local)
	out := newWriter(d, archive.PlaceLink{Page: p.Number})
	out.write(d.text, d.mentions, true)
	return out.links
}

// Row returns the links of a row; those of the labels above it, where they are
// other than above the row before, and of the title of its table at its first
// row, bear column 0.
func (d *Document) Row(t archive.Table, r archive.Row) []archive.PlaceLink {
	at := archive.PlaceLink{Page: r.Page, Table: t.Number, Row: r.Number}
	var links []archive.PlaceLink
	d.row(t, r, true, func(ms []mention, col int) {
		d.resolve(ms, nil)
		at.Col = col
		out := newWriter(d, at)
		out.write(d.text, ms, false)
		links = append(links, out.links...)
	})
	return links
}

// Mentioned returns the states and counties that the document speaks of, each
// once, as far as its first reading is certain of them: what is added up over
// the documents of a source is the Prior of the next.
func (d *Document) Mentioned() Mentions {
	m := Mentions{}
	d.known.nearest()
	for key, b := range d.names {
		e, p := d.best(key, b, &d.known)
		if e == nil || p < accept {
			continue
		}
		if s := e.State(); s != nil {
			m[s.Code] = 1
		}
		if c := e.County(d.context.Date); c != nil {
			m[c.Code] = 1
		}
	}
	return m
}
