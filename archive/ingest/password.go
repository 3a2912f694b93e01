package ingest

import (
	"context"
	"fmt"
	"slices"

	"readingroom/archive"
	"readingroom/archive/extract"
)

// How many passwords are remembered, the oldest going first, and how many bytes
// one may have: more than any document's can, and few enough for all of them to
// be told to the processes that read documents.
const (
	maxPasswords = 100
	maxPassword  = 500
)

// learn remembers passwords for as long as the process lives, and has the
// documents read again that were set aside for want of one.
func (in *Ingest) learn(ctx context.Context, passwords []string) error {
	if len(passwords) == 0 {
		return nil
	}
	for n, p := range passwords {
		if len(p) > maxPassword {
			return fmt.Errorf("password %d has more than %d bytes: %w", n+1, maxPassword, archive.ErrInvalid)
		}
	}
	in.mu.Lock()
	in.passwords = slices.Clone(in.passwords) // others are reading them
	for _, p := range passwords {
		in.passwords = append(slices.DeleteFunc(in.passwords, func(q string) bool { return p == q }), p)
	}
	in.passwords = in.passwords[max(0, len(in.passwords)-maxPasswords):]
	in.mu.Unlock()

	asides, err := in.db.Asides(ctx, "")
	if err != nil {
		return err
	}
	var locked []string
	for _, a := range asides {
		if extract.NeedsPassword(a.Reason) {
			locked = append(locked, a.Item)
		}
	}
	if len(locked) == 0 {
		return nil
	}
	if err := in.db.Reread(ctx, locked); err != nil {
		return err
	}
	in.changed.tell()
	return nil
}

// Unlock returns a context in which documents that are encrypted are tried
// with the passwords that were given up to now.
func (in *Ingest) Unlock(ctx context.Context) context.Context {
	in.mu.Lock()
	defer in.mu.Unlock()
	return extract.WithPasswords(ctx, in.passwords)
}
