package layout

import (
	"math"
	"slices"
	"strconv"
)

const minNumbered = 15 // lines of a page whose lines are numbered in the margin

// lineNumbers takes out the numbers that stand in the margin of pleadings and
// transcripts, from 1 on, one a line and evenly down the page: they part
// sentences of the text. Both are nil where there are none. Words come by row.
func lineNumbers(words []*word) (body, numbers []*word) {
	if len(words) < 2*minNumbered {
		return nil, nil
	}
	gapped, others := 0, 0 // rows with white inside, rows with more than the number
	end := 0.0
	for i := 0; i < len(words); {
		first, row, wide := i, words[i].row, false
		for ; i < len(words) && words[i].row == row; i++ {
			if i > first+1 && words[i].x0-words[i-1].x1 > 1.5*words[i].size {
				wide = true
			}
		}
		if i-first > 1 {
			others++
		}
		if wide {
			gapped++
		}
		w := words[first]
		if w.text == strconv.Itoa(len(numbers)+1) && (len(numbers) == 0 || under(numbers[0], w)) {
			numbers = append(numbers, w)
			end = max(end, w.x1)
		}
	}
	if len(numbers) < minNumbered || 5*gapped > 2*others || !even(numbers) {
		return nil, nil
	}
	k := 0
	for _, w := range words {
		switch {
		case k < len(numbers) && w == numbers[k]:
			k++
		case w.x0 < end && w.row >= numbers[0].row && w.row <= numbers[len(numbers)-1].row:
			return nil, nil
		default:
			body = append(body, w)
		}
	}
	return body, numbers
}

// under reports whether b stands under a, flush with it on one side.
func under(a, b *word) bool {
	return math.Abs(a.x0-b.x0) < .5*a.size || math.Abs(a.x1-b.x1) < .5*a.size
}

// even reports whether words stand one under the other in about equal steps.
func even(words []*word) bool {
	steps := make([]float64, len(words)-1)
	for i := range steps {
		steps[i] = words[i+1].base - words[i].base
	}
	sorted := slices.Sorted(slices.Values(steps))
	usual := sorted[len(sorted)/2]
	odd := 0
	for _, s := range steps {
		if math.Abs(s-usual) > .15*usual {
			odd++
		}
	}
	return 5*odd <= len(steps)
}
