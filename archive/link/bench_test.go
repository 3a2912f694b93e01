package link

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// ofALetter is what a report says between two places.
var ofALetter = strings.Fields(`the office of the director has reviewed your request and found that some of the records which you asked
for are exempt from release because they would disclose techniques and procedures for investigations or could be expected to constitute
an unwarranted invasion of personal privacy Detainer Request Division Officer Smith Tuesday March we have therefore withheld them in part`)

// prose is n bytes of the articles, over and over, and about twice as much of
// other text between them.
func prose(tb testing.TB, n int) string {
	tb.Helper()
	var b strings.Builder
	all := articles(tb)
	for i := 0; b.Len() < n; i++ {
		b.WriteString(all[i%len(all)].text)
		for k := range 200 {
			b.WriteByte(' ')
			b.WriteString(ofALetter[(i+k*7)%len(ofALetter)])
		}
		b.WriteString("\n\n")
	}
	return b.String()[:n]
}

func BenchmarkPages(b *testing.B) {
	g := gazetteer.Load()
	text := prose(b, 1<<20)
	var pages []archive.Page
	for i := 0; i < len(text); i += 3000 {
		pages = append(pages, archive.Page{Number: len(pages) + 1, Text: strings.ToValidUTF8(text[i:min(i+3000, len(text))], "")})
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d := NewDocument(g, Context{Date: "2017-10-19"})
		for _, p := range pages {
			d.Read(p)
		}
		for _, p := range pages {
			d.Page(p)
		}
	}
}

// BenchmarkLine is linear: twice the bytes, twice the time.
func BenchmarkLine(b *testing.B) {
	for _, mb := range []int{1, 5} {
		text := strings.ReplaceAll(prose(b, mb<<20), "\n", " ")
		b.Run(fmt.Sprintf("%dMB", mb), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				find(Context{}, text)
			}
		})
	}
}

func BenchmarkRows(b *testing.B) {
	g := gazetteer.Load()
	counties := g.Counties("2017-01-01")
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("%d", n), func(b *testing.B) {
			for b.Loop() {
				d := NewDocument(g, Context{})
				t := archive.Table{Number: 1, Header: []string{"County", "State", "Detainers"}}
				for _, read := range []bool{true, false} {
					for i := range n {
						c := counties[i%len(counties)]
						r := archive.Row{Number: i + 2, Cells: []string{c.Short, c.Parent.Name, "14"}}
						if read {
							d.ReadRow(t, r)
						} else {
							d.Row(t, r)
						}
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/row")
		})
	}
}

func FuzzPage(f *testing.F) {
	for _, s := range []string{"Franklin County, Iowa", "arapahoe county; co", "D-N.Y.", "(San Antonio)", "é PARIS\u00ad —\xff", "counties of Jackson, Barrow and Clarke", "St.\nLouis City", "Miamai-Dade, Florida", "N. Y. N. Y.", "Ven-\ntura County JAIL-JAIL JAIL, CA"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		runes := []rune(s)
		for _, l := range find(Context{Place: "us/tx"}, s) {
			if l.Start < last || l.End <= l.Start || l.End > utf8.RuneCountInString(s) {
				t.Fatalf("%+v after %d", l, last)
			}
			if utf8.ValidString(s) && string(runes[l.Start:l.End]) != l.Text {
				t.Fatalf("%+v is not there", l)
			}
			if l.Ambiguous() != (l.Code == "" && len(l.Candidates) > 0 && l.Rule == "ambiguous") || l.Confidence <= 0 || l.Confidence > 1 || l.Candidates == nil {
				t.Fatalf("%+v", l)
			}
			last = l.End
		}
	})
}
