package gazetteer

import (
	"slices"
	"strings"

	"readingroom/archive"
)

// countryNames are names of countries beside those of the Unicode list.
var countryNames = map[string]string{
	"GB": "Britain|Great Britain|U.K.|UK|England|Scotland|Wales|Northern Ireland", "TR": "Turkey|Turkiye", "CZ": "Czech Republic",
	"CI": "Ivory Coast", "MM": "Burma|Myanmar", "HK": "Hong Kong", "MO": "Macau|Macao", "PS": "Palestine|Gaza|West Bank|Gaza Strip",
	"RU": "Soviet Union|USSR|Russian Federation", "NL": "Holland|The Netherlands", "BA": "Bosnia", "MK": "Macedonia", "CG": "Republic of the Congo",
	"CD": "Congo|Democratic Republic of the Congo|Democratic Republic of Congo|DRC", "SZ": "Swaziland", "AE": "UAE|U.A.E.|Abu Dhabi|Dubai", "CV": "Cape Verde",
	"TL": "East Timor", "KP": "DPRK", "KR": "Republic of Korea|Korea", "CN": "People's Republic of China|PRC|Mainland China", "VA": "Vatican|Holy See",
	"SA": "Kingdom of Saudi Arabia", "IR": "Islamic Republic of Iran|Persia", "IL": "State of Israel", "AF": "Islamic Republic of Afghanistan",
	"TT": "Trinidad|Trinidad and Tobago", "DE": "West Germany|East Germany", "LK": "Ceylon", "IE": "Republic of Ireland|Irish Republic", "AU": "Tasmania",
	"XK": "Kosovo", "BO": "Bolivia", "VE": "Venezuela", "TZ": "Tanzania", "SY": "Syria", "VN": "Viet Nam|South Vietnam|North Vietnam", "CU": "Republic of Cuba",
}

// tooShort are names abroad that are words of their own.
var notAbroad = map[string]bool{
	"central": true, "eastern": true, "western": true, "northern": true, "southern": true, "north": true, "south": true, "east": true, "west": true,
	"north eastern": true, "centre": true, "center": true, "capital": true, "coast": true, "lower": true, "upper": true, "islands": true, "nord": true,
	"sud": true, "est": true, "ouest": true, "federal district": true, "central district": true, "north west": true, "south east": true, "of": true,
	"hope": true, "best": true, "same": true, "man": true, "male": true, "nice": true, "bath": true, "reading": true, "split": true, "most": true,
	"union": true, "victoria": true, "saint": true, "st george": true, "st john": true, "st mary": true, "st paul": true, "st peter": true, "st thomas": true,
	"st james": true, "st andrew": true, "st david": true, "st patrick": true, "st joseph": true, "st philip": true, "st michael": true, "st lucy": true,
	"st mark": true, "st elizabeth": true, "st ann": true, "st catherine": true, "trinity": true, "carolina": true, "independence": true, "colon": true,
	"bar": true, "van": true, "tours": true, "bari": true, "ho": true, "mobile": true, "date": true, "cork": true, "guards": true, "buy": true,
}

func (b *builder) foreign() {
	for f := range table("foreign.tsv.gz", 4) {
		name, code, kind := f[0], f[1], f[3]
		words := strings.Join(Words(name), " ")
		if kind == "country" {
			if code == "US" {
				continue
			}
			name, _, _ = strings.Cut(name, " (")
			name = strings.TrimSuffix(strings.TrimSuffix(name, " SAR China"), " Territories")
			e := b.enter(Entry{Jurisdiction: archive.Jurisdiction{Code: code, Slug: strings.ToLower(code), Kind: archive.JurisdictionCountry, Name: name}, Short: name, Population: int(number(f[2]))})
			b.byCode[code] = e
			b.call(e, Full, name)
			b.call(e, Full, strings.Split(countryNames[code], "|")...)
			continue
		}
		e := b.byCode[code]
		if e == nil || notAbroad[words] || len(words) < 3 {
			continue
		}
		weight := int(number(f[2]))
		if kind == "region" {
			if !strings.Contains(" CA GB MX AU DE IN CN FR IT ES JP BR RU ", code) || len(words) < 4 || slices.Contains(strings.Fields(words), "district") {
				weight = 40_000
			} else {
				weight = 1_500_000
			}
		}
		b.names.call(name, Name{e, Abroad, weight})
	}
}

func (b *builder) tribes() {
	for f := range table("tribes.tsv", 3) {
		name := f[0]
		e := b.enter(Entry{
			Jurisdiction: archive.Jurisdiction{Slug: "us/tribal/" + slug(name), Kind: archive.JurisdictionTribal, Name: name},
			Short:        name, Parent: b.usa, Within: b.coded(f[1]), Population: 100_000,
		})
		b.call(e, Full, name)
		b.call(e, Full, strings.Split(f[2], "|")...)
	}
}

// agencies reads the federal ones; a component is part of the one whose first
// abbreviation it names.
func (b *builder) agencies() {
	of := map[string]*Entry{}
	var rows [][]string
	for f := range table("agencies.tsv", 4) {
		rows = append(rows, f)
		short, _, _ := strings.Cut(f[2], " ")
		at := slug(short)
		if at == "" {
			at = slug(f[0])
		}
		e := b.enter(Entry{Jurisdiction: archive.Jurisdiction{Slug: "us/agency/" + at, Kind: archive.JurisdictionAgency, Name: f[0]}, Short: f[0]})
		if short != "" {
			of[short] = e
		}
		b.call(e, Full, f[0])
		b.call(e, Full, strings.Split(f[3], "|")...)
		b.call(e, Short, strings.Fields(f[2])...)
	}
	for _, f := range rows {
		short, _, _ := strings.Cut(f[2], " ")
		at := slug(short)
		if at == "" {
			at = slug(f[0])
		}
		if e := b.bySlug["us/agency/"+at]; of[f[1]] != nil {
			e.Parent = of[f[1]]
			b.under[e.Parent] = append(b.under[e.Parent], e)
		}
	}
}
