package search

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"readingroom/archive"
	"readingroom/archive/link/period"
	"readingroom/search/query"
)

// The limits of what one query may cost.
const (
	maxForms  = 256       // words that a pattern or fuzzy word stands for
	maxAll    = 1024      // words that all of those of a query stand for
	maxWalk   = 50_000    // words of the vocabulary that match one of them
	maxLook   = 4_000_000 // words that a pattern is compared with
	maxPhrase = 50        // words of a phrase
)

// A plan turns a query into clauses over the views of one search.
type plan struct {
	ctx      context.Context
	analyzer *analyzer
	catalog  *catalog
	sets     map[string]set // the items each Field and Range of the query speaks of
	notes    []string
	words    map[string][]form                // those that a pattern stands for, by kind of place and field
	expanded map[string][]form                // those that it stands for anywhere
	cuts     map[string]int                   // how many words a pattern stood for, where they were too many
	share    int                              // how many words each of them may stand for
	columns  map[string][]int                 // of tables, by their name
	taken    map[string][]string              // the labels of columns that were taken for a name that none of their table bears
	verdicts map[string]map[tableKey]*verdict // of what is asked of columns
	stored   stored
	checks   int // places that may yet be read

	placeTerms  []placeTerm // all there are, by number
	periodTerms []archive.Period
	labels      *labelled
	terms       [subjects][]string // of what places speak of, by number
	values      []string           // of the facets of items, by number
	counted     [subjects]*valueSets

	records *records
	pinned  *bookmark // whose statistics weigh; nil: those of the catalog
	with    []uint64  // of each word compiled, how many places have it
}

func newPlan(ctx context.Context, g *generation, c *catalog, root query.Node) *plan {
	several := 0
	query.Leaves(root, func(leaf query.Node, _ string, _ bool) {
		several += patternsIn(leaf)
	})
	p := &plan{
		ctx: ctx, analyzer: g.analyzer, catalog: c, records: &g.records,
		sets: map[string]set{}, words: map[string][]form{}, expanded: map[string][]form{}, cuts: map[string]int{}, columns: map[string][]int{}, taken: map[string][]string{},
		verdicts: map[string]map[tableKey]*verdict{},
		share:    min(maxForms, maxAll/max(several, 1)), checks: maxChecks,
	}
	p.placeTerms, p.periodTerms = g.places(), g.periods() // before the terms, of which there may be more in a moment
	p.labels, p.values, p.counted = &g.known.labels, g.known.values.terms(), g.known.counted
	for i := range p.terms {
		p.terms[i] = g.known.about[i].terms()
	}
	return p
}

// expands reports whether a leaf stands for several words of the vocabulary.
func expands(leaf query.Node) bool {
	switch n := leaf.(type) {
	case query.Prefix, query.Pattern, query.Fuzzy, query.Regexp:
		return true
	case query.Cell:
		return expands(n.Leaf)
	}
	return false
}

// patternsIn counts the patterns of a leaf: a phrase may have several.
func patternsIn(leaf query.Node) int {
	switch n := leaf.(type) {
	case query.Phrase, query.Loose:
		return strings.Count(query.Text(n), "*")
	}
	if expands(leaf) {
		return 1
	}
	return 0
}

// compile compiles a query for one kind of place. It is nil where the query
// does not constrain it.
func (p *plan) compile(v *view, root query.Node) (clause, error) {
	headers := v.kind == rows && countWanted(root) > 1 && !eitherField(root)
	c, err := p.node(v, root, headers)
	if err != nil || c == nil || !headers {
		return c, err
	}
	// The labels of a table's columns may say some of the words, but not all:
	// else every row of the table would match.
	own, err := p.anyWord(v, root)
	if err != nil {
		return nil, err
	}
	if own == nil {
		return c, nil
	}
	return newAnd([]clause{c, unweighed{own}}, nil), nil
}

// An unweighed clause says which documents match, and no more.
type unweighed struct{ clause }

func (unweighed) weigh(*block, *roaring.Bitmap, float64, *scores) {}

// eitherField reports whether a Field may match where none of the words does.
func eitherField(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n, eitherField)
	case query.Boost:
		return eitherField(n.Node)
	case query.Or:
		found := false
		query.Leaves(n, func(_ query.Node, field string, _ bool) { found = found || field != "" })
		return found
	}
	return false
}

