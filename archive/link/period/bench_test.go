package period

import (
	"strings"
	"testing"
)

// BenchmarkRow reads a row of a facility and twelve months.
func BenchmarkRow(b *testing.B) {
	cells := strings.Split("Hennepin County Jail|A|1|0|3|4|5|6|7|8|9|10|11|12", "|")
	t := NewTable(Context{}, Labels{}, strings.Split("Facility|Type|"+yearMonths, "|"), "Detainers 2016")
	b.ReportAllocs()
	for b.Loop() {
		t.Row(nil, cells, nil)
	}
}
