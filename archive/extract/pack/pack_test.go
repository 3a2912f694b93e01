package pack

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
)

type entry struct {
	name, body string
	mode       fs.FileMode
	flags      uint16
}

func zipOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, Flags: e.flags}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(b []byte, budget Budget) (parts, notices []string, err error) {
	return readBy(Budget.Read, b, budget)
}

// readBy prints what one of the readers found.
func readBy(by func(Budget, io.ReaderAt, int64, archive.Sink) error, b []byte, budget Budget) (parts, notices []string, err error) {
	var rec record.Recorder
	rec.Body = func(name string, body io.Reader) error {
		b, err := io.ReadAll(body)
		if err == nil {
			parts = append(parts, fmt.Sprintf("%s %d", name, len(b)))
		}
		return err
	}
	err = by(budget, bytes.NewReader(b), int64(len(b)), &rec)
	for _, n := range rec.Notices {
		notices = append(notices, n.Code+": "+n.Text)
	}
	return parts, notices, err
}

func TestRead(t *testing.T) {
	small := Budget{Entries: 3, Bytes: 1 << 20, Ratio: 200, Free: 16 << 20}
	tight := Budget{Entries: 3, Bytes: 16 << 20, Ratio: 200, Free: 1 << 20}
	zeros := strings.Repeat("\x00", 2<<20)
	log := strings.Repeat("2014-01-02 03:04:05 GET / 200\n", 600_000)
	damaged := zipOf(t, entry{name: "a.txt", body: strings.Repeat("some text ", 1000)}, entry{name: "b.txt", body: "b"})
	damaged[60] ^= 0xff
	for _, tc := range []struct {
		name           string
		file           []byte
		budget         Budget
		parts, notices []string
	}{
		{"files and folders", zipOf(t, entry{name: "d/"}, entry{name: "d/a.txt", body: "a"}, entry{name: "b.zip", body: "PK"}), small, []string{"d/a.txt 1", "b.zip 2"}, nil},
		{"what a system keeps", zipOf(t, entry{name: "a.txt", body: "a"}, entry{name: "__MACOSX/._a.txt", body: "x"}, entry{name: ".DS_Store", body: "x"}), small, []string{"a.txt 1"}, nil},
		{"names are claims", zipOf(t, entry{name: "../../etc/passwd", body: "a"}, entry{name: "/abs", body: "bb"}, entry{name: "c:\\x", body: "c"}), small, []string{"../../etc/passwd 1", "/abs 2", "c:\\x 1"}, nil},
		{"a link", zipOf(t, entry{name: "l", body: "/etc/passwd", mode: fs.ModeSymlink | 0o777}, entry{name: "a", body: "a"}), small, []string{"a 1"}, []string{`link: "l" in the zip is a link or a device, not a file and was left out.`}},
		{"encrypted", zipOf(t, entry{name: "s1", body: "x", flags: 1}, entry{name: "s2", body: "x", flags: 1}, entry{name: "a", body: "a"}), small, []string{"a 1"}, []string{`encrypted: "s1" and 1 more in the zip are encrypted and need a password and were left out.`}},
		{"too many", zipOf(t, entry{name: "1"}, entry{name: "2"}, entry{name: "3"}, entry{name: "4"}), small, []string{"1 0", "2 0", "3 0"}, []string{"limit: The zip holds more than 3 entries; 3 files were taken and the rest was left out."}},
		{"too much", zipOf(t, entry{name: "a", body: "a"}, entry{name: "z", body: zeros}, entry{name: "b", body: "b"}), small, []string{"a 1"}, []string{"limit: The zip unpacks to more than 1 MiB; one file was taken and the rest was left out."}},
		{"a bomb", zipOf(t, entry{name: "a", body: "a"}, entry{name: "b", body: "b"}, entry{name: "z", body: zeros}), tight, []string{"a 1", "b 1"}, []string{"limit: The zip unpacks to more than 200 times its size; 2 files were taken and the rest was left out."}},
		{"a log that repeats itself", zipOf(t, entry{name: "log", body: log}), DefaultBudget, []string{"log 18000000"}, nil},
		{"damaged", damaged, small, []string{"b.txt 1"}, []string{`damaged: "a.txt" in the zip is damaged and was left out.`}},
		{"empty", zipOf(t), small, nil, nil},
		{"folders alone", zipOf(t, entry{name: "d/"}), small, nil, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			parts, notices, err := read(tc.file, tc.budget)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.parts, parts); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.notices, notices); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLyingSizes counts what comes out, whatever the headers say.
func TestLyingSizes(t *testing.T) {
	b := zipOf(t, entry{name: "z", body: strings.Repeat("\x00", 4<<20)})
	i := bytes.LastIndex(b, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(b[i+24:], 10) // the size in the directory
	parts, notices, err := read(b, Budget{Entries: 10, Bytes: 1 << 20, Ratio: 200, Free: 16 << 20})
	if !strings.HasPrefix(fmt.Sprint(err), "the zip holds one file and it could not be taken: ") || len(parts) != 0 || len(notices) != 0 {
		t.Errorf("%v %v %v", parts, notices, err)
	}
}

// TestNoneTaken tells why a container stays closed.
func TestNoneTaken(t *testing.T) {
	budget := Budget{Entries: 3, Bytes: 1 << 20, Ratio: 200, Free: 16 << 20}
	zeros := strings.Repeat("\x00", 2<<20)
	link := entry{name: "l", body: "/etc/passwd", mode: fs.ModeSymlink | 0o777}
	secret := entry{name: "s", body: "x", flags: 1}
	broken := zipOf(t, entry{name: "a.txt", body: strings.Repeat("some text ", 1000)})
	broken[60] ^= 0xff
	for _, tc := range []struct {
		name string
		read func(Budget, io.ReaderAt, int64, archive.Sink) error
		file []byte
		want string
	}{
		{"encrypted", Budget.Read, zipOf(t, secret), "the zip holds one file and it could not be taken: it is encrypted and needs a password"},
		{"encrypted and a link", Budget.Read, zipOf(t, entry{name: "d/"}, secret, link), "the zip holds 2 files and none could be taken: one is encrypted and needs a password; one is a link or a device, not a file"},
		{"encrypted and too much", Budget.Read, zipOf(t, secret, secret, entry{name: "z", body: zeros}), "the zip holds 3 files and none could be taken: 2 are encrypted and need a password; the zip unpacks to more than 1 MiB"},
		{"too many", Budget.Read, zipOf(t, link, link, link, entry{name: "a"}), "the zip holds 4 files and none could be taken: 3 are links or devices, not files; the zip holds more than 3 entries"},
		{"too many folders", Budget.Read, zipOf(t, entry{name: "1/"}, entry{name: "2/"}, entry{name: "3/"}, entry{name: "4/"}), "the zip holds no file that could be taken: the zip holds more than 3 entries"},
		{"damaged", Budget.Read, broken, "the zip holds one file and it could not be taken: it is damaged"},
		{"tar, links", Budget.ReadTar, tarOf(t, link, link), "the tar holds 2 files and none could be taken: 2 are links or devices, not files"},
		{"tar, too much", Budget.ReadTar, tarOf(t, entry{name: "z", body: zeros}, entry{name: "a", body: "a"}), "the tar holds no file that could be taken: the tar unpacks to more than 1 MiB"},
		{"tar, cut short", Budget.ReadTar, tarOf(t, link, entry{name: "b", body: strings.Repeat("b", 2000)})[:2000], "the tar holds no file that could be taken: one is a link or a device, not a file; the tar is damaged"},
	} {
		parts, notices, err := readBy(tc.read, tc.file, budget)
		if fmt.Sprint(err) != tc.want || len(parts) != 0 || len(notices) != 0 {
			t.Errorf("%s: %v %v %v, want %q", tc.name, parts, notices, err, tc.want)
		}
	}
}

// TestBomb counts what comes out of 272 MiB of zeros before they are stopped.
func TestBomb(t *testing.T) {
	b := bytes.Repeat(gzipOf(t, "z", strings.Repeat("\x00", 16<<20)), 17)
	var out int64
	var rec record.Recorder
	rec.Body = func(_ string, body io.Reader) error {
		n, err := io.Copy(io.Discard, body)
		out += n
		return err
	}
	err := ReadGzip(bytes.NewReader(b), int64(len(b)), &rec)
	if fmt.Sprint(err) != "the gzip unpacks to more than 200 times its size" || out > DefaultBudget.Free {
		t.Errorf("%v after %d bytes", err, out)
	}
}

func TestErrors(t *testing.T) {
	for _, b := range []string{"", "PK\x03\x04 cut", strings.Repeat("x", 1000)} {
		if _, _, err := read([]byte(b), DefaultBudget); err == nil || !strings.HasPrefix(err.Error(), "the zip file cannot be read") {
			t.Errorf("%.10q: %v", b, err)
		}
	}
	stop := errors.New("the disk is full")
	b := zipOf(t, entry{name: "a", body: "a"})
	err := Read(bytes.NewReader(b), int64(len(b)), full{err: stop})
	if !errors.Is(err, stop) {
		t.Errorf("error = %v", err)
	}
}

type full struct {
	archive.Sink
	err error
}

func (f full) Part(string, io.Reader) error { return f.err }

func gzipOf(t testing.TB, name, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Name = name
	if _, err := io.WriteString(z, body); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Size: int64(len(e.body)), Typeflag: tar.TypeReg, Mode: 0o600}
		if e.mode&fs.ModeSymlink != 0 {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, e.body, 0
			e.body = ""
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGzipAndTar(t *testing.T) {
	budget := Budget{Entries: 3, Bytes: 1 << 20, Ratio: 200, Free: 16 << 20}
	whole := gzipOf(t, "dir/log.csv.gz", "a,b")
	for _, tc := range []struct {
		name           string
		read           func(Budget, io.ReaderAt, int64, archive.Sink) error
		file           []byte
		parts, notices []string
		err            string
	}{
		{"gzip", Budget.ReadGzip, whole, []string{"log.csv 3"}, nil, ""},
		{"gzip without a name", Budget.ReadGzip, gzipOf(t, "", "x"), []string{"unpacked 1"}, nil, ""},
		{"gzip bomb", Budget.ReadGzip, gzipOf(t, "z", strings.Repeat("\x00", 2<<20)), nil, nil, "the gzip unpacks to more than 1 MiB"},
		{"gzip cut short", Budget.ReadGzip, whole[:len(whole)-3], nil, nil, "the gzip file is damaged: unexpected EOF"},
		{"no gzip", Budget.ReadGzip, []byte("x"), nil, nil, "the gzip file cannot be read: unexpected EOF"},
		{"tar", Budget.ReadTar, tarOf(t, entry{name: "../a", body: "a"}, entry{name: "l", body: "/etc/passwd", mode: fs.ModeSymlink}, entry{name: "b", body: "bb"}), []string{"../a 1", "b 2"}, []string{`link: "l" in the tar is a link or a device, not a file and was left out.`}, ""},
		{"too many", Budget.ReadTar, tarOf(t, entry{name: "1"}, entry{name: "2"}, entry{name: "3"}, entry{name: "4"}), []string{"1 0", "2 0", "3 0"}, []string{"limit: The tar holds more than 3 entries; 3 files were taken and the rest was left out."}, ""},
		{"too much", Budget.ReadTar, tarOf(t, entry{name: "a", body: "a"}, entry{name: "z", body: strings.Repeat("\x00", 2<<20)}), []string{"a 1"}, []string{"limit: The tar unpacks to more than 1 MiB; one file was taken and the rest was left out."}, ""},
		{"tar cut short", Budget.ReadTar, tarOf(t, entry{name: "a", body: "a"}, entry{name: "b", body: strings.Repeat("b", 2000)})[:2000], []string{"a 1"}, []string{"damaged: The tar is damaged; what follows the damage was left out."}, ""},
		{"no tar", Budget.ReadTar, []byte(strings.Repeat("x", 1024)), nil, nil, "the tar file cannot be read: archive/tar: invalid tar header"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			parts, notices, err := readBy(tc.read, tc.file, budget)
			if fmt.Sprint(err) != tc.err && (err != nil || tc.err != "") {
				t.Errorf("error = %v, want %q", err, tc.err)
			}
			if diff := cmp.Diff(tc.parts, parts); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.notices, notices); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(zipOf(f, entry{name: "a", body: "a"}, entry{name: "../l", body: "b", mode: fs.ModeSymlink}))
	f.Add(gzipOf(f, "n", "body"))
	f.Add(tarOf(f, entry{name: "a", body: "a"}))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, by := range []func(Budget, io.ReaderAt, int64, archive.Sink) error{Budget.Read, Budget.ReadGzip, Budget.ReadTar} {
			_, _, _ = readBy(by, b, Budget{Entries: 100, Bytes: 1 << 20, Ratio: 100})
		}
	})
}
