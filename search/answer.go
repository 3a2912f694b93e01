package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search/query"
)

const (
	defaultLimit  = 20
	defaultPlaces = 3
	maxLimit      = 1000
	maxPlaces     = 100
)

// Search implements Index: it finds the places that have all the words asked for, each
// in any of its forms, and the phrases exactly. Of several words, some may be
// the labels of a row's columns instead (salary smith), so long as one is in
// the row. The names of an item are a place of their own.
func (x *Embedded) Search(ctx context.Context, req Request) (res Results, err error) {
	began := time.Now()
	g, done, err := x.use()
	if err != nil {
		return Results{}, err
	}
	defer done()
	defer recovered(&err)
	a := &answer{req: req, outer: ctx, gate: x.gate}
	defer a.close()
	limited, cancel := a.limited()
	defer cancel()
	if err = a.read(limited); err == nil {
		err = a.prepare(limited, g, x.contents)
	}
	if err == nil {
		res, err = a.run(x)
	}
	if over(limited, err) && ctx.Err() == nil {
		res = Results{Query: cmp.Or(a.typed, req.Query), ReadAs: a.q.ReadAs(), Short: true, Groups: []Group{}, Notes: []string{tooLong}}
		err = nil
	}
	if err != nil {
		return Results{}, fmt.Errorf("search: %w", err)
	}
	if a.q.IsZero() && !res.Short && strings.TrimSpace(req.Query) != "" {
		res.Notes = append(res.Notes, "There is no word to look for in this; all documents are shown.")
	}
	if s := x.building(); s != "" {
		res.Notes = append(res.Notes, s)
	}
	res.Took = time.Since(began)
	return res, nil
}

// recovered makes an error of a panic: what is damaged may make bleve panic.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("search: %v: %w", r, archive.ErrCorrupt)
	}
}

// An answer is one search while it runs.
type answer struct {
	req     Request
	q       query.Q
	typed   string   // as it was read at first
	gone    []string // the words of grammar that were left out of it since
	gen     *generation
	plan    *plan
	filters filters
	asked   []kind // of places; none: those that the query is asked of
	kinds   []kind
	views   [kinds]*view
	outer   context.Context // without the limit of time
	gate    *gate
	inside  bool // the gate
	turns   int  // that it had there
	like    *likeness
	facets  []int  // those that are counted
	told    []kind // of a list of items, the kinds of place of which is counted what they speak of

	order    sorting
	interval func(date string) string // of the timeline; nil: none
	mark     *bookmark                // where the list goes on; nil: at its beginning
}

// read reads the query. One that nobody types, and what asks for much, waits
// at the gate first.
func (a *answer) read(ctx context.Context) error {
	long := len(a.req.Query) > heavyTyped
	if long {
		a.turns = afterOthers
		if err := a.enter(ctx); err != nil {
			return err
		}
	}
	a.q = readable(query.Parse(a.req.Query))
	if a.typed = a.q.String(); long || !heavy(a.q.Root) {
		return nil
	}
	a.turns = afterOthers
	return a.enter(ctx)
}

func (a *answer) prepare(ctx context.Context, g *generation, contents content.Dir) (err error) {
	a.gen = g
	if a.order, err = newSorting(a.req.Sort, a.listing()); err != nil {
		return err
	}
	if a.interval, err = newInterval(a.req.Interval); err != nil {
		return err
	}
	if a.req.After != "" {
		if a.mark, err = readBookmark(a.req.After, a.req); err != nil {
			return err
		}
		a.req.Offset = 0
	}
	if a.filters, err = newFilters(a.req.Filters); err != nil {
		return err
	}
	if a.facets, err = wantedFacets(a.req.Facets); err != nil {
		return err
	}
	if a.kinds, err = a.wantedKinds(); err != nil {
		return err
	}
	if a.req.Limit <= 0 {
		a.req.Limit = defaultLimit
	}
	a.req.Limit = min(a.req.Limit, maxLimit)
	if a.req.Places <= 0 {
		a.req.Places = defaultPlaces
	}
	a.req.Places = min(a.req.Places, maxPlaces)
	a.req.Offset = min(max(a.req.Offset, 0), 1<<31-1)
	if a.listing() && slices.Equal(a.kinds, []kind{items}) && len(a.req.Kinds) == 0 && slices.ContainsFunc(a.facets, func(i int) bool { return i >= itemFacets }) {
		a.told = []kind{pages, rows} // which are what a value of such a facet leads to
	}
	needed := slices.Concat([]kind{items}, a.kinds, a.told)
	if a.req.Like != "" {
		needed = append(needed, pages) // which tell its words from others
	}
	catalog := g.catalog.Load() // first: what is read later of an item may be newer than what is known of it
	if err := a.open(needed); err != nil {
		return err
	}
	a.plan = newPlan(ctx, g, catalog, a.q.Root)
	a.plan.pinned = a.mark
	a.plan.stored.contents = contents
	if a.req.Like != "" {
		if a.like, err = a.likeness(contents); err != nil {
			return err
		}
	}
	return a.plan.about(a.views[items], a.q.Root)
}

