package main

import (
	"cmp"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"readingroom/archive/foia"
	"readingroom/archive/ingest"
)

// releaseFlags are what an import says of the release that it brings.
type releaseFlags struct {
	released   string
	pages      int
	inPart     int
	withheld   int
	exemptions []string
}

func (r *releaseFlags) add(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&r.released, "released", "", "with --release: the day of the release; today where not given")
	f.IntVar(&r.pages, "pages", 0, "with --release: how many pages were released")
	f.IntVar(&r.inPart, "in-part", 0, "with --release: how many of these have something withheld")
	f.IntVar(&r.withheld, "withheld", 0, "with --release: how many pages were withheld in full")
	f.StringArrayVar(&r.exemptions, "exemption", nil, "with --release: an exemption claimed, such as \"(b)(5)\"; may be given several times")
}

// tell makes the event of the release that an order is to record.
func (r *releaseFlags) tell(c *cobra.Command, o *ingest.Order) error {
	if o.Request == "" || o.Release == "" {
		for _, name := range []string{"released", "pages", "in-part", "withheld", "exemption"} {
			if c.Flags().Changed(name) {
				return usageError{errors.New("--" + name + ": name the request with --request and the release with --release")}
			}
		}
		return nil
	}
	o.Event = &foia.Event{
		Kind: foia.Released, Date: cmp.Or(r.released, time.Now().Format(time.DateOnly)),
		Release: &foia.Release{Title: o.Release, Pages: r.pages, InPart: r.inPart, InFull: r.withheld, Exemptions: r.exemptions},
	}
	var faults foia.Faults
	if err := o.Event.Check(); errors.As(err, &faults) {
		return usageError{errors.New("--" + flagOf(faults[0].Field) + ": " + faults[0].Text)}
	}
	return nil
}

// flagOf is the flag that says a field of an event.
func flagOf(field string) string {
	switch field {
	case "date":
		return "released"
	case "release.in_full":
		return "withheld"
	case "release.in_part":
		return "in-part"
	case "release.exemptions":
		return "exemption"
	case "release.pages":
		return "pages"
	}
	return "release"
}
