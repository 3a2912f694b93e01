package revision

import (
	"slices"
	"strings"
	"testing"
)

func TestEnds(t *testing.T) {
	const end, object = "startxref\n99\n%%EOF\n", "1 0 obj null endobj "
	for _, tc := range []struct {
		name, file string
		want       []int64
	}{
		{"empty", "", nil},
		{"as it was made", object + end, nil},
		{"added to", object + end + object + end, []int64{39}},
		{"added to twice", object + end + object + end + object + end, []int64{39, 78}},
		{"a second table alone", object + end + "xref 0 0 trailer <<>> " + end, nil},
		{"laid out for the web", object + "startxref\n0\n%%EOF\n" + object + end, nil},
		{"line ends of another system", object + "startxref\r\n99\r\n%%EOF\r\n" + object + end, []int64{42}},
		{"an end in two parts", strings.Repeat(" ", step-10) + end + object + end, []int64{step - 10 + 19}},
		{"no table", object + "%%EOF" + object + end, nil},
	} {
		got, err := Ends(strings.NewReader(tc.file), int64(len(tc.file)))
		if err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v %v, want %v", tc.name, got, err, tc.want)
		}
	}
	many := strings.Repeat(object+end, 10*maxEnds)
	if got, err := Ends(strings.NewReader(many), int64(len(many))); err != nil || len(got) < maxEnds || len(got) > step/len(end) {
		t.Errorf("%d ends, %v", len(got), err)
	}
}

func TestGone(t *testing.T) {
	for _, tc := range []struct {
		before, now string
		want        int
	}{
		{"a b c", "a b c", 0},
		{"a b c", "c b a", 0},
		{"a b c", "a", 2},
		{"a a a", "a", 2},
		{"Doe, (Jane)", "jane doe", 0},
		{"____ . - Doe", "", 1},
		{"", "a", 0},
		{"data base", "database", 0},
		{"database", "data base", 0},
		{"one two three", "one twothree and more", 0},
		{"one two three", "one three", 1},
	} {
		if got := Gone(strings.Fields(tc.before), strings.Fields(tc.now)); got != tc.want {
			t.Errorf("%q, now %q: %d gone, want %d", tc.before, tc.now, got, tc.want)
		}
	}
	odd, even := strings.Repeat("a b ", 200_000), strings.Repeat("c d ", 200_000)
	if got := Gone(strings.Fields(odd), strings.Fields(even)); got != 400_000 {
		t.Errorf("of very many words %d are gone", got)
	}
}
