package search

import (
	"bytes"
	"strconv"

	"readingroom/archive"
)

// A kind of place: each has an index of its own, so that the shortness of rows
// does not spoil the weights of pages, and one can be searched without the others.
type kind uint8

const (
	items kind = iota
	pages
	rows
	kinds
)

var kindNames = [kinds]string{"item", "page", "row"}

func (k kind) String() string { return kindNames[k] }

// A place is a page or a row within an item: the page's number, or the table's
// number above the row's. It sorts in the order of the document.
type place uint64

const rowBits = 40

func pagePlace(n int) place       { return place(n) }
func rowPlace(table, n int) place { return place(table)<<rowBits | place(n) }
func (p place) table() int        { return int(p >> rowBits) }
func (p place) number() int       { return int(p & (1<<rowBits - 1)) }

// id is the key of a place in its index, such as 2026-017-0003/p12 or
// 2026-017-0003/t2r14.
func (p place) id(item string) string {
	if p.table() == 0 {
		return item + "/p" + strconv.Itoa(p.number())
	}
	return item + "/t" + strconv.Itoa(p.table()) + "r" + strconv.Itoa(p.number())
}

// splitID is the inverse of id.
func splitID(id []byte) (item []byte, p place) {
	i := bytes.IndexByte(id, '/')
	if i < 0 || i+1 == len(id) {
		return id, 0
	}
	table, n := 0, 0
	for _, c := range id[i+2:] {
		if c == 'r' {
			table, n = n, 0
		} else {
			n = 10*n + int(c-'0')
		}
	}
	return id[:i], rowPlace(table, n)
}

// locator names the place as a citation does.
func (p place) locator(k kind, tables []archive.Table) archive.Locator {
	switch {
	case k == pages:
		return archive.Locator{Page: p.number()}
	case k == rows && p.table() <= len(tables):
		return archive.RowLocator(tables[p.table()-1], p.number())
	}
	return archive.Locator{}
}
