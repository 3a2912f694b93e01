package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"readingroom/archive"
	"readingroom/archive/extract"
)

func newExtract() *cobra.Command {
	var asJSON bool
	var options extract.Options
	var reads ocrFlags
	c := &cobra.Command{
		Use:   "extract [flags] FILE",
		Short: "Print what would be extracted from a file; needs no archive",
		Long: `Extract reads one file as import would, in a child process with limits, and prints
its pages, tables, mail head, parts and notices. Exit code 1 says that the file,
or the whole of it, could not be read, and why.`,
		Args: takes(1, "the file"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := reads.setUnasked(c.Context(), &options); err != nil {
				return err
			}
			r, err := extractFile(c.Context(), args[0], options)
			if err != nil {
				return fmt.Errorf("%s: %w", archive.ExactPath(args[0]), err)
			}
			if asJSON {
				err = r.WriteJSON(c.OutOrStdout())
			} else {
				err = writeExtracted(c.OutOrStdout(), r)
			}
			if err == nil && r.Reason != "" {
				fmt.Fprintf(os.Stderr, "readingroom: %s: %s\n", archive.ExactPath(args[0]), r.Reason)
				err = errSaid
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print everything as one JSON document")
	reads.add(c)
	c.Flags().StringArrayVar(&options.Passwords, "password", nil, "a password to try where the file is encrypted; may be given several times")
	return c
}

func extractFile(ctx context.Context, path string, options extract.Options) (extract.Report, error) {
	f, err := openFile(path)
	if err != nil {
		return extract.Report{}, err
	}
	defer f.Close()
	return extract.Sandbox{Options: options}.Report(ctx, f, archive.ExactPath(path))
}

// openFile opens a file to be read, and nothing that would be waited for.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a file")
	}
	if err != nil {
		return nil, bare(err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, bare(err)
	}
	return f, nil
}

// bare leaves out the path, which the message begins with already.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func writeExtracted(w io.Writer, r extract.Report) error {
	fmt.Fprintf(w, "%s\n%s, SHA-256 %s\n", r.File, r.MediaType, r.Digest)
	if m := r.Mail; m != nil {
		fmt.Fprintf(w, "\nFrom: %s\nTo: %s\nCc: %s\nDate: %s\nSubject: %s\n", m.From, m.To, m.Cc, m.Date, m.Subject)
	}
	for _, n := range r.Notices {
		fmt.Fprintf(w, "\n[%s] %s\n", n.Code, n.Text)
	}
	for _, p := range r.Pages {
		fmt.Fprintf(w, "\n--- page %d ---\n%s\n", p.Number, p.Text)
	}
	for _, t := range r.Tables {
		fmt.Fprintf(w, "\n--- table %s ---\n", cmp.Or(t.Title, t.Sheet))
		fmt.Fprintln(w, strings.Join(t.Header, "\t"))
		for row, err := range t.All() {
			if err != nil {
				return err
			}
			fmt.Fprintln(w, strings.Join(row.Cells, "\t"))
		}
	}
	for _, p := range r.Parts {
		fmt.Fprintf(w, "\n=== part %s ===\n", p.Name)
		if err := writeExtracted(w, p.Report); err != nil {
			return err
		}
	}
	return nil
}
