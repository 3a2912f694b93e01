package search

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	index "github.com/blevesearch/bleve_index_api"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search/analysis"
	"readingroom/search/segment"
)

// What is stored with an item.
const (
	storedEntry  = "entry"
	storedRecord = "record"
	storedNames  = "names"
)

// A record is what is shown of an item, stored with it and read when it is.
type record struct {
	Item    archive.Item  `json:"item"`
	Sources []string      `json:"sources"`
	Mail    *archive.Mail `json:"mail,omitempty"`
	Tables  []archive.Table

	messages []archive.Message // on its pages; known by when it is indexed
	attached []string          // the names of its parts, the same
}

// record reads what is shown of an item.
func (v *view) record(number string) (record, error) {
	var rec record
	var bad error
	ok, err := v.stored(number, func(name string, value []byte) bool {
		if name == storedRecord {
			bad = json.Unmarshal(value, &rec)
		}
		return name != storedRecord
	})
	if err == nil && !ok {
		err = archive.ErrNotFound
	}
	if err = errors.Join(err, bad); err != nil {
		return rec, fmt.Errorf("item %s: %w", number, err)
	}
	return rec, nil
}

// records are those that were shown last, by the entries they go with: an item
// that changes has a new one.
type records struct {
	mu sync.Mutex
	of map[*entry]*record
}

// maxRecords is how many records are kept.
const maxRecords = 2048

// record is that of an entry, read from the view where it is not kept. It is not to
// be changed.
func (r *records) record(v *view, e *entry) (*record, error) {
	r.mu.Lock()
	kept := r.of[e]
	r.mu.Unlock()
	if kept != nil {
		return kept, nil
	}
	rec, err := v.record(e.Number)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of == nil || len(r.of) >= maxRecords {
		r.of = map[*entry]*record{}
	}
	r.of[e] = &rec
	return &rec, nil
}

// label gives an item other labels: its document is written anew, its pages
// and rows are left alone.
func (g *generation) label(ctx context.Context, number string, labels archive.Labels) error {
	g.write.Lock()
	defer g.write.Unlock()
	ord := g.items.get(number)
	old := g.catalog.Load().at(ord)
	if old == nil {
		return fmt.Errorf("item %s: %w", number, archive.ErrNotFound)
	}
	e := *old
	e.Labels = labels
	g.know(&e)
	stored := map[string][]byte{}
	v, err := g.shelves[items].view()
	if err != nil {
		return err
	}
	defer v.Close()
	ok, err := v.stored(number, func(name string, value []byte) bool {
		stored[name] = slices.Clone(value)
		return true
	})
	if err == nil && !ok {
		err = archive.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("item %s: %w", number, err)
	}
	if stored[storedEntry], err = json.Marshal(e); err != nil {
		return err
	}
	d, err := g.document(number, stored)
	if err != nil {
		return fmt.Errorf("item %s: %w", number, err)
	}
	w := &writer{ctx: ctx, gen: g}
	w.batches[items] = index.NewBatch()
	w.batches[items].Update(d)
	if err := w.flush(items); err != nil {
		return fmt.Errorf("item %s: %w", number, err)
	}
	g.catalog.Store(g.catalog.Load().with(map[uint32]*entry{ord: &e}))
	return nil
}

// document makes the document of an item from what is stored of it.
func (g *generation) document(number string, stored map[string][]byte) (*segment.Document, error) {
	var names []name
	if err := json.Unmarshal(stored[storedNames], &names); err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	d := segment.NewDocument(number, 0, nil)
	for _, n := range names {
		tokens := g.analyzer.Tokens(nil, n.Text)
		terms := make([]string, 0, len(tokens)+8)
		for _, t := range tokens {
			if terms = append(terms, t.Term); t.Stem != "" {
				terms = append(terms, t.Stem)
			}
		}
		d.Index(n.Field, terms...)
		d.Store(lineField(n.Field), lineOf(parts(tokens)))
	}
	for _, name := range []string{storedEntry, storedRecord, storedNames} {
		d.Store(name, stored[name])
	}
	return d, nil
}

// item makes the document of an item: all its names, and what is stored of it.
func (g *generation) item(doc content.Document, e *entry) (*segment.Document, error) {
	rec := record{Item: doc.Item, Sources: doc.Sources, messages: doc.Messages}
	if doc.File != nil {
		head := doc.File.Head()
		rec.Mail = head.Mail
		if head.Mail != nil {
			for _, p := range head.Parts {
				rec.attached = append(rec.attached, archive.ShowName(p.Name))
			}
		}
		for _, t := range head.Tables {
			t.Grid = nil // a head is enough to name a row
			rec.Tables = append(rec.Tables, t.Table)
		}
	}
	whole := name{fieldText, rec.allNames()}
	e.Words[items] = int64(len(parts(g.analyzer.Tokens(nil, whole.Text))))
	names := slices.DeleteFunc(append(rec.names(), whole), func(n name) bool { return n.Field == "" || n.Text == "" })
	stored := map[string][]byte{}
	for name, v := range map[string]any{storedEntry: e, storedRecord: rec, storedNames: names} {
		b, err := json.Marshal(v)
		if err != nil {
			return nil, err
		}
		stored[name] = b
	}
	return g.document(e.Number, stored)
}

// A name is one of the names by which an item is found.
type name struct {
	Field string `json:"f"`
	Text  string `json:"t"`
}

func (r record) names() []name {
	title := r.Item.Title
	if r.Item.Name != title {
		title += string(analysis.CellEnd) + r.Item.Name
	}
	out := []name{{fieldTitle, title}, {"", r.Item.Number}}
	return append(out, r.mails()...)
}

// maxMails is how many of the messages on an item's pages are known by their heads.
const maxMails = 2000

// mails are the heads of the messages: of a mail itself, and of those printed
// or quoted on the pages.
func (r record) mails() []name {
	fields := []string{fieldFrom, fieldTo, fieldCc, fieldSubject, fieldAttached}
	values := make([][]string, len(fields))
	add := func(field int, v string) {
		if v != "" && !slices.Contains(values[field], v) {
			values[field] = append(values[field], v)
		}
	}
	head := func(from, to, cc, subject, attached string) {
		for i, v := range []string{from, to, cc, subject, attached} {
			add(i, v)
		}
		add(1, cc)
	}
	if m := r.Mail; m != nil {
		head(m.From, m.To, m.Cc, m.Subject, "")
		for _, p := range r.attached {
			add(4, p)
		}
		if len(r.attached) > 0 {
			add(4, "attachment")
		}
	}
	for _, m := range r.messages[:min(len(r.messages), maxMails)] {
		head(m.From, m.To, m.Cc, m.Subject, m.Attachments)
	}
	var out []name
	for i, f := range fields {
		if len(values[i]) > 0 {
			out = append(out, name{f, strings.Join(values[i], string(analysis.CellEnd))})
		}
	}
	return out
}

// allNames joins the names of the item itself, each once. What is printed on
// its pages is found there.
func (r record) allNames() string {
	r.messages, r.attached = nil, nil
	var all []string
	for _, n := range r.names() {
		if n.Text != "" && !slices.Contains(all, n.Text) {
			all = append(all, n.Text)
		}
	}
	return strings.Join(all, string(analysis.CellEnd))
}
