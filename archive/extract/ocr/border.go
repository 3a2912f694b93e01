package ocr

// trim takes away the black rim that a scanner's lid leaves around a sheet:
// what is dark all over and hangs together with the edge of the picture.
func (s *sheet) trim() {
	side := s.dots(.04)
	gw, gh := (s.w+side-1)/side, (s.h+side-1)/side
	rim := make([]bool, gw*gh)
	var queue []int
	visit := func(x, y int) {
		if x >= 0 && y >= 0 && x < gw && y < gh && !rim[y*gw+x] && s.mean(x*side, y*side, side) < dark {
			rim[y*gw+x] = true
			queue = append(queue, y*gw+x)
		}
	}
	for x := range gw {
		visit(x, 0)
		visit(x, gh-1)
	}
	for y := range gh {
		visit(0, y)
		visit(gw-1, y)
	}
	for len(queue) > 0 {
		i := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		x, y := i%gw, i/gw
		visit(x-1, y)
		visit(x+1, y)
		visit(x, y-1)
		visit(x, y+1)
	}
	dark := 0
	for _, r := range rim {
		if r {
			dark++
		}
	}
	if 2*dark > len(rim) { // the page itself is dark
		return
	}
	for i, r := range rim {
		if !r {
			continue
		}
		// With half a tile more: it ends between tiles.
		x0, y0 := i%gw*side, i/gw*side
		for y := max(0, y0-side); y < min(s.h, y0+2*side); y++ {
			row := s.row(y)[max(0, x0-side):min(s.w, x0+2*side)]
			for x := range row {
				row[x] = 255
			}
		}
	}
}

// mean returns how bright a tile is.
func (s *sheet) mean(x0, y0, side int) int {
	sum, n := 0, 0
	for y := y0; y < min(s.h, y0+side); y++ {
		for _, v := range s.row(y)[x0:min(s.w, x0+side)] {
			sum += int(v)
			n++
		}
	}
	return sum / max(n, 1)
}

// flatten makes what is white on black black on white, and takes shades away
// from under letters.
func (s *sheet) flatten(patches []patch) {
	for _, p := range patches {
		for y := p.y0; y < p.y1; y++ {
			row := s.row(y)[p.x0:p.x1]
			for x, v := range row {
				if p.level < dark {
					row[x] = 255 - v
				} else {
					row[x] = uint8(min(255, int(v)*255/int(p.level)))
				}
			}
		}
	}
}
