package ingest

import (
	"context"
	"fmt"
	"io"
	"os"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/store"
)

const (
	asked    = "From: Jane Doe\nSent: Tuesday, January 5, 2010 7:01 PM\nTo: John Smith; Max Roe\nSubject: Report\n\nWould you send me the report on the detainers that were declined in the last week of the year?"
	answered = "From: John Smith\nSent: Tuesday, January 5, 2010 8:01 PM\nTo: Jane Doe; Max Roe\nSubject: RE: Report\n\nHere it is.\n\n"
	thanked  = "From: Jane Doe\nSent: Wednesday, January 6, 2010 9:01 AM\nTo: John Smith; Max Roe\nSubject: RE: Report\n\nThanks.\n\n"
	another  = "From: Ann Poe\nSent: Tuesday, January 5, 2010 7:01 PM\nTo: Sue Lee\nSubject: Lunch\n\nAt noon?"
)

// TestThreads: messages join their threads whatever the order in which they
// come in, and leave them when what they stand in is read otherwise.
func TestThreads(t *testing.T) {
	var name string
	for _, order := range [][]string{{answered + asked, asked, thanked + answered + asked, another}, {another, thanked + answered + asked, asked, answered + asked}} {
		h := openHouse(t, t.TempDir())
		h.extract = readWhole
		h.run(t)
		for i, text := range order {
			h.takeIn(t, files(t, map[string]string{fmt.Sprint(i): text}))
		}
		threads, err := h.db.Threads(t.Context(), 10)
		if err != nil || len(threads) != 1 || threads[0].Messages != 3 || threads[0].Items != 3 || threads[0].Subject != "Report" || threads[0].From != "Jane Doe" {
			t.Fatalf("%+v, %v", threads, err)
		}
		if name == "" {
			name = threads[0].ID
		}
		if threads[0].ID != name {
			t.Errorf("the thread's address is %s, and %s where they came in another order", threads[0].ID, name)
		}
		all, err := h.db.Thread(t.Context(), name)
		if err != nil || len(all) != 6 || all[0].From != "Jane Doe" || all[5].From != "Jane Doe" {
			t.Errorf("%+v, %v", all, err)
		}
		for _, m := range all {
			by, err := h.db.Thread(t.Context(), m.Trace.Print)
			if err != nil || len(by) != len(all) {
				t.Errorf("by the print of %q: %d messages, %v", m.Subject, len(by), err)
			}
		}
		if others, err := h.db.Elsewhere(t.Context(), all[0]); err != nil || len(others) != 2 || others[0].Depth+others[1].Depth+all[0].Depth != 3 {
			t.Errorf("%+v, %v", others, err)
		}
		checkRelink(t, h, all)
	}
}

// checkRelink has the messages found anew, as after a change of the finder.
func checkRelink(t *testing.T, h house, before []store.Message) {
	t.Helper()
	if err := h.db.RelinkOlder(t.Context(), 0, 1<<30); err != nil {
		t.Fatal(err)
	}
	h.changed.tell()
	if err := h.Wait(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	after, err := h.db.Thread(t.Context(), before[0].Thread)
	if err != nil || len(after) != len(before) || after[0].Thread != before[0].Thread {
		t.Errorf("%+v, %v", after, err)
	}
}

// readWhole is a reader that takes a file as the text of one page.
func readWhole(_ context.Context, f *os.File, _ string, s archive.Sink) (extract.Outcome, error) {
	b, err := io.ReadAll(io.NewSectionReader(f, 0, 1<<20))
	if err == nil {
		err = s.Page(archive.Page{Number: 1, Text: string(b)})
	}
	return extract.Outcome{MediaType: "text/plain", Kind: archive.KindText}, err
}
