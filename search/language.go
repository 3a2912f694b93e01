package search

import (
	"strings"
	"unicode"

	"readingroom/archive/content"
)

// smallWords are some of the commonest words of a language, which are not
// words of the others.
var smallWords = map[string][]string{
	"en": {"the", "of", "and", "to", "is", "that", "for", "was", "with", "by", "this", "are", "from", "have", "which", "not", "you"},
	"es": {"el", "los", "las", "del", "que", "y", "por", "una", "para", "con", "como", "pero", "su", "más", "está", "fue", "sus"},
	"fr": {"le", "les", "des", "et", "est", "dans", "une", "pour", "qui", "sur", "pas", "au", "aux", "avec", "être", "cette", "du"},
	"de": {"der", "die", "das", "und", "den", "von", "zu", "mit", "sich", "auf", "ist", "nicht", "ein", "eine", "dem", "für", "wird"},
	"pt": {"o", "os", "da", "do", "em", "um", "uma", "não", "para", "com", "dos", "das", "pelo", "são", "à", "foi", "ao"},
	"it": {"il", "di", "che", "è", "della", "per", "non", "sono", "gli", "nel", "alla", "dei", "più", "questo", "anche", "delle", "una"},
	"nl": {"het", "een", "van", "en", "dat", "niet", "zijn", "op", "te", "voor", "met", "aan", "ook", "wordt", "door", "naar", "bij"},
	"pl": {"w", "na", "się", "nie", "jest", "że", "z", "do", "oraz", "przez", "dla", "tego", "od", "przy", "które", "jego", "są"},
	"vi": {"và", "của", "là", "có", "không", "được", "trong", "cho", "với", "người", "những", "một", "này", "các", "để", "khi", "đã"},
	"tl": {"ang", "ng", "mga", "sa", "na", "ay", "hindi", "nang", "ito", "para", "kung", "siya", "ako", "niya", "mga", "kanyang", "isang"},
	"ht": {"yo", "ki", "nan", "pou", "ak", "li", "pa", "gen", "te", "sa", "ou", "mwen", "kote", "yon", "fè", "tout", "kreyòl"},
}

// scripts are those that tell a language, or nearly.
var scripts = []struct {
	table *unicode.RangeTable
	code  string
}{
	{unicode.Hiragana, "ja"},
	{unicode.Katakana, "ja"},
	{unicode.Hangul, "ko"},
	{unicode.Han, "zh"},
	{unicode.Cyrillic, "ru"},
	{unicode.Arabic, "ar"},
	{unicode.Hebrew, "he"},
	{unicode.Greek, "el"},
	{unicode.Thai, "th"},
	{unicode.Devanagari, "hi"},
	{unicode.Armenian, "hy"},
	{unicode.Ethiopic, "am"},
	{unicode.Khmer, "km"},
}

// languageOf tells the language of a text by its letters and its small words, as
// an ISO 639 code, "en"; "" where they do not say. A library that tells a hundred
// languages by their groups of letters was left out: it takes a name or a table
// for Latin or Malay, where this says nothing.
func languageOf(text string) string {
	letters, latin := 0, 0
	counts := map[string]int{}
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.Is(unicode.Latin, r) {
			latin++
			continue
		}
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				counts[s.code]++
				break
			}
		}
	}
	if letters == 0 {
		return ""
	}
	if 2*latin < letters {
		if 20*counts["ja"] > letters { // kana among Chinese signs
			return "ja"
		}
		return most(counts, letters/3)
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && !unicode.Is(unicode.Mn, r) })
	clear(counts)
	for _, w := range words {
		for _, code := range whose[w] {
			counts[code]++
		}
	}
	return most(counts, max(2, len(words)/20))
}

// whose says which languages have a small word.
var whose = func() map[string][]string {
	all := map[string][]string{}
	for code, words := range smallWords {
		for _, w := range words {
			all[w] = append(all[w], code)
		}
	}
	return all
}()

// most is the language counted most, if more than least and clearly more than the
// next one.
func most(counts map[string]int, least int) string {
	best, first, second := "", 0, 0
	for code, n := range counts {
		switch {
		case n > first:
			best, first, second = code, n, first
		case n > second:
			second = n
		}
	}
	if first < least || 4*first < 5*second {
		return ""
	}
	return best
}

// How much of a document is looked at for its language.
const (
	sampleBytes = 16 << 10
	samplePages = 3
	sampleRows  = 60
)

// sample is some text of a document: of its first pages, or else rows.
func sample(f *content.File) string {
	var b strings.Builder
	head := f.Head()
	for n := 1; n <= min(head.Pages, samplePages) && b.Len() < sampleBytes; n++ {
		p, err := f.Page(n)
		if err != nil {
			break // which is told where it is indexed
		}
		b.WriteString(p.Text[:min(len(p.Text), sampleBytes)] + "\n")
	}
	if b.Len() > 0 || len(head.Tables) == 0 {
		return b.String()
	}
	n := 0
	for r, err := range f.Rows(head.Tables[0].Number, 0) {
		if n++; err != nil || n > sampleRows || b.Len() > sampleBytes {
			break
		}
		b.WriteString(strings.Join(r.Cells, " ") + "\n")
	}
	return b.String()
}
