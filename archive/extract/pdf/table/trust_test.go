package table

import (
	"testing"

	"readingroom/archive/extract/pdf/layout"
)

// A table is believed more the better its columns hold together.
func TestConfidence(t *testing.T) {
	for _, tc := range []struct {
		name, art   string
		least, most float64
	}{
		{"drawn", ruledArt, .9, .98},
		{"numbers in columns", whiteArt, .9, .98},
		{"texts alone, no line", `
Date        Office            Subject
May 1       Director          All records
May 20      Field office      Travel
June 11     General Counsel   The memo
June 30     Public Affairs    Releases
`, .5, .75},
		{"few cells, and numbers that share no edge", `
Opened      12               of 30
Closed in         9     by May
Kept           4        all
Sent   7                none
`, .05, .75},
	} {
		p := drawn(tc.art)
		for _, x := range Find(p, layout.Of(p)) {
			if x.Confidence < tc.least || x.Confidence > tc.most {
				t.Errorf("%s: confidence %v, not from %v to %v\n%s", tc.name, x.Confidence, tc.least, tc.most, shown(x))
			}
		}
	}
}

// A table whose words were read from a picture is believed as far as they are.
func TestDoubtfulWords(t *testing.T) {
	p := drawn(ruledArt)
	sure := Find(p, layout.Of(p))[0].Confidence
	for i := range p.Glyphs {
		if p.Glyphs[i].Confidence = 90; i%len("abcdefghi") == 0 {
			p.Glyphs[i].Confidence = 50
		}
	}
	if found := Find(p, layout.Of(p)); len(found) == 1 && found[0].Confidence >= sure {
		t.Errorf("confidence %v, as if all words were sure", found[0].Confidence)
	}
}
