package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/compare"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
)

// weekSample is a weekly report with two lists.
func weekSample(period string, top, declined [][]string) sample {
	table := func(page int, title string, header []string, cells [][]string) sampleTable {
		t := sampleTable{Table: archive.Table{Page: page, OnPage: 1, Title: title, Header: header}}
		for i, c := range cells {
			t.Lines = append(t.Lines, archive.Row{Number: i + 1, Page: page, OnPage: 1, Cells: c})
		}
		return t
	}
	return sample{
		Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF},
		About:   archive.About{Title: "Weekly Outcome Report, " + period},
		Pages: []archive.Page{
			{Number: 1, Width: 612, Height: 792, Origin: archive.OriginText, Text: "Weekly Outcome Report\nFor detainers recorded " + period},
			{Number: 2, Width: 612, Height: 792, Origin: archive.OriginText, Text: "The three counties below account for 10 % of the 500 detainers issued.\n"},
			{Number: 3, Width: 612, Height: 792, Origin: archive.OriginText, Text: "Facilities"},
		},
		Tables: []sampleTable{
			table(2, "Section I: Most Detainers Issued, "+period, []string{"Jurisdiction", "Detainers Issued"}, top),
			table(3, "Section II: Declined Detainers, "+period, []string{"Facility", "Citizenship"}, declined),
		},
	}
}

// newReports is an archive with two issues of a series and the notice that
// corrects the first: 2026-001-0001 to 0003.
func newReports(t testing.TB) (*Site, http.Handler) {
	t.Helper()
	s := newSite(t)
	one := weekSample("Jan. 28 - Feb. 3, 2017",
		[][]string{{"Clark County, Nevada", "30"}, {"Franklin County, Iowa", "12"}, {"Nassau County, New York", "8"}},
		[][]string{{"Arapahoe County Jail, Arapahoe County, Colorado", "Mexico"}, {"Franklin County Jail, Franklin County, Iowa", "Haiti"}})
	two := weekSample("Feb 4 - Feb 10, 2017",
		[][]string{{"Clark County, Nevada", "20"}, {"Cook County, Illinois", "17"}, {"Travis County, Texas", "13"}},
		[][]string{{"Arapahoe County Jail, Arapahoe County, Colorado", "Haiti"}})
	notice := sample{
		Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF},
		About:   archive.About{Title: "Correction notice"},
		Pages: []archive.Page{{
			Number: 1, Origin: archive.OriginText,
			Text: "Correction Notice\nWeekly Outcome Report, Jan. 28 - Feb. 3, 2017\n\nThe detainers booked on this county were issued to agencies in similarly named places:\n• Franklin County, Iowa",
		}},
	}
	take(t, s, ingest.Order{Source: "ICE"}, file{"one.pdf", one.bytes(t)}, file{"two.pdf", two.bytes(t)}, file{"notice.pdf", notice.bytes(t)})
	return s, s.Handler()
}

const formKind = "application/x-www-form-urlencoded"

