package gazetteer

import (
	"errors"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
)

func TestCounts(t *testing.T) {
	g := Load()
	count := map[string]int{}
	for _, e := range g.Counties("2024-01-01") {
		switch {
		case e.Code[:2] <= "56":
			count["states"]++
		case e.Code[:2] == "72":
			count["PR"]++
		default:
			count["territories"]++
		}
	}
	ct := 0
	for _, e := range g.Counties("2017-01-01") {
		if e.Code[:2] == "09" {
			ct++
		}
	}
	count["CT 2017"] = ct
	count["all"] = len(g.Counties(""))
	count["with states"] = len(g.States())
	for _, c := range []struct {
		what string
		want int
	}{{"states", 3144}, {"PR", 78}, {"territories", 11}, {"CT 2017", 8}, {"all", 3245}, {"with states", 56}} {
		if count[c.what] != c.want {
			t.Errorf("%s: %d, want %d", c.what, count[c.what], c.want)
		}
	}
	places := 0
	for _, e := range g.All() {
		if e.Kind == archive.JurisdictionPlace {
			places++
		}
	}
	if places < 21_000 {
		t.Errorf("%d places", places)
	}
}

func TestEntries(t *testing.T) {
	g := Load()
	seen := map[string]bool{}
	for _, e := range g.All() {
		if seen[e.Slug] {
			t.Errorf("%s: two of this address", e.Slug)
		}
		seen[e.Slug] = true
		if strings.Trim(e.Slug, "abcdefghijklmnopqrstuvwxyz0123456789-/") != "" || strings.Contains(e.Slug, "--") || strings.HasSuffix(e.Slug, "/") {
			t.Errorf("%s: no address", e.Slug)
		}
		if back, ok := g.BySlug(e.Slug); !ok || back != e {
			t.Errorf("%s: not found by its address", e.Slug)
		}
		if e.Name == "" || e.Short == "" {
			t.Errorf("%s: no name", e.Slug)
		}
		switch e.Kind {
		case archive.JurisdictionCounty:
			if e.Parent == nil || e.Parent.Code != e.Code[:2] || e.Lat == 0 {
				t.Errorf("%s: %+v", e.Slug, e)
			}
			for _, n := range e.Neighbours {
				if !slices.Contains(n.Neighbours, e) && e.Until == "" && n.Until == "" {
					t.Errorf("%s borders on %s, and not the other way", e.Slug, n.Slug)
				}
			}
		case archive.JurisdictionPlace:
			c := e.Parent
			if e.Short != "New York City" && (c == nil || c.Kind != archive.JurisdictionCounty || c.Until != "") {
				t.Errorf("%s: its county is %v", e.Slug, c)
			}
			if d := distance(e, c); d > 600 { // the middle of the county; the outline is looked at when the data is made
				t.Errorf("%s: %.0f km from the middle of %s", e.Slug, d, c.Slug)
			}
		}
	}
}

func distance(a, b *Entry) float64 {
	k := math.Cos(a.Lat * math.Pi / 180)
	return 111.2 * math.Hypot(a.Lat-b.Lat, (a.Lon-b.Lon)*k)
}

func TestSlugs(t *testing.T) {
	g := Load()
	for _, c := range []struct{ slug, code, name string }{
		{"us", "US", "United States"},
		{"us/ca", "06", "California"},
		{"us/ca/ventura-county", "06111", "Ventura County, California"},
		{"us/ca/ventura", "06111", "Ventura, California"},
		{"us/nm/dona-ana-county", "35013", "Doña Ana County, New Mexico"},
		{"us/md/baltimore-city", "24510", "Baltimore city, Maryland"},
		{"us/md/prince-georges-county", "24033", "Prince George's County, Maryland"},
		{"us/mo/st-louis-city", "29510", "St. Louis city, Missouri"},
		{"us/la/rapides-parish", "22079", "Rapides Parish, Louisiana"},
		{"us/nv/carson-city", "32510", "Carson City, Nevada"},
		{"us/dc", "11", "District of Columbia"},
		{"us/ak/wade-hampton-census-area", "02270", "Wade Hampton Census Area, Alaska"},
		{"us/sd/shannon-county", "46113", "Shannon County, South Dakota"},
		{"us/ny/new-york-city", "36", "New York City, New York"},
		{"us/pr/ponce-municipio", "72113", "Ponce Municipio, Puerto Rico"},
		{"us/tribal/navajo-nation", "", "Navajo Nation"},
		{"us/agency/ice", "", "U.S. Immigration and Customs Enforcement"},
		{"us/mn/hennepin-county/jail", "27053", "Hennepin County jail, Minnesota"},
		{"fr", "FR", "France"},
		{"us/ca/nowhere", "", ""},
		{"us/mn/hennepin-county/jail/jail", "", ""},
	} {
		e, ok := g.BySlug(c.slug)
		if !ok {
			e = &Entry{}
		}
		if e.Code != c.code || e.Name != c.name || ok && e.Slug != c.slug {
			t.Errorf("%s: %s %s %q", c.slug, e.Slug, e.Code, e.Name)
		}
	}
}

