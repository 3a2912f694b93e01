package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
)

// logSample is a log in one sheet, its header in the first row.
func logSample(rows ...[]string) sample {
	t := sampleTable{Table: archive.Table{Number: 1, Sheet: "Log", FirstRow: 1, Header: rows[0], HeaderRows: []int{1}, Head: []archive.Row{{Number: 1, Cells: rows[0]}}}}
	for i, r := range rows[1:] {
		t.Lines = append(t.Lines, archive.Row{Number: i + 2, Cells: r})
	}
	return sample{Outcome: extract.Outcome{MediaType: "text/csv", Kind: archive.KindSpreadsheet}, Tables: []sampleTable{t}}
}

// TestALogIsAccepted: proposed on the document's page, accepted in the form,
// filtered, linked to its rows and from them, changed, and dropped.
func TestALogIsAccepted(t *testing.T) {
	s := newSite(t)
	rows := [][]string{
		{"Request ID", "Requester", "When", "Received", "Request Description", "Closed Date", "Disposition"},
		{"19-001", "Poe, Ann", "1/9/2018", "1/2/2019", "Bids for the <b>bridge</b>", "1/12/2019", "Granted"},
		{"19-002", "Moss, R.", "1/9/2018", "1/3/2019", "Fines by street", "", "Denied"},
		{"Total", "2", "", "", "", "", ""},
	}
	take(t, s, ingest.Order{Source: "Elm"}, file{"jan.csv", logSample(rows...).bytes(t)}, file{"jan.xlsx", logSample(rows[:3]...).bytes(t)},
		file{"places.csv", logSample([]string{"County", "State"}, []string{"Clark", "Nevada"}).bytes(t)})
	h := s.Handler()
	const item, second, third = "/items/2026-001-0001", "/items/2026-001-0002", "/items/2026-001-0003"
	get(t, h, "/logs").want(t, 200, "main", "No document is read as a log yet")
	get(t, h, item).want(t, 200, "main", "It looks like a log of other people’s requests")
	if strings.Contains(get(t, h, third).body, "looks like a log") {
		t.Error("a list of places looks like a log")
	}
	get(t, h, third+"/log").want(t, 200, "main", "does not look like a log")
	get(t, h, item+"/log").want(t, 200, "main", "Proposed from the names of the columns", "Request Description", "Poe, Ann")
	get(t, h, "/logs/entries").want(t, 200, "main", "No log states such a request")

	fields := func(all ...string) string {
		v := url.Values{"by": {"Ann"}, "agency": {"Town of Elm"}, "column": rows[0], "field": all}
		return v.Encode()
	}
	proposed := fields("tracking_number", "requester", "-", "received", "subject", "closed", "disposition")
	ask(t, h, "POST", item+"/log", body(formKind, "agency=Elm")).want(t, 400, "main", "Say who says so")
	ask(t, h, "POST", item+"/log", body(formKind, "by=Ann&column=Nowhere&field=subject")).want(t, 400, "main", "There is no column \"Nowhere\"")
	ask(t, h, "POST", item+"/log", body(formKind, "by=Ann&column=Requester&field=colour")).want(t, 400, "main", "no field \"colour\"")
	ask(t, h, "POST", third+"/log", body(formKind, "by=Ann")).want(t, 400, "main", "does not look like a log")
	if a := ask(t, h, "POST", item+"/log", body(formKind, proposed)); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != item+"/log" {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	if a := ask(t, h, "POST", item+"/log", body(formKind, proposed)); a.Header.Get("Location") != item+"/log?same=1" {
		t.Errorf("again: %s", a.Header.Get("Location"))
	}
	ask(t, h, "POST", second+"/log", body(formKind, proposed))
	get(t, h, item+"/log?same=1").want(t, 200, "main", "How this log is read", "Nothing was changed", "2 left out", "a line of totals")
	get(t, h, item).want(t, 200, "main", "A log of requests", "2 rows left out")
	get(t, h, "/logs").want(t, 200, "main", "2 requests in 2 logs", "Town of Elm")
	get(t, h, "/logs/entries").want(t, 200, "main", "2 requests, in 4 entries of 2 logs", "19-001", "Bids for the <b>bridge</b>", "Median days")

	var found struct {
		Count, Requests int
		Entries         []EntryLine
	}
	get(t, h, "/logs/entries.json?q=bridge&received=2019-01&closed=..2019&disposition=full+grant&requester=poe&agency=elm&status=closed").json(t, &found)
	if found.Count != 2 || found.Requests != 1 || len(found.Entries) != 1 || found.Entries[0].Wait() != 10 || found.Entries[0].Copies != 1 {
		t.Fatalf("%+v", found)
	}
	e := found.Entries[0]
	get(t, h, e.URL).want(t, 200, "main", "19-001", "12 January 2019", "full grant", "The same request elsewhere")
	get(t, h, e.RowURL).want(t, 200, "aside", "The request in this row", "19-001")
	if a := get(t, h, "/cite/"+e.Place); a.StatusCode != http.StatusFound || !strings.HasPrefix(a.Header.Get("Location"), e.RowURL) {
		t.Errorf("%d %s, want %s", a.StatusCode, a.Header.Get("Location"), e.RowURL)
	}
	get(t, h, "/logs/entries.json?copies=1&log=2026-001-0002").json(t, &found)
	if found.Count != 2 || len(found.Entries) != 2 {
		t.Errorf("%+v", found)
	}
	get(t, h, "/logs/entries.csv?sort=number").want(t, 200, "", "tracking_number,requester", `19-001,"Poe, Ann"`)
	get(t, h, "/logs.csv").want(t, 200, "", "2026-001-0001")
	for _, bad := range []string{"?sort=colour", "?received=never", "?closed=2019..x", "?row=x", "?log=x", "?after=x"} {
		if a := get(t, h, "/logs/entries"+bad); a.StatusCode != 400 {
			t.Errorf("%s: %d", bad, a.StatusCode)
		}
	}
	for _, none := range []string{"/logs/entries/x", "/logs/entries/2026-001-0001:Log!1", "/logs/entries/2026-001-0001:Log!2?part=2", "/items/2026-001-0099/log", "/logs/entries?log=2026-001-0099"} {
		if a := get(t, h, none); a.StatusCode != 404 {
			t.Errorf("%s: %d", none, a.StatusCode)
		}
	}

	// Another column is the day of receipt.
	ask(t, h, "POST", item+"/log", body(formKind, fields("tracking_number", "requester", "received", "-", "subject", "closed", "disposition")+"&dates=dmy"))
	get(t, h, "/logs/entries.json?log=2026-001-0001&sort=number").json(t, &found)
	if found.Entries[0].Received != "2018-09-01" {
		t.Errorf("%+v", found.Entries[0])
	}
	if a := ask(t, h, "POST", item+"/log", body(formKind, "act=drop")); a.StatusCode != http.StatusSeeOther {
		t.Errorf("%d", a.StatusCode)
	}
	get(t, h, "/logs").want(t, 200, "main", "2 requests in 1 log.")
	ask(t, h, "POST", item+"/log", from("192.0.2.7:9", "records.example"), body(formKind, proposed)).want(t, 403, "", "")

	// The machinery of our own command.
	ask(t, h, "POST", "/-/logs", body("application/json", `{"accession":"2026-001"}`)).want(t, 403, "", "")
	ask(t, h, "POST", "/-/logs", header("Authorization", "Bearer "+token), body("application/json", `{"accession":"2026-001","by":"Ann"}`)).want(t, 200, "", `"entries": 2`, "does not look like a log")
}