// TestACorrectionIsSeenEverywhere: proposed, accepted, seen on the row, the page,
// the table, the document, the hit, the older citation; undone, and gone.
func TestACorrectionIsSeenEverywhere(t *testing.T) {
	s, h := newReports(t)
	const row = "/items/2026-001-0001/tables/1/rows/2"
	older := get(t, h, row+".json")
	get(t, h, "/corrections").want(t, 200, "main", "Not looked through yet", "Nothing in this archive is corrected")
	get(t, h, "/items/2026-001-0003").want(t, 200, "main", "It reads like a notice of corrections")
	review := get(t, h, "/corrections/new?notice=2026-001-0003")
	review.want(t, 200, "form", "Franklin County, Iowa", "similarly named places", "p. 2, table 1, row 2", "Accept what is ticked")

	form := "notice=2026-001-0003&use-0=1&touch-0=2026-001-0001:p2:t1:r2&touch-0=2026-001-0001:p3:t1:r2"
	ask(t, h, "POST", "/corrections", body(formKind, form)).want(t, 400, "form", "Say who accepts it")
	ask(t, h, "POST", "/corrections", body(formKind, "notice=2026-001-0003&by=Ann")).want(t, 400, "form", "Nothing is ticked")
	ask(t, h, "POST", "/corrections", body(formKind, "notice=2026-001-0003&by=Ann&use-0=1")).want(t, 400, "form", "Tick at least one place")
	a := ask(t, h, "POST", "/corrections", body(formKind, form+"&by=Ann+%3Cb%3E"))
	made := a.Header.Get("Location")
	if a.StatusCode != http.StatusSeeOther || !strings.HasPrefix(made, "/corrections/") {
		t.Fatalf("%d %s", a.StatusCode, made)
	}
	get(t, h, made).want(t, 200, "main", "Franklin County, Iowa", "2 places are touched", "Accepted on 23 November 2026 by Ann <b>", "Undo this correction")

	banner := "another place of the same or a similar name was meant"
	seen := []string{row, "/items/2026-001-0001", "/items/2026-001-0001/pages/2", "/items/2026-001-0001/tables/1", "/items/2026-001-0001/tables/2/rows/2"}
	for _, page := range seen {
		get(t, h, page).want(t, 200, ".notice", "Corrected", banner)
	}
	get(t, h, "/items/2026-001-0003").want(t, 200, "main", "This notice corrects other records")
	get(t, h, "/items/2026-001-0001/tables/1").want(t, 200, "table.with-without", "50", "38")
	get(t, h, "/items/2026-001-0001/tables/1").want(t, 200, "table.rows", "corrected")
	for _, path := range []string{"/items/2026-001-0001/tables/1.csv", "/search.csv?q=%22franklin+county%22&in=row", "/search.csv?q=%22franklin+county%22"} {
		for line := range strings.Lines(get(t, h, path).body) {
			if says := strings.Contains(line, banner+" (2026-001-0003:p1:s"); strings.Contains(line, "2026-001-0001:p2:t1:r2,") && !says || strings.Contains(line, "2026-001-0001:p2:t1:r1,") && says {
				t.Errorf("%s: corrected: %v: %s", path, says, line)
			}
		}
	}
	get(t, h, row).want(t, 200, ".citation", "Corrected by the notice", "/cite/2026-001-0003:p1:s")
	get(t, h, "/search?q=%22franklin+county%22&in=row").want(t, 200, "div.results", "Corrected:", banner)
	if a := get(t, h, "/items/2026-001-0001/tables/1/rows/1"); strings.Contains(a.body, banner) {
		t.Error("a row that the notice does not touch carries its banner")
	}
	hits := func(want bool) {
		t.Helper()
		var found struct {
			Hits []struct {
				Locator     string
				Corrected   bool
				Corrections []CorrectionNote
			}
		}
		check(t, json.Unmarshal([]byte(get(t, h, "/search.json?q=%22franklin+county%22&in=row").body), &found))
		if len(found.Hits) == 0 {
			t.Fatal("no hit")
		}
		for _, x := range found.Hits {
			if x.Corrected != want || (len(x.Corrections) == 1) != want {
				t.Errorf("%s: corrected %v, %d corrections", x.Locator, x.Corrected, len(x.Corrections))
			}
		}
	}
	hits(true)

	var cited struct{ Citation Citation }
	check(t, json.Unmarshal([]byte(older.body), &cited))
	u, err := url.Parse(cited.Citation.URL)
	check(t, err)
	to := ask(t, h, "GET", u.Path).Header.Get("Location")
	get(t, h, to).want(t, 200, ".notice", "Corrected", banner)
	check(t, json.Unmarshal([]byte(get(t, h, to+".json").body), &cited))
	if n := cited.Citation.Corrections; len(n) != 1 || n[0].Kind != archive.CorrectedName || n[0].Notice == "" {
		t.Errorf("the citation says %+v", n)
	}

	get(t, h, "/compare?place=Franklin+County,+Iowa&list=2026-001-0001").want(t, 200, "main", "Corrected", banner[1:], "correction, 2026-001-0003, p. 1")
	get(t, h, "/series/weekly-outcome-report").want(t, 200, "main", "corrected in part", "50 (38)")
	get(t, h, "/map?item=2026-001-0001&table=1").want(t, 200, "main", "1 row that a notice corrects is counted as released", "sum of 3 rows is 50")
	get(t, h, "/map?item=2026-001-0001&table=1&corrected=out").want(t, 200, "main", "1 row that a notice corrects is left out", "sum of 2 rows is 38")
	get(t, h, "/jurisdictions/us/ia/franklin-county").want(t, 200, ".spots", "corrected")
	get(t, h, row).want(t, 200, "aside", "Franklin County, Iowa in other reports")
	get(t, h, "/corrections.csv").want(t, 200, "", "2026-001-0001:p2:t1:r2 2026-001-0001:p3:t1:r2")

	ask(t, h, "POST", made, body(formKind, "verdict=undone")).want(t, 400, "form", "Say who decides it")
	ask(t, h, "POST", made, body(formKind, "verdict=burn&by=Bob")).want(t, 400, "main", "accepted, declined, undone or amended")
	if a := ask(t, h, "POST", made, body(formKind, "verdict=undone&by=Bob&note=By+mistake")); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("undo: %d %s", a.StatusCode, a.body)
	}
	ask(t, h, "POST", made, body(formKind, "verdict=undone&by=Bob")).want(t, 409, "main", "undone already")
	get(t, h, made).want(t, 200, "main", "It does not stand", "Undone on 23 November 2026 by Bob: By mistake")
	for _, page := range seen {
		if a := get(t, h, page); strings.Contains(a.body, banner) {
			t.Errorf("%s still carries the banner", page)
		}
	}
	hits(false)

	amend := ask(t, h, "POST", made, body(formKind, "verdict=amended&by=Bob&touches=http://x.example/cite/2026-001-0001:p2:t1:r1"))
	get(t, h, amend.Header.Get("Location")).want(t, 200, "main", "1 place is touched", "p. 2, table 1, row 1")
	get(t, h, made).want(t, 200, "main", "Replaced by another", "See the later one")
	get(t, h, "/items/2026-001-0001/tables/1/rows/1").want(t, 200, ".notice", banner)
	if all, err := s.Store.AllCorrections(t.Context()); err != nil || len(all) != 2 {
		t.Errorf("%d corrections, %v", len(all), err)
	}
}

