package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"

	"github.com/spf13/cobra"

	"readingroom/archive/foia"
	"readingroom/web"
)

func newRequestNew(data *string) *cobra.Command {
	var (
		r                         foia.Request
		category, filed, textFile string
		private, asJSON           bool
	)
	c := &cobra.Command{
		Use:   "new --title TEXT --agency AGENCY [flags]",
		Short: "Make a request, to be followed from filing to release",
		Long: `New makes a request and prints its number. It is a draft until its sending is
recorded, with --filed or later with readingroom request event; this program sends
nothing. --agency takes an agency's name or short name, as readingroom request agencies
lists them. The text of the letter is drafted on the request's page, or is given in a file.`,
		Example: `  readingroom request new --title "Declined detainer reports" --agency dhs/ice --filed 2017-04-13
  readingroom request new --title "Jail logs" --agency dhs/ice --text letter.txt --fee-waiver --private`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if r.Title == "" || r.Agency == "" {
				return usageError{errors.New("--title and --agency are needed: what is asked for, and of whom")}
			}
			said := struct {
				foia.Request
				Events []foia.Event `json:"events,omitempty"`
			}{Request: r}
			said.Category, said.Visibility = foia.FeeCategory(category), foia.Public
			if private {
				said.Visibility = foia.Private
			}
			if textFile != "" {
				b, err := os.ReadFile(textFile)
				if err != nil {
					return err
				}
				said.Text = string(b)
			}
			if filed != "" {
				said.Events = []foia.Event{{Kind: foia.Filed, Date: filed, By: userName()}}
			}
			room, err := enter(c.Context(), *data, true)
			if err != nil {
				return err
			}
			var saved web.Saved
			err = errors.Join(room.ask(c.Context(), http.MethodPost, "/requests.json", said, &saved), room.Close())
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), saved)
			}
			fmt.Fprintf(c.OutOrStdout(), "Request %s: %s, to %s.\n", saved.Number, saved.Request.Title, saved.Request.Agency)
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&r.Title, "title", "", "what is asked for, in a line")
	f.StringVar(&r.Agency, "agency", "", "the agency that is asked: its name, or short, such as dhs/ice")
	f.StringVar(&r.Law, "law", "", "the law the request is made under; the agency's where not given")
	f.StringVar(&r.Requester, "requester", "", "who asks")
	f.StringVar(&category, "fee-category", "", "commercial, educational, media or other")
	f.BoolVar(&r.FeeWaiver, "fee-waiver", false, "a waiver of fees is asked for")
	f.BoolVar(&r.Expedited, "expedited", false, "expedited processing is asked for")
	f.StringArrayVar(&r.Tags, "tag", nil, "a tag; may be given several times")
	f.BoolVar(&private, "private", false, "only those who keep the archive see it")
	f.StringVar(&textFile, "text", "", "a file with the text of the letter")
	f.StringVar(&filed, "filed", "", "the day it was sent, such as 2017-04-13, if it was")
	f.BoolVar(&asJSON, "json", false, "print one JSON document")
	return c
}
