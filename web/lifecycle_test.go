package web

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
)

// A reread is a reader whose later readings of a file differ from its first.
type reread struct {
	sync.Mutex
	as map[string]sample // by the file's name
}

func (r *reread) read(ctx context.Context, f *os.File, name string, sink archive.Sink) (extract.Outcome, error) {
	r.Lock()
	later, ok := r.as[name]
	r.Unlock()
	if !ok {
		return readSample(ctx, f, name, sink)
	}
	for _, p := range later.Pages {
		if err := sink.Page(p); err != nil {
			return later.Outcome, err
		}
	}
	for _, t := range later.Tables {
		if err := sink.Table(t.Table); err != nil {
			return later.Outcome, err
		}
		for _, row := range t.Lines {
			if err := sink.Row(row); err != nil {
				return later.Outcome, err
			}
		}
	}
	return later.Outcome, nil
}

// lifePages are the text of a report, and its table.
var lifePages = []string{
	"WEEKLY REPORT\n\nThe sheriff of Travis County announced in January that the jail would accept\na detainer only with a warrant signed by a judge.",
	"SECTION II\nAlameda 3\nVentura 188\nCook 2",
}

var lifeRows = []string{"Alameda|Santa Rita Jail|3", "Ventura|Pre-Trial Facility|188", "Cook|Cook County Jail|2", "Polk|Polk County Jail|1"}

func lifeSample(pages []string, header string, rows ...string) sample {
	s := sample{Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF}}
	for i, text := range pages {
		s.Pages = append(s.Pages, archive.Page{Number: i + 1, Width: 612, Height: 792, Origin: archive.OriginText, Text: text})
	}
	t := sampleTable{Table: archive.Table{Page: len(pages), OnPage: 1, Title: "Declined", Header: strings.Split(header, "|")}}
	for i, r := range rows {
		t.Lines = append(t.Lines, archive.Row{Number: i + 1, Page: len(pages), OnPage: 1, Cells: strings.Split(r, "|")})
	}
	s.Tables = []sampleTable{t}
	return s
}

