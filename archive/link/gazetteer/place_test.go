package gazetteer

import (
	"math"
	"testing"

	"readingroom/archive"
)

// onMap projects a point of the contiguous states as the atlas is projected:
// Albers, 29.5° and 45.5° N, 1,300 to the radius of the Earth; in tenths.
func onMap(lat, lon float64) (x, y float64) {
	const rad = math.Pi / 180
	a, b := math.Sin(29.5*rad), math.Sin(45.5*rad)
	n := (a + b) / 2
	c := 1 + a*(2*n-a)
	plane := func(lat, lon float64) (float64, float64) {
		r, t := math.Sqrt(c-2*n*math.Sin(lat*rad))/n, n*(lon+96)*rad
		return r * math.Sin(t), -r * math.Cos(t)
	}
	x, y = plane(lat, lon)
	cx, cy := plane(38.7, -96.6)
	return 10 * (487.5 + 1300*(x-cx)), 10 * (305 - 1300*(y-cy))
}

// TestPlacesLieInTheirCounty looks at those of the contiguous states: 15 km,
// and two for the roundness of the outlines, are 35 tenths of the map.
func TestPlacesLieInTheirCounty(t *testing.T) {
	const furthest = 17 * 1300 * 10 / 6371.
	atlas := LoadAtlas()
	looked, outside := 0, 0
	for _, e := range Load().All() {
		if e.Kind != archive.JurisdictionPlace || e.Short == "New York City" || e.Code < "01" || e.Code[:2] > "56" || e.Code[:2] == "02" || e.Code[:2] == "15" {
			continue
		}
		looked++
		x, y := onMap(e.Lat, e.Lon)
		if d := fromOutline(atlas.Outline(e.Code, true), x, y); d > 0 {
			outside++
			if d > furthest {
				t.Errorf("%s lies %.0f km outside of %s", e.Slug, d*637.1/1300, e.Parent.Slug)
			}
		}
	}
	if looked < 20_000 || outside > looked/20 {
		t.Errorf("%d places were looked at, %d lie outside", looked, outside)
	}
}

// fromOutline is how far a point lies outside of an outline.
func fromOutline(rings [][]Point, x, y float64) float64 {
	inside, least := false, math.Inf(1)
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			ax, ay, bx, by := float64(ring[i-1].X), float64(ring[i-1].Y), float64(ring[i].X), float64(ring[i].Y)
			if (ay > y) != (by > y) && x < (bx-ax)*(y-ay)/(by-ay)+ax {
				inside = !inside
			}
			k := 0.0
			if l := (bx-ax)*(bx-ax) + (by-ay)*(by-ay); l > 0 {
				k = max(0, min(1, ((x-ax)*(bx-ax)+(y-ay)*(by-ay))/l))
			}
			least = min(least, math.Hypot(x-ax-k*(bx-ax), y-ay-k*(by-ay)))
		}
	}
	if inside {
		return 0
	}
	return least
}
