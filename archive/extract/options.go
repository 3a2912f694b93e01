package extract

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"readingroom/archive/extract/libreoffice"
	"readingroom/archive/extract/ocr"
	"readingroom/archive/extract/pdf"
)

// Options say how documents are read; the zero Options is how they are read
// where nobody says anything.
type Options struct {
	Passwords []string    `json:"passwords,omitempty"` // to try on what is encrypted
	Languages []string    `json:"languages,omitempty"` // that pictures are read in, as Tesseract names them; English
	NoOCR     bool        `json:"no_ocr,omitempty"`    // pictures are not read
	Tesseract ocr.Program `json:"tesseract,omitzero"`  // what reads them; the zero Program: nothing
	ReadPST   string      `json:"readpst,omitempty"`   // the program that takes Outlook mailboxes apart; the one in the PATH; "-": none
	Cache     string      `json:"cache,omitempty"`     // a folder for compiled readers; "" for the user's own

	LibreOffice   libreoffice.Program `json:"libreoffice,omitzero"`     // what reads old formats; the zero Program: the one in the PATH
	NoLibreOffice bool                `json:"no_libreoffice,omitempty"` // it is not used

	First  bool `json:"first,omitempty"`  // of the readers of PDFs, the first alone reads
	Second bool `json:"second,omitempty"` // or the second alone
	From   int  `json:"from,omitempty"`   // the first page to be given of a PDF; those before it were

	asking func(bool) // as in pdf.Options
}

// pdf returns what the PDF reader takes from the options.
func (o Options) pdf(ctx context.Context) pdf.Options {
	return pdf.Options{
		Context: ctx, Passwords: o.Passwords, Cache: o.Cache,
		First: o.First, Second: o.Second, From: o.From, Asking: o.asking,
		Look: o.look(), NoOCR: o.NoOCR,
	}
}

// look returns what reads pictures of pages; nil where nothing does.
func (o Options) look() pdf.Look {
	if o.NoOCR || o.Tesseract.Path == "" {
		return nil
	}
	return ocr.Reader{Program: o.Tesseract, Languages: o.Languages}.Read
}

type passwordsKey struct{}

// WithPasswords returns a context in which documents that are encrypted are
// tried with these passwords, too. They go to the child that reads a document,
// in its environment, and nowhere else.
func WithPasswords(ctx context.Context, passwords []string) context.Context {
	if len(passwords) == 0 {
		return ctx
	}
	return context.WithValue(ctx, passwordsKey{}, passwords)
}

// NeedsPassword reports whether the Reason of an Outcome is that no password
// fitted.
func NeedsPassword(reason string) bool { return strings.Contains(reason, pdf.NeedsPassword) }

// in fills in what the context says, and what a child cannot know: it has no
// home and no PATH.
func (o Options) in(ctx context.Context) Options {
	if more, ok := ctx.Value(passwordsKey{}).([]string); ok {
		o.Passwords = append(slices.Clip(o.Passwords), more...)
	}
	if o.ReadPST == "" {
		o.ReadPST, _ = exec.LookPath("readpst") // "": it is not installed
	} else if o.ReadPST == "-" {
		o.ReadPST = ""
	}
	if o.NoLibreOffice {
		o.LibreOffice = libreoffice.Program{}
	} else if o.LibreOffice.Path == "" {
		o.LibreOffice, _ = libreoffice.Find()
	}
	if o.Cache == "" {
		if dir, err := os.UserCacheDir(); err == nil {
			o.Cache = filepath.Join(dir, "readingroom")
		}
	}
	return o
}
