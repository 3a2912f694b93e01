package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"readingroom/search"
	"readingroom/web"
)

func newSearch(data *string) *cobra.Command {
	var asJSON bool
	var limit int
	c := &cobra.Command{
		Use:   "search [flags] QUERY",
		Short: "Find pages and table rows by their words",
		Long: `Search prints the best places for a query: all words must match; "quotes" make a
phrase, OR and -word do what they say, kind:pdf, source:ICE and year:2017 narrow.
A query with a word to leave out stands after --.
'readingroom help search' has the whole language.`,
		Example: `  readingroom search '"Ventura County"'
  readingroom search --json --limit 50 'declined detainer kind:spreadsheet'
  readingroom search -- '-texas detainer'`,
		Args: takes(0, "the query"),
		RunE: func(c *cobra.Command, words []string) error {
			if limit < 1 || limit > 1000 {
				return usageError{fmt.Errorf("--limit %d: want a number from 1 to 1000", limit)}
			}
			found, err := runSearch(c.Context(), *data, strings.Join(words, " "), limit)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), found)
			}
			return writeFound(c.OutOrStdout(), found)
		},
	}
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return fmt.Errorf("%w; a query with a minus stands after --, as in readingroom search -- jail -texas", err)
	})
	c.Flags().BoolVar(&asJSON, "json", false, "print the results as one JSON document")
	c.Flags().IntVar(&limit, "limit", 10, "how many documents to show")
	return c
}

// runSearch searches: alone, or through the server that owns the folder.
func runSearch(ctx context.Context, data, query string, limit int) (*web.ResultsPage, error) {
	o, err := existing(ctx, data)
	if owner, ok := server(err); ok {
		found := new(web.ResultsPage)
		q := url.Values{"q": {query}, "limit": {strconv.Itoa(limit)}}
		err := owner.ask(ctx, http.MethodGet, "/search.json?"+q.Encode(), nil, found)
		return found, err
	}
	if err != nil {
		return nil, err
	}
	if err := o.indexed(ctx); err != nil {
		return nil, errors.Join(err, o.Close())
	}
	r, err := o.index.Search(ctx, search.Request{Query: query, Limit: limit, Explain: true})
	p := web.NewResultsPage(r)
	if err == nil {
		err = p.MarkCorrected(ctx, o.lists())
	}
	return p, errors.Join(err, o.Close())
}

// indexed makes the index anew where it is missing.
func (o *opened) indexed(ctx context.Context) error {
	if !o.index.NeedsRebuild() {
		return nil
	}
	c, err := o.db.Count(ctx, "")
	if err != nil {
		return err
	}
	if c.Items > 0 { // of an archive that holds nothing yet there is nothing to wait for
		fmt.Fprintln(os.Stderr, "The index is missing or of another version; it is being made anew.")
	}
	return o.work(ctx, func(ctx context.Context) error { return o.ingest.Wait(ctx, "", nil) })
}

func writeFound(w io.Writer, r *web.ResultsPage) error {
	bold, off := "", ""
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		bold, off = "\x1b[1m", "\x1b[0m"
	}
	fmt.Fprintf(w, "%s in %s; read as: %s\n", plural(r.Count, "hit", "hits"), plural(r.Items, "document", "documents"), r.ReadAs)
	writeReading(w, r)
	last := ""
	for _, h := range r.Hits {
		if h.Item != last {
			fmt.Fprintf(w, "\n%s%s%s  %s\n", bold, h.Title, off, h.Item)
			last = h.Item
		}
		if h.Locator != "" || h.Snippet != h.Title { // else it is the name, which stands above
			fmt.Fprintf(w, "  %-14s %s\n", h.Locator, h.Snippet)
		}
	}
	return nil
}

// writeReading prints what else is known of the query: how often each word is
// found, what was left out, and what may have been meant.
func writeReading(w io.Writer, r *web.ResultsPage) {
	count := func(n int, more bool) string {
		if more {
			return fmt.Sprintf("more than %d", n)
		}
		return strconv.Itoa(n)
	}
	if len(r.Words) > 1 {
		words := make([]string, len(r.Words))
		for i, x := range r.Words {
			words[i] = x.Text + " " + count(x.Count, x.More)
		}
		fmt.Fprintf(w, "each alone: %s\n", strings.Join(words, ", "))
	}
	for _, n := range r.Notes {
		fmt.Fprintln(w, n)
	}
	for _, a := range r.DidYouMean {
		fmt.Fprintf(w, "did you mean: %s (%s)\n", a.Query, count(a.Count, a.More))
	}
	for _, a := range r.Without {
		fmt.Fprintf(w, "without %s: %s (%s)\n", a.Instead, a.Query, count(a.Count, a.More))
	}
}
