package query

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestRead is the language as a table: what is typed, the tree as it prints
// back, how it was read, and what was left out.
func TestRead(t *testing.T) {
	for _, c := range []struct{ typed, tree, readAs, left string }{
		{"*tain*", "*tain*", "*tain*", ""},
		{"*tain", "*tain", "*tain", ""},
		{"de*ner", "de*ner", "de*ner", ""},
		{"w?ld", "w?ld", "w?ld", ""},
		{"?etain", "?etain", "?etain", ""},
		{"w?l?", "w?l?", "w?l?", ""},
		{"who is sheriff?", "who is sheriff", "who AND is AND sheriff", ""},
		{"detain??", "detain", "detain", ""},
		{"d**n*", "d*n*", "d*n*", ""},
		{"17-cv-*", "17-cv-*", "17-cv-*", ""},
		{"jane@lake*", "jane@lake*", "jane@lake*", ""},
		{"*", "", "", "* stands for any word, and was left out."},
		{"**", "", "", "** stands for any word, and was left out."},
		{"?", "", "", ""},
		{"a * b", "a b", "a AND b", "* stands for any word, and was left out."},
		{"-*tain*", "-*tain*", "NOT *tain*", ""},
		{`"det*"`, `"det*"`, `"det*"`, ""},
		{`"a * b"`, `"a b"`, `"a b"`, `The * that stands alone in "a * b" was left out: it is for letters of a word.`},
		{`"a* b"~3`, `"a* b"~3`, `"a* b"~3`, ""},
		{`"*"`, "", "", ""},
		{"NOT*", "NOT*", "NOT*", ""},
		{"OR*", "OR*", "OR*", ""},
		{"title:*udget*", "title:*udget*", "title:*udget*", ""},
		{"http://a.b/c?d=e", "http://a.b/c?d=e", "http://a.b/c?d=e", ""},
		{"detainr~", "detainr~", "detainr~", ""},
		{"detainr~1", "detainr~", "detainr~", ""},
		{"detainr~2", "detainr~2", "detainr~2", ""},
		{"detainr~9", "detainr~2", "detainr~2", "detainr~… was read as detainr~2: two letters may be wrong at most."},
		{"detainr~0", "detainr", "detainr", ""},
		{"a~b", "a~b", "a~b", ""},
		{`"detainr"~2`, "detainr~2", "detainr~2", ""},
		{"detain*~", "detain*", "detain*", "The ~ after detain* was left out: it goes with whole words."},
		{"~2", "~2", "~2", ""},
		{`"jail sheriff"~10`, `"jail sheriff"~10`, `"jail sheriff"~10`, ""},
		{`"jail sheriff"~`, `"jail sheriff"~10`, `"jail sheriff"~10`, ""},
		{`"jail sheriff"~0`, `"jail sheriff"~0`, `"jail sheriff"~0`, ""},
		{`"jail sheriff"~5000`, `"jail sheriff"~100`, `"jail sheriff"~100`, `"jail sheriff" was looked for with at most 100 words between.`},
		{`"jail sheriff"~3^2`, `"jail sheriff"~3^2`, `"jail sheriff"~3^2`, ""},
		{`"jail sheriff"~x`, `"jail sheriff" ~x`, `"jail sheriff" AND ~x`, ""},
		{"jail NEAR/10 sheriff", "jail NEAR/10 sheriff", "jail NEAR/10 sheriff", ""},
		{"jail NEAR sheriff", "jail NEAR/10 sheriff", "jail NEAR/10 sheriff", ""},
		{"jail NEAR/0 sheriff", "jail NEAR/1 sheriff", "jail NEAR/1 sheriff", ""},
		{"jail NEAR/9999 sheriff", "jail NEAR/100 sheriff", "jail NEAR/100 sheriff", "NEAR/9999 was read as NEAR/100: farther apart is not near."},
		{"jail near sheriff", "jail near sheriff", "jail AND near AND sheriff", ""},
		{"NEAR", "", "", "NEAR was left out: nothing stands before it."},
		{"NEAR sheriff", "sheriff", "sheriff", "NEAR was left out: nothing stands before it."},
		{"jail NEAR", "jail", "jail", "NEAR was left out: nothing follows it."},
		{"jail NEAR NEAR sheriff", "jail NEAR/10 sheriff", "jail NEAR/10 sheriff", ""},
		{"jail NEAR/5 sheriff NEAR/9 county", "jail NEAR/9 sheriff NEAR/9 county", "jail NEAR/9 sheriff NEAR/9 county", "Of several distances the greatest was taken: NEAR/9."},
		{"(jail OR prison) NEAR/5 sheriff", "(jail OR prison) NEAR/5 sheriff", "(jail OR prison) NEAR/5 sheriff", ""},
		{"(jail prison) NEAR/5 sheriff", "jail NEAR/5 prison NEAR/5 sheriff", "jail NEAR/5 prison NEAR/5 sheriff", ""},
		{`"county jail" NEAR/3 deput*`, `"county jail" NEAR/3 deput*`, `"county jail" NEAR/3 deput*`, ""},
		{"-jail NEAR/3 sheriff", "-jail NEAR/3 sheriff", "NOT jail NEAR/3 sheriff", ""},
		{"jail NEAR/3 -sheriff", "jail -sheriff", "jail AND NOT sheriff", "sheriff after NEAR was read as AND NOT."},
		{"jail NEAR/3 kind:pdf", "jail kind:pdf", "jail AND kind:pdf", "kind:pdf cannot be near a word: it was read as AND."},
		{"a NEAR/2 b OR c d", "a NEAR/2 b OR c d", "(a NEAR/2 b OR c) AND d", ""},
		{"title:(jail NEAR/3 sheriff)", "title:(jail NEAR/3 sheriff)", "title:(jail NEAR/3 sheriff)", ""},
		{"kind:(a NEAR b)", "kind:a kind:b", "kind:a AND kind:b", ""},
		{"/dep(uty|uties)/", "/dep(uty|uties)/", "/dep(uty|uties)/", ""},
		{"/^det.*r$/", "/^det.*r$/", "/^det.*r$/", ""},
		{"/b[0-9]{2}/ x", "/b[0-9]{2}/ x", "/b[0-9]{2}/ AND x", ""},
		{"-/x.y/", "-/x.y/", "NOT /x.y/", ""},
		{"title:/bud.*/", "title:/bud.*/", "title:/bud.*/", ""},
		{"/a b/", "a b/", "a AND b/", ""},
		{"/usr/bin/env", "usr/bin/env", "usr/bin/env", ""},
		{"/usr/", "/usr/", "/usr/", ""},
		{"/(/", "", "", "/(/ is no regular expression that can be looked for (missing closing )); its words were looked for."},
		{"/[a-/", `"a"`, `"a"`, "/[a-/ is no regular expression that can be looked for (missing closing ]); its words were looked for."},
		{"/x{1000}{1000}/", `"x 1000 1000"`, `"x 1000 1000"`, "/x{1000}{1000}/ is no regular expression that can be looked for (invalid nested repetition operator); its words were looked for."},
		{"/.*/", "", "", "/.*/ matches any word, and was left out."},
		{"/((((((((a{30}){30}){2})))))))/", `"a 30 30 2"`, `"a 30 30 2"`, "/((((((((a{30}){30}){2})))))))/ is no regular expression that can be looked for (invalid repeat count); its words were looked for."},
		{"//", "", "", ""},
		{"/", "", "", ""},
		{"word^2", "word^2", "word^2", ""},
		{"word^2.5", "word^2.5", "word^2.5", ""},
		{`"a b"^3`, `"a b"^3`, `"a b"^3`, ""},
		{"(a b)^2", "(a b)^2", "(a AND b)^2", ""},
		{"(a OR b)^2 c", "(a OR b)^2 c", "(a OR b)^2 AND c", ""},
		{"-a^2", "-a^2", "NOT a^2", ""},
		{"a^1", "a", "a", ""},
		{"a^0", "a^0.1", "a^0.1", "^0 was read as ^0.1."},
		{"a^99999", "a^100", "a^100", "^99999 was read as ^100."},
		{"^2", "^2", "^2", ""},
		{"a^", "a^", "a^", ""},
		{"a^x", "a^x", "a^x", ""},
		{"a~^2", "a~^2", "a~^2", ""},
		{"title:a^2", "title:a^2", "title:a^2", ""},
		{"(-a)^2", "-a", "NOT a", ""},
		{"(a^2)^3", "a^3", "a^3", ""},
		{"date:2017", "date:2017", "date:2017", ""},
		{"date:2017-01", "date:2017-01", "date:2017-01", ""},
		{"date:2017-01-28", "date:2017-01-28", "date:2017-01-28", ""},
		{"date:2017-01-28..2017-02-03", "date:2017-01-28..2017-02-03", "date:2017-01-28..2017-02-03", ""},
		{"date:2017-01-28...2017-02-03", "date:2017-01-28..2017-02-03", "date:2017-01-28..2017-02-03", ""},
		{"date:..2017", "date:..2017", "date:..2017", ""},
		{"date:2017..", "date:2017..", "date:2017..", ""},
		{"date:>=2017-02", "date:>=2017-02", "date:>=2017-02", ""},
		{"date:> 2017-02", "date:>2017-02", "date:>2017-02", ""},
		{"date>2016", "date:>2016", "date:>2016", ""},
		{"date:FY2017-Q1", "date:FY2017-Q1", "date:FY2017-Q1", ""},
		{"date:2017-Q3", "date:2017-Q3", "date:2017-Q3", ""},
		{"date:1/28/2017", "date:2017-01-28", "date:2017-01-28", ""},
		{`date:"28 January 2017"`, "date:2017-01-28", "date:2017-01-28", ""},
		{`date:"January 2017".."March 2017"`, "date:2017-01..2017-03", "date:2017-01..2017-03", ""},
		{`date:>="28 Jan 2017"`, "date:>=2017-01-28", "date:>=2017-01-28", ""},
		{`date:"Feb. 4th, 2017"`, "date:2017-02-04", "date:2017-02-04", ""},
		{"date:Sept. 4, 2017 jail", "date:2017-09-04 jail", "date:2017-09-04 AND jail", ""},
		{"date:Feb 2017", "date:2017-02", "date:2017-02", ""},
		{"date:yesterday", "", "", "date:yesterday was left out: yesterday is not a date: write 2017, 2017-01, 2017-Q1, FY2017 or 2017-01-28."},
		{"date:2017-13", "", "", "date:2017-13 was left out: 2017-13 is not a date: write 2017, 2017-01, 2017-Q1, FY2017 or 2017-01-28."},
		{"date:", "date", "date", ""},
		{"date:(2015 OR 2016)", "date:2015 OR date:2016", "date:2015 OR date:2016", ""},
		{"-date:2017", "-date:2017", "NOT date:2017", ""},
		{"pages:100", "pages:100", "pages:100", ""},
		{"pages:>100", "pages:>100", "pages:>100", ""},
		{"pages>100", "pages:>100", "pages:>100", ""},
		{"pages:<=1,000", "pages:<=1000", "pages:<=1000", ""},
		{"pages:10..20", "pages:10..20", "pages:10..20", ""},
		{"pages:10-20", "pages:10..20", "pages:10..20", ""},
		{"pages:many", "", "", "pages:many was left out: many is not a number."},
		{"pages:>", "", "", "pages:> was left out: nothing is said to compare with."},
		{"pages:..", "", "", "pages:.. was left out: nothing is said to compare with."},
		{"rows:>=5k", "rows:>=5K", "rows:>=5K", ""},
		{"size:5MB", "size:5MB", "size:5MB", ""},
		{"size:>500KB", "size:>500KB", "size:>500KB", ""},
		{"size:1MB..2MB", "size:1MB..2MB", "size:1MB..2MB", ""},
		{"amount:>=5000", "amount:>=5000", "amount:>=5000", ""},
		{"amount:>=$5,000.00", "amount:>=5000.00", "amount:>=5000.00", ""},
		{"amount: >= 5000", "amount:>=5000", "amount:>=5000", ""},
		{"amount:$1k..$2k", "amount:1K..2K", "amount:1K..2K", ""},
		{`amount:"$5,000"`, "amount:5000", "amount:5000", ""},
		{"amount:$1.5b", "amount:1.5BN", "amount:1.5BN", ""},
		{"amount:>$1 B", "amount:>1 B", "amount:>1 AND B", ""},
		{`amount:>"$1 b"`, "amount:>1BN", "amount:>1BN", ""},
		{"amount:>$1.5t", "amount:>1.5T", "amount:>1.5T", ""},
		{"size:500b", "size:500B", "size:500B", ""},
		{"amount:5 million", "amount:5 million", "amount:5 AND million", ""},
		{"year:2015", "year:2015", "year:2015", ""},
		{"year:>=2015", "year:>=2015", "year:>=2015", ""},
		{"year:2015..2017", "year:2015..2017", "year:2015..2017", ""},
		{"year:2015-2017", "year:2015..2017", "year:2015..2017", ""},
		{"bates:ICE-000123", "bates:ICE-000123", "bates:ICE-000123", ""},
		{"bates:ICE-000123..ICE-000140", "bates:ICE-000123..ICE-000140", "bates:ICE-000123..ICE-000140", ""},
		{`bates:"ICE 000123"`, `bates:"ICE 000123"`, `bates:"ICE 000123"`, ""},
		{"exemption:b6", "exemption:b6", "exemption:b6", ""},
		{"exemption:(b)(7)(C)", "exemption:(b)(7)(C)", "exemption:(b)(7)(C)", ""},
		{`exemption:"(b)(7)(C)"`, `exemption:"(b)(7)(C)"`, `exemption:"(b)(7)(C)"`, ""},
		{"exemption:(b6 OR b7C)", "exemption:b6 OR exemption:b7C", "exemption:b6 OR exemption:b7C", ""},
		{`sheet:"Top 50"`, `sheet:"Top 50"`, `sheet:"Top 50"`, ""},
		{"agency:ice request:2017-ICFO-1 tag:detainers type:pdf", "agency:ice request:2017-ICFO-1 tag:detainers type:pdf", "agency:ice AND request:2017-ICFO-1 AND tag:detainers AND type:pdf", ""},
		{`place:"Franklin County, Iowa"`, `place:"Franklin County, Iowa"`, `place:"Franklin County, Iowa"`, ""},
		{"from:(doe OR roe)", "from:doe OR from:roe", "from:doe OR from:roe", ""},
		{"from:(doe -roe)", "from:doe -from:roe", "from:doe AND NOT from:roe", ""},
		{"column:Declined", `column:"Declined"`, `column:"Declined"`, ""},
		{`column:"Reason declined"`, `column:"Reason declined"`, `column:"Reason declined"`, ""},
		{`column:"Declined">50`, `column:"Declined">50`, `column:"Declined">50`, ""},
		{"column:Declined>50", `column:"Declined">50`, `column:"Declined">50`, ""},
		{"column:Declined>=50", `column:"Declined">=50`, `column:"Declined">=50`, ""},
		{"column:Declined=188", `column:"Declined"=188`, `column:"Declined"=188`, ""},
		{"column:Declined:188", `column:"Declined":188`, `column:"Declined":188`, ""},
		{"column:Declined=50..60", `column:"Declined"=50..60`, `column:"Declined"=50..60`, ""},
		{"column:Declined=50-60", `column:"Declined"=50..60`, `column:"Declined"=50..60`, ""},
		{"column:Declined<-5", `column:"Declined"<-5`, `column:"Declined"<-5`, ""},
		{"column:County:Ventura", `column:"County":Ventura`, `column:"County":Ventura`, ""},
		{`column:"County"="Ventura"`, `column:"County"="Ventura"`, `column:"County"="Ventura"`, ""},
		{"column:County=Ventura", `column:"County"="Ventura"`, `column:"County"="Ventura"`, ""},
		{"column:County:Vent*", `column:"County":Vent*`, `column:"County":Vent*`, ""},
		{`column:County:"Los Angeles"`, `column:"County":"Los Angeles"`, `column:"County":"Los Angeles"`, ""},
		{"column:County:/v.*/", `column:"County":/v.*/`, `column:"County":/v.*/`, ""},
		{"column:Date>=2017-02", `column:"Date">=2017-02`, `column:"Date">=2017-02`, ""},
		{"column:Declined>many", "", "", "column:Declined>many was left out: many is not a number or a date."},
		{"column:Declined>", `column:"Declined"`, `column:"Declined"`, "column:Declined> was read as column:Declined: nothing is said to compare with."},
		{"column:>5", "", "", "column: was left out: it names no column."},
		{"column:", "column", "column", ""},
		{"column:(a OR b)", `column:"a" OR column:"b"`, `column:"a" OR column:"b"`, ""},
		{"-column:Declined>50", `-column:"Declined">50`, `NOT column:"Declined">50`, ""},
		{"column:Share>12%", `column:"Share">12%`, `column:"Share">12%`, ""},
		{"item:2026-017-0003 period:FY2017-Q1", "item:2026-017-0003 period:FY2017-Q1", "item:2026-017-0003 AND period:FY2017-Q1", ""},
		{"subtitle:x", `"subtitle:x"`, `"subtitle:x"`, "subtitle: is the name of no field; it was looked for as a word."},
		{`subtitle:"x y"`, `subtitle: "x y"`, `subtitle: AND "x y"`, "subtitle: is the name of no field; it was looked for as a word."},
		{"re:budget 12:30 mailto:a@b.c", "re:budget 12:30 mailto:a@b.c", "re:budget AND 12:30 AND mailto:a@b.c", ""},
		{"subject:note:x", "subject:note:x", "subject:note:x", ""},
		{"after:2012", "date:>2012", "date:>2012", ""},
		{"before:2012-06", "date:<2012-06", "date:<2012-06", ""},
		{"since:2012 until:2013", "date:>=2012 date:<=2013", "date:>=2012 AND date:<=2013", ""},
		{`after:"28 January 2017"`, "date:>2017-01-28", "date:>2017-01-28", ""},
		{"after:(2012 OR 2013)", "date:>2012 OR date:>2013", "date:>2012 OR date:>2013", ""},
		{"after:lunch", "", "", "date:>lunch was left out: lunch is not a date: write 2017, 2017-01, 2017-Q1, FY2017 or 2017-01-28."},
		{"Author:doe recipient:roe", "from:doe to:roe", "from:doe AND to:roe", ""},
		{"author:(doe OR roe)", "from:doe OR from:roe", "from:doe OR from:roe", ""},
		{"has:attachment jail", "has:attachment jail", "has:attachment AND jail", ""},
		{"-has:attachments", "-has:attachment", "NOT has:attachment", ""},
		{"has:attachmentx", `"has:attachmentx"`, `"has:attachmentx"`, "has: is the name of no field; it was looked for as a word."},
		{"attachment:*", "has:attachment", "has:attachment", ""},
		{`release:"Second production"`, `release:"Second production"`, `release:"Second production"`, ""},
		{"title:title:x", "title title:x", "title AND title:x", ""},
		{"(a OR b", "a OR b", "a OR b", "A bracket that was not closed was closed at the end."},
		{"((a)) b)", "a b", "a AND b", "A closing bracket was left out: none was opened before it."},
		{`"a b`, `"a b"`, `"a b"`, "The quotation mark before a b was not closed: all that follows was read as one phrase."},
		{`a" b`, `a "b"`, `a AND "b"`, "The quotation mark before b was not closed: all that follows was read as one phrase."},
		{"AND OR NOT", "", "", "AND was left out: nothing stands before it.|OR was left out: nothing stands before it.|NOT was left out: nothing follows it."},
		{"a AND NOT", "a", "a", "NOT was left out: nothing follows it."},
		{"ventura (", "ventura", "ventura", "A bracket that was not closed was closed at the end."},
		{"ventura OR", "ventura", "ventura", "OR was left out: nothing follows it."},
		{"a AND b OR c", "a b OR c", "a AND (b OR c)", ""},
		{`a "`, "a", "a", "A quotation mark that nothing follows was left out."},
		{"!!! ... §", "", "", ""},
	} {
		q := Parse(c.typed)
		if got := q.String(); got != c.tree {
			t.Errorf("%q prints %q, want %q", c.typed, got, c.tree)
		}
		if got := q.ReadAs(); got != c.readAs {
			t.Errorf("%q is read as %q, want %q", c.typed, got, c.readAs)
		}
		if got := strings.Join(q.Left, "|"); got != c.left {
			t.Errorf("%q leaves out %q, want %q", c.typed, got, c.left)
		}
		roundTrip(t, c.typed)
	}
}

