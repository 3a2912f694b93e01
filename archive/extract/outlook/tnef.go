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
				a.object = func() []byte { return nil }
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
