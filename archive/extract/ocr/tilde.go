package ocr

import (
	"slices"
	"strings"
)

// A tilde stands above a letter. Tesseract's English knows none and makes other
// letters of it ("Dofia" of "Doña"), so that tildes are lifted off the sheet
// before it reads and set on their letters after. Other accents are read as if
// they were not there.
type tilde struct{ mark, letter blob }

// lift wipes out the tildes of a sheet and returns them.
func (s *sheet) lift() []tilde {
	all := s.blobs(dark)
	heights := s.heights(all)
	tile := s.dots(.1)
	flat := map[[2]int][]blob{} // what may be one, by the tile that it stands in
	for _, b := range all {
		high, w, h := heights(&b), float64(b.x1-b.x0), float64(b.y1-b.y0)
		if h >= 2 && w >= 1.7*h && w >= .4*high && w <= high && h <= .35*high && float64(b.area) >= .02*high*high {
			k := [2]int{(b.x0 + b.x1) / 2 / tile, b.y1 / tile}
			flat[k] = append(flat[k], b)
		}
	}
	if len(flat) == 0 {
		return nil
	}
	var out []tilde
	for _, l := range all {
		high, w, h := heights(&l), float64(l.x1-l.x0), float64(l.y1-l.y0)
		if h < .7*high || h > 1.6*high || w < .45*high || w > 1.6*high {
			continue
		}
		far := int(.3*high + .5)
		for x := l.x0 / tile; x <= l.x1/tile; x++ {
			for y := max(0, l.y0-far) / tile; y <= l.y0/tile; y++ {
				for _, m := range flat[[2]int{x, y}] {
					if m.y1 <= l.y0 && l.y0-m.y1 <= far && m.x0 >= l.x0-2 && m.x1 <= l.x1+2 && s.waves(m) {
						out = append(out, tilde{m, l})
					}
				}
			}
		}
	}
	for i := range out {
		s.take(&out[i].mark)
	}
	return out
}

// waves reports whether a mark goes up on its left half and down on its right,
// against a line through its middle: a stroke is level or leans.
func (s *sheet) waves(b blob) bool {
	middle := func(x0, x1 int) float64 {
		sum, n := 0, 0
		for y := b.y0; y < b.y1; y++ {
			for x := x0; x < x1; x++ {
				v := 255 - int(s.pix[y*s.w+x])
				sum, n = sum+v*y, n+v
			}
		}
		return float64(sum) / float64(max(1, n))
	}
	q := (b.x1 - b.x0) / 4
	if q == 0 {
		return false
	}
	mid := (b.x0 + b.x1) / 2
	return middle(b.x0+q, mid) < middle(mid, b.x1-q)
}

// setTildes puts tildes on the letters that they stood above: on n, and on a
// and o where Portuguese has them (São, João, Simões).
func setTildes(words []word, parts [][]blob, tildes []tilde) {
	for _, t := range tildes {
		x, y := (t.letter.x0+t.letter.x1)/2, (t.letter.y0+t.letter.y1)/2
		i := slices.IndexFunc(words, func(w word) bool { return w.x0-1 <= x && x <= w.x1+1 && w.y0-1 <= y && y <= w.y1+1 })
		if i < 0 {
			continue
		}
		w := &words[i]
		runes := []rune(w.text)
		at := len(runes) * (x - w.x0) / max(1, w.x1-w.x0)
		if len(parts[i]) == len(runes) {
			at = slices.IndexFunc(parts[i], func(b blob) bool { return b.x0 <= x && x < b.x1 })
		}
		for _, k := range []int{at, at - 1, at + 1} {
			if with := tilded(runes, k); with != 0 {
				runes[k] = with
				w.text = string(runes)
				w.y0 = min(w.y0, t.mark.y0)
				break
			}
		}
	}
}

// tilded returns the letter at k of a word with a tilde; 0 where none can be.
func tilded(word []rune, k int) rune {
	if k < 0 || k >= len(word) {
		return 0
	}
	next := ' '
	if k+1 < len(word) {
		next = word[k+1]
	}
	switch r := word[k]; {
	case r == 'n':
		return 'ñ'
	case r == 'N':
		return 'Ñ'
	case r == 'a' && strings.ContainsRune("oes ", next):
		return 'ã'
	case r == 'A' && strings.ContainsRune("OES ", next):
		return 'Ã'
	case r == 'o' && next == 'e':
		return 'õ'
	case r == 'O' && next == 'E':
		return 'Õ'
	}
	return 0
}
