package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// watchPeak looks every few milliseconds at the most memory that a process and
// its children had so far, each by itself, in bytes, until done is closed.
// What the system tells at their end is of no use: it counts what the process
// was before it became the program.
func watchPeak(pid int, done <-chan struct{}) (peak int64) {
	tick := time.NewTicker(3 * time.Millisecond)
	defer tick.Stop()
	for {
		peak = max(peak, peakOf(pid, 0))
		select {
		case <-done:
			return peak
		case <-tick.C:
		}
	}
}

func peakOf(pid, depth int) (peak int64) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	if _, rest, ok := bytes.Cut(status, []byte("VmHWM:")); ok {
		if f := bytes.Fields(rest); len(f) > 0 {
			kb, _ := strconv.ParseInt(string(f[0]), 10, 64)
			peak = kb << 10
		}
	}
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil || depth > 4 {
		return peak
	}
	for _, t := range tasks {
		children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/children", pid, t.Name())) // gone by now
		for _, c := range strings.Fields(string(children)) {
			if child, err := strconv.Atoi(c); err == nil {
				peak = max(peak, peakOf(child, depth+1))
			}
		}
	}
	return peak
}
