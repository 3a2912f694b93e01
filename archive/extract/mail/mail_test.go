package mail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
)

// found is a message as read: its text, and its parts with their bytes.
type found struct {
	record.Recorder
	text  string
	parts []string // name + ": " + bytes
}

// keepParts keeps the bytes of parts.
func (f *found) keepParts() {
	f.Body = func(name string, body io.Reader) error {
		b, err := io.ReadAll(body)
		f.parts = append(f.parts, name+": "+string(b))
		return err
	}
}

func read(b string) (f *found, err error) {
	f = &found{}
	f.keepParts()
	err = Read(strings.NewReader(b), int64(len(b)), &f.Recorder)
	if len(f.Pages) > 0 {
		f.text = f.Pages[0].Text
	}
	return f, err
}

func TestHead(t *testing.T) {
	f, err := read("Received: from mx\r\nFrom: =?utf-8?q?Ren=C3=A9e?= <renee@example.gov>\r\nTo: A <a@b.c>,\r\n\tB <b@b.c>\r\nTo: c@b.c\r\n" +
		"Cc: d@b.c\r\nDate: Tue, 20 Jan 2015 13:59:00 CST\r\nSubject: =?iso-8859-1?Q?F=FCr?= =?iso-8859-1?Q?_Sie?=\r\nMessage-ID: <1@x>\r\n\r\nPlease see below.\r\n")
	if err != nil {
		t.Fatal(err)
	}
	want := archive.Mail{
		From: "Renée <renee@example.gov>", To: "A <a@b.c>, B <b@b.c>, c@b.c", Cc: "d@b.c",
		Date: "2015-01-20T13:59:00-06:00", Subject: "Für Sie", MessageID: "1@x",
	}
	if diff := cmp.Diff(want, *f.MailIt); diff != "" {
		t.Error(diff)
	}
	if f.text != "Please see below." {
		t.Errorf("text = %q", f.text)
	}
}

