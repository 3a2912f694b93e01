package foia

import (
	"errors"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

func TestSeed(t *testing.T) {
	all, err := Seed()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, a := range all {
		kinds[a.Kind]++
		if a.Source == "" || a.Jurisdiction != "us" || a.Law != "us-foia" {
			t.Errorf("%s: %+v", a.Slug, a)
		}
	}
	if kinds["department"] != 15 || kinds["component"] < 60 || kinds["independent agency"] < 30 {
		t.Errorf("kinds: %v", kinds)
	}
}

// Who reads of an agency in a document and asks it for records finds the same
// name at both places: the last part of the slug is the gazetteer's.
func TestSeedAgreesWithTheGazetteer(t *testing.T) {
	all, err := Seed()
	if err != nil {
		t.Fatal(err)
	}
	slug := map[string]string{}
	for _, a := range all {
		slug[a.Name] = a.Slug[strings.LastIndexByte(a.Slug, '/')+1:]
	}
	met := 0
	for _, e := range gazetteer.Load().All() {
		if at, ok := strings.CutPrefix(e.Slug, "us/agency/"); ok && slug[e.Name] != "" {
			met++
			if slug[e.Name] != at {
				t.Errorf("%s: %q here, %q in the gazetteer", e.Name, slug[e.Name], at)
			}
		}
	}
	if met < 70 {
		t.Errorf("only %d agencies stand in both", met)
	}
}

func TestReadAgencies(t *testing.T) {
	const good = "\xef\xbb\xbfName , slug,parent,law\n" +
		"\"Office of \"\"Words\"\", and more\",x/words,,\n\n" +
		"X,x,,us-ca-cpra\n"
	all, err := ReadAgencies(strings.NewReader(good), nil, Laws)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || all[0].Parent != "x" || all[0].Kind != "component" || all[0].Law != "us-foia" || all[0].Name != `Office of "Words", and more` ||
		all[1].Kind != "other" || all[1].Law != "us-ca-cpra" || all[1].Jurisdiction != "us" {
		t.Errorf("read %+v", all)
	}
}

func TestReadAgenciesNamesEachMistake(t *testing.T) {
	known := []Agency{{Slug: "dhs"}}
	for _, c := range []struct{ name, csv, want string }{
		{"nothing", "", "the file is empty"},
		{"no header", "dhs/ice,ICE\n", `row 1: there is no column "dhs/ice"`},
		{"a needed column", "slug\nx\n", `row 1: the column "name" is missing`},
		{"a column twice", "slug,name,name\nx,X,X\n", `row 1: the column "name" is there twice`},
		{"a column misspelt", "slug,name,jurisdicton\nx,X,us\n", `row 1: there is no column "jurisdicton"; the columns are slug, name`},
		{"a slug", "slug,name\nDHS Ice,X\n", `row 2, slug: "DHS Ice" is no slug`},
		{"a slug that climbs", "slug,name\n../../etc,X\n", `row 2, slug`},
		{"a slug of markup", "slug,name\n<script>,X\n", `row 2, slug`},
		{"a name", "slug,name\nx,\n", "row 2, name: it is empty"},
		{"a law", "slug,name,law\nx,X,us-fooia\n", `row 2, law: there is no law "us-fooia"`},
		{"a parent that is not", "slug,name\nxx/y,Y\n", `row 2, parent: there is no agency "xx"`},
		{"a parent of another", "slug,name,parent\nx/y,Y,dhs\n", `row 2, parent: the slug of a component begins with its parent’s: dhs/y, not x/y`},
		{"a known parent", "slug,name\ndhs/y,Y\n", ""},
		{"a slug twice", "slug,name\nx,X\nx,Z\n", `row 3, slug: "x" stands in row 2 already`},
		{"a kind", "slug,name,kind\nx,X,spy\n", `row 2, kind: "spy" is none of`},
		{"an e-mail", "slug,name,email\nx,X,foia at x\n", `row 2, email: "foia at x" is no e-mail address`},
		{"a portal of script", "slug,name,portal\nx,X,javascript:alert(1)\n", `row 2, portal: "javascript:alert(1)" is no web address`},
		{"too many cells", "slug,name\nx,X,Y\n", "row 2: it has 3 cells, the first row 2"},
		{"a quotation mark", "slug,name\nx,\"X\ny,Y\n", `row 2: record on line 2`},
		{"bytes", "slug,name\nx,\xff\xfe\n", "row 2, name: it is not UTF-8"},
		{"several", "slug,name\nX,\nz,Z\nY,Q\n", "row 4, slug"},
	} {
		all, err := ReadAgencies(strings.NewReader(c.csv), known, Laws)
		switch {
		case c.want == "":
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		case err == nil || !errors.Is(err, archive.ErrInvalid) || !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: %v\nwant %s", c.name, err, c.want)
		case all != nil:
			t.Errorf("%s: rows of a bad table came back", c.name)
		}
	}
}

func TestManyMistakesAreCounted(t *testing.T) {
	_, err := ReadAgencies(strings.NewReader("slug,name\n"+strings.Repeat("X,\n", 200)), nil, Laws)
	var m *Mistakes
	if !errors.As(err, &m) || len(m.Said) != 20 || len(m.Said)+m.More < 400 {
		t.Errorf("%v", err)
	}
}
