package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/message"
)

// A Message is an e-mail at one of the places where it stands.
type Message struct {
	archive.Message
	Item   string // the number of the item it stands in
	Name   string // of that item
	Title  string
	Thread string // the address of its thread
	Trace  message.Trace
}

const messageColumns = `m.head, m.trace, m.thread, i.number, i.name, i.title`

func scanMessage(row scanner) (m Message, err error) {
	var head, trace string
	if err := row.Scan(&head, &trace, &m.Thread, &m.Item, &m.Name, &m.Title); err != nil {
		return m, err
	}
	return m, errors.Join(json.Unmarshal([]byte(head), &m.Message), json.Unmarshal([]byte(trace), &m.Trace))
}

// Messages returns the e-mails that stand on an item's pages, in their order.
func (s *Store) Messages(ctx context.Context, item string) ([]Message, error) {
	return list(ctx, s.read, `SELECT `+messageColumns+` FROM message m JOIN item i ON i.id = m.item WHERE i.number = ? ORDER BY m.number`,
		[]any{item}, scanMessage)
}

// MaxThread is how many messages of a thread are shown, those told twice counted.
const MaxThread = 2000

// Thread returns the messages of the thread that a message with this print is
// of, by the time they were sent. Each is there as often as it stands anywhere.
func (s *Store) Thread(ctx context.Context, print string) ([]Message, error) {
	all, err := list(ctx, s.read, `SELECT `+messageColumns+` FROM message m JOIN item i ON i.id = m.item
		WHERE m.thread = coalesce((SELECT thread FROM message WHERE thread = ? LIMIT 1), (SELECT thread FROM message WHERE print = ? LIMIT 1))
		ORDER BY m.sent_at = 0, m.sent_at, m.print, length(i.number), i.number, m.number LIMIT ?`, []any{print, print, MaxThread}, scanMessage)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("thread %s: %w", print, archive.ErrNotFound)
	}
	return all, err
}

// ThreadSize counts the messages of a thread, each once.
func (s *Store) ThreadSize(ctx context.Context, thread string) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT count(DISTINCT print) FROM message WHERE thread = ?`, thread).Scan(&n)
	return n, err
}

// A ThreadRef is a thread, and how many messages it has.
type ThreadRef struct {
	ID       string
	Messages int
}

// ThreadsOf returns the threads that the first messages of items are of, where
// these have others, by the numbers of the items.
func (s *Store) ThreadsOf(ctx context.Context, items []string) (map[string]ThreadRef, error) {
	of := map[string]ThreadRef{}
	if len(items) == 0 {
		return of, nil
	}
	args := make([]any, len(items))
	for i, n := range items {
		args[i] = n
	}
	type line struct {
		item string
		ThreadRef
	}
	lines, err := list(ctx, s.read, `SELECT i.number, m.thread, (SELECT count(DISTINCT o.print) FROM message o WHERE o.thread = m.thread)
		FROM item i JOIN message m ON m.item = i.id AND m.number = 1 WHERE i.number IN (?`+strings.Repeat(", ?", len(items)-1)+`)`, args,
		func(row scanner) (l line, err error) { return l, row.Scan(&l.item, &l.ID, &l.Messages) })
	for _, l := range lines {
		if l.Messages > 1 {
			of[l.item] = l.ThreadRef
		}
	}
	return of, err
}

// A ThreadLine is a thread in the list of them.
type ThreadLine struct {
	ID       string
	Subject  string
	From     string // of its first message
	First    string // when that was sent: RFC 3339, or ""
	Messages int
	Items    int
}

// Threads returns the threads of more than one message, the largest first.
func (s *Store) Threads(ctx context.Context, limit int) ([]ThreadLine, error) {
	lines, err := list(ctx, s.read, `SELECT thread, count(DISTINCT print), count(DISTINCT item) FROM message
		GROUP BY thread HAVING count(DISTINCT print) > 1 ORDER BY 2 DESC, thread LIMIT ?`, []any{limit},
		func(row scanner) (l ThreadLine, err error) { return l, row.Scan(&l.ID, &l.Messages, &l.Items) })
	if err != nil {
		return nil, err
	}
	for i := range lines {
		first, err := scanMessage(s.read.QueryRowContext(ctx, `SELECT `+messageColumns+` FROM message m JOIN item i ON i.id = m.item
			WHERE m.thread = ? ORDER BY m.sent_at = 0, m.sent_at, m.print LIMIT 1`, lines[i].ID))
		if err != nil {
			return nil, err
		}
		lines[i].Subject, lines[i].From, lines[i].First = first.Subject, first.From, first.Date
	}
	return lines, nil
}

// Elsewhere returns where else a message stands, in other items.
func (s *Store) Elsewhere(ctx context.Context, m Message) ([]Message, error) {
	var others []Message
	for _, k := range m.Trace.Keys() {
		near, err := nearest(ctx, s.read, k, m.Trace, 200)
		if err != nil {
			return nil, err
		}
		for _, o := range near {
			if o.Item == m.Item || !message.Same(m.Trace, o.Trace) ||
				slices.ContainsFunc(others, func(x Message) bool { return x.Item == o.Item && x.Number == o.Number }) {
				continue
			}
			others = append(others, o)
		}
	}
	slices.SortFunc(others, func(a, b Message) int {
		return cmp.Or(cmp.Compare(len(a.Item), len(b.Item)), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Number, b.Number))
	})
	return others, nil
}

// nearest returns the messages that share a key, the nearest in time first. Only
// so many before and after are looked at: one subject may be that of a hundred
// thousand.
func nearest(ctx context.Context, db querier, key string, t message.Trace, limit int) ([]Message, error) {
	return list(ctx, db, nearestQuery, []any{key, t.At, limit}, scanMessage)
}

const nearestQuery = `SELECT ` + messageColumns + ` FROM (
		SELECT * FROM (SELECT item, number, sent_at FROM message_key WHERE name = ?1 AND sent_at >= ?2 ORDER BY sent_at, item, number LIMIT ?3)
		UNION ALL SELECT * FROM (SELECT item, number, sent_at FROM message_key WHERE name = ?1 AND sent_at < ?2 ORDER BY sent_at DESC, item DESC, number DESC LIMIT ?3)
	) k JOIN message m ON m.item = k.item AND m.number = k.number JOIN item i ON i.id = m.item
	ORDER BY abs(k.sent_at - ?2), m.item, m.number LIMIT ?3`

// together is how many messages are stored in one transaction, so that others
// need not wait for an item of thousands.
const together = 200

// SetMessages stores the messages that were found in an item in place of those
// found before, and joins each to its thread. version is that of what found them.
func (s *Store) SetMessages(ctx context.Context, item archive.Item, found []message.Found, version int) error {
	var touched []string
	err := s.in(ctx, func(tx *sql.Tx) (err error) {
		touched, err = dropMessages(ctx, tx, item.ID.String())
		return err
	})
	traces := message.Traces(found, item.Digest.String())
	chain := "" // the thread of the message before
	for at := 0; err == nil && at < len(found); at += together {
		err = s.in(ctx, func(tx *sql.Tx) error {
			for i := at; i < min(len(found), at+together); i++ {
				if found[i].Depth == 0 {
					chain = ""
				}
				if chain, err = addMessage(ctx, tx, item, found[i].Message, traces[i], chain); err != nil {
					return err
				}
				touched = append(touched, chain)
			}
			return nil
		})
	}
	if err != nil {
		return err
	}
	return s.in(ctx, func(tx *sql.Tx) error {
		if err := nameThreads(ctx, tx, touched); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE item SET messages_by = ? WHERE id = ?`, version, item.ID)
		return err
	})
}

