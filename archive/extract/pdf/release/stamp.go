package release

import (
	"strings"

	"readingroom/archive"
)

// What the State Department numbers a release by.
var (
	caseNumber = form(`^(?i:case no\.?|case number:?) [A-Z]{1,3}-\d{4}-\d{3,6}`, "case")
	docNumber  = form(`^(?i:doc(?:ument)? no\.?:? )[A-Z]?\d{6,}`, "doc")
)

// What is stamped on records: each form takes a whole segment. Those in capitals
// are written so, since sentences use the same words.
var stampForms = []pattern{
	// Releases of the State Department and others.
	form(`^(?:PARTIALLY |SANITIZED |REDACTED )?(?:RELEASED?|RELEASABLE|DENIED|DENY|EXEMPT|WITHHELD)(?: AND DECLASSIFIED)? (?:IN (?:FULL|PART|ENTIRETY|WHOLE)|TO THE PUBLIC)\b`, "releas", "denied", "deny", "exempt", "withheld"),
	form(`^(?:FULL |PARTIAL )RELEASE\b`, " release"),
	form(`^RELEASED? IN$`, "release"),
	form(`^(?:DECLASSIFIED|DOWNGRADED|DECLASSIFICATION)\b`, "declassif", "downgraded"),
	form(`^Declassified (?:(?:and|by|on|per|in|under|with|for|pursuant)\b|\d|[A-Z]{2,})`, "declassified "),
	form(`^(?:(?:Sanitized|Declassified|Redacted)\b.{0,30} )?(?i:approved for (?:public )?release)\b`, "approved for "),
	form(`^(?i:cleared for (?:public|open) (?:release|publication))\b`, "cleared for "),
	form(`^(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|SENSITIVE BUT UNCLASSIFIED),? U\.? ?S\.? Department of State\b`, "department of state"),
	caseNumber,
	docNumber,
	form(`^(?i:all information contained herein is unclassified)\b`, "all information "),
	form(`^(?i:all fbi information contained)\b`, "all fbi "),
	form(`(?:^| )(?:PRODUCED TO|PROVIDED TO|SUBJECT TO AGREEMENT ON|Produced to|Produced by)\b`, "produced ", "provided to", "subject to agreement on"),
	form(`^(?i:(?:obtained|released|produced|disclosed|provided) (?:by|to|via|under|pursuant to|through)\b.{0,60}\b(?:foia|freedom of information|public records act|public information act))\b`, "foia", "freedom of information", "public records act", "public information act"),
	form(`^(?i:foia confidential(?: treatment requested.*)?|confidential treatment requested.*|foia exempt.*|exempt from (?:foia|disclosure|release).*)$`, "foia", "confidential treatment", "exempt from "),
	form(`^NO FOIA WAIVER`, "no foia waiver"),
	// Markings of what is classified, or controlled (32 CFR 2001, 2002).
	form(`^(?:UNCLASSIFIED|CLASSIFIED|TOP SECRET|SECRET|CONFIDENTIAL)(?: ?(?://|/) ?[A-Z][A-Z ,/&-]{1,50})+$`, "/"),
	form(`^(?:TOP SECRET|UNCLASSIFIED|SENSITIVE BUT UNCLASSIFIED|FOR OFFICIAL USE ONLY|LIMITED OFFICIAL USE|OFFICIAL USE ONLY|LAW ENFORCEMENT SENSITIVE|PRE-?DECISIONAL|CONTROLLED UNCLASSIFIED INFORMATION|NOFORN|SBU|FOUO|CUI)(?:(?: ?[/-]+ ?| )(?:NOFORN|SBU|FOUO|LES|DELIBERATIVE|FOR OFFICIAL USE ONLY|LAW ENFORCEMENT SENSITIVE|PRE-?DECISIONAL|WHEN FILLED IN|DRAFT))*$`, "secret", "classified", "official use", "law enforcement sensitive", "decisional", "noforn", "sbu", "fouo", "cui"),
	form(`^(?i:(?:classified by|derived from|declassify on|reason|classification):? .{0,40}(?:\b1\.[45]|multiple sources|\b(?:19|20)\d{2}|\b25x\d|scg|e\.?o\.?|decl).*)$`, "classified by", "derived from", "declassify on", "reason", "classification"),
	// Filings in the federal courts.
	form(`(?i)^case:? ?(?:no\. ?)?\d{1,2}[:-]\d{2}-[a-z]{2}-\d{3,6}.{0,30}\b(?:document|doc|dkt)\b`, "case"),
	form(`(?i)^(?:usca ?\d* ?|appellate )?case:? ?(?:no\. ?)?#?:? ?\d{2}-\d{2,6}\b.{0,30}\b(?:document|doc|dktentry|dkt|entry id|filed)\b`, "case"),
	form(`(?i)^(?:usdc|usca|case) .{0,60}\bfiled:? \d{1,2}/\d{1,2}/\d{2,4}`, "filed"),
	form(`(?i)^(?:electronically )?filed(?: by .{0,20}| on| at)? ?(?:\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}:\d{2}).{0,80}$`, "filed"),
}

