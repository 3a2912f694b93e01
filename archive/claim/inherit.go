package claim

import (
	"slices"
)

// subjects sets what the figures of a sentence are of that begins with a number
// of places: "the 50 jurisdictions declined 2,000".
func (r *reading) subjects() {
	for i, f := range r.figures {
		if i == 0 || len(f.places) > 0 || f.form != count {
			continue
		}
		if g := r.figures[i-1]; g.sentence == f.sentence && g.own && ofPlaces(g.noun) && g.form == count && g.number.near == exactly && g.value <= 200*unit && !f.part && !ofPlaces(f.noun) && len(g.places) == 0 {
			f.ranks = int(g.value / unit)
		}
	}
}

// drop leaves out "one" where it stands for somebody.
func (r *reading) drop() {
	r.figures = slices.DeleteFunc(r.figures, func(f *figure) bool {
		if last := r.toks[f.to-1]; f.digits && len(last.text) == 5 && f.to-f.from == 1 && r.inPlace(f.from-1) {
			return true // a ZIP code
		}
		if r.group(f) {
			return true
		}
		if w := r.low(f.from - 1); !f.own && !f.digits && f.form == count && (w == "the" || w == "these" || w == "those" || w == "other") {
			return true // "led the ten"
		}
		if !f.indefinit {
			return false
		}
		before, next := r.low(f.from-1), r.low(f.to)
		switch {
		case f.form != count || f.hyphen:
			return false
		case stem(before) != "" && acts[stem(before)], before == "with" || before == "had" || before == "was" || before == "and" || before == "," || before == "(" || before == "filed" || r.inPlace(f.from-1):
			return !(f.own || next == "." || next == "," || next == ";" || next == "in" || next == "at" || next == "" || next == ")")
		case f.firm && len(f.noun) > 0:
			return false
		}
		return true
	})
	// A "one" that goes on a row of figures stays; the others go above.
}

// group reports whether a number stands for places named before, as the subject of a
// sentence with a figure of its own: "together the three declined 355".
func (r *reading) group(f *figure) bool {
	w := r.low(f.from - 1)
	if f.digits || f.form != count || w != "the" && w != "these" && w != "those" || !acts[stem(r.low(f.to))] {
		return false
	}
	return slices.ContainsFunc(r.figures, func(g *figure) bool { return g.from == f.to+1 })
}

// inherit takes what is counted, and what was done, from the figures before where
// a figure does not say it: "declined three; Alameda County, two".
func (r *reading) inherit(i int) {
	f := r.figures[i]
	if f.form == times || f.noun["page"] {
		return
	}
	for _, alike := range []bool{true, false} {
		r.inheritFrom(i, alike)
	}
	if len(f.noun) == 0 || len(f.acts) == 0 && !f.own {
		// What the rest of the sentence, or what follows, says.
		for k := i + 1; k < len(r.figures) && r.figures[k].sentence == f.sentence; k++ {
			if len(f.noun) == 0 && !ofPlaces(r.figures[k].noun) {
				f.noun = r.figures[k].noun
			}
			if len(f.acts) == 0 {
				f.acts = r.figures[k].acts
			}
		}
	}
	if len(f.acts) == 0 {
		if a := f.wide.acts(); len(a) == 1 && !a["release"] {
			f.acts = a
		}
	}
	if f.noun["page"] {
		f.acts = stems{}
	}
}

// inheritFrom takes it from the nearest before: of what the same was done with,
// or any.
func (r *reading) inheritFrom(i int, alike bool) {
	f := r.figures[i]
	for k := i - 1; k >= 0; k-- {
		g := r.figures[k]
		if alike && (len(f.acts) == 0 || g.acts.shared(f.acts) == 0) || g.noun["report"] || g.noun["page"] && !f.own && len(f.acts) > 0 {
			continue
		}
		if g.form != f.form && !(f.form == percent && g.form == count) || g.hyphen {
			continue
		}
		near := r.sentences[g.sentence].paragraph == r.sentences[f.sentence].paragraph
		if len(f.noun) == 0 && len(g.noun) > 0 && (near || k == i-1) {
			// "Three counties stand out: Ventura County, with 188" are no counties.
			if !ofPlaces(g.noun) || near && ((len(g.places) > 0) == (len(f.places) > 0) || r.low(f.to) == "of" && r.low(f.to+1) == "them") {
				f.noun = g.noun
			}
		}
		if len(f.acts) == 0 && len(g.acts) > 0 && (near && f.noun.shared(g.noun) > 0 || !f.own) {
			f.acts, f.guessed = g.acts, g.guessed || g.sentence != f.sentence
		}
		if len(f.noun) > 0 && len(f.acts) > 0 {
			break
		}
	}
}

// ofPlaces reports whether what is counted are places.
func ofPlaces(s stems) bool {
	for w := range s {
		if placeNouns[w] {
			return true
		}
	}
	return false
}