// dropMessages deletes the messages of an item, and returns the threads that
// they were of.
func dropMessages(ctx context.Context, tx *sql.Tx, item string) (threads []string, err error) {
	threads, err = list(ctx, tx, `SELECT DISTINCT thread FROM message WHERE item = ?`, []any{item}, func(row scanner) (v string, err error) { return v, row.Scan(&v) })
	for _, table := range []string{"message", "message_key"} {
		if err == nil {
			_, err = tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE item = ?`, item)
		}
	}
	return threads, err
}

// addMessage stores a message and returns the thread it was joined to: that of
// the message it is quoted in, and of those that it belongs with.
func addMessage(ctx context.Context, tx *sql.Tx, item archive.Item, m archive.Message, t message.Trace, chain string) (string, error) {
	var threads []string
	if chain != "" {
		threads = append(threads, chain)
	}
	keys := t.Keys()
	for _, k := range keys {
		near, err := nearest(ctx, tx, k, t, 20)
		if err != nil {
			return "", err
		}
		for _, o := range near {
			if !slices.Contains(threads, o.Thread) && message.Joined(t, o.Trace) {
				threads = append(threads, o.Thread)
			}
		}
	}
	thread := t.Print
	if len(threads) > 0 {
		thread = threads[0]
	}
	for _, other := range threads[min(1, len(threads)):] {
		if _, err := tx.ExecContext(ctx, `UPDATE message SET thread = ? WHERE thread = ?`, thread, other); err != nil {
			return "", err
		}
	}
	head, err1 := json.Marshal(m)
	trace, err2 := json.Marshal(t)
	if err := errors.Join(err1, err2); err != nil {
		return "", err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO message (item, number, sent_at, thread, print, head, trace) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		item.ID, m.Number, t.At, thread, t.Print, string(head), string(trace))
	for _, k := range keys {
		if err == nil {
			_, err = tx.ExecContext(ctx, `INSERT INTO message_key (name, item, number, sent_at) VALUES (?, ?, ?, ?)`, k, item.ID, m.Number, t.At)
		}
	}
	return thread, err
}

// nameThreads names each of some threads.
func nameThreads(ctx context.Context, tx *sql.Tx, threads []string) error {
	slices.Sort(threads)
	for _, t := range slices.Compact(threads) {
		if err := nameThread(ctx, tx, t); err != nil {
			return err
		}
	}
	return nil
}

// nameThread names a thread after its first message, which does not depend on
// the order in which the messages came in.
func nameThread(ctx context.Context, tx *sql.Tx, thread string) error {
	_, err := tx.ExecContext(ctx, `UPDATE message SET thread = n.print FROM
		(SELECT print FROM message WHERE thread = ? ORDER BY sent_at = 0, sent_at, print LIMIT 1) n
		WHERE thread = ? AND NOT EXISTS (SELECT 1 FROM message o WHERE o.thread = n.print)`, thread, thread)
	return err
}
