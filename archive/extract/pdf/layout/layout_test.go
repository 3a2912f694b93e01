package layout

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive/extract/pdf/mark"
)

// sheet is a page on which text is set in half-em glyphs of a size.
type sheet struct{ mark.Page }

func (s *sheet) set(x, y, size float64, text string) {
	for _, r := range text {
		s.Glyphs = append(s.Glyphs, mark.Glyph{Text: string(r), X: x, Y: y, Width: size / 2, Size: size, Up: .75 * size, Down: .2 * size, Order: len(s.Glyphs)})
		x += size / 2
	}
}

// spread sets text with some room behind each letter.
func (s *sheet) spread(x, y, size, room float64, text string) {
	for _, r := range text {
		s.set(x, y, size, string(r))
		x += size/2 + room
	}
}

// down sets text that runs down the page.
func (s *sheet) down(x, y, size float64, text string) {
	n := len(s.Glyphs)
	s.set(0, 0, size, text)
	for i := range s.Glyphs[n:] {
		g := &s.Glyphs[n+i]
		g.X, g.Y, g.Angle = x, y+g.X, 90
	}
}

func TestText(t *testing.T) {
	lorem := strings.Fields("the requester seeks all records about the closing of the laboratory in the spring of that year and asks that fees be waived since release is in the public interest and will be published")
	prose := func(s *sheet, x, y float64, from int) {
		for i := range 5 {
			s.set(x, y+12*float64(i), 10, strings.Join(lorem[from+3*i:from+3*i+3], " "))
		}
	}
	for _, tc := range []struct {
		name string
		draw func(s *sheet)
		want string
	}{
		{"nothing", func(*sheet) {}, ""},
		{"a line", func(s *sheet) { s.set(10, 20, 10, "Dear Sir") }, "Dear Sir"},
		{"lines are read from the top", func(s *sheet) { s.set(10, 32, 10, "two"); s.set(10, 20, 10, "one") }, "one\ntwo"},
		{"words by a gap", func(s *sheet) { s.set(10, 20, 10, "one"); s.set(27, 20, 10, "two") }, "one two"},
		{"no word without one", func(s *sheet) { s.set(10, 20, 10, "one"); s.set(25.5, 20, 10, "two") }, "onetwo"},
		{"letters set apart", func(s *sheet) { s.spread(10, 20, 10, 2, "ANNUAL REPORT") }, "ANNUAL REPORT"},
		{"letters set apart, with no spaces", func(s *sheet) { s.spread(10, 20, 10, 2, "ANNUAL"); s.spread(60, 20, 10, 2, "REPORT") }, "ANNUAL REPORT"},
		{"letters squeezed", func(s *sheet) { s.spread(10, 20, 10, -.6, "annual"); s.spread(37.8, 20, 10, -.6, "report") }, "annual report"},
		{"figures in columns", func(s *sheet) { s.spread(10, 20, 10, 4, "12345") }, "1 2 3 4 5"},
		{"painted from the right", func(s *sheet) { s.set(40, 20, 10, "two"); s.set(10, 20, 10, "one") }, "one two"},
		{"blocks by white", func(s *sheet) { s.set(10, 20, 10, "one"); s.set(10, 32, 10, "two"); s.set(10, 70, 10, "three") }, "one\ntwo\n\nthree"},
		{"blocks by size", func(s *sheet) { s.set(10, 20, 18, "Title"); s.set(10, 34, 10, "text") }, "Title\n\ntext"},
		{"a hyphen", func(s *sheet) { s.set(10, 20, 10, "the infor-"); s.set(10, 32, 10, "mation act") }, "the information\nact"},
		{"soft hyphens", func(s *sheet) { s.set(10, 20, 10, "the in\u00adfor\u00ad"); s.set(10, 32, 10, "mation act") }, "the information\nact"},
		{"a hyphen that stays", func(s *sheet) { s.set(10, 20, 10, "Freedom-"); s.set(10, 32, 10, "Information") }, "Freedom-\nInformation"},
		{"a hyphen in a table", func(s *sheet) {
			s.set(10, 20, 10, "one")
			s.set(100, 20, 10, "two pa-")
			s.set(10, 32, 10, "three")
			s.set(100, 32, 10, "per")
		}, "one two pa-\nthree per"},
		{"a large letter at the head", func(s *sheet) {
			s.set(10, 44, 40, "T")
			s.set(31, 20, 10, "his act")
			s.set(31, 32, 10, "of the")
			s.set(31, 44, 10, "year")
			s.set(10, 56, 10, "which was")
		}, "This act\nof the\nyear\nwhich was"},
		{"a large word of its own", func(s *sheet) {
			s.set(10, 44, 40, "A")
			s.set(31, 20, 10, "new act")
			s.set(31, 32, 10, "of the")
			s.set(31, 44, 10, "year")
		}, "A new act\nof the\nyear"},
		{"a range of numbers", func(s *sheet) { s.set(10, 20, 10, "12-"); s.set(10, 32, 10, "15") }, "12-\n15"},
		{"a footnote's number", func(s *sheet) { s.set(10, 20, 10, "released"); s.set(50, 16, 6, "3"); s.set(60, 20, 10, "in") }, "released 3 in"},
		{"an ordinal", func(s *sheet) { s.set(10, 20, 10, "May 5"); s.set(35, 16, 6, "th"); s.set(50, 20, 10, "2017") }, "May 5th 2017"},
		{"a footnote's number before a comma", func(s *sheet) { s.set(10, 20, 10, "released"); s.set(50, 16, 6, "3"); s.set(53, 20, 10, ", in") }, "released 3, in"},
		{"a footnote's number before its text", func(s *sheet) { s.set(10, 16, 6, "3"); s.set(13, 20, 10, "The act") }, "3 The act"},
		{"a footnote's star behind a number", func(s *sheet) { s.set(10, 20, 10, "1,250"); s.set(35, 16, 6, "*") }, "1,250 *"},
		{"a footnote's number in parentheses", func(s *sheet) { s.set(10, 20, 10, "act ("); s.set(35, 16, 6, "3"); s.set(38, 20, 10, ")") }, "act (3)"},
		{"a subscript", func(s *sheet) { s.set(10, 20, 10, "CO"); s.set(20, 22, 6, "2"); s.set(25, 20, 10, "and") }, "CO2 and"},
		{"a subscript in a word", func(s *sheet) { s.set(10, 20, 10, "H"); s.set(15, 22, 6, "2"); s.set(18, 20, 10, "O") }, "H2O"},
		{"a power", func(s *sheet) {
			s.set(10, 20, 10, "4 km")
			s.set(30, 16, 6, "2")
			s.set(35, 20, 10, "of x")
			s.set(55, 16, 6, "3")
		}, "4 km2 of x3"},
		{"small capitals", func(s *sheet) { s.set(10, 20, 10, "S"); s.set(15, 20, 8, "ENATE") }, "SENATE"},
		{"painted twice", func(s *sheet) { s.set(10, 20, 10, "bold"); s.set(10.4, 20, 10, "bold") }, "bold"},
		{"an accent of its own", func(s *sheet) { s.set(10, 20, 10, "caf"); s.set(25, 20, 10, "´"); s.set(25, 20, 10, "e") }, "café"},
		{"a ligature", func(s *sheet) { s.set(10, 20, 10, "oﬃce") }, "office"},
		{"Hebrew, painted as it looks", func(s *sheet) { s.set(10, 20, 10, "םולש") }, "שלום"},
		{"Hebrew, painted as it is read", func(s *sheet) {
			for i, r := range []rune("שלום") {
				s.set(40-5*float64(i), 20, 10, string(r))
			}
		}, "שלום"},
		{"Arabic with a vowel point", func(s *sheet) { s.set(10, 20, 10, "ابح"); s.set(10.5, 18, 10, "\u064b") }, "حبا\u064b"},
		{"Hebrew with a number", func(s *sheet) { s.set(10, 20, 10, "2017 תנש") }, "שנת 2017"},
		{"a Latin name in Hebrew", func(s *sheet) { s.set(10, 20, 10, "םולש James Bond ךל") }, "לך James Bond שלום"},
		{"Hebrew in English", func(s *sheet) { s.set(10, 20, 10, "say םולש םלוע and go on") }, "say עולם שלום and go on"},
		{
			"two columns", func(s *sheet) { prose(s, 10, 20, 0); prose(s, 250, 20, 15) },
			"the requester seeks\nall records about\nthe closing of\nthe laboratory in\nthe spring of\n\nthat year and\nasks that fees\nbe waived since\nrelease is in\nthe public interest",
		},
		{
			"columns whose lines stand at different heights", func(s *sheet) { prose(s, 10, 20, 0); prose(s, 250, 26, 15) },
			"the requester seeks\nall records about\nthe closing of\nthe laboratory in\nthe spring of\n\nthat year and\nasks that fees\nbe waived since\nrelease is in\nthe public interest",
		},
		{
			"a heading over two columns, and a line under them", func(s *sheet) {
				s.set(60, 6, 10, "records of the laboratory and its closing")
				prose(s, 10, 20, 0)
				prose(s, 180, 20, 15)
				s.set(60, 82, 10, "on behalf of the requester")
			},
			"records of the laboratory and its closing\n\nthe requester seeks\nall records about\nthe closing of\nthe laboratory in\nthe spring of\n\n" +
				"that year and\nasks that fees\nbe waived since\nrelease is in\nthe public interest\n\non behalf of the requester",
		},
		{
			"three columns", func(s *sheet) { prose(s, 10, 20, 0); prose(s, 130, 20, 15); prose(s, 250, 20, 0) },
			"the requester seeks\nall records about\nthe closing of\nthe laboratory in\nthe spring of\n\nthat year and\nasks that fees\nbe waived since\nrelease is in\nthe public interest\n\n" +
				"the requester seeks\nall records about\nthe closing of\nthe laboratory in\nthe spring of",
		},
		{
			"a drawing over the second column", func(s *sheet) {
				for i := range 3 {
					prose(s, 10, 20+60*float64(i), 0)
				}
				for i := range 8 {
					s.set(250, 17.5+9*float64(i), 5, fmt.Sprint(2*i, " ", 3*i))
				}
				prose(s, 180, 116, 15)
				prose(s, 180, 176, 15)
			},
			strings.Repeat("the requester seeks\nall records about\nthe closing of\nthe laboratory in\nthe spring of\n", 3) +
				"\n0 0\n2 3\n4 6\n6 9\n8 12\n10 15\n12 18\n14 21\n\n" +
				strings.TrimSuffix(strings.Repeat("that year and\nasks that fees\nbe waived since\nrelease is in\nthe public interest\n", 2), "\n"),
		},
		{"a table of sentences", func(s *sheet) {
			for i := range 5 {
				s.set(10, 20+40*float64(i), 10, "the requester seeks")
				s.set(10, 32+40*float64(i), 10, "all records about")
				s.set(150, 20+40*float64(i), 10, "the request is granted")
				s.set(150, 32+40*float64(i), 10, "in part since then")
			}
		}, strings.TrimSuffix(strings.Repeat("the requester seeks the request is granted\nall records about in part since then\n\n", 5), "\n\n")},
		{"numbered lines", func(s *sheet) {
			for i := range 16 {
				s.set(10, 20+24*float64(i), 10, fmt.Sprintf("%2d", i+1))
				s.set(50, 20+24*float64(i), 10, strings.Join(lorem[2*i:2*i+2], " "))
			}
		}, "the requester\nseeks all\nrecords about\nthe closing\nof the\nlaboratory in\nthe spring\nof that\nyear and\nasks that\nfees be\nwaived since\nrelease is\nin the\npublic interest\nand will\n\n" +
			"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16"},
		{"a table", func(s *sheet) {
			for i := range 8 {
				s.set(10, 20+12*float64(i), 10, fmt.Sprintf("county %c", 'A'+i))
				s.set(150, 20+12*float64(i), 10, fmt.Sprint(100+i))
				s.set(250, 20+12*float64(i), 10, fmt.Sprint(200+i))
			}
		}, "county A 100 200\ncounty B 101 201\ncounty C 102 202\ncounty D 103 203\ncounty E 104 204\ncounty F 105 205\ncounty G 106 206\ncounty H 107 207"},
		{"turned text comes after", func(s *sheet) { s.down(300, 10, 10, "Exhibit B"); s.set(10, 20, 10, "page") }, "page\n\nExhibit B"},
		{"turned lines go from the right", func(s *sheet) { s.down(300, 10, 10, "second"); s.down(312, 10, 10, "first") }, "first\nsecond"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var s sheet
			tc.draw(&s)
			p := Of(&s.Page)
			if got := p.Text(); got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
			if p.Words() == nil {
				t.Error("no list of words")
			}
		})
	}
}

