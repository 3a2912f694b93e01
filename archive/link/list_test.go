package link

import (
	"strings"
	"testing"
)

// places returns the links of a text, "words=slug" or "words=?", those of states
// behind a name left out.
func places(c Context, text string) string {
	var got []string
	for _, l := range find(c, text) {
		slug := strings.TrimPrefix(l.Slug, "us/")
		switch {
		case l.Rule == "qualifier":
			continue
		case l.Ambiguous():
			slug = "?"
		}
		got = append(got, l.Text+"="+slug)
	}
	return strings.Join(got, " | ")
}

func TestTexts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"booked on Franklin County IA, NY and PA and Montgomery County IA.", "Franklin County=ia/franklin-county | NY=ny/franklin-county | PA=pa/franklin-county | Montgomery County=ia/montgomery-county"},
		{"Franklin County, Iowa, New York, and Pennsylvania", "Franklin County=ia/franklin-county | New York=ny/franklin-county | Pennsylvania=pa/franklin-county"},
		{"Franklin County, Iowa, Washington and Jefferson County", "Franklin County=ia/franklin-county | Washington=? | Jefferson County=ia/jefferson-county"},
		{"Travis County, Texas, Oklahoma and Louisiana", "Travis County=tx/travis-county | Oklahoma=ok | Louisiana=la"},
		{"Williamson and Bastrop County TX", "Williamson=tx/williamson-county | Bastrop County=tx/bastrop-county"},
		{"Austin and Travis County, Texas", "Austin=tx/austin | Travis County=tx/travis-county"},
		{"Chester County PA and Richmond County NC", "Chester County=pa/chester-county | Richmond County=nc/richmond-county"},
		{"King and Pierce counties declined.", "King=wa/king-county | Pierce=wa/pierce-county"},
		{"Franklin, Polk and Story counties, Iowa", "Franklin=ia/franklin-county | Polk=ia/polk-county | Story=ia/story-county | Iowa=ia"},
		{"In Iowa, Polk and Story counties declined.", "Iowa=ia | Polk=ia/polk-county | Story=ia/story-county"},
		{"Iowa's Polk and Story counties", "Iowa's=ia | Polk=ia/polk-county | Story=ia/story-county"},
		{"the counties of Franklin, Polk and Story, Iowa", "Franklin=ia/franklin-county | Polk=ia/polk-county | Story=ia/story-county"},
		{"Clark (Nev.), Cook (Ill.) and Nassau (N.Y.) counties", "Clark=nv/clark-county | Cook=il/cook-county | Nassau=ny/nassau-county"},
		{"Clark, Nev., Cook, Ill., and Nassau, N.Y., counties", "Clark=nv/clark-county | Cook=il/cook-county | Nassau=ny/nassau-county"},
		{"Franklin County, Pa., declined. In Iowa, Franklin County did, too.", "Franklin County=pa/franklin-county | Iowa=ia | Franklin County=ia/franklin-county"},
		{"Franklin County, Pa., declined. In Polk County, Iowa, Franklin County did, too.", "Franklin County=pa/franklin-county | Polk County=ia/polk-county | Franklin County=pa/franklin-county"},
		{"Essex and Middlesex counties", "Essex=? | Middlesex=?"},
		{"Prince George's and Anne Arundel counties in Maryland", "Prince George's=md/prince-georges-county | Anne Arundel=md/anne-arundel-county | Maryland=md"},
		{"Orleans and St. Bernard parishes", "Orleans=la/orleans-parish | St. Bernard=la/st-bernard-parish"},
		{"many counties; some counties", ""},
		{"The State of Iowa sued the state of New York, the state of Washington and the Mexican state of Durango.", "State of Iowa=ia | New York=ny | Washington=wa | Durango=mx"},
		{"the Western District of Texas", "Texas=tx"},
		{"the battleship Missouri and the USS Nassau left Norfolk, Va.", "Norfolk=va/norfolk-city"},
		{"The Kansas City Star and the Iowa City Press-Citizen", ""},
		{"the Jackson County jail in Kansas City, the Missouri auditor said", "Jackson County=mo/jackson-county | Kansas City=mo/kansas-city | Missouri=mo"},
		{"Jackson State beat Boise State", ""},
		{"British police arrested a man in Birmingham.", "Birmingham=gb"},
		{"police arrested a man in Birmingham, Ala.", "Birmingham=al/birmingham"},
		{"The detainer for Juan Perez-Durango was lifted in Dallas-Fort Worth.", "Dallas=tx/dallas | Fort Worth=tx/fort-worth"},
		{"Dane County sent a man from Denver, Colorado, to Columbia County and neighboring Jefferson County, near Portage.", "Dane County=wi/dane-county | Denver=co/denver | Columbia County=wi/columbia-county | Jefferson County=wi/jefferson-county | Portage=wi/portage"},
		{"In Denver, Colorado, he said that Dane County and neighboring Jefferson County told Boulder of it.", "Denver=co/denver | Dane County=wi/dane-county | Jefferson County=wi/jefferson-county | Boulder=co/boulder"},
		{"the Washington County Sheriff's Office in Hillsboro, Ore., and that in Stillwater, Minn.", "Washington County Sheriff's Office=or/washington-county/sheriff | Hillsboro=or/hillsboro | Stillwater=mn/stillwater"},
		{"in the Eastern District of Pennsylvania; off Hampton Roads; of Texas Instruments", "Pennsylvania=pa"},
		{"La policía de Durango", "Durango=mx"},
		{"LA SÉANCE\n\nLe président ouvre la séance à dix heures; les membres du conseil sont présents.", ""},
		{"Reçue la veille à Washington, LA DÉLÉGATION parle de la séance.", "Washington=dc"},
		{"LA SESIÓN\n\nEl presidente abre la sesión de la policía de L.A.", "L.A.=ca/los-angeles"},
		{"LA RIOTS\n\nThe mayor spoke of the riots on the day of the trial of de la Cruz.", "LA=ca/los-angeles"},
		{"moved to the Dist. of Columbia", "Dist. of Columbia=dc"},
	} {
		if got := places(Context{}, c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
