package outlook

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"readingroom/archive"
)

// tnefSignature begins a TNEF stream; a key of 2 bytes follows ([MS-OXTNEF], 2.1.3.1).
const tnefSignature = "\x78\x9f\x3e\x22"

// The attributes that are read ([MS-OXTNEF], 2.1.3.2); those of attachments
// belong to the one that attachBegins began.
const (
	tnefSubject      = 0x00018004
	tnefMessageID    = 0x00018009
	tnefBody         = 0x0002800C
	tnefClass        = 0x00078008
	tnefCodePage     = 0x00069007
	tnefRecipients   = 0x00069004
	tnefProperties   = 0x00069003
	tnefAttachBegins = 0x00069002
	tnefAttachTitle  = 0x00018010
	tnefAttachData   = 0x0006800F
	tnefAttachProps  = 0x00069005
)

// ReadTNEF reads the winmail.dat that Outlook sends beside a mail whose form
// other programs do not know: its subject as About, its text as page 1, its
// attachments as Parts. The head is that of the mail around it.
func ReadTNEF(r io.ReaderAt, size int64, s archive.Sink) error {
	if size > MaxSize {
		return fmt.Errorf("the file is larger than %d MiB", MaxSize>>20)
	}
	b, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(b, []byte(tnefSignature)) {
		return errors.New("the file is damaged: it does not begin as winmail.dat")
	}
	m := readTNEF(b, 0, &log{})
	m.wrapped = true
	return m.give(s)
}

// readTNEF reads a TNEF stream: a level (1 of the message, 2 of an attachment),
// what it is, its size, the bytes, a checksum, and so on to the end.
func readTNEF(b []byte, depth int, l *log) *message {
	m := &message{properties: properties{byID: map[uint16]*property{}}, names: names{}, depth: depth, log: l}
	b = b[min(len(b), len(tnefSignature)+2):]
	for len(b) > 0 {
		if len(b) < 9 || b[0] != 1 && b[0] != 2 {
			l.damaged = true
			break
		}
		id, size := binary.LittleEndian.Uint32(b[1:]), uint64(binary.LittleEndian.Uint32(b[5:]))
		b = b[9:]
		if size > uint64(len(b)) {
			l.damaged = true
			size = uint64(len(b))
		}
		m.attribute(id, b[:size])
		b = b[min(uint64(len(b)), size+2):]
	}
	if page := m.codePage(); m.page == 0 {
		m.page = page
	}
	for _, a := range m.attachments {
		a.page = m.page
	}
	for i := range m.recipients {
		m.recipients[i].page = m.page
	}
	return m
}

func (m *message) attribute(id uint32, b []byte) {
	switch id {
	case tnefCodePage:
		if len(b) >= 4 {
			m.page = int(binary.LittleEndian.Uint32(b))
		}
	case tnefSubject:
		m.set(propSubject, typeString8, b)
	case tnefMessageID:
		m.set(propMessageID, typeString8, b)
	case tnefBody:
		m.set(propBody, typeString8, b)
	case tnefClass:
		m.set(propMessageClass, typeString8, b)
	case tnefProperties:
		m.read(m.properties, b)
	case tnefRecipients:
		m.readRecipients(b)
	case tnefAttachBegins:
		if len(m.attachments) <= MaxParts {
			m.attachments = append(m.attachments, &attachment{properties: properties{byID: map[uint16]*property{}}})
		}
	case tnefAttachTitle, tnefAttachData, tnefAttachProps:
		if n := len(m.attachments); n > 0 && n <= MaxParts {
			m.ofAttachment(m.attachments[n-1], id, b)
		}
	}
}

func (m *message) ofAttachment(a *attachment, id uint32, b []byte) {
	switch id {
	case tnefAttachTitle:
		a.set(propAttachFilename, typeString8, b)
	case tnefAttachData:
		a.set(propAttachData, typeBinary, b)
	case tnefAttachProps:
		m.read(a.properties, b)
		if v := a.byID[propAttachData]; v != nil && v.kind == typeObject {
			inner := v.b[min(len(v.b), 16):] // after what kind of object it is
			if bytes.HasPrefix(inner, []byte(tnefSignature)) {
				a.message = func() *message { return readTNEF(inner, m.depth+1, m.log) }
			} else {
				a.object = true
			}
		}
	}
}

func (m *message) readRecipients(b []byte) {
	if len(b) < 4 {
		return
	}
	rows := int(binary.LittleEndian.Uint32(b))
	b = b[4:]
	for i := 0; i < rows && len(b) >= 4; i++ {
		if i == MaxRecipients {
			m.log.recipients += rows - i
			return
		}
		p := properties{byID: map[uint16]*property{}}
		b = m.read(p, b)
		m.recipients = append(m.recipients, p)
	}
}

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
