package outlook

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive/extract/mail"
)

// tnef writes a TNEF stream of attributes.
func tnef(attributes ...[]byte) []byte {
	b := []byte(tnefSignature + "\x01\x00")
	for _, a := range attributes {
		b = append(b, a...)
	}
	return b
}

func attribute(level byte, id uint32, data []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte{level}, id)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(data)))
	b = append(b, data...)
	sum := uint16(0)
	for _, c := range data {
		sum += uint16(c)
	}
	return binary.LittleEndian.AppendUint16(b, sum)
}

// mapi writes a list of properties.
func mapi(all ...[]byte) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(all)))
	for _, p := range all {
		b = append(b, p...)
	}
	return b
}

func tagged(id, kind uint16) []byte {
	return binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, kind), id)
}

// long is a property of one value of any length.
func long(id, kind uint16, v string) []byte {
	b := binary.LittleEndian.AppendUint32(tagged(id, kind), 1)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(v)))
	return append(append(b, v...), "\x00\x00\x00"[:-len(v)&3]...)
}

func number(id uint16, v uint32) []byte {
	return binary.LittleEndian.AppendUint32(tagged(id, typeLong), v)
}

func wide(s string) string { return string(utf16Bytes(s)) }

// unicodeName is a property that is named by a text, of no interest, before others.
func unicodeName() []byte {
	b := append(tagged(0x8001, typeBool), make([]byte, 16)...)
	b = binary.LittleEndian.AppendUint32(b, 1)
	b = binary.LittleEndian.AppendUint32(b, 10)
	return append(b, wide("abcde")+"\x00\x00"+"\x01\x00\x00\x00"...)
}

func place(v string) []byte {
	b := binary.LittleEndian.AppendUint32(tagged(0x8002, typeUnicode), setAppointment)
	b = append(b, setTail+"\x00\x00\x00\x00"...)
	b = binary.LittleEndian.AppendUint32(b, 0x8208)
	return append(b, long(0, 0, v)[4:]...)
}

