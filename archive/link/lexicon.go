package link

import "strings"

// A class says what a word does beside a name.
type class uint64

const (
	countyWord  class = 1 << iota // "County" behind a name
	areaWord                      // "Census Area", "Planning Region", "Island"
	pluralWord                    // "counties"
	abbreviated                   // its full stop ends no sentence
	possessed                     // "Iowa's"
	locative                      // "in Paris": what follows is a place
	soft                          // "from": what follows may be a person, too
	titled                        // "Mr. Washington": what follows is a person
	speaking                      // "Franklin told": what stands before is a person
	local                         // "Paris police": what stands before is a place
	school                        // "Lincoln Elementary": it may be named after a person
	notPlace                      // "Lincoln Memorial", "Houston Post": what stands before is not the place
	givenName                     // "Tom"
	familyName                    // "Washington"
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
	offices    // "Office", "Department", behind a sheriff's or police
	filler     // "Adult", within a facility's name
	prisonHead // "FCI Coleman": what follows is a prison's
	ordinary   // also a word: "Reading"
	never      // a word before it is a name: "May"
	common     // "The", "When"
	conjunction
	stateWord // "State of"
	ship      // "USS Nassau", "the cutter Hamilton"
	demonym   // "British"
	beside    // "neighboring Jefferson County"
	english   // "the": the text is English
	foreign   // "la", "los": it is not
)

