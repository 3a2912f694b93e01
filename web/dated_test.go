package web

import (
	"testing"

	"readingroom/archive"
)

// TestCellsOfMonths: what the row says of a cell comes before what its table
// says of the column, and a blank cell is of nothing.
func TestCellsOfMonths(t *testing.T) {
	march := archive.Period{From: "2017-03-01", Until: "2017-04-01"}
	may := archive.Period{From: "2016-05-01", Until: "2016-06-01"}
	p := &RowPage{Values: []Value{{Text: "Clark"}, {Text: "5"}, {Text: "-"}, {Text: "7"}, {Text: "since 2016-05"}}}
	p.dated([]archive.PeriodLink{{Col: 2, Period: march}, {Col: 3, Period: march}, {Col: 4, Period: march, Calendar: "TX fiscal", Flags: []string{"year-above"}}, {Col: 9, Period: march}},
		[]archive.PeriodLink{{Row: 1, Col: 2, Text: "5", Period: may}, {Row: 1, Col: 5, Text: "2016-05", Period: may}})
	for i, want := range []string{"", "May 2016", "", "March 2017, by the TX fiscal year", ""} {
		if got := p.Values[i].Period; got != want {
			t.Errorf("cell %d is of %q, want %q", i+1, got, want)
		}
	}
	if p.Values[3].Careful != "its year stands above it" {
		t.Errorf("%q", p.Values[3].Careful)
	}
}
