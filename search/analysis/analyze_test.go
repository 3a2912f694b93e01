package analysis

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// show prints tokens by position: "the deputies+~deputi ^b7c,b 7 c"; a gap
// between positions is a bar.
func show(tokens []Token) string {
	var b strings.Builder
	pos := 0
	for _, t := range tokens {
		switch {
		case pos == 0:
		case t.Pos > pos+1:
			b.WriteString(" | ")
		case t.Pos > pos:
			b.WriteString(" ")
		default:
			b.WriteString(",")
		}
		pos = t.Pos
		b.WriteString(t.Term)
		if t.Stem != "" {
			b.WriteString("+" + t.Stem)
		}
	}
	return b.String()
}

func TestAnalyze(t *testing.T) {
	a := new(Analyzer)
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"!!! … — •", ""},
		// case, accents, ligatures
		{"Ventura COUNTY", "ventura county+~counti"},
		{"Doña Ana", "dona ana"},
		{"Don\u0303a", "dona"},
		{"Ångström", "angstrom"},
		{"ﬁnal ﬂow oﬀice", "final flow office+~offic"},
		{"Straße Æsir łódź", "strasse+~strass aesir lodz"},
		{"ＦＵＬＬ width", "full width"},
		{"ΑΘΉΝΑ Москва", "αθηνα москва"},
		{"日本語", "日 本 語"},
		{"ICE日本", "ice 日 本"},
		// hyphens
		{"inci\u00ADdents", "incidents+~incid"},
		{"deten-\ntion", "detention+~detent"},
		{"deten- \r\n  tion", "detention+~detent"},
		{"deten\u2010\ntion", "detention+~detent"},
		{"deten-\n\ntion", "deten tion"},
		{"deten -\ntion", "deten tion"},
		{"Ventura-\nOxnard", "^+venturaoxnard,ventura oxnard"},
		{"well-known", "^+wellknown,well known"},
		{"co\u200boperate zero\u200dwidth", "cooperate+~cooper zerowidth"},
		// apostrophes
		{"O'Brien O’Brien OʼBrien", "obrien obrien obrien"},
		{"O'Brien's officer’s SHERIFF'S", "obrien officer+~offic sheriff"},
		{"the deputies' jail", "the deputies+~deputi jail"},
		{"don't 'quoted'", "dont quoted+~quot"},
		{"rock 'n' roll", "rock n roll"},
		// stems
		{"running runs ran", "running+~run runs+~run ran"},
		{"declined decline", "declined+~declin decline+~declin"},
		{"news was", "news was"},
		{"men women children", "men+~man women+~woman children+~child"},
		{"analyses analysis", "analyses+~analysi analysis+~analysi"},
		{"x2000s", "x2000s"},
		// numbers
		{"$5,000", "5000"},
		{"5,000.00 5000", "5000 5000"},
		{"1,234.50 1234.5", "1234.5 1234.5"},
		{"1,234,567", "1234567"},
		{"1,188 188", "1188 188"},
		{"12,34 1234,567", "12 34 1234 567"},
		{"(5,000)", "5000"},
		{"50% 3.0 0.50", "50 3 0.5"},
		{"000188", "000188"},
		{"3.14.", "3.14"},
		{"2015. Then", "2015 then"},
		{"1st 2nd", "1st 2nd"},
		// compounds
		{"17-cv-01234", "^17-cv-01234,17 cv 01234"},
		{"17–cv‑01234", "^17-cv-01234,17 cv 01234"},
		{"17-CV-\n01234", "^17-cv-01234,17 cv 01234"},
		{"2014-APHIS-04270-F", "^2014-aphis-04270-f,2014 aphis+~aphi 04270 f"},
		{"INV-000188 #188", "^inv-000188,^+inv000188,inv 000188 188"},
		{"01/02/2006", "^2006-01-02,^--01-02,^01/02/2006,01 02 2006"},
		{"FY2017-Q1", "^fy2017-q1,^+fy2017q1,fy2017 q1"},
		{"john.o'brien@lakecounty.gov", "^john.obrien@lakecounty.gov,john obrien lakecounty+~lakecounti gov"},
		{"<a@b.c>", "^a@b.c,a b c"},
		{"file_name_2.xlsx", "^file_name_2.xlsx,file name 2 xlsx"},
		{"report.pdf and/or", "report pdf and or"},
		{"192.168.0.1", "^192.168.0.1,192 168 0 1"},
		{"U.S. U.S.C. e.g.", "us,u s usc,u s c eg,e g"},
		{"e-mails I-247", "^+email,e mails+~mail ^i-247,^+i247,i 247"},
		{"ͺ-ͺ ͺ-a", "^+a,a"}, // a letter of which nothing is left
		{"day-to-day 10-20", "day to day ^10-20,10 20"},
		// sections of law
		{"(b)(7)(C)", "^b7c,b 7 c"},
		{"b(7)(c) 7(f)", "^b7c,b 7 c ^7f,7 f"},
		{"§ 552(b)(4).", "^552b4,552 b 4"},
		{"(a)(6)(A)(i)", "^a6ai,a 6 a i"},
		{"(b)(6), (b)(7)(C)", "^b6,b 6 ^b7c,b 7 c"},
		{"(b) no (a) list", "b no a list"},
		{"county(s) f(abc)", "county+~counti s f abc"},
		{"b6 b7C B7E", "^b6,b6 ^b7c,b7c ^b7e,b7e"},
		{"b12 b7g ab6", "b12 b7g ab6"},
		{"(b) (6), (b) (7)(C)", "^b6,b 6 ^b7c,b 7 c"},
		{"(b) (6) (b) (7) (C)", "^b6,b 6 ^b7c,b 7 c"},
		{"(b)(6) (b)(7)(C)", "^b6,b 6 ^b7c,b 7 c"},
		{"(a) (b)", "a b"},
		{"1.4(D) 1.4 (D)", "^1.4d,1.4 d 1.4 d"},
		{"Exemption 7(C)", "exemption+~exempt ^b7c,7 c"},
		{"Exemptions 6 and 7(C)", "exemptions+~exempt ^b6,6 and ^b7c,7 c"},
		{"Exemptions 5, 6, 7(C) and 7(E)", "exemptions+~exempt ^b5,5 ^b6,6 ^b7c,7 c and ^b7e,7 e"},
		{"Exemption 6. 7 days", "exemption+~exempt ^b6,6 7 days+~day"},
		{"Ex. 5", "ex ^b5,5"},
		{"5 pages, Ex. 12", "5 pages+~page ex 12"},
		// dates
		{"2017-01-28", "^2017-01-28,^--01-28,2017 01 28"},
		{"1/28/2017", "^2017-01-28,^--01-28,^1/28/2017,1 28 2017"},
		{"1/28/17", "^2017-01-28,^--01-28,^1/28/17,1 28 17"},
		{"28/1/2017", "^2017-01-28,^--01-28,^28/1/2017,28 1 2017"},
		{"1/2/99", "^1999-01-02,^--01-02,^1/2/99,1 2 99"},
		{"31/31/2017 2017-02-30", "^31/31/2017,31 31 2017 ^2017-02-30,2017 02 30"},
		{"January 28, 2017", "^2017-01-28,^--01-28,january+~januari 28 2017"},
		{"28 January 2017", "^2017-01-28,^--01-28,28 january+~januari 2017"},
		{"Jan. 28th, 2017", "^2017-01-28,^--01-28,jan 28th 2017"},
		{"Sept 3\n2016.", "^2016-09-03,^--09-03,sept 3 2016"},
		{"may 5 people 2017", "^--05-05,may 5 people+~peopl 2017"},
		{"28-Jan-2017", "^2017-01-28,^--01-28,^28-jan-2017,28 jan 2017"},
		{"1/28/2017-2/3/2017", "^1/28/2017-2/3/2017,^2017-01-28,^--01-28,1 28 2017 ^2017-02-03,^--02-03,2 3 2017"},
		{"January 28 – February 3, 2017", "^2017-01-28,^--01-28,january+~januari 28 ^2017-02-03,^--02-03,february+~februari 3 2017"},
		{"Dec. 28 to Jan. 3, 2017", "^2016-12-28,^--12-28,dec 28 to ^2017-01-03,^--01-03,jan 3 2017"},
		{"January 28 and 30, 2017", "^2017-01-28,^--01-28,january+~januari 28 and 30 2017"},
		{"Jan. 28; May 30, 2017", "^--01-28,jan 28 ^2017-05-30,^--05-30,may 30 2017"},
		{"Feb. 2017 Feb 2017", "^2017-02,feb 2017 ^2017-02,feb 2017"},
		{"2017-02-04T10:30:00Z", "^2017-02-04,^--02-04,^2017-02-04t10,2017 02 04t10 30 00z"},
		{"12-2017", "^12-2017,12 2017"},
		{"2/2017 2017-02", "^2017-02,^2/2017,2 2017 ^2017-02,2017 02"},
		{"2017-18 9/11", "^2017-18,2017 18 ^9/11,9 11"},
		{"February 30", "february+~februari 30"},
		{"March 31 20171", "^--03-31,march 31 20171"},
		{"February 30, 2017", "february+~februari 30 2017"},
		// telephones
		{"202-555-0143", "^202-555-0143,202 555 0143"},
		{"(202) 555-0143", "202 ^555-0143,555 0143"},
		// other scripts
		{"요청을", "요 청 을"},
		{"カタカナ", "カ タ カ ナ"},
		{"الشرطة", "الشرطة"},
		// cells do not touch
		{"Ventura\x1f5,000\x1f\x1fjail", "ventura | 5000 | jail"},
		// what is not text
		{"\xff\xfea\xffb", "a b"},
		{"a\x00b\u202ec", "a bc"},
		{strings.Repeat("x", 100), strings.Repeat("x", MaxTerm)},
		{strings.Repeat("é", 100), strings.Repeat("e", MaxTerm)},
	} {
		tokens := a.Tokens(nil, c.text)
		if got := show(tokens); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
		checkTokens(t, c.text, tokens)
	}
}

