package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A batch of everything that goes wrong: each is named with its reason, each
// is kept, and the good file among them is read.
func TestABadFileIsNamedAndStopsNothing(t *testing.T) {
	dir := t.TempDir()
	samples(t, dir)
	pdf, err := os.ReadFile(filepath.Join(dir, "release/foia/2017-04-13-request.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"good.txt":                    "Ventura County declined",
		"empty.pdf":                   "",
		"empty.xlsx":                  "",
		"cut.pdf":                     string(pdf[:len(pdf)/3]),
		"no-pdf.pdf":                  "This is a letter, whatever its name says.",
		"photo.jpg":                   "\xff\xd8\xff\xe0\x00\x10JFIF\x00 not much of a picture",
		"latin1.csv":                  "County;State\nDo\xf1a Ana;NM\nOne;Two;Three\nalone\n",
		"new\nline.txt":               "a name with a newline",
		"bad\xffname.txt":             "a name that is not UTF-8",
		strings.Repeat("x", 250) + "": "a long name",
	} {
		write(t, filepath.Join(dir, "bad", name), []byte(body))
	}
	write(t, filepath.Join(dir, "secret"), []byte("outside"))
	if err := os.Symlink("../secret", filepath.Join(dir, "bad/link.txt")); err != nil {
		t.Fatal(err)
	}
	r := readingroom(t, dir, "import", "--json", "bad")
	if r.code != 1 {
		t.Errorf("exit code %d", r.code)
	}
	rep := decode[report](t, r)
	reasons := map[string]string{}
	for _, a := range rep.SetAside {
		reasons[a.Name] = a.Reason
		if !strings.Contains(r.err, a.Name+": "+a.Reason) {
			t.Errorf("standard error does not name %s", a.Name)
		}
	}
	for name, says := range map[string]string{
		"bad/empty.pdf": "empty", "bad/empty.xlsx": "empty", "bad/cut.pdf": "", "bad/photo.jpg": "The picture is damaged", "bad/link.txt": "leads out of the folder",
	} {
		if reason, ok := reasons[name]; !ok || !strings.Contains(reason, says) {
			t.Errorf("%s: %q, want %q", name, reason, says)
		}
	}
	if len(reasons) != 5 {
		t.Errorf("set aside: %q", reasons)
	}
	// 10 files and a link; the two empty ones hold the same bytes.
	if rep.Items != 9 || rep.Duplicates != 1 {
		t.Errorf("%d items, %d duplicates", rep.Items, rep.Duplicates)
	}
	for query, item := range map[string]string{
		"Ventura": "good.txt", `"Doña Ana"`: "latin1.csv", "letter whatever": "no-pdf.pdf",
		"title:photo": "photo.jpg", "newline": "new\uFFFDline.txt", "UTF": "bad\uFFFDname.txt",
	} {
		if f := searchFor(t, dir, query); f.Count == 0 || f.Hits[0].Title != item {
			t.Errorf("%s: %+v, want %s", query, f.Hits, item)
		}
	}
	if f := searchFor(t, dir, "outside"); f.Count != 0 {
		t.Error("the link out of the folder was followed")
	}
	if v := readingroom(t, dir, "verify"); v.code != 0 {
		t.Error(v.err)
	}
}

func TestExtractSaysWhyNot(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "empty.pdf"), nil)
	r := readingroom(t, dir, "extract", "--json", "empty.pdf")
	if r.code != 1 || !strings.Contains(r.err, "empty.pdf: ") {
		t.Errorf("%+v", r)
	}
	type extracted struct {
		File, Digest string
		Pages        []any
	}
	if x := decode[extracted](t, r); x.Pages == nil || x.File != "empty.pdf" || len(x.Digest) != 64 {
		t.Errorf("%+v", x)
	}
}

// A folder that may not be read is an omission. Root may read everything, so
// the test becomes somebody else.
func TestAFolderThatMayNotBeRead(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "r/locked/a.txt"), []byte("locked away"))
	write(t, filepath.Join(dir, "r/locked.txt"), []byte("locked away too"))
	write(t, filepath.Join(dir, "r/open.txt"), []byte("open"))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := command(ctx, dir, "import", "--json", "r")
	if os.Geteuid() == 0 {
		const nobody = 65534
		for p := dir; p != os.TempDir() && p != "/"; p = filepath.Dir(p) {
			if err := os.Chmod(p, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chown(dir, nobody, nobody); err != nil {
			t.Skipf("this user may not give files away: %v", err)
		}
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	for _, p := range []string{"r/locked", "r/locked.txt"} {
		if err := os.Chmod(filepath.Join(dir, p), 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "r/locked"), 0o755) })
	r := runCommand(t, ctx, c)
	rep := decode[report](t, r)
	if r.code != 1 || rep.Items != 1 || len(rep.SetAside) != 2 {
		t.Fatalf("%+v\n%s", rep, r.err)
	}
	for _, a := range rep.SetAside {
		if !strings.HasPrefix(a.Name, "r/locked") || a.Reason != "May not be read by this user." {
			t.Errorf("%+v", a)
		}
	}
}