func TestReadTNEF(t *testing.T) {
	page := attribute(1, tnefCodePage, []byte{0xe3, 4, 0, 0, 0, 0, 0, 0}) // 1251
	inner := tnef(attribute(1, tnefSubject, []byte("within\x00")), attribute(1, tnefBody, []byte("inside\x00")))
	many := binary.LittleEndian.AppendUint32(tagged(0x1234, typeMany|typeLong), 2)
	many = append(many, "\x01\x00\x00\x00\x02\x00\x00\x00"...)
	for _, tc := range []struct {
		name string
		b    []byte
		want string
	}{
		{
			"old attributes", tnef(attribute(1, tnefSubject, []byte("\xcf\xf0\x00")), attribute(1, tnefBody, []byte("Dear\r\nSir\x00")), page,
				attribute(2, tnefAttachBegins, make([]byte, 14)), attribute(2, tnefAttachTitle, []byte("\xcf.txt\x00")), attribute(2, tnefAttachData, []byte("x"))),
			"about Пр by \npage Dear|Sir\npart П.txt, 1 bytes\n",
		},
		{
			"properties", tnef(attribute(1, tnefProperties, mapi(unicodeName(), many, number(propInternetCodepage, 65001), long(propSubject, typeUnicode, wide("Für\x00")),
				long(propSenderName, typeString8, "JD\x00"), long(propRtfCompressed, typeBinary, string(packed(`{\rtf1 rich}`))))),
				attribute(2, tnefAttachBegins, nil), attribute(2, tnefAttachTitle, []byte("SHORT~1.TXT\x00")), attribute(2, tnefAttachData, []byte("x")),
				attribute(2, tnefAttachProps, mapi(long(propAttachLongFilename, typeUnicode, wide("a long name.txt")))),
				attribute(2, tnefAttachBegins, nil), attribute(2, tnefAttachData, []byte("yz")), attribute(2, tnefAttachTitle, []byte("y.txt"))),
			"about Für by JD\npage rich\npart a long name.txt, 1 bytes\npart y.txt, 2 bytes\n",
		},
		{
			"a meeting", tnef(attribute(1, tnefProperties, mapi(long(propMessageClass, typeString8, "IPM.Schedule.Meeting.Request\x00"), place(wide("Room 1")), long(propBody, typeString8, "Come.\x00")))),
			"page Where: Room 1||Come.\n",
		},
		{
			"an object", tnef(attribute(2, tnefAttachBegins, nil), attribute(2, tnefAttachProps, mapi(long(propAttachData, typeObject, strings.Repeat("\x00", 20))))),
			"page \n[object] An object of another program is embedded in the message and was not taken out of it.\n",
		},
		{"cut short", tnef(attribute(1, tnefBody, []byte("Dear Sir")))[:19], "page Dear\n[damaged] The message is damaged; as much of it was kept as could be read.\n"},
		{"no such level", append(tnef(attribute(1, tnefBody, []byte("a"))), "\x07 no attribute"...), "page a\n[damaged] The message is damaged; as much of it was kept as could be read.\n"},
		{"a type that is not known", tnef(attribute(1, tnefProperties, mapi(long(propSubject, typeUnicode, wide("a")), tagged(1, 0x7777), tagged(2, 3)))), "about a by \npage \n[damaged] The message is damaged; as much of it was kept as could be read.\n"},
		{"counts that lie", tnef(attribute(1, tnefRecipients, []byte("\xff\xff\xff\xff\xff\xff\xff\xff")), attribute(1, tnefProperties, []byte("\xff\xff\xff\xff\x03\x10\x01\x00\xff\xff\xff\xff"))), "page \n[damaged] The message is damaged; as much of it was kept as could be read.\n"},
	} {
		f, err := read(ReadTNEF, tc.b)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if diff := cmp.Diff(tc.want, f.show()); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
	f, err := read(ReadTNEF, tnef(attribute(2, tnefAttachBegins, nil), attribute(2, tnefAttachProps, mapi(long(propAttachData, typeObject, strings.Repeat("\x00", 16)+string(inner))))))
	if err != nil {
		t.Fatal(err)
	}
	in, err := read(mail.Read, []byte(f.parts["within.eml"]))
	if err != nil || len(in.Pages) != 1 || in.Pages[0].Text != "inside" || in.MailIt.Subject != "within" {
		t.Errorf("a message within: %v %+v", err, in)
	}
	if _, err := read(ReadTNEF, []byte("something else")); err == nil {
		t.Error("read what is no winmail.dat")
	}
}

func TestDeepTNEF(t *testing.T) {
	b := tnef(attribute(1, tnefSubject, []byte("x")))
	for range 60 {
		b = tnef(attribute(1, tnefSubject, []byte("x")), attribute(2, tnefAttachBegins, nil), attribute(2, tnefAttachProps, mapi(long(propAttachData, typeObject, strings.Repeat("\x00", 16)+string(b)))))
	}
	f, err := read(ReadTNEF, b)
	if err != nil || len(f.Parts) != 1 || len(f.Notices) != 1 || f.Notices[0].Code != "limit" {
		t.Errorf("%v %s", err, f.show())
	}
}

func FuzzTNEF(f *testing.F) {
	f.Add(tnef(attribute(1, tnefSubject, []byte("a\x00")), attribute(2, tnefAttachBegins, nil), attribute(2, tnefAttachTitle, []byte("b")), attribute(2, tnefAttachData, []byte("c"))))
	f.Add(tnef(attribute(1, tnefProperties, mapi(unicodeName(), long(propRtfCompressed, typeBinary, string(packed(`{\rtf1 a}`)))))))
	f.Add(tnef(attribute(1, tnefRecipients, append([]byte{1, 0, 0, 0}, mapi(number(propRecipientType, 1), long(propDisplayName, typeString8, "a"))...))))
	f.Add(tnef(attribute(2, tnefAttachBegins, nil), attribute(2, tnefAttachProps, mapi(long(propAttachData, typeObject, strings.Repeat("\x00", 16)+string(tnef()))))))
	f.Fuzz(func(t *testing.T, b []byte) {
		f, err := read(ReadTNEF, append([]byte(tnefSignature), b...))
		if err != nil || len(f.Pages) != 1 {
			t.Errorf("%v, %d pages", err, len(f.Pages))
		}
	})
}
