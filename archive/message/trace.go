package message

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// A Trace is what a message is known by wherever else it stands: in another
// chain, less or more redacted, printed in another time zone, read from a scan.
type Trace struct {
	Print   string   `json:"print"` // short, of what its head says; the address of a thread is that of its first message
	Subject string   `json:"subject"`
	Answers bool     `json:"answers,omitempty"` // its subject begins with "Re:" or "Fw:"
	At      int64    `json:"at"`                // when it was sent by the clock on the wall, in minutes since 1970; 0: not known
	Zone    *int64   `json:"zone,omitempty"`    // minutes east of Greenwich, where it is written
	Sender  []string `json:"sender,omitempty"`
	People  []string `json:"people,omitempty"` // sender and recipients
	Body    Sketch   `json:"body"`
	ID      string   `json:"id,omitempty"` // the Message-ID it claims
	Refs    []string `json:"refs,omitempty"`
}

// Traces returns the traces of an item's messages, in their order. A quoted
// message whose head has no subject has that of the one it is quoted in. item is
// what tells the item from all others: it stands in the prints of messages
// whose heads say too little.
func Traces(all []Found, item string) []Trace {
	out := make([]Trace, len(all))
	topic := ""
	for i, m := range all {
		if m.Subject != "" || m.Depth == 0 {
			topic = m.Subject
		}
		out[i] = trace(m, topic, item)
	}
	return out
}

func trace(m Found, subject, item string) Trace {
	t := Trace{Subject: Subject(subject), Answers: answers().MatchString(strings.TrimSpace(subject)), Sender: people(m.From), Body: m.Body, ID: m.MessageID, Refs: m.References}
	t.People = slices.Compact(slices.Sorted(slices.Values(slices.Concat(t.Sender, people(m.To), people(m.Cc), people(m.Bcc)))))
	if at, err := time.Parse(time.RFC3339, m.Date); err == nil {
		_, zone := at.Zone()
		t.At = (at.Unix() + int64(zone)) / 60
		if !strings.HasSuffix(m.Date, "-00:00") {
			z := int64(zone / 60)
			t.Zone = &z
		}
	}
	known := fmt.Sprint(t.Subject, "\n", t.At)
	switch {
	case t.At == 0 || t.Subject == "" && len(t.Sender) == 0:
		known = fmt.Sprint(t.Subject, "\n", m.Date, "\n", t.Sender, "\n", item, "\n", m.Number)
	case len(t.Sender) > 0:
		known += "\n" + t.Sender[0]
	}
	sum := sha256.Sum256([]byte(known))
	t.Print = hex.EncodeToString(sum[:8])
	return t
}

var answers = once(`(?i)^(?:(?:re|fw|fwd|aw|wg|tr|rv|antw|sv|vs) ?(?:\[\d+\])? ?[:;] ?)+`)

// Subject writes a subject so that those of an answer and of what it answers
// are the same: without "Re:", letters and digits alone.
func Subject(s string) string {
	s = answers().ReplaceAllString(strings.TrimSpace(s), "")
	return strings.Map(func(c rune) rune {
		switch {
		case c == '0':
			return 'o'
		case c == '1' || c == '|' || c == '!':
			return 'l'
		case unicode.IsLetter(c):
			if c = unicode.ToLower(c); c == 'i' {
				return 'l' // which scans do not tell apart
			}
			return c
		case unicode.IsDigit(c):
			return c
		}
		return -1
	}, s)
}

// alike reports whether two subjects differ by no more than bad reading makes.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	most := min(len(a), len(b)) / 10
	if most == 0 || len(a) > 400 || len(b) > 400 {
		return false
	}
	return spelledLike(a, b, most)
}

var (
	address  = once(`[\w.+'=-]+ ?[@©] ?[\w-]+(?: ?\. ?[\w-]+)+`)
	bracket  = once(`[<\[(][^>\])]*[>\])]?`)
	betweens = once(`; ?|(?:>|\.[a-z]{2,6})"?, ?`)
)

