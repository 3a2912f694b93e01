package outlook

import (
	"fmt"
	"strings"
)

// items are the classes of what is no mail, and what people call each ([MS-OXCMSG], 2.2.1.3).
var items = []struct {
	class, what string
	lines       func(*message) []string
}{
	{"IPM.APPOINTMENT", "a calendar entry", (*message).appointment},
	{"IPM.SCHEDULE.MEETING", "", (*message).appointment}, // travels as a mail
	{"IPM.TASK", "a task", (*message).task},
	{"IPM.CONTACT", "an address book entry", (*message).contact},
	{"IPM.DISTLIST", "a list of addresses", (*message).contact},
	{"IPM.STICKYNOTE", "a note", (*message).titled},
	{"IPM.ACTIVITY", "a journal entry", (*message).titled},
}

// item says what a message is that is no mail, or "".
func (m *message) item() string {
	what, _ := m.class()
	return what
}

func (m *message) class() (what string, lines []string) {
	class := strings.ToUpper(m.line(propMessageClass))
	for _, i := range items {
		if rest, ok := strings.CutPrefix(class, i.class); ok && (rest == "" || rest[0] == '.') {
			return i.what, i.lines(m)
		}
	}
	return "", nil
}

// shown returns what is read of a message: who is not in its head, the
// properties of an item that is no mail, the text.
func (m *message) shown() string {
	what, lines := m.class()
	if what == "" && !m.wrapped {
		var above []string
		if _, sender := m.sender(); sender != (address{}) {
			above = append(above, "Sender: "+sender.String())
		}
		lines = append(append(above, labelled("Bcc", m.recipientsOf(kindBcc, propDisplayBcc))...), lines...)
	}
	return joined(lines, m.body())
}

// joined puts lines above a text.
func joined(lines []string, text string) string {
	if len(lines) == 0 {
		return text
	}
	return strings.TrimRight(strings.Join(lines, "\n")+"\n\n"+text, "\n")
}

// labelled returns a line for a value, none for "".
func labelled(label, value string) []string {
	if value == "" {
		return nil
	}
	return []string{label + ": " + value}
}

func (m *message) titled() []string { return labelled("Subject", m.subject()) }

func (m *message) appointment() []string {
	var l []string
	if what := m.line(propMessageClass); !strings.HasPrefix(strings.ToUpper(what), "IPM.SCHEDULE") {
		l = append(m.titled(), labelled("Organizer", m.from())...)
		l = append(l, labelled("Attendees", m.recipientsOf(kindTo, propDisplayTo))...)
	}
	l = append(l, labelled("Where", m.line(m.named(setAppointment, 0x8208)))...)
	l = append(l, labelled("Start", m.when(m.named(setAppointment, 0x820D), propStartDate))...)
	return append(l, labelled("End", m.when(m.named(setAppointment, 0x820E), propEndDate))...)
}

// taskStates are the states of a task ([MS-OXOTASK], 2.2.2.2.2).
var taskStates = []string{"not started", "in progress", "complete", "waiting on somebody", "deferred"}

func (m *message) task() []string {
	l := append(m.titled(), labelled("Owner", m.line(m.named(setTask, 0x811F)))...)
	l = append(l, labelled("Start", m.when(m.named(setTask, 0x8104)))...)
	l = append(l, labelled("Due", m.when(m.named(setTask, 0x8105)))...)
	l = append(l, labelled("Completed", m.when(m.named(setTask, 0x810F)))...)
	state := m.named(setTask, 0x8101)
	if n := m.long(state); m.byID[state] != nil && n >= 0 && n < len(taskStates) {
		l = append(l, "State: "+taskStates[n])
	}
	return l
}

func (m *message) contact() []string {
	var l []string
	for _, f := range []struct {
		label string
		id    uint16
	}{
		{"Name", propDisplayName},
		{"Company", 0x3A16},
		{"Department", 0x3A18},
		{"Title", 0x3A17},
		{"E-mail", m.named(setAddress, 0x8083)},
		{"E-mail", m.named(setAddress, 0x8093)},
		{"E-mail", m.named(setAddress, 0x80A3)},
		{"Telephone", 0x3A08},
		{"Mobile telephone", 0x3A1C},
		{"Home telephone", 0x3A09},
		{"Fax", 0x3A24},
		{"Address", m.named(setAddress, 0x801B)},
		{"Home address", m.named(setAddress, 0x801A)},
	} {
		l = append(l, labelled(f.label, m.line(f.id))...)
	}
	if len(l) == 0 {
		return m.titled()
	}
	return l
}

// named returns the number that a named property has in this message, 0 where it has none.
func (m *message) named(set, lid uint32) uint16 { return m.names[name{set, lid}] }

// when prints the first of these times that is stated.
func (m *message) when(ids ...uint16) string {
	for _, id := range ids {
		if t := m.time(id); !t.IsZero() {
			return fmt.Sprintf("%s UTC", t.Format("2006-01-02 15:04"))
		}
	}
	return ""
}
