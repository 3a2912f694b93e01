package link

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// Papers is what may say whose a document is.
type Papers struct {
	First  string // the text of page 1
	From   string // of an e-mail, its sender
	Source string // who released it, as the archive says it
}

// Issuer returns the slug of the jurisdiction whose document this is, in its
// own words: by its letterhead, the domain its mail was sent from, a dateline,
// or else by who released it. "" where nothing says so, and where it is in doubt
// which of several is meant.
//
//	HENNEPIN COUNTY SHERIFF'S OFFICE       us/mn/hennepin-county
//	records@ci.tucson.az.us                us/az/tucson
//	FRANKLIN COUNTY JAIL                   "", but us/ia/franklin-county above "Hampton, IA 50441"
func Issuer(g *gazetteer.Gazetteer, p Papers) string {
	is := issuer{g: g}
	head := is.head(p.First)
	for _, e := range []*gazetteer.Entry{is.letterhead(head), is.sender(p.From), is.dateline(head), is.letterhead([]string{p.Source})} {
		if e != nil {
			return e.Slug
		}
	}
	return ""
}

type issuer struct {
	g      *gazetteer.Gazetteer
	states []*gazetteer.Entry // that the lines at the head name
}

// The lines of a page that may be its letterhead, and the longest of these.
const (
	letterLines  = 14
	letterLength = 90
)

// head returns the lines that a page begins with, up to those to whom it is
// written, and what it says to them.
func (is *issuer) head(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		low := strings.ToLower(line)
		if line == "" {
			continue
		}
		if len(lines) == letterLines || strings.HasPrefix(low, "dear ") || strings.HasPrefix(low, "to:") || strings.HasPrefix(low, "attn") || strings.HasPrefix(low, "re:") {
			break
		}
		if len(line) > letterLength {
			lines = append(lines, "") // a paragraph: it is counted, not read
			continue
		}
		lines = append(lines, line)
	}
	return lines
}

// address is the end of one: "Hampton, IA 50441", "Tucson, Arizona".
var address = regexp.MustCompile(`(?:^|[,•|] *)([A-Z][A-Za-z. ]{1,20}?)\.?,? *(?:\d{5}(?:-\d{4})?)?$`)

