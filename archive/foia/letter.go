package foia

import (
	"cmp"
	"fmt"
	"strings"

	"readingroom/archive"
)

// A Letter is one that the program drafts: plain text, for its sender to change.
type Letter string

// The letters.
const (
	LetterRequest  Letter = "request"
	LetterAppeal   Letter = "appeal"
	LetterReminder Letter = "reminder"
)

// Letters are all letters.
var Letters = []Letter{LetterRequest, LetterAppeal, LetterReminder}

// Draft writes a letter of a case, as of a day. What only its sender knows
// stands in square brackets.
func Draft(l Letter, c Case, today archive.Day) string {
	var body string
	switch l {
	case LetterAppeal:
		body = appealBody(c)
	case LetterReminder:
		body = reminderBody(c)
	default:
		if c.Request.Text != "" {
			return c.Request.Text
		}
		body = requestBody(c.Request, c.Law)
	}
	to := cmp.Or(c.Agency.Address, c.Agency.Contact, c.Agency.Name)
	if l == LetterAppeal && c.Agency.AppealTo != "" {
		to = c.Agency.AppealTo
	}
	return fmt.Sprintf("%s\n\n%s\n\n%s\n\nSincerely,\n\n%s\n", Long(today), to, strings.TrimSpace(body), cmp.Or(c.Request.Requester, "[name and address]"))
}

// requestBody is the request itself.
func requestBody(r Request, l Law) string {
	paragraphs := []string{
		"Re: Request for records under the " + l.Name + "\n\nTo the records officer:",
		fmt.Sprintf("Under the %s, %s, I request the following records:", l.Name, l.Citation),
		"    " + cmp.Or(r.Title, "[what is asked for]") + "\n\n[Say which records, made or received by whom, between which days; name offices, systems and words to search for.]",
	}
	if l.Code == USFOIA.Code {
		return join(append(paragraphs, federal(r)...))
	}
	paragraphs = append(paragraphs, "Please send the records in electronic form, in the format in which they are kept.")
	if own := stateSays[l.Code]; own != "" {
		paragraphs = append(paragraphs, own)
	} else {
		paragraphs = append(paragraphs, "If any part of the request is denied, please name the provision for each part that is withheld, and release all that can be separated from it.")
	}
	if r.FeeWaiver {
		paragraphs = append(paragraphs, "I ask that fees be waived or reduced: the records will be made public at no charge, and their release serves the public interest.")
	}
	if r.Expedited {
		paragraphs = append(paragraphs, "I ask that the request be handled ahead of others, because [why it cannot wait].")
	}
	if l.Answer.Days > 0 {
		unit := "days"
		if l.Answer.Working {
			unit = "working days"
		}
		paragraphs = append(paragraphs, fmt.Sprintf("I look forward to your answer within %d %s, as the law requires (%s).", l.Answer.Days, unit, l.Answer.Cite))
	}
	return join(paragraphs)
}

// federal is what a request under the federal act says besides what it asks
// for, in the statute's words where they matter.
func federal(r Request) []string {
	p := []string{
		"Please produce records in electronic form, workbooks and databases in their native format (5 U.S.C. 552(a)(3)(B)).",
		"If records or parts of them are withheld, please state the exemption at the place of each deletion, release any reasonably segregable portion (5 U.S.C. 552(b)), and withhold only what it is reasonably foreseeable would harm an interest that an exemption protects (5 U.S.C. 552(a)(8)(A)).",
	}
	switch r.Category {
	case FeeMedia:
		p = append(p, "I am a representative of the news media: I gather information of potential interest to a segment of the public, use my editorial skills to turn the raw materials into a distinct work, and distribute that work to an audience (5 U.S.C. 552(a)(4)(A)(ii)). Fees are therefore limited to reasonable standard charges for document duplication.")
	case FeeEducational:
		p = append(p, "The records are sought for an educational or noncommercial scientific institution, whose purpose is scholarly or scientific research, and not for commercial use; fees are limited to reasonable standard charges for document duplication (5 U.S.C. 552(a)(4)(A)(ii)(II)).")
	case FeeCommercial:
		p = append(p, "The records are requested for commercial use (5 U.S.C. 552(a)(4)(A)(ii)(I)).")
	default:
		p = append(p, "I do not seek the records for commercial use: the first two hours of search and the first one hundred pages of duplication are without charge (5 U.S.C. 552(a)(4)(A)(iv)(II)).")
	}
	if r.FeeWaiver {
		p = append(p, "I ask for a waiver of all fees. Disclosure of the information is in the public interest because it is likely to contribute significantly to public understanding of the operations or activities of the government, and it is not primarily in my commercial interest (5 U.S.C. 552(a)(4)(A)(iii)): [which operations or activities, what the records will show that is not known, and how you will publish it].")
	} else {
		p = append(p, "I am willing to pay fees up to [$25]. Please tell me before you incur more.")
	}
	if r.Expedited {
		p = append(p, "I ask for expedited processing, as there is a compelling need (5 U.S.C. 552(a)(6)(E)). [Keep the one that holds:] I am primarily engaged in disseminating information, and there is urgency to inform the public concerning actual or alleged Federal Government activity: [which, and why now]. [Or:] Failure to obtain the records on an expedited basis could reasonably be expected to pose an imminent threat to the life or physical safety of an individual: [how]. I certify that this statement is true and correct to the best of my knowledge and belief (5 U.S.C. 552(a)(6)(E)(vi)). The decision on this is to be made, and notice of it given, within 10 days after the date of the request.")
	}
	return append(p, "I look forward to your determination within twenty working days, as 5 U.S.C. 552(a)(6)(A)(i) requires.")
}

// stateSays is what requests under other laws say on copies, charges and
// denials, with the provisions.
var stateSays = map[string]string{
	"us-ca-cpra": "If a portion is exempt, please release what is reasonably segregable (Gov. Code 7922.525) and give the reasons for any denial in writing, with the names and titles of those responsible for it (Gov. Code 7922.540). Charges are limited to the direct costs of duplication (Gov. Code 7922.530); please tell me before they pass [$25].",
	"us-ny-foil": "If any part is denied, please give the reasons in writing, with the name and address of the person to whom an appeal goes (Pub. Off. Law 89). Please tell me before fees for copies (Pub. Off. Law 87(1)(b)) pass [$25].",
	"us-tx-pia":  "If you hold that an exception applies and there is no earlier ruling on it, please ask the Attorney General for a decision by the tenth business day (Gov't Code 552.301) and release the rest. Please send an itemized estimate before charges pass $40 (Gov't Code 552.2615).",
	"us-fl-prl":  "If any part is held to be exempt, please release the rest (Fla. Stat. 119.07(1)(d)), and state in writing and with particularity the basis of the exemption and the citation of the statute (Fla. Stat. 119.07(1)(e), (f)). Please tell me before fees (Fla. Stat. 119.07(4)) pass [$25].",
	"us-il-foia": "The request is not for a commercial purpose. If any part is denied, please give the reasons with a detailed factual basis for each exemption (5 ILCS 140/9) and release the rest (5 ILCS 140/7). The first 50 pages of black and white copies are without charge (5 ILCS 140/6(b)); please tell me before charges pass [$25].",
	"us-wa-pra":  "If any part is withheld, please state the specific exemption and give a brief explanation of how it applies (RCW 42.56.210(3)). If more than five business days are needed, please give a reasonable estimate of the time (RCW 42.56.520). Please tell me before charges for copies (RCW 42.56.120) pass [$25].",
}

func join(paragraphs []string) string { return strings.Join(paragraphs, "\n\n") }
