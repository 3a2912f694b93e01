package store

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// libcVersions returns the version of modernc.org/libc that the SQLite
// driver's own go.mod names, and the one this module is built with.
func libcVersions(t *testing.T) (want, have string) {
	t.Helper()
	module := func(path string) (m struct{ Version, GoMod string }) {
		out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-json", path).Output()
		if err != nil {
			t.Fatalf("go list -m %s: %v", path, err)
		}
		if err := json.Unmarshal(out, &m); err != nil {
			t.Fatal(err)
		}
		return m
	}
	gomod, err := os.ReadFile(module("modernc.org/sqlite").GoMod)
	if err != nil {
		t.Fatal(err)
	}
	if m := regexp.MustCompile(`modernc\.org/libc (v\S+)`).FindSubmatch(gomod); m != nil {
		want = string(m[1])
	}
	return want, module("modernc.org/libc").Version
}
