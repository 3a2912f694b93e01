package foia

// An Agency is a body that has records and answers requests for them. One that
// is part of another, with a FOIA office of its own, is its component.
type Agency struct {
	Slug         string `json:"slug"`             // "dhs"; of a component "dhs/ice"
	Parent       string `json:"parent,omitempty"` // slug of the agency that a component is part of
	Name         string `json:"name"`             // "U.S. Immigration and Customs Enforcement"
	Short        string `json:"short,omitempty"`  // "ICE"
	Kind         string `json:"kind,omitempty"`   // department, component, independent agency, state agency, county, city, police, university
	Jurisdiction string `json:"jurisdiction"`     // slug of the place whose law it is under: "us", "us/ca", "us/ca/ventura-county"
	Law          string `json:"law"`              // code of the law that requests to it are made under
	Contact      string `json:"contact,omitempty"`
	Email        string `json:"email,omitempty"`
	Address      string `json:"address,omitempty"`
	Portal       string `json:"portal,omitempty"`    // where a request is filed on line
	AppealTo     string `json:"appeal_to,omitempty"` // where an appeal is sent
	Source       string `json:"source,omitempty"`    // where this can be read
}
