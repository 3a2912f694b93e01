package period

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

var yearMonths = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"

// Each case is a table: header and rows with | between cells, the label above a
// row before ">". Wanted are its columns, and its last row, by column: @ is the
// label above.
var tableCases = []struct{ name, titles, header, rows, columns, row string }{
	{"months, year in the title", "Detainers 2016", "Type|Jan|Feb|Mar|Total", "A|1|2|3|6", "2=2016-01 3=2016-02 4=2016-03", ""},
	{"year in the sheet's name", ";2016", "Type|Jan|Feb|Mar|Total", "", "2=2016-01 3=2016-02 4=2016-03", ""},
	{"fiscal year in the title", "Bookings, FY 2017", "Type|Oct|Nov|Dec|Jan", "", "2=2016-10:federal 3=2016-11:federal 4=2016-12:federal 5=2017-01:federal", ""},
	{"fiscal year, months from January", "FY 2017", yearMonths, "", "1=2017-01:federal 2=2017-02:federal 3=2017-03:federal 4=2017-04:federal 5=2017-05:federal 6=2017-06:federal 7=2017-07:federal 8=2017-08:federal 9=2017-09:federal 10=2016-10:federal 11=2016-11:federal 12=2016-12:federal", ""},
	{"range in the title", "July 2016 - June 2017", "Aug|Sep|Oct", "", "1=2016-08 2=2016-09 3=2016-10", ""},
	{"a month is not in it", "January - February 2016", "Jan|Feb|Mar", "", "", ""},
	{"long names, capitals, full stops", "In 2016", "JANUARY|Feb.|March", "", "1=2016-01 2=2016-02 3=2016-03", ""},
	{"newest first", "2016", "Mar|Feb|Jan", "", "1=2016-03 2=2016-02 3=2016-01", ""},
	{"subtotals between", "2016", "Jan|Feb|Mar|Q1|Apr|May|Jun|Q2", "", "1=2016-01 2=2016-02 3=2016-03 4=2016 Q1 5=2016-04 6=2016-05 7=2016-06 8=2016 Q2", ""},
	{"two columns a month", "2016", "Jan In|Jan Out|Feb In|Feb Out|Mar In|Mar Out", "", "1=2016-01 2=2016-01 3=2016-02 4=2016-02 5=2016-03 6=2016-03", ""},
	{"no year", "Detainers", "Jan|Feb|Mar", "", "", ""},
	{"two years", "Detainers 2015 and 2016", "Jan|Feb|Mar", "", "", ""},
	{"over New Year in one year", "Detainers 2016", "Oct|Nov|Dec|Jan", "", "", ""},
	{"a day is no year", "Detainers 2016, as of January 5, 2017", "Jan|Feb|Mar", "", "1=2016-01 2=2016-02 3=2016-03", ""},
	{"no months in order", "2016", "Name|Can|May|Will|March", "", "", ""},
	{"two months are not enough", "2016", "March|April", "", "", ""},
	{"years in the names", "", "Name|Jan-17|Feb-17", "", "2=2017-01 3=2017-02", ""},
	{"in capitals, odd dash", "(December 2024 through July 2025)", "DEC‐24|JAN‐25|FEB‐25", "", "1=2024-12 2=2025-01 3=2025-02", ""},
	{"years without a dash", "", "Nov 16|Dec 16|Jan 17", "", "1=2016-11 2=2016-12 3=2017-01", ""},
	{"days are no years", "", "Jan 6|Jan 13|Jan 20", "", "", ""},
	{"year over month", "", "2016 Jan|2016 Feb", "", "1=2016-01 2=2016-02", ""},
	{"months in figures", "", "2016-11|2016-12|2017-01", "", "1=2016-11 2=2016-12 3=2017-01", ""},
	{"fiscal years", "", "FY15|FY16|FY 2017 Actual", "", "1=FY2015:federal 2=FY2016:federal 3=FY2017:federal", ""},
	{"years", "", "County|2015|2016", "", "2=2015 3=2016", ""},
	{"years with more", "", "County|2015 Count|2015 %|2016 Count", "", "2=2015 3=2015 4=2016", ""},
	{"years that are fiscal", "FY2007-FY2012 Average Daily Population", "Facility|2007|2008", "", "2=FY2007:federal 3=FY2008:federal", ""},
	{"one number is no year", "", "County|2015", "", "", ""},
	{"numbers are no years", "", "County|2015|1950", "", "", ""},
	{"quarters", "FY 2017", "Q1|Q2|Q3|Q4", "", "1=FY2017 Q1:federal 2=FY2017 Q2:federal 3=FY2017 Q3:federal 4=FY2017 Q4:federal", ""},
	{"quarters in words", "2016", "1st Quarter|2nd Qtr|Third quarter", "", "1=2016 Q1 2=2016 Q2 3=2016 Q3", ""},
	{"halves", "2016", "H1|H2", "", "1=2016 H1 2=2016 H2", ""},
	{"quarters of no year", "", "Q1|Q2", "", "", ""},
	{"quarters with years", "", "Q1 FY17|Q2 FY17", "", "1=FY2017 Q1:federal 2=FY2017 Q2:federal", ""},

	{"year and month", "", "Year|Month|N", "2016|March|5", "", "2=2016-03"},
	{"year and number", "", "Year|Month|N", "2016|3|5", "", "2=2016-03"},
	{"month and year", "", "N|Month|Year", "5|3|2016", "", "2=2016-03"},
	{"fiscal year and month", "", "Fiscal Year|Month|N", "2017|Nov|5", "", "2=2016-11:federal"},
	{"FY of two digits", "", "FY|Month", "17|10", "", "2=2016-10:federal"},
	{"fiscal year and quarter", "", "FY|Quarter", "2017|2", "", "2=FY2017 Q2:federal"},
	{"year alone", "", "year|count", "2007|39124", "", "1=2007"},
	{"split year", "", "Fiscal year|count", "2016-17|39124", "", "1=FY2017:federal"},
	{"year of birth", "", "Year of birth|count", "1980|1", "", ""},
	{"no column of years", "", "Number|count", "2016|2017", "", ""},
	{"month in figures", "", "year_month|count", "2007-10|13680", "", "1=2007-10"},
	{"number of a case", "", "case|count", "2007-10|13680", "", ""},
	{"date", "", "Received|Text", "1/5/2017|May", "", "1=2017-01-05"},
	{"month without a year", "", "Month|N", "March|5", "", ""},
	{"month of the title's year", "2016", "Month|N", "3|5", "", "1=2016-03"},
	{"year once for its rows", "", "Year|Month|N", "2016|Jan|5 / |Feb|5", "", "2=2016-02"},
	{"a total has no year", "", "Year|N|X", "2016|5|1 / Total|10|2", "", ""},

	{"year above months", "", "|N", "2016| / Jan|1 / Feb|2 / Mar|3", "", "1=2016-03"},
	{"year in a row", "", "|N", "2016| / Jan|1 / Feb|2 / Mar|3 / 2017|9", "", "1=2017"},
	{"next year", "", "|N", "2016| / Nov|1 / Dec|2 / 2017| / Jan|3 / Feb|3", "", ""},
	{"next year, enough months", "", "|N", "2016| / Oct|1 / Nov|1 / Dec|2 / 2017| / Jan|3", "", "1=2017-01"},
	{"fiscal year above", "", "|N", "FY 2017| / Oct|1 / Nov|2 / Dec|3", "", "1=2016-12:federal"},
	{"the year is spent", "", "|N", "2016| / Jan|1 / Feb|2 / Mar|3 / Jan|1", "", ""},
	{"total below the months", "", "|N", "Jan|1 / Feb|2 / Mar|3 / 2016|9 / Jan|1", "", ""},
	{"year as a label", "", "Month|N", "2016>Jan|1 / 2016>Feb|1 / 2016>Mar|1", "", "1=2016-03"},
	{"fiscal year as a label", "", "|N", "FY17>Oct|1 / FY17>Nov|1 / FY17>Dec|1", "", "1=2016-12:federal"},
	{"New Year between labels", "", "|N", "2016>Oct|1 / 2016>Nov|1 / 2016>Dec|1 / 2017>Jan|1", "", "1=2017-01"},
	{"over New Year under one label", "", "|N", "2016>Oct|1 / 2016>Nov|1 / 2016>Dec|1 / 2016>Jan|1", "", "@=2016"},
	{"a word is no month", "2016", "Name|N", "May|1 / April|1 / June|1", "", ""},
	{"names of persons", "2016", "Name|N", "April|1 / June|1 / May|1", "", ""},
	{"label with a period", "", "County|N", "Week of Jan. 28 – Feb. 3, 2017>Clark|3", "", "@=2017-01-28..2017-02-03"},
	{"label with a dash before the year", "", "County|N", "Checks January - 2017>Clark|3", "", "@=2017-01"},
	{"label with a month", "", "County|N", "January 2017>Clark|3", "", "@=2017-01"},
	{"label of a place", "", "County|N", "Iowa>Clark|3", "", ""},

	{"year before months", "", "Year|Jan|Feb|Mar", "2016|5||-", "", "1=2016 2=2016-01"},
	{"fiscal year before months", "", "FY|Oct|Nov|Dec", "2017|5|0|N/A", "", "1=FY2017:federal 2=2016-10:federal 3=2016-11:federal"},
	{"month before years", "", "Month|2015|2016", "Jan|1|2 / Feb|1|2 / Mar|1|2", "2=2015 3=2016", "2=2015-03 3=2016-03"},
	{"quarter label over months", "", "Type|Jan|Feb|Mar", "2016>A|1|2|3", "", "@=2016 2=2016-01 3=2016-02 4=2016-03"},
}

