package web

import (
	"testing"

	"readingroom/archive"
)

func TestInWords(t *testing.T) {
	for place, want := range map[string]string{
		"":            "",
		"p12":         "p. 12",
		"p3:s120-164": "p. 3, characters 121–164",
		"p12:t2":      "p. 12, table 2",
		"p12:t2:r5":   "p. 12, table 2, row 5",
		"p1:t2:r5:c3": "p. 1, table 2, row 5, column 3",
		"Declined!12": "sheet “Declined”, row 12",
		"'Top 50'!B2": "sheet “Top 50”, cell B2",
		"Declined!":   "sheet “Declined”",
		"r14:c3":      "row 14, column 3",

		"p2:x10-20-300-400": "p. 2, region from 10, 20 to 300, 400 points",
		"Declined!B2:D4":    "sheet “Declined”, cells B2 to D4",
		"Declined!2:4":      "sheet “Declined”, rows 2 to 4",
		"head":              "head",
		"head:subject":      "head, line “Subject”",
		"body:g3":           "body, paragraph 3",
		"body:s0-12":        "body, characters 1–12",
		"part2":             "attachment 2",
	} {
		l, err := archive.ParseLocator(place)
		check(t, err)
		if got := inWords(l); got != want {
			t.Errorf("%s is %q, want %q", place, got, want)
		}
	}
}

func TestCiteLeads(t *testing.T) {
	_, h := newArchive(t)
	for _, c := range []struct {
		place  string
		status int
		want   string // the address it leads to, or what the page says
	}{
		{"2026-001-0001", 302, "/items/2026-001-0001"},
		{"2026-001-0001:p2", 302, "/items/2026-001-0001/pages/2"},
		{"2026-001-0001:p1:s190-330", 302, "/items/2026-001-0001/pages/1?s=190-330#cited"},
		{"2026-001-0001:p2:t1", 302, "/items/2026-001-0001/tables/1"},
		{"2026-001-0001:p2:t1:r12", 302, "/items/2026-001-0001/tables/1/rows/12"},
		{"2026-001-0001:p2:t1:r12:c5", 302, "/items/2026-001-0001/tables/1/rows/12?c=5"},
		{"2026-002-0001:Notes!2", 302, "/items/2026-002-0001/tables/2/rows/2#r2"},
		{"2026-002-0001:Notes!1", 302, "/items/2026-002-0001/tables/2"}, // its header
		{"2026-002-0001:'Top%2050%20%25/it''s'!B6", 302, "/items/2026-002-0001/tables/1/rows/6?c=2#r6"},
		{"2026-002-0001:%27Top%2050%20%25%2Fit%27%27s%27!6", 302, "/items/2026-002-0001/tables/1/rows/6#r6"},
		{"2026-002-0001:%27Top%2050%20%25%2Fit%27%27s%27!", 302, "/items/2026-002-0001/tables/1"},
		{"2026-002-0002:r14:c1", 302, "/items/2026-002-0002/tables/1/rows/14?c=1#r14"},
		{"2026-001-0001:p2.csv", 302, "/items/2026-001-0001/pages/2.csv"},
		{"2026-002-0003:head:subject", 302, "/items/2026-002-0003?part=head%3Asubject#cited"},
		{"2026-002-0003:body:g1", 302, "/items/2026-002-0003/pages/1?part=body%3Ag1&s=0-4#cited"},
		{"2026-002-0003:part9", 404, "1 attachment, and none is numbered 9"},
		{"2026-002-0003:body:g99", 404, "so there is no body, paragraph 99"},
		{"2026-001-0001:head", 404, "is no e-mail"},
		{"2026-002-0001:Notes!2:3", 302, "/items/2026-002-0001/tables/2/rows/2?last=3#r2"},
		{"2026-002-0001:Notes!A2:B3", 302, "/items/2026-002-0001/tables/2/rows/2?c=1&last=3&lastc=2#r2"},
		{"2026-009-0001:p1", 404, "Item 2026-009-0001 is not in this archive."},
		{"2026-001-0001:p9", 404, "Document 2026-001-0001 has 3 pages, so there is no page 9."},
		{"2026-001-0001:p9:t1:r2", 404, "Document 2026-001-0001 has 3 pages, so there is no page 9."},
		{"2026-001-0001:p1:s1-9999", 404, "so there is no passage 2–9999"},
		{"2026-001-0001:p1:t3", 404, "Page 1 of 2026-001-0001 has no table 3."},
		{"2026-001-0001:p2:t1:r40", 404, "has 13 rows, and none is numbered 40"},
		{"2026-001-0001:p2:t1:r1:c40", 404, "Row 1 of this table has 5 cells."},
		{"2026-001-0001:r2", 404, "is not one table"},
		{"2026-002-0001:Other!2", 404, "has no sheet “Other”. It has 2 tables."},
		{"2026-001-0002:p1", 404, "was not read: Its pages are pictures"},
		{"2026-001-0001:page-two", 400, "“page-two” names no place."},
		{"p12", 400, "does not begin with an item’s number"},
	} {
		a := get(t, h, "/cite/"+c.place)
		if c.status == 302 {
			if got := a.Header.Get("Location"); a.StatusCode != 302 || got != c.want {
				t.Errorf("%s leads to %d %q, want %q", c.place, a.StatusCode, got, c.want)
			}
			continue
		}
		a.want(t, c.status, "main", c.want)
	}
}

// TestPlaceURL: the permanent address of a place leads back to the place.
func TestPlaceURL(t *testing.T) {
	for place, want := range map[string]string{
		"":                          "/cite/2026-001-0001",
		"p12:t2:r5":                 "/cite/2026-001-0001:p12:t2:r5",
		"'50% / it''s \"a\" #?'!B2": "/cite/2026-001-0001:%2750%25%20%2F%20it%27%27s%20%22a%22%20%23%3F%27!B2",
	} {
		l, err := archive.ParseLocator(place)
		check(t, err)
		if got := PlaceURL("2026-001-0001", l); got != want {
			t.Errorf("%s is at %s, want %s", place, got, want)
		}
	}
}

// TestBase: a citation names the address that people use, where one is set.
func TestBase(t *testing.T) {
	s, _ := newArchive(t)
	s.Base = "https://records.example.org/"
	get(t, s.Handler(), "/items/2026-001-0001/pages/2").want(t, 200, "p.citation", "https://records.example.org/cite/2026-001-0001:p2 (accessed")
}
