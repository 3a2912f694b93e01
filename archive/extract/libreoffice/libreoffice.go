// Package libreoffice has LibreOffice turn documents that this program does not
// read itself into ones that it does: .doc into .docx, .ppt into .pptx, .xlsb
// into .xlsx.
//
//	p, ok := libreoffice.Find()
//	f, err := p.Convert(ctx, r, size, libreoffice.Word)   // "memo.doc" -> a .docx
//
// It is a program of its own, installed or not, and is started anew for each
// document, with a profile of its own: two in one profile wait for each other, two
// documents of one name overwrite each other, and it is known to end without an
// error and without an output, so that the output is looked for.
package libreoffice

import (
	"bytes"
	"context"
	"crypto/md5" // by which LibreOffice names its socket
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// A Program is a LibreOffice installed on this machine. The zero Program is none.
type Program struct {
	Path    string `json:"path"`              // of the executable, absolute
	Profile string `json:"profile,omitempty"` // a folder for its settings, made anew; "" for one among the temporary files
}

// Find looks for LibreOffice in the PATH of this process.
func Find() (p Program, ok bool) {
	for _, name := range []string{"soffice", "libreoffice"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		if path, err = filepath.Abs(path); err == nil {
			return Program{Path: path}, true
		}
	}
	return Program{}, false
}

// Folders are those that the program needs to read, beside the system's own.
func (p Program) Folders() []string {
	if p.Path == "" {
		return nil
	}
	folders := []string{filepath.Dir(p.Path), "/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice"}
	if real, err := filepath.EvalSymlinks(p.Path); err == nil {
		folders = append(folders, filepath.Dir(filepath.Dir(real))) // /opt/libreoffice7.4/program/soffice
	}
	return folders
}

// A Kind says what a document is, and what it becomes.
type Kind struct{ from, to, filter string }

// The kinds of documents that are converted.
var (
	Word        = Kind{"doc", "docx", "MS Word 2007 XML"}
	WordPerfect = Kind{"wpd", "docx", "MS Word 2007 XML"}
	Slides      = Kind{"ppt", "pptx", "Impress MS PowerPoint 2007 XML"}
	Workbook    = Kind{"xlsb", "xlsx", "Calc MS Excel 2007 XML"}
)

// SocketFolders are where the program makes the socket by which a second one in
// its profile would find it: always there, whatever folder for temporary files
// it is told. It does not work without.
var SocketFolders = []string{"/tmp", "/var/tmp"}

// Sockets are the sockets that a program in this profile makes. It cannot remove
// them itself where it may not remove anything in those folders.
func Sockets(profile string) []string {
	var all []string
	for _, profile := range []string{profile, again(profile)} {
		var b []byte
		for _, u := range utf16.Encode([]rune(profileURL(profile))) {
			b = append(b, byte(u), byte(u>>8))
		}
		name := "OSL_PIPE_SingleOfficeIPC_"
		for _, c := range md5.Sum(b) {
			name += strconv.FormatUint(uint64(c), 16)
		}
		for _, dir := range SocketFolders {
			all = append(all, filepath.Join(dir, name))
		}
	}
	return all
}

func profileURL(dir string) string { return "file://" + filepath.ToSlash(dir) }

const (
	timeout = 3 * time.Minute
	maxSaid = 4 << 10
)

// Convert turns a document into one of another format. The file that it returns
// is gone once it is closed.
func (p Program) Convert(ctx context.Context, r io.ReaderAt, size int64, k Kind) (_ *os.File, err error) {
	dir, err := os.MkdirTemp("", "readingroom-office-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	in := filepath.Join(dir, "document."+k.from)
	if err := write(in, io.NewSectionReader(r, 0, size)); err != nil {
		return nil, err
	}
	profile := p.Profile
	if profile == "" {
		profile = filepath.Join(dir, "profile")
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	said := &head{}
	args := []string{"--headless", "--norestore", "--nologo", "--convert-to", k.to + ":" + k.filter, "--outdir", filepath.Join(dir, "out"), in}
	ran := p.run(ctx, dir, profile, args, said)
	if status := new(exec.ExitError); errors.As(ran, &status) && status.ExitCode() == restart {
		// By then its socket is in its own way where it could not remove it: another profile has another.
		if err := os.Rename(profile, again(profile)); err != nil {
			return nil, err
		}
		ran = p.run(ctx, dir, again(profile), args, said)
	}
	f, err := os.Open(filepath.Join(dir, "out", "document."+k.to))
	switch {
	case err == nil:
		return f, nil // what it says of itself is not worth more than what it wrote
	case ctx.Err() == context.DeadlineExceeded:
		return nil, fmt.Errorf("LibreOffice took longer than %d s", timeout/time.Second)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case ran == nil:
		ran = errors.New("it wrote nothing")
	}
	if line := said.line(); line != "" {
		return nil, fmt.Errorf("LibreOffice: %w: %s", ran, line)
	}
	return nil, fmt.Errorf("LibreOffice: %w", ran)
}

// restart is the status with which the program ends once it has set up a new
// profile. The script that mostly starts it would start it again.
const restart = 81

func again(profile string) string { return profile + "-2" }

func (p Program) run(ctx context.Context, dir, profile string, args []string, said io.Writer) error {
	path := p.Path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		if bare := filepath.Join(filepath.Dir(real), "soffice.bin"); exists(bare) {
			path = bare
		}
	}
	cmd := exec.CommandContext(ctx, path, append([]string{"-env:UserInstallation=" + profileURL(profile)}, args...)...)
	cmd.Dir = dir
	cmd.Env = []string{"HOME=" + dir, "TMPDIR=" + dir, "XDG_CONFIG_HOME=" + dir, "XDG_CACHE_HOME=" + dir, "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "SAL_USE_VCLPLUGIN=svp"}
	cmd.Stdout, cmd.Stderr = said, said
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	for _, s := range Sockets(profile) {
		_ = os.Remove(s) // where it may be
	}
	return err
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func write(name string, r io.Reader) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}

// head keeps the beginning of what is written to it.
type head struct{ b bytes.Buffer }

func (h *head) Write(p []byte) (int, error) {
	h.b.Write(p[:min(len(p), maxSaid-h.b.Len())])
	return len(p), nil
}

// line is the first line that says what went wrong.
func (h *head) line() string {
	for line := range strings.Lines(h.b.String()) {
		line = strings.TrimSpace(line)
		if strings.Contains(line, "rror") {
			return strings.ReplaceAll(line, os.TempDir(), "")
		}
	}
	return ""
}
