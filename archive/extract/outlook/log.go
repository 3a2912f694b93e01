package outlook

import (
	"fmt"
	"strings"

	"readingroom/archive"
)

// A log collects what readers of a message should know, for the whole of it.
type log struct {
	damaged    bool
	parts      int // written so far
	tooMany    bool
	tooDeep    bool
	recipients int // left out
	elsewhere  []string
	objects    int
	others     []archive.Notice
}

// maxNamed is how many attachments that are not there are named.
const maxNamed = 20

func (l *log) give(s archive.Sink) error {
	notices := l.others
	add := func(code, text string, args ...any) {
		notices = append(notices, archive.Notice{Code: code, Text: fmt.Sprintf(text, args...)})
	}
	if l.damaged {
		add("damaged", "The message is damaged; as much of it was kept as could be read.")
	}
	if l.tooMany {
		add("limit", "The message has more than %d attachments; the others were left out.", MaxParts)
	}
	if l.tooDeep {
		add("limit", "Messages within messages are more than %d deep; the innermost were left out.", MaxDepth)
	}
	if l.recipients > 0 {
		add("limit", "The message has more than %d recipients; %d were left out.", MaxRecipients, l.recipients)
	}
	if n := len(l.elsewhere); n > maxNamed {
		add("no-attachment", "The message only says where these attachments were: %s, and others.", strings.Join(l.elsewhere[:maxNamed], ", "))
	} else if n > 0 {
		add("no-attachment", "The message only says where these attachments were: %s.", strings.Join(l.elsewhere, ", "))
	}
	switch {
	case l.objects == 1:
		add("object", "An object of another program is embedded in the message and was not taken out of it.")
	case l.objects > 1:
		add("object", "%d objects of other programs are embedded in the message and were not taken out of it.", l.objects)
	}
	for _, n := range notices {
		if err := s.Notice(n); err != nil {
			return err
		}
	}
	return nil
}
