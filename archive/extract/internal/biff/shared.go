package biff

import "errors"

// What is kept of a workbook's shared strings.
const (
	maxShared     = 32 << 20  // strings; a sheet of all cells has 16.7 million
	maxSharedText = 512 << 20 // bytes
)

// shared are the strings that cells point to, one after another.
type shared struct {
	text []byte
	ends []int32 // of each
}

func (s *shared) add(text string) bool {
	if len(s.ends) >= maxShared || len(s.text)+len(text) > maxSharedText {
		return false
	}
	s.text = append(s.text, text...)
	s.ends = append(s.ends, int32(len(s.text)))
	return true
}

// at returns a string; "" where there is none.
func (s *shared) at(i uint32) string {
	if uint64(i) >= uint64(len(s.ends)) {
		return ""
	}
	from := int32(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	return string(s.text[from:s.ends[i]])
}

// readShared reads the SST record, which says how many strings it holds and
// is not believed.
func (b *Book) readShared() error {
	in := b.in.bodyFrom(4)
	count, _ := in.number(4)
	for range count {
		if !in.more() {
			return nil
		}
		n, _ := in.number(2)
		text, ok := in.unicode(n)
		if !b.strings.add(text) {
			return errors.New("its cells share more strings than are read")
		}
		if !ok {
			return errors.New("the strings that its cells share are cut short")
		}
	}
	return nil
}
