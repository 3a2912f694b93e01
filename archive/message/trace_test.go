package message

import (
	"testing"

	"readingroom/archive"
)

// traced is the trace of a message that stands alone in a text.
func traced(t *testing.T, text string) Trace {
	t.Helper()
	found, err := Find(func(yield func(archive.Page, error) bool) { yield(archive.Page{Number: 1, Text: text}, nil) }, nil)
	if err != nil || len(found) != 1 {
		t.Fatalf("%d messages in %q, %v", len(found), text, err)
	}
	return Traces(found, "")[0]
}

const told20 = "The officers were told on Monday that the county will not hold anybody without a warrant from a judge of this state."

func TestSameAndJoined(t *testing.T) {
	head := func(from, sent, to, subject string) string {
		return "From: " + from + "\nSent: " + sent + "\nTo: " + to + "\nSubject: " + subject + "\n\n"
	}
	const at = "Tuesday, January 5, 2010 8:01 PM"
	one := head("Doe, Jane <jd@example.gov>", at, "Smith, John; Roe, Max", "Re: Report") + told20
	for _, tc := range []struct {
		name, other  string
		same, joined bool
	}{
		{"itself", one, true, true},
		{"printed by a name alone, with seconds", head("Jane Doe", "Tue Jan 05 20:01:33 2010", "John Smith", "RE: Report") + told20, true, true},
		{"more of it withheld", head("Doe, Jane", at, "(b)(6)", "Re: Report") + "(b)(5)", true, true},
		{"in another zone", head("Doe, Jane", "Wed, 6 Jan 2010 01:01:00 +0000", "Smith, John", "Re: Report") + told20, true, true},
		{"a letter misread", head("Doe, Jane", at, "Smith, John", "Re: Repart on the new matters") + told20, true, true},
		{"other words at that time", head("Doe, Jane", at, "Smith, John", "Lunch") + "Shall we meet at noon by the river, where the boats are, as we did last year?", false, false},
		{"another sender at that time", head("Roe, Max", at, "Smith, John; Doe, Jane", "Re: Report") + "Thanks.", false, true},
		{"its answer", head("Smith, John", "Wednesday, January 6, 2010 9:01 AM", "Doe, Jane; Roe, Max", "RE: Report") + "Thanks.", false, true},
		{"the same subject a year later", head("Smith, John", "Thursday, January 6, 2011 9:01 AM", "Doe, Jane; Roe, Max", "RE: Report") + "Thanks.", false, false},
		{"the same subject of other people", head("Poe, Ann", "Wednesday, January 6, 2010 9:01 AM", "Lee, Sue; Kay, Bob", "RE: Report") + "Thanks.", false, false},
	} {
		a, b := traced(t, one), traced(t, tc.other)
		if got := Same(a, b); got != tc.same || Same(b, a) != got {
			t.Errorf("%s: same %v\n%+v\n%+v", tc.name, got, a, b)
		}
		if got := Joined(a, b); got != tc.joined || Joined(b, a) != got {
			t.Errorf("%s: joined %v", tc.name, got)
		}
		shared := false
		for _, k := range a.Keys() {
			for _, o := range b.Keys() {
				shared = shared || k == o
			}
		}
		if tc.joined && !shared {
			t.Errorf("%s: no key in common\n%q\n%q", tc.name, a.Keys(), b.Keys())
		}
	}
}

// TestMessageIDsAreClaims: an answer is joined by them only to what else fits.
func TestMessageIDsAreClaims(t *testing.T) {
	mail := func(id, from, subject string, refs ...string) Trace {
		found, err := Find(func(func(archive.Page, error) bool) {}, &archive.Mail{From: from, To: "x@example.gov", Subject: subject, Date: "2010-01-05T20:01:00Z", MessageID: id, References: refs})
		if err != nil {
			t.Fatal(err)
		}
		return Traces(found, "")[0]
	}
	first := mail("1@a", "jane@example.gov", "Report")
	if !Joined(first, mail("2@a", "john@example.gov", "Other words", "1@a")) {
		t.Error("an answer under another subject is of the thread")
	}
	stranger := mail("1@a", "mallory@example.com", "Buy now")
	stranger.People = stranger.Sender
	if Same(first, stranger) || Joined(first, stranger) {
		t.Error("a stranger that claims the same Message-ID is taken for the message")
	}
}

func TestPeople(t *testing.T) {
	for in, want := range map[string]string{
		"Doe, Jane Q <JD@Example.gov>":          "doe jane|jd@example.gov",
		"Jane Doe":                              "doe jane",
		"H":                                     "h",
		"'jd@example.gov'":                      "jd@example.gov",
		"Doe, Jane; Smith, John":                "doe jane|john smith",
		"Jane Doe <j@e.gov>, John Smith":        "doe jane|john smith|j@e.gov",
		"Doe, Jane [mailto:jd@example.gov]":     "doe jane|jd@example.gov",
		"Jane Doe/DC/USEPA/US@EPA":              "doe jane",
		"":                                      "",
		"Russo, Robert V <RussoRV©state.gov >":  "robert russo|russorv@state.gov",
		"Field Office Director; Public Affairs": "director field office|affairs public",
	} {
		got := ""
		for i, p := range people(in) {
			if i > 0 {
				got += "|"
			}
			got += p
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
