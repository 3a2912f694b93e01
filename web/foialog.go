package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foialog"
	"readingroom/archive/ingest"
	"readingroom/archive/store"
)

// LogsPage lists the logs of other people's requests, and how long each agency
// took by them.
type LogsPage struct {
	Logs     []LogLine   `json:"logs"`
	Requests int         `json:"requests"` // that stand in them, each once
	Entries  int         `json:"entries"`
	Agencies []LogAgency `json:"agencies"`
}

// A LogLine is a log as the list shows it.
type LogLine struct {
	Document Document      `json:"document"`
	URL      string        `json:"url"` // how it is read
	Agency   string        `json:"agency"`
	Counts   foialog.Tally `json:"counts"`
	Trouble  string        `json:"trouble,omitempty"` // why it could not be read
	EntryURL string        `json:"entries_url"`
}

// A LogAgency says how long an agency took.
type LogAgency struct {
	Agency   string `json:"agency"`
	URL      string `json:"url"` // its entries
	Requests int    `json:"requests"`
	Closed   int    `json:"closed"` // of those, with a day of receipt and of closing
	Median   int    `json:"median_days"`
	Ninety   int    `json:"p90_days"`
}

func (s *Site) logs(c *gin.Context) (*LogsPage, error) {
	ctx := c.Request.Context()
	p := &LogsPage{Logs: []LogLine{}, Agencies: []LogAgency{}}
	all, err := s.Store.Logs(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range all {
		p.Logs = append(p.Logs, logLine(l))
	}
	if p.Entries, p.Requests, _, err = s.Store.CountLogEntries(ctx, store.LogEntries{}); err != nil {
		return nil, err
	}
	p.Agencies, err = s.agencyLines(ctx, store.LogEntries{})
	return p, err
}

func (s *Site) agencyLines(ctx context.Context, f store.LogEntries) ([]LogAgency, error) {
	lines := []LogAgency{}
	all, err := s.Store.LogAgencies(ctx, f)
	for _, a := range all {
		lines = append(lines, LogAgency{a.Agency, withQuery(entriesURL(), "agency", a.Agency), a.Requests, a.Closed, a.Median, a.Ninety})
	}
	return lines, err
}

func logLine(l store.Log) LogLine {
	return LogLine{Document: documentOf(l.Item), URL: logURL(l.Number), Agency: l.Agency, Counts: l.Tally, Trouble: l.Trouble, EntryURL: withQuery(entriesURL(), "log", l.Number)}
}

func (p *LogsPage) table() [][]string {
	rows := [][]string{{"item", "title", "agency", "rows", "read", "entries", "left_out", "doubts", "trouble", "url"}}
	for _, l := range p.Logs {
		n := l.Counts
		rows = append(rows, []string{l.Document.Number, l.Document.Title, l.Agency, digits(n.Rows), digits(n.Read), digits(n.Entries), digits(n.Left), digits(n.Doubts), l.Trouble, l.URL})
	}
	return rows
}

// LogPage is how a document is read as a log: what its columns are, and what
// became of its rows. Where nobody said yet that it is one, it is a proposal.
type LogPage struct {
	Document Document       `json:"document"`
	Is       bool           `json:"is"`              // it is read as a log
	Looks    bool           `json:"looks"`           // it looks like one
	Why      string         `json:"why,omitempty"`   // not
	By       string         `json:"by,omitempty"`    // who said that it is one
	Made     string         `json:"made,omitempty"`  // the day
	Agency   string         `json:"agency"`          // whose it is, where its rows do not say
	Dates    foialog.Order  `json:"dates,omitempty"` // as given
	Tables   []foialog.Plan `json:"tables"`
	Counts   foialog.Tally  `json:"counts"`
	Reasons  []LeftReason   `json:"reasons"`
	Left     []LeftLine     `json:"left_out"`
	Next     string         `json:"next,omitempty"` // the rows left out that follow
	Entries  string         `json:"entries_url,omitempty"`

	Columns  []ColumnLine      `json:"-"` // those of all tables, each name once
	Fields   []foialog.Field   `json:"-"`
	Errors   map[string]string `json:"-"`
	Said     string            `json:"-"` // who says so, as typed
	Unmoved  bool              `json:"-"` // saving changed nothing
	Allowed  bool              `json:"-"`
	Possible bool              `json:"-"`
}

// A LeftReason counts the rows that are left out for a reason.
type LeftReason struct {
	Reason foialog.Reason `json:"reason"`
	Rows   int            `json:"rows"`
}

// A LeftLine is a row that is left out.
type LeftLine struct {
	Locator string         `json:"locator"`
	URL     string         `json:"url"`
	Rows    int            `json:"rows"`
	Reason  foialog.Reason `json:"reason"`
	Text    string         `json:"text"`
}

// A ColumnLine is a column of a log in the form.
type ColumnLine struct {
	foialog.Column
	Table int // the table it is of, first
}

// columnsAsked is how many columns the form of a log has, and leftAtOnce how
// many rows that are left out a page names.
const (
	columnsAsked = 120
	leftAtOnce   = 200
)

func (s *Site) log(c *gin.Context) (*LogPage, error) {
	p, o, err := s.logOf(c, nil)
	o.close()
	if err != nil {
		return nil, err
	}
	p.Unmoved = c.Query("same") != ""
	return p, nil
}

// logOf makes the page of a log: read in the way that was said, or that is
// tried.
func (s *Site) logOf(c *gin.Context, try *foialog.How) (*LogPage, opened, error) {
	ctx := c.Request.Context()
	o, err := s.open(c)
	if err != nil {
		return nil, o, err
	}
	p := &LogPage{
		Document: documentOf(o.Item), Tables: []foialog.Plan{}, Reasons: []LeftReason{}, Left: []LeftLine{}, Fields: foialog.Fields,
		Errors: map[string]string{}, Allowed: s.mayChange(c.Request), Possible: s.canSignIn(),
	}
	log, err := s.Store.Log(ctx, o.Number)
	if err != nil && !errors.Is(err, archive.ErrNotFound) {
		return nil, o, err
	}
	how := foialog.How{}
	if err == nil {
		p.Is, p.Why, p.By, p.Made, p.Agency, p.Counts = true, log.Trouble, log.By, shortDate(log.At), log.Agency, log.Tally
		p.Entries, how = withQuery(entriesURL(), "log", o.Number), log.How
		if err := s.leftOut(c, p, o); err != nil {
			return nil, o, err
		}
	}
	if try != nil {
		how, p.Agency = *try, try.Agency
	}
	p.Dates = how.Dates
	if o.file == nil {
		p.Why = "It was not read, so it cannot be read as a log."
		return p, o, nil
	}
	read, err := foialog.Open(ingest.LogSource(o.file), how)
	if err != nil && !errors.Is(err, archive.ErrInvalid) {
		return nil, o, err
	}
	if err != nil {
		p.Why = sentence(err, archive.ErrInvalid)
		if read, err = foialog.Open(ingest.LogSource(o.file), foialog.How{}); err != nil {
			return nil, o, err
		}
	}
	p.Tables, p.Looks = append(p.Tables, read.Plans...), read.Is()
	if !p.Looks && p.Why == "" {
		p.Why = upperFirst(read.WhyNot()) + "."
	}
	p.Columns = columnLines(read.Plans)
	return p, o, nil
}

// columnLines are the columns of all tables, each name once; those of tables
// that are no logs only where none is.
func columnLines(plans []foialog.Plan) []ColumnLine {
	some := slices.ContainsFunc(plans, func(p foialog.Plan) bool { return p.Log })
	seen := map[string]bool{}
	var out []ColumnLine
	for _, p := range plans {
		for _, col := range p.Columns {
			key := strings.ToLower(col.Name)
			if some && !p.Log || seen[key] || len(out) == columnsAsked || col.Field == foialog.None && len(col.Examples) == 0 {
				continue
			}
			seen[key] = true
			out = append(out, ColumnLine{col, p.Table})
		}
	}
	return out
}

func (s *Site) leftOut(c *gin.Context, p *LogPage, o opened) error {
	for r, n := range p.Counts.Reasons {
		p.Reasons = append(p.Reasons, LeftReason{r, n})
	}
	slices.SortFunc(p.Reasons, func(a, b LeftReason) int {
		if a.Rows != b.Rows {
			return b.Rows - a.Rows
		}
		return strings.Compare(string(a.Reason), string(b.Reason))
	})
	from, err := positive(c.Query("from"), 1)
	if err != nil {
		return invalid("“from” is the number of the first row shown of those left out, from 1.")
	}
	left, err := s.Store.LogLeft(c.Request.Context(), o.Number, from-1, leftAtOnce+1)
	for n, l := range left {
		if n == leftAtOnce {
			p.Next = withQuery(logURL(o.Number), "from", digits(from+leftAtOnce)) + "#left"
			break
		}
		line := LeftLine{l.Locator.String(), "", l.Rows, l.Reason, l.Text}
		if l.Row > 0 && l.Reason != foialog.LeftBlank {
			line.URL = PlaceURL(o.Number, l.Locator)
		}
		p.Left = append(p.Left, line)
	}
	return err
}

// saveLog reads a document as a log in the way that the form says, or no more.
func (s *Site) saveLog(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 1<<20)
	if err := c.Request.ParseForm(); err != nil {
		s.fail(c, invalid("The form could not be read."))
		return
	}
	f := c.Request.PostForm
	item := c.Param("item")
	by := strings.TrimSpace(f.Get("by"))
	if f.Get("act") == "drop" {
		if err := s.Store.DropLog(c.Request.Context(), item); err != nil {
			s.fail(c, err)
			return
		}
		s.Log.Info("a document is no longer read as a log", "item", item)
		c.Redirect(http.StatusSeeOther, logURL(item))
		return
	}
	how := foialog.How{Agency: strings.TrimSpace(f.Get("agency")), Dates: foialog.Order(f.Get("dates")), Columns: map[string]foialog.Field{}}
	wrong := map[string]string{}
	names := f["column"]
	for i, field := range f["field"] {
		if i >= len(names) || i >= columnsAsked {
			break
		}
		if field == "-" {
			field = ""
		}
		how.Columns[names[i]] = foialog.Field(field)
	}
	if by == "" || len(by) > byLimit {
		wrong["by"] = "Say who says so, in at most " + digits(byLimit) + " characters."
	}
	if len(how.Agency) > 200 {
		wrong["agency"] = "This is too long: at most 200 characters."
	}
	if err := how.Check(); err != nil {
		wrong["columns"] = sentence(err, archive.ErrInvalid)
		how.Columns, how.Dates = nil, ""
	}
	var unchanged bool
	if len(wrong) == 0 {
		_, same, err := s.Ingest.ReadLog(c.Request.Context(), item, how, by)
		switch unchanged = same; {
		case errors.Is(err, archive.ErrInvalid):
			wrong["columns"] = sentence(err, archive.ErrInvalid)
		case err != nil:
			s.fail(c, err)
			return
		}
	}
	if len(wrong) > 0 {
		p, o, err := s.logOf(c, &how)
		o.close()
		if err != nil {
			s.fail(c, err)
			return
		}
		p.Errors, p.Said = wrong, by
		s.write(c, http.StatusBadRequest, "log", p)
		return
	}
	s.Log.Info("a document is read as a log", "item", item)
	to := logURL(item)
	if unchanged {
		to = withQuery(to, "same", "1")
	}
	c.Redirect(http.StatusSeeOther, to)
}

