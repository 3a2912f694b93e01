package main

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"readingroom/archive/foia"
	"readingroom/web"
)

// eventFlags are the flags of readingroom request event, each with the field of
// the form on the site that it fills in.
var eventFlags = []struct{ name, field, says string }{
	{"date", "date", "the day it happened, such as 2017-04-13"},
	{"component", "component", "received, referred, consulted: which agency or component"},
	{"tracking", "tracking", "a tracking number that it told"},
	{"tracking-whose", "tracking_whose", "whose number that is; the agency's where not given"},
	{"tracking-why", "tracking_why", "what the number is for: request, appeal, referral"},
	{"note", "note", "a note"},
	{"by", "by", "who records it; the user of this machine where not given"},
	{"item", "item", "the document that shows it, such as 2026-017-0003"},
	{"place", "place", "where in it, such as 2026-017-0003:p2"},
	{"quote", "quote", "the sentence there"},
	{"corrects", "corrects", "the id of the event that this one stands in for"},
	{"days", "days", "extension notified: by how many days"},
	{"amount", "amount", "fees: dollars, such as 120.50"},
	{"fee-for", "fee_for", "fees: for what"},
	{"granted", "granted", "fee waiver decided, expedition decided: yes or no"},
	{"disposition", "disposition", "determination: the agency's answer, such as \"partial grant\""},
	{"exemptions", "exemptions", "determination, interim release: exemptions claimed, such as \"(b)(5), (b)(6)\""},
	{"why", "why", "determination: its reason"},
	{"title", "title", "releases: what it is called"},
	{"pages", "pages", "releases: pages released"},
	{"in-part", "in_part", "releases: of these, with something withheld"},
	{"withheld", "in_full", "releases: pages withheld in full"},
	{"accession", "accession", "releases: the accession that brought it, such as 2026-017"},
	{"grounds", "grounds", "appeal filed: its grounds"},
	{"decision", "decision", "appeal decided: affirmed, partly reversed, reversed and remanded, closed"},
	{"court", "court", "suit filed: such as D.D.C."},
	{"docket", "docket", "suits and orders: such as 1:17-cv-01008"},
	{"suit-title", "suit_title", "suit filed: such as \"Judicial Watch v. DHS\""},
	{"result", "result", "settled, suit ended: with what result"},
	{"order", "order", "court order: what was ordered"},
}

func newRequestEvent(data *string) *cobra.Command {
	values := map[string]*string{}
	var produce []string
	var anyway, asJSON bool
	var kinds []string
	for _, k := range foia.Kinds {
		kinds = append(kinds, string(k))
	}
	c := &cobra.Command{
		Use:   "event ID KIND --date DAY [flags]",
		Short: "Record what happened to a request",
		Long: `Event records what happened to a request. Nothing is written over: what was entered
wrongly is corrected by another event with --corrects, or struck with the kind struck.
An event that does not fit among the others is refused with the reason; --anyway
records it all the same, and the request's page says what does not fit.

Kinds: ` + strings.Join(kinds, ", ") + `.`,
		Example: `  readingroom request event R2017-003 received --date 2017-04-13 --component dhs/ice
  readingroom request event R2017-003 determination --date 2017-05-10 --disposition "partial grant" --exemptions "(b)(5)"
  readingroom request event R2017-003 "court order" --date 2017-08-01 --produce "2017-10-31 500 pages"`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return errors.New("give the number of a request, and what happened to it in quotes, such as \"clarification asked\"")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			f := web.EventForm{V: map[string]string{"kind": strings.ReplaceAll(args[1], "-", " "), "schedule": strings.Join(produce, "\n"), "by": userName()}}
			given := map[string]string{}
			for _, x := range eventFlags {
				if given[x.field] = x.name; *values[x.field] != "" {
					f.V[x.field] = *values[x.field]
				}
			}
			e, faults := f.Event("")
			if len(faults) > 0 {
				return usageError{fmt.Errorf("--%s: %s", given[web.FieldOf(faults[0].Field)], faults[0].Text)}
			}
			said := struct {
				foia.Event
				Anyway bool `json:"anyway,omitempty"`
			}{e, anyway}
			var recorded web.Recorded
			if err := askOnce(c.Context(), *data, http.MethodPost, requestPath(args[0])+"/events.json", said, &recorded); err != nil {
				return errors.New(strings.ReplaceAll(err.Error(), `Send "anyway": true`, "Give --anyway"))
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), recorded)
			}
			s := recorded.Standing
			fmt.Fprintf(c.OutOrStdout(), "Recorded: %s, %s. %s stands at %q.\n", recorded.Event.Kind, foia.Long(recorded.Event.Date), recorded.Event.Request, s.Stage)
			for _, x := range s.Problems {
				fmt.Fprintln(c.OutOrStdout(), "Problem:", x)
			}
			if s.Next.Text != "" {
				fmt.Fprintln(c.OutOrStdout(), "Next:", s.Next.Text)
			}
			return nil
		},
	}
	for _, x := range eventFlags {
		values[x.field] = c.Flags().String(x.name, "", x.says)
	}
	c.Flags().StringArrayVar(&produce, "produce", nil, "court order: what is to be produced, \"2017-10-31 500 pages\"; may be given several times")
	c.Flags().BoolVar(&anyway, "anyway", false, "record it even where it does not fit among the others")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return c
}
