package twin

// A Page is what is compared of one.
type Page struct {
	Text string
	OCR  bool // it was read from a picture
}

// A Likeness says how much two pages have in common, in words.
type Likeness struct {
	Same    int `json:"same"`    // misreadings included
	OnlyA   int `json:"only_a"`  // that the second does not have
	OnlyB   int `json:"only_b"`  // that the first does not have
	Changed int `json:"changed"` // that are others in the same place
	Figures int `json:"figures"` // of these, how many are or hold numbers
	Gaps    int `json:"gaps"`    // places where one has words that the other does not have
}

// Compare compares two pages word by word.
func Compare(a, b Page) Likeness {
	var l Likeness
	for _, p := range diff(words(a.Text, MaxWords), words(b.Text, MaxWords), true) {
		switch p.Op {
		case Same:
			l.Same += len(p.a)
		case OnlyA:
			l.OnlyA += len(p.a)
			l.Gaps++
		case OnlyB:
			l.OnlyB += len(p.b)
			l.Gaps++
		case Changed:
			// A label in place of a passage, “non-responsive”, is a gap with a word or two.
			a, b := telling(p.a), telling(p.b)
			n := min(len(a), len(b))
			l.Changed += n
			l.OnlyA += len(a) - n
			l.OnlyB += len(b) - n
			l.Figures += min(figures(a), figures(b))
			if len(a) != len(b) {
				l.Gaps++
			}
		}
	}
	return l
}

// Turned is the likeness of the second page to the first.
func (l Likeness) Turned() Likeness {
	l.OnlyA, l.OnlyB = l.OnlyB, l.OnlyA
	return l
}

// telling leaves out the words that say nothing.
func telling(in []word) (out []word) {
	for _, w := range in {
		if !w.slight() {
			out = append(out, w)
		}
	}
	return out
}

func figures(in []word) (n int) {
	for _, w := range in {
		if hasDigit(w.key) {
			n++
		}
	}
	return n
}

// How much may be other words, of a thousand of the same: a stamp over a line,
// a page's number. A page read from a picture has more of them.
const (
	changedAtMost    = 40
	changedByReading = 150
	figuresAtMost    = 8
	figuresByReading = 40
)

// few words that are the same may be a line quoted elsewhere, unless they are
// nearly all there is.
const few = 40

// Twins reports whether the pages are one page twice: the shorter of both is in
// the other for the most part, and what is there is not something else. ocr
// says that one of them was read from a picture.
func (l Likeness) Twins(ocr bool) bool {
	changed, figures := changedAtMost, figuresAtMost
	if ocr {
		changed, figures = changedByReading, figuresByReading
	}
	shorter := l.Same + l.Changed + min(l.OnlyA, l.OnlyB)
	if l.Same < least || l.Same < few && l.Thousandths() < 800 {
		return false
	}
	return l.Same*10 >= shorter*7 &&
		l.Changed*1000 <= 2000+l.Same*changed && l.Figures*1000 <= 1000+l.Same*figures
}

// Thousandths is how much of all the words of both pages is the same.
func (l Likeness) Thousandths() int {
	all := l.Same + l.OnlyA + l.OnlyB + l.Changed
	if all == 0 {
		return 0
	}
	return l.Same * 1000 / all
}