// A disk that fills up stops the import with the file's name; with room again,
// the same command goes on where it stopped.
func TestAFullDisk(t *testing.T) {
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("a small disk can only be made by root on Linux")
	}
	dir := t.TempDir()
	disk := filepath.Join(dir, "disk")
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("a small disk cannot be made here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(disk, syscall.MNT_DETACH) })
	for n := range 8 {
		body := make([]byte, 900_000) // incompressible, as scans are
		for i, s := range body {
			body[i] = s ^ byte(n*i>>7) ^ byte(i*i>>5)
		}
		write(t, filepath.Join(dir, "r", fmt.Sprintf("scan-%d.bin", n)), body)
	}
	r := readingroom(t, dir, "import", "--data", filepath.Join(disk, "data"), "r")
	if r.code != 1 || !strings.Contains(r.err, "scan-") || !strings.Contains(r.err, "space") {
		t.Fatalf("exit code %d: %s", r.code, r.err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
		t.Fatal(err)
	}
	r = readingroom(t, dir, "import", "--json", "--data", filepath.Join(disk, "data"), "r")
	rep := decode[report](t, r)
	if rep.Items != 8 || rep.Duplicates != 0 || !strings.HasSuffix(rep.Accession, "-001") {
		t.Errorf("with room again: %+v\n%s", rep, r.err)
	}
	if v := readingroom(t, dir, "verify", "--data", filepath.Join(disk, "data")); v.code != 0 {
		t.Error(v.err)
	}
}

// served starts a server on the data folder in dir and returns its address.
func served(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := command(context.Background(), dir, args...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs strings.Builder
	c.Stderr = &errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Signal(os.Interrupt)
		done := make(chan error, 1)
		go func() { done <- c.Wait() }()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("the server did not end well: %v\n%s", err, errs.String())
			}
		case <-time.After(20 * time.Second):
			c.Process.Kill()
			t.Errorf("the server did not end\n%s", errs.String())
		}
	})
	line := make(chan string, 1)
	go func() {
		buf := make([]byte, 4096)
		var said string
		for {
			n, err := out.Read(buf)
			said += string(buf[:n])
			if i := strings.Index(said, "http://"); i >= 0 && strings.Contains(said[i:], "\n") {
				addr, _, _ := strings.Cut(said[i:], "\n")
				line <- strings.TrimSpace(addr)
				return
			}
			if err != nil {
				line <- ""
				return
			}
		}
	}()
	select {
	case addr := <-line:
		if addr == "" {
			t.Fatalf("the server said no address\n%s", errs.String())
		}
		return addr
	case <-time.After(time.Minute):
		t.Fatalf("the server does not start\n%s", errs.String())
	}
	return ""
}

func TestASecondProcessOnTheSameFolder(t *testing.T) {
	dir := t.TempDir()
	samples(t, dir)
	addr := served(t, dir, "serve", "--addr", "127.0.0.1:0")

	if r := readingroom(t, dir, "serve", "--addr", "127.0.0.1:0"); r.code != 1 || !strings.Contains(r.err, addr) || !strings.Contains(r.err, "another readingroom") {
		t.Errorf("a second server: %+v", r)
	}
	// The other commands work through the first.
	rep := decode[report](t, must(t, dir, "import", "--json", "--source", "ICE", "release"))
	if rep.Items < sampleFiles(t)-3 || rep.Waiting != 0 {
		t.Errorf("%+v", rep)
	}
	if f := searchFor(t, dir, `"Ventura County"`); f.Items < 3 || len(f.Hits) == 0 || f.Hits[0].Snippet == "" {
		t.Errorf("%+v", f)
	}
	must(t, dir, "verify")
	must(t, dir, "reindex")
	if r := readingroom(t, dir, "import", "nowhere"); r.code != 1 || !strings.Contains(r.err, "nowhere") {
		t.Errorf("%+v", r)
	}
	resp, err := http.Get(addr + "/-/health")
	if err != nil || resp.StatusCode != 200 {
		t.Fatal(resp, err)
	}
	resp.Body.Close()
	must(t, dir, "health", "--addr", strings.TrimPrefix(addr, "http://"))
}

func TestASlipInDataMakesNoArchive(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "docs/a.txt"), []byte("a folder of somebody's"))
	for _, args := range [][]string{
		{"search", "--data", "docs", "x"},
		{"verify", "--data", "docs"},
		{"verify", "--data", "nosuch"},
		{"reindex", "--data", "nosuch"},
		{"import", "--data", "nosuch", "nowhere"},
	} {
		if r := readingroom(t, dir, args...); r.code != 1 {
			t.Errorf("%v: %+v", args, r)
		}
	}
	all, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "nosuch")); err == nil {
		t.Error("nosuch was made")
	}
}

func TestALostIndexIsMadeAnewBySearch(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.txt"), []byte("Ventura County"))
	must(t, dir, "import", "a.txt")
	if err := os.RemoveAll(filepath.Join(dir, "readingroom-data/index")); err != nil {
		t.Fatal(err)
	}
	if f := searchFor(t, dir, "ventura"); f.Count != 1 {
		t.Errorf("%+v", f)
	}
	if err := os.RemoveAll(filepath.Join(dir, "readingroom-data/index")); err != nil {
		t.Fatal(err)
	}
	must(t, dir, "reindex")
	if f := searchFor(t, dir, "ventura"); f.Count != 1 {
		t.Errorf("%+v", f)
	}
}

func TestCtrlCStopsCleanlyAndTheSameCommandGoesOn(t *testing.T) {
	dir := t.TempDir()
	for n := range 300 {
		write(t, filepath.Join(dir, "r", fmt.Sprintf("%d/letter-%03d.txt", n%2, n)), []byte(fmt.Sprint("Letter number ", n)))
	}
	c := command(t.Context(), dir, "import", "r/0", "r/1")
	var errs strings.Builder
	c.Stderr = &errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(700 * time.Millisecond)
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	c.Wait()
	if code := c.ProcessState.ExitCode(); code != 1 || !strings.Contains(errs.String(), "stopped; what was begun goes on") || strings.Contains(errs.String(), "panic") {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "readingroom-data/owner.json")); len(left) > 0 {
		t.Error("the folder was not given free")
	}
	must(t, dir, "import", "r/0", "r/1")
	if f := searchFor(t, dir, "letter"); f.Items != 300 {
		t.Errorf("%d documents", f.Items)
	}
}
