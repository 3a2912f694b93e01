package archive

// A JurisdictionKind says what sort of place a Jurisdiction is.
type JurisdictionKind string

// The kinds of jurisdiction.
const (
	JurisdictionState   JurisdictionKind = "state"   // a state, the District of Columbia, a territory
	JurisdictionCounty  JurisdictionKind = "county"  // a county or its equivalent: parish, borough, independent city, municipio
	JurisdictionPlace   JurisdictionKind = "place"   // a city, town or village
	JurisdictionAgency  JurisdictionKind = "agency"  // an agency, a jail, a sheriff's office, a police department
	JurisdictionTribal  JurisdictionKind = "tribal"  // a tribal nation
	JurisdictionCountry JurisdictionKind = "country" // a country
)

// A Jurisdiction is a place, or a body of one, that records speak of.
//
//	{06111 us/ca/ventura-county county "Ventura County, California"}
type Jurisdiction struct {
	// Code is the FIPS code (GEOID) of a state, two digits, or of a county, five.
	// A place, and a local agency, bear the code of the county they lie in; a
	// country its ISO 3166 code, "CA". "" where there is none.
	Code string           `json:"code"`
	Slug string           `json:"slug"` // its address, after the Open Civic Data divisions: "us/ca/ventura-county"
	Kind JurisdictionKind `json:"kind"`
	Name string           `json:"name"` // in full, as shown: "Franklin County, Iowa"
}

// A PlaceLink says that words of a page, or of a cell of a row, speak of a
// jurisdiction. A doubtful one names no jurisdiction, only candidates.
type PlaceLink struct {
	Page  int `json:"page"`  // 0 for a sheet
	Table int `json:"table"` // the number of the table in the item; 0: in the text of the page
	Row   int `json:"row"`
	Col   int `json:"col"` // from 1; 0: the labels above the row, or its table's title
	// Start and End count Unicode code points, from 0, of the page's text or of
	// the cell's.
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"` // the words themselves
	Box   Box    `json:"box,omitzero"`

	Jurisdiction                // zero Code and Slug where it is ambiguous
	Confidence   float64        `json:"confidence"` // 0 to 1
	Rule         string         `json:"rule"`       // the name of what decided: "county-state", "containment"
	Candidates   []Jurisdiction `json:"candidates"` // the alternatives, most likely first; never null in JSON
}

// Ambiguous reports whether doubt was kept: several jurisdictions may be meant.
func (l PlaceLink) Ambiguous() bool { return l.Slug == "" }
