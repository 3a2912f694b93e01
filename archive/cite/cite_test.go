package cite

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"readingroom/archive"
)

// A book is a document in memory.
type book struct {
	pages  []string
	tables []archive.Table
	rows   [][]archive.Row
}

func (b book) Page(n int) (archive.Page, error) {
	if n < 1 || n > len(b.pages) {
		return archive.Page{}, fmt.Errorf("page %d: %w", n, archive.ErrNotFound)
	}
	return archive.Page{Number: n, Width: 612, Height: 792, Text: b.pages[n-1]}, nil
}

func (b book) Row(table, number int) (archive.Row, error) {
	for r := range b.Rows(table, number) {
		if r.Number == number {
			return r, nil
		}
	}
	return archive.Row{}, fmt.Errorf("row %d: %w", number, archive.ErrNotFound)
}

func (b book) Rows(table, from int) iter.Seq2[archive.Row, error] {
	return func(yield func(archive.Row, error) bool) {
		for _, r := range b.rows[table-1] {
			if r.Number >= from && !yield(r, nil) {
				return
			}
		}
	}
}

func (b *book) document(item string) Document {
	return Document{Item: archive.Item{Number: item, Title: "A report", Digest: archive.DigestOf([]byte(item))}, Pages: len(b.pages), Tables: b.tables, Text: b}
}

// add adds a table; of a sheet page is 0. Rows are cells parted by "|".
func (b *book) add(page int, sheet, header string, rows ...string) *book {
	onPage := 0
	for _, t := range b.tables {
		if t.Page == page && page > 0 {
			onPage = t.OnPage
		}
	}
	t := archive.Table{Number: len(b.tables) + 1, Page: page, Sheet: sheet, Header: strings.Split(header, "|"), FirstRow: 1, LastRow: 1000}
	if page > 0 {
		t.OnPage = onPage + 1
	}
	var all []archive.Row
	for i, r := range rows {
		row := archive.Row{Number: i + 1, Page: page, Cells: strings.Split(r, "|"), OnPage: t.OnPage}
		t.Take(row)
		all = append(all, row)
	}
	t.FirstRow, t.LastRow = 1, 1000
	b.tables, b.rows = append(b.tables, t), append(b.rows, all)
	return b
}

func cited(t *testing.T, d Document, place string) archive.Citation {
	t.Helper()
	l, err := archive.ParseLocator(place)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Quote(d, l)
	if err != nil {
		t.Fatal(err)
	}
	return archive.Citation{Place: archive.Place{Item: d.Item.Number, Locator: l}, Digest: d.Item.Digest, Selector: s}
}

const (
	prose = "The sheriff of Travis County announced that the jail would accept a detainer\nonly with a warrant signed by a judge.\n\nThe list is not exhaust-\nive. Page 1"
	other = "Nothing of the kind stands here, on the second page, but figures: 188 and 93."
)

func counties() *book {
	return (&book{pages: []string{prose, other, ""}}).add(2, "", "County|Facility|Detainers",
		"Alameda|Santa Rita Jail|3", "Sacramento|Main Jail|2", "Ventura|Pre-Trial Facility|188", "Cook|Cook County Jail|2", "Cook|Cook County Jail|2", "Polk|Polk County Jail|1")
}

