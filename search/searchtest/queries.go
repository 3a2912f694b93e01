package searchtest

import (
	"fmt"
	"slices"
	"strings"

	"readingroom/search"
)

// A query is asked of the index, and of the eye.
type query struct {
	typed   string
	want    cond
	kinds   []string // nil: pages and rows
	filters map[string][]string
	item    string
}

func (q query) String() string {
	s := q.typed
	if q.kinds != nil {
		s += fmt.Sprint(" ", q.kinds)
	}
	if q.filters != nil {
		s += fmt.Sprint(" ", q.filters)
	}
	if q.item != "" {
		s += " in " + q.item
	}
	return s
}

func (q query) request() search.Request {
	kinds := q.kinds
	if kinds == nil {
		kinds = []string{"page", "row"}
	}
	return search.Request{Query: q.typed, Kinds: kinds, Filters: q.filters, Item: q.item}
}

// matches reports whether the query must find a place.
func (q query) matches(p *place) bool {
	k := q.request().Kinds
	return slices.Contains(k, p.kind) && (q.item == "" || p.doc.Item.Number == q.item) && q.want(p)
}

var everything = []string{"item", "page", "row"}

// words are queries of words and signs between them.
func (c *corpus) words() []query {
	w := func(rank int) string { return c.fillers[rank] }
	var out []query
	add := func(typed string, want cond) { out = append(out, query{typed: typed, want: want}) }
	for _, rank := range []int{0, 5, 20, 60, 120, 200, 259} { // from common to rare
		add(w(rank), word(w(rank)))
		add(strings.ToUpper(w(rank)), word(w(rank)))
		add(w(rank)+" "+w(rank/2+1), words(w(rank), w(rank/2+1)))
		add(w(rank)+" OR "+w(rank/3+2), anyOf(word(w(rank)), word(w(rank/3+2))))
		add(w(rank/2)+" -"+w(rank/4+3), all(word(w(rank/2)), not(word(w(rank/4+3)))))
	}
	for _, f := range families {
		for _, form := range f[:2] {
			add(form, word(form))
		}
		add(f[0]+" "+w(3), words(f[0], w(3)))
		add(`"`+f[1]+`"`, phrase(f[1]))
	}
	add("the", word("the"))
	add("of", word("of"))
	add("the of", words("the", "of"))
	add(w(0)+" "+w(1)+" "+w(2), words(w(0), w(1), w(2)))
	add(w(0)+" AND "+w(1)+" AND "+w(2)+" AND "+w(3), words(w(0), w(1), w(2), w(3)))
	add(w(4)+" NOT "+w(0), all(word(w(4)), not(word(w(0)))))
	add(w(4)+" -"+w(0)+" -"+w(1), all(word(w(4)), not(word(w(0))), not(word(w(1)))))
	add("("+w(6)+" OR "+w(7)+") "+w(8), all(anyOf(word(w(6)), word(w(7))), word(w(8))))
	add(w(8)+" "+w(6)+" OR "+w(7), all(anyOf(word(w(6)), word(w(7))), word(w(8))))
	add("("+w(9)+" "+w(10)+") OR "+w(200), anyOf(words(w(9), w(10)), word(w(200))))
	add(w(9)+" -("+w(10)+" OR "+w(11)+")", all(word(w(9)), not(word(w(10))), not(word(w(11)))))
	add(w(9)+" -("+w(10)+" "+w(11)+")", all(word(w(9)), not(all(word(w(10)), word(w(11))))))
	add("(("+w(12)+"))", word(w(12)))
	add(w(13)+" zzyzx", never)
	add("zzyzx OR "+w(13), word(w(13)))
	add(w(13)+" -zzyzx", word(w(13)))
	add(w(14)+" "+w(14), word(w(14)))
	add(w(15)+"; "+w(16)+"!", words(w(15), w(16)))
	// The labels of a table's columns, and its values.
	add("remarks "+w(2), words("remarks", w(2)))
	add("remarks facility", never)
	add("declined issued", words("declined", "issued"))
	add("county "+strings.ToLower(strings.Fields(c.press.Counties[c.counties[0]].Name)[0]), words("county", strings.ToLower(strings.Fields(c.press.Counties[c.counties[0]].Name)[0])))
	// What is mistyped gets its nearest sensible reading.
	add(`"`+w(17), word(w(17)))
	add("("+w(18)+" "+w(19), words(w(18), w(19)))
	add(w(18)+") "+w(19), words(w(18), w(19)))
	add("OR "+w(20), word(w(20)))
	add(w(21)+" OR", word(w(21)))
	add(w(22)+" AND NOT "+w(0), all(word(w(22)), not(word(w(0)))))
	add(w(23)+" - "+w(24), words(w(23), w(24)))
	// In the names of an item, too.
	for _, rank := range []int{10, 40, 110} {
		out = append(out, query{typed: w(rank), want: word(w(rank)), kinds: everything})
		out = append(out, query{typed: w(rank) + " dossier", want: all(kind("item"), words(w(rank), "dossier")), kinds: everything})
	}
	out = append(out, query{typed: "doe", want: word("doe"), kinds: everything})
	out = append(out, query{typed: w(1), want: word(w(1)), kinds: []string{"row"}}, query{typed: w(1), want: word(w(1)), kinds: []string{"item"}})
	for _, d := range []int{0, 160, 305} {
		out = append(out, query{typed: w(0), want: word(w(0)), item: c.docs[d].Item.Number})
		out = append(out, query{typed: "", want: always, item: c.docs[d].Item.Number})
	}
	return out
}

