package ocr

// atReadableSize returns the sheet with as many dots to an inch as Tesseract
// reads best and fast: 150 to 400.
func (s *sheet) atReadableSize() *sheet {
	if n := int(s.dpi / 200); n >= 2 {
		return s.reduced(n)
	}
	if s.dpi < 140 && s.w*s.h < maxDots/8 {
		return s.scaled(min(3, 200/s.dpi))
	}
	return s
}

// reduced returns the sheet with each square of dots made one.
func (s *sheet) reduced(n int) *sheet {
	out := newSheet(max(1, s.w/n), max(1, s.h/n), s.dpi/float64(n))
	sums := make([]int, out.w)
	for y := range out.h {
		clear(sums)
		for k := range min(n, s.h) {
			row := s.row(y*n + k)
			for x := range sums {
				for _, v := range row[x*n : min(s.w, x*n+n)] {
					sums[x] += int(v)
				}
			}
		}
		row := out.row(y)
		for x, sum := range sums {
			row[x] = uint8(sum / (n * n))
		}
	}
	return out
}

// scaled returns the sheet enlarged by a factor.
func (s *sheet) scaled(f float64) *sheet {
	out := newSheet(int(float64(s.w)*f), int(float64(s.h)*f), s.dpi*f)
	step := int(65536/f + .5)
	for y := range out.h {
		fy := (2*y+1)*step/2 - 1<<15
		row := out.row(y)
		for x := range row {
			fx := (2*x+1)*step/2 - 1<<15
			ix, iy := fx>>16, fy>>16
			if ix >= 1 && iy >= 1 && ix+2 < s.w && iy+2 < s.h {
				row[x] = s.cubic(ix, iy, fx>>10&63, fy>>10&63)
			}
		}
	}
	return out
}

// soft returns the sheet with each dot drawn towards its four neighbours, the
// more the less it weighs against them: of hard and ragged edges Tesseract makes
// other letters.
func (s *sheet) soft(weight int) *sheet {
	out := s.clone()
	for y := 1; y+1 < s.h; y++ {
		above, here, below := s.row(y-1), s.row(y), s.row(y+1)
		row := out.row(y)
		for x := 1; x+1 < s.w; x++ {
			around := int(above[x]) + int(below[x]) + int(here[x-1]) + int(here[x+1])
			row[x] = uint8((around + weight*int(here[x]) + weight/2 + 2) / (weight + 4))
		}
	}
	return out
}

// hard reports whether the sheet is black and white, with next to no gray
// between: what a fax or an office scanner makes.
func (s *sheet) hard() bool {
	ink, between := 0, 0
	for _, v := range s.pix {
		if v < 224 {
			ink++
			if v > 31 {
				between++
			}
		}
	}
	return 20*between < ink
}
