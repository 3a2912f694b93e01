package extract

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
)

// sandbox is a Sandbox whose child is this test binary.
func sandbox(t testing.TB, args ...string) Sandbox {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if len(args) == 0 {
		args = []string{"extract-one"}
	}
	b := Sandbox{Command: append([]string{exe}, args...), Limits: Limits{Wall: time.Minute}}
	if raceEnabled {
		b.Limits.Memory = -1
	}
	return b
}

// fileOf writes a document to a file of its own and opens it.
func fileOf(t testing.TB, name string, b []byte) *os.File {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, b, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestSandboxReads(t *testing.T) {
	f := fileOf(t, "notes.txt", []byte("one\ftwo"))
	var rec Recorder
	out, err := sandbox(t).Extract(t.Context(), f, "notes.txt", &rec)
	if err != nil || out != (Outcome{MediaType: "text/plain", Kind: archive.KindText}) {
		t.Fatalf("Extract = %+v, %v", out, err)
	}
	if len(rec.Pages) != 2 || rec.Pages[1].Text != "two" {
		t.Errorf("pages = %+v", rec.Pages)
	}
}

func TestSandboxMisbehaviour(t *testing.T) {
	for _, tc := range []struct {
		mode   string
		limits Limits
		reason string // a regular expression
		noRace bool
	}{
		{mode: "hog", reason: `^Reading needed more than 2 GiB of memory and was stopped\.$`, noRace: true},
		{mode: "spin", limits: Limits{CPU: time.Second}, reason: `^Reading took more than 1 s of processor time and was stopped\.$`},
		{mode: "recurse", reason: `^The reader crashed: stack overflow\.$`},
		{mode: "exit", reason: `^The reader crashed: exit status 3\.$`},
		{mode: "panic", reason: `^The reader crashed: no reader expects this`},
		{mode: "garbage", reason: `^The reader crashed: it sent a frame that is too long\.$`},
		{mode: "huge", reason: `^The reader crashed: it sent a frame that is too long\.$`},
		{mode: "cut", reason: `^The reader crashed: exit status 0\.$`},
		{mode: "part", reason: `^The reader crashed: exit status 3\.$`},
		{mode: "sleep", limits: Limits{Wall: 900 * time.Millisecond}, reason: `^Reading took longer than 900ms and was stopped\.$`},
		{mode: "stuck", limits: Limits{Wall: 1900 * time.Millisecond}, reason: `^Reading took longer than 2 s and was stopped\. 1 of 7 pages were read\.$`},
		{mode: "greedy", reason: `^The reader crashed: it sent what makes no sense\.$`},
		{mode: "deaf", reason: `^The reader crashed: it closed its output and did not end\.$`},
		{mode: "flood", limits: Limits{Output: 10 << 20}, reason: `^The reader crashed: it sent more than is taken from one document\.$`},
		{mode: "shout", reason: `^The reader crashed: x{100}`},
	} {
		t.Run(tc.mode, func(t *testing.T) {
			if tc.noRace && raceEnabled {
				t.Skip("the race detector reserves more memory than the limit")
			}
			b := sandbox(t, "child:"+tc.mode)
			if tc.limits.Wall == 0 {
				tc.limits.Wall = time.Minute
			}
			tc.limits.Memory = b.Limits.Memory
			b.Limits = tc.limits
			var rec Recorder
			out, err := b.Extract(t.Context(), fileOf(t, "a.txt", []byte("text")), "a.txt", &rec)
			if err != nil {
				t.Fatal(err)
			}
			if !regexp.MustCompile(tc.reason).MatchString(out.Reason) || len(out.Reason) > 400 {
				t.Errorf("Reason = %q, want %s", out.Reason, tc.reason)
			}
			if out.MediaType != "text/plain" {
				t.Errorf("MediaType = %q", out.MediaType)
			}
			if len(rec.Pages) == 0 || rec.Pages[0].Text != "before" {
				t.Errorf("what came before is lost: %+v", rec.Pages)
			}
			if len(rec.Parts) != 0 {
				t.Errorf("half a part was kept: %+v", rec.Parts)
			}
			noChildren(t)
		})
	}
}

// TestSandboxMore gives a child the time that it asks for.
func TestSandboxMore(t *testing.T) {
	b := sandbox(t, "child:more")
	b.Limits.Wall = 300 * time.Millisecond
	out, err := b.Extract(t.Context(), fileOf(t, "a.txt", []byte("text")), "a.txt", &Recorder{})
	if err != nil || out.Reason != "" {
		t.Errorf("%+v %v", out, err)
	}
}

// TestSandboxFiles: a child sees the system's folders and its own, and nothing else.
func TestSandboxFiles(t *testing.T) {
	secret := fileOf(t, "secret.txt", []byte("text"))
	var rec Recorder
	out, err := sandbox(t, "child:snoop="+secret.Name()).Extract(t.Context(), secret, "a.txt", &rec)
	if err != nil || out.Reason != "" {
		t.Fatalf("%+v %v", out, err)
	}
	if len(rec.Notices) > 0 {
		t.Skipf("the file system cannot be taken away here: %s", rec.Notices[0].Text)
	}
	if got, want := rec.Pages[1].Text, "write to scratch, list /usr"; got != want {
		t.Errorf("a child can %s; want %s", got, want)
	}
}

// noChildren fails where a child of this process is left, or its folder.
func noChildren(t *testing.T) {
	t.Helper()
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lists {
		if b, err := os.ReadFile(l); err == nil && len(bytes.TrimSpace(b)) > 0 {
			t.Errorf("children left: %s", b)
		}
	}
}

func TestSandboxLeavesNoFolder(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var rec Recorder
	for _, mode := range []string{"child:exit", "extract-one"} {
		if _, err := sandbox(t, mode).Extract(t.Context(), fileOf(t, "a.txt", []byte("text")), "a.txt", &rec); err != nil {
			t.Fatal(err)
		}
	}
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestSandboxErrors(t *testing.T) {
	f := fileOf(t, "a.txt", []byte("text"))
	stop := errors.New("the disk is full")
	t.Run("no such program", func(t *testing.T) {
		_, err := Sandbox{Command: []string{"/nonexistent"}}.Extract(t.Context(), f, "a.txt", &Recorder{})
		if err == nil {
			t.Error("no error")
		}
	})
	t.Run("a program that is not ours", func(t *testing.T) {
		_, err := sandbox(t, "child:mute").Extract(t.Context(), f, "a.txt", &Recorder{})
		if err == nil || !strings.Contains(err.Error(), "unknown command") {
			t.Errorf("error = %v", err)
		}
	})
	t.Run("sink", func(t *testing.T) {
		_, err := sandbox(t).Extract(t.Context(), f, "a.txt", &failing{err: stop})
		if !errors.Is(err, stop) {
			t.Errorf("error = %v", err)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := &failing{onPage: cancel}
		if _, err := sandbox(t, "child:sleep").Extract(ctx, f, "a.txt", s); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
	})
	t.Run("not a file", func(t *testing.T) {
		dir, err := os.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer dir.Close()
		if _, err := sandbox(t).Extract(t.Context(), dir, "a", &Recorder{}); !errors.Is(err, archive.ErrInvalid) {
			t.Errorf("error = %v", err)
		}
	})
	noChildren(t)
}

// failing is a sink whose Page and Part go wrong.
type failing struct {
	Recorder
	err    error
	onPage func()
}

func (f *failing) Page(archive.Page) error {
	if f.onPage != nil {
		f.onPage()
	}
	return f.err
}

func (f *failing) Part(string, io.Reader) error { return f.err }

// TestSandboxStart reports what a child costs; it asserts nothing.
func TestSandboxStart(t *testing.T) {
	f := fileOf(t, "a.txt", []byte("text"))
	b := sandbox(t)
	const n = 20
	began := time.Now()
	for range n {
		if _, err := b.Extract(t.Context(), f, "a.txt", &Recorder{}); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("a document in a child takes %s", (time.Since(began) / n).Round(10*time.Microsecond))
}
