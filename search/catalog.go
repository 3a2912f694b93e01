package search

import (
	"cmp"
	"maps"
	"strconv"
	"strings"
	"sync"

	"readingroom/archive"
	"readingroom/archive/content"
)

// An entry is what searching needs to know of an item, for every item: it is
// kept in memory, and stored with the item.
type entry struct {
	Number   string         `json:"n"`
	Date     string         `json:"d,omitempty"`
	Kind     string         `json:"k"`
	Year     string         `json:"y,omitempty"`
	Sources  []string       `json:"s,omitempty"`
	Reports  archive.Period `json:"r,omitzero"` // the period it reports on
	Places   [kinds]int     `json:"p"`          // how many of each kind; one item
	Words    [kinds]int64   `json:"w"`          // how many words those have
	Labels   archive.Labels `json:"l,omitzero"`
	Digest   archive.Digest `json:"h"`
	Size     int64          `json:"b,omitempty"` // of the original, in bytes
	Type     string         `json:"m,omitempty"` // its media type
	Tables   []tableEntry   `json:"t,omitempty"`
	Title    string         `json:"i,omitempty"`
	Language string         `json:"g,omitempty"` // ISO 639, "en"; "" where it is not known

	one     [itemFacets]uint32 // 1 + the number of what it has of each facet of which items have one value at most; 0: none
	has     []uint32           // the numbers of what it has of the other facets of items
	years   uint32             // the set of the years of the period it reports on
	reports uint32             // 1 + the number of the period it reports on, among those that are spoken of; 0: none
}

// family is the number of the first of the items that this is a copy or version
// of, itself where it is that.
func (e *entry) family() string { return cmp.Or(e.Labels.Family, e.Number) }

func newEntry(doc content.Document) *entry {
	e := &entry{
		Number: doc.Item.Number, Date: doc.Item.Date, Kind: string(doc.Item.Kind), Sources: doc.Sources, Reports: doc.Period,
		Labels: doc.Labels, Digest: doc.Item.Digest, Size: doc.Item.Size, Type: doc.Item.MediaType, Tables: tableEntries(doc),
		Title:  keyOf(cmp.Or(doc.Item.Title, doc.Item.Name)),
		Places: [kinds]int{items: 1},
	}
	if y := doc.Item.Year(); y > 0 {
		e.Year = strconv.Itoa(y)
	}
	return e
}

// maxKey is how much of a title decides its place in their order, in bytes.
const maxKey = 256

// keyOf is what puts a title in its place. A cursor carries it.
func keyOf(title string) string { return strings.ToValidUTF8(title[:min(len(title), maxKey)], "") }

// A catalog is all entries at one moment, by ordinal. It is never changed,
// only replaced, so that a search sees one state throughout.
type catalog struct {
	entries []*entry             // nil where the item was removed, or is being written
	one     [itemFacets][]uint32 // what they have, by facet, since that is gone through at each search
	has     runs
	reports []uint32       // and what they report on
	years   []uint32       // the sets of the years of that
	days    []uint32       // and their dates, 20170128; 0: they have none
	places  [kinds]int     // how many of each kind
	words   [kinds]int64   // how many words those have
	copies  map[string]int // of the first item of a family, how many others there are; never changed
}

// at returns the entry with the given ordinal, or nil.
func (c *catalog) at(ord uint32) *entry {
	if int(ord) >= len(c.entries) {
		return nil
	}
	return c.entries[ord]
}

// with returns a catalog in which the given ordinals have new entries.
func (c *catalog) with(changed map[uint32]*entry) *catalog {
	n := &catalog{places: c.places, words: c.words, copies: maps.Clone(c.copies)}
	if n.copies == nil {
		n.copies = map[string]int{}
	}
	size := len(c.entries)
	for ord := range changed {
		size = max(size, int(ord)+1)
	}
	n.entries, n.reports, n.years, n.days = grown(c.entries, size), grown(c.reports, size), grown(c.years, size), grown(c.days, size)
	for i := range n.one {
		if single[i] {
			n.one[i] = grown(c.one[i], size)
		}
	}
	for ord, e := range changed {
		if old := n.entries[ord]; old != nil {
			n.add(old, -1)
		}
		if n.entries[ord], n.reports[ord], n.years[ord], n.days[ord] = e, 0, 0, 0; e != nil {
			n.reports[ord], n.years[ord], n.days[ord] = e.reports, e.years, dayOf(e.Date)
			for i, v := range e.one {
				if single[i] {
					n.one[i][ord] = v
				}
			}
			n.add(e, +1)
		}
	}
	n.has = runs{make([]uint32, 1, size+1), make([]uint32, 0, len(c.has.terms))}
	for ord, e := range n.entries {
		switch {
		case ord < len(c.entries) && e == c.entries[ord]:
			n.has.terms = append(n.has.terms, c.has.of(uint32(ord))...)
		case e != nil:
			n.has.terms = append(n.has.terms, e.has...)
		}
		n.has.starts = append(n.has.starts, uint32(len(n.has.terms)))
	}
	return n
}

// grown is a copy of a column with room for so many items.
func grown[T any](column []T, size int) []T {
	out := make([]T, size)
	copy(out, column)
	return out
}

// dayOf makes a number of a date, 20170128 of 2017-01-28; 0 of none.
func dayOf(date string) uint32 {
	n, _ := strconv.ParseUint(strings.ReplaceAll(date, "-", ""), 10, 32)
	return uint32(n)
}

func (c *catalog) add(e *entry, sign int) {
	for k := range kinds {
		c.places[k] += sign * e.Places[k]
		c.words[k] += int64(sign) * e.Words[k]
	}
	if f := e.Labels.Family; f != "" && f != e.Number {
		if c.copies[f] += sign; c.copies[f] == 0 {
			delete(c.copies, f)
		}
	}
}

// ordinals number the items as they are met. A number once given stays, so
// that columns need not change when an item does.
type ordinals struct {
	mu sync.Mutex
	of map[string]uint32
}

func (o *ordinals) get(number string) uint32 {
	o.mu.Lock()
	defer o.mu.Unlock()
	ord, ok := o.of[number]
	if !ok {
		ord = uint32(len(o.of))
		o.of[number] = ord
	}
	return ord
}
