package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path"
	"time"

	"github.com/spf13/cobra"

	"readingroom/archive/ingest"
	"readingroom/fixtures"
)

func newDemo() *cobra.Command {
	var addr string
	var reads ocrFlags
	c := &cobra.Command{
		Use:   "demo [flags]",
		Short: "Show a throw-away archive of sample records in the browser",
		Long: `Demo makes an archive in a temporary folder, takes the sample records in, and
serves it until Ctrl-C; then the folder is removed. The samples are reconstructions
of the Declined Detainer Outcome Reports of 2017 and of the request that brought
their background out; every page of them says which figures are public.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			dir, err := os.MkdirTemp("", "readingroom-demo-")
			if err != nil {
				return err
			}
			defer os.RemoveAll(dir)
			o, err := openArchive(c.Context(), dir)
			if err != nil {
				return err
			}
			says, err := o.useOCR(c.Context(), reads)
			if err != nil {
				return errors.Join(err, o.Close())
			}
			if !c.Flags().Changed("addr") && taken(addr) {
				addr = "127.0.0.1:0" // a newcomer's other program has the port
			}
			err = o.serve(c.Context(), addr, func(at string) error {
				if err := o.takeSamples(c.Context()); err != nil {
					return err
				}
				later, err := o.settle(c.Context())
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "The reading room is open at %s\nTry \"Ventura County\" with the quotes. Ctrl-C ends it; nothing is kept.\n%s\n%s", at, says, later)
				return err
			})
			return errors.Join(err, o.Close())
		},
	}
	reads.add(c)
	c.Flags().StringVar(&addr, "addr", defaultAddr, "the address to listen on")
	return c
}

// taken reports whether somebody listens on addr already.
func taken(addr string) bool {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return true
	}
	return l.Close() != nil
}

// takeSamples takes the sample collection in.
func (o *opened) takeSamples(ctx context.Context) error {
	for _, r := range fixtures.Releases() {
		a, err := o.ingest.Begin(ctx, ingest.Order{Source: r.Source, Title: r.Title, By: "demo"})
		if err != nil {
			return err
		}
		files, err := fs.Sub(fixtures.Collection(), r.Dir)
		if err != nil {
			return err
		}
		err = fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			f, err := files.Open(name)
			if err != nil {
				return err
			}
			defer f.Close()
			return o.ingest.Add(ctx, a.Number, path.Base(name), io.Reader(f))
		})
		if err != nil {
			return fmt.Errorf("sample %s: %w", r.Dir, err)
		}
		if err := o.ingest.Finish(ctx, a.Number); err != nil {
			return err
		}
	}
	return nil
}

// patience is how long the demo waits for all samples to be searchable before
// it opens: scanned pages take longest.
const patience = 15 * time.Second

// settle waits until the samples are searchable, and returns what there is to
// say where that takes too long.
func (o *opened) settle(ctx context.Context) (says string, err error) {
	waiting, stop := context.WithTimeout(ctx, patience)
	defer stop()
	err = o.ingest.Wait(waiting, "", nil)
	if waiting.Err() != nil && ctx.Err() == nil {
		return "The scanned samples are still being read; they will be found in a minute or two.\n", nil
	}
	return "", err
}
