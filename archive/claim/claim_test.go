package claim

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/link"
	"readingroom/archive/link/gazetteer"
)

func TestNumbers(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"206 of 3,083 detainers", "206 3,083"},
		{"5.1 percent, 5.1 % and 7 per cent", "5.1% 5.1% 7%"},
		{"two hundred and six, forty-seven, a hundred and forty-two, three thousand eighty-three", "206 47 142 3,083"},
		{"a dozen, half a dozen, two dozen", "12 6 24"},
		{"about 200, more than 200, fewer than 50, nearly 190, at least 55, up to 48", "~200 >200 <50 -190 +55 _48"},
		{"it handed over 45 pages, turned over 680", "45 680"},
		{"a quarter of them, two thirds, half of all, one in six", "25% 67% 50% 17%"},
		{"$5,000 and 1.2 million", "5,000 1,200,000"},
		{"three times as many; listed twice", "3x 2"},
		{"a 35-page report", "35"},
		// None of these is a number of something.
		{"Form I-247N, No. 1:17-cv-01008, 5 U.S.C. 552, section 9 of Order 13768, 2017-HQFO-00999", ""},
		{"at 9:42 a.m. in 2017, on the 28th, a 38-year-old, week one, no one", ""},
	} {
		p := newProse(tc.text)
		var got []string
		for _, n := range p.numbers(func(int, int) bool { return false }) {
			s := strings.TrimSuffix(printValue(n.value, count), " %")
			switch n.form {
			case percent:
				s += "%"
			case fraction:
				s = fmt.Sprintf("%.0f%%", float64(n.value)/unit)
			case times:
				s += "x"
			}
			got = append(got, []string{"", "~", ">", "<", "-", "+", "_"}[n.near]+s)
		}
		if g := strings.Join(got, " "); g != tc.want {
			t.Errorf("%q: %s, want %s", tc.text, g, tc.want)
		}
	}
}

func TestRounded(t *testing.T) {
	for _, tc := range []struct {
		text string
		v    int64
		want string
	}{
		{"206", 206, "true false"},
		{"200", 206, "false false"},
		{"about 200", 206, "true true"},
		{"about 200", 260, "false true"},
		{"more than 200", 206, "true true"},
		{"more than 200", 200, "false false"},
		{"more than 200", 1000, "false true"},
		{"fewer than 50", 47, "true true"},
		{"nearly 190", 188, "true true"},
		{"nearly 190", 192, "false true"},
		{"at least 55", 55, "true false"},
	} {
		n := newProse(tc.text + " of them").numbers(func(int, int) bool { return false })[0]
		ok, rounded := n.holds(tc.v * unit)
		if got := fmt.Sprint(ok, " ", rounded); got != tc.want && (ok || tc.want[:5] != "false") {
			t.Errorf("%q holds %d: %s, want %s", tc.text, tc.v, got, tc.want)
		}
	}
}

func TestQuotations(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{`He said, "We have no record of them," and left.`, "We have no record of them"},
		{`“We have no record,” he said, “of any of them.”`, "We have no record|of any of them."},
		{`It "is 'extremely uncooperative'," he wrote.`, "extremely uncooperative"},
		{"“One of them came in.\n\n“Another went out,” he said.", "One of them came in.\n\n“Another went out"},
		{"«Please count this as declined»", "Please count this as declined"},
		{"&ldquo;issued months or years before.&rdquo;", "issued months or years before."},
		{`So-called "sanctuary cities" and a "crisis"`, ""},
		{`a workbook titled "Top 50 Jurisdictions"`, ""},
		{`<a href="https://example.org/x y z">`, ""},
		{`the jails' cells and the officers' "long wait in the cold"`, "long wait in the cold"},
		{`"never closed`, ""},
	} {
		p := newProse(unescape(tc.text))
		var got []string
		for _, q := range checkable(p, quotations(p.runes)) {
			got = append(got, strings.Trim(q.text, "\u2060"))
		}
		if g := strings.Join(got, "|"); g != tc.want {
			t.Errorf("%q: %q, want %q", tc.text, g, tc.want)
		}
	}
}

