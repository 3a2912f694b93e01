package search

import (
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/period"
	"readingroom/search/query"
)

// textFields are the fields of a query that are looked up among the words of
// the items, with the fields of the index that hold them.
var textFields = map[string]string{
	"title": fieldTitle, "from": fieldFrom, "to": fieldTo, "cc": fieldCc, "subject": fieldSubject, "attachment": fieldAttached,
}

// ofPlaces are the fields that ask about a page or row, and not about its item.
var ofPlaces = []string{"place", "period", "exemption", "bates", "amount", "sheet", "column"}

// asksPlaces reports whether a field of a query asks about pages and rows.
func asksPlaces(field string) bool { return slices.Contains(ofPlaces, field) }

// readable leaves the periods out that are none, and says which.
func readable(q query.Q) query.Q {
	q.Root = query.Replace(q.Root, func(n query.Node) query.Node {
		f, ok := n.(query.Field)
		if !ok || f.Name != "period" {
			return n
		}
		if _, err := period.Named(query.Text(f.Leaf)); err == nil {
			return n
		}
		q.Left = append(q.Left, query.Print(n)+" was left out: it is not a period: write 2017, 2017-01, 2017-Q1, FY2017-Q1 or 2017-01-28..2017-02-03.")
		return nil
	})
	return q
}

// about finds the items that each Field and Range of the query speaks of.
func (p *plan) about(v *view, n query.Node) error {
	var err error
	each := func(nodes []query.Node) error {
		for _, c := range nodes {
			if err = p.about(v, c); err != nil {
				return err
			}
		}
		return nil
	}
	switch n := n.(type) {
	case query.And:
		return each(n)
	case query.Or:
		return each(n)
	case query.Not:
		return p.about(v, n.Node)
	case query.Boost:
		return p.about(v, n.Node)
	case query.Range, query.Field:
		if _, ok := p.sets[query.Print(n)]; ok {
			return nil
		}
	}
	switch n := n.(type) {
	case query.Range:
		p.sets[query.Print(n)] = p.itemsWhere(measure(n))
	case query.Field:
		p.sets[query.Print(n)], err = p.itemsOf(v, n)
	}
	return err
}

// itemsWhere are the items whose entries are so; nil: none.
func (p *plan) itemsWhere(match func(*entry) bool) set {
	s := newSet(len(p.catalog.entries))
	if match == nil {
		return s
	}
	for ord, e := range p.catalog.entries {
		if e != nil && match(e) {
			s.add(uint32(ord))
		}
	}
	return s
}

func (p *plan) itemsOf(v *view, n query.Field) (set, error) {
	switch {
	case n.Name != "period" && asksPlaces(n.Name): // which no item as a whole speaks of
		return newSet(0), nil
	case textFields[n.Name] == "":
		return p.itemsWhere(p.value(n)), nil
	}
	s := newSet(len(p.catalog.entries))
	c, err := p.leaf(v, textFields[n.Name], n.Leaf, false)
	if err != nil || c == nil {
		return s, err
	}
	return s, v.each(p.ctx, c, func(doc uint64) bool {
		ord, _ := v.at(doc)
		s.add(ord)
		return true
	})
}

// value says which entries have the value that kind:, year:, item: and the like name.
func (p *plan) value(n query.Field) func(*entry) bool {
	want := strings.ToLower(query.Text(n.Leaf))
	same := valueOf(n.Leaf)
	switch n.Name {
	case "kind":
		return func(e *entry) bool { return same(e.Kind) }
	case "type":
		return func(e *entry) bool { return same(e.Type) || slices.ContainsFunc(typeNames(e.Type), same) }
	case "year":
		return func(e *entry) bool { return same(e.Year) }
	case "tag":
		return func(e *entry) bool { return slices.ContainsFunc(e.Labels.Tags, same) }
	case "agency": // a department means all that belongs to it
		called := p.called(n, same)
		return func(e *entry) bool {
			return slices.ContainsFunc(e.Labels.Agencies, func(slug string) bool {
				return same(slug) || strings.HasPrefix(strings.ToLower(slug), want+"/") || slices.ContainsFunc(strings.Split(slug, "/"), same)
			}) || slices.ContainsFunc(e.Labels.Names, called)
		}
	case "request":
		return func(e *entry) bool {
			return slices.ContainsFunc(e.Labels.Requests, same) || slices.ContainsFunc(e.Labels.Numbers, same)
		}
	case "release":
		called := p.called(n, same)
		return func(e *entry) bool { return slices.ContainsFunc(e.Labels.Releases, called) }
	case "period":
		asked, err := period.Named(want)
		if err != nil {
			return nil
		}
		return func(e *entry) bool { return e.Reports.Overlaps(asked) }
	case "item": // an accession's number means all its items
		whole := archive.IsItemNumber(want)
		return func(e *entry) bool {
			return same(e.Number) || !whole && strings.HasPrefix(e.Number, want+"-")
		}
	}
	called := p.called(n, same)
	return func(e *entry) bool { return slices.ContainsFunc(e.Sources, called) }
}

// called asks for a name by all of its words or some of them in a row.
func (p *plan) called(n query.Field, same func(string) bool) func(string) bool {
	words := p.analyzer.wordsOf(query.Text(n.Leaf))
	if _, ok := n.Leaf.(query.Prefix); ok {
		words = strings.TrimSuffix(words, " ")
	}
	known := map[string]bool{}
	return func(name string) bool {
		ok, seen := known[name]
		if !seen {
			ok = same(name) || words != "" && words != " " && strings.Contains(p.analyzer.wordsOf(name), words)
			known[name] = ok
		}
		return ok
	}
}

// typeNames are the short words for a media type: application/pdf is pdf, and
// what a file's name would end in.
func typeNames(mediaType string) []string {
	_, sub, _ := strings.Cut(mediaType, "/")
	sub, _, _ = strings.Cut(sub, ";")
	out := []string{sub}
	for _, n := range shortTypes {
		if n.mediaType == mediaType {
			out = append(out, n.short)
		}
	}
	return out
}

var shortTypes = []struct{ mediaType, short string }{
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
	{"application/vnd.ms-excel", "xls"},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
	{"application/msword", "doc"},
	{"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"},
	{"application/vnd.ms-powerpoint", "ppt"},
	{"application/vnd.oasis.opendocument.spreadsheet", "ods"},
	{"application/vnd.oasis.opendocument.text", "odt"},
	{"message/rfc822", "eml"},
	{"application/vnd.ms-outlook", "msg"},
	{"application/mbox", "mbox"},
	{"text/plain", "txt"},
	{"text/tab-separated-values", "tsv"},
	{"image/jpeg", "jpg"},
	{"image/tiff", "tif"},
	{"application/x-tar", "tar"},
	{"application/gzip", "gz"},
}
