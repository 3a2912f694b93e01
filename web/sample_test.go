package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"readingroom/archive"
	"readingroom/archive/blob"
	"readingroom/archive/content"
	"readingroom/archive/extract"
	"readingroom/archive/foia"
	"readingroom/archive/ingest"
	"readingroom/archive/store"
	"readingroom/search"
)

// A sample is a document made by hand: its bytes are this as JSON.
type sample struct {
	Outcome extract.Outcome
	About   archive.About
	Mail    *archive.Mail
	Pages   []archive.Page
	Tables  []sampleTable
	Parts   map[string]string
	Notices []archive.Notice
}

type sampleTable struct {
	archive.Table
	Lines []archive.Row
}

func (s sample) bytes(t testing.TB) []byte {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// readSample reads what sample.bytes wrote; anything else is not read.
func readSample(_ context.Context, f *os.File, name string, sink archive.Sink) (extract.Outcome, error) {
	b, err := io.ReadAll(f)
	if err != nil {
		return extract.Outcome{}, err
	}
	var s sample
	if json.Unmarshal(b, &s) != nil {
		if strings.HasSuffix(name, ".txt") {
			return extract.Outcome{MediaType: "text/plain", Kind: archive.KindText}, sink.Page(archive.Page{Number: 1, Origin: archive.OriginText, Text: string(b)})
		}
		return extract.Outcome{MediaType: "application/octet-stream", Kind: archive.KindOther, Reason: "Its format is not known: application/octet-stream."}, nil
	}
	if !s.About.IsZero() {
		err = sink.About(s.About)
	}
	if s.Mail != nil {
		err = sink.Mail(*s.Mail)
	}
	for _, p := range s.Pages {
		err = sink.Page(p)
	}
	for _, table := range s.Tables {
		err = sink.Table(table.Table)
		for _, r := range table.Lines {
			err = sink.Row(r)
		}
	}
	for name, body := range s.Parts {
		err = sink.Part(name, strings.NewReader(body))
	}
	for _, n := range s.Notices {
		err = sink.Notice(n)
	}
	return s.Outcome, err
}

// now is when all tests take place.
var now = time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)

const token = "a-token-of-the-administrator"

// newSite opens an empty archive that reads samples.
func newSite(t testing.TB) *Site { return newSiteWith(t, readSample) }

func newSiteWith(t testing.TB, read ingest.Extract) *Site {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Open(t.Context(), filepath.Join(dir, "archive.db"))
	check(t, err)
	t.Cleanup(func() { db.Close() })
	blobs, err := blob.OpenDir(filepath.Join(dir, "blobs"))
	check(t, err)
	contents, err := content.OpenDir(filepath.Join(dir, "content"))
	check(t, err)
	index, err := search.Open(filepath.Join(dir, "index"), contents)
	check(t, err)
	t.Cleanup(func() { index.Close() })
	in := ingest.New(db, blobs, contents, read, index)
	in.Workers, in.Now, in.Log = 1, func() time.Time { return now }, slog.New(slog.DiscardHandler)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { in.Run(ctx); close(done) }()
	t.Cleanup(func() { stop(); <-done })
	return &Site{
		Store: db, Blobs: blobs, Contents: contents, Index: index, Ingest: in, Context: ctx,
		Manual: manual, Token: token, Version: "0.1", Now: in.Now, Log: slog.New(slog.DiscardHandler),
	}
}

var manual = fstest.MapFS{
	"searching.md": {Data: []byte("# Searching\n\nType words, and all of them are found. More follows.\n\n## Phrases\n\nPut a phrase in quotation marks: `\"Ventura County\"`.\n\n| type | finds |\n|:--|--:|\n| `jail OR prison` | either |\n| `detain*` | words that begin so |\n\n```\nreadingroom search '\"sally port\" -draft'\n```\n\nSee [citing](citing.md#links) and <script>alert(1)</script>.\n")},
	"agencies.md":  {Data: []byte("# Agencies and laws\n\nThe columns of their tables.\n")},
	"citing.md":    {Data: []byte("# Citing a place\n\nEvery page and row has a permanent address.\n\n## Links\n\n- A page: `/cite/2026-001-0001:p12`\n- A cell: `/cite/2026-001-0002:Declined!B12`\n")},
}

// take takes named files in as one accession and waits until they are searchable.
func take(t testing.TB, s *Site, o ingest.Order, files ...file) string {
	t.Helper()
	a, err := s.Ingest.Begin(t.Context(), o)
	check(t, err)
	for _, f := range files {
		check(t, s.Ingest.Add(t.Context(), a.Number, f.name, bytes.NewReader(f.body)))
	}
	check(t, s.Ingest.Finish(t.Context(), a.Number))
	check(t, s.Ingest.(*ingest.Ingest).Wait(t.Context(), a.Number, nil))
	return a.Number
}

