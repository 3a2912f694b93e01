package search

// A first keeps those of many that come first, so many at most.
type first[T any] struct {
	most    int
	compare func(x, y *T) int // negative where x comes before y
	all     []T               // once it is full a heap: the one that comes last stands first
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
	if len(f.all) < f.most {
		if f.all = append(f.all, t); len(f.all) == f.most {
			f.heap()
		}
		return
	}
	f.all = append(f.all, t)
	if new := &f.all[f.most]; f.most > 0 && f.compare(new, &f.all[0]) < 0 {
		f.all[0] = *new
		f.sink(0, f.most)
	}
	f.all = f.all[:f.most]
}

func (f *first[T]) heap() {
	for i := len(f.all)/2 - 1; i >= 0; i-- {
		f.sink(i, len(f.all))
	}
}

// sink lets one of the first n sink below those that come after it.
func (f *first[T]) sink(i, n int) {
	for {
		next := i
		for k := 2*i + 1; k <= 2*i+2 && k < n; k++ {
			if f.compare(&f.all[k], &f.all[next]) > 0 {
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
	f.heap()
	for n := len(f.all) - 1; n > 0; n-- {
		f.all[0], f.all[n] = f.all[n], f.all[0]
		f.sink(0, n)
	}
	return f.all
}
