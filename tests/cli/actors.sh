#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery actors: the built-in tables pass the lint; what is wrong in an
# overlay is found with file and line; names are looked up; reports suggest
# rows; dictionaries of other coders become tables.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"

actors() {
    run "$CHANCERY" actors "$@"
}

# ---- lint -------------------------------------------------------------------
actors lint
status "the tables built in pass the lint" 0
is "and nothing is listed" "$(cat out)" ""
has "what was looked at is told" err " persons, "
has "no errors, no warnings" err "0 errors, 0 warnings"
actors lint --notes
has "notes are listed where asked for" out ": note (gap): "
actors lint --uncertain
has "uncertain offices are listed" out ": note (uncertain): "
status "and are no failure" 0

mkdir -p own/actors
printf 'id\tname\taliases\tcountry\tsector\tfamily_first\tsource\n' >own/actors/persons.tsv
{
    printf 'zed-one\tZed One\tZedder One|Zedder One\tNOR\tGOV\tn\town\n'
    printf 'zed-two\tZed Two\tzed\tQQQ\tXXX\tn\town\n'
    printf 'Zed Bad\tZed Three\tYonhap\tNOR\tGOV\tn\town\n'
    printf 'zed-four\tZed One\tMinister\tNOR\tGOV\tn\town\n'
} >>own/actors/persons.tsv
printf 'actor\toffice\trank\tsince\tuntil\tcertain\tsource\n' >own/actors/offices.tsv
{
    printf 'zed-one\tMinister of Tides of Norway\t3\t2001-02-30\t2005\ty\town\n'
    printf 'zed-one\tMinister of Boats of Norway\t3\t2006\t2005\ty\town\n'
    printf 'zed-one\tMinister of Nets of Norway\t3\t2001\t2005-06-30\ty\town\n'
    printf 'zed-two\tMinister of Nets of Norway\t3\t2003-05-01\t2008\tn\town\n'
    printf 'nobody\tMinister of Nets of Norway\t0\t2012\t-\ty\town\n'
} >>own/actors/offices.tsv
actors lint own
status "what is wrong gives exit status 1" 1
p=own/actors/persons.tsv
o=own/actors/offices.tsv
has "an alias that stands twice" out "$p:2: error (alias): \"Zedder One\" stands twice"
has "an alias of lower case" out "$p:3: error (alias): \"zed\" is one word"
has "an unknown state" out "$p:3: error (code): country code \"QQQ\" is unknown"
has "an unknown sector" out "$p:3: error (code): sector is \"XXX\""
has "a wrong id" out "$p:4: error (id): id \"Zed Bad\""
has "an alias of two actors" out "warning (shared): \"Yonhap\" stands for 2 actors: Zed Bad, yonhap"
has "a name of two actors" out "warning (duplicate): \"Zed One\" is the name of 2 actors"
has "an ordinary word" out "$p:5: warning (ordinary): \"Minister\""
has "a day that does not exist" out "$o:2: error (date): since \"2001-02-30\" is no day"
has "since after until" out "$o:3: error (date): since 2006 is after until 2005"
has "two holders of one seat" out "$o:5: warning (overlap): two holders of \"Minister of Nets of Norway\": zed-one until 2005-06-30, zed-two since 2003-05-01"
has "an unknown actor" out "$o:6: error (id): no actor has the id \"nobody\""
has "what to do is told" out "; write YYYY, YYYY-MM or YYYY-MM-DD"
actors lint --notes own
has "a gap in a succession" out "nobody is known as \"Minister of Nets of Norway\" between 2008-12-31"
actors lint --format jsonl own
has "the same as JSON Lines" out '{"level":"error","group":"date","file":"own/actors/offices.tsv","line":2,'
printf 'what\tgroup\twhy\tsource\nMinister of Nets of Norway: zed-one, zed-two\toverlap\trivals\town\n' >own/actors/allow.tsv
actors lint own
lacks "a row of allow.tsv lets two holders pass" out "(overlap)"
printf 'id\tname\nx\ty\n' >own/actors/persons.tsv
actors lint own
status "a table without a column: exit status 4" 4
has "a table without a column: it is named" err 'column "aliases" is missing'
actors lint none
status "no such folder: exit status 4" 4

# ---- show -------------------------------------------------------------------
actors show Shoigu --date 2023-07-27
status "show: exit status 0" 0
has "show: the office of the day" out "Minister of Defence of Russia"
lacks "show: no other office" out "Security Council"
actors show sergei-shoigu --format jsonl
has "show: JSON Lines" out '{"id":"sergei-shoigu","kind":"person"'
actors show Russia
has "show: a state" out "is       state"
actors show zelenskiy
has "show: a part of an alias" out "volodymyr-zelensky"
actors show Xyzzy
status "show: nobody: exit status 3" 3
has "show: nobody: what to do" err 'no table has "Xyzzy"'
actors show --date 2023-13-01 Shoigu
status "show: no such day: exit status 2" 2

# ---- the command line -------------------------------------------------------
actors
status "without a word: exit status 2" 2
actors lnt
has "a slip: the nearest word" err 'the nearest is "lint"'
actors lint --date 2020-01-01
has "an option of another word" err "--date is no option of actors lint"

