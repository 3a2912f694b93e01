package analysis

// Irregular are the plurals that no ending tells of, and what they are of: those
// that records have. The stemmer knows all others.
var Irregular = map[string]string{
	"addenda": "addendum", "aldermen": "alderman", "alumni": "alumnus", "analyses": "analysis", "appendices": "appendix",
	"businessmen": "businessman", "chairmen": "chairman", "children": "child", "congressmen": "congressman",
	"congresswomen": "congresswoman", "councilmen": "councilman", "crises": "crisis", "criteria": "criterion",
	"diagnoses": "diagnosis", "errata": "erratum", "feet": "foot", "firemen": "fireman", "fishermen": "fisherman",
	"foremen": "foreman", "grandchildren": "grandchild", "gunmen": "gunman", "hypotheses": "hypothesis", "indices": "index",
	"matrices": "matrix", "memoranda": "memorandum", "men": "man", "mice": "mouse", "ombudsmen": "ombudsman",
	"parentheses": "parenthesis", "patrolmen": "patrolman", "phenomena": "phenomenon", "policemen": "policeman",
	"policewomen": "policewoman", "schoolchildren": "schoolchild", "servicemen": "serviceman", "servicewomen": "servicewoman",
	"spokesmen": "spokesman", "stepchildren": "stepchild", "syntheses": "synthesis", "teeth": "tooth", "theses": "thesis",
	"thieves": "thief", "wives": "wife", "women": "woman", "workmen": "workman",
}
