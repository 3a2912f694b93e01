package searchtest

import (
	"fmt"
	"slices"
	"strings"
)

// fields are queries that ask about the document, or about what a place says.
func (c *corpus) fields() []query {
	w := func(rank int) string { return c.fillers[rank] }
	var out []query
	add := func(typed string, want cond) { out = append(out, query{typed: typed, want: want}) }
	slug := func(n int) string { return c.press.Counties[c.counties[n]].Slug }
	sent := func(name string) cond {
		return of(func(d *doc) bool { return d.Mail != nil && strings.HasPrefix(d.Mail.From, name) })
	}
	add("title:"+w(12), title(w(12)))
	add("title:"+w(12)+" "+w(0), all(title(w(12)), word(w(0))))
	add(w(0)+" -title:"+w(12), all(word(w(0)), not(title(w(12)))))
	add(`title:"`+c.docs[7].Item.Title+`"`, of(func(d *doc) bool { return d == c.docs[7] }))
	add("title:("+w(12)+" OR "+w(13)+")", anyOf(title(w(12)), title(w(13))))
	add("from:doe", sent("Jane Doe"))
	add(`from:"jane doe"`, sent("Jane Doe"))
	add("from:(doe OR roe) "+w(1), all(anyOf(sent("Jane Doe"), sent("Richard Roe")), word(w(1))))
	add("to:poe", of(func(d *doc) bool { return d.Mail != nil && d.Mail.To == "Ann Poe" }))
	add("subject:"+w(170), all(of(func(d *doc) bool { return d.Mail != nil }), title(w(170))))
	add("kind:email "+w(2), all(of(func(d *doc) bool { return d.Item.Kind == "email" }), word(w(2))))
	add("source:fbi "+w(3), all(label(func(d *doc) []string { return d.Sources }, "FBI"), word(w(3))))
	add(`source:"Ventura Star" `+w(3), all(label(func(d *doc) []string { return d.Sources }, "Ventura Star"), word(w(3))))
	add("year:2015", dated("2015-01-01", "2015-12-31"))
	add("year:2015 "+w(4), all(dated("2015-01-01", "2015-12-31"), word(w(4))))
	add("item:"+c.docs[5].Item.Number, of(func(d *doc) bool { return d == c.docs[5] }))
	add("place:"+slug(0), c.county(0))
	add("place:"+slug(1)+" "+w(1), all(c.county(1), word(w(1))))
	add(w(1)+" -place:"+slug(1), all(word(w(1)), not(c.county(1))))
	add(`place:"`+c.press.Counties[c.counties[2]].Name+`"`, c.county(2))
	add("place:"+slug(0)+" OR place:"+slug(1), anyOf(c.county(0), c.county(1)))
	add("period:2013", years(2013, 2013))
	add("period:2013 "+w(0), all(years(2013, 2013), word(w(0))))
	add("period:2014-Q2 "+w(0), all(years(2014, 2014), word(w(0))))
	return out
}

// labelled are queries for what the archive, or a page's marks, say of it.
func (c *corpus) labelled() []query {
	w := func(rank int) string { return c.fillers[rank] }
	var out []query
	add := func(typed string, want cond) { out = append(out, query{typed: typed, want: want}) }
	agencies := func(d *doc) []string { return d.Labels.Agencies }
	requests := func(d *doc) []string { return d.Labels.Requests }
	tags := func(d *doc) []string { return d.Labels.Tags }
	add("kind:spreadsheet", kind("row"))
	add("type:text/plain "+w(2), all(of(func(d *doc) bool { return d.Item.MediaType == "text/plain" }), word(w(2))))
	add("agency:dhs/ice "+w(2), all(label(agencies, "dhs/ice"), word(w(2))))
	add("agency:ice "+w(2), all(label(agencies, "dhs/ice"), word(w(2))))
	add("request:2017-ICFO-00007", label(requests, "2017-ICFO-00007"))
	add("tag:important "+w(1), all(label(tags, "important"), word(w(1))))
	add(`tag:"to check"`, label(tags, "to check"))
	add(w(1)+" -tag:important", all(word(w(1)), not(label(tags, "important"))))
	add("exemption:b6", marked("(b)(6)"))
	add("exemption:(b)(7)(C)", marked("(b)(7)(C)"))
	add("exemption:b6 "+w(0), all(marked("(b)(6)"), word(w(0))))
	add("bates:RRM-000015", func(p *place) bool { return p.bates == "RRM-000015" })
	add("bates:RRM-000100..RRM-000160", func(p *place) bool { return p.bates >= "RRM-000100" && p.bates <= "RRM-000160" })
	add("sheet:bookings "+w(1), all(kind("row"), func(p *place) bool { return p.locator.Sheet == "Bookings" }, word(w(1))))
	add("amount:>=850 kind:spreadsheet", cell(3, func(v float64) bool { return v >= 850 }))
	return out
}

