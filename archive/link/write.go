package link

import (
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// A writer makes links of mentions, and counts the code points of their text.
type writer struct {
	d     *Document
	at    archive.PlaceLink
	links []archive.PlaceLink
}

func newWriter(d *Document, at archive.PlaceLink) *writer { return &writer{d: d, at: at} }

// write writes the mentions that are places; the state beside a name only where
// it is asked for.
func (w *writer) write(text string, ms []mention, qualifiers bool) {
	at, points := 0, 0
	for i := range ms {
		m := &ms[i]
		if m.entry == nil && len(m.doubt) == 0 || m.qualifier && !qualifiers {
			continue
		}
		l := w.at
		start, end := w.d.at(m.first).start, w.d.at(m.last-1).end
		if end < len(text) && text[end] == '.' && w.d.at(m.last-1).class&abbreviated != 0 {
			end++
		}
		points += utf8.RuneCountInString(text[at:start])
		at = start
		l.Text = text[start:end]
		l.Start = points
		l.End = points + utf8.RuneCountInString(l.Text)
		l.Rule, l.Confidence = m.rule, float64(int(m.confidence*100+.5))/100
		l.Candidates = []archive.Jurisdiction{}
		for _, c := range m.doubt {
			l.Candidates = append(l.Candidates, w.jurisdiction(m, c))
		}
		if m.entry != nil {
			l.Jurisdiction = w.jurisdiction(m, m.entry)
		} else {
			l.Jurisdiction = archive.Jurisdiction{Kind: l.Candidates[0].Kind, Name: l.Text}
		}
		w.links = append(w.links, l)
	}
}

// jurisdiction is an entry as of the day of the document, or its body.
func (w *writer) jurisdiction(m *mention, e *gazetteer.Entry) archive.Jurisdiction {
	if m.body != "" && e.Kind != archive.JurisdictionAgency && e.Kind != archive.JurisdictionCountry {
		e = e.Body(m.body)
	}
	return e.On(w.d.context.Date)
}
