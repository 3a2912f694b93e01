package pack

import (
	"fmt"

	"readingroom/archive"
)

// refusals counts the entries that were not taken out, by why.
type refusals struct {
	what  string // "zip"
	count map[string]int
	first map[string]string // the first such entry
}

func (o *refusals) add(code, name string) {
	if o.count == nil {
		o.count, o.first = map[string]int{}, map[string]string{}
	}
	if o.count[code]++; o.count[code] == 1 {
		o.first[code] = archive.ShowName(name)
	}
}

// refusalText says for each code what one entry, and what several are.
var refusalText = []struct{ code, one, many string }{
	{"encrypted", "is encrypted and needs a password", "are encrypted and need a password"},
	{"link", "is a link or a device, not a file", "are links or devices, not files"},
	{"damaged", "is damaged", "are damaged"},
}

// notices gives one Notice for each code.
func (o *refusals) notices(s archive.Sink) error {
	for _, t := range refusalText {
		n := o.count[t.code]
		if n == 0 {
			continue
		}
		text := fmt.Sprintf("%q in the %s %s and was left out.", o.first[t.code], o.what, t.one)
		if n > 1 {
			text = fmt.Sprintf("%q and %d more in the %s %s and were left out.", o.first[t.code], n-1, o.what, t.many)
		}
		if err := notice(s, t.code, text); err != nil {
			return err
		}
	}
	return nil
}

func notice(s archive.Sink, code, text string) error {
	return s.Notice(archive.Notice{Code: code, Text: text})
}
