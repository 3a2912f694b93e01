package style

import (
	"strings"
	"time"
)

// Chicago is a full note (CMOS 17, 14.84 and 14.205 to 14.209, and for an e-mail
// 14.214).
func Chicago(w Work) Citation {
	b := &builder{join: ", "}
	date := longAmerican(w.Issued, "n.d.")
	if w.Kind == Email {
		author := w.Author
		if w.To != "" {
			author = strings.TrimSpace(author + " to " + w.To)
		}
		b.add(author).add("“" + inner(w.Title) + "”").add("e-mail").add(date)
	} else {
		b.add(w.Author).put(piece{text: w.Title, italic: true})
		b.out = append(b.out, piece{text: " (" + date + ")"})
	}
	b.add(w.Place)
	for _, x := range w.held("FOIA request no. ", "docket no. ", "Bates no. ", "item ") {
		b.add(x)
	}
	b.add(w.Archive)
	b.add("accessed " + w.Accessed.Format("January 2, 2006"))
	b.put(piece{text: w.URL, link: w.URL})
	return b.close()
}

// APA is an entry of a reference list (APA 7, 10.4, reports by a government
// agency; the format and the request in square brackets, 9.21).
func APA(w Work) Citation {
	date := "n.d."
	if t, month, d := day(w.Issued); !t.IsZero() {
		date = t.Format("2006")
		if month {
			date += t.Format(", January")
		}
		if d {
			date += t.Format(" 2")
		}
	}
	b := &builder{join: " "}
	if a := oneLine(w.Author); a != "" {
		b.add(strings.TrimSuffix(a, ".") + ".")
	}
	b.add("(" + date + ").")
	b.put(piece{text: w.Title, italic: true})
	what := w.Format
	if w.Kind == Email {
		what = "E-mail"
		if w.To != "" {
			what += " to " + w.To
		}
	}
	held := w.held("FOIA request ", "docket ", "Bates no. ", "item ")
	if what = oneLine(what); what != "" {
		held = append([]string{what}, held...)
	}
	if len(held) > 0 {
		b.add("[" + strings.Join(held, "; ") + "]")
	}
	b.out = append(b.out, piece{text: "."})
	in := oneLine(w.Archive)
	if w.Place != "" {
		in += " (" + oneLine(w.Place) + ")"
	}
	if in != "" {
		b.add(in + ".")
	}
	b.add("Retrieved " + w.Accessed.Format("January 2, 2006") + ", from")
	return b.put(piece{text: w.URL, link: w.URL}).out // no full stop after an address (APA 7, 9.34)
}

// MLA is an entry of works cited (MLA 9, 5.3: author, title, container and its
// parts, each in its place).
func MLA(w Work) Citation {
	b := &builder{join: " "}
	if a := oneLine(w.Author); a != "" {
		b.add(strings.TrimSuffix(a, ".") + ".")
	}
	if w.Kind == Email {
		b.add("“" + strings.TrimSuffix(inner(w.Title), ".") + ".”")
		if w.To != "" {
			b.add("Received by " + strings.TrimSuffix(oneLine(w.To), ".") + ",")
		}
	} else {
		b.put(piece{text: strings.TrimSuffix(oneLine(w.Title), "."), italic: true})
		b.out = append(b.out, piece{text: "."})
	}
	if date := shortDay(w.Issued, mlaMonths, "%d %m %y"); date != "" {
		b.add(date + ".")
	}
	in := &builder{join: ", "}
	in.put(piece{text: w.Archive, italic: true})
	for _, x := range w.held("FOIA request ", "docket no. ", "", "item ") {
		in.add(x)
	}
	in.add(w.Place).put(piece{text: w.URL, link: w.URL})
	if len(in.out) > 0 {
		b.out = append(append(b.out, piece{text: " "}), in.close()...)
	}
	return b.add("Accessed " + shortDay(w.Accessed.Format("2006-01-02"), mlaMonths, "%d %m %y") + ".").out
}

