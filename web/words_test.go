package web

import (
	"fmt"
	"testing"

	"readingroom/archive"
)

// TestWhy: a reason is said once, without the jargon of the machine.
func TestWhy(t *testing.T) {
	for reason, want := range map[string]string{
		"Not read yet: PNG pictures (image/png).":       "Not read yet: PNG pictures.",
		"The file is encrypted and needs a password.":   "Not read: The file is encrypted and needs a password.",
		"Not read yet: Word documents (a/b.c+d-e).":     "Not read yet: Word documents.",
		"It lies too deep in other documents (twelve).": "Not read: It lies too deep in other documents (twelve).",
	} {
		d := Document{Reason: reason}
		if got := d.Verdict() + ": " + d.Why(); got != want {
			t.Errorf("%q reads %q", reason, got)
		}
	}
}

func TestSentence(t *testing.T) {
	for _, c := range []struct {
		err  error
		kind error
		want string
	}{
		{fmt.Errorf("item 2026-009-0001: %w", archive.ErrNotFound), archive.ErrNotFound, "Item 2026-009-0001 is not in this archive."},
		{fmt.Errorf("the folder is gone.: %w", archive.ErrNotFound), archive.ErrNotFound, "The folder is gone."},
		{fmt.Errorf("import: no folder /x: %w", archive.ErrNotFound), archive.ErrNotFound, "Import: no folder /x."},
		{fmt.Errorf("digest \"x\": %w", archive.ErrInvalid), archive.ErrInvalid, "Digest \"x\"."},
	} {
		if got := sentence(c.err, c.kind); got != c.want {
			t.Errorf("%v reads %q", c.err, got)
		}
	}
}
