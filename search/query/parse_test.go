package query

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, readAs string }{
		// words
		{"", ""},
		{"   ", ""},
		{"ventura", "ventura"},
		{"Ventura detainer", "Ventura AND detainer"},
		{"a b c", "a AND b AND c"},
		{"a AND b", "a AND b"},
		{"a and b", "a AND and AND b"},
		{"o’brien", "o’brien"},
		{"Smith, John", "Smith, AND John"},
		{"jane@lake.gov", "jane@lake.gov"},
		{"17-cv-01234", "17-cv-01234"},
		{"$5,000.00", "$5,000.00"},
		{"http://a.b/c?d=e", "http://a.b/c?d=e"},
		{"a\tb\nc\u00a0d", "a AND b AND c AND d"},
		// what is written in several words and is one
		{"February 4, 2017", "February 4, 2017"},
		{"ventura feb. 4th 2017 jail", "ventura AND feb. 4th 2017 AND jail"},
		{"4 Feb 2017", "4 Feb 2017"},
		{"jail OR Feb. 2017, sheriff", "(jail OR Feb. 2017) AND sheriff"},
		{"-February 4", "NOT February 4"},
		{"February 4, 2017^3", "February 4, 2017^3"},
		{"february AND 4 AND 2017", "february AND 4 AND 2017"},
		{"(jail OR feb) 2017", "(jail OR feb) AND 2017"},
		{"february 2017*", "february AND 2017*"},
		{"may be 5", "may AND be AND 5"},
		{"february 40 20171", "february AND 40 AND 20171"},
		{"title:feb 2017", "title:feb AND 2017"},
		{"Exemption 7(C) withheld", "Exemption 7(C) AND withheld"},
		{"exemption (b)(6)", "exemption (b)(6)"},
		{"exemption 6 applies", "exemption 6 AND applies"},
		{"exemption 12", "exemption AND 12"},
		{"(b) (6)", "(b)(6)"},
		{"(b) (7) (C) x", "(b)(7)(C) AND x"},
		{"(a) (b)", "a AND b"},
		// phrases
		{`"immigration detainer"`, `"immigration detainer"`},
		{`"one"`, `"one"`},
		{`‘a b’`, `"a b"`},
		{`x ‘a b’ y`, `x AND "a b" AND y`},
		{`-‘a b’`, `NOT "a b"`},
		{`title:‘a b’`, `title:"a b"`},
		{`‘a b’^2`, `"a b"^2`},
		{`‘sheriffs’ office’`, `"sheriffs’ office"`},
		{`‘sheriff’s office’`, `"sheriff’s office"`},
		{`‘one’`, `‘one’`},
		{`‘tis the sheriff’s`, `‘tis AND the AND sheriff’s`},
		{`o‘brien a’`, `o‘brien AND a’`},
		{`‘a ‘b c’`, `‘a AND "b c"`},
		{`"a b" c`, `"a b" AND c`},
		{`a"b c"d`, `a AND "b c" AND d`},
		{`“a b”`, `"a b"`},
		{`«a b»`, `"a b"`},
		{`"  a   b "`, `"a b"`},
		{`"a b`, `"a b"`},
		{`a b"`, `a AND b`},
		{`""`, ``},
		{`"" a`, `a`},
		{`"a" "b" "`, `"a" AND "b"`},
		{`"OR"`, `"OR"`},
		{`"a OR (b)"`, `"a OR (b)"`},
		// or, and, not
		{"a OR b", "a OR b"},
		{"a or b", "a AND or AND b"},
		{"a OR b OR c", "a OR b OR c"},
		{"a OR b c", "(a OR b) AND c"},
		{"a b OR c", "a AND (b OR c)"},
		{"a b OR c d", "a AND (b OR c) AND d"},
		{"a AND b OR c", "a AND (b OR c)"},
		{"OR", ""},
		{"OR a", "a"},
		{"a OR", "a"},
		{"a OR OR b", "a OR b"},
		{"a AND", "a"},
		{"a OR AND b", "a OR b"},
		{"-draft", "NOT draft"},
		{"a -draft", "a AND NOT draft"},
		{"a NOT draft", "a AND NOT draft"},
		{"a AND NOT draft", "a AND NOT draft"},
		{"--draft", "NOT draft"},
		{"NOT NOT draft", "draft"},
		{"NOT -draft", "draft"},
		{"a - b", "a AND b"},
		{"a -", "a"},
		{"NOT", ""},
		{"a NOT", "a"},
		{"a OR -b", "a OR NOT b"},
		{`-"a b"`, `NOT "a b"`},
		{"-(a b)", "NOT (a AND b)"},
		{"-(a OR b)", "NOT (a OR b)"},
		{"well-known", "well-known"},
		{"!draft", "NOT draft"},
		{"a !draft", "a AND NOT draft"},
		{`!"a b" !(a OR b)`, `NOT "a b" AND NOT (a OR b)`},
		{"!!draft", "NOT draft"},
		{`""!0`, "0"},
		{"a! b", "a! AND b"},
		{"a ! b", "a AND b"},
		{"a || b", "a OR b"},
		{"a||b", "a OR b"},
		{"a | b", "a OR b"},
		{"a|b", "a|b"},
		{"a &&b", "a AND b"},
		{`"a || b"`, `"a || b"`},
		{"-well-known", "NOT well-known"},
		// brackets
		{"(a)", "a"},
		{"(a b) c", "a AND b AND c"},
		{"(a OR b) c", "(a OR b) AND c"},
		{"(a b) OR c", "(a AND b) OR c"},
		{"(a OR b) OR c", "a OR b OR c"},
		{"((a OR b) c) OR d", "((a OR b) AND c) OR d"},
		{"()", ""},
		{"( ) a", "a"},
		{"(a", "a"},
		{"a)", "a"},
		{"a) b", "a AND b"},
		{")(", ""},
		{"a OR )b", "a AND b"},
		{"foo(bar)", "foo AND bar"},
		// sections of law are words
		{"(b)(7)(C)", "(b)(7)(C)"},
		{"b(7)(C)", "b(7)(C)"},
		{"552(b)(4)", "552(b)(4)"},
		{"7(f)", "7(f)"},
		{"((b)(6) OR (b)(7)(C))", "(b)(6) OR (b)(7)(C)"},
		{"-(b)(5)", "NOT (b)(5)"},
		{"(b)", "b"},
		{"(b)(6) (b)(7)(C)", "(b)(6) AND (b)(7)(C)"},
		{"(b) (6) (b) (7) (C)", "(b)(6) AND (b)(7)(C)"},
		// beginnings and near words
		{"detain*", "detain*"},
		{"detain**", "detain*"},
		{"detainr~", "detainr~"},
		{"detainr~2", "detainr~2"},
		{"*", ""},
		{"~", ""},
		{"*tain", "*tain"},
		{"-detain*", "NOT detain*"},
		{"NOT*", "NOT*"},
		// fields
		{"title:budget", "title:budget"},
		{"TITLE:budget", "title:budget"},
		{`title:"the budget"`, `title:"the budget"`},
		{"title:budg*", "title:budg*"},
		{"from:jane@lake.gov", "from:jane@lake.gov"},
		{"title: budget", "title:budget"},
		{"title:", "title"},
		{"title: OR a", "title OR a"},
		{"title:(a b)", "title:a AND title:b"},
		{"title:(a OR -b)", "title:a OR NOT title:b"},
		{"title:(from:a)", "from:a"},
		{"title:()", ""},
		{"title:!", ""},
		{"-kind:email", "NOT kind:email"},
		{"kind:email year:2015 item:2026-017-0003 source:ICE to:a subject:b", "kind:email AND year:2015 AND item:2026-017-0003 AND source:ICE AND to:a AND subject:b"},
		{"foo:bar", `"foo:bar"`},
		{"title:from:x", "title AND from:x"},
		{"title:-x", "title:x"},
		{"subtitle:x", `"subtitle:x"`},
		{"title:(b)(6)", "title:(b)(6)"},
		// what is typed by accident or in malice
		{"!!! ... §", ""},
		{"' a", "a"},
		{"\xff\xfea\xff b", "a AND b"},
		{"a\u202eb \u200bc\u00add", "ab AND cd"},
		{"\u202e", ""},
		{"a\x00b", "a AND b"},
		{"日本 ñandú", "日本 AND ñandú"},
		{`\"a\"`, `"a\"`},
		{`<script>alert("x")</script>`, `<script>alert AND "x" AND </script>`},
		{"' OR 1=1 --", "1=1"},
		{"a && b || c", "a AND (b OR c)"},
	} {
		if got := Parse(c.in).ReadAs(); got != c.readAs {
			t.Errorf("%q\n got %s\nwant %s", c.in, got, c.readAs)
		}
		roundTrip(t, c.in)
	}
}

