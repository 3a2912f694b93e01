package main

import (
	"context"
	"fmt"

	"readingroom/archive/foia"
	"readingroom/fixtures"
)

// The request behind the samples: Judicial Watch v. DHS, No. 1:17-cv-01008
// (D.D.C.). Public are the days of the request and of the suit, the docket, the
// productions of 45 and of 680 pages and their release in October 2017; the
// letters and their numbers are reconstructions, as they say themselves.

// askSample records the request, and returns its number.
func (o *opened) askSample(ctx context.Context) (string, error) {
	r, err := o.db.AddRequest(ctx, foia.Request{
		Title: "Declined detainers: jurisdictions, jails, offenses and e-mail", Agency: "dhs", Law: foia.USFOIA.Code, Requester: "Judicial Watch",
		FeeWaiver: true, Category: foia.FeeMedia, Tags: []string{"detainers", "demo"}, Visibility: foia.Public, Year: 2017, Created: o.ingest.Now(),
	})
	return r.Number, err
}

// secondProduction is what the samples that came with it are a release of.
const secondProduction = "Second production"

// sampleEvents are what happened to the request. item gives the number of a
// sample by its file's name in the collection.
func sampleEvents(item func(name string) string) []foia.Event {
	suit := &foia.Lawsuit{Court: "D.D.C.", Docket: "1:17-cv-01008", Title: "Judicial Watch v. DHS"}
	return []foia.Event{
		{Kind: foia.Filed, Date: "2017-04-13", Item: item("2017-04-13-request.pdf")},
		{Kind: foia.Received, Date: "2017-04-13", Component: "dhs", Note: "Received on the day it was sent."},
		{
			Kind: foia.Acknowledged, Date: "2017-04-20", Item: item("2017-04-20-acknowledgement.pdf"), Tracking: &foia.TrackingNumber{Number: "2017-HQFO-00999", Whose: "dhs"},
			Note: "The letter is a reconstruction: its number and the extension it speaks of are invented, so no extension is recorded.",
		},
		{Kind: foia.Sued, Date: "2017-05-26", Item: item("2017-05-26-complaint.pdf"), Lawsuit: suit},
		{
			Kind: foia.Released, Date: "2017-07-14", Item: item("2017-07-14-production-1.pdf"), Component: "dhs/ice",
			Release: &foia.Release{Title: "First production", Pages: 45, Exemptions: []string{"(b)(6)", "(b)(7)(C)"}},
			Note:    "That the court had 45 pages produced is public; the day and the words of the letter are invented.",
		},
		{
			Kind: foia.Released, Date: "2017-09-15", Item: item("2017-09-15-production-2.pdf"), Component: "dhs/ice",
			Release: &foia.Release{Title: secondProduction, Pages: 680, Exemptions: []string{"(b)(5)", "(b)(6)", "(b)(7)(C)", "(b)(7)(E)"}},
			Note:    "That the court had 680 pages produced is public; the day and the words of the letter are invented.",
		},
		{Kind: foia.Noted, Date: "2017-10-12", Note: "The records that the court had ordered to be released were made public in October 2017."},
	}
}

// tellSample records what happened to the request, with the samples that show it.
func (o *opened) tellSample(ctx context.Context, number string) error {
	accessions, err := o.db.RequestAccessions(ctx, number)
	if err != nil {
		return err
	}
	items := map[string]string{}
	for _, a := range accessions {
		received, err := o.db.Received(ctx, a.Number)
		if err != nil {
			return err
		}
		for _, r := range received {
			items[r.Path] = r.Item
		}
	}
	missing := ""
	events := sampleEvents(func(name string) string {
		if items[name] == "" {
			missing = name
		}
		return items[name]
	})
	if missing != "" {
		return fmt.Errorf("sample %s was not taken in", missing)
	}
	for i := range events {
		events[i].Request, events[i].By, events[i].Entered = number, "demo", o.ingest.Now().UTC()
	}
	if _, err := o.db.AddEvents(ctx, events...); err != nil {
		return err
	}
	all, err := o.db.RequestItems(ctx, number)
	if err != nil {
		return err
	}
	return o.ingest.Relabel(ctx, all...)
}

// answersSample reports whether an intake of the samples answers the request.
func answersSample(r fixtures.Release) bool { return r.Dir == "foia" || r.Dir == "mail" }
