package search

import (
	"fmt"
	"strings"
	"testing"
)

func TestReading(t *testing.T) {
	a := registry(t)
	for _, c := range []struct{ query, want string }{
		{"", ""},
		{"ventura detainer", "ventura AND detainer; 2 words, 1 also as detained, detainers"},
		{`"county jail" OR depu*`, `"county jail" OR depu*; 1 phrase, 1 pattern`},
		{"jail -date:2017 kind:pdf", "jail AND NOT date:2017 AND kind:pdf; 1 word, 2 conditions"},
		{"deputies running detained title:budgets", "deputies AND running AND detained AND title:budgets; 4 words, 2 also as detainer, detainers, budget"},
	} {
		res := a.search(Request{Query: c.query, Explain: true})
		if res.Reading != c.want {
			t.Errorf("%s is read as %q, want %q", c.query, res.Reading, c.want)
		}
	}
}

// showExplained prints what an answer is explained with.
func showExplained(r Results) string {
	var out []string
	more := func(n int, more bool) string {
		if more {
			return fmt.Sprintf(">%d", n)
		}
		return fmt.Sprint(n)
	}
	for _, w := range r.Words {
		out = append(out, w.Text+"="+more(w.Count, w.More))
	}
	for _, w := range r.Without {
		out = append(out, fmt.Sprintf("without %s: %s=%s", w.Instead, w.Query, more(w.Count, w.More)))
	}
	for _, w := range r.Meant {
		out = append(out, fmt.Sprintf("%s for %s: %s=%s", w.Word, w.Instead, w.Query, more(w.Count, w.More)))
	}
	return strings.Join(out, "; ")
}

func TestExplain(t *testing.T) {
	a := registry(t)
	for _, c := range []struct{ query, want string }{
		{"jail", "jail=3"},
		{"jail sheriff", "jail=3; sheriff=1"},
		{"jail -sheriff", "jail=3; sheriff=1"},
		{"jail jail", "jail=3"},
		{"jail kind:pdf date:2017 column:Declined>50", `jail=3; kind:pdf=1; date:2017=2; column:"Declined">50=2; without column:"Declined">50: jail kind:pdf date:2017=2; without kind:pdf: jail date:2017 column:"Declined">50=1`},
		{"jail xyzzy", "jail=3; xyzzy=0; without xyzzy: jail=3"},
		{"jail -jail", "jail=3"},
		{"xyzzy", "xyzzy=0"},
		{"budget sheriff", "budget=2; sheriff=1; without budget: sheriff=1; without sheriff: budget=2"},
		{"budget plugh sheriff xyzzy", "budget=2; plugh=0; sheriff=1; xyzzy=0; without budget: sheriff=1; without sheriff: budget=2"},
		{"jial", "jial=0; jail for jial: jail=3"},
		{"jial xyzzy", "jial=0; xyzzy=0; jail for jial, xyzzy: jail=3"},
		{"sherif jial", "sherif=0; jial=0; sheriff, jail for sherif, jial: sheriff jail=1"},
		{`"county jial"`, `"county jial"=0; jail for "county jial": "county jail"=1`},
		{"title:budgte", "title:budgte=0; budget for budgte: title:budget=1"},
		{"venture", "venture=0; ventura for venture: ventura=2"},
		{"bugdet -plain", "bugdet=0; plain=1; budget for bugdet: budget -plain=1"},
	} {
		if got := showExplained(a.search(Request{Query: c.query, Explain: true})); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.query, got, c.want)
		}
	}
	a.index(testDoc{n: 9, pages: []string{"of ports, sports and counts; count the courts that estaba and los for hours, from here to the countries of the county of counties"}})
	for _, c := range []struct{ query, want string }{
		{"cuonty", "cuonty=0; county for cuonty: county=2"}, // neither count nor its forms
		{"sort", "sort=0"},
		{"frm", "frm=0"},
		{"jal", "jal=0"},
		{"España", "España=0"},
		{"Louis", "Louis=0"},
		{"cuonties", "cuonties=0; counties for cuonties: counties=2"},
	} {
		if got := showExplained(a.search(Request{Query: c.query, Explain: true})); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.query, got, c.want)
		}
	}
	if r := a.search(Request{Query: "jail sheriff"}); r.Words != nil || r.Reading != "" {
		t.Error("it is explained without being asked")
	}
}

// TestQuestion: where no place has all of a question, its words of grammar are
// left out, and that is said.
func TestQuestion(t *testing.T) {
	a := registry(t)
	for _, c := range []struct{ query, found, readAs, note string }{
		{"what did the sheriff say about detainers?", "1:p1", "sheriff AND detainers", "what, did, the, say, about were left out"},
		{"how many detainers has the sheriff declined", "1:p1", "detainers AND sheriff AND declined", "how, many, has, the were left out"},
		{"what did the sheriff modem?", "", "sheriff AND modem", "what, did, the were left out"},
		{"what did the sheriff decline?", "1:p1", "sheriff AND decline", "what, did, the were left out"},
		{"who was the sheriff that was declined", "1:p1", "sheriff AND declined", "who, was, the, that were left out"},
		{"the sheriff declined", "1:p1", "the AND sheriff AND declined", ""},
		{"the sheriff WHO declined", "", "sheriff AND WHO AND declined", "the was left out"},
		{`sheriff "what did" declined`, "", `sheriff AND "what did" AND declined`, ""},
		{"what would kind:pdf -modem sheriff", "1:p1", "kind:pdf AND NOT modem AND sheriff", "what, would were left out"},
		{"what did -sheriff", "", "what AND did AND NOT sheriff", ""},
		{"what did", "", "what AND did", ""},
	} {
		res := a.search(Request{Query: c.query, Explain: true})
		if got := places(res); got != c.found || res.ReadAs != c.readAs || !strings.HasPrefix(res.Reading, c.readAs+";") {
			t.Errorf("%s: found %q, read as %s", c.query, got, res.Reading)
		}
		notes := strings.Join(res.Notes, "|")
		if !strings.Contains(notes, c.note) || c.note == "" && strings.Contains(notes, "left out") || (c.note != "") != strings.Contains(res.Reading, "without ") {
			t.Errorf("%s: notes %s, read as %s", c.query, notes, res.Reading)
		}
		if all, _ := a.all(Request{Query: c.query}, 10); all.Count != res.Count || all.ReadAs != res.ReadAs || all.Query != res.Query {
			t.Errorf("%s: all are %d, read as %s", c.query, all.Count, all.ReadAs)
		}
	}
}

// TestQuestionGoesOn: the pages of results of such a question follow one another.
func TestQuestionGoesOn(t *testing.T) {
	a := newArchive(t)
	for n := 1; n <= 9; n++ {
		a.index(testDoc{n: n, pages: []string{strings.Repeat("jail ", n) + "sheriff"}})
	}
	r := Request{Query: "what did the sheriff of the jail say", Limit: 20}
	want := order(a.search(r))
	var got []string
	for r.Limit = 2; len(got) < 9; {
		res := a.search(r)
		got = append(got, order(res))
		if r.After = res.Next; r.After == "" {
			break
		}
	}
	if s := strings.Join(got, " "); s != want || len(want) < 9 {
		t.Errorf("by pages %s, at once %s", s, want)
	}
}
