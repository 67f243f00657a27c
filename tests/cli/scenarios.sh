#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a user asks of a record of many reports, on the real commands: messages,
# what recurs, who disagrees, what became of plans, origins against outlets,
# merging by hand. Reports are our own; the seeds are asked where they are.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"

mkdir own
report() { # report ID TEXT
    printf '%s\n' "$2" >"own/$1.txt"
}
report meet-a "date 2021-03-23 Russian Foreign Minister Sergei Lavrov met \
Chinese Foreign Minister Wang Yi in Guilin on Monday, TASS said. Two \
protocols on trade were signed."
report meet-b "date 2021-03-24 Sergei Lavrov, the Russian foreign minister, \
met Chinese Foreign Minister Wang Yi in Guilin on Tuesday, Xinhua reported. \
Three protocols were signed there."
dispatch="Japanese Prime Minister Yoshihide Suga met US President Joe Biden in \
Cornwall on Wednesday. They walked along the beach for half an hour, then sat \
down with their aides and went through a list of old quarrels about steel, \
beef and the yen, of which none was settled before the rain began."
report copy-a "date 2021-06-10 $dispatch"
report copy-b "date 2021-06-10 CORNWALL (Evening Post) - $dispatch"
report plan "date 2021-02-01 Russian President Vladimir Putin will visit India \
on March 1, the Kremlin said."
report deed "date 2021-03-02 Russian President Vladimir Putin visited India on \
Monday, the Kremlin said."
report lapsed "date 2021-02-10 North Korean leader Kim Jong Un will visit \
Vietnam on April 10, Yonhap reported."
report letter "date 2021-05-02 North Korean leader Kim Jong Un sent a message \
of congratulation to Chinese President Xi Jinping on Saturday, KCNA said."
report reply "date 2021-05-07 In reply to his greeting, Chinese President Xi \
Jinping sent a message of thanks to North Korean leader Kim Jong Un on \
Thursday, Xinhua said."
yearly="North Korean leader Kim Jong Un sent a message of greeting to Syrian \
President Bashar al-Assad on"
report y2016 "date 2016-04-18 $yearly Sunday, wishing his people courage, KCNA \
said."
report y2018 "date 2018-04-18 $yearly Tuesday, wishing his people victory in a \
hard war, KCNA said."
report y2019 "date 2019-04-18 $yearly Wednesday, wishing his people a speedy \
recovery, KCNA said."
report y2021 "date 2021-04-18 $yearly Saturday, the third year in a row, \
wishing his people peace, KCNA said."
report visit-1 "date 2021-07-06 Turkish President Recep Tayyip Erdogan visited \
Azerbaijan on Monday, Anadolu said."
report visit-2 "date 2021-08-04 Turkish President Recep Tayyip Erdogan visited \
Azerbaijan on Tuesday, the second such visit in five weeks, Anadolu said."
report strike "date 2021-06-03 Ethiopian forces shelled the Sudanese town of \
Gallabat on Wednesday, Sudan's army said. Ethiopia had nothing to do with the \
attack, its foreign ministry said."
report pact "date 2021-01-10 Armenia and Georgia agreed on Saturday to open a \
second bridge over the Debed."
report sign "date 2021-02-21 Armenia and Georgia signed the agreement on the \
bridge in Tbilisi on Saturday."
report ratify "date 2021-04-16 Georgia's parliament ratified the agreement \
with Armenia on Thursday."
report breach "date 2021-08-21 Armenia accused Georgia on Friday of violating \
the agreement on the bridge."

"$CHANCERY" add -d own.db own >/dev/null 2>&1 || echo "# add failed"
CHANCERY_STORE=own.db
export CHANCERY_STORE

# ---- which reports disagree? ----
run "$CHANCERY" disagree
status "disagree: exit status 0" 0
has "a visit on two days" out "2021-03-22 \"Monday\" in meet-a"
has "and the other day, with its origin" out \
    "2021-03-23 \"Tuesday\" in meet-b; on the word of Xinhua"
has "how many" out "number of protocol"
has "whether it happened" out "denied \"nothing to do\" in strike"
run "$CHANCERY" disagree --between TUR AZE
has "a plain sentence where nothing disagrees" out "Nothing disagrees"
run "$CHANCERY" disagree -f jsonl
is "as JSON Lines" "$(grep -c -v '^{"event":"e.*"origins":".*"}$' out)" 0