// open opens the views of some kinds of places, those that are not open yet.
func (a *answer) open(needed []kind) (err error) {
	for _, k := range needed {
		if a.views[k] != nil {
			continue
		}
		if a.views[k], err = a.gen.shelves[k].view(); err != nil {
			return err
		}
	}
	return nil
}

func (a *answer) close() {
	for _, v := range a.views {
		if v != nil {
			v.Close()
		}
	}
	if a.plan != nil {
		a.plan.stored.close()
	}
	a.leave()
}

// enter waits at the gate, if the search is not behind it.
func (a *answer) enter(ctx context.Context) error {
	if a.inside || a.gate == nil {
		return nil
	}
	err := a.gate.enter(ctx, a.turns)
	a.inside = err == nil
	a.turns++
	return err
}

// leave leaves the gate, if the search is behind it.
func (a *answer) leave() {
	if a.inside {
		a.inside = false
		a.gate.leave()
	}
}

// listing reports whether nothing is asked of the texts: then the answer is a
// list of items.
func (a *answer) listing() bool { return a.lists(a.q.Root) }

func (a *answer) lists(root query.Node) bool {
	texts := a.req.Like != ""
	query.Leaves(root, func(_ query.Node, field string, _ bool) { texts = texts || field == "" })
	return !texts
}

// about reports whether a place or a period is asked for.
func (a *answer) about(root query.Node) bool {
	asked := a.filters.about()
	query.Leaves(root, func(_ query.Node, field string, wanted bool) {
		asked = asked || wanted && asksPlaces(field)
	})
	return asked
}

func (a *answer) wantedKinds() ([]kind, error) {
	var out []kind
	for _, name := range a.req.Kinds {
		i := slices.Index(kindNames[:], name)
		if i < 0 {
			return nil, fmt.Errorf("kind of place %q: want page, row or item: %w", name, archive.ErrInvalid)
		}
		out = append(out, kind(i))
	}
	slices.Sort(out)
	a.asked = slices.Compact(out)
	return a.kindsOf(a.q.Root), nil
}

// kindsOf are the kinds of places that a query is asked of.
func (a *answer) kindsOf(root query.Node) []kind {
	switch {
	case len(a.asked) > 0:
		return a.asked
	case a.req.Like != "":
		return []kind{pages}
	case a.lists(root) && a.about(root): // names speak of nothing
		return []kind{pages, rows}
	case a.lists(root):
		return []kind{items}
	}
	return []kind{items, pages, rows}
}

func (a *answer) run(x *Embedded) (Results, error) {
	var after *standing
	before := a.req.Offset
	if a.mark != nil {
		after, before = &standing{a.mark.Score, a.mark.Key, a.mark.Number}, a.mark.Shown
	}
	var c *collector
	var page leaf
	short := false
	for again := true; again; {
		c = newCollector(a.plan, a.filters, a.req.Places, a.facets)
		err := a.gather(c)
		if short = over(a.plan.ctx, err) && a.outer.Err() == nil; err != nil && !short {
			return Results{}, err
		}
		page = c.leaf(a.order, after, a.req.Offset, a.req.Limit, !a.listing())
		if again = page.items == 0 && !short && a.relax(); again {
			c.release()
		}
	}
	with := slices.Clone(a.plan.with)
	res := Results{
		Query: a.typed, ReadAs: a.q.ReadAs(), Count: page.places, Items: page.items, Folded: page.folded,
		Groups: []Group{}, Facets: c.facets(), Timeline: c.timeline(a.interval), Notes: slices.Concat(a.q.Left, a.plan.notes, a.plan.columnNotes(), c.unknown()),
	}
	if res.Short = short; short {
		res.Notes = append(res.Notes, tooLong)
	}
	if page.more {
		res.Next = a.next(page.last, before+len(page.groups), with, c.fronts)
	}
	if res.Items > 0 && len(page.groups) == 0 && !short {
		res.Notes = append(res.Notes, fmt.Sprintf("There are no more than %s.", many(res.Items, "document")))
	}
	if res.Items == 0 && !short || a.req.Explain {
		if err := a.explain(&res); err != nil {
			return Results{}, err
		}
	}
	var err error
	res.Groups, err = a.groups(x, page)
	c.release()
	return res, err
}

