package ingest

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/message"
	"readingroom/archive/store"
	"readingroom/fixtures"
)

// inProcess reads with the real readers, without a process of their own.
func inProcess(ctx context.Context, f *os.File, name string, s archive.Sink) (extract.Outcome, error) {
	info, err := f.Stat()
	if err != nil {
		return extract.Outcome{}, err
	}
	return extract.Document(ctx, f, info.Size(), name, s)
}

// sample takes in the sample documents of a folder, and returns the numbers of
// the items by file name.
func sample(t *testing.T, h house, folder string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fixtures.Collection()); err != nil {
		t.Fatal(err)
	}
	h.extract = inProcess
	h.run(t)
	r := h.takeIn(t, filepath.Join(dir, folder))
	items, err := h.db.Items(t.Context(), store.Filter{Accession: r.Accession})
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]string{}
	for _, it := range items {
		of[folder+"/"+it.Name] = it.Number
	}
	return of
}

// TestRowsOfDetainerReportsAreLinked: every row of every section is linked to
// its county, or flagged as one that may be, and to no other.
func TestRowsOfDetainerReportsAreLinked(t *testing.T) {
	h := openHouse(t, t.TempDir())
	items := sample(t, h, "ddor")
	rows, sure := 0, 0
	for _, name := range fixtures.Truths() {
		truth, err := fixtures.TruthOf(name)
		if err != nil {
			t.Fatal(err)
		}
		if items[name] == "" || len(truth.Pages) > 0 && truth.Pages[0].Origin == "ocr" {
			continue
		}
		it, err := h.db.Item(t.Context(), items[name])
		if err != nil {
			t.Fatal(err)
		}
		if it.Date == "" || truth.Period != nil && it.Date < truth.Period.Until { // the reports came out later
			t.Errorf("%s bears %q, and is about %v", name, it.Date, truth.Period)
		}
		f, err := h.contents.Open(it.Digest)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if len(f.Head().Tables) != len(truth.Tables) {
			t.Errorf("%s: %d tables, want %d", name, len(f.Head().Tables), len(truth.Tables))
			continue
		}
		for i, table := range truth.Tables {
			n := 0
			for r, err := range f.Rows(i+1, 1) {
				if err != nil {
					t.Fatal(err)
				}
				if n == len(table.Rows) {
					t.Errorf("%s, table %d: more than %d rows", name, i+1, n)
					break
				}
				want := table.Rows[n].Place
				n++
				if want == "" {
					continue
				}
				links, err := h.db.ItemPlaces(t.Context(), it.Number, store.Places{Table: i + 1, Row: r.Number})
				if err != nil {
					t.Fatal(err)
				}
				rows++
				linked := slices.ContainsFunc(links, func(p store.Place) bool {
					return p.Code == want || p.Code+"001" == want && want == "11001" // the District is a state and a county
				})
				flagged := slices.ContainsFunc(links, func(p store.Place) bool {
					return p.Ambiguous() && slices.ContainsFunc(p.Candidates, func(c archive.Jurisdiction) bool { return c.Code == want })
				})
				if linked {
					sure++
				}
				for _, p := range links { // a field office, or the state behind the name, is no further place
					if !p.Ambiguous() && len(p.Code) == 5 && p.Code != want && p.Text != "Queens" { // which is said of Rikers Island, in the Bronx
						t.Errorf("%s, table %d, row %d: %q is linked to %s too", name, i+1, r.Number, table.Rows[n-1].Cells, p.Slug)
					}
				}
				if !linked && !flagged {
					t.Errorf("%s, table %d, row %d: %q is linked to %+v, want %s", name, i+1, r.Number, table.Rows[n-1].Cells[0], links, want)
				}
			}
			if n != len(table.Rows) {
				t.Errorf("%s, table %d: %d rows, want %d", name, i+1, n, len(table.Rows))
			}
		}
		reports, ok, err := h.db.Reporting(t.Context(), it.Number)
		switch {
		case err != nil:
			t.Fatal(err)
		case truth.Period == nil: // nothing is known
		case !ok || reports.Period.From != truth.Period.From || reports.Period.Until != truth.Period.Until:
			t.Errorf("%s reports on %v, %v, want %v", name, reports.Period, ok, *truth.Period)
		}
	}
	if rows < 100 {
		t.Errorf("only %d rows were looked at", rows)
	}
	t.Logf("%d rows, %d linked without doubt", rows, sure)
}

