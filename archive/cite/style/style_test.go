package style

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	gold "github.com/yuin/goldmark/renderer/html"
)

var (
	accessedAt = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	row        = Work{
		ID: "2026-017-0003:p12:t2:r5", Kind: Report, Author: "U.S. Immigration and Customs Enforcement", Title: "Weekly Declined Detainer Outcome Report", Issued: "2017-01-28", Format: "PDF",
		Released: "U.S. Immigration and Customs Enforcement", Release: "First production", Request: "2017-ICFO-27042", Docket: "1:17-cv-01234", Bates: "ICE-000123", Place: "p. 12, table 2, row 5", Page: 12,
		Item: "2026-017-0003", Digest: "9f86d08188", Archive: "Reading Room", URL: "https://records.example.org/cite/2026-017-0003:p12:t2:r5", Accessed: accessedAt, Quote: "Ventura County | 188",
	}
	mail = Work{
		ID: "2026-002-0003:p1", Kind: Email, Author: "Smith, John", To: "Doe, Jane", Title: "Re: “Front door”", Issued: "2017-06-03", Released: "U.S. Department of Homeland Security",
		Place: "p. 1", Page: 1, Item: "2026-002-0003", Digest: "9f86d08188", Archive: "Reading Room", URL: "https://x.example/cite/2026-002-0003:p1", Accessed: accessedAt,
	}
	bare = Work{ID: "2026-001-0001", Kind: Dataset, Title: "list.csv", Item: "2026-001-0001", Digest: "9f86d08188", URL: "https://x.example/cite/2026-001-0001", Accessed: accessedAt, Issued: "2017-05"}
)

func TestStyles(t *testing.T) {
	for _, c := range []struct {
		name  string
		style func(Work) Citation
		w     Work
		want  string
	}{
		{"Chicago", Chicago, row, "U.S. Immigration and Customs Enforcement, Weekly Declined Detainer Outcome Report (January 28, 2017), p. 12, table 2, row 5, Bates no. ICE-000123, FOIA request no. 2017-ICFO-27042, docket no. 1:17-cv-01234, First production, item 2026-017-0003, Reading Room, accessed November 23, 2026, https://records.example.org/cite/2026-017-0003:p12:t2:r5."},
		{"Chicago", Chicago, mail, "Smith, John to Doe, Jane, “Re: ‘Front door’”, e-mail, June 3, 2017, p. 1, released by U.S. Department of Homeland Security, item 2026-002-0003, Reading Room, accessed November 23, 2026, https://x.example/cite/2026-002-0003:p1."},
		{"Chicago", Chicago, bare, "list.csv (May 2017), item 2026-001-0001, accessed November 23, 2026, https://x.example/cite/2026-001-0001."},
		{"APA", APA, row, "U.S. Immigration and Customs Enforcement. (2017, January 28). Weekly Declined Detainer Outcome Report [PDF; Bates no. ICE-000123; FOIA request 2017-ICFO-27042; docket 1:17-cv-01234; First production; item 2026-017-0003]. Reading Room (p. 12, table 2, row 5). Retrieved November 23, 2026, from https://records.example.org/cite/2026-017-0003:p12:t2:r5"},
		{"APA", APA, mail, "Smith, John. (2017, June 3). Re: “Front door” [E-mail to Doe, Jane; released by U.S. Department of Homeland Security; item 2026-002-0003]. Reading Room (p. 1). Retrieved November 23, 2026, from https://x.example/cite/2026-002-0003:p1"},
		{"APA", APA, bare, "(2017, May). list.csv [item 2026-001-0001]. Retrieved November 23, 2026, from https://x.example/cite/2026-001-0001"},
		{"MLA", MLA, row, "U.S. Immigration and Customs Enforcement. Weekly Declined Detainer Outcome Report. 28 Jan. 2017. Reading Room, ICE-000123, FOIA request 2017-ICFO-27042, docket no. 1:17-cv-01234, First production, item 2026-017-0003, p. 12, table 2, row 5, https://records.example.org/cite/2026-017-0003:p12:t2:r5. Accessed 23 Nov. 2026."},
		{"MLA", MLA, mail, "Smith, John. “Re: ‘Front door’.” Received by Doe, Jane, 3 June 2017. Reading Room, released by U.S. Department of Homeland Security, item 2026-002-0003, p. 1, https://x.example/cite/2026-002-0003:p1. Accessed 23 Nov. 2026."},
		{"Bluebook", Bluebook, row, "U.S. Immigr. & Customs Enf’t, Weekly Declined Detainer Outcome Report 12, table 2, row 5 (Jan. 28, 2017), https://records.example.org/cite/2026-017-0003:p12:t2:r5 (Bates No. ICE-000123; FOIA Request No. 2017-ICFO-27042; No. 1:17-cv-01234; First production; Item 2026-017-0003) (last visited Nov. 23, 2026)."},
		{"Bluebook", Bluebook, mail, "E-mail from Smith, John to Doe, Jane, Re: “Front door” 1 (June 3, 2017), https://x.example/cite/2026-002-0003:p1 (released by U.S. Department of Homeland Security; Item 2026-002-0003) (last visited Nov. 23, 2026)."},
		{"Plain", Plain, row, "U.S. Immigration and Customs Enforcement, “Weekly Declined Detainer Outcome Report”, 28 January 2017, p. 12, table 2, row 5. Item 2026-017-0003, SHA-256 9f86d08188. https://records.example.org/cite/2026-017-0003:p12:t2:r5 (accessed 23 November 2026)."},
	} {
		got := c.style(c.w)
		if got.Text() != c.want {
			t.Errorf("%s of %s:\n got %s\nwant %s", c.name, c.w.ID, got.Text(), c.want)
		}
		if plain := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(got.HTML()), "")); plain != c.want {
			t.Errorf("%s as HTML says %s", c.name, plain)
		}
	}
	if got := string(Chicago(row).HTML()); !strings.Contains(got, "<cite>Weekly Declined Detainer Outcome Report</cite>") || !strings.Contains(got, `<a href="https://records.example.org/cite/2026-017-0003:p12:t2:r5">`) {
		t.Error(got)
	}
}