func TestResolveInItself(t *testing.T) {
	for _, c := range []struct {
		name  string
		place string
		then  func() *book
		want  string // state, place now, changed, others
		text  string
	}{
		{"same", "p1:s4-11", counties, "exact p1:s4-11", "sheriff"},
		{"same page", "p2", counties, "exact p2", ""},
		{"same row", "p2:t1:r3", counties, "exact p2:t1:r3", "188"},
		{"same cell", "p2:t1:r3:c3", counties, "exact p2:t1:r3:c3", "188"},
		{"same table", "p2:t1", counties, "exact p2:t1", ""},
		{"twin rows keep apart", "p2:t1:r5", counties, "exact p2:t1:r5", "Cook"},
		{"region", "p2:x10-20-300-400", counties, "exact p2:x10-20-300-400", ""},
		{"spaced otherwise", "p1:s4-50", func() *book {
			b := counties()
			b.pages[0] = "HEADER\n" + strings.ReplaceAll(prose, " ", "  ")
			return b
		}, "moved p1:s12-65", "sheriff  of  Travis"},
		{"hyphen at the line's end", "p1:s117-150", func() *book {
			b := counties()
			b.pages[0] = strings.Replace(prose, "exhaust-\nive", "exhaustive", 1)
			return b
		}, "moved p1:s117-148", "exhaustive"},
		{"quotation marks", "p1:s4-50", func() *book {
			b := counties()
			b.pages[0] = "“" + prose + "”"
			return b
		}, "moved p1:s5-51", "sheriff"},
		{"on another page", "p1:s4-50", func() *book {
			b := counties()
			b.pages = []string{"A cover.", prose, other}
			return b
		}, "moved p2:s4-50", "sheriff"},
		{"read otherwise", "p1:s4-65", func() *book {
			b := counties()
			b.pages[0] = strings.Replace(prose, "Travis County", "Trav1s Countv", 1)
			return b
		}, "moved p1:s4-65 changed", "Trav1s Countv"},
		{"gone", "p1:s4-65", func() *book { b := counties(); b.pages[0] = other; return b }, "lost", ""},
		{"a figure is not found by chance", "p2:s66-69", func() *book {
			b := counties()
			b.pages[1] = "Another text, in which 1 and 188 or 93 stand; and further on in this very place 188 once more it says."
			return b
		}, "lost", ""},
		{"a row before it", "p2:t1:r3", func() *book {
			return (&book{pages: []string{prose, other}}).add(2, "", "County|Facility|Detainers",
				"Kern|Lerdo|9", "Alameda|Santa Rita Jail|3", "Sacramento|Main Jail|2", "Ventura|Pre-Trial Facility|188", "Cook|Cook County Jail|2")
		}, "moved p2:t1:r4", "188"},
		{"a cell, its columns drawn otherwise", "p2:t1:r3:c3", func() *book {
			return (&book{pages: []string{prose, other}}).add(2, "", "County|Jail|In|Detainers",
				"Alameda|Santa Rita Jail||3", "Sacramento|Main Jail||2", "Ventura|Pre-Trial|Facility|188", "Cook|Cook County Jail||2")
		}, "moved p2:t1:r3:c4", "188"},
		{"a twin row moved by one", "p2:t1:r5", func() *book {
			return (&book{pages: []string{prose, other}}).add(2, "", "County|Facility|Detainers",
				"x|y|z", "Alameda|Santa Rita Jail|3", "Sacramento|Main Jail|2", "Ventura|Pre-Trial Facility|188", "Cook|Cook County Jail|2", "Cook|Cook County Jail|2", "Polk|Polk County Jail|1")
		}, "moved p2:t1:r6", "Cook"},
		{"a row in a second table", "p2:t1:r3", func() *book {
			b := &book{pages: []string{prose, other}}
			b.add(2, "", "a|b", "1|2", "3|4", "5|6", "7|8")
			return b.add(2, "", "County|Facility|Detainers", "Alameda|Santa Rita Jail|3", "Ventura|Pre-Trial Facility|188")
		}, "moved p2:t2:r2", "188"},
		{"a cell read otherwise", "p2:t1:r3:c3", func() *book {
			return (&book{pages: []string{prose, other}}).add(2, "", "County|Facility|Detainers", "Alameda|Santa Rita Jail|3", "Sacramento|Main Jail|2", "Ventura|Pre-Trial Facility|183")
		}, "moved p2:t1:r3:c3 changed", "183"},
		{"another county of the same name is not it", "p2:t1:r4", func() *book {
			return (&book{pages: []string{prose, other}}).add(2, "", "County|Facility|Detainers", "Cook|Cook Annex|7", "Cook|Cook Annex|8")
		}, "lost", ""},
		{"no table any more", "p2:t1:r3", func() *book { return &book{pages: []string{prose, other}} }, "lost", ""},
		{"the table moved down", "p2:t1", func() *book {
			b := &book{pages: []string{prose, other}}
			b.add(2, "", "a|b", "1|2")
			return b.add(2, "", "County|Facility|Detainers", "Alameda|Santa Rita Jail|3")
		}, "moved p2:t2", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Resolve(cited(t, counties().document("2026-001-0001"), c.place), Record{Document: c.then().document("2026-001-0001")})
			if err != nil {
				t.Fatal(err)
			}
			if got := told(a); got != c.want || !strings.Contains(a.Text, c.text) {
				t.Errorf("%s is %s %q; want %s %q", c.place, got, a.Text, c.want, c.text)
			}
		})
	}
}

