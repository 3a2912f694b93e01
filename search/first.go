package search

import "slices"

// A first keeps those of many that come first, so many at most.
type first[T any] struct {
	most    int
	compare func(x, y T) int // negative where x comes before y
	all     []T              // once it is full a heap: the one that comes last stands first
}

// last is the one that comes last, once there are as many as there may be; else nil.
// What comes after it need not be offered any more.
func (f *first[T]) last() *T {
	if len(f.all) < f.most || f.most == 0 {
		return nil
	}
	return &f.all[0]
}

func (f *first[T]) offer(t T) {
	switch last := f.last(); {
	case last != nil && f.compare(t, *last) < 0:
		*last = t
		f.sink(0)
	case len(f.all) < f.most:
		if f.all = append(f.all, t); len(f.all) == f.most {
			for i := f.most/2 - 1; i >= 0; i-- {
				f.sink(i)
			}
		}
	}
}

// sink lets one of them sink below those that come after it.
func (f *first[T]) sink(i int) {
	for {
		next := i
		for k := 2*i + 1; k <= 2*i+2 && k < len(f.all); k++ {
			if f.compare(f.all[k], f.all[next]) > 0 {
				next = k
			}
		}
		if next == i {
			return
		}
		f.all[i], f.all[next] = f.all[next], f.all[i]
		i = next
	}
}

// line are all that it keeps, in their order. Nothing is offered after that.
func (f *first[T]) line() []T {
	slices.SortFunc(f.all, f.compare)
	return f.all
}
