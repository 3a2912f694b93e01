// Package edits counts by how many letters two texts differ.
//
//	Distance("kitten", "sitting")    3: k for s, e for i, and a g more
package edits

// Distance is how many elements are to be changed, added or taken away to make
// one of the other (Levenshtein 1966). It takes a step for each pair of them.
func Distance[T comparable](a, b []T) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		corner := row[0]
		row[0] = i + 1
		for j, y := range b {
			next := corner
			if x != y {
				next = 1 + min(corner, row[j], row[j+1])
			}
			corner, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}
