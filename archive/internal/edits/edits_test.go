package edits

import "testing"

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"abc", "abc", 0},
		{"kitten", "sitting", 3},
		{"Subject", "Subjcct", 1},
		{"form", "from", 2}, // two letters that changed places are two changes
		{"abcdef", "bcdefg", 2},
		{"naïve", "naive", 1},
	} {
		if got, back := Distance([]rune(c.a), []rune(c.b)), Distance([]rune(c.b), []rune(c.a)); got != c.want || back != c.want {
			t.Errorf("%q, %q: %d, the other way round %d; want %d", c.a, c.b, got, back, c.want)
		}
	}
	if got := Distance([]byte("naïve"), []byte("naive")); got != 2 {
		t.Errorf("in bytes: %d", got)
	}
}
