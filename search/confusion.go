package search

import "strings"

// confusions are the letters that optical reading takes for one another, as
// they are in folded words.
var confusions = [][2]string{{"0", "o"}, {"1", "l"}, {"1", "i"}, {"l", "i"}, {"rn", "m"}, {"cl", "d"}, {"vv", "w"}}

// maxMisread is how many readings of a word are tried, and maxConfusions how
// many letters of it may be misread at once.
const (
	maxMisread    = 200
	maxConfusions = 3
)

// misread are the words that a word may be a misreading of, or be misread as:
// modern and modem, 100 and l00. Those with fewer letters changed come first.
func misread(word string) []string {
	seen := map[string]bool{word: true}
	var all []string
	now := []string{word}
	for range maxConfusions {
		var next []string
		for _, w := range now {
			for _, pair := range confusions {
				for side := range 2 {
					from, to := pair[side], pair[1-side]
					for i := 0; i+len(from) <= len(w); i++ {
						if !strings.HasPrefix(w[i:], from) {
							continue
						}
						v := w[:i] + to + w[i+len(from):]
						if seen[v] {
							continue
						}
						if len(seen) > maxMisread {
							return all
						}
						seen[v] = true
						next, all = append(next, v), append(all, v)
					}
				}
			}
		}
		now = next
	}
	return all
}
