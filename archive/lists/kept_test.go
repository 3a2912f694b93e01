package lists

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestKept(t *testing.T) {
	var k kept[int]
	clock, stamp, made := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), "a", 0
	takes, whole := time.Duration(0), true
	var fails error
	get := func(want int) {
		t.Helper()
		got, err := k.get(t.Context(), func() time.Time { return clock }, func(context.Context) (string, error) { return stamp, nil },
			func(context.Context) (int, bool, error) {
				made++
				clock = clock.Add(takes)
				return made, whole, fails
			})
		if got != want || !errors.Is(err, fails) {
			t.Errorf("%d, %v, want %d", got, err, want)
		}
	}
	get(1)
	get(1) // nothing changed
	stamp = "b"
	get(2)
	get(2)
	whole, stamp = false, "c"
	get(3)
	get(4) // what is not whole is made until it is
	whole, takes = true, time.Second
	get(5)
	stamp = "d"
	get(5) // which took long
	clock = clock.Add(10*time.Second - 1)
	get(5)
	clock = clock.Add(1)
	get(6)
	stamp = "e"
	k.forget()
	get(7)
	k.forget()
	fails = errors.New("the disk was pulled out")
	get(8)
	fails = nil
	get(9)
}
