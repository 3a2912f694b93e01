package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"readingroom/archive"
	"readingroom/archive/link"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/link/period"
)

// maxLinkText is how many bytes of text are read.
const maxLinkText = 64 << 20

// A linked is what the command prints.
type linked struct {
	Places  []linkedPlace  `json:"places"`
	Periods []linkedPeriod `json:"periods"`
}

type linkedPlace struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	archive.Jurisdiction
	Confidence float64                `json:"confidence"`
	Rule       string                 `json:"rule"`
	Candidates []archive.Jurisdiction `json:"candidates"`
}

type linkedPeriod struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	archive.Period
	Label    string   `json:"label"`
	Calendar string   `json:"calendar"`
	Flags    []string `json:"flags"`
}

func newLink() *cobra.Command {
	var asJSON bool
	var date, place, additions, given string
	c := &cobra.Command{
		Use:   "link [flags] [< TEXT]",
		Short: "Print the places and the periods that a text speaks of; needs no archive",
		Long: `Link reads a text from standard input, or the one given with --text, and prints the
places and the periods that it speaks of, with the words that say so, how sure it
is, and by which rule. A doubtful one has no code, only candidates, the most likely
first.

--date is the document's own date: days without a year take the year nearest to it,
and counties are those of that day. --place says what jurisdiction the document is
of: names are looked for there first, and "fiscal year" is that state's.
--names adds agencies, jails and other names from a CSV file.`,
		Example: `  readingroom link --json --date 2017-03-22 < letter.txt
  readingroom link --text 'Franklin County, Iowa, week of Jan. 28' --date 2017-03-22`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			context := link.Context{Date: date, Place: place}
			if _, err := time.Parse(time.DateOnly, date); date != "" && err != nil {
				return usageError{fmt.Errorf("--date %s: want a day, as 2017-10-19", date)}
			}
			g, err := gazetteerWith(additions)
			if err != nil {
				return err
			}
			if _, ok := g.BySlug(place); place != "" && !ok {
				return usageError{fmt.Errorf("--place %s: no such jurisdiction; want an address, as us/ca/ventura-county", place)}
			}
			text := given
			if !c.Flags().Changed("text") {
				if text, err = readText(c.InOrStdin()); err != nil {
					return err
				}
			}
			found := linkText(g, context, strings.ToValidUTF8(text, "\ufffd"))
			if asJSON {
				return writeJSON(c.OutOrStdout(), found)
			}
			return writeLinked(c.OutOrStdout(), found)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print them as one JSON document")
	c.Flags().StringVar(&given, "text", "", "the text, in place of standard input")
	c.Flags().StringVar(&date, "date", "", "the document's own date, as 2017-10-19")
	c.Flags().StringVar(&place, "place", "", "the jurisdiction that the document is of, as us/ca")
	c.Flags().StringVar(&additions, "names", "", "a CSV file of further agencies, jails and other names: name,type,city,state,county_fips")
	return c
}

func readText(r io.Reader) (string, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxLinkText+1))
	if err == nil && len(text) > maxLinkText {
		err = fmt.Errorf("the text is longer than %d MB: give it in parts", maxLinkText>>20)
	}
	return string(text), err
}

// gazetteerWith returns the gazetteer with what a file adds to it.
func gazetteerWith(path string) (*gazetteer.Gazetteer, error) {
	if path == "" {
		return gazetteer.Load(), nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", archive.ExactPath(path), bare(err))
	}
	added, err := gazetteer.ReadAdditions(f)
	if err != nil {
		fmt.Fprintf(os.Stderr, "readingroom: %s: left out:\n%v\n", archive.ExactPath(path), err)
	}
	if err = f.Close(); err != nil {
		return nil, err
	}
	if len(added) == 0 {
		return nil, fmt.Errorf("%s: no row of it can be used", archive.ExactPath(path))
	}
	return gazetteer.New(added), nil
}

func linkText(g *gazetteer.Gazetteer, c link.Context, text string) linked {
	found := linked{Places: []linkedPlace{}, Periods: []linkedPeriod{}}
	page := archive.Page{Number: 1, Text: text}
	d := link.NewDocument(g, c)
	d.Read(page)
	for _, l := range d.Page(page) {
		found.Places = append(found.Places, linkedPlace{l.Start, l.End, l.Text, l.Jurisdiction, l.Confidence, l.Rule, l.Candidates})
	}
	for _, f := range period.In(text, c.Period(g)) {
		if f.Flags == nil {
			f.Flags = []string{}
		}
		found.Periods = append(found.Periods, linkedPeriod{f.Start, f.End, f.Text, f.Period, f.Label, f.Calendar, f.Flags})
	}
	return found
}

func writeLinked(w io.Writer, found linked) error {
	for _, p := range found.Places {
		what := p.Code + " " + p.Name
		if p.Slug == "" {
			var names []string
			for i, c := range p.Candidates {
				if i == 5 {
					names = append(names, fmt.Sprintf("%d more", len(p.Candidates)-i))
					break
				}
				names = append(names, c.Name)
			}
			what = "one of " + strings.Join(names, "; ")
		}
		if _, err := fmt.Fprintf(w, "%5d  %-28s %s (%s, %.2f)\n", p.Start, p.Text, strings.TrimSpace(what), p.Rule, p.Confidence); err != nil {
			return err
		}
	}
	for _, p := range found.Periods {
		said := []string{p.Period.String()}
		if p.Label != said[0] {
			said = append(said, p.Label)
		}
		if p.Calendar != "" {
			said = append(said, p.Calendar)
		}
		if _, err := fmt.Fprintf(w, "%5d  %-28s %s\n", p.Start, p.Text, strings.Join(append(said, p.Flags...), " ")); err != nil {
			return err
		}
	}
	return nil
}
