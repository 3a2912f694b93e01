package score

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"The FOIA  re-\nquest", "the|foia|request"},
		{"re-\n\frequest Re-\nQuest", "rerequest|request"},
		{"ﬁve ½ — …", "five|1⁄2"},
		{"日本語 text平成26年", "日|本|語|text|平|成|26|年"},
		{"\u200eleft\u202cright", "leftright"},
		{"5,000 (b)(6)", "5,000|(b)(6)"},
	} {
		if got := strings.Join(Words(tc.in), "|"); got != tc.want {
			t.Errorf("Words(%q) = %s, want %s", tc.in, got, tc.want)
		}
	}
}

func TestOrder(t *testing.T) {
	for _, tc := range []struct{ a, b, want string }{
		{"a b c d", "a b c d", "1.00"}, {"a b c d", "c d a b", "0.50"}, {"a b x", "a b y", "1.00"}, {"", "", "1.00"},
	} {
		if got := fmt.Sprintf("%.2f", Order(strings.Fields(tc.a), strings.Fields(tc.b))); got != tc.want {
			t.Errorf("%q %q: %s, want %s", tc.a, tc.b, got, tc.want)
		}
	}
}

func TestCommon(t *testing.T) {
	if n := Common(strings.Fields("a a b c"), strings.Fields("a b b d")); n != 2 {
		t.Errorf("%d in common, want 2", n)
	}
}

// table reads a table: rows by lines, cells by "|".
func table(s string) (cells []Cell) {
	for r, line := range strings.Split(s, "\n") {
		for c, text := range strings.Split(line, "|") {
			cells = append(cells, Cell{r, r, c, c, text})
		}
	}
	return cells
}

func TestAdjacent(t *testing.T) {
	for _, tc := range []struct {
		name  string
		cells []Cell
		want  string
	}{
		{"two by two", table("a|b\nc|d"), "a>b a^c b^d c>d"},
		{"past an empty cell", table("a||b\n||\nc||"), "a>b a^c"},
		{"a header over two columns", []Cell{{0, 0, 0, 1, "h"}, {1, 1, 0, 0, "a"}, {1, 1, 1, 1, "b"}}, "h^a h^b a>b"},
		{"a label beside two rows", []Cell{{0, 1, 0, 0, "h"}, {0, 0, 1, 1, "a"}, {1, 1, 1, 1, "b"}}, "h>a h>b a^b"},
		{"a neighbour once", []Cell{{0, 1, 0, 0, "h"}, {0, 1, 1, 1, "a"}}, "h>a"},
		{"case, space and marks", table("Total (%)|1 000"), "total___>1000"},
	} {
		var got []string
		for _, p := range Adjacent(tc.cells) {
			way := ">"
			if p.Below {
				way = "^"
			}
			got = append(got, p.First+way+p.Second)
		}
		if diff := cmp.Diff(strings.Fields(tc.want), got); diff != "" {
			t.Errorf("%s:\n%s", tc.name, diff)
		}
	}
}

func TestRows(t *testing.T) {
	cells := []Cell{{1, 1, 1, 1, "2"}, {0, 0, 0, 0, "A b"}, {1, 1, 0, 0, "1"}, {2, 2, 0, 0, " "}}
	if diff := cmp.Diff([]string{"1\t2", "ab"}, Rows(cells)); diff != "" {
		t.Error(diff)
	}
}

func TestTally(t *testing.T) {
	dir := t.TempDir()
	const truth = `<document><table id='1'><region id='1' page='2'>
		<cell start-row='0' start-col='0'><content>Ohio</content></cell><cell start-row='0' start-col='1' end-col='1'><content>12</content></cell>
		<cell start-row='1' start-col='0'><content>Iowa</content></cell><cell start-row='1' start-col='1'><content>7</content></cell>
		<cell start-row='-1' start-col='0'><content>not in it</content></cell>
	</region></table></document>`
	if err := os.WriteFile(filepath.Join(dir, "a-str.xml"), []byte(truth), 0o644); err != nil {
		t.Fatal(err)
	}
	want, err := Truth(filepath.Join(dir, "a.pdf"))
	if err != nil || len(want) != 1 || want[0].Page != 2 || len(want[0].Cells) != 4 {
		t.Fatalf("%+v %v", want, err)
	}
	var all Tally
	all.Document(want, []Table{{2, table("Ohio|12\nIowa|8")}, {1, table("x|y")}})
	all.Document(want, nil)
	p, r := all.Adjacency()
	got := fmt.Sprintf("P %.2f R %.2f pooled %.2f cells %.2f rows %.2f", p, r, all.Pooled(), all.CellF(), all.RowsExact())
	if want := "P 0.20 R 0.25 pooled 0.31 cells 0.43 rows 0.25"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
