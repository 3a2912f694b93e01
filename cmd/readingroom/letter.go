package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/foia"
	"readingroom/archive/letter"
)

func newRequestLetter() *cobra.Command {
	var asJSON bool
	var reads ocrFlags
	c := &cobra.Command{
		Use:   "letter FILE [flags]",
		Short: "Say what a letter about a request states; needs no archive",
		Long: `Letter reads a letter of a request for records (an acknowledgement, a determination,
a complaint) and prints what it is, what it states, each with the sentence that says
so and its place, and the events that it would be entered as. It decides nothing.`,
		Example: `  readingroom request letter determination.pdf`,
		Args:    takes(1, "the letter"),
		RunE: func(c *cobra.Command, args []string) error {
			var options extract.Options
			if err := reads.setUnasked(c.Context(), &options); err != nil {
				return err
			}
			r, err := readLetter(c.Context(), args[0], options)
			if err != nil {
				return fmt.Errorf("%s: %w", archive.ExactPath(args[0]), err)
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), r)
			}
			return writeLetter(c.OutOrStdout(), r)
		},
	}
	reads.add(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return c
}

// A letterReport is what "request letter --json" prints.
type letterReport struct {
	File string `json:"file"`
	letter.Reading
	Events []foia.Event `json:"events"` // as it would be entered
}

func readLetter(ctx context.Context, path string, options extract.Options) (letterReport, error) {
	r := letterReport{File: archive.ExactPath(path), Events: []foia.Event{}}
	f, err := openFile(path)
	if err != nil {
		return r, err
	}
	defer f.Close()
	var rec extract.Recorder
	out, err := extract.Sandbox{Options: options}.Extract(ctx, f, archive.ShowName(path), &rec)
	if err != nil {
		return r, err
	}
	if out.Reason != "" && len(rec.Pages) == 0 {
		return r, errors.New(out.Reason)
	}
	r.Reading = letter.Read(rec.Pages)
	r.Events = append(r.Events, letter.Propose(r.Reading, "")...)
	return r, nil
}

func writeLetter(w io.Writer, r letterReport) error {
	if r.Kind == letter.Unknown {
		fmt.Fprintln(w, "What it is, is not clear.")
	} else {
		fmt.Fprintf(w, "It is: %s\n", r.Kind)
	}
	for _, a := range r.Acts {
		fmt.Fprintf(w, "\n%s\n  “%s” (%s)\n", a.Kind, clip(a.Quote, 200), a.At)
	}
	for _, f := range r.Facts {
		value := f.Value
		switch f.What {
		case letter.FeeAsked, letter.FeeEstimated:
			var cents int64
			fmt.Sscan(f.Value, &cents)
			value = fmt.Sprintf("$%d.%02d", cents/100, cents%100)
		case letter.FeeNone:
			value = ""
		}
		if value != "" {
			value = ": " + value
		}
		fmt.Fprintf(w, "\n%s%s\n  “%s” (%s)\n", f.What, value, clip(f.Quote, 200), f.At)
	}
	_, err := fmt.Fprintln(w)
	return err
}
