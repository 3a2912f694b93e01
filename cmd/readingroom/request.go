package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/web"
)

func newRequest(data *string) *cobra.Command {
	c := &cobra.Command{
		Use:   "request",
		Short: "Follow requests for records, and reckon their deadlines",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newRequestList(data), newRequestShow(data), newRequestDue(data), newRequestNew(data), newRequestEvent(data), newRequestLog(), newRequestLetter(), newRequestAgencies(data), newRequestLaws(data), newImportAgencies(data), newImportLaws(data), newImportHolidays(data))
	return c
}

func newRequestDue(data *string) *cobra.Command {
	var (
		code, today string
		clock       foia.Clock
		questions   []string
		fees        []string
		asJSON      bool
	)
	c := &cobra.Command{
		Use:   "due ID | --law LAW --received DAY [flags]",
		Short: "Say when an answer is due, and why on that day",
		Long: `Due prints when the answer to a request of the archive is due; or, given a law and
the day of receipt, needs no archive. It counts the days that a law allows for an answer, and prints each: which
counted, which did not and why, and what stopped or extended the clock. Days are
written 2017-04-13; a span is 2017-04-20..2017-04-25, or 2017-04-20.. while there
is no answer yet.

Laws: ` + lawCodes(),
		Example: `  readingroom request due R2017-003
  readingroom request due --received 2017-04-13
  readingroom request due --law us-ca-cpra --received 2017-04-13 --extended 2017-04-20`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				if clock.Received != "" {
					return usageError{errors.New("--received: of a request of the archive, the day of receipt is recorded; give its number or the day, not both")}
				}
				return requestDue(c, *data, args[0], asJSON)
			}
			if clock.Received == "" {
				return usageError{errors.New("--received: the day the request was received is needed, such as 2017-04-13")}
			}
			law, err := lawNamed(c.Context(), *data, code)
			if err != nil {
				return err
			}
			for _, given := range []struct {
				kind  foia.TollKind
				spans []string
			}{{foia.TollInformation, questions}, {foia.TollFee, fees}} {
				for _, s := range given.spans {
					from, until, ok := strings.Cut(s, "..")
					if !ok {
						until = from
					}
					clock.Tolls = append(clock.Tolls, foia.Toll{Kind: given.kind, From: from, Until: until})
				}
			}
			a, err := foia.Due(law, clock, cmp.Or(today, time.Now().Format(time.DateOnly)))
			if err != nil {
				return usageError{errors.New(strings.TrimSuffix(err.Error(), ": "+archive.ErrInvalid.Error()))}
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), struct {
					Request string `json:"request"`
					foia.Account
				}{"", a})
			}
			return writeAccount(c.OutOrStdout(), law, a)
		},
	}
	f := c.Flags()
	f.StringVar(&code, "law", "us-foia", "the law the request was made under")
	f.StringVar(&clock.Received, "received", "", "the day the part of the agency that answers received it")
	f.StringVar(&clock.First, "first-received", "", "the day any part of the agency received it, where that was earlier")
	f.StringArrayVar(&questions, "clarification", nil, "from the day the agency asked what the request means to the day of the answer")
	f.StringArrayVar(&fees, "fee", nil, "the same for a question about fees")
	f.StringVar(&clock.Extended, "extended", "", "the day of the notice of unusual circumstances")
	f.IntVar(&clock.By, "by", 0, "the days the notice asks for; as many as the law allows where not given")
	f.StringVar(&clock.Answered, "answered", "", "the day of the determination")
	f.StringVar(&today, "today", "", "reckon as of this day instead of today")
	f.BoolVar(&asJSON, "json", false, "print one JSON document")
	return c
}

// requestDue prints when the answer to a request of the archive is due.
func requestDue(c *cobra.Command, data, id string, asJSON bool) error {
	var p web.RequestPage
	if err := askOnce(c.Context(), data, http.MethodGet, requestPath(id)+".json", nil, &p); err != nil {
		return err
	}
	a := p.Standing.Clock
	if a == nil {
		return fmt.Errorf("%s: no day of receipt is recorded, so the clock does not run yet: %s", p.Request.Number, p.Standing.Next.Text)
	}
	if asJSON {
		return writeJSON(c.OutOrStdout(), struct {
			Request string `json:"request"`
			foia.Account
		}{p.Request.Number, *a})
	}
	return writeAccount(c.OutOrStdout(), p.Law, *a)
}

func lawCodes() string {
	var codes []string
	for _, l := range foia.Laws {
		codes = append(codes, l.Code)
	}
	return strings.Join(codes, ", ")
}

// writeAccount prints a deadline and, a line each, the days that lead to it.
func writeAccount(w io.Writer, l foia.Law, a foia.Account) error {
	p := func(format string, args ...any) { fmt.Fprintf(w, format, args...) }
	p("%s (%s)\n", l.Name, l.Citation)
	p("Received %s\n", longDay(a.Received))
	switch a.Status {
	case foia.NoLimit:
		p("Due      no number of days is named\n")
	case foia.Stopped:
		p("Due      not yet known: the clock is stopped\n")
	default:
		p("Due      %s\n", longDay(a.Due))
	}
	p("Status   %s\n", statusWords(a, l))
	if len(a.Days) > 0 {
		p("\n")
	}
	for _, d := range a.Days {
		mark := "  "
		if d.Counted {
			mark = "+ "
		}
		p("  %s%s  %s\n", mark, shortDay(d.Date), d.Why)
	}
	if l.Answer.Days > 0 {
		p("\n%s days: %s.\n", countOf(l.Answer), l.Answer.Cite)
	}
	if e := a.Extension; e != nil {
		p("Extended on %s by %s days: %s.\n", e.Noticed, countOf(foia.Limit{Days: e.Days, Working: e.Working}), e.Cite)
		if e.Why != "" {
			p("But %s.\n", e.Why)
		}
	}
	for _, t := range a.Tolls {
		if !t.Stops {
			p("The question of %s stopped nothing: %s.\n", t.From, t.Why)
		}
	}
	if a.Note != "" {
		p("%s\n", a.Note)
	}
	return nil
}

func countOf(l foia.Limit) string {
	if l.Working {
		return fmt.Sprintf("%d working", l.Days)
	}
	return fmt.Sprintf("%d calendar", l.Days)
}

func statusWords(a foia.Account, l foia.Law) string {
	days := "calendar days"
	if l.Answer.Working {
		days = "working days"
	}
	switch n := a.Left; {
	case n == 1 || n == -1:
		days = strings.TrimSuffix(days, "s")
		fallthrough
	default:
		switch a.Status {
		case foia.Running:
			return fmt.Sprintf("running, %d %s left", n, days)
		case foia.Overdue:
			return fmt.Sprintf("overdue by %d %s", -n, days)
		case foia.Late:
			return fmt.Sprintf("answered late, by %d %s", -n, days)
		}
	}
	return string(a.Status)
}

func longDay(d archive.Day) string  { return dayAs(d, "Monday, 2 January 2006") }
func shortDay(d archive.Day) string { return dayAs(d, "Mon 2006-01-02") }

func dayAs(d archive.Day, layout string) string {
	t, err := time.Parse(time.DateOnly, d)
	if err != nil {
		return d
	}
	return t.Format(layout)
}
