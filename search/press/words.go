package press

import "strings"

// grammar are the words that hold English together, with how often each stands
// among ten thousand words of running text, about as counts of general English
// give it. They make up nearly half of every page.
const grammar = `the 620 of 320 and 265 to 250 a 210 in 195 that 96 is 90 was 90 for 85 it 70 with 65 as 65 on 60 be 57 by 48
at 48 he 45 this 46 are 42 or 38 from 39 not 41 have 34 an 33 which 32 were 30 his 30 had 28 has 27 they 26 but 26 you 25 been 22
will 21 we 21 their 20 would 19 i 19 all 18 one 18 who 17 there 16 no 16 if 15 any 14 other 14 may 13 she 12 can 12 her 12 when 12
its 12 such 11 more 11 out 11 about 10 so 10 up 9 than 9 into 9 them 9 these 8 only 8 our 8 under 8 do 8 some 7 could 7 him 7 then 7
two 7 upon 6 what 6 my 6 also 6 your 5 should 5 after 8 between 5 each 5 those 4 must 4 before 5 where 4 did 3 how 3 because 3 very 3`

// common are words that records of this kind are full of, the most common first.
const common = `county state office request records department police information detainer sheriff law case jail public report
inmate court federal custody agency director officer united program board policy service email order contract release attorney
facility security services date number immigration total arrest management review staff meeting letter document committee system
inspector safety budget year process time issue support date notice copy statement subject section general response act copies
enforcement review transfer person charge legal complaint period local access data fund account national member question answer
medical health school city district council commission hearing judge witness evidence deputy chief captain lieutenant sergeant
patrol incident vehicle property search warrant probation parole sentence prison detention removal border customs field unit
supervisor employee employer payment invoice vendor purchase grant award cost amount rate fee salary overtime balance audit
finding recommendation corrective action plan schedule deadline extension appeal denial exemption redaction withheld disclosure
requester interview transcript recording video camera photograph exhibit attachment appendix table figure page paragraph
agreement clause amendment renewal termination liability insurance claim settlement damages counsel motion petition ruling
opinion statute regulation ordinance code title chapter article rule standard guideline procedure manual training certificate
license permit inspection violation citation fine penalty water sewer road bridge airport station building land parcel tax
assessor treasurer clerk recorder registrar election ballot voter precinct candidate campaign governor mayor senator president
secretary deputy minister embassy consul visa passport refugee asylum citizen resident alien family child parent guardian
juvenile victim suspect defendant plaintiff offender prisoner bond bail arraignment indictment verdict felony misdemeanor theft
burglary assault robbery homicide weapon firearm ammunition drug narcotic alcohol animal wildlife research laboratory veterinary
hospital clinic physician nurse patient treatment medication death injury disease vaccine emergency fire rescue ambulance
dispatch radio telephone network server software database password archive shredding retention inventory warehouse equipment
uniform fuel mileage travel hotel meal conference calendar memorandum draft version signature stamp seal envelope mail fax
summary background purpose scope method result conclusion estimate forecast survey sample percent average monthly quarterly
annual fiscal calendar weekly daily hourly`

// given and family are names that many people bear.
const (
	given  = `james mary robert patricia john jennifer michael linda david elizabeth william barbara richard susan joseph jessica thomas sarah carlos karen daniel nancy matthew betty anthony sandra donald ashley steven emily paul donna joshua carol kevin amanda brian melissa george deborah jorge laura edward helen luis ruth`
	family = `smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts okonkwo fitzgerald hashimoto bergstrom kowalski vandermeer`
)

// The sounds that the rarer words are put together from.
var (
	onsets = strings.Fields("b c d f g h k l m n p r s t v w br st tr pl cr gr sp ch")
	vowels = strings.Fields("a e i o u ai ou ea")
	codas  = []string{"", "n", "r", "l", "s", "t", "nd", "m"}
)

// syllable returns the nth of 1,536.
func syllable(n int) string {
	return onsets[n%len(onsets)] + vowels[n/len(onsets)%len(vowels)] + codas[n/len(onsets)/len(vowels)%len(codas)]
}

const syllables = 24 * 8 * 8

// Types is how many words there are beside those of grammar, misreadings apart.
const Types = 400_000

// Word returns the word of a rank, the most common first, from 0: a word of the
// field, or one that is made of syllables and means nothing. The same rank is
// always the same word, and hardly two ranks share one.
func (p *Press) Word(rank int) string {
	if rank < len(p.common) {
		return p.common[rank]
	}
	// Neighbours in rank are no neighbours in the alphabet.
	n := (rank * 1_000_003) % (syllables * syllables)
	w := syllable(n%syllables) + syllable(n/syllables)
	if rank > 30_000 { // rare words are longer
		w += syllable(rank % syllables)
	}
	return w
}

// inflect gives a word one of the endings that words have.
func inflect(w string, draw int) string {
	if len(w) < 4 || strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") {
		return w
	}
	switch {
	case draw < 70:
		return w
	case draw < 86:
		return w + "s"
	case draw < 93:
		return strings.TrimSuffix(w, "e") + "ed"
	}
	return strings.TrimSuffix(w, "e") + "ing"
}
