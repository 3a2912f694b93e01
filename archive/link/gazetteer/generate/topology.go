package main

import (
	"encoding/json"
	"math"
)

// A topology is a TopoJSON file of counties: outlines in arcs, of which two
// neighbours share one.
type topology struct {
	arcs     [][]point
	counties []outline
}

// A point is a longitude and a latitude.
type point struct{ x, y float64 }

// An outline is a county: polygons of rings of arcs; ^n is arc n backwards.
type outline struct {
	code, name string
	polygons   [][][]int
}

func (s sources) topology(pkg string) (*topology, error) {
	b, err := s.file(pkg, "counties-10m.json")
	if err != nil {
		return nil, err
	}
	return parseTopology(b)
}

func parseTopology(b []byte) (*topology, error) {
	var file struct {
		Transform struct{ Scale, Translate [2]float64 }
		Objects   struct {
			Counties struct {
				Geometries []struct {
					Type       string
					ID         string
					Arcs       json.RawMessage
					Properties struct{ Name string }
				}
			}
		}
		Arcs [][][2]int
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, err
	}
	t := &topology{}
	for _, deltas := range file.Arcs {
		var arc []point
		x, y := 0, 0
		for _, d := range deltas {
			x, y = x+d[0], y+d[1]
			arc = append(arc, point{
				float64(x)*file.Transform.Scale[0] + file.Transform.Translate[0],
				float64(y)*file.Transform.Scale[1] + file.Transform.Translate[1],
			})
		}
		t.arcs = append(t.arcs, arc)
	}
	for _, g := range file.Objects.Counties.Geometries {
		o := outline{code: g.ID, name: g.Properties.Name}
		var err error
		switch g.Type {
		case "":
			continue // it lies outside of the map
		case "Polygon":
			var p [][]int
			err = json.Unmarshal(g.Arcs, &p)
			o.polygons = [][][]int{p}
		default:
			err = json.Unmarshal(g.Arcs, &o.polygons)
		}
		if err != nil {
			return nil, err
		}
		t.counties = append(t.counties, o)
	}
	return t, nil
}

// ring returns the points of a ring, the first again at its end.
func (t *topology) ring(arcs []int) []point {
	var ring []point
	for _, n := range arcs {
		arc := t.arcs[max(n, ^n)]
		if n < 0 {
			for i := len(arc) - 1; i >= 0; i-- {
				ring = append(ring, arc[i])
			}
		} else {
			ring = append(ring, arc...)
		}
	}
	return ring
}

// neighbours returns for each county those it shares an arc with.
func (t *topology) neighbours() map[string]map[string]bool {
	holders := map[int][]string{}
	for _, o := range t.counties {
		for _, p := range o.polygons {
			for _, r := range p {
				for _, n := range r {
					holders[max(n, ^n)] = append(holders[max(n, ^n)], o.code)
				}
			}
		}
	}
	next := map[string]map[string]bool{}
	for _, codes := range holders {
		for _, a := range codes {
			for _, b := range codes {
				if a != b {
					if next[a] == nil {
						next[a] = map[string]bool{}
					}
					next[a][b] = true
				}
			}
		}
	}
	return next
}

// centroid is the middle of a county's largest polygon.
func (t *topology) centroid(o outline) point {
	var best point
	largest := -1.0
	for _, p := range o.polygons {
		r := t.ring(p[0])
		area, x, y := 0.0, 0.0, 0.0
		for i := 1; i < len(r); i++ {
			a, b := r[i-1], r[i]
			cross := a.x*b.y - b.x*a.y
			area += cross
			x += (a.x + b.x) * cross
			y += (a.y + b.y) * cross
		}
		if math.Abs(area) <= largest {
			continue
		}
		largest = math.Abs(area)
		if area == 0 { // a city so small that its outline is a line
			best = r[0]
		} else {
			best = point{x / area / 3, y / area / 3}
		}
	}
	return best
}

// within returns the county that a point lies in, or, where it lies in none,
// the one whose outline is nearest and how many kilometres away that is.
func (t *topology) within(p point, prefix string) (string, float64) {
	nearest, distance := "", math.Inf(1)
	for _, o := range t.counties {
		if o.code[:len(prefix)] != prefix {
			continue
		}
		if d := t.distance(o, p); d < distance {
			nearest, distance = o.code, d
		}
		if distance == 0 {
			break
		}
	}
	return nearest, distance
}

// distance is how far a point lies outside a county, in kilometres.
func (t *topology) distance(o outline, p point) float64 {
	least := math.Inf(1)
	for _, polygon := range o.polygons {
		inside := false
		for _, arcs := range polygon {
			r := t.ring(arcs)
			for i := 1; i < len(r); i++ {
				a, b := r[i-1], r[i]
				if (a.y > p.y) != (b.y > p.y) && p.x < (b.x-a.x)*(p.y-a.y)/(b.y-a.y)+a.x {
					inside = !inside
				}
				least = min(least, fromSegment(p, a, b))
			}
		}
		if inside {
			return 0
		}
	}
	return least
}

// fromSegment is the distance of a point from a line between two, in kilometres.
func fromSegment(p, a, b point) float64 {
	k := math.Cos(p.y * math.Pi / 180)
	px, py := (p.x-a.x)*k, p.y-a.y
	bx, by := (b.x-a.x)*k, b.y-a.y
	t := 0.0
	if l := bx*bx + by*by; l > 0 {
		t = max(0, min(1, (px*bx+py*by)/l))
	}
	return 111.2 * math.Hypot(px-t*bx, py-t*by)
}
