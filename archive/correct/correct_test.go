package correct

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/link"
	"readingroom/archive/link/gazetteer"
)

// notice makes a notice of its text, linked as ingest does.
func notice(title, text string) Notice {
	n := Notice{Item: "2026-001-0009", Title: title, Date: "2017-04-10", Pages: []archive.Page{{Number: 1, Text: text}}}
	d := link.NewDocument(gazetteer.Load(), link.Context{Date: n.Date})
	d.Read(n.Pages[0])
	n.Links = d.Page(n.Pages[0])
	for _, p := range link.Periods(title+"\n"+text, n.Date) {
		n.Periods = append(n.Periods, p.Period)
	}
	return n
}

func TestStatements(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			"a list after a colon", "The detainers booked on these counties were issued to agencies in similarly named places:\n• Franklin County, Iowa\n• Montgomery County, Iowa\nTransfers\nThe persons had been transferred and were released elsewhere:\n• Bastrop County, Texas",
			"same-name us/ia/franklin-county; same-name us/ia/montgomery-county; transferred us/tx/bastrop-county",
		},
		{
			"a list under its heading", "Detainers issued to the wrong place\n• Chester County, Pennsylvania\n• Richmond County, North Carolina\n\nNone of these counties declined.",
			"wrong-place us/pa/chester-county; wrong-place us/nc/richmond-county",
		},
		{
			"one sentence, parted by semicolons", "Detainers listed for Franklin County, Iowa, and Franklin County, Pennsylvania, were issued to agencies in similarly named places; those of Bastrop County, Texas, were transfers; Chester County, Pennsylvania, was sent detainers in error.",
			"same-name us/ia/franklin-county; same-name us/pa/franklin-county; transferred us/tx/bastrop-county; wrong-place us/pa/chester-county",
		},
		{
			"places between semicolons", "The declined detainers attributed to Franklin County, Iowa; Cook County, Illinois; and Montgomery County, Iowa, were issued to agencies with similar names.",
			"same-name us/ia/franklin-county; same-name us/il/cook-county; same-name us/ia/montgomery-county",
		},
		{"the sentence before names it", "The report listed 12 detainers for Montgomery County, Iowa. The correct number is 2.", "number us/ia/montgomery-county"},
		{"the reason comes after", "Bastrop County, Texas, was listed in error. The individuals were transferred to other jails.", "transferred us/tx/bastrop-county"},
		{"another paragraph is about something else", "Bastrop County, Texas, is listed.\n\nThe individuals were transferred.", ""},
		{"a number", "The figure for Nassau County, New York, should read 28 instead of 38.", "number us/ny/nassau-county"},
		{"not so many", "Cook County, Illinois, received 31 detainers, not 13.", "number us/il/cook-county"},
		{"the whole", "The report for Jan. 28 - Feb. 3, 2017 is withdrawn. It must not be used.", "withdrawn "},
		{"superseded", "This report is superseded by the version of April 10, 2017.", "superseded "},
		{"listed by mistake", "Nassau County, New York, should not have been included.", "other us/ny/nassau-county"},
		{"nothing of the kind", "Franklin County, Iowa, received five detainers. The report is correct.", ""},
		{"", "", ""},
	} {
		var got []string
		for _, s := range Statements(notice("Correction", c.text)) {
			got = append(got, string(s.Kind)+" "+s.Place.Slug)
			if runes := []rune(c.text); s.At.To > len(runes) || s.At.From >= s.At.To || s.Quote == "" {
				t.Errorf("%s: %s quotes %q", c.name, s.At, s.Quote)
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, strings.Join(got, "; "), c.want)
		}
	}
}

func TestQuote(t *testing.T) {
	n := notice("Correction", "The detainers booked on these counties were issued\nto agencies in similarly named places:\n• Franklin County, Iowa\n• Montgomery County, Iowa")
	all := Statements(n)
	if len(all) != 2 || all[1].Quote != "The detainers booked on these counties were issued to agencies in similarly named places: Montgomery County, Iowa" {
		t.Errorf("%+v", all)
	}
}

// week is a report that lists some places in three tables of their own kinds.
func week(item string, p archive.Period, slugs ...string) Report {
	r := Report{Item: item, Title: "Weekly Declined Detainer Outcome Report", Key: "weekly declined detainer outcome report", Period: p}
	for i, title := range []string{"Highest Volume of Detainers Issued to Jurisdictions", "Jurisdictions with Recorded Declined Detainers", "Jurisdictions that have Enacted Policies"} {
		t := Table{Number: i + 1, Title: title}
		for n, s := range slugs {
			t.Rows = append(t.Rows, Row{archive.Locator{Page: i + 2, Table: 1, Row: n + 1}, []string{s}})
		}
		r.Tables = append(r.Tables, t)
	}
	return r
}

func TestPropose(t *testing.T) {
	week1, week2 := archive.Period{From: "2017-01-28", Until: "2017-02-04"}, archive.Period{From: "2017-02-04", Until: "2017-02-11"}
	reports := []Report{
		week("2026-001-0001", week1, "us/nv/clark-county", "us/ia/franklin-county"),
		week("2026-001-0002", week2, "us/ia/franklin-county"),
	}
	about := "Weekly Declined Detainer Outcome Report, Jan. 28 - Feb. 3, 2017\n\n"
	for _, c := range []struct{ name, text, want string }{
		{
			"the rows of the lists of that kind", about + "The detainers booked on Franklin County, Iowa, were issued to agencies in similarly named places.",
			"same-name Franklin County, Iowa: 2026-001-0001:p2:t1:r2 2026-001-0001:p3:t1:r2 | 2026-001-0001:p4:t1:r2",
		},
		{
			"all lists where no word decides", about + "Franklin County, Iowa, was mistaken for another.",
			"same-name Franklin County, Iowa: 2026-001-0001:p2:t1:r2 2026-001-0001:p3:t1:r2 2026-001-0001:p4:t1:r2 |",
		},
		{"a place that is not listed", about + "The detainers booked on Nassau County, New York, were transfers.", "transferred Nassau County, New York: |"},
		{"the whole report", about + "This report is withdrawn.", "withdrawn Weekly Declined Detainer Outcome Report: 2026-001-0001 |"},
		{"a report of another title", "Annual Report on Fees, Jan. 28 - Feb. 3, 2017\n\nFranklin County, Iowa, was mistaken for another.", "same-name Franklin County, Iowa: |"},
		{"by its number", "Item 2026-001-0002 is withdrawn.", "withdrawn Weekly Declined Detainer Outcome Report: 2026-001-0002 |"},
	} {
		var got []string
		for _, p := range Propose(notice("Correction notice", c.text), reports) {
			s := fmt.Sprintf("%s %s:", p.Kind, p.About)
			for _, x := range p.Touches {
				s += " " + x.At.String()
			}
			s += " |"
			for _, x := range p.Besides {
				s += " " + x.At.String()
			}
			got = append(got, s)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, strings.Join(got, "; "), c.want)
		}
	}
}

func FuzzStatements(f *testing.F) {
	f.Add("These were similarly named:\n• A\n• B\nx; y. Z")
	f.Fuzz(func(t *testing.T, text string) {
		n := Notice{Item: "2026-001-0001", Pages: []archive.Page{{Number: 1, Text: text}}}
		runes := len([]rune(text))
		for _, u := range units(n.Pages[0]) {
			if u.from < 0 || u.to > runes || u.from >= u.to {
				t.Fatalf("%d-%d of %d", u.from, u.to, runes)
			}
		}
		Statements(n)
	})
}
