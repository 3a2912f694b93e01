package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/RoaringBitmap/roaring/v2"

	"readingroom/archive/content"
	"readingroom/archive/link/gazetteer"
	"readingroom/search/analysis"
	"readingroom/search/query"
)

// How many suggestions there are, and how many of one sort that is not words.
const (
	defaultSuggestions = 8
	maxSuggestions     = 50
	suggestionsOfSort  = 3
	suggestWalk        = 20_000 // words or titles looked at
	suggestTogether    = 400    // words of which it is looked up whether they stand with the others
	suggestTime        = 150 * time.Millisecond
)

// Suggest implements Index: words that begin as the last one typed does, by how
// many places have them, or have them with what was typed before; and agencies, places, tags and titles that have all that
// was typed.
func (x *Embedded) Suggest(ctx context.Context, typed string, limit int) (out []Suggestion, err error) {
	if limit <= 0 {
		limit = defaultSuggestions
	}
	limit = min(limit, maxSuggestions)
	before, last := lastWord(typed)
	if analysis.Fold(last) == "" || len(typed) > 1000 {
		return []Suggestion{}, ctx.Err()
	}
	g, done, err := x.use()
	if err != nil {
		return nil, err
	}
	defer done()
	defer recovered(&err)
	s := &suggester{ctx: ctx, gen: g, contents: x.contents, typed: strings.TrimSpace(g.analyzer.wordsOf(typed)), before: before, last: analysis.Fold(last)}
	words, err := s.words()
	if err == nil && query.Parse(before).Root != nil {
		words, err = s.together(words, limit)
	}
	if err != nil {
		return nil, fmt.Errorf("suggest: %w", err)
	}
	if strings.HasSuffix(before, "-") || strings.HasSuffix(before, "!") { // it is not to be there
		for i := range words {
			words[i].Count = 0
		}
		return words[:min(len(words), limit)], ctx.Err()
	}
	titles, err := s.titles()
	if err != nil {
		return nil, fmt.Errorf("suggest: %w", err)
	}
	named := slices.Concat(s.named("agency", "agency:%s"), s.places(), s.named("source", `source:"%s"`), s.named("tag", `tag:"%s"`), titles)
	room := min(len(named), max(limit-len(words), limit/2))
	words = words[:min(len(words), limit-room)]
	return append(words, named[:room]...), ctx.Err()
}

// lastWord parts what was typed before its last word, with a sign that negates it.
func lastWord(typed string) (before, last string) {
	i := strings.LastIndexFunc(typed, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`("`, r) })
	for i >= 0 && i+1 < len(typed) && typed[i] >= 0x80 && typed[i+1]&0xC0 == 0x80 {
		i++ // to the end of a wide space
	}
	for i+1 < len(typed) && (typed[i+1] == '-' || typed[i+1] == '!') {
		i++
	}
	return typed[:i+1], typed[i+1:]
}

type suggester struct {
	ctx      context.Context
	gen      *generation
	contents content.Dir
	typed    string // the words of it, folded
	before   string // what stands before the last of them
	last     string
}

func (s *suggester) words() ([]Suggestion, error) {
	counts := map[string]int{}
	for _, k := range []kind{pages, rows} {
		v, err := s.gen.shelves[k].view()
		if err != nil {
			return nil, err
		}
		all, err := v.vocabularies(s.ctx, fieldText)
		if err == nil {
			for _, words := range all {
				first, end := words.prefixed(s.last)
				for i := first; i < min(end, first+suggestWalk); i++ {
					counts[string(words.word(i))] += int(words.counts[i])
				}
			}
		}
		v.Close()
		if err != nil {
			return nil, err
		}
	}
	out := make([]Suggestion, 0, len(counts))
	for w, n := range counts {
		if w != s.last || s.before == "" {
			out = append(out, Suggestion{Text: s.before + w, Kind: "word", Count: n})
		}
	}
	slices.SortFunc(out, func(x, y Suggestion) int { return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Text, y.Text)) })
	return out, nil
}

// together are those of the words that stand with what was typed before, in as
// many places as the whole finds; 0 where those were not counted.
func (s *suggester) together(words []Suggestion, limit int) ([]Suggestion, error) {
	before := query.Parse(s.before).Root
	sign := strings.Fields(s.before)
	if heavy(before) || slices.Contains([]string{"OR", "||", "|"}, sign[len(sign)-1]) {
		for i := range words {
			words[i].Count = 0
		}
		return words, nil
	}
	ctx, cancel := context.WithTimeout(s.ctx, suggestTime)
	defer cancel()
	words = words[:min(len(words), suggestTogether)]
	a := &answer{gen: s.gen, filters: anything(), outer: ctx, plan: newPlan(ctx, s.gen, s.gen.catalog.Load(), before)}
	a.plan.stored.contents = s.contents
	defer a.close()
	err := a.open([]kind{items, pages, rows})
	if err == nil {
		err = a.plan.about(a.views[items], before)
	}
	with := make([]uint64, len(words))
	for _, k := range []kind{pages, rows} {
		if err == nil {
			err = s.with(a, k, before, words, with)
		}
	}
	order := make([]int, 0, len(words))
	for i, n := range with {
		if n > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(with[y], with[x]) })
	var out []Suggestion
	for _, i := range order {
		if len(out) == limit || err != nil {
			break
		}
		var t tallied
		if t, err = a.count(query.Parse(words[i].Text).Root); err != nil || t.places == 0 {
			continue
		}
		if words[i].Count = t.places; t.more {
			words[i].Count = 0
		}
		out = append(out, words[i])
	}
	if errors.Is(err, context.DeadlineExceeded) && s.ctx.Err() == nil {
		err = nil // those that were found by then
	}
	return out, err
}