func TestByCode(t *testing.T) {
	for _, c := range []struct{ code, on, want string }{
		{"06111", "", "us/ca/ventura-county"},
		{"09001", "2017-10-19", "us/ct/fairfield-county"},
		{"09001", "2024-01-01", ""},
		{"09190", "2017-10-19", ""},
		{"09190", "2022-06-01", "us/ct/western-connecticut-planning-region"},
		{"02270", "2014-05-01", "us/ak/wade-hampton-census-area"},
		{"02270", "2016-05-01", "us/ak/kusilvak-census-area"},
		{"02261", "2020-01-01", ""},
		{"02261", "2018-01-01", "us/ak/valdez-cordova-census-area"},
		{"46113", "", "us/sd/shannon-county"},
		{"51515", "2020-01-01", "us/va/bedford-county"},
		{"99999", "", ""},
		{"06", "", "us/ca"},
	} {
		got := ""
		if e, ok := Load().ByCode(c.code, c.on); ok {
			got = e.Slug
		}
		if got != c.want {
			t.Errorf("%s on %q: %q, want %q", c.code, c.on, got, c.want)
		}
	}
}

func TestPlaceInConnecticut(t *testing.T) {
	e, _ := Load().BySlug("us/ct/danbury")
	for day, want := range map[string]string{"": "09001", "2017-10-19": "09001", "2024-01-01": "09190"} {
		if got := e.On(day).Code; got != want {
			t.Errorf("Danbury on %q: %s, want %s", day, got, want)
		}
		if a := e.Ancestors(day); len(a) != 3 || a[0].Code != want || a[2].Slug != "us" {
			t.Errorf("Danbury on %q: ancestors %v", day, a)
		}
	}
	c, _ := Load().BySlug("us/ct/fairfield-county")
	if !slices.Contains(Load().Children(c), e) || !slices.Contains(Load().Children(e.Parent), e) {
		t.Error("Danbury is a child of its region and of its old county")
	}
	if len(c.Successors) < 2 {
		t.Errorf("Fairfield County became %v", c.Successors)
	}
}

func TestNamed(t *testing.T) {
	for _, c := range []struct {
		typed, first string
		exact        int // how many at least
	}{
		{"Franklin County", "us/oh/franklin-county", 24},
		{"franklin county iowa", "us/ia/franklin-county", 1},
		{"Franklin County, Pa.", "us/pa/franklin-county", 1},
		{"ventura", "us/ca/ventura", 1},
		{"ventura county", "us/ca/ventura-county", 1},
		{"06111", "us/ca/ventura-county", 1},
		{"us/ca/ventura", "us/ca/ventura", 1},
		{"CA", "us/ca", 1},
		{"calif.", "us/ca", 1},
		{"Prince Georges County", "us/md/prince-georges-county", 1},
		{"saint louis", "us/mo/st-louis-city", 1},
		{"ICE", "us/agency/ice", 1},
		{"Navajo Nation", "us/tribal/navajo-nation", 1},
		{"los ang", "us/ca/los-angeles", 1},
		{"nyc", "us/ny/new-york-city", 1},
		{"xyzzy", "", 0},
		{"", "", 0},
	} {
		got := Load().Named(c.typed, 0)
		first := ""
		if len(got) > 0 {
			first = got[0].Slug
		}
		if first != c.first || len(got) < c.exact {
			t.Errorf("%q: %d, first %q, want %q", c.typed, len(got), first, c.first)
		}
	}
}

