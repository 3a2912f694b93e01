package link

import (
	"testing"

	"readingroom/archive/link/gazetteer"
)

func TestIssuer(t *testing.T) {
	for _, c := range []struct{ first, from, source, want string }{
		{first: "HENNEPIN COUNTY SHERIFF'S OFFICE\nPublic Records", want: "us/mn/hennepin-county"},
		{first: "Office of the Hennepin County Sheriff", want: "us/mn/hennepin-county"},
		{first: "City of Tucson\nPolice Department", want: "us/az/tucson"},
		{first: "State of Iowa\nDepartment of Corrections", want: "us/ia"},
		{first: "Commonwealth of Massachusetts", want: "us/ma"},
		{first: "TEXAS DEPARTMENT OF PUBLIC SAFETY\n5805 N. Lamar, Austin, TX 78752", want: "us/tx"},
		{first: "New York State Police", want: "us/ny"},
		{first: "COUNTY OF VENTURA\nOffice of the Sheriff", want: "us/ca/ventura-county"},
		{first: "FRANKLIN COUNTY JAIL", want: ""},
		{first: "FRANKLIN COUNTY JAIL\n5 Central Ave. W, Hampton, IA 50441", want: "us/ia/franklin-county"},
		{first: "Franklin County Sheriff's Office, Iowa", want: "us/ia/franklin-county"},
		{first: "FRANKLIN COUNTY JAIL\nHampton, IA 50441\nMr. Smith\nColumbus, OH 43215", want: ""},
		{first: "State of Texas\nCounty of Travis", want: "us/tx/travis-county"},
		{first: "Travis County, Texas\nHennepin County, Minnesota", want: ""},
		{first: "Orleans Parish Sheriff's Office", want: "us/la/orleans-parish"},
		{first: "Tucson Police Department\nTucson, Arizona", want: "us/az/tucson"},
		{first: "City of Springfield", want: ""},
		{first: "City of Springfield\nSpringfield, MO 65802", want: "us/mo/springfield"},
		{first: "City of Houston", want: "us/tx/houston"},
		{first: "Jefferson County Declined Detainers", want: ""},
		{first: "Hennepin County declined two detainers in this week.", want: ""},
		{first: "Dear Sir,\nHennepin County Sheriff's Office", want: ""},
		{first: "To: Hennepin County Sheriff's Office", want: ""},
		{first: "U.S. Immigration and Customs Enforcement\nWeekly report", want: "us/agency/ice"},
		{first: "TUCSON, Ariz. (AP) — The city said", want: "us/az/tucson"},
		{first: "Of no place", want: ""},

		{from: "Clerk <records@co.hennepin.mn.us>", want: "us/mn/hennepin-county"},
		{from: "jdoe@ci.tucson.az.us", want: "us/az/tucson"},
		{from: "jdoe@pd.ci.tucson.az.us", want: "us/az/tucson"},
		{from: "jdoe@dps.state.tx.us", want: "us/tx"},
		{from: "jdoe@state.tx.us", want: "us/tx"},
		{from: "jdoe@sandiego.ca.gov", want: "us/ca/san-diego"},
		{from: "jdoe@doj.ca.gov", want: "us/ca"},
		{from: "jdoe@traviscountytx.gov", want: "us/tx/travis-county"},
		{from: "jdoe@franklincountyiowa.gov", want: "us/ia/franklin-county"},
		{from: "jdoe@franklincounty.gov", want: ""},
		{from: "jdoe@tucsonaz.gov", want: "us/az/tucson"},
		{from: "jdoe@ice.dhs.gov", want: "us/agency/ice"},
		{from: "jdoe@springfield.org", want: ""},
		{from: "jdoe@example.com", want: ""},
		{from: "jdoe", want: ""},

		{source: "Ventura County Sheriff", want: "us/ca/ventura-county"},
		{source: "City of Tucson", want: "us/az/tucson"},
		{source: "ICE", want: "us/agency/ice"},
		{source: "upload", want: ""},
		{first: "Weekly report", from: "a@co.hennepin.mn.us", source: "City of Tucson", want: "us/mn/hennepin-county"},
	} {
		if got := Issuer(gazetteer.Load(), Papers{c.first, c.from, c.source}); got != c.want {
			t.Errorf("%+v is of %q", c, got)
		}
	}
}

func FuzzIssuer(f *testing.F) {
	f.Add("FRANKLIN COUNTY JAIL\nHampton, IA 50441", "a@co.hennepin.mn.us", "City of Tucson")
	f.Fuzz(func(t *testing.T, first, from, source string) {
		g := gazetteer.Load()
		if slug := Issuer(g, Papers{first, from, source}); slug != "" {
			if _, ok := g.BySlug(slug); !ok {
				t.Errorf("%q is no jurisdiction", slug)
			}
		}
	})
}
