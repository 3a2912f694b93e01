package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/foialog"
)

// A LogEntry is a request as a row of a log states it.
type LogEntry struct {
	foialog.Entry
	ID      int64 // until the log is read again
	Place   archive.Place
	Table   int
	Row     int    // 0: what was taken for the header
	Part    int    // from 1, of those in the row
	Request string // by what it is known in other logs; ""
	Days    int    // from received to closed; -1: not known
	Log     string // the title of the log
	Copies  int    // other entries of the same request
}

// LogEntries picks entries of logs. Its zero value picks all; what is given
// must all hold.
type LogEntries struct {
	Item        string         // of this log
	Agency      string         // a part of the name of the agency or component, in any case
	Requester   string         // of the requester or the organization
	Words       string         // each of them stands somewhere in the entry
	Number      string         // the tracking number, without regard to case and signs
	Received    archive.Period // zero: any
	Closed      archive.Period
	Disposition string // an outcome, or a part of the log's own words
	Status      string // a part of it; where a log has none, open and closed go by its days
	Exemption   string
	Row         archive.Place // that stand in this row
	Once        bool          // of the entries of one request that it picks, the first alone, a closed one before others
	Sort        string        // one of LogSorts, after a "-" the other way round; "": -received
	After       string        // where the page before ended, as More returns it
	Limit       int           // 0: no limit

	request string // that it is known by
}

// LogSorts are what entries can be sorted by.
var LogSorts = []string{"received", "closed", "due", "number", "requester", "agency", "days", "disposition", "log"}

func (f LogEntries) where() (string, []any) {
	var where []string
	var args []any
	add := func(clause string, values ...any) { where, args = append(where, clause), append(args, values...) }
	like := func(s string) string {
		return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(strings.TrimSpace(s))) + "%"
	}
	if f.Item != "" {
		add(`i.number = ?`, f.Item)
	}
	if f.Agency != "" {
		add(`(lower(e.agency) LIKE ? ESCAPE '\' OR lower(e.component) LIKE ? ESCAPE '\')`, like(f.Agency), like(f.Agency))
	}
	if f.Requester != "" {
		add(`(lower(e.requester) LIKE ? ESCAPE '\' OR lower(e.organization) LIKE ? ESCAPE '\')`, like(f.Requester), like(f.Requester))
	}
	for n, w := range strings.Fields(f.Words) {
		if n < 20 {
			add(`e.words LIKE ? ESCAPE '\'`, like(strings.Trim(w, `"`)))
		}
	}
	if f.Number != "" {
		key := foialog.Key(f.Number, "")
		add(`(e.request = ? OR e.request LIKE ? ESCAPE '\' OR lower(e.number) LIKE ? ESCAPE '\')`, key, "%/"+strings.TrimPrefix(key, "/"), like(f.Number))
	}
	if f.Received.From != "" {
		add(`e.received >= ?`, f.Received.From)
	}
	if f.Received.Until != "" {
		add(`e.received <> '' AND e.received < ?`, f.Received.Until)
	}
	if f.Closed.From != "" {
		add(`e.closed >= ?`, f.Closed.From)
	}
	if f.Closed.Until != "" {
		add(`e.closed <> '' AND e.closed < ?`, f.Closed.Until)
	}
	if f.Disposition != "" {
		add(`(e.outcome = ? OR lower(e.disposition) LIKE ? ESCAPE '\')`, strings.ToLower(f.Disposition), like(f.Disposition))
	}
	switch status := strings.ToLower(strings.TrimSpace(f.Status)); status {
	case "":
	case "open", "pending":
		add(`(lower(e.status) LIKE ? ESCAPE '\' OR e.status = '' AND e.closed = '' AND e.disposition = '')`, like(status))
	case "closed":
		add(`(lower(e.status) LIKE ? ESCAPE '\' OR e.status = '' AND (e.closed <> '' OR e.disposition <> ''))`, like(status))
	default:
		add(`lower(e.status) LIKE ? ESCAPE '\'`, like(status))
	}
	if f.Exemption != "" {
		add(`lower(e.exemptions) LIKE ? ESCAPE '\'`, like(f.Exemption))
	}
	if f.Row.Item != "" {
		at := f.Row.Locator
		at.Col = 0
		add(`i.number = ? AND e.locator = ?`, f.Row.Item, at.String())
	}
	if f.request != "" {
		add(`e.request = ?`, f.request)
	}
	if len(where) == 0 {
		where = []string{"1 = 1"}
	}
	all := strings.Join(where, " AND ")
	if !f.Once {
		return all, args
	}
	return `e.id IN (SELECT once.id FROM (SELECT e.id AS id, row_number() OVER (PARTITION BY CASE e.request WHEN '' THEN CAST(e.id AS TEXT) ELSE e.request END
		ORDER BY CASE e.closed WHEN '' THEN 1 ELSE 0 END, e.id) AS turn` + entryTables + `WHERE ` + all + `) once WHERE once.turn = 1)`, args
}

// order is the SQL of what is sorted by, and whether the greatest comes first.
func (f LogEntries) order() (by string, down bool, err error) {
	name, down := strings.CutPrefix(f.Sort, "-")
	if f.Sort == "" {
		name, down = "received", true
	}
	if !slices.Contains(LogSorts, name) {
		return "", false, fmt.Errorf("entries are not sorted by %q, but by one of %s: %w", name, strings.Join(LogSorts, ", "), archive.ErrInvalid)
	}
	switch name {
	case "days":
		return "e.days", down, nil
	case "log":
		return "i.number", down, nil
	case "requester":
		return "lower(e.requester)", down, nil
	case "disposition":
		return "lower(e.disposition)", down, nil
	}
	return "e." + name, down, nil
}

