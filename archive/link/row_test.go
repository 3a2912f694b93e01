package link

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// rows reads a table written as lines of cells parted by "|": the title, the
// header, and rows; a line "= X" is a label above the next rows. It returns for
// each row "col:slug", or "col:?" for a doubtful one.
func rows(c Context, lines ...string) []string {
	t := archive.Table{Number: 1, Page: 2, Title: lines[0], Header: cells(lines[1])}
	d := NewDocument(gazetteer.Load(), c)
	var got []string
	for _, read := range []bool{true, false} {
		var group []string
		for i, l := range lines[2:] {
			if label, ok := strings.CutPrefix(l, "= "); ok {
				group = []string{label}
				continue
			}
			r := archive.Row{Number: i + 1, Page: 2, Cells: cells(l), Group: group}
			if read {
				d.ReadRow(t, r)
				continue
			}
			var of []string
			for _, p := range d.Row(t, r) {
				s := p.Slug
				if p.Ambiguous() {
					s = "?"
				}
				of = append(of, fmt.Sprintf("%d:%s", p.Col, strings.TrimPrefix(s, "us/")))
			}
			got = append(got, strings.Join(of, " "))
		}
	}
	return got
}

func cells(line string) []string {
	all := strings.Split(line, "|")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

func TestRows(t *testing.T) {
	for _, c := range []struct {
		name  string
		table []string
		want  []string
	}{
		{"a county beside its state", []string{
			"Top jurisdictions", "County | State | Declined", "Clark | Nevada | 68", "Clark County | NV | 68", "Ventura | CA | 188", "Miami-Dade | Fla. | 93", "Los Angeles | California | 57", "St. Louis City | MO | 3", "Franklin | | 2",
		}, []string{
			"1:nv/clark-county 2:nv", "1:nv/clark-county 2:nv", "1:ca/ventura-county 2:ca", "1:fl/miami-dade-county 2:fl", "1:ca/los-angeles-county 2:ca", "1:mo/st-louis-city 2:mo", "1:?",
		}},
		{"a county with its state", []string{
			"", "Jurisdiction | Detainers Issued", "Clark County, Nevada | 51", "Nassau County, New York | 38", "Franklin County, Iowa | 5", "Washington County, Oregon | 7", "Montgomery County | 12",
		}, []string{"1:nv/clark-county", "1:ny/nassau-county", "1:ia/franklin-county", "1:or/washington-county", "1:?"}},
		{"a state carried down", []string{
			"", "Facility | Citizenship | Issued", "= Iowa", "Franklin County Jail | Mexico | 10/16/2010", "Montgomery County Jail | Honduras | 1/2/2017", "= PENNSYLVANIA", "Franklin County Jail | Mexico | 1/2/2017",
		}, []string{
			"0:ia 1:ia/franklin-county/jail 2:mx", "1:ia/montgomery-county/jail 2:hn", "0:pa 1:pa/franklin-county/jail 2:mx",
		}},
		{"a field office in parentheses", []string{
			"", "Jurisdiction (AOR) | Date Enacted | Policy", "Ithaca, New York (Buffalo) | February 2017 | Municipal code change", "Travis County, Texas (San Antonio) | January 2017 | Sheriff's policy", "Iowa City, Johnson County, Iowa (Saint Paul) | January 2017 | Resolution",
			"Boulder County, Colorado (Denver) | January 2017 | Municipal code", "Clark (Salt Lake City) | 2016 | x",
		}, []string{"1:ny/ithaca", "1:tx/travis-county", "1:ia/iowa-city 1:ia/johnson-county", "1:co/boulder-county", "1:?"}},
		{"a county with its state in a column of counties", []string{
			"", "County | Declined", "Franklin County, Iowa | 5", "Nassau County, New York | 38", "Clark County (Nevada) | 51", "Kings, New York | 3", "Frnklin County, Iowa | 1", "Washington, Oregon | 2", "New York, New York | 2", "Iowa | 2", "Iowa County, Iowa | 2",
		}, []string{"1:ia/franklin-county", "1:ny/nassau-county", "1:nv/clark-county", "1:ny/kings-county", "1:ia/franklin-county", "1:or/washington-county", "1:ny/new-york-county", "1:ia/iowa-county", "1:ia/iowa-county"}},
		{"what people are citizens of", []string{
			"", "Facility | Country of Citizenship | Offense | State", "Cook County Jail | Peru | x | IL", "Bronx County Jail | Mexico | x | NY", "Queens County Jail | Jamaica | taken back to Cuba | NY", "Hall County Jail | Georgia | x | GA",
		}, []string{"1:il/cook-county/jail 2:pe 4:il", "1:ny/bronx-county/jail 2:mx 4:ny", "1:ny/queens-county/jail 2:jm 3:cu 4:ny", "1:ga/hall-county/jail 2:ge 4:ga"}},
		{"labels that are states", []string{
			"", "Facility | n", "= Texas", "Travis County Jail | 1", "= New York", "Nassau County Jail | 1", "= Washington", "King County Jail | 1", "= Georgia", "Hall County Jail | 2",
		}, []string{"0:tx 1:tx/travis-county/jail", "0:ny 1:ny/nassau-county/jail", "0:wa 1:wa/king-county/jail", "0:ga 1:ga/hall-county/jail"}},
		{"labels that are cities", []string{
			"", "Facility | n", "= Chicago", "Cook County Jail | 1", "= New York", "Nassau County Jail | 1", "= Los Angeles", "Ventura County Jail | 1",
		}, []string{"0:il/chicago 1:il/cook-county/jail", "0:ny/new-york-city 1:ny/nassau-county/jail", "0:ca/los-angeles 1:ca/ventura-county/jail"}},
		{"states among jurisdictions", []string{
			"", "Jurisdiction | n", "Texas | 1", "New York | 2", "Washington | 3", "Ventura County, California | 4",
		}, []string{"1:tx", "1:ny", "1:wa", "1:ca/ventura-county"}},
		{"field offices in brackets", []string{
			"", "County | n", "Travis County, Texas (San Antonio) | 1", "Nassau County, New York (New York City) | 2", "King County, Washington [Seattle] | 3", "Iowa County, Iowa (St. Paul) | 4", "Clark County, NV (Salt Lake City) | 4", "Franklin County, PA (Philadelphia, PA) | 4",
		}, []string{"1:tx/travis-county", "1:ny/nassau-county", "1:wa/king-county", "1:ia/iowa-county", "1:nv/clark-county", "1:pa/franklin-county"}},
		{"a facility with its county", []string{
			"", "Facility | Declined", "Hennepin County Adult Detention Center, Minnesota | 4", "Rikers Island, Queens, NY | 12", "Arapahoe County Jail, Colorado | 3", "Clark County Detention Center, Las Vegas, NV | 9",
		}, []string{"1:mn/hennepin-county/jail", "1:ny/bronx-county 1:ny/queens-county", "1:co/arapahoe-county/jail", "1:nv/clark-county/jail 1:nv/las-vegas"}},
		{"what lists make of a jail's name", []string{
			"", "Facility | n", "VENTURA CO. JL | 1", "NO. LAS VEGAS DET CTR | 1", "E. BATON ROUGE PAR. PRISON | 1", "PALM BCH CO JAIL | 1", "PR GEORGES CO. DET. CTR. | 1", "NEVADA STATE PRISON | 1", "LA. STATE PEN. | 1", "UTAH ST PRISON | 1", "SCI-MAHANOY | 1", "SALT LAKE CO METRO JAIL | 1", "SAN BERN CO JAIL | 1", "DU PAGE CO JAIL | 1", "NORTHERN STATE PRISON | 1",
		}, []string{
			"1:ca/ventura-county/jail", "1:nv/north-las-vegas/jail", "1:la/east-baton-rouge-parish/prison", "1:fl/palm-beach-county/jail", "1:md/prince-georges-county/jail", "1:nv/carson-city/prison", "1:la/west-feliciana-parish/prison", "1:ut/salt-lake-county/prison", "1:pa/schuylkill-county/prison", "1:ut/salt-lake-county/jail", "", "1:il/dupage-county/jail", "1:nj/essex-county/prison",
		}},
		{"a city beside its state", []string{
			"", "Requester | City | St | Subject", "Washington, Tom | Franklin | TN | Lincoln Elementary", "Dana Reed | Portland | ME | Records of Austin, Texas",
		}, []string{"2:tn/franklin 3:tn", "2:me/portland 3:me 4:tx/austin"}},
		{"the state of the title", []string{
			"Declined detainers in Texas", "County | Declined", "Franklin | 1", "Travis | 142",
		}, []string{"0:tx 1:tx/franklin-county", "1:tx/travis-county"}},
		{"a code", []string{
			"", "FIPS | County | n", "19069 | Franklin | 5", "06111 | Ventura | 5",
		}, []string{"2:ia/franklin-county", "2:ca/ventura-county"}},
		{"not a place", []string{
			"", "Officer | Date | Remarks", "Jackson, Clinton | March 2017 | In May he was sent home", "Austin | 5/6/2017 | see page 4",
		}, []string{"", ""}},
	} {
		got := rows(Context{Date: "2017-10-19"}, c.table...)
		for i, want := range c.want {
			if got[i] != want {
				t.Errorf("%s: row %d: %q, want %q", c.name, i+1, got[i], want)
			}
		}
	}
}

func TestDeclared(t *testing.T) {
	for _, c := range []struct{ place, text, want string }{
		{"us/ut", "Washington County", "us/ut/washington-county"},
		{"us/ia/franklin-county", "Franklin County", "us/ia/franklin-county"},
		{"us/or", "the jail in Portland", "us/or/portland"},
		{"us/me", "the jail in Portland", "us/me/portland"},
		{"", "Franklin County", ""},
	} {
		links := find(Context{Place: c.place}, c.text)
		if len(links) != 1 || links[0].Slug != c.want {
			t.Errorf("%s in a document of %q: %+v", c.text, c.place, links)
		}
	}
}

func TestSpans(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"“Ventura County” – é – Franklin County, Iowa.", "Ventura County|Franklin County|Iowa"},
		{"the Ven-\ntura County Jail", "Ven-\ntura County Jail"},
		{"Sen. Schumer (D-N.Y.)", "N.Y."},
		{"Prince George’s County, Md.", "Prince George’s County|Md."},
		{"Iowa's Franklin County", "Iowa's|Franklin County"},
		{"in Coeur d’Alene, Idaho", "Coeur d’Alene|Idaho"},
		{"SAN JUAN COUNTY, N. M.", "SAN JUAN COUNTY|N. M."},
		{"Lackawanna Co., Pa.", "Lackawanna Co.|Pa."},
		{"Doña Ana and Dona Ana counties", "Doña Ana|Dona Ana"},
		{"", ""},
	} {
		var got []string
		for _, l := range find(Context{}, c.text) {
			got = append(got, l.Text)
			if s := string([]rune(c.text)[l.Start:l.End]); s != l.Text {
				t.Errorf("%q: offsets give %q, words are %q", c.text, s, l.Text)
			}
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q: %q, want %q", c.text, s, c.want)
		}
	}
}