// gather takes all that matches, and counts what is told besides.
func (a *answer) gather(c *collector) error {
	c.lifts = a.order.by == "relevance"
	spoken := c.spoken
	c.spoken = spoken && len(a.told) == 0
	for i, k := range slices.Concat(a.kinds, a.told) {
		do := c.collect
		if i >= len(a.kinds) {
			do, c.spoken = c.tally, spoken
		}
		if err := a.collect(do, a.q.Root, k); err != nil {
			return err
		}
	}
	return nil
}

// relax leaves the words of grammar out of a query that finds nothing, and says
// so; false where there are none.
func (a *answer) relax() bool {
	rest, gone := withoutGrammar(a.q.Root)
	if len(gone) == 0 {
		return false
	}
	a.q.Root, a.gone = rest, gone
	was := "was"
	if len(gone) > 1 {
		was = "were"
	}
	a.q.Left = append(a.q.Left, fmt.Sprintf("No place has all of these words: %s %s left out.", strings.Join(gone, ", "), was))
	return true
}

// next is where the list goes on after so many items.
func (a *answer) next(last standing, shown int, with []uint64, fronts [kinds]*spot) string {
	m := bookmark{Of: asked(a.req), Key: last.key, Score: last.score, Number: last.number, Shown: shown}
	if a.mark != nil {
		m.Places, m.Words, m.With, m.Fronts = a.mark.Places, a.mark.Words, a.mark.With, a.mark.Fronts
	} else {
		m.Places, m.Words, m.With, m.Fronts = a.plan.catalog.places, a.plan.catalog.words, with[:min(len(with), maxWith)], fronts
	}
	return m.String()
}

// collect has the matches of one kind of place gathered.
func (a *answer) collect(do func(context.Context, *view, clause) error, root query.Node, k kind) error {
	cl, err := a.clause(root, k)
	if err != nil {
		return err
	}
	if cl.cost() > heavyMatches {
		if err := a.enter(a.plan.ctx); err != nil {
			return err
		}
	}
	return do(a.plan.ctx, a.views[k], cl)
}

// clause compiles what is asked of one kind of place.
func (a *answer) clause(root query.Node, k kind) (clause, error) {
	v := a.views[k]
	var parts []clause
	c, err := a.plan.compile(v, root)
	if err != nil {
		return nil, err
	}
	if c != nil {
		parts = append(parts, c)
	}
	switch {
	case a.like != nil && v.kind == items: // which are not like a page
		parts = append(parts, &either{})
	case a.like != nil:
		alike, err := a.like.clause(a.plan, v)
		if err != nil {
			return nil, err
		}
		parts = append(parts, alike)
	}
	if a.req.Item != "" {
		within, err := a.within(v)
		if err != nil {
			return nil, err
		}
		parts = append(parts, within)
	}
	if len(parts) == 0 {
		return &ofItems{view: v}, nil
	}
	return newAnd(parts, nil), nil
}

// within matches the places of the item that the request is confined to.
func (a *answer) within(v *view) (clause, error) {
	if v.kind != items {
		return v.having(a.plan.ctx, fieldItem, []string{a.req.Item})
	}
	s := newSet(0)
	for ord, e := range a.plan.catalog.entries {
		if e != nil && e.Number == a.req.Item {
			s.add(uint32(ord))
		}
	}
	return &ofItems{v, s}, nil
}
