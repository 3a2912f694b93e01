package table

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

const (
	step    = 5.0  // points of a character of drawn's art
	leading = 12.0 // and of its lines
)

// drawn returns a page from a drawing: text in half-em glyphs of 10 points,
// --- and | for lines, + where they meet.
func drawn(art string) *mark.Page {
	p := &mark.Page{Width: 612, Height: 792}
	for n, line := range strings.Split(strings.Trim(art, "\n"), "\n") {
		y := 60 + leading*float64(n)
		runes := []rune(line)
		for i := 0; i < len(runes); i++ {
			x := 40 + step*float64(i)
			switch r := runes[i]; {
			case r == ' ':
			case r == '|', r == '+':
				p.Rulings = append(p.Rulings, mark.Ruling{Box: archive.Box{x + step/2, y - leading/2, x + step/2, y + leading/2}, Stroked: true, Thickness: .5})
				if r == '+' {
					p.Rulings = append(p.Rulings, mark.Ruling{Box: archive.Box{x, y, x + step, y}, Stroked: true, Thickness: .5})
				}
			case r == '-' && strings.HasPrefix(string(runes[i:]), "---"):
				k := i
				for k < len(runes) && runes[k] == '-' {
					k++
				}
				p.Rulings = append(p.Rulings, mark.Ruling{Box: archive.Box{x, y, 40 + step*float64(k), y}, Stroked: true, Thickness: .5})
				i = k - 1
			default:
				p.Glyphs = append(p.Glyphs, mark.Glyph{Text: string(r), X: x, Y: y + 3, Width: step, Size: 10, Up: 7.5, Down: 2, Order: len(p.Glyphs)})
			}
		}
	}
	return p
}

// shown prints a table: a line a row, / between cells, >2 behind what fills two
// columns, v2 behind what fills two rows, = under the header.
func shown(t Table) string {
	rows := make([][]string, t.Rows)
	for i := range rows {
		rows[i] = make([]string, t.Cols)
	}
	for _, c := range t.Cells {
		s := strings.ReplaceAll(c.Text, "\n", "¶")
		if c.ColSpan > 1 {
			s += fmt.Sprintf(">%d", c.ColSpan)
		}
		if c.RowSpan > 1 {
			s += fmt.Sprintf("v%d", c.RowSpan)
		}
		rows[c.Row][c.Col] = s
	}
	var out []string
	for i, r := range rows {
		if i == t.HeaderRows {
			out = append(out, "=")
		}
		out = append(out, strings.TrimRight(strings.Join(r, "/"), "/"))
	}
	return strings.Join(out, "\n")
}

