package scale

import (
	"context"
	"database/sql"
	_ "embed"
)

// peerInC asks SQLite from Python: its own processor time, the same statements.
//
//go:embed peer.py
var peerInC string

// drain runs a statement and reads all its rows; n is set where it counts.
func drain(ctx context.Context, db *sql.DB, s statement, n *int) error {
	args := make([]any, len(s.Args))
	for i, a := range s.Args {
		if f, ok := a.(float64); ok { // as JSON has numbers
			a = int64(f)
		}
		args[i] = a
	}
	rows, err := db.QueryContext(ctx, s.SQL, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	into := make([]any, len(columns))
	for i := range into {
		into[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if v, ok := (*into[0].(*any)).(int64); ok && s.count() {
			*n = int(v)
		}
	}
	return rows.Err()
}