func TestTable(t *testing.T) {
	for _, c := range tableCases {
		columns, row := readTable(Context{}, c.titles, c.header, c.rows)
		if columns != c.columns {
			t.Errorf("%s: columns %q, want %q", c.name, columns, c.columns)
		}
		if row != c.row {
			t.Errorf("%s: row %q, want %q", c.name, row, c.row)
		}
	}
}

// TestTableOfAState: fiscal years are those of whom the document is of.
func TestTableOfAState(t *testing.T) {
	texas, _ := CalendarOf("TX")
	columns, row := readTable(Context{Fiscal: texas}, "FY17", "Month|Sep|Oct|Nov", "FY16>A|1|2|3")
	if want := "2=2016-09:TX 3=2016-10:TX 4=2016-11:TX"; columns != want {
		t.Errorf("columns %q, want %q", columns, want)
	}
	if want := "@=FY2016:TX 2=2015-09:TX 3=2015-10:TX 4=2015-11:TX"; row != want {
		t.Errorf("row %q, want %q", row, want)
	}
}

func TestHeldDates(t *testing.T) {
	for _, c := range []struct{ shown, value, want string }{
		{"5-Jan", "2017-01-05", "2017-01-05"},
		{"Jan", "2017-01-01", "2017-01"},
		{"Jan-17", "2017-01-01", "2017-01"},
		{"Jan-17", "2015-01-17", "2015-01-17"},
		{"1/5/17", "2017-01-05", "2017-01-05"},
		{"12.5%", "0.125", ""},
		{"new", "2017-01-05", ""},
	} {
		tb := NewTable(Context{Date: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}, Labels{}, []string{"x"})
		if got := strings.TrimPrefix(printCells(tb.Row(nil, []string{c.shown}, []string{c.value})), "1="); got != c.want {
			t.Errorf("%q, which holds %q, is %q, want %q", c.shown, c.value, got, c.want)
		}
	}
}

