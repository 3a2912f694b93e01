package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/web"
)

func newRequestList(data *string) *cobra.Command {
	var asJSON bool
	filters := map[string]*string{}
	var quiet, closing int
	c := &cobra.Command{
		Use:   "list [flags]",
		Short: "List requests: those due, overdue, waiting for us, quiet",
		Long: `List prints a work list of requests: what, to whom, where it stands, what is due
and how many days are left or over, and the last event.

Lists: ` + listNames() + `. Open ones are listed where none is named.`,
		Example: `  readingroom request list
  readingroom request list --list overdue --agency ice
  readingroom request list --list quiet --quiet 60 --json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			v := url.Values{}
			for name, value := range filters {
				if *value != "" {
					v.Set(name, *value)
				}
			}
			for name, n := range map[string]int{"quiet": quiet, "closing": closing} {
				if c.Flags().Changed(name) {
					v.Set(name, strconv.Itoa(n))
				}
			}
			p, err := runRequestList(c.Context(), *data, v)
			if err != nil {
				return saidOnce(err)
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), p)
			}
			return writeRequests(c.OutOrStdout(), p)
		},
	}
	for _, f := range []struct{ name, says string }{
		{"list", "the work list"},
		{"agency", "of this agency or its components, such as ice or dhs"},
		{"component", "that went to this component"},
		{"law", "under this law, such as us-foia"},
		{"status", "that stand so, such as processing or overdue"},
		{"outcome", "that ended so, such as \"partial grant\"; none for those with no answer"},
		{"jurisdiction", "of agencies in this place, such as us/ca"},
		{"tag", "with this tag"},
		{"requester", "of this requester"},
		{"text", "with these words"},
		{"sort", "in this order: " + strings.Join(foia.Orders, ", ") + "; with - before it the other way round"},
	} {
		name := f.name
		if name == "text" {
			name = "q"
		}
		filters[name] = c.Flags().String(f.name, "", f.says)
	}
	c.Flags().IntVar(&quiet, "quiet", 30, "on the list quiet: no event for so many days")
	c.Flags().IntVar(&closing, "closing", 30, "on the list waiting: the time to appeal ends within so many days")
	c.Flags().BoolVar(&asJSON, "json", false, "print the list as one JSON document")
	return c
}

func listNames() string {
	var names []string
	for _, l := range foia.WorkLists {
		names = append(names, string(l))
	}
	return strings.Join(names, ", ")
}

// runRequestList lists: alone, or through the server that owns the folder.
func runRequestList(ctx context.Context, data string, v url.Values) (*web.RequestsPage, error) {
	o, err := existing(ctx, data)
	if owner, ok := server(err); ok {
		p := new(web.RequestsPage)
		return p, owner.ask(ctx, http.MethodGet, "/requests.json?"+v.Encode(), nil, p)
	}
	if err != nil {
		return nil, err
	}
	p, err := web.Worklist(ctx, o.db, v, time.Now().Format(time.DateOnly))
	return p, errors.Join(err, o.Close())
}

// saidOnce makes wrong usage of what a list was asked for and cannot be.
func saidOnce(err error) error {
	if errors.Is(err, archive.ErrInvalid) {
		return usageError{errors.New(strings.TrimSuffix(err.Error(), ": "+archive.ErrInvalid.Error()))}
	}
	return err
}

func writeRequests(w io.Writer, p *web.RequestsPage) error {
	said := fmt.Sprintf("%s: %s, as of %s\n", p.Title, countedRequests(p.Count), foia.Long(p.AsOf))
	for _, l := range p.Requests {
		to := l.AgencyName
		if to == "" {
			to = l.Agency
		}
		said += fmt.Sprintf("\n%s  %s\n  to %s; %s", l.Number, short(l.Title, 90), to, l.Stage)
		if l.Outcome != "" {
			said += ": " + string(l.Outcome)
		}
		said += "\n"
		if d := l.Due; d != nil {
			said += fmt.Sprintf("  %s %s, %s\n", d.Text, foia.Long(d.Date), d.LeftWords())
		}
		for _, why := range l.Why {
			said += "  " + why + "\n"
		}
		if e := l.Last; e != nil {
			said += fmt.Sprintf("  Last: %s, %s\n", e.Kind, foia.Long(e.Date))
		}
	}
	_, err := io.WriteString(w, said)
	return err
}

func countedRequests(n int) string {
	if n == 1 {
		return "1 request"
	}
	return fmt.Sprintf("%d requests", n)
}
