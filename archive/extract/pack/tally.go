package pack

import (
	"errors"
	"fmt"
	"strings"

	"readingroom/archive"
)

// A tally counts the files of a container: those that were taken, and by why
// those that were not.
type tally struct {
	what  string // "zip"
	files int    // of a tar: those that were come to
	taken int
	limit string // what ended the reading: "unpacks to more than 4 GiB"
	cut   bool   // the container is damaged from here on

	refused map[string]int
	first   map[string]string // the first file refused for a reason
}

// refuse counts a file that is not taken.
func (t *tally) refuse(code, name string) {
	if t.refused == nil {
		t.refused, t.first = map[string]int{}, map[string]string{}
	}
	if t.refused[code]++; t.refused[code] == 1 {
		t.first[code] = archive.ShowName(name)
	}
}

// refusalText says for each code what one file, and what several are.
var refusalText = []struct{ code, one, many string }{
	{"encrypted", "is encrypted and needs a password", "are encrypted and need a password"},
	{"link", "is a link or a device, not a file", "are links or devices, not files"},
	{"damaged", "is damaged", "are damaged"},
}

// end gives one Notice for each reason why files were left out, or an error
// if not one was taken.
func (t *tally) end(s archive.Sink) error {
	if t.taken == 0 && (t.limit != "" || t.cut || len(t.refused) > 0) {
		return t.none()
	}
	for _, r := range refusalText {
		n := t.refused[r.code]
		if n == 0 {
			continue
		}
		text := fmt.Sprintf("%q in the %s %s and was left out.", t.first[r.code], t.what, r.one)
		if n > 1 {
			text = fmt.Sprintf("%q and %d more in the %s %s and were left out.", t.first[r.code], n-1, t.what, r.many)
		}
		if err := notice(s, r.code, text); err != nil {
			return err
		}
	}
	switch {
	case t.limit != "":
		taken := "one file was taken"
		if t.taken > 1 {
			taken = fmt.Sprintf("%d files were taken", t.taken)
		}
		return notice(s, "limit", fmt.Sprintf("The %s %s; %s and the rest was left out.", t.what, t.limit, taken))
	case t.cut:
		return notice(s, "damaged", fmt.Sprintf("The %s is damaged; what follows the damage was left out.", t.what))
	}
	return nil
}

// none says that no file could be taken, and every reason.
func (t *tally) none() error {
	var why []string
	for _, r := range refusalText {
		switch n := t.refused[r.code]; {
		case n == 1 && t.files == 1:
			why = append(why, "it "+r.one)
		case n == 1:
			why = append(why, "one "+r.one)
		case n > 1:
			why = append(why, fmt.Sprintf("%d %s", n, r.many))
		}
	}
	switch {
	case t.limit != "":
		why = append(why, "the "+t.what+" "+t.limit)
	case t.cut:
		why = append(why, "the "+t.what+" is damaged")
	}
	holds := fmt.Sprintf("holds %d files and none could be taken", t.files)
	switch {
	case t.files == 0 || t.what == "tar" && (t.limit != "" || t.cut): // how many there are is not known
		holds = "holds no file that could be taken"
	case t.files == 1:
		holds = "holds one file and it could not be taken"
	}
	return errors.New("the " + t.what + " " + holds + ": " + strings.Join(why, "; "))
}

func notice(s archive.Sink, code, text string) error {
	return s.Notice(archive.Notice{Code: code, Text: text})
}