func TestBoxes(t *testing.T) {
	var s sheet
	s.set(10, 20, 10, "one")
	s.down(300, 40, 10, "two")
	var got []string
	for _, w := range Of(&s.Page).Words() {
		got = append(got, fmt.Sprint(w.Text, w.Box))
	}
	if want := "one[10 12.5 25 22] two[298 40 307.5 55]"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A page of one glyph many times over must not take long.
func TestMany(t *testing.T) {
	var s sheet
	for i := range 20_000 {
		s.set(float64(i%7), float64(i%11)/10, 10, "x")
	}
	Of(&s.Page)
	s = sheet{}
	for i := range 40_000 { // one line of large and small letters by turns
		s.set(10*float64(i), 20-float64(i%2)*2, 10-5*float64(i%2), "T")
	}
	Of(&s.Page)
	s = sheet{}
	for i := range 40_000 { // columns without end
		s.set(60*float64(i%40), 12*float64(i/40), 10, "act of law")
	}
	Of(&s.Page)
}

func TestShape(t *testing.T) {
	var s sheet
	s.set(10, 20, 10, "the act")
	s.set(45, 16, 6, "2")
	s.set(10, 32, 10, "a sum")
	s.set(37, 34, 6, "i")
	p := Of(&s.Page)
	var got []string
	for _, b := range p.Blocks {
		for _, l := range b.Lines {
			got = append(got, fmt.Sprint(l.Base(), l.Size(), l.Box()))
			for _, w := range l.Words {
				if w.Raised != 0 {
					got = append(got, fmt.Sprintf("%s %d", w.Text, w.Raised))
				}
			}
		}
		got = append(got, fmt.Sprint(b.Box()))
	}
	if want := "20 10 [10 11.5 48 22]; 2 1; 32 10 [10 24.5 40 35.2]; i -1; [10 11.5 48 35.2]"; strings.Join(got, "; ") != want {
		t.Errorf("%s, want %s", strings.Join(got, "; "), want)
	}
}
