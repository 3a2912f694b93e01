package table

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
)

// sheets is a sink that writes down what it is given.
type sheets struct {
	out    []string
	tables []archive.Table
	rows   []archive.Row
}

func (s *sheets) Table(t archive.Table) error {
	s.tables = append(s.tables, t)
	s.out = append(s.out, fmt.Sprintf("table %d.%d %q %s", t.Page, t.OnPage, t.Title, strings.Join(t.Header, "/")))
	return nil
}

func (s *sheets) Row(r archive.Row) error {
	s.rows = append(s.rows, r)
	line := fmt.Sprintf("%d p%d.%d %s", r.Number, r.Page, r.OnPage, strings.Join(r.Cells, "/"))
	if len(r.Group) > 0 {
		line += " [" + strings.Join(r.Group, ", ") + "]"
	}
	s.out = append(s.out, line)
	return nil
}

func TestJoiner(t *testing.T) {
	const head = `
+---------+-------+------+
| County  | Sent  | Kept |
+---------+-------+------+
`
	for _, tc := range []struct {
		name  string
		pages []string
		want  string
	}{
		{"one page", []string{head + `
| Clark   | 51    | 4    |
+---------+-------+------+
| Cook    | 13    | 2    |
+---------+-------+------+
`}, `table 1.1 "" County/Sent/Kept; 1 p1.1 Clark/51/4; 2 p1.1 Cook/13/2`},
		{"a header repeated", []string{head + `
| Clark   | 51    | 4    |
+---------+-------+------+
`, head + `
| Cook    | 13    | 2    |
+---------+-------+------+
`}, `table 1.1 "" County/Sent/Kept; 1 p1.1 Clark/51/4; 2 p2.1 Cook/13/2`},
		{"no header repeated", []string{head + `
| Clark   | 51    | 4    |
+---------+-------+------+
`, `
+---------+-------+------+
| Cook    | 13    | 2    |
+---------+-------+------+
| Polk    | 9     | 1    |
+---------+-------+------+
`}, `table 1.1 "" County/Sent/Kept; 1 p1.1 Clark/51/4; 2 p2.1 Cook/13/2; 3 p2.1 Polk/9/1`},
		{"another header", []string{head + `
| Clark   | 51    | 4    |
+---------+-------+------+
`, `
+---------+-------+------+
| Office  | Open  | Shut |
+---------+-------+------+
| Reno    | 9     | 1    |
+---------+-------+------+
`}, `table 1.1 "" County/Sent/Kept; 1 p1.1 Clark/51/4; table 2.1 "" Office/Open/Shut; 1 p2.1 Reno/9/1`},
		{"another title", []string{"Table 1. May\n" + head + `
| Clark   | 51    | 4    |
+---------+-------+------+
`, "Table 2. June\n" + head + `
| Clark   | 13    | 2    |
+---------+-------+------+
`}, `table 1.1 "Table 1. May" County/Sent/Kept; 1 p1.1 Clark/51/4; table 2.1 "Table 2. June" County/Sent/Kept; 1 p2.1 Clark/13/2`},
		{"a title that goes on", []string{"Table 1. May\n" + head + `
| Clark   | 51    | 4    |
+---------+-------+------+
`, "Table 1. May (continued)\n" + head + `
| Cook    | 13    | 2    |
+---------+-------+------+
`}, `table 1.1 "Table 1. May" County/Sent/Kept; 1 p1.1 Clark/51/4; 2 p2.1 Cook/13/2`},
		{"labels go on over a page", []string{head + `
| Nevada                 |
+---------+-------+------+
| Clark   | 51    | 4    |
+---------+-------+------+
| Washoe  | 5     | 4    |
+---------+-------+------+
`, head + `
| Nye     | 13    | 2    |
+---------+-------+------+
| Ohio                   |
+---------+-------+------+
| Clark   | 7     | 0    |
+---------+-------+------+
`}, `table 1.1 "" County/Sent/Kept; 1 p1.1 Clark/51/4 [Nevada]; 2 p1.1 Washoe/5/4 [Nevada]; 3 p2.1 Nye/13/2 [Nevada]; 4 p2.1 Clark/7/0 [Ohio]`},
		{"a first cell that holds for the rows below it", []string{`
+---------+-------+------+
| County  | From  | Kept |
+---------+-------+------+
| Clark   | Peru  | 4    |
+---------+-------+------+
|         | Haiti | 2    |
+---------+-------+------+
`, `
+---------+-------+------+
| County  | From  | Kept |
+---------+-------+------+
|         | Cuba  | 1    |
+---------+-------+------+
| Cook    | Peru  | 3    |
+---------+-------+------+
`}, `table 1.1 "" County/From/Kept; 1 p1.1 Clark/Peru/4 [Clark]; 2 p1.1 /Haiti/2 [Clark]; 3 p2.1 /Cuba/1 [Clark]; 4 p2.1 Cook/Peru/3 [Cook]`},
		{"a cell over two rows", []string{`
+---------+-------+------+
| County  | From  | Kept |
+---------+-------+------+
| Clark   | Peru  | 4    |
|         +-------+------+
|         | Haiti | 2    |
+---------+-------+------+
`}, `table 1.1 "" County/From/Kept; 1 p1.1 Clark/Peru/4 [Clark]; 2 p1.1 Clark/Haiti/2 [Clark]`},
		{"a row that the page cut in two", []string{`
+---------+-------+----------------+
| County  | Kept  | Criteria       |
+---------+-------+----------------+
| Clark   | 4     | Will honor one |
|         |       | where a judge  |
+---------+-------+----------------+
`, `
+---------+-------+----------------+
| County  | Kept  | Criteria       |
+---------+-------+----------------+
|         |       | has signed it  |
+---------+-------+----------------+
| Cook    | 2     | None           |
+---------+-------+----------------+
`}, `table 1.1 "" County/Kept/Criteria; 1 p1.1 Clark/4/Will honor one where a judge has signed it; 2 p2.1 Cook/2/None`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var s sheets
			j := NewJoiner(&s)
			for i, art := range tc.pages {
				p := drawn(strings.ReplaceAll(art, "+\n\n|", "+\n|"))
				if err := j.Next(i+1, Find(p, layout.Of(p))); err != nil {
					t.Fatal(err)
				}
				if err := j.Rows(); err != nil {
					t.Fatal(err)
				}
			}
			if err := j.Close(); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(s.out, "; "); got != tc.want {
				t.Errorf("read\n%s\nwant\n%s", got, tc.want)
			}
			// The rows of the grid count through the whole table.
			last := -1
			for _, r := range s.rows {
				for _, c := range r.Grid {
					if c.Row < last {
						t.Errorf("cell %+v after row %d", c, last)
					}
					last = c.Row
				}
				if r.Number == 1 {
					last = -1
				}
			}
		})
	}
}

