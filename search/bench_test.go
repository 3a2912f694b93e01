package search

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"readingroom/archive/content"
)

var benchPages = flag.Int("pages", 2000, "pages of the archive that is searched in benchmarks; ten times as many rows")

// A press prints documents whose words are as unevenly common as those of a
// language are, the same ones each time.
type press struct {
	random *rand.Rand
	zipf   *rand.Zipf
}

func newPress() *press {
	r := rand.New(rand.NewPCG(1, 2))
	return &press{r, rand.NewZipf(r, 1.1, 20, 60000)}
}

// word returns the nth most common word, spelt from syllables.
func spelled(n uint64) string {
	syllables := []string{"ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "za"}
	s := syllables[n%16]
	for n /= 16; n > 0; n /= 16 {
		s += syllables[n%16]
	}
	return s + "n"
}

func (p *press) text(words int) string {
	var b strings.Builder
	for range words {
		b.WriteString(spelled(p.zipf.Uint64()))
		b.WriteByte(" .\n  "[p.random.IntN(5)])
		b.WriteByte(' ')
	}
	return b.String()
}

func (p *press) pages(n int) testDoc {
	d := testDoc{title: p.text(5), date: fmt.Sprintf("%d-06-01", 2005+p.random.IntN(20)), kind: "pdf", sources: []string{spelled(uint64(p.random.IntN(8)))}}
	for range n {
		d.pages = append(d.pages, p.text(400))
	}
	return d
}

func (p *press) rows(n int) testDoc {
	d := testDoc{title: p.text(5), date: "2016-01-01", kind: "spreadsheet", sources: []string{"ICE"}}
	t := testTable{sheet: "S", header: []string{"County", "Name", "Date", "Amount", "Reason", "Remarks", "Status", "Number", "Officer"}}
	for i := range n {
		t.rows = append(t.rows, []string{
			spelled(uint64(p.random.IntN(60))), p.text(2), fmt.Sprintf("%d/%d/2016", 1+i%12, 1+i%28),
			fmt.Sprintf("$%d,%03d.00", i%100, i%1000), p.text(3), p.text(8), spelled(uint64(p.random.IntN(5))), fmt.Sprintf("INV-%06d", i), p.text(2),
		})
	}
	d.tables = []testTable{t}
	return d
}

func BenchmarkIndexPages(b *testing.B) {
	a, p := newArchive(b), newPress()
	n, pages := 0, 0
	for b.Loop() {
		b.StopTimer()
		var docs []content.Document
		for range 5 {
			n++
			d := p.pages(100)
			d.n = n
			docs = append(docs, a.write(d))
			pages += 100
		}
		b.StartTimer()
		if err := a.Embedded.Index(b.Context(), docs); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
}

func BenchmarkIndexRows(b *testing.B) {
	a, p := newArchive(b), newPress()
	n := 0
	for b.Loop() {
		b.StopTimer()
		n++
		d := p.rows(10000)
		d.n = n
		doc := a.write(d)
		b.StartTimer()
		if err := a.Embedded.Index(b.Context(), []content.Document{doc}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*10000)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkSearch(b *testing.B) {
	a, p := newArchive(b), newPress()
	for n := 0; n < *benchPages/20; n++ {
		pages, rows := p.pages(20), p.rows(200)
		pages.n, rows.n = 2*n+1, 2*n+2
		a.index(pages, rows)
	}
	for _, c := range []struct {
		name  string
		query func(i int) Request
	}{
		{"rare", func(i int) Request { return Request{Query: spelled(uint64(20000 + i*37%9000))} }},
		{"mid", func(i int) Request { return Request{Query: spelled(uint64(1000 + i*37%900))} }},
		{"common", func(i int) Request { return Request{Query: spelled(uint64(20 + i*7%50))} }},
		{"and", func(i int) Request {
			return Request{Query: spelled(uint64(300+i*7%500)) + " " + spelled(uint64(20+i*3%50))}
		}},
		{"or", func(i int) Request {
			return Request{Query: spelled(uint64(300+i*7%500)) + " OR " + spelled(uint64(20+i*3%50))}
		}},
		{"phrase", func(i int) Request {
			return Request{Query: `"` + spelled(uint64(20+i*7%50)) + " " + spelled(uint64(20+i*3%50)) + `"`}
		}},
		{"prefix", func(i int) Request { return Request{Query: spelled(uint64(1000 + i*37%900))[:4] + "*"} }},
		{"fuzzy", func(i int) Request { return Request{Query: spelled(uint64(1000+i*37%900)) + "~"} }},
		{"filtered", func(i int) Request {
			return Request{Query: spelled(uint64(20 + i*7%50)), Filters: map[string][]string{"year": {"2010", "2011"}}}
		}},
		{"fielded", func(i int) Request {
			return Request{Query: "kind:pdf title:" + spelled(uint64(20+i*7%50)) + " " + spelled(uint64(20+i*3%50))}
		}},
		{"list", func(i int) Request { return Request{Offset: i % 5 * 20} }},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			hits := 0
			for i := 0; b.Loop(); i++ {
				res := a.search(c.query(i))
				took = append(took, res.Took)
				hits += res.Count
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
			b.ReportMetric(took[len(took)*95/100].Seconds()*1000, "p95-ms")
			b.ReportMetric(float64(hits)/float64(len(took)), "hits/op")
		})
	}
}
