package claim

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"readingroom/archive/audit"
)

// unit is one whole, as values are counted: in millionths.
const unit = 1_000_000

// A Form says what a number is a number of.
type form int

const (
	count    form = iota // how many, or how much
	percent              // "5.1 percent": the value is 5.1
	fraction             // "a quarter", "one in six": the value is in percent
	times                // "three times as many"
)

// A near says how a number is meant to be read.
type near int

const (
	exactly near = iota
	about        // "about 200", "some 2,800"
	above        // "more than 200", "over 200"
	below        // "fewer than 50", "under 50"
	nearly       // "nearly 70 percent", "almost 190": a little less
	atLeast      // "at least 55", "206 or more"
	atMost       // "up to 48", "at most 48"
)

// A number is a number that a text states.
type number struct {
	from, to  int // tokens
	start     int // code points, with the words that say how it is meant
	end       int
	value     int64 // in millionths
	form      form
	near      near
	digits    bool // it is written in figures
	money     bool
	decimals  int
	hyphen    bool // "35-page"
	indefinit bool // "one": it may be a pronoun
	twice     bool // "twice", "once", "five times"
}

// holds reports whether a value is what the number says, and whether that is so
// only as rounded.
func (n number) holds(v int64) (ok, rounded bool) {
	if v == n.value {
		return n.near != above && n.near != below, n.near == about
	}
	d := float64(v - n.value)
	size := math.Abs(float64(n.value))
	if n.form == percent && n.near == exactly {
		half := 0.5
		for range n.decimals {
			half /= 10
		}
		return math.Abs(d) <= half*unit+1, true
	}
	if n.form == fraction {
		// "a quarter" of 25.5 %, "a third" of 31 %
		return math.Abs(d) <= 2*unit, true
	}
	switch n.near {
	case about:
		return math.Abs(d) <= n.grain()/2 && math.Abs(d) <= size*0.1, true
	case above:
		return d > 0 && d < n.grain() && d <= size*0.25, true
	case below:
		return d < 0 && -d < n.grain() && -d <= size*0.25, true
	case nearly:
		return d < 0 && -d < n.grain() && -d <= size*0.12 || d < 0 && -d <= 2*unit, true
	case atLeast:
		return d > 0 && d < n.grain(), true
	case atMost:
		return d < 0 && -d < n.grain(), true
	}
	return false, false
}

// grain is what the number was rounded to, going by its noughts: 100 of "200",
// 10 of "280"; 1 of "47".
func (n number) grain() float64 {
	g := int64(unit)
	if n.form != count {
		g = 5 * unit
		return float64(g)
	}
	for g < n.value && n.value%(g*10) == 0 {
		g *= 10
	}
	if g < n.value && n.value%(g*5) == 0 && g > unit {
		g *= 5
	}
	return float64(g)
}

// print writes a value as people do.
func printValue(v int64, f form) string {
	s := audit.Print(v)
	if f == percent || f == fraction {
		s = strconv.FormatFloat(math.Round(float64(v)/unit*10)/10, 'f', -1, 64) + " %"
	}
	return s
}

var small = map[string]int64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
}