// TestRoundTrip puts signs, names and words together as they come.
func TestRoundTrip(t *testing.T) {
	pieces := strings.Split("a|b2|jail|AND|OR|NOT|NEAR|NEAR/3|(|)|(|)|\"|\"|-|--|*|?|~|~2|^|^2|^1|/|/|[|\\|..|...|:|>|>=|<|=|,|.5|5.|5MB|$5,000|2017|2017-01|-5|%|"+
		"title:|from:|kind:|column:|date:|pages:|pages>|amount:|bates:|year:|(b)(6)|'|é|日本|\u00ad|..2017|\"a b\"|\"a b\"~3|/x.*/|x?y|x*|*x|w~2", "|")
	r := rand.New(rand.NewPCG(1, 2))
	for range 50000 {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(pieces[r.IntN(len(pieces))])
			if r.IntN(2) == 0 {
				b.WriteByte(' ')
			}
		}
		if roundTrip(t, b.String()); t.Failed() {
			return
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		in   string
		want float64
	}{
		{"5", 5},
		{"5,000", 5000},
		{"$5,000.50", 5000.5},
		{"5k", 5000},
		{"5KB", 5000},
		{"1 MiB", 1 << 20},
		{"2 million", 2e6},
		{"12%", 12},
		{"-3", -3},
		{".5", 0.5},
		{"", -1},
		{"-", -1},
		{"abc", -1},
		{"5x", -1},
		{"1.2.3", -1},
		{"99999999999999999999999", -1},
		{"1e9", -1},
		{"NaN", -1},
		{"Inf", -1},
	} {
		got, ok := Number(c.in)
		if want := c.want != -1; ok != want || ok && got != c.want {
			t.Errorf("%q: %v %v, want %v", c.in, got, ok, c.want)
		}
	}
}

func TestReplace(t *testing.T) {
	for _, c := range []struct{ query, out, want string }{
		{"a b c", "b", "a c"},
		{"a b", "b", "a"},
		{"a", "a", ""},
		{"a -b", "b", "a"},
		{"a OR b c", "a", "b c"},
		{"title:b a", "b", "a"},
		{"a NEAR/3 b", "a", "b"},
		{"(a b)^2 c", "b", "a^2 c"},
		{"a (b OR (c d))", "c", "a b OR d"},
	} {
		got := Print(Replace(Parse(c.query).Root, func(n Node) Node {
			if Print(n) == c.out {
				return nil
			}
			return n
		}))
		if got != c.want {
			t.Errorf("%s without %s: %q, want %q", c.query, c.out, got, c.want)
		}
	}
}