func TestDate(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"Tue, 20 Jan 2015 13:59:00 -0600", "2015-01-20T13:59:00-06:00"},
		{"Tue, 20 Jan 2015 13:59:00 CST", "2015-01-20T13:59:00-06:00"},
		{"Tue, 20 Jan 2015 13:59:00 EST", "2015-01-20T13:59:00-05:00"},
		{"Tue, 21 Jul 2015 13:59:00 EDT", "2015-07-21T13:59:00-04:00"},
		{"Tue, 21 Jul 2015 13:59:00 PDT", "2015-07-21T13:59:00-07:00"},
		{"Tue, 20 Jan 2015 13:59:00 GMT", "2015-01-20T13:59:00Z"},
		{"Tue, 20 Jan 2015 13:59:00 GMT-0500", "2015-01-20T13:59:00-05:00"},
		{"Tue, 20 Jan 2015 13:59:00 XYZ", "2015-01-20T13:59:00Z"},
		{"Tue, 20 Jan 2015 13:59:00 -0500 (EST)", "2015-01-20T13:59:00-05:00"},
		{"Tue, 20 Jan 2015 13:59:00 -0000", "2015-01-20T13:59:00Z"},
		{"20 Jan 15 13:59 EST", "2015-01-20T13:59:00-05:00"},
		{"Tue, 20 Jan 2015 13:59:00", "2015-01-20T13:59:00Z"},
		{"Tue Jan 20 13:59:00 2015", "2015-01-20T13:59:00Z"},
		{"2015-01-20T13:59:00-05:00", "2015-01-20T13:59:00-05:00"},
		{"some day", ""},
		{"", ""},
		{"Tue, 20 Jan 0001 13:59:00 -0600", ""},
	} {
		if got := date(tc.in); got != tc.want {
			t.Errorf("date(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}

func TestField(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"plain", "plain"},
		{"=?utf-8?b?UsOpc3Vtw6k=?=", "Résumé"},
		{"=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"},
		{"=?big5?B?pKSk5Q==?=", "中文"},
		{"=?no-such-charset?q?caf=E9?= and =?utf-8?q?caf=C3=A9?=", "café and café"},
		{"caf\xe9 is where we sat, d\xe9j\xe0 vu", "café is where we sat, déjà vu"},
		{"a\x00b\tc", "a b c"},
		{"=?utf-8?q?broken", "=?utf-8?q?broken"},
	} {
		if got := field(tc.in); got != tc.want {
			t.Errorf("field(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}

// multi is a message of parts, each with its head.
func multi(kind string, parts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "From: a@b.c\nSubject: x\nContent-Type: multipart/%s; boundary=\"sep\"\n\npreamble\n", kind)
	for _, p := range parts {
		b.WriteString("--sep\n" + p + "\n")
	}
	b.WriteString("--sep--\n")
	return b.String()
}

func TestParts(t *testing.T) {
	pdf := "Content-Type: application/pdf; name=\"a b.pdf\"\nContent-Disposition: attachment; filename=\"a b.pdf\"\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("%PDF-1.4"))
	for _, tc := range []struct {
		name, file, text string
		parts            []string
	}{
		{"plain preferred", multi("alternative", "Content-Type: text/plain\n\nplain", "Content-Type: text/html\n\n<p>html"), "plain", nil},
		{"HTML where plain is empty", multi("alternative", "Content-Type: text/plain\n\n", "Content-Type: text/html\n\n<p>one<script>x()</script><p>two <a href=y>link</a>"), "one\n\ntwo link", nil},
		{"second and later texts kept", multi("mixed", "\none", "Content-Type: text/plain\n\ntwo", "Content-Type: text/html\n\n<b>three</b>"), "one\n\ntwo\n\nthree", nil},
		{"attachment", multi("mixed", "\nsee file", pdf), "see file", []string{"a b.pdf: %PDF-1.4"}},
		{"attached text keeps its bytes", multi("mixed", "\nsee file", "Content-Type: text/csv; charset=iso-8859-1; name=a.csv\nContent-Transfer-Encoding: quoted-printable\n\ncaf=E9"), "see file", []string{"a.csv: caf\xe9"}},
		{"name in RFC 2047", multi("mixed", "Content-Disposition: attachment; filename=\"=?utf-8?q?R=C3=A9sum=C3=A9.txt?=\"\n\nx"), "", []string{"Résumé.txt: x"}},
		{"name in RFC 2231", multi("mixed", "Content-Disposition: attachment; filename*=utf-8''R%C3%A9sum%C3%A9.txt\n\nx"), "", []string{"Résumé.txt: x"}},
		{"name in RFC 2231 pieces", multi("mixed", "Content-Disposition: attachment; filename*0=\"long \"; filename*1=\"name.txt\"\n\nx"), "", []string{"long name.txt: x"}},
		{"picture without a name", multi("related", "\ntext", "Content-Type: image/gif\nContent-ID: <1>\n\nGIF89a"), "text", []string{"attachment-1.gif: GIF89a"}},
		{"inline picture", multi("mixed", "\ntext", "Content-Type: image/gif; name=dog.gif\nContent-Disposition: inline\n\nGIF89a"), "text", []string{"dog.gif: GIF89a"}},
		{"forwarded message", multi("mixed", "\nfyi", "Content-Type: message/rfc822\n\nSubject: Re: the log / 2014\nFrom: q@r.s\n\nhello"), "fyi", []string{"Re: the log - 2014.eml: Subject: Re: the log / 2014\nFrom: q@r.s\n\nhello"}},
		{"digest", multi("digest", "\nSubject: one\n\n1", "\nSubject: two\n\n2"), "", []string{"one.eml: Subject: one\n\n1", "two.eml: Subject: two\n\n2"}},
		{"broken base64", multi("mixed", "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSGVsbG8gd29y*bGQ"), "Hello world", nil},
		{"base64 that is none", multi("mixed", "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n((( )))"), "((( )))", nil},
		{"charset", multi("mixed", "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n8NLJ18XU"), "Привет", nil},
		{"no charset", "Subject: x\nFrom: a\n\nd\xe9j\xe0 vu, caf\xe9", "déjà vu, café", nil},
		{"charset us-ascii that is not", "Subject: x\nContent-Type: text/plain; charset=us-ascii\n\nd\xc3\xa9j\xc3\xa0 vu", "déjà vu", nil},
		{"quoted-printable", "Subject: x\nContent-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n\nso=\nft =C3=A9 100=% a=3Db \nx", "soft é 100=% a=b\nx", nil},
		{"no part where parts are announced", "Subject: x\nContent-Type: multipart/mixed; boundary=q\n\nHi there", "Hi there", nil},
		{"white space before the head", "\r\n From: a@b.c\r\nSubject: x\r\n\r\nbody", "body", nil},
		{"From_ line", "From a@b.c Tue Jan 20 13:59:00 2015\nSubject: x\n\nbody", "body", nil},
		{"carriage returns alone", "Subject: x\rFrom: a\r\rbody\rmore", "body\nmore", nil},
		{"never closed", "Subject: x\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nbody", "body", nil},
		{"calendar", multi("alternative", "\ntext", "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nEND:VCALENDAR"), "text", []string{"attachment-1.ics: BEGIN:VCALENDAR\nEND:VCALENDAR"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f, err := read(tc.file)
			if err != nil {
				t.Fatal(err)
			}
			if f.text != tc.text {
				t.Errorf("text = %q, want %q", f.text, tc.text)
			}
			if diff := cmp.Diff(tc.parts, f.parts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	var flat, deep strings.Builder
	flat.WriteString("Subject: flat\nContent-Type: multipart/mixed; boundary=b\n\n")
	for range 100_000 {
		flat.WriteString("--b\n\n\n")
	}
	deep.WriteString("Subject: deep\n")
	for i := range 3000 {
		fmt.Fprintf(&deep, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	deep.WriteString("\nhi\n")
	for _, tc := range []struct{ file, subject, notice string }{
		{flat.String(), "flat", "more than 5000 parts"},
		{deep.String(), "deep", "more than 50 deep"},
		{"Subject: long\nTo: " + strings.Repeat("a@b.c,\n ", 1_500_000) + "d\n\nhi\n", "long", "longer than 1 MiB"},
	} {
		f, err := read(tc.file)
		if err != nil || f.MailIt == nil || f.MailIt.Subject != tc.subject {
			t.Errorf("%s: %v, %+v", tc.subject, err, f.MailIt)
		}
		if len(f.Notices) != 1 || !strings.Contains(f.Notices[0].Text, tc.notice) {
			t.Errorf("%s: notices %+v", tc.subject, f.Notices)
		}
		if !strings.HasSuffix(f.text, "hi") && tc.subject != "flat" {
			t.Errorf("%s: the text is lost: %.40q", tc.subject, f.text)
		}
	}
	if _, err := read(""); err == nil {
		t.Error("no error for an empty mail")
	}
}

func TestReadMailbox(t *testing.T) {
	const sep = "From a@b.c Tue Jan 20 13:59:00 2015\n"
	for _, tc := range []struct {
		name, file string
		want       []string
		err        string
	}{
		{"two", sep + "Subject: one\n\n1\n\n" + sep + "Subject: two\n\n2\n", []string{"one.eml: Subject: one\n\n1\n", "two.eml: Subject: two\n\n2\n"}, ""},
		{"quoted lines", sep + "Subject: one\n\n>From here\n>>From there\n> From nowhere\n", []string{"one.eml: Subject: one\n\nFrom here\n>From there\n> From nowhere\n"}, ""},
		{"no empty line before it", sep + "Subject: one\n\n1\n" + sep + "2\n", []string{"one.eml: Subject: one\n\n1\n" + sep + "2\n"}, ""},
		{"From in the text", sep + "Subject: one\n\nDear\n\nFrom now on, no more.\n", []string{"one.eml: Subject: one\n\nDear\n\nFrom now on, no more.\n"}, ""},
		{"CRLF", strings.ReplaceAll(sep+"Subject: one\n\n1\n\n"+sep+"Subject: two\n\n2", "\n", "\r\n"), []string{"one.eml: Subject: one\r\n\r\n1\r\n", "two.eml: Subject: two\r\n\r\n2"}, ""},
		{"a long line", sep + "Subject: one\n\n" + strings.Repeat("x", 200_000) + "\n\n" + sep + "Subject: two\n\n2", []string{"one.eml: Subject: one\n\n" + strings.Repeat("x", 200_000) + "\n", "two.eml: Subject: two\n\n2"}, ""},
		{"a long separator", strings.TrimSuffix(sep, "\n") + strings.Repeat(" ", 200_000) + "\nSubject: one\n\n1", []string{"one.eml: Subject: one\n\n1"}, ""},
		{"none", "Subject: one\n\n1", nil, "the mailbox holds no message"},
		{"empty", "", nil, "the mailbox holds no message"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var f found
			f.keepParts()
			err := ReadMailbox(strings.NewReader(tc.file), int64(len(tc.file)), &f.Recorder)
			if fmt.Sprint(err) != tc.err && (err != nil || tc.err != "") {
				t.Errorf("error = %v, want %q", err, tc.err)
			}
			if diff := cmp.Diff(tc.want, f.parts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTransfer(t *testing.T) {
	long := strings.Repeat("=41", 50_000)
	for _, tc := range []struct {
		encoding, in, want string
		sound              bool
	}{
		{"base64", "SGVsbG8=", "Hello", true},
		{"Base64; x", "SGVs\r\nbG8=\n", "Hello", true},
		{"base64", "SGVsbG8", "Hello", true},
		{"base64", "SGVsbG8=SGVsbG8=", "HelloHello", true},
		{"base64", "SGVsbG8=A", "Hello", false},
		{"base64", "", "", true},
		{"base64", "Dear all, this is no base64.", "Dear all, this is no base64.", false},
		{"base64", strings.Repeat("SGVsbG8h", 20_000), strings.Repeat("Hello!", 20_000), true},
		{"quoted-printable", "a=3Db=\r\nc \r\nd", "a=bc\r\nd", true},
		{"quoted-printable", "100=% of it", "100=% of it", false},
		{"quoted-printable", long, strings.Repeat("A", 50_000), true}, // in one line, longer than any buffer
		{"8bit", "caf\xe9", "caf\xe9", true},
	} {
		r := decode(io.NewSectionReader(strings.NewReader(tc.in), 0, int64(len(tc.in))), tc.encoding)
		got, err := io.ReadAll(r)
		if string(got) != tc.want || r.sound != tc.sound || err != nil {
			t.Errorf("%s %.40q: %.40q, %v, %v", tc.encoding, tc.in, got, r.sound, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Subject: x\n\nbody"))
	f.Add([]byte(multi("alternative", "Content-Type: text/plain\n\nplain", "Content-Type: text/html\n\n<p>html")))
	f.Add([]byte(multi("mixed", "Content-Type: message/rfc822\n\nSubject: y\n\nz", "Content-Transfer-Encoding: base64\n\n!!!!")))
	f.Add([]byte("From a\n\n--\n"))
	f.Add([]byte("From a Tue Jan 20 13:59:00 2015\nSubject: x\n\n>From b\n\nFrom a Tue Jan 20 13:59:00 2015\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var rec record.Recorder
		if err := Read(bytes.NewReader(b), int64(len(b)), &rec); err == nil && rec.MailIt == nil {
			t.Error("no error and no head")
		}
		var box record.Recorder
		if err := ReadMailbox(bytes.NewReader(b), int64(len(b)), &box); err == nil && len(box.Parts) == 0 {
			t.Error("no error and no message")
		}
	})
}