# ---- suggest ----------------------------------------------------------------
mkdir in
printf ' date 2021-03-04 Pakistani Foreign Minister Zarbad Quilloman arrived in Oslo. Berit Tangvold, the deputy head of the Norwegian tide agency, met him. Mr Loftus Nobody sang. A rebel of the Zedland Liberation Front spoke.\n' >in/a.txt
printf ' date 2021-02-01 Zarbad Quilloman, the foreign minister of Pakistan, spoke to the press.\n' >in/b.txt
actors suggest --output new in
status "suggest: exit status 0" 0
is "suggest: most frequent first" "$(sed -n 1p out)" "    2  Zarbad Quilloman  [person, PAK, GOV]"
has "suggest: an apposition" out "Berit Tangvold  [person, NOR, GOV]"
has "suggest: its whole office" out "Deputy head of the Norwegian tide agency"
has "suggest: a body" out "Zedland Liberation Front  [org]"
lacks "suggest: no name without a role" out "Loftus"
has "suggest: the words that tell it" out 'a, bytes 17 to 60: "Pakistani Foreign Minister Zarbad Quilloman"'
has "suggest: a row of persons" new/actors/persons.tsv "zarbad-quilloman	Zarbad Quilloman	-	PAK	GOV	n	named in 2 reports, first in a"
has "suggest: the first report bounds the office" new/actors/offices.tsv "zarbad-quilloman	Foreign Minister of Pakistan	3	2021-02-01	-	n	"
run "$CHANCERY" code --data new in
status "suggest: its tables are read" 0
actors suggest --data new in
lacks "suggest: who is in the tables is new no more" out "Quilloman"
actors suggest --output new in
status "suggest: nothing is written over: exit status 5" 5
has "suggest: nothing is written over" err "is not written over"
actors suggest --threads 3 --format jsonl in
cp out first
actors suggest --threads 1 --format jsonl in
same "suggest: the same bytes with any number of threads" out first
actors suggest nothing-here
status "suggest: no such path: exit status 3" 3

# ---- import -----------------------------------------------------------------
cat >t.actors <<'END'
; a small dictionary
ZANDOR_XAMPEL_ [NORGOV 930120-010119] [NORELI] ; minister once
+ZANDOR_P_XAMPEL_
OSLO_FISHING_UNION_ [NORLAB]
+OFU_
HASSAN_ [JOR]
NORTHLANDIA_ [NOR]
BLUE_RIVER_FRONT_ [COLREB <911231] [COL >20000101]
KIM_JONG_UN_ [PRKGOV >111217]
+KIM_DSCHONG_UN_
G_NINE_ [USA/GBR/FRA]
LAKE_POETS_ [---]
WEIRD_ONE_ [QQQGOV]
BAD_DATE_MAN_ [NORGOV 9301200-010119] [NORMIL 20090231-20100101]
STEMMED_NAME [SWE]
~FINISH
AFTER_THE_END_ [SWE]
END
actors import --from tabari --output tab t.actors
status "tabari: exit status 0" 0
has "tabari: a person" tab/actors/persons.tsv "zandor-xampel	Zandor Xampel	Zandor P Xampel	NOR	GOV	n	t.actors:2"
has "tabari: a date restriction" tab/actors/offices.tsv "zandor-xampel	Member of the government of Norway	3	1993-01-20	2001-01-19	y	t.actors:2"
has "tabari: a body" tab/actors/bodies.tsv "oslo-fishing-union	Oslo Fishing Union	OFU	NOR	LAB	org	-	-	-	t.actors:4"
has "tabari: a role stands before a bare state" tab/actors/bodies.tsv "blue-river-front	Blue River Front	-	COL	REB	armed	-	-	1991-12-31"
has "tabari: a name of a state" tab/actors/countries.tsv "NOR	Northlandia"
has "tabari: a new name of somebody known" tab/actors/persons.tsv "|Kim Dschong Un	PRK"
has "tabari: a null code" tab/actors/words.tsv "lake poets	notname"
has "tabari: one word that is a given name" out "t.actors:6: left out (name): HASSAN_"
has "tabari: a code of several actors" out "t.actors:11: left out (compound): G_NINE_"
has "tabari: an unknown code" out "t.actors:13: left out (code): WEIRD_ONE_: the code QQQGOV"
has "tabari: a date of seven digits" out "t.actors:14: left out (date): 9301200-010119"
has "tabari: the 31st of February" out "t.actors:14: changed (date): 20090231-20100101"
has "tabari: stems" out "t.actors: changed (stem)"
if grep -rq 'After the End' tab; then r=1; else r=0; fi
result $r "tabari: nothing behind ~FINISH"
actors lint tab
status "tabari: the tables pass the lint" 0
printf ' date 2020-01-05 Northlandia condemned Sweden.\n' >x.txt
run "$CHANCERY" code --data tab x.txt
has "tabari: the tables are read" out '"country":"NOR"'