func TestData(t *testing.T) {
	const bib = `@techreport{item-2026-017-0003-p12-t2-r5,
  author = {{U.S. Immigration and Customs Enforcement}},
  title = {{Weekly Declined Detainer Outcome Report}},
  institution = {U.S. Immigration and Customs Enforcement},
  year = {2017},
  month = jan,
  date = {2017-01-28},
  type = {PDF},
  number = {2017-ICFO-27042},
  pages = {12},
  note = {p. 12, table 2, row 5; Bates no. ICE-000123; FOIA request 2017-ICFO-27042; docket 1:17-cv-01234; release: First production; item 2026-017-0003; SHA-256 9f86d08188},
  url = {https://records.example.org/cite/2026-017-0003:p12:t2:r5},
  urldate = {2026-11-23},
}
`
	if got := BibTeX(row); got != bib {
		t.Errorf("%s", got)
	}
	const ris = "TY  - PCOMM\r\nID  - item-2026-002-0003-p1\r\nAU  - Smith, John\r\nA2  - Doe, Jane\r\nTI  - Re: “Front door”\r\nPY  - 2017\r\nDA  - 2017/06/03\r\nPB  - U.S. Department of Homeland Security\r\nSP  - 1\r\nAN  - 2026-002-0003\r\nDB  - Reading Room\r\n" +
		"N1  - p. 1\r\nN1  - item 2026-002-0003\r\nN1  - SHA-256 9f86d08188\r\nUR  - https://x.example/cite/2026-002-0003:p1\r\nY2  - 2026/11/23\r\nER  - \r\n"
	if got := RIS(mail); got != ris {
		t.Errorf("%q", got)
	}
	var csl []map[string]any
	if err := json.Unmarshal([]byte(CSLJSON(row)), &csl); err != nil || len(csl) != 1 {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"type": "report", "number": "2017-ICFO-27042", "archive": "Reading Room", "archive_location": "2026-017-0003", "page": "12", "call-number": "ICE-000123", "URL": row.URL} {
		if csl[0][name] != want {
			t.Errorf("%s is %v, want %s", name, csl[0][name], want)
		}
	}
	if got, _ := json.Marshal(csl[0]["issued"]); string(got) != `{"date-parts":[[2017,1,28]]}` {
		t.Errorf("%s", got)
	}
	if got := Markdown(row); !strings.HasPrefix(got, "> Ventura County \\| 188\n>\n> — [U.S. Immigration") || !strings.HasSuffix(got, "](<https://records.example.org/cite/2026-017-0003:p12:t2:r5>)\n") {
		t.Error(got)
	}
	if got := HTML(row); !strings.HasPrefix(got, `<blockquote cite="https://records.example.org/cite/2026-017-0003:p12:t2:r5"><p>Ventura County | 188</p><footer>`) {
		t.Error(got)
	}
}

