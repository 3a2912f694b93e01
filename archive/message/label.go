package message

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readingroom/archive/internal/edits"
)

// A field is what a label of a head stands before.
type field int

// The fields of a head.
const (
	noField field = iota
	fromField
	toField
	ccField
	bccField
	dateField
	subjectField
	attachmentsField
	importanceField
	otherField // known, and not kept
)

// labels are the labels of heads, in the spelling of squeeze.
var labels = map[string]field{
	"from": fromField, "sentby": otherField, "onbehalfof": otherField, "replyto": otherField, "sender": otherField, "returnpath": otherField,
	"to": toField, "cc": ccField, "bcc": bccField, "sentto": toField,
	"sent": dateField, "date": dateField, "datesent": dateField, "senton": dateField, "sentat": dateField, "received": otherField, "created": otherField, "posted": otherField,
	"subject": subjectField, "subj": subjectField,
	"attachments": attachmentsField, "attachment": attachmentsField, "attach": attachmentsField, "attached": attachmentsField,
	"importance": importanceField, "priority": importanceField, "sensitivity": otherField, "categories": otherField, "followupflag": otherField, "flagstatus": otherField,
	"conversation": otherField, "signedby": otherField, "mailedby": otherField, "mailinglist": otherField, "messageid": otherField, "security": otherField,
	"originator": otherField, "organization": otherField, "when": otherField, "where": otherField, "xmailer": otherField, "return": otherField,
	"start": otherField, "location": otherField, "requiredattendees": otherField, "optionalattendees": otherField, "classification": otherField,
	// As Outlook has them in Spanish, French and German.
	"de": fromField, "para": toField, "enviado": dateField, "enviadoel": dateField, "fecha": dateField, "asunto": subjectField, "datosadjuntos": attachmentsField,
	"à": toField, "envoyé": dateField, "objet": subjectField, "von": fromField, "an": toField, "gesendet": dateField, "datum": dateField, "betreff": subjectField,
}

// A strength says how sure a label is one.
type strength int

// The strengths of labels.
const (
	weak   strength = iota // "Subject RE: x": known in the company of others
	apart                  // "Subject    RE: x"
	blurry                 // "Sublect: RE: x": nearly one, as programs read scans
	strong                 // "Subject: RE: x"
)

// A label is one that a row begins with.
type label struct {
	field    field
	strength strength
	spaced   bool // its value stands in a column
	capitals bool // FROM
}

// labelAt reads the label that a row begins with, and the text after it.
func labelAt(text string) (l label, value string, ok bool) {
	t := strings.TrimLeft(text, " *•·_")
	if t == "" || len(t) > 1 && t[0] == '-' {
		return l, "", false
	}
	if i := strings.IndexAny(t, ":;"); i > 0 && i <= 24 {
		name := squeeze(t[:i])
		value = t[i+1:]
		l = label{strength: strong, spaced: strings.HasPrefix(value, "  "), capitals: isUpper(t[:i])}
		value = strings.TrimLeft(value, "* ")
		if t[i] == ';' {
			l.strength = blurry
		}
		if l.field = labels[name]; l.field != noField {
			return l, value, true
		}
		first, _, several := strings.Cut(t[:i], " ") // "Subject Fw: x" has lost a colon, not a letter
		if l.field = nearly(name); several && labels[squeeze(first)] != noField {
			l.field = noField
		}
		if l.field != noField && !strings.HasPrefix(value, "//") {
			l.strength = blurry
			return l, value, true
		}
	}
	// Without a colon: the first word, or what stands before a gap.
	name, value, cut := strings.Cut(t, "  ")
	l = label{strength: apart, spaced: true, capitals: isUpper(name)}
	if !cut || len(name) > 16 {
		if name, value, cut = strings.Cut(t, " "); !cut {
			name, value = t, ""
		}
		l.strength, l.spaced = weak, false
	}
	first, _ := utf8.DecodeRuneInString(name)
	if l.field = labels[squeeze(strings.TrimRight(name, ".,"))]; l.field == noField || l.field == otherField || l.field == importanceField ||
		!unicode.IsUpper(first) && l.field != ccField && l.field != bccField || strings.ContainsAny(name, "àéÀ") {
		return label{}, "", false
	}
	return l, strings.TrimLeft(value, " "), true
}

func isUpper(s string) bool { return strings.ToUpper(s) == s && len(s) > 2 }

// squeeze writes a label without the blanks and the marks that stand in it,
// in lower case: "Fr om" and "*From" are "from".
func squeeze(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsLetter(c):
			return unicode.ToLower(c)
		case unicode.IsDigit(c):
			return c
		case strings.ContainsRune(" *•.'’`,-_", c):
			return -1
		}
		return c
	}, s)
}

// looks are characters that programs which read scans take for each other.
var looks = strings.NewReplacer("5", "s", "$", "s", "0", "o", "1", "l", "|", "l", "!", "i", "8", "b", "rn", "m", "ii", "u", "©", "c", "€", "c", "6", "b", "9", "g")

// blot is what becomes of "From" in a bad scan; words4 are words that it is not.
var (
	blot   = once(`^(?:fr|ft|pr)[a-z]{1,3}$|^[a-z]{1,2}rom$`)
	words4 = map[string]bool{"fri": true, "free": true, "fresh": true, "frank": true, "frame": true, "front": true, "pro": true, "pros": true, "press": true, "prep": true, "price": true, "print": true, "prior": true, "prof": true, "proof": true, "prom": true}
)

// nearly returns the field of a label that was read with one fault.
func nearly(name string) field {
	name = looks.Replace(name)
	if f := labels[name]; f != noField {
		return f
	}
	if strings.HasPrefix(name, "fr") {
		name = strings.NewReplacer("ni", "m", "in", "m").Replace(name)
	}
	if blot().MatchString(name) && !words4[name] {
		return fromField
	}
	if n := utf8.RuneCountInString(name); n < 3 || n > 12 {
		return noField
	}
	for _, l := range []string{"from", "sent", "subject", "date", "attachments", "importance"} {
		if oneOff(name, l) {
			return labels[l]
		}
	}
	return noField
}

// oneOff reports whether two words differ in one letter: another one, one more
// or one less; two in a long one.
func oneOff(a, b string) bool {
	most := 1
	if len(b) >= 7 {
		most = 2
	}
	return spelledLike(a, b, most)
}

// spelledLike reports whether two words differ by at most so many letters.
func spelledLike(a, b string, most int) bool {
	return max(len(a), len(b))-min(len(a), len(b)) <= most && edits.Distance([]byte(a), []byte(b)) <= most
}
