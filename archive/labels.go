package archive

// Labels are what the archive says of an item that is not in its bytes: under
// which request it was released and by whom, how people filed it, whether a
// notice corrects it. They change without the item being read or indexed anew.
type Labels struct {
	Agencies  []string `json:"agencies,omitempty"` // slugs, "dhs", "dhs/ice"
	Requests  []string `json:"requests,omitempty"` // numbers of the requests it was released under, or that it belongs to
	Names     []string `json:"names,omitempty"`    // of those agencies and the ones they are part of, and what these are called for short
	Numbers   []string `json:"numbers,omitempty"`  // that others gave those requests: the agencies, courts
	Releases  []string `json:"releases,omitempty"` // as the accessions that brought it call them
	Tags      []string `json:"tags,omitempty"`     // in small letters
	Corrected bool     `json:"corrected,omitempty"`
	Family    string   `json:"family,omitempty"` // the number of the first item that it is a copy or version of; "" alone
}
