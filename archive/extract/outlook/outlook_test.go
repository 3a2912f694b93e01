package outlook

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
	"readingroom/archive/extract/mail"
)

// found is a message as read: what was recorded, and its parts with their bytes.
type found struct {
	record.Recorder
	parts map[string]string
}

func read(reader func(io.ReaderAt, int64, archive.Sink) error, b []byte) (*found, error) {
	f := &found{parts: map[string]string{}}
	f.Body = func(name string, body io.Reader) error {
		b, err := io.ReadAll(body)
		f.parts[name] = string(b)
		return err
	}
	return f, reader(bytes.NewReader(b), int64(len(b)), &f.Recorder)
}

// show prints what was found.
func (f *found) show() string {
	var b strings.Builder
	if m := f.MailIt; m != nil {
		fmt.Fprintf(&b, "from %s\nto %s\ncc %s\ndate %s\nsubject %s\nid %s\n", m.From, m.To, m.Cc, m.Date, m.Subject, m.MessageID)
	}
	if !f.AboutIt.IsZero() {
		fmt.Fprintf(&b, "about %s by %s\n", f.AboutIt.Title, f.AboutIt.Author)
	}
	for _, p := range f.Pages {
		fmt.Fprintf(&b, "page %s\n", strings.ReplaceAll(p.Text, "\n", "|"))
	}
	for _, p := range f.Parts {
		fmt.Fprintf(&b, "part %s, %d bytes\n", p.Name, p.Size)
	}
	for _, n := range f.Notices {
		fmt.Fprintf(&b, "[%s] %s\n", n.Code, n.Text)
	}
	return b.String()
}

var sent = time.Date(2015, 1, 20, 19, 59, 0, 0, time.UTC)

func TestRead(t *testing.T) {
	f, err := read(Read, msg(props{
		propMessageClass: "IPM.Note", propSubject: "Records\x01 für Sie", propBody: "Please see below.\r\n\r\nJ.\r\n", propClientSubmitTime: sent,
		propMessageID: "<1@example.gov>", propRepresentingName: "Doe, Jane", propRepresentingType: "EX", propRepresentingEmail: "/O=CITY/CN=JD",
		propRepresentingSMTP: "jd@example.gov",
	}, recipient(0, props{propRecipientType: 1, propDisplayName: "'a@b.c'", propAddressType: "SMTP", propEmailAddress: "a@b.c"}),
		recipient(1, props{propRecipientType: 1, propDisplayName: "R. Roe", propAddressType: "EX", propEmailAddress: "/O=CITY/CN=RR", propSMTPAddress: "rr@example.gov"}),
		recipient(2, props{propRecipientType: 2, propDisplayName: "Only A Name", propAddressType: "EX", propEmailAddress: "/O=CITY/CN=X"}),
		recipient(3, props{propRecipientType: 3, propDisplayName: "Blind", propSMTPAddress: "blind@example.gov"}),
		attached(0, props{propAttachData: []byte("year,count\n"), propAttachFilename: "LIST~1.CSV", propAttachLongFilename: "list of years.csv"}),
		attached(1, props{propAttachData: bytes.Repeat([]byte("0123456789"), 10_000), propAttachFilename: "big", propAttachExtension: ".bin"}),
		attached(2, props{propAttachMethod: 2, propAttachLongPathname: `\\server\plan.doc`}),
		attached(3, props{propAttachData: []byte("\x89PNG\r\n\x1a\n")})))
	if err != nil {
		t.Fatal(err)
	}
	want := `from "Doe, Jane" <jd@example.gov>
to a@b.c, R. Roe <rr@example.gov>
cc Only A Name
date 2015-01-20T19:59:00Z
subject Records für Sie
id 1@example.gov
page Bcc: Blind <blind@example.gov>||Please see below.||J.
part list of years.csv, 11 bytes
part big.bin, 100000 bytes
part attachment-4.png, 8 bytes
[no-attachment] The message only says where these attachments were: \\server\plan.doc.
`
	if diff := cmp.Diff(want, f.show()); diff != "" {
		t.Error(diff)
	}
	if got := f.parts["big.bin"]; got != strings.Repeat("0123456789", 10_000) {
		t.Error("a large attachment is not as it was")
	}
}

