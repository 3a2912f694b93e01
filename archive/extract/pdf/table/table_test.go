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
