package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"

	"github.com/spf13/cobra"

	"readingroom/archive/ingest"
)

func newVerify(data *string) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "verify [flags]",
		Short: "Re-read every original and compare the store with the index",
		Long: `Verify reads every stored original again and checks it against its SHA-256
(fixity), opens what was extracted, and compares what the store says is searchable
with what the index holds. Exit code 1 says that something is wrong; each fault is
named on standard error with what to do.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			bar := newProgress(asJSON, "verified", "originals")
			v, err := runVerify(c.Context(), *data, bar)
			bar.end()
			if err != nil {
				return err
			}
			if asJSON {
				err = writeJSON(c.OutOrStdout(), v)
			} else {
				_, err = fmt.Fprintf(c.OutOrStdout(), "%s, %s read again in %.1f seconds: %s.\n", plural(v.Originals, "original", "originals"),
					plural(v.Bytes, "byte", "bytes"), v.Seconds, plural(len(v.Faults), "fault", "faults"))
				if v.Waiting > 0 && err == nil {
					_, err = fmt.Fprintf(c.OutOrStdout(), "%s not searchable yet; the index was not compared.\n", plural(v.Waiting, "document is", "documents are"))
				}
			}
			for _, f := range v.Faults {
				where := "the archive"
				if f.Item != "" {
					where = f.Item + " " + f.Name
				}
				fmt.Fprintf(os.Stderr, "readingroom: %s: %s\n", where, f.Text)
			}
			if err == nil && len(v.Faults) > 0 {
				err = errSaid
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print what was found as one JSON document")
	return c
}

func runVerify(ctx context.Context, data string, bar *progress) (ingest.Verification, error) {
	o, err := existing(ctx, data)
	if owner, ok := server(err); ok {
		var v ingest.Verification
		err := owner.ask(ctx, http.MethodPost, "/-/verify", struct{}{}, &v)
		return v, err
	}
	if err != nil {
		return ingest.Verification{}, err
	}
	v, err := o.ingest.Verify(ctx, bar.show)
	return v, errors.Join(err, o.Close())
}

func newReindex(data *string) *cobra.Command {
	var reads ocrFlags
	c := &cobra.Command{
		Use:   "reindex",
		Short: "Rebuild what is derived from the originals: extraction and index",
		Long: `Reindex reads documents again that an older version of the readers had read, and
builds the index anew from what is stored. Through a running server it does so
beside the old index, which goes on answering until the new one is whole.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			bar := newProgress(false, "indexed", "documents")
			n, err := runReindex(c.Context(), *data, reads, bar)
			bar.end()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "The index was rebuilt: %s.\n", plural(n, "document", "documents"))
			return err
		},
	}
	reads.add(c)
	return c
}

func runReindex(ctx context.Context, data string, reads ocrFlags, bar *progress) (int, error) {
	o, err := existing(ctx, data)
	if owner, ok := server(err); ok {
		var done struct {
			Items int `json:"items"`
		}
		err := owner.ask(ctx, http.MethodPost, "/-/reindex", struct{}{}, &done)
		return done.Items, err
	}
	if err != nil {
		return 0, err
	}
	if _, err := o.useOCR(ctx, reads); err != nil {
		return 0, errors.Join(err, o.Close())
	}
	c, err := o.db.Count(ctx, "")
	if err == nil {
		err = o.work(ctx, func(ctx context.Context) error {
			if err := o.ingest.Reindex(ctx, func(n int) { bar.show(n, c.Items) }); err != nil {
				return err
			}
			return o.ingest.Wait(ctx, "", nil)
		})
	}
	items, _, _ := o.index.Stats()
	return int(items), errors.Join(err, o.Close())
}
