package gazetteer

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
)

//go:embed data
var data embed.FS

// A builder reads the data into a gazetteer. What is embedded is known to be
// well formed; the tests read all of it.
type builder struct {
	*Gazetteer
	usa *Entry
}

func newBuilder() *builder {
	return &builder{
		Gazetteer: &Gazetteer{
			bySlug: make(map[string]*Entry, 26_000), byCode: make(map[string]*Entry, 4_000),
			under: make(map[*Entry][]*Entry, 3_500), names: newIndex(), persons: make(map[string]person, 12_000), states: map[string]*Entry{}, abbreviations: map[Word]*Entry{},
		},
	}
}

func (b *builder) embedded() {
	b.usa = b.enter(Entry{Jurisdiction: archive.Jurisdiction{Code: "US", Slug: "us", Kind: archive.JurisdictionCountry, Name: "United States"}, Short: "United States", Population: 330_000_000})
	b.byCode["US"] = b.usa
	b.call(b.usa, Full, "United States", "United States of America", "U.S.", "U.S.A.")
	b.states()
	b.counties()
	b.stateNames()
	b.places()
	b.foreign()
	b.tribes()
	b.agencies()
	b.aliases()
	b.prisons()
	lines := strings.Split(string(unpack("persons.txt.gz")), "\n")
	for w := range strings.FieldsSeq(lines[0]) {
		b.persons[w] |= given
	}
	for w := range strings.FieldsSeq(lines[1]) {
		b.persons[w] |= family
	}
}

func (b *builder) finish() *Gazetteer {
	for of, all := range b.under {
		slices.SortFunc(all, func(x, y *Entry) int { return cmp.Or(cmp.Compare(x.Short, y.Short), cmp.Compare(x.Slug, y.Slug)) })
		b.under[of] = all
	}
	return b.Gazetteer
}

// enter adds an entry under its slug.
func (b *builder) enter(e Entry) *Entry {
	p := &e
	b.entries = append(b.entries, p)
	b.bySlug[e.Slug] = p
	if e.Parent != nil {
		b.under[e.Parent] = append(b.under[e.Parent], p)
	}
	return p
}

// call gives an entry names.
func (b *builder) call(e *Entry, f Form, names ...string) {
	for _, n := range names {
		if n != "" {
			b.names.call(n, Name{e, f, e.Population})
		}
	}
}

func unpack(name string) []byte {
	packed, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err) // embedded
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	return raw
}

// table yields the rows of a table, their fields parted by tabs.
func table(name string, fields int) func(yield func([]string) bool) {
	var raw []byte
	if strings.HasSuffix(name, ".gz") {
		raw = unpack(name)
	} else {
		var err error
		if raw, err = data.ReadFile("data/" + name); err != nil {
			panic(err) // embedded
		}
	}
	return func(yield func([]string) bool) {
		for s := bufio.NewScanner(bytes.NewReader(raw)); s.Scan(); {
			line := s.Text()
			if strings.HasPrefix(line, "#") {
				continue
			}
			f := strings.Split(line, "\t")
			for len(f) < fields {
				f = append(f, "")
			}
			if !yield(f) {
				return
			}
		}
	}
}

func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err) // embedded
	}
	return f
}

func (b *builder) states() {
	for f := range table("states.tsv", 5) {
		e := b.enter(Entry{
			Jurisdiction: archive.Jurisdiction{Code: f[0], Slug: "us/" + strings.ToLower(f[1]), Kind: archive.JurisdictionState, Name: f[2]},
			Short:        f[2], Parent: b.usa,
		})
		b.byCode[f[0]] = e
	}
}

func (b *builder) counties() {
	type later struct {
		e                      *Entry
		successors, neighbours string
	}
	var all []later
	for f := range table("counties.tsv.gz", 10) {
		state := b.byCode[f[0][:2]]
		short := strings.TrimSpace(f[1] + " " + f[2])
		name := short + ", " + state.Name
		if f[1] == state.Name { // the District of Columbia, Guam
			name = short
		}
		e := b.enter(Entry{
			Jurisdiction: archive.Jurisdiction{Code: f[0], Slug: state.Slug + "/" + slug(short), Kind: archive.JurisdictionCounty, Name: name},
			Short:        short, Parent: state, base: f[1], suffix: f[2],
			Lat: number(f[3]), Lon: number(f[4]), Population: int(number(f[5])), From: f[6], Until: f[7],
		})
		b.byCode[f[0]] = e
		all = append(all, later{e, f[8], f[9]})
		if e.Until == "" || f[0][:2] == "09" {
			n := state.Population + e.Population
			if f[0][:2] == "09" && e.Until != "" {
				n = state.Population
			}
			if k := float64(e.Population) / float64(max(n, 1)); n != state.Population {
				state.Lat += (e.Lat - state.Lat) * k
				state.Lon += (e.Lon - state.Lon) * k
			}
			state.Population = n
		}
	}
	for _, l := range all {
		l.e.Successors = b.coded(l.successors)
		l.e.Neighbours = b.coded(l.neighbours)
		b.call(l.e, Base, l.e.base)
		if l.e.suffix == "" {
			b.call(l.e, Full, l.e.base)
		}
		for _, particle := range []string{"La", "Le", "De", "Du", "Mc"} { // DeKalb is De Kalb too, and La Salle LaSalle
			c, ok := strings.CutPrefix(l.e.base, particle)
			switch {
			case !ok || c == "":
			case c[0] >= 'A' && c[0] <= 'Z':
				b.call(l.e, Base, particle+" "+c)
			case c[0] == ' ':
				b.call(l.e, Base, particle+c[1:])
			}
		}
	}
	for f := range table("states.tsv", 5) {
		e := b.byCode[f[0]]
		b.call(e, Full, f[2])
		b.call(e, Full, strings.Split(f[4], "|")...)
	}
}

