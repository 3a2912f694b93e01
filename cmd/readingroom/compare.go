package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"readingroom/archive/lists"
	"readingroom/web"
)

func newCompare(data *string) *cobra.Command {
	var asJSON bool
	var places, at []string
	c := &cobra.Command{
		Use:   "compare [flags] --place NAME… [--list ITEM…]",
		Short: "Say on which lists a place stands, and why not on the others",
		Long: `Compare answers for each place and list: listed, with the row and its figure; not
listed; outside period; other definition; corrected; same name, where another
place of that name is listed; or not covered. Each answer cites what it rests on.

A list is a document (2026-017-0003) or one table of it (2026-017-0003:p3:t1);
none are all documents that list places. A name that several places bear gets no
answer but its candidates, and exit code 1: add the state.`,
		Example: `  readingroom compare --place "Arapahoe County, Colorado"
  readingroom compare --json --place "Franklin County, Iowa" --list 2026-001-0002 --list 2026-001-0003`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if len(places) == 0 {
				return usageError{errors.New("--place NAME is missing: say which place to look for")}
			}
			if len(places) > lists.PlacesAtMost {
				return usageError{fmt.Errorf("%d places; at most %d can be compared at a time", len(places), lists.PlacesAtMost)}
			}
			found, err := runCompare(c.Context(), *data, places, at)
			if err != nil {
				return err
			}
			if asJSON {
				err = writeJSON(c.OutOrStdout(), found)
			} else {
				err = writeCompared(c.OutOrStdout(), found)
			}
			for _, p := range found.Places {
				if p.Problem != "" {
					fmt.Fprintln(c.ErrOrStderr(), p.Problem)
					err = errors.Join(err, errSaid)
				}
			}
			return err
		},
	}
	c.Flags().StringArrayVar(&places, "place", nil, "a place, such as \"Ventura County, California\", 06111 or us/ca/ventura-county; may be repeated")
	c.Flags().StringArrayVar(&at, "list", nil, "a document or a table of one; may be repeated")
	c.Flags().BoolVar(&asJSON, "json", false, "print the answers as one JSON document")
	return c
}

// runCompare compares: alone, or through the server that owns the folder.
func runCompare(ctx context.Context, data string, places, at []string) (*web.ComparePage, error) {
	o, err := existing(ctx, data)
	if owner, ok := server(err); ok {
		found := new(web.ComparePage)
		q := url.Values{"place": places, "list": at}
		err := owner.ask(ctx, http.MethodGet, "/compare.json?"+q.Encode(), nil, found)
		return found, err
	}
	if err != nil {
		return nil, err
	}
	found, err := web.Compare(ctx, o.lists(), places, at)
	return found, errors.Join(err, o.Close())
}

func writeCompared(w io.Writer, p *web.ComparePage) error {
	for i, x := range p.Places {
		if x.Problem != "" {
			continue // said on standard error
		}
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s  %s\n", x.Name, x.Code)
		for n, l := range x.Lists {
			c := p.Lists[n]
			fmt.Fprintf(w, "  %s  %s\n", c.List, c.Title)
			for k, a := range l.Sections {
				answer := string(a.Answer)
				if a.Value != "" {
					answer += ", " + a.Value + " " + a.Unit
				}
				if a.Text != "" {
					answer += ": " + a.Text
				}
				fmt.Fprintf(w, "    %s\n      %s  [%s]\n", short(c.Sections[k].Title, 90), answer, a.Citation)
			}
			if len(l.Sections) == 0 {
				fmt.Fprintf(w, "    %s: %s\n", l.Answer, l.Text)
			}
		}
	}
	return nil
}

func short(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
