// Package gazetteer knows the jurisdictions there are: the states, counties and
// places of the United States, tribal nations, federal agencies, and the
// countries that their names could be taken for.
//
//	06111  us/ca/ventura-county   Ventura County, California    county
//	06111  us/ca/ventura          Ventura, California           place
//	       us/agency/ice          U.S. Immigration and Customs Enforcement
//
// The data is generated, by the command generate below, and embedded.
package gazetteer

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"readingroom/archive"
)

//go:generate go run ./generate

// A Gazetteer is what Load returns; it does not change.
type Gazetteer struct {
	entries       []*Entry
	bySlug        map[string]*Entry
	byCode        map[string]*Entry // states, counties and countries
	under         map[*Entry][]*Entry
	names         index
	like          likeness
	persons       map[string]person
	states        map[string]*Entry // by name and abbreviation
	abbreviations map[Word]*Entry
}

// An Entry is a jurisdiction with the facts that are known of it. All entries
// that one names are of the same gazetteer.
type Entry struct {
	archive.Jurisdiction
	Short  string // the name without the state: "Franklin County", "Ventura"
	Parent *Entry // what it lies in, or is part of; nil for a country, and for a department
	// Counties are those it lies in where they are several, as of New York City,
	// and the states of a tribal nation.
	Within   []*Entry
	Lat, Lon float64 // of its middle; 0, 0 where not known
	// Population is of about 2023. It weighs one bearer of a name against
	// another; it is a sum of estimates, not to be shown.
	Population int
	// From and Until are the days on which it began and ended; "" where that was
	// before 2010, and where it has not.
	From, Until archive.Day
	Successors  []*Entry // what it became, where it ended
	Neighbours  []*Entry // the counties it borders on

	base   string // of a county: "Franklin"
	suffix string // "County", "Parish", "city"; "" for Carson City
	former *Entry // of a place in Connecticut: its county before 2022
}

// Load returns the gazetteer of the embedded data, the same at every call.
var Load = sync.OnceValue(func() *Gazetteer { return New(nil) })

// New returns a gazetteer of the embedded data and of what a user adds to it.
func New(added []Addition) *Gazetteer {
	b := newBuilder()
	b.embedded()
	for _, a := range added {
		b.add(a)
	}
	return b.finish()
}

// All returns the entries, states first, then counties and places.
func (g *Gazetteer) All() []*Entry { return g.entries }

// BySlug returns the jurisdiction with an address. Those of bodies are made as
// they are asked for: "us/mn/hennepin-county/jail".
func (g *Gazetteer) BySlug(slug string) (*Entry, bool) {
	if e, ok := g.bySlug[slug]; ok {
		return e, true
	}
	if i := strings.LastIndexByte(slug, '/'); i > 0 {
		if of, ok := g.bySlug[slug[:i]]; ok && of.Kind != archive.JurisdictionAgency {
			if b, ok := bodies[Body(slug[i+1:])]; ok && b != "" {
				return of.Body(Body(slug[i+1:])), true
			}
		}
	}
	return nil, false
}

// ByCode returns the state, county or country that bore a code on a day, ""
// for any day. Where the code was retired before, it is the one successor that
// took all of it over; false where there are several, as of 02261 after 2018,
// and where the code came later.
func (g *Gazetteer) ByCode(code string, on archive.Day) (*Entry, bool) {
	e, ok := g.byCode[code]
	if !ok || e.valid(on) {
		return e, ok
	}
	if e.Until != "" && on >= e.Until && len(e.Successors) == 1 {
		return e.Successors[0], true
	}
	return nil, false
}

func (e *Entry) valid(on archive.Day) bool {
	return on == "" || on >= e.From && (e.Until == "" || on < e.Until)
}

// On returns the jurisdiction with the code that is valid on a day. It matters
// for the places of Connecticut, whose counties gave way to planning regions in
// 2022: a day that is not known takes the county, which is what records name.
func (e *Entry) On(day archive.Day) archive.Jurisdiction {
	j := e.Jurisdiction
	if c := e.County(day); c != nil {
		j.Code = c.Code
	}
	return j
}

// County returns the county that a place, or a body of one, lies in on a day,
// the county itself, or nil.
func (e *Entry) County(day archive.Day) *Entry {
	for ; e != nil; e = e.Parent {
		if e.former != nil && !e.Parent.valid(day) || e.former != nil && day == "" {
			return e.former
		}
		if e.Kind == archive.JurisdictionCounty {
			return e
		}
	}
	return nil
}

// State returns the state that a jurisdiction lies in, itself, or nil.
func (e *Entry) State() *Entry {
	for ; e != nil; e = e.Parent {
		if e.Kind == archive.JurisdictionState {
			return e
		}
	}
	return nil
}

// Ancestors returns what an entry lies in, the nearest first, on a day.
func (e *Entry) Ancestors(day archive.Day) []*Entry {
	var all []*Entry
	for e != nil {
		next := e.Parent
		if e.former != nil {
			next = e.County(day)
		}
		if next != nil {
			all = append(all, next)
		}
		e = next
	}
	return all
}

// Children returns what lies in an entry: its counties, or its places, by name.
// Those of Connecticut lie in their planning region, and are given for the old
// county too.
func (g *Gazetteer) Children(e *Entry) []*Entry { return g.under[e] }

// States returns the states, the District and the territories, by name.
func (g *Gazetteer) States() []*Entry {
	var all []*Entry
	for _, e := range g.entries {
		if e.Kind == archive.JurisdictionState {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b *Entry) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// Counties returns the counties and equivalents of a day, "" for all there are
// and were, by code.
func (g *Gazetteer) Counties(on archive.Day) []*Entry {
	var all []*Entry
	for _, e := range g.entries {
		if e.Kind == archive.JurisdictionCounty && e.valid(on) {
			all = append(all, e)
		}
	}
	return all
}

// Postal returns the postal code of a state: "CA"; "" for what is none.
func (e *Entry) Postal() string {
	if e.Kind != archive.JurisdictionState {
		return ""
	}
	return strings.ToUpper(strings.TrimPrefix(e.Slug, "us/"))
}

// A Body is an office or a house that many counties and cities have.
type Body string

// The bodies that are found by the form of their name.
const (
	Sheriff   Body = "sheriff"
	Jail      Body = "jail"
	Juvenile  Body = "juvenile-detention"
	Prison    Body = "prison"
	Police    Body = "police"
	Probation Body = "probation"
)

var bodies = map[Body]string{
	Sheriff: "Sheriff's Office", Jail: "jail", Juvenile: "juvenile detention",
	Prison: "prison", Police: "police", Probation: "probation department",
}

// Body returns the body of a county or a place: its jail, its sheriff.
func (e *Entry) Body(b Body) *Entry {
	state := ""
	if s := e.State(); s != nil && s != e {
		state = ", " + s.Name
	}
	short := e.Short + " " + bodies[b]
	return &Entry{
		Jurisdiction: archive.Jurisdiction{Code: e.Code, Slug: e.Slug + "/" + string(b), Kind: archive.JurisdictionAgency, Name: short + state},
		Short:        short, Parent: e, Lat: e.Lat, Lon: e.Lon, Population: e.Population,
	}
}