// letterhead finds the narrowest jurisdiction that lines are the name of. Two
// that do not lie in one another are none.
func (is *issuer) letterhead(lines []string) *gazetteer.Entry {
	is.states = nil
	for _, line := range lines {
		if m := address.FindStringSubmatch(line); m != nil {
			if s := is.g.State(strings.Join(gazetteer.Words(m[1]), "")); s != nil && !slices.Contains(is.states, s) {
				is.states = append(is.states, s)
			}
		}
	}
	var all []*gazetteer.Entry
	for _, line := range lines {
		if e := is.named(gazetteer.Words(line)); e != nil && !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b *gazetteer.Entry) int { return cmp.Compare(breadth(a), breadth(b)) })
	for i, e := range all {
		if i > 0 && all[0].State() != nil && e.State() != nil && all[0] != e && !slices.Contains(all[0].Ancestors(""), e) {
			return nil
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

func breadth(e *gazetteer.Entry) int {
	return slices.Index([]archive.JurisdictionKind{archive.JurisdictionPlace, archive.JurisdictionCounty, archive.JurisdictionState, archive.JurisdictionTribal, archive.JurisdictionAgency}, e.Kind)
}

// officeWords are those that a body of a county, a city or a state is called by.
var officeWords = wordSet("sheriff sheriffs office offices department dept jail detention center centre corrections correctional correction facility adult juvenile police public safety government " +
	"board of supervisors commissioners commission county clerk recorder attorney attorneys district prosecutor prosecuting auditor treasurer assessor court courts superior circuit records division unit bureau " +
	"services human resources health law enforcement administration administrator the and counsel council hall manager mayor municipal fire legal risk finance secretary general state highway patrol " +
	"education transportation revenue justice agriculture environmental protection natural motor vehicles workforce labor investigation investigations coroner medical examiner probation")

// bodyOf are those that make what stands before them a city's.
var bodyOf = map[string]bool{"police": true, "municipal": true}

// stateBody are those that follow the name of a state.
var stateBody = wordSet("department dept state division bureau office attorney highway board commission secretary general legislature court supreme")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// named returns the jurisdiction that a line is the name of, with the words for
// its offices: "Office of the Hennepin County Sheriff", "City of Tucson, Arizona".
func (is *issuer) named(words []string) *gazetteer.Entry {
	if len(words) > 12 {
		return nil
	}
	for _, n := range is.g.Names(words) {
		if n.Entry.Kind == archive.JurisdictionAgency && n.Entry.Parent == nil || n.Entry.Kind == archive.JurisdictionAgency && strings.HasPrefix(n.Entry.Slug, "us/agency/") {
			return n.Entry
		}
	}
	for len(words) > 2 && (words[0] == "office" || words[0] == "offices" || words[0] == "of" || words[0] == "the") {
		words = words[1:]
	}
	if len(words) < 2 {
		return nil
	}
	if of := words[0]; words[1] == "of" && len(words) > 2 {
		kind := archive.JurisdictionPlace
		switch of {
		case "state", "commonwealth":
			return is.g.State(strings.Join(words[2:], ""))
		case "county", "parish":
			kind = archive.JurisdictionCounty
		case "city", "town", "village", "township", "borough":
		default:
			return nil
		}
		return is.longest(words[2:], kind, false)
	}
	if e := is.longest(words, archive.JurisdictionCounty, true); e != nil {
		return e
	}
	for n := 3; n >= 1; n-- {
		if len(words) > n && stateBody[words[n]] {
			if s := is.g.State(strings.Join(words[:n], "")); s != nil && len(strings.Join(words[:n], "")) > 3 && only(words[n:]) {
				return s
			}
		}
	}
	for n := min(4, len(words)-1); n >= 1; n-- {
		if bodyOf[words[n]] {
			return is.bearer(words[:n], words[n:], archive.JurisdictionPlace, "")
		}
	}
	return nil
}

// longest finds a name at the beginning of words, with what may follow it: the
// words of an office, a state. word says that a county is called one.
func (is *issuer) longest(words []string, kind archive.JurisdictionKind, word bool) *gazetteer.Entry {
	for n := min(5, len(words)); n >= 1; n-- {
		rest := words[n:]
		suffix := gazetteer.County
		if word {
			if len(rest) == 0 || gazetteer.SuffixOf(rest[0]) == "" || rest[0] == "city" || rest[0] == "island" || rest[0] == "district" {
				continue
			}
			suffix = gazetteer.SuffixOf(rest[0])
			if rest = rest[1:]; len(rest) == 0 && len(words) > 4 {
				continue
			}
		}
		if e := is.bearer(words[:n], rest, kind, suffix); e != nil {
			return e
		}
	}
	return nil
}

func only(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !officeWords[w] && w != "of" })
}

// bearer returns the only bearer of a name: in the state that follows it, else
// in one that the letterhead names, else of all, or the one that all know.
func (is *issuer) bearer(name, rest []string, kind archive.JurisdictionKind, suffix gazetteer.Suffix) *gazetteer.Entry {
	states := is.states
	for n := min(3, len(rest)); n >= 1; n-- {
		if s := is.g.State(strings.Join(rest[len(rest)-n:], "")); s != nil {
			states, rest = []*gazetteer.Entry{s}, rest[:len(rest)-n]
			break
		}
	}
	if !only(rest) {
		return nil
	}
	var all []*gazetteer.Entry
	for _, n := range is.g.Names(name) {
		e := n.Entry
		if n.Form == gazetteer.Abroad || n.Form == gazetteer.House || e.Kind != kind || e.Until != "" || kind == archive.JurisdictionCounty && !e.IsCounty(suffix) || slices.Contains(all, e) {
			continue
		}
		all = append(all, e)
	}
	in := slices.DeleteFunc(slices.Clone(all), func(e *gazetteer.Entry) bool { return !slices.Contains(states, e.State()) })
	if len(in) == 1 {
		return in[0]
	}
	if len(in) > 1 || len(all) == 0 {
		return nil
	}
	slices.SortFunc(all, func(a, b *gazetteer.Entry) int { return cmp.Compare(b.Population, a.Population) })
	if len(all) == 1 || kind == archive.JurisdictionPlace && all[0].Population > 200_000 && all[0].Population > 20*all[1].Population {
		return all[0]
	}
	return nil
}

// datelined begins a report from somewhere: "TUCSON, Ariz. (AP) —", "AUSTIN, Texas - ".
var datelined = regexp.MustCompile(`^([A-Z][A-Z.' -]+), ([A-Z][A-Za-z. ]{1,20}?)\.? *(?:\([A-Z][A-Za-z ]*\) *)?(?:[—–]|--| - )`)

