//go:build race

package extract

// raceEnabled: the race detector reserves more address space than any limit here.
const raceEnabled = true
