package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestSweep: an import removes the folders that killed programs left behind.
func TestSweep(t *testing.T) {
	dir, tmp := t.TempDir(), t.TempDir()
	hour := time.Now().Add(-time.Hour)
	for _, name := range []string{"readingroom-extract-1", "readingroom-demo-1", "readingroom-extract-2/else"} {
		left := filepath.Join(tmp, name)
		if err := os.MkdirAll(left, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(left, "lock"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(left, hour, hour); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("A word."), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	c := command(ctx, dir, "import", "--data", "here", "a.txt")
	c.Env = append(c.Env, "TMPDIR="+tmp, "TMP="+tmp, "TEMP="+tmp)
	if r := runCommand(t, ctx, c); r.code != 0 {
		t.Fatalf("exit code %d: %s", r.code, r.err)
	}
	left, err := filepath.Glob(filepath.Join(tmp, "*"))
	if err != nil || len(left) != 1 || filepath.Base(left[0]) != "readingroom-extract-2" {
		t.Errorf("left: %q, %v", left, err)
	}
}
