package outlook

import (
	"encoding/binary"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"readingroom/archive/extract/internal/plain"
)

// The types of properties ([MS-OXCDATA], 2.11.1).
const (
	typeShort   = 0x0002
	typeLong    = 0x0003
	typeFloat   = 0x0004
	typeDouble  = 0x0005
	typeMoney   = 0x0006
	typeDate    = 0x0007
	typeError   = 0x000A
	typeBool    = 0x000B
	typeObject  = 0x000D
	typeBig     = 0x0014
	typeString8 = 0x001E
	typeUnicode = 0x001F
	typeTime    = 0x0040
	typeGUID    = 0x0048
	typeBinary  = 0x0102
	typeMany    = 0x1000 // added to another: several of it
)

// The properties ([MS-OXPROPS]), by the name of each there without "PidTag".
const (
	propMessageClass         = 0x001A
	propSubject              = 0x0037
	propClientSubmitTime     = 0x0039
	propRepresentingName     = 0x0042
	propStartDate            = 0x0060
	propEndDate              = 0x0061
	propRepresentingType     = 0x0064
	propRepresentingEmail    = 0x0065
	propTransportHeaders     = 0x007D
	propRecipientType        = 0x0C15
	propSenderName           = 0x0C1A
	propSenderType           = 0x0C1E
	propSenderEmail          = 0x0C1F
	propDisplayBcc           = 0x0E02
	propDisplayCc            = 0x0E03
	propDisplayTo            = 0x0E04
	propDeliveryTime         = 0x0E06
	propNormalizedSubject    = 0x0E1D
	propBody                 = 0x1000
	propReportText           = 0x1001
	propRtfCompressed        = 0x1009
	propHTML                 = 0x1013
	propMessageID            = 0x1035
	propReferences           = 0x1039 // PidTagInternetReferences
	propInReplyTo            = 0x1042
	propDisplayName          = 0x3001
	propAddressType          = 0x3002
	propEmailAddress         = 0x3003
	propSMTPAddress          = 0x39FE
	propAttachData           = 0x3701
	propAttachExtension      = 0x3703
	propAttachFilename       = 0x3704
	propAttachMethod         = 0x3705
	propAttachLongFilename   = 0x3707
	propAttachPathname       = 0x3708
	propAttachLongPathname   = 0x370D
	propAttachMimeTag        = 0x370E
	propInternetCodepage     = 0x3FDE
	propMessageCodepage      = 0x3FFD
	propSenderSMTP           = 0x5D01
	propRepresentingSMTP     = 0x5D02
	propRecipientDisplayName = 0x5FF6
)

// A property is a value with its type.
type property struct {
	kind  uint16
	fixed uint64        // of a type of up to 8 bytes
	b     []byte        // of a longer one
	load  func() []byte // where b was not read yet
}

func (p *property) bytes() []byte {
	if p.load != nil {
		p.b, p.load = p.load(), nil
	}
	return p.b
}

// properties are what a message, a recipient or an attachment is made of, by number.
type properties struct {
	byID map[uint16]*property
	page int // the code page of 8-bit texts; 0: unknown
}

// text returns a text, or "".
func (p properties) text(id uint16) string {
	v := p.byID[id]
	if v == nil {
		return ""
	}
	switch v.kind {
	case typeUnicode:
		return utf16Text(v.bytes())
	case typeString8:
		return text8(v.bytes(), p.page)
	}
	return ""
}

// line returns a text as one line.
func (p properties) line(id uint16) string { return oneLine(p.text(id)) }

func oneLine(s string) string { return strings.Join(strings.Fields(strings.Map(visible, s)), " ") }

// visible turns control characters into space.
func visible(r rune) rune {
	if r < ' ' || r == 0x7f {
		return ' '
	}
	return r
}

// long returns a number, or 0.
func (p properties) long(id uint16) int {
	v := p.byID[id]
	if v == nil || v.kind != typeLong && v.kind != typeShort && v.kind != typeBool {
		return 0
	}
	return int(int32(v.fixed))
}

// ticks1970 is 1 January 1970 in the ticks of 100 ns since 1601 that times are counted in.
const ticks1970 = 116444736000000000

// time returns a time in UTC; zero where there is none.
func (p properties) time(id uint16) time.Time {
	v := p.byID[id]
	if v == nil || v.kind != typeTime || v.fixed < ticks1970/2 || v.fixed > 1<<62 {
		return time.Time{}
	}
	ticks := int64(v.fixed) - ticks1970
	t := time.Unix(ticks/1e7, ticks%1e7*100).UTC()
	if t.Year() > 3000 { // "none" is a time in 4501
		return time.Time{}
	}
	return t
}

func (p properties) set(id, kind uint16, b []byte) {
	if p.byID[id] == nil {
		p.byID[id] = &property{kind: kind, b: b}
	}
}

func utf16Text(b []byte) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return strings.TrimRight(string(utf16.Decode(u)), "\x00")
}

// text8 reads a text in a code page. Some programs write UTF-8 whatever they
// say, some say UTF-8 and write their own page.
func text8(b []byte, page int) string {
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	c, ok := plain.CodePage(page)
	if !ok || c.Name == "utf-8" && !utf8.Valid(b) {
		return plain.Decode(b, "")
	}
	return c.Text(b)
}
