package web

import (
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/ingest"
)

// newPlaces is an archive of two records that speak of places: one in doubt
// about Franklin County, of which there are 26.
func newPlaces(t testing.TB) (*Site, http.Handler) {
	t.Helper()
	s := newSite(t)
	rows := []archive.Row{}
	for i, c := range [][2]string{{"Travis County, Texas", "142"}, {"Ventura County, California", "7"}, {"Travis County, Texas", "3"}, {"The others", "1"}, {"Ames, Iowa", "n/a"}} {
		rows = append(rows, archive.Row{Number: i + 2, Cells: []string{c[0], c[1]}})
	}
	report := sample{
		Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF},
		Pages: []archive.Page{
			{Number: 1, Width: 612, Height: 792, Origin: archive.OriginText, Text: "Weekly Report\nJan. 28 - Feb. 3, 2017\n\nFranklin County did not answer. In Travis County, Texas, two were released."},
			{Number: 2, Width: 612, Height: 792, Origin: archive.OriginText, Text: "Mr. Holloway met us on March 3, 2017."},
		},
		Tables: []sampleTable{{archive.Table{Sheet: "Counts", Header: []string{"Jurisdiction", "Detainers"}, HeaderRows: []int{1}}, rows}},
	}
	take(t, s, ingest.Order{Source: "ICE"}, file{"report.pdf", report.bytes(t)}, file{"letter.txt", []byte("Franklin County has not answered either.")})
	return s, s.Handler()
}

// TestPeriodsOfATable: of a month in the label of a column, its cells are marked; of
// one in the title, none.
func TestPeriodsOfATable(t *testing.T) {
	s := newSite(t)
	h := s.Handler()
	take(t, s, ingest.Order{Source: "ICE"}, file{"counts.xlsx", sample{
		Outcome: extract.Outcome{MediaType: "text/csv", Kind: archive.KindSpreadsheet},
		Tables: []sampleTable{{
			archive.Table{Sheet: "Counts", Title: "Detainers by month, 2016", Header: []string{"Jail", "January 2017", "February 2017"}, HeaderRows: []int{1}},
			[]archive.Row{{Number: 2, Cells: []string{"Main", "14", "25"}}},
		}},
	}.bytes(t)})
	for _, c := range []struct{ query, marks string }{
		{"q=period:2017-02", "25"},
		{"period=2017-01", "14"},
		{"q=period:2017-02+main", "Main"},
	} {
		get(t, h, "/search?"+c.query+"&in=row").want(t, 200, "mark", c.marks)
	}
	get(t, h, "/items/2026-001-0001/tables/1/rows/2?q=period:2017-02").want(t, 200, "mark", "25")
	if a := get(t, h, "/search?q=period:2016&in=row"); len(a.all("mark")) != 0 || a.StatusCode != 200 {
		t.Errorf("of the year in the title, %q is marked", a.says("mark"))
	}
}

// settled waits until what was changed is searchable.
func settled(t testing.TB, s *Site) {
	t.Helper()
	check(t, s.Ingest.(*ingest.Ingest).Wait(t.Context(), "", nil))
}

func post(t testing.TB, h http.Handler, path string, fields ...string) answer {
	t.Helper()
	v := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		v.Set(fields[i], fields[i+1])
	}
	return ask(t, h, "POST", path, body(formType, v.Encode()))
}

