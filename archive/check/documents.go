package check

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/claim"
	"readingroom/archive/series"
)

// A candidate is a document that may say something of what is asked.
type candidate struct {
	series.Document
	score float64
	copy  bool
	pages map[int]bool // that a search found
}

// Documents returns the documents that may say something of what is asked: those
// whose title, tables and period are of it, and those that a search finds.
func (r *Reader) Documents(ctx context.Context, asks []claim.Ask) ([]claim.Document, error) {
	if len(asks) == 0 {
		return nil, nil
	}
	known, err := r.Lists.Documents(ctx)
	if err != nil {
		return nil, err
	}
	all, err := r.Lists.Series(ctx)
	if err != nil {
		return nil, err
	}
	copies, issues := map[string]bool{}, map[string]int{}
	for _, s := range all {
		for n, i := range s.Issues {
			issues[i.Item] = n + 1
			for _, c := range i.Copies {
				copies[c.Item] = true
			}
		}
	}
	found := map[string]*candidate{}
	words := wordsOf(asks)
	periods := periodsOf(asks)
	for _, d := range known {
		c := &candidate{Document: d, copy: copies[d.Item], pages: map[int]bool{}}
		if c.score = fit(d, words, periods); c.score > 0 {
			found[d.Item] = c
		}
	}
	if err := r.search(ctx, asks, known, copies, found); err != nil {
		return nil, err
	}
	var best []*candidate
	for _, c := range found {
		if !c.copy {
			best = append(best, c)
		}
	}
	slices.SortFunc(best, func(a, b *candidate) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Item, b.Item)) })
	l := newLoader(r)
	defer l.close()
	var out []claim.Document
	rows, pages := rowsAtMost, pagesAtMost
	for _, c := range best[:min(len(best), documentsAtMost)] {
		d, err := l.document(ctx, c, &rows, &pages)
		if err != nil {
			return nil, err
		}
		d.Issue = issues[c.Item]
		out = append(out, d)
	}
	return out, nil
}

// wordsOf counts in how many asks a word stands.
func wordsOf(asks []claim.Ask) map[string]int {
	out := map[string]int{}
	for _, a := range asks {
		for _, w := range a.Words {
			out[strings.TrimSuffix(w, "s")]++
		}
	}
	return out
}

func periodsOf(asks []claim.Ask) map[archive.Period]int {
	out := map[archive.Period]int{}
	for _, a := range asks {
		if a.Period.From != "" {
			out[a.Period]++
		}
	}
	return out
}

// fit says how well what a document says of itself fits what is asked.
func fit(d series.Document, words map[string]int, periods map[archive.Period]int) float64 {
	score := 0.0
	has := map[string]bool{}
	take := func(s string, weight float64) {
		for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return r < 'a' || r > 'z' }) {
			w = strings.TrimSuffix(w, "s")
			if words[w] > 0 && !has[w] {
				has[w] = true
				score += weight
			}
		}
	}
	take(d.Facts.Title, 2)
	take(d.Title, 2)
	for _, s := range d.Facts.Sections[:min(len(d.Facts.Sections), 20)] {
		take(s.Title, 2)
		take(strings.Join(s.Header, " "), 1)
	}
	if score == 0 {
		return 0
	}
	p := d.Facts.Period.Period
	for q := range periods {
		if p == q {
			score += 6
		} else if p.From != "" && p.Overlaps(q) {
			score += 0.5
		}
	}
	if len(d.Facts.Sections) > 0 {
		score++
	}
	return score
}

// search adds what a search finds: the figure beside what it counts, the place
// beside the figure.
func (r *Reader) search(ctx context.Context, asks []claim.Ask, known []series.Document, copies map[string]bool, found map[string]*candidate) error {
	documents := map[string]series.Document{}
	for _, d := range known {
		documents[d.Item] = d
	}
	asked := map[string]bool{}
	for _, a := range asks {
		var queries []string
		if len(a.Words) > 0 && strings.ContainsAny(a.Figure, "0123456789") {
			queries = append(queries, `"`+a.Figure+`" (`+strings.Join(a.Words[:min(len(a.Words), 4)], " OR ")+`)`)
		}
		if a.Next != "" {
			queries = append(queries, `"`+a.Figure+" "+a.Next+`"`)
		}
		if len(a.Places) > 0 {
			queries = append(queries, `"`+strings.ReplaceAll(a.Places[0], `"`, "")+`" `+a.Figure)
			if len(a.Words) > 0 {
				queries = append(queries, `"`+strings.ReplaceAll(a.Places[0], `"`, "")+`" (`+strings.Join(a.Words[:min(len(a.Words), 4)], " OR ")+`)`)
			}
		}
		for _, q := range queries {
			if asked[q] || len(asked) >= queriesAtMost {
				continue
			}
			asked[q] = true
			hits, err := r.Find.Find(ctx, q, []string{"page", "row"}, hitsAtMost)
			if err != nil {
				return err
			}
			for n, h := range hits {
				c := found[h.Item]
				if c == nil {
					d, ok := documents[h.Item]
					if !ok {
						continue
					}
					c = &candidate{Document: d, copy: copies[h.Item], pages: map[int]bool{}}
					found[h.Item] = c
				}
				c.score += 1 / float64(n+2)
				if h.Page > 0 {
					c.pages[h.Page] = true
				}
			}
		}
	}
	return nil
}
