package claim

// A sentenceFact is a figure that a document's text states.
type sentenceFact struct {
	*figure
	r    *reading
	doc  *Document
	text *Text
}

// fact is what a sentence says, where it is of what a figure counts.
func (s sentenceFact) fact(f *figure, place *Spot) (fact, bool) {
	g := s.figure
	if g.form != f.form || g.unknown || !g.own && g.form == count || g.money != f.money || f.form == times {
		return fact{}, false
	}
	switch {
	case place == nil && len(g.places) > 0, place != nil && len(g.places) == 0:
		return fact{}, false
	case place != nil && !(len(g.places[0].spots) == 1 && same(g.places[0].spots[0].Slug, place.Slug)):
		return fact{}, false
	}
	switch {
	case f.form == percent:
	case len(f.noun) == 0 && (f.acts.shared(g.acts) == 0 || !f.firm), len(f.noun) > 0 && f.noun.shared(g.noun) == 0:
		return fact{}, false
	}
	own := f.form == percent || f.hyphen || overlap(f, g)
	if !own {
		return fact{}, false
	}
	if len(f.acts) > 0 && len(g.acts) > 0 && f.acts.shared(g.acts) == 0 || len(f.acts) > 0 && len(g.acts) == 0 && !s.titled(f.acts) {
		return fact{}, false
	}
	x := fact{value: g.value, form: g.form, source: fromSentence, sure: true, score: f.wide.shared(g.wide), doc: s.doc, date: s.doc.Date, period: s.doc.Period, without: -1}
	if g.stated == 2 {
		x.period = g.period
	}
	if place != nil {
		x.place = place.Name
	}
	sent := s.r.sentences[g.sentence]
	from, to := s.r.toks[sent.from].start, s.r.toks[sent.to-1].end
	x.at = s.text.At
	x.at.Locator.From, x.at.Locator.To = from, to
	x.quote = oneLine(string(s.r.runes[from:min(to, from+400)]))
	x.what = "“" + oneLine(string(s.r.runes[g.start:g.end])) + "”"
	return x, true
}

// overlap reports whether the words beside two figures agree: what narrows one
// down stands by the other too.
func overlap(f, g *figure) bool {
	gs := stemsOf(g.plain)
	for w := range gs {
		if f.noun[w] || acts[w] || generic[w] {
			delete(gs, w)
		}
	}
	return gs.shared(f.wide)*2 >= len(gs)
}

// titled reports whether the title of the document says what was done.
func (s sentenceFact) titled(a stems) bool { return stemsOf(s.doc.Title).shared(a) > 0 }
