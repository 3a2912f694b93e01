package lists

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/compare"
	"readingroom/archive/link/gazetteer"
)

// How much is compared at a time.
const (
	PlacesAtMost = 200
	ListsAtMost  = 60 // documents
)

// An Asked is a place as somebody named it.
type Asked struct {
	Text       string
	Place      compare.Spoken         // zero: not known, or in doubt
	Candidates []archive.Jurisdiction // where it is in doubt
}

// Ask finds what place a name means. One that several bear is in doubt, unless
// only one of them is a state, or a county where "County" is said.
func (r *Reader) Ask(name string) Asked {
	a := Asked{Text: strings.Join(strings.Fields(name), " ")}
	found := r.gazetteer().Named(a.Text, 60)
	found = exact(found, a.Text)
	if len(found) == 1 {
		a.Place = compare.Spoken{Jurisdiction: found[0].Jurisdiction, Within: r.within(found[0].Slug), Text: a.Text}
		return a
	}
	for _, e := range found {
		a.Candidates = append(a.Candidates, e.Jurisdiction)
	}
	return a
}

// exact leaves those that are called so, where any are: not those whose name
// only begins so. What has ended gives way to what is.
func exact(found []*gazetteer.Entry, name string) []*gazetteer.Entry {
	words := strings.Join(gazetteer.Words(name), " ")
	var called, now []*gazetteer.Entry
	for _, e := range found {
		full, short := strings.Join(gazetteer.Words(e.Name), " "), strings.Join(gazetteer.Words(e.Short), " ")
		if full == words || short == words || e.Slug == name || e.Code == name {
			called = append(called, e)
		}
	}
	if len(called) == 0 {
		called = found
	}
	for _, e := range called {
		if e.Until == "" {
			now = append(now, e)
		}
	}
	if len(now) > 0 {
		called = now
	}
	if len(called) > 0 && called[0].Kind == archive.JurisdictionState && len(gazetteer.Words(name)) <= 2 {
		return called[:1]
	}
	return called
}

// A Column is one of the lists that are compared: a document, or one table of it.
type Column struct {
	At     archive.Place
	Asked  string // as it was asked for; "" where it was not
	Item   archive.Item
	Lists  []compare.List
	Series string
}

// A Grid is the answer: places down, lists across.
type Grid struct {
	Columns []Column
	Rows    []GridRow
	Left    int // documents with lists that were left out
}

// A GridRow is the answers about one place, one for each list of each column.
type GridRow struct {
	Asked
	Answers [][]compare.Answer // by column and list
}

// Compare answers on which lists some places stand. at names documents, or
// tables in them; none are all of the archive that list places.
func (r *Reader) Compare(ctx context.Context, names []string, at []archive.Place) (Grid, error) {
	if len(names) > PlacesAtMost {
		return Grid{}, fmt.Errorf("%d places; at most %d can be compared at a time: %w", len(names), PlacesAtMost, archive.ErrInvalid)
	}
	if len(at) > ListsAtMost {
		return Grid{}, fmt.Errorf("%d lists; at most %d can be compared at a time: %w", len(at), ListsAtMost, archive.ErrInvalid)
	}
	var g Grid
	var err error
	o := &opener{r, map[string][]compare.List{}}
	if len(at) > 0 {
		g.Columns, err = o.columns(ctx, at)
	} else {
		g.Columns, g.Left, err = o.allColumns(ctx)
	}
	if err != nil {
		return g, err
	}
	all, err := o.besides(ctx, g.Columns)
	if err != nil {
		return g, err
	}
	for _, name := range names {
		row := GridRow{Asked: r.Ask(name)}
		for _, c := range g.Columns {
			var answers []compare.Answer
			for _, l := range c.Lists {
				if row.Place.Slug != "" {
					answers = append(answers, compare.Ask(row.Place, l, all))
				}
			}
			row.Answers = append(row.Answers, answers)
		}
		g.Rows = append(g.Rows, row)
	}
	return g, nil
}

// An opener reads the lists of each document once.
type opener struct {
	*Reader
	read map[string][]compare.List
}

func (o *opener) lists(ctx context.Context, item string) ([]compare.List, error) {
	if l, ok := o.read[item]; ok {
		return l, nil
	}
	l, err := o.Lists(ctx, item)
	o.read[item] = l
	return l, err
}

