package main

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"

	"readingroom/archive/link/gazetteer"
)

// grain is how many units of a point make one of the frame.
const grain = 64

// An atlas gathers the arcs and the shapes that are written.
type atlas struct {
	arcs   [][][2]int
	shapes []shape
}

type shape struct {
	code     int
	polygons [][][]int
}

// readShapes writes the outlines of the counties, projected: how many arcs, the
// first of before 2023 among them, each arc as a count and the steps from one
// point to the next; how many shapes, each as its code, polygons, rings and arcs.
func readShapes(s sources) ([]byte, error) {
	now, err := s.topology("atlas2023")
	if err != nil {
		return nil, err
	}
	before, err := s.topology("atlas2017")
	if err != nil {
		return nil, err
	}
	var a atlas
	has := map[string]bool{}
	for _, o := range now.counties {
		has[o.code] = true
	}
	a.take(now, func(string) bool { return true })
	old := len(a.arcs)
	a.take(before, func(code string) bool { return !has[code] })
	slices.SortStableFunc(a.shapes, func(x, y shape) int { return x.code - y.code })

	var b []byte
	number := func(n int) { b = binary.AppendVarint(b, int64(n)) }
	number(len(a.arcs))
	number(old)
	for _, arc := range a.arcs {
		number(len(arc))
		at := [2]int{}
		for _, p := range arc {
			number(p[0] - at[0])
			number(p[1] - at[1])
			at = p
		}
	}
	number(len(a.shapes))
	for _, o := range a.shapes {
		number(o.code)
		number(len(o.polygons))
		for _, rings := range o.polygons {
			number(len(rings))
			for _, ring := range rings {
				number(len(ring))
				for _, n := range ring {
					number(n)
				}
			}
		}
	}
	return b, nil
}

// take projects the counties that are wanted. A ring that leaves the frame, as
// of Guam, is left out.
func (a *atlas) take(t *topology, wanted func(code string) bool) {
	number := map[int]int{} // of an arc here, by that of the topology
	for _, o := range t.counties {
		code, err := strconv.Atoi(o.code)
		if err != nil || !wanted(o.code) {
			continue
		}
		s := shape{code: code}
		for _, polygon := range o.polygons {
			if !inFrame(t, polygon) {
				continue
			}
			rings := make([][]int, len(polygon))
			for i, ring := range polygon {
				for _, n := range ring {
					k, ok := number[max(n, ^n)]
					if !ok {
						k = len(a.arcs)
						number[max(n, ^n)] = k
						a.arcs = append(a.arcs, project(t.arcs[max(n, ^n)]))
					}
					if n < 0 {
						k = ^k
					}
					rings[i] = append(rings[i], k)
				}
			}
			s.polygons = append(s.polygons, rings)
		}
		if len(s.polygons) > 0 {
			a.shapes = append(a.shapes, s)
		}
	}
}

func inFrame(t *topology, polygon [][]int) bool {
	for _, ring := range polygon {
		for _, p := range t.ring(ring) {
			if _, _, ok := gazetteer.Project(p.y, p.x); !ok {
				return false
			}
		}
	}
	return true
}

func project(arc []point) [][2]int {
	var line [][2]int
	for _, p := range arc {
		x, y, _ := gazetteer.Project(p.y, p.x)
		d := [2]int{int(math.Round(x * grain)), int(math.Round(y * grain))}
		if len(line) == 0 || d != line[len(line)-1] {
			line = append(line, d)
		}
	}
	if len(line) == 1 {
		line = append(line, line[0])
	}
	return line
}
