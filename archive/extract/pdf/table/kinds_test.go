package table

import (
	"strings"
	"testing"

	"readingroom/archive/extract/pdf/layout"
)

// What tables of government reports are like that have few lines or none.
func TestKinds(t *testing.T) {
	for _, tc := range []struct{ name, art, want string }{
		{"wrapped stubs with numbers on the last line", `
Agency and                   Requests   Requests   Median
component                    received   denied     days
-------------------------------------------------------
Bureau of Alcohol, Tobacco,
  Firearms and Explosives       1,204         88      31
Office of Information Policy      310         12      17
Executive Office for United
  States Attorneys              8,090        455     122
-------------------------------------------------------
Total                           9,604        555
`, "Agency and component/Requests received/Requests denied/Median days\n=\nBureau of Alcohol, Tobacco, Firearms and Explosives/1,204/88/31\nOffice of Information Policy/310/12/17\nExecutive Office for United States Attorneys/8,090/455/122"},
		{"wrapped stubs, flush, numbers on the first line", `
Component                    Received   Denied
Bureau of Alcohol, Tobacco,     1,204       88
Firearms and Explosives
Office of Information             310       12
Policy
Executive Office for United     8,090      455
States Attorneys
Civil Division                    221        4
`, "Component/Received/Denied\n=\nBureau of Alcohol, Tobacco, Firearms and Explosives/1,204/88\nOffice of Information Policy/310/12\nExecutive Office for United States Attorneys/8,090/455\nCivil Division/221/4"},
		{"wrapped stubs, flush, numbers on the last line", `
Component                    Received   Denied
Bureau of Alcohol, Tobacco,
Firearms and Explosives         1,204       88
Office of Information
Policy and Appeals                310       12
Executive Office for United
States Attorneys                8,090      455
Civil Division                    221        4
`, "Component/Received/Denied\n=\nBureau of Alcohol, Tobacco, Firearms and Explosives/1,204/88\nOffice of Information Policy and Appeals/310/12\nExecutive Office for United States Attorneys/8,090/455\nCivil Division/221/4"},
		{"dollar columns and negatives", `
                                    2016         2015
Operating activities:
  Net income                    $   1,204    $     930
  Depreciation                        310          290
  Change in payables                 (45)           12
                                  -------      -------
  Net cash                          1,469        1,232
                                  =======      =======
Investing activities:
  Purchases                         (901)        (800)
  Sales                                —            22
                                  -------      -------
  Net cash                      $   (901)    $   (778)
`, "/2016/2015\n=\nOperating activities:\nNet income/$ 1,204/$ 930\nDepreciation/310/290\nChange in payables/(45)/12\nNet cash/1,469/1,232\nInvesting activities:\nPurchases/(901)/(800)\nSales/—/22\nNet cash/$ (901)/$ (778)"},
		{"spanning heads with thin rules", `
                     Fiscal year 2015         Fiscal year 2016
                 ----------------------    ----------------------
                   Number     Percent        Number     Percent
State            of cases    of total      of cases    of total
-----------------------------------------------------------------
Alabama             1,204        12.1         1,310        12.9
Alaska                 88         0.9            91         0.9
Arizona             4,410        44.2         4,512        44.4
Total               5,702       100.0         5,913       100.0
`, "/Fiscal year 2015>2//Fiscal year 2016>2\nState/Number of cases/Percent of total/Number of cases/Percent of total\n=\nAlabama/1,204/12.1/1,310/12.9\nAlaska/88/0.9/91/0.9\nArizona/4,410/44.2/4,512/44.4\nTotal/5,702/100.0/5,913/100.0"},
		{"footnote markers", `
State            Total(1)    Violent    Property(2)
Alabama           1,204         310          894
Alaska(3)            88          12           76
Arizona           4,410         990        3,420
Guam                 --          --           --
Ohio                N/A         101          X
(1) Includes all. 
`, "State/Total(1)/Violent/Property(2)\n=\nAlabama/1,204/310/894\nAlaska(3)/88/12/76\nArizona/4,410/990/3,420\nGuam/--/--/--\nOhio/N/A/101/X"},
		{"blank separator rows", `
State             2011      2012      2013
Alabama          1,204     1,300     1,310
Alaska              88        90        91
Arizona          4,410     4,500     4,512
Arkansas           310       301       299
California      12,000    12,100    12,900

Colorado         1,204     1,300     1,310
Connecticut         88        90        91
Delaware         4,410     4,500     4,512
Florida            310       301       299
Georgia         12,000    12,100    12,900

Hawaii           1,204     1,300     1,310
Idaho               88        90        91
`, "State/2011/2012/2013\n=\nAlabama/1,204/1,300/1,310\nAlaska/88/90/91\nArizona/4,410/4,500/4,512\nArkansas/310/301/299\nCalifornia/12,000/12,100/12,900\nColorado/1,204/1,300/1,310\nConnecticut/88/90/91\nDelaware/4,410/4,500/4,512\nFlorida/310/301/299\nGeorgia/12,000/12,100/12,900\nHawaii/1,204/1,300/1,310\nIdaho/88/90/91"},
		{"two side by side", `
State      Cases    Closed         Month      Cases    Closed
Iowa          12         3         May           99        12
Ohio          40        21         June          88        70
Utah          70        31         July          12        11
Nevada         9         1         August         5         4
`, "State/Cases/Closed\n=\nIowa/12/3\nOhio/40/21\nUtah/70/31\nNevada/9/1\n\nMonth/Cases/Closed\n=\nMay/99/12\nJune/88/70\nJuly/12/11\nAugust/5/4"},
		{"two side by side with captions", `
Table 1. By state                  Table 2. By month

State      Cases    Closed         Month      Cases    Closed
Iowa          12         3         May           99        12
Ohio          40        21         June          88        70
Utah          70        31         July          12        11
Nevada         9         1
`, "State/Cases/Closed\n=\nIowa/12/3\nOhio/40/21\nUtah/70/31\nNevada/9/1\n\nMonth/Cases/Closed\n=\nMay/99/12\nJune/88/70\nJuly/12/11"},
		{"group labels with indents", `
                              Number      Percent
Age:
  Under 18                       120         12.0
  18 to 24                       240         24.0
  25 and over                    640         64.0
Sex:
  Male                           500         50.0
  Female                         500         50.0
Race and Hispanic origin:
  White                          700         70.0
  Black                          300         30.0
`, "/Number/Percent\n=\nAge:\nUnder 18/120/12.0\n18 to 24/240/24.0\n25 and over/640/64.0\nSex:\nMale/500/50.0\nFemale/500/50.0\nRace and Hispanic origin:\nWhite/700/70.0\nBlack/300/30.0"},
		{"two-line heads over spans", `
                        Adults                 Juveniles
               -----------------------  -----------------------
Offense          Male  Female   Total     Male  Female   Total
Murder             12       3      15        1       0       1
Robbery            40      21      61        8       2      10
Arson              70      31     101       11       4      15
`, "/Adults>3///Juveniles>3\nOffense/Male/Female/Total/Male/Female/Total\n=\nMurder/12/3/15/1/0/1\nRobbery/40/21/61/8/2/10\nArson/70/31/101/11/4/15"},
		{"text table cells in the middle", `
Program              Description                       Contact
Outreach             Visits to schools and             J. Smith
                     libraries in the county
Records              Copies of deeds, plats and        A. Jones
                     liens are made on request
Permits              Building and zoning               B. Brown
`, "Program/Description/Contact\n=\nOutreach/Visits to schools and libraries in the county/J. Smith\nRecords/Copies of deeds, plats and liens are made on request/A. Jones\nPermits/Building and zoning/B. Brown"},
		{"numbers in the middle of the row", `
Program              Goal                      Funds
                     Visits to schools and
Outreach             libraries in the            1,200
                     county
                     Copies of deeds, plats
Records              and liens are made            310
                     on request
                     Building and zoning
Permits              permits in all of             901
                     the districts
`, "Program/Goal/Funds\n=\nOutreach/Visits to schools and libraries in the county/1,200\nRecords/Copies of deeds, plats and liens are made on request/310\nPermits/Building and zoning permits in all of the districts/901"},
		{"totals", `
Item                      Units      Cost
------------------------------------------
Paper                        12        3
Toner                        40       21
Stamps                       70       31
                         -------------------
Total                       122       55
`, "Item/Units/Cost\n=\nPaper/12/3\nToner/40/21\nStamps/70/31\nTotal/122/55"},
		{"stubs in two columns", `
Region       State        2014       2015
Northeast    Maine         120        131
             Vermont        44         45
             New York    9,001      9,120
South        Georgia     1,220      1,301
             Florida     4,410      4,512
             Texas       8,800      8,901
`, "Region/State/2014/2015\n=\nNortheast/Maine/120/131\n/Vermont/44/45\n/New York/9,001/9,120\nSouth/Georgia/1,220/1,301\n/Florida/4,410/4,512\n/Texas/8,800/8,901"},
		{"long heads over narrow columns", `
             Number of      Percent
             requests      granted in     Median
Office        received       full          days
Reno               12         33.0           20
Boise             440         21.5           31
Salem              70         31.0            9
`, "Office/Number of requests received/Percent granted in full/Median days\n=\nReno/12/33.0/20\nBoise/440/21.5/31\nSalem/70/31.0/9"},
		{"heads of several lines set at the top", `
Office       Requests      Granted        Days
             received      in full
             in 2015
Reno               12           33          20
Boise             440           21          31
Salem              70           31           9
`, "Office/Requests received in 2015/Granted in full/Days\n=\nReno/12/33/20\nBoise/440/21/31\nSalem/70/31/9"},
		{"units row", `
Fuel             2010        2011        2012
                       (thousand barrels)
Gasoline        1,204       1,300       1,310
Diesel             88          90          91
Jet             4,410       4,500       4,512
`, "Fuelv2/2010/2011/2012\n/(thousand barrels)>3\n=\nGasoline/1,204/1,300/1,310\nDiesel/88/90/91\nJet/4,410/4,500/4,512"},
		{"three levels of heads", `
                          Requests by outcome
              --------------------------------------------
                    Granted                 Denied
              --------------------    --------------------
Agency          Full      Partial     Exempt        Other
----------------------------------------------------------
Justice        1,204          310         88           12
Labor            440           21         19            8
State             70           31          9          102
----------------------------------------------------------
`, "/Requests by outcome>4\n/Granted>2//Denied>2\nAgency/Full/Partial/Exempt/Other\n=\nJustice/1,204/310/88/12\nLabor/440/21/19/8\nState/70/31/9/102"},
		{"stub head at the foot, wrapped heads at different heights", `
                                     Percent
                                     of all       Average
Age group and       Number of       requests      days to
gender               requests       received       close
Under 18                  120           12.0           31
18 to 24                  240           24.0           17
25 and over               640           64.0          122
`, "Age group and gender/Number of requests/Percent of all requests received/Average days to close\n=\nUnder 18/120/12.0/31\n18 to 24/240/24.0/17\n25 and over/640/64.0/122"},
		{"heads with rules over the whole and years", `
----------------------------------------------------------------
                     Number                     Percent
Offense         2008    2009    2010      2008    2009    2010
----------------------------------------------------------------
Murder            12       3      15       1.0     0.2     1.0
Robbery           40      21      61       8.1     2.1    10.0
Arson             70      31     101      11.0     4.0    15.0
----------------------------------------------------------------
Note: Details may not sum to totals.
`, "/Number>3///Percent>3\nOffense/2008/2009/2010/2008/2009/2010\n=\nMurder/12/3/15/1.0/0.2/1.0\nRobbery/40/21/61/8.1/2.1/10.0\nArson/70/31/101/11.0/4.0/15.0"},
		{"missing cells", `
State            2010       2011       2012       2013
Alabama           120                   131        140
Alaska                        44         45
Arizona         9,001                            9,120
Arkansas                   1,301      1,220      1,290
California      4,410      4,512                 4,600
Colorado        8,800      8,901      9,020
`, "State/2010/2011/2012/2013\n=\nAlabama/120//131/140\nAlaska//44/45\nArizona/9,001///9,120\nArkansas//1,301/1,220/1,290\nCalifornia/4,410/4,512//4,600\nColorado/8,800/8,901/9,020"},
		{"text columns, dates and money", `
Date        Vendor                 Purpose              Amount
1/4/2016    Acme Paper Co.         Office supplies      $1,204.50
1/9/2016    Baker & Sons           Repair of roof and      $310.00
                                   gutters
2/1/2016    City of Reno           Water                    $88.12
2/14/2016   Delta Air Lines, Inc.  Travel to hearing       $455.90
                                   in Boise
3/3/2016    Evans Law Offices      Legal fees            $12,000.00
`, "Date/Vendor/Purpose/Amount\n=\n1/4/2016/Acme Paper Co./Office supplies/$1,204.50\n1/9/2016/Baker & Sons/Repair of roof and gutters/$310.00\n2/1/2016/City of Reno/Water/$88.12\n2/14/2016/Delta Air Lines, Inc./Travel to hearing in Boise/$455.90\n3/3/2016/Evans Law Offices/Legal fees/$12,000.00"},
		{"sections with centred labels in caps and blank lines", `
Position                 Grade     Salary    Vacant

                  HEADQUARTERS

Director                 SES      185,000         0
Deputy Director          SES      170,000         1
Secretary                GS-9      52,000         0

                     ARCHIVES

Chief                    GS-15    131,000         0
Archivist                GS-12     79,000         2
Clerk                    GS-5      34,000         4
`, "Position/Grade/Salary/Vacant\n=\nHEADQUARTERS>4\nDirector/SES/185,000/0\nDeputy Director/SES/170,000/1\nSecretary/GS-9/52,000/0\nARCHIVES>4\nChief/GS-15/131,000/0\nArchivist/GS-12/79,000/2\nClerk/GS-5/34,000/4"},
		{"column letters and numbers under heads", `
                 Total      Federal      State
State           amount        share      share
(1)                (2)          (3)        (4)
Alabama          1,204          310        894
Alaska              88           12         76
Arizona          4,410          990      3,420
`, "State/Total amount/Federal share/State share\n(1)/(2)/(3)/(4)\n=\nAlabama/1,204/310/894\nAlaska/88/12/76\nArizona/4,410/990/3,420"},
		{"two wrapped columns", `
Case no.    Parties                   Status
16-0012     Smith v. Department of    Pending before the
            Justice                   court of appeals
16-0044     Jones v. Bureau of        Closed
            Prisons
17-0101     Archive Project v.        Remanded to the
            Department of State       district court for
                                      a new search
`, "Case no./Parties/Status\n=\n16-0012/Smith v. Department of Justice/Pending before the court of appeals\n16-0044/Jones v. Bureau of Prisons/Closed\n17-0101/Archive Project v. Department of State/Remanded to the district court for a new search"},
		{"rowspan stubs", `
Year     Quarter      Filed     Closed
2014     First          120        131
         Second          44         45
         Third        9,001      9,120
         Fourth         201        190
2015     First        1,220      1,301
         Second       4,410      4,512
         Third        8,800      8,901
         Fourth          12         14
`, "Year/Quarter/Filed/Closed\n=\n2014/First/120/131\n/Second/44/45\n/Third/9,001/9,120\n/Fourth/201/190\n2015/First/1,220/1,301\n/Second/4,410/4,512\n/Third/8,800/8,901\n/Fourth/12/14"},
		{"percent and dollar signs in the first row alone", `
                        Amount     Share
Salaries            $    1,204     58.1 %
Travel                     310     15.0
Printing                   455     21.9
Other                      103      5.0
Total               $    2,072    100.0 %
`, "/Amount/Share\n=\nSalaries/$ 1,204/58.1 %\nTravel/310/15.0\nPrinting/455/21.9\nOther/103/5.0\nTotal/$ 2,072/100.0 %"},
		{"footnote letters in own columns", `
State          Inmates         Rate
Alabama         30,508 a        628
Alaska           5,391 b,c      394
Arizona         40,130          606
Arkansas        15,250 d        521
Total           91,279          540
a. Includes jails.
b. Includes pretrial.
`, "State/Inmates/Rate\n=\nAlabama/30,508 a/628\nAlaska/5,391 b,c/394\nArizona/40,130/606\nArkansas/15,250 d/521\nTotal/91,279/540"},
		{"wrapped stub with indent under label", `
Type of request                         2014      2015
First-party requests
  Records about the requester
    held by field offices              1,204     1,310
  Records about others, with
    consent                              310       290
Third-party requests
  News media                              45        12
  Commercial users and their
    representatives                      901       800
`, "Type of request/2014/2015\n=\nFirst-party requests\nRecords about the requester held by field offices/1,204/1,310\nRecords about others, with consent/310/290\nThird-party requests\nNews media/45/12\nCommercial users and their representatives/901/800"},
		{"two side by side, with rows of their own", `
Animal    Says    Sound           Animal    Says    Sound
-------------------------       ---------------------------
Cat       says    meow            Dogs      say     bow
                                                    wow
-------------------------
Cow       says    moo           ---------------------------
                                  Fox       says    nothing
                                                    at all
-------------------------
Hen       says    cluck         ---------------------------
                                  Ass       says    hee-haw
-------------------------
                                ---------------------------
`, "Animal/Says/Sound\n=\nCat/says/meow\nCow/says/moo\nHen/says/cluck\n\nAnimal/Says/Sound\n=\nDogs/say/bow wow\nFox/says/nothing at all\nAss/says/hee-haw"},
		{"rules that are typed", `
STATE            SENT      KEPT
============  ========  ========
IOWA              12         3
OHIO              40        21
              --------  --------
TOTAL             52        24
`, "STATE/SENT/KEPT\n=\nIOWA/12/3\nOHIO/40/21\nTOTAL/52/24"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := drawn(tc.art)
			var got []string
			for _, x := range Find(p, layout.Of(p)) {
				got = append(got, shown(x))
			}
			if s := strings.Join(got, "\n\n"); s != tc.want {
				t.Errorf("read\n%s\n\nwant\n%s", s, tc.want)
			}
		})
	}
}
