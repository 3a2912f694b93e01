package extract

import (
	"context"

	"readingroom/archive/extract/pdf"
)

// Options say how documents are read; the zero Options is how they are read
// where nobody says anything.
type Options struct {
	Passwords []string `json:"passwords,omitempty"` // to try on what is encrypted
	Languages []string `json:"languages,omitempty"` // that pictures are read in, as Tesseract names them; English
	NoOCR     bool     `json:"no_ocr,omitempty"`    // pictures are not read
	Cache     string   `json:"cache,omitempty"`     // a folder for compiled readers; "" for the user's own
}

// pdf returns what the PDF reader takes from the options.
func (o Options) pdf(ctx context.Context) pdf.Options {
	return pdf.Options{Context: ctx, Passwords: o.Passwords, Cache: o.Cache}
}
