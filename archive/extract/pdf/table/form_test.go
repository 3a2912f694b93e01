package table

import (
	"testing"

	"readingroom/archive/extract/pdf/layout"
)

// What is drawn like a table and is none.
func TestNoTable(t *testing.T) {
	for _, tc := range []struct{ name, art string }{
		{"boxes to be filled in", `
+-----------------------+-----------------------+
| 1. Name of requester  | 2. Date of request    |
|                       |                       |
|                       |                       |
+-----------------------+-----------------------+
| 3. Mailing address    | 4. Telephone          |
|                       |                       |
|                       |                       |
+-----------------------+-----------------------+
| 5. Records sought     | 6. Fee category       |
|                       |                       |
|                       |                       |
+-----------------------+-----------------------+
`},
		{"labels that ask", `
+-----------------------+-----------------------+
| Name:                 |                       |
+-----------------------+-----------------------+
| Address: ____________ |                       |
+-----------------------+-----------------------+
| City:                 | State:                |
+-----------------------+-----------------------+
| Signature:            | Date:                 |
+-----------------------+-----------------------+
`},
		{"steps of a procedure, tied by lines", `
+-----------+       +-----------+
| Request   |       | Referral  |
| received  +-------+ to agency |
+-----+-----+       +-----+-----+
      |                   |
      |                   |
+-----+-----+       +-----+-----+
| Search    +-------+ Review    |
| for files |       | of pages  |
+-----------+       +-----------+
`},
		{"bars over their axis", `
2001       30.5        49.0             20.4
2005       29.7        48.6             21.7
2010       28.7        46.3             25.0
2015       27.2        45.0             27.8
    0%   20%   40%   60%   80%   100%  120%
`},
	} {
		p := drawn(tc.art)
		for _, x := range Find(p, layout.Of(p)) {
			t.Errorf("%s: a table of confidence %v\n%s", tc.name, x.Confidence, shown(x))
		}
	}
}

// A table read from a picture is believed as far as its words are.
func TestUnsure(t *testing.T) {
	for _, tc := range []struct{ confidence, want int }{{0, 1}, {90, 1}, {40, 0}} {
		for _, art := range []string{ruledArt, whiteArt} {
			p := drawn(art)
			for i := range p.Glyphs {
				p.Glyphs[i].Confidence = tc.confidence
			}
			if found := Find(p, layout.Of(p)); len(found) != tc.want {
				t.Errorf("words of confidence %d: %d tables, want %d", tc.confidence, len(found), tc.want)
			}
		}
	}
}
