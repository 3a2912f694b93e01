// Package revision finds the earlier states of a PDF that are still in it. A
// program that changes a PDF may leave all as it is and add what is new at the
// end (ISO 32000-1, 7.5.6): whoever cuts the file there has what it was before.
//
//	%PDF-1.4 … startxref 9876 %%EOF 3 0 obj <</Type /Page …>> … startxref 12345 %%EOF
//	                               ^ Ends
package revision

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode"
)

const (
	maxEnds = 1000
	step    = 1 << 20
	overlap = 64 // as long as an end may be
)

// end matches the end of a state. One whose cross-reference stands at 0 is the
// first part of a file that is laid out for the web (annex F).
var end = regexp.MustCompile(`startxref\s+0*[1-9][0-9]{0,15}\s+%%EOF(?:\r\n|\r|\n)?`)

// Ends returns where the earlier states of a file end, from the first on. The
// end of the file as it is is not among them.
func Ends(r io.ReaderAt, size int64) ([]int64, error) {
	var ends []int64
	buf := make([]byte, step+overlap)
	for at := int64(0); at < size && len(ends) <= maxEnds; at += step {
		n, err := r.ReadAt(buf[:min(int64(len(buf)), size-at)], at)
		if n == 0 && err != nil {
			return nil, err
		}
		for _, m := range end.FindAllIndex(buf[:n], -1) {
			if m[0] < step { // else the next round finds it
				ends = append(ends, at+int64(m[1]))
			}
		}
	}
	var earlier []int64
	for i := 1; i < len(ends); i++ {
		if addsObjects(r, ends[i-1], ends[i]) {
			earlier = append(earlier, ends[i-1])
		}
	}
	return earlier, nil
}

// addsObjects reports whether there is an object between two ends. Microsoft's
// programs end their files twice, with nothing between but another table.
func addsObjects(r io.ReaderAt, from, to int64) bool {
	if to-from > step {
		return true
	}
	b := make([]byte, to-from)
	n, _ := r.ReadAt(b, from) // what cannot be read adds none
	return bytes.Contains(b[:n], []byte(" obj"))
}

// Gone counts the words of an earlier page that the page as it is has no more,
// each as often as it is gone. What has neither a letter nor a digit is no
// word, and words that were only parted or joined are not gone.
func Gone(before, now []string) int {
	lost, gained := less(before, now), less(now, before)
	var all strings.Builder
	for _, w := range gained {
		all.WriteString(w.text)
	}
	n, left := 0, maxSearched
	for i := 0; i < len(lost); {
		run, j := "", i
		for ; j < len(lost) && lost[j].at-lost[i].at == j-i; j++ {
			run += lost[j].text
			if len(run) > maxRun {
				break
			}
		}
		j = max(j, i+1)
		if left -= all.Len(); left < 0 || !strings.Contains(all.String(), run) {
			n += j - i
		}
		i = j
	}
	return n
}

const (
	maxSearched = 64 << 20 // bytes that are looked through for joined words
	maxRun      = 4096     // bytes of words that stand together
)

// A word and its place among those of the page.
type word struct {
	text string
	at   int
}

// less returns the words of a that b has no more, or not as often.
func less(a, b []string) (out []word) {
	has := map[string]int{}
	for _, w := range b {
		has[plain(w)]++
	}
	for i, w := range a {
		if w = plain(w); w == "" {
			continue
		}
		if has[w] > 0 {
			has[w]--
		} else {
			out = append(out, word{w, i})
		}
	}
	return out
}

// plain returns a word without what stands around it: "(Doe)," is "doe".
func plain(w string) string {
	return strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }))
}