// roundTrip checks that what is printed reads back as the same tree.
func roundTrip(t *testing.T, in string) {
	t.Helper()
	q := Parse(in)
	typed := q.String()
	if !utf8.ValidString(typed) {
		t.Errorf("%q prints invalid UTF-8: %q", in, typed)
	}
	if len(typed) > MaxLength {
		return // brackets after a field are written out, which may be longer
	}
	again := Parse(typed)
	if !reflect.DeepEqual(q.Root, again.Root) {
		t.Errorf("%q prints %q, which reads as %s, not %s", in, typed, again.ReadAs(), q.ReadAs())
	}
	if len(again.Left) > 0 {
		t.Errorf("%q prints %q, of which is left out: %q", in, typed, again.Left)
	}
}

func TestParseLimits(t *testing.T) {
	for _, c := range []struct {
		name, in, left string
		terms          int
	}{
		{"as many as allowed", strings.Repeat("ab ", MaxTerms), "", MaxTerms},
		{"one more", strings.Repeat("ab ", MaxTerms) + "last", "Only the first 64 words were looked for; last was left out.", MaxTerms},
		{"three more", strings.Repeat("ab ", MaxTerms) + `x "y z" w*`, `Only the first 64 words were looked for; x, "y z", w* were left out.`, MaxTerms},
		{"10,000 words", strings.Repeat("word ", 10000), "Only the first 3999 characters were read.|Only the first 64 words were looked for; word, word, word, word, word and 731 more were left out.", MaxTerms},
		{"one long word", strings.Repeat("é", 10000), "Only the first 2000 characters were read.", 1},
		{"1,000 brackets", strings.Repeat("(", 1000) + "a" + strings.Repeat(")", 1000), "Brackets more than 16 deep were ignored.", 1},
		{"1,000 brackets that part", strings.Repeat("(a OR ", 400), "Brackets more than 16 deep were ignored.", MaxTerms},
		{"brackets allowed", strings.Repeat("-(a ", 16) + "b" + strings.Repeat(")", 16), "", 17},
		{"many signs", strings.Repeat("-", 1000) + "a" + strings.Repeat(" NOT", 300) + strings.Repeat(" OR", 300), "OR was left out: nothing follows it.", 1},
		{"1,000 quotes", strings.Repeat(`"`, 1000) + "a", "", 1},
	} {
		q := Parse(c.in)
		left := strings.Join(q.Left, "|")
		if c.name == "1,000 brackets that part" {
			left = q.Left[len(q.Left)-1]
		}
		if left != c.left {
			t.Errorf("%s: left out %q, want %q", c.name, left, c.left)
		}
		n := 0
		Leaves(q.Root, func(Node, string, bool) { n++ })
		if n != c.terms {
			t.Errorf("%s: %d terms, want %d", c.name, n, c.terms)
		}
		if d := depth(q.Root); d > 3*MaxDepth {
			t.Errorf("%s: %d deep", c.name, d)
		}
		roundTrip(t, c.in)
	}
}

func depth(n Node) int {
	d := 0
	switch n := n.(type) {
	case And:
		for _, c := range n {
			d = max(d, depth(c))
		}
	case Or:
		for _, c := range n {
			d = max(d, depth(c))
		}
	case Not:
		d = depth(n.Node)
	}
	return d + 1
}

func TestLeaves(t *testing.T) {
	var got []string
	Leaves(Parse(`a -(b OR -c) title:"d e" f*`).Root, func(leaf Node, field string, wanted bool) {
		got = append(got, fmt.Sprint(field, " ", Text(leaf), " ", wanted))
	})
	want := []string{" a true", " b false", " c true", "title d e true", " f true"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`ventura "immigration detainer" -draft`, `(a OR b) -(c d) e* f~ title:"g h" kind:(i OR j)`,
		`((b)(6) OR 552(b)(4)) NOT NOT x`, `"" ) ( - -- OR AND NOT : title: “ \ ~ *`, "\xff\u202e\x00é\u0301",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		roundTrip(t, s)
		Parse(s).ReadAs()
	})
}
