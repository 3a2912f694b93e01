package scratch

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

const prefix = "readingroom-test-"

// TestMain is the owner of a folder, too, that is killed.
func TestMain(m *testing.M) {
	if os.Getenv("SCRATCH_OWNER") != "" {
		f, err := Make(prefix)
		if err != nil {
			panic(err)
		}
		os.Stdout.WriteString(f.Path)
		os.Stdout.Close()
		time.Sleep(time.Hour)
	}
	os.Exit(m.Run())
}

func TestSweep(t *testing.T) {
	tmp := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, tmp)
	}
	owner := exec.Command(os.Args[0])
	owner.Env = append(os.Environ(), "SCRATCH_OWNER=1")
	out, err := owner.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := owner.Start(); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 4096)
	n, err := out.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	others := string(b[:n])
	own, err := Make(prefix)
	if err != nil {
		t.Fatal(err)
	}
	made := func(name string, age time.Duration, files ...string) string {
		dir := filepath.Join(tmp, name)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if err := os.WriteFile(filepath.Join(dir, f), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		then := time.Now().Add(-age)
		if err := os.Chtimes(dir, then, then); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	hour := time.Now().Add(-time.Hour)
	for _, dir := range []string{own.Path, others} {
		if err := os.Chtimes(dir, hour, hour); err != nil {
			t.Fatal(err)
		}
	}
	stale := []string{made(prefix+"1", time.Hour, "lock", "document"), made(prefix+"2", 48*time.Hour)}
	kept := []string{
		own.Path, others,
		made(prefix+"3", 0, "lock"), made(prefix+"4", time.Hour), // may be about to be held; of a version without locks
		made("another-program-1", 48*time.Hour, "lock"),
	}
	link := filepath.Join(tmp, prefix+"5")
	if err := os.Symlink(made("elsewhere", 48*time.Hour, "lock"), link); err == nil {
		kept = append(kept, link, filepath.Join(tmp, "elsewhere", "lock"))
	}
	sweep := func() (told []string) {
		Sweep(prefix, func(path string) { told = append(told, path) })
		return told
	}
	if told := sweep(); !slices.Equal(told, stale) {
		t.Errorf("told of %q, want %q", told, stale)
	}
	for _, path := range stale {
		if _, err := os.Lstat(path); !os.IsNotExist(err) {
			t.Errorf("%s is still there: %v", path, err)
		}
	}
	for _, path := range kept {
		if _, err := os.Lstat(path); err != nil {
			t.Errorf("%s is gone: %v", path, err)
		}
	}
	if err := owner.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = owner.Wait()
	if told := sweep(); !slices.Equal(told, []string{others}) {
		t.Errorf("told of %q, want %q, whose owner was killed", told, others)
	}
	if err := own.Remove(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(own.Path); !os.IsNotExist(err) {
		t.Error(err)
	}
}