func (is *issuer) dateline(lines []string) *gazetteer.Entry {
	for _, line := range lines {
		m := datelined.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if s := is.g.State(strings.Join(gazetteer.Words(m[2]), "")); s != nil {
			is.states = []*gazetteer.Entry{s}
			return is.bearer(gazetteer.Words(m[1]), nil, archive.JurisdictionPlace, "")
		}
	}
	return nil
}

// sender reads the domain of a mail's sender: co.hennepin.mn.us, ci.tucson.az.us,
// dps.state.tx.us, sandiego.ca.gov, traviscountytx.gov, ice.dhs.gov.
func (is *issuer) sender(from string) *gazetteer.Entry {
	_, domain, ok := strings.Cut(from, "@")
	if i := strings.IndexFunc(domain, func(r rune) bool {
		return r != '.' && r != '-' && (r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' || r > 'z')
	}); i >= 0 {
		domain = domain[:i]
	}
	parts := strings.Split(strings.ToLower(strings.Trim(domain, ".")), ".")
	n := len(parts)
	if !ok || n < 2 || n > 8 {
		return nil
	}
	top, name := parts[n-1], parts[n-2]
	state := (*gazetteer.Entry)(nil)
	if len(name) == 2 && (top == "us" || top == "gov") {
		state, _ = is.g.BySlug("us/" + name)
	}
	switch {
	case state != nil && top == "us" && n >= 4 && parts[n-4] != "":
		switch kind := parts[n-4]; {
		case parts[n-3] == "state":
			return state
		case kind == "co" || kind == "county":
			return is.squashed(parts[n-3], state, archive.JurisdictionCounty)
		case kind == "ci" || kind == "city" || kind == "town" || kind == "vil" || kind == "twp":
			return is.squashed(parts[n-3], state, archive.JurisdictionPlace)
		}
		return nil
	case state != nil && top == "us" && n == 3 && parts[0] == "state":
		return state
	case state != nil && top == "gov" && n >= 3:
		if e := is.local(parts[n-3], state); e != nil {
			return e
		}
		return state
	case top == "gov":
		for _, p := range parts[:n-1] {
			if e, ok := is.g.BySlug("us/agency/" + p); ok {
				return e
			}
		}
		if s := is.g.State(name); s != nil && len(name) > 2 {
			return s
		}
		return is.local(name, nil)
	case top == "org" || top == "us":
		if e := is.local(name, nil); e != nil && (strings.Contains(name, "county") || strings.HasPrefix(name, "cityof")) {
			return e
		}
	}
	return nil
}

// local reads the name of a domain: "traviscountytx", "cityoftucson", "tucsonaz".
func (is *issuer) local(name string, state *gazetteer.Entry) *gazetteer.Entry {
	name = strings.ReplaceAll(name, "-", "")
	kind := archive.JurisdictionPlace
	if of, ok := strings.CutPrefix(name, "cityof"); ok {
		name = of
	} else if of, ok := strings.CutPrefix(name, "countyof"); ok {
		name, kind = of, archive.JurisdictionCounty
	}
	if of, after, ok := strings.Cut(name, "county"); ok && of != "" {
		kind, name = archive.JurisdictionCounty, of
		if after != "" {
			if state = is.g.State(after); state == nil {
				return nil
			}
		}
		return is.squashed(name, state, kind)
	}
	if state == nil && len(name) > 5 {
		if s, ok := is.g.BySlug("us/" + name[len(name)-2:]); ok {
			if e := is.squashed(name[:len(name)-2], s, kind); e != nil {
				return e
			}
		}
	}
	return is.squashed(name, state, kind)
}

// squashed finds a jurisdiction by its name without the spaces.
func (is *issuer) squashed(name string, state *gazetteer.Entry, kind archive.JurisdictionKind) *gazetteer.Entry {
	name = strings.ReplaceAll(name, "-", " ")
	is.states = nil
	if state != nil {
		is.states = []*gazetteer.Entry{state}
	}
	found := map[*gazetteer.Entry]bool{}
	var one *gazetteer.Entry
	try := func(words ...string) {
		if e := is.bearer(gazetteer.Words(strings.Join(words, " ")), nil, kind, gazetteer.County); e != nil && (state == nil || e.State() == state) && !found[e] {
			found[e], one = true, e
		}
	}
	try(name)
	if len(name) <= 30 && !strings.Contains(name, " ") {
		for i := 1; i < len(name); i++ {
			try(name[:i], name[i:])
			for j := i + 1; j < len(name) && len(found) == 0; j++ {
				try(name[:i], name[i:j], name[j:])
			}
		}
	}
	if len(found) != 1 {
		return nil
	}
	return one
}
