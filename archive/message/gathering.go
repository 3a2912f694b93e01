package message

import "strings"

// A gathering collects the labels and values of a head.
type gathering struct {
	parser
	parts  []part
	seen   [otherField + 1]bool
	column int    // where values stand, or -1
	broken bool   // a page ended since the last label
	above  string // of a value that a label stands beside the middle of
	end    int
	done   bool
}

// inline are labels within a row: several stand in one where lines were joined.
var inline = once(`(?:Sent|SENT|Date|DATE|To|TO|Cc|CC|Bcc|BCC|Subject|SUBJECT|Attachments|Importance|From|FROM) ?:`)

// take takes a row that begins with a label, and those that are joined to it.
func (g *gathering) take(text string, at int) {
	l, v, ok := labelAt(text)
	if !ok {
		return
	}
	rest := ""
	if l.strength == strong {
		for _, m := range inline().FindAllStringIndex(v, -1) {
			next, _, ok := labelAt(v[m[0]:])
			if !ok || g.seen[next.field] || next.field == l.field || len(g.parts) > 0 && l.field == subjectField {
				continue
			}
			if m[0] > 0 && v[m[0]-1] != ' ' && !glued(v[:m[0]]) {
				continue
			}
			v, rest = v[:m[0]], v[m[0]:]
			break
		}
	}
	indent := len(text) - len(strings.TrimLeft(text, " "))
	if l.spaced && v != "" {
		if c := strings.Index(text[indent:], v); c > 0 {
			g.column = len([]rune(text[:indent+c]))
		}
	}
	if v == "" {
		v = g.above
	}
	g.above = ""
	g.parts = append(g.parts, part{label: l, value: v, row: at, wide: len(text)})
	g.seen[l.field] = g.seen[l.field] || l.field != otherField
	if rest != "" {
		g.take(rest, at)
	}
}

// glued reports whether a label may follow a text without a blank: "…]Sent:".
func glued(before string) bool {
	c := before[len(before)-1]
	return strings.IndexByte(")]>;.,'\"", c) >= 0 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == 'M' || strings.HasSuffix(before, hidden)
}

// run goes through the rows after the first.
func (g *gathering) run(at int) {
	blanks := 0
	for i := at; i < len(g.rows) && i < at+maxHead && !g.done; i++ {
		r := g.rows[i]
		if g.broken = g.broken || r.furniture || r.page != g.rows[i-1].page; r.furniture {
			continue
		}
		if r.blank() {
			if blanks++; blanks > 12 {
				return
			}
			continue
		}
		if g.broken {
			blanks = min(blanks, 1)
		} else if blanks > 6 {
			return
		}
		last := &g.parts[len(g.parts)-1]
		if l, v, ok := labelAt(r.text); ok && g.goesOn(l, v, blanks, r) {
			g.take(r.text, i)
			g.end, blanks, g.broken = i+1, 0, false
			continue
		} else if ok && l.strength == strong && l.field < otherField {
			return
		}
		switch empty := g.empty(); {
		case g.centred(i):
			g.above = strings.TrimSpace(r.text)
			continue
		case empty >= 3 && !g.filled(fromField):
			g.values(i, empty)
			return
		case last.value == "" && g.alternates() && blanks <= 1:
			last.value, last.wide = strings.TrimSpace(r.text), len(r.text)
		case (blanks == 0 || g.broken || blanks == 1 && g.comes(i)) && g.continues(last, r, i):
			last.value += " " + strings.TrimSpace(r.text)
			last.wide = len(r.text)
		default:
			return
		}
		g.end, blanks = i+1, 0
	}
}

// goesOn reports whether a label belongs to the head.
func (g *gathering) goesOn(l label, v string, blanks int, r row) bool {
	if g.seen[l.field] && l.field != otherField {
		last := g.parts[len(g.parts)-1].field // BlackBerry has a line for each
		return blanks == 0 && last == l.field && (l.field == toField || l.field == ccField) && l.strength == strong
	}
	closed := g.seen[fromField] && g.seen[dateField] && g.seen[subjectField] && (g.seen[toField] || blanks > 0 && !l.spaced)
	switch {
	case blanks > 3, blanks > 1 && closed && !l.spaced:
		return false
	case blanks > 0 && closed && l.field != attachmentsField && l.field != importanceField && l.field != ccField && l.field != bccField && !(l.spaced && l.field == otherField):
		return false
	case blanks > 0 && l.field == otherField && !l.spaced:
		return false
	}
	switch l.strength {
	case weak:
		if blanks > 0 || g.strongs() == 0 {
			return false
		}
		return l.field == dateField && Date(v) != "" || l.field == toField || l.field == ccField || l.field == subjectField || l.field == fromField
	case apart:
		return g.strongs() > 0 && (blanks == 0 || l.spaced && g.column >= 0)
	case blurry:
		return g.strongs() > 0 && (blanks == 0 || g.column >= 0)
	}
	return true
}

