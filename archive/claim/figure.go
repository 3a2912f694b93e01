package claim

import (
	"slices"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// A figure is a number with what it counts, where, and when.
//
//	"Cook County, Ill., declined three"   3, detainers declined, us/il/cook-county, the week spoken of
type figure struct {
	number
	sentence int
	end      int // of the statement, with what it counts

	noun    stems          // what is counted; inherited where it is not said again
	acts    stems          // what was done
	own     bool           // it says itself what it counts
	firm    bool           // it says itself what was done
	topic   map[string]int // what the text as a whole is about
	guessed bool           // what was done is taken from another sentence
	ordinal int            // "the second report": 2, where the text says nowhere of when that is
	issue   string
	narrow  []string  // words beside the noun that narrow it down
	beside  string    // the words about it, as they are compared: where a row is named
	across  string    // those on the other side
	names   [2]string // both, without the names of places
	wide    stems     // of its sentence
	plain   string    // the words behind it, up to a comma

	places  []mention // that it is of; none: of the whole
	unknown bool      // it is of a place that the text does not name
	part    bool      // "of the 206": it is the whole of another
	side    int       // where its place stands: -1 before it, 1 behind it

	period archive.Period
	stated int // how surely: 2 in the sentence, 1 in the paragraph, 0 before, or nowhere
	days   []archive.Period
	ranks  int // "the top five": how many
	joint  bool
}

// A reading is a text with what was found in it.
type reading struct {
	*prose
	g        *gazetteer.Gazetteer
	mentions []mention
	periods  []archive.PeriodLink // longer than a day, and no time of publication
	days     []archive.PeriodLink
	figures  []*figure
	quotes   []quotation
	topic    map[string]int // how often the text has a stem, outside of quotations
}

// read reads the figures of a text.
func read(p *prose, g *gazetteer.Gazetteer, places []mention, periods []archive.PeriodLink, quotes []quotation, base archive.Period) *reading {
	r := &reading{prose: p, g: g, mentions: places, quotes: quotes}
	r.datelines()
	r.settle()
	for _, l := range periods {
		switch {
		case slices.Contains(l.Flags, "about") || slices.Contains(l.Flags, "relative"):
		case l.Period.Days() > 1:
			r.periods = append(r.periods, l)
		default:
			r.days = append(r.days, l)
		}
	}
	r.topic = map[string]int{}
	for _, t := range p.toks {
		if x := stem(t.low); t.word && x != "" && !r.quoted(t.start) {
			r.topic[x]++
		}
	}
	skip := func(from, to int) bool {
		for _, l := range periods {
			if from < l.End && to > l.Start {
				return true
			}
		}
		for _, q := range quotes {
			if from < q.end && to > q.start {
				return true
			}
		}
		for _, m := range places {
			if from < m.end && to > m.start {
				return true
			}
		}
		return false
	}
	for _, n := range p.numbers(skip) {
		r.figures = append(r.figures, &figure{number: n, sentence: p.toks[n.from].sentence, end: n.end})
	}
	for i := range r.figures {
		r.what(i)
	}
	r.drop()
	for i := range r.figures {
		r.where(i)
		r.inherit(i)
	}
	r.subjects()
	r.when(base)
	return r
}

// limits are the tokens about a figure that no other figure takes: from behind
// the one before it to before the next, within the sentence.
func (r *reading) limits(i int) (from, to int) {
	f := r.figures[i]
	s := r.sentences[f.sentence]
	from, to = s.from, s.to
	if i > 0 && r.figures[i-1].sentence == f.sentence {
		from = r.figures[i-1].to
	}
	if i+1 < len(r.figures) && r.figures[i+1].sentence == f.sentence {
		to = r.figures[i+1].from
	}
	for k := f.to; k < to; k++ {
		if r.toks[k].text == ";" {
			to = k
		}
	}
	for k := f.from - 1; k >= from; k-- {
		if r.toks[k].text == ";" {
			from = k + 1
		}
	}
	return from, to
}

func (r *reading) inPlace(k int) bool {
	return k >= 0 && k < len(r.toks) && r.mentionAt(r.toks[k].start) >= 0
}

func (r *reading) mentionAt(at int) int {
	return slices.IndexFunc(r.mentions, func(m mention) bool { return at >= m.start && at < m.end })
}

func (r *reading) inPeriod(at int) bool {
	in := func(l archive.PeriodLink) bool { return at >= l.Start && at < l.End }
	return slices.ContainsFunc(r.periods, in) || slices.ContainsFunc(r.days, in)
}

func (r *reading) quoted(at int) bool {
	return slices.ContainsFunc(r.quotes, func(q quotation) bool { return at >= q.start && at < q.end })
}
