//go:build !unix

package scale

import "time"

var begun = time.Now()

// cpu is the time that has passed, where processor time cannot be told.
func cpu() time.Duration { return time.Since(begun) }
