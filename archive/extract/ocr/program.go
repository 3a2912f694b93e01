package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Program is a Tesseract installed on this machine. The zero Program is none.
type Program struct {
	Path      string   `json:"path"`           // of the executable, absolute
	Version   string   `json:"version"`        // "5.3.0"
	Languages []string `json:"languages"`      // that it can read, as it names them: "eng", "spa"
	Data      string   `json:"data,omitempty"` // the folder of its languages, where the environment names one
}

// ErrNone says that there is no Tesseract here.
var ErrNone = errors.New("tesseract is not installed")

// Installed looks for tesseract in the PATH of this process, and does not ask it
// what it can: that takes longer than to read a document that has no pictures.
// The error is ErrNone, or says why it cannot be run.
func Installed() (Program, error) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return Program{}, ErrNone
	}
	path, err = filepath.Abs(path)
	return Program{Path: path, Data: os.Getenv("TESSDATA_PREFIX")}, err
}

// Find looks for tesseract as Installed does and asks it what it can. The error
// is ErrNone, or says why what was found does not work.
func Find(ctx context.Context) (Program, error) {
	p, err := Installed()
	if err != nil {
		return Program{}, err
	}
	path := p.Path
	out, err := p.ask(ctx, "--version")
	if err != nil {
		return Program{}, err
	}
	first, _, _ := strings.Cut(out, "\n")
	version, ok := strings.CutPrefix(strings.TrimSpace(first), "tesseract ")
	if !ok {
		return Program{}, fmt.Errorf("%s: it does not say its version", path)
	}
	p.Version = strings.TrimPrefix(version, "v")
	if out, err = p.ask(ctx, "--list-langs"); err != nil {
		return Program{}, err
	}
	p.Languages = languages(out)
	if len(p.Languages) == 0 {
		return Program{}, fmt.Errorf("%s: it has no language to read in; install one (for example apt install tesseract-ocr-eng)", path)
	}
	return p, nil
}

// languages reads the answer to --list-langs: a heading, then one a line.
func languages(list string) []string {
	out := []string{}
	for line := range strings.Lines(list) {
		name := strings.TrimSpace(line)
		if name == "" || strings.ContainsAny(name, " :") || name == "osd" || name == "equ" || name == "snum" {
			continue
		}
		out = append(out, name)
	}
	return out
}

// Missing returns the first of the languages that the program has no data for, or "".
func (p Program) Missing(languages []string) string {
	for _, l := range languages {
		if !slices.Contains(p.Languages, l) {
			return l
		}
	}
	return ""
}

// String says what was found, as people are told: "Tesseract 5.3.0 (eng)".
func (p Program) String() string {
	return fmt.Sprintf("Tesseract %s (%s)", p.Version, strings.Join(p.Languages, ", "))
}

// Folders are those that the program needs to read, beside the system's own.
func (p Program) Folders() []string {
	if p.Path == "" {
		return nil
	}
	folders := []string{filepath.Dir(p.Path)}
	if real, err := filepath.EvalSymlinks(p.Path); err == nil {
		// /opt/tesseract/bin/tesseract has its libraries in /opt/tesseract/lib.
		home := filepath.Dir(filepath.Dir(real))
		folders = append(folders, filepath.Dir(real), filepath.Join(home, "lib"), filepath.Join(home, "share"))
	}
	if p.Data != "" {
		folders = append(folders, p.Data)
	}
	return folders
}

func (p Program) environment() []string {
	env := []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C"}
	if p.Data != "" {
		env = append(env, "TESSDATA_PREFIX="+p.Data)
	}
	return env
}

func (p Program) ask(ctx context.Context, arg string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out := &capped{most: 1 << 20}
	cmd := exec.CommandContext(ctx, p.Path, arg)
	cmd.Env, cmd.Stdout, cmd.Stderr = p.environment(), out, out // version 3 answers on the one, 4 on the other
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w", p.Path, arg, err)
	}
	return out.b.String(), nil
}

// capped keeps what is written to it up to a size, and refuses more.
type capped struct {
	b    bytes.Buffer // not embedded: its ReadFrom knows no cap
	most int
}

var errMuch = errors.New("it wrote more than a page can hold")

func (c *capped) Write(b []byte) (int, error) {
	if c.b.Len()+len(b) > c.most {
		return 0, errMuch
	}
	return c.b.Write(b)
}