func (g *gathering) strongs() int {
	n := 0
	for _, p := range g.parts {
		if p.strength == strong || p.strength == blurry {
			n++
		}
	}
	return n
}

// empty counts the last labels that have no value yet.
func (g *gathering) empty() int {
	n := 0
	for i := len(g.parts) - 1; i >= 0 && strings.TrimSpace(g.parts[i].value) == ""; i-- {
		n++
	}
	return n
}

func (g *gathering) filled(f field) bool {
	for _, p := range g.parts {
		if p.field == f {
			return strings.TrimSpace(p.value) != ""
		}
	}
	return false
}

// alternates reports whether labels and values stand on rows of their own: the
// first label's value stood below it, or may.
func (g *gathering) alternates() bool {
	first := g.parts[0]
	if len(g.parts) == 1 {
		return first.value == ""
	}
	_, v, _ := labelAt(g.rows[first.row].text)
	return strings.TrimSpace(v) == ""
}

// values assigns the rows after labels that all stand first. The date, which is
// known by its form, says where a value was left out or took two rows.
func (g *gathering) values(at, empty int) {
	labels := g.parts[len(g.parts)-empty:]
	var found []string
	dateAt, last := -1, at
	blanks := 0
	for i := at; i < len(g.rows) && len(found) < empty+6; i++ {
		r := g.rows[i]
		if r.furniture {
			continue
		}
		if r.blank() {
			if blanks++; blanks > 1 && len(found) >= empty || blanks > 3 {
				break
			}
			continue
		}
		if _, _, ok := labelAt(r.text); ok && len(found) > 0 {
			break
		}
		blanks = 0
		if dateAt < 0 && Date(r.text) != "" && hasTime(r.text) {
			dateAt = len(found)
		}
		found = append(found, strings.TrimSpace(r.text))
		last = i
		if dateAt >= 0 && len(found) == empty {
			break
		}
	}
	labelAt := -1
	for i, l := range labels {
		if l.field == dateField {
			labelAt = i
		}
	}
	if dateAt < 0 || labelAt < 0 {
		return
	}
	// From the date, upward and downward.
	for i, v := labelAt, dateAt; i >= 0 && v >= 0; i, v = i-1, v-1 {
		labels[i].value = found[v]
	}
	v := dateAt + 1
	for i := labelAt + 1; i < len(labels) && v < len(found); i++ {
		labels[i].value = found[v]
		v++
		for labels[i].field == toField && v < len(found) && (strings.HasSuffix(labels[i].value, ";") || strings.HasSuffix(labels[i].value, ",")) {
			labels[i].value += " " + found[v]
			v++
		}
	}
	if n := dateAt - labelAt; n > 0 && labelAt > 0 { // a sender on two rows
		labels[0].value = strings.Join(found[:n+1], " ")
	}
	g.end, g.done = last+1, true
}

// file is a name of a file, as attachments are listed.
var file = once(`\.[A-Za-z]{2,4}(?:[;,)]|$)`)

// continues reports whether a row goes on with a value.
func (g *gathering) continues(last *part, r row, at int) bool {
	text := strings.TrimSpace(r.text)
	indent := indentOf(r.text)
	if g.column > 8 && indent >= g.column-4 && !(g.broken && last.field == subjectField) || g.comes(at) {
		return true
	}
	v := strings.TrimRight(strings.ReplaceAll(last.value, hidden, ""), " ")
	open := strings.HasSuffix(v, ";") || strings.HasSuffix(v, ",") || strings.Count(v, "<") > strings.Count(v, ">") || strings.HasSuffix(v, "[mailto:")
	switch last.field {
	case fromField:
		return strings.HasPrefix(text, "<") || strings.HasPrefix(text, "[mailto:") || open && strings.ContainsAny(text, "@>")
	case toField, ccField, bccField:
		return open || strings.HasPrefix(text, "<") || strings.Count(text, ";") > 1 && strings.Contains(v, ";") || last.wide > 60 && strings.Contains(text, "@") && !strings.HasSuffix(text, ".")
	case dateField:
		return text == "AM" || text == "PM"
	case attachmentsField:
		return open && file().MatchString(text) || v == "" && file().MatchString(text)
	case subjectField:
		return !g.broken && last.wide >= 64 && last.wide*20 >= g.widest(at)*17 && len(text) < 80 && (at+1 >= len(g.rows) || g.rows[at+1].blank())
	}
	return false
}

