package foialog

import (
	"regexp"
	"strings"
	"unicode"
)

// plainName writes the name of a column in full words: "Rec'd", "Req. No." and
// "RequestID" are "received", "request number" and "request number".
func plainName(name string) string {
	var b strings.Builder
	last := ' '
	for _, r := range name {
		switch {
		case r == '\'' || r == '’' || r == '‘' || r == '.':
			continue
		case r == '#' || r == '№':
			b.WriteString(" number ")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if unicode.IsUpper(r) && unicode.IsLower(last) {
				b.WriteRune(' ')
			}
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteRune(' ')
		}
		last = r
	}
	words := strings.Fields(b.String())
	out := words[:0]
	for _, w := range words {
		if full, ok := inFull[w]; ok {
			w = full
		}
		if w != "" && (len(out) == 0 || out[len(out)-1] != w) {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// inFull are words of headers, as they are abbreviated and misspelled there.
var inFull = map[string]string{
	"no": "number", "nos": "number", "num": "number", "nbr": "number", "nr": "number", "id": "number", "ident": "number", "identifier": "number", "numbers": "number",
	"rec": "received", "recd": "received", "rcvd": "received", "rcv": "received", "rcd": "received", "recvd": "received", "recieved": "received", "receipt": "received", "receive": "received", "recv": "received",
	"req": "request", "rqst": "request", "reqst": "request", "requests": "request", "requestor": "requester", "requestors": "requester", "requesters": "requester", "reqstr": "requester", "requestors name": "requester name",
	"dt": "date", "dte": "date", "dates": "date", "desc": "description", "descr": "description", "descrip": "description", "subj": "subject",
	"org": "organization", "orgn": "organization", "organisation": "organization", "organizations": "organization", "affil": "affiliation", "co": "company",
	"comp": "component", "dept": "department", "div": "division", "disp": "disposition", "dispo": "disposition", "dispositions": "disposition",
	"exempt": "exemption", "exemptions": "exemption", "ex": "exemption", "exs": "exemption", "cat": "category", "fees": "fee",
	"compl": "completed", "comp'd": "completed", "cmpl": "completed", "completion": "completed", "complete": "completed",
	"close": "closed", "closure": "closed", "closing": "closed", "clsd": "closed", "ctrl": "control", "cntrl": "control", "trk": "tracking", "track": "track",
	"reqd": "requested", "info": "information", "docs": "documents", "ref": "reference", "foipa": "foia", "pra": "foia", "prr": "foia", "foil": "foia", "opra": "foia", "ipra": "foia", "cpra": "foia", "foi": "foia", "rtk": "foia", "rtkl": "foia",
	"record": "records", "document": "documents", "resp": "response", "responded": "response", "responce": "response", "the": "", "a": "", "an": "", "stat": "status", "ltr": "letter",
	"determ": "determination", "targeted": "target", "est": "estimated", "lname": "last name", "fname": "first name", "lastname": "last name", "firstname": "first name", "fullname": "full name", "surname": "last name",
}

// A rule says of what field a column is by its name, and how surely: of 100.
type rule struct {
	field Field
	sure  int
	name  *regexp.Regexp // of the plain name
}

func is(f Field, sure int, name string) rule {
	return rule{f, sure, regexp.MustCompile(`^(?:` + name + `)$`)}
}

// has is a rule for names of up to seven words that hold one.
func has(f Field, sure int, word string) rule {
	return is(f, sure, `(?:\S+ ){0,5}(?:`+word+`)(?: \S+){0,5}`)
}

// person is what a log calls who asked, and matter what it calls the request.
const (
	person  = `(?:requester|requesting (?:party|individual|person|entity)|requested by|customer|applicant|client|submitter|submitted by|petitioner)`
	matter  = `(?:request|case|foia|foia request|foia case|public records request|records request|open records request|public records|open records|file|matter|inquiry|ticket|log|control|tracking|reference|docket|correspondence|submission|confirmation|intake|agency|assignment|task)`
	content = `(?:information|records|documents|material|materials|item|items|data)`
	onDate  = `(?: on| date| by (?:agency|office|component|foia office))?`
)

// rules are all tried; a column may match several.
var rules = []rule{
	is(Number, 98, matter+`(?: `+matter+`){0,2} number`),
	is(Number, 92, matter+`(?: `+matter+`)? number (?:assigned|full)|(?:unique|full|assigned|our|system|internal|agency) (?:`+matter+` ){0,2}number`),
	is(Number, 75, `number|tracking|`+matter+` (?:code|key)|foia`),
	is(Number, 50, `request|case|file|log|control|reference`),

	is(Requester, 98, person+`(?: full)?(?: name)?|name of `+person+`|requester (?:name )?(?:last first|first last)(?: name)?|requester (?:number )?name|requester last name first name|`+person+` s name`),
	is(Requester, 90, `(?:`+person+` )?(?:last|first|given|family) name|`+person+` (?:last|first)|(?:last|first)(?: name)? (?:of )?`+person),
	is(Requester, 80, `full name|contact(?: name)?|`+person+` (?:and|/)? ?(?:organization|affiliation|company)|`+person+` name (?:and )?(?:organization|affiliation|company)|requesters|name of (?:individual|person)`),
	is(Requester, 66, `request name`),
	is(Requester, 70, `name|names|from|who|individual|(?:last|first)|party`),

	is(Organization, 98, `(?:`+person+` |name of )?(?:organization|affiliation|company|firm|employer|business|media outlet)(?: name)?|organization (?:and )?(?:affiliation|company)|affiliation (?:and )?(?:organization|company)|organization (?:if any|represented|if applicable)`),
	is(Organization, 85, `(?:company|firm|business|organization|agency) (?:name )?(?:or )?(?:organization|company|firm|entity|agency|affiliation)(?: name)?|representing|on behalf of|outlet|entity(?: name)?|news organization|law firm|requesting organization|`+person+` (?:entity|agency|represents)|organization.{0,20}`),

	is(Agency, 95, `agency(?: (?:short )?name)?|(?:target|receiving|custodial|custodian|responding|public) agency|public body|agency (?:target|involved)|agency department|government body`),
	is(Agency, 60, `(?:city )?department(?: name)?|target`),

	is(Component, 95, `component(?: name)?|(?:program|action|lead|responsible|assigned|processing|foia|field|receiving|responding|originating|custodial) (?:office|component|department|division|unit|bureau)|sub ?(?:agency|component)|agency component|office(?: of)?(?: name)?|division|bureau|department division|office (?:assigned|tasked)|department(?:s)? (?:assigned|responsible|involved)`),
	is(Component, 70, `section|unit|region|program|branch|departments?|custodian(?: of records)?|(?:records )?assigned (?:to )?(?:department|office|division)|center|directorate`),
	is(Component, 62, `assigned to|assigned|sent to|forwarded to|routed to`),

	is(Subject, 99, matter+` description|description(?: of)? (?:`+matter+`|`+content+`)(?: (?:`+content+`|requested|sought))?|description of `+content+` (?:requested|sought)|`+content+` (?:requested|sought|request)|(?:public )?records requested|request (?:for )?(?:text|details?|summary|narrative|detail|topic|subject|language)|requested `+content+`|summary of request|subject of request|request details? (?:description)?|detailed description|description and.*|public records requested|request for records`),
	is(Subject, 95, `(?:brief |short |full |long )?description|subject|subject (?:matter|description|of `+matter+`)|nature of (?:request|`+content+`)(?: (?:requested|sought))?|request(?:ed)? subject|subject (?:and )?description|`+matter+` subject|what (?:was|is|were) requested|type of `+content+` requested|case subject`),
	is(Subject, 82, `summary|topic|synopsis|`+content+` (?:being )?(?:requested|sought).*|request summary.*|description.{0,40}|scope(?: of request)?|request scope|seeking|(?:request|requested|requesting)|detail|details|narrative|issue`),
	is(Subject, 60, `request name|title|`+matter+` title|`+content+`|comments?|text|question|keywords?`),

	is(Received, 99, `(?:date|day) (?:`+matter+` )?(?:was )?received`+onDate+`|(?:`+matter+` )?received`+onDate+`|received date|date of received|(?:`+matter+` )?(?:date )?received (?:date|on)?|`+matter+` date received|date (?:of )?`+matter+` received|date received (?:in|by|at) .*|initial(?:ly)? received(?: date)?|received (?:by|in) (?:foia|office|agency).*`),
	is(Received, 88, `(?:date )?perfected(?: date)?|date `+matter+` perfected|perfected received date|perfection date`),
	is(Received, 84, `date of `+matter+`|`+matter+` date|date requested|requested(?: date| on)|(?:date|request) (?:date )?(?:submitted|filed|made)|(?:submitted|submission|submit|filed|filing)(?: date| on)?|date of (?:submission|letter|filing)`),
	is(Received, 74, `(?:date )?(?:opened|open|logged|entered|created|initiated|start|started|begin|assigned|in)(?: date| on)?|(?:creation|create|intake|entry|letter|incoming|initial|begin|start|open|log|assigned|in) date|date (?:in|logged in|entered)`),
	is(Received, 58, `date|when`),

	is(Due, 98, `(?:response |reply |statutory |initial |original |final |`+matter+` |current |20 day |10 day |extended |answer )*(?:due|deadline|target|suspense)(?: (?:date|out|out date|by|on|date out))?|date (?:response )?(?:is )?due(?: out)?|due date.*|target (?:completed|response|closed)? ?(?:date)?|(?:estimated|expected|anticipated|projected) (?:date )?(?:of )?(?:completed|closed|response|delivery|release)(?: date)?|estimated (?:date|due date)|respond by|ecd|date due.*|required (?:completed|response|closed)(?: date)?|(?:response )?required (?:date|by)`),

	is(Closed, 99, `(?:date |day )?(?:`+matter+` )?(?:was )?closed(?: date| on| out| out date)?|closed date|date of closed|date `+matter+` (?:was )?closed|`+matter+` closed(?: date| on)?|date (?:closed|completed).{0,24}`),
	is(Closed, 95, `(?:date )?(?:`+matter+` )?(?:completed|finished|fulfilled|resolved|answered|finalized|satisfied)(?: date| on)?|date (?:of )?(?:completed|fulfilled|fulfillment|resolution|resolved)|date `+matter+` (?:was )?(?:completed|fulfilled)|(?:fulfillment|resolution|completed) date`),
	is(Closed, 90, `(?:date of )?(?:final )?(?:agency )?(?:response|reply|determination|disposition|decision|action)(?: letter)? (?:date|sent|on|issued)(?: date| on)?|date (?:of )?(?:the )?(?:final |agency )*(?:response|reply|disposition|determination|decision|action|letter)(?: letter)?(?: sent| mailed| issued)?|final (?:date|response)|date (?:released|sent|mailed|provided|granted|denied|granted denied|granted or denied|disposed|records (?:released|provided|sent))|(?:release|end|finish|out|mailed|sent|grant|denial) date|date out|(?:released|sent|mailed|provided)(?: on| date)?`),

	is(Status, 96, `(?:current |`+matter+` |processing |overall )*status(?: of (?:`+matter+`))?|`+matter+` (?:stage|state)|open (?:or )?closed|status (?:open|pending|closed).*|stage|pending closed|current status.*`),
	is(Status, 60, `state|status.*|progress|phase`),

	is(Disposition, 99, `(?:final |request |case |overall |agency |initial |foia |closed |close )*(?:disposition|outcome|result|resolution|determination|decision)(?: (?:of request|type|code|description|reason|granted denied))?|disposition.{0,30}|final (?:action|status|result)|(?:type of |final )?(?:response|action)(?: type| taken| made)|granted (?:or )?denied.*|grant deny|(?:closed|close|closing) (?:reason|code|type)|reason (?:for )?closed|how (?:closed|resolved)|results?|request (?:granted|result)|release (?:type|determination|decision|disposition)|access (?:granted|decision)|denied granted.*|(?:action|decision) taken|full partial.*|approved denied.*`),
	is(Disposition, 66, `response|action|final response|reply|comment on disposition|granted|denied|released`),

	is(Exemptions, 98, `(?:foia |statutory |cited |all |claimed |applied |disposition )*(?:exemption|exclusion)s?(?: (?:\d|code|codes|number|type|text|description|list|statute))?(?: (?:claimed|cited|used|applied|invoked|asserted|taken|status|basis|statute|if any|withheld))*|withh(?:eld|olding) (?:under|basis|exemption|reason)|exemption.{0,30}`),
	is(Exemptions, 84, `(?:legal |statutory )?(?:basis|reason|authority|grounds) (?:for|of) (?:denial|withholding|redaction|redactions|exemption)s?|denial (?:basis|reason|code|exemption)s?|reason denied|redaction (?:basis|code|reason)s?|if denied.*`),

	is(FeeCategory, 98, `(?:requester )?fee (?:category|type|class|code|status category|group)(?: code)?`),
	is(FeeCategory, 95, `requester (?:fee )?(?:category|type|class|classification|group|kind)|(?:category|type|class) of requester|fee requester category|category of request(?:er)? ?(?:fee)?|billing category`),
	// Of longer names, a word tells.
	has(Number, 70, `(?:tracking|control|case|reference|request) number`),
	has(Subject, 80, `description|subject`),
	has(Disposition, 80, `disposition|determination`),
	has(Received, 80, `received`),
	has(Closed, 78, `closed|completed|fulfilled`),
	has(Due, 80, `due|deadline`),
	has(Requester, 62, `requester`),
	has(Organization, 75, `organization|affiliation|company`),
	is(Closed, 85, `date component|component date`), // "Date Comp."
	is(FeeCategory, 55, `category|requester code|classification|commercial|payment category`),
}

var (
	notPerson  = regexp.MustCompile(`\b(?:category|type|class|address|phone|telephone|email|mail|city|state|zip|fax|code|number|date|country|street|status)\b`)
	notSubject = regexp.MustCompile(`\b(?:date|status|code|number of|disposition|exemption|fee)\b`)
)

// byName returns, for each field that a column may be of by its name, how surely.
func byName(name string) map[Field]int {
	plain := plainName(name)
	if plain == "" || len(plain) > 160 {
		return nil
	}
	out := map[Field]int{}
	for _, r := range rules {
		if r.field == Requester && notPerson.MatchString(plain) || r.field == Subject && notSubject.MatchString(plain) {
			continue
		}
		if out[r.field] < r.sure && r.name.MatchString(plain) {
			out[r.field] = r.sure
		}
	}
	if strings.Contains(plain, "due") || strings.Contains(plain, "target") || strings.Contains(plain, "estimated") || strings.Contains(plain, "required") || strings.Contains(plain, "expected") {
		delete(out, Closed)
	}
	return out
}
