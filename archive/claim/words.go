package claim

import (
	"strings"
	"unicode"
)

// Words says what a thing is called, by stems: a set of them.
type stems map[string]bool

// stemsOf are the stems of the words of a text that say something.
func stemsOf(texts ...string) stems {
	s := stems{}
	for _, text := range texts {
		for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !isApostrophe(r) }) {
			s.put(w)
		}
	}
	return s
}

func (s stems) put(word string) {
	if x := stem(word); x != "" {
		s[x] = true
	}
}

func (s stems) add(t stems) {
	for w := range t {
		s[w] = true
	}
}

// shared counts the stems that both have.
func (s stems) shared(t stems) int {
	if len(t) < len(s) {
		s, t = t, s
	}
	n := 0
	for w := range s {
		if t[w] {
			n++
		}
	}
	return n
}

// acts are the stems that say what was done.
func (s stems) acts() stems {
	a := stems{}
	for w := range s {
		if acts[w] {
			a[w] = true
		}
	}
	return a
}

// stem is what the forms of a word have in common, and words of one meaning: ""
// for one that says nothing.
func stem(word string) string {
	word = strings.Trim(strings.ReplaceAll(word, "’", "'"), "'")
	word = strings.TrimSuffix(word, "'s")
	if x, ok := synonyms[word]; ok {
		return x
	}
	if stopWords[word] || word == "" {
		return ""
	}
	x := strip(word)
	if y, ok := synonyms[x]; ok {
		return y
	}
	return x
}

// strip takes the endings of English off a word, roughly.
func strip(w string) string {
	n := len(w)
	switch {
	case n > 4 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 5 && (strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "xes")):
		return w[:n-2]
	case n > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return strip(w[:n-1])
	case n > 5 && strings.HasSuffix(w, "ing"):
		return undouble(w[:n-3])
	case n > 4 && strings.HasSuffix(w, "ed"):
		return undouble(w[:n-2])
	case n > 4 && strings.HasSuffix(w, "e"):
		return w[:n-1]
	}
	return w
}

func undouble(w string) string {
	if n := len(w); n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("lsz", rune(w[n-1])) {
		return w[:n-1]
	}
	return strings.TrimSuffix(w, "e")
}

// synonyms puts words that records and reporters use of one thing under the
// first of them. It is short on purpose: a word that is missing costs a
// statement that is not checked, a wrong one a statement that is wrongly found.
var synonyms = classes(`
	decline: declined declines declining declination declinations refuse refused refuses refusing refusal refusals reject rejected rejects rejecting rejection rejections spurn spurned ignore ignored rebuff rebuffed unhonored
	issue: issued issues issuing issuance sent send sends lodge lodged receive received receives receiving got get gets getting
	detainer: detainers hold holds
	page: pages
	jurisdiction: jurisdictions locality localities municipality municipalities place places
	facility: facilities jail jails prison prisons lockup lockups
	offense: offenses offence offences
	request: requests requested requesting requester requesters ask asked asks asking
	report: reports reported
	person: persons people individual individuals immigrant immigrants alien aliens inmate inmates
	release: released releases releasing freed
	arrest: arrests arrested arresting apprehend apprehended apprehension apprehensions
	remove: removal removals removed deport deported deportation deportations deporting
	transfer: transfers transferred transferring
	detain: detained detains detaining detention detentions detainee detainees
	produce: produced production productions
	none: no
	complaint: complaints
	death: deaths died
	cost: costs
	assault: assaults`)

// acts are the stems of synonyms, and others, that say what was done with what is
// counted: of two figures that differ in them, one is not the other.
var acts = set(`decline issue release arrest remove transfer detain deny grant approv clear convict admit withdraw withdrawn honor book lift pend reopen appeal`)

func classes(lines string) map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(lines) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		m[head] = head
		for w := range strings.FieldsSeq(rest) {
			m[w] = head
		}
	}
	return m
}

var stopWords = set(`a an the of in on at by for from to with and or nor as is are was were be been being has have had do does did its it their they them this that these those
	there which who whom whose what when where how than then so such also only just even still again alone apiece each every all any some both other others more most less least fewer many much few several
	about around roughly nearly almost over under between among across through during after before since until within without into out up down off per
	first second third fourth fifth last next same year years month months week weeks day days quarter fiscal calendar period time times
	he she his her we our us you your i my not number numbers total totals count counts counted figure figures case cases one ones
	said says say saying according show shows showed list lists listed listing record records recorded data
	can could may might must shall should will would if because while though although but however
	together combined later earlier ago instead altogether u.s united federal government agency agencies official officials national nation nationwide country countries state states local
	january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec`)

// generic are the stems of words that stand beside what is counted and narrow it
// down to nothing that a record would not say.
var generic = set(`immigration local such weekly total separate different county counti city immigrat custom enforcement enforc ic detainer decline record own large larg`)
