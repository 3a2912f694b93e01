package ingest

import (
	"cmp"
	"context"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/align"
	"readingroom/archive/content"
	"readingroom/archive/link"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/link/period"
	"readingroom/archive/lists"
	"readingroom/archive/message"
	"readingroom/archive/store"
)

// linkOne finds the places and periods that an item's pages and rows speak of.
// An item bears the date of the e-mail that it is or is a print of, else the one
// it states for itself, else the one in its file's properties; see link.Date.
func (in *Ingest) linkOne(ctx context.Context, job *store.Job) error {
	f, err := in.contents.Open(job.Item.Digest)
	if err != nil {
		return in.anew(ctx, job, err)
	}
	defer f.Close()
	found, err := in.findMessages(ctx, job.Item, f)
	if err != nil {
		return in.anew(ctx, job, err)
	}
	if err := in.findTwins(ctx, job.Item, f); err != nil {
		return in.anew(ctx, job, err)
	}
	l := &linker{g: in.gazetteer(), file: f, head: f.Head(), item: job.Item}
	if l.context.Date, err = l.date(found); err != nil {
		return in.anew(ctx, job, err)
	}
	prior, err := in.db.Prior(ctx, job.Item)
	if err != nil {
		return err
	}
	l.context.Prior = link.Mentions{}
	for _, p := range prior.Places {
		l.context.Prior[p.Code] += p.Items
	}
	if err := l.issuer(ctx, in.db); err != nil {
		return in.anew(ctx, job, err)
	}
	if l.out, err = in.db.Link(ctx, job, in.linkVersion()); err != nil {
		return err
	}
	l.out.Above = Above(l.g, l.context.Date)
	if err := l.run(ctx); err != nil {
		return in.anew(ctx, job, err)
	}
	if err := l.out.Done(ctx, store.Outcome{Date: l.context.Date, Period: l.reporting(job.Item), Prior: prior}); err != nil {
		return err
	}
	if _, err = (&lists.Reader{Store: in.db, Contents: in.contents, Now: in.Now}).Facts(ctx, job.Item); err != nil {
		return err
	}
	return in.rereadLog(ctx, job.Item.Number)
}

// linkVersion is that of the linker, and of the names it knows.
func (in *Ingest) linkVersion() int64 { return link.Version<<32 | int64(in.Names) }

func (in *Ingest) gazetteer() *gazetteer.Gazetteer {
	if in.Gazetteer != nil {
		return in.Gazetteer
	}
	return gazetteer.Load()
}

// Above returns the jurisdictions that one lies in on a day, by its slug.
func Above(g *gazetteer.Gazetteer, day archive.Day) func(slug string) []archive.Jurisdiction {
	return func(slug string) (above []archive.Jurisdiction) {
		e, ok := g.BySlug(slug)
		if !ok {
			return nil
		}
		for _, up := range append(e.Ancestors(day), e.Within...) {
			if up.Kind != archive.JurisdictionCountry || e.Kind != archive.JurisdictionAgency { // what is the United States' is not within
				above = append(above, up.Jurisdiction)
			}
		}
		return above
	}
}

// A linker links one item.
type linker struct {
	g       *gazetteer.Gazetteer
	file    *content.File
	head    content.Head
	context link.Context
	out     *store.Linking
	first   string               // the text of page 1
	spans   []archive.PeriodLink // of page 1
	titles  []archive.PeriodLink // of tables and sheets
	item    archive.Item
	tables  tables
}

// date is the day that the item bears. What comes after the day on which the
// archive had it, as when it will be declassified, is not its own.
func (l *linker) date(found []message.Found) (archive.Day, error) {
	had := l.item.Created.AddDate(0, 0, 1).Format(time.DateOnly) // where the day begins first
	text, dated := "", ""
	if l.head.Pages > 0 {
		p, err := l.file.Page(1)
		if err != nil {
			return "", err
		}
		text, dated = p.Text, p.Dated
	}
	for _, day := range []archive.Day{message.Day(found), dated} {
		if day != "" && day <= had {
			return day, nil
		}
	}
	return link.Date(text, dayOf(l.head.About.Created), had), nil
}

