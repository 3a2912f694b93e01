package search

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/link/period"
)

// A testArchive is an index with the content it reads snippets from.
type testArchive struct {
	*Embedded
	t        testing.TB
	dir      string
	contents content.Dir
}

func newArchive(t testing.TB) *testArchive {
	t.Helper()
	contents, err := content.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	a := &testArchive{t: t, dir: t.TempDir(), contents: contents}
	a.open()
	t.Cleanup(func() { a.Close() })
	return a
}

func (a *testArchive) open() {
	a.t.Helper()
	x, err := Open(a.dir, a.contents)
	if err != nil {
		a.t.Fatal(err)
	}
	a.Embedded = x
}

// A testDoc is a document in short: its number's last digits, its kind, and
// its text.
type testDoc struct {
	n         int
	kind      archive.Kind
	title     string
	name      string
	date      string
	sources   []string
	mail      *archive.Mail
	parts     []string // their names
	messages  []archive.Message
	pages     []string
	footer    string // of each page
	labels    archive.Labels
	marks     map[int]string // the exemptions on a page
	size      int64
	mediaType string
	tables    []testTable
	reports   string         // the name of a period
	about     map[int]string // of the pages: "us/ia/story-county ?us/ny/franklin-county 2017-02"
	rows      map[int]string // of the rows of its first table; 0: of its title and, "3=2017-01", its columns
}

type testTable struct {
	sheet  string
	header []string
	rows   [][]string
	group  []string // above the rows from the third on
	title  string
	notes  []string // under it
}

func testNumber(n int) string { return archive.ItemNumber("2026-001", n) }

// write puts the document's content in its place and opens it.
func (a *testArchive) write(d testDoc) content.Document {
	a.t.Helper()
	digest := archive.DigestOf([]byte(fmt.Sprint(d.n)))
	w, err := a.contents.Create(digest)
	if err != nil {
		a.t.Fatal(err)
	}
	must := func(err error) {
		if err != nil {
			a.t.Fatal(err)
		}
	}
	if d.mail != nil {
		must(w.Mail(*d.mail))
	}
	for _, p := range d.parts {
		w.AddPart(archive.Part{Name: p})
	}
	for i, text := range d.pages {
		p := archive.Page{Number: i + 1, Origin: archive.OriginText, Text: text}
		if d.footer != "" {
			p.Text += "\n" + d.footer
			p.Marks = []archive.Mark{{Kind: archive.MarkFooter, Text: d.footer}}
		}
		for _, code := range strings.Fields(d.marks[i+1]) {
			p.Marks = append(p.Marks, archive.Mark{Kind: archive.MarkExemption, Code: code})
		}
		must(w.Page(p))
	}
	for _, t := range d.tables {
		must(w.Table(archive.Table{Sheet: t.sheet, Title: t.title, Header: t.header, Footnotes: t.notes}))
		for i, cells := range t.rows {
			if cells != nil { // nil is a blank row
				r := archive.Row{Number: i + 2, Cells: cells, Hidden: i == 1}
				if i > 1 {
					r.Group = t.group
				}
				must(w.Row(r))
			}
		}
	}
	_, err = w.Commit(nil)
	must(err)
	f, err := a.contents.Open(digest)
	must(err)
	a.t.Cleanup(func() { f.Close() })
	title := d.title
	if title == "" {
		title = fmt.Sprintf("Document %d", d.n)
	}
	return content.Document{
		Item: archive.Item{
			Number: testNumber(d.n), Accession: "2026-001", Digest: digest, Kind: d.kind,
			Title: title, Name: d.name, Date: d.date, State: archive.StateIndexed, Size: d.size, MediaType: d.mediaType,
		},
		Sources:  d.sources,
		Labels:   d.labels,
		Messages: d.messages,
		File:     f,
		Period:   testPeriod(d.reports),
		Spoken: func(yield func(content.Spoken, error) bool) {
			for n := range 100 {
				if s, ok := d.about[n]; ok && !yield(testSpoken(content.Spoken{Page: n}, s), nil) {
					return
				}
			}
			for n := range 100 {
				if s, ok := d.rows[n]; ok && !yield(testSpoken(content.Spoken{Table: 1, Row: n}, s), nil) {
					return
				}
			}
		},
	}
}

// rewrite puts other pages in the place of what a document held.
func (a *testArchive) rewrite(n int, pages ...archive.Page) *content.File {
	a.t.Helper()
	digest := archive.DigestOf([]byte(fmt.Sprint(n)))
	w, err := a.contents.Create(digest)
	for _, p := range pages {
		if err == nil {
			err = w.Page(p)
		}
	}
	if err == nil {
		_, err = w.Commit(nil)
	}
	if err != nil {
		a.t.Fatal(err)
	}
	f, err := a.contents.Open(digest)
	if err != nil {
		a.t.Fatal(err)
	}
	a.t.Cleanup(func() { f.Close() })
	return f
}

func testPeriod(name string) archive.Period {
	p, _ := period.Named(name) // zero of ""
	return p
}

// testSpoken reads what a place speaks of; each jurisdiction lies in those that
// its slug says.
func testSpoken(sp content.Spoken, of string) content.Spoken {
	for w := range strings.FieldsSeq(of) {
		if col, name, ok := strings.Cut(w, "="); ok { // "3=2017-01"
			n, _ := strconv.Atoi(col)
			sp.Columns = append(sp.Columns, content.Column{Col: n, Period: testPeriod(name)})
			if sp.Row == 0 {
				continue
			}
			w = name
		}
		slug, maybe := strings.CutPrefix(w, "?")
		if !strings.HasPrefix(slug, "us") {
			sp.Periods = append(sp.Periods, testPeriod(w))
			continue
		}
		for ; slug != "us"; slug = slug[:strings.LastIndexByte(slug, '/')] {
			kind := []archive.JurisdictionKind{"", archive.JurisdictionState, archive.JurisdictionCounty, archive.JurisdictionPlace}[strings.Count(slug, "/")]
			if maybe {
				sp.Maybe = append(sp.Maybe, archive.Jurisdiction{Slug: slug, Kind: kind})
				break
			}
			sp.Places = append(sp.Places, archive.Jurisdiction{Slug: slug, Kind: kind})
		}
	}
	return sp
}

func (a *testArchive) index(docs ...testDoc) {
	a.t.Helper()
	var all []content.Document
	for _, d := range docs {
		all = append(all, a.write(d))
	}
	if err := a.Embedded.Index(a.t.Context(), all); err != nil {
		a.t.Fatal(err)
	}
}

func (a *testArchive) search(r Request) Results {
	a.t.Helper()
	res, err := a.Search(a.t.Context(), r)
	if err != nil {
		a.t.Fatalf("%+v: %v", r, err)
	}
	return res
}

// found prints the places that match, in order of number and place, such as
// "1:p2 3:Sheet!4 5".
func (a *testArchive) found(r Request) string {
	a.t.Helper()
	r.Limit, r.Places = 1000, 100
	return places(a.search(r))
}

func places(res Results) string {
	var out []string
	for _, g := range res.Groups {
		for _, h := range g.Hits {
			s := strings.TrimLeft(h.Item[len(h.Item)-4:], "0")
			if l := h.Locator.String(); l != "" {
				s += ":" + l
			}
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
