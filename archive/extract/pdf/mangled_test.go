package pdf

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"readingroom/archive/extract/internal/record"
	"readingroom/fixtures"
)

var mangles = flag.Int("mangle", 1, "how often each file is mangled by TestMangled")

// tooSlow is how long a mangled file may take before TestMangled speaks of it.
const tooSlow = 5 * time.Second

// TestMangled reads files that were damaged at random, the same at each run:
// whatever comes of it, no reader panics and every page has its number.
func TestMangled(t *testing.T) {
	files := map[string][]byte{}
	for _, name := range fixtures.Truths() {
		if b, err := fs.ReadFile(fixtures.Collection(), name); err == nil && strings.HasSuffix(name, ".pdf") {
			files[name] = b
		}
	}
	if !testing.Short() {
		_ = filepath.WalkDir(corpus, func(p string, d fs.DirEntry, err error) error {
			if err == nil && strings.EqualFold(filepath.Ext(p), ".pdf") {
				if b, err := os.ReadFile(p); err == nil && len(b) > 0 && len(b) < 300_000 {
					files[strings.TrimPrefix(p, corpus+"/")] = b
				}
			}
			return nil
		})
	}
	read := 0
	for name, b := range files {
		for seed := range *mangles {
			what, bad := mangled(b, rand.New(rand.NewPCG(uint64(seed), uint64(len(b)))))
			read++
			var rec record.Recorder
			began := time.Now()
			stop := time.AfterFunc(24*tooSlow, func() { panic(fmt.Sprintf("%s, seed %d, %s: hangs", name, seed, what)) })
			err := ReadWith(bytes.NewReader(bad), int64(len(bad)), Options{First: true}, &rec) // the second reader is others' work
			stop.Stop()
			if took := time.Since(began); took > tooSlow {
				t.Logf("%s, seed %d, %s: %v, %d pages, %v", name, seed, what, took, len(rec.Pages), err)
			}
			for i, p := range rec.Pages {
				if p.Number != i+1 {
					t.Errorf("%s, seed %d, %s: page %d has number %d", name, seed, what, i+1, p.Number)
				}
			}
		}
	}
	t.Logf("%d mangled files read", read)
}

var indirect = regexp.MustCompile(`(?s)\d+ \d+ obj.*?endobj`)

// mangled damages a file in one of the ways in which files come to harm.
func mangled(b []byte, r *rand.Rand) (what string, bad []byte) {
	bad = bytes.Clone(b)
	switch r.IntN(6) {
	case 0:
		n := 1 + r.IntN(64)
		for range n {
			bad[r.IntN(len(bad))] ^= 1 << r.IntN(8)
		}
		return fmt.Sprintf("%d bits turned", n), bad
	case 1:
		return "cut short", bad[:r.IntN(len(bad))]
	case 2:
		i := r.IntN(len(bad))
		return "a hole", append(bad[:i], bad[min(len(bad), i+1+r.IntN(4096)):]...)
	case 3:
		i, j, n := r.IntN(len(bad)), r.IntN(len(bad)), r.IntN(4096)
		copy(bad[i:], b[j:min(len(b), j+n)])
		return "overwritten by another part", bad
	case 4: // one object in place of another
		all := indirect.FindAllIndex(b, 2000)
		if len(all) < 2 {
			return "whole", bad
		}
		i, j := all[r.IntN(len(all))], all[r.IntN(len(all))]
		body := func(at []int) []byte { return b[at[0]+bytes.Index(b[at[0]:at[1]], []byte("obj")) : at[1]] }
		head := b[i[0] : i[1]-len(body(i))]
		return "objects exchanged", bytes.Join([][]byte{b[:i[0]], head, body(j), b[i[1]:]}, nil)
	}
	// Other numbers: references that lead elsewhere, lengths, sizes, counts.
	digits := regexp.MustCompile(`\d+`).FindAllIndex(b, 20_000)
	for range 1 + r.IntN(20) {
		if len(digits) == 0 {
			break
		}
		at := digits[r.IntN(len(digits))]
		for i := at[0]; i < at[1]; i++ {
			bad[i] = '0' + byte(r.IntN(10))
		}
	}
	return "other numbers", bad
}
