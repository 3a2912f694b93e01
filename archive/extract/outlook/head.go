package outlook

import (
	"cmp"
	"mime"
	"strings"
	"time"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/extract/mail"
)

// An address is a person in a message.
type address struct {
	name string
	smtp string // "" where only an address of Exchange is known
}

// String prints an address as mail has it: "J. Doe <jd@example.gov>".
func (a address) String() string { return a.print(func(s string) string { return s }) }

// encoded prints an address for a header (RFC 2047).
func (a address) encoded() string {
	return a.print(func(s string) string { return mime.QEncoding.Encode("utf-8", s) })
}

func (a address) print(encode func(string) string) string {
	name := strings.Trim(a.name, "' ")
	switch {
	case a.smtp == "":
		return quoted(name, encode)
	case name == "" || strings.EqualFold(name, a.smtp):
		return a.smtp
	}
	return quoted(name, encode) + " <" + a.smtp + ">"
}

func quoted(name string, encode func(string) string) string {
	if e := encode(name); e != name {
		return e
	}
	if strings.ContainsAny(name, `,;<>@"()`) {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
	}
	return name
}

// A list is a line of recipients.
type list []address

func (l list) print(one func(address) string) string {
	all := make([]string, len(l))
	for i, a := range l {
		all[i] = one(a)
	}
	return strings.Join(all, ", ")
}

// person reads the address in these properties: an SMTP address is stated
// apart, or is the address itself where it is of that type.
func (p properties) person(nameID, smtp, kind, email uint16) address {
	a := address{name: p.line(nameID), smtp: p.line(smtp)}
	if e := p.line(email); a.smtp == "" && (strings.EqualFold(p.line(kind), "SMTP") || strings.Contains(e, "@") && !strings.HasPrefix(e, "/")) {
		a.smtp = e
	}
	if a.smtp == "" && a.name == "" {
		a.name = p.line(email)
	}
	return a
}

// sender returns who wrote the message, and who sent it for them where that is another.
func (m *message) sender() (author, sender address) {
	author = m.person(propRepresentingName, propRepresentingSMTP, propRepresentingType, propRepresentingEmail)
	sender = m.person(propSenderName, propSenderSMTP, propSenderType, propSenderEmail)
	same := strings.EqualFold(author.name, sender.name) || author.smtp != "" && strings.EqualFold(author.smtp, sender.smtp) ||
		m.line(propRepresentingEmail) != "" && strings.EqualFold(m.line(propRepresentingEmail), m.line(propSenderEmail))
	switch {
	case author == address{}:
		return sender, address{}
	case same:
		author.smtp = cmp.Or(author.smtp, sender.smtp)
		return author, address{}
	}
	return author, sender
}

// The kinds of recipients ([MS-OXOMSG], 2.2.3.1).
const (
	kindTo  = 1
	kindCc  = 2
	kindBcc = 3
)

// to returns the recipients of a kind.
func (m *message) to(kind int) list {
	var l list
	for _, p := range m.recipients {
		if p.long(propRecipientType)&0xf != kind {
			continue
		}
		a := p.person(propDisplayName, propSMTPAddress, propAddressType, propEmailAddress)
		a.name = cmp.Or(a.name, p.line(propRecipientDisplayName))
		if a != (address{}) {
			l = append(l, a)
		}
	}
	return l
}

// recipientsOf prints the recipients of a kind; where there is no list of
// them, as the message shows them.
func (m *message) recipientsOf(kind int, shown uint16) string {
	return cmp.Or(m.to(kind).print(address.String), strings.ReplaceAll(m.line(shown), "; ", ", "))
}

// travelled reads the head that the message had on its way, where it had one.
func (m *message) travelled() archive.Mail {
	h := m.transport()
	if h == "" {
		return archive.Mail{}
	}
	return mail.Head([]byte(h))
}

// transport returns the head of the message as it travelled. Exchange puts a
// line of its own before it.
func (m *message) transport() string {
	h := strings.TrimLeft(m.text(propTransportHeaders), "\r\n\t ")
	if first, rest, ok := strings.Cut(h, "\n"); ok && strings.HasPrefix(first, "Microsoft Mail Internet Headers") {
		return rest
	}
	return h
}

func (m *message) from() string {
	author, _ := m.sender()
	return author.String()
}

// subject returns the subject. Where \x01 begins it, the next character says
// how long its "Re: " is ([MS-OXCMSG], 2.2.1.46) and is no part of it.
func (m *message) subject() string {
	s := m.text(propSubject)
	if rest, ok := strings.CutPrefix(s, "\x01"); ok {
		_, n := utf8.DecodeRuneInString(rest)
		s = rest[n:]
	}
	return cmp.Or(oneLine(s), m.line(propNormalizedSubject))
}

// head returns the head of a mail. The date is as it travelled, which has the
// sender's offset, else when it was sent, else when it came.
func (m *message) head() archive.Mail {
	h := m.travelled()
	author, _ := m.sender()
	if from := author.String(); from != "" && (author.smtp != "" || h.From == "") {
		h.From = from
	}
	h.To = cmp.Or(m.recipientsOf(kindTo, propDisplayTo), h.To)
	h.Cc = cmp.Or(m.recipientsOf(kindCc, propDisplayCc), h.Cc)
	h.Date = cmp.Or(h.Date, printed(m.time(propClientSubmitTime)), printed(m.time(propDeliveryTime)))
	h.Subject = cmp.Or(m.subject(), h.Subject)
	h.Bcc = cmp.Or(m.recipientsOf(kindBcc, propDisplayBcc), h.Bcc)
	if len(h.References) == 0 {
		h.References = mail.References(m.line(propReferences), m.line(propInReplyTo))
	}
	h.MessageID = cmp.Or(strings.Trim(m.line(propMessageID), "<> "), h.MessageID)
	return h
}

func printed(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