type file struct {
	name string
	body []byte
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newArchive is a site with the records below, and its handler.
func newArchive(t testing.TB) (*Site, http.Handler) {
	t.Helper()
	s := newSite(t)
	asked(t, s)
	report := reportSample()
	take(t, s, ingest.Order{Source: "U.S. Immigration and Customs Enforcement", Title: "Weekly Declined Detainer Outcome Reports", Release: "First production"},
		file{"2017-01-28-ddor-1.pdf", report.bytes(t)}, // 2026-001-0001
		file{"scanned-letter.pdf", sample{Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF, Reason: "Its pages are pictures, and no OCR is installed."}}.bytes(t)},
	)
	take(t, s, ingest.Order{Source: "U.S. Department of Homeland Security, under FOIA", Title: "Workbooks and e-mails on declined detainers", Request: "2017-ICFO-27042"},
		file{"top-50.xlsx", workbookSample().bytes(t)},  // 2026-002-0001
		file{"offenses.csv", listSample().bytes(t)},     // 2026-002-0002
		file{"front-door.eml", mailSample(t).bytes(t)},  // 2026-002-0003, and its part
		file{"again.pdf", report.bytes(t)},              // held already
		file{"statement <b>&\".txt", []byte(statement)}, // 2026-002-0004
	)
	take(t, s, ingest.Order{Source: "<script>alert(1)</script>", Title: "\"><img src=x onerror=alert(2)>"},
		file{"<svg onload=alert(3)>.html", []byte("<html><script>alert(4)</script>")},
		file{"evil.pdf", hostileSample().bytes(t)},
	)
	check(t, s.Store.Omit(t.Context(), "2026-002", archive.Omission{Path: "private/notes.docx", Origin: "/x/private/notes.docx", Reason: "May not be read by this user."}))
	return s, s.Handler()
}

// asked records the request that the second accession answers, R2017-001.
func asked(t testing.TB, s *Site) {
	t.Helper()
	_, err := s.Store.PutAgencies(t.Context(), []foia.Agency{
		{Slug: "dhs", Name: "Department of Homeland Security", Short: "DHS", Jurisdiction: "us", Law: "us-foia"},
		{Slug: "dhs/ice", Parent: "dhs", Name: "U.S. Immigration and Customs Enforcement", Short: "ICE", Jurisdiction: "us", Law: "us-foia"},
	})
	check(t, err)
	_, err = s.Store.AddRequest(t.Context(), foia.Request{Title: "Declined detainers", Agency: "dhs/ice", Law: "us-foia", Visibility: foia.Public, Year: 2017, Created: s.Now()},
		foia.Event{Kind: foia.Filed, Date: "2017-04-13", Entered: s.Now()},
		foia.Event{Kind: foia.Received, Date: "2017-04-13", Entered: s.Now(), Component: "dhs/ice", Tracking: &foia.TrackingNumber{Number: "2017-ICFO-27042"}})
	check(t, err)
}

const statement = "STATEMENT OF THE SHERIFF\n\nOur deputies release people through the sally port at the front of the jail, at the hour the court has set.\n"

func reportSample() sample {
	rows := []archive.Row{}
	for i, c := range [][3]string{
		{"Alameda County", "Santa Rita Jail", "3"},
		{"Sacramento County", "Sacramento County Main Jail", "2"},
		{"Ventura County", "Ventura County Pre-Trial Detention Facility", "2"},
		{"Arapahoe County", "Arapahoe County Jail", "2"},
		{"Boulder County", "Boulder County Jail", "1"},
		{"Cook County", "Cook County Jail", "2"},
		{"Polk County", "Polk County Jail", "1"},
		{"Hennepin County", "Hennepin County Adult Detention Center", "4"},
		{"Clark County", "Clark County Detention Center", "3"},
		{"Bernalillo County", "Bernalillo County Metropolitan Detention Center", "2"},
		{"Nassau County", "Nassau County Correctional Center", "3"},
		{"Travis County", "Travis County Jail", "142"},
		{"King County", "King County Correctional Facility", "3"},
	} {
		rows = append(rows, archive.Row{Number: i + 1, Page: 2 + i/8, Cells: []string{c[0], c[1], "I-247D", "Declined detainer: will not honor without a warrant", c[2]}})
	}
	pages := []string{
		"U.S. IMMIGRATION AND CUSTOMS ENFORCEMENT\nEnforcement and Removal Operations\nWeekly Declined Detainer Outcome Report\nFor recorded declined detainers\nJanuary 28 – February 3, 2017\n\n" +
			"In uniform with the Executive Order: Enhancing Public Safety in the Interior of the\nUnited States, the Declined Detainer Outcome Report names the jurisdictions that\nreleased aliens from their custody, notwithstanding that a detainer had been lodged.\nThe report covers the detainers that were declined in the week named above, in\nVentura County and elsewhere.\n\n" +
			"Immigration detainers are an effective tool for the agency to ensure that individuals\nwho are in violation of the law are not released into the community. A declined\ndetainer means that the jail did not hold the individual for transfer.\n\n1. The detainers are listed by the jail that declined them.\n2. The list is not exhaustive; some jails do not say what they decline.",
		"SECTION II: DECLINED DETAINERS\nCounty\tFacility\tForm\tNotes\tDetainers\nAlameda County\tSanta Rita Jail\tI-247D\tDeclined\t3\nSacramento County\tSacramento County Main Jail\tI-247D\tDeclined\t2\nVentura County\tPre-Trial Detention Facility\tI-247D\tDeclined\t2\n\nPage 2",
		"SECTION III: JURISDICTIONS THAT HAVE ENACTED POLICIES\nTravis County, Texas\nIthaca, New York\nBoulder County, Colorado\n\nThe sheriff of Travis County announced in January that the jail would accept a detainer\nonly with a warrant signed by a judge, or where the charge is capital murder.",
	}
	s := sample{
		Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF},
		About:   archive.About{Title: "Weekly Declined Detainer Outcome Report", Author: "ICE ERO", Created: "2017-03-20T14:02:11Z", Program: "Microsoft Word 2013"},
		Tables:  []sampleTable{{archive.Table{Page: 2, OnPage: 1, Title: "Section II: Declined detainers, by jail", Header: []string{"County", "Facility", "Form", "Reason given by the jail", "Detainers"}}, rows}},
		Notices: []archive.Notice{{Code: "redacted", Text: "Parts of this page are covered; what is under them was not released.", Page: 3}},
	}
	for i, text := range pages {
		s.Pages = append(s.Pages, archive.Page{Number: i + 1, Width: 612, Height: 792, Origin: archive.OriginText, Text: text})
	}
	return s
}

