package blob

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readingroom/archive"
)

func put(t *testing.T, d Dir, s string) archive.Digest {
	t.Helper()
	digest, size, _, err := d.Put(t.Context(), strings.NewReader(s))
	if err != nil || size != int64(len(s)) {
		t.Fatalf("Put: size %d, %v", size, err)
	}
	return digest
}

func TestPutKeepsBytesUnderTheirDigest(t *testing.T) {
	d, err := OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"", "a", strings.Repeat("released\n", 100_000)} {
		digest := put(t, d, s)
		if digest != archive.DigestOf([]byte(s)) {
			t.Errorf("digest of %d bytes: %s", len(s), digest)
		}
		f, err := d.Open(digest)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(f)
		f.Close()
		if err != nil || string(got) != s {
			t.Errorf("%d bytes came back as %d, %v", len(s), len(got), err)
		}
	}
}

func TestPutTwiceKeepsOneBlobAndSaysSo(t *testing.T) {
	d, _ := OpenDir(t.TempDir())
	put(t, d, "same")
	_, _, held, err := d.Put(t.Context(), strings.NewReader("same"))
	if err != nil || !held {
		t.Errorf("second Put: held %v, %v", held, err)
	}
	n := 0
	for _, err := range d.All() {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 1 {
		t.Errorf("%d blobs", n)
	}
}

type broken struct{ n int }

func (b *broken) Read(p []byte) (int, error) {
	if b.n++; b.n > 3 {
		return 0, errors.New("the disk was pulled out")
	}
	return len(p), nil
}

func TestPutThatFailsLeavesNothing(t *testing.T) {
	root := t.TempDir()
	d, _ := OpenDir(root)
	if _, _, _, err := d.Put(t.Context(), &broken{}); err == nil {
		t.Fatal("no error")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, _, err := d.Put(ctx, strings.NewReader("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled Put: %v", err)
	}
	if left, _ := os.ReadDir(root); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestOpenDirRemovesHalfWrittenBlobs(t *testing.T) {
	root := t.TempDir()
	half := filepath.Join(root, "123.tmp")
	if err := os.WriteFile(half, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenDir(root); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(half); !os.IsNotExist(err) {
		t.Error("still there")
	}
}

func TestVerifyFindsAChangedByte(t *testing.T) {
	d, _ := OpenDir(t.TempDir())
	digest := put(t, d, "188 declined detainers")
	if err := d.Verify(t.Context(), digest); err != nil {
		t.Fatal(err)
	}
	os.Chmod(d.path(digest), 0o600)
	if err := os.WriteFile(d.path(digest), []byte("189 declined detainers"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.Verify(t.Context(), digest); !errors.Is(err, archive.ErrCorrupt) {
		t.Errorf("changed byte: %v", err)
	}
	os.Remove(d.path(digest))
	if err := d.Verify(t.Context(), digest); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("lost blob: %v", err)
	}
}

func TestPutMendsATruncatedBlob(t *testing.T) {
	d, _ := OpenDir(t.TempDir())
	digest := put(t, d, "whole")
	os.Chmod(d.path(digest), 0o600)
	os.Truncate(d.path(digest), 2)
	if _, _, held, err := d.Put(t.Context(), strings.NewReader("whole")); err != nil || held {
		t.Fatalf("held %v, %v", held, err)
	}
	if err := d.Verify(t.Context(), digest); err != nil {
		t.Error(err)
	}
}
