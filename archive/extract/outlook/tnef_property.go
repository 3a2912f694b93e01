package outlook

import "encoding/binary"

// read reads a list of properties ([MS-OXTNEF], 2.1.3.4) and returns what follows it.
func (m *message) read(p properties, b []byte) []byte {
	in := &tnefReader{b: b}
	for n := in.long(); n > 0 && len(in.b) > 0 && !in.short; n-- {
		kind := in.word()
		id := in.word()
		if id >= 0x8000 {
			set := setOf(in.take(16))
			if in.long() == 0 {
				if lid := in.long(); set != 0 {
					m.names[name{set, lid}] = id
				}
			} else {
				in.padded(in.long())
			}
		}
		v := in.value(kind)
		if v == nil {
			in.short = true
			break
		}
		v.kind = kind
		p.byID[id] = v
	}
	if in.short {
		m.log.damaged = true
		return nil
	}
	return in.b
}

// A tnefReader takes numbers and bytes off the front. What is not there is
// nothing, and short is set.
type tnefReader struct {
	b     []byte
	short bool
}

func (r *tnefReader) take(n int) []byte {
	if n > len(r.b) {
		r.short = true
		r.b = nil
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *tnefReader) long() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *tnefReader) word() uint16 {
	if b := r.take(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

// padded takes n bytes and those that fill them up to a multiple of 4.
func (r *tnefReader) padded(n uint32) []byte {
	if uint64(n) > uint64(len(r.b)) {
		r.short = true
		r.b = nil
		return nil
	}
	b := r.take(int(n))
	r.take(min(int(-n&3), len(r.b)))
	return b
}

// value reads the value of a property, the last of several; nil for a type
// that is not known, since then nothing after it can be read.
func (r *tnefReader) value(kind uint16) *property {
	size := 0 // in bytes, padded
	switch kind &^ typeMany {
	case typeShort, typeLong, typeFloat, typeError, typeBool:
		size = 4
	case typeDouble, typeMoney, typeDate, typeBig, typeTime:
		size = 8
	case typeGUID:
		size = 16
	case typeString8, typeUnicode, typeBinary, typeObject:
	default:
		return nil
	}
	count := uint32(1)
	if kind&typeMany != 0 || size == 0 {
		count = r.long()
	}
	v := &property{}
	for ; count > 0 && !r.short; count-- {
		switch b := r.value1(size); {
		case len(b) == 4 && size == 4:
			v.fixed = uint64(binary.LittleEndian.Uint32(b))
		case len(b) == 8 && size == 8:
			v.fixed = binary.LittleEndian.Uint64(b)
		default:
			v.b = b
		}
	}
	return v
}

func (r *tnefReader) value1(size int) []byte {
	if size > 0 {
		return r.take(size)
	}
	return r.padded(r.long())
}
