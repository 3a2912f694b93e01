package extract

import (
	"context"
	"fmt"
	"os"
	"strings"

	"readingroom/archive"
)

// A tally is a sink that knows how far a document has come.
type tally struct {
	archive.Sink
	page, tables int // the last page, and how many tables
	about        bool
}

func (t *tally) About(a archive.About) error {
	t.about = true
	return t.Sink.About(a)
}

func (t *tally) Page(p archive.Page) error {
	t.page = p.Number
	return t.Sink.Page(p)
}

func (t *tally) Table(table archive.Table) error {
	t.tables++
	return t.Sink.Table(table)
}

// again goes on with a PDF after the last page that was given, by the reader
// that was not at work when the child died of it. out is what there was to say
// of the document, which stands where this child comes to no good end either.
func (b Sandbox) again(ctx context.Context, f *os.File, j job, t *tally, out Outcome, how end) (Outcome, error) {
	who := "second"
	if j.First, j.Second = how == diedAsking, how != diedAsking; j.First {
		who = "first"
	}
	j.From = t.page + 1
	begins := "The PDF was read again with the " + who + " reader"
	if t.page > 0 {
		begins = fmt.Sprintf("The PDF was read on after page %d with the %s reader", t.page, who)
	}
	begins += ", since the reading ended before its end: " + strings.ToLower(out.Reason[:1]) + out.Reason[1:]
	if err := t.Notice(archive.Notice{Code: "read-again", Text: begins}); err != nil {
		return out, err
	}
	then, end, err := b.read(ctx, f, j, &resumed{tally: t, tables: t.tables})
	if err != nil || end == ended && then.Reason == "" {
		return then, err
	}
	return out, nil
}

// A resumed sink is given the rest of a document.
type resumed struct {
	*tally
	tables int // before it
}

func (r *resumed) About(a archive.About) error {
	if r.about {
		return nil
	}
	return r.tally.About(a)
}

func (r *resumed) Table(t archive.Table) error {
	t.Number += r.tables
	return r.tally.Table(t)
}
