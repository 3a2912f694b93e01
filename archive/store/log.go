package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/foialog"
)

// A Log is a document that is read as a log of other people's requests.
type Log struct {
	archive.Item
	How     foialog.How
	Agency  string // whose it is, where its rows do not say
	Version int    // of the reader that read it; 0: it is to be read again
	Tally   foialog.Tally
	Trouble string // why it could not be read
	By      string // who said that it is one
	At      time.Time
	Read    time.Time // zero: it was not
	Source  string    // of the accession that brought it
}

const logColumns = `, a.source, l.how, l.agency, l.version, l.tally, l.trouble, l.made_by, l.made_at, l.read_at`

func scanLog(row scanner) (l Log, err error) {
	var how, tally string
	var made, read int64
	if l.Item, err = scanItem(row, &l.Source, &how, &l.Agency, &l.Version, &tally, &l.Trouble, &l.By, &made, &read); err != nil {
		return l, err
	}
	l.At = time.UnixMilli(made).UTC()
	if read > 0 {
		l.Read = time.UnixMilli(read).UTC()
	}
	if err := errors.Join(json.Unmarshal([]byte(how), &l.How), json.Unmarshal([]byte(tally), &l.Tally)); err != nil {
		return l, fmt.Errorf("log %s: %v: %w", l.Number, err, archive.ErrCorrupt)
	}
	return l, nil
}

// Logs returns the documents that are read as logs, by number.
func (s *Store) Logs(ctx context.Context) ([]Log, error) {
	return list(ctx, s.read, `SELECT `+itemColumns+logColumns+itemTables+`JOIN log l ON l.item = i.id ORDER BY length(i.number), i.number`, nil, scanLog)
}

// Log returns how a document is read as a log; archive.ErrNotFound where it is not.
func (s *Store) Log(ctx context.Context, item string) (Log, error) {
	l, err := scanLog(s.read.QueryRowContext(ctx, `SELECT `+itemColumns+logColumns+itemTables+`JOIN log l ON l.item = i.id WHERE i.number = ?`, item))
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("log %s: %w", item, archive.ErrNotFound)
	}
	return l, err
}

// PutLog keeps a log and what its lines say, in one transaction; what was read
// of it before is replaced. An error of the lines leaves all as it was. Number,
// How, Agency, By and Trouble of the log are given; the log with its tally is
// returned.
func (s *Store) PutLog(ctx context.Context, l Log, lines iter.Seq2[foialog.Line, error], now time.Time) (Log, error) {
	err := s.in(ctx, func(tx *sql.Tx) error {
		item, err := itemID(ctx, tx, l.Number)
		if err != nil {
			return err
		}
		if err := forgetLog(ctx, tx, item); err != nil {
			return err
		}
		if l.Tally, err = putLines(ctx, tx, item, l.Agency, lines); err != nil {
			return err
		}
		how, err := json.Marshal(l.How)
		if err != nil {
			return err
		}
		tally, err := json.Marshal(l.Tally)
		if err != nil {
			return err
		}
		l.Version, l.Read = foialog.Version, now.UTC()
		if l.At.IsZero() {
			l.At = now.UTC()
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO log (item, how, agency, version, tally, trouble, made_by, made_at, read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (item) DO UPDATE SET how = excluded.how, agency = excluded.agency, version = excluded.version, tally = excluded.tally,
			trouble = excluded.trouble, made_by = excluded.made_by, made_at = excluded.made_at, read_at = excluded.read_at`,
			item, string(how), l.Agency, l.Version, string(tally), l.Trouble, l.By, l.At.UnixMilli(), l.Read.UnixMilli())
		return err
	})
	return l, err
}

// DropLog says that a document is no log; archive.ErrNotFound where it was none.
func (s *Store) DropLog(ctx context.Context, number string) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		item, err := itemID(ctx, tx, number)
		if err != nil {
			return err
		}
		if err := forgetLog(ctx, tx, item); err != nil {
			return err
		}
		r, err := tx.ExecContext(ctx, `DELETE FROM log WHERE item = ?`, item)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("log %s: %w", number, archive.ErrNotFound))
		}
		return nil
	})
}

func forgetLog(ctx context.Context, tx *sql.Tx, item string) error {
	for _, table := range []string{"log_entry", "log_left"} {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE item = ?`, item); err != nil {
			return err
		}
	}
	return nil
}

func putLines(ctx context.Context, tx *sql.Tx, item, agency string, lines iter.Seq2[foialog.Line, error]) (t foialog.Tally, err error) {
	entry, err := tx.PrepareContext(ctx, `INSERT INTO log_entry (item, table_no, row_no, part, locator, number, request, requester, organization, agency,
		component, subject, received, due, closed, days, status, disposition, outcome, exemptions, fee_category, notes, words)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return t, err
	}
	defer entry.Close()
	turn := 0
	for l, err := range lines {
		if err != nil {
			return t, err
		}
		t.Add(l)
		if l.Left != "" {
			turn++
			_, err := tx.ExecContext(ctx, `INSERT INTO log_left (item, turn, table_no, row_no, locator, row_count, reason, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
				item, turn, l.Table, l.Row, l.At.String(), l.Count(), l.Left, l.Text)
			if err != nil {
				return t, err
			}
		}
		for n, e := range l.Entries {
			if e.Agency == "" {
				e.Agency = agency
			}
			exemptions, err := json.Marshal(e.Exemptions)
			if err != nil {
				return t, err
			}
			notes, err := json.Marshal(e.Notes)
			if err != nil {
				return t, err
			}
			words := strings.ToLower(strings.Join([]string{e.Number, e.Requester, e.Organization, e.Agency, e.Component, e.Subject, e.Status, e.Disposition, strings.Join(e.Exemptions, " "), e.FeeCategory}, "\n"))
			_, err = entry.ExecContext(ctx, item, l.Table, l.Row, n+1, l.At.String(), e.Number, foialog.Key(e.Number, e.Agency), e.Requester, e.Organization, e.Agency,
				e.Component, e.Subject, e.Received, e.Due, e.Closed, daysBetween(e.Received, e.Closed), e.Status, e.Disposition, string(e.Outcome), string(exemptions), e.FeeCategory, string(notes), words)
			if err != nil {
				return t, err
			}
		}
	}
	return t, nil
}

// daysBetween counts the calendar days from one to another; -1 where that is
// not known, or the second is the earlier.
func daysBetween(from, until archive.Day) int {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, until)
	if err != nil || err2 != nil || b.Before(a) {
		return -1
	}
	return int(b.Sub(a).Hours()+12) / 24
}

// A LogLeft is a row of a log that is left out.
type LogLeft struct {
	Table, Row int
	Locator    archive.Locator
	Rows       int // how many it stands for
	Reason     foialog.Reason
	Text       string
}

// LogLeft returns the rows of a log that are left out, in their order, after
// the first so many of them; limit 0 is all.
func (s *Store) LogLeft(ctx context.Context, item string, after, limit int) ([]LogLeft, error) {
	if limit <= 0 {
		limit = -1
	}
	return list(ctx, s.read, `SELECT l.table_no, l.row_no, l.locator, l.row_count, l.reason, l.words FROM log_left l JOIN item i ON i.id = l.item
		WHERE i.number = ? AND l.turn > ? ORDER BY l.turn LIMIT ?`, []any{item, after, limit}, func(row scanner) (l LogLeft, err error) {
		var at string
		if err = row.Scan(&l.Table, &l.Row, &at, &l.Rows, &l.Reason, &l.Text); err == nil {
			l.Locator, err = archive.ParseLocator(at)
		}
		return l, err
	})
}
