package compare

import (
	"strings"
	"testing"

	"readingroom/archive"
)

// county reads "us/ia/franklin-county" as the county, and what it lies in.
func spoken(slug string) Spoken {
	parts := strings.Split(slug, "/")
	s := Spoken{Text: slug}
	s.Slug, s.Kind, s.Name = slug, archive.JurisdictionCounty, parts[len(parts)-1]+", "+parts[1]
	if !strings.HasSuffix(slug, "-county") {
		s.Kind = archive.JurisdictionPlace
	}
	for i := range parts {
		s.Within = append(s.Within, strings.Join(parts[:i+1], "/"))
	}
	return s
}

var (
	week1 = archive.Period{From: "2017-01-28", Until: "2017-02-04"}
	week2 = archive.Period{From: "2017-02-04", Until: "2017-02-11"}
	wrong = archive.Correction{Kind: archive.CorrectedName, Notice: archive.Place{Item: "2026-001-0009"}, Statement: "similarly named"}
)

// list makes a list of rows such as "us/ia/franklin-county=5", "!" before one
// that was corrected, "?" before one that is in doubt.
func list(item string, table int, p archive.Period, family string, rows ...string) List {
	l := List{
		At: archive.Place{Item: item, Locator: archive.Locator{Page: table, Table: 1}}, Report: "Report " + item, Title: "Section " + family, Series: "ddor", Family: family, Period: p,
		States: Basis{"period", archive.Place{Item: item, Locator: archive.Locator{Page: 1}}, p.String()}, Kinds: []archive.JurisdictionKind{archive.JurisdictionCounty},
	}
	for i, text := range rows {
		at := l.At
		at.Locator.Row = i + 1
		slug, value, _ := strings.Cut(text, "=")
		r := Row{At: at, Figure: value}
		if value != "" {
			l.Value = "Detainers"
			for _, c := range value {
				r.Amount = r.Amount*10 + int64(c-'0')*1_000_000
			}
		}
		slug, corrected := strings.CutPrefix(slug, "!")
		if corrected {
			r.Corrections = []archive.Correction{wrong}
		}
		slug, doubt := strings.CutPrefix(slug, "?")
		s := spoken(slug)
		if doubt {
			s = Spoken{Text: "Franklin County", Maybe: []archive.Jurisdiction{s.Jurisdiction}}
		}
		r.Places = []Spoken{s}
		l.Rows = append(l.Rows, r)
	}
	return l
}

