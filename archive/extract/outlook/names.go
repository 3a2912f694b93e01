package outlook

import "encoding/binary"

// A name is that of a property whose number differs from message to message:
// a set and a number within it ([MS-OXPROPS], 1.3.2).
type name struct {
	set uint32
	lid uint32
}

// The sets of names: {0006xxxx-0000-0000-C000-000000000046}.
const (
	setAppointment = 0x00062002
	setTask        = 0x00062003
	setAddress     = 0x00062004
)

// names give the number of each named property.
type names map[name]uint16

const setTail = "\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"

// setOf returns the set of a GUID, 0 for one of no interest.
func setOf(guid []byte) uint32 {
	if len(guid) < 16 || string(guid[4:16]) != setTail {
		return 0
	}
	return binary.LittleEndian.Uint32(guid)
}

// readNames reads the names of a .msg ([MS-OXMSG], 2.2.3): entries of 8 bytes,
// in a list of their own the sets they refer to from 3 up.
func (f *file) readNames(s *storage) names {
	found := names{}
	if s == nil {
		return found
	}
	sets := f.bytes(s.streams["__substg1.0_00020102"])
	for b := f.bytes(s.streams["__substg1.0_00030102"]); len(b) >= 8; b = b[8:] {
		kind := binary.LittleEndian.Uint16(b[4:])
		at := (int(kind>>1) - 3) * 16
		if kind&1 != 0 || at < 0 || at+16 > len(sets) {
			continue
		}
		if set := setOf(sets[at:]); set != 0 {
			found[name{set, binary.LittleEndian.Uint32(b)}] = 0x8000 + binary.LittleEndian.Uint16(b[6:])
		}
	}
	return found
}
