package web

import (
	"cmp"
	"slices"
	"strings"

	"readingroom/archive/foia"
)

// choices are the filters of a list with the values that requests here have.
func (p *RequestsPage) choices(f foia.Filter, all []foia.Entry, agencies []foia.Agency) {
	named := map[string]string{}
	for _, a := range agencies {
		named[a.Slug] = a.Name
	}
	for _, x := range []struct {
		name, title, value string
		of                 func(foia.Entry) []FilterValue
	}{
		{"agency", "Agency", f.Agency, func(e foia.Entry) []FilterValue {
			// An agency and what it is part of: "dhs" finds its components too.
			out := []FilterValue{{Value: e.Case.Request.Agency, Title: e.Case.Agency.Name}}
			for slug := e.Case.Request.Agency; strings.Contains(slug, "/"); {
				slug = slug[:strings.LastIndexByte(slug, '/')]
				out = append(out, FilterValue{Value: slug, Title: cmp.Or(named[slug], slug) + ", all of it"})
			}
			return out
		}},
		{"component", "Went to", f.Component, func(e foia.Entry) []FilterValue {
			out := plainly(e.Case.Standing.Components...)
			for i, o := range out {
				out[i].Title = cmp.Or(named[o.Value], o.Title)
			}
			return out
		}},
		{"law", "Law", f.Law, func(e foia.Entry) []FilterValue {
			return []FilterValue{{Value: e.Case.Law.Code, Title: e.Case.Law.Name}}
		}},
		{"status", "Where it stands", f.Status, func(e foia.Entry) []FilterValue {
			return plainly(string(e.Case.Standing.Stage))
		}},
		{"outcome", "Outcome", f.Outcome, func(e foia.Entry) []FilterValue { return plainly(cmp.Or(string(e.Case.Standing.Outcome), "none")) }},
		{"jurisdiction", "Place", f.Jurisdiction, func(e foia.Entry) []FilterValue { return plainly(e.Case.Agency.Jurisdiction) }},
		{"tag", "Tag", f.Tag, func(e foia.Entry) []FilterValue { return plainly(e.Case.Request.Tags...) }},
		{"requester", "Requester", f.Requester, func(e foia.Entry) []FilterValue { return plainly(e.Case.Request.Requester) }},
	} {
		p.Filters = append(p.Filters, choice(x.name, x.title, x.value, all, x.of))
	}
}

func plainly(values ...string) []FilterValue {
	var out []FilterValue
	for _, v := range values {
		if v != "" {
			out = append(out, FilterValue{Value: v, Title: upperFirst(v)})
		}
	}
	return out
}

// choice counts the values of a filter, in the order of their titles. The value
// that is asked for is among them, even where no request has it.
func choice(name, title, value string, all []foia.Entry, of func(foia.Entry) []FilterValue) RequestFilter {
	at := map[string]*FilterValue{}
	for _, e := range all {
		seen := map[string]bool{}
		for _, o := range of(e) {
			if seen[o.Value] {
				continue
			}
			seen[o.Value] = true
			if at[o.Value] == nil {
				at[o.Value] = &o
			}
			at[o.Value].Count++
		}
	}
	if value != "" && at[value] == nil {
		at[value] = &FilterValue{Value: value, Title: value}
	}
	c := RequestFilter{Name: name, Title: title, Value: value, Values: []FilterValue{}}
	for _, o := range at {
		c.Values = append(c.Values, *o)
	}
	slices.SortFunc(c.Values, func(a, b FilterValue) int {
		return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.Value, b.Value))
	})
	return c
}
