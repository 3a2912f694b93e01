package search

import (
	"strings"
	"testing"
	"unicode/utf8"

	"readingroom/search/query"
)

func testMarks(a *analyzer, q string) *marks {
	p := &plan{analyzer: a}
	return p.newMarks(query.Parse(q).Root, false)
}

// showSnippet prints a snippet with its marks in square brackets.
func showSnippet(s Snippet) string {
	var b strings.Builder
	for _, span := range s {
		if span.Mark {
			b.WriteString("[" + span.Text + "]")
		} else {
			b.WriteString(span.Text)
		}
	}
	return b.String()
}

func TestSnippet(t *testing.T) {
	a := newAnalyzer()
	filler := strings.Repeat("lorem ipsum dolor sit amet ", 20)
	for _, c := range []struct{ query, text, want string }{
		{"jail", "", ""},
		{"jail", "...", ""},
		{"jail", "the jail.", "the [jail]."},
		{"jail", "  The\n\njail ", " The [jail] "},
		{"run", "They were running; he ran a run", "They were [running]; he ran a [run]"},
		{"running", "he runs, running a run", "he [runs], [running] a [run]"},
		{`"run"`, "They were running a run", "They were running a [run]"},
		{`"immigration detainer"`, "a detainer, an immigration detainer of immigration", "a detainer, an [immigration detainer] of immigration"},
		{`"county jai*"`, "the jail county, the county jail and county jailers of the county", "the jail county, the [county jail] and [county jailers] of the county"},
		{"deta*", "Detainers and detention", "[Detainers] and detention"},
		{"jial~", "a jail", "a [jail]"},
		{"jail -prison", "jail prison", "[jail] prison"},
		{"jail title:prison", "jail prison", "[jail] prison"},
		{"incidents", "three inci\u00ADdents", "three [incidents]"},
		{"detention", "in deten-\ntion there", "in [deten- tion] there"},
		{"dona", "Doña Ana", "[Doña] Ana"},
		{"dona", "Don\u0303a Ana", "[Don\u0303a] Ana"},
		{"george", "Prince George’s County", "Prince [George’s] County"},
		{"5000", "paid $5,000.00 on", "paid $[5,000.00] on"},
		{"17-cv-01234", "case 17-cv-01234, and", "case [17-cv-01234], and"},
		{"01234", "case 17-cv-01234, and", "case 17-cv-[01234], and"},
		{"(b)(7)(C)", "under (b)(7)(C).", "under [(b)(7)(C)]."},
		{"(b)(7)", "under (b)(7)(C).", "under [(b)(7)(C)]."},
		{"released", "Los Angeles\x1f7500\x1freleased", "Los Angeles · 7500 · [released]"},
		{"jail", "a \u202ejail\x07 b", "a [jail] b"},
		{"nothing", "some text", "some text"},
		{"*tain*", "Detained, contained; a tailor", "[Detained], [contained]; a tailor"},
		{"w?ld", "wild, wold and would", "[wild], [wold] and would"},
		{"de*er", "a detainer, a deer, a detail", "a [detainer], a [deer], a detail"},
		{"/b[0-9]+/", "b12 and b1x, B7", "[b12] and b1x, [B7]"},
		{"/DEP(uty|uties)/", "Deputy, deputies, depot", "[Deputy], [deputies], depot"},
		{"dtainr~2", "the detainer", "the [detainer]"},
		{"dtainr~", "the detainer", "the detainer"},
		{"modern~", "a modem and a model", "a [modem] and a model"},
		{"jail NEAR/2 sheriff", "jail. The sheriff of the county jail, sheriffs", "[jail]. The [sheriff] of the county [jail], [sheriffs]"},
		{"jail NEAR/2 sheriff", "the jail of another county and its sheriff", "the jail of another county and its sheriff"},
		{`"county jail" NEAR/1 the`, "the county jail, the jail, a county jail", "[the] [county jail], [the] jail, a county jail"},
		{`"sheriff jail"~1`, "jail or sheriff; jail or no sheriff", "[jail] or [sheriff]; [jail] or no sheriff"},
		{"(jail OR prison) NEAR/1 guard", "prison guard, jail guard, a guard", "[prison] [guard], [jail] [guard], a guard"},
		{"amount:>=5000", "paid $5,000 and $4,999.99, then 5,000 men and $1.2 million", "paid [$5,000] and $4,999.99, then 5,000 men and [$1.2 million]"},
		{"amount:<100", "USD 50, 60 dollars, £7 and €1,000", "[USD 50], [60 dollars], [£7] and €1,000"},
		{"amount:>$1b", "$1.5b, $1.5 bn, $1.5 billion, $1.5 trillion, $1.5t and $1.5 k", "[$1.5b], [$1.5 bn], [$1.5 billion], [$1.5 trillion], [$1.5t] and $1.5 k"},
		{"exemption:b6", "under (b)(6), (b)(7)(C) and b6", "under [(b)(6)], (b)(7)(C) and [b6]"},
		{"exemption:b7", "under (b)(6), (b)(7)(C) or b7E", "under (b)(6), [(b)(7)(C)] or [b7E]"},
		{`exemption:"1.4(d)"`, "Reason: 1.4(D), 1.4(B)", "Reason: [1.4(D)], 1.4(B)"},
		{"Exemption 7(C)", "under (b) (7)(C) and Exemptions 6 and 7(C)", "under [(b) (7)(C)] and Exemptions 6 and [7(C)]"},
		{"feb 4, 2017", "On February 4, 2017, 2/4/2017 and 2/5/2017", "On [February 4, 2017], [2/4/2017] and 2/5/2017"},
		{`"on 2/4/2017 they"`, "on Feb. 4th, 2017 they; on 2/4/2017 we", "[on Feb. 4th, 2017 they]; on 2/4/2017 we"},
		{"Feb 2017", "February 2017, 2/4/2017, 2/2017, 2/4/2016", "[February 2017], [2/4/2017], [2/2017], 2/4/2016"},
		{"email", "an e-mail, E-mails, emails, mail", "an [e-mail], [E-mails], [emails], mail"},
		{"e-mail", "an e-mail, E-mails, emails, mail", "an [e-mail], [E-mails], [emails], mail"},
		{"9/11", "9/11, 9 11, 9:11", "[9/11], 9 11, 9:11"},
		{"exemption:7C", "under (b)(6), (b)(7)(C)", "under (b)(6), [(b)(7)(C)]"},
		{"bates:ICE-000123", "ICE-000123 ICE-000124", "[ICE-000123] ICE-000124"},
		{"bates:ICE-000100..ICE-000123", "ICE-000123 ICE-000124", "[ICE-000123] ICE-000124"},
		{"jail^3 -prison", "jail prison", "[jail] prison"},
		{"c-section", "two C-sections, a section c, a c-sector", "two [C-sections], a section c, a c-sector"},
		{"follow-ups", "to follow up, a follow-up of it", "to [follow up], a [follow-up] of it"},
		{`"c-section"`, "two c-sections, one c-section", "two c-sections, one [c-section]"},
		{"c-sections NEAR/2 cover", "no cover; cover a c-section", "no cover; [cover] a [c-section]"},
		{"well-kno*", "a well known, well-known case, well and known", "a [well] [known], [well]-[known] case, well and known"},
		{
			"jail", filler + "the jail " + filler,
			"… ipsum dolor sit amet the [jail] lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit …",
		},
		{
			"jail prison", "jail " + filler + "jail jail " + filler + " the jail prison " + filler,
			"… ipsum dolor sit amet the [jail] [prison] lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor …",
		},
		{
			"jail", filler + "the jail",
			"… dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet the [jail]",
		},
	} {
		got := testMarks(a, c.query).snippet(a, c.text)
		if s := showSnippet(got); s != c.want {
			t.Errorf("%s in %q\n got %s\nwant %s", c.query, c.text, s, c.want)
		}
		checkSnippet(t, c.text, got)
	}
}

