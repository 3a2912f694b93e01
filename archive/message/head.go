package message

import (
	"strings"

	"readingroom/archive"
)

// A head is what stands above a message.
type head struct {
	begin, end int // its rows
	form       string
	values     [otherField]string
	withheld   [otherField]bool
	introduced bool // "-----Original Message-----" stands before it
	quoted     int  // the marks of quoting before it
	columns    bool // its values stand in a column of their own
	confidence float64
}

func (h *head) set(f field, v string) {
	if f < otherField {
		h.values[f], h.withheld[f] = value(v)
	}
}

// value tidies what was written; what an exemption stands for is left out.
func value(v string) (string, bool) {
	withheld := strings.Contains(v, hidden)
	if withheld {
		v = strings.NewReplacer("<"+hidden+">", "", "< "+hidden+" >", "", "<"+hidden, "", "["+hidden+"]", "", hidden, "").Replace(v)
		v = strings.Trim(v, " ;,")
	}
	return line(v), withheld
}

// fieldNames are the fields as their withholding is told.
var fieldNames = [otherField]string{"", "from", "to", "cc", "bcc", "sent", "subject", "attachments", "importance"}

func (h *head) message() archive.Message {
	v := h.values
	m := archive.Message{
		From: v[fromField], To: v[toField], Cc: v[ccField], Bcc: v[bccField], Sent: v[dateField], Date: Date(v[dateField]), Subject: v[subjectField],
		Attachments: v[attachmentsField], Importance: v[importanceField], Form: h.form, Confidence: h.confidence,
	}
	for f, w := range h.withheld {
		if w {
			m.Withheld = append(m.Withheld, fieldNames[f])
		}
	}
	return m
}

// A parser finds heads among rows.
type parser struct{ rows []row }

// maxHead is how many rows a head may take: lists of recipients are long.
const maxHead = 120

// head reads the head that begins at a row.
func (p parser) head(at int) (head, bool) {
	if p.rows[at].blank() {
		return head{}, false
	}
	text := strings.TrimLeft(p.rows[at].text, " ")
	if rest, next, ok := p.introduced(at); ok {
		if h, ok := p.after(at, next, rest); ok {
			return h, true
		}
	}
	if h, ok := p.labelled(at, "", false); ok {
		return h, true
	}
	switch {
	case strings.HasPrefix(text, "On ") || strings.HasPrefix(text, "At ") || strings.HasPrefix(text, "In a message dated") || strings.Contains(text, "wrote"):
		return p.wrote(at)
	case strings.HasPrefix(text, ">>>"):
		return p.groupWise(at)
	}
	if h, ok := p.gmail(at); ok {
		return h, true
	}
	return p.lotus(at)
}

// introduction is what mail programs write above a message they quote.
var introduction = once(`^[-_—–=\s*•>~.'"]*(?:(?i:original message|original appointment|forwarded message|forwarded by .{2,120}?\d{4}.{0,20}|reply message|begin forwarded message|start of forwarded message|mensaje original|mensaje reenviado|message d'origine|ursprüngliche nachricht))[-_—–=\s*:>.]*`)

// introduced reports whether a row introduces a quoted message; rest is what is
// glued to it.
func (p parser) introduced(at int) (rest string, next int, ok bool) {
	text := p.rows[at].text
	if len(text) > 2000 {
		return "", 0, false
	}
	m := introduction().FindString(text)
	if m == "" {
		return "", 0, false
	}
	rest = strings.TrimSpace(text[len(m):])
	if rest != "" {
		if l, _, ok := labelAt(rest); !ok || l.strength < blurry {
			// a date stamped beside it
			return "", at + 1, Date(rest) != ""
		}
	}
	return rest, at + 1, true
}

// after reads the head that follows an introduction, glued to it or within a
// few rows.
func (p parser) after(at, next int, rest string) (head, bool) {
	begin := at
	if rest == "" {
		for n := 0; ; next++ {
			if next >= len(p.rows) || n > 3 {
				return head{}, false
			}
			if p.rows[next].furniture {
				continue
			}
			if !p.rows[next].blank() {
				break
			}
			n++
		}
		at = next
	}
	h, ok := p.labelled(at, rest, true)
	if !ok && rest == "" {
		if h, ok = p.wrote(at); !ok {
			h, ok = p.lotus(at)
		}
	}
	h.begin, h.introduced = begin, true
	return h, ok
}

// A part is a label with its value.
type part struct {
	label
	value string
	row   int
	wide  int // how long the row is
}

// labelled reads a head of labels that begins at a row; text stands for that
// row where only a piece of it is meant.
func (p parser) labelled(at int, text string, introduced bool) (head, bool) {
	g := gathering{parser: p, column: -1}
	if text == "" {
		text = p.rows[at].text
	}
	l, v, ok := labelAt(text)
	if !ok || l.field == otherField && !introduced || l.field == dateField && !introduced && !hasTime(v) && v != "" || l.strength < strong && !p.opens(at, l, v) {
		return head{}, false
	}
	g.take(text, at)
	g.end = at + 1
	g.run(at + 1)
	return g.head(at, introduced)
}

// opens reports whether a doubtful label may begin a head: the next row has a
// label too, and one of the two is a date.
func (p parser) opens(at int, l label, v string) bool {
	if l.field != fromField && l.field != dateField {
		return false
	}
	for i := at + 1; i < len(p.rows) && i < at+5; i++ {
		if p.rows[i].blank() {
			continue
		}
		next, nv, ok := labelAt(p.rows[i].text)
		if !ok {
			if v == "" && i == at+1 { // the value of a label that stands alone
				continue
			}
			return false
		}
		return next.strength == strong || next.field == dateField && Date(nv) != "" || l.field == dateField && Date(v) != ""
	}
	return false
}
