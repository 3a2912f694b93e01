package main

import (
	"os"

	"readingroom/archive/extract"
)

// extractOne is the argument by which this program becomes the child that
// reads one document, as readingroom does.
const extractOne = "extract-one"

// reader reads documents as users have them read: each in a process of its
// own with the usual limits.
func reader() extract.Sandbox {
	exe, err := os.Executable()
	if err != nil {
		return extract.Sandbox{} // which finds it by itself
	}
	return extract.Sandbox{Command: []string{exe, extractOne}}
}
