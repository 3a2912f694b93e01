package archive

import (
	"fmt"
	"regexp"
	"strconv"
)

// AccessionNumber prints the number of an accession as people write it:
// the year of intake and a serial of at least three digits, "2026-017".
func AccessionNumber(year, serial int) string { return fmt.Sprintf("%04d-%03d", year, serial) }

// ItemNumber prints the number of an item: its accession's number and a
// serial of at least four digits, "2026-017-0003". Numbers are never reused.
func ItemNumber(accession string, serial int) string {
	return fmt.Sprintf("%s-%04d", accession, serial)
}

var (
	accessionNumber = regexp.MustCompile(`^(\d{4})-(\d{3,})$`)
	itemNumber      = regexp.MustCompile(`^\d{4}-\d{3,}-\d{4,}$`)
)

// ParseAccessionNumber is the inverse of AccessionNumber.
func ParseAccessionNumber(s string) (year, serial int, err error) {
	m := accessionNumber.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, fmt.Errorf("accession number %q: want one like 2026-017: %w", s, ErrInvalid)
	}
	year, _ = strconv.Atoi(m[1])
	if serial, err = strconv.Atoi(m[2]); err != nil {
		return 0, 0, fmt.Errorf("accession number %q: %w", s, ErrInvalid)
	}
	return year, serial, nil
}

// IsItemNumber reports whether s has the form of an item number.
func IsItemNumber(s string) bool { return itemNumber.MatchString(s) }