// What a marking is only in the margin above or below the text.
var bannerForms = form(`^(?:SECRET|CONFIDENTIAL|RESTRICTED|UNCLASSIFIED|CLASSIFIED)$`, "secret", "confidential", "restricted", "classified")

// What belongs to a stamp where it stands beside one.
var stampParts = form(`^(?:U\.S\. Department of State|Department of State|Date: ?\d{1,2}/\d{1,2}/\d{2,4}|(?:IN )?(?:FULL|PART|ENTIRETY)|REDACTIONS?|UNCLASSIFIED|(?i:(?:doc(?:ument)?|case|appeal|foia)(?: request)? ?(?:no|number|id|#)\.?:? ?\S+)|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|(?:On|By|Date|Authority|Reviewer|EO|E\.O\.|NARA|DATE|BY|AUTHORITY):? .{1,40}|SUBJECT TO .*|NO FOIA WAIVER.*|HEREIN IS UNCLASSIFIED.*)$`)

// stampCodes are the exemptions that a stamp of release names below itself.
var (
	stampCodes = form(`^(?:PART )?(?:B[1-9]|1\.4 ?\([A-H]\))(?:[, ]+(?:B[1-9]|1\.4 ?\([A-H]\)))*,?$`)
	inPart     = form(`(?i)\b(?:in|part|full|deny|denied)[ \n\w.(),]*$`)
)

// stamps returns the stamps and markings of a page; what stands together is one.
func (f *finder) stamps() []archive.Mark {
	var out []archive.Mark
	last := -1 // the segment that the last stamp ends with
	taken := make([]bool, len(f.segments))
	for i := range f.segments {
		if taken[i] || !f.isStamp(i) {
			continue
		}
		m := archive.Mark{Kind: archive.MarkStamp, Text: f.segments[i].text, Box: f.segments[i].box}
		taken[i] = true
		for _, step := range []int{-1, 1} {
			at := &f.segments[i]
			for k := i + step; k >= 0 && k < len(f.segments) && k != last && step*(k-i) <= 24; k += step {
				if taken[k] || !f.joins(m.Text, at, k, step) {
					continue
				}
				s := &f.segments[k]
				between := "\n"
				if alongside(at, s) {
					between = " "
				}
				if taken[k] = true; step < 0 {
					m.Text = s.text + between + m.Text
				} else {
					m.Text += between + s.text
				}
				m.Box = m.Box.Union(s.box)
				at = s
			}
		}
		m.Box = rounded(m.Box)
		if out = append(out, m); len(out) == 100 {
			break
		}
	}
	return out
}

// joins reports whether segment k goes on with a stamp from one of its segments.
func (f *finder) joins(stamp string, at *segment, k, step int) bool {
	s := &f.segments[k]
	switch {
	case alongside(at, s):
		return courtParts.MatchString(s.text)
	case !adjacent(at, s):
		return false
	}
	return f.isStamp(k) || stampParts.MatchString(s.text) || step > 0 && stampCodes.MatchString(s.text) && inPart.MatchString(stamp)
}

// courtParts are what the stamp of a court goes on with, in the same line.
var courtParts = form(`(?i)^(?:date filed|filed|entry id|page(?:id)?|document)\b:? ?#?:? ?\S`)

// alongside reports whether two segments stand side by side.
func alongside(a, b *segment) bool {
	return a.block == b.block && a.line == b.line && b.box[0]-a.box[2] < 10*a.size && a.box[0]-b.box[2] < 10*a.size
}

// isStamp reports whether a segment is a stamp of itself.
func (f *finder) isStamp(n int) bool {
	s := &f.segments[n]
	if len(s.text) > 200 || len(s.words) > 24 || letters(s.text) < 3 {
		return false
	}
	text := strings.Trim(s.text, " *_-–—()[]|.")
	lower := strings.ToLower(text)
	for _, form := range stampForms {
		if form.matches(text, lower) {
			return f.previous(n) < 0 || !f.goesOn(n)
		}
	}
	inHead := s.box[3] < .12*f.page.Height || s.box[1] > .88*f.page.Height
	return inHead && bannerForms.matches(text, lower)
}

// adjacent reports whether two segments stand one under the other.
func adjacent(a, b *segment) bool {
	gap := max(b.box[1]-a.box[3], a.box[1]-b.box[3])
	return gap < 1.2*max(a.size, b.size) && a.box[0] < b.box[2] && a.box[2] > b.box[0] && a.size < 1.6*b.size && b.size < 1.6*a.size
}
