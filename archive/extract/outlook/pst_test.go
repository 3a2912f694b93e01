package outlook

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive/extract/internal/record"
)

// program writes a shell script that stands for readpst: its arguments are
// checked, and what it is to do follows.
func program(t *testing.T, does string) string {
	path := filepath.Join(t.TempDir(), "readpst")
	script := "#!/bin/sh\nout=\"$8\"\n[ \"$1 $2 $3 $7\" = \"-q -e -D -o\" ] && [ -s \"$9\" ] || exit 9\ncd \"$out\"\n" + does + "\n"
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadPST(t *testing.T) {
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("there is no shell to write a program in")
	}
	const box = "!BDN and more"
	for _, tc := range []struct {
		name, does string
		want       []string
		err        string
		notices    int
	}{
		{"messages by folder and number", "mkdir -p Inbox Deleted\nfor n in 1 2 10; do echo $n > Inbox/$n.eml; done\necho x > Deleted/1.eml", []string{"Deleted/1.eml: x", "Inbox/1.eml: 1", "Inbox/2.eml: 2", "Inbox/10.eml: 10"}, "", 0},
		{"stopped on the way", "echo 1 > 1.eml\nexit 3", []string{"1.eml: 1"}, "", 1},
		{"broken", "echo 'Error opening File' >&2\nexit 1", nil, "Error opening File", 0},
		{"empty", "true", nil, "holds no message", 0},
	} {
		var rec record.Recorder
		var got []string
		rec.Body = func(name string, body io.Reader) error {
			b, err := io.ReadAll(body)
			got = append(got, fmt.Sprintf("%s: %s", name, strings.TrimSpace(string(b))))
			return err
		}
		err := ReadPST(t.Context(), program(t, tc.does), strings.NewReader(box), int64(len(box)), &rec)
		if (err != nil) != (tc.err != "") || err != nil && !strings.Contains(err.Error(), tc.err) {
			t.Errorf("%s: %v", tc.name, err)
		}
		if diff := cmp.Diff(tc.want, got); diff != "" || len(rec.Notices) != tc.notices {
			t.Errorf("%s: %s %v", tc.name, diff, rec.Notices)
		}
	}
	if err := ReadPST(t.Context(), "", strings.NewReader(box), int64(len(box)), &record.Recorder{}); err == nil || !strings.Contains(err.Error(), "apt install pst-utils") {
		t.Errorf("without the program: %v", err)
	}
}
