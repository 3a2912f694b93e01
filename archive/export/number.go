package export

import (
	"regexp"
	"strconv"
	"strings"
)

// plainNumber is a number as a spreadsheet shows it with some format of its own:
// no zero before it, its thousands all parted or none.
var plainNumber = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?%?$`)

// A spreadsheet keeps fifteen digits of a number, and has room for thirty after
// the point.
const (
	numberDigits   = 15
	numberDecimals = 10
)

// number reads a cell that is a number, and returns the spreadsheet's format
// ("0.00", "#,##0") in which it prints as it stands in the cell. ok is false
// where there is none: 007, 1e5, (12), 4-5 and $3 stay texts.
func number(cell string) (v float64, format string, ok bool) {
	if len(cell) > 40 || !plainNumber.MatchString(cell) || cell == "-0" {
		return 0, "", false
	}
	digits, percent := strings.CutSuffix(cell, "%")
	whole, decimals, _ := strings.Cut(strings.TrimPrefix(digits, "-"), ".")
	bare := strings.ReplaceAll(whole, ",", "")
	if len(bare)+len(decimals) > numberDigits || len(decimals) > numberDecimals {
		return 0, "", false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(digits, ",", ""), 64)
	if err != nil || v == 0 && cell[0] == '-' { // shown without its sign
		return 0, "", false
	}
	format = "0"
	if bare != whole {
		format = "#,##0"
	}
	if decimals != "" {
		format += "." + strings.Repeat("0", len(decimals))
	}
	if percent {
		format, v = format+"%", v/100
	}
	return v, format, true
}