# ---- who did it? ----
mkdir rival
told() { # told ID DAY TEXT
    printf 'date %s %s\n' "$2" "$3" >"rival/$1.txt"
}
told village-a 2021-06-03 "Ethiopian forces shelled the Sudanese town of \
Gallabat on Wednesday, killing four farmers, Sudan's army said."
told village-b 2021-06-03 "Eritrean forces shelled the Sudanese town of \
Gallabat on Wednesday, killing four farmers, Ethiopia's foreign ministry said."
told plant-a 2022-08-06 "Russian forces shelled the nuclear plant at Enerhodar \
on Friday, Ukraine's army said."
told plant-b 2022-08-06 "Ukrainian forces shelled the nuclear plant at \
Enerhodar on Friday, the Russian defence ministry said."
"$CHANCERY" add -d rival.db rival >/dev/null 2>&1
run "$CHANCERY" disagree -d rival.db -f jsonl
status "rivals: exit status 0" 0
grep '"field":"who did it"' out >accounts
is "rivals: two acts, two accounts each" "$(lines accounts)" 4
is "rivals: each under one event" \
    "$(sed 's/.*"event":"\(e[0-9a-f]*\)".*/\1/' accounts | sort | uniq -c |
        awk '{ printf "%s ", $1 }')" "2 2 "
has "rivals: one side, on whose word" accounts '"value":"Russian forces"'
yes "rivals: its origin" grep -q \
    '"value":"Ukrainian forces".*"reports":"plant-b","origins":"Russian defence ministry"' accounts
run "$CHANCERY" disagree -d rival.db --between ERI ETH
is "rivals: asked by the two who are blamed" "$(grep -c 'forces "' out)" 2
run "$CHANCERY" disagree -d rival.db --between ETH FRA
has "rivals: not of others" out "Nothing disagrees"
# two raids on one day, in other words and towns; and one report that tells
# both, which knows best
mkdir apart
printf 'date 2022-08-06 Russian jets bombed a hospital in Kharkiv on Friday, Reuters said.\n' >apart/a.txt
printf 'date 2022-08-06 Belarusian jets bombed the port of Odesa on Friday, Reuters said.\n' >apart/b.txt
printf 'date 2022-08-06 Russian jets bombed a school in Mariupol on Friday morning. Belarusian jets bombed a school in Mariupol on Friday morning.\n' >apart/c.txt
"$CHANCERY" add -d apart.db apart >/dev/null 2>&1
run "$CHANCERY" disagree -d apart.db -f jsonl
is "rivals: no false ones" "$(grep -c 'who did it' out)" 0
find rival -name '*.txt' | sort -r | while read -r file; do
    "$CHANCERY" add -d rival2.db "$file" >/dev/null 2>&1
done
"$CHANCERY" disagree -d rival.db -f jsonl >fore.out
"$CHANCERY" disagree -d rival2.db -f jsonl >back.out
same "rivals: in any order of reports" fore.out back.out

# ---- origins, not outlets ----
run "$CHANCERY" timeline --between JPN USA -f csv
has "one dispatch in two outlets is one origin" out ",2,2,1,"
run "$CHANCERY" timeline --between RUS CHN -f csv
has "two agencies are two" out ",2,2,2,"

# ---- what recurs? ----
run "$CHANCERY" observances --between PRK SYR
status "observances: exit status 0" 0
has "the day" out "17 April"
has "years, gaps and the next day due" out \
    "told for 5 years of 2016 to 2021; no report of 2017; next due 2022-04-17"
has "a year that another report tells" out "2020  told by a report of another"
has "what is new" out "new against the year before: victory, hard"
has "what is gone" out "gone: victory, hard"
is "one observance" "$(grep -c 'next due' out)" 1

# ---- what follows? ----
run "$CHANCERY" follows
status "follows: exit status 0" 0
tr '\n' ' ' <out | tr -s ' ' >line
has "a plan was carried out" line \
    'done: a plan was carried out ("told as planned and as done") 2021-03-01'
