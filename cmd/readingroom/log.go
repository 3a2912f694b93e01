package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/foialog"
	"readingroom/archive/ingest"
)

// logFlags say how a log is read, where it would be read otherwise.
type logFlags struct {
	columns []string
	dates   string
	agency  string
}

func (f *logFlags) add(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.columns, "map", nil, "of a log: FIELD=COLUMN says what a column is, by its name or letter; may be given several times, and none=COLUMN is nothing")
	c.Flags().StringVar(&f.dates, "dates", "", "of a log: mdy or dmy, which of 1/2/2019 is the month")
	c.Flags().StringVar(&f.agency, "agency", "", "of a log: whose it is, where its rows do not say")
}

func (f *logFlags) how() (foialog.How, error) {
	how, err := foialog.ParseHow(f.columns)
	if err != nil {
		return how, usageError{fmt.Errorf("--map %w", bareInvalid(err))}
	}
	how.Agency, how.Dates = strings.TrimSpace(f.agency), foialog.Order(strings.ToLower(f.dates))
	if err := how.Check(); err != nil {
		return how, usageError{fmt.Errorf("--dates: %w", bareInvalid(err))}
	}
	return how, nil
}

// bareInvalid leaves out the sentinel, which says nothing to a person.
func bareInvalid(err error) error {
	return errors.New(strings.TrimSuffix(err.Error(), ": "+archive.ErrInvalid.Error()))
}