// columns are the lists that were asked for.
func (o *opener) columns(ctx context.Context, at []archive.Place) ([]Column, error) {
	var out []Column
	for _, p := range at {
		it, err := o.Store.Item(ctx, p.Item)
		if err != nil {
			return nil, err
		}
		c := Column{At: p, Asked: p.String(), Item: it}
		if c.Lists, err = o.lists(ctx, p.Item); err != nil {
			return nil, err
		}
		if !p.Locator.IsZero() {
			l, err := o.only(ctx, it, c.Lists, p)
			if err != nil {
				return nil, err
			}
			c.Lists = []compare.List{l}
		}
		out = append(out, c)
	}
	return out, nil
}

// only is the list that a place in a document names: its table, or one of its rows.
func (r *Reader) only(ctx context.Context, it archive.Item, all []compare.List, p archive.Place) (compare.List, error) {
	f, err := r.Contents.Open(it.Digest)
	if err != nil {
		return compare.List{}, err
	}
	defer f.Close()
	if p.Locator.Table == 0 && p.Locator.Sheet == "" && p.Locator.Page > 0 { // the first table of a page
		p.Locator = archive.Locator{Page: p.Locator.Page, Table: 1}
	}
	t, _, err := f.Find(p.Locator)
	if err == nil {
		want := archive.Place{Item: it.Number, Locator: archive.RowLocator(t, 0)}
		for _, l := range all {
			if l.At == want {
				return l, nil
			}
		}
	}
	if err != nil && !errors.Is(err, archive.ErrNotFound) {
		return compare.List{}, err
	}
	return compare.List{}, fmt.Errorf("%s is no table of document %s: %w", p.Locator, it.Number, archive.ErrNotFound)
}

// allColumns are the documents of the archive that list places, those of series
// in the order of time first, no copies.
func (o *opener) allColumns(ctx context.Context) ([]Column, int, error) {
	all, err := o.Series(ctx)
	if err != nil {
		return nil, 0, err
	}
	docs, err := o.Documents(ctx)
	if err != nil {
		return nil, 0, err
	}
	var numbers []string
	seen := map[string]bool{}
	for _, s := range all {
		for _, x := range s.Issues {
			for _, d := range x.Copies {
				seen[d.Item] = true
			}
			if len(x.Facts.Sections) > 0 && !seen[x.Item] {
				numbers, seen[x.Item] = append(numbers, x.Item), true
			}
		}
	}
	for _, d := range docs {
		if len(d.Facts.Sections) > 0 && !seen[d.Item] {
			numbers = append(numbers, d.Item)
		}
	}
	var out []Column
	left := 0
	for _, n := range numbers {
		if len(out) == ListsAtMost {
			left++
			continue
		}
		it, err := o.Store.Item(ctx, n)
		if err != nil {
			return nil, 0, err
		}
		c := Column{At: archive.Place{Item: n}, Item: it}
		if c.Lists, err = o.lists(ctx, n); err != nil {
			return nil, 0, err
		}
		c.Lists = slices.DeleteFunc(slices.Clone(c.Lists), func(l compare.List) bool { return len(l.Kinds) == 0 })
		if len(c.Lists) > 0 {
			out = append(out, c)
		}
	}
	return out, left, nil
}

// besides are all lists that may say why a place is not on one: those compared,
// the others of their documents, the other issues of their series.
func (o *opener) besides(ctx context.Context, columns []Column) ([]compare.List, error) {
	var out []compare.List
	done := map[string]bool{}
	add := func(item string) error {
		if done[item] {
			return nil
		}
		done[item] = true
		all, err := o.lists(ctx, item)
		out = append(out, all...)
		return err
	}
	for i := range columns {
		c := &columns[i]
		if err := add(c.At.Item); err != nil {
			return nil, err
		}
		s, ok, err := o.SeriesOf(ctx, c.At.Item)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		c.Series = s.Title
		for n, x := range s.Issues {
			if n < ListsAtMost {
				if err := add(x.Item); err != nil {
					return nil, err
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b compare.List) int { return cmp.Compare(a.Period.From, b.Period.From) })
	return out, nil
}
