package extract

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// executable stays the same program even when its file is replaced.
func executable() (string, error) { return "/proc/self/exe", nil }

func systemEnv() []string { return nil }

// startConfined starts a command in a process group of its own, without a
// network, and dead as soon as this process is. Without rights it gets its
// empty network from a user namespace; where the system allows neither, it
// keeps the network.
func startConfined(command func() *exec.Cmd) (cmd *exec.Cmd, err error) {
	for _, flags := range []uintptr{syscall.CLONE_NEWNET, syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET, 0} {
		cmd = command()
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL, Cloneflags: flags}
		if err = cmd.Start(); err == nil {
			return cmd, nil
		}
	}
	return nil, err
}

// addressSpace is how many bytes of address space this process has taken.
func addressSpace() int64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var pages int64
	if _, err := fmt.Sscan(string(b), &pages); err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

func killGroup(p *os.Process) {
	_ = syscall.Kill(-p.Pid, syscall.SIGKILL) // it may have ended by itself
}

// killed reports whether an ended child was ended by a signal that it cannot refuse.
func (c *child) killed() bool {
	s, ok := c.cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && s.Signaled() && (s.Signal() == syscall.SIGKILL || s.Signal() == syscall.SIGXCPU)
}

// confineSystem has the kernel keep the limits. The hard limit of processor
// time equals the soft one, since Go takes no notice of SIGXCPU.
func confineSystem(l Limits) error {
	for _, r := range []struct {
		name  string
		what  int
		limit int64
	}{
		{"memory", syscall.RLIMIT_DATA, l.Memory},
		// Of the address space Go's runtime has reserved a part that it never fills.
		{"address space", syscall.RLIMIT_AS, l.Memory + addressSpace()},
		{"processor time", syscall.RLIMIT_CPU, int64(l.cpuSeconds())},
		{"file size", syscall.RLIMIT_FSIZE, l.Scratch},
		{"core", syscall.RLIMIT_CORE, 0},
	} {
		if r.what != syscall.RLIMIT_CORE && r.limit <= 0 || r.what == syscall.RLIMIT_AS && l.Memory <= 0 {
			continue
		}
		lim := syscall.Rlimit{Cur: uint64(r.limit), Max: uint64(r.limit)}
		if err := syscall.Setrlimit(r.what, &lim); err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
	}
	return nil
}
