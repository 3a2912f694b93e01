package web

import (
	"net/url"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/foia"
	"readingroom/archive/ingest"
)

// TestALetterIsRead: what it states stands on its page with the place of each
// sentence, and leads to the form of the event, filled in.
func TestALetterIsRead(t *testing.T) {
	s := newSite(t)
	text := "May 10, 2017\n\nRe: FOIA request 2017-HQFO-00999\n\nThis is the final response to your FOIA request of April 13, 2017. We processed 12 pages; 10 pages are released in part and 2 pages are withheld in full under exemption (b)(5)."
	l := sample{
		Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF},
		Pages:   []archive.Page{{Number: 1, Origin: archive.OriginText, Text: text}},
	}
	take(t, s, ingest.Order{Source: "DHS"}, file{"letter.pdf", l.bytes(t)}, file{"a.txt", []byte("Nothing of that kind.")})
	h := s.Handler()
	const item = "/items/2026-001-0001"
	var p struct{ Letter *LetterPart }
	get(t, h, item+".json").json(t, &p)
	if p.Letter == nil || p.Letter.Kind != "determination" || len(p.Letter.Requests) != 0 {
		t.Fatalf("%+v", p.Letter)
	}
	e := p.Letter.Events[0]
	if e.Kind != foia.Determined || e.Date != "2017-05-10" || e.Determination.Disposition != foia.PartialGrant || e.Release.Pages != 10 || e.Release.InFull != 2 ||
		!strings.HasPrefix(e.Place, "2026-001-0001:p1:s") {
		t.Errorf("%+v", e)
	}
	get(t, h, item).want(t, 200, "main", "This letter states", "10 May 2017", "partial grant", "2017-HQFO-00999")
	get(t, h, p.Letter.Facts[0].URL)
	if strings.Contains(get(t, h, "/items/2026-001-0002").body, "This letter states") {
		t.Error("what is no letter is read as one")
	}

	q, err := s.Store.AddRequest(t.Context(), foia.Request{Title: "Declined detainers", Agency: "dhs", Law: "us-foia", Requester: "Ann", Visibility: foia.Public, Created: now},
		foia.Event{Kind: foia.Filed, Date: "2017-04-13", Entered: now, Tracking: &foia.TrackingNumber{Number: "2017-HQFO-00999"}})
	check(t, err)
	get(t, h, item+".json").json(t, &p)
	if len(p.Letter.Requests) != 1 || p.Letter.Requests[0].Number != q.Number {
		t.Fatalf("%+v", p.Letter.Requests)
	}
	u, err := url.Parse(p.Letter.Requests[0].Enter[0].URL)
	check(t, err)
	v := u.Query()
	if u.Path != "/requests/"+q.Number+"/events/new" || v.Get("kind") != "determination" || v.Get("exemptions") != "(b)(5)" || v.Get("pages") != "10" || v.Get("in_full") != "2" ||
		v.Get("item") != "2026-001-0001" || v.Get("quote") == "" {
		t.Errorf("%s", u)
	}
	get(t, h, item).want(t, 200, "main", "Declined detainers", "Enter it as: determination, 10 May 2017")
	form := get(t, h, p.Letter.Requests[0].Enter[0].URL)
	form.want(t, 200, "form", "Exemptions claimed")
	for _, typed := range []string{`value="(b)(5)"`, `value="2017-05-10"`, `value="10"`, `value="partial grant" selected`, `value="2026-001-0001"`} {
		if !strings.Contains(form.body, typed) {
			t.Errorf("the form has no %s", typed)
		}
	}
	page := "/requests/" + q.Number
	get(t, h, page).want(t, 200, "main", "Letters here that tell of more", "Enter it as: determination, 10 May 2017")
	if a := ask(t, h, "GET", page, from("192.0.2.7:9", "records.example")); strings.Contains(a.body, "Enter it as") {
		t.Error("who may record nothing is asked to")
	}
	e.Request, e.Event.Entered = q.Number, now
	if _, err := s.Store.AddEvent(t.Context(), e.Event); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(get(t, h, page).body, "Letters here that tell of more") {
		t.Error("what was entered is proposed again")
	}
	get(t, h, item).want(t, 200, "main", "Determination: recorded already")
}
