package link

import (
	"slices"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// name reads the longest name at a token, with what stands behind it. What a
// jail is called is often shortened: "NO. LAS VEGAS DET CTR".
func (d *Document) name(i int, l labels) (mention, int, bool) {
	if d.house && shortened[d.lowerWord(i)] != "" && d.at(i+1).shape >= capital {
		if m, next, ok := d.longest(i, l, true); ok && m.first == i && m.named > i+1 {
			return m, next, ok
		}
	}
	return d.longest(i, l, false)
}

// shortened are words of names as lists of jails shorten them.
var shortened = map[string]string{
	"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west", "pr": "prince", "gr": "grand",
	"bch": "beach", "spgs": "springs", "spg": "spring", "hts": "heights", "vly": "valley", "mtn": "mountain", "isl": "island", "jct": "junction", "pk": "park",
	"lk": "lake", "riv": "river", "hls": "hills", "st": "state",
}

// longest reads the longest name at a token; its first word written out if it is
// shortened and that is asked for.
func (d *Document) longest(i int, l labels, whole bool) (mention, int, bool) {
	type end struct {
		last int
		node gazetteer.Node
	}
	var ends [8]end
	n := 0
	node := gazetteer.Node(0)
	for k := i; k < i+12; k++ {
		t := d.at(k)
		if k > i && (!d.follows(k) && (!d.house || k > i+1 || !whole || !t.near()) || t.shape == lower && t.class&small == 0) || k >= len(d.tokens.tokens) {
			break
		}
		next, ok := d.g.Step(node, t.word)
		if t.class&possessed != 0 {
			if g, also := d.g.Step(node, t.genitive); also {
				next, ok = g, true
			}
		}
		if d.house && (k > i && !ok || k == i && whole) && t.shape >= capital {
			if word := shortened[d.lowerWord(k)]; word != "" {
				next, ok = d.g.Step(node, d.g.Word([]byte(word)))
			}
		}
		if !ok {
			break
		}
		node = next
		if d.g.Ends(node) && n < len(ends) && t.shape != lower {
			ends[n] = end{k + 1, node}
			n++
		}
	}
	for n--; n >= 0; n-- {
		if n > 0 && d.added(ends[n].node) && d.countyWithin(ends[n-1].last, ends[n].last, ends[n-1].node) {
			continue // a jail of a list, that says its county
		}
		if m, ok := d.form(i, ends[n].last, ends[n].node, l); ok {
			return m, m.last, true
		}
		if n > 0 && d.goesOn(ends[n-1].last, ends[n].last, ends[n].node) {
			break // "Kansas City Star" is not of Kansas
		}
	}
	return d.standing(i)
}

// goesOn reports whether the name of a place, which is not meant, goes on in
// capitals behind a token, so that what stands before is no name of its own.
func (d *Document) goesOn(from, to int, n gazetteer.Node) bool {
	for k := from; k < to; k++ {
		if t := d.at(k); t.gap == newline || t.shape < capital || t.class&countyWord != 0 {
			return false
		}
	}
	return slices.ContainsFunc(d.bearers(key{node: n}), func(n gazetteer.Name) bool {
		return n.Form == gazetteer.Full && n.Entry.Kind == archive.JurisdictionPlace
	})
}
