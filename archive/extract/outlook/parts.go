package outlook

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"readingroom/archive"
)

// parts gives the attachments of a message to the sink.
func (m *message) parts(s archive.Sink) error {
	return m.each(func(name, _ string, b []byte, nested *message) error {
		if nested != nil {
			w := &writer{}
			w.message(nested)
			b = w.b.Bytes()
		}
		return s.Part(name, bytes.NewReader(b))
	})
}

// each takes the attachments out of a message, one by one: a file as bytes of
// a media type that the message claims, or a message.
func (m *message) each(take func(name, mediaType string, b []byte, nested *message) error) error {
	for i, a := range m.attachments {
		m.attachments[i] = nil // its bytes are not kept
		if m.log.parts == MaxParts {
			m.log.tooMany = true
			return nil
		}
		v := a.byID[propAttachData]
		var b []byte
		var nested *message
		switch {
		case a.message != nil && m.depth >= MaxDepth:
			m.log.tooDeep = true
			continue
		case a.message != nil:
			nested = a.message()
		case a.object != nil:
			if b = a.object(); len(b) == 0 {
				m.log.objects++
				continue
			}
		case v != nil && v.kind == typeBinary:
			b = v.bytes()
		default:
			if len(m.log.elsewhere) <= maxNamed {
				m.log.elsewhere = append(m.log.elsewhere, cmp.Or(a.line(propAttachLongPathname), a.line(propAttachPathname), a.fileName(), "one without a name"))
			}
			continue
		}
		m.log.parts++
		name := a.fileName()
		switch {
		case nested != nil:
			name = nestedName(cmp.Or(nested.subject(), name))
		case name == "" && len(b) == 0:
			continue
		case name == "":
			name = fmt.Sprintf("attachment-%d%s", i+1, mimetype.Detect(b).Extension())
		}
		if err := take(name, a.line(propAttachMimeTag), b, nested); err != nil {
			return err
		}
	}
	return nil
}

// fileName returns the name an attachment claims: the long one, else the one
// of 8 and 3 letters, else as it is shown.
func (a *attachment) fileName() string {
	name := cmp.Or(a.line(propAttachLongFilename), a.line(propAttachFilename), a.line(propDisplayName))
	if ext := a.line(propAttachExtension); name != "" && path.Ext(name) == "" && strings.HasPrefix(ext, ".") {
		name += ext
	}
	return name
}

// nestedName names a message within a message by its subject.
func nestedName(subject string) string {
	name := strings.NewReplacer("/", "-", "\\", "-").Replace(cmp.Or(subject, "message"))
	if path.Ext(name) == ".eml" {
		return name
	}
	return strings.TrimSuffix(name, ".msg") + ".eml"
}
