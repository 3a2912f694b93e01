package main

import (
	"context"
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

// pagesOf returns the text of a file's pages; none of one that cannot be read.
func pagesOf(ctx context.Context, path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rep, err := reader().Report(ctx, f, path)
	if err != nil || rep.Reason != "" {
		return nil, ctx.Err()
	}
	var all []string
	for _, p := range rep.Pages {
		all = append(all, p.Text)
	}
	return all, nil
}
