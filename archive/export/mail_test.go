package export

import (
	"bytes"
	"io"
	"net/mail"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jhillyerd/enmime/v2"

	"readingroom/archive"
)

func TestAddresses(t *testing.T) {
	for line, want := range map[string]string{
		"":                                   "",
		"a@b.example":                        "<a@b.example>",
		"Ann Lee <a@b.example>, c@d.example": "\"Ann Lee\" <a@b.example>,\r\n <c@d.example>",
		"Doña Ana <d@a.example>":             "=?utf-8?q?Do=C3=B1a_Ana?= <d@a.example>",
		"Smith, John (ERO); Press Desk <p@i.example>": "\"Smith, John (ERO)\":;,\r\n \"Press Desk\" <p@i.example>",
		"a\r\nBcc: x@y.example":                       `"a Bcc: x@y.example":;`,
	} {
		if got := addresses(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func sent(t testing.TB, m Message) []byte {
	t.Helper()
	var b bytes.Buffer
	check(t, m.Write(&b))
	return b.Bytes()
}

func TestAMadeMessageIsReadAsOne(t *testing.T) {
	attached := bytes.Repeat([]byte{0, 1, 2, 250, '\n'}, 1000)
	b := sent(t, Message{
		Mail: archive.Mail{
			From: "Smith, John", To: "Ann Lee <ann@ice.example>", Date: "2017-03-21T16:04:00-05:00",
			Subject: "Doña Ana\r\nBcc: x@y.example " + strings.Repeat("and more ", 30), MessageID: "<1@ice.example>",
		},
		Text: "Dear Ann,\n\n.\nFrom here — é\n" + strings.Repeat("long ", 100), Made: "Made from “a.msg”.", Boundary: "=_0123",
		Attachments: []Attachment{
			{"Liste é.xlsx", "application/zip", func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(attached)), nil }},
			{"\"../x\r\n\"", "message/rfc822", func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("From: a")), nil }},
		},
	})
	for i, line := range bytes.Split(b, []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("line %d: %q", i+1, line)
		}
	}
	e, err := enmime.ReadEnvelope(bytes.NewReader(b))
	check(t, err)
	if e.GetHeader("Bcc") != "" || !strings.HasPrefix(e.GetHeader("Subject"), "Doña Ana Bcc: x@y.example and more") || e.GetHeader("Message-ID") != "<1@ice.example>" {
		t.Errorf("%v", e.GetHeaderKeys())
	}
	if !strings.HasPrefix(e.Text, "[Made from “a.msg”.]") || !strings.Contains(strings.ReplaceAll(e.Text, "\r\n", "\n"), "\n.\nFrom here — é\nlong long") || e.GetHeader("Comments") != "Made from “a.msg”." {
		t.Errorf("%q %q", e.Text, e.GetHeader("Comments"))
	}
	if len(e.Attachments) != 2 || e.Attachments[0].FileName != "Liste é.xlsx" || !bytes.Equal(e.Attachments[0].Content, attached) || string(e.Attachments[1].Content) != "From: a" {
		t.Fatalf("%d attachments", len(e.Attachments))
	}
	m, err := mail.ReadMessage(bytes.NewReader(b))
	check(t, err)
	if d, err := m.Header.Date(); err != nil || d.Format("2006-01-02 15:04 -0700") != "2017-03-21 16:04 -0500" {
		t.Error(d, err)
	}
	to, err := m.Header.AddressList("To")
	check(t, err)
	if d := cmp.Diff([]*mail.Address{{Name: "Ann Lee", Address: "ann@ice.example"}}, to); d != "" {
		t.Error(d)
	}
}

func TestADateWithoutAZone(t *testing.T) {
	for date, want := range map[string]string{
		"2017-04-06T16:05:00-00:00": "Date: Thu, 6 Apr 2017 16:05:00 -0000\r\n", "2017-04-06T16:05:00Z": "Date: Thu, 6 Apr 2017 16:05:00 +0000\r\n",
		"2017-04-06": "", "": "",
	} {
		b := string(sent(t, Message{Mail: archive.Mail{Date: date}, Made: "Made.", Boundary: "=_0"}))
		if want != "" && !strings.Contains(b, want) || want == "" && strings.Contains(b, "Date:") {
			t.Errorf("%s: %.200q", date, b)
		}
	}
}

func FuzzMessage(f *testing.F) {
	f.Add("Smith, John", "Hello", "text", "<1@x>")
	f.Fuzz(func(t *testing.T, from, subject, text, id string) {
		b := sent(t, Message{Mail: archive.Mail{From: from, To: from, Subject: subject, MessageID: id}, Text: text, Made: "Made.", Boundary: "=_0"})
		m, err := mail.ReadMessage(bytes.NewReader(b))
		check(t, err)
		for name := range m.Header {
			switch name {
			case "Comments", "From", "To", "Subject", "Message-Id", "Mime-Version", "Content-Type":
			default:
				t.Errorf("the head has the field %q", name)
			}
		}
	})
}
