package letter

import (
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// Propose returns the events that a letter tells of, to be accepted or amended:
// each with the document, the place and the sentence. Item is the number of the
// letter's document. A letter without a date proposes none that it is the day
// of: their Date is "" and is for the user to fill in.
func Propose(r Reading, item string) []foia.Event {
	p := proposer{Reading: r, item: item}
	if d, ok := r.First(Dated); ok {
		p.dated = d.Value
	}
	for _, a := range r.Acts {
		p.act(a)
	}
	for _, x := range []struct {
		what    What
		kind    foia.EventKind
		granted bool
	}{
		{WaiverGranted, foia.FeeWaived, true}, {WaiverDenied, foia.FeeWaived, false}, {HastenGranted, foia.ExpeditionDecided, true}, {HastenDenied, foia.ExpeditionDecided, false},
	} {
		if f, ok := r.First(x.what); ok {
			granted := x.granted
			p.add(foia.Event{Kind: x.kind, Date: p.dated, Granted: &granted}, f.Quote, f.At)
		}
	}
	if f, ok := r.First(FeeAsked); ok {
		p.add(foia.Event{Kind: foia.FeeAsked, Date: p.dated, Fee: feeOf(f)}, f.Quote, f.At)
	}
	return p.events
}

type proposer struct {
	Reading
	item   string
	dated  archive.Day
	events []foia.Event
}

func (p *proposer) add(e foia.Event, quote string, at archive.Locator) {
	e.Item, e.Place, e.Quote = p.item, archive.Place{Item: p.item, Locator: at}.String(), quote
	p.events = append(p.events, e)
}

func (p *proposer) act(a Act) {
	e := foia.Event{Date: p.dated}
	switch a.Kind {
	case Request:
		e.Kind = foia.Filed
	case Acknowledgement:
		e.Kind = foia.Acknowledged
		if n, ok := p.First(TrackingNumber); ok {
			e.Tracking = &foia.TrackingNumber{Number: n.Value}
		}
		if f, ok := p.First(Received); ok {
			p.add(foia.Event{Kind: foia.Received, Date: f.Value, Tracking: e.Tracking}, f.Quote, f.At)
		}
	case Clarification:
		e.Kind = foia.ClarificationAsked
	case FeeEstimate:
		e.Kind = foia.FeeEstimated
		if f, ok := p.First(FeeEstimated); ok {
			e.Fee = feeOf(f)
		}
	case Extension:
		e.Kind = foia.Extended
		if f, ok := p.First(ExtendedBy); ok {
			e.Days, _ = strconv.Atoi(strings.TrimSuffix(f.Value, " working"))
		}
	case Interim:
		e.Kind, e.Release = foia.Released, p.release()
		if e.Release == nil {
			e.Release = &foia.Release{Exemptions: p.All(Exemption)}
		}
	case Determination:
		e.Kind, e.Release = foia.Determined, p.release()
		d, _ := p.First(Disposition)
		e.Determination = &foia.Determination{Disposition: foia.Disposition(d.Value), Exemptions: p.All(Exemption)}
	case Referral:
		e.Kind = foia.Referred
	case Appeal:
		e.Kind, e.Appeal = foia.Appealed, &foia.Appeal{}
	case AppealAcknowledgement:
		e.Kind = foia.AppealReceived
		if f, ok := p.First(Received); ok {
			e.Date = f.Value
		}
		if n, ok := p.First(AppealNumber); ok {
			e.Tracking = &foia.TrackingNumber{Number: n.Value}
		}
	case AppealDecision:
		e.Kind = foia.AppealDecided
		d, _ := p.First(Decision)
		e.Appeal = &foia.Appeal{Decision: foia.AppealDecision(d.Value)}
	case Complaint:
		e.Kind, e.Lawsuit = foia.Sued, p.suit()
	case Order:
		e.Kind, e.Order = foia.Ordered, &foia.Order{Docket: p.suit().Docket, Text: a.Quote}
		for _, f := range p.Facts {
			if f.What == ProducedBy {
				e.Order.Schedule = append(e.Order.Schedule, foia.Scheduled{By: f.Value})
			}
		}
	default:
		return
	}
	p.add(e, a.Quote, a.At)
}

func (p *proposer) suit() *foia.Lawsuit {
	s := &foia.Lawsuit{}
	if f, ok := p.First(Docket); ok {
		s.Docket = f.Value
	}
	if f, ok := p.First(Court); ok {
		s.Court = f.Value
	}
	return s
}

// release is what the letter says of its pages; nil where it says nothing of them.
func (p *proposer) release() *foia.Release {
	n := func(w What) int {
		f, ok := p.First(w)
		if !ok {
			return -1
		}
		v, _ := strconv.Atoi(f.Value)
		return v
	}
	open, part, full := n(Released), n(InPart), n(InFull)
	if open < 0 && part < 0 && full < 0 {
		return nil
	}
	return &foia.Release{Pages: max(0, open), InPart: max(0, part), InFull: max(0, full), Exemptions: p.All(Exemption)}
}

func feeOf(f Fact) *foia.Fee {
	cents, _ := strconv.ParseInt(f.Value, 10, 64)
	return &foia.Fee{Cents: cents}
}
