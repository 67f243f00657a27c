#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What is read, whatever it is called and packed with; a damaged archive, whose
# bad records are all named; chancery compare.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
report='date 2019-08-15 Russia and Turkey signed an agreement on trade on Monday, the foreign minister of Russia said.'
french='Le ministre a dit que les deux pays ont signe un accord et que la frontiere sera ouverte dans une semaine.'
printf '%s\n' "$report" >one.txt
"$CHANCERY" code one.txt >want
sed 's/"one"/"ID"/' want >want.id

if command -v gzip >/dev/null 2>&1; then
    gzip -c one.txt >one.txt.gz
    run "$CHANCERY" code one.txt.gz
    same "x.txt.gz is read as x.txt, with its id" out want
    printf '{"id":"one","text":"%s"}\n' "$report" >l.jsonl
    gzip -c l.jsonl >noname
    run "$CHANCERY" code --input jsonl noname
    same "packed JSON Lines under any name" out want
    run sh -c 'gzip -c l.jsonl l.jsonl | "$1" code -' - "$CHANCERY"
    cat want want >twice
    same "packed standard input, two members" out twice
    mkdir folder
    cp one.txt.gz folder/
    cp l.jsonl folder/
    run "$CHANCERY" code folder
    is "a folder's packed files are read" "$(lines out)" "$(lines twice)"
    head -c 60 one.txt.gz >cut.txt.gz
    run "$CHANCERY" code cut.txt.gz
    status "a file that was cut off: exit status 3" 3
    has "a file that was cut off is told" err "cut.txt.gz:1: byte 0: the file ends in the middle of it"
else
    skip "packed files" "no gzip here"
fi
if command -v zstd >/dev/null 2>&1; then
    zstd -q one.txt
    run "$CHANCERY" code one.txt.zst
    same "x.txt.zst is read as x.txt, with its id" out want
else
    skip "x.txt.zst" "no zstd here"
fi

# ---- other languages ----
printf '%s\n' "$french" >fr.txt
run "$CHANCERY" code fr.txt one.txt
same "what is not English is passed over" out want
status "and is no failure" 0
has "it is told" err "fr.txt: 1 report is not English and passed over (French 1); --any-language reads all"
run "$CHANCERY" code --any-language fr.txt one.txt
lacks "--any-language reads it" err "not English"

# ---- feeds, pages ----
cat >f.xml <<'E2'
<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY own SYSTEM "one.txt">]>
<rss version="2.0"><channel><title>The Wire</title>
<item><title>Trade &amp; talks</title><link>http://w.example/1</link><pubDate>Thu, 15 Aug 2019 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Russia and Turkey signed an agreement on trade on Monday.&lt;/p&gt;&own;</description></item>
<item><title>Only a title</title><pubDate>Fri, 16 Aug 2019 10:00:00 GMT</pubDate></item>
</channel></rss>
E2
run "$CHANCERY" date -f jsonl f.xml
is "a feed: one report an entry" "$(lines out)" 1
has "a feed: the entry's day" out '"date":"2019-08-15"'
has "a feed: an entry without text is told" err 'entry "Only a title" (2019-08-16, no address) has no text'
run "$CHANCERY" code f.xml
lacks "a feed: entities are not expanded" out 'foreign minister'
cp out whole
run sh -c '"$1" code - <f.xml' - "$CHANCERY"
same "a feed on standard input" out whole
"$CHANCERY" add -d f.db f.xml >/dev/null 2>&1
"$CHANCERY" export -d f.db --format polecat >out
has "a feed: its title is the publisher" out 'The Wire'
printf '<!doctype html><html><head><title>T</title><meta property="article:published_time" content="2019-08-15"></head><body><article><p>%s</p></article></body></html>' \
    'Russia and Turkey signed an agreement on trade on Monday, the foreign minister of Russia said.' >p.html
run "$CHANCERY" date -f jsonl p.html
has "a page: its day" out '"report":"p","date":"2019-08-15"'

# ---- archives ----
if command -v python3 >/dev/null 2>&1; then
    for flag in "" --gzip; do
        # shellcheck disable=SC2086 # no flag is no word
        python3 "$SOURCE/tools/grow/warc.py" 2000000 a.warc $flag --damage 4 >made
        run "$CHANCERY" date -f jsonl a.warc
        status "damaged archive $flag: exit status" 1
        cut -d' ' -f1 a.warc.truth | sort >bad
        sed -n 's/.*a.warc: byte \([0-9]*\): record .*/\1/p' err | sort >named
        same "damaged archive $flag: each bad record is named, and no other" named bad
        is "damaged archive $flag: all others are read" "$(lines out)" \
            "$(($(cut -d' ' -f1 made) - $(lines bad)))"
        yes "damaged archive $flag: something was damaged" test "$(lines bad)" -gt 6
    done
else
    skip "damaged archives" "no python3 here"
fi

# ---- compare ----
printf '%s\n' 'date 2021-12-03 Vladimir Putin met Recep Tayyip Erdogan in Moscow on 3 December 2021. China expelled two diplomats of Japan on 2 December 2021.' >s.txt
"$CHANCERY" add -d s.db s.txt >/dev/null
# id, day, states, code, root, quad class
row() {
    printf '%s\t%s\t\t\t\t%sGOV\t%s\t%s\t\t\t\t\t\t\t\t%sGOV\t%s\t%s\t\t\t\t\t\t\t\t1\t%s\t%s\t%s\t%s\t1\t1\t1\t1\t0\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t20211203\thttp://x.example/\n' \
        "$1" "$2" "$3" "$3" "$3" "$4" "$4" "$4" "$5" "$5" "${5%?}" "$6"
}
{
    row 1 20211203 RUS TUR 042 1
    row 2 20211204 RUS TUR 040 1
    row 3 20211209 RUS TUR 042 1
    row 4 20211202 CHN JPN 161 4
    row 5 20211203 "" TUR 042 1
} >g.CSV
run "$CHANCERY" compare -d s.db --gdelt g.CSV
status "compare: exit status 0" 0
is "compare: rows of two states, in order" "$(grep -c '^[=-]' out)" 4
has "compare: another day than the window's" out "- 2021-12-09  RUS-TUR"
has "compare: totals" err "5 events of GDELT: 3 matched"
"$CHANCERY" compare -d s.db --gdelt g.CSV --window 7 >out
is "compare --window" "$(grep -c '^=' out)" 4
{
    printf 'GLOBALEVENTID,SQLDATE,Actor1CountryCode,Actor2CountryCode,EventCode,EventRootCode,QuadClass\n'
    printf '"7","20211203","TUR","RUS","042","04",1\r\n8,20211203,NA,RUS,042,04,1\nbad\n'
} >h.csv
run "$CHANCERY" compare -d s.db -f jsonl --gdelt h.csv
status "compare: a bad line: exit status 1" 1
has "compare: by names of columns, in comma form" out '"gdelt":"7","date":"2021-12-03","source":"TUR","target":"RUS"'
has "compare: a bad line is told" err "h.csv:4: the line has 1 columns where the first has 7"
run "$CHANCERY" compare -d s.db --gdelt one.txt
status "compare: no event file: exit status 3" 3
run "$CHANCERY" compare -d s.db
has "compare: without a list" err "compare needs a list of known events"
finish