// readLogs has the documents of an accession read as logs, for our own command.
func (s *Site) readLogs(c *gin.Context) {
	var o ingest.LogOrder
	if err := c.ShouldBindJSON(&o); err != nil {
		s.fail(c, invalid("The order could not be read: %v.", err))
		return
	}
	reports, err := s.Ingest.ReadLogs(c.Request.Context(), o)
	if err != nil {
		s.fail(c, err)
		return
	}
	writeJSON(c, http.StatusOK, gin.H{"logs": reports})
}

// A LogPart is what the page of a document says of it as a log.
type LogPart struct {
	Is      bool   `json:"is"`    // it is read as one
	Looks   bool   `json:"looks"` // it looks like one
	URL     string `json:"url"`
	Entries string `json:"entries_url,omitempty"`
	Count   int    `json:"entries,omitempty"`
	Left    int    `json:"left_out,omitempty"`
	Trouble string `json:"trouble,omitempty"`
}

// asLog says of a document whether it is a log; nil where it is not.
func (s *Site) asLog(ctx context.Context, o opened) (*LogPart, error) {
	log, err := s.Store.Log(ctx, o.Number)
	if err == nil {
		return &LogPart{true, true, logURL(o.Number), withQuery(entriesURL(), "log", o.Number), log.Tally.Entries, log.Tally.Left, log.Trouble}, nil
	}
	if !errors.Is(err, archive.ErrNotFound) || o.file == nil || o.Rows == 0 || o.Tables > tablesTried {
		return nil, ignoreMissing(err)
	}
	read, err := foialog.Open(ingest.LogSource(o.file), foialog.How{})
	if err != nil || !read.Surely() {
		return nil, err
	}
	return &LogPart{Looks: true, URL: logURL(o.Number)}, nil
}

// tablesTried is how many tables a document has at most that is looked at as a
// log unasked.
const tablesTried = 60

func ignoreMissing(err error) error {
	if errors.Is(err, archive.ErrNotFound) {
		return nil
	}
	return err
}
