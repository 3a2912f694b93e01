package search

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"

	"readingroom/archive"
	"readingroom/archive/content"
)

// groups makes what is shown of the items of one page of results.
func (a *answer) groups(x *Embedded, page []group) ([]Group, error) {
	texts, names := a.plan.newMarks(a.q.Root, false), a.plan.newMarks(a.q.Root, true)
	out := make([]Group, len(page))
	show := make([]*shown, len(page))
	for i, g := range page {
		e := a.plan.catalog.at(g.ord)
		rec, err := a.views[items].record(e.Number)
		if errors.Is(err, archive.ErrNotFound) { // removed this moment
			rec.Item.Number, err = e.Number, nil
		}
		if err != nil {
			return nil, err
		}
		out[i] = Group{Item: rec.Item, Sources: rec.Sources, Labels: e.Labels, Count: g.count, Score: g.score()}
		show[i] = &shown{record: rec, analyzer: a.plan.analyzer, texts: texts, names: names}
	}
	// The snippets take most of the time: reading and unpacking the content.
	var wait sync.WaitGroup
	turn := make(chan struct{}, 4)
	for i := range page {
		wait.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			if a.plan.ctx.Err() == nil {
				out[i].Hits = show[i].hits(x.contents, page[i].best)
			}
		})
	}
	wait.Wait()
	return out, a.plan.ctx.Err()
}

// shown is an item whose hits are being made.
type shown struct {
	record
	analyzer     *analyzer
	texts, names *marks
	file         *content.File
}

func (s *shown) hits(contents content.Dir, best []found) []Hit {
	if slices.ContainsFunc(best, func(f found) bool { return f.kind != items }) {
		if f, err := contents.Open(s.Item.Digest); err == nil {
			s.file = f
			defer f.Close()
		} // else the snippets stay empty: the content is being made anew, or is lost
	}
	out := make([]Hit, len(best))
	for i, f := range best {
		h := s.hit(f)
		switch f.kind {
		case items:
			h.Snippet = s.nameSnippet()
		case pages:
			s.page(&h, f.place.number())
		case rows:
			s.row(&h, f.place.table(), f.place.number())
		}
		out[i] = h
	}
	return out
}

// hit is what is known of a place before its content is looked at.
func (s *shown) hit(f found) Hit {
	return Hit{
		Item: s.Item.Number, Title: cmp.Or(s.Item.Title, s.Item.Name), Kind: f.kind.String(),
		Locator: f.place.locator(f.kind, s.Tables), Score: f.score, Doubtful: f.doubtful,
	}
}

func (s *shown) page(h *Hit, n int) {
	h.Page = n
	if s.file == nil {
		return
	}
	if p, err := s.file.Page(n); err == nil {
		h.Snippet = s.texts.snippet(s.analyzer, p.Text)
	}
}

func (s *shown) row(h *Hit, table, n int) {
	s.at(h, table, n)
	if s.file == nil {
		return
	}
	r, err := s.file.Row(table, n)
	if err != nil {
		return
	}
	h.fill(r)
	text := rowText(r)
	marked, words := s.texts.find(text, s.analyzer.tokens(nil, text))
	h.Snippet = window(text, marked, words)
	for _, m := range marked {
		if cell := strings.Count(text[:m.start], string(cellEnd)); cell < len(r.Cells) && !slices.Contains(h.Matched, cell) {
			h.Matched = append(h.Matched, cell)
		}
	}
	for _, cell := range s.texts.inRow(h.Header, r.Cells) {
		if !slices.Contains(h.Matched, cell) {
			h.Matched = append(h.Matched, cell)
		}
	}
}

// at says which row of which table a hit is.
func (s *shown) at(h *Hit, table, n int) {
	h.Table, h.Row = table, n
	if table <= len(s.Tables) {
		h.Header, h.Page = s.Tables[table-1].Header, s.Tables[table-1].Page
	}
	if s.file == nil {
		return
	}
	if t, err := s.file.Table(table); err == nil {
		h.Redrawn = t.Redrawn
	}
}

// fill takes over what is shown of a row.
func (h *Hit) fill(r archive.Row) {
	if r.Page > 0 {
		h.Page = r.Page
	}
	h.Cells, h.Group, h.Hidden = r.Cells, r.Group, r.Hidden
}

// nameSnippet shows the name of the item that has most of what was asked for.
func (s *shown) nameSnippet() Snippet {
	best, most := cmp.Or(s.Item.Title, s.Item.Name), 0
	for _, n := range strings.Split(s.allNames(), string(cellEnd)) {
		marked, _ := s.names.find(n, s.analyzer.tokens(nil, n))
		if len(marked) > most {
			best, most = n, len(marked)
		}
	}
	return s.names.snippet(s.analyzer, best)
}