func TestPlacePages(t *testing.T) {
	_, h := newPlaces(t)
	for _, c := range []struct {
		path, selector string
		says           []string
	}{
		{"/jurisdictions", "main", []string{"Texas", "California", "State or territory"}},
		{"/jurisdictions?q=Franklin+County", "table", []string{"Franklin County, Iowa", "Franklin County, New York", "Franklin County, Pennsylvania", "2?"}},
		{"/jurisdictions?q=Franklin+County+Iowa", "table", []string{"Franklin County, Iowa"}},
		{"/jurisdictions?q=zzz", "main", []string{"No place is called so."}},
		{"/jurisdictions/us/tx/travis-county", "p.sentence", []string{"Named in 1 document, on 1 page and in 2 rows, in January 2017."}},
		{"/jurisdictions/us/tx/travis-county", "main", []string{"48453", "Texas", "row 2", "p. 1", "reports on 28 January 2017 to 3 February 2017", "Neighbours", "Williamson County, Texas", "Feed of new records"}},
		{"/jurisdictions/us/tx", "main", []string{"Within it", "Travis County, Texas"}},
		{"/jurisdictions/us/ia", "main", []string{"Ames, Iowa"}},
		{"/jurisdictions/us/ny/franklin-county", "main", []string{"Nothing in this archive is known to speak of it.", "it may be meant in 2 more documents", "Where it is in doubt"}},
		{"/jurisdictions/us/tx/travis-county?when=2017-01", "p.how", []string{"Only of 2017-01"}},
		{"/periods", "main", []string{"2017", "Documents by the year"}},
		{"/periods/2017-02", "main", []string{"February 2017", "1 document reports on it", "28 January 2017 to 3 February 2017", "Its parts"}},
		{"/periods/FY2017-Q2", "h1", []string{"The second quarter of the federal fiscal year 2017"}},
		{"/periods/2017-03-03", "main", []string{"No document reports on it", "1 other speaks of it"}},
		{"/periods?p=later", "p.error", []string{"is no period"}},
		{"/map", "main", []string{"3 counties", "Travis County, Texas", "Ventura County, California", "Story County, Iowa"}},
		{"/map?in=us/tx", "h1", []string{"Texas by county"}},
		{"/map?item=2026-001-0001&table=1", "main", []string{
			"The sum of 3 rows is 152. 1 county stands in several rows, which were summed. 1 row is linked to no county and left out. 1 row has no figure.",
			"Travis County, Texas 48453 145 2", "Ventura County, California 06111 7 1",
		}},
		{"/review", "main", []string{"1 name of several places, standing 2 times", "Franklin County", "2 times in 2 documents from ICE"}},
		{"/search?place=us/tx/travis-county", "div.results", []string{"Travis County, Texas", "p. 1"}},
		{"/search?place=us/tx", "details.facets", []string{"✓ Texas", "Travis County"}},
		{"/search?q=county", "details.facets", []string{"Place", "Texas", "Speaks of"}},
		{"/search?place=%3Fus/ny/franklin-county", "main", []string{"In doubt:", "Franklin County, New York, in doubt"}},
		{"/search?q=answered&period=2017-01-30", "details.facets", []string{"✓ 2017-01-30, chosen; take it out 1"}},
		{"/search?q=place:texas&in=page", "mark", []string{"Travis County\n"}},
		{"/search?place=us/tx&in=page", "mark", []string{"Travis County\n"}},
		{"/search?q=period:2017-03&in=page", "mark", []string{"March 3, 2017"}},
		{"/search?q=place:california", "mark", []string{"Ventura County"}},
		{"/items/2026-001-0001/pages/1?q=place:texas", "p.how", []string{"2 marks on this page for place:texas"}},
		{"/items/2026-001-0001/pages/1?q=place:texas", "mark", []string{"Travis County\n"}},
		{"/items/2026-001-0001/tables/1/rows/3?q=place:california", "mark", []string{"Ventura County"}},
		{"/search?q=answered&period=2018", "main", []string{"Nothing was found"}},
		{"/items/2026-001-0001", "aside.margin", []string{"Reports on", "28 January 2017 to 3 February 2017", "Places it speaks of", "Texas"}},
		{"/items/2026-001-0001/pages/1", "aside.margin", []string{"Places on this page", "Travis County, Texas", "% sure", "“Franklin County” in doubt", "or 21 more"}},
		{"/items/2026-001-0001/tables/1/rows/2", "aside.margin", []string{"Places in this row", "Travis County, Texas"}},
		{"/items/2026-001-0001/tables/1", "p.meta", []string{"On a map"}},
		{"/items/2026-001-0001/links", "table", []string{"Franklin County in doubt, 25 candidates", "row 2, column 1"}},
		{"/decisions", "main", []string{"Nothing yet."}},
		{"/", "main", []string{"3 counties in the records"}},
	} {
		t.Run(c.path, func(t *testing.T) { get(t, h, c.path).want(t, 200, c.selector, c.says...) })
	}
	for path, says := range map[string]string{
		"/jurisdictions/us/zz": "No place has the address", "/jurisdictions/us/tx?when=x": "is a year or a month", "/periods/soon": "want one such as 2017", "/map?in=us/ca/ventura-county": "the address of a state",
		"/map?item=2026-001-0002": "has no tables", "/items/2026-001-0001/links/x": "names no link", "/items/2026-001-0001/links/p1:s0-3": "No words are linked", "/search?period=soon": "want one such as",
	} {
		if a := get(t, h, path); a.StatusCode != 404 && a.StatusCode != 400 || !strings.Contains(a.says("main"), says) {
			t.Errorf("%s: %d %s", path, a.StatusCode, a.says("main"))
		}
	}
	if n := len(get(t, h, "/jurisdictions?q=Franklin+County").all("tr")); n < 26 {
		t.Errorf("%d places are called Franklin County", n-1)
	}
}