// lexicon are the words that matter beside a name, folded.
var lexicon = words(map[class]string{
	countyWord:  "county co cnty cty parish par borough boro municipio",
	areaWord:    "census planning municipality island district",
	pluralWord:  "counties parishes boroughs",
	abbreviated: "dist st ste ft mt co cnty cty no so det dept ctr cntr corr inst fac mr mrs ms dr sen rep gov ala ariz ark calif cal colo conn del fla ga ill ind ida kan kans ky la md mass mich minn miss mo mont neb nebr nev okla ore oreg pa penn tenn tex vt va wash wis wisc wyo",
	locative:    "in at near from of to around outside toward towards across throughout within into via between inside through surrounding neighboring nearby",
	titled: "mr mrs ms miss dr doctor sen senator rep representative congressman congresswoman gov governor judge justice sheriff chief officer deputy detective sgt sergeant lt " +
		"lieutenant capt captain col colonel gen general president pres prof professor rev reverend pastor father sister coach attorney commissioner councilman councilwoman " +
		"trustee secretary sir lord king queen prince princess pope superintendent principal director chairman chairwoman trooper patrolman magistrate alderman assemblyman assemblywoman " +
		"ambassador minister quarterback pitcher mayor saint",
	school:   "high elementary middle school library",
	speaking: "said says told added asked wrote testified explained noted stated replied argued thinks believes recalled admitted insisted joked laughed smiled agreed whose who",
	local: "county city police fire mayor council school schools high district chamber hospital municipal public residents resident native natives sheriff department airport library regional " +
		"township town village office officials area metro downtown community board elementary middle isd independent firefighters officers authorities commissioners commission suburb suburbs " +
		"courthouse jail woman man family teen couple residence businessman voters taxpayers lawmakers legislature legislators delegation state government region attorney campus plant",
	notPlace: "inlet roads instruments motors airlines street avenue ave road rd drive lane ln boulevard blvd highway hwy parkway turnpike square memorial bridge building tower towers river creek mountain mountains " +
		"museum theatre theater stadium arena hotel inn church cathedral chapel cemetery foundation award awards prize trophy act amendment company corp corporation inc llc group bank stores " +
		"associates partners press news times post tribune journal herald gazette globe observer examiner chronicle sentinel courier register dispatch magazine university college institute star bee courant advocate reporter argus enquirer inquirer telegraph " +
		"doctrine declaration administration tech treaty accord monument cup bowl marathon style fries chicken terrier bulldog cheese rivers dam canal trail tunnel pond " +
		"yankees mets sox astros rangers dodgers giants padres angels athletics mariners rockies diamondbacks cubs brewers cardinals reds pirates tigers indians guardians twins royals phillies braves " +
		"marlins nationals orioles rays blue cowboys texans broncos chiefs raiders chargers 49ers seahawks rams packers bears vikings lions bengals browns steelers ravens colts titans jaguars " +
		"patriots jets bills dolphins redskins commanders eagles falcons panthers saints buccaneers bucs lakers clippers warriors kings suns mavericks mavs rockets spurs thunder blazers jazz " +
		"nuggets timberwolves bulls bucks pistons pacers cavaliers cavs celtics knicks nets sixers 76ers raptors hawks hornets magic heat wizards grizzlies pelicans canucks flames oilers " +
		"leafs canadiens senators bruins sabres flyers penguins capitals hurricanes lightning predators avalanche coyotes ducks sharks wild jackets longhorns aggies sooners huskers badgers buckeyes " +
		"wolverines hoosiers boilermakers hawkeyes gophers spartans volunteers vols wildcats gators crimson razorbacks rebels gamecocks bulldogs hilton jr sr iii ii",
	direction: "north south east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern southeastern southwestern downtown upstate central " +
		"greater metro metropolitan suburban rural coastal mid midtown uptown upper lower inner",
	english:    "the",
	foreign:    "la le les el los las il une una der das und que",
	small:      "of the de la del los las and du da do di le al el y au aux sur les upon",
	settlement: "city town village township county borough parish state commonwealth municipality",
	facility: "jail jails detention det prison prisons penitentiary correctional corrections corr correc cor correction workhouse lockup stockade jailhouse fci usp fcc fpc mcc mdc fdc " +
		"jl cjc ci enf sheriff sheriffs shrf sheriffdepartment so sd police pd juvenile juv probation booking reformatory hoc cf adc jc ajil",
	sheriffs:  "sheriff sheriffs shrf so",
	jails:     "jail jails detention det adc booking workhouse lockup stockade hoc ajil jl cjc",
	juveniles: "juvenile juv",
	prisons:   "prison prisons penitentiary correctional corrections corr correc cor fci usp fcc fpc reformatory cf ci pen",
	never: "north south east west northern southern eastern western northeast northwest southeast southwest central metropolitan may march april june august sunday monday tuesday wednesday " +
		"thursday friday saturday day early many best congress senate university college english american indian spanish christian christmas republican democrat democratic constitution canadian mexican secretary " +
		"federal general state states county city town village district ward precinct service services board office offices police law media social security medical house justice " +
		"first second third fourth fifth last next old new big little high low good great as an or in of to so if is it on at by no us we he you her his my see do be am are was not now " +
		"how who why what when where this that these those all any some one two three four five six seven eight nine ten page number mark part section act bill bible trial " +
		"earth center centre facility detention prison jail court church school schools",
	ordinary: "mission triangle corfu atlantic pacific gulf keystone bank banks gates empire delta capital fletcher yale harvard loyola oxford stanford cornell brookings princeton duke georgetown villanova fordham emory marquette vanderbilt creighton xavier clemson purdue baylor valley lake river union liberty price home independence commerce industry enterprise superior normal hurricane temple surprise sunrise eagle eagles golden opportunity story " +
		"reform defiance protection freedom hope faith grace friendship harmony unity concord progress success pride equality battle bell black white brown green gray grey blue red wall walls " +
		"parks park hill hills forest rivers woods fields field stone rock point bay beach island ocean mountain prairie plains short long young rich power powers speed summer winter autumn " +
		"spring fall rose pearl ruby amber crystal ivory star sun moon sky rainbow flower garden gardens orchard grove king queen prince duke bishop pope dean marshall miller carpenter mason " +
		"porter parker cook baker gardener hunter fisher potter cooper post houses fire water gas oil hazard energy electric mills mill mines mine range peak ridge bridge falls springs " +
		"crossing junction station depot landing harbor port haven upper lower grand royal imperial special republic advance alliance alma reading mobile orange nice bath split buffalo " +
		"camp corner corners divide gap loop notch summit apex climax tower towers loving utopia venus mars mercury jupiter neptune",
	common: "a an the but and or when while after before since as if for by with on that this these those both all some many most other only even also where which its our their his her my your " +
		"about over under than then there here former late several one two three four five six seven eight nine ten meanwhile however because although though until during among against along " +
		"last next each every another such no not yet still once like unlike despite per both either neither former new",
	conjunction: "and or",
	beside:      "neighboring neighbouring adjacent adjoining bordering nearby",
	stateWord:   "state commonwealth",
	ship:        "uss usns uscgc uscg hms hmcs hmas rms ss mv battleship cutter frigate destroyer submarine freighter tanker steamer steamship schooner ferry",
	polices:     "police pd",
	probations:  "probation",
	prisonHead:  "fci usp fcc fpc fmc fdc mcc mdc sci mci csp ccf cci tdc tdcj aspc bscc adoc",
	offices:     "office department dept station headquarters hq division bureau",
	filler: "metro met comm community enforcement immigration proc adult main central center centre ctr cntr cen cntrl facility fac facil facili complex unit annex house of detention department dept office and regional reg inst institution institute inc camp pretrial pre " +
		"trial intake processing service services holding hold room women womens mens men home north south east west ii iii iv new old contract law enforcement justice work release federal fed state pen penitentiary spc us city town municipal village " +
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
