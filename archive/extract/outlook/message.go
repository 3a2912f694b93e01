package outlook

import (
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/richardlehane/mscfb"
)

// A message, of either format.
type message struct {
	properties
	names       names
	recipients  []properties
	attachments []*attachment
	depth       int  // of messages around it
	wrapped     bool // it came in a mail, whose head is that of both
	log         *log
}

// An attachment is a file in a message, or another message.
type attachment struct {
	properties
	message func() *message // nil: it is a file
	object  func() []byte   // of another program; nil: it is none
}

func (m *message) empty() bool { return len(m.byID) == 0 }

// The headers of property streams ([MS-OXMSG], 2.4.1), in bytes.
const (
	topHeader    = 32
	nestedHeader = 24
	otherHeader  = 8
)

// message reads a message out of a folder.
func (f *file) message(s *storage, header, depth int) *message {
	m := &message{properties: f.properties(s, header, 0), names: f.names, depth: depth, log: f.log}
	m.page = m.codePage()
	for _, sub := range s.folders {
		switch {
		case strings.HasPrefix(sub.name, "__recip_version1.0_"):
			if len(m.recipients) == MaxRecipients {
				f.log.recipients++
				continue
			}
			m.recipients = append(m.recipients, f.properties(sub, otherHeader, m.page))
		case strings.HasPrefix(sub.name, "__attach_version1.0_"):
			m.attachments = append(m.attachments, f.attachment(sub, m.page, depth))
		}
	}
	return m
}

// codePage returns the page of a message's 8-bit texts.
func (m *message) codePage() int {
	if page := m.long(propMessageCodepage); page != 0 {
		return page
	}
	return m.long(propInternetCodepage)
}

func (f *file) attachment(s *storage, page, depth int) *attachment {
	a := &attachment{properties: f.properties(s, otherHeader, page)}
	inner := s.byName["__substg1.0_3701000D"]
	switch {
	case inner == nil:
	case inner.streams["__properties_version1.0"] == nil:
		a.object = func() []byte { return f.object(a, inner) }
	default:
		a.message = func() *message { return f.message(inner, nestedHeader, depth+1) }
	}
	return a
}

// properties reads the properties in a folder: the short ones from their
// stream, the long ones, each a stream of its own, when they are asked for.
func (f *file) properties(s *storage, header, page int) properties {
	p := properties{byID: map[uint16]*property{}, page: page}
	b := f.bytes(s.streams["__properties_version1.0"])
	for b = b[min(len(b), header):]; len(b) >= 16; b = b[16:] {
		kind, id := binary.LittleEndian.Uint16(b), binary.LittleEndian.Uint16(b[2:])
		p.byID[id] = &property{kind: kind, fixed: binary.LittleEndian.Uint64(b[8:])}
	}
	for name, e := range s.streams {
		id, kind, ok := streamTag(name)
		if !ok {
			continue
		}
		if has := p.byID[id]; has == nil || has.load == nil || has.kind < kind { // UTF-16 before 8 bits
			p.byID[id] = &property{kind: kind, load: f.loader(e)}
		}
	}
	return p
}

func (f *file) loader(e *mscfb.File) func() []byte { return func() []byte { return f.bytes(e) } }

// streamTag reads the name of a stream: "__substg1.0_0037001F".
func streamTag(name string) (id, kind uint16, ok bool) {
	digits, found := strings.CutPrefix(name, "__substg1.0_")
	if !found || len(digits) != 8 {
		return 0, 0, false
	}
	tag, err := strconv.ParseUint(digits, 16, 32)
	return uint16(tag >> 16), uint16(tag), err == nil
}