// TestCountsLeadToWhatTheyCount: the pages and rows of a place are as many as
// the search finds.
func TestCountsLeadToWhatTheyCount(t *testing.T) {
	_, h := newPlaces(t)
	for _, slug := range []string{"us/tx/travis-county", "us/tx", "us/ca/ventura-county", "us/ia"} {
		var p struct {
			Jurisdiction struct{ Items, Pages, Rows int }
			Search       struct{ All, Pages, Rows string }
		}
		get(t, h, "/jurisdictions/"+slug+".json").json(t, &p)
		for address, want := range map[string]int{p.Search.Pages: p.Jurisdiction.Pages, p.Search.Rows: p.Jurisdiction.Rows} {
			var found struct{ Count int }
			get(t, h, strings.Replace(address, "?", ".json?", 1)).json(t, &found)
			if found.Count != want {
				t.Errorf("%s finds %d, the page of %s says %d", address, found.Count, slug, want)
			}
		}
	}
}

func TestPlaceTwins(t *testing.T) {
	_, h := newPlaces(t)
	for path, want := range map[string]string{
		"/jurisdictions.csv?q=franklin+county+iowa": "us/ia/franklin-county,19069,county",
		"/jurisdictions/us/tx/travis-county.csv":    "2026-001-0001,",
		"/periods.csv":                              "2017,",
		"/periods/2017-02.csv":                      "covers",
		"/map.csv?item=2026-001-0001":               "48453,us/tx/travis-county,\"Travis County, Texas\",145,2,",
		"/review.csv":                               "Franklin County,ICE,2,2,",
		"/items/2026-001-0001/links.csv":            "2026-001-0001,1,,,,",
		"/decisions.csv":                            "id,act,scope",
	} {
		a := get(t, h, path)
		rows, err := csv.NewReader(strings.NewReader(a.body)).ReadAll()
		if err != nil || len(rows) == 0 || !strings.Contains(a.body, want) {
			t.Errorf("%s: %v\n%s", path, err, a.body)
		}
	}
	a := get(t, h, "/jurisdictions/us/tx/travis-county.atom")
	var f struct {
		Title   string `xml:"title"`
		Entries []struct {
			ID      string `xml:"id"`
			Updated string `xml:"updated"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(a.body), &f); err != nil || len(f.Entries) != 1 || f.Entries[0].Link.Href != "http://127.0.0.1:8080/items/2026-001-0001" {
		t.Errorf("%v %+v", err, f)
	}
	get(t, h, "/periods.atom").want(t, 404, "", "There is no feed at this address.")
	if a := get(t, h, "/map.svg"); a.StatusCode != 200 || xml.Unmarshal([]byte(a.body), new(struct{})) != nil || !strings.Contains(a.body, "shade1") {
		t.Errorf("map.svg: %d %.200s", a.StatusCode, a.body)
	}
}

// TestEditorsSettleMoveAddAndStrike goes through the forms of an editor.
func TestEditorsSettleMoveAddAndStrike(t *testing.T) {
	s, h := newPlaces(t)
	doubt := "/items/2026-001-0001/links/p1:s38-53"
	get(t, h, doubt).want(t, 200, "main", "“Franklin County” is in doubt", "All that are alike and in doubt in what ICE gave", "Franklin County, New York")

	far := func(r *http.Request) { r.RemoteAddr = "192.0.2.7:5000" }
	v := url.Values{"act": {"settle"}, "choice": {"us/ny/franklin-county"}, "by": {"Ann"}}.Encode()
	ask(t, h, "POST", doubt, far, body(formType, v)).want(t, 403, "h1", "Not allowed")
	if n := len(ask(t, h, "GET", doubt, far).all("form.form")); n != 0 {
		t.Errorf("%d forms for somebody who may not", n)
	}
	for _, c := range []struct {
		says   string
		fields []string
	}{
		{"Say who decides", []string{"act", "settle", "choice", "us/ny/franklin-county"}},
		{"Choose the place that is meant", []string{"act", "settle", "by", "Ann"}},
		{"No place is called “Zzyzx Springs”", []string{"act", "settle", "by", "Ann", "name", "Zzyzx Springs"}},
		{"Several places are called", []string{"act", "settle", "by", "Ann", "name", "Franklin County"}},
		{"There is no place with the address", []string{"act", "settle", "by", "Ann", "choice", "us/zz"}},
		{"Say why the link is struck", []string{"act", "strike", "by", "Ann"}},
	} {
		post(t, h, doubt, c.fields...).want(t, 400, "p.error", c.says)
	}

	a := post(t, h, doubt, "act", "settle", "scope", "source", "choice", "us/ny/franklin-county", "by", "Ann", "reason", "ICE said so", "back", "/review")
	if a.StatusCode != 303 || a.Header.Get("Location") != "/review" {
		t.Fatalf("%d %s", a.StatusCode, a.Header.Get("Location"))
	}
	settled(t, s)
	get(t, h, "/review").want(t, 200, "main", "Nothing is in doubt.")
	get(t, h, "/jurisdictions/us/ny/franklin-county").want(t, 200, "p.sentence", "Named in 2 documents, on 2 pages")
	get(t, h, "/search?place=us/ny/franklin-county").want(t, 200, "p.how", "2 documents")
	get(t, h, "/items/2026-001-0002/pages/1").want(t, 200, "aside.margin", "Franklin County, New York", "an editor says so")

	a = post(t, h, doubt, "act", "settle", "name", "Franklin County, Iowa", "by", "Bob")
	if a.StatusCode != 303 {
		t.Fatalf("%d %s", a.StatusCode, a.says("main"))
	}
	settled(t, s)
	get(t, h, doubt).want(t, 200, "main", "Moved to Franklin County, Iowa", "Bob", "All alike of the source are Franklin County, New York")

	a = post(t, h, "/items/2026-001-0001/links/new?page=2", "act", "add", "words", "Holloway", "name", "48453", "by", "Ann")
	if a.StatusCode != 303 || !strings.HasPrefix(a.Header.Get("Location"), "/items/2026-001-0001/links/p2:s4-12") {
		t.Fatalf("%d %s %s", a.StatusCode, a.Header.Get("Location"), a.says("main"))
	}
	post(t, h, "/items/2026-001-0001/links/new?page=2", "act", "add", "words", "Holloway", "name", "48453", "by", "Ann").want(t, 400, "p.error", "no such words that are not linked already")
	settled(t, s)
	get(t, h, "/jurisdictions/us/tx/travis-county").want(t, 200, "p.sentence", "on 2 pages")
	a = post(t, h, "/items/2026-001-0001/links/p2:s4-12", "act", "strike", "reason", "it is a person", "by", "Bob")
	if a.StatusCode != 303 {
		t.Fatal(a.StatusCode)
	}
	settled(t, s)
	get(t, h, "/jurisdictions/us/tx/travis-county").want(t, 200, "main", "on 1 page and", "Struck by editors", "Holloway", "it is a person")
	get(t, h, "/items/2026-001-0001/pages/2").want(t, 200, "aside.margin", "struck: no place is meant", "Bob")

	var all struct {
		Decisions []struct{ ID, Act, By, URL string }
	}
	get(t, h, "/decisions.json").json(t, &all)
	if len(all.Decisions) != 4 || all.Decisions[0].Act != "strike" {
		t.Fatalf("%+v", all)
	}
	post(t, h, all.Decisions[0].URL).want(t, 400, "main", "Say who undoes it")
	if a := post(t, h, all.Decisions[3].URL, "by", "Carl", "reason", "not so sure"); a.StatusCode != 303 {
		t.Fatal(a.StatusCode)
	}
	post(t, h, all.Decisions[3].URL, "by", "Carl").want(t, 409, "main", "undone already")
	settled(t, s)
	get(t, h, "/review").want(t, 200, "main", "1 name of several places, standing 1 time")
	get(t, h, "/decisions").want(t, 200, "main", "undone by Carl", "not so sure")
}

func TestShades(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   string
	}{
		{nil, ""},
		{[]float64{4}, "4"},
		{[]float64{1, 1, 2}, "1|2"},
		{[]float64{1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6}, "1|2|3|4|5 to 6"},
		{[]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 1000}, "1 to 2|3 to 4|5 to 6|7 to 8|9 to 1,000"},
		{[]float64{-2, 0, 0.5}, "-2|0|0.5"},
	} {
		var all []valued
		for _, v := range c.values {
			all = append(all, valued{value: v})
		}
		breaks := breaksOf(all)
		var says []string
		for i := range breaks {
			says = append(says, classInWords(all, breaks, i, plainNumber))
		}
		if got := strings.Join(says, "|"); got != c.want {
			t.Errorf("%v: %s, want %s", c.values, got, c.want)
		}
		for _, v := range c.values {
			if n := classOf(breaks, v); n < 1 || n > shades {
				t.Errorf("%v is of shade %d", v, n)
			}
		}
	}
}

func TestFigures(t *testing.T) {
	for cell, want := range map[string]string{
		"1,234": "1234", "$12.50": "12.5", "(3)": "-3", "-4": "-4", "45%": "45", "": "no", "n/a": "no", "12 of 13": "no", "2017-01-02": "no",
	} {
		v, ok := parseFigure(cell)
		got := "no"
		if ok {
			got = fmt.Sprint(v)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", cell, got, want)
		}
	}
}

// placeLooks are the pages about places that the browser looks at.
var placeLooks = []struct{ name, path string }{
	{"jurisdictions", "/jurisdictions"},
	{"jurisdictions-found", "/jurisdictions?q=Franklin+County"},
	{"jurisdiction", "/jurisdictions/us/tx/travis-county"},
	{"jurisdiction-state", "/jurisdictions/us/tx"},
	{"jurisdiction-doubtful", "/jurisdictions/us/ny/franklin-county"},
	{"periods", "/periods"},
	{"period", "/periods/FY2017-Q2"},
	{"period-week", "/periods/2017-01-28..2017-02-03"},
	{"map", "/map"},
	{"map-column", "/map?item=2026-001-0001&table=1"},
	{"map-state", "/map?in=us/tx"},
	{"review", "/review"},
	{"links", "/items/2026-001-0001/links"},
	{"link", "/items/2026-001-0001/links/p1:s38-53"},
	{"link-new", "/items/2026-001-0001/links/new?page=2"},
	{"decisions", "/decisions"},
	{"search-place", "/search?place=us/tx/travis-county"},
	{"search-doubtful", "/search?place=%3Fus/ny/franklin-county"},
	{"page-places", "/items/2026-001-0001/pages/1"},
	{"row-places", "/items/2026-001-0001/tables/1/rows/2"},
	{"home-places", "/"},
}

// TestPlacesInBrowser looks at the pages about places, and settles a doubt as
// an editor does who uses a keyboard and no script of ours.
func TestPlacesInBrowser(t *testing.T) {
	ctx := browser(t)
	axe := axeScript(t)
	s, h := newPlaces(t)
	server := httptest.NewServer(h)
	defer server.Close()
	var said complaints
	check(t, chromedp.Do(ctx))
	check(t, chromedp.Listen(ctx, said.hear))
	decided := post(t, h, "/items/2026-001-0001/links/p1:s88-93", "act", "strike", "reason", "for the picture", "by", "Ann")
	if decided.StatusCode != 303 {
		t.Fatalf("%d %s", decided.StatusCode, decided.says("main"))
	}
	settled(t, s)
	for _, l := range placeLooks {
		for _, width := range []int64{360, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				t.Run(fmt.Sprintf("%s-%d-%s", l.name, width, scheme), func(t *testing.T) {
					look(t, ctx, server.URL+l.path, width, scheme, axe)
					for _, s := range said.take() {
						t.Errorf("the browser complains: %s", s)
					}
				})
			}
		}
	}
	t.Run("a doubt is settled", func(t *testing.T) {
		check(t, chromedp.Do(ctx, chromedp.Navigate(server.URL+"/review"), chromedp.SendKeys(chromedp.CSS(`input[name=name]`), "Franklin County, New York"),
			chromedp.SendKeys(chromedp.CSS(`input[name=by]`), "Ann")))
		_, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(`article.doubtline form button`)))
		check(t, err)
		settled(t, s)
		check(t, chromedp.Do(ctx, chromedp.Navigate(server.URL+"/jurisdictions/us/ny/franklin-county")))
		text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector(".sentence").textContent`))
		check(t, err)
		if !strings.Contains(text, "Named in 2 documents") {
			t.Errorf("%s", text)
		}
	})
}
