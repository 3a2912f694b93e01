package foia

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
)

// told reads a history, an event a line:
//
//	2017-04-13 received dhs/ice
//	2017-05-20 determination: partial grant (b)(5)
//	2017-05-21 struck #2
func told(t *testing.T, history string) []Event {
	t.Helper()
	var events []Event
	entered := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for line := range strings.Lines(history) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		date, rest, _ := strings.Cut(line, " ")
		head, more, _ := strings.Cut(rest, ":")
		e := Event{ID: strconv.Itoa(len(events) + 1), Request: "R2017-001", Date: date, Entered: entered.Add(time.Duration(len(events)) * time.Minute)}
		head, corrects, _ := strings.Cut(head, "#")
		e.Corrects = strings.TrimSpace(corrects)
		for _, k := range Kinds {
			if strings.HasPrefix(head, string(k)) && len(k) > len(e.Kind) {
				e.Kind = k
			}
		}
		if e.Kind == "" {
			t.Fatalf("%q tells no event", line)
		}
		e.Component = strings.TrimSpace(strings.TrimPrefix(head, string(e.Kind)))
		if more = strings.TrimSpace(more); more != "" {
			detail(t, &e, more)
		}
		events = append(events, e)
	}
	return events
}

func detail(t *testing.T, e *Event, more string) {
	t.Helper()
	yes, words := more == "granted", strings.Fields(more)
	switch e.Kind {
	case Determined:
		what, exemptions, _ := strings.Cut(more, "(")
		e.Determination = &Determination{Disposition: Disposition(strings.TrimSpace(what))}
		if exemptions != "" {
			e.Determination.Exemptions = strings.Fields("(" + exemptions)
		}
	case Released:
		n, err := strconv.Atoi(words[0])
		if err != nil {
			t.Fatal(err)
		}
		e.Release = &Release{Pages: n, Exemptions: words[1:]}
	case AppealDecided:
		e.Appeal = &Appeal{Decision: AppealDecision(more)}
	case Sued, Settled, SuitEnded:
		e.Lawsuit = &Lawsuit{Court: "D.D.C.", Docket: words[0], Result: strings.Join(words[1:], " ")}
	case Ordered:
		e.Order = &Order{}
		for _, by := range words {
			e.Order.Schedule = append(e.Order.Schedule, Scheduled{By: by})
		}
	case FeeWaived, ExpeditionDecided:
		e.Granted = &yes
	case FeeEstimated, FeeAsked, FeePaid:
		n, err := strconv.ParseInt(more, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		e.Fee = &Fee{Cents: n}
	case Extended:
		e.Days, _ = strconv.Atoi(more)
	case Received, Acknowledged, Referred, Appealed:
		e.Tracking = &TrackingNumber{Number: more}
	}
}

const mailed = "2017-04-13 filed\n2017-04-13 received dhs/ice\n"

// The act of a request to ICE under the federal law, its later story in the name.
func TestStand(t *testing.T) {
	for _, c := range []struct {
		name, agency, law, history, today string
		want                              string // stage since outcome completed | due status left | waiting
	}{
		{"nothing yet", "", "", "", "2017-05-01", "draft | none | requester"},
		{"sent only", "", "", "2017-04-13 filed", "2017-05-01", "sent 2017-04-13 | none | agency"},
		{"received", "", "", mailed, "2017-05-01", "processing 2017-04-13 | 2017-05-11 running 8 | agency"},
		{"due today", "", "", mailed, "2017-05-11", "processing 2017-04-13 | 2017-05-11 due today 0 | agency"},
		{"overdue", "", "", mailed, "2017-05-12", "processing 2017-04-13 | 2017-05-11 overdue -1 | agency"},
		// The clock runs from receipt, whenever the request was sent or typed in: 5 U.S.C. 552(a)(6)(A)(i).
		{"received later than sent", "", "", "2017-04-13 filed\n2017-04-20 received dhs/ice", "2017-05-01", "processing 2017-04-20 | 2017-05-18 running 13 | agency"},
		{"only an acknowledgement", "", "", "2017-04-13 filed\n2017-04-20 acknowledged: 2017-ICFO-1", "2017-05-01", "processing 2017-04-20 | 2017-05-18 running 13 | agency"},
		{"receipt typed in after the acknowledgement", "", "", "2017-04-13 filed\n2017-04-20 acknowledged\n2017-04-13 received dhs/ice", "2017-05-01", "processing 2017-04-13 | 2017-05-11 running 8 | agency"},
		// Routing, 552(a)(6)(A)(ii): at the latest ten days after any component had it.
		{"routed in time", "", "", "2017-04-03 received dhs\n2017-04-13 received dhs/ice", "2017-05-01", "processing 2017-04-03 | 2017-05-11 running 8 | agency"},
		{"routed late", "", "", "2017-03-01 received dhs\n2017-04-13 received dhs/ice", "2017-04-12", "processing 2017-03-01 | 2017-04-12 due today 0 | agency"},
		{"not routed at all", "", "", "2017-03-01 received dhs", "2017-04-12", "processing 2017-03-01 | 2017-04-12 due today 0 | agency"},
		{"addressed to the department, answered by a component", "dhs", "", "2017-04-03 received dhs\n2017-04-13 received dhs/ice", "2017-05-01", "processing 2017-04-03 | 2017-05-11 running 8 | agency"},
		{"another agency's receipt starts nothing", "", "", mailed + "2017-04-25 received state", "2017-05-01", "processing 2017-04-13 | 2017-05-11 running 8 | agency"},
		{"a referral after the answer moves nothing", "dhs", "", "2017-04-13 received dhs\n2017-05-11 determination: partial grant\n2017-06-01 received dhs/ice", "2017-06-02", "determined 2017-05-11 partial grant 2017-05-11 | 2017-05-11 answered in time 0 | requester"},
		// Tolls, 552(a)(6)(A)(ii)(I) and (II).
		{"a question", "", "", mailed + "2017-04-20 clarification asked", "2017-06-01", "awaiting clarification 2017-04-20 |  stopped 0 | requester"},
		{"a question answered", "", "", mailed + "2017-04-20 clarification asked\n2017-04-25 clarification answered", "2017-05-17", "processing 2017-04-25 | 2017-05-17 due today 0 | agency"},
		{"a second question stops nothing", "", "", mailed + "2017-04-20 clarification asked\n2017-04-20 clarification answered\n2017-05-01 clarification asked", "2017-05-15", "awaiting clarification 2017-05-01 | 2017-05-12 overdue -1 | requester"},
		{"a question about fees", "", "", mailed + "2017-04-20 fee asked: 12000", "2017-06-01", "awaiting a fee decision 2017-04-20 |  stopped 0 | requester"},
		{"fees agreed to", "", "", mailed + "2017-04-20 fee asked: 12000\n2017-04-21 fee agreed", "2017-05-15", "processing 2017-04-21 | 2017-05-15 due today 0 | agency"},
		{"fees disputed", "", "", mailed + "2017-04-20 fee asked: 12000\n2017-04-21 fee disputed", "2017-05-15", "processing 2017-04-21 | 2017-05-15 due today 0 | agency"},
		{"fees waived", "", "", mailed + "2017-04-20 fee asked: 12000\n2017-04-21 fee waiver decided: granted", "2017-05-15", "processing 2017-04-21 | 2017-05-15 due today 0 | agency"},
		{"an estimate stops nothing", "", "", mailed + "2017-04-20 fee estimated: 12000", "2017-05-11", "processing 2017-04-13 | 2017-05-11 due today 0 | agency"},
		{"a question before the clock ran", "", "", "2017-04-03 received dhs\n2017-04-04 clarification asked\n2017-04-05 clarification answered\n2017-04-13 received dhs/ice", "2017-05-11", "processing 2017-04-05 | 2017-05-11 due today 0 | agency"},
		// Unusual circumstances, 552(a)(6)(B): working days, never calendar days.
		{"extended", "", "", mailed + "2017-05-01 extension notified", "2017-05-25", "processing 2017-04-13 | 2017-05-25 due today 0 | agency"},
		{"extended by three days", "", "", mailed + "2017-05-01 extension notified: 3", "2017-05-16", "processing 2017-04-13 | 2017-05-16 due today 0 | agency"},
		// Answers.
		{"a partial grant is complete", "", "", mailed + "2017-05-10 determination: partial grant (b)(5) (b)(6)", "2017-05-20", "determined 2017-05-10 partial grant 2017-05-10 | 2017-05-11 answered in time 0 | requester"},
		{"a denial", "", "", mailed + "2017-05-12 determination: full denial (b)(7)(A)", "2017-05-20", "determined 2017-05-12 full denial 2017-05-12 | 2017-05-11 answered late -1 | requester"},
		{"a full grant is closed", "", "", mailed + "2017-05-10 determination: full grant", "2017-05-20", "closed 2017-05-10 full grant 2017-05-10 | 2017-05-11 answered in time 0 | "},
		{"no appeal in 90 days", "", "", mailed + "2017-05-10 determination: no records", "2017-08-09", "closed 2017-08-09 no records 2017-05-10 | 2017-05-11 answered in time 0 | "},
		{"the last day to appeal", "", "", mailed + "2017-05-10 determination: no records", "2017-08-08", "determined 2017-05-10 no records 2017-05-10 | 2017-05-11 answered in time 0 | requester"},
		{"an interim release is no answer", "", "", mailed + "2017-05-01 interim release: 45", "2017-05-12", "processing 2017-04-13 | 2017-05-11 overdue -1 | agency"},
		{"answered while the clock stood", "", "", mailed + "2017-04-20 clarification asked\n2017-08-01 determination: not reasonably described", "2017-08-02", "determined 2017-08-01 not reasonably described 2017-08-01 |  answered in time 0 | requester"},
		{"withdrawn", "", "", mailed + "2017-05-01 withdrawn", "2017-06-01", "closed 2017-05-01 withdrawn 2017-05-01 | 2017-05-11 answered in time 0 | "},
		{"closed without an answer", "", "", mailed + "2017-06-01 closed", "2017-07-01", "closed 2017-06-01 | 2017-05-11 answered late -14 | "},
		{"closed without an answer and reopened", "", "", mailed + "2017-05-01 closed\n2017-05-08 reopened", "2017-05-12", "processing 2017-05-08 | 2017-05-11 overdue -1 | agency"},
		{"answered, then reopened", "", "", mailed + "2017-05-10 determination: no records\n2017-06-01 reopened", "2017-07-01", "processing 2017-06-01 | 2017-05-11 answered in time 0 | agency"},
		{"answered anew", "", "", mailed + "2017-05-10 determination: no records\n2017-06-01 reopened\n2017-07-03 determination: partial grant", "2017-07-05", "determined 2017-07-03 partial grant 2017-07-03 | 2017-05-11 answered in time 0 | requester"},
		// Appeals.
		{"on appeal", "", "", mailed + "2017-05-10 determination: full denial\n2017-06-01 appeal filed", "2017-06-05", "on appeal 2017-06-01 full denial 2017-05-10 | 2017-05-11 answered in time 0 | agency"},
		{"affirmed", "", "", mailed + "2017-05-10 determination: full denial\n2017-06-01 appeal filed\n2017-06-20 appeal decided: affirmed", "2017-06-21", "closed 2017-06-20 full denial 2017-05-10 | 2017-05-11 answered in time 0 | "},
		{"remanded", "", "", mailed + "2017-05-10 determination: full denial\n2017-06-01 appeal filed\n2017-06-20 appeal decided: reversed and remanded", "2017-06-21", "processing 2017-06-20 | 2017-05-11 answered in time 0 | agency"},
		{"partly reversed", "", "", mailed + "2017-05-10 determination: full denial\n2017-06-01 appeal filed\n2017-06-20 appeal decided: partly reversed", "2017-06-21", "processing 2017-06-20 full denial 2017-05-10 | 2017-05-11 answered in time 0 | agency"},
		{"answered after the remand", "", "", mailed + "2017-05-10 determination: full denial\n2017-06-01 appeal filed\n2017-06-20 appeal decided: reversed and remanded\n2017-07-20 determination: partial grant", "2017-07-21", "determined 2017-07-20 partial grant 2017-07-20 | 2017-05-11 answered in time 0 | requester"},
		{"appeal of a refused waiver", "", "", mailed + "2017-04-20 fee waiver decided: denied\n2017-04-25 appeal filed\n2017-05-05 appeal decided: affirmed", "2017-05-11", "processing 2017-05-05 | 2017-05-11 due today 0 | agency"},
		{"closed by the agency, then appealed", "", "", mailed + "2017-05-10 determination: full denial\n2017-05-10 closed\n2017-06-01 appeal filed", "2017-06-05", "on appeal 2017-06-01 full denial 2017-05-10 | 2017-05-11 answered in time 0 | agency"},
		// Courts. Judicial Watch v. DHS, No. 1:17-cv-01008 (D.D.C.): request of 13 April 2017, suit of 26 May 2017.
		{"Judicial Watch v. DHS, on the day of the suit", "", "", mailed + "2017-05-26 suit filed: 1:17-cv-01008", "2017-05-26", "in litigation 2017-05-26 | 2017-05-11 overdue -11 | court"},
		{"a suit after the answer", "", "", mailed + "2017-05-10 determination: full denial\n2017-06-26 suit filed: 1:17-cv-01008", "2017-09-26", "in litigation 2017-06-26 full denial 2017-05-10 | 2017-05-11 answered in time 0 | court"},
		{"answered during the suit", "", "", mailed + "2017-05-26 suit filed: 1:17-cv-01008\n2017-06-26 determination: partial grant", "2017-09-26", "in litigation 2017-05-26 partial grant 2017-06-26 | 2017-05-11 answered late -31 | court"},
		{"settled", "", "", mailed + "2017-05-26 suit filed: 1:17-cv-01008\n2017-10-26 settled: 1:17-cv-01008", "2017-12-01", "closed 2017-10-26 | 2017-05-11 answered late -116 | "},
		{"dismissed with no answer", "", "", mailed + "2017-05-26 suit filed: 1:17-cv-01008\n2017-06-05 suit ended: 1:17-cv-01008 dismissed", "2017-06-05", "processing 2017-06-05 | 2017-05-11 overdue -16 | agency"},
		{"two suits, one ended", "", "", mailed + "2017-05-26 suit filed: 1:17-cv-01008\n2017-05-27 suit filed: 1:17-cv-01009\n2017-06-05 suit ended: 1:17-cv-01008", "2017-06-05", "in litigation 2017-05-26 | 2017-05-11 overdue -16 | court"},
		// As of a day: what came later is not looked at.
		{"as of a day before the answer", "", "", mailed + "2017-05-20 determination: full denial", "2017-05-11", "processing 2017-04-13 | 2017-05-11 due today 0 | agency"},
		// Corrections.
		{"struck", "", "", mailed + "2017-05-10 determination: full denial\n2017-05-10 struck #3", "2017-05-11", "processing 2017-04-13 | 2017-05-11 due today 0 | agency"},
		{"corrected", "", "", mailed + "2017-05-10 determination: full denial\n2017-05-12 determination #3: partial grant", "2017-05-12", "determined 2017-05-12 partial grant 2017-05-12 | 2017-05-11 answered late -1 | requester"},
		{"corrected twice", "", "", "2017-04-13 filed\n2017-04-10 received dhs/ice\n2017-04-11 received dhs/ice #2\n2017-04-13 received dhs/ice #2", "2017-05-11", "processing 2017-04-13 | 2017-05-11 due today 0 | agency"},
		{"the correction corrected", "", "", "2017-04-13 filed\n2017-04-10 received dhs/ice\n2017-04-11 received dhs/ice #2\n2017-04-13 received dhs/ice #3", "2017-05-11", "processing 2017-04-13 | 2017-05-11 due today 0 | agency"},
		{"the correction struck", "", "", mailed + "2017-04-20 received dhs/ice #2\n2017-04-20 struck #3", "2017-05-11", "processing 2017-04-13 | 2017-05-11 due today 0 | agency"},
		{"the strike struck", "", "", mailed + "2017-05-10 determination: no records\n2017-05-10 struck #3\n2017-05-10 struck #4", "2017-05-11", "determined 2017-05-10 no records 2017-05-10 | 2017-05-11 answered in time 0 | requester"},
		// Other laws.
		{"California", "us-ca/police", "us-ca-cpra", "2017-04-03 received us-ca/police", "2017-04-13", "processing 2017-04-03 | 2017-04-13 due today 0 | agency"},
		{"California, a question stops nothing", "us-ca/police", "us-ca-cpra", "2017-04-03 received us-ca/police\n2017-04-05 clarification asked", "2017-04-14", "awaiting clarification 2017-04-05 | 2017-04-13 overdue -1 | requester"},
		{"California knows no appeal", "us-ca/police", "us-ca-cpra", "2017-04-03 received us-ca/police\n2017-04-13 determination: full denial", "2017-04-14", "closed 2017-04-13 full denial 2017-04-13 | 2017-04-13 answered in time 0 | "},
		{"Florida names no days", "us-fl", "us-fl-prl", "2017-04-03 received us-fl", "2017-08-14", "processing 2017-04-03 |  no limit 0 | agency"},
		{"New York, 30 days to appeal", "us-ny", "us-ny-foil", "2017-04-13 received us-ny\n2017-04-20 determination: full denial", "2017-05-20", "determined 2017-04-20 full denial 2017-04-20 | 2017-04-20 answered in time 0 | requester"},
	} {
		law := USFOIA
		if c.law != "" {
			law, _ = LawOf(c.law)
		}
		agency := c.agency
		if agency == "" {
			agency = "dhs/ice"
		}
		events := told(t, c.history)
		s := Stand(Request{Number: "R2017-001", Agency: agency, Law: law.Code}, law, events, c.today)
		if got := brief(s); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if len(s.Problems) > 0 {
			t.Errorf("%s: %v", c.name, s.Problems)
		}
		if s.Stage != StageClosed && s.Next.Text == "" {
			t.Errorf("%s: what to do next is not said", c.name)
		}
	}
}

func brief(s Standing) string {
	clock := "none"
	if a := s.Clock; a != nil {
		clock = fmt.Sprintf("%s %s %d", a.Due, a.Status, a.Left)
	}
	head := strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s", s.Stage, s.Since, s.Outcome, s.Completed)), " ")
	return head + " | " + clock + " | " + string(s.Waiting)
}

func TestWhatDoesNotFitIsSaid(t *testing.T) {
	for _, c := range []struct{ history, says string }{
		{"2017-04-13 filed\n2017-04-10 received dhs/ice", "before the request was sent on 13 April 2017"},
		{mailed + "2017-04-10 clarification asked", "before the request was received on 13 April 2017"},
		{mailed + "2017-04-12 determination: full grant", "before the request was received on 13 April 2017"},
		{mailed + "2017-05-01 determination: full grant\n2017-05-08 determination: full denial", "two determinations"},
		{mailed + "2017-05-01 clarification answered", "answers no question"},
		{mailed + "2017-05-01 appeal filed", "appeals from nothing"},
		{mailed + "2017-05-01 appeal decided: affirmed", "decides no appeal"},
		{mailed + "2017-05-01 appeal received", "no appeal is recorded"},
		{mailed + "2017-05-01 determination: full denial\n2017-09-01 appeal filed", "after the last day to appeal, 30 July 2017"},
		{mailed + "2017-05-01 extension notified\n2017-05-10 extension notified", "can be once"},
		{mailed + "2017-06-01 court order", "no suit"},
		{mailed + "2017-06-01 settled: 1:17-cv-1", "ends no suit"},
		{mailed + "2017-05-11 suit filed: 1:17-cv-1", "before a limit was missed"},
		{mailed + "2017-06-01 reopened", "was not closed"},
		{mailed + "2017-06-01 closed\n2017-06-02 determination: full grant", "record that it was reopened"},
		{mailed + "2017-04-14 filed", "sent on 13 April 2017 already"},
		{mailed + "2017-06-01 expedition decided: granted", "does not say it asked for"},
		{mailed + "2017-06-01 note #77", "is not there"},
	} {
		s := Stand(Request{Agency: "dhs/ice", Law: "us-foia"}, USFOIA, told(t, c.history), "2017-10-01")
		if all := strings.Join(s.Problems, "\n"); !strings.Contains(all, c.says) || len(s.Problems) != 1 {
			t.Errorf("%s\n%s\nsays nothing of %q, or more than that", c.history, all, c.says)
		}
	}
	wa, _ := LawOf("us-wa-pra")
	s := Stand(Request{Agency: "us-wa", Law: wa.Code}, wa, told(t, "2017-04-13 received us-wa\n2017-04-14 extension notified"), "2017-10-01")
	if len(s.Problems) != 1 || !strings.Contains(s.Problems[0], "knows no extension") || s.Clock == nil || s.Clock.Due != "2017-04-20" {
		t.Errorf("%v, %+v", s.Problems, s.Clock)
	}
}

func TestWhatIsCollected(t *testing.T) {
	s := Stand(Request{Agency: "dhs/ice", Law: "us-foia", Expedited: true}, USFOIA, told(t, mailed+`
		2017-04-14 acknowledged: 2017-ICFO-23540
		2017-04-15 fee estimated: 5000
		2017-04-16 fee asked: 12000
		2017-04-17 fee paid: 2000
		2017-04-18 fee paid: 500
		2017-04-20 referred dhs/cbp: CBP-2017-1
		2017-05-26 suit filed: 1:17-cv-01008
		2017-07-01 court order: 2017-09-29 2017-10-31 2017-08-31 2017-11-30
		2017-08-30 interim release: 45 (b)(6) (b)(7)(C)
		2017-09-28 interim release: 680 (b)(6) (b)(7)(E)
	`), "2017-11-01")
	if s.Pages != 725 || len(s.Releases) != 2 || s.Asked != 12000 || s.Paid != 2500 {
		t.Errorf("%d pages in %d releases, asked %d, paid %d", s.Pages, len(s.Releases), s.Asked, s.Paid)
	}
	if want := []string{"(b)(6)", "(b)(7)(C)", "(b)(7)(E)"}; !reflect.DeepEqual(s.Exemptions, want) {
		t.Errorf("%v, want %v", s.Exemptions, want)
	}
	want := []TrackingNumber{
		{"2017-ICFO-23540", "dhs/ice", "request", "2017-04-14", "3"},
		{"CBP-2017-1", "dhs/cbp", "referral", "2017-04-20", "8"},
		{"1:17-cv-01008", "D.D.C.", "docket", "2017-05-26", "9"},
	}
	if !reflect.DeepEqual(s.Tracking, want) {
		t.Errorf("%+v, want %+v", s.Tracking, want)
	}
	if len(s.Missed) != 1 || s.Missed[0].By != "2017-10-31" || len(s.Schedule) != 1 || s.Schedule[0].By != "2017-11-30" {
		t.Errorf("missed %+v, to come %+v", s.Missed, s.Schedule)
	}
	if s.Exhausted != "2017-05-13" || s.ExpeditionBy != "2017-04-23" || s.Filed != "2017-04-13" || s.Received != "2017-04-13" || s.Last != "2017-09-28" {
		t.Errorf("exhausted %s, expedition by %s, filed %s, received %s, last %s", s.Exhausted, s.ExpeditionBy, s.Filed, s.Received, s.Last)
	}
	if want := []string{"dhs/ice", "dhs/cbp"}; !reflect.DeepEqual(s.Components, want) {
		t.Errorf("%v, want %v", s.Components, want)
	}
}

func TestTheAppealHasItsOwnClock(t *testing.T) {
	denied := mailed + "2017-05-10 determination: full denial\n2017-06-01 appeal filed\n"
	for _, c := range []struct{ more, today, want, exhausted string }{
		{"2017-06-05 appeal received", "2017-07-03", "2017-07-03 due today 0", ""},
		{"2017-06-05 appeal received", "2017-07-05", "2017-07-03 overdue -1", "2017-07-04"},
		{"", "2017-06-29", "2017-06-29 due today 0", ""},
		{"2017-06-05 appeal received\n2017-07-10 appeal decided: affirmed", "2017-07-12", "2017-07-03 answered late -4", "2017-07-04"},
	} {
		s := Stand(Request{Agency: "dhs/ice", Law: "us-foia"}, USFOIA, told(t, denied+c.more), c.today)
		if s.Decision == nil {
			t.Fatalf("%s: no clock", c.more)
		}
		if got := fmt.Sprintf("%s %s %d", s.Decision.Due, s.Decision.Status, s.Decision.Left); got != c.want || s.Exhausted != c.exhausted {
			t.Errorf("%s: %s, exhausted %q, want %s, %q", c.more, got, s.Exhausted, c.want, c.exhausted)
		}
	}
}

// some is a story that an agency might write.
func some(r *rand.Rand) []Event {
	begin := time.Date(2017, 1, 2, 0, 0, 0, 0, time.UTC)
	var events []Event
	for n := range 1 + r.IntN(14) {
		begin = begin.AddDate(0, 0, 1+r.IntN(12)) // no two on a day
		e := Event{ID: strconv.Itoa(n + 1), Kind: Kinds[r.IntN(len(Kinds))], Date: day(begin), Entered: begin}
		if e.Kind == Struck {
			e.Kind = Received
		}
		switch e.Kind {
		case Received:
			e.Component = []string{"dhs", "dhs/ice", "dhs/cbp", "state", ""}[r.IntN(5)]
		case Determined:
			e.Determination = &Determination{Disposition: Dispositions[r.IntN(len(Dispositions))]}
		case AppealDecided:
			e.Appeal = &Appeal{Decision: AppealDecisions[r.IntN(len(AppealDecisions))]}
		case Sued:
			e.Lawsuit = &Lawsuit{Court: "D.D.C.", Docket: strconv.Itoa(n)}
		}
		events = append(events, e)
	}
	return events
}

// Whatever is told in whatever order: the order of telling does not matter, to
// strike an event is never to have had it, and a stage is always known.
func TestStandHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 2000 {
		events := some(r)
		q := Request{Agency: []string{"dhs", "dhs/ice"}[r.IntN(2)], Law: "us-foia", Expedited: r.IntN(2) == 0}
		law := Laws[r.IntN(len(Laws))]
		today := day(time.Date(2017, 1, 2, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(400)))
		want := Stand(q, law, events, today)
		if want.Stage == "" || (want.Stage != StageClosed) != (want.Waiting != Nobody) {
			t.Fatalf("%+v", want)
		}
		mixed := append([]Event{}, events...)
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if got := Stand(q, law, mixed, today); !reflect.DeepEqual(got, want) {
			t.Fatalf("told in another order:\n%+v\n%+v", got, want)
		}
		at := r.IntN(len(events))
		without := append(append([]Event{}, events[:at]...), events[at+1:]...)
		struck := append(append([]Event{}, events...), Event{ID: "strike", Kind: Struck, Date: events[at].Date, Corrects: events[at].ID, Entered: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		if got, want := Stand(q, law, struck, today), Stand(q, law, without, today); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v struck:\n%+v\nand never told:\n%+v", events[at], got, want)
		}
	}
}

// One more question about fees never brings the answer nearer.
func TestATollNeverBringsTheAnswerNearer(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	begin := time.Date(2017, 4, 13, 0, 0, 0, 0, time.UTC)
	for range 1000 {
		events := []Event{{ID: "1", Kind: Received, Date: day(begin), Component: "dhs/ice"}}
		at := begin
		var before archive.Day
		for n := range 4 {
			s := Stand(Request{Agency: "dhs/ice"}, USFOIA, events, "2018-12-31")
			if s.Clock == nil || len(s.Problems) > 0 || s.Clock.Due < before {
				t.Fatalf("%+v: due %+v after %s; %v", events, s.Clock, before, s.Problems)
			}
			before = s.Clock.Due
			at = at.AddDate(0, 0, r.IntN(9))
			until := at.AddDate(0, 0, r.IntN(9))
			events = append(events, Event{ID: fmt.Sprint(n, "a"), Kind: FeeAsked, Date: day(at)}, Event{ID: fmt.Sprint(n, "b"), Kind: FeeAgreed, Date: day(until)})
			at = until.AddDate(0, 0, 1)
		}
	}
}

func TestEventsThatCorrectOneAnother(t *testing.T) {
	for _, events := range [][]Event{
		{{ID: "1", Kind: Filed, Date: "2017-04-13", Corrects: "2"}, {ID: "2", Kind: Filed, Date: "2017-04-14", Corrects: "1"}},
		{{ID: "1", Kind: Filed, Date: "2017-04-13", Corrects: "1"}},
		{{ID: "", Kind: Struck, Date: "2017-04-13"}},
		{{Kind: "?", Date: "soon"}, {Kind: Received, Date: "2017-99-99"}},
	} {
		s := Stand(Request{Agency: "dhs/ice"}, USFOIA, events, "2017-05-01") // and comes to an end
		if s.Stage == "" {
			t.Errorf("%+v: %+v", events, s)
		}
	}
}

// A law of one's own may say how long a request may be on its way within an
// agency, and name no number of days for the answer.
func TestALawMayRouteAndSetNoLimit(t *testing.T) {
	l := Law{Code: "us-xx", Name: "Records Act", Holidays: "us", Routing: Limit{10, true, "s. 3"}}
	events := told(t, "2017-04-13 filed\n2017-04-14 received dhs")
	s := Stand(Request{Agency: "dhs/ice", Law: l.Code}, l, events, "2017-06-01")
	if s.Clock == nil || s.Clock.Status != NoLimit || s.Clock.Received != "2017-04-14" {
		t.Errorf("%+v", s.Clock)
	}
}
