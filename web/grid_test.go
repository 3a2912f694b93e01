package web

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"readingroom/archive/ingest"
)

// fill is a form as a browser sends it.
func fill(pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v.Encode()
}

const formType = "application/x-www-form-urlencoded"

// TestRedrawing follows a redrawing without a script: the form, what it
// makes, saving it, what became of the rows, undoing it.
func TestRedrawing(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	settle := func() { t.Helper(); check(t, s.Ingest.(*ingest.Ingest).Wait(t.Context(), "", nil)) }
	const item, form = "/items/2026-001-0001", "/items/2026-001-0001/pages/4/grids/1"

	a := get(t, h, form)
	a.want(t, 200, "textarea", "50, 190, 275, 345, 415, 562", "102.5")
	a.want(t, 200, "form", "The same columns on the 19 following pages of this table", "Save the redrawing")
	rows := a.says("textarea#rows")
	drawn := fill("columns", "50 190 275 415 562", "rows", rows, "header_rows", "0", "by", "Ann <b>", "note", "The dates are one column.")
	get(t, h, form+"?"+drawn).want(t, 200, "section", "What the lines make", "2/3/2015 1/28/2017")
	if all, err := s.Store.Redrawings(t.Context(), "2026-001-0001"); err != nil || len(all) != 0 {
		t.Fatalf("to look is to save: %v %v", all, err)
	}

	a = ask(t, h, "POST", form, body(formType, drawn))
	a.want(t, 303, "")
	made := a.Header.Get("Location")
	if !strings.HasPrefix(made, item+"/redrawings/") {
		t.Fatal(made)
	}
	settle()
	a = get(t, h, made)
	a.want(t, 200, "main", "Drawn with 4 columns and 13 rows by Ann <b> on 23 November 2026", "The dates are one column.", "Done.", "The table as it is read now", "The original reading", "Haiti 6/4/2016 2/2/2017", "Undo this redrawing")
	a.want(t, 200, "svg", "") // where it stands on the page
	get(t, h, item+"/tables/3").want(t, 200, "main", "Redrawn by a reader on 23 November 2026, on p. 4; see the original reading.", "6/4/2016 2/2/2017")
	get(t, h, item+"/tables/3/rows/3").want(t, 200, "main", "Redrawn by a reader", "6/4/2016 2/2/2017", "p. 4, table 1, row 3. Item")
	get(t, h, item).want(t, 200, "main", "1 redrawing of its tables", "redrawn by a reader")
	get(t, h, item+"/redrawings").want(t, 200, "table", "2026-11-23", "Ann <b>", "Holds")
	get(t, h, item+"/redrawings.csv").want(t, 200, "", "Ann <b>")
	get(t, h, form).want(t, 200, "textarea#columns", "50, 190, 275, 415, 562") // as it was drawn
	get(t, h, "/search?q=%222%2F2%2F2017%22+haiti&in=row").want(t, 200, "div.results", "Redrawn by a reader")
	for query, want := range map[string]bool{"arapahoe": true, "%22Santa+Rita+Jail%22": false} {
		var found struct {
			Hits []struct {
				Locator string
				Redrawn bool
			}
		}
		get(t, h, "/search.json?in=row&q="+query).json(t, &found)
		redrawn := false // the rows of the part that was drawn, wherever they rank
		for _, hit := range found.Hits {
			redrawn = redrawn || hit.Redrawn
		}
		if len(found.Hits) == 0 || redrawn != want {
			t.Errorf("%s: %+v", query, found.Hits)
		}
	}

	// Read again, as newer readers would: it is still there.
	check(t, s.Store.Reread(t.Context(), []string{"2026-001-0001"}))
	check(t, s.Ingest.Reindex(t.Context(), func(int) {}))
	settle()
	get(t, h, item+"/tables/3").want(t, 200, "main", "6/4/2016 2/2/2017")

	ask(t, h, "POST", made, body(formType, "by=")).want(t, 400, "main", "Say who undoes it")
	ask(t, h, "POST", made, body(formType, "by=Bob")).want(t, 303, "")
	settle()
	get(t, h, made).want(t, 200, "main", "It does not hold: Undone on 23 November 2026 by Bob.")
	get(t, h, item+"/tables/2").want(t, 200, "main", "206 rows")
	ask(t, h, "POST", made, body(formType, "by=Bob")).want(t, 409, "main", "undone already")
	get(t, h, item+"/redrawings/none").want(t, 404, "main", "has no such redrawing")
	ask(t, h, "POST", item+"/redrawings/none", body(formType, "by=Bob")).want(t, 404, "main", "has no such redrawing")
}

