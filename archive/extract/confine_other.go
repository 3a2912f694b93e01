//go:build !linux

package extract

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/metrics"
	"time"
)

func executable() (string, error) { return os.Executable() }

// systemEnv is what Windows needs to start a program at all.
func systemEnv() []string {
	if runtime.GOOS == "windows" {
		return []string{"SYSTEMROOT=" + os.Getenv("SYSTEMROOT"), "TEMP=" + os.TempDir()}
	}
	return nil
}

func startConfined(command func() *exec.Cmd) (*exec.Cmd, error) {
	cmd := command()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return cmd, nil
}

func killGroup(p *os.Process) {
	_ = p.Kill() // it may have ended by itself
}

// shutFiles cannot take the file system away here.
func shutFiles(folders) error { return errors.ErrUnsupported }

// killed reports whether an ended child was ended from outside.
func (c *child) killed() bool { return c.cmd.ProcessState.ExitCode() == -1 }

// confineSystem watches what this process has taken from the system, since
// only Linux keeps such limits by itself; processor time is left to Wall.
func confineSystem(l Limits) error {
	if l.Memory <= 0 {
		return nil
	}
	go func() {
		taken := []metrics.Sample{{Name: "/memory/classes/total:bytes"}}
		for range time.Tick(20 * time.Millisecond) {
			if metrics.Read(taken); taken[0].Value.Uint64() > uint64(l.Memory) {
				fmt.Fprintln(os.Stderr, "fatal error: out of memory")
				os.Exit(2)
			}
		}
	}()
	return nil
}
