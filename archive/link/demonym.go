package link

// demonyms are the words for what is of a country, as far as news has them often.
var demonyms = map[string]string{
	"afghan": "AF", "argentine": "AR", "australian": "AU", "austrian": "AT", "belgian": "BE", "brazilian": "BR", "british": "GB", "bulgarian": "BG",
	"canadian": "CA", "chilean": "CL", "chinese": "CN", "colombian": "CO", "cuban": "CU", "czech": "CZ", "danish": "DK", "dutch": "NL", "egyptian": "EG",
	"english": "GB", "finnish": "FI", "french": "FR", "german": "DE", "greek": "GR", "guatemalan": "GT", "haitian": "HT", "honduran": "HN",
	"hungarian": "HU", "indonesian": "ID", "iranian": "IR", "iraqi": "IQ", "irish": "IE", "israeli": "IL", "italian": "IT", "jamaican": "JM",
	"japanese": "JP", "kenyan": "KE", "lebanese": "LB", "libyan": "LY", "mexican": "MX", "nicaraguan": "NI", "nigerian": "NG", "norwegian": "NO",
	"pakistani": "PK", "panamanian": "PA", "peruvian": "PE", "philippine": "PH", "polish": "PL", "portuguese": "PT", "romanian": "RO", "russian": "RU",
	"salvadoran": "SV", "saudi": "SA", "scottish": "GB", "serbian": "RS", "somali": "SO", "spanish": "ES", "swedish": "SE", "swiss": "CH", "syrian": "SY",
	"thai": "TH", "turkish": "TR", "ukrainian": "UA", "venezuelan": "VE", "vietnamese": "VN", "welsh": "GB", "yemeni": "YE",
}

func init() {
	for w := range demonyms {
		lexicon[w] |= demonym
	}
}

// public are the words behind a demonym that say that the text is of that
// country: "British police", but not "Mexican food".
var public = words(map[class]string{demonym: "police government army president authorities officials official border city town troops soldiers navy parliament prime minister state village " +
	"capital province embassy consulate prosecutors court courts king queen air coast military leader leaders lawmakers forces ministry port region"})

// abroadHint takes a demonym at a token for a sign that the text is of its country.
func (d *Document) abroadHint(i int) {
	t, next := d.at(i), d.at(i+1)
	if t.shape < capital || !next.near() || next.shape != lower || public[d.lowerWord(i+1)] == 0 {
		return
	}
	if c, ok := d.g.ByCode(demonyms[d.lowerWord(i)], ""); ok {
		d.hints = append(d.hints, c)
	}
}
