package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/search/analysis"
)

// All is every place that matches, to be gone through.
type All struct {
	Query  string
	ReadAs string
	Count  int // all matching places
	Given  int // how many of them Hits goes through; fewer only where they are too many
	Items  int // all items they are in
	Notes  []string

	// Headers goes through the headers of the tables whose rows are given, each once.
	Headers func(context.Context) iter.Seq2[[]string, error]
	// Hits goes through the places. A row comes with its cells and without a
	// snippet; what was removed in the meantime is passed over.
	Hits func(context.Context) iter.Seq2[Hit, error]
}

// every is where the places of an All come from.
type every struct {
	index        *Embedded
	analyzer     *analyzer
	texts, names *marks
	groups       []everyPlace
}

// everyPlace is an item and its matching places, as they stand in it.
type everyPlace struct {
	number string
	places [kinds][]place
}

// All implements Index. What it keeps of a place is eight bytes; nothing of the
// index is held while one goes through the hits.
func (x *Embedded) All(ctx context.Context, req Request, most int) (_ *All, err error) {
	req.Limit, req.Offset, req.Places, req.After = 1, 0, 1, ""
	g, done, err := x.use()
	if err != nil {
		return nil, err
	}
	defer done()
	defer recovered(&err)
	a := &answer{req: req, outer: ctx, gate: x.gate}
	defer a.close()
	patient := a.unlimited()
	if err = a.read(patient); err == nil {
		err = a.prepare(patient, g, x.contents)
	}
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	all, groups, err := a.all(most)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	e := &every{
		index: x, analyzer: g.analyzer, groups: groups,
		texts: a.plan.newMarks(a.q.Root, false), names: a.plan.newMarks(a.q.Root, true),
	}
	all.Headers, all.Hits = e.headers, e.all
	return all, nil
}

func (a *answer) all(most int) (res *All, every []everyPlace, err error) {
	defer recovered(&err)
	var ranked *collector
	var page leaf
	for again := true; again; {
		ranked = newCollector(a.plan, a.filters, 1, nil)
		ranked.lifts = a.order.by == "relevance"
		for _, k := range a.kinds {
			if err := a.collect(ranked.collect, a.q.Root, k); err != nil {
				return nil, nil, err
			}
		}
		page = ranked.leaf(a.order, nil, 0, len(ranked.groups), false)
		if again = page.items == 0 && a.relax(); again {
			ranked.release()
		}
	}
	groups, count, n := page.groups, page.places, page.items
	res = &All{
		Query: a.typed, ReadAs: a.q.ReadAs(), Count: count, Given: min(count, most), Items: n,
		Notes: slices.Concat(a.q.Left, a.plan.notes, a.plan.columnNotes()),
	}
	// Only now is it known whose places are wanted: they are collected once more.
	slots := map[uint32]*everyPlace{}
	left := res.Given
	every = make([]everyPlace, 0, len(groups))
	for _, g := range groups {
		if left <= 0 {
			break
		}
		left -= g.count
		every = append(every, everyPlace{number: a.plan.catalog.at(g.ord).Number})
		slots[g.ord] = &every[len(every)-1]
	}
	for _, k := range a.kinds {
		if err := a.each(k, slots, ranked); err != nil {
			return nil, nil, err
		}
	}
	ranked.release()
	left = res.Given
	for i := range every {
		for k := range every[i].places {
			p := &every[i].places[k]
			slices.Sort(*p)
			*p = (*p)[:min(len(*p), max(left, 0))]
			left -= len(*p)
		}
	}
	return res, every, nil
}

// each puts the places of one kind with their items.
func (a *answer) each(k kind, slots map[uint32]*everyPlace, ranked *collector) error {
	c, err := a.clause(a.q.Root, k)
	if err != nil {
		return err
	}
	v := a.views[k]
	return v.each(a.plan.ctx, c, func(doc uint64) bool {
		ord, p := v.at(doc)
		if to := slots[ord]; to != nil && ranked.speaks(v, doc, ord) {
			to.places[k] = append(to.places[k], p)
		}
		return true
	})
}

