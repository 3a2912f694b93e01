package xlsx

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestShared keeps more texts than stay in memory.
func TestShared(t *testing.T) {
	s := newShared()
	text := func(n int) string { return fmt.Sprintf("text %d %s", n, strings.Repeat("x", n*7919%173)) }
	const all = 200_000
	for n := range all {
		if err := s.add(text(n)); err != nil {
			t.Fatal(err)
		}
	}
	if s.file == nil {
		t.Error("all are in memory")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		n := r.IntN(all)
		if got := s.at(n); got != text(n) {
			t.Fatalf("text %d is %q", n, got)
		}
	}
	if s.at(all) != "" || s.at(-1) != "" {
		t.Error("a text that is not there")
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}

func TestSharedInMemory(t *testing.T) {
	s := newShared()
	for _, text := range []string{"", "a", strings.Repeat("b", 100_000), "c"} {
		if err := s.add(text); err != nil {
			t.Fatal(err)
		}
	}
	if s.at(0) != "" || s.at(1) != "a" || len(s.at(2)) != 100_000 || s.at(3) != "c" || s.file != nil {
		t.Error("texts are lost")
	}
}

func TestUnescape(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"plain", "plain"},
		{"a_x000D__x000A_b", "a\nb"},
		{"a_x000D_\nb", "a\nb"},
		{"a_x000d_b", "a\nb"},
		{"a_x0041_", "aA"},
		{"_x005F_x0041_", "_x0041_"},
		{"_x12_", "_x12_"},
		{"_x", "_x"},
		{"_xD800_", "_xD800_"},
		{"_xZZZZ_a", "_xZZZZ_a"},
	} {
		if got := unescape(tc.in); got != tc.want {
			t.Errorf("%q: %q, want %q", tc.in, got, tc.want)
		}
	}
}

func TestReferences(t *testing.T) {
	for _, tc := range []struct {
		ref         string
		column, row int
	}{
		{"A1", 0, 1}, {"XFD1048576", 16383, 1048576}, {"ab12", 27, 12}, {"12", -1, 12}, {"", -1, 0}, {"A0", 0, 0}, {"ZZZZZZZZ1", -1, 1}, {"A99999999", 0, 0},
	} {
		if c, r := columnOf(tc.ref), rowOf(tc.ref); c != tc.column || r != tc.row {
			t.Errorf("%q: column %d, row %d", tc.ref, c, r)
		}
	}
}
