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

	"github.com/spf13/cobra"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/foialog"
	"readingroom/archive/ingest"
	"readingroom/archive/store"
	"readingroom/fixtures"
)

// demoPrefix begins the name of a demo's folder.
const demoPrefix = "readingroom-demo-"

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
			sweep()
			dir, err := os.MkdirTemp("", demoPrefix)
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
				// Scans take seconds a page: the rest shall not wait for them.
				how := *o.ocr.Load()
				o.setOCR(extract.Options{NoOCR: true})
				if err := o.takeSamples(c.Context()); err != nil {
					return err
				}
				fmt.Fprintf(c.OutOrStdout(), "The reading room is open at %s\nTry \"Ventura County\" with the quotes. Ctrl-C ends it; nothing is kept.\n%s\n", at, says)
				if o.setOCR(how); how.Tesseract.Path == "" {
					return nil
				}
				_, err := o.ingest.ReadScans(c.Context(), nil)
				if c.Context().Err() != nil {
					return nil
				}
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

// takeSamples takes the sample collection in and waits until it is searchable.
func (o *opened) takeSamples(ctx context.Context) error {
	number, err := o.askSample(ctx)
	if err != nil {
		return err
	}
	for _, r := range fixtures.Releases() {
		order := ingest.Order{Source: r.Source, Title: r.Title, By: "demo"}
		if answersSample(r) {
			order.Request, order.Release = number, secondProduction
		}
		a, err := o.ingest.Begin(ctx, order)
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
	if err := o.tellSample(ctx, number); err != nil {
		return err
	}
	if err := o.ingest.Wait(ctx, "", nil); err != nil {
		return err
	}
	if err := o.readSampleLogs(ctx); err != nil {
		return err
	}
	return o.acceptNotices(ctx)
}

// readSampleLogs has the sample logs of requests read as logs, as they are
// proposed.
func (o *opened) readSampleLogs(ctx context.Context) error {
	items, err := o.db.Items(ctx, store.Filter{})
	for _, it := range items {
		if err != nil || it.Kind != archive.KindSpreadsheet || !o.looksLikeLog(it) {
			continue
		}
		_, _, err = o.ingest.ReadLog(ctx, it.Number, foialog.How{}, "the demo")
	}
	return err
}

func (o *opened) looksLikeLog(it archive.Item) bool {
	f, err := o.contents.Open(it.Digest)
	if err != nil {
		return false // set aside
	}
	defer f.Close()
	log, err := foialog.Open(ingest.LogSource(f), foialog.How{})
	return err == nil && log.Surely()
}

// acceptNotices accepts what the program proposes of the sample notice, so that
// the demo shows what a correction does. It says so in the correction's history.
func (o *opened) acceptNotices(ctx context.Context) error {
	r := o.lists()
	notices, err := r.Notices(ctx)
	if err != nil {
		return err
	}
	for _, n := range notices {
		if _, err := r.Accept(ctx, n, "the demo", "Proposed by the program from the words of the notice, and accepted unseen when the demo was set up."); err != nil {
			return err
		}
		entered, err := o.db.CorrectionsBy(ctx, n)
		if err != nil {
			return err
		}
		for _, c := range entered {
			for _, t := range c.Touches {
				if err := o.ingest.Relabel(ctx, t.At.Item); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