func told(a Answer) string {
	s := string(a.State)
	if a.Now != (archive.Place{}) {
		s += " " + a.Now.Locator.String()
	}
	if a.Changed {
		s += " changed"
	}
	if a.Others > 0 {
		s += fmt.Sprintf(" others=%d", a.Others)
	}
	return s
}

func TestSheetsAndMail(t *testing.T) {
	sheet := func(rows ...string) *book { return (&book{}).add(0, "Declined", "County|Count|Note", rows...) }
	was := sheet("Kern|1|a", "Kings|2|b", "Lake|3|c", "Lassen|4|d").document("2026-001-0001")
	for _, c := range []struct {
		place string
		then  *book
		want  string
	}{
		{"Declined!2", sheet("Kern|1|a", "Kings|2|b", "Lake|3|c"), "exact Declined!2"},
		{"Declined!B2:C3", sheet("Kern|1|a", "Kings|2|b", "Lake|3|c", "Lassen|4|d"), "exact Declined!B2:C3"},
		{"Declined!B2:C3", sheet("Inyo|0|z", "Kern|1|a", "Kings|2|b", "Lake|3|c", "Lassen|4|d"), "moved Declined!B3:C4"},
		{"Declined!2:3", sheet("Inyo|0|z", "Kern|1|a", "Kings|2|b", "Lake|3|c", "Lassen|4|d"), "moved Declined!3:4"},
		{"Declined!B2:C3", sheet("Kern|1|a", "Kings|2|b", "Lake|33|c", "Lassen|4|d"), "moved Declined!B2:C3 changed"},
		{"Declined!", sheet("Kern|1|a"), "exact Declined!"},
		{"Declined!B4", sheet("Kern|1|a", "Kings|2|b", "Lake|3|c"), "lost"},
	} {
		a, err := Resolve(cited(t, was, c.place), Record{Document: c.then.document("2026-001-0001")})
		if err != nil || told(a) != c.want {
			t.Errorf("%s is %s, %v; want %s", c.place, told(a), err, c.want)
		}
	}
	if s := cited(t, was, "Declined!B2:C3").Selector.Exact; s != "2\tb\n3\tc" {
		t.Errorf("%q", s)
	}
	mail := (&book{pages: []string{"Dear all,\n\nthe front door is open.\nSo is the back.\n \nYours"}}).document("2026-001-0002")
	mail.Mail = &archive.Mail{From: "a@x", Subject: "Front door"}
	mail.Parts = []archive.Part{{Name: "a/list.csv"}}
	for place, want := range map[string]string{
		"head:subject": "Front door", "head": "from: a@x\nsubject: Front door", "body:g2": "the front door is open.\nSo is the back.", "body:s15-25": "front door", "part1": "list.csv", "body": mail.Text.(*book).pages[0],
	} {
		c := cited(t, mail, place)
		if c.Selector.Exact != want {
			t.Errorf("%s says %q, want %q", place, c.Selector.Exact, want)
		}
		if a, err := Resolve(c, Record{Document: mail}); err != nil || told(a) != "exact "+place {
			t.Errorf("%s is %s, %v", place, told(a), err)
		}
	}
	longer := mail
	longer.Text = &book{pages: []string{"Dear all,\n\nPS first.\n\nthe front door is open. So is the back.\n\nYours"}}
	for place, want := range map[string]string{"body:g2": "moved body:g3", "body:s15-25": "moved body:s26-36", "p1:s15-25": "moved p1:s26-36"} {
		if a, err := Resolve(cited(t, mail, place), Record{Document: longer}); err != nil || told(a) != want {
			t.Errorf("%s is %s, %v; want %s", place, told(a), err, want)
		}
	}
}

