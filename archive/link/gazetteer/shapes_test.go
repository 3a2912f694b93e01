package gazetteer

import (
	"math"
	"strings"
	"testing"
)

func TestProject(t *testing.T) {
	for _, c := range []struct {
		place    string
		lat, lon float64
		x, y     float64 // about
		ok       bool
	}{
		{"the middle", 38.7, -96.6, 487, 305, true},
		{"Seattle", 47.6, -122.3, 110, 60, true},
		{"Miami", 25.8, -80.2, 850, 560, true},
		{"Anchorage", 61.2, -149.9, 112, 544, true},
		{"Honolulu", 21.3, -157.9, 275, 555, true},
		{"San Juan", 18.4, -66.1, 920, 580, true},
		{"Guam", 13.4, 144.8, 0, 0, false},
		{"Paris", 48.9, 2.4, 0, 0, false},
	} {
		x, y, ok := Project(c.lat, c.lon)
		if ok != c.ok || ok && math.Hypot(x-c.x, y-c.y) > 40 {
			t.Errorf("%s: %.0f, %.0f, %v", c.place, x, y, ok)
		}
	}
}

func TestOutlines(t *testing.T) {
	s := Outlines()
	for _, e := range Load().Counties("") {
		path := s.County(e.Code, .3)
		switch {
		case e.Code == "51515" || e.Code[:2] == "60" || e.Code[:2] == "66" || e.Code[:2] == "69":
			if path != "" {
				t.Errorf("%s has an outline", e.Slug)
			}
			continue
		case !strings.HasPrefix(path, "M") || !strings.HasSuffix(path, "z"):
			t.Errorf("%s: %q", e.Slug, path)
			continue
		}
		box, _ := s.Box(e.Code)
		x, y, ok := Project(e.Lat, e.Lon)
		if !ok || x < box[0]-1 || x > box[2]+1 || y < box[1]-1 || y > box[3]+1 {
			t.Errorf("%s: its middle, %.1f %.1f, lies outside %v", e.Slug, x, y, box)
		}
	}
	all := 0
	for _, c := range s.Codes() {
		all += len(s.County(c, .3))
	}
	if all > 380_000 {
		t.Errorf("a map of the country is %d bytes", all)
	}
	if s.County("99999", 0) != "" || s.State("99", 0) != "" || s.State("06", .3) == "" || s.Borders(.3) == "" {
		t.Error("outlines of states")
	}
	if _, ok := s.Box("99999"); ok {
		t.Error("a box of nothing")
	}
	t.Logf("counties %d bytes, borders %d bytes at 0.3", all, len(s.Borders(.3)))
}
