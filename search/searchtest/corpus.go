package searchtest

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search/press"
)

// How much there is: about 2,000 pages, and as many rows.
const (
	reports = 150
	pages   = 12 // of each report
	mails   = 150
	sheets  = 20
	rows    = 90 // of each sheet
)

// A corpus is the archive that is searched, with all that was put into it at
// hand, so that what a query must find can be told without an index.
type corpus struct {
	r        *rand.Rand
	press    *press.Press
	fillers  []string // words without other forms, the most common first
	counties []int    // the few that are spoken of, among the press's
	docs     []*doc
	planted  int
}

// A doc is a document and its places: itself by its names, then its pages or rows.
type doc struct {
	press.Document
	places []*place
}

// A place is what a query finds, as a reader would see it.
type place struct {
	doc      *doc
	kind     string // item, page or row
	locator  archive.Locator
	words    []string // in small letters, one after the other; "" where none may follow the one before
	labels   []string // of a row: the words of its header
	cells    []string // of a row
	plants   string   // the key of what was planted on it; ""
	counties []int
	years    []int
	codes    []string // the exemptions marked on it
	bates    string
}

func (p *place) String() string {
	return archive.Place{Item: p.doc.Item.Number, Locator: p.locator}.String()
}

// families are words with their forms: a word finds each in any of them.
var families = [][]string{
	{"jail", "jails", "jailed", "jailing"},
	{"policy", "policies"},
	{"request", "requests", "requested", "requesting"},
	{"inspect", "inspects", "inspected", "inspection", "inspections"},
	{"transfer", "transfers", "transferred", "transferring"},
	{"decline", "declines", "declined", "declining"},
	{"budget", "budgets", "budgeted"},
	{"running", "run", "runs"},
}

// grammar are words that a third of the text is of, so that phrases have them.
var grammar = strings.Fields("the the the of of to to and in a for is by")

var plain = regexp.MustCompile(`^[A-Z][a-z]+ County, [A-Z][a-z]+$`)

// newCorpus makes it, the same at every call.
func newCorpus() *corpus {
	c := &corpus{r: rand.New(rand.NewPCG(11, 12)), press: press.New(3)}
	for i, county := range c.press.Counties {
		if plain.MatchString(county.Name) && len(c.counties) < 9 {
			c.counties = append(c.counties, i)
		}
	}
	known := map[string]bool{}
	for len(c.fillers) < 260 {
		w := ""
		for range 3 {
			w += string("bdfghjkmnprstvz"[c.r.IntN(15)]) + string("oau"[c.r.IntN(3)])
		}
		if !known[w] {
			known[w] = true
			c.fillers = append(c.fillers, w)
		}
	}
	for n := 1; n <= reports; n++ {
		c.docs = append(c.docs, c.report(n))
	}
	for n := reports + 1; n <= reports+mails; n++ {
		c.docs = append(c.docs, c.mail(n))
	}
	for n := 1; n <= sheets; n++ {
		c.docs = append(c.docs, c.sheet(n))
	}
	return c
}

// filler returns a word; one in ten or so is one of the ten most common.
func (c *corpus) filler() string {
	return c.fillers[int(float64(len(c.fillers))*math.Pow(c.r.Float64(), 1.6))]
}

func (c *corpus) word() string {
	switch k := c.r.IntN(100); {
	case k < 30:
		return grammar[c.r.IntN(len(grammar))]
	case k < 33:
		f := families[c.r.IntN(len(families))]
		return f[c.r.IntN(len(f))]
	}
	return c.filler()
}

func (c *corpus) someWords(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = c.word()
	}
	return out
}

// text prints words with the signs and line ends of a text.
func (c *corpus) text(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(" \n"[max(0, c.r.IntN(12)-10)])
		}
		if c.r.IntN(15) == 0 {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		b.WriteString(w + []string{"", "", "", "", "", "", ",", ".", ";"}[c.r.IntN(9)])
	}
	return b.String()
}

// item begins a document.
func (c *corpus) item(accession string, n int, kind archive.Kind, mediaType, extension string) *doc {
	d := &doc{}
	number := archive.ItemNumber(accession, n)
	serial := n
	if accession == "2026-002" {
		serial += reports + mails
	}
	d.Item = archive.Item{
		Number: number, Accession: accession, Kind: kind, MediaType: mediaType, State: archive.StateIndexed,
		Name: fmt.Sprintf("f%04d%s", serial, extension), Digest: archive.DigestOf([]byte(number)), Size: int64(100_000 - 131*serial),
	}
	// Every title is another one, and so is every date; some bear none.
	d.Item.Title = strings.Join([]string{c.fillers[serial%200], c.fillers[(serial*7+3)%190], c.fillers[(serial/200*11+5)%180], "dossier"}, " ")
	if n%10 != 9 {
		d.Item.Date = archive.Day(fmt.Sprintf("%d-%02d-%02d", 2012+serial%8, 1+serial/8%12, 1+serial/96*5%28))
	}
	d.Sources = []string{[]string{"ICE", "FBI", "Ventura Star"}[serial%3]}
	d.Labels = archive.Labels{
		Agencies: []string{[]string{"dhs/ice", "doj/fbi", "dhs/cbp", "epa"}[serial%4]},
		Requests: []string{fmt.Sprintf("2017-ICFO-%05d", serial%25)},
		Releases: []string{fmt.Sprintf("Production %d", serial%5)},
	}
	if serial%6 == 0 {
		d.Labels.Tags = []string{"important"}
	}
	if serial%6 == 3 {
		d.Labels.Tags = []string{"to check", "important"}
	}
	d.Labels.Corrected = serial%14 == 0
	d.places = []*place{{doc: d, kind: "item", words: strings.Fields(d.Item.Title)}}
	return d
}

