package foia

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed data/agencies.csv
var seed []byte

// Seed returns the federal departments, their components and the independent
// agencies that a newcomer would look for, all under the federal act. The
// addresses of FOIA offices change often, so most are told by the agency's own
// page, in Source; where there is no other portal, https://www.foia.gov sends a
// request to any of them (5 U.S.C. 552(m)).
func Seed() ([]Agency, error) {
	all, err := seeded()
	return slices.Clone(all), err
}

var seeded = sync.OnceValues(func() ([]Agency, error) { return ReadAgencies(bytes.NewReader(seed), nil, []Law{USFOIA}) })

// agencyColumns are those of a table of agencies; the first ones are needed.
var agencyColumns = []string{
	"slug", "name", "short", "parent", "kind", "jurisdiction", "law", "contact", "email", "address", "portal", "appeal_to", "source",
}

const agencyNeeds = 2

// AgencyKinds are the kinds that agencies are sorted by.
var AgencyKinds = []string{
	"department", "component", "independent agency", "state agency", "county", "city", "police", "university", "court", "other",
}

// Slugs are small letters, digits and hyphens, a component's after its agency's.
var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*){0,3}$`)

// ReadAgencies reads a table of agencies in CSV:
//
//	slug,name,short,parent,kind,jurisdiction,law
//	oakland-pd,Oakland Police Department,OPD,,police,us/ca/alameda-county,us-ca-cpra
//
// Needed are slug and name. Where they are left out, the jurisdiction is "us",
// the law us-foia, the kind "component" with a parent and "other" without, and
// the parent what stands before the last stroke of the slug. A parent may stand in the same
// table or be known already. All mistakes are told by row and column, as
// Mistakes, and then nothing is returned.
func ReadAgencies(r io.Reader, known []Agency, laws []Law) ([]Agency, error) {
	rows, m, err := readTable(r, agencyColumns[:agencyNeeds], agencyColumns)
	if err != nil {
		return nil, err
	}
	codes, slugs, at := map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, l := range laws {
		codes[l.Code] = true
	}
	for _, a := range known {
		slugs[a.Slug] = true
	}
	all := make([]Agency, 0, len(rows))
	for _, row := range rows {
		a := agencyOf(row)
		if first, twice := at[a.Slug]; twice {
			row.wrong("slug", "%q stands in row %d already", a.Slug, first)
		}
		if !codes[a.Law] {
			row.wrong("law", "there is no law %q; add it first, or choose one of those known", short(a.Law))
		}
		at[a.Slug], slugs[a.Slug] = row.row, true
		all = append(all, a)
	}
	for i, a := range all {
		if a.Parent != "" && !slugs[a.Parent] {
			rows[i].wrong("parent", "there is no agency %q, neither here nor in this table", short(a.Parent))
		}
	}
	if err := m.err(); err != nil {
		return nil, err
	}
	return all, nil
}

// AgencyFrom makes an agency of what a form holds, its fields called as the
// columns of ReadAgencies; its mistakes are told as those of row 1.
func AgencyFrom(field func(string) string) (Agency, error) {
	m := &Mistakes{}
	row := record{row: 1, cells: map[string]string{}, m: m}
	for _, c := range AgencyColumns() {
		row.cells[c] = cleaned(field(c))
	}
	return agencyOf(row), m.err()
}

// AgencyColumns are those of a table of agencies.
func AgencyColumns() []string { return slices.Clone(agencyColumns) }

// cleaned is what was typed into a form, as a cell.
func cleaned(s string) string {
	return strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD"))
}

func agencyOf(row record) Agency {
	a := Agency{
		Slug: row.at("slug"), Parent: row.at("parent"), Name: row.at("name"), Short: row.at("short"), Jurisdiction: row.at("jurisdiction"), Law: row.at("law"),
		Contact: row.at("contact"), Email: row.at("email"), Address: row.at("address"), Portal: row.at("portal"), AppealTo: row.at("appeal_to"), Source: row.at("source"),
	}
	above := ""
	if i := strings.LastIndexByte(a.Slug, '/'); i > 0 {
		above = a.Slug[:i]
	}
	if a.Parent == "" {
		a.Parent = above
	}
	switch {
	case a.Slug == "new":
		row.wrong("slug", "an agency cannot be called new: that address is taken")
	case !slugForm.MatchString(a.Slug) || len(a.Slug) > 120:
		row.wrong("slug", "%q is no slug, which is small letters, digits and hyphens: dhs, dhs/ice, oakland-pd", short(a.Slug))
	case a.Parent != above:
		row.wrong("parent", "the slug of a component begins with its parent’s: %s/%s, not %s", a.Parent, a.Slug[strings.LastIndexByte(a.Slug, '/')+1:], a.Slug)
	}
	switch {
	case a.Name == "":
		row.wrong("name", "it is empty")
	case len(a.Name) > 300:
		row.wrong("name", "it is longer than 300 bytes")
	}
	if a.Jurisdiction == "" {
		a.Jurisdiction = "us"
	}
	if !slugForm.MatchString(a.Jurisdiction) {
		row.wrong("jurisdiction", "%q is no place, which is written us, us/ca or us/ca/ventura-county", short(a.Jurisdiction))
	}
	if a.Law == "" {
		a.Law = USFOIA.Code
	}
	for column, v := range map[string]string{"short": a.Short, "contact": a.Contact, "address": a.Address, "appeal_to": a.AppealTo} {
		if len(v) > 1000 {
			row.wrong(column, "it is longer than 1000 bytes")
		}
	}
	kinds := append([]string{"other"}, AgencyKinds...)
	if a.Parent != "" {
		kinds[0] = "component"
	}
	a.Kind = row.choice("kind", kinds...)
	if a.Email != "" {
		if p, err := mail.ParseAddress(a.Email); err != nil || p.Address != a.Email {
			row.wrong("email", "%q is no e-mail address", short(a.Email))
		}
	}
	for column, v := range map[string]string{"portal": a.Portal, "source": a.Source} {
		if err := webAddress(v); err != nil {
			row.wrong(column, "%v", err)
		}
	}
	return a
}

// webAddress refuses what a reader's browser could not safely be led to.
func webAddress(v string) error {
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return fmt.Errorf("%q is no web address, which begins with https://", short(v))
	}
	return nil
}