func TestResolveBeyondItself(t *testing.T) {
	old := counties().document("2026-001-0001")
	changed := (&book{pages: []string{"REVISED", prose, other}}).add(3, "", "County|Facility|Detainers",
		"Alameda|Santa Rita Jail|3", "Sacramento|Main Jail|2", "Ventura|Pre-Trial Facility|183").document("2026-002-0001")
	notice := archive.Correction{Kind: archive.CorrectedNumber, Touches: []archive.Touch{{At: archive.Place{Item: old.Item.Number, Locator: archive.Locator{Page: 2, Table: 1, Row: 3}}}}}
	taken := archive.Correction{Kind: archive.CorrectedWithdrawn, Touches: []archive.Touch{{At: archive.Place{Item: old.Item.Number}}}}
	touches := func(all ...archive.Correction) func(archive.Locator) []archive.Correction {
		return func(archive.Locator) []archive.Correction { return all }
	}
	unread := old
	unread.Text = nil
	for _, c := range []struct {
		name, place string
		r           Record
		want, newer string
	}{
		{"replaced, the passage stands", "p1:s4-65", Record{Document: old, Newer: []Document{changed}}, "moved p1:s4-65", "2026-002-0001:p2:s4-65"},
		{"replaced, the page stands", "p1", Record{Document: old, Newer: []Document{changed}}, "moved p1", "2026-002-0001:p2"},
		{"replaced, the row stands", "p2:t1:r2", Record{Document: old, Newer: []Document{changed}}, "moved p2:t1:r2", "2026-002-0001:p3:t1:r2"},
		{"replaced, the figure is another", "p2:t1:r3:c3", Record{Document: old, Newer: []Document{changed}}, "corrected p2:t1:r3:c3", "2026-002-0001:p3:t1:r3:c3"},
		{"replaced, the row is gone", "p2:t1:r6", Record{Document: old, Newer: []Document{changed}}, "corrected p2:t1:r6", ""},
		{"replaced twice: the last holds", "p2:t1:r3", Record{Document: old, Newer: []Document{changed, counties().document("2026-003-0001")}}, "moved p2:t1:r3", "2026-003-0001:p2:t1:r3"},
		{"lost in itself, but replaced", "p1:s4-65", Record{Document: unread, Newer: []Document{changed}}, "moved p2:s4-65", "2026-002-0001:p2:s4-65"},
		{"a copy has it", "p1:s4-65", Record{Document: unread, Copies: []Document{changed}}, "moved p2:s4-65", ""},
		{"a notice touches it", "p2:t1:r3", Record{Document: old, Corrections: touches(notice)}, "corrected p2:t1:r3", ""},
		{"a notice and another version", "p2:t1:r2", Record{Document: old, Newer: []Document{changed}, Corrections: touches(notice)}, "corrected p2:t1:r2", "2026-002-0001:p3:t1:r2"},
		{"taken back", "p2:t1:r3", Record{Document: old, Corrections: touches(taken)}, "withdrawn p2:t1:r3", ""},
		{"withdrawn", "p2:t1:r3", Record{Document: old, Withdrawn: &archive.Withdrawal{Reason: "A court ordered it."}}, "withdrawn", ""},
		{"not read any more", "p2:t1:r3", Record{Document: unread}, "lost", ""},
		{"the whole", "", Record{Document: old}, "exact ", ""},
		{"the whole, replaced", "", Record{Document: old, Newer: []Document{changed}}, "moved ", "2026-002-0001"},
	} {
		a, err := Resolve(cited(t, old, c.place), c.r)
		if err != nil || told(a) != c.want || a.Newer.String() != c.newer {
			t.Errorf("%s: %s, newer %q, %v; want %s, newer %q", c.name, told(a), a.Newer, err, c.want, c.newer)
		}
	}
	c := cited(t, old, "p2:t1:r3")
	c.Digest = archive.DigestOf([]byte("other bytes"))
	if a, err := Resolve(c, Record{Document: old}); err != nil || a.State != Moved {
		t.Error("other bytes under the same number cannot be exact:", told(a), err)
	}
	c.Selector = archive.Selector{}
	if a, err := Resolve(c, Record{Document: old}); err != nil || a.State != Lost {
		t.Error("nothing is known of what it said:", told(a), err)
	}
}

