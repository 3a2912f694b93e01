package whole

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsThereWholeOrNotAtAll(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a[1]") // no pattern, whatever it looks like
	beside := filepath.Join(filepath.Dir(dir), "a1")
	for _, d := range []string{dir, beside} {
		if err := Sweep(d); err != nil {
			t.Fatal(err)
		}
	}
	for _, body := range []string{"old", "new"} {
		f, err := Create(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString(body); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(dir, "x/y")); body == "old" && err == nil {
			t.Error("there before it was kept")
		}
		if err := f.Keep("x/y", 0o444); err != nil {
			t.Fatal(err)
		}
		f.Drop() // changes nothing now
		if b, err := os.ReadFile(filepath.Join(dir, "x/y")); err != nil || string(b) != body {
			t.Errorf("%q, %v", b, err)
		}
	}
	dropped, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	dropped.Drop()
	left, err := Create(dir) // its writer was killed
	if err != nil {
		t.Fatal(err)
	}
	defer left.Close()
	other, err := Create(beside)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Drop()
	if err := Sweep(dir); err != nil {
		t.Fatal(err)
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 1 || all[0].Name() != "x" {
		t.Errorf("%v, %v", all, err)
	}
	if _, err := os.Stat(other.Name()); err != nil {
		t.Error("the neighbour's file was swept, too")
	}
}