// with counts the places of a kind that have what was typed before, by the word
// that they have besides.
func (s *suggester) with(a *answer, k kind, before query.Node, words []Suggestion, counts []uint64) error {
	c, err := a.clause(before, k)
	if err != nil {
		return err
	}
	v := a.views[k]
	found := make([]*roaring.Bitmap, len(v.columns))
	room := rooms.Get().(*room)
	defer rooms.Put(room)
	err = v.blocks(a.plan.ctx, c, room, func(b *block, docs *roaring.Bitmap) error {
		if found[b.segment] == nil {
			found[b.segment] = roaring.New()
		}
		found[b.segment].Or(docs)
		return nil
	})
	for i := 0; i < len(words) && err == nil; i++ {
		for n, docs := range found {
			if docs == nil || err != nil {
				continue
			}
			var has *roaring.Bitmap
			if has, err = v.terms(n, fieldText).Docs(words[i].Text[len(s.before):]); err == nil && has != nil {
				counts[i] += docs.AndCardinality(has)
			}
		}
		if err == nil {
			err = a.plan.ctx.Err()
		}
	}
	return err
}

// begins reports whether words of a name, from one of them on, are those typed.
func (s *suggester) begins(name string) bool {
	return strings.Contains(s.gen.analyzer.wordsOf(name), " "+s.typed)
}

// named are the values of a facet that begin so.
func (s *suggester) named(facet, format string) []Suggestion {
	n := slices.Index(Facets, facet)
	counts := map[uint32]int{}
	for _, v := range s.gen.catalog.Load().has.terms { // such facets as are asked for have several values
		counts[v]++
	}
	var out []Suggestion
	for i, v := range s.gen.known.values.terms() {
		if int(v[0]) != n {
			continue
		}
		v = v[1:]
		if c := counts[uint32(i)]; c > 0 && !strings.ContainsRune(v, '"') && s.begins(v) {
			out = append(out, Suggestion{Text: fmt.Sprintf(format, v), Kind: facet, Count: c})
		}
	}
	return most3(out)
}

func most3(all []Suggestion) []Suggestion {
	slices.SortStableFunc(all, func(x, y Suggestion) int { return cmp.Compare(y.Count, x.Count) })
	return all[:min(len(all), suggestionsOfSort)]
}

// places are the jurisdictions that the archive speaks of, by their names.
func (s *suggester) places() []Suggestion {
	if len(s.typed) < 2 {
		return nil
	}
	names := gazetteer.Load()
	var out []Suggestion
	for i, term := range s.gen.known.about[ofPlace].terms() {
		t := parsePlace(term)
		if t.maybe {
			continue
		}
		e, ok := names.BySlug(t.slug)
		if !ok || !s.begins(e.Name) {
			continue
		}
		out = append(out, Suggestion{Text: `place:"` + e.Name + `"`, Kind: "place", Count: s.gen.speaksOf(uint32(i))})
		if len(out) > 100 {
			break
		}
	}
	return most3(slices.DeleteFunc(out, func(x Suggestion) bool { return x.Count == 0 }))
}

// speaksOf counts the pages and rows that speak of a place.
func (g *generation) speaksOf(term uint32) int {
	n := 0
	for _, k := range []kind{pages, rows} {
		v, err := g.shelves[k].view()
		if err != nil {
			continue
		}
		if docs, err := v.having(context.Background(), subjectFields[ofPlace], g.known.about[ofPlace].terms()[term:term+1]); err == nil {
			n += int(docs.n)
		}
		v.Close()
	}
	return n
}

// titles are those of items that have all words typed, the latest first.
func (s *suggester) titles() ([]Suggestion, error) {
	if len(s.last) < 2 {
		return nil, nil
	}
	v, err := s.gen.shelves[items].view()
	if err != nil {
		return nil, err
	}
	defer v.Close()
	words := strings.Fields(s.typed)
	p := newPlan(s.ctx, s.gen, s.gen.catalog.Load(), nil)
	parts := make([]clause, 0, len(words))
	for i, w := range words {
		var n query.Node = query.Word(w)
		if i == len(words)-1 {
			n = query.Prefix(w)
		}
		c, err := p.leaf(v, fieldTitle, n, false)
		if err != nil {
			return nil, err
		}
		if c != nil {
			parts = append(parts, c)
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	var found []*entry
	err = v.each(s.ctx, newAnd(parts, nil), func(doc uint64) bool {
		ord, _ := v.at(doc)
		if e := p.catalog.at(ord); e != nil {
			found = append(found, e)
		}
		return len(found) < suggestWalk
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(x, y *entry) int { return cmp.Or(cmp.Compare(y.Date, x.Date), cmp.Compare(x.Number, y.Number)) })
	var out []Suggestion
	for _, e := range found[:min(len(found), suggestionsOfSort)] {
		out = append(out, Suggestion{Text: e.Title, Kind: "title", Item: e.Number, Count: 1})
	}
	return out, nil
}
