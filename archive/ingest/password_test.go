package ingest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
)

// TestPasswordsAreNotChangedUnderOnesHands: those that a document is being tried
// with stay as they are while more are learned.
func TestPasswordsAreNotChangedUnderOnesHands(t *testing.T) {
	h := openHouse(t, t.TempDir())
	learn := func(passwords ...string) []string {
		t.Helper()
		if err := h.learn(t.Context(), passwords); err != nil {
			t.Fatal(err)
		}
		return h.passwords
	}
	first := learn("a", "b", "c")
	if again := learn("a", "d"); !slices.Equal(again, []string{"b", "c", "a", "d"}) {
		t.Errorf("learned %q", again)
	}
	if !slices.Equal(first, []string{"a", "b", "c"}) {
		t.Errorf("those in use became %q", first)
	}
}

// TestPasswordsHaveAnEnd: all of them are told to each child in one piece, which
// the system takes only up to a length.
func TestPasswordsHaveAnEnd(t *testing.T) {
	h := openHouse(t, t.TempDir())
	if _, err := h.Begin(t.Context(), Order{Source: "ICE", Passwords: []string{"a", strings.Repeat("x", maxPassword+1)}}); !errors.Is(err, archive.ErrInvalid) || strings.Contains(err.Error(), "xxx") {
		t.Errorf("a password that is too long: %v", err)
	}
	if len(h.passwords) != 0 {
		t.Errorf("%q were learned", h.passwords)
	}
	if _, err := h.Begin(t.Context(), Order{Source: "ICE", Passwords: []string{strings.Repeat("x", maxPassword)}}); err != nil {
		t.Error(err)
	}
}
