package series

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/report"
)

// doc is a document in short: "2026-001-0001 ICE 2017-01-28..2017-02-04 Weekly Report", its
// columns, and the calendar of its period.
func doc(item, source, title, from, until string, header ...string) Document {
	d := Document{Item: item, Source: source, Title: title}
	d.Facts = report.Facts{Title: title, Key: report.Key(title), Period: report.Period{Period: archive.Period{From: from, Until: until}}}
	if len(header) > 0 {
		d.Facts.Sections = []report.Section{{Table: 1, Title: "Section I: List of " + from, Header: header, Rows: 3}}
	}
	return d
}

// print is the series as one line each.
func print(all []Series) string {
	var out []string
	for _, s := range all {
		line := s.Slug + " " + s.Rhythm + ":"
		for _, x := range s.Issues {
			line += " " + x.Item
			for _, c := range x.Copies {
				line += "=" + c.Item
			}
		}
		for _, b := range s.Breaks {
			line += fmt.Sprintf(" [%s %s %d]", b.Kind, b.Period, b.Missing)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func in(d Document, slug string) Document { d.Put = &slug; return d }

func fiscal(d Document) Document { d.Facts.Period.Calendar = "federal fiscal"; return d }

func notice(d Document) Document { d.Facts.Notice = true; return d }

func TestFind(t *testing.T) {
	one := doc("1", "ICE", "Weekly Report, Jan. 28 - Feb. 3, 2017", "2017-01-28", "2017-02-04", "County", "Declined")
	two := doc("2", "ICE", "Weekly Report, Feb 4 – Feb 10, 2017", "2017-02-04", "2017-02-11", "County", "Declined")
	three := doc("3", "ICE", "Weekly Report, Feb 11 Feb 17, 2017 (redacted)", "2017-02-11", "2017-02-18", "County", "Declined")
	later := doc("4", "ICE", "Weekly Report, Apr 1 - Apr 7, 2017", "2017-04-01", "2017-04-08", "County", "Declined")
	q2 := doc("5", "ICE", "Weekly Report, second quarter of fiscal year 2018", "2018-01-01", "2018-04-01", "County", "Declined")
	for _, c := range []struct {
		name string
		docs []Document
		want string
	}{
		{"in their order, whatever the order they came in", []Document{two, one, three}, "weekly-report weekly: 1 2 3"},
		{"one is no series", []Document{one}, ""},
		{"the same period is a copy", []Document{one, two, doc("9", "ICE", "Weekly Report, Feb 4 - Feb 10, 2017", "2017-02-04", "2017-02-11")}, "weekly-report weekly: 1 2=9"},
		{"two copies of one are no series", []Document{one, doc("9", "ICE", "Weekly Report, Jan. 28 - Feb. 3, 2017", "2017-01-28", "2017-02-04")}, ""},
		{"another source", []Document{one, two, doc("9", "DHS", "Weekly Report, Feb 4 - Feb 10, 2017", "2017-02-04", "2017-02-11", "County", "Declined")}, "weekly-report weekly: 1 2"},
		{"another title", []Document{one, two, doc("9", "ICE", "Monthly Budget, March 2017", "2017-03-01", "2017-04-01", "County", "Declined")}, "weekly-report weekly: 1 2"},
		{"made in another way", []Document{one, two, doc("9", "ICE", "Weekly Report, Feb 11 - Feb 17, 2017", "2017-02-11", "2017-02-18", "Fee", "Paid on")}, "weekly-report weekly: 1 2"},
		{"a notice of corrections is none", []Document{one, two, notice(doc("9", "ICE", "Weekly Report, Feb 11 - Feb 17, 2017", "2017-02-11", "2017-02-18"))}, "weekly-report weekly: 1 2"},
		{"a gap", []Document{one, three}, "weekly-report weekly: 1 3 [gap 2017-02-04..2017-02-10 1]"},
		{"a suspension", []Document{one, later}, "weekly-report weekly: 1 4 [suspension 2017-02-04..2017-03-31 8]"},
		{"an overlap", []Document{one, doc("9", "ICE", "Weekly Report, Feb 2 - Feb 8, 2017", "2017-02-02", "2017-02-09", "County", "Declined")}, "weekly-report weekly: 1 9 [overlap 2017-02-02..2017-02-03 0]"},
		{"another rhythm", []Document{later, fiscal(q2)}, "weekly-report : 4 5 [suspension 2017-04-08..2017-12-31 38] [rhythm 2018-01-01..2018-03-31 0]"},
		{"another calendar", []Document{fiscal(doc("8", "ICE", "Quarterly Report, FY2017 Q1", "2016-10-01", "2017-01-01", "A", "B")), doc("9", "ICE", "Quarterly Report, January - March 2017", "2017-01-01", "2017-04-01", "A", "B")}, "quarterly-report quarterly: 8 9 [calendar 2017-01-01..2017-03-31 0]"},
		{"an editor takes one out", []Document{one, two, in(three, "")}, "weekly-report weekly: 1 2"},
		{"an editor puts one in", []Document{one, two, in(doc("9", "DHS", "Something", "2017-02-11", "2017-02-18"), "weekly-report")}, "weekly-report weekly: 1 2 9"},
		{"an editor makes one", []Document{in(doc("9", "DHS", "Something", "2017-02-11", "2017-02-18"), "mine")}, "mine weekly: 9"},
	} {
		if got := print(Find(c.docs)); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestBreaksInWords(t *testing.T) {
	one := doc("1", "ICE", "Weekly Report, Jan. 28 - Feb. 3, 2017", "2017-01-28", "2017-02-04", "County")
	q := fiscal(doc("5", "ICE", "Weekly Report, FY2018 Q2", "2018-01-01", "2018-04-01", "County"))
	s := Find([]Document{one, q})[0]
	var said []string
	for _, b := range s.Breaks {
		said = append(said, s.Text(b))
	}
	got := strings.Join(said, "\n")
	for _, want := range []string{"(331 days, about 47 reports): the series was suspended", "From here on its reports are quarterly, before they were weekly."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
}

func TestChanges(t *testing.T) {
	section := func(table int, title string, header ...string) report.Section {
		return report.Section{Table: table, Title: title, Header: header}
	}
	one := doc("1", "ICE", "Weekly Report, Jan. 28 - Feb. 3, 2017", "2017-01-28", "2017-02-04")
	one.Facts.Sections = []report.Section{
		section(1, "Section I: Highest Volume Issued to Non-Cooperative Jurisdictions between Jan. 28 - Feb. 3, 2017", "Jurisdiction", "Detainers Issued"),
		section(2, "Section II: Declined Detainers between Jan. 28 - Feb. 3, 2017", "Facility", "Citizenship"),
	}
	two := doc("2", "ICE", "Weekly Report, Feb 4 – Feb 10, 2017", "2017-02-04", "2017-02-11")
	two.Facts.Sections = []report.Section{
		section(1, "Section I: Highest Volume Issued between Feb 4 – Feb 10, 2017 to Jurisdictions which Restrict Cooperation", "Jurisdiction", "Number Issued"),
		section(2, "Section II: Declined Detainers between Feb 4 Feb 10, 2017", "Facility", "Citizenship"),
		section(3, "Section III: Policies", "Policy"),
	}
	s := Find([]Document{one, two})[0]
	var got []string
	for _, c := range s.Changes {
		got = append(got, fmt.Sprintf("%s: %s -> %s", c.What, c.Was, c.Is))
	}
	want := "section title: Section I: Highest Volume Issued to Non-Cooperative Jurisdictions -> Section I: Highest Volume Issued to Jurisdictions which Restrict Cooperation\n" +
		"column: Detainers Issued -> Number Issued\n" +
		"section:  -> Section III: Policies"
	if strings.Join(got, "\n") != want {
		t.Errorf("%s\nwant %s", strings.Join(got, "\n"), want)
	}
	if len(s.Sections) != 3 || len(s.Sections[0].Points) != 2 || len(s.Sections[1].Points) != 2 {
		t.Errorf("%+v", s.Sections)
	}
}