cat >p.actors.txt <<'END'
<!-- a remark
over lines -->
# comment
PELLE_EXAMPLESON_
+PELLE_R._EXAMPLESON_
	[SWEGOV 20010101-20050101] # minister
	[SWEELI <20001231]
	[SWE]
MINISTRY_OF_TIDES_ [SWEGOV]
END
cat >p.agents.txt <<'END'
!MINIST! = MINISTER, MINISTERS
TIDEKEEPER [~GOV]
ARCH_TIDEKEEPER {ARCH_TIDEKEEPERS_GENERAL} [~GOVATG]
HARBOUR_FOLK {} [~CVL]
TIDE_!MINIST! [~GOV]
ODD_!NOPE! [~GOV]
SOLDIER [~MIL]
BROKEN LINE
END
printf 'ASIAN_CUP_\n+FANTASY_LEAGUE\n1943\n' >p.discards.txt
actors import --from petrarch --output pet p.actors.txt p.agents.txt p.discards.txt
status "petrarch: exit status 0" 0
has "petrarch: a person" pet/actors/persons.tsv "pelle-exampleson	Pelle Exampleson	Pelle R. Exampleson	SWE	GOV"
has "petrarch: the codes below it" pet/actors/offices.tsv "pelle-exampleson	Member of the government of Sweden	3	2001-01-01	2005-01-01"
has "petrarch: a ministry is no person" pet/actors/bodies.tsv "ministry-of-tides"
has "petrarch: a role and its plural" pet/actors/roles.tsv "tidekeepers	GOV	pl	person"
has "petrarch: a plural that is told" pet/actors/roles.tsv "arch tidekeepers general	GOV	pl"
lacks "petrarch: a noun without a plural" pet/actors/roles.tsv "harbour folks"
has "petrarch: a marker" pet/actors/roles.tsv "tide ministers	GOV"
lacks "petrarch: a role that is known" pet/actors/roles.tsv "soldier"
has "petrarch: a marker that nobody defined" out "p.agents.txt:6: left out (name): ODD_!NOPE!"
has "petrarch: a line of no form" out "p.agents.txt:8: left out (code): BROKEN LINE"
has "petrarch: a discard" out "p.discards.txt:1: changed (discard): ASIAN_CUP_"
has "petrarch: a year is not dropped" out "p.discards.txt:3: left out (discard): 1943"
actors lint pet
status "petrarch: the tables pass the lint" 0
run "$CHANCERY" code --data pet x.txt
status "petrarch: the tables are read" 0

cat >ci.txt <<'END'
<!-- docs -->
<Country>
<CountryCode>NOR</CountryCode>
<Nationality>
	NORWEGIAN_
	NORGAVIA_
</Nationality>
<Capital>
	OSLO_
</Capital>
<MajorCities>
	TESTVIK_
</MajorCities>
<Leaders>
	<Kings>
		OLAV_OF_EXAMPLE_ [19330101 - 19400101] [B:18900101]
	</Kings>
	<Presidents of the tidal council>
		{BERIT_PROVE_ } {BERIT_A_PROVE_} [>20050101]
	</Presidents of the tidal council>
</Leaders>
<Government>
	BERIT_PROVE_	[NORGOVMIL 20030101 - 20040931]	# Minister of Tides
</Government>
</Country>
<Country>
<CountryCode>QQQ</CountryCode>
</Country>
END
actors import --from countryinfo --output cin ci.txt
status "countryinfo: exit status 0" 0
has "countryinfo: a leader's title" cin/actors/offices.tsv "olav-of-example	King of Norway	1	1933-01-01	1940-01-01	y"
has "countryinfo: names in braces" cin/actors/persons.tsv "berit-prove	Berit Prove	Berit A Prove	NOR"
has "countryinfo: an open end is uncertain" cin/actors/offices.tsv "President of the Tidal Council of Norway	1	2005-01-01	-	n"
has "countryinfo: the government, one person" cin/actors/offices.tsv "berit-prove	Minister of Tides of Norway	3	2003-01-01	2004-09-30	y"
has "countryinfo: a city" cin/actors/places.tsv "Testvik	-	NOR"
has "countryinfo: a name of the state" cin/actors/countries.tsv "NOR	Norgavia"
has "countryinfo: an unknown state" out "left out (code): <CountryCode>QQQ"
run "$CHANCERY" code --data cin x.txt
status "countryinfo: the tables are read" 0

actors import --from countryinfo --output no t.actors
status "no such layout: exit status 3" 3
has "no such layout: what was expected" err "no <CountryCode>"
actors import --from tabari --output no nothing-here
status "no such file: exit status 3" 3
actors import --from tabari --output tab t.actors
status "tables stand there: exit status 5" 5
actors import --output no t.actors
has "without --from: what is needed" err "needs --from"
actors import --from tabari t.actors
has "without --output: what is needed" err "needs --output"
: >empty.actors
actors import --from tabari --output no empty.actors
status "an empty file: exit status 3" 3
has "an empty file: what was expected" err "no entries"
yes "nothing is made for what cannot be read" test ! -e no
actors import --from tabari --output /dev/null/x t.actors
status "no folder can be made: exit status 5" 5

finish