const entryTables = ` FROM log_entry e JOIN item i ON i.id = e.item `

// LogEntries returns the entries that a filter picks; more is where the next
// page begins, "" where there is none.
func (s *Store) LogEntries(ctx context.Context, f LogEntries) (all []LogEntry, more string, err error) {
	by, down, err := f.order()
	if err != nil {
		return nil, "", err
	}
	where, args := f.where()
	way, beyond := "ASC", ">"
	if down {
		way, beyond = "DESC", "<"
	}
	if f.After != "" {
		id, value, ok := strings.Cut(f.After, "~")
		n, err := strconv.ParseInt(id, 10, 64)
		if !ok || err != nil {
			return nil, "", fmt.Errorf("“after” is where the page before ended, as its link says: %w", archive.ErrInvalid)
		}
		var v any = value
		if by == "e.days" {
			days, err := strconv.Atoi(value)
			if err != nil {
				return nil, "", fmt.Errorf("“after” is where the page before ended, as its link says: %w", archive.ErrInvalid)
			}
			v = days
		}
		where += ` AND (` + by + `, e.id) ` + beyond + ` (?, ?)`
		args = append(args, v, n)
	}
	limit := -1
	if f.Limit > 0 {
		limit = f.Limit + 1
	}
	var keys []string
	all, err = list(ctx, s.read, `SELECT e.id, i.number, i.title, e.locator, e.table_no, e.row_no, e.part, e.number, e.request, e.requester, e.organization, e.agency,
			e.component, e.subject, e.received, e.due, e.closed, e.days, e.status, e.disposition, e.outcome, e.exemptions, e.fee_category, e.notes,
			CASE e.request WHEN '' THEN 0 ELSE (SELECT count(*) FROM log_entry x WHERE x.request = e.request) - 1 END, `+by+
		entryTables+`WHERE `+where+` ORDER BY `+by+` `+way+`, e.id `+way+` LIMIT ?`, append(args, limit),
		func(row scanner) (e LogEntry, err error) {
			var at, exemptions, notes, key string
			err = row.Scan(&e.ID, &e.Place.Item, &e.Log, &at, &e.Table, &e.Row, &e.Part, &e.Number, &e.Request, &e.Requester, &e.Organization, &e.Agency,
				&e.Component, &e.Subject, &e.Received, &e.Due, &e.Closed, &e.Days, &e.Status, &e.Disposition, &e.Outcome, &exemptions, &e.FeeCategory, &notes, &e.Copies, &key)
			if err != nil {
				return e, err
			}
			keys = append(keys, fmt.Sprintf("%d~%s", e.ID, key))
			e.Place.Locator, err = archive.ParseLocator(at)
			return e, errors.Join(err, json.Unmarshal([]byte(exemptions), &e.Exemptions), json.Unmarshal([]byte(notes), &e.Notes))
		})
	if err == nil && f.Limit > 0 && len(all) > f.Limit {
		all, more = all[:f.Limit], keys[f.Limit-1]
	}
	return all, more, err
}

// CountLogEntries counts the entries that a filter picks, the requests that
// they are of, and the logs they stand in.
func (s *Store) CountLogEntries(ctx context.Context, f LogEntries) (entries, requests, logs int, err error) {
	where, args := f.where()
	err = s.read.QueryRowContext(ctx, `SELECT count(*), count(DISTINCT nullif(e.request, '')) + count(CASE e.request WHEN '' THEN 1 END), count(DISTINCT e.item)`+
		entryTables+`WHERE `+where, args...).Scan(&entries, &requests, &logs)
	return entries, requests, logs, err
}

// LogCopies returns the entries of the same request, in the order of the logs.
func (s *Store) LogCopies(ctx context.Context, request string) ([]LogEntry, error) {
	if request == "" {
		return nil, nil
	}
	all, _, err := s.LogEntries(ctx, LogEntries{Sort: "log", request: request})
	return all, err
}

// An AgencyDays says how long an agency took, by its logs.
type AgencyDays struct {
	Agency   string
	Requests int
	Closed   int // of those, with a day of receipt and a day of closing
	Median   int // calendar days from the one to the other; the lower of the two middle ones
	Ninety   int // nine of ten took no longer
}

// LogAgencies returns how long each agency took with the requests that a filter
// picks, each counted once, by name.
func (s *Store) LogAgencies(ctx context.Context, f LogEntries) ([]AgencyDays, error) {
	f.Once = true
	where, args := f.where()
	rows, err := s.read.QueryContext(ctx, `SELECT e.agency, e.days`+entryTables+`WHERE `+where+` ORDER BY lower(e.agency), e.days`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []AgencyDays
	var days []int
	end := func() {
		if len(all) == 0 {
			return
		}
		a := &all[len(all)-1]
		if a.Closed = len(days); a.Closed > 0 {
			a.Median, a.Ninety = days[(len(days)-1)/2], days[(9*len(days)+9)/10-1]
		}
		days = days[:0]
	}
	for rows.Next() {
		var agency string
		var n int
		if err := rows.Scan(&agency, &n); err != nil {
			return nil, err
		}
		if len(all) == 0 || !strings.EqualFold(all[len(all)-1].Agency, agency) {
			end()
			all = append(all, AgencyDays{Agency: agency})
		}
		all[len(all)-1].Requests++
		if n >= 0 {
			days = append(days, n)
		}
	}
	end()
	return all, rows.Err()
}