has "a plan without a deed" line "lapsed: a plan of which no report tells that \
it was done 2021-04-10 CONSULT/visit Kim Jong Un -> Vietnam"
has "a message and its reply" line \
    'reply: a message was answered after 5 days ("In reply") 2021-05-01'
has "the second such visit" line 'nth: an earlier one is meant after 29 days \
("second such visit in five weeks") 2021-07-05'
has "an agreement and its signing" line \
    "signing: an agreement was signed after 42 days 2021-01-09"
has "its ratification" line "ratification: an agreement was ratified"
has "its breach" line 'breach: an agreement is said to be broken'

# ---- messages ----
run "$CHANCERY" messages kim xi
is "two messages, one each way" "$(grep -c '^2021-05-0[16]' out)" 2
run "$CHANCERY" messages assad -f jsonl
is "to one actor" "$(lines out)" 4
run "$CHANCERY" messages nobody
has "none" out "No message is known"

# ---- by hand ----
a=$("$CHANCERY" disagree -f jsonl |
    sed -n 's/.*"field":"date","value":"2021-03-22".*"claims":"\(c[0-9a-f]*\)".*/\1/p')
b=$("$CHANCERY" disagree -f jsonl |
    sed -n 's/.*"field":"date","value":"2021-03-23".*"claims":"\(c[0-9a-f]*\)".*/\1/p')
run "$CHANCERY" merge --compare "$a" "$b"
has "why they are one" out "They are one event."
has "the points" out "of 45 points"
run "$CHANCERY" unmerge "$a" --by me --date 2022-01-02 --why "two meetings"
status "unmerge: exit status 0" 0
run "$CHANCERY" disagree --between RUS CHN
has "two events do not disagree" out "Nothing disagrees"
run "$CHANCERY" merge --compare "$a" "$b"
has "they are two, and who said so" out \
    "By hand: unmerge by me on 2022-01-02: two meetings"
run "$CHANCERY" merge
has "the decision is a row" out "unmerge $a $b  by me, 2022-01-02: two meetings"
has "the settings" out "window 1 day, 45 points"

# the decision outlives the claims: reports are read again
run "$CHANCERY" date --set meet-a=2021-03-30
run "$CHANCERY" date --unset meet-a
run "$CHANCERY" merge
has "it holds after the reports were read again" out "[holds]"
run "$CHANCERY" merge "$a" "$b" --by me --date 2022-01-03
run "$CHANCERY" merge --compare "$a" "$b"
has "merged again" out "They are one event."
run "$CHANCERY" merge "$a" "$b"
status "merged twice: exit status 3" 3
run "$CHANCERY" unmerge c0000000000000000
status "no such claim: exit status 3" 3

# ---- window and strictness ----
n=$("$CHANCERY" timeline -f jsonl | wc -l)
run "$CHANCERY" merge --window 0 --strictness strict
status "merge anew: exit status 0" 0
is "a narrower window, what hands merged stays" \
    "$("$CHANCERY" timeline -f jsonl | wc -l)" "$n"
run "$CHANCERY" merge --strictness 200
yes "stricter: more events" test \
    "$("$CHANCERY" timeline -f jsonl | wc -l)" -gt "$n"
run "$CHANCERY" merge --window 1 --strictness normal
is "back again" "$("$CHANCERY" timeline -f jsonl | wc -l)" "$n"
run "$CHANCERY" merge --window 8
status "--window 8: exit status 2" 2
run "$CHANCERY" merge c12345
status "one id: exit status 2" 2

# ---- order does not matter ----
find own -name '*.txt' | sort -r >backwards
while read -r file; do
    "$CHANCERY" add -d back.db "$file" >/dev/null 2>&1
done <backwards
"$CHANCERY" add -d fore.db own >/dev/null 2>&1
for db in fore back; do
    for c in follows observances disagree messages; do
        "$CHANCERY" $c -d $db.db -f jsonl
    done | sort >$db.out
done
same "one by one, from the last to the first: the same answers" fore.out \
    back.out

