package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"readingroom/archive"
)

// A Sandbox reads documents in child processes with limits: one process a
// document, with nothing in its environment, no network and no files but the
// system's own and a scratch folder where the system can take them away (Linux
// with user namespaces; with Landlock, from 5.13 on), and only the document and
// a pipe to write to. The zero Sandbox
// is ready to use. It keeps no state and may be used by several goroutines.
type Sandbox struct {
	// Command runs ExtractOne; by default it is the program's own executable
	// with the argument "extract-one".
	Command []string
	Limits  Limits
	Options Options
}

// grace is how long a child that has said all it had to say may take to end.
const grace = 2 * time.Second

// Extract reads the document in f, an open regular file, in a child process,
// and gives what is found to s as it comes. The file's own offset is not used.
// A child that crashes, hangs or needs more than its limits is the document's
// fault: a PDF is tried once more with its other reader, from where the first
// child had come; else it becomes the Outcome's Reason, and what arrived before
// stays with the sink. The error is what is not: the sink's, the context's, or
// that no child could be started.
func (b Sandbox) Extract(ctx context.Context, f *os.File, name string, s archive.Sink) (Outcome, error) {
	info, err := f.Stat()
	if err != nil {
		return Outcome{}, err
	}
	if !info.Mode().IsRegular() {
		return Outcome{}, fmt.Errorf("%s is not a regular file: %w", f.Name(), archive.ErrInvalid)
	}
	if info.Size() == 0 || ctx.Err() != nil {
		return Document(ctx, f, info.Size(), name, s)
	}
	j := job{Name: archive.ShowName(name), Limits: b.Limits.orDefaults(), Options: b.Options.in(ctx)}
	t := &tally{Sink: s}
	out, end, err := b.read(ctx, f, j, t)
	if err != nil || end == ended || out.MediaType != "application/pdf" || j.First || j.Second {
		return out, err
	}
	return b.again(ctx, f, j, t, out, end)
}

// An end says how a child came to its end.
type end int

const (
	ended      end = iota // as it should
	died                  // in the midst of a document
	diedAsking            // while the second reader was at work
)

// read has a child read a document.
func (b Sandbox) read(ctx context.Context, f *os.File, j job, s archive.Sink) (Outcome, end, error) {
	c, err := b.start(f, j)
	if err != nil {
		return Outcome{}, ended, fmt.Errorf("extraction process: %w", err)
	}
	defer c.cleanUp()
	defer context.AfterFunc(ctx, c.kill)()

	in := &patience{r: c.stdout, left: j.Limits.Wall, all: j.Limits.Wall, kill: c.kill}
	p := player{frames: newFrameReader(in, j.Limits.output()), sink: s, more: in.more}
	out, playErr := p.play()
	if playErr == io.EOF || playErr == errCutShort {
		if !c.waitOrKill(grace) {
			playErr = errSilent
		}
	} else {
		c.kill()
		c.wait()
	}
	how := died
	if p.asking {
		how = diedAsking
	}
	switch {
	case playErr == nil:
		return out, ended, nil
	case p.sinkErr != nil:
		return out, ended, p.sinkErr
	case ctx.Err() != nil:
		return out, ended, ctx.Err()
	case in.expired.Load():
		out.Reason = p.upTo("Reading took longer than " + durationText(in.all) + " and was stopped.")
		return out, how, nil
	case errors.Is(playErr, errNoVersion), !p.begun && !c.killed():
		return out, ended, fmt.Errorf("extraction process %q: %w: %s", c.cmd.Path, errNoVersion, c.ending())
	case errors.Is(playErr, io.EOF), errors.Is(playErr, errCutShort):
		out.Reason = p.upTo(c.why(j.Limits))
		return out, how, nil
	}
	out.Reason = p.upTo("The reader crashed: " + playErr.Error() + ".")
	return out, how, nil
}

// patience reads from a child and kills it once the reads have waited too long
// in all. Time spent between the reads, which is the sink's, is not counted.
type patience struct {
	r       io.Reader
	left    time.Duration // below 0 for ever
	all     time.Duration // what it had in all
	kill    func()
	expired atomic.Bool
}

// more gives time. It is called between reads.
func (p *patience) more(d time.Duration) {
	if p.left < 0 {
		return
	}
	d = min(d, mostTime-p.all)
	p.left, p.all = p.left+d, p.all+d
}

func (p *patience) Read(b []byte) (int, error) {
	if p.left < 0 {
		return p.r.Read(b)
	}
	began := time.Now()
	t := time.AfterFunc(p.left, func() {
		p.expired.Store(true)
		p.kill()
	})
	n, err := p.r.Read(b)
	t.Stop()
	p.left = max(0, p.left-time.Since(began))
	return n, err
}

// why says how a child ended that did not say it itself.
func (c *child) why(l Limits) string {
	said := c.stderr.String()
	switch {
	case l.Memory > 0 && (strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory") || strings.Contains(said, "errno=12")):
		return "Reading needed more than " + bytesText(l.Memory) + " of memory and was stopped."
	case l.CPU > 0 && c.killed() && c.cpu() >= l.CPU-time.Second/2:
		return "Reading took more than " + durationText(l.CPU) + " of processor time and was stopped."
	case strings.Contains(said, "stack overflow"), strings.Contains(said, "stack exceeds"):
		return "The reader crashed: stack overflow."
	case c.killed():
		return "Reading was stopped by the system, most likely for want of memory."
	}
	return sentence(errors.New("the reader crashed: " + c.ending()))
}