func TestHead(t *testing.T) {
	transport := "Microsoft Mail Internet Headers Version 2.0\r\nReceived: from mx\r\nFrom: Jane Doe <jd@example.gov>\r\nTo: x@y.z\r\nDate: Tue, 20 Jan 2015 13:59:00 CST\r\nMessage-ID: <2@x>\r\n\r\n"
	for _, tc := range []struct {
		name string
		p    props
		want string
	}{
		{
			"as it travelled",
			props{propTransportHeaders: transport, propClientSubmitTime: sent, propSenderName: "JD", propSenderType: "EX", propSenderEmail: "/O=C"},
			"Jane Doe <jd@example.gov>; x@y.z; 2015-01-20T13:59:00-06:00; 2@x",
		},
		{"sender alone", props{propSenderName: "JD", propSenderType: "SMTP", propSenderEmail: "jd@b.c", propDisplayTo: "A; B", propDeliveryTime: sent}, "JD <jd@b.c>; A, B; 2015-01-20T19:59:00Z; "},
		{"no name", props{propSenderType: "EX", propSenderEmail: "/O=C/CN=JD"}, "/O=C/CN=JD; ; ; "},
		{"8-bit", props{propSenderName: text8Value("\xcf\xf0\x00"), propMessageCodepage: 1251, propInternetCodepage: 65001}, "Пр; ; ; "},
		{"8-bit, internet", props{propSenderName: text8Value("\xa4\xa4"), propInternetCodepage: 950}, "中; ; ; "},
		{"8-bit, said to be UTF-8", props{propSenderName: text8Value("Ren\xc3\xa9e"), propMessageCodepage: 65001}, "Renée; ; ; "},
		{"8-bit, wrongly said to be UTF-8", props{propSenderName: text8Value("Ren\xe9e"), propMessageCodepage: 65001}, "Renée; ; ; "},
		{"8-bit, unknown", props{propSenderName: text8Value("Ren\xe9e")}, "Renée; ; ; "},
		{"one sender, two names", props{propRepresentingName: "Doe, Jane", propRepresentingEmail: "/O=C/CN=JD", propSenderName: "Jane Doe", propSenderEmail: "/o=c/cn=jd", propSenderSMTP: "jd@b.c"}, `"Doe, Jane" <jd@b.c>; ; ; `},
		{"no time", props{propSenderName: "A", propClientSubmitTime: time.Date(2, 1, 1, 0, 0, 0, 0, time.UTC)}, "A; ; ; "},
	} {
		f, err := read(Read, msg(tc.p))
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		m := f.MailIt
		if got := strings.Join([]string{m.From, m.To, m.Date, m.MessageID}, "; "); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestSubject(t *testing.T) {
	for in, want := range map[string]string{"Re: a": "Re: a", "\x01\x05Re: a": "Re: a", "\x01": "", "a\r\n b": "a b"} {
		f, err := read(Read, msg(props{propSubject: in}))
		if err != nil || f.MailIt.Subject != want {
			t.Errorf("%q: %q %v, want %q", in, f.MailIt.Subject, err, want)
		}
	}
}

// TestTwice has a text in both forms: the folder's order must not decide.
func TestTwice(t *testing.T) {
	b := msg(props{propSubject: "Für"}, stream("__substg1.0_0037001E", []byte("F?r")))
	for range 20 {
		f, err := read(Read, b)
		if err != nil || f.MailIt.Subject != "Für" {
			t.Fatalf("%q %v", f.MailIt.Subject, err)
		}
	}
}

func TestBody(t *testing.T) {
	encapsulated := `{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf\par\htmlrtf0 Dear{\*\htmltag72 </p><p>}Sir}`
	for _, tc := range []struct {
		name string
		p    props
		want string
	}{
		{"plain before HTML", props{propBody: "plain", propHTML: []byte("<p>html")}, "plain"},
		{"HTML where plain is blank", props{propBody: " \r\n", propHTML: []byte("<p>html")}, "html"},
		{"HTML in a code page", props{propHTML: []byte("<p>\xcf\xf0"), propInternetCodepage: 1251}, "Пр"},
		{"HTML in UTF-8", props{propHTML: []byte("<p>\xcf\x80"), propInternetCodepage: 65001, propMessageCodepage: 1252}, "π"},
		{"HTML as a text", props{propHTML: "<p>é"}, "é"},
		{"HTML in rich text", props{propRtfCompressed: packed(encapsulated)}, "Dear||Sir"},
		{"rich text", props{propRtfCompressed: packed(`{\rtf1\ansi Dear\par Sir}`)}, "Dear|Sir"},
		{"rich text, not packed", props{propRtfCompressed: unpackedRTF(`{\rtf1\ansi Dear}`)}, "Dear"},
		{"hidden", props{propRtfCompressed: packed(`{\rtf1 a{\v b}}`)}, "a[hidden: b]"},
		{"on behalf", props{propBody: "x", propRepresentingName: "Boss", propSenderName: "Aide", propSenderSMTP: "aide@b.c"}, "Sender: Aide <aide@b.c>||x"},
		{"not delivered", props{propMessageClass: "REPORT.IPM.Note.NDR", propReportText: "No such address."}, "No such address."},
		{"nothing", props{propSubject: "x"}, ""},
	} {
		f, err := read(Read, msg(tc.p))
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if got := strings.ReplaceAll(f.Pages[0].Text, "\n", "|"); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestItems(t *testing.T) {
	for _, tc := range []struct {
		name string
		b    []byte
		want string
	}{
		{
			"appointment", msg(props{propMessageClass: "IPM.Appointment", propSubject: "Hearing", 0x8000: "Room 1", 0x8001: sent, propEndDate: sent.Add(time.Hour), propSenderName: "JD", propBody: "Bring files."},
				named(name{setAppointment, 0x8208}, name{setAppointment, 0x820D})),
			"about Hearing by JD\npage Subject: Hearing|Organizer: JD|Where: Room 1|Start: 2015-01-20 19:59 UTC|End: 2015-01-20 20:59 UTC||Bring files.\n[not-mail] This is a calendar entry saved from Outlook, not a mail.\n",
		},
		{
			"meeting request", msg(props{propMessageClass: "IPM.Schedule.Meeting.Request", propSubject: "Hearing", 0x8000: "Room 1", propBody: "Come."}, named(name{setAppointment, 0x8208})),
			"from \nto \ncc \ndate \nsubject Hearing\nid \npage Where: Room 1||Come.\n",
		},
		{
			"task", msg(props{propMessageClass: "IPM.Task", propSubject: "Reply", 0x8000: sent, 0x8001: 2}, named(name{setTask, 0x8105}, name{setTask, 0x8101})),
			"about Reply by \npage Subject: Reply|Due: 2015-01-20 19:59 UTC|State: complete\n[not-mail] This is a task saved from Outlook, not a mail.\n",
		},
		{
			"contact", msg(props{propMessageClass: "IPM.Contact", propDisplayName: "J. Doe", 0x3A08: "555-0100", 0x8000: "jd@b.c"}, named(name{setAddress, 0x8083})),
			"page Name: J. Doe|E-mail: jd@b.c|Telephone: 555-0100\n[not-mail] This is an address book entry saved from Outlook, not a mail.\n",
		},
		{
			"note", msg(props{propMessageClass: "IPM.StickyNote", propSubject: "a", propBody: "a b"}),
			"about a by \npage Subject: a||a b\n[not-mail] This is a note saved from Outlook, not a mail.\n",
		},
	} {
		f, err := read(Read, tc.b)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if diff := cmp.Diff(tc.want, f.show()); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
}

// TestNested reads what was written of a message within a message as any mail.
func TestNested(t *testing.T) {
	inner := nested(props{propSubject: "Für innen", propBody: "inside é", propHTML: []byte("<p>inside"), propRepresentingName: "Renée", propRepresentingSMTP: "r@b.c", propClientSubmitTime: sent},
		recipient(0, props{propRecipientType: 1, propDisplayName: "Doe, J.", propSMTPAddress: "jd@b.c"}),
		attached(0, props{propAttachData: []byte("one\x00"), propAttachLongFilename: "é.txt", propAttachMimeTag: "multipart/x"}),
		attached(1, props{propAttachMethod: 5}, nested(props{propTransportHeaders: "X-Mailer: y\r\n z\r\nSubject: deep\r\nContent-Type: text/html\r\n  ;x\r\nno field\r\n", propBody: "deepest"})))
	f, err := read(Read, msg(props{propSubject: "outer", propBody: "b"}, attached(0, props{propAttachMethod: 5, propDisplayName: "x"}, inner)))
	if err != nil {
		t.Fatal(err)
	}
	eml, ok := f.parts["Für innen.eml"]
	if !ok || len(f.Parts) != 1 || len(f.Notices) > 0 {
		t.Fatalf("found %s", f.show())
	}
	in, err := read(mail.Read, []byte(eml))
	if err != nil {
		t.Fatal(err)
	}
	want := "from Renée <r@b.c>\nto \"Doe, J.\" <jd@b.c>\ncc \ndate 2015-01-20T19:59:00Z\nsubject Für innen\nid \npage inside é\npart é.txt, 4 bytes\npart deep.eml, "
	if got := in.show(); !strings.HasPrefix(got, want) {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	deep, err := read(mail.Read, []byte(in.parts["deep.eml"]))
	if err != nil {
		t.Fatal(err)
	}
	if got := deep.show(); !strings.Contains(got, "subject deep\n") || !strings.Contains(got, "page deepest\n") || !strings.Contains(in.parts["deep.eml"], "X-Mailer: y\r\n z\r\n") {
		t.Errorf("the innermost: %s", in.parts["deep.eml"])
	}
}

func TestHostile(t *testing.T) {
	whole := msg(props{propSubject: "s", propBody: strings.Repeat("0123456789", 1000), propHTML: []byte("<p>x")})
	cut := whole[:len(whole)-512]
	var many []*node
	for i := range MaxRecipients + 2 {
		many = append(many, recipient(i, props{propRecipientType: 1}))
	}
	deep := nested(props{propSubject: "x"})
	for range 60 {
		deep = nested(props{propSubject: "x"}, attached(0, props{}, deep))
	}
	bomb := []byte("\x00\x00\x00\x00\xff\xff\xff\xffLZFu\x00\x00\x00\x00" + strings.Repeat("\xfe"+"a"+strings.Repeat("\x0c\xff", 7), 50_000))
	for _, tc := range []struct {
		name   string
		b      []byte
		err    string
		notice string
	}{
		{"sound", whole, "", ""},
		{"empty folders", compound(&node{}), "it has no properties", ""},
		{"no compound file", []byte("no compound file"), "the message is damaged", ""},
		{"without its last sector", cut, "the message is damaged", ""},
		{"recipients", msg(props{propSubject: "s"}, many...), "", "more than 10000 recipients; 2 were left out"},
		{"deep", msg(props{propSubject: "s"}, attached(0, props{}, deep)), "", "more than 20 deep"},
		{"unpacks to much", msg(props{propRtfCompressed: bomb}), "", "is damaged; as much of it"},
		{"an object", msg(props{propSubject: "s"}, attached(0, props{}, folder("__substg1.0_3701000D", 0, nil).without("__properties_version1.0"))), "", "An object of another program"},
		{"chains in a circle", circle(whole), "", "is damaged; as much of it"},
	} {
		f, err := read(Read, tc.b)
		if tc.err == "" && err != nil || tc.err != "" && (err == nil || !strings.Contains(err.Error(), tc.err)) {
			t.Errorf("%s: error %v, want %q", tc.name, err, tc.err)
		}
		if got := fmt.Sprint(f.Notices); !strings.Contains(got, tc.notice) || tc.notice == "" && len(f.Notices) > 0 {
			t.Errorf("%s: %s, want %q", tc.name, got, tc.notice)
		}
	}
}

func TestObject(t *testing.T) {
	object := func(streams ...*node) []byte {
		return msg(props{propSubject: "s"}, attached(0, props{propAttachMethod: 6}, &node{name: "__substg1.0_3701000D", kids: streams}))
	}
	for _, tc := range []struct {
		name string
		b    []byte
		want string
	}{
		{"as it is", object(stream("CONTENTS", []byte("%PDF-1.4"))), "part attachment-1.pdf, 8 bytes\n"},
		{"packed", object(stream("\x01Ole10Native", []byte("\x40\x00\x00\x00\x02\x00list.csv\x00C:\\list.csv\x00\x00\x00\x03\x00\x02\x00\x00\x00x\x00\x04\x00\x00\x00a,b\n\x00"))), "part list.csv, 4 bytes\n"},
		{"packed and cut", object(stream("\x01Ole10Native", []byte("\x40\x00\x00\x00\x02\x00a\x00b\x00\x00\x00\x03\x00\xff\xff\xff\xff"))), "[object] An object of another program is embedded in the message and was not taken out of it.\n"},
		{"a picture of it alone", object(stream("\x02OlePres000", []byte("x"))), "[object] An object of another program is embedded in the message and was not taken out of it.\n"},
	} {
		f, err := read(Read, tc.b)
		if err != nil || !strings.HasSuffix(f.show(), "page \n"+tc.want) {
			t.Errorf("%s: %v %s, want %s", tc.name, err, f.show(), tc.want)
		}
	}
}

func (n *node) without(name string) *node {
	var kept []*node
	for _, k := range n.kids {
		if k.name != name {
			kept = append(kept, k)
		}
	}
	n.kids = append(kept, stream("OTHER", []byte("x")))
	return n
}

// circle says that a long stream is 2 GiB long and leads back to its first sector.
func circle(b []byte) []byte {
	b = bytes.Clone(b)
	size := []byte{0x20, 0x4e, 0, 0} // 20000 bytes
	at := bytes.Index(b, size)
	for !bytes.HasPrefix(b[at-120:], []byte("_\x00_\x00s\x00")) {
		at += 1 + bytes.Index(b[at+1:], size)
	}
	copy(b[at:], "\x00\x00\x00\x80")
	fat := len(b) - 512
	first := int(b[at-4])
	last := first + 20000/512
	b[fat+4*last], b[fat+4*last+1], b[fat+4*last+2], b[fat+4*last+3] = byte(first), 0, 0, 0
	return b
}

func FuzzRead(f *testing.F) {
	f.Add(msg(props{propSubject: "s", propBody: "b"}, recipient(0, props{propRecipientType: 1, propDisplayName: "a"}), attached(0, props{propAttachData: []byte("x"), propAttachFilename: "x"})))
	f.Add(msg(props{propSubject: text8Value("s"), propMessageCodepage: 932}, attached(0, props{}, nested(props{propBody: "b"}))))
	f.Fuzz(func(t *testing.T, b []byte) {
		f, err := read(Read, b)
		if err == nil && len(f.Pages) != 1 {
			t.Errorf("%d pages", len(f.Pages))
		}
	})
}
