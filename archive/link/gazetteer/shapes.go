package gazetteer

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"sync"

	"readingroom/archive"
)

// Shapes are the outlines of the counties and states, projected into the frame.
// Two neighbours share one line, so that nothing gapes between them, however
// coarsely they are drawn.
type Shapes struct {
	arcs     [][]dot
	counties map[string][][][]int // polygons of rings of arcs; ^n is arc n backwards
	states   map[string][]int     // the arcs around a state, by its code
	between  []int                // the arcs between two states, and between a state and none
	codes    []string
}

// A dot is a point of the frame, in units of 1/grain.
type dot struct{ x, y int32 }

// grain is how many units of an arc's points make one of the frame.
const grain = 64

// Outlines returns the shapes, the same at every call.
var Outlines = sync.OnceValue(readShapes)

// Codes returns the codes of the counties that there are shapes of, in order.
func (s *Shapes) Codes() []string { return s.codes }

// County returns a county's outline as the data of an SVG path; "" where there is
// none, as of what lies outside the frame. Points that change it by less than
// tolerance, in units of the frame, are left out: 0.3 makes a map of the country
// of about 360 kB (90 packed), 0.02 does for a state that fills the page. Which
// counties there were on a day, Gazetteer.Counties tells.
func (s *Shapes) County(code string, tolerance float64) string {
	p := pen{tolerance: tolerance}
	for _, polygon := range s.counties[code] {
		for _, ring := range polygon {
			p.ring(s, ring)
		}
	}
	return string(p.path)
}

// State returns a state's outline, by its code or, where it has none of its own,
// "". It is to be stroked: it is made of lines, not of closed areas.
func (s *Shapes) State(code string, tolerance float64) string {
	return s.lines(s.states[code], tolerance)
}

// Borders returns the lines around all states, each once.
func (s *Shapes) Borders(tolerance float64) string { return s.lines(s.between, tolerance) }

func (s *Shapes) lines(arcs []int, tolerance float64) string {
	p := pen{tolerance: tolerance}
	for _, n := range arcs {
		p.move(p.simple(s.arcs[n]))
	}
	return string(p.path)
}

// Box returns the corners of the box around counties, or around a state by its
// code: x0, y0, x1, y1; false where there is no shape.
func (s *Shapes) Box(codes ...string) (box archive.Box, ok bool) {
	lowX, lowY, highX, highY := int32(math.MaxInt32), int32(math.MaxInt32), int32(math.MinInt32), int32(math.MinInt32)
	take := func(n int) {
		ok = true
		for _, d := range s.arcs[max(n, ^n)] {
			lowX, lowY, highX, highY = min(lowX, d.x), min(lowY, d.y), max(highX, d.x), max(highY, d.y)
		}
	}
	for _, c := range codes {
		for _, n := range s.states[c] {
			take(n)
		}
		for _, polygon := range s.counties[c] {
			for _, ring := range polygon {
				for _, n := range ring {
					take(n)
				}
			}
		}
	}
	if !ok {
		return box, false
	}
	return archive.Box{float64(lowX) / grain, float64(lowY) / grain, float64(highX) / grain, float64(highY) / grain}, true
}

// A pen writes the data of an SVG path.
type pen struct {
	tolerance float64
	path      []byte
	at        [2]int // in units of step
	dots      []dot
}

// step is the unit that coordinates are rounded to: a tenth of the frame's, or
// less where the tolerance is small.
func (p *pen) step() (units int, decimals int) {
	if p.tolerance < .1 {
		return 100, 2
	}
	return 10, 1
}

func (p *pen) ring(s *Shapes, arcs []int) {
	p.dots = p.dots[:0]
	for _, n := range arcs {
		line := p.simple(s.arcs[max(n, ^n)])
		for i := range line {
			d := line[i]
			if n < 0 {
				d = line[len(line)-1-i]
			}
			if i > 0 || len(p.dots) == 0 {
				p.dots = append(p.dots, d)
			}
		}
	}
	p.move(p.dots)
	if len(p.dots) > 0 {
		p.path = append(p.path, 'z')
	}
}

// move draws a line through points, from the first to the others: after the
// first step, those that follow need no letter.
func (p *pen) move(dots []dot) {
	units, decimals := p.step()
	command := "M"
	for i, d := range dots {
		x, y := int(math.Round(float64(d.x)*float64(units)/grain)), int(math.Round(float64(d.y)*float64(units)/grain))
		dx, dy := x-p.at[0], y-p.at[1]
		if i == 0 {
			dx, dy = x, y
		} else if dx == 0 && dy == 0 {
			continue
		}
		p.path = append(p.path, command...)
		p.coordinate(dx, units, decimals, command == "")
		p.coordinate(dy, units, decimals, true)
		switch command {
		case "M":
			command = "l"
		case "l":
			command = ""
		}
		p.at = [2]int{x, y}
	}
}

