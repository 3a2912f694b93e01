package search

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search/analysis"
)

// groups makes what is shown of the items of one page of results.
func (a *answer) groups(x *Embedded, page leaf) ([]Group, error) {
	asked := a.q.Root
	if a.like != nil && asked == nil {
		asked = a.like.asked()
	}
	var texts, names *marks
	if !a.req.Brief {
		texts, names = a.plan.newMarks(asked, false), a.plan.newMarks(asked, true)
	}
	out := make([]Group, len(page.groups))
	show := make([]shown, len(page.groups))
	for i, g := range page.groups {
		e := a.plan.catalog.at(g.ord)
		rec, err := a.plan.records.record(a.views[items], e)
		if errors.Is(err, archive.ErrNotFound) { // removed this moment
			rec, err = &record{Item: archive.Item{Number: e.Number}}, nil
		}
		if err != nil {
			return nil, err
		}
		out[i] = Group{Item: rec.Item, Sources: rec.Sources, Labels: e.Labels, Siblings: page.siblings[i], Count: g.count, Score: g.score()}
		show[i] = shown{record: rec, analyzer: a.plan.analyzer, texts: texts, names: names}
	}
	if a.req.Brief {
		for i, g := range page.groups {
			out[i].Hits = show[i].hits(x.contents, g.best, true)
		}
		return out, a.outer.Err()
	}
	// The snippets take most of the time: reading and unpacking the content.
	var wait sync.WaitGroup
	turn := make(chan struct{}, 4)
	bad := make([]error, len(page.groups))
	for i := range page.groups {
		wait.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			defer recovered(&bad[i])
			if a.outer.Err() == nil {
				out[i].Hits = show[i].hits(x.contents, page.groups[i].best, false)
			}
		})
	}
	wait.Wait()
	return out, cmp.Or(a.outer.Err(), errors.Join(bad...))
}

// shown is an item whose hits are being made.
type shown struct {
	*record
	analyzer     *analyzer
	texts, names *marks
	file         *content.File
}

func (s *shown) hits(contents content.Dir, best []found, brief bool) []Hit {
	if !brief && slices.ContainsFunc(best, func(f found) bool { return f.kind != items }) {
		if f, err := contents.Open(s.Item.Digest); err == nil {
			s.file = f
			defer f.Close()
		} // else the snippets stay empty: the content is being made anew, or is lost
	}
	out := make([]Hit, len(best))
	for i, f := range best {
		h := s.hit(f)
		switch {
		case brief && f.kind == pages:
			h.Page = f.place.number()
		case brief && f.kind == rows:
			s.at(&h, f.place.table(), f.place.number())
		case brief:
		case f.kind == items:
			h.Snippet = s.nameSnippet()
		case f.kind == pages:
			s.page(&h, f.place.number())
		case f.kind == rows:
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
	marked, words := s.texts.find(text, s.analyzer.Tokens(nil, text))
	title, has := "", s.stems(marked)
	if table <= len(s.Tables) {
		title = s.Tables[table-1].Title
	}
	if s.adds(title, has) {
		text += string(analysis.CellEnd) + title
		marked, words = s.texts.find(text, s.analyzer.Tokens(nil, text))
	}
	h.Snippet = window(text, marked, words)
	var own []stretch
	for _, m := range marked {
		if cell := strings.Count(text[:m.start], string(analysis.CellEnd)); cell < len(r.Cells) {
			own = append(own, m)
			h.match(cell)
		}
	}
	if len(s.texts.cells) > 0 {
		for cell, marked := range s.texts.inRow(h.Header, r.Cells) {
			if len(marked) > 0 {
				h.match(cell)
			}
		}
	}
	for i, label := range h.Header[:min(len(h.Header), len(r.Cells))] {
		if s.adds(label, has) {
			h.match(i)
		}
	}
	slices.Sort(h.Matched)
	has = s.stems(own)
	for _, label := range append(slices.Clip(r.Group), title) {
		if s.adds(label, has) {
			if h.Under != nil {
				h.Under = append(h.Under, Span{Text: " / "})
			}
			h.Under = append(h.Under, s.texts.snippet(s.analyzer, label)...)
		}
	}
}

func (h *Hit) match(cell int) {
	if !slices.Contains(h.Matched, cell) {
		h.Matched = append(h.Matched, cell)
	}
}

// adds reports whether a label has a word that was asked for, other than those
// of some stems.
func (s *shown) adds(label string, has map[string]bool) bool {
	marked, _ := s.texts.find(label, s.analyzer.Tokens(nil, label))
	for stem := range s.stems(marked) {
		if !has[stem] {
			return true
		}
	}
	return false
}

// stems are those of the words that are marked.
func (s *shown) stems(marked []stretch) map[string]bool {
	out := map[string]bool{}
	for _, m := range marked {
		out[cmp.Or(analysis.StemOf(m.term), "~"+m.term)] = true
	}
	return out
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
	for _, n := range strings.Split(s.allNames(), string(analysis.CellEnd)) {
		marked, _ := s.names.find(n, s.analyzer.Tokens(nil, n))
		if len(marked) > most {
			best, most = n, len(marked)
		}
	}
	return s.names.snippet(s.analyzer, best)
}