func TestFind(t *testing.T) {
	for _, tc := range []struct{ name, art, want string }{
		{"nothing", ``, ``},
		{"prose", `
The requester seeks all records about the closing of the laboratory in
the spring of that year, and asks that the fees be waived since release is
in the public interest and will be published on 12 May 2017 as planned.
It was sent to the agency on 3 March, which answered within 20 days.
`, ``},
		{"ruled", `
+---------+-------+
| County  | Count |
+---------+-------+
| Clark   | 51    |
+---------+-------+
| Cook    | 13    |
+---------+-------+
`, "County/Count\n=\nClark/51\nCook/13"},
		{"ruled, with wrapped lines and an empty cell", `
+---------------+-------+--------+
| County        | Count | Note   |
+---------------+-------+--------+
| Prince        | 51    |        |
| George's      |       |        |
+---------------+-------+--------+
| Cook          | 13    | inter- |
|               |       | preted |
+---------------+-------+--------+
`, "County/Count/Note\n=\nPrince George's/51\nCook/13/interpreted"},
		{"spanning heads and a spanning cell", `
+--------+-------------+
| State  | Detainers   |
|        +------+------+
|        | Sent | Kept |
+--------+------+------+
| Iowa   | 12   | 3    |
+--------+------+------+
| Utah   | none sent   |
+--------+------+------+
| Ohio   | 40   | 21   |
+--------+------+------+
`, "Statev2/Detainers>2\n/Sent/Kept\n=\nIowa/12/3\nUtah/none sent>2\nOhio/40/21"},
		{"a label over its rows", `
+---------+-------+
| County  | Count |
+---------+-------+
| Nevada          |
+---------+-------+
| Clark   | 51    |
+---------+-------+
| Washoe  | 13    |
+---------+-------+
`, "County/Count\n=\nNevada>2\nClark/51\nWashoe/13"},
		{"no lines at the sides", `
---------+-------+------
 County  | Sent  | Kept
---------+-------+------
 Clark   | 51    | 4
---------+-------+------
 Cook    | 13    | 2
---------+-------+------
`, "County/Sent/Kept\n=\nClark/51/4\nCook/13/2"},
		{"lines down and none across", `
+---------+-------+------+
| County  | Sent  | Kept |
+---------+-------+------+
| Clark   | 51    | 4    |
| Cook    | 13    | 2    |
| Iowa    | 9     | 1    |
+---------+-------+------+
`, "County/Sent/Kept\n=\nClark/51/4\nCook/13/2\nIowa/9/1"},
		{"lines in the heads alone", `
+---------+-------+------+
| County  | Sent  | Kept |
+---------+-------+------+
| Clark     51      4    |
+------------------------+
| Cook      13      2    |
+------------------------+
`, "County/Sent/Kept\n=\nClark/51/4\nCook/13/2"},
		{"bullets in a cell", `
+---------+-----------------------+
| County  | Criteria              |
+---------+-----------------------+
| Clark   | • honors one with a   |
|         | warrant               |
|         | • gives notice        |
+---------+-----------------------+
| Cook    | • none                |
+---------+-----------------------+
`, "County/Criteria\n=\nClark/• honors one with a warrant¶• gives notice\nCook/• none"},
		{"white columns", `
County          Sent    Kept
Clark, Nevada     51       4
Cook, Illinois    13       2
Polk, Iowa         9       1
`, "County/Sent/Kept\n=\nClark, Nevada/51/4\nCook, Illinois/13/2\nPolk, Iowa/9/1"},
		{"dots, dollars and indents", `
Item                       2011        2012
Receipts:
  Fees . . . . . . . .  $ 1,204     $ 1,310
  Fines and
    penalties . . . . .      88         102
  Total . . . . . . . .   1,292       1,412
`, "Item/2011/2012\n=\nReceipts:\nFees . . . . . . . ./$ 1,204/$ 1,310\nFines and penalties . . . . ./88/102\nTotal . . . . . . . ./1,292/1,412"},
		{"heads over groups, wrapped", `
                 Issued          Declined
             Men   Women       Men   Women
State
Iowa          12       3         1       0
Utah          40      21         8       2
Ohio          70      31        11       4
`, "/Issued>2//Declined>2\nState/Men/Women/Men/Women\n=\nIowa/12/3/1/0\nUtah/40/21/8/2\nOhio/70/31/11/4"},
		{"a stub that goes on below its numbers", `
Office                     Filed   Closed
Board of Appeals             120       98
Immigration Review and        44       40
  adjudication
Pardon Attorney               17       12
`, "Office/Filed/Closed\n=\nBoard of Appeals/120/98\nImmigration Review and adjudication/44/40\nPardon Attorney/17/12"},
		{"lines across part the rows", `
-----------------------------------
Name          Office       Subject
-----------------------------------
Ann Smith     General      Records
              Counsel
-----------------------------------
Bob Jones     Field        Travel of
              Operations   the staff
-----------------------------------
`, "Name/Office/Subject\n=\nAnn Smith/General Counsel/Records\nBob Jones/Field Operations/Travel of the staff"},
		{"two side by side", `
+-------+-----+       +-------+-----+
| State | Sum |       | Month | Sum |
+-------+-----+       +-------+-----+
| Iowa  | 12  |       | May   | 99  |
+-------+-----+       +-------+-----+
`, "State/Sum\n=\nIowa/12\n\nMonth/Sum\n=\nMay/99"},
		{"lines under the heads of groups", `
               Men            Women
          ------------    ------------
State     2011    2012    2011    2012
--------------------------------------
Iowa        12       3       1       0
Utah        40      21       8       2
Ohio        70      31      11       4
`, "/Men>2//Women>2\nState/2011/2012/2011/2012\n=\nIowa/12/3/1/0\nUtah/40/21/8/2\nOhio/70/31/11/4"},
		{"two, one over the other, with their captions", `
Table 1. Filed

State        2011    2012
Iowa           12       3
Utah           40      21
Ohio           70      31

Table 2. Closed

Office     Opened    Appealed    Closed
Reno           12           3         9
Boise          40          21        19
Salem          70          31        39
`, "State/2011/2012\n=\nIowa/12/3\nUtah/40/21\nOhio/70/31\n\nOffice/Opened/Appealed/Closed\n=\nReno/12/3/9\nBoise/40/21/19\nSalem/70/31/39"},
		{"labels in the middle", `
State          Sent     Kept
        Northern district
Iowa             12        3
Ohio             40       21
        Southern district
Utah             70       31
Nevada            9        1
`, "State/Sent/Kept\n=\nNorthern district>3\nIowa/12/3\nOhio/40/21\nSouthern district>3\nUtah/70/31\nNevada/9/1"},
		{"texts alone, wrapped", `
Date        Office            Subject
May 1       Office of the     All records of
            Director          the closing
May 20      Field office      Travel

June 11     General Counsel   The memo on fee
                              waivers of 2016
June 30     Public Affairs    Press releases
`, "Date/Office/Subject\n=\nMay 1/Office of the Director/All records of the closing\nMay 20/Field office/Travel\nJune 11/General Counsel/The memo on fee waivers of 2016\nJune 30/Public Affairs/Press releases"},
		{"marks of notes in columns of their own", `
State          Sent        Kept
Iowa            12 (1)        3
Ohio            40           21 *
Utah            70           31
Nevada           9            1
`, "State/Sent/Kept\n=\nIowa/12 (1)/3\nOhio/40/21 *\nUtah/70/31\nNevada/9/1"},
		{"columns of numbers close to each other", `
State       1990  1991  1992  1993
Iowa       1,234 1,245 1,256 1,267
Ohio         834   845   856   867
Utah       2,234 2,245 2,256 2,267
Nevada         9    10    11    12
`, "State/1990/1991/1992/1993\n=\nIowa/1,234/1,245/1,256/1,267\nOhio/834/845/856/867\nUtah/2,234/2,245/2,256/2,267\nNevada/9/10/11/12"},
		{"heads of several lines", `
                    Number      Share of
                    of          all
District            requests    requests
Northern               1,204        12.5
Southern                 310         3.2
Western                8,090        84.3
`, "District/Number of requests/Share of all requests\n=\nNorthern/1,204/12.5\nSouthern/310/3.2\nWestern/8,090/84.3"},
		{"beside a column of text", `
The office was closed in the spring of     State      Sent    Kept
that year, and the records were sent       Iowa         12       3
to the archive in the autumn of it,        Ohio         40      21
where they were read and described by      Utah         70      31
two archivists in the course of a long
winter; nobody had asked for them until
the first requester came in the summer.
`, "State/Sent/Kept\n=\nIowa/12/3\nOhio/40/21\nUtah/70/31"},
		{"the head of a letter", `
From:      Field Office Director
To:        Acting Director
Subject:   Detainers
Date:      3/21/2017
`, ``},
		{"a numbered list", `
1.   Report from the closed session
2.   Discussion of the budget
3.   Adjournment of the board
4.   Other business
`, ``},
		{"a transcript", `
1    MR. SMITH: May it please the court,
2    the question here is whether the
3    statute reaches what was withheld.
4    JUSTICE JONES: And does it?
`, ``},
		{"the side of a chart", `
400     400
300     300
200     200
100     100
0       0
`, ``},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := drawn(tc.art)
			var got []string
			for _, x := range Find(p, layout.Of(p)) {
				got = append(got, shown(x))
				if x.Confidence <= 0 || x.Confidence > 1 {
					t.Errorf("confidence %v", x.Confidence)
				}
			}
			if s := strings.Join(got, "\n\n"); s != tc.want {
				t.Errorf("read\n%s\n\nwant\n%s", s, tc.want)
			}
		})
	}
}

