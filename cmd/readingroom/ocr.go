package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"readingroom/archive/extract"
	"readingroom/archive/extract/ocr"
	"readingroom/archive/ingest"
)

// How pictures of pages are read: the flags of the commands that read documents.
type ocrFlags struct {
	mode string // "auto" or "off"
	lang string // "eng+spa"
}

func (f *ocrFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.mode, "ocr", envOr("READINGROOM_OCR", "auto"), "read the pictures of pages: auto, where tesseract is installed; or off")
	f.addLang(c)
}

func (f *ocrFlags) addLang(c *cobra.Command) {
	c.Flags().StringVar(&f.lang, "lang", envOr("READINGROOM_LANG", "eng"), "the languages of pictures of pages, as tesseract names them: eng+spa")
}

// given reports whether somebody asked for something of their own.
func (f ocrFlags) given(c *cobra.Command) bool {
	return c.Flags().Changed("ocr") || c.Flags().Changed("lang")
}

// set fills in what reads pictures, and returns what there is to say of it.
func (f ocrFlags) set(ctx context.Context, o *extract.Options) (says string, err error) {
	switch f.mode {
	case "off":
		o.NoOCR = true
		return "Pictures of pages are not read: --ocr=off.", nil
	case "auto", "":
	default:
		return "", usageError{fmt.Errorf("--ocr %q: it is auto or off", f.mode)}
	}
	p, err := ocr.Find(ctx)
	switch {
	case errors.Is(err, ocr.ErrNone):
		return "Pictures of pages are not read: tesseract is not installed (for example apt install tesseract-ocr).", nil
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "Pictures of pages are not read: " + err.Error() + ".", nil
	}
	languages := strings.FieldsFunc(f.lang, func(r rune) bool { return r == '+' || r == ',' || r == ' ' })
	if missing := p.Missing(languages); missing != "" {
		return "", usageError{fmt.Errorf("--lang %s: tesseract has no data for %s, but for %s; install it (for example apt install tesseract-ocr-%s)",
			f.lang, missing, strings.Join(p.Languages, ", "), strings.ReplaceAll(missing, "_", "-"))}
	}
	o.Tesseract, o.Languages = p, languages
	return fmt.Sprintf("Pictures of pages are read by Tesseract %s (%s).", p.Version, strings.Join(languages, ", ")), nil
}

// setUnasked is set for one document in English, which has mostly no pictures:
// what tesseract can is not asked first.
func (f ocrFlags) setUnasked(ctx context.Context, o *extract.Options) error {
	if f.mode != "" && f.mode != "auto" || f.lang != "eng" {
		_, err := f.set(ctx, o)
		return err
	}
	if p, err := ocr.Installed(); err == nil {
		o.Tesseract, o.Languages = p, []string{f.lang}
	}
	return nil
}

func newOCR(data *string) *cobra.Command {
	var flags ocrFlags
	var asJSON bool
	c := &cobra.Command{
		Use:   "ocr [flags]",
		Short: "Read the scanned pages that were not read yet",
		Long: `Ocr reads again all documents with pages that are pictures and were not read, most
often since tesseract was not installed then, and waits until they are searchable.
Through a running server it does so there. Exit code 1 says that some pages could
still not be read.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			bar := newProgress(asJSON, "read", "documents")
			r, err := runOCR(c.Context(), *data, flags, bar)
			bar.end()
			if err != nil {
				return err
			}
			if asJSON {
				err = writeJSON(c.OutOrStdout(), r)
			} else {
				_, err = fmt.Fprintf(c.OutOrStdout(), "%s read again in %.1f seconds; %s read from pictures.\n",
					plural(r.Items, "document", "documents"), r.Seconds, plural(r.Pages, "page", "pages"))
			}
			if err == nil && r.Unread > 0 {
				err = fmt.Errorf("%s that could not be read; see their notices", plural(r.Unread, "document still has pages", "documents still have pages"))
			}
			return err
		},
	}
	flags.addLang(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print the outcome as one JSON document")
	return c
}

func runOCR(ctx context.Context, data string, flags ocrFlags, bar *progress) (ingest.Scans, error) {
	o, err := existing(ctx, data)
	if owner, ok := server(err); ok {
		var r ingest.Scans
		err := owner.ask(ctx, http.MethodPost, "/-/ocr", map[string]string{"lang": flags.lang}, &r)
		return r, err
	}
	if err != nil {
		return ingest.Scans{}, err
	}
	var r ingest.Scans
	err = o.work(ctx, func(ctx context.Context) error {
		r, err = o.readScans(ctx, flags.lang, bar.show)
		return err
	})
	return r, errors.Join(err, o.Close())
}

// readScans has the scans read that were not, with the tesseract that is here now.
func (o *opened) readScans(ctx context.Context, lang string, progress func(done, of int)) (ingest.Scans, error) {
	var options extract.Options
	says, err := ocrFlags{lang: lang}.set(ctx, &options)
	if err != nil {
		return ingest.Scans{}, err
	}
	if options.Tesseract.Path == "" {
		return ingest.Scans{}, errors.New(strings.TrimSuffix(says, "."))
	}
	o.setOCR(options)
	return o.ingest.ReadScans(ctx, progress)
}