// centred reports whether a row is the first of two that a label stands beside
// the middle of, as programs print tables: its value is above and below it.
func (g *gathering) centred(at int) bool {
	var near [3]row // it, the label, the row below
	n := 0
	for i := at; i < len(g.rows) && i < at+6 && n < 3; i++ {
		if !g.rows[i].blank() {
			near[n] = g.rows[i]
			n++
		}
	}
	if g.column <= 8 || n < 3 {
		return false
	}
	l, v, ok := labelAt(near[1].text)
	_, _, below := labelAt(near[2].text)
	return ok && v == "" && near[0].beside(near[1]) && l.strength == strong && !g.seen[l.field] && !below && indentOf(near[0].text) >= g.column-4 && indentOf(near[2].text) >= g.column-4
}

func indentOf(text string) int {
	return len([]rune(text)) - len([]rune(strings.TrimLeft(text, " ")))
}

// comes reports whether a label that the head still lacks stands below a row,
// with nothing between that would end the head.
func (g *gathering) comes(at int) bool {
	if g.seen[dateField] && g.seen[subjectField] {
		return false
	}
	blanks := 0
	for i := at + 1; i < len(g.rows) && i < at+30; i++ {
		r := g.rows[i]
		if r.furniture {
			continue
		}
		if r.blank() {
			if blanks++; blanks > 1 {
				return false
			}
			continue
		}
		if l, _, ok := labelAt(r.text); ok && l.strength == strong {
			return l.field <= subjectField && !g.seen[l.field]
		}
	}
	return false
}

// fromOn is a sender as Lotus Notes writes it, with the date.
var fromOn = once(`^(.{2,200}?) on (\d{1,2}/\d{1,2}/\d{2,4},? .{3,20})$`)

// widest is the length of the longest row near one.
func (g *gathering) widest(at int) int {
	most := 0
	for _, r := range g.rows[max(0, at-40):min(len(g.rows), at+40)] {
		most = max(most, len(r.text))
	}
	return most
}

// reply is what begins the subject of an answer.
var reply = once(`(?i)^(?:re|fw|fwd) ?:`)

// head decides whether what was gathered is the head of a message.
func (g *gathering) head(at int, introduced bool) (head, bool) {
	h := head{begin: at, end: g.end, form: "labels", introduced: introduced, quoted: g.rows[at].quoted}
	main, sure, spaced, capitals, sent := 0, 0, 0, 0, false
	for _, p := range g.parts {
		if p.field == otherField {
			continue
		}
		if (p.field == toField || p.field == ccField) && h.values[p.field] != "" {
			p.value = h.values[p.field] + "; " + p.value
		}
		h.set(p.field, p.value)
		if p.field <= subjectField {
			main++
		}
		if p.strength == strong {
			sure++
		}
		if p.spaced {
			spaced++
		}
		if p.capitals && p.field != ccField && p.field != bccField {
			capitals++
		}
		if p.field == dateField {
			_, _, ok := labelAt(g.rows[p.row].text)
			sent = ok && strings.Contains(strings.ToLower(g.rows[p.row].text), "sent")
		}
	}
	h.columns = spaced >= 2
	if m := fromOn().FindStringSubmatch(h.values[fromField]); m != nil && h.values[dateField] == "" && Date(m[2]) != "" {
		h.values[fromField], h.values[dateField] = m[1], m[2]
		g.seen[dateField] = true
	}
	date := Date(h.values[dateField])
	timed := date != "" && strings.Contains(date, "T")
	address := strings.Contains(h.values[fromField]+h.values[toField]+h.values[ccField], "@")
	signs := introduced || sent || timed || address || reply().MatchString(h.values[subjectField])
	switch {
	case !g.seen[fromField] || !signs:
		return h, false
	case introduced && main >= 2 && (g.seen[dateField] || g.seen[subjectField] || g.seen[toField]):
	case main < 3 || sure < 1:
		return h, false
	case !g.seen[dateField]:
		// A head without a date: it needs the other three, and a mail's look.
		if !g.seen[toField] || !g.seen[subjectField] || !(address || h.withheld[fromField] || reply().MatchString(h.values[subjectField])) {
			return h, false
		}
	case capitals >= 3 && !timed && !address: // a memorandum
		return h, false
	case !sent && !timed && !address && !introduced && !h.withheld[dateField]:
		return h, false
	}
	h.confidence = .6
	for _, yes := range []bool{timed, sure >= 3, main >= 4, introduced || sent || address} {
		if yes {
			h.confidence += .1
		}
	}
	h.confidence = float64(int(h.confidence*100+.5)) / 100
	return h, true
}
