package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// counties are the counties and what is the like of them, of 2023 and before.
type counties struct {
	now, before *topology // 2023, 2017
	rows        map[string]*county
	postal      map[string]string // state code by postal code
}

type county struct {
	name, kind             string
	centre                 point
	population             float64
	from, until, succeeded string
	neighbours             map[string]bool
}

// changes are the counties that began or ended since 2010, as the Census
// Bureau's list of substantial changes has them.
var changes = map[string]county{
	"02261": {until: "2019-01-02", succeeded: "02063,02066"}, // Valdez-Cordova Census Area
	"02063": {from: "2019-01-02"},
	"02066": {from: "2019-01-02"},
	"02270": {until: "2015-07-01", succeeded: "02158"}, // Wade Hampton Census Area, renamed Kusilvak
	"02158": {from: "2015-07-01"},
	"46113": {until: "2015-05-01", succeeded: "46102"}, // Shannon County, renamed Oglala Lakota
	"46102": {from: "2015-05-01"},
	"51515": {until: "2013-07-01", succeeded: "51019"}, // Bedford city, now a town of Bedford County
}

// The planning regions of Connecticut took the place of its counties.
const connecticut = "2022-06-01"

var kinds = regexp.MustCompile(`(?i) (County|Parish|City and Borough|Borough|Census Area|Municipality|Planning Region|Municipio|Island|District)$`)

func readCounties(s sources) (*counties, error) {
	c := &counties{rows: map[string]*county{}, postal: map[string]string{}}
	var err error
	if c.now, err = s.topology("atlas2023"); err != nil {
		return nil, err
	}
	if c.before, err = s.topology("atlas2017"); err != nil {
		return nil, err
	}
	old, err := c.legalNames(s)
	if err != nil {
		return nil, err
	}
	for _, t := range []*topology{c.before, c.now} {
		next := t.neighbours()
		for _, o := range t.counties {
			c.rows[o.code] = &county{name: o.name, kind: kindOf(old[o.code], o.name), centre: t.centroid(o), neighbours: next[o.code]}
		}
	}
	for code, like := range map[string]string{"02270": "02158", "46113": "46102", "51515": "51019"} {
		r := *c.rows[like]
		r.kind = kindOf(old[code], "")
		r.name = strings.TrimSuffix(kinds.ReplaceAllString(old[code], ""), " city")
		c.rows[code] = &r
	}
	if err := c.populate(s); err != nil {
		return nil, err
	}
	for code, r := range c.rows {
		r.from, r.until, r.succeeded = changes[code].from, changes[code].until, changes[code].succeeded
		if code[:2] == "09" && code < "09100" {
			r.until = connecticut
			r.succeeded = strings.Join(c.successors(code), ",")
		} else if code[:2] == "09" {
			r.from = connecticut
		}
		r.neighbours = maps.Clone(r.neighbours)
		for n := range r.neighbours { // those of its own time
			if c.rows[n] == nil {
				delete(r.neighbours, n)
			}
		}
	}
	return c, nil
}

// legalNames returns the names with the word for the kind of county: those of
// GeoNames, and where it has none those of 2010.
func (c *counties) legalNames(s sources) (map[string]string, error) {
	names := map[string]string{}
	b, err := s.file("fips", "data/fips-counties.csv")
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		return nil, err
	}
	for _, r := range rows[1:] {
		c.postal[r[0]] = r[1]
		names[r[1]+r[2]] = r[3]
	}
	if b, err = s.file("geonames", "admin2.json"); err != nil {
		return nil, err
	}
	var admin []struct{ Code, Name string }
	if err := json.Unmarshal(b, &admin); err != nil {
		return nil, err
	}
	for _, a := range admin {
		if p := strings.Split(a.Code, "."); p[0] == "US" && len(p) == 3 {
			names[c.postal[p[1]]+p[2]] = a.Name
		}
	}
	return names, nil
}

func kindOf(legal, name string) string {
	switch {
	case legal == "District of Columbia" || legal == "Guam":
		return ""
	case strings.HasPrefix(legal, "City and Borough of "):
		return "City and Borough"
	case strings.HasPrefix(legal, "City of "), strings.HasSuffix(legal, " city"):
		return "city"
	case strings.HasSuffix(name, " City") && legal == name: // Carson City
		return ""
	}
	if m := kinds.FindStringSubmatch(legal); m != nil {
		return m[1]
	}
	return ""
}

var zips = regexp.MustCompile(`(?s)county_weights: '(\{[^']*\})'.*?population: (\d+)`)

// populate adds up the people of the ZIP codes of each county.
func (c *counties) populate(s sources) error {
	b, err := s.file("zip", "dist/index.mjs")
	if err != nil {
		return err
	}
	for _, m := range zips.FindAllSubmatch(b, -1) {
		people, err := strconv.Atoi(string(m[2]))
		if err != nil {
			return err
		}
		var weights map[string]float64
		if err := json.Unmarshal(m[1], &weights); err != nil {
			return err
		}
		for code, w := range weights {
			if len(code) == 4 {
				code = "0" + code
			}
			if r := c.rows[code]; r != nil {
				r.population += float64(people) * w / 100
			}
		}
	}
	for code, like := range map[string]string{"02270": "02158", "46113": "46102"} {
		c.rows[code].population = c.rows[like].population
	}
	return nil
}

// successors returns the planning regions that an old county of Connecticut
// went to: those that have a place of it.
func (c *counties) successors(code string) []string {
	into := map[string]bool{}
	for _, o := range c.before.counties {
		if o.code != code {
			continue
		}
		for _, p := range o.polygons { // the towns are too many to test; the corners of the outline, moved inward, do
			centre := c.before.centroid(o)
			for _, corner := range c.before.ring(p[0]) {
				for _, k := range []float64{.15, .4, .7} {
					in := point{corner.x + k*(centre.x-corner.x), corner.y + k*(centre.y-corner.y)}
					if now, d := c.now.within(in, "09"); d == 0 && c.before.distance(o, in) == 0 {
						into[now] = true
					}
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(into))
}

// table writes: code, name, kind, latitude, longitude, population, from, until,
// successors, neighbours.
func (c *counties) table() []byte {
	var b bytes.Buffer
	for _, code := range slices.Sorted(maps.Keys(c.rows)) {
		r := c.rows[code]
		fmt.Fprintf(&b, "%s\t%s\t%s\t%.3f\t%.3f\t%.0f\t%s\t%s\t%s\t%s\n", code, r.name, r.kind, r.centre.y, r.centre.x,
			r.population, r.from, r.until, r.succeeded, strings.Join(slices.Sorted(maps.Keys(r.neighbours)), ","))
	}
	return b.Bytes()
}
