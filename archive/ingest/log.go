package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"strings"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/foialog"
	"readingroom/archive/store"
)

// A LogOrder has documents read as logs of other people's requests.
type LogOrder struct {
	Accession string      `json:"accession"` // all documents that it brought
	How       foialog.How `json:"how"`
	By        string      `json:"by"`
}

// A LogReport says what became of a document that was to be read as a log.
type LogReport struct {
	Item      string         `json:"item"`
	Name      string         `json:"name"`
	Log       bool           `json:"log"`
	Why       string         `json:"why,omitempty"`       // not
	Unchanged bool           `json:"unchanged,omitempty"` // it was read so already, and nothing was done
	Counts    foialog.Tally  `json:"counts"`
	Left      []LogLeft      `json:"left_out"`
	Columns   []LogReportCol `json:"columns"`
}

// A LogReportCol is a column that says something of a request.
type LogReportCol struct {
	Name  string        `json:"name"`
	Field foialog.Field `json:"field"`
}

// A LogLeft is a row that is left out.
type LogLeft struct {
	Locator string         `json:"locator"`
	Rows    int            `json:"rows"`
	Reason  foialog.Reason `json:"reason"`
	Text    string         `json:"text"`
}

// ReadLogs reads the documents of an accession as logs. Those that are none are
// reported as such.
func (in *Ingest) ReadLogs(ctx context.Context, o LogOrder) ([]LogReport, error) {
	items, err := in.db.Items(ctx, store.Filter{Accession: o.Accession})
	if err != nil {
		return nil, err
	}
	reports := []LogReport{}
	for _, it := range items {
		r := LogReport{Item: it.Number, Name: it.Name, Left: []LogLeft{}, Columns: []LogReportCol{}}
		if it.Kind == archive.KindArchive { // what is in it is an item of its own
			continue
		}
		log, unchanged, err := in.ReadLog(ctx, it.Number, o.How, o.By)
		switch {
		case errors.Is(err, archive.ErrInvalid):
			r.Why = strings.TrimSuffix(err.Error(), ": "+archive.ErrInvalid.Error())
		case err != nil:
			return reports, fmt.Errorf("%s: %w", it.Name, err)
		default:
			r.Log, r.Unchanged, r.Counts = true, unchanged, log.Tally
			if err := in.leftOut(ctx, it, log, &r); err != nil {
				return reports, err
			}
		}
		reports = append(reports, r)
	}
	return reports, nil
}

func (in *Ingest) leftOut(ctx context.Context, it archive.Item, log store.Log, r *LogReport) error {
	left, err := in.db.LogLeft(ctx, it.Number, 0, 0)
	if err != nil {
		return err
	}
	for _, l := range left {
		r.Left = append(r.Left, LogLeft{l.Locator.String(), l.Rows, l.Reason, l.Text})
	}
	f, err := in.contents.Open(it.Digest)
	if err != nil {
		return err
	}
	defer f.Close()
	read, err := foialog.Open(LogSource(f), log.How)
	if err != nil {
		return err
	}
	seen := map[LogReportCol]bool{}
	for _, p := range read.Plans {
		for _, c := range p.Columns {
			if col := (LogReportCol{c.Name, c.Field}); p.Log && c.Field != foialog.None && !seen[col] {
				seen[col] = true
				r.Columns = append(r.Columns, col)
			}
		}
	}
	return nil
}

// ReadLog reads a document as a log and keeps what it states, in one
// transaction. Where that was done already, by the same reader and in the same
// way, nothing is changed. archive.ErrInvalid says why it is no log.
func (in *Ingest) ReadLog(ctx context.Context, item string, how foialog.How, by string) (log store.Log, unchanged bool, err error) {
	was, err := in.db.Log(ctx, item)
	switch {
	case errors.Is(err, archive.ErrNotFound):
		was = store.Log{}
		if was.Item, err = in.db.Item(ctx, item); err != nil {
			return was, false, err
		}
	case err != nil:
		return was, false, err
	}
	agency := cmp.Or(strings.TrimSpace(how.Agency), in.agencyOf(ctx, was.Item))
	if len(how.Columns) == 0 {
		how.Columns = nil
	}
	if was.Version == foialog.Version && was.Trouble == "" && was.Agency == agency && reflect.DeepEqual(was.How, how) {
		return was, true, nil
	}
	was.How, was.Agency, was.By = how, agency, by
	was.Trouble, was.At = "", in.Now().UTC()
	return in.readLog(ctx, was)
}

// agencyOf is whose log a document is where nobody says: who gave it.
func (in *Ingest) agencyOf(ctx context.Context, it archive.Item) string {
	a, err := in.db.Accession(ctx, it.Accession)
	if err != nil || a.Source == unnamed {
		return ""
	}
	return a.Giver()
}

func (in *Ingest) readLog(ctx context.Context, log store.Log) (store.Log, bool, error) {
	if log.State == archive.StateAside {
		return log, false, fmt.Errorf("it was set aside and not read: %s: %w", strings.TrimSuffix(log.Reason, "."), archive.ErrInvalid)
	}
	f, err := in.contents.Open(log.Digest)
	if errors.Is(err, archive.ErrNotFound) {
		return log, false, fmt.Errorf("it is being read; try again soon: %w", archive.ErrConflict)
	}
	if err != nil {
		return log, false, err
	}
	defer f.Close()
	read, err := foialog.Open(LogSource(f), log.How)
	if err != nil {
		return log, false, err
	}
	if !read.Is() {
		return log, false, fmt.Errorf("%s: %w", read.WhyNot(), archive.ErrInvalid)
	}
	log, err = in.db.PutLog(ctx, log, read.Lines(), in.Now())
	return log, false, err
}

// rereadLog reads a log anew whose content was read anew. Where it cannot be
// read as before, it has no entries and says why.
func (in *Ingest) rereadLog(ctx context.Context, item string) error {
	log, err := in.db.Log(ctx, item)
	if errors.Is(err, archive.ErrNotFound) || err == nil && log.Version == foialog.Version {
		return nil
	}
	if err != nil {
		return err
	}
	_, _, err = in.readLog(ctx, log)
	if errors.Is(err, archive.ErrInvalid) || errors.Is(err, archive.ErrConflict) {
		log.Trouble = strings.TrimSuffix(err.Error(), ": "+archive.ErrInvalid.Error())
		_, err = in.db.PutLog(ctx, log, func(func(foialog.Line, error) bool) {}, in.Now())
	}
	return err
}

// rereadLogs reads the logs anew that an older reader read.
func (in *Ingest) rereadLogs(ctx context.Context) error {
	logs, err := in.db.Logs(ctx)
	for _, l := range logs {
		if err == nil && l.State != archive.StateReceived && l.State != archive.StateExtracted {
			err = in.rereadLog(ctx, l.Number)
		}
	}
	return err
}

// LogSource is the tables of a document, to be read as a log.
func LogSource(f *content.File) foialog.Source {
	src := foialog.Source{Rows: func(table int) iter.Seq2[archive.Row, error] { return f.Rows(table, 1) }}
	for _, t := range f.Head().Tables {
		src.Tables = append(src.Tables, t.Table)
	}
	return src
}
