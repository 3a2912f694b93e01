package web

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
)

func csvOf(t testing.TB, h http.Handler, path string) [][]string {
	t.Helper()
	a := get(t, h, path)
	a.want(t, 200, "")
	rows, err := csv.NewReader(strings.NewReader(a.body)).ReadAll() // all as wide as the first
	check(t, err)
	return rows
}

func excelOf(t testing.TB, h http.Handler, path string) *excelize.File {
	t.Helper()
	a := get(t, h, path)
	a.want(t, 200, "")
	if got := a.Header.Get("Content-Disposition"); !strings.Contains(got, ".xlsx") {
		t.Errorf("%s is saved as %s", path, got)
	}
	f, err := excelize.OpenReader(strings.NewReader(a.body))
	check(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

func sheetOf(t testing.TB, f *excelize.File, n int) [][]string {
	t.Helper()
	rows, err := f.GetRows(f.GetSheetName(n))
	check(t, err)
	return rows
}

func TestATableAsExcelAndJSON(t *testing.T) {
	_, h := newArchive(t)
	f := excelOf(t, h, "/items/2026-001-0001/tables/1.xlsx")
	rows := sheetOf(t, f, 0)
	want := []string{
		"3", "2", "", "p2:t1:r3", "2026-001-0001:p2:t1:r3", "http://127.0.0.1:8080/cite/2026-001-0001:p2:t1:r3", "", "",
		"Ventura County", "Ventura County Pre-Trial Detention Facility", "I-247D", "Declined detainer: will not honor without a warrant", "2",
	}
	if d := cmp.Diff(want, rows[3]); d != "" || rows[0][8] != "County" || len(rows) != 14 {
		t.Error(d, rows[0])
	}
	about := sheetOf(t, f, 1)
	for _, want := range []string{"Section II: Declined detainers, by jail", "2026-001-0001:p2:t1", "U.S. Immigration and Customs Enforcement", "First production"} {
		if !strings.Contains(fmt.Sprint(about), want) {
			t.Errorf("the workbook does not say %q: %q", want, about)
		}
	}
	// Every row's short citation leads to it.
	for _, r := range rows[1:] {
		a := get(t, h, strings.TrimPrefix(r[5], "http://127.0.0.1:8080"))
		if to := a.Header.Get("Location"); a.StatusCode != 302 || !strings.HasSuffix(to, "/rows/"+r[0]) {
			t.Errorf("%s leads to %d %s", r[5], a.StatusCode, to)
		}
	}
	var all struct {
		Title   string
		Columns []string
		Rows    []struct {
			Row     int
			Hidden  bool
			Cite    string
			Address string
			Cells   []string
		}
	}
	get(t, h, "/items/2026-002-0001/tables/1.json?all=1").json(t, &all)
	if len(all.Rows) != 120 || all.Rows[4].Row != 6 || !all.Rows[4].Hidden || all.Rows[4].Cells[3] != "=1+1" || all.Columns[4] != "E" || all.Rows[4].Cite != "2026-002-0001:'Top 50 %/it''s'!6" {
		t.Errorf("%d rows, %+v", len(all.Rows), all.Rows[4])
	}
	var page TablePage
	get(t, h, "/items/2026-002-0001/tables/1.json").json(t, &page)
	if len(page.Rows) != rowsAtOnce {
		t.Errorf("the twin of the page has %d rows", len(page.Rows))
	}
	get(t, h, "/items/2026-002-0001/tables/9.xlsx").want(t, 404, "", "there is no table 9")
	if a := ask(t, h, "HEAD", "/items/2026-002-0001/tables/1.xlsx"); a.StatusCode != 200 || a.body != "" {
		t.Errorf("%d %q", a.StatusCode, a.body)
	}
	for path, want := range map[string]int{"/items.xlsx": 10, "/accessions.xlsx": 4, "/accessions/2026-002.xlsx": 7} {
		if rows := sheetOf(t, excelOf(t, h, path), 0); len(rows) != want {
			t.Errorf("%s has %d lines, want %d", path, len(rows), want)
		}
	}
	for _, path := range []string{"/items/2026-002-0001.zip", "/accessions.eml", "/search.zip?q=a", "/items/2026-002-0001/tables/1.eml"} {
		get(t, h, path).want(t, 404, "", "This page cannot be had in this form")
	}
}

func TestRowsFoundAsFiles(t *testing.T) {
	s, h := newArchive(t)
	rows := csvOf(t, h, "/search.csv?q=jail+county&in=row")
	// The rows of both tables under the columns of both; what has no name has its own place.
	if d := cmp.Diff([]string{"item", "title", "row", "page", "hidden", "locator", "cite", "address", "corrected", "under"}, rows[0][:10]); d != "" {
		t.Error(d)
	}
	var found ResultsPage
	get(t, h, "/search.json?q=jail+county&in=row").json(t, &found)
	if len(rows) != found.Count+1 || found.Count < 120 || len(found.Hits) >= found.Count {
		t.Errorf("%d rows of %d, of which the page shows %d", len(rows)-1, found.Count, len(found.Hits))
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	seen := map[string]bool{}
	for _, r := range rows[1:] {
		seen[r[0]] = true
		switch {
		case r[0] == "2026-001-0001" && (r[at["County"]] == "" || r[at["Facility"]] == "" || r[at["State"]] != ""),
			r[0] == "2026-002-0001" && (r[at["State"]] != "CA" || r[at["County"]] != "" || r[at["Formula"]] != "'=1+1"),
			r[at["cite"]] != r[0]+":"+r[at["locator"]]:
			t.Errorf("%q", r)
		}
	}
	if len(seen) != 2 {
		t.Errorf("rows of %v", seen)
	}
	if got := sheetOf(t, excelOf(t, h, "/search.xlsx?q=jail+county&in=row&item=2026-002-0001"), 0); len(got) != 121 || got[5][4] != "hidden" && got[4][4] != "hidden" && got[6][4] != "hidden" {
		t.Errorf("%d rows: %q", len(got), got[:7])
	}
	places := csvOf(t, h, "/search.csv?q=sally+port")
	if len(places) != 3 || places[0][4] != "snippet" || !strings.Contains(places[1][4]+places[2][4], "sally port at the front") {
		t.Errorf("%q", places)
	}
	var all struct {
		Facts   map[string]string
		Rows    []struct{ Cite string }
		Remarks []string
	}
	s.MaxRows = 50
	a := get(t, h, "/search.json?q=jail+county&in=row&all=1")
	a.json(t, &all)
	if len(all.Rows) != 50 || len(all.Remarks) != 1 || !strings.Contains(all.Remarks[0], "Only the first 50 of ") || a.Header.Get(NoteHeader) != all.Remarks[0] || all.Facts["Search"] != "jail county" {
		t.Errorf("%d rows, %q, %q", len(all.Rows), all.Remarks, a.Header.Get(NoteHeader))
	}
	rows = csvOf(t, h, "/search.csv?q=jail+county&in=row")
	if last := rows[len(rows)-1]; len(rows) != 52 || !strings.HasPrefix(last[0], "Only the first 50 of ") {
		t.Errorf("%d rows, the last %q", len(rows), last)
	}
	get(t, h, "/search.csv?q=a&in=x").want(t, 400, "", "A search looks in")
}

// A table that has more columns than a layout holds loses no cell.
func TestLayout(t *testing.T) {
	l := newLayout()
	l.take([]string{"County", "Count", "Count", ""})
	l.take([]string{"Count", "County"})
	wide := make([]string, columnsAtMost+3)
	for i := range wide {
		wide[i] = fmt.Sprintf("w%d", i)
	}
	l.take(wide)
	if got := strings.Join(l.columns()[:6], "|"); got != "County|Count|Count|Column 4|w0|w1" || len(l.columns()) != columnsAtMost+1 {
		t.Error(got, len(l.columns()))
	}
	if got := strings.Join(l.lay([]string{"Count", "County"}, []string{"3", "Ventura", "beyond", ""})[:4], "|"); got != "Ventura|3||" {
		t.Error(got)
	}
	cells := l.lay([]string{"Count", "County"}, []string{"3", "Ventura", "beyond", ""})
	if got := cells[len(cells)-1]; got != "beyond" {
		t.Error(got)
	}
	cells = l.lay(wide, wide)
	if got := cells[len(cells)-1]; got != "w252: w252 | w253: w253 | w254: w254 | w255: w255 | w256: w256 | w257: w257 | w258: w258" {
		t.Error(got)
	}
	if got := l.lay([]string{"never", "met"}, []string{"a", "b"}); got[len(got)-1] != "never: a | met: b" {
		t.Error(got)
	}
}

func TestAnEmailAsAMessageFile(t *testing.T) {
	s, h := newArchive(t)
	outlook := mailSample(t)
	outlook.Outcome.MediaType = "application/vnd.ms-outlook"
	outlook.Mail.Subject = "Doña Ana"
	take(t, s, ingest.Order{Source: "ICE"}, file{"a.msg", outlook.bytes(t)})
	a := get(t, h, "/items/2026-002-0003.eml")
	a.want(t, 200, "")
	if a.body != string(mailSample(t).bytes(t)) || a.Header.Get("Content-Type") != "message/rfc822" || !strings.Contains(a.Header.Get("Content-Disposition"), "2026-002-0003.eml") {
		t.Errorf("%v %.100q", a.Header, a.body)
	}
	a = get(t, h, "/items/2026-004-0001.eml")
	a.want(t, 200, "", "Made by readingroom")
	m, err := mail.ReadMessage(strings.NewReader(a.body))
	check(t, err)
	if m.Header.Get("Message-ID") != "<1@ice.example>" || !strings.Contains(m.Header.Get("Comments"), "2026-004-0001") {
		t.Errorf("%v", m.Header)
	}
	text, err := io.ReadAll(m.Body)
	check(t, err)
	for _, want := range []string{"released at the front door", `filename=attached.txt`, "VGhlIHN0YXRlbWVudCB0aGF0IHdhcyBhdHRhY2hlZC4"} {
		if !strings.Contains(strings.ReplaceAll(string(text), "=\r\n", ""), want) {
			t.Errorf("the message has no %q: %s", want, text)
		}
	}
	get(t, h, "/items/2026-002-0001.eml").want(t, 404, "", "is no e-mail")
	get(t, h, "/items/2026-009-0001.eml").want(t, 404, "", "2026-009-0001")
}

func TestAPrintedEmailAsAMessageFile(t *testing.T) {
	s := newSite(t)
	h := s.Handler()
	text := "From: Doe, Jane (ERO)\nSent: Thursday, April 6, 2017 4:05 PM\nTo: Smith, John\nSubject: Errors in the report\n\nJohn,\n\nThe report names the wrong county. Please call me.\n\nJane\n"
	take(t, s, ingest.Order{Source: "ICE"}, file{"chain.pdf", sample{
		Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF},
		Pages:   []archive.Page{{Number: 1, Width: 612, Height: 792, Origin: archive.OriginText, Text: text}},
	}.bytes(t)})
	// A search for its head leads there.
	for _, c := range []struct{ q, snippet, marks string }{
		{"from:doe", "From: Doe, Jane (ERO) · To: Smith, John · Sent: Thursday, April 6, 2017 4:05 PM · Subject: Errors in the report", "Doe"},
		{"to:smith+subject:errors", "From: Doe, Jane (ERO) · To: Smith, John", "Smith Errors"},
	} {
		results := get(t, h, "/search?q="+c.q)
		results.want(t, 200, "p.snippet", c.snippet)
		results.want(t, 200, "mark", strings.Fields(c.marks)...)
		var found ResultsPage
		get(t, h, "/search.json?q="+c.q).json(t, &found)
		if len(found.Hits) != 1 || found.Hits[0].Locator != "p1:s0-105" || found.Hits[0].Kind != "page" {
			t.Fatalf("%+v", found.Hits)
		}
		get(t, h, strings.Split(found.Hits[0].URL, "#")[0]).want(t, 200, "article", strings.Fields(c.marks)...)
		get(t, h, "/items/2026-001-0001/pages/1?q="+c.q).want(t, 200, "mark", strings.Fields(c.marks)...)
	}
	get(t, h, "/search?q=from:smith").want(t, 200, "main", "Nothing was found")
	var doc DocumentPage
	get(t, h, "/items/2026-001-0001.json").json(t, &doc)
	if len(doc.Messages) != 1 || doc.Messages[0].File != "/items/2026-001-0001/messages/1.eml" {
		t.Fatalf("%+v", doc.Messages)
	}
	a := get(t, h, doc.Messages[0].File)
	a.want(t, 200, "")
	m, err := mail.ReadMessage(strings.NewReader(a.body))
	check(t, err)
	if m.Header.Get("From") != `"Doe, Jane (ERO)":;` || m.Header.Get("Subject") != "Errors in the report" || !strings.Contains(m.Header.Get("Date"), "6 Apr 2017 16:05:00") {
		t.Errorf("%v", m.Header)
	}
	body, err := io.ReadAll(m.Body)
	check(t, err)
	if got := strings.ReplaceAll(string(body), "=\r\n", ""); !strings.Contains(got, "The report names the wrong county. Please call me.") || !strings.Contains(got, "This is not the original") {
		t.Errorf("%s", got)
	}
	get(t, h, "/items/2026-001-0001/messages/1").want(t, 302, "")
	get(t, h, "/items/2026-001-0001/messages/2.eml").want(t, 404, "", "has 1 e-mail, and none is")
	get(t, h, "/items/2026-001-0001/messages/1.csv").want(t, 404, "", "cannot be had in this form")
}

func TestAnAccessionAsABag(t *testing.T) {
	s, h := newArchive(t)
	a := get(t, h, "/accessions/2026-002.zip")
	a.want(t, 200, "")
	files := unzipped(t, a.body)
	if get(t, h, "/accessions/2026-002.zip").body != a.body {
		t.Error("the same accession gives other bytes")
	}
	for line := range strings.Lines(files["2026-002/manifest-sha256.txt"] + files["2026-002/tagmanifest-sha256.txt"]) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(files["2026-002/"+name]))); got != sum {
			t.Errorf("%s has the checksum %s, not %s", name, got, sum)
		}
	}
	lines, err := csv.NewReader(strings.NewReader(files["2026-002/documents.csv"])).ReadAll()
	check(t, err)
	by := map[string][]string{}
	for _, l := range lines {
		by[l[1]] = l
	}
	for path, want := range map[string][]string{
		"top-50.xlsx":                 {"2026-002-0001", "data/top-50.xlsx", "", ""},
		"again.pdf":                   {"2026-001-0001", "data/again.pdf", "", ""},
		`statement <b>&".txt`:         {"2026-002-0004", "data/statement _b_&_.txt", "", ""},
		"front-door.eml/attached.txt": {"2026-002-0005", "", "2026-002-0003", ""},
		"private/notes.docx":          {"", "", "", "Not taken in: May not be read by this user."},
	} {
		l := by[path]
		if len(l) != 11 {
			t.Errorf("%s is not listed: %q", path, lines)
			continue
		}
		if d := cmp.Diff(want, []string{l[0], l[2], l[3], l[9]}); d != "" {
			t.Errorf("%s: %s", path, d)
		}
		if file := l[2]; file != "" && files["2026-002/"+file] == "" {
			t.Errorf("%s is not in the bag", file)
		}
	}
	if files[`2026-002/data/statement _b_&_.txt`] != statement || len(by["top-50.xlsx"][4]) != 64 {
		t.Error("the original is another")
	}
	for _, want := range []string{"Source-Organization: U.S. Department of Homeland Security, under FOIA\n", "External-Identifier: 2026-002\n", "Request: R2017-001\n", "Payload-Oxum: "} {
		if !strings.Contains(files["2026-002/bag-info.txt"], want) {
			t.Errorf("bag-info.txt has no %q: %s", want, files["2026-002/bag-info.txt"])
		}
	}
	// A lost original is said, and the others are there.
	it, err := s.Store.Item(t.Context(), "2026-002-0004")
	check(t, err)
	f, err := s.Blobs.Open(it.Digest)
	check(t, err)
	f.Close()
	check(t, os.Remove(filepath.Clean(f.Name())))
	files = unzipped(t, get(t, h, "/accessions/2026-002.zip").body)
	if !strings.Contains(files["2026-002/faults.txt"], "statement _b_&_.txt") || files["2026-002/data/top-50.xlsx"] == "" {
		t.Errorf("%q", files["2026-002/faults.txt"])
	}
	get(t, h, "/accessions/2026-099.zip").want(t, 404, "", "2026-099")
	open, err := s.Ingest.Begin(t.Context(), ingest.Order{Source: "x"})
	check(t, err)
	get(t, h, "/accessions/"+open.Number+".zip").want(t, 409, "", "Files are still coming in")
}

func unzipped(t testing.TB, body string) map[string]string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	check(t, err)
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		check(t, err)
		b, err := io.ReadAll(r)
		check(t, err)
		all[f.Name] = string(b)
	}
	return all
}
