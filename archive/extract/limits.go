package extract

import (
	"fmt"
	"time"
)

// Limits bound what a child may use for one document. Zero takes the default,
// a negative value sets no limit.
type Limits struct {
	Wall    time.Duration // waiting for the child, beside what follows; 20 s. The sink's own time is not counted.
	Page    time.Duration // what each page of a PDF adds to Wall; 0.5 s
	Unpaged time.Duration // what any other document adds to Wall; 5 min
	CPU     time.Duration // processor time, in whole seconds; 1 h. Only where the system can (Unix).
	Memory  int64         // bytes that may be written on Linux, of Go's memory elsewhere; 2 GiB
	Output  int64         // bytes that come back, those of parts included; 8 GiB
	Scratch int64         // bytes of one temporary file; 2 GiB. Only where the system can (Unix).
}

// mostTime is the most that a child may be given in all: 50,000 pages, and
// three seconds to look at each.
const mostTime = 48 * time.Hour

func (l Limits) orDefaults() Limits {
	or := func(v *int64, d int64) {
		if *v == 0 {
			*v = d
		}
		if *v < 0 {
			*v = -1
		}
	}
	or((*int64)(&l.Wall), int64(20*time.Second))
	or((*int64)(&l.Page), int64(500*time.Millisecond))
	or((*int64)(&l.Unpaged), int64(5*time.Minute))
	or((*int64)(&l.CPU), int64(time.Hour))
	or(&l.Memory, 2<<30)
	or(&l.Output, 8<<30)
	or(&l.Scratch, 2<<30)
	return l
}

// output is how many bytes may come back.
func (l Limits) output() int64 {
	if l.Output < 0 {
		return 1<<63 - 1
	}
	return l.Output
}

// cpuSeconds is the processor time as the system counts it.
func (l Limits) cpuSeconds() uint64 {
	return uint64((l.CPU + time.Second - 1) / time.Second)
}

// durationText prints a duration as people say it: "60 s", "5 min".
func durationText(d time.Duration) string {
	if d > 10*time.Second {
		d = d.Round(time.Second)
	}
	switch {
	case d >= 2*time.Minute && d%time.Minute == 0:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d >= time.Second && d%time.Second == 0:
		return fmt.Sprintf("%d s", d/time.Second)
	}
	return d.String()
}

// bytesText prints a number of bytes in the largest unit that divides it.
func bytesText(n int64) string {
	for _, u := range []struct {
		shift int
		name  string
	}{{30, "GiB"}, {20, "MiB"}, {10, "KiB"}} {
		if n >= 1<<u.shift && n%(1<<u.shift) == 0 {
			return fmt.Sprintf("%d %s", n>>u.shift, u.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
