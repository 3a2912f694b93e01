package link

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// An article of testdata/news.txt.
type article struct {
	source, text string
	date         archive.Day
	gold         []goldPlace
}

type goldPlace struct {
	start, end int
	text       string
	entry      *gazetteer.Entry // nil: no place
}

func articles(t testing.TB) []article {
	t.Helper()
	raw, err := os.ReadFile("testdata/news.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []article
	for part := range strings.SplitSeq(string(raw), "== ") {
		head, body, ok := strings.Cut(part, "\n")
		if !ok || strings.HasPrefix(part, "#") {
			continue
		}
		f := strings.Fields(head)
		a := article{source: f[0], date: f[1]}
		for {
			before, rest, more := strings.Cut(body, "[[")
			a.text += before
			if !more {
				break
			}
			mark, after, _ := strings.Cut(rest, "]]")
			words, slug, _ := strings.Cut(mark, "|")
			g := goldPlace{start: utf8.RuneCountInString(a.text), text: words}
			if slug != "-" {
				e, ok := gazetteer.Load().BySlug(slug)
				if !ok {
					t.Fatalf("no %s", slug)
				}
				g.entry = e
			}
			a.text += words
			g.end = utf8.RuneCountInString(a.text)
			a.gold = append(a.gold, g)
			body = after
		}
		a.text = strings.TrimSpace(a.text)
		all = append(all, a)
	}
	return all
}

// A tally counts what the score needs.
type tally struct {
	found, gold, hit        int // spans
	us, county, near        int // mentions in the United States below the state: all, right county, within 161 km
	accepted, acceptedRight int
	foreign, foreignAsUS    int
	states, statesRight     int
}

func (c *tally) add(t *testing.T, a article, links []archive.PlaceLink) {
	show := os.Getenv("SHOW") != ""
	byStart := map[int]archive.PlaceLink{}
	for _, l := range links {
		if l.Kind == archive.JurisdictionAgency && l.Code == "" && !l.Ambiguous() || l.Slug == "us" {
			continue // no place
		}
		byStart[l.Start] = l
		c.found++
	}
	for _, g := range a.gold {
		l, ok := byStart[g.start]
		if g.entry == nil {
			continue
		}
		c.gold++
		if ok {
			c.hit++
		}
		delete(byStart, g.start)
		best := l.Jurisdiction
		if ok && l.Ambiguous() {
			best = l.Candidates[0]
		}
		got, _ := gazetteer.Load().BySlug(best.Slug)
		right := got != nil && (got == g.entry || got.County("") != nil && got.County("") == g.entry.County("") || got.Kind == archive.JurisdictionState && got == g.entry)
		if ok && !l.Ambiguous() {
			c.accepted++
			if right {
				c.acceptedRight++
			}
		}
		switch g.entry.Kind {
		case archive.JurisdictionCountry:
			c.foreign++
			if ok && !l.Ambiguous() && got != nil && got.State() != nil {
				c.foreignAsUS++
			} else {
				right = true
			}
		case archive.JurisdictionState:
			c.states++
			if right {
				c.statesRight++
			}
		default:
			c.us++
			if right {
				c.county++
			}
			if right || got != nil && got.Lat != 0 && kilometres(got, g.entry) <= 161 {
				c.near++
			}
		}
		if show && (!ok || !right || l.Ambiguous()) {
			t.Logf("%s %s: %q is %s, got %q %s %.2f %v", a.source, a.date, g.text, g.entry.Slug, l.Slug, l.Rule, l.Confidence, first(l.Candidates, 3))
		}
	}
	for _, l := range byStart {
		c.accepted++ // what is no place and was named is wrong too
		if l.Ambiguous() {
			c.accepted--
		}
		if show {
			t.Logf("%s %s: %q is no place, got %q %s %.2f", a.source, a.date, l.Text, l.Slug, l.Rule, l.Confidence)
		}
	}
}

func first(all []archive.Jurisdiction, n int) []string {
	var s []string
	for _, j := range all[:min(n, len(all))] {
		s = append(s, j.Slug)
	}
	return s
}

func share(a, b int) float64 { return float64(a) / float64(max(b, 1)) }

// TestScoreNews reads local news, alone and with what else its source wrote.
func TestScoreNews(t *testing.T) {
	g := gazetteer.Load()
	all := articles(t)
	mentioned := make([]Mentions, len(all))
	for i, a := range all {
		d := NewDocument(g, Context{Date: a.date})
		d.Read(archive.Page{Number: 1, Text: a.text})
		mentioned[i] = d.Mentioned()
	}
	for _, c := range []struct {
		name                                       string
		prior                                      bool
		county, near, f1, precision, sure, foreign float64
	}{
		{"alone", false, .80, .85, .78, .87, .95, .05},
		{"with the collection", true, .88, .91, .78, .87, .95, .05},
	} {
		var n tally
		for i, a := range all {
			x := Context{Date: a.date}
			if c.prior {
				x.Prior = Mentions{}
				for k, b := range all {
					if k != i && b.source == a.source {
						x.Prior.Add(mentioned[k])
					}
				}
			}
			n.add(t, a, find(x, a.text))
		}
		p, r := share(n.hit, n.found), share(n.hit, n.gold)
		f1 := 2 * p * r / (p + r)
		t.Logf("news, %s: county %.3f of %d, within 161 km %.3f, states %.3f; spans P %.3f R %.3f F1 %.3f; accepted right %.3f of %d; foreign in the US %.3f of %d",
			c.name, share(n.county, n.us), n.us, share(n.near, n.us), share(n.statesRight, n.states), p, r, f1, share(n.acceptedRight, n.accepted), n.accepted, share(n.foreignAsUS, n.foreign), n.foreign)
		for _, f := range []struct {
			what       string
			got, floor float64
		}{{"county", share(n.county, n.us), c.county}, {"within 161 km", share(n.near, n.us), c.near}, {"F1", f1, c.f1}, {"precision", p, c.precision}, {"accepted right", share(n.acceptedRight, n.accepted), c.sure}} {
			if f.got < f.floor {
				t.Errorf("%s: %s %.3f is below the floor of %.2f", c.name, f.what, f.got, f.floor)
			}
		}
		if f := share(n.foreignAsUS, n.foreign); f > c.foreign {
			t.Errorf("%s: %.3f of the foreign names are put in the United States", c.name, f)
		}
	}
}
