package press

import (
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"readingroom/archive/content"
)

// The same seed prints the same documents, in any order; another one others.
func TestSame(t *testing.T) {
	a, b := New(7), New(7)
	late := b.Text(9)
	b.Sheet(2)
	if !reflect.DeepEqual(a.Text(9), late) || !reflect.DeepEqual(a.Sheet(2), b.Sheet(2)) {
		t.Error("the same seed printed another document")
	}
	if a.Text(9).Pages[0].Text == New(8).Text(9).Pages[0].Text {
		t.Error("another seed printed the same document")
	}
}

// Words are as unevenly common as those of a language: grammar is nearly half
// of a text and "the" its most frequent word, and the more one reads, the fewer
// words are new (Heaps).
func TestLanguage(t *testing.T) {
	if testing.Short() {
		t.Skip("reading so much takes a while")
	}
	p := New(1)
	s := p.sampled(3000)
	grammar, total, types := 0, 0, map[string]bool{}
	half := 0
	bytes := 0
	for i, page := range s.pages {
		bytes += len(page)
		for _, w := range words.FindAllString(page, -1) {
			total++
			types[w] = true
			if slices.Contains(p.grammar, w) {
				grammar++
			}
		}
		if i == len(s.pages)/2 {
			half = len(types)
		}
	}
	if share := float64(grammar) / float64(total); share < 0.35 || share > 0.5 {
		t.Errorf("words of grammar are %.2f of the text", share)
	}
	if growth := math.Log2(float64(len(types)) / float64(half)); growth < 0.4 || growth > 0.85 {
		t.Errorf("twice the text has 2^%.2f times the words", growth)
	}
	if mean := bytes / len(s.pages); mean < 2200 || mean > 3300 {
		t.Errorf("a page has %d bytes", mean)
	}
	for w, n := range s.with {
		if n > s.with["the"] {
			t.Errorf("%q is on %d pages, \"the\" on %d", w, n, s.with["the"])
		}
	}
}

// What a document says of its pages stands on them.
func TestSpoken(t *testing.T) {
	p := New(1)
	spoken := 0
	for n := 1; n < 40; n++ {
		d := p.Text(n)
		for i, page := range d.Pages {
			text := strings.Join(strings.Fields(page.Text), " ")
			for _, c := range d.Spoken[i].Counties {
				spoken++
				if !strings.Contains(strings.ToLower(text), strings.ToLower(p.Counties[c].Name)) {
					t.Errorf("document %d, page %d does not say %s", n, i+1, p.Counties[c].Name)
				}
			}
			for _, m := range page.Marks {
				if !strings.Contains(text, m.Text) {
					t.Errorf("document %d, page %d does not have %s", n, i+1, m.Text)
				}
			}
		}
	}
	if spoken < 100 {
		t.Errorf("only %d counties are spoken of", spoken)
	}
}

// What is put is read back whole.
func TestPut(t *testing.T) {
	dir, err := content.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p := New(1)
	for _, d := range []Document{p.Text(1), p.Sheet(1)} {
		doc, err := p.Put(dir, d)
		if err != nil {
			t.Fatal(err)
		}
		defer doc.File.Close()
		n := 0
		for page, err := range doc.File.Pages() {
			if err != nil || page.Text != d.Pages[n].Text {
				t.Errorf("%s, page %d: %v", d.Item.Number, n+1, err)
			}
			n++
		}
		rows := 0
		if len(d.Tables) > 0 {
			for r, err := range doc.File.Rows(1, 0) {
				if err != nil || !slices.Equal(r.Cells, d.Tables[0].Data[rows].Cells) {
					t.Errorf("%s, row %d: %v", d.Item.Number, r.Number, err)
				}
				rows++
			}
		}
		said := 0
		for _, err := range doc.Spoken {
			if err != nil {
				t.Error(err)
			}
			said++
		}
		if n != d.Item.Pages || rows != d.Item.Rows || said != n+rows {
			t.Errorf("%s: %d pages, %d rows, %d spoken of", d.Item.Number, n, rows, said)
		}
	}
}

// Each class has its queries, and those of words find what the class says.
func TestQueries(t *testing.T) {
	if testing.Short() {
		t.Skip("reading so much takes a while")
	}
	p := New(1)
	const pages = 2000
	s := p.sampled(pages)
	per := map[string]int{}
	for _, q := range p.Queries(pages, 12) {
		per[q.Class]++
		share := float64(s.with[q.Typed]) / float64(len(s.pages))
		switch {
		case q.Class == "mid word" && (share < 0.005 || share > 0.03), q.Class == "common word" && share < 0.1, q.Class == "rare word" && share > 0.002:
			t.Errorf("%s %q is on %.4f of the pages", q.Class, q.Typed, share)
		case q.Class == "number or code" && !regexp.MustCompile(`\d`).MatchString(q.Typed):
			t.Errorf("%s %q", q.Class, q.Typed)
		}
	}
	for _, class := range Classes {
		if per[class] != 12 {
			t.Errorf("%d queries of class %q", per[class], class)
		}
	}
	if n := len(p.Mixed(pages, 100)); n != 100 {
		t.Errorf("%d mixed queries", n)
	}
}

func TestRowPhrases(t *testing.T) {
	p := New(1)
	content, mixed := p.RowPhrases(20)
	if len(content) != 20 || len(mixed) != 20 {
		t.Fatalf("%d and %d phrases, not 20 each", len(content), len(mixed))
	}
	stands := func(phrase string) bool {
		for n := 1; n < 100; n++ {
			for _, r := range p.Sheet(n).Tables[0].Data {
				if strings.Contains(strings.Join(r.Cells, "|"), phrase) {
					return true
				}
			}
		}
		return false
	}
	for _, phrase := range []string{content[19], mixed[0], mixed[19]} {
		if !stands(phrase) {
			t.Errorf("%q stands in no row", phrase)
		}
	}
}
