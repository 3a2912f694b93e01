package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"readingroom/archive"
)

// A Step is what is to be done next with an item.
type Step string

// The steps of the way in. An item's job is gone once it is searchable.
const (
	StepExtract Step = "extract"
	StepLink    Step = "link"
	StepIndex   Step = "index"
)

// A Job is one step to be done with one item, held by one worker until its
// lease ends. Attempt is the fencing token: a worker whose lease went to
// another finds that its result is refused.
type Job struct {
	Item    archive.Item
	Step    Step
	Owner   string
	Attempt int
}

// ErrLost says that a job was taken over by another worker.
var ErrLost = fmt.Errorf("the job went to another worker: %w", archive.ErrConflict)

// Claim takes the next job of a step, the oldest item's first, and holds it for
// the length of the lease. It returns nil when there is none.
func (s *Store) Claim(ctx context.Context, owner string, now time.Time, lease time.Duration, step Step) (*Job, error) {
	var job *Job
	err := s.in(ctx, func(tx *sql.Tx) error {
		var id string
		j := Job{Step: step, Owner: owner}
		err := tx.QueryRowContext(ctx, `UPDATE job SET owner = ?, attempt = attempt + 1, lease_until = ?
			WHERE item = (SELECT item FROM job WHERE step = ? AND lease_until < ? ORDER BY item LIMIT 1)
			RETURNING item, attempt`, owner, now.Add(lease).UnixMilli(), step, now.UnixMilli()).Scan(&id, &j.Attempt)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if j.Item, err = scanItem(tx.QueryRowContext(ctx, `SELECT `+itemColumns+itemTables+`WHERE i.id = ?`, id)); err != nil {
			return err
		}
		job = &j
		return nil
	})
	return job, err
}

// ReleaseAll ends all leases: the process that owns the data folder calls it
// at start, when no other worker can be alive.
func (s *Store) ReleaseAll(ctx context.Context) error {
	_, err := s.write.ExecContext(ctx, `UPDATE job SET owner = '', lease_until = 0`)
	return plain(err)
}

// Release gives a job back undone.
func (s *Store) Release(ctx context.Context, j *Job) error {
	_, err := s.write.ExecContext(ctx, `UPDATE job SET owner = '', lease_until = 0 WHERE item = ? AND owner = ? AND attempt = ?`,
		j.Item.ID, j.Owner, j.Attempt)
	return plain(err)
}

// finish moves a held job to its next step, or refuses with ErrLost.
func finish(ctx context.Context, tx *sql.Tx, j *Job, next Step) error {
	r, err := tx.ExecContext(ctx, `UPDATE job SET step = ?, owner = '', lease_until = 0 WHERE item = ? AND owner = ? AND attempt = ?`,
		next, j.Item.ID, j.Owner, j.Attempt)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n != 1 {
		return errors.Join(ErrLost, err)
	}
	return nil
}

// Extracted stores what was read of an item (MediaType, Kind, Title, Date,
// Pages, Tables, Rows, Reason of it), its parts as new items, and the next
// step, in one transaction. A Reason sets the item aside, and what was found in
// it before is forgotten. reader is the version
// of the readers; 0 says that there was nothing to read.
func (s *Store) Extracted(ctx context.Context, j *Job, it archive.Item, reader int, parts []Arrival, now time.Time) error {
	state, next := archive.StateExtracted, StepLink
	if it.Reason != "" {
		state, next = archive.StateAside, StepIndex
	}
	return s.in(ctx, func(tx *sql.Tx) error {
		if err := finish(ctx, tx, j, next); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE item SET media_type = ?, kind = ?, title = ?, date = ?, pages = ?, tables = ?, row_count = ?,
			reason = ?, state = ?, reader = ? WHERE id = ?`,
			it.MediaType, it.Kind, it.Title, it.Date, it.Pages, it.Tables, it.Rows, it.Reason, state, reader, it.ID)
		if err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, `DELETE FROM report WHERE item = ?`, it.ID); err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, `UPDATE log SET version = 0 WHERE item = ?`, it.ID); err != nil {
			return err
		}
		if state == archive.StateAside { // it may have been read before
			if err = unlink(ctx, tx, it.ID.String()); err != nil {
				return err
			}
		}
		_, err = receive(ctx, tx, it.Accession, it.ID, parts, now)
		return err
	})
}

// ToIndex returns the jobs of up to n items that wait to be made searchable.
// They are not held: one indexer takes them, and doing one twice does no harm.
func (s *Store) ToIndex(ctx context.Context, n int) ([]*Job, error) {
	return list(ctx, s.read, `SELECT `+itemColumns+`, j.attempt`+itemTables+`JOIN job j ON j.item = i.id WHERE j.step = 'index' ORDER BY j.item LIMIT ?`,
		[]any{n}, func(row scanner) (*Job, error) {
			j := Job{Step: StepIndex}
			var err error
			j.Item, err = scanItem(row, &j.Attempt)
			return &j, err
		})
}

// Indexed records that items are searchable: their jobs are done, unless
// something new came to one of them meanwhile.
func (s *Store) Indexed(ctx context.Context, jobs []*Job) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		for _, j := range jobs {
			_, err := tx.ExecContext(ctx, `DELETE FROM job WHERE item = ? AND step = 'index' AND attempt = ?`, j.Item.ID, j.Attempt)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, `UPDATE item SET state = 'indexed' WHERE id = ? AND state = 'linked'`, j.Item.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Queue counts the jobs that are left, by step.
func (s *Store) Queue(ctx context.Context) (map[Step]int, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT step, count(*) FROM job GROUP BY step`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	q := map[Step]int{}
	for rows.Next() {
		var step Step
		var n int
		if err := rows.Scan(&step, &n); err != nil {
			return nil, err
		}
		q[step] = n
	}
	return q, rows.Err()
}

// Reread has items read again from their originals: what was derived of them
// was lost.
func (s *Store) Reread(ctx context.Context, items []string) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		for _, number := range items {
			if err := reread(ctx, tx, `number = ?`, number); err != nil {
				return err
			}
		}
		return nil
	})
}

// RereadOlder has all items read again that were read by readers of an older
// version, and those that were set aside for want of a program, which may be
// there now.
func (s *Store) RereadOlder(ctx context.Context, version int) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		return reread(ctx, tx, `(reader > 0 AND reader < ? OR state = 'aside' AND reason LIKE '%not installed%')`, version)
	})
}

func reread(ctx context.Context, tx *sql.Tx, where string, arg any) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO job (item, step, attempt, owner, lease_until)
		SELECT id, 'extract', 0, '', 0 FROM item WHERE `+where+`
		ON CONFLICT (item) DO UPDATE SET step = 'extract', attempt = job.attempt + 1, owner = '', lease_until = 0`, arg)
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, `DELETE FROM report WHERE item IN (SELECT id FROM item WHERE `+where+`)`, arg); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE item SET state = 'received', reason = '' WHERE `+where, arg)
	return err
}