// Bluebook is a citation for a brief or a law review (Bluebook 21, rules 15.1,
// 18.2.1 and 17.2.4 for an e-mail; the author shortened by table T6).
func Bluebook(w Work) Citation {
	b := &builder{join: ", "}
	date := shortDay(w.Issued, bluebookMonths, "%m %d, %y")
	if date == "" {
		date = "n.d."
	}
	if w.Kind == Email {
		from := "E-mail from " + oneLine(w.Author)
		if w.To != "" {
			from += " to " + oneLine(w.To)
		}
		b.add(from)
		b.put(piece{text: w.Title})
	} else {
		b.add(shorten(w.Author)).put(piece{text: w.Title, italic: true})
	}
	if w.Place != "" {
		b.out = append(b.out, piece{text: " " + strings.TrimPrefix(oneLine(w.Place), "p. ")})
	}
	b.out = append(b.out, piece{text: " (" + date + ")"})
	b.put(piece{text: w.URL, link: w.URL})
	if held := w.held("FOIA Request No. ", "No. ", "Bates No. ", "Item "); len(held) > 0 {
		b.out = append(b.out, piece{text: " (" + strings.Join(held, "; ") + ")"})
	}
	b.out = append(b.out, piece{text: " (last visited " + shortDay(w.Accessed.Format("2006-01-02"), bluebookMonths, "%m %d, %y") + ")"})
	return b.close()
}

var (
	mlaMonths      = []string{"Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."}
	bluebookMonths = mlaMonths // table T12 has the same
)

// shortDay prints a day by a pattern of %d, %m and %y; of a month or a year only
// what is known.
func shortDay(d string, months []string, pattern string) string {
	t, month, dayToo := day(d)
	switch {
	case t.IsZero():
		return ""
	case !month:
		return t.Format("2006")
	case !dayToo:
		return months[t.Month()-1] + t.Format(" 2006")
	}
	return strings.NewReplacer("%d", t.Format("2"), "%m", months[t.Month()-1], "%y", t.Format("2006")).Replace(pattern)
}

func longAmerican(d, none string) string {
	t, month, dayToo := day(d)
	switch {
	case t.IsZero():
		return none
	case !month:
		return t.Format("2006")
	case !dayToo:
		return t.Format("January 2006")
	}
	return t.Format("January 2, 2006")
}

// shortened are the words of table T6 that agencies are named with.
var shortened = map[string]string{
	"Administration": "Admin.", "Administrative": "Admin.", "American": "Am.", "and": "&", "Attorney": "Att’y", "Board": "Bd.", "Commission": "Comm’n",
	"Committee": "Comm.", "Corporation": "Corp.", "County": "Cnty.", "Department": "Dep’t", "Development": "Dev.", "Division": "Div.", "Education": "Educ.", "Enforcement": "Enf’t",
	"Environmental": "Env’t", "Federal": "Fed.", "General": "Gen.", "Government": "Gov’t", "Immigration": "Immigr.", "International": "Int’l", "Investigation": "Investigation",
	"Justice": "Just.", "Management": "Mgmt.", "National": "Nat’l", "Office": "Off.", "Operations": "Ops.", "Public": "Pub.", "Security": "Sec.", "Service": "Serv.", "Services": "Servs.",
	"Sheriff’s": "Sheriff’s", "Technology": "Tech.", "Transportation": "Transp.", "University": "Univ.",
}

// shorten shortens the name of an agency.
func shorten(name string) string {
	name = strings.Replace(oneLine(name), "United States", "U.S.", 1)
	words := strings.Split(name, " ")
	for i, w := range words {
		core := strings.TrimRight(w, ",;.")
		if s, ok := shortened[core]; ok && len(words) > 1 {
			rest := w[len(core):]
			words[i] = s + strings.TrimPrefix(rest, ".")
		}
	}
	return strings.Join(words, " ")
}

// Plain is the archive's own sentence, which says the most in the least.
func Plain(w Work) Citation {
	b := &builder{join: ", "}
	b.add(w.Author).add("“" + inner(w.Title) + "”")
	if t, _, d := day(w.Issued); d {
		b.add(t.Format("2 January 2006"))
	} else if !t.IsZero() {
		b.add(w.Issued)
	} else {
		b.add("undated")
	}
	b.add(w.Place)
	b.out = append(b.out, piece{text: ". Item " + w.Item + ", SHA-256 " + w.Digest + ". "}, piece{text: w.URL, link: w.URL}, piece{text: " (accessed " + accessed(w.Accessed) + ")."})
	return b.out
}

func accessed(t time.Time) string { return t.Format("2 January 2006") }