func newRequestLog() *cobra.Command {
	var flags logFlags
	var asJSON bool
	var reads ocrFlags
	c := &cobra.Command{
		Use:   "log FILE [flags]",
		Short: "Say how a log of other people's requests is read; needs no archive",
		Long: `Log reads a log of requests as an agency publishes it (CSV, a workbook, a PDF with
tables), and prints which column is taken for what, the requests that were found,
and each row that is left out with the reason. import --log does the same into an
archive.

What it takes wrongly is put right with --map and --dates; both work for import too.
Exit code 1 says that the file could not be read, or is no log.`,
		Example: `  readingroom request log foia-log-2017.xlsx
  readingroom request log --map received="Date Rec'd" --map none=Notes log.csv`,
		Args: takes(1, "the log"),
		RunE: func(c *cobra.Command, args []string) error {
			how, err := flags.how()
			if err != nil {
				return err
			}
			var options extract.Options
			if err := reads.setUnasked(c.Context(), &options); err != nil {
				return err
			}
			r, err := readLog(c.Context(), args[0], options, how)
			if err != nil {
				return fmt.Errorf("%s: %w", archive.ExactPath(args[0]), err)
			}
			if asJSON {
				err = writeJSON(c.OutOrStdout(), r)
			} else {
				err = writeLog(c.OutOrStdout(), r)
			}
			if err == nil && r.Why != "" {
				fmt.Fprintf(os.Stderr, "readingroom: %s: %s\n", r.File, r.Why)
				err = errSaid
			}
			return err
		},
	}
	flags.add(c)
	reads.add(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return c
}

// A logReport is what "request log --json" prints.
type logReport struct {
	File      string         `json:"file"`
	MediaType string         `json:"media_type"`
	Log       bool           `json:"log"`
	Why       string         `json:"why,omitempty"` // not
	Tables    []foialog.Plan `json:"tables"`
	Counts    foialog.Tally  `json:"counts"`
	Entries   []logEntry     `json:"entries"`
	Left      []logLine      `json:"left_out"`
}

// A logEntry is a request in a log, with its place.
type logEntry struct {
	Locator string `json:"locator"`
	foialog.Entry
}

// A logLine is a row that is left out.
type logLine struct {
	Locator string `json:"locator"`
	foialog.Line
}

func readLog(ctx context.Context, path string, options extract.Options, how foialog.How) (logReport, error) {
	r := logReport{File: archive.ExactPath(path), Tables: []foialog.Plan{}, Entries: []logEntry{}, Left: []logLine{}}
	f, err := openFile(path)
	if err != nil {
		return r, err
	}
	defer f.Close()
	var rec extract.Recorder
	out, err := extract.Sandbox{Options: options}.Extract(ctx, f, archive.ShowName(path), &rec)
	if err != nil {
		return r, err
	}
	if r.MediaType, r.Why = out.MediaType, out.Reason; r.Why != "" && len(rec.Tables) == 0 {
		return r, nil
	}
	log, err := foialog.Open(sourceOf(rec.Tables), how)
	if err != nil {
		return r, bareInvalid(err)
	}
	r.Tables, r.Log = append(r.Tables, log.Plans...), log.Is()
	for l, err := range log.Lines() {
		if err != nil {
			return r, err
		}
		r.Counts.Add(l)
		for _, e := range l.Entries {
			r.Entries = append(r.Entries, logEntry{l.At.String(), e})
		}
		if l.Left != "" {
			r.Left = append(r.Left, logLine{l.At.String(), l})
		}
	}
	if !r.Log {
		r.Why = log.WhyNot() + " (--map)"
	}
	return r, nil
}

func sourceOf(tables []extract.RecordedTable) foialog.Source {
	src := foialog.Source{Rows: func(n int) iter.Seq2[archive.Row, error] {
		return func(yield func(archive.Row, error) bool) {
			for _, r := range tables[n-1].Rows {
				if !yield(r, nil) {
					return
				}
			}
		}
	}}
	for i, t := range tables {
		t.Number = i + 1 // as they will be in an archive
		src.Tables = append(src.Tables, t.Table)
	}
	return src
}

func writeLog(w io.Writer, r logReport) error {
	for _, p := range r.Tables {
		if !p.Log {
			fmt.Fprintf(w, "Table %d%s is not read as a log. %s\n\n", p.Table, inBrackets(p.At.String()), p.Why)
			continue
		}
		fmt.Fprintf(w, "Table %d%s\n", p.Table, inBrackets(p.At.String()))
		for _, c := range p.Columns {
			if c.Field == foialog.None && len(c.Examples) == 0 {
				continue
			}
			why := ""
			if c.Why != "" {
				why = " (" + c.Why + ")"
			}
			fmt.Fprintf(w, "  %-3s %-28s %s%s\n", c.Letter, clip(c.Name, 28), cmpOr(c.Field.Words(), "-"), why)
		}
		fmt.Fprintln(w)
	}
	if err := writeTally(w, r.Counts); err != nil {
		return err
	}
	for _, l := range r.Left {
		writeLeft(w, l.Locator, l.Count(), l.Line.Left, l.Text)
	}
	return nil
}

func writeTally(w io.Writer, t foialog.Tally) error {
	_, err := fmt.Fprintf(w, "%s: %s read as %s, %s left out.\n", plural(t.Rows, "row", "rows"), thousands(t.Read), plural(t.Entries, "request", "requests"), thousands(t.Left))
	var reasons []string
	for why := range t.Reasons {
		reasons = append(reasons, string(why))
	}
	slices.Sort(reasons)
	for _, why := range reasons {
		fmt.Fprintf(w, "  %s left out: %s\n", thousands(t.Reasons[foialog.Reason(why)]), why)
	}
	if t.Doubts > 0 {
		fmt.Fprintf(w, "  %s with something to be careful about\n", plural(t.Doubts, "request", "requests"))
	}
	return err
}

// readLogs has what an accession brought read as logs: alone, or through the
// server that owns the folder.
func readLogs(ctx context.Context, data string, order ingest.LogOrder) ([]ingest.LogReport, error) {
	o, err := existing(ctx, data)
	if owner, ok := server(err); ok {
		var said struct {
			Logs []ingest.LogReport `json:"logs"`
		}
		err := owner.ask(ctx, http.MethodPost, "/-/logs", order, &said)
		return said.Logs, err
	}
	if err != nil {
		return nil, err
	}
	logs, err := o.ingest.ReadLogs(ctx, order)
	return logs, errors.Join(err, o.Close())
}

// writeLogReport says what became of a log, and of each row that is left out.
func writeLogReport(w io.Writer, l ingest.LogReport) error {
	fmt.Fprintf(w, "\n%s (%s)\n", l.Name, l.Item)
	if l.Unchanged {
		_, err := fmt.Fprintf(w, "Nothing was changed: it was read as a log already, %s.\n", plural(l.Counts.Entries, "request", "requests"))
		return err
	}
	var columns []string
	for _, c := range l.Columns {
		columns = append(columns, fmt.Sprintf("%s from %q", c.Field.Words(), c.Name))
	}
	fmt.Fprintf(w, "%s.\n", strings.Join(columns, ", "))
	if err := writeTally(w, l.Counts); err != nil {
		return err
	}
	left := slices.DeleteFunc(slices.Clone(l.Left), func(row ingest.LogLeft) bool { return row.Reason == foialog.LeftHeader }) // as each log has one
	for n, row := range left {
		if n == rowsTold {
			_, err := fmt.Fprintf(w, "  … and %s; --json and the page of the document name all\n", plural(len(left)-n, "more", "more"))
			return err
		}
		writeLeft(w, row.Locator, row.Rows, row.Reason, row.Text)
	}
	return nil
}

// rowsTold is how many rows of a log that are left out an import names.
const rowsTold = 20

func writeLeft(w io.Writer, locator string, rows int, why foialog.Reason, text string) {
	count := ""
	if rows > 1 {
		count = fmt.Sprintf(" (%s rows)", thousands(rows))
	}
	if text != "" {
		text = ": " + clip(text, 90)
	}
	fmt.Fprintf(w, "  %s%s  %s%s\n", locator, count, why, text)
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

func cmpOr(s, otherwise string) string {
	if s == "" || s == "nothing" {
		return otherwise
	}
	return s
}

func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
