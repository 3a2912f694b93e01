package link

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// evidence is what a text says of where it plays.
type evidence struct {
	states   map[*gazetteer.Entry]float64 // named, or of what is certain; countries abroad too
	total    float64
	abroad   float64                  // the part of total that is of countries
	counties map[*gazetteer.Entry]int // names with "County", of which it may be the bearer
	places   map[*gazetteer.Entry]int // names of places, of which one lies in it
	certain  map[*gazetteer.Entry]int // what is decided by what stands beside it
	senses   map[key]*gazetteer.Entry // what a name means where it stands with its state
	seen     map[key]bool
	near     []*gazetteer.Entry // the most frequent of certain; see nearest
}

func newEvidence() evidence {
	return evidence{
		states: map[*gazetteer.Entry]float64{}, counties: map[*gazetteer.Entry]int{}, places: map[*gazetteer.Entry]int{},
		certain: map[*gazetteer.Entry]int{}, senses: map[key]*gazetteer.Entry{}, seen: map[key]bool{},
	}
}

// maxCertain is how many decided jurisdictions are remembered of a document.
const maxCertain = 4_000

// bearers are those of a name, with how often it is used and how surely.
type bearers struct {
	names   []gazetteer.Name
	count   int
	support support
	person  bool // it is a frequent name of persons
	several bool // it has several words
}

// bearers returns the names at a node, once looked up.
func (d *Document) bearers(k key) []gazetteer.Name {
	if n, ok := d.looked[k.node]; ok {
		return n
	}
	n := d.g.At(k.node)
	if len(d.looked) < maxNames {
		d.looked[k.node] = n
	}
	return n
}

// gather takes what the mentions of a text say.
func (e *evidence) gather(d *Document, ms []mention) {
	whole := e == &d.known
	for _, s := range d.hints {
		e.states[s] += .5
		e.total += .5
		if s.Kind == archive.JurisdictionCountry {
			e.abroad += .5
		}
	}
	for i := range ms {
		m := &ms[i]
		if m.entry != nil {
			e.settled(d, m.entry, 1)
			if m.key.node != 0 && m.body == "" {
				e.senses[m.key] = m.entry
				if m.key.form == listed {
					e.senses[key{m.key.node, plain}] = m.entry
				}
			}
		}
		if m.key.node == 0 {
			continue
		}
		if whole {
			b := d.names[m.key]
			if b == nil && len(d.names) < maxNames {
				b = d.supported(m)
				d.names[m.key] = b
			}
			if b != nil {
				b.count++
				b.support = max(b.support, m.support)
			}
		}
		if e.seen[m.key] || len(e.seen) >= maxNames {
			continue
		}
		e.seen[m.key] = true
		if len(m.names) == 1 && m.entry == nil && m.support >= middle {
			e.settled(d, m.names[0].Entry, .6)
		}
		for _, n := range m.names {
			if m.entry != nil && n.Entry != m.entry {
				continue
			}
			switch {
			case n.Entry.Kind == archive.JurisdictionCounty:
				e.counties[n.Entry]++
			case n.Entry.Kind == archive.JurisdictionPlace:
				if c := n.Entry.County(d.context.Date); c != nil {
					e.places[c]++
				}
			case n.Entry.Kind == archive.JurisdictionState && m.entry == nil && !alsoElsewhere(m.names):
				e.states[n.Entry]++
				e.total++
			}
		}
	}
}

// alsoElsewhere reports whether the name of a state is another's of its rank
// too: Georgia, Washington.
func alsoElsewhere(names []gazetteer.Name) bool {
	states := 0
	for _, n := range names {
		if n.Entry.Kind == archive.JurisdictionState || n.Entry.Kind == archive.JurisdictionCountry && n.Form == gazetteer.Full {
			states++
		}
	}
	return states > 1
}

// settled counts what is certain.
func (e *evidence) settled(d *Document, j *gazetteer.Entry, weight float64) {
	s := region(j)
	if s == nil {
		return
	}
	e.states[s] += weight
	e.total += weight
	if s.Kind == archive.JurisdictionCountry {
		e.abroad += weight
	}
	if s != j && (len(e.certain) < maxCertain || e.certain[j] > 0) {
		e.certain[j]++
	}
}

// region is the state of a jurisdiction, or its country abroad.
func region(j *gazetteer.Entry) *gazetteer.Entry {
	if j.Kind == archive.JurisdictionCountry && j.Code != "US" {
		return j
	}
	return j.State()
}

// most is how many of what is certain are looked at for what lies near.
const most = 12

// nearest finds the most frequent of what is certain.
func (e *evidence) nearest() {
	e.near = e.near[:0]
	for j := range e.certain {
		if j.Lat == 0 {
			continue
		}
		i, _ := slices.BinarySearchFunc(e.near, j, func(a, b *gazetteer.Entry) int {
			return cmp.Or(cmp.Compare(e.certain[b], e.certain[a]), cmp.Compare(a.Slug, b.Slug))
		})
		if i < most {
			e.near = slices.Insert(e.near[:min(len(e.near), most-1)], i, j)
		}
	}
}

// closeness is 1 for two jurisdictions in the same place, and falls by two
// thirds every scaleNear kilometres.
func closeness(a, b *gazetteer.Entry) float64 {
	if n := a.Lat - b.Lat; n > 6 || n < -6 {
		return 0
	}
	if n := a.Lon - b.Lon; n > 10 || n < -10 {
		return 0
	}
	return math.Exp(-kilometres(a, b) / scaleNear)
}

// kilometres between two jurisdictions.
func kilometres(a, b *gazetteer.Entry) float64 {
	k := math.Cos((a.Lat + b.Lat) / 2 * math.Pi / 180)
	return 111.2 * math.Hypot(a.Lat-b.Lat, (a.Lon-b.Lon)*k)
}

// A prior is where the other documents of the source play.
type prior struct {
	states   map[*gazetteer.Entry]float64
	counties []*gazetteer.Entry
	shares   []float64
}

// newPrior takes the shares of the states, and the eight most frequent counties.
func newPrior(g *gazetteer.Gazetteer, m Mentions) prior {
	p := prior{states: map[*gazetteer.Entry]float64{}}
	total := 0
	most := 0
	for code, n := range m {
		if n <= 0 {
			continue
		}
		e, ok := g.ByCode(code, "")
		if _, err := strconv.Atoi(code); !ok || err != nil {
			continue
		}
		if e.Kind == archive.JurisdictionState {
			p.states[e] = float64(n)
			total += n
		} else {
			p.counties = append(p.counties, e)
			most = max(most, n)
		}
	}
	if total < 3 {
		return prior{}
	}
	for s := range p.states {
		p.states[s] /= float64(total)
	}
	slices.SortFunc(p.counties, func(a, b *gazetteer.Entry) int {
		return cmp.Or(cmp.Compare(m[b.Code], m[a.Code]), cmp.Compare(a.Code, b.Code))
	})
	p.counties = p.counties[:min(len(p.counties), 8)]
	for _, c := range p.counties {
		p.shares = append(p.shares, float64(m[c.Code])/float64(most))
	}
	return p
}
