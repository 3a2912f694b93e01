package press

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"readingroom/archive"
)

// Text prints the nth document of pages, from 1: 1 to 400 of them, eight in
// the mean, of 300 to 500 words.
func (p *Press) Text(n int) Document {
	w := p.document(1, n)
	d := Document{Item: archive.Item{
		Number: archive.ItemNumber("2026-001", n), Accession: "2026-001", State: archive.StateIndexed,
		Date: w.day(), Name: fmt.Sprintf("%s-%04d", w.Word(50+w.IntN(5000)), n),
	}}
	pages := min(400, 1+int(math.Exp(w.NormFloat64()*1.1+1.6)))
	origin := archive.OriginText
	w.rate = 0.002
	switch k := w.IntN(100); {
	case k < 35:
		d.is(archive.KindPDF, "application/pdf", ".pdf")
		origin, w.rate = archive.OriginOCR, 0.02
	case k < 60:
		d.is(archive.KindPDF, "application/pdf", ".pdf")
	case k < 82:
		d.is(archive.KindEmail, "message/rfc822", ".eml")
		pages = min(pages, 1+w.IntN(4))
	case k < 92:
		d.is(archive.KindText, "text/plain", ".txt")
	default:
		d.is(archive.KindText, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
	}
	d.Item.Title = w.title()
	w.label(&d, n)
	if d.Item.Kind == archive.KindEmail {
		d.Mail = &archive.Mail{From: w.address(), To: w.address(), Subject: d.Item.Title, Date: d.Item.Date + "T09:00:00Z"}
	}
	bates := ""
	if w.IntN(4) == 0 {
		bates = strings.ToUpper(w.Word(600 + w.IntN(200))[:3])
	}
	first := w.IntN(90_000)
	for i := range pages {
		page := archive.Page{Number: i + 1, Width: 612, Height: 792, Origin: origin}
		var b strings.Builder
		if d.Mail != nil && i == 0 {
			fmt.Fprintf(&b, "From: %s\nSent: %s\nTo: %s\nSubject: %s\n\n", d.Mail.From, d.Item.Date, d.Mail.To, d.Mail.Subject)
		}
		page.Marks = w.body(&b, 300+w.IntN(200))
		if bates != "" {
			number := fmt.Sprintf("%s-%06d", bates, first+i)
			fmt.Fprintf(&b, "\n%s", number)
			page.Marks = append(page.Marks, archive.Mark{Kind: archive.MarkBates, Text: number, Code: number})
		}
		page.Text = b.String()
		d.Pages = append(d.Pages, page)
		d.Spoken = append(d.Spoken, w.spoken(Spoken{Page: i + 1}))
	}
	d.Item.Pages = pages
	d.Item.Size = int64(2000 * pages)
	return d
}

func (w *writer) title() string {
	var all []string
	for range 3 + w.IntN(5) {
		all = append(all, w.word())
	}
	all[0] = strings.ToUpper(all[0][:1]) + all[0][1:]
	return strings.Join(all, " ")
}

// body writes so many words in sentences and lines, and returns the marks on them.
func (w *writer) body(b *strings.Builder, words int) (marks []archive.Mark) {
	line, begins := 0, true
	put := func(s, end string) {
		if line+len(s) > 78 {
			b.WriteByte('\n')
			line = 0
		} else if line > 0 {
			b.WriteByte(' ')
		}
		if begins {
			b.WriteString(strings.ToUpper(s[:1]))
			s = s[1:]
		}
		b.WriteString(s)
		b.WriteString(end)
		line += len(s) + 2
		begins = end == "."
	}
	for words > 0 {
		for left := 8 + w.IntN(20); left > 0; left-- {
			end := ""
			if left == 1 {
				end = "."
			} else if w.IntN(12) == 0 {
				end = ","
			}
			if w.IntN(16) == 0 {
				for _, s := range w.phrases[w.said.Uint64()] {
					put(w.misread(s), "")
					words--
				}
				continue
			}
			put(w.misread(w.word()), end)
			words--
		}
		if w.IntN(3) == 0 {
			said, mark := w.fact()
			if mark.Kind != "" {
				marks = append(marks, mark)
			}
			for s := range strings.FieldsSeq(said) {
				put(s, "")
				words--
			}
			b.WriteByte('\n')
			line, begins = 0, true
		}
	}
	return marks
}

// misread damages some of the words.
func (w *writer) misread(s string) string {
	if w.Float64() >= w.rate {
		return s
	}
	return Misread(s, w.Rand)
}

// Misread damages a word of English letters as optical reading does; one of
// other letters, or of less than three, it returns as it is.
func Misread(s string, r *rand.Rand) string {
	if len(s) < 3 || strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 }) {
		return s
	}
	i := r.IntN(len(s) - 1)
	switch r.IntN(6) {
	case 0:
		return s[:i] + s[i+1:]
	case 1:
		return s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:]
	case 2:
		return s[:i] + string("ceo0il1rnu"[r.IntN(10)]) + s[i+1:]
	case 3:
		return strings.Replace(s, "m", "rn", 1)
	case 4:
		return strings.Replace(s, "l", "1", 1)
	}
	return strings.Replace(s, "o", "0", 1)
}
