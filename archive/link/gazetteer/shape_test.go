package gazetteer

import (
	"strings"
	"testing"
)

// TestEveryCountyHasAnOutline: but those of three territories, and of the codes
// that were retired for another on the same ground.
func TestEveryCountyHasAnOutline(t *testing.T) {
	a, g := LoadAtlas(), Load()
	points := 0
	var codes []string
	for _, e := range g.Counties("") {
		far := strings.HasPrefix(e.Code, "60") || strings.HasPrefix(e.Code, "66") || strings.HasPrefix(e.Code, "69")
		same := e.Code == "02270" || e.Code == "46113" || e.Code == "51515"
		if a.Has(e.Code) == (far || same) {
			t.Errorf("%s %s: on the map: %v", e.Code, e.Name, a.Has(e.Code))
		}
		for _, fine := range []bool{true, false} {
			for _, ring := range a.Outline(e.Code, fine) {
				points += len(ring)
				if fine && len(ring) > 0 && ring[0] != ring[len(ring)-1] {
					t.Errorf("%s: an outline is open", e.Code)
				}
			}
		}
		codes = append(codes, e.Code)
	}
	box := a.Bounds(codes)
	if box[0] < AtlasBox[0] || box[1] < AtlasBox[1] || box[2] > AtlasBox[2] || box[3] > AtlasBox[3] {
		t.Errorf("the map is %v", box)
	}
	if n := len(a.Borders(codes, false)); n < 300 {
		t.Errorf("%d lines between states", n)
	}
	if points < 50_000 {
		t.Errorf("%d points", points)
	}
}
