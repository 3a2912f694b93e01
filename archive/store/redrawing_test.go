package store

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/archive/grid"
)

func drawn(page int, top float64, note string) Redrawing {
	return Redrawing{Grid: grid.Grid{Page: page, Columns: []float64{0, 50, 100}, Rows: []float64{top, top + 100}}.Fit(), By: "Ann", Note: note}
}

// TestRedrawings follows the redrawings of one document: the latest of a part
// holds, and undoing it brings back the one before.
func TestRedrawings(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("a.pdf", "1"), arrival("b.pdf", "2"))
	item := number + "-0001"
	ids := map[string]string{}
	redraw := func(made ...Redrawing) {
		t.Helper()
		got, err := s.Redraw(t.Context(), item, made, noon)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range got {
			ids[c.Note] = c.ID
		}
	}
	holds := func(want string) {
		t.Helper()
		all, err := s.Redrawings(t.Context(), item)
		if err != nil {
			t.Fatal(err)
		}
		var notes []string
		for _, c := range all {
			if c.Holds {
				notes = append(notes, c.Note)
			}
		}
		if got := strings.Join(notes, " "); got != want {
			t.Errorf("holds %q, want %q", got, want)
		}
		if grids, err := s.Grids(t.Context(), item); err != nil || len(grids) != len(notes) {
			t.Errorf("%d grids, %v", len(grids), err)
		}
	}
	undo := func(note string, want error) {
		t.Helper()
		if err := s.Undo(t.Context(), item, ids[note], "Bob", noon.Add(time.Hour)); !errors.Is(err, want) {
			t.Errorf("undo %s: %v", note, err)
		}
	}
	holds("")
	redraw(drawn(3, 100, "one"), drawn(3, 400, "lower"), drawn(4, 100, "next"))
	holds("next lower one")
	redraw(drawn(3, 140, "two")) // most of "one"
	holds("two next lower")
	redraw(drawn(3, 150, "three"))
	holds("three next lower")
	undo("two", archive.ErrConflict)
	undo("three", nil)
	undo("three", archive.ErrConflict)
	holds("two next lower")
	undo("two", nil)
	holds("next lower one")
	redraw(drawn(3, 110, "four"))
	holds("four next lower")
	undo("nobody", archive.ErrNotFound)

	c, err := s.Redrawing(t.Context(), item, ids["two"])
	if err != nil || c.By != "Ann" || c.UndoneBy != "Bob" || !c.Undone.Equal(noon.Add(time.Hour)) || !c.At.Equal(noon) || c.Replaced != ids["three"] || c.Grid.Page != 3 {
		t.Errorf("%+v %v", c, err)
	}
	if _, err := s.Redrawing(t.Context(), number+"-0002", ids["two"]); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("by another item's number: %v", err)
	}
	if all, err := s.Redrawings(t.Context(), number+"-0002"); err != nil || len(all) != 0 {
		t.Errorf("%v %v", all, err)
	}
}

// TestARedrawnItemIsReadAgain: in the same transaction, and a worker that is
// at it meanwhile has its result refused.
func TestARedrawnItemIsReadAgain(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("a.pdf", "1"))
	j, err := s.Claim(t.Context(), "w", noon, time.Minute, StepExtract)
	if err != nil || j == nil {
		t.Fatal(err)
	}
	if _, err := s.Redraw(t.Context(), j.Item.Number, []Redrawing{drawn(1, 0, "")}, noon); err != nil {
		t.Fatal(err)
	}
	if err := s.Extracted(t.Context(), j, j.Item, 1, nil, noon); !errors.Is(err, ErrLost) {
		t.Errorf("what was read without the redrawing was taken: %v", err)
	}
	if again, err := s.Claim(t.Context(), "w", noon, time.Minute, StepExtract); err != nil || again == nil {
		t.Errorf("%v %v", again, err)
	}
}

func TestAWrongRedrawingIsRefused(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("a.pdf", "1"))
	both := []Redrawing{drawn(1, 0, "good"), drawn(1, math.NaN(), "bad")}
	if _, err := s.Redraw(t.Context(), number+"-0001", both, noon); !errors.Is(err, archive.ErrInvalid) {
		t.Error(err)
	}
	if _, err := s.Redraw(t.Context(), number+"-0009", []Redrawing{drawn(1, 0, "good")}, noon); !errors.Is(err, archive.ErrNotFound) {
		t.Error(err)
	}
	var n int
	if err := s.read.QueryRow(`SELECT count(*) FROM redrawing`).Scan(&n); err != nil || n != 0 {
		t.Error(fmt.Sprint(n, " left behind"), err)
	}
}