// ranges are queries for numbers, days and the cells of a column.
func (c *corpus) ranges() []query {
	w := func(rank int) string { return c.fillers[rank] }
	var out []query
	add := func(typed string, want cond) { out = append(out, query{typed: typed, want: want}) }
	add("column:declined=44", cell(1, func(v float64) bool { return v == 44 }))
	add(`column:"Declined">150`, cell(1, func(v float64) bool { return v > 150 }))
	add("column:declined<=3", cell(1, func(v float64) bool { return v <= 3 }))
	add("column:declined>150 column:issued<1200", all(cell(1, func(v float64) bool { return v > 150 }), cell(2, func(v float64) bool { return v < 1200 })))
	add("column:declined>150 "+w(2), all(cell(1, func(v float64) bool { return v > 150 }), word(w(2))))
	add("date:2015-03-01..2015-06-30", dated("2015-03-01", "2015-06-30"))
	add("date:2015", dated("2015-01-01", "2015-12-31"))
	add("date:>=2018-06", dated("2018-06-01", "9999"))
	add("date:..2012-12-31 "+w(0), all(dated("", "2012-12-31"), word(w(0))))
	add("pages:>5 "+w(6), all(of(func(d *doc) bool { return d.Item.Pages > 5 }), word(w(6))))
	add("pages:1 "+w(6), all(of(func(d *doc) bool { return d.Item.Pages == 1 }), word(w(6))))
	return out
}

// filtered are queries that are narrowed beside what is typed.
func (c *corpus) filtered() []query {
	w := func(rank int) string { return c.fillers[rank] }
	slug := func(n int) string { return c.press.Counties[c.counties[n]].Slug }
	var out []query
	for i, f := range c.facets() {
		if len(f.some) == 0 {
			continue
		}
		for k, typed := range []string{w(i), w(i) + " " + w(i+1), ""} {
			want := word(w(i))
			switch k {
			case 1:
				want = words(w(i), w(i+1))
			case 2:
				want = always
			}
			out = append(out, query{typed: typed, want: all(want, f.any(f.some)), filters: map[string][]string{f.name: f.some}})
		}
	}
	return append(out,
		query{typed: w(2), want: all(word(w(2)), dated("2014-01-01", "2015-12-31"), of(func(d *doc) bool { return d.Item.Kind == "pdf" })), filters: map[string][]string{"year": {"2014", "2015"}, "kind": {"pdf"}}},
		query{typed: w(2), want: all(word(w(2)), c.county(0), years(2013, 2013)), filters: map[string][]string{"place": {slug(0)}, "period": {"2013"}}},
		query{typed: w(2), want: all(word(w(2)), anyOf(c.county(0), c.county(3))), filters: map[string][]string{"place": {slug(0), slug(3)}}},
		query{typed: w(2), want: never, filters: map[string][]string{"year": {"1999"}}},
	)
}

// A facet is a property that is counted, as the eye reads it.
type facet struct {
	name   string
	some   []string // values to choose
	values func(*place) []string
}

// any: a place that has one of the values.
func (f facet) any(values []string) cond {
	return func(p *place) bool {
		return slices.ContainsFunc(f.values(p), func(v string) bool { return slices.Contains(values, v) })
	}
}

// facets are those that any index counts. What a period or a place is chosen by
// holds for more than itself; here are those values that hold for themselves.
func (c *corpus) facets() []facet {
	of := func(test func(*doc) []string) func(*place) []string {
		return func(p *place) []string { return test(p.doc) }
	}
	return []facet{
		{"kind", []string{"email"}, of(func(d *doc) []string { return []string{string(d.Item.Kind)} })},
		{"source", []string{"FBI", "ICE"}, of(func(d *doc) []string { return d.Sources })},
		{"year", []string{"2013", "2016"}, of(func(d *doc) []string {
			if d.Item.Date == "" {
				return nil
			}
			return []string{d.Item.Date[:4]}
		})},
		{"place", []string{c.press.Counties[c.counties[1]].Slug}, func(p *place) (all []string) {
			for _, n := range p.counties {
				slug := c.press.Counties[n].Slug
				all = append(all, slug, slug[:len("us/ca")])
			}
			return all
		}},
		{"period", []string{"2012"}, func(p *place) (all []string) {
			for _, y := range p.years {
				all = append(all, fmt.Sprint(y))
			}
			return all
		}},
		{"agency", []string{"dhs/ice", "epa"}, of(func(d *doc) (all []string) { // and those that they are part of
			for _, a := range d.Labels.Agencies {
				all = append(all, a)
				if above, _, part := strings.Cut(a, "/"); part {
					all = append(all, above)
				}
			}
			return all
		})},
		{"request", []string{"2017-ICFO-00003"}, of(func(d *doc) []string { return d.Labels.Requests })},
		{"release", []string{"Production 2"}, of(func(d *doc) []string { return d.Labels.Releases })},
		{"tag", []string{"important"}, of(func(d *doc) []string { return d.Labels.Tags })},
	}
}

// label: what a document is labelled with.
func label(of func(*doc) []string, v string) cond {
	return func(p *place) bool { return slices.Contains(of(p.doc), v) }
}
