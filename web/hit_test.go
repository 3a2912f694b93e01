package web

import (
	"strings"
	"testing"

	"readingroom/search"
)

// TestFit: however wide a table is, what matched of a row is shown.
func TestFit(t *testing.T) {
	long := strings.Repeat("word ", 20)
	header := []string{"ID", "Nothing", "Who", "Text", "More", "Most", "Late"}
	block := hitBlocks([]Hit{
		hitOf(search.Hit{Kind: "row", Item: "2026-001-0001", Table: 1, Row: 2, Header: header, Cells: []string{"1", "-", "a", long, long, long, long + "jail"}, Matched: []int{6}}, "jail"),
		hitOf(search.Hit{Kind: "row", Item: "2026-001-0001", Table: 1, Row: 3, Header: header, Cells: []string{"2"}}, "jail"),
	}, room)[0]
	var names []string
	for _, c := range block.Columns {
		names = append(names, c.Name)
	}
	if got := strings.Join(names, " "); got != "ID Who Text More Late" || block.More != 2 {
		t.Errorf("shown are %s, and %d are not", got, block.More)
	}
	last := block.Rows[0].Marked[4].Runs
	if n := len(last); n < 2 || !last[n-1].Hit || last[n-1].Text != "jail" {
		t.Errorf("%+v", last)
	}
	var shown strings.Builder
	for _, r := range hitOf(search.Hit{Kind: "row", Header: []string{"Text"}, Cells: []string{long + long + "warrant " + long + long}, Matched: []int{0}}, "column:text:warrant").Marked[0].Runs {
		if r.Hit {
			r.Text = "[" + r.Text + "]"
		}
		shown.WriteString(r.Text)
	}
	if got := shown.String(); !strings.HasPrefix(got, "… word") || !strings.HasSuffix(got, "word …") || !strings.Contains(got, "word [warrant] word") || len(got) > 220 {
		t.Errorf("a long cell is cut to %s", got)
	}
	if n := len(block.Rows[1].Marked); n != 5 {
		t.Errorf("a short row is shown with %d cells", n)
	}
}

// TestNameAlone: a document that was found by what is known of it, and by no word,
// does not say its name twice.
func TestNameAlone(t *testing.T) {
	name := search.Hit{Kind: "item", Item: "2026-001-0001", Title: "Weekly report", Snippet: search.Snippet{{Text: "Weekly report"}}}
	found := name
	found.Snippet = search.Snippet{{Text: "Weekly "}, {Text: "report", Mark: true}}
	if b := hitBlocks([]Hit{hitOf(name, "agency:ice")}, room); len(b) != 0 {
		t.Errorf("%+v", b)
	}
	if b := hitBlocks([]Hit{hitOf(found, "report")}, room); len(b) != 1 {
		t.Errorf("%+v", b)
	}
}

// TestUnder: the labels that have what no cell has stand above the row, marked.
func TestUnder(t *testing.T) {
	for _, c := range []struct {
		hit  search.Hit
		want string
	}{
		{search.Hit{Matched: []int{0}, Under: search.Snippet{{Text: "Iowa / Declined "}, {Text: "detainers", Mark: true}}}, "Under Iowa / Declined [detainers]"},
		{search.Hit{Matched: []int{0}, Group: []string{"Iowa"}}, ""},
		{search.Hit{Group: []string{"Iowa", "Polk County"}}, "Under Iowa / Polk County"},
	} {
		c.hit.Kind, c.hit.Cells = "row", []string{"x"}
		got := ""
		for _, r := range hitOf(c.hit, "detainer").Under {
			if r.Hit {
				r.Text = "[" + r.Text + "]"
			}
			got += r.Text
		}
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