// checkSnippet checks what holds of any snippet: it is short, valid, begins
// and ends at the end of a word, and is a piece of the text.
func checkSnippet(t *testing.T, text string, s Snippet) {
	t.Helper()
	out := s.String()
	if utf8.ValidString(text) && len(out) > 8*snippetBytes { // a sign between cells takes more than what it stands for
		t.Errorf("%d bytes long", len(out))
	}
	if utf8.ValidString(text) && !utf8.ValidString(out) {
		t.Errorf("%q: invalid UTF-8: %q", text, out)
	}
	piece := strings.TrimSuffix(strings.TrimPrefix(out, "… "), " …")
	whole := tidy(text)
	if utf8.ValidString(text) && !strings.Contains(squeeze(whole), squeeze(piece)) {
		t.Errorf("%q is no piece of %q", piece, whole)
	}
	for _, span := range s {
		if span.Text == "" {
			t.Errorf("%q: empty span", text)
		}
	}
}

func squeeze(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "·", "")), "")
}

func FuzzSnippet(f *testing.F) {
	f.Add("jail", "the jail "+strings.Repeat("lorem ipsum ", 50))
	f.Add(`"a b" c`, "x a b c\x1fa\x1fb"+strings.Repeat("é", 1000))
	f.Add("deta* 17-cv-01234", "\xffdetainer 17-cv-\n01234 (b)(7)(C)\u202e")
	f.Add("a", strings.Repeat("a", 5000)+" a")
	a := newAnalyzer()
	f.Fuzz(func(t *testing.T, q, text string) {
		m := testMarks(a, q)
		checkSnippet(t, text, m.snippet(a, text))
		marked, _ := m.find(text, a.Tokens(nil, text))
		end := 0
		for _, s := range marked {
			if s.start < end || s.end <= s.start || s.end > len(text) {
				t.Errorf("%q: mark %+v after %d", text, s, end)
			}
			end = s.end
		}
	})
}

func BenchmarkSnippet(b *testing.B) {
	a := newAnalyzer()
	m := testMarks(a, `jail "immigration detainer"`)
	text := strings.Repeat("lorem ipsum dolor sit amet the county ", 70) + "the jail and an immigration detainer"
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		m.snippet(a, text)
	}
}
