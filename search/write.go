package search

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	index "github.com/blevesearch/bleve_index_api"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/stamp"
	"readingroom/search/analysis"
	"readingroom/search/segment"
)

// A batch is held in memory until it is written, at about a hundred times its
// text; so it is measured by that.
const (
	batchBytes  = 2 << 20
	batchPlaces = 8000
)

// maxHeader is how much of the labels of a table's columns is indexed, in bytes.
const maxHeader = 4096

// A writer puts documents into a generation, whose lock it holds.
type writer struct {
	ctx     context.Context
	gen     *generation
	batches [kinds]*index.Batch
	bytes   [kinds]int
	changed map[uint32]*entry
	stale   []staleOf
	words   []func() // take the counts of words once they are known
	order   int      // of the places written so far
	foreign bool     // the document that is being written is in another language than English
}

// staleOf are the places that an item had before.
type staleOf struct {
	number string
	former [kinds]*former
}

// put indexes documents. An item becomes known, or changes, only once all of
// it is written: where that is cut short, putting it again makes it whole.
func (g *generation) put(ctx context.Context, docs []content.Document) error {
	g.write.Lock()
	defer g.write.Unlock()
	w := &writer{ctx: ctx, gen: g, changed: map[uint32]*entry{}}
	for k := range w.batches {
		w.batches[k] = index.NewBatch()
	}
	for len(docs) > 0 {
		n := 0
		for n < len(docs) && n < batchPlaces {
			if w.changed[g.items.get(docs[n].Item.Number)] != nil {
				break // given twice: the former must be written, to be found again
			}
			if err := w.document(docs[n]); err != nil {
				return fmt.Errorf("item %s: %w", docs[n].Item.Number, err)
			}
			n++
		}
		if err := w.commit(docs[:n]); err != nil {
			return err
		}
		docs = docs[n:]
	}
	return nil
}

// document writes the places of a document, and looks which it had before.
func (w *writer) document(doc content.Document) error {
	if !archive.IsItemNumber(doc.Item.Number) {
		return fmt.Errorf("number %q: %w", doc.Item.Number, archive.ErrInvalid)
	}
	e := newEntry(doc)
	if doc.File != nil {
		e.Language = languageOf(sample(doc.File))
	}
	w.foreign = e.Language != "" && e.Language != "en"
	w.gen.know(e)
	w.changed[w.gen.items.get(e.Number)] = e
	var stale [kinds]*former
	var err error
	for _, k := range []kind{pages, rows} {
		if stale[k], err = w.gen.former(k, e.Number); err != nil {
			return err
		}
	}
	if doc.File != nil {
		about := follow(doc.Spoken)
		defer about.stop()
		if err := w.pages(doc, e, stale[pages], about); err != nil {
			return err
		}
		if err := w.rows(doc, e, stale[rows], about); err != nil {
			return err
		}
	}
	w.stale = append(w.stale, staleOf{e.Number, stale})
	return nil
}