// TestTheSameColumnsOnward draws the columns of one page on those after it.
func TestTheSameColumnsOnward(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	const item = "/items/2026-001-0001"
	rows := get(t, h, item+"/pages/20/grids/1").says("textarea#rows")
	a := ask(t, h, "POST", item+"/pages/20/grids/1.json", body(formType, fill("columns", "50,190,275,415,562", "rows", rows, "following", "1", "by", "Ann")))
	var made struct{ Redrawings []RedrawingLine }
	a.json(t, &made)
	if a.StatusCode != 201 || len(made.Redrawings) != 4 || made.Redrawings[3].Page != 23 || len(made.Redrawings[3].Grid.Columns) != 5 {
		t.Fatalf("%d %+v", a.StatusCode, made)
	}
	check(t, s.Ingest.(*ingest.Ingest).Wait(t.Context(), "", nil))
	get(t, h, item+"/tables/2").want(t, 200, "p.meta", "pp. 3–19")
	get(t, h, item+"/tables/3").want(t, 200, "main", "pp. 20–23", "on p. 20", "on p. 23")
}

// TestMarkingATable: one that was not found is drawn, and one that is none is taken out.
func TestMarkingATable(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	settle := func() { t.Helper(); check(t, s.Ingest.(*ingest.Ingest).Wait(t.Context(), "", nil)) }
	const item = "/items/2026-001-0001"
	ask(t, h, "POST", item+"/pages/2/grids/1", body(formType, fill("none", "1", "columns", "150,450", "rows", "120,400", "by", "Ann"))).want(t, 303, "")
	settle()
	get(t, h, item+"/pages/2").want(t, 200, "aside.margin", "Mark a table here")
	get(t, h, item+"/pages/2/grids/1").want(t, 404, "main", "Page 2 of 2026-001-0001 has no table 1.")

	a := get(t, h, item+"/pages/2/grids/new?box=125,180,460,390")
	a.want(t, 200, "section", "Clark County, Nevada 51")
	columns, rows := a.says("textarea#columns"), a.says("textarea#rows")
	ask(t, h, "POST", item+"/pages/2/grids/new", body(formType, fill("columns", columns, "rows", rows, "header_rows", "1", "by", "Ann"))).want(t, 303, "")
	settle()
	get(t, h, item+"/tables/1").want(t, 200, "main", "Redrawn by a reader", "Nassau County, New York 38")
}

