package link

import "strings"

// A class says what a word does beside a name.
type class uint32

const (
	countyWord  class = 1 << iota // "County" behind a name
	pluralWord                    // "counties"
	abbreviated                   // its full stop ends no sentence
	possessed                     // "Iowa's"
	locative                      // "in Paris": what follows is a place
	titled                        // "Mr. Washington": what follows is a person
	speaking                      // "Franklin told": what stands before is a person
	local                         // "Paris police": what stands before is a place
	notPlace                      // "Lincoln Memorial", "Houston Post": what stands before is not the place
	givenName                     // "Tom"
	direction                     // "northern"
	small                         // "of" within a name
	settlement                    // "City of"
	facility                      // "Jail", "Detention"
	sheriffs
	jails
	juveniles
	prisons
	polices
	probations
	offices // "Office", "Department", behind a sheriff's or police
	filler  // "Adult", within a facility's name
	ordinary
)

// lexicon are the words that matter beside a name, folded.
var lexicon = words(map[class]string{
	countyWord:  "county co cnty cty parish par borough boro municipio",
	pluralWord:  "counties parishes boroughs",
	abbreviated: "st ste ft mt co cnty cty no so det dept ctr cntr corr inst fac mr mrs ms dr sen rep gov ala ariz ark calif cal colo conn del fla ga ill ind ida kan kans ky la md mass mich minn miss mo mont neb nebr nev okla ore oreg pa penn tenn tex vt va wash wis wisc wyo",
	locative:    "in at near from of to around outside toward towards across throughout within into via between inside through surrounding neighboring nearby",
	titled: "mr mrs ms miss dr doctor sen senator rep representative congressman congresswoman gov governor judge justice sheriff chief officer deputy detective sgt sergeant lt " +
		"lieutenant capt captain col colonel gen general president pres prof professor rev reverend pastor father sister coach attorney commissioner councilman councilwoman " +
		"trustee secretary sir lord king queen prince princess pope superintendent principal director chairman chairwoman trooper patrolman magistrate alderman assemblyman assemblywoman " +
		"ambassador minister quarterback pitcher mayor saint",
	speaking: "said says told added asked wrote testified explained noted stated replied argued thinks believes recalled admitted insisted joked laughed smiled agreed whose who",
	local: "county city police fire mayor council school schools high district chamber hospital municipal public residents resident native natives sheriff department airport library regional " +
		"township town village office officials area metro downtown community board elementary middle isd independent firefighters officers authorities commissioners commission suburb suburbs " +
		"courthouse jail woman man family teen couple residence businessman voters taxpayers lawmakers legislature legislators delegation state government region attorney campus plant",
	notPlace: "street avenue ave road rd drive lane ln boulevard blvd highway hwy parkway turnpike square memorial bridge building tower towers river creek mountain mountains " +
		"museum theatre theater stadium arena hotel inn church cathedral chapel cemetery foundation award awards prize trophy act amendment company corp corporation inc llc group bank stores " +
		"associates partners press news times post tribune journal herald gazette globe observer examiner chronicle sentinel courier register dispatch magazine university college institute " +
		"doctrine declaration administration tech treaty accord monument cup bowl marathon style fries chicken terrier bulldog cheese rivers dam canal trail tunnel pond " +
		"yankees mets sox astros rangers dodgers giants padres angels athletics mariners rockies diamondbacks cubs brewers cardinals reds pirates tigers indians guardians twins royals phillies braves " +
		"marlins nationals orioles rays blue cowboys texans broncos chiefs raiders chargers 49ers seahawks rams packers bears vikings lions bengals browns steelers ravens colts titans jaguars " +
		"patriots jets bills dolphins redskins commanders eagles falcons panthers saints buccaneers bucs lakers clippers warriors kings suns mavericks mavs rockets spurs thunder blazers jazz " +
		"nuggets timberwolves bulls bucks pistons pacers cavaliers cavs celtics knicks nets sixers 76ers raptors hawks hornets magic heat wizards grizzlies pelicans canucks flames oilers " +
		"leafs canadiens senators bruins sabres flyers penguins capitals hurricanes lightning predators avalanche coyotes ducks sharks wild jackets longhorns aggies sooners huskers badgers buckeyes " +
		"wolverines hoosiers boilermakers hawkeyes gophers spartans volunteers vols wildcats gators crimson razorbacks rebels gamecocks bulldogs hilton jr sr iii ii",
	direction: "north south east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern southeastern southwestern downtown upstate central " +
		"greater metro metropolitan suburban rural coastal mid midtown uptown upper lower inner",
	small:      "of the de la del los las and du da do di le al el y",
	settlement: "city town village township county borough parish state commonwealth municipality",
	facility: "jail jails detention det prison prisons penitentiary correctional corrections corr correc cor correction workhouse lockup stockade jailhouse fci usp fcc fpc mcc mdc fdc " +
		"sheriff sheriffs shrf sheriffdepartment so sd police pd juvenile juv probation booking reformatory hoc cf adc jc ajil",
	sheriffs:   "sheriff sheriffs shrf so",
	jails:      "jail jails detention det adc booking workhouse lockup stockade hoc ajil",
	juveniles:  "juvenile juv",
	prisons:    "prison prisons penitentiary correctional corrections corr correc cor fci usp fcc fpc reformatory cf pen",
	polices:    "police pd",
	probations: "probation",
	offices:    "office department dept station headquarters hq division bureau",
	filler: "adult main central center centre ctr cntr cen cntrl facility fac facil facili complex unit annex house of detention department dept office and regional reg inst institution institute inc camp pretrial pre " +
		"trial intake processing service services holding hold room women womens mens men home north south east west ii iii iv new old contract law enforcement justice work release federal fed state " +
		"medium low minimum security bldg tower towers twin",
})

func words(lists map[class]string) map[string]class {
	all := map[string]class{}
	for c, list := range lists {
		for w := range strings.FieldsSeq(list) {
			all[w] |= c
		}
	}
	return all
}
