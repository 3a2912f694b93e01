package archive

import (
	"fmt"
	"strings"
)

// A Place is a place in an item of the archive, the shortest form of a
// citation: "2026-017-0003:p12:t2:r5", or "2026-017-0003" for the whole of it.
type Place struct {
	Item    string // its number
	Locator Locator
}

// String prints the place so that ParsePlace reads it back. The zero Place
// prints as "".
func (p Place) String() string {
	if p.Locator.IsZero() {
		return p.Item
	}
	return p.Item + ":" + p.Locator.String()
}

// ParsePlace reads what String prints.
func ParsePlace(s string) (Place, error) {
	item, place, _ := strings.Cut(s, ":")
	if !IsItemNumber(item) {
		return Place{}, fmt.Errorf("place %q: want one such as 2026-017-0003:p12: %w", s, ErrInvalid)
	}
	l, err := ParseLocator(place)
	return Place{item, l}, err
}

// MarshalText prints the place in JSON.
func (p Place) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads it again; "" is the zero Place.
func (p *Place) UnmarshalText(b []byte) (err error) {
	if *p = (Place{}); len(b) > 0 {
		*p, err = ParsePlace(string(b))
	}
	return err
}