func (w *writer) pages(doc content.Document, e *entry, stale *former, about *follower) error {
	words := w.count(e, pages)
	for p, err := range doc.File.Pages() {
		if err != nil {
			return fmt.Errorf("page %d: %w", e.Places[pages]+1, err)
		}
		at := pagePlace(p.Number)
		stale.seen(at)
		e.Places[pages]++
		said, err := about.at(at)
		if err != nil {
			return err
		}
		if err := w.place(pages, e.Number, at, p.Text, pageAside(p), "", words, exemptions(p.Marks), said, pageTold(p)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) rows(doc content.Document, e *entry, stale *former, about *follower) error {
	words := w.count(e, rows)
	for _, t := range doc.File.Head().Tables {
		header, money := w.header(labels(t.Table)), paid(t.Header)
		above, err := about.at(rowPlace(t.Number, 0))
		if err != nil {
			return err
		}
		for r, err := range doc.File.Rows(t.Number, 0) {
			if err != nil {
				return fmt.Errorf("table %d: %w", t.Number, err)
			}
			at := rowPlace(t.Number, r.Number)
			stale.seen(at)
			e.Places[rows]++
			said, err := about.at(at)
			if err != nil {
				return err
			}
			if err := w.place(rows, e.Number, at, rowText(r), rowAside(r), header, words, nil, said.Under(above, r.Cells), rowTold(money, r.Cells)); err != nil {
				return err
			}
		}
	}
	return nil
}

// labels are what all rows of a table share: the names of its columns and its
// title. A note under it is none of them: what it says of one row is not said of
// all others.
func labels(t archive.Table) []string { return append(slices.Clip(t.Header), t.Title) }

// count arranges for the words of an entry's places to be added up as bleve
// analyses them.
func (w *writer) count(e *entry, k kind) *atomic.Int64 {
	n := new(atomic.Int64)
	w.words = append(w.words, func() { e.Words[k] = n.Load() })
	return n
}

// rowText is the text of a row: its values, and what stands beside them.
func rowText(r archive.Row) string {
	return cellsText(append(slices.Clip(r.Cells), beside(r)...))
}

// rowAside is what a row is found by though it is none of its values.
func rowAside(r archive.Row) string { return cellsText(beside(r)) }

// beside are the labels that stand above a row and hold for it, where they are
// not among its values, and the comments on its cells.
func beside(r archive.Row) []string {
	var all []string
	for _, label := range r.Group {
		if !slices.Contains(r.Cells, label) {
			all = append(all, label)
		}
	}
	for _, c := range r.Comments {
		all = append(all, c.Text)
	}
	return all
}

// pageAside is what stands at the head and the foot of a page as on its
// neighbours, and what was stamped on it, which is told by its words where
// nothing says how the page looks.
func pageAside(p archive.Page) string {
	var all []string
	for _, m := range p.Marks {
		switch m.Kind {
		case archive.MarkHeader, archive.MarkFooter, archive.MarkStamp:
			all = append(all, m.Text)
		}
	}
	if p.Width == 0 {
		_, stamps := stamp.Cut(p.Text)
		all = append(all, stamps...)
	}
	return cellsText(all)
}

// cellsText joins cells, no phrase running from one to the next.
func cellsText(cells []string) string {
	clean := cells
	for i, c := range cells {
		if strings.ContainsRune(c, analysis.CellEnd) {
			clean = slices.Clone(cells)
			for ; i < len(clean); i++ {
				clean[i] = strings.ReplaceAll(clean[i], string(analysis.CellEnd), " ")
			}
			break
		}
	}
	return strings.Join(clean, string(analysis.CellEnd))
}

// header makes the term of a table's labels, which all its rows share.
func (w *writer) header(labels []string) string {
	s := cellsText(labels)
	if len(s) > maxHeader {
		s = strings.ToValidUTF8(s[:maxHeader], "")
	}
	var words strings.Builder
	known := map[string]bool{}
	for _, t := range w.gen.analyzer.Tokens(nil, s) {
		for _, term := range []string{t.Term, t.Stem} {
			if term != "" && !known[term] && words.Len() < maxHeader {
				known[term] = true
				words.WriteString(" " + term)
			}
		}
	}
	words.WriteByte(' ')
	return words.String()
}

func (w *writer) place(k kind, item string, p place, text, aside, header string, words *atomic.Int64, withheld []string, said content.Spoken, told []string) error {
	at := &placed{text: text, aside: aside, counted: k == pages, foreign: w.foreign, analyzer: w.gen.analyzer, words: words}
	w.order++
	d := segment.NewDocument(p.id(item), w.order, at.into)
	d.Index(fieldItem, item)
	if header != "" {
		d.Index(fieldHeader, header)
	}
	size := len(text) + 100
	about := subjectTerms(said)
	about[ofExemption] = withheld
	for i, terms := range about {
		if len(terms) > 0 {
			d.Index(subjectFields[i], terms...)
			size += 30 * len(terms)
		}
	}
	d.Index(fieldTold, told...)
	size += 20 * len(told)
	return w.add(k, d.ID(), d, size)
}

// add puts a document in the batch, or takes the one with that key away; and
// writes the batch where it is full.
func (w *writer) add(k kind, id string, d *segment.Document, size int) error {
	if d == nil {
		w.batches[k].Delete(id)
	} else {
		w.batches[k].Update(d)
	}
	w.bytes[k] += size
	if w.bytes[k] < batchBytes && len(w.batches[k].IndexOps) < batchPlaces {
		return nil
	}
	return w.flush(k)
}

func (w *writer) flush(k kind) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if len(w.batches[k].IndexOps) == 0 {
		return nil
	}
	if err := w.gen.shelves[k].index.Batch(w.batches[k]); err != nil {
		return fmt.Errorf("%s index: %w", k, err)
	}
	w.batches[k] = index.NewBatch() // bleve may still look at the old one
	w.bytes[k] = 0
	return nil
}

// commit writes what is left of the places, then the items, which makes them known,
// and then takes away the places that they have no more: an item that is known has
// all its places, whenever this is cut short.
func (w *writer) commit(docs []content.Document) error {
	for _, k := range []kind{pages, rows} {
		if err := w.flush(k); err != nil {
			return err
		}
	}
	for _, take := range w.words {
		take()
	}
	w.words = nil
	for _, doc := range docs {
		e := w.changed[w.gen.items.get(doc.Item.Number)]
		d, err := w.gen.item(doc, e)
		if err != nil {
			return fmt.Errorf("item %s: %w", doc.Item.Number, err)
		}
		w.batches[items].Update(d)
	}
	if err := w.flush(items); err != nil {
		return err
	}
	w.gen.catalog.Store(w.gen.catalog.Load().with(w.changed))
	clear(w.changed)
	for _, s := range w.stale {
		for _, k := range []kind{pages, rows} {
			for p := range s.former[k].left() {
				if err := w.add(k, p.id(s.number), nil, 0); err != nil {
					return err
				}
			}
		}
	}
	w.stale = nil
	return errors.Join(w.flush(pages), w.flush(rows))
}
