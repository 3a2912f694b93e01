package ingest

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/extract"
)

// TestTablesOfMonths: what is said of the columns is said once, of the table.
func TestTablesOfMonths(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.extract = func(_ context.Context, _ *os.File, _ string, s archive.Sink) (extract.Outcome, error) {
		pages := []archive.Page{{Number: 1, Text: "TRAVIS COUNTY SHERIFF'S OFFICE\n5555 Airport Blvd., Austin, TX 78751\n\nDetainers, FY17"}}
		tables := []archive.Table{
			{Page: 1, OnPage: 1, Title: "Bookings, FY17", Header: []string{"Jail", "Sep", "Oct", "Nov", "Dec", "Jan"}},
			{Page: 1, OnPage: 2, Header: []string{"Month", "N"}},
		}
		rows := [][]archive.Row{
			{{Number: 1, Cells: []string{"A", "1", "2", "", "0", "3"}}, {Number: 2, Cells: []string{"B", "1", "2", "3", "4", "5"}}},
			{{Number: 1, Cells: []string{"2016", ""}}, {Number: 2, Cells: []string{"Oct", "1"}}, {Number: 3, Cells: []string{"Nov", "1"}}, {Number: 4, Cells: []string{"Dec", "1"}}},
		}
		for _, p := range pages {
			if err := s.Page(p); err != nil {
				return extract.Outcome{}, err
			}
		}
		for i, table := range tables {
			if err := s.Table(table); err != nil {
				return extract.Outcome{}, err
			}
			for _, r := range rows[i] {
				r.Page, r.OnPage = 1, i+1
				if err := s.Row(r); err != nil {
					return extract.Outcome{}, err
				}
			}
		}
		return extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF}, nil
	}
	h.run(t)
	item := h.takeIn(t, files(t, map[string]string{"a.pdf": "x"})).Accession + "-0001"
	for _, c := range []struct {
		table, row int
		want       string
	}{
		{1, 0, "0 2016-09-01..2017-08-31 TX fiscal; 2 2016-09-01..2016-09-30 TX fiscal; 3 2016-10-01..2016-10-31 TX fiscal; 4 2016-11-01..2016-11-30 TX fiscal; 5 2016-12-01..2016-12-31 TX fiscal; 6 2017-01-01..2017-01-31 TX fiscal"},
		{1, 1, ""},
		{2, 1, "1 2016-01-01..2016-12-31"},
		{2, 4, "1 2016-12-01..2016-12-31"},
	} {
		links, err := h.db.RowPeriods(t.Context(), item, c.table, c.row)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range links {
			got = append(got, strings.TrimSpace(fmt.Sprint(l.Col, " ", l.Period, " ", l.Calendar)))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("table %d, row %d: %s\nwant %s", c.table, c.row, s, c.want)
		}
	}
	pages, err := h.db.Periods(t.Context(), item, 1)
	if err != nil || len(pages) != 1 || pages[0].Calendar != "TX fiscal" || !slices.Contains(pages[0].Flags, "fiscal-assumed") {
		t.Errorf("%+v, %v", pages, err)
	}
	var table content.Spoken
	for sp, err := range h.db.Spoken(t.Context(), item) {
		if err != nil {
			t.Fatal(err)
		}
		if sp.Table == 1 && sp.Row == 0 {
			table = sp
		}
	}
	december := archive.Period{From: "2016-12-01", Until: "2017-01-01"}
	if row := (content.Spoken{}).Under(table, []string{"A", "1", "2", "", "0", "3"}); len(row.Periods) != 4 || !slices.Contains(row.Periods, december) {
		t.Errorf("%+v", row)
	}
}
