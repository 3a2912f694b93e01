package foia

import (
	"fmt"
	"regexp"
)

// Number prints the number of a request as people write it: the year it was
// filed in and a serial of at least three digits, "R2017-003".
func Number(year, serial int) string { return fmt.Sprintf("R%04d-%03d", year, serial) }

var number = regexp.MustCompile(`^R\d{4}-\d{3,}$`)

// IsNumber reports whether s has the form of a request's number.
func IsNumber(s string) bool { return number.MatchString(s) }