// people returns what the persons of a field are known by: for each the letters
// of the name, whatever its order, and the address.
func people(s string) []string {
	if len(s) > 8000 {
		s = s[:8000]
	}
	var out []string
	parts := betweens().Split(s, -1)
	if len(parts) == 1 && strings.Count(s, ",") > 1 {
		parts = strings.Split(s, ",")
	}
	for _, p := range parts {
		for _, a := range address().FindAllString(p, -1) {
			out = append(out, strings.ToLower(strings.NewReplacer(" ", "", "©", "@").Replace(strings.Trim(a, "'"))))
		}
		name := bracket().ReplaceAllString(address().ReplaceAllString(p, " "), " ")
		name, _, _ = strings.Cut(name, "/") // of Lotus Notes: "Jane Doe/DC/USEPA/US@EPA"
		var words []string
		for w := range strings.FieldsFuncSeq(strings.ToLower(name), func(c rune) bool { return !unicode.IsLetter(c) }) {
			if len(w) > 1 || len(strings.TrimSpace(name)) == 1 {
				words = append(words, w)
			}
		}
		slices.Sort(words)
		if len(words) > 0 {
			out = append(out, strings.Join(words, " "))
		}
		if len(out) > 400 {
			break
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { // names first, which are always printed
		return cmp.Compare(strings.Count(a, "@"), strings.Count(b, "@"))
	})
	return out
}

func share(a, b []string) int {
	n := 0
	for _, p := range a {
		if slices.Contains(b, p) {
			n++
		}
	}
	return n
}

// Keys are what two messages must have one of in common to be one, or of one
// thread. It is not enough: see Same and Joined.
func (t Trace) Keys() []string {
	var keys []string
	if t.At != 0 && len(t.Subject) > 2 {
		keys = append(keys, fmt.Sprintf("h:%d:%s", t.At%30, t.Subject))
	}
	if t.At != 0 && len(t.Sender) > 0 {
		keys = append(keys, fmt.Sprintf("t:%d:%s", t.At, t.Sender[0]))
	}
	if t.Body.Words >= longBody {
		for _, low := range t.Body.Low[:min(2, len(t.Body.Low))] {
			keys = append(keys, fmt.Sprintf("b:%x", low))
		}
	}
	if t.At != 0 && len(t.Subject) > 3 {
		keys = append(keys, "s:"+t.Subject)
	}
	if t.ID != "" {
		keys = append(keys, "i:"+t.ID)
	}
	for _, r := range t.Refs[max(0, len(t.Refs)-maxRefs):] {
		keys = append(keys, "i:"+r)
	}
	for i, k := range keys {
		if len(k) > 200 {
			sum := sha256.Sum256([]byte(k))
			keys[i] = k[:2] + hex.EncodeToString(sum[:])
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

const (
	longBody = 12 // words that a body must have to tell who wrote it
	maxRefs  = 20
	maxApart = 14 * 24 * 60 // minutes between messages that only a subject and people join
)

// Same reports whether two traces are of one message.
func Same(a, b Trace) bool {
	body := a.Body.Alike(b.Body)
	long := min(a.Body.Words, b.Body.Words) >= longBody
	subject := a.Subject != "" && alike(a.Subject, b.Subject)
	known := len(a.Sender) > 0 && len(b.Sender) > 0
	sender := known && share(a.Sender, b.Sender) > 0
	if known && !sender && !(long && body > .8) {
		return false
	}
	if a.At == 0 || b.At == 0 {
		return long && body > .6
	}
	apart := a.At - b.At
	shifted := false
	if a.Zone != nil && b.Zone != nil {
		apart -= *a.Zone - *b.Zone
	} else {
		shifted = apart != 0 && apart%30 == 0 && max(apart, -apart) <= 15*60
	}
	switch {
	case apart == 0:
		return subject && (sender || body > .3 || !long) || sender && body > .5
	case shifted:
		return subject && body > .6 && (long || a.Body.Words == b.Body.Words)
	}
	return false
}

// Joined reports whether two messages are of one thread.
func Joined(a, b Trace) bool {
	if Same(a, b) {
		return true
	}
	subject := a.Subject != "" && alike(a.Subject, b.Subject)
	shared := share(a.People, b.People)
	if named(a, b) || named(b, a) {
		return subject || shared > 0
	}
	if !subject || a.At == 0 || b.At == 0 || !a.Answers && !b.Answers {
		return false
	}
	apart := a.At - b.At
	few := min(len(a.People), len(b.People)) < 2
	return max(apart, -apart) <= maxApart && (shared >= 2 || shared == 1 && few)
}

// named reports whether a message claims to answer another, or what that answers.
func named(a, b Trace) bool {
	for _, r := range a.Refs {
		if r == b.ID || slices.Contains(b.Refs, r) {
			return true
		}
	}
	return a.ID != "" && a.ID == b.ID
}

// Group gathers the traces that are of one message, each group in the order in
// which its members stand, the groups in that of their first.
func Group(all []Trace) [][]int {
	groups := [][]int{}
	of := map[string][]int{} // the groups that have a key
	for i, t := range all {
		keys := t.Keys()
		at := -1
		for _, k := range keys {
			for _, g := range of[k] {
				if at < 0 && slices.ContainsFunc(groups[g], func(j int) bool { return Same(all[j], t) }) {
					at = g
				}
			}
		}
		if at < 0 {
			at = len(groups)
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], i)
		for _, k := range keys {
			if k[0] != 's' && k[0] != 'i' && !slices.Contains(of[k], at) {
				of[k] = append(of[k], at)
			}
		}
	}
	return groups
}