// checkTokens checks what holds of the tokens of any text.
func checkTokens(t *testing.T, text string, tokens []Token) {
	t.Helper()
	pos, start := 0, 0
	for _, k := range tokens {
		switch {
		case k.Start < 0 || k.End > len(text) || k.Start >= k.End:
			t.Fatalf("%q: %+v stands outside the text", text, k)
		case k.Term == "" || len(k.Term) > MaxTerm+8 || !utf8.ValidString(k.Term):
			t.Fatalf("%q: term %q", text, k.Term)
		case k.Pos < pos || k.Start < start:
			t.Fatalf("%q: %+v stands before the last", text, k)
		case k.Stem != "" && k.Stem[0] != '~':
			t.Fatalf("%q: stem %q", text, k.Stem)
		}
		pos, start = k.Pos, k.Start
	}
}

// What is searched for is found: the tokens of a word alone are among those
// of a text that has it between spaces.
func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{
		"The deputies’ $5,000.00 (b)(7)(C)", "17-cv-\n01234 a@b.c U.S.", "deten-\ntion inci\u00ADdents",
		"\xff\x1f日本é\u0301\u202e", "1,2,3,000.5.6 ''’s -_-/@.",
	} {
		f.Add(s)
	}
	a := new(Analyzer)
	f.Fuzz(func(t *testing.T, s string) {
		tokens := a.Tokens(nil, s)
		checkTokens(t, s, tokens)
		for _, w := range strings.Fields(s) {
			alone := a.Tokens(nil, w)
			checkTokens(t, w, alone)
			again := a.Tokens(nil, "x "+w+" x")
			if want, got := fmt.Sprint(show(a.Tokens(nil, "x")), show(alone)), show(again); len(alone) > 0 && !strings.Contains(got, show(alone)) {
				t.Errorf("%q alone is %s, among others %s (%s)", w, show(alone), got, want)
			}
		}
	})
}

func BenchmarkAnalyze(b *testing.B) {
	text := strings.Repeat("The deputies of Ventura County declined 188 immigration detainers under (b)(7)(C) in case 17-cv-01234. ", 30)
	a := new(Analyzer)
	b.SetBytes(int64(len(text)))
	var tokens []Token
	for b.Loop() {
		tokens = a.Tokens(tokens[:0], text)
	}
}
