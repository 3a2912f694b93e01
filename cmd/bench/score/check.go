package score

import (
	"fmt"
	"io"
	"strings"
)

// A Said is a statement of an article with a verdict: as labelled, or as found.
// Start and End count code points.
type Said struct {
	Start, End int
	Kind       string
	Verdict    string
	Wrong      string // of a label: how it is wrong; ""
	Text       string
	Message    string // of what was found
}

// verdicts are the columns of the table; "" is a statement that was not found.
var verdicts = []string{"supported", "differs", "disagree", "partly", "absent", ""}

// A Check counts how statements were labelled and what was said of them.
type Check struct {
	Table map[[2]string]int // by label and verdict
	Wrong map[string][2]int // by the way in which they are wrong: all, and caught
	Extra map[string]int    // statements found that nobody labelled, by verdict
	Slips []string          // each statement that was said to be what it is not
}

// Add compares what was found in an article with its labels. A statement is the
// label's with which it shares text; where several do, the one of the label's
// kind whose ends are the nearest.
func (c *Check) Add(article string, labels, found []Said) {
	if c.Table == nil {
		c.Table, c.Wrong, c.Extra = map[[2]string]int{}, map[string][2]int{}, map[string]int{}
	}
	used := map[int]bool{}
	for _, l := range labels {
		best, far := -1, 0
		for i, f := range found {
			if f.Start >= l.End || f.End <= l.Start || used[i] {
				continue
			}
			d := abs(f.Start-l.Start) + abs(f.End-l.End)
			if f.Kind != l.Kind {
				d += 1000
			}
			if best < 0 || d < far {
				best, far = i, d
			}
		}
		got := Said{}
		if best >= 0 {
			got, used[best] = found[best], true
		}
		c.Table[[2]string{l.Verdict, got.Verdict}]++
		if l.Wrong != "" {
			n := c.Wrong[l.Wrong]
			n[0]++
			if Caught(l.Verdict, got.Verdict) {
				n[1]++
			}
			c.Wrong[l.Wrong] = n
		}
		if got.Verdict != l.Verdict {
			c.Slips = append(c.Slips, fmt.Sprintf("%s: %s %q at %d, labelled %s %s, found %s: %s", article, l.Kind, l.Text, l.Start, l.Verdict, l.Wrong, or(got.Verdict, "nothing"), got.Message))
		}
	}
	for i, f := range found {
		if !used[i] {
			c.Extra[f.Verdict]++
		}
	}
}

// Caught reports whether a wrong statement was told as one: that it differs, that
// sources disagree, or, of one that is labelled so, that the archive has it not.
func Caught(label, found string) bool {
	return found == "differs" || found == "disagree" || found == "absent" && label == "absent"
}

// Precision is the share of the statements said to be supported that are, of
// those labelled; the second number is how many they are.
func (c *Check) Precision() (float64, int) {
	all := 0
	for k, n := range c.Table {
		if k[1] == "supported" {
			all += n
		}
	}
	return ratio(c.Table[[2]string{"supported", "supported"}], all), all
}

// Recall is the share of the wrong statements that were caught.
func (c *Check) Recall() (float64, int) {
	all, caught := 0, 0
	for _, n := range c.Wrong {
		all, caught = all+n[0], caught+n[1]
	}
	return ratio(caught, all), all
}

// Found is the share of the right statements that are said to be supported.
func (c *Check) Found() (float64, int) {
	all := 0
	for k, n := range c.Table {
		if k[0] == "supported" {
			all += n
		}
	}
	return ratio(c.Table[[2]string{"supported", "supported"}], all), all
}

// Print writes the counts as a table in Markdown: labels down, verdicts across.
func (c *Check) Print(w io.Writer) {
	fmt.Fprintf(w, "| labelled | %s not found |\n|---%s|\n", strings.Join(verdicts[:5], " | ")+" |", strings.Repeat("|--:", 6))
	for _, l := range verdicts[:5] {
		fmt.Fprintf(w, "| %s |", l)
		for _, v := range verdicts {
			fmt.Fprintf(w, " %d |", c.Table[[2]string{l, v}])
		}
		fmt.Fprintln(w)
	}
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

func or(s, t string) string {
	if s == "" {
		return t
	}
	return s
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