func readTable(c Context, titles, header, rows string) (columns, last string) {
	names := strings.Split(header, "|")
	var labels Labels
	each := func(take func(group, cells []string)) {
		if rows == "" {
			return
		}
		for r := range strings.SplitSeq(rows, " / ") {
			var group []string
			if g, rest, ok := strings.Cut(r, ">"); ok {
				group, r = []string{g}, rest
			}
			take(group, strings.Split(r, "|"))
		}
	}
	each(func(group, cells []string) { labels.Read(group, cells) })
	t := NewTable(c, labels, names, strings.Split(titles, ";")...)
	var cells []Cell
	each(func(group, row []string) { cells = t.Row(group, row, nil) })
	return printCells(t.Columns()), printCells(cells)
}

func printCells(cells []Cell) string {
	var all []string
	for _, c := range cells {
		s := fmt.Sprintf("%d=%s", c.Col, c.Label)
		if c.Col == 0 {
			s = "@=" + c.Label
		}
		if c.Calendar != "" {
			s += ":" + strings.TrimSuffix(c.Calendar, " fiscal")
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

func FuzzTable(f *testing.F) {
	for _, c := range tableCases {
		f.Add(c.titles, c.header, c.rows)
	}
	f.Fuzz(func(t *testing.T, titles, header, rows string) {
		n := strings.Count(header, "|") + 1
		var labels Labels
		all := strings.Split(rows, " / ")
		for _, r := range all {
			labels.Read(strings.Split(titles, ";"), strings.Split(r, "|"))
		}
		tb := NewTable(Context{}, labels, strings.Split(header, "|"), titles)
		for _, c := range tb.Columns() {
			if c.Col < 1 || c.Col > n {
				t.Errorf("column %d of %d", c.Col, n)
			}
		}
		for _, r := range all {
			cells := strings.Split(r, "|")
			for _, c := range tb.Row(strings.Split(titles, ";"), cells, cells) {
				if c.Col < 0 || c.Col > len(cells) || c.Start < 0 || c.End < c.Start {
					t.Errorf("%q: %+v", r, c)
				}
			}
		}
	})
}