// TestCitationsThroughALife makes citations, then has their document read again,
// imported again, corrected, replaced, withdrawn and shown again, and asks what
// each old link answers.
func TestCitationsThroughALife(t *testing.T) {
	later := &reread{as: map[string]sample{}}
	s := newSiteWith(t, later.read)
	const header = "County|Facility|Detainers"
	first := lifeSample(lifePages, header, lifeRows...)
	take(t, s, ingest.Order{Source: "ICE"}, file{"report.pdf", first.bytes(t)}, file{"front-door.eml", mailSample(t).bytes(t)}, file{"list.csv", listSample().bytes(t)})
	h := s.Handler()
	const item = "2026-001-0001"
	wait := func() {
		t.Helper()
		check(t, s.Ingest.(*ingest.Ingest).Wait(t.Context(), "", nil))
	}
	again := func() { // reads the report again, with no redrawing
		t.Helper()
		_, err := s.Ingest.Redraw(t.Context(), item, nil)
		check(t, err)
		wait()
	}
	// What a reader of each page copies: the places, by what they are.
	span := fmt.Sprintf("%s:p1:s%d-%d", item, strings.Index(lifePages[0], "sheriff"), strings.Index(lifePages[0], " announced"))
	places := map[string]string{
		"whole": item, "page": item + ":p2", "span": span, "row": item + ":p2:t1:r2", "cell": item + ":p2:t1:r2:c3", "last": item + ":p2:t1:r4", "unseen": item + ":p2:t1:r3",
		"mail": "2026-001-0002:body:s0-9", "subject": "2026-001-0002:head:subject", "record": "2026-001-0003:r14", "cellular": "2026-001-0003:r14:c1",
	}
	for name, place := range places {
		if name != "unseen" { // that link was made by nobody who looked
			if a := get(t, h, "/cite/"+place); a.StatusCode != http.StatusFound {
				t.Fatalf("%s: %d", place, a.StatusCode)
			}
		}
	}
	ask := func(when string, want map[string]string) {
		t.Helper()
		for name, place := range places {
			var a struct {
				State, Now, Newer, Said, Says string
				Changed                       bool
			}
			got := get(t, h, "/cite/"+place+".json")
			got.json(t, &a)
			say := a.State
			if a.Now != "" && a.Now != place {
				say += " " + strings.TrimPrefix(a.Now, item)
			}
			if a.Changed {
				say += " changed"
			}
			if a.Newer != "" {
				say += " newer " + a.Newer
			}
			expect, ok := want[name]
			if !ok {
				expect = want[""]
			}
			if say != expect {
				t.Errorf("%s: the %s %s is %q, want %q (said %q, says %q)", when, name, place, say, expect, a.Said, a.Says)
			}
			status := map[string]int{"lost": 404, "withdrawn": 410}[a.State]
			plain := get(t, h, "/cite/"+place)
			switch {
			case status != 0 && (plain.StatusCode != status || got.StatusCode != status):
				t.Errorf("%s: %s answers %d, and as JSON %d; want %d", when, place, plain.StatusCode, got.StatusCode, status)
			case status == 0 && plain.StatusCode != 302 && plain.StatusCode != 303:
				t.Errorf("%s: %s answers %d", when, place, plain.StatusCode)
			case status == 0: // and the page is there, and says it
				to, _, _ := strings.Cut(plain.Header.Get("Location"), "#")
				page := get(t, h, to)
				page.want(t, 200, "h1")
				if strings.Contains(a.Now, ":") && a.Now != place && !strings.Contains(page.says("div.standing"), "stands here") {
					t.Errorf("%s: the page of %s does not say that it moved: %q", when, place, page.says("div.standing"))
				}
			}
		}
	}
	ask("at first", map[string]string{"": "exact"})

	again()
	ask("read again alike", map[string]string{"": "exact"})

	take(t, s, ingest.Order{Source: "ICE, again"}, file{"the-same.pdf", first.bytes(t)})
	ask("imported again", map[string]string{"": "exact"})

	pages := []string{"READ BY A BETTER READER\n" + strings.ReplaceAll(lifePages[0], "Travis County", "Travis  County"), lifePages[1]}
	later.Lock()
	later.as["report.pdf"] = lifeSample(pages, header, "Kern|Lerdo|9", lifeRows[0], "Ventura|Pre-Trial Facility|188", "Cook|Cook County Jail|2")
	later.Unlock()
	again()
	moved := map[string]string{
		"": "exact", "span": fmt.Sprintf("moved :p1:s%d-%d", strings.Index(pages[0], "sheriff"), strings.Index(pages[0], " announced")),
		"row": "moved :p2:t1:r3", "cell": "moved :p2:t1:r3:c3", "unseen": "moved :p2:t1:r4", "last": "lost",
	}
	places["never"], moved["never"] = item+":p2:t1:r1", "moved :p2:t1:r2" // nobody had followed that link, or looked at its row
	ask("read otherwise", moved)
	get(t, h, "/cite/"+places["last"]).want(t, 404, "main", "What it said", "Polk · Polk County Jail · 1")

	// A new citation of the row that has the old number now bears what it said.
	row := get(t, h, "/items/"+item+"/tables/1/rows/2")
	fresh := row.says("#cite-link")
	if !strings.Contains(fresh, "/cite/"+item+":p2:t1:r2?h=") {
		t.Fatalf("a link that meant another row before is given again: %s", fresh)
	}
	path := strings.TrimSpace(fresh[strings.Index(fresh, "/cite/"):])
	if a := get(t, h, path); a.StatusCode != 302 || a.Header.Get("Location") != "/items/"+item+"/tables/1/rows/2" {
		t.Errorf("%s leads to %d %s", path, a.StatusCode, a.Header.Get("Location"))
	}
	get(t, h, "/cite/"+item+":p2:t1:r2?h=00000000").want(t, 404, "main", "is not found")

	check(t, s.Ingest.Reindex(t.Context(), func(int) {}))
	wait()
	ask("after reindexing", moved)

	c, err := s.Store.Enter(t.Context(), archive.Correction{
		Kind: archive.CorrectedNumber, Statement: "The number is 183.", Source: "ICE, by telephone", By: "Ann", Rulings: []archive.Ruling{{Verdict: archive.Accepted, By: "Ann"}},
		Touches: []archive.Touch{{At: archive.Place{Item: item, Locator: archive.Locator{Page: 2, Table: 1, Row: 3}}, Why: "It says so."}},
	}, now)
	check(t, err)
	corrected := map[string]string{}
	for k, v := range moved {
		corrected[k] = v
	}
	corrected["row"], corrected["cell"], corrected["page"], corrected["whole"] = "corrected :p2:t1:r3", "corrected :p2:t1:r3:c3", "corrected", "corrected"
	ask("corrected", corrected)
	check(t, s.Store.Rule(t.Context(), c.ID, archive.Ruling{Verdict: archive.Undone, By: "Ann"}, now))
	ask("the correction undone", moved)

	take(t, s, ingest.Order{Source: "ICE"}, file{"revised.pdf", lifeSample([]string{"REVISED", lifePages[0], lifePages[1]}, header, lifeRows[0], "Ventura|Pre-Trial Facility|183", lifeRows[2]).bytes(t)})
	const revised = "2026-003-0001"
	answer := askForm(t, h, "/items/"+item+"/replacement", "act=replace&with="+revised+"&by=Ann&note=revised")
	if answer.StatusCode != 303 {
		t.Fatal(answer.StatusCode, answer.body)
	}
	sheriff := fmt.Sprintf("%s:p2:s%d-%d", revised, strings.Index(lifePages[0], "sheriff"), strings.Index(lifePages[0], " announced"))
	ask("replaced", map[string]string{
		"": "exact", "whole": "moved newer " + revised, "page": "moved newer " + revised + ":p3", "span": moved["span"] + " newer " + sheriff,
		"row": "corrected :p2:t1:r3 newer " + revised + ":p3:t1:r2", "cell": "corrected :p2:t1:r3:c3 newer " + revised + ":p3:t1:r2:c3",
		"unseen": "moved :p2:t1:r4 newer " + revised + ":p3:t1:r3", "last": "lost", "never": "moved :p2:t1:r2 newer " + revised + ":p3:t1:r1",
	})
	to := get(t, h, "/cite/"+places["cell"]).Header.Get("Location")
	get(t, h, strings.Split(to, "#")[0]).want(t, 200, "div.replaced", "A later version replaces this document", "and reads otherwise", "183")
	get(t, h, "/items/"+revised).want(t, 200, "main", "It replaces", item)
	if a := askForm(t, h, "/items/"+revised+"/replacement", "act=replace&with="+item+"&by=Ann"); a.StatusCode != 409 {
		t.Error("the two replace each other:", a.StatusCode)
	}
	if a := askForm(t, h, "/items/"+item+"/replacement", "act=undo&by=Ann"); a.StatusCode != 303 {
		t.Error(a.StatusCode, a.body)
	}
	ask("no longer replaced", moved)

	if a := askForm(t, h, "/items/"+item+"/withdrawal", "act=withdraw&reason=A+court+ordered+<b>it</b>.&by=Ann"); a.StatusCode != 303 {
		t.Fatal(a.StatusCode, a.body)
	}
	wait()
	withdrawn := map[string]string{"": "withdrawn", "mail": "exact", "subject": "exact", "record": "exact", "cellular": "exact"}
	ask("withdrawn", withdrawn)
	for _, path := range []string{"", "/original", "/pages/1", "/pages/1.png", "/tables/1", "/tables/1/rows/2", "/pages/1.json", "/links", "/totals", "/tables/1.csv", "/mentions"} {
		if a := get(t, h, "/items/"+item+path); a.StatusCode != 410 || !strings.Contains(a.body, "A court ordered") || strings.Contains(a.body, "Ventura") || a.doc != nil && strings.Contains(a.body, "<b>it") {
			t.Errorf("%s of a withdrawn document: %d %.200s", path, a.StatusCode, a.body)
		}
	}
	if a := get(t, h, "/embed/"+places["row"]); a.StatusCode != 410 || strings.Contains(a.body, "Ventura") {
		t.Error("the card of a withdrawn document:", a.StatusCode)
	}
	if a := get(t, h, "/search.json?q=sheriff"); strings.Contains(a.body, item+":") {
		t.Error("a withdrawn document is found:", a.body)
	}
	if a := get(t, h, "/accessions/2026-001.zip"); strings.Contains(a.body, "WEEKLY REPORT") || strings.Contains(a.body, "Ventura") {
		t.Error("a withdrawn document is in the bag of its accession")
	}
	if a := askForm(t, h, "/items/"+item+"/withdrawal", "act=lift&by=Bob"); a.StatusCode != 303 {
		t.Fatal(a.StatusCode, a.body)
	}
	wait()
	ask("shown again", moved)
}

