package archive

import "errors"

// The few errors that callers tell apart; everything else is said in words.
// The web shows each as a page with its status, the command as exit code 1.
var (
	// ErrNotFound: no such accession, item, page, table or row.
	ErrNotFound = errors.New("not found")
	// ErrInvalid: what was given cannot be understood; the message says which field.
	ErrInvalid = errors.New("invalid")
	// ErrConflict: it would contradict what is there, or somebody else holds it.
	ErrConflict = errors.New("conflict")
	// ErrCorrupt: stored bytes no longer match their digest, or a derived file cannot be read.
	ErrCorrupt = errors.New("corrupt")
)