func TestACorrectionThatIsTypedIn(t *testing.T) {
	_, h := newReports(t)
	get(t, h, "/corrections/new").want(t, 200, "form", "What the notice says, word by word")
	good := url.Values{
		"typed": {"1"}, "by": {"Ann"}, "kind": {"number"}, "about": {"nassau county, ny"}, "statement": {"It should read 7, not 8."},
		"source": {"ICE, by telephone"}, "date": {"2017-04-10"}, "touches": {"2026-001-0001:p2:t1:r3"},
	}
	for _, c := range []struct{ field, value, says string }{
		{"by", "", "Say who accepts it"},
		{"kind", "burnt", "Choose what was wrong"},
		{"statement", " ", "Quote what the notice says"},
		{"source", "", "Say what says so"},
		{"date", "April 10", "Write the day as 2017-04-10"},
		{"touches", "", "Name at least one place"},
		{"touches", "page two", "names no place"},
		{"touches", "2026-001-0009", "is not in this archive"},
		{"touches", "2026-001-0001:p2:t1:r99", "none is numbered 99"},
		{"at", "2026-001-0003:p9", "there is no page 9"},
	} {
		f := url.Values{}
		for k, v := range good {
			f[k] = v
		}
		f.Set(c.field, c.value)
		ask(t, h, "POST", "/corrections", body(formKind, f.Encode())).want(t, 400, "form", c.says)
	}
	a := ask(t, h, "POST", "/corrections", body(formKind, good.Encode()))
	get(t, h, a.Header.Get("Location")).want(t, 200, "main", "Nassau County, New York", "The number was changed", "notice of 10 April 2017", "ICE, by telephone")
	get(t, h, "/items/2026-001-0001/tables/1/rows/3").want(t, 200, ".citation", "Corrected by the notice of 10 April 2017 (ICE, by telephone)")
	if a := get(t, h, "/items/2026-001-0001/tables/1"); strings.Contains(a.body, "with-without") {
		t.Error("a number that was changed goes on counting")
	}
}

func TestCorrectionsAreGuarded(t *testing.T) {
	_, h := newReports(t)
	for _, path := range []string{"/corrections", "/corrections/x", "/items/2026-001-0001/series"} {
		ask(t, h, "POST", path, body(formKind, "by=Eve"), from("192.0.2.7:9", "records.example")).want(t, 403, "main", "Nothing was changed")
	}
	a := ask(t, h, "GET", "/corrections/new?notice=2026-001-0003", from("192.0.2.7:9", "records.example"))
	if a.want(t, 200, "main", "Corrections are entered from the machine that holds the archive"); strings.Contains(a.body, "Accept what is ticked") {
		t.Error("who may not accept is offered to")
	}
	get(t, h, "/corrections/none").want(t, 404, "main", "no such correction")
}