// phrases are queries where it matters how words stand to one another.
func (c *corpus) phrases() []query {
	w := func(rank int) string { return c.fillers[rank] }
	var out []query
	add := func(typed string, want cond) { out = append(out, query{typed: typed, want: want}) }
	say := func(s string) { add(`"`+s+`"`, phrase(s)) }
	say("of the")
	say("to the")
	say("the the")
	say("in a")
	say("of the of")
	for _, rank := range []int{0, 1, 2, 4} {
		say(w(rank) + " " + w(rank+1))
		say("the " + w(rank))
		say(w(rank) + " of the")
		say(w(rank) + " " + w(rank))
	}
	for _, at := range [][2]int{{3, 5}, {40, 2}, {77, 9}, {101, 11}} { // as they stand on a page
		text := c.docs[at[0]].places[at[1]].words
		for _, n := range []int{2, 3, 4, 7, 20} {
			say(strings.Join(text[5:5+n], " "))
		}
	}
	for _, at := range [][2]int{{301, 4}, {310, 60}} { // and in a row
		p := c.docs[at[0]].places[at[1]]
		say(strings.Join(strings.Fields(p.cells[5])[:3], " "))
		say(strings.ToLower(strings.NewReplacer(",", "").Replace(p.cells[0])))
	}
	row := c.docs[302].places[8] // the end of one cell and the beginning of the next
	add(`"`+row.cells[4]+" "+strings.Fields(row.cells[5])[0]+`"`, phrase(row.cells[4]+" "+strings.Fields(row.cells[5])[0]))
	add(`"of the" `+w(3), all(phrase("of the"), word(w(3))))
	add(`"of the" -`+w(3), all(phrase("of the"), not(word(w(3)))))
	add(w(3)+` -"of the"`, all(word(w(3)), not(phrase("of the"))))
	add(`"`+w(0)+" "+w(1)+`" OR "`+w(2)+" "+w(3)+`"`, anyOf(phrase(w(0)+" "+w(1)), phrase(w(2)+" "+w(3))))
	add(`"`+w(0)+"  "+strings.ToUpper(w(1))+`"`, phrase(w(0)+" "+w(1)))
	return out
}

// nearness are queries for words that stand near one another on a page. Whether
// the cells of a row are near one another is left to the engine.
func (c *corpus) nearness() []query {
	w := func(rank int) string { return c.fillers[rank] }
	var out []query
	add := func(typed string, want cond) {
		out = append(out, query{typed: typed, want: want, kinds: []string{"page"}})
	}
	for _, n := range []int{2, 5, 10} {
		add(fmt.Sprintf(`"%s %s"~%d`, w(0), w(2), n), within(n+1, w(0), w(2)))
		add(fmt.Sprintf(`%s NEAR/%d %s`, w(1), n, w(3)), within(n, w(1), w(3)))
		add(fmt.Sprintf(`%s NEAR/%d %s`, w(30), n, w(5)), within(n, w(30), w(5)))
	}
	add(w(1)+" NEAR "+w(4), within(10, w(1), w(4)))
	return out
}

// patterns are queries for words of which only a part is known.
func (c *corpus) patterns() []query {
	w := func(rank int) string { return c.fillers[rank] }
	var out []query
	add := func(typed string, want cond) { out = append(out, query{typed: typed, want: want}) }
	for _, rank := range []int{0, 33, 140} {
		s := w(rank)
		add(s[:4]+"*", prefix(s[:4]))
		add(s[:2]+"*", prefix(s[:2]))
		add("*"+s[1:4]+"*", infix(s[1:4]))
		add("*"+s[3:], suffix(s[3:]))
		add(s[:2]+"*"+s[4:], one(func(v string) bool {
			return len(v) >= 4 && strings.HasPrefix(v, s[:2]) && strings.HasSuffix(v, s[4:])
		}))
		add(s[:2]+"?"+s[3:], one(func(v string) bool { return len(v) == 6 && v[:2] == s[:2] && v[3:] == s[3:] }))
		add(s+"~", near(s, 1))
		add(s[:3]+"e"+s[4:]+"~", near(s[:3]+"e"+s[4:], 1))
		add(s[:5]+"~", near(s[:5], 1))
		add(s+"~2", near(s, 2))
		add("/"+s[:3]+"[aou]"+s[4:]+"/", one(func(v string) bool { return len(v) == 6 && v[:3] == s[:3] && v[4:] == s[4:] }))
		add("/"+s+"|"+w(rank+3)+"/", anyOf(one(func(v string) bool { return v == s }), one(func(v string) bool { return v == w(rank+3) })))
		add(s[:4]+"* "+w(2), all(prefix(s[:4]), word(w(2))))
		add(w(2)+" -"+s[:4]+"*", all(word(w(2)), not(prefix(s[:4]))))
	}
	add("zzyz*", never)
	add("inspec*", prefix("inspec"))
	add(w(5)+"^3", word(w(5)))
	add(w(5)+"^3 "+w(6)+"^0.5", words(w(5), w(6)))
	return out
}