func TestFind(t *testing.T) {
	const page = "Law enforcement agencies do not usually tell ICE that they will not\nhonor a detainer. The counts are therefore what officers came to know, often after a release."
	for _, tc := range []struct {
		quote string
		ocr   bool
		want  string
	}{
		{"do not usually tell ICE that they will not honor a detainer", false, "supported: The record has these words."},
		{"Do not usually tell ice … what officers came to know", false, "supported: The record has these words. What was left out of the quotation stands between them."},
		{"[The agencies] do not usually tell ICE", false, "supported: The record has these words."},
		{"do not always tell ICE that they will not honor a detainer", false, "differs: The record has nearly these words: “always” is “usually” there."},
		{"what officers came to know after a release", false, "differs: The record has nearly these words: “often” is left out."},
		{"agencies do not usually te11 ICE that they will not honor", true, "supported: The record has these words; “te11” is “tell” there: it is a scan, and letters were read wrong there."},
		{"agencies do not usually te11 ICE that they will not honor", false, "differs: The record has nearly these words: “te11” is “tell” there."},
		{"sheriffs have made a mockery of the law", false, "absent: No document of this archive has these words, or nearly these."},
	} {
		var s Statement
		s.judge(quotation{text: tc.quote}, []Passage{{Text: page, OCR: tc.ocr, At: archive.Place{Item: "2026-001-0001", Locator: archive.Locator{Page: 1}}}})
		if got := string(s.Verdict) + ": " + s.Message; got != tc.want {
			t.Errorf("%q: %s, want %s", tc.quote, got, tc.want)
		}
	}
}

// TestFigures reads what figures are of: number, what, where and when.
func TestFigures(t *testing.T) {
	g := gazetteer.Load()
	for _, tc := range []struct{ text, want string }{
		{"Ventura County, Calif. (188), and Miami-Dade County, Fla. (93)", "188 ventura-county|93 miami-dade-county"},
		{"Travis County, Texas, declined 142 of the 206 detainers from Jan. 28 to Feb. 3, 2017.", "142 decline travis-county 2017-01-28..2017-02-03|206 decline 2017-01-28..2017-02-03"},
		{"ICE issued 3,083 detainers in the week of Jan. 28 to Feb. 3, 2017; 12 were declined in Cook County, Ill.", "3,083 issue 2017-01-28..2017-02-03|12 decline cook-county 2017-01-28..2017-02-03"},
		{"Cook County, Ill., declined three in the week of Feb. 4 to Feb. 10, 2017. The county had declined two the week before.", "3 decline cook-county 2017-02-04..2017-02-10|2 decline cook-county 2017-01-28..2017-02-03"},
		{"The number declined fell from 206 in the week of Jan. 28 to Feb. 3, 2017, to 47 a week later.", "206 decline 2017-01-28..2017-02-03|47 decline 2017-02-04..2017-02-10"},
		{"Franklin County declined five detainers.", "5 decline ?"},
		{
			"The first report, for Jan. 28 to Feb. 3, 2017, lists 206 declined detainers. The second report, for Feb. 4 to Feb. 10, 2017, lists 47. In the first, Cook County, Ill., declined two.",
			"206 decline 2017-01-28..2017-02-03|47 decline 2017-02-04..2017-02-10|2 decline cook-county 2017-01-28..2017-02-03",
		},
	} {
		p := newProse(tc.text)
		d := link.NewDocument(g, link.Context{})
		page := archive.Page{Number: 1, Text: tc.text}
		d.Read(page)
		r := read(p, g, mentions(d.Page(page), p.runes, g), link.Periods(tc.text, ""), nil, archive.Period{})
		var got []string
		for _, f := range r.figures {
			s := f.shown()
			if a := sorted(f.acts); len(a) > 0 {
				s += " " + strings.Join(a, "+")
			}
			switch {
			case len(f.places) > 0 && f.places[0].slug() == "":
				s += " ?"
			case len(f.places) > 0:
				s += " " + f.places[0].slug()[strings.LastIndex(f.places[0].slug(), "/")+1:]
			}
			if f.period.From != "" {
				s += " " + f.period.String()
			}
			got = append(got, s)
		}
		if x := strings.Join(got, "|"); x != tc.want {
			t.Errorf("%q:\n %s\nwant\n %s", tc.text, x, tc.want)
		}
	}
}

func TestLimits(t *testing.T) {
	g := gazetteer.Load()
	if _, err := Check(t.Context(), strings.Repeat("a ", MaxText), "", g, empty{}); err == nil || !strings.Contains(err.Error(), "256 KiB") {
		t.Errorf("a long text: %v", err)
	}
	if _, err := Check(t.Context(), "\xff", "", g, empty{}); err == nil {
		t.Error("no text: no error")
	}
	// The longest text that is taken, all of it statements, is checked.
	r, err := Check(t.Context(), strings.Repeat("Cook County, Ill., declined 206 detainers. ", MaxText/44), "", g, empty{})
	if err != nil || len(r.Statements) == 0 || len(r.Notes) == 0 {
		t.Errorf("%d statements, %v, %v", len(r.Statements), r.Notes, err)
	}
}