func TestCompare(t *testing.T) {
	_, h := newReports(t)
	get(t, h, "/compare").want(t, 200, "form", "Places, one a line", "2017-01-28 to 2017-02-03")
	get(t, h, "/compare?place=Arapahoe+County,+Colorado").want(t, 200, "main", "Section I", "Other definition", "Listed", "In this report it is under")
	get(t, h, "/compare?place=Franklin+County").want(t, 200, "main", "say which is meant", "Franklin County, Iowa")
	get(t, h, "/compare?place=Atlantis+County,+Iowa").want(t, 200, "main", "No place called")
	get(t, h, "/compare?place=Clark+County,+Nevada&list=page").want(t, 400, "main", "is no list")
	get(t, h, "/compare?place=Clark+County,+Nevada&list=2026-001-0009").want(t, 404, "main", "is not in this archive")
	get(t, h, "/compare?place=Clark+County,+Nevada&list=2026-001-0001:p9:t1").want(t, 404, "main", "is no table")
	get(t, h, "/compare.csv?place=Clark+County,+Nevada").want(t, 200, "", "\"Clark County, Nevada\",32003,2026-001-0001,\"Section I: Most Detainers Issued, Jan. 28 - Feb. 3, 2017\",listed,30,Detainers Issued,,2026-001-0001:p2:t1:r1")
	ask(t, h, "POST", "/compare", body(formKind, url.Values{"place": {"Clark County, Nevada\nNassau County, New York\n"}, "list": {"2026-001-0001\n2026-001-0002"}}.Encode())).
		want(t, 200, "table.lists", "Clark County, Nevada", "30", "20", "Listed for 2017-01-28 to 2017-02-03")
	ask(t, h, "POST", "/compare", body(formKind, url.Values{"place": {strings.Repeat("x\n", 5) + numbered(201)}}.Encode())).want(t, 400, "main", "at most 200")

	var p ComparePage
	check(t, json.Unmarshal([]byte(get(t, h, "/compare.json?place=Nassau+County,+NY&list=2026-001-0001&list=2026-001-0002:p2:t1").body), &p))
	if len(p.Places) != 1 || len(p.Places[0].Lists) != 2 {
		t.Fatalf("%+v", p)
	}
	first, second := p.Places[0].Lists[0], p.Places[0].Lists[1]
	if p.Places[0].Code != "36059" || first.List != "2026-001-0001" || first.Answer != compare.Listed || first.Value != "8" || first.Citation != "2026-001-0001:p2:t1:r3" || len(first.Sections) != 2 {
		t.Errorf("%+v", first)
	}
	if second.List != "2026-001-0002:p2:t1" || second.Answer != compare.OutsidePeriod || second.Citation != "2026-001-0001:p2:t1:r3" {
		t.Errorf("%+v", second)
	}
	for _, b := range append(first.Basis, second.Basis...) {
		if to := ask(t, h, "GET", b.URL); to.StatusCode != http.StatusFound {
			t.Errorf("%s (%s) leads nowhere: %d", b.URL, b.What, to.StatusCode)
		}
	}
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(digits(i) + "\n")
	}
	return b.String()
}

func TestSeriesPages(t *testing.T) {
	_, h := newReports(t)
	get(t, h, "/").want(t, 200, "main", "Weekly Outcome Report", "2017-02-04")
	get(t, h, "/series").want(t, 200, "main", "Weekly Outcome Report", "2 reports, weekly")
	one := get(t, h, "/series/weekly-outcome-report")
	one.want(t, 200, "main", "28 January 2017 to 10 February 2017", "Section I: Most Detainers Issued", "Detainers Issued")
	one.want(t, 200, "svg", "50", "2017-02-04")
	get(t, h, "/series/weekly-outcome-report.csv").want(t, 200, "", "2026-001-0002,2017-02-04..2017-02-10,2026-001-0002:p2:t1,3,Detainers Issued,50,")
	get(t, h, "/series/nothing").want(t, 404, "main", "no series")
	get(t, h, "/items/2026-001-0001").want(t, 200, "main", "In the series Weekly Outcome Report", "the report after")

	ask(t, h, "POST", "/items/2026-001-0002/series", body(formKind, "series=")).want(t, 400, "main", "Say who decides it")
	if a := ask(t, h, "POST", "/items/2026-001-0002/series", body(formKind, "series=&by=Ann")); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	get(t, h, "/series").want(t, 200, "main", "No two reports")
	get(t, h, "/items/2026-001-0002").want(t, 200, "aside", "Taken out of all series on 23 November 2026 by Ann")
	ask(t, h, "POST", "/items/2026-001-0002/series", body(formKind, "series=/series/Mine&by=Ann"))
	get(t, h, "/series/mine").want(t, 200, "main", "1 report")
	ask(t, h, "POST", "/items/2026-001-0009/series", body(formKind, "series=x&by=Ann")).want(t, 404, "main", "")
}

func TestTotalsPages(t *testing.T) {
	_, h := newReports(t)
	get(t, h, "/items/2026-001-0001/tables/1").want(t, 200, "table.audit", "agrees", "three counties below", "add up to 50")
	get(t, h, "/items/2026-001-0001").want(t, 200, "main", "Its totals, recomputed", "No difference")
	get(t, h, "/items/2026-001-0001/totals").want(t, 200, "table.audit", "10 %")
	get(t, h, "/items/2026-001-0001/totals.csv").want(t, 200, "", "agrees,share,1,Detainers Issued,10 %")
	var p TotalsPage
	check(t, json.Unmarshal([]byte(get(t, h, "/items/2026-001-0001/totals.json").body), &p))
	for _, f := range p.Audit.Findings {
		if to := ask(t, h, "GET", f.URL); to.StatusCode != http.StatusFound {
			t.Errorf("%s leads nowhere: %d", f.URL, to.StatusCode)
		}
	}
	get(t, h, "/items/2026-001-0003/totals").want(t, 200, "main", "Nothing in this document looks like a total")
}