func askForm(t *testing.T, h http.Handler, path, form string) answer {
	t.Helper()
	return ask(t, h, "POST", path, body(formKind, form))
}

// TestCitationsThroughRedrawing cites cells of a table that a reader then draws
// with one column fewer: each is found by what it says, under its new number.
func TestCitationsThroughRedrawing(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	it, err := s.Store.Item(t.Context(), "2026-001-0001")
	check(t, err)
	f, err := s.Contents.Open(it.Digest)
	check(t, err)
	table, err := f.Table(2)
	check(t, err)
	last := table.Pieces[len(table.Pieces)-1]
	check(t, f.Close())
	row := fmt.Sprintf("2026-001-0001:p%d:t%d:r1", last.Page, last.OnPage)
	type answer struct{ State, Now, Said, Says string }
	var was, is answer
	get(t, h, "/cite/"+row+":c5.json").json(t, &was)
	if was.State != "exact" || was.Said == "" {
		t.Fatalf("%+v", was)
	}
	redrawLast(t, s)
	check(t, s.Ingest.(*ingest.Ingest).Wait(t.Context(), "", nil))
	get(t, h, "/cite/"+row+":c5.json").json(t, &is)
	if is.State != "moved" || is.Now != row+":c4" || strings.Join(strings.Fields(is.Says), " ") != was.Said {
		t.Errorf("a cell of a column that was drawn further left: %+v, was %+v", is, was)
	}
	get(t, h, "/cite/"+row+".json").json(t, &is)
	if is.State != "exact" || is.Now != row {
		t.Errorf("its row, whose words are the same: %+v", is)
	}
}
