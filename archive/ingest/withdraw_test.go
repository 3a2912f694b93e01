package ingest

import (
	"context"
	"os"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/store"
)

// TestAWithdrawnLogTellsNothing: nor of the requests in its rows, until it is
// shown again.
func TestAWithdrawnLogTellsNothing(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.extract = readCSV
	h.run(t)
	dir := files(t, map[string]string{"a.csv": "Request ID,Requester,Received,Subject\n19-1,Poe,1/2/2019,Bids\nTotal,1,,\n"})
	a := h.takeIn(t, dir).Accession
	if _, err := h.ReadLogs(t.Context(), LogOrder{Accession: a, By: "Ann"}); err != nil {
		t.Fatal(err)
	}
	item := archive.ItemNumber(a, 1)
	says := func(when string, want int) {
		t.Helper()
		if err := h.Wait(t.Context(), "", nil); err != nil {
			t.Fatal(err)
		}
		entries, _, err := h.db.LogEntries(t.Context(), store.LogEntries{})
		if err != nil {
			t.Fatal(err)
		}
		left, err := h.db.LogLeft(t.Context(), item, 0, 0)
		if err != nil || len(entries) != want || len(left) != 2*want {
			t.Errorf("%s: %d entries and %d rows left out, %v", when, len(entries), len(left), err)
		}
	}
	says("read", 1)
	if _, err := h.Withdraw(t.Context(), archive.Withdrawal{Item: item, Reason: "It names a juror.", By: "Ann"}); err != nil {
		t.Fatal(err)
	}
	says("withdrawn", 0)
	if err := h.LiftWithdrawal(t.Context(), item, "Ann"); err != nil {
		t.Fatal(err)
	}
	says("shown again", 1)
}

// TestWhatIsSetAsideAnewTellsNothing: a document that could be read, and no
// longer can, is not listed by what it once said.
func TestWhatIsSetAsideAnewTellsNothing(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.extract = readWhole
	h.run(t)
	a := h.takeIn(t, files(t, map[string]string{"1": thanked + answered + asked + " In Ventura County, California.", "2": another})).Accession
	item := archive.ItemNumber(a, 1)
	says := func(when string, want bool) {
		t.Helper()
		places, err := h.db.ItemPlaces(t.Context(), item, store.Places{})
		if err != nil {
			t.Fatal(err)
		}
		total, err := h.db.Total(t.Context(), "us/ca/ventura-county")
		if err != nil {
			t.Fatal(err)
		}
		messages, err := h.db.Messages(t.Context(), item)
		if err != nil {
			t.Fatal(err)
		}
		if len(places) > 0 != want || total.Items > 0 != want || len(messages) > 0 != want {
			t.Errorf("%s: %d places, %d items, %d messages", when, len(places), total.Items, len(messages))
		}
	}
	says("read", true)
	read := h.extract
	h.extract = func(context.Context, *os.File, string, archive.Sink) (extract.Outcome, error) {
		return extract.Outcome{Reason: "It cannot be read."}, nil
	}
	again := func() {
		t.Helper()
		if err := h.db.Reread(t.Context(), []string{item}); err != nil {
			t.Fatal(err)
		}
		h.changed.tell()
		if err := h.Wait(t.Context(), "", nil); err != nil {
			t.Fatal(err)
		}
	}
	again()
	says("set aside", false)
	h.extract = read
	again()
	says("read once more", true)
	other, err := h.db.Item(t.Context(), archive.ItemNumber(a, 2))
	if err != nil {
		t.Fatal(err)
	}
	if p, err := h.db.Prior(t.Context(), other); err != nil || p.Items != 1 {
		t.Errorf("besides this one there are %d in the collection, %v; want 1", p.Items, err)
	}
}