var scales = map[string]int64{"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}

var fractions = map[string]float64{
	"half": 50, "third": 100.0 / 3, "thirds": 100.0 / 3, "quarter": 25, "quarters": 25, "fourth": 25, "fifth": 20, "fifths": 20, "sixth": 100.0 / 6, "tenth": 10, "tenths": 10,
}

// numbers finds the numbers of a text, in their order. Those in which skip says
// so are left out: days, quotations, names.
func (p *prose) numbers(skip func(from, to int) bool) []number {
	var out []number
	for i := 0; i < len(p.toks); i++ {
		n, ok := p.numberAt(i)
		if !ok {
			continue
		}
		i = n.to - 1
		if skip(p.toks[n.from].start, p.toks[n.to-1].end) || p.partOfName(n) {
			continue
		}
		p.qualify(&n)
		out = append(out, n)
	}
	return out
}

// numberAt reads the number that begins with token i.
func (p *prose) numberAt(i int) (number, bool) {
	t := p.toks[i]
	switch {
	case t.digit:
		return p.figures(i)
	case t.word:
		if n, ok := p.share(i); ok {
			return n, true
		}
		return p.spelled(i)
	}
	return number{}, false
}

func (p *prose) figures(i int) (number, bool) {
	t := p.toks[i]
	s := strings.ReplaceAll(t.text, ",", "")
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f > 1e12 || strings.Count(s, ".") > 1 {
		return number{}, false
	}
	n := number{from: i, to: i + 1, value: int64(math.Round(f * unit)), digits: true}
	if _, after, ok := strings.Cut(s, "."); ok {
		n.decimals = len(after)
	}
	if i > 0 && strings.ContainsAny(p.toks[i-1].text, "$€£") && len(p.toks[i-1].text) <= 3 {
		n.money, n.from = true, i-1
	}
	if w := p.low(n.to); scales[w] > 1 && p.sameLine(n.to) {
		n.value = int64(math.Round(f*float64(scales[w]))) * unit
		n.to++
	}
	return p.after(n), true
}

// spelled reads a number in words: "twenty-five", "three hundred", "a dozen".
func (p *prose) spelled(i int) (number, bool) {
	n := number{from: i}
	var total, part int64
	j, seen := i, false
	if w := p.low(i); (w == "a" || w == "half") && (p.low(i+1) == "dozen" || scales[p.low(i+1)] > 0 && w == "a") {
		if w == "half" {
			total = -6
		}
		part, seen, j = 1, true, i+1
		if p.low(j) == "dozen" {
			part = 0
		}
	} else if p.low(i) == "half" && p.low(i+1) == "a" && p.low(i+2) == "dozen" {
		total, seen, j = -6, true, i+2
	}
	for ; j < len(p.toks); j++ {
		w := p.toks[j].low
		if w == "dozen" && part > 0 && part <= 20 && seen {
			part *= 12
		} else if v, ok := small[w]; ok && (part == 0 || part%100 == 0 || part%10 == 0 && part >= 20 && v < 10) {
			part, seen = part+v, true
		} else if s := scales[w]; s > 0 && seen {
			part *= s
			if s >= 1000 {
				total, part = total+part, 0
			}
		} else if (w == "-" || w == "and") && seen && small[p.low(j+1)] > 0 && (w == "-" && part%10 == 0 && part >= 20 && small[p.low(j+1)] < 10 || w == "and" && part%100 == 0 && part > 0) {
			continue
		} else {
			break
		}
	}
	switch w := p.low(i); {
	case w == "twice" || w == "once" || w == "thrice":
		n.to, n.value, n.twice = i+1, map[string]int64{"once": 1, "twice": 2, "thrice": 3}[w]*unit, true
		if w == "twice" && p.low(n.to) == "as" {
			n.form = times
		}
		return n, w != "once"
	case !seen || total+part <= 0:
		return n, false
	}
	n.to, n.value = j, (total+part)*unit
	n.indefinit = n.value == unit
	return p.after(n), true
}

// share reads "a quarter", "two thirds", "half", "one in six".
func (p *prose) share(i int) (number, bool) {
	n := number{from: i, form: fraction}
	k, j := 1.0, i
	if v := small[p.low(i)]; v > 0 {
		if p.low(i+1) == "in" && (small[p.low(i+2)] > 1) {
			n.to, n.value = i+3, int64(math.Round(float64(v)/float64(small[p.low(i+2)])*100*unit))
			return n, p.low(i+3) != "counties"
		}
		k, j = float64(v), i+1
		if p.low(j) == "-" {
			j++
		}
	} else if w := p.low(i); w == "a" || w == "one" {
		j++
	} else if w != "half" {
		return n, false
	}
	f, ok := fractions[p.low(j)]
	if !ok || p.low(j) == "half" && (p.low(j+1) == "a" || p.low(j+1) == "dozen") {
		return n, false
	}
	if w := p.low(j + 1); j > i && p.low(j) != "half" && (p.toks[j].low == "quarter" || p.toks[j].low == "third" || p.toks[j].low == "fourth" || p.toks[j].low == "fifth") && k == 1 {
		// "a third report", "a quarter later" are none
		if w != "of" && w != "," && w != "." && w != "" && w != "were" && w != "was" && w != "in" && w != "as" {
			return n, false
		}
	}
	n.to, n.value = j+1, int64(math.Round(f*k*unit))
	return n, n.value <= 100*unit
}

// after reads what stands right behind a number and makes another of it.
func (p *prose) after(n number) number {
	switch w := p.low(n.to); {
	case w == "percent" || w == "%" || w == "pct":
		n.form = percent
		n.to++
	case w == "per" && p.low(n.to+1) == "cent" || w == "percentage" && strings.HasPrefix(p.low(n.to+1), "point"):
		n.form = percent
		n.to += 2
	case w == "times" || w == "fold" || w == "-" && p.low(n.to+1) == "fold":
		if next := p.low(n.to + 1); next == "as" || next == "more" || next == "higher" || next == "the" || next == "that" || w != "times" {
			n.form = times
		} else {
			n.twice = true
		}
		n.to++
	case w == "-" && n.to+1 < len(p.toks) && p.toks[n.to+1].word && p.toks[n.to].end == p.toks[n.to+1].start && p.toks[n.to].start == p.toks[n.to-1].end:
		n.hyphen = true
	}
	return n
}

func (p *prose) low(i int) string {
	if i < 0 || i >= len(p.toks) {
		return ""
	}
	return p.toks[i].low
}

func (p *prose) sameLine(i int) bool {
	return i > 0 && i < len(p.toks) && p.toks[i].sentence == p.toks[i-1].sentence
}

// partOfName reports whether what looks like a number is none: a year, a time of
// the day, part of a docket, of a law's section, of a label.
func (p *prose) partOfName(n number) bool {
	first, last := p.toks[n.from], p.toks[n.to-1]
	touches := func(i int, marks string) bool {
		return i >= 0 && i < len(p.toks) && strings.Contains(marks, p.toks[i].text)
	}
	if !n.digits {
		switch p.low(n.from - 1) {
		case "no", "this", "that", "another", "any", "some", "every":
			return n.indefinit
		case "week", "part", "phase", "chapter", "day", "tier", "page", "section", "step", "year":
			return true // "week one"
		}
		return n.indefinit && (p.low(n.to) == "of" || p.low(n.to) == "another")
	}
	if n.from > 0 && p.toks[n.from-1].end == first.start && (touches(n.from-1, "-–/:.#§&_@=") || p.toks[n.from-1].word) {
		if !(p.toks[n.from-1].text == "–" || p.toks[n.from-1].text == "-") || n.from < 2 || p.toks[n.from-2].end == p.toks[n.from-1].start {
			return true
		}
	}
	if n.to < len(p.toks) && p.toks[n.to].start == last.end && n.to+1 < len(p.toks) && p.toks[n.to+1].start == p.toks[n.to].end {
		if touches(n.to, "/:_@") || p.toks[n.to].text == "(" || touches(n.to, "-–") && (p.toks[n.to+1].digit || n.hyphen && p.toks[n.to+1].low == "year") {
			return true
		}
	}
	if n.to < len(p.toks) && p.toks[n.to].word && p.toks[n.to].start == last.end {
		return true // "28th", "5K"
	}
	switch p.low(n.from - 1) {
	case "section", "sections", "sec", "order", "no", "page", "p", "chapter", "title", "form", "article", "exhibit", "case", "docket", "interstate", "route", "room", "suite", "box", "area", "fy", "§", "top", "count", "exemption", "item", "number", "row", "table", "stop":
		return !n.money && n.form == count
	case ".":
		if w := p.low(n.from - 2); w == "no" || w == "nos" || w == "p" || w == "sec" {
			return true
		}
	}
	if p.low(n.from-1) == "of" && p.low(n.from-2) == "list" {
		return true // "the list of 50"
	}
	switch p.low(n.from - 1) {
	case "u.s.c", "u.s.c.", "c.f.r.", "cfr", "usc":
		return true
	}
	switch p.low(n.to) {
	case "u.s.c", "u.s.c.", "c.f.r.", "cfr", "usc", "a.m.", "p.m.", "am", "pm", "st", "street", "avenue":
		return true
	}
	// The number of a paragraph or a page, which stands at the head of a line, or alone on it.
	if s := p.sentences[first.sentence]; s.from == n.from && n.form == count && !n.money && (s.to == n.to || n.to < len(p.toks) && n.value < 1000*unit && (p.toks[n.to].text == "." || p.toks[n.to].text == ")") && p.toks[n.to].start == last.end) {
		return true
	}
	// A year: four digits without a separator.
	v := n.value / unit
	return n.form == count && !n.money && len(last.text) == 4 && v >= 1900 && v <= 2099 && n.to-n.from == 1
}

// qualify reads the words before and behind a number that say how it is meant.
func (p *prose) qualify(n *number) {
	n.start, n.end = p.toks[n.from].start, p.toks[n.to-1].end
	i := n.from - 1
	at := func(words ...string) bool {
		for k, w := range words {
			if p.low(i-len(words)+1+k) != w {
				return false
			}
		}
		return true
	}
	set := func(how near, words int) {
		n.near, n.start = how, p.toks[i-words+1].start
	}
	switch {
	case at("handed", "over"), at("turned", "over"), at("handing", "over"), at("turning", "over"), at("hand", "over"), at("turn", "over"): // no "more than"
	case at("more", "than"), at("greater", "than"), at("well", "over"):
		set(above, 2)
	case at("fewer", "than"), at("less", "than"), at("just", "under"):
		set(below, 2)
	case at("at", "least"), at("no", "fewer", "than"):
		set(atLeast, 2)
	case at("at", "most"), at("up", "to"):
		set(atMost, 2)
	case at("close", "to"):
		set(nearly, 2)
	case at("over"), at("exceeding"), at("above"):
		set(above, 1)
	case at("under"), at("below"):
		set(below, 1)
	case at("nearly"), at("almost"):
		set(nearly, 1)
	case at("about"), at("around"), at("roughly"), at("approximately"), at("some"), at("estimated"), at("approx"), at("circa"):
		set(about, 1)
	case at("an", "estimated"):
		set(about, 2)
	}
	if p.low(n.to) == "or" && p.low(n.to+1) == "so" {
		n.near, n.end = about, p.toks[n.to+1].end
	} else if p.low(n.to) == "or" && p.low(n.to+1) == "more" {
		n.near, n.end = atLeast, p.toks[n.to+1].end
	}
	if n.near == about && n.form == fraction && n.value == 0 {
		n.near = exactly
	}
}

func (n number) String() string { return fmt.Sprintf("%s/%d/%d", audit.Print(n.value), n.form, n.near) }
