package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"readingroom/archive/foia"
	"readingroom/archive/store"
	"readingroom/web"
)

// This file is the commands for the tables that requests rest on: agencies,
// laws, holidays.

func newRequestAgencies(data *string) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "agencies [--json] [WORD…]",
		Short: "List the agencies that are known, or those with all words in their names; needs no archive",
		Example: `  readingroom request agencies
  readingroom request agencies immigration`,
		RunE: func(c *cobra.Command, args []string) error {
			p := new(web.AgenciesPage)
			if !thereIs(*data) {
				known, err := foia.Seed()
				if err != nil {
					return err
				}
				p = web.AgenciesOf(known, strings.Join(args, " "))
				return writeAgencies(c.OutOrStdout(), p, asJSON)
			}
			err := withArchive(c.Context(), *data, http.MethodGet, "/agencies.json?"+url.Values{"q": {strings.Join(args, " ")}}.Encode(), nil, p, func(ctx context.Context, db *store.Store) error {
				found, err := web.Agencies(ctx, db, strings.Join(args, " "), time.Now().Format(time.DateOnly))
				p = found
				return err
			})
			if err != nil {
				return err
			}
			return writeAgencies(c.OutOrStdout(), p, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print them as one JSON document")
	return c
}

func writeAgencies(w io.Writer, p *web.AgenciesPage, asJSON bool) error {
	if asJSON {
		return writeJSON(w, p)
	}
	for _, a := range p.Agencies {
		if _, err := fmt.Fprintf(w, "%-32s %s\n", a.Slug, a.Name); err != nil {
			return err
		}
	}
	return nil
}

// thereIs reports whether a folder holds an archive.
func thereIs(data string) bool {
	_, err := os.Stat(filepath.Join(data, databaseFile))
	return !errors.Is(err, os.ErrNotExist)
}

func newRequestLaws(data *string) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "laws [--json]",
		Short: "List the laws that are known, and the days they allow; needs no archive",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			all, err := knownLaws(c.Context(), *data)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), struct {
					Laws []foia.Law `json:"laws"`
				}{all})
			}
			for _, l := range all {
				answer := "no number of days"
				if l.Answer.Days > 0 {
					answer = countOf(l.Answer) + " days (" + l.Answer.Cite + ")"
				}
				if _, err := fmt.Fprintf(c.OutOrStdout(), "%-12s %s\n             %s\n", l.Code, l.Name, answer); err != nil {
					return err
				}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print them as one JSON document")
	return c
}

// knownLaws are those of the archive where there is one, else the program's.
func knownLaws(ctx context.Context, data string) ([]foia.Law, error) {
	if !thereIs(data) {
		return foia.Laws, nil
	}
	var p struct {
		Laws []foia.Law `json:"laws"`
	}
	err := withArchive(ctx, data, http.MethodGet, "/laws.json", nil, &p, func(ctx context.Context, db *store.Store) (err error) {
		p.Laws, err = db.Laws(ctx)
		return err
	})
	return p.Laws, err
}

// lawNamed is a law of the archive, where there is one, which may have added it
// or changed it; else of the program.
func lawNamed(ctx context.Context, data, code string) (foia.Law, error) {
	all, err := knownLaws(ctx, data)
	if err != nil {
		return foia.Law{}, err
	}
	var codes []string
	for _, l := range all {
		if l.Code == code {
			return l, nil
		}
		codes = append(codes, l.Code)
	}
	return foia.Law{}, usageError{fmt.Errorf("--law: there is no law %q; the known ones are %s", code, strings.Join(codes, ", "))}
}

func newImportAgencies(data *string) *cobra.Command {
	return tableCommand(data, "import-agencies FILE", "Take in agencies from a table in CSV", `The first row names the columns: slug and name, and where they are known short,
parent, kind, jurisdiction, law, contact, email, address, portal, appeal_to,
source. A table with a mistake is not taken in; each mistake is told with its row
and column. One that was taken in already changes nothing.`, "agency", "agencies", "/agencies.json", web.TakeAgencies)
}

func newImportLaws(data *string) *cobra.Command {
	return tableCommand(data, "import-laws FILE", "Take in laws from a table in CSV", `The first row names the columns: code, name and citation, and where they are
known `+strings.Join(foia.LawColumns()[3:], ", ")+`.
A table with a mistake is not taken in; each mistake is told with its row and
column. One that was taken in already changes nothing.`, "law", "laws", "/laws.json", web.TakeLaws)
}

func newImportHolidays(data *string) *cobra.Command {
	var code string
	c := &cobra.Command{
		Use: "import-holidays --law CODE FILE", Short: "Take in holidays of a law from a table in CSV", Args: takes(1, "a CSV file"),
		Long: `The columns are date (2017-12-26) and name. Days that are there already with
another name are changed; others stay.`,
		RunE: func(c *cobra.Command, args []string) error {
			if code == "" {
				return usageError{errors.New("--law: say of which law these are the holidays, such as us-ca-cpra")}
			}
			return takeTable(c, *data, args[0], "holiday", "holidays", "/laws/"+url.PathEscape(code)+"/holidays.json", func(ctx context.Context, db *store.Store, table string) (web.Taken, error) {
				return web.TakeHolidays(ctx, db, code, table)
			})
		},
	}
	c.Flags().StringVar(&code, "law", "", "the code of the law")
	return c
}

type takesIn func(ctx context.Context, db *store.Store, table string) (web.Taken, error)

func tableCommand(data *string, use, says, long, one, many, path string, take takesIn) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: says, Long: long, Args: takes(1, "a CSV file"),
		RunE: func(c *cobra.Command, args []string) error {
			return takeTable(c, *data, args[0], one, many, path, take)
		},
	}
}

// takeTable has a file taken in, here or by the server that owns the folder.
func takeTable(c *cobra.Command, data, file, one, many, path string, take takesIn) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var t web.Taken
	body := map[string]string{"table": string(b)}
	o, err := openArchive(c.Context(), data)
	if owner, ok := server(err); ok {
		err = owner.ask(c.Context(), http.MethodPost, path, body, &t)
	} else if err == nil {
		t, err = take(c.Context(), o.db, string(b))
		err = errors.Join(err, o.Close())
	}
	if err != nil {
		return fmt.Errorf("%s: nothing was taken in.\n%s", file, err)
	}
	if t.Read == 1 {
		many = one
	}
	said := fmt.Sprintf("%d %s read, %d new or changed", t.Read, many, t.Changed)
	if t.Changed == 0 {
		said = fmt.Sprintf("%d %s read; nothing changed", t.Read, many)
	}
	_, err = fmt.Fprintln(c.OutOrStdout(), said)
	return err
}

// withArchive asks the server that owns the folder, or does it here.
func withArchive(ctx context.Context, data, method, path string, body, out any, here func(context.Context, *store.Store) error) error {
	o, err := existing(ctx, data)
	if owner, ok := server(err); ok {
		return owner.ask(ctx, method, path, body, out)
	}
	if err != nil {
		return err
	}
	return errors.Join(here(ctx, o.db), o.Close())
}