const ruledArt = `
Table 3. Detainers by county

+---------+-------+--------+
| County  | Count | Kept   |
+---------+-------+--------+
| Prince  | 51    | 4      |
| George's|       |        |
+---------+-------+--------+
| Cook    | 13    | 2      |
+---------+-------+--------+
Source: the agency's files.
`

const whiteArt = `
Table 4. Detainers by office

Office            Sent      Kept
Field office        51         4
Main office         13         2
Reno, Nevada         9         1
Salem               22        10
Source: the agency's files.
`

// Titles and notes are kept apart from the cells.
func TestAround(t *testing.T) {
	for _, tc := range []struct{ art, title, note string }{
		{ruledArt, "Table 3. Detainers by county", "Source: the agency's files."},
		{whiteArt, "Table 4. Detainers by office", "Source: the agency's files."},
		{"The figures below were sent to the requester in the spring.\n\n" + strings.SplitAfterN(whiteArt, "\n", 3)[2], "", "Source: the agency's files."},
	} {
		p := drawn(tc.art)
		found := Find(p, layout.Of(p))
		if len(found) != 1 || found[0].Title != tc.title || len(found[0].Footnotes) != 1 || found[0].Footnotes[0] != tc.note {
			t.Errorf("%d tables: %+v", len(found), found)
		}
	}
}

