package gazetteer

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"readingroom/archive"
)

// An Addition is an agency, a jail, or another name of a county or a place, as
// a user adds it.
type Addition struct {
	Name   string // "RAPIDES PARISH DETENTION CENTER"
	Type   string // "alias" for another name; anything else is an agency's
	City   string
	State  string // postal code
	County string // FIPS code
}

// Limits on a file of additions.
const (
	maxAdditions = 200_000
	maxMistakes  = 20
)

// ReadAdditions reads a CSV file with the columns name, type, city, state and
// county_fips, in any order, of which name and county_fips are needed, and for a
// federal or state agency name alone. Rows that are wrong are left out, and told
// with row and column, the first twenty of them; the others are returned.
func ReadAdditions(r io.Reader) ([]Addition, error) {
	g := Load()
	buffered := bufio.NewReader(r)
	if mark, _ := buffered.Peek(3); string(mark) == "\xef\xbb\xbf" {
		_, _ = buffered.Discard(3)
	}
	in := csv.NewReader(buffered)
	in.FieldsPerRecord = -1
	head, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("the file is empty: %w", archive.ErrInvalid)
	}
	if err != nil {
		return nil, fmt.Errorf("row 1: %w: %w", err, archive.ErrInvalid)
	}
	column := map[string]int{}
	for i, h := range head {
		column[strings.ToLower(strings.TrimSpace(h))] = i + 1
	}
	if column["name"] == 0 {
		return nil, fmt.Errorf("row 1: there is no column \"name\"; needed are name and county_fips, possible are type, city and state: %w", archive.ErrInvalid)
	}
	var all []Addition
	var wrong []error
	left := 0
	mistake := func(err error) {
		if left++; left <= maxMistakes {
			wrong = append(wrong, fmt.Errorf("%w: %w", err, archive.ErrInvalid))
		}
	}
	for row := 2; ; row++ {
		rec, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if len(all) == maxAdditions || left == maxAdditions {
			mistake(fmt.Errorf("row %d: the file has more than %d rows; this and those after it are left out", row, maxAdditions))
			break
		}
		if err != nil {
			mistake(fmt.Errorf("row %d: %w", row, err))
			continue
		}
		at := func(name string) string {
			if i := column[name]; i > 0 && i <= len(rec) {
				return strings.TrimSpace(rec[i-1])
			}
			return ""
		}
		a := Addition{Name: at("name"), Type: at("type"), City: at("city"), State: strings.ToUpper(at("state")), County: at("county_fips")}
		if field, why := g.mistake(&a); field != "" {
			mistake(fmt.Errorf("row %d, %s: %s", row, field, why))
			continue
		}
		all = append(all, a)
	}
	if left > maxMistakes {
		wrong = append(wrong, fmt.Errorf("and %d rows more: %w", left-maxMistakes, archive.ErrInvalid))
	}
	return all, errors.Join(wrong...)
}

// mistake returns the column that is wrong and why, or "".
func (g *Gazetteer) mistake(a *Addition) (field, why string) {
	if words := Words(a.Name); len(words) == 0 {
		return "name", "it is empty"
	} else if len(words) > 12 || len(a.Name) > 200 {
		return "name", "it is too long for a name: at most 12 words"
	}
	if len(a.County) == 4 && strings.Trim(a.County, "0123456789") == "" {
		a.County = "0" + a.County // a spreadsheet took the nought away
	}
	var state *Entry
	if a.State != "" {
		if state = g.bySlug["us/"+strings.ToLower(a.State)]; state == nil {
			return "state", fmt.Sprintf("%q is no postal code of a state", a.State)
		}
	}
	switch c := g.byCode[a.County]; {
	case a.County == "" && strings.EqualFold(a.Type, "alias"):
		return "county_fips", "an alias needs the code of its county"
	case a.County == "":
		return "", ""
	case c == nil || c.Kind != archive.JurisdictionCounty:
		return "county_fips", fmt.Sprintf("%q is no county's code (five digits, as 06111)", a.County)
	case state != nil && c.Parent != state:
		return "county_fips", fmt.Sprintf("%s is %s, which is not in %s", a.County, c.Name, state.Name)
	}
	return "", ""
}

// add enters an addition.
func (b *builder) add(a Addition) {
	of := cmp.Or(b.byCode[a.County], b.bySlug["us/"+strings.ToLower(a.State)])
	if strings.EqualFold(a.Type, "alias") {
		if p := b.placed(a.County, a.City); p != nil {
			of = p
		}
		if of != nil {
			b.call(of, Full, a.Name)
		}
		return
	}
	at, name, code, people := "us/agency/"+slug(a.Name), a.Name, "", 0
	if of != nil {
		at, name, code, people = of.Slug+"/"+slug(a.Name), a.Name+", "+of.Name, of.Code, of.Population
	}
	if e, ok := b.bySlug[at]; ok {
		b.call(e, Full, a.Name)
		return
	}
	e := Entry{Jurisdiction: archive.Jurisdiction{Code: code, Slug: at, Kind: archive.JurisdictionAgency, Name: name}, Short: a.Name, Parent: of, Population: people}
	if of != nil {
		e.Lat, e.Lon = of.Lat, of.Lon
	}
	entered := b.enter(e)
	b.call(entered, Full, a.Name, expand(a.Name))
	if local(of) {
		b.like.add(entered, a.Name)
	}
}

// abbreviations are how lists shorten what an agency is called.
var abbreviations = map[string]string{
	"co": "county", "cnty": "county", "cty": "county", "par": "parish", "det": "detention", "ctr": "center", "cntr": "center", "cen": "center",
	"fac": "facility", "corr": "correctional", "cor": "correctional", "correc": "correctional", "dept": "department", "inst": "institution", "reg": "regional",
	"facil": "facility", "facili": "facility", "shrf": "sheriff", "sheriffs": "sheriff", "so": "sheriff", "pd": "police", "jl": "jail", "juv": "juvenile",
	"fed": "federal", "pen": "penitentiary", "no": "north",
}

func expand(name string) string {
	words := Words(name)
	for i, w := range words {
		if full, ok := abbreviations[w]; ok && i > 0 {
			words[i] = full
		}
	}
	return strings.Join(slices.Clip(words), " ")
}