func (c *corpus) report(n int) *doc {
	d := c.item("2026-001", n, archive.KindPDF, "application/pdf", ".pdf")
	if n%4 == 0 {
		d.Item.Kind, d.Item.MediaType, d.Item.Name = archive.KindText, "text/plain", strings.TrimSuffix(d.Item.Name, ".pdf")+".txt"
	}
	for i := range pages {
		c.page(d, i+1, c.someWords(30+c.r.IntN(50)), n%3 == 0)
	}
	return d
}

func (c *corpus) mail(n int) *doc {
	d := c.item("2026-001", n, archive.KindEmail, "message/rfc822", ".eml")
	names := []string{"Jane Doe", "Richard Roe", "Ann Poe"}
	d.Mail = &archive.Mail{
		From: names[n%3] + " <" + strings.ToLower(strings.ReplaceAll(names[n%3], " ", ".")) + "@example.gov>", To: names[(n+1)%3],
		Subject: d.Item.Title, Date: d.Item.Date,
	}
	if d.Mail.Date != "" {
		d.Mail.Date += "T10:00:00Z"
	}
	for _, s := range []string{d.Mail.From, d.Mail.To} {
		d.places[0].words = append(d.places[0].words, "")
		d.places[0].words = append(d.places[0].words, strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" <>.@", r) })...)
	}
	for i := range 1 + n%2 {
		c.page(d, i+1, c.someWords(10+c.r.IntN(30)), false)
	}
	return d
}

// page adds a page. On every fifth something is planted.
func (c *corpus) page(d *doc, n int, words []string, speaks bool) {
	p := &place{doc: d, kind: "page", locator: archive.Locator{Page: n}, words: words}
	page := archive.Page{Number: n, Origin: archive.OriginText, Text: c.text(words)}
	spoken := press.Spoken{Page: n}
	if speaks && c.r.IntN(2) == 0 {
		p.counties = []int{c.counties[c.r.IntN(6)]}
		p.years = []int{2010 + c.r.IntN(6)}
		spoken.Counties, spoken.Years = p.counties, p.years
	}
	if c.r.IntN(5) == 0 {
		what := plants[c.planted%len(plants)]
		p.plants = what.key
		page.Text += "\n\n" + what.spellings[c.planted/len(plants)%len(what.spellings)] + "\n"
		c.planted++
	}
	if c.r.IntN(9) == 0 {
		p.codes = []string{[]string{"(b)(6)", "(b)(7)(C)", "(b)(5)"}[c.r.IntN(3)]}
		page.Marks = append(page.Marks, archive.Mark{Kind: archive.MarkExemption, Text: p.codes[0], Code: p.codes[0]})
	}
	if d.Item.Kind == archive.KindPDF {
		p.bates = fmt.Sprintf("RRM-%06d", len(c.docs)*pages+n)
		page.Marks = append(page.Marks, archive.Mark{Kind: archive.MarkBates, Text: p.bates, Code: p.bates})
	}
	d.Pages, d.Spoken, d.Item.Pages = append(d.Pages, page), append(d.Spoken, spoken), n
	d.places = append(d.places, p)
}

func (c *corpus) sheet(n int) *doc {
	d := c.item("2026-002", n, archive.KindSpreadsheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
	t := press.Table{Table: archive.Table{
		Number: 1, Sheet: []string{"Detainers", "Bookings"}[n%2], Header: []string{"County", "Declined", "Issued", "Amount", "Facility type", "Remarks"},
	}}
	for i := range rows {
		county, year := c.counties[c.r.IntN(len(c.counties))], 2012+c.r.IntN(4)
		kind, remarks := c.someWords(1), c.someWords(3+c.r.IntN(6))
		number := i + 2
		r := archive.Row{Number: number, Cells: []string{
			c.press.Counties[county].Name, fmt.Sprint(c.r.IntN(200)), fmt.Sprint(1000 + c.r.IntN(900)), fmt.Sprintf("$%d.50", 100+c.r.IntN(800)), kind[0], strings.Join(remarks, " "),
		}}
		p := &place{
			doc: d, kind: "row", locator: archive.Locator{Sheet: t.Sheet, Row: number}, cells: r.Cells,
			labels: strings.Fields("county declined issued amount facility type remarks"), counties: []int{county}, years: []int{year},
		}
		for _, cell := range r.Cells {
			p.words = append(p.words, strings.Fields(strings.NewReplacer(",", "", "$", "").Replace(strings.ToLower(cell)))...)
			p.words = append(p.words, "")
		}
		t.Data = append(t.Data, r)
		d.Spoken = append(d.Spoken, press.Spoken{Row: number, Counties: p.counties, Years: p.years})
		d.places = append(d.places, p)
	}
	d.Tables, d.Item.Tables, d.Item.Rows = []press.Table{t}, 1, rows
	return d
}

// put writes a document's content and opens it.
func (c *corpus) put(t *testing.T, contents content.Dir, d *doc) content.Document {
	t.Helper()
	out, err := c.press.Put(contents, d.Document)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// all opens the documents one by one, once they are put. Who takes one closes it.
func (c *corpus) all(contents content.Dir) iter.Seq2[content.Document, error] {
	return func(yield func(content.Document, error) bool) {
		for _, d := range c.docs {
			if !yield(c.press.Open(contents, d.Document)) {
				return
			}
		}
	}
}