func TestAsk(t *testing.T) {
	top1 := list("2026-001-0001", 2, week1, "I", "us/nv/clark-county=51", "!us/ia/franklin-county=5", "us/pa/franklin-county=5")
	all1 := list("2026-001-0001", 3, week1, "II", "us/co/arapahoe-county", "us/co/arapahoe-county", "us/ny/nassau-county", "us/ia/johnson-county", "!us/tx/bastrop-county", "us/tx/bastrop-county")
	top2 := list("2026-001-0002", 2, week2, "I", "us/nv/clark-county=44", "us/il/cook-county=17")
	all2 := list("2026-001-0002", 3, week2, "II", "us/co/arapahoe-county", "us/ia/johnson-county/iowa-city")
	texas := list("2026-001-0003", 1, week1, "", "us/tx/travis-county=9")
	texas.Series, texas.Only = "", []archive.Jurisdiction{{Slug: "us/tx", Name: "Texas"}}
	method := List{At: archive.Place{Item: "2026-001-0004"}, Title: "Method"}
	doubtful := list("2026-001-0005", 1, week1, "", "?us/oh/franklin-county")
	lists := []List{top1, all1, top2, all2, texas, method, doubtful}
	for _, c := range []struct {
		place string
		list  List
		want  Kind
		value string
		at    string
		says  string
	}{
		{"us/nv/clark-county", top1, Listed, "51", "2026-001-0001:p2:t1:r1", ""},
		{"us/co/arapahoe-county", all1, Listed, "2", "2026-001-0001:p3:t1:r1", ""},
		{"us/co", all1, Listed, "2", "2026-001-0001:p3:t1:r1", ""},
		{"us/co/arapahoe-county", top1, OtherDefinition, "", "2026-001-0001:p3:t1:r1", "under “Section II”"},
		{"us/ny/nassau-county", all2, OutsidePeriod, "", "2026-001-0001:p3:t1:r3", "listed for 2017-01-28 to 2017-02-03, not for 2017-02-04 to 2017-02-10"},
		{"us/ia/franklin-county", top1, Corrected, "5", "2026-001-0001:p2:t1:r2", "same or a similar name"},
		{"us/tx/bastrop-county", all1, Listed, "2", "2026-001-0001:p3:t1:r5", "1 row of 2 corrected"},
		{"us/oh/franklin-county", top1, SameName, "", "2026-001-0001:p2:t1:r2", "listed is franklin-county, ia"},
		{"us/oh/franklin-county", doubtful, SameName, "", "2026-001-0005:p1:t1:r1", "in doubt which is meant"},
		{"us/ca/ventura-county", texas, NotCovered, "", "2026-001-0003:p1:t1", "Texas only"},
		{"us/tx/bexar-county", texas, NotListed, "", "2026-001-0003:p1:t1", "not among the places"},
		{"us/tx", texas, Listed, "9", "2026-001-0003:p1:t1:r1", ""},
		{"us/ca/ventura-county", method, NotCovered, "", "2026-001-0004", "no places"},
		{"us/ca/ventura-county", all1, NotListed, "", "2026-001-0001:p3:t1", "not among the places"},
		{"us/ia/johnson-county/iowa-city", all1, OutsidePeriod, "", "2026-001-0002:p3:t1:r2", ""},
		{"us/ia/johnson-county/tiffin", all1, NotListed, "", "2026-001-0001:p3:t1:r4", "johnson-county, ia, in which it lies, is listed"},
		{"us/ia/johnson-county", all2, Listed, "1", "2026-001-0002:p3:t1:r2", ""},
		{"us/tx/travis-county", all2, NotListed, "", "2026-001-0002:p3:t1", "it is in “Report 2026-001-0003”"},
		{"us/il/cook-county", top1, OutsidePeriod, "", "2026-001-0002:p2:t1:r2", ""},
	} {
		a := Ask(spoken(c.place), c.list, lists)
		if a.Kind != c.want || a.Value != c.value || a.At.String() != c.at || !strings.Contains(a.Text, c.says) {
			t.Errorf("%s on %s: %s %q at %s: %s\nwant %s %q at %s: %s", c.place, c.list.Title, a.Kind, a.Value, a.At, a.Text, c.want, c.value, c.at, c.says)
		}
		if len(a.Basis) == 0 || a.Basis[0].At != a.At {
			t.Errorf("%s on %s rests on nothing: %+v", c.place, c.list.Title, a.Basis)
		}
	}
}

// TestWhatAnAnswerRestsOn: an answer that is a no cites the section and the period.
func TestWhatAnAnswerRestsOn(t *testing.T) {
	l := list("2026-001-0002", 3, week2, "II", "us/co/arapahoe-county")
	a := Ask(spoken("us/ny/nassau-county"), l, nil)
	var what []string
	for _, b := range a.Basis {
		what = append(what, b.What)
	}
	if got := strings.Join(what, " "); got != "section period" {
		t.Errorf("rests on %s", got)
	}
}

func TestDocument(t *testing.T) {
	for _, c := range []struct {
		kinds []Kind
		want  Kind
	}{
		{[]Kind{NotListed, Listed, NotCovered}, Listed},
		{[]Kind{OtherDefinition, Corrected}, Corrected},
		{[]Kind{NotCovered, NotListed}, NotListed},
		{nil, NotCovered},
	} {
		var all []Answer
		for _, k := range c.kinds {
			all = append(all, Answer{Kind: k})
		}
		if got := Document(all).Kind; got != c.want {
			t.Errorf("%v: %s, want %s", c.kinds, got, c.want)
		}
	}
}