func (b *builder) coded(codes string) []*Entry {
	var all []*Entry
	for c := range strings.SplitSeq(codes, ",") {
		if e := b.byCode[c]; e != nil {
			all = append(all, e)
		}
	}
	return all
}

// boroughs are the boroughs of New York City by the code of their county.
var boroughs = map[string]string{"36005": "The Bronx", "36047": "Brooklyn", "36061": "Manhattan", "36081": "Queens", "36085": "Staten Island"}

// sameAs reports whether a county is the city of that name too: the
// independent cities, the cities and boroughs of Alaska, Carson City.
func (e *Entry) sameAs(place string) bool {
	if b := boroughs[e.Code]; b != "" && b == place {
		return true
	}
	if e.suffix == "County" || e.suffix == "Parish" {
		return false
	}
	switch e.suffix {
	case "city", "City and Borough", "Municipality", "":
		return e.Kind == archive.JurisdictionCounty && strings.Join(Words(e.base), " ") == strings.Join(Words(place), " ")
	}
	return false
}

func (b *builder) places() {
	for f := range table("places.tsv.gz", 7) { // the largest first: of two that are called alike it has the short address
		name, parent := f[0], b.byCode[f[1]]
		state := parent.State()
		people := int(number(f[5]))
		if parent.sameAs(name) || state.Code == "11" && name == "Washington" {
			e := parent
			if state.Code == "11" {
				e = state
			}
			b.call(e, Full, name)
			continue
		}
		at := state.Slug + "/" + slug(name)
		if b.bySlug[at] != nil {
			at += "-" + parent.Slug[strings.LastIndexByte(parent.Slug, '/')+1:]
		}
		e := b.enter(Entry{
			Jurisdiction: archive.Jurisdiction{Code: f[1], Slug: at, Kind: archive.JurisdictionPlace, Name: name + ", " + state.Name},
			Short:        name, Parent: parent, Lat: number(f[3]), Lon: number(f[4]), Population: people,
		})
		if f[2] != "" {
			e.former = b.byCode[f[2]]
			b.under[e.former] = append(b.under[e.former], e)
		}
		if name == "New York City" {
			e.Within = b.coded("36005,36047,36061,36081,36085")
		}
		b.names.call(name, Name{e, Full, people})
	}
}

// placed returns the place of a name in a county, which may be the county, or nil.
func (b *builder) placed(code, name string) *Entry {
	for _, n := range b.Names(Words(name)) {
		if n.Entry.Code == code && n.Form == Full {
			return n.Entry
		}
	}
	return nil
}

// aliases reads the names that are kept by hand.
func (b *builder) aliases() {
	for f := range table("aliases.tsv", 3) {
		e := b.byCode[f[1]]
		if f[2] != "" {
			e = b.placed(f[1], f[2])
		}
		if e == nil {
			panic(fmt.Sprintf("aliases.tsv: %v", f)) // embedded
		}
		if base, ok := CountyBase(Words(f[0])); ok && strings.HasSuffix(f[0], " County") && e.Kind == archive.JurisdictionCounty { // "Dade County", of which there is another
			b.names.add(base, Name{e, Base, e.Population})
			continue
		}
		b.call(e, Full, f[0])
	}
}

// prisons gives counties the names of the prisons in them.
func (b *builder) prisons() {
	bySeat := map[string]*Entry{}
	for _, e := range b.entries {
		if e.Kind == archive.JurisdictionCounty && (e.Until == "" || e.Code[:2] == "09") {
			bySeat[e.Parent.Postal()+" "+e.base] = e
		}
	}
	for f := range table("prisons.tsv", 3) {
		e := bySeat[f[1]+" "+f[2]]
		if e == nil {
			panic(fmt.Sprintf("prisons.tsv: %v", f)) // embedded
		}
		names := []string{f[0]}
		if rest, ok := strings.CutPrefix(f[0], "@"); ok {
			names = []string{e.Parent.Short + rest}
			for n, s := range b.Gazetteer.states {
				if s == e.Parent && n != Fold(s.Short) {
					names = append(names, n+rest)
				}
			}
		}
		for _, n := range names {
			b.names.add(Words(n), Name{e, House, e.Population})
		}
	}
}
