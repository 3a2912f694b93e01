package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"readingroom/archive/extract/libreoffice"
	"readingroom/archive/extract/scratch"
)

// jobEnv is the environment variable that tells a child what to do.
const jobEnv = "READINGROOM_EXTRACT"

// The names of a child's folder, and in it of LibreOffice's.
const (
	scratchPrefix = "readingroom-extract-"
	profileName   = "profile"
)

// A job is what a child is told; the document itself is its standard input.
type job struct {
	Name   string `json:"name"`
	Limits Limits `json:"limits"`
	Options
	Picture *PictureOf `json:"picture,omitempty"` // to be drawn, in place of reading
	Prepare bool       `json:"prepare,omitempty"` // what draws is to be compiled, and that is all
}

// A child is a process that reads one document.
type child struct {
	cmd     *exec.Cmd
	stdout  *os.File
	stderr  *headBuffer
	scratch scratch.Folder // for its temporary files
	done    chan struct{}  // closed once it has ended and was waited for

	mu    sync.Mutex
	ended bool
}

// start starts a child on a document.
func (b Sandbox) start(f *os.File, j job) (*child, error) {
	command := b.Command
	if len(command) == 0 {
		exe, err := executable()
		if err != nil {
			return nil, err
		}
		command = []string{exe, "extract-one"}
	}
	own, err := scratch.Make(scratchPrefix)
	if err != nil {
		return nil, err
	}
	if j.LibreOffice.Path != "" {
		j.LibreOffice.Profile = filepath.Join(own.Path, profileName)
	}
	told, err := json.Marshal(j)
	if err != nil {
		return nil, errors.Join(err, own.Remove())
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, own.Remove())
	}
	c := &child{stdout: r, stderr: &headBuffer{}, scratch: own, done: make(chan struct{})}
	err = c.run(func() *exec.Cmd {
		cmd := exec.Command(command[0], command[1:]...)
		cmd.Stdin, cmd.Stdout, cmd.Stderr = f, w, c.stderr
		cmd.Dir = own.Path
		cmd.Env = append([]string{"GOMAXPROCS=1", "GOTRACEBACK=none", "TMPDIR=" + own.Path, jobEnv + "=" + string(told)}, systemEnv()...)
		cmd.WaitDelay = grace
		return cmd
	})
	w.Close()
	if err != nil {
		r.Close()
		return nil, errors.Join(err, own.Remove())
	}
	return c, nil
}

// run starts a command and waits for it, both on one thread: the system kills
// the child when the thread that started it ends, not the process.
func (c *child) run(command func() *exec.Cmd) error {
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		cmd, err := startConfined(command)
		c.cmd = cmd
		if started <- err; err != nil {
			return
		}
		_ = cmd.Wait() // its state is asked later
		c.mu.Lock()
		c.ended = true
		c.mu.Unlock()
		close(c.done)
	}()
	return <-started
}

// kill ends the child and all that it started.
func (c *child) kill() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.ended {
		killGroup(c.cmd.Process)
	}
}

func (c *child) wait() { <-c.done }

// waitOrKill gives a child a while to end by itself and reports whether it did.
func (c *child) waitOrKill(d time.Duration) (ended bool) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-c.done:
		return true
	case <-t.C:
		c.kill()
		c.wait()
		return false
	}
}

// cleanUp leaves nothing behind.
func (c *child) cleanUp() {
	c.kill()
	c.wait()
	c.stdout.Close()
	_ = c.scratch.Remove() // holds nothing of worth
	removeSockets(c.scratch.Path)
}

// Sweep removes what is left of the children of programs that were killed.
func Sweep() { scratch.Sweep(scratchPrefix, removeSockets) }

// removeSockets removes those of a LibreOffice that was at work in a child's folder.
func removeSockets(dir string) {
	for _, s := range libreoffice.Sockets(filepath.Join(dir, profileName)) {
		_ = os.Remove(s)
	}
}

// cpu is the processor time that an ended child took.
func (c *child) cpu() time.Duration {
	return c.cmd.ProcessState.UserTime() + c.cmd.ProcessState.SystemTime()
}

// ending says how an ended child ended: the first line it wrote to standard
// error that says so, else its exit status.
func (c *child) ending() string {
	for line := range strings.Lines(c.stderr.String()) {
		line = strings.TrimSpace(line)
		for _, prefix := range []string{"fatal error: ", "panic: ", "runtime: "} {
			if rest, ok := strings.CutPrefix(line, prefix); ok {
				return rest
			}
		}
		if line != "" {
			return line
		}
	}
	return c.cmd.ProcessState.String()
}

// maxStderr is how much is kept of what a child writes to standard error, in bytes.
const maxStderr = 4 << 10

// headBuffer keeps the beginning of what is written to it.
type headBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (h *headBuffer) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.b.Write(p[:min(len(p), maxStderr-h.b.Len())])
	return len(p), nil
}

func (h *headBuffer) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.ToValidUTF8(h.b.String(), "\uFFFD")
}
