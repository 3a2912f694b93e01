package table

import (
	"strings"
	"testing"
)

func TestMisread(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want bool
	}{
		{"Facility|Citizenship|Notable Criminal Activity", "Facility|Citizenship|Notable Criminat Activity", true},
		{"Jurisdiction (AOR)|Policy", "jurisdiction (AOR)|Poticy", true},
		{"Jurisdiction (AOR)|Policy", "Jurisdiction (AOR)", false},
		{"FY2016|FY2017", "FY2016|FY2018", false},
		{"Male|Total", "Female|Total", false},
		{"|", "|", true},
	} {
		if got := misread(strings.Split(tc.a, "|"), strings.Split(tc.b, "|")); got != tc.want {
			t.Errorf("%q and %q: %v", tc.a, tc.b, got)
		}
	}
}
