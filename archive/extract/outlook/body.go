package outlook

import (
	"bytes"
	"strings"

	"readingroom/archive/extract/internal/plain"
	"readingroom/archive/extract/internal/record"
	"readingroom/archive/extract/internal/rtf"
)

// maxHTML is how much HTML is read of one message, in bytes.
const maxHTML = 64 << 20

// body returns the text of a message.
func (m *message) body() string {
	if s := tidy(m.text(propBody)); s != "" {
		return s
	}
	if h := m.html(); h != "" {
		_, text := plain.HTML(h)
		if text = tidy(text); text != "" {
			return text
		}
	}
	if s := tidy(m.richText()); s != "" {
		return s
	}
	return tidy(m.text(propReportText)) // of what could not be delivered
}

// html returns the HTML of a message in UTF-8, "" where it has none.
func (m *message) html() string {
	v := m.byID[propHTML]
	switch {
	case v == nil:
	case v.kind == typeUnicode, v.kind == typeString8:
		return m.text(propHTML)
	case v.kind == typeBinary:
		b := v.bytes()
		b = b[:min(len(b), maxHTML)]
		page := m.long(propInternetCodepage)
		if page == 0 {
			page = m.page
		}
		return text8(b, page)
	}
	h, _ := rtf.HTML(m.unpacked())
	return h
}

// unpacked returns the rich text of a message; what is damaged is kept as far as it goes.
func (m *message) unpacked() []byte {
	v := m.byID[propRtfCompressed]
	if v == nil || v.kind != typeBinary {
		return nil
	}
	b, err := unpack(v.bytes())
	if err != nil && len(v.bytes()) > 0 {
		m.log.damaged = true
	}
	return b
}

// richText returns the rich text of a message as text.
func (m *message) richText() string {
	b := bytes.TrimRight(m.unpacked(), "\x00")
	if len(b) == 0 {
		return ""
	}
	var rec record.Recorder
	if err := rtf.Read(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
		m.log.damaged = true
		return ""
	}
	m.log.others = append(m.log.others, rec.Notices...)
	var all []string
	for _, p := range rec.Pages {
		all = append(all, p.Text)
	}
	return strings.Join(all, "\n")
}

func tidy(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Trim(strings.ReplaceAll(s, "\x00", ""), "\n")
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return s
}
