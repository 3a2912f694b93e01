package foia

import (
	"cmp"
	"fmt"
	"strings"
)

// appealBody argues against what was withheld, an exemption at a time.
func appealBody(c Case) string {
	s := c.Standing
	var d Event
	for _, e := range Holding(c.Events) {
		if e.Kind == Determined && e.Date <= s.AsOf {
			d = e
		}
	}
	ref := reference(c)
	p := []string{"Re: Appeal under the " + c.Law.Name + ref + "\n\nTo the appeals officer:"}
	if d.Determination == nil {
		p = append(p, fmt.Sprintf("I appeal from [the decision of which day] on my request for records on %s (%s).", about(c), c.Law.Citation))
	} else {
		p = append(p, fmt.Sprintf("I appeal from the determination of %s on my request for records on %s (%s). The agency's answer was: %s.",
			Long(d.Date), about(c), cmp.Or(c.Law.Appeal.Cite, c.Law.Citation), d.Determination.Disposition))
	}
	for _, x := range s.Exemptions {
		p = append(p, argument(x))
	}
	if d.Determination != nil {
		switch d.Determination.Disposition {
		case NoRecords:
			p = append(p, "The agency says that it found no records. A search has to be reasonably calculated to uncover all relevant documents: [where it should have looked, with which words, and what shows that records exist].")
		case PartialGrant, FullDenial:
			if c.Law.Code == USFOIA.Code {
				p = append(p, "The agency has not shown that it is reasonably foreseeable that disclosure would harm an interest protected by an exemption (5 U.S.C. 552(a)(8)(A)(i)), nor that what it withheld holds no reasonably segregable portion (5 U.S.C. 552(b)).")
			}
		case NotDescribed:
			p = append(p, "The request describes the records so that an employee familiar with the subject can find them with a reasonable effort: [how].")
		case FeeRelated:
			p = append(p, "[Why the fee is not owed, or is too high.]")
		}
	}
	p = append(p, "[What else is wrong with the answer.]", "Please release the records that were withheld, or send the request back for a new search and review.")
	if c.Law.Decision.Days > 0 {
		p = append(p, fmt.Sprintf("I look forward to your decision within %d %sdays (%s).", c.Law.Decision.Days, working(c.Law.Decision), c.Law.Decision.Cite))
	}
	return join(p)
}

func argument(exemption string) string {
	if why := against[strings.ToLower(exemption)]; why != "" {
		return "Exemption " + exemption + ": " + why
	}
	return "Exemption " + exemption + ": [why it does not cover what was withheld]."
}

// against are the questions that an appeal puts to each exemption of the
// federal act (5 U.S.C. 552(b)).
var against = map[string]string{
	"(b)(1)":    "the agency has to show that the information is properly classified under an Executive order, in substance and procedure. [Why it is not.]",
	"(b)(2)":    "it covers records related solely to the internal personnel rules and practices of an agency, no more. [Why these are not.]",
	"(b)(3)":    "the agency has to name a statute that leaves no discretion, or gives criteria for withholding, and to show that the records fall under it. [Why not.]",
	"(b)(4)":    "the information has to be commercial or financial, got from a person, and both customarily and actually treated as private. [Why it is not.]",
	"(b)(5)":    "the records have to be both predecisional and deliberative, or otherwise privileged in litigation; facts that can be separated, and policies that were adopted, are not; and the deliberative process privilege covers no records made 25 years or more before the request. [Why these are not.]",
	"(b)(6)":    "disclosure has to constitute a clearly unwarranted invasion of personal privacy; names of officials acting as such, and facts that name nobody, weigh little against the public's interest in [what the records show of the agency's work].",
	"(b)(7)(a)": "disclosure has to be reasonably expected to interfere with a pending or prospective enforcement proceeding, which the agency has to name. [Why it does not.]",
	"(b)(7)(c)": "the record has to be compiled for law enforcement purposes, and disclosure to be an unwarranted invasion of privacy that outweighs the public's interest in [what the records show of the agency's work].",
	"(b)(7)(d)": "the agency has to show that a confidential source gave the information under an assurance of confidentiality. [Why not.]",
	"(b)(7)(e)": "disclosure has to reveal techniques or procedures not generally known, or guidelines whose disclosure could reasonably be expected to risk circumvention of the law. [Why it does not.]",
	"(b)(7)(f)": "disclosure has to be reasonably expected to endanger the life or physical safety of an individual. [Why it does not.]",
}

// reminderBody asks for an answer that is overdue, or for its date.
func reminderBody(c Case) string {
	s := c.Standing
	p := []string{"Re: " + about(c) + reference(c) + "\n\nTo the records officer:"}
	sent := ""
	if s.Filed != "" {
		sent = " of " + Long(s.Filed)
	}
	switch a := s.Clock; {
	case a != nil && a.Status == Overdue:
		p = append(p, fmt.Sprintf("My request%s was received on %s. The time for your answer ended on %s (%s), and I have had none.", sent, Long(a.Received), Long(a.Due), c.Law.Answer.Cite))
		if c.Law.Court != "" {
			p = append(p, fmt.Sprintf("I am deemed to have exhausted my administrative remedies (%s). I would rather have the records than a lawsuit.", c.Law.Court))
		}
	default:
		p = append(p, fmt.Sprintf("I write about my request%s for records on %s.", sent, about(c)))
	}
	p = append(p, "Please tell me where the request stands, and by which day you expect to complete it.")
	if c.Law.Code == USFOIA.Code {
		p[len(p)-1] += " The act requires an estimate on request (5 U.S.C. 552(a)(7)(B)(ii))."
	}
	return join(p)
}

func working(l Limit) string {
	if l.Working {
		return "working "
	}
	return ""
}

func about(c Case) string { return cmp.Or(strings.TrimSpace(c.Request.Title), "[what was asked for]") }

// reference names the tracking number that the agency gave.
func reference(c Case) string {
	for _, t := range c.Standing.Tracking {
		if t.Why == "request" {
			return ", request " + t.Number
		}
	}
	return ""
}