func TestPlacesThatNeverWere(t *testing.T) {
	d := counties().document("2026-001-0001")
	for place, says := range map[string]string{
		"p9": "3 pages", "p1:s4-9999": "characters", "p2:t2": "no table 2", "p2:t1:r99": "none is numbered 99", "p2:t1:r3:c9": "3 cells", "Log!3": "no sheet", "r4": "not one table",
		"head": "no e-mail", "part1": "attachments", "p1:x700-0-800-9": "612 by 792", "p9:t1": "no page 9",
	} {
		l, err := archive.ParseLocator(place)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Resolve(archive.Citation{Place: archive.Place{Item: d.Item.Number, Locator: l}}, Record{Document: d})
		if !errors.Is(err, archive.ErrNotFound) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", place, err, says)
		}
	}
}

func TestPassageOfAReader(t *testing.T) {
	text := "the jail, the court and the jail again"
	for _, c := range []struct {
		words, before  string
		from, to, more int
		ok             bool
	}{
		{"the jail", "the court and ", 24, 32, 0, true},
		{"the  jail", "", 0, 8, 1, true},
		{"the prison", "", 0, 0, 0, false},
		{"", "", 0, 0, 0, false},
	} {
		from, to, more, ok := Passage(text, c.words, c.before)
		if from != c.from || to != c.to || more != c.more || ok != c.ok {
			t.Errorf("%q after %q: %d-%d, %d more, %v", c.words, c.before, from, to, more, ok)
		}
	}
}

// FuzzFind: whatever stands in a text, a citation of any of its spans is found
// in it again at its place.
func FuzzFind(f *testing.F) {
	f.Add("The list is not exhaust-\nive. “Page” 1", uint16(4), uint16(9))
	f.Add("188 188 188", uint16(4), uint16(7))
	f.Add("\u00adﬁ ﬂ\n\n-\n-a", uint16(0), uint16(3))
	f.Fuzz(func(t *testing.T, text string, from, to uint16) {
		n := len([]rune(text))
		if int(from) >= int(to) || int(to) > n {
			return
		}
		d := (&book{pages: []string{text}}).document("2026-001-0001")
		l := archive.Locator{Page: 1, From: int(from), To: int(to)}
		s, err := Quote(d, l)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Resolve(archive.Citation{Place: archive.Place{Item: d.Item.Number, Locator: l}, Digest: d.Item.Digest, Selector: s}, Record{Document: d})
		if err != nil || a.State != Exact && foldText(s.Exact) != "" {
			t.Fatalf("%q of %q is %s, %v", s.Exact, text, told(a), err)
		}
		for _, p := range Paragraphs(text) {
			if p.From >= p.To || p.To > n {
				t.Fatalf("%q has the paragraph %v", text, p)
			}
		}
	})
}

func BenchmarkResolveLost(b *testing.B) {
	long := &book{}
	for i := range 500 {
		long.pages = append(long.pages, strings.Repeat(fmt.Sprintf("Line %d of a page with nothing in it that anybody would cite at all.\n", i), 40))
	}
	d := long.document("2026-001-0001")
	c := archive.Citation{
		Place: archive.Place{Item: d.Item.Number, Locator: archive.Locator{Page: 400, From: 1, To: 60}}, Digest: d.Item.Digest,
		Selector: archive.Selector{Exact: "The sheriff of Travis County announced that the jail would accept a detainer"},
	}
	for b.Loop() {
		if a, err := Resolve(c, Record{Document: d}); err != nil || a.State != Lost {
			b.Fatal(a, err)
		}
	}
}