func TestRead(t *testing.T) {
	p := drawn(`
The counts of May are these.

+---------+-------+----------+
| County  | Sent  | Reason   |
+---------+-------+----------+
| Prince  | 51    | a court  |
| George's|       | order    |
+---------+-------+----------+
| Cook    |       | none     |
+---------+-------+----------+

They were published in June.
`)
	l := layout.Of(p)
	text, words := Read(l, Find(p, l))
	want := "The counts of May are these.\n\nCounty\tSent\tReason\nPrince George's\t51\ta court order\nCook\t\tnone\n\nThey were published in June."
	if text != want {
		t.Errorf("%q, want %q", text, want)
	}
	var got []string
	for _, w := range words {
		got = append(got, w.Text)
	}
	if s := strings.Join(got, " "); s != strings.Join(strings.Fields(want), " ") {
		t.Errorf("words %q", s)
	}
	if text, words := Read(l, nil); text != l.Text() || len(words) != len(l.Words()) {
		t.Errorf("without tables: %q", text)
	}
}

// Notes under a later page's part are the whole table's.
func TestJoinerNotes(t *testing.T) {
	part := func(county string, notes ...string) Table {
		cells := []archive.Cell{}
		for row, texts := range [][]string{{"County", "Sent"}, {county, "51"}} {
			for col, text := range texts {
				box := archive.Box{50 + 100*float64(col), 100 + 20*float64(row), 150 + 100*float64(col), 120 + 20*float64(row)}
				cells = append(cells, archive.Cell{Row: row, Col: col, RowSpan: 1, ColSpan: 1, Text: text, Box: box})
			}
		}
		return Table{Cells: cells, Rows: 2, Cols: 2, HeaderRows: 1, Footnotes: notes, top: true, bottom: true, bands: make([]archive.Box, 2), labels: make([]bool, 2), indent: make([]float64, 2)}
	}
	var got sheets
	j := NewJoiner(&got)
	first, second := part("Clark", "1 As reported."), part("Cook", "1 As reported.", "2 Since May.")
	for i, tables := range [][]Table{{first}, {second}} {
		if err := j.Next(i+1, tables); err != nil {
			t.Fatal(err)
		}
		if err := j.Rows(); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if len(got.tables) != 1 || len(got.rows) != 2 {
		t.Fatalf("%d tables, %d rows: %v", len(got.tables), len(got.rows), got.out)
	}
	table := got.tables[0]
	for _, r := range got.rows {
		table.Take(r)
	}
	if notes := strings.Join(table.Footnotes, "; "); notes != "1 As reported.; 2 Since May." {
		t.Errorf("notes: %s", notes)
	}
}