func TestReadAdditions(t *testing.T) {
	const head = "name,type,city,state,county_fips\n"
	for _, c := range []struct {
		csv  string
		want int
		say  string
	}{
		{head + "RAPIDES PARISH DETENTION CENTER,COUNTY,ALEXANDRIA,LA,22079\n", 1, ""},
		{"\ufeffcounty_fips,name\n6111,Todd Road Jail\n", 1, ""},
		{head + "Todd Road Jail,jail,Ventura,CA,06999\n", 0, `row 2, county_fips: "06999" is no county's code`},
		{head + "A,,,CA,06111\nTodd Road Jail,jail,Ventura,NV,06111\n", 1, "row 3, county_fips: 06111 is Ventura County, California, which is not in Nevada"},
		{head + "Todd Road Jail,jail,Ventura,XX,06111\n", 0, `row 2, state: "XX" is no postal code`},
		{head + ",jail,Ventura,CA,06111\n", 0, "row 2, name: it is empty"},
		{head + "The Ville,alias,,CA,\n", 0, "row 2, county_fips: an alias needs"},
		{"a,b\n", 0, `no column "name"`},
		{"", 0, "the file is empty"},
		{head + "\"x,jail\n", 0, "row 2"},
	} {
		got, err := ReadAdditions(strings.NewReader(c.csv))
		say := ""
		if err != nil {
			say = err.Error()
			if !errors.Is(err, archive.ErrInvalid) {
				t.Errorf("%q: %v is not ErrInvalid", c.csv, err)
			}
		}
		if len(got) != c.want || !strings.Contains(say, c.say) || c.say == "" && say != "" {
			t.Errorf("%q: %d, %s", c.csv, len(got), say)
		}
	}
}

func TestAdditions(t *testing.T) {
	g := New([]Addition{{Name: "Todd Rd. Det. Ctr.", Type: "jail", City: "Santa Paula", State: "CA", County: "06111"}, {Name: "Poinsettia City", Type: "alias", City: "Ventura", State: "CA", County: "06111"}})
	for name, want := range map[string]string{"todd rd detention center": "us/ca/ventura-county/todd-rd-det-ctr", "poinsettia city": "us/ca/ventura"} {
		if n := g.Names(strings.Fields(name)); len(n) != 1 || n[0].Entry.Slug != want {
			t.Errorf("%s: %+v", name, n)
		}
	}
	if len(Load().Names([]string{"poinsettia", "city"})) != 0 {
		t.Error("the embedded gazetteer changed")
	}
}

func FuzzReadAdditions(f *testing.F) {
	f.Add([]byte("name,type,city,state,county_fips\nA,jail,B,CA,06111\n"))
	f.Add([]byte("name\n\"x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		all, _ := ReadAdditions(strings.NewReader(string(b)))
		for _, a := range all {
			if len(Words(a.Name)) == 0 {
				t.Fatalf("%+v", a)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		New(nil)
	}
}

func TestMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	g := New(nil)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if mb := float64(int64(after.HeapAlloc)-int64(before.HeapAlloc)) / (1 << 20); mb > 60 {
		t.Errorf("the gazetteer holds %.0f MB", mb)
	} else {
		t.Logf("the gazetteer holds %.1f MB", mb)
	}
	runtime.KeepAlive(g)
}

func TestCalled(t *testing.T) {
	g := Load()
	for _, c := range []struct {
		name, first string
		n           int
	}{
		{"Franklin County, Iowa", "us/ia/franklin-county", 1}, {"iowa", "us/ia", -1}, {"Franklin Coun", "", 0}, {"Franklin County", "", -1}, {"", "", 0}, {"Nowhere at all", "", 0},
	} {
		found := g.Called(c.name)
		if c.n >= 0 && len(found) != c.n || c.n < 0 && len(found) == 0 {
			t.Errorf("%s: %d found, want %d", c.name, len(found), c.n)
		}
		if c.first != "" && (len(found) == 0 || found[0].Slug != c.first) {
			t.Errorf("%s: %v first, want %s", c.name, found, c.first)
		}
	}
	if n := len(g.Called("Franklin County")); n < 20 {
		t.Errorf("%d Franklin Counties", n)
	}
}
