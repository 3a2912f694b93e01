package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// readShapes writes the outlines of counties on the plane of a map of the United
// States, 975 wide and 610 high, with Alaska and Hawaii below the southwest as
// us-atlas has them, and Puerto Rico and the Virgin Islands below Florida. The
// other territories lie too far away. In varints, all of them zigzag:
//
//	the number of arcs; of each the number of points, and the points in tenths,
//	each as its distance from the one before
//	the number of counties; of each its code as a number, the number of its
//	rings; of each the number of arcs and the arcs, ^n for n backwards
func readShapes(s sources) ([]byte, error) {
	w := &shapes{}
	now, err := s.albers("atlas2023")
	if err != nil {
		return nil, err
	}
	w.add(now, func(string) bool { return true }, func(p point) point { return p })
	before, err := s.albers("atlas2017")
	if err != nil {
		return nil, err
	}
	was := func(code string) bool { return code[:2] == "09" || code == "02261" }
	w.add(before, was, func(p point) point { return p })
	world, err := s.topology("atlas2023")
	if err != nil {
		return nil, err
	}
	islands := func(code string) bool { return code[:2] == "72" || code[:2] == "78" }
	w.add(world, islands, func(p point) point {
		return point{820 + (p.x+67.4)*40*math.Cos(18.2*math.Pi/180), 575 + (18.6-p.y)*40}
	})
	return w.bytes(), nil
}

// albers is a topology that is projected already.
func (s sources) albers(pkg string) (*topology, error) {
	b, err := s.file(pkg, "counties-albers-10m.json")
	if err != nil {
		return nil, err
	}
	return parseTopology(b)
}

type shapes struct {
	arcs  [][][2]int
	of    []shape
	known map[string]bool
}

type shape struct {
	code  int
	rings [][]int
}

// add takes the counties that are wanted and are not there yet.
func (w *shapes) add(t *topology, wanted func(code string) bool, project func(point) point) {
	if w.known == nil {
		w.known = map[string]bool{}
	}
	number := map[int]int{} // of the arcs taken
	take := func(n int) int {
		i := max(n, ^n)
		if _, ok := number[i]; !ok {
			var arc [][2]int
			for _, p := range t.arcs[i] {
				q := project(p)
				at := [2]int{int(math.Round(q.x * 10)), int(math.Round(q.y * 10))}
				if len(arc) == 0 || arc[len(arc)-1] != at {
					arc = append(arc, at)
				}
			}
			number[i] = len(w.arcs)
			w.arcs = append(w.arcs, arc)
		}
		if n < 0 {
			return ^number[i]
		}
		return number[i]
	}
	for _, o := range t.counties {
		if w.known[o.code] || !wanted(o.code) {
			continue
		}
		var code int
		if _, err := fmt.Sscanf(o.code, "%d", &code); err != nil {
			continue
		}
		sh := shape{code: code}
		for _, polygon := range o.polygons {
			for _, ring := range polygon {
				var arcs []int
				for _, n := range ring {
					arcs = append(arcs, take(n))
				}
				sh.rings = append(sh.rings, arcs)
			}
		}
		if len(sh.rings) > 0 {
			w.of, w.known[o.code] = append(w.of, sh), true
		}
	}
}

func (w *shapes) bytes() []byte {
	slices.SortFunc(w.of, func(a, b shape) int { return a.code - b.code })
	var b []byte
	put := func(n int) { b = binary.AppendVarint(b, int64(n)) }
	put(len(w.arcs))
	for _, arc := range w.arcs {
		put(len(arc))
		x, y := 0, 0
		for _, p := range arc {
			put(p[0] - x)
			put(p[1] - y)
			x, y = p[0], p[1]
		}
	}
	put(len(w.of))
	for _, s := range w.of {
		put(s.code)
		put(len(s.rings))
		for _, r := range s.rings {
			put(len(r))
			for _, n := range r {
				put(n)
			}
		}
	}
	return b
}
