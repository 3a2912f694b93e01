package ocr

import (
	"context"
	"slices"

	"readingroom/archive/extract/pdf/mark"
)

// doubtful is below which the confidence of a word is too low to go by one
// reading: of words that Tesseract is surer of, next to all are right.
const doubtful = 93

// enlarged are the sizes, of that of the sheet, at which doubtful words are
// read again. Small dots more or less make other letters at other sizes; what
// stands there reads the same.
var enlarged = []float64{1.5, 2}

// readAgain has Tesseract read the doubtful words again at other sizes, within
// the words around them, and keeps for each what most readings say. Figures
// that the readings do not agree on are marked as unsure.
func (r Reader) readAgain(ctx context.Context, s *sheet, words []word) error {
	strips := doubts(words)
	if len(strips) == 0 || len(strips) > mostStrips {
		return nil
	}
	small, strips := s.montage(strips)
	readings := make([][]word, len(enlarged))
	for i, f := range enlarged {
		again, err := r.recognize(ctx, small.scaled(f), oneBlock)
		if err != nil {
			return err
		}
		for k := range again {
			again[k].shrink(f)
		}
		readings[i] = again
	}
	known := vocabulary(words)
	for _, t := range strips {
		for _, i := range t.of {
			if words[i].confidence < doubtful {
				t.vote(&words[i], readings, known)
			}
		}
	}
	return nil
}

// apart leaves of two words that lie over each other the surer one, which is
// then doubtful and takes the place of both.
func apart(words []word) []word {
	drop := make([]bool, len(words))
	for i := range words {
		for k := i + 1; k < len(words) && k < i+40; k++ {
			a, b := &words[i], &words[k]
			if drop[i] || drop[k] || !a.overlaps(*b) {
				continue
			}
			if letters(a.text)*a.confidence < letters(b.text)*b.confidence {
				a, b = b, a
				drop[i] = true
			} else {
				drop[k] = true
			}
			a.x0, a.y0, a.x1, a.y1 = min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1)
			a.confidence = 1
		}
	}
	out := words[:0]
	for i, w := range words {
		if !drop[i] {
			out = append(out, w)
		}
	}
	return out
}

func (w *word) shrink(f float64) {
	w.x0, w.y0 = int(float64(w.x0)/f), int(float64(w.y0)/f)
	w.x1, w.y1 = int(float64(w.x1)/f+.5), int(float64(w.y1)/f+.5)
}

// doubts returns the parts of lines that doubtful words stand in: as far as no
// wider gap parts them.
func doubts(words []word) []strip {
	var out []strip
	for first := 0; first < len(words); {
		t := strip{x0: words[first].x0, y0: words[first].y0, x1: words[first].x1, y1: words[first].y1}
		least, i := 100, first
		for ; i < len(words); i++ {
			w := words[i]
			if high := max(t.y1-t.y0, w.y1-w.y0); i > first && (w.line != words[first].line || w.x0-t.x1 > high*3/2 || w.x0 < t.x1-high) {
				break
			}
			t.x0, t.y0, t.x1, t.y1 = min(t.x0, w.x0), min(t.y0, w.y0), max(t.x1, w.x1), max(t.y1, w.y1)
			t.of = append(t.of, i)
			if letters(w.text) > 0 {
				least = min(least, w.confidence)
			}
		}
		if least < doubtful {
			out = append(out, t)
		}
		first = i
	}
	return out
}

// vocabulary counts the words of a page that were read surely, or twice.
func vocabulary(words []word) map[string]int {
	out, seen := map[string]int{}, map[string]int{}
	for _, w := range words {
		text := inner(w.text)
		if seen[text]++; w.confidence >= settled || seen[text] == 2 {
			out[text]++
		}
	}
	return out
}

// vote gives a word of the strip what most readings say of it. A word that the
// page has elsewhere counts as two more.
func (t strip) vote(w *word, readings [][]word, known map[string]int) {
	dx, dy := t.left-t.x0, t.at-t.y0
	at := *w
	at.x0, at.x1, at.y0, at.y1 = w.x0+dx, w.x1+dx, w.y0+dy, w.y1+dy
	votes := []word{*w}
	for _, again := range readings {
		i := slices.IndexFunc(again, func(o word) bool { return o.covers(at) })
		if i >= 0 {
			votes = append(votes, again[i])
		}
	}
	if len(votes) < 2 {
		return
	}
	best, most, sum := 0, 0, 0
	for i, v := range votes {
		n, of := 0, 0
		for _, o := range votes {
			if o.text == v.text {
				n++
				of += o.confidence
			}
		}
		of /= n
		if figures(v.text) == 0 && len(v.text) > 3 && known[inner(v.text)] > 0 {
			n += 2
		}
		if n > most || n == most && of > sum {
			best, most, sum = i, n, of
		}
	}
	w.text = votes[best].text
	w.confidence = sum
	if most == 1 && figures(w.text) > 0 {
		w.confidence = min(w.confidence, mark.Sure-1)
	}
}

// covers reports whether two words stand on the same place, from end to end.
func (w word) covers(o word) bool {
	slack := max(3, (o.y1-o.y0)/3)
	return abs(w.x0-o.x0) <= slack && abs(w.x1-o.x1) <= slack && min(w.y1, o.y1) > max(w.y0, o.y0)
}

func abs(n int) int { return max(n, -n) }

func figures(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}