func TestReportingPeriod(t *testing.T) {
	for _, c := range []struct {
		name, text, title string
		kind              archive.Kind
		want              string
	}{
		{"a heading", "ENFORCEMENT\nWeekly Report\nJan. 28 - Feb. 3, 2017\nText.", "", archive.KindPDF, "2017-01-28..2017-02-03"},
		{"an annual report", "Annual Report to Congress\nFiscal Year 2016\n\nMay 2017", "", archive.KindPDF, "2015-10-01..2016-09-30"},
		{"running text", "April 13, 2017\nDear requester,\nwe have searched our records for all of what you asked for in the time from January 2015 to March 2016.", "", archive.KindPDF, ""},
		{"a day is a date", "Memorandum\nMarch 3, 2017\nSubject: detainers", "", archive.KindPDF, ""},
		{"a message", "Weekly Report\nJan. 28 - Feb. 3, 2017", "Lunch", archive.KindEmail, ""},
		{"the subject of a message", "Attached.", "Report for Jan. 28 - Feb. 3, 2017", archive.KindEmail, "2017-01-28..2017-02-03"},
		{"far down", strings.Repeat("Heading\n", 20) + "January 2017", "", archive.KindPDF, ""},
	} {
		l := &linker{g: (&Ingest{}).gazetteer(), first: c.text}
		l.spans = l.periods(c.text, archive.PeriodLink{Page: 1})
		got := ""
		if p := l.reporting(archive.Item{Kind: c.kind, Title: c.title}); p != nil {
			got = p.Period.String()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestALabelHoldsForAllItsRows: "Bexar County, Texas" stands above three rows.
func TestALabelHoldsForAllItsRows(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.extract = func(_ context.Context, _ *os.File, _ string, s archive.Sink) (extract.Outcome, error) {
		err := s.Table(archive.Table{Sheet: "S", Title: "Detainers in Texas, Jan-Mar 2017", Header: []string{"Name", "Number"}})
		for i, group := range []string{"Bexar County, Texas", "Bexar County, Texas", "Travis County, Texas"} {
			if err == nil {
				err = s.Row(archive.Row{Number: i + 2, Cells: []string{"Jail", "12"}, Group: []string{group}})
			}
		}
		return extract.Outcome{MediaType: "text/csv", Kind: archive.KindSpreadsheet}, err
	}
	h.run(t)
	item := h.takeIn(t, files(t, map[string]string{"a.csv": "x"})).Accession + "-0001"
	for row, want := range []string{"us/tx", "", "us/tx/bexar-county", "us/tx/bexar-county", "us/tx/travis-county"} {
		if row == 1 {
			continue
		}
		got := []string{}
		all, err := h.db.ItemPlaces(t.Context(), item, store.Places{Table: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range all {
			if p.Row == row && p.Kind != archive.JurisdictionAgency {
				got = append(got, p.Slug)
			}
		}
		if !slices.Equal(got, []string{want}) {
			t.Errorf("row %d: %q, want %s", row, got, want)
		}
	}
}

// TestDate: a message comes first, nothing that lies after the day on which the
// archive had the item counts, and what was thought before does not either.
func TestDate(t *testing.T) {
	sent := func(day archive.Day) []message.Found {
		return []message.Found{{Message: archive.Message{Date: day}, Top: true}}
	}
	quoted := []message.Found{{Message: archive.Message{Date: "2010-01-05T20:01:00-00:00"}}}
	for _, c := range []struct {
		found      []message.Found
		made, want string
	}{
		{sent("2010-01-05T20:01:00-00:00"), "2015-05-13", "2010-01-05"},
		{sent("2016-03-02"), "", "2016-03-02"}, // it came on that day, east of Greenwich
		{sent("2027-07-16"), "2015-05-13", "2015-05-13"},
		{quoted, "2015-05-13", "2015-05-13"},
		{nil, "2027-07-16", ""},
		{nil, "", ""},
	} {
		l := linker{item: archive.Item{Date: "2027-07-16", Created: time.Date(2016, 3, 1, 12, 0, 0, 0, time.UTC)}}
		l.head.About.Created = c.made
		if got, err := l.date(c.found); err != nil || got != c.want {
			t.Errorf("%+v, made %q: %q, want %q; %v", c.found, c.made, got, c.want, err)
		}
	}
}
