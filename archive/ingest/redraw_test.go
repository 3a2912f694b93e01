package ingest

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/grid"
	"readingroom/archive/store"
)

// readTable is a reader that finds the same on every file: two pages with a
// table of two columns that goes on from one to the other, and a sheet.
func readTable(_ context.Context, _ *os.File, _ string, s archive.Sink) (extract.Outcome, error) {
	var rows []archive.Row
	for page := 1; page <= 2; page++ {
		p := archive.Page{Number: page, Width: 600, Height: 800, Text: "a 1\nb 2"}
		for i := range 2 {
			y := 100 + 20*float64(i)
			for c := range 2 {
				x := 100 * float64(c)
				p.Words = append(p.Words, archive.Word{Text: fmt.Sprintf("%d%c%d", page, 'a'+c, i), Box: archive.Box{x, y, x + 20, y + 10}})
			}
			rows = append(rows, archive.Row{Number: len(rows) + 1, Page: page, OnPage: 1, Cells: []string{"found", "so"}, Box: archive.Box{0, y, 200, y + 20}})
		}
		if err := s.Page(p); err != nil {
			return extract.Outcome{}, err
		}
	}
	err := s.Notice(archive.Notice{Code: "x", Text: "A notice."})
	for _, t := range []archive.Table{{Sheet: "S", Header: []string{"x"}}, {Page: 1, OnPage: 1, Header: []string{"A", "B"}, Box: archive.Box{0, 100, 200, 140}}} {
		if err == nil {
			err = s.Table(t)
		}
		if err == nil && t.Page == 0 {
			err = s.Row(archive.Row{Number: 7, Cells: []string{"sheet"}})
		}
		for _, r := range rows {
			if err == nil && t.Page > 0 {
				err = s.Row(r)
			}
		}
	}
	return extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF}, err
}

// TestARedrawingOutlivesReading: a table is as the reader drew it, after the
// item was read again too, until the redrawing is undone.
func TestARedrawingOutlivesReading(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.extract = readTable
	h.run(t)
	item := h.takeIn(t, files(t, map[string]string{"a.pdf": "x"})).Accession + "-0001"
	rows := func(want string) {
		t.Helper()
		if err := h.Wait(t.Context(), "", nil); err != nil {
			t.Fatal(err)
		}
		it, err := h.db.Item(t.Context(), item)
		if err != nil {
			t.Fatal(err)
		}
		f, err := h.contents.Open(it.Digest)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		var got []string
		for _, table := range f.Head().Tables {
			for r, err := range f.Rows(table.Number, 1) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, fmt.Sprintf("%s%v", archive.RowLocator(table.Table, r.Number), r.Cells))
			}
		}
		if s := strings.Join(got, " "); s != want || it.Rows != len(got) || it.State != archive.StateIndexed || len(f.Head().Notices) != 1 || f.Head().Reader != extract.Version {
			t.Errorf("%+v: %s, want %s", it, s, want)
		}
		readings, err := f.Readings(2)
		if redrawn := strings.Contains(want, "2a0"); err != nil || (len(readings) == 1) != redrawn || redrawn && readings[0].Rows[1].Cells[0] != "found" {
			t.Errorf("%+v %v", readings, err)
		}
		if w, err := f.Words(2); err != nil || len(w) != 4 {
			t.Errorf("%v %v", w, err)
		}
	}
	const found = "S!7[sheet] p1:t1:r1[found so] p1:t1:r2[found so] p2:t1:r1[found so] p2:t1:r2[found so]"
	const drawn = "S!7[sheet] p1:t1:r1[found so] p1:t1:r2[found so] p2:t1:r1[2a0 2a1 2b0 2b1]"
	rows(found)
	g := grid.Grid{Page: 2, Columns: []float64{0, 100, 200}, Rows: []float64{100, 140}}.Fit()
	made, err := h.Redraw(t.Context(), item, []store.Redrawing{{Grid: g, By: "Ann"}, {Grid: grid.Grid{Page: 99, Box: g.Box, None: true}, By: "Ann"}})
	if err != nil {
		t.Fatal(err)
	}
	rows(drawn)
	if err := h.db.Reread(t.Context(), []string{item}); err != nil { // as reindex does when the readers are newer
		t.Fatal(err)
	}
	h.changed.tell()
	rows(drawn)
	if err := h.Undo(t.Context(), item, made[0].ID, "Bob"); err != nil {
		t.Fatal(err)
	}
	rows(found)
	if v, err := h.Verify(t.Context(), nil); err != nil || len(v.Faults) != 0 {
		t.Errorf("%+v %v", v, err)
	}
}