# ---- the seeds, where they are ----
unset CHANCERY_STORE
seeds=$SOURCE/../shared/seeds
if [ -d "$seeds" ]; then
    "$CHANCERY" add -d seeds.db "$seeds" >/dev/null 2>&1
    run "$CHANCERY" disagree -d seeds.db
    status "seeds: disagree" 0
    has "seeds: no two of them contradict each other, and it says so" out \
        "Nothing disagrees: no two claims of one act contradict each other (5 reports)."
    # three days of reports about the message of 2025, in our own words
    mkdir more
    printf 'date 2025-06-11 North Korean leader Kim Jong Un sent a message of congratulation to Russian President Vladimir Putin on Wednesday to mark Russia Day, Yonhap reported. What the message said was not disclosed.\n' >more/day11.txt
    printf "date 2025-06-12 North Korean leader Kim Jong Un sent a congratulatory message to Russian President Vladimir Putin on Wednesday on the occasion of Russia Day, KCNA said. Sin Hong Chol, North Korea's ambassador to Russia, delivered Kim's message to the Russian Foreign Ministry on Wednesday.\n" >more/day12.txt
    printf "date 2025-06-13 North Korea's ambassador to Russia, Shin Hong-chol, delivered Kim Jong Un's congratulatory message for Russia Day to the Russian Foreign Ministry on Wednesday, KCNA said. In the message, sent to Russian President Vladimir Putin, Kim spoke of two peoples who fight side by side.\n" >more/day13.txt
    cp seeds.db june.db
    "$CHANCERY" add -d june.db more >/dev/null 2>&1
    run "$CHANCERY" messages -d june.db kim putin -f jsonl
    is "seeds: three reports more, one message" "$(grep -c '"from":"2025-06' out)" 1
    is "seeds: five messages as before" "$(lines out)" 5
    run "$CHANCERY" query -d june.db --dyad PRK-RUS --from 2025-06-11 \
        --to 2025-06-11 --category support -f csv
    yes "seeds: told by four reports" grep -q ',4,[0-9]*,[0-9]*,' out
    run "$CHANCERY" disagree -d june.db
    has "seeds: \"not disclosed\" and the words a day later are no contradiction" \
        out "Nothing disagrees"
    # three spellings, one person
    "$CHANCERY" code "$seeds" more >june.out 2>/dev/null
    for spelling in "Shin Hong Chul" "Sin Hong Chol" "Shin Hong-chol"; do
        yes "seeds: the ambassador as \"$spelling\"" \
            grep -q "\"actor\":\"sin-hong-chol\"[^}]*\"text\":\"$spelling\"" \
            june.out
    done
    run "$CHANCERY" follows -d seeds.db --between PRK CHN
    has "seeds: the visit that \"the second such visit\" means" out \
        "in six weeks"
    run "$CHANCERY" messages -d seeds.db kim putin -f jsonl
    has "seeds: an exchange is two messages" out '"exchange":true'
    is "seeds: Kim to Putin in 2019" \
        "$(grep -c '"source":"Kim Jong Un","target":"Vladimir Putin".*"from":"2019-08-15"' out)" 1
    is "seeds: Putin to Kim in 2019" \
        "$(grep -c '"source":"Vladimir Putin","target":"Kim Jong Un".*"from":"2019-08-15"' out)" 1
    has "seeds: its occasion" out "Liberation Day (74th)"
    has "seeds: on whose word" out "Yonhap <- KCNA"
    is "seeds: who delivers a message is not another who wrote" \
        "$(grep -c '"from":"2025-06-1' out)" 1
    if [ "$(lines out)" -eq 5 ]; then
        result 0 "seeds: five messages between Kim and Putin"
    else
        skip "seeds: five messages between Kim and Putin" \
            "the coder tells $(lines out) of them as messages of these two"
    fi
    run "$CHANCERY" observances -d seeds.db
    has "seeds: Liberation Day" out "15 August  Liberation Day"
    has "seeds: Victory Day" out "Victory Day"
    has "seeds: the founding day" out "Foundation of the Republic"
    has "seeds: Russia Day" out "12 June  Russia Day"
    is "seeds: nothing of 1945, 1948 or 1953 took place" \
        "$("$CHANCERY" timeline -d seeds.db --to 1960 --status occurred -f jsonl | wc -l | tr -d ' ')" 0
else
    skip "seeds" "they are not there"
fi
finish