// run reads the item twice: what all of it says settles what each part means.
func (l *linker) run(ctx context.Context) error {
	d := link.NewDocument(l.g, l.context)
	err := l.each(ctx, func(p archive.Page) error { d.Read(p); return nil },
		func(t archive.Table, r archive.Row) error { d.ReadRow(t, r); l.tables.first(t, r); return nil })
	if err != nil {
		return err
	}
	labels := &labels{}
	return l.each(ctx, func(p archive.Page) error { return l.page(ctx, p, d.Page(p)) },
		func(t archive.Table, r archive.Row) error { return l.row(ctx, t, r, labels.spread(t, r, d.Row(t, r))) })
}

func (l *linker) each(ctx context.Context, page func(archive.Page) error, row func(archive.Table, archive.Row) error) error {
	for p, err := range l.file.Pages() {
		if err == nil {
			err = cmp.Or(ctx.Err(), page(p))
		}
		if err != nil {
			return err
		}
	}
	for _, t := range l.head.Tables {
		for r, err := range l.file.Rows(t.Number, 1) {
			if err == nil {
				err = cmp.Or(ctx.Err(), row(t.Table, r))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// page stores what a page speaks of, and where on it.
func (l *linker) page(ctx context.Context, p archive.Page, places []archive.PlaceLink) error {
	if len(places) > 0 && p.Width > 0 {
		words, err := l.file.Words(p.Number)
		if err != nil {
			return err
		}
		at := align.Words(words, p.Text)
		for i := range places {
			for n, b := range at.Boxes(places[i].Start, places[i].End) {
				if n == 0 {
					places[i].Box = b
				} else {
					places[i].Box = places[i].Box.Union(b)
				}
			}
		}
	}
	for _, found := range places {
		if err := l.out.Place(ctx, found); err != nil {
			return err
		}
	}
	spans := l.periods(p.Text, archive.PeriodLink{Page: p.Number})
	if p.Number == 1 {
		l.first, l.spans = p.Text, spans
	}
	return l.store(ctx, spans)
}

func (l *linker) store(ctx context.Context, all []archive.PeriodLink) error {
	for _, p := range all {
		if err := l.out.Period(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// periods finds the periods of a text that stands somewhere.
func (l *linker) periods(text string, at archive.PeriodLink) []archive.PeriodLink {
	var all []archive.PeriodLink
	for _, f := range period.In(text, l.fiscal()) {
		all = append(all, linked(f, at))
	}
	return all
}

// linked is the link for a period that stands somewhere.
func linked(f period.Find, at archive.PeriodLink) archive.PeriodLink {
	at.Start, at.End, at.Text, at.Period = f.Start, f.End, f.Text, f.Period
	at.Label, at.Calendar, at.Flags, at.Granularity = f.Label, f.Calendar, f.Flags, granularity(f.Period)
	return at
}

// granularity says how long a period is.
func granularity(p archive.Period) string {
	switch n := p.Days(); {
	case n <= 0:
		return ""
	case n == 1:
		return "day"
	case n == 7:
		return "week"
	case n >= 28 && n <= 31:
		return "month"
	case n >= 89 && n <= 92:
		return "quarter"
	case n >= 181 && n <= 184:
		return "half"
	case n == 365 || n == 366:
		return "year"
	case n >= 3652 && n <= 3653:
		return "decade"
	}
	return "range"
}

// labels are the links of what stands above rows and holds for several.
type labels struct {
	table int
	above string // the labels they are of
	links []archive.PlaceLink
}

// spread gives the links of the labels above a row to each row that they hold
// for, and those of a table's title to the table.
func (s *labels) spread(t archive.Table, r archive.Row, links []archive.PlaceLink) []archive.PlaceLink {
	above := strings.Join(r.Group, "\n")
	if t.Number != s.table || above != s.above {
		s.table, s.above, s.links = t.Number, above, nil
		for i := range links {
			switch l := &links[i]; {
			case l.Col > 0:
			case cutAt(above, l.Start, l.End) == l.Text:
				s.links = append(s.links, *l)
			default:
				l.Row = 0
			}
		}
		return links
	}
	for _, l := range s.links {
		l.Page, l.Row = r.Page, r.Number
		links = append(links, l)
	}
	return links
}

// cutAt returns the code points from start to end, "" where there are none.
func cutAt(text string, start, end int) string {
	if runes := []rune(text); start >= 0 && start <= end && end <= len(runes) {
		return string(runes[start:end])
	}
	return ""
}