// coordinate writes a number, with a space before it where it needs one.
func (p *pen) coordinate(n, units, decimals int, spaced bool) {
	if spaced && n >= 0 {
		p.path = append(p.path, ' ')
	}
	if n < 0 {
		p.path = append(p.path, '-')
		n = -n
	}
	if n >= units || n == 0 {
		p.path = strconv.AppendInt(p.path, int64(n/units), 10)
	}
	if n %= units; n > 0 {
		p.path = append(p.path, '.')
		for range decimals {
			units /= 10
			p.path = append(p.path, '0'+byte(n/units))
			if n %= units; n == 0 {
				break
			}
		}
	}
}

// simple leaves out the points of an arc that lie near the line between others
// (Douglas and Peucker, 1973). The ends stay, and so neighbours stay together.
func (p *pen) simple(arc []dot) []dot {
	if p.tolerance <= 0 || len(arc) < 3 {
		return arc
	}
	keep := make([]bool, len(arc))
	keep[0], keep[len(arc)-1] = true, true
	if arc[0] == arc[len(arc)-1] { // an island: it must not become a line
		keep[len(arc)/3], keep[2*len(arc)/3] = true, true
	}
	first := 0
	for i := 1; i < len(arc); i++ {
		if keep[i] {
			split(arc, keep, first, i, p.tolerance*grain)
			first = i
		}
	}
	var kept []dot
	for i, d := range arc {
		if keep[i] {
			kept = append(kept, d)
		}
	}
	return kept
}

func split(arc []dot, keep []bool, a, b int, tolerance float64) {
	furthest, distance := 0, tolerance
	for i := a + 1; i < b; i++ {
		if d := fromLine(arc[i], arc[a], arc[b]); d > distance {
			furthest, distance = i, d
		}
	}
	if furthest > 0 {
		keep[furthest] = true
		split(arc, keep, a, furthest, tolerance)
		split(arc, keep, furthest, b, tolerance)
	}
}

func fromLine(p, a, b dot) float64 {
	px, py := float64(p.x-a.x), float64(p.y-a.y)
	bx, by := float64(b.x-a.x), float64(b.y-a.y)
	t := 0.0
	if l := bx*bx + by*by; l > 0 {
		t = max(0, min(1, (px*bx+py*by)/l))
	}
	return math.Hypot(px-t*bx, py-t*by)
}

// readShapes reads what the generator wrote: numbers, as binary.AppendVarint does.
func readShapes() *Shapes {
	r := bytes.NewReader(unpack("shapes.bin.gz"))
	number := func() int {
		n, err := binary.ReadVarint(r)
		if err != nil {
			panic(err) // embedded
		}
		return int(n)
	}
	s := &Shapes{counties: map[string][][][]int{}, states: map[string][]int{}}
	s.arcs = make([][]dot, number())
	old := number() // the first arc that is of the counties of before only
	for i := range s.arcs {
		arc := make([]dot, number())
		var at dot
		for k := range arc {
			at.x += int32(number())
			at.y += int32(number())
			arc[k] = at
		}
		s.arcs[i] = arc
	}
	holders := map[int][]string{} // of an arc, the states; twice the same within one
	for range number() {
		code := fmt.Sprintf("%05d", number())
		polygons := make([][][]int, number())
		for i := range polygons {
			polygons[i] = make([][]int, number())
			for k := range polygons[i] {
				ring := make([]int, number())
				for n := range ring {
					ring[n] = number()
					holders[max(ring[n], ^ring[n])] = append(holders[max(ring[n], ^ring[n])], code[:2])
				}
				polygons[i][k] = ring
			}
		}
		s.counties[code] = polygons
		s.codes = append(s.codes, code)
	}
	for n := range s.arcs {
		of := holders[n]
		if len(of) == 0 || len(of) > 1 && of[0] == of[1] || n >= old {
			continue
		}
		for _, state := range of {
			s.states[state] = append(s.states[state], n)
		}
		s.between = append(s.between, n)
	}
	for _, c := range [][2]string{{"02270", "02158"}, {"46113", "46102"}} { // renamed, and the same
		s.counties[c[0]] = s.counties[c[1]]
	}
	return s
}
