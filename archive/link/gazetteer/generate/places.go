package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// A place of the dump of GeoNames.
type place struct {
	name, state, code, former string
	at                        point
	people                    int
	class                     string
}

var territories = map[string]string{"PR": "72", "GU": "66", "VI": "78", "AS": "60", "MP": "69"}

// slack is how far, in kilometres, a place may lie outside the county that it
// is said to lie in; beyond that the point decides.
const slack = 5

// furthest is how far a place may lie outside its county; one beyond is on an
// island that no county has.
const furthest = 15

// readPlaces writes the places, the largest first: name, code of the county, that of before 2022
// where it is another, latitude, longitude, population, class. And
// what lies abroad: name, country, population, and "country", "region" or "city".
func readPlaces(s sources, c *counties) (places, foreign []byte, err error) {
	dump, err := s.file("cities", "dist/cities500.txt")
	if err != nil {
		return nil, nil, err
	}
	var all []place
	cities := map[string]int{} // "name\tcountry"
	others := map[string]int{}
	countries := map[string]int{}
	for line := range strings.Lines(string(dump)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) < 17 {
			return nil, nil, fmt.Errorf("cities500.txt: a line of %d fields", len(f))
		}
		people, _ := strconv.Atoi(f[14])
		lat, _ := strconv.ParseFloat(f[4], 64)
		lon, _ := strconv.ParseFloat(f[5], 64)
		if f[8] != "US" && territories[f[8]] == "" {
			countries[f[8]] += people
			if people < 100_000 {
				continue
			}
			key := func(n string) string { return n + "\t" + f[8] }
			cities[key(f[1])] = max(people, cities[key(f[1])])
			if people > 700_000 {
				for _, n := range plain(f[3], f[1]) {
					others[key(n)] = people / 2
				}
			}
			continue
		}
		p := place{name: f[1], state: territories[f[8]], at: point{lon, lat}, people: people, class: f[7]}
		if f[8] == "US" {
			p.state = c.postal[f[10]]
			if f[11] != "" {
				p.code = p.state + f[11]
			}
		}
		all = append(all, p)
	}
	ours := map[string]bool{}
	for _, p := range all {
		ours[p.name] = true
	}
	for key, people := range others { // a lesser name of a city abroad is none beside a place here
		if name, _, _ := strings.Cut(key, "\t"); !ours[name] && cities[key] == 0 {
			cities[key] = people
		}
	}
	return c.placeTable(all), foreignTable(s, cities, countries), nil
}

// plain returns the other names of a place that are written in plain letters
// as a name is.
func plain(list, name string) []string {
	var names []string
	for n := range strings.SplitSeq(list, ",") {
		ok := len(n) > 4 && n != name && unicode.IsUpper(rune(n[0])) && strings.ToUpper(n) != n
		for _, r := range n {
			ok = ok && (r < unicode.MaxASCII && unicode.IsLetter(r) || r == ' ' || r == '.')
		}
		if ok && len(names) < 6 {
			names = append(names, n)
		}
	}
	return names
}

var census = regexp.MustCompile(` (Census Designated Place|CDP|\(historical\))$`)

func (c *counties) placeTable(all []place) []byte {
	kept := map[string]place{}
	for _, p := range all {
		p.name = census.ReplaceAllString(p.name, "")
		now, d := c.now.within(p.at, p.state)
		if r := c.rows[p.code]; r == nil || r.until != "" || d > 0 || now != p.code {
			if r == nil || r.until != "" || c.outside(p) > slack {
				p.code = now
			}
		}
		if p.state == "09" {
			p.former, _ = c.before.within(p.at, "09")
			p.code = now
		}
		if p.name == "New York City" {
			p.code = p.state // it is five counties
		}
		if d := c.outside(p); d > furthest && p.code != p.state {
			log.Printf("%s is left out: it lies %.0f km outside of %s, the nearest county", p.name, d, p.code)
			continue
		}
		key := p.name + "\t" + p.code
		if old, ok := kept[key]; !ok || p.people > old.people {
			kept[key] = p
		}
	}
	rows := slices.Collect(maps.Values(kept))
	slices.SortFunc(rows, func(a, b place) int {
		return cmp.Or(cmp.Compare(b.people, a.people), cmp.Compare(a.code, b.code), cmp.Compare(a.name, b.name))
	})
	var b bytes.Buffer
	for _, p := range rows {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%.3f\t%.3f\t%d\t%s\n", p.name, p.code, p.former, p.at.y, p.at.x, p.people, p.class)
	}
	return b.Bytes()
}

// outside is how far a place lies outside the county it is said to lie in.
func (c *counties) outside(p place) float64 {
	for _, o := range c.now.counties {
		if o.code == p.code {
			return c.now.distance(o, p.at)
		}
	}
	return slack + 1
}

func foreignTable(s sources, cities, countries map[string]int) []byte {
	var b bytes.Buffer
	region := display.English.Regions()
	for _, cc := range slices.Sorted(maps.Keys(countries)) {
		r, err := language.ParseRegion(cc)
		if err != nil {
			continue
		}
		fmt.Fprintf(&b, "%s\t%s\t%d\tcountry\n", region.Name(r), cc, countries[cc])
	}
	var admin []struct{ Code, Name string }
	if raw, err := s.file("geonames", "admin1.json"); err == nil {
		_ = json.Unmarshal(raw, &admin)
	}
	for _, a := range admin {
		cc, _, _ := strings.Cut(a.Code, ".")
		if cc == "US" || territories[cc] != "" {
			continue
		}
		fmt.Fprintf(&b, "%s\t%s\t%d\tregion\n", a.Name, cc, 0)
	}
	for _, key := range slices.Sorted(maps.Keys(cities)) {
		fmt.Fprintf(&b, "%s\t%d\tcity\n", key, cities[key])
	}
	return b.Bytes()
}

var quoted = regexp.MustCompile(`'([^']+)'`)

// readPersons writes the given names of the census of 1990 on one line, and
// the first 6,000 family names on the next.
func readPersons(s sources) ([]byte, error) {
	src, err := s.file("names", "lib/names.js")
	if err != nil {
		return nil, err
	}
	list := func(name string, most int) []string {
		_, rest, _ := strings.Cut(string(src), "exports."+name+" = [")
		rest, _, _ = strings.Cut(rest, "]")
		var names []string
		for _, m := range quoted.FindAllStringSubmatch(rest, most) {
			names = append(names, strings.ToLower(m[1]))
		}
		return names
	}
	given := append(list("first_male", 1300), list("first_female", 4300)...)
	family := list("last", 6000)
	if len(given) < 4000 || len(family) < 5000 {
		return nil, fmt.Errorf("names.js: %d given names, %d family names", len(given), len(family))
	}
	slices.Sort(given)
	slices.Sort(family)
	return []byte(strings.Join(slices.Compact(given), " ") + "\n" + strings.Join(slices.Compact(family), " ") + "\n"), nil
}