func TestGridErrors(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	const form = "/items/2026-001-0001/pages/4/grids/1"
	good := map[string]string{"columns": "50,562", "rows": "100,200,300", "by": "Ann"}
	for _, c := range []struct{ field, value, says string }{
		{"columns", "50", "at least one column"},
		{"columns", "50, x", "“x” is no number of points"},
		{"columns", "50, NaN", "is no number of points"},
		{"columns", "50, 1e9", "farther out than a page can reach"},
		{"columns", "50, 9000", "reach beyond the page, which is 612 by 792 points"},
		{"columns", "50, 50.1", "half a point apart"},
		{"rows", "1,2," + strings.Repeat("3,", 1200), "at most 1000"},
		{"header_rows", "x", "how many rows from the top"},
		{"header_rows", "3", "3 header rows"},
		{"header_rows", "-1", "header rows"},
		{"spans", "1 2 3", "Each joined cell is four numbers"},
		{"spans", "0 0 9 9", "outside the table"},
		{"by", "", "Say who redraws it"},
		{"by", strings.Repeat("x", 101), "Say who redraws it"},
		{"note", strings.Repeat("x", 1001), "This is too long"},
	} {
		v := url.Values{}
		for k, x := range good {
			v.Set(k, x)
		}
		v.Set(c.field, c.value)
		a := ask(t, h, "POST", form, body(formType, v.Encode()))
		if a.want(t, 400, "h1"); !strings.Contains(a.says("main"), c.says) {
			t.Errorf("%s=%.30s: %.600s", c.field, c.value, a.says("main"))
		}
	}
	ask(t, h, "POST", form, body(formType, "columns="+strings.Repeat("1,", gridLimit))).want(t, 400, "main", "could not be read")
	for path, says := range map[string]string{
		"/items/2026-001-0001/pages/99/grids/1":  "no page 99",
		"/items/2026-001-0001/pages/4/grids/7":   "has no table 7",
		"/items/2026-001-0002/pages/2/grids/new": "has no size",
		"/items/2026-001-0003/pages/1/grids/new": "has no size",
		"/items/2026-001-0009/pages/1/grids/new": "is not in this archive",
		"/items/2026-001-0009/redrawings":        "is not in this archive",
		"/items/2026-001-0001/redrawings/../../": "There is no page",
	} {
		get(t, h, path).want(t, 404, "main", says)
	}
	get(t, h, "/items/2026-001-0001/pages/4/grids/x").want(t, 400, "main", "is no table’s number")
	get(t, h, "/items/2026-001-0001/pages/4/grids/new?box=1,2").want(t, 400, "main", "A box is four numbers")
	if all, err := s.Store.Redrawings(t.Context(), "2026-001-0001"); err != nil || len(all) != 0 {
		t.Errorf("%v %v", all, err)
	}
}

// TestRedrawingsAreGuarded like all changes.
func TestRedrawingsAreGuarded(t *testing.T) {
	s := newPictured(t)
	h := s.Handler()
	made := redrawLast(t, s)
	check(t, s.Ingest.(*ingest.Ingest).Wait(t.Context(), "", nil))
	paths := []string{"/items/2026-001-0001/pages/4/grids/1", "/items/2026-001-0001/pages/4/grids/1.json", redrawingURL("2026-001-0001", made.ID)}
	signedIn := header("Cookie", cookie+"="+s.sealed(now.Add(time.Hour)))
	for _, path := range paths {
		form := body(formType, fill("columns", "50,562", "rows", "100,300", "by", "Eve"))
		ask(t, h, "POST", path, form, from("192.0.2.7:9", "records.example")).want(t, 403, "")
		ask(t, h, "POST", path, form, header("Sec-Fetch-Site", "cross-site")).want(t, 403, "")
		ask(t, h, "POST", path, form, signedIn, header("Origin", "http://evil.example")).want(t, 403, "")
	}
	a := ask(t, h, "GET", paths[0], from("192.0.2.7:9", "records.example"))
	a.want(t, 200, "main", "Tables are redrawn from the machine that holds the archive")
	if strings.Contains(a.body, "Save the redrawing") {
		t.Error("who may not save is offered to")
	}
	if a := ask(t, h, "GET", paths[2], from("192.0.2.7:9", "records.example")); strings.Contains(a.body, "Undo this redrawing") {
		t.Error("who may not undo is offered to")
	}
	all, err := s.Store.Redrawings(t.Context(), "2026-001-0001")
	check(t, err)
	if len(all) != 1 || !all[0].Holds {
		t.Errorf("%+v", all)
	}
	ask(t, h, "POST", paths[2], body(formType, "by=Ann"), from("192.0.2.7:9", "records.example"), signedIn).want(t, 303, "")
}