func workbookSample() sample {
	var top, notes []archive.Row
	for i := range 120 {
		name := fmt.Sprintf("County Jail No. %d", i)
		if i < 2 {
			name = "Ventura County Jail"
		}
		top = append(top, archive.Row{Number: i + 2, Hidden: i == 4, Cells: []string{name, "CA", "2017-01-28", "=1+1", "declined"}})
	}
	notes = append(notes, archive.Row{Number: 2, Cells: []string{"Travis County: 142 of 206"}})
	return sample{
		Outcome: extract.Outcome{MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Kind: archive.KindSpreadsheet},
		About:   archive.About{Title: "Top 50 jurisdictions"},
		Tables: []sampleTable{
			{archive.Table{Sheet: "Top 50 %/it's", Title: "Top 50 jurisdictions", Header: []string{"Facility", "State", "Date", "Formula", ""}, HeaderRows: []int{1}}, top},
			{archive.Table{Sheet: "Notes", Hidden: true, Header: []string{"Note"}, HeaderRows: []int{1}}, notes},
		},
	}
}

func listSample() sample {
	return sample{
		Outcome: extract.Outcome{MediaType: "text/csv", Kind: archive.KindSpreadsheet},
		Tables: []sampleTable{{archive.Table{Header: []string{"Offense", "Count"}}, []archive.Row{
			{Number: 1, Cells: []string{"Assault", "12"}},
			{Number: 2, Cells: []string{"Driving under the influence" + strings.Repeat(", on a public road or where the public may drive", 12), "31"}},
			{Number: 14, Cells: []string{"=HYPERLINK(\"http://x\")", "-3"}},
		}}},
	}
}

func mailSample(t testing.TB) sample {
	return sample{
		Outcome: extract.Outcome{MediaType: "message/rfc822", Kind: archive.KindEmail},
		Mail: &archive.Mail{
			From: "Field Office Director <fod@ice.example>", To: "Press Desk <press@ice.example>", Cc: strings.Repeat("\"Office, Field\" <office@ice.example>, ", 7), Date: "2017-03-21T16:04:00-05:00",
			Subject: "Released at the front door", MessageID: "<1@ice.example>",
		},
		Pages: []archive.Page{{Number: 1, Origin: archive.OriginText, Text: "All,\n\nThe individual was not handed over in the sally port but released at the front door, in view of our officers, who had waited since the morning. Please see the attached statement of the sheriff.\n\nRegards,\nField Office"}},
		Parts: map[string]string{"attached.txt": "The statement that was attached."},
	}
}

func hostileSample() sample {
	return sample{
		Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF},
		About:   archive.About{Title: "</title><script>alert(5)</script>", Author: "javascript:alert(6)"},
		Pages:   []archive.Page{{Number: 1, Origin: archive.OriginOCR, Text: "<script>alert(7)</script> detainer <img src=x>"}, {Number: 2, Origin: archive.OriginText}},
		Tables:  []sampleTable{{archive.Table{Page: 1, OnPage: 1, Title: "<i>t</i>", Header: []string{"<b>h</b>"}}, []archive.Row{{Number: 1, Page: 1, Cells: []string{"<u>detainer</u>"}}}}},
		Notices: []archive.Notice{{Code: "x", Text: "<script>alert(8)</script>"}},
	}
}
