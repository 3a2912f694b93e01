package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"readingroom/archive"
	"readingroom/archive/ingest"
	"readingroom/archive/store"
)

func newImport(data *string) *cobra.Command {
	var order ingest.Order
	var reads ocrFlags
	var asJSON, asLog bool
	var logs logFlags
	var release releaseFlags
	c := &cobra.Command{
		Use:   "import [flags] PATH…",
		Short: "Take files and folders in, and wait until all is searchable",
		Long: `Import takes files, folders and zip files into the archive as one accession, and
returns when every document in them is searchable or was set aside with a reason.

Originals are kept byte for byte; the same bytes twice are kept once, and the
report says so. An import that is interrupted, even by a power cut, loses nothing:
the same command goes on where it stopped, and so does any later import, and the
server when it starts.

A password given with --password is tried on every encrypted file, and on those that
an earlier import set aside for want of one. It is stored nowhere.

With --log the files are also read as logs of other people's requests (see
readingroom help logs): each row becomes an entry that can be filtered, or is left
out with the reason. A log that was read so already is left as it is.

Exit code 1 says that something was set aside or could not be taken in; each is
named on standard error with its reason. Everything else was taken in.`,
		Example: `  readingroom import --source "ICE" release-2017-10/
  readingroom import --request R2017-003 --source "ICE" --release "First production" --pages 45 production-1.zip
  readingroom import --log --source "APHIS" foia-logs/2014/
  readingroom import --json letters/*.pdf`,
		Args: takes(0, "a file or a folder"),
		RunE: func(c *cobra.Command, paths []string) error {
			for _, p := range paths {
				abs, err := filepath.Abs(p)
				if err != nil {
					return err
				}
				order.Paths = append(order.Paths, abs)
			}
			how, err := logs.how()
			if err != nil {
				return err
			}
			if !asLog && (len(logs.columns) > 0 || logs.dates+logs.agency != "") {
				return usageError{errors.New("--map, --dates and --agency say how a log is read: give --log too")}
			}
			order.By = userName()
			if err := release.tell(c, &order); err != nil {
				return err
			}
			bar := newProgress(asJSON, "taken in", "documents")
			begun := time.Now()
			report, err := runImport(c.Context(), *data, order, reads, reads.given(c), bar)
			bar.end()
			if err != nil {
				return err
			}
			if asLog {
				if report.Logs, err = readLogs(c.Context(), *data, ingest.LogOrder{Accession: report.Accession, How: how, By: order.By}); err != nil {
					return err
				}
			}
			report.Seconds = time.Since(begun).Seconds()
			if asJSON {
				err = writeJSON(c.OutOrStdout(), report)
			} else {
				err = writeReport(c.OutOrStdout(), report)
			}
			for _, a := range slices.Concat(report.SetAside, report.Partly) {
				fmt.Fprintf(os.Stderr, "readingroom: %s: %s\n", a.Name, a.Reason)
			}
			for _, l := range report.Logs {
				if !l.Log {
					fmt.Fprintf(os.Stderr, "readingroom: %s: %s\n", l.Name, l.Why)
				}
			}
			if err == nil && (len(report.SetAside) > 0 || slices.ContainsFunc(report.Logs, func(l ingest.LogReport) bool { return !l.Log })) {
				err = errSaid
			}
			return err
		},
	}
	reads.add(c)
	f := c.Flags()
	f.StringVar(&order.Source, "source", "", "who released or gave the records")
	f.StringVar(&order.Request, "request", "", "the request they answer: its number here (R2017-003), or one that the agency gave it")
	release.add(c)
	f.StringVar(&order.Release, "release", "", "the release they belong to, such as \"First production\"")
	f.StringVar(&order.Title, "title", "", "what they are, in a line")
	f.StringArrayVar(&order.Passwords, "password", nil, "a password to try on files that are encrypted; may be given several times")
	f.BoolVar(&asLog, "log", false, "read the files as logs of other people's requests, too")
	logs.add(c)
	f.BoolVar(&asJSON, "json", false, "print the report as one JSON document")
	return c
}

// runImport takes an order in: alone, or through the server that owns the folder.
func runImport(ctx context.Context, data string, order ingest.Order, reads ocrFlags, own bool, bar *progress) (ingest.Report, error) {
	for _, p := range order.Paths { // before a folder is made for nothing
		if _, err := os.Stat(p); errors.Is(err, os.ErrNotExist) {
			return ingest.Report{}, fmt.Errorf("%s: no such file or folder", archive.ExactPath(p))
		}
	}
	sweep()
	o, err := openArchive(ctx, data)
	if owner, ok := server(err); ok {
		if own {
			return ingest.Report{}, usageError{fmt.Errorf("--ocr and --lang are the server's, which is at work at %s: give them to readingroom serve", owner.Addr)}
		}
		return owner.importThrough(ctx, order, bar)
	}
	if err != nil {
		return ingest.Report{}, err
	}
	if _, err := o.useOCR(ctx, reads); err != nil {
		return ingest.Report{}, errors.Join(err, o.Close())
	}
	var report ingest.Report
	err = o.work(ctx, func(ctx context.Context) error {
		a, err := o.ingest.Begin(ctx, order)
		if err != nil {
			return err
		}
		// While files come in, those that are in are being read.
		watched, stop := context.WithCancel(ctx)
		var watch sync.WaitGroup
		watch.Go(func() {
			o.ingest.Watch(watched, a.Number, func(c store.Counts) { bar.show(c.Items-c.Waiting, c.Items) })
		})
		err = o.ingest.Take(ctx, a)
		stop()
		watch.Wait()
		if err != nil {
			return err
		}
		if err := o.ingest.Resume(ctx); err != nil { // what earlier interruptions left
			if ctx.Err() != nil {
				return err
			}
			fmt.Fprintln(os.Stderr, "readingroom:", err)
		}
		if err := o.ingest.Wait(ctx, "", func(c store.Counts) { bar.show(c.Items-c.Waiting, c.Items) }); err != nil {
			return err
		}
		report, err = o.ingest.Report(ctx, a.Number)
		return err
	})
	return report, errors.Join(err, o.Close())
}

func writeReport(w io.Writer, r ingest.Report) error {
	fmt.Fprintf(w, "Accession %s: %s, %s, %s", r.Accession, plural(r.Items, "document", "documents"), plural(r.Pages, "page", "pages"), plural(r.Rows, "row", "rows"))
	fmt.Fprintf(w, " in %.1f seconds.\n", r.Seconds)
	if r.Duplicates > 0 {
		fmt.Fprintf(w, "%s held bytes that the archive had already; one copy is kept.\n", plural(r.Duplicates, "file", "files"))
	}
	var read []string
	kinds := make([]archive.Kind, 0, len(r.Read))
	for k := range r.Read {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	for _, k := range kinds {
		read = append(read, fmt.Sprintf("%s %s", thousands(r.Read[k]), k))
	}
	if len(read) > 0 {
		fmt.Fprintf(w, "Read: %s.\n", strings.Join(read, ", "))
	}
	if n := len(r.Partly); n > 0 {
		fmt.Fprintf(w, "Read in part: %s.\n", thousands(n))
	}
	_, err := fmt.Fprintf(w, "Set aside: %s.\n", thousands(len(r.SetAside)))
	for _, l := range r.Logs {
		if err == nil && l.Log {
			err = writeLogReport(w, l)
		}
	}
	return err
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "unknown user"
}