// A table that is turned is read as the upright one is, and its cells stand
// where they are on the page.
func TestTurned(t *testing.T) {
	for _, art := range []string{ruledArt, whiteArt} {
		p := drawn(art)
		want := Find(p, layout.Of(p))
		for _, turn := range []float64{90, 180, 270} {
			q := turned(drawn(art), turn)
			got := Find(q, layout.Of(q))
			if len(want) != 1 || len(got) != 1 {
				t.Fatalf("%v degrees: %d tables, upright %d", turn, len(got), len(want))
			}
			if a, b := shown(got[0]), shown(want[0]); a != b || got[0].Title != want[0].Title {
				t.Errorf("%v degrees: read\n%s\nwant\n%s", turn, a, b)
			}
			l := layout.Of(q)
			for _, c := range got[0].Cells {
				for _, w := range l.Words() {
					if x, y := (w.Box[0]+w.Box[2])/2, (w.Box[1]+w.Box[3])/2; c.Text == w.Text && (x < c.Box[0] || x > c.Box[2] || y < c.Box[1] || y > c.Box[3]) {
						t.Errorf("%v degrees: %q at %v is not in %v", turn, w.Text, w.Box, c.Box)
					}
				}
			}
		}
	}
}

// turned turns a page clockwise.
func turned(p *mark.Page, by float64) *mark.Page {
	for ; by > 0; by -= 90 {
		q := &mark.Page{Width: p.Height, Height: p.Width}
		for _, g := range p.Glyphs {
			g.X, g.Y, g.Angle = p.Height-g.Y, g.X, g.Angle+90
			q.Glyphs = append(q.Glyphs, g)
		}
		for _, r := range p.Rulings {
			b := r.Box
			r.Box = archive.Box{p.Height - b[3], b[0], p.Height - b[1], b[2]}
			q.Rulings = append(q.Rulings, r)
		}
		p = q
	}
	return p
}

// Words and lines that were read from a picture do not stand quite where they
// should.
func TestNoise(t *testing.T) {
	for _, art := range []string{ruledArt, whiteArt} {
		p := drawn(art)
		want := shown(Find(p, layout.Of(p))[0])
		for seed := range 20 {
			q := drawn(art)
			n := uint32(seed + 1)
			off := func() float64 { // up to 1.2 points either way
				n = n*1664525 + 1013904223
				return (float64(n>>16)/65535 - .5) * 2.4
			}
			for i := range q.Rulings {
				dx, dy := off(), off()
				b := &q.Rulings[i].Box
				*b = archive.Box{b[0] + dx, b[1] + dy, b[2] + dx, b[3] + dy}
			}
			last, dx, dy := "", 0.0, 0.0
			for i := range q.Glyphs {
				g := &q.Glyphs[i]
				if at := fmt.Sprint(g.Y); at != last || i > 0 && g.X-q.Glyphs[i-1].X > 2*step {
					last, dx, dy = at, off(), off()/2
				}
				g.X, g.Y = g.X+dx, g.Y+dy
			}
			got := Find(q, layout.Of(q))
			if len(got) != 1 || shown(got[0]) != want {
				t.Errorf("seed %d: %d tables", seed, len(got))
				for _, x := range got {
					t.Log("\n" + shown(x))
				}
			}
		}
	}
}

// What was painted over is not in a cell, and not in the page's text.
func TestCovered(t *testing.T) {
	p := drawn(ruledArt)
	var old []mark.Glyph
	for i, r := range "99" { // under the 51
		old = append(old, mark.Glyph{Text: string(r), X: 101.5 + 5*float64(i), Y: 60 + 5*leading + 3, Width: 5, Size: 10, Up: 7.5, Down: 2, Order: -10})
	}
	y := 60 + 5*leading
	p.Rulings = append(p.Rulings, mark.Ruling{Box: archive.Box{93, y - 5, 129, y + 5}, Filled: true, Gray: 1, Order: -5})
	p.Glyphs = append(old, p.Glyphs...)
	l := layout.Of(p)
	found := Find(p, l)
	if len(found) != 1 || !strings.Contains(shown(found[0]), "Prince George's/51/4") {
		t.Fatalf("%d tables", len(found))
	}
	if text, _ := Read(l, found); strings.Contains(text, "9") {
		t.Errorf("%q", text)
	}
}