func countWanted(root query.Node) int {
	n := 0
	query.Leaves(root, func(_ query.Node, field string, wanted bool) {
		if wanted && field == "" {
			n++
		}
	})
	return n
}

func (p *plan) anyWord(v *view, root query.Node) (clause, error) {
	var parts []clause
	var err error
	query.Leaves(root, func(leaf query.Node, field string, wanted bool) {
		if !wanted || field != "" || err != nil {
			return
		}
		var c clause
		if c, err = p.leaf(v, fieldText, leaf, false); c != nil {
			parts = append(parts, c)
		}
	})
	if err != nil {
		return nil, err
	}
	if len(parts) == 0 {
		return nil, nil
	}
	return newOr(parts, true), nil
}

func (p *plan) node(v *view, n query.Node, headers bool) (clause, error) {
	switch n := n.(type) {
	case nil:
		return nil, nil
	case query.And:
		return p.and(v, n, headers)
	case query.Or:
		return p.or(v, n, headers)
	case query.Not:
		return p.and(v, query.And{n}, headers)
	case query.Boost:
		c, err := p.node(v, n.Node, headers)
		if c == nil || err != nil {
			return nil, err
		}
		return boosted{c, n.By}, nil
	case query.Field:
		return p.field(v, n)
	case query.Range:
		return p.ranged(v, n)
	case query.Cell:
		return p.cell(v, n)
	}
	return p.leaf(v, fieldText, n, headers)
}

func (p *plan) or(v *view, nodes query.Or, headers bool) (clause, error) {
	var parts []clause
	for _, child := range nodes {
		c, err := p.node(v, child, headers)
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
	return newOr(parts, false), nil
}

func (p *plan) and(v *view, nodes query.And, headers bool) (clause, error) {
	var parts, without []clause
	for _, n := range nodes {
		into := &parts
		if not, ok := n.(query.Not); ok {
			n, into = not.Node, &without
		}
		c, err := p.node(v, n, headers && into == &parts)
		if err != nil {
			return nil, err
		}
		if c != nil {
			*into = append(*into, c)
		}
	}
	switch {
	case len(parts) == 0 && len(without) == 0:
		return nil, nil
	case len(parts) == 0:
		parts = []clause{&ofItems{view: v}}
	}
	return newAnd(parts, without), nil
}

// field matches the places that a Field asks for.
func (p *plan) field(v *view, n query.Field) (clause, error) {
	if v.kind == items && textFields[n.Name] != "" {
		return p.leaf(v, textFields[n.Name], n.Leaf, false)
	}
	set := &ofItems{v, p.sets[query.Print(n)]}
	if v.kind == items {
		return set, nil
	}
	switch n.Name {
	case "place":
		return p.speaking(v, ofPlace, p.placesNamed(n), set)
	case "period":
		if asked, err := period.Named(query.Text(n.Leaf)); err == nil {
			return p.speaking(v, ofPeriod, chosenPeriods(p.periodTerms, []archive.Period{asked}), set)
		}
	case "sheet":
		return p.sheet(v, valueOf(n.Leaf), p.analyzer.wordsOf(query.Text(n.Leaf))), nil
	case "column":
		return p.has(v, query.Text(n.Leaf)), nil
	case "exemption":
		return p.exempted(v, n)
	case "bates":
		return p.bates(v, n)
	}
	return set, nil
}

// speaking matches the places that speak of one of the chosen terms, or are of
// an item that does.
func (p *plan) speaking(v *view, of subject, chosen []bool, set clause) (clause, error) {
	var terms []string
	for i, t := range p.terms[of][:len(chosen)] {
		if chosen[i] {
			terms = append(terms, t)
		}
	}
	c, err := v.having(p.ctx, subjectFields[of], terms)
	if err != nil {
		return nil, err
	}
	return newOr([]clause{c, set}, true), nil
}

// ranged matches the places that a Range asks for.
func (p *plan) ranged(v *view, n query.Range) (clause, error) {
	switch n.Field {
	case "column":
		return p.cell(v, n)
	case "amount":
		return p.amount(v, n)
	case "bates":
		return p.batesRange(v, n)
	}
	return &ofItems{v, p.sets[query.Print(n)]}, nil
}

func (p *plan) note(format string, args ...any) {
	if s := fmt.Sprintf(format, args...); !slices.Contains(p.notes, s) {
		p.notes = append(p.notes, s)
	}
}