// passes reports whether a match passes all filters.
func (c *collector) passes(v *view, doc uint64, ord uint32) bool {
	switch {
	case c.catalog.at(ord) == nil:
		return false
	case c.filters.asked != 0 && c.filters.fails(c.catalog, ord, c.values) != 0:
		return false
	}
	return !c.filters.about() || c.speaks(v, doc, ord)
}

// speaks reports whether a match speaks of what was asked for of pages and
// rows: what is asked of items, those of the groups pass.
func (c *collector) speaks(v *view, doc uint64, ord uint32) bool {
	v.find(doc)
	return c.misses(v.columns[v.segment], uint32(doc-v.starts[v.segment]), ord) == 0
}

func (a *every) headers(ctx context.Context) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		known := map[string]bool{}
		for _, g := range a.groups {
			if len(g.places[rows]) == 0 {
				continue
			}
			rec, err := a.record(ctx, g.number)
			if err != nil {
				yield(nil, err)
				return
			}
			last := 0
			for _, p := range g.places[rows] {
				t := p.table()
				if t == last || t > len(rec.Tables) {
					continue
				}
				last = t
				header := rec.Tables[t-1].Header
				if key := strings.Join(header, string(analysis.CellEnd)); !known[key] {
					if known[key] = true; !yield(header, nil) {
						return
					}
				}
			}
		}
	}
}

func (a *every) all(ctx context.Context) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		for _, g := range a.groups {
			if err := a.hits(ctx, g, yield); err != nil {
				if !errors.Is(err, errEnough) {
					yield(Hit{}, err)
				}
				return
			}
		}
	}
}

var errEnough = errors.New("no more is wanted")

func (a *every) hits(ctx context.Context, g everyPlace, yield func(Hit, error) bool) error {
	rec, err := a.record(ctx, g.number)
	if err != nil || rec.Item.Number == "" {
		return err
	}
	s := &shown{record: &rec, analyzer: a.analyzer, texts: a.texts, names: a.names}
	if len(g.places[pages]) > 0 || len(g.places[rows]) > 0 {
		f, err := a.index.contents.Open(rec.Item.Digest)
		if err != nil && !errors.Is(err, archive.ErrNotFound) {
			return err
		}
		if err == nil {
			s.file = f
			defer f.Close()
		}
	}
	give := func(h Hit) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !yield(h, nil) {
			return errEnough
		}
		return nil
	}
	for _, k := range []kind{items, pages} {
		for _, p := range g.places[k] {
			h := s.hit(found{kind: k, place: p})
			if k == items {
				h.Snippet = s.nameSnippet()
			} else {
				s.page(&h, p.number())
			}
			if err := give(h); err != nil {
				return err
			}
		}
	}
	return s.eachRow(g.places[rows], give)
}

// eachRow gives the rows at the given places, which ascend.
func (s *shown) eachRow(at []place, give func(Hit) error) error {
	for len(at) > 0 {
		table := at[0].table()
		var numbers []int
		for len(at) > 0 && at[0].table() == table {
			numbers = append(numbers, at[0].number())
			at = at[1:]
		}
		if s.file == nil {
			continue
		}
		for r, err := range s.file.Pick(table, numbers) {
			if errors.Is(err, archive.ErrNotFound) { // it was read again, and has no such table now
				break
			}
			if err != nil {
				return err
			}
			h := s.hit(found{kind: rows, place: rowPlace(table, r.Number)})
			s.at(&h, table, r.Number)
			h.fill(r)
			if err := give(h); err != nil {
				return err
			}
		}
	}
	return nil
}

// record reads what is shown of an item; it is empty where there is none any more.
func (a *every) record(ctx context.Context, number string) (rec record, err error) {
	if err := ctx.Err(); err != nil {
		return rec, err
	}
	g, done, err := a.index.use()
	if err != nil {
		return rec, err
	}
	defer done()
	v, err := g.shelves[items].view()
	if err != nil {
		return rec, err
	}
	defer v.Close()
	rec, err = v.record(number)
	if errors.Is(err, archive.ErrNotFound) {
		return record{}, nil
	}
	return rec, err
}