// TestHostile: nothing that a document says of itself ends a field, a line, a
// tag or a link.
func TestHostile(t *testing.T) {
	const nasty = "} \\end{document} \\write18{x} % $ & # _ ^ ~ \"q\"\r\nER  - \nTY  - JOUR\n<script>alert(1)</script> [x](javascript:alert(1)) `c` *b* | \u202e12. end"
	w := row
	w.Title, w.Author, w.Request, w.Release, w.Bates, w.Quote, w.To, w.Format = nasty, nasty, nasty, nasty, nasty, nasty, nasty, nasty
	for _, kind := range []Kind{Report, Dataset, Email} {
		w.Kind = kind
		depth := 0
		for i, r := range BibTeX(w) {
			prior := byte(0)
			if i > 0 {
				prior = BibTeX(w)[i-1]
			}
			if r == '{' && prior != '\\' {
				depth++
			}
			if r == '}' && prior != '\\' {
				depth--
			}
			if depth < 0 {
				t.Fatal("a brace closes the entry:", BibTeX(w))
			}
		}
		if depth != 0 || strings.Contains(BibTeX(w), `\write18{`) || strings.Contains(BibTeX(w), `\end{`) {
			t.Error(depth, BibTeX(w))
		}
		for _, l := range strings.Split(strings.TrimSuffix(RIS(w), "\r\n"), "\r\n") {
			if !regexp.MustCompile(`^[A-Z][A-Z0-9]  - `).MatchString(l) || strings.ContainsAny(l, "\r\n") {
				t.Errorf("%q is no line of RIS", l)
			}
		}
		if n := strings.Count(RIS(w), "\r\nER  - "); n != 1 || strings.Count("\r\n"+RIS(w), "\r\nTY  - ") != 1 {
			t.Error(n, RIS(w))
		}
		if !json.Valid([]byte(CSLJSON(w))) {
			t.Error(CSLJSON(w))
		}
		for _, c := range []Citation{Chicago(w), APA(w), MLA(w), Bluebook(w), Plain(w)} {
			if strings.Contains(string(c.HTML()), "<script") || strings.ContainsAny(c.Text(), "\r\n\u202e") {
				t.Error(c.HTML())
			}
		}
		if strings.Contains(HTML(w), "<script") {
			t.Error(HTML(w))
		}
		var page strings.Builder
		if err := goldmark.New(goldmark.WithRendererOptions(gold.WithUnsafe())).Convert([]byte(Markdown(w)), &page); err != nil {
			t.Fatal(err)
		}
		tags := regexp.MustCompile(`<(\w+)`).FindAllString(page.String(), -1)
		if got := strings.Join(tags, " "); got != "<blockquote <p <p <a" || strings.Contains(page.String(), `href="javascript`) {
			t.Errorf("%s is %s", Markdown(w), page.String())
		}
	}
	if got := markdown("12. end. 3"); got != `12\. end. 3` {
		t.Error(got)
	}
}
