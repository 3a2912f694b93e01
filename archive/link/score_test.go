package link

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// shared holds development cases that are not part of the project.
const shared = "../../../shared/corpus"

// tsv reads a table with a header row; absent, the test skips.
func tsv(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, path))
	if err != nil {
		t.Skipf("skipped: the development cases are not here: %v", err)
	}
	defer f.Close()
	var head []string
	var rows []map[string]string
	for s := bufio.NewScanner(f); s.Scan(); {
		fields := strings.Split(s.Text(), "\t")
		if head == nil {
			head = fields
			continue
		}
		row := map[string]string{}
		for i, h := range head {
			if i < len(fields) {
				row[h] = fields[i]
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// withFacilities returns the gazetteer with the file of jails and agencies.
func withFacilities(t *testing.T) *gazetteer.Gazetteer {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, "facilities/agencies.csv.gz"))
	if err != nil {
		t.Skipf("skipped: the file of facilities is not here: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	added, err := gazetteer.ReadAdditions(z)
	if err != nil {
		t.Logf("%d rows of the file are wrong: %.200s", strings.Count(err.Error(), "\n")+1, err)
	}
	return gazetteer.New(added)
}

func find(c Context, text string) []archive.PlaceLink {
	d := NewDocument(gazetteer.Load(), c)
	p := archive.Page{Number: 1, Text: text}
	d.Read(p)
	return d.Page(p)
}

// TestScoreDomain reads mentions of places as records have them.
func TestScoreDomain(t *testing.T) {
	right, all := 0, 0
	for _, r := range tsv(t, "geo/domain_cases.tsv") {
		var c Context
		text := r["mention"]
		switch ctx := r["context"]; {
		case strings.HasPrefix(ctx, "document dated "):
			c.Date = strings.TrimPrefix(ctx, "document dated ") + "-06-01"
		case strings.HasPrefix(ctx, "document about "):
			text += " is what this is about: " + strings.TrimPrefix(ctx, "document about ")
		case ctx == "Utah document":
			c.Place = "us/ut"
		case strings.Contains(ctx, "Tbilisi"), strings.Contains(r["mention"], "Tbilisi"):
			text = "He flew to Tbilisi, the capital of Georgia."
		}
		for _, mention := range strings.Split(text, " / ") {
			links := find(c, mention)
			if r["context"] == "list of county names" {
				d := NewDocument(gazetteer.Load(), c)
				table := archive.Table{Number: 1, Header: []string{"County", "Detainers"}}
				row := archive.Row{Number: 2, Cells: []string{mention, "14"}}
				d.ReadRow(table, row)
				links = d.Row(table, row)
			}
			all++
			var codes []string
			for _, l := range links {
				codes = append(codes, l.Code+"("+string(l.Kind)+" "+l.Rule+")")
			}
			ok := false
			switch r["kind"] {
			case "none":
				ok = true
				for _, l := range links {
					ok = ok && (l.Kind == archive.JurisdictionCountry)
				}
			case "ambiguous":
				ok = len(links) == 1 && links[0].Ambiguous() && len(links[0].Candidates) > 20
			case "tribal":
				ok = len(links) == 1 && links[0].Kind == archive.JurisdictionTribal
			default:
				ok = len(links) > 0 && links[0].Code == r["gold"]
				for _, l := range links {
					ok = ok || l.Code == r["gold"] && r["kind"] == "state"
				}
			}
			if ok {
				right++
			} else {
				t.Errorf("%s: %q: want %s %s, got %v", r["id"], mention, r["kind"], r["gold"], codes)
			}
		}
	}
	t.Logf("domain cases: %d of %d right", right, all)
}

// TestScoreFacilities reads the names of jails as ICE wrote them, alone and
// with the state in the next cell.
func TestScoreFacilities(t *testing.T) {
	cases := tsv(t, "geo/facility_names_dev.tsv")
	filed := withFacilities(t)
	for _, c := range []struct {
		name        string
		g           *gazetteer.Gazetteer
		state       bool
		floor, sure float64
	}{
		{"name alone", gazetteer.Load(), false, .68, .88},
		{"with the state", gazetteer.Load(), true, .85, .92},
		{"name alone, with the file", filed, false, .70, .90},
		{"with the state, with the file", filed, true, .89, .93},
	} {
		g := c.g
		right, accepted, acceptedRight := 0, 0, 0
		for _, r := range cases {
			table := archive.Table{Number: 1, Header: []string{"Facility", "State"}}
			row := archive.Row{Number: 2, Cells: []string{r["facility"], r["state"]}}
			if !c.state {
				row.Cells = row.Cells[:1]
			}
			d := NewDocument(g, Context{})
			d.ReadRow(table, row)
			code, sure, why := "", false, ""
			for _, l := range d.Row(table, row) {
				if l.Col != 1 || code != "" {
					continue
				}
				code, sure, why = l.Code, !l.Ambiguous(), l.Rule
				if !sure {
					code = l.Candidates[0].Code
				}
			}
			ok := code == r["county_fips"]
			if ok {
				right++
			}
			if sure {
				accepted++
				if ok {
					acceptedRight++
				}
			}
			if !ok && testing.Verbose() && os.Getenv("SHOW") != "" {
				t.Logf("%s: %q %s: want %s, got %s sure=%v %s", c.name, r["facility"], r["state"], r["county_fips"], code, sure, why)
			}
		}
		n := float64(len(cases))
		t.Logf("facilities, %s: first choice right %.3f; accepted %.3f, of which right %.3f", c.name, float64(right)/n, float64(accepted)/n, float64(acceptedRight)/float64(accepted))
		if float64(right)/n < c.floor {
			t.Errorf("%s: below the floor of %.2f", c.name, c.floor)
		}
		if s := float64(acceptedRight) / float64(accepted); s < c.sure {
			t.Errorf("%s: what is accepted is right in %.3f, below the floor of %.2f", c.name, s, c.sure)
		}
	}
}
