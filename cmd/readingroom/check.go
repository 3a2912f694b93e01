package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"readingroom/archive"
	"readingroom/archive/claim"
	"readingroom/archive/extract"
	"readingroom/web"
)

func newCheck(data *string) *cobra.Command {
	var asJSON, asMarkdown bool
	var date string
	c := &cobra.Command{
		Use:   "check [flags] FILE",
		Short: "Check the statements of an article against the archive",
		Long: `Check finds the quotations, figures and sums of an article, and says of each how it
stands to the records: supported; differs, with what the record has; sources
disagree; partly checked; or not in this archive. Each answer cites what it rests on.

FILE is text, Markdown, HTML, a Word document or a PDF; - is standard input, as
text. At most 256 KiB of text are checked at a time. Nothing of it is kept.`,
		Example: `  readingroom check article.txt
  readingroom check --json --date 2017-10-19 - < article.txt
  readingroom check --markdown draft.docx > report.md`,
		Args: takes(1, "the article's file"),
		RunE: func(c *cobra.Command, args []string) error {
			if asJSON && asMarkdown {
				return usageError{errors.New("--json and --markdown: choose one")}
			}
			if _, err := time.Parse(time.DateOnly, date); date != "" && err != nil {
				return usageError{fmt.Errorf("--date %s: want a day such as 2017-10-19", date)}
			}
			text, err := articleText(c.Context(), c.InOrStdin(), args[0])
			if err != nil {
				return fmt.Errorf("%s: %w", archive.ExactPath(args[0]), err)
			}
			p, err := runCheck(c.Context(), *data, text, date)
			if err != nil {
				return err
			}
			switch {
			case asJSON:
				return writeJSON(c.OutOrStdout(), p)
			case asMarkdown:
				p.Markdown(c.OutOrStdout(), "")
				return nil
			}
			return writeChecked(c.OutOrStdout(), p)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print the statements as one JSON document")
	c.Flags().BoolVar(&asMarkdown, "markdown", false, "print a report in Markdown, to hand to an editor")
	c.Flags().StringVar(&date, "date", "", "the article's own date, which says of which year “Jan. 28” is")
	return c
}

// runCheck checks: alone, or through the server that owns the folder.
func runCheck(ctx context.Context, data, text, date string) (*web.CheckPage, error) {
	o, err := existing(ctx, data)
	if owner, ok := server(err); ok {
		p := new(web.CheckPage)
		err := owner.ask(ctx, http.MethodPost, "/check.json", map[string]string{"text": text, "date": date}, p)
		p.Restore(text)
		return p, err
	}
	if err != nil {
		return nil, err
	}
	if err := o.indexed(ctx); err != nil {
		return nil, errors.Join(err, o.Close())
	}
	p, err := web.Check(ctx, o.lists(), o.index, text, date)
	return p, errors.Join(err, o.Close())
}

// errLong says that a text is longer than is checked.
var errLong = fmt.Errorf("it has more than %d KiB of text, which is what is checked at a time; check it in parts: %w", claim.MaxText>>10, archive.ErrInvalid)

// articleText reads the text of an article: as it is where it is text, else as
// import would read it, in a child process.
func articleText(ctx context.Context, in io.Reader, path string) (string, error) {
	if path == "-" {
		return plainText(in)
	}
	f, err := openFile(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	switch strings.ToLower(filepath.Ext(path)) {
	case ".txt", ".md", ".text", ".markdown", "":
		return plainText(f)
	}
	text, err := pagesText(ctx, extract.Sandbox{Options: extract.Options{NoOCR: true}}, f, path)
	if len(text) > claim.MaxText {
		err = errLong
	}
	return text, err
}

func plainText(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, claim.MaxText+4))
	switch {
	case err != nil:
		return "", err
	case len(b) > claim.MaxText:
		return "", errLong
	case !utf8.Valid(b):
		return "", fmt.Errorf("it is not UTF-8 text; save it as UTF-8, or give it as a Word, HTML or PDF file: %w", archive.ErrInvalid)
	}
	return strings.TrimPrefix(string(b), "\ufeff"), nil
}

// pagesText reads the pages of a file in a child process, up to a little more than
// is checked.
func pagesText(ctx context.Context, sandbox extract.Sandbox, f *os.File, name string) (string, error) {
	r, err := sandbox.Report(ctx, f, archive.ExactPath(name))
	if err != nil {
		return "", err
	}
	var text strings.Builder
	for _, p := range r.Pages {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		if text.WriteString(p.Text); text.Len() > claim.MaxText {
			break // the caller says so
		}
	}
	if strings.TrimSpace(text.String()) == "" {
		why := r.Reason
		if why == "" {
			why = "no text was found in it"
		}
		return "", fmt.Errorf("%s: %w", why, archive.ErrInvalid)
	}
	return text.String(), nil
}

// textOf reads the text of a file that was sent to the server.
func (o *opened) textOf(ctx context.Context, name string, f *os.File) (string, error) {
	sandbox := o.sandbox
	sandbox.Options.NoOCR = true
	return pagesText(ctx, sandbox, f, name)
}

func writeChecked(w io.Writer, p *web.CheckPage) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n", p.Line())
	for _, n := range p.Notes {
		fmt.Fprintln(&b, n)
	}
	for _, s := range p.Statements {
		fmt.Fprintf(&b, "\n%s: %s\n  %s\n", s.Verdict.Words(), short(s.Text, 100), s.Message)
		for _, e := range s.Evidence {
			fmt.Fprintf(&b, "  [%s] %s\n", e.Citation, short(e.Quote, 120))
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}
