package ingest

import (
	"context"
	"encoding/csv"
	"errors"
	"os"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/foialog"
	"readingroom/archive/store"
)

// readCSV is a reader of sheets, the header in their first row.
func readCSV(_ context.Context, f *os.File, _ string, s archive.Sink) (extract.Outcome, error) {
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return extract.Outcome{Reason: "It is no table."}, nil
	}
	t := archive.Table{Number: 1, Header: lines[0], HeaderRows: []int{1}, FirstRow: 1, Head: []archive.Row{{Number: 1, Cells: lines[0]}}}
	err = s.Table(t)
	for i, l := range lines[1:] {
		err = errors.Join(err, s.Row(archive.Row{Number: i + 2, Cells: l}))
	}
	return extract.Outcome{MediaType: "text/csv", Kind: archive.KindSpreadsheet}, err
}

func TestReadLogs(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.extract = readCSV
	h.run(t)
	dir := files(t, map[string]string{
		"a.csv": "Request ID,Requester,Received,Subject\n19-1,Poe,1/2/2019,Bids\nTotal,1,,\n",
		"b.csv": "Month,Requests\nJanuary,12\n",
		"c.csv": "\"no table",
	})
	order := LogOrder{Accession: h.takeIn(t, dir).Accession, By: "Ann"}
	reports, err := h.ReadLogs(t.Context(), order)
	if err != nil || len(reports) != 3 {
		t.Fatalf("%+v %v", reports, err)
	}
	a, b, c := reports[0], reports[1], reports[2]
	if !a.Log || a.Unchanged || a.Counts.Entries != 1 || len(a.Left) != 2 || a.Left[1].Reason != foialog.LeftTotal || len(a.Columns) != 4 {
		t.Errorf("%+v", a)
	}
	if b.Log || !strings.Contains(b.Why, "does not look like a log") || c.Log || !strings.Contains(c.Why, "set aside") {
		t.Errorf("%+v %+v", b, c)
	}
	if again, err := h.ReadLogs(t.Context(), order); err != nil || !again[0].Unchanged || again[0].Counts.Entries != 1 {
		t.Errorf("again: %+v %v", again, err)
	}
	entries := func(want ...string) {
		t.Helper()
		all, _, err := h.db.LogEntries(t.Context(), store.LogEntries{Sort: "number"})
		var got []string
		for _, e := range all {
			got = append(got, e.Place.String()+" "+e.Number+" "+e.Requester)
		}
		if err != nil || strings.Join(got, ", ") != strings.Join(want, ", ") {
			t.Errorf("%v, want %v: %v", got, want, err)
		}
	}
	entries(a.Item + ":r2 19-1 Poe")

	// Read anew, its entries are derived anew.
	if err := h.db.Reread(t.Context(), []string{a.Item}); err != nil {
		t.Fatal(err)
	}
	h.extract = func(ctx context.Context, f *os.File, name string, s archive.Sink) (extract.Outcome, error) {
		err := s.Table(archive.Table{Number: 1, Header: []string{"Request ID", "Requester", "Received"}, HeaderRows: []int{1}, FirstRow: 1})
		return extract.Outcome{MediaType: "text/csv", Kind: archive.KindSpreadsheet}, errors.Join(err, s.Row(archive.Row{Number: 2, Cells: []string{"19-1", "Poe, Ann", "1/2/2019"}}))
	}
	h.changed.tell()
	if err := h.Wait(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	entries(a.Item + ":r2 19-1 Poe, Ann")

	// Where it can no longer be read as was said, it says so and states nothing.
	how, _ := foialog.ParseHow([]string{"requester=Requester"})
	if _, _, err := h.ReadLog(t.Context(), a.Item, how, "Ann"); err != nil {
		t.Fatal(err)
	}
	if err := h.db.Reread(t.Context(), []string{a.Item}); err != nil {
		t.Fatal(err)
	}
	h.extract = func(_ context.Context, _ *os.File, _ string, s archive.Sink) (extract.Outcome, error) {
		return extract.Outcome{MediaType: "text/csv", Kind: archive.KindSpreadsheet}, s.Table(archive.Table{Number: 1, Header: []string{"X"}})
	}
	h.changed.tell()
	if err := h.Wait(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	entries()
	if log, err := h.db.Log(t.Context(), a.Item); err != nil || !strings.Contains(log.Trouble, "Requester") {
		t.Errorf("%+v %v", log, err)
	}
	if _, _, err := h.ReadLog(t.Context(), "2026-001-0099", how, "Ann"); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("%v", err)
	}
}
