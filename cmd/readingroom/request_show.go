package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"readingroom/archive/foia"
	"readingroom/web"
)

func newRequestShow(data *string) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Tell what happened to a request, and where it stands",
		Long: `Show prints where a request stands, what to do next, and what happened to it, with
the documents that show it. ID is its number here (R2017-003), or one that the agency
gave it (2017-HQFO-00999).`,
		Example: `  readingroom request show R2017-003
  readingroom request show --json 2017-HQFO-00999`,
		Args: takes(1, "the number of a request"),
		RunE: func(c *cobra.Command, args []string) error {
			var raw json.RawMessage
			if err := askOnce(c.Context(), *data, http.MethodGet, requestPath(args[0])+".json", nil, &raw); err != nil {
				return err
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), raw)
			}
			var p web.RequestPage
			if err := json.Unmarshal(raw, &p); err != nil {
				return err
			}
			return writeRequest(c.OutOrStdout(), &p)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return c
}

func requestPath(id string) string { return "/requests/" + url.PathEscape(strings.TrimSpace(id)) }

// askOnce opens the archive, asks it one thing, and closes it.
func askOnce(ctx context.Context, data, method, path string, body, out any) error {
	r, err := enter(ctx, data, false)
	if err != nil {
		return err
	}
	return errors.Join(r.ask(ctx, method, path, body, out), r.Close())
}

// writeRequest prints a request as a page of text.
func writeRequest(w io.Writer, p *web.RequestPage) error {
	out := func(format string, args ...any) { fmt.Fprintf(w, format, args...) }
	r, s := p.Request, p.Standing
	out("%s  %s\nTo %s under the %s", r.Number, r.Title, p.Agency.Name, p.Law.Name)
	if r.Requester != "" {
		out(", by %s", r.Requester)
	}
	out("\n")
	for _, t := range s.Tracking {
		out("%s number %s (%s)\n", t.Why, t.Number, t.Whose)
	}
	out("\nStands   %s", s.Stage)
	if s.Since != "" {
		out(" since %s", foia.Long(s.Since))
	}
	if s.Outcome != "" {
		out("; outcome: %s, %s", s.Outcome, foia.Long(s.Completed))
	}
	out("\n")
	if a := s.Clock; a != nil {
		if a.Due != "" {
			out("Due      %s\n", foia.Long(a.Due))
		}
		out("Status   %s\n", statusWords(*a, p.Law))
	}
	if s.AppealBy != "" {
		out("Appeal   by %s\n", foia.Long(s.AppealBy))
	}
	if s.Next.Text != "" {
		out("Next     %s\n", s.Next.Text)
	}
	for _, x := range s.Problems {
		out("Problem  %s\n", x)
	}
	out("\n")
	for _, e := range p.Events {
		out("%s  %s", e.Date, e.Title)
		if e.State != "" {
			out("  [%s]", e.State)
		}
		out("\n")
		for _, f := range e.Facts {
			out("            %s\n", f)
		}
		if e.Document != nil {
			out("            %s  %s\n", e.Document.Number, e.Document.Title)
		}
		if e.Accession != nil {
			out("            accession %s, %s\n", e.Accession.Number, plural(e.Accession.Counts.Files, "file", "files"))
		}
	}
	return nil
}
