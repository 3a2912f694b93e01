package gazetteer

import (
	"encoding/binary"
	"fmt"
	"math"
	"sync"
)

// An Atlas has the outlines of counties on the plane of a map of the United
// States, with Alaska, Hawaii, Puerto Rico and the Virgin Islands moved below the
// others. Guam, Samoa and the Northern Marianas are not
// on it. Counties side by side share the line between them.
type Atlas struct {
	fine, coarse [][]Point
	shapes       map[string]rings
}

// AtlasBox is the map: left, top, right and bottom, in tenths.
var AtlasBox = [4]int{-580, 100, 9600, 6140}

// A Point is a place on the map, from the top left, in tenths.
type Point struct{ X, Y int }

// rings are the outlines of a county, of arcs; ^n is arc n backwards.
type rings [][]int

// LoadAtlas returns the atlas of the embedded data, the same at every call.
var LoadAtlas = sync.OnceValue(func() *Atlas {
	b := unpack("shapes.bin.gz")
	next := func() int {
		v, n := binary.Varint(b)
		if n <= 0 {
			panic("shapes.bin.gz is cut short") // embedded, and read whole by the tests
		}
		b = b[n:]
		return int(v)
	}
	a := &Atlas{shapes: map[string]rings{}}
	for range next() {
		arc := make([]Point, next())
		at := Point{}
		for i := range arc {
			at.X += next()
			at.Y += next()
			arc[i] = at
		}
		a.fine = append(a.fine, arc)
		a.coarse = append(a.coarse, simpler(arc))
	}
	for range next() {
		code := fmt.Sprintf("%05d", next())
		r := make(rings, next())
		for i := range r {
			r[i] = make([]int, next())
			for k := range r[i] {
				r[i][k] = next()
			}
		}
		a.shapes[code] = r
	}
	return a
})

// Has reports whether a county is on the map.
func (a *Atlas) Has(code string) bool { return a.shapes[code] != nil }

// Outline returns the rings of a county, the first point again at the end of
// each: fine for the map of a state, coarse for the whole.
func (a *Atlas) Outline(code string, fine bool) [][]Point {
	var out [][]Point
	for _, r := range a.shapes[code] {
		var ring []Point
		for _, n := range r {
			arc := a.arc(n, fine)
			if len(ring) > 0 && len(arc) > 0 && ring[len(ring)-1] == arc[0] {
				arc = arc[1:]
			}
			ring = append(ring, arc...)
		}
		if len(ring) > 3 || len(out) == 0 {
			out = append(out, ring)
		}
	}
	return out
}

func (a *Atlas) arc(n int, fine bool) []Point {
	arcs := a.coarse
	if fine {
		arcs = a.fine
	}
	arc := arcs[max(n, ^n)]
	if n >= 0 {
		return arc
	}
	back := make([]Point, len(arc))
	for i, p := range arc {
		back[len(arc)-1-i] = p
	}
	return back
}

// Borders returns the lines between counties of two states, of those given.
func (a *Atlas) Borders(codes []string, fine bool) [][]Point {
	state := map[int]string{}
	between := map[int]bool{}
	for _, code := range codes {
		for _, r := range a.shapes[code] {
			for _, n := range r {
				n = max(n, ^n)
				if s, ok := state[n]; ok && s != code[:2] {
					between[n] = true
				}
				state[n] = code[:2]
			}
		}
	}
	var lines [][]Point
	for n := range a.fine { // in one order
		if between[n] {
			lines = append(lines, a.arc(n, fine))
		}
	}
	return lines
}

// Bounds returns the box around counties: left, top, right and bottom, in tenths.
func (a *Atlas) Bounds(codes []string) (box [4]int) {
	first := true
	for _, code := range codes {
		for _, r := range a.shapes[code] {
			for _, n := range r {
				for _, p := range a.fine[max(n, ^n)] {
					if first {
						box, first = [4]int{p.X, p.Y, p.X, p.Y}, false
					}
					box = [4]int{min(box[0], p.X), min(box[1], p.Y), max(box[2], p.X), max(box[3], p.Y)}
				}
			}
		}
	}
	return box
}

// tolerance is how far, in tenths, a coarse line may lie from the fine one.
const tolerance = 6

// simpler leaves out the points of a line that lie near the one without them
// (Douglas and Peucker 1973). Its ends stay, so that lines still meet.
func simpler(line []Point) []Point {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	for stack := [][2]int{{0, len(line) - 1}}; len(stack) > 0; {
		from, to := stack[len(stack)-1][0], stack[len(stack)-1][1]
		stack = stack[:len(stack)-1]
		far, at := 0.0, 0
		for i := from + 1; i < to; i++ {
			if d := offLine(line[i], line[from], line[to]); d > far {
				far, at = d, i
			}
		}
		if far > tolerance {
			keep[at] = true
			stack = append(stack, [2]int{from, at}, [2]int{at, to})
		}
	}
	var out []Point
	for i, k := range keep {
		if k {
			out = append(out, line[i])
		}
	}
	return out
}

// offLine is how far a point lies from a line, or from its end where both ends are one.
func offLine(p, a, b Point) float64 {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	px, py := float64(p.X-a.X), float64(p.Y-a.Y)
	if dx == 0 && dy == 0 {
		return math.Hypot(px, py)
	}
	return math.Abs(px*dy-py*dx) / math.Hypot(dx, dy)
}
