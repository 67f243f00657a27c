#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery read, and web pages in code and add: by ending and by how a file
# begins, live blogs, what tells the date, spans in the main text.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
mkdir in
text="South Korean President Moon Jae-in met North Korean leader Kim Jong Un in \
Pyongyang on Wednesday, Yonhap said. It was the third time that the two had \
met since the spring of the year."
page() { # page HEAD BODY
    printf '<!doctype html><html lang="en"><head><meta charset="utf-8">%s</head>
<body><nav><a href="/">Home</a></nav>%s<footer>About us</footer></body></html>\n' \
        "$1" "$2"
}
page "<title>Moon meets Kim | Example Post</title>
<meta property='og:site_name' content='Example Post'>
<meta property='article:published_time' content='2018-09-20T08:00Z'>
<meta property='article:modified_time' content='2018-09-28'>" \
    "<h1>Moon meets Kim</h1><p>$text</p><div class='ad'>ADVERTISEMENT</div>
<p>The two leaders are to meet again before the year is over, his office said.</p>" \
    >in/moon.html
page "<title>Live</title>" "<h1>Live</h1><div class='live-post'><h2>Arrival</h2>
<time datetime='2018-09-19'>19 Sept</time><p>$text</p></div>
<div class='live-post'><h2>Dinner</h2><time datetime='2018-09-18'>18 Sept</time>
<p>The guests were shown to their places in the hall, and a band played.</p></div>" \
    >in/live.htm
page "<meta name='last-modified' content='2018-09-28'>" \
    "<h1>Head</h1><p>$text</p>" >changed.html
page "" "<ul><li><a href='/a'>One</a></li></ul>" >empty.html
page "" "<h1>Head</h1><p>$text</p>" >noending

run "$CHANCERY" read in/moon.html
status "read: exit status 0" 0
has "read: title" out '"title":"Moon meets Kim"'
has "read: publisher" out '"publisher":"Example Post"'
has "read: date and what told it" out \
    '"date":"2018-09-20","date_basis":"meta article:published_time"'
has "read: when it was changed" out '"modified":"2018-09-28"'
has "read: main text, and no more" out \
    'spring of the year.\n\nThe two leaders are to meet again before the year is over, his office said."}'
lacks "read: no menu" out Home

run "$CHANCERY" read in
status "a folder: exit status 0" 0
is "a folder: pages and posts" "$(sed 's/^{"id":"\([^"]*\)".*/\1/' out | tr '\n' ' ')" \
    "live#1 live#2 moon "
has "a post: its own day" out '"title":"Dinner","date":"2018-09-18"'

cp out lines.jsonl
"$CHANCERY" read lines.jsonl >again
is "what read prints is read again" "$(lines again)" 3
"$CHANCERY" code in/moon.html | sed 's/"file":"[^"]*"//' >a
grep '"moon"' lines.jsonl >moon.jsonl
"$CHANCERY" code moon.jsonl | sed 's/"file":"[^"]*"//' >b
same "code: of the page as of its text" a b
has "code: the page's date" a 2018-09-19

for f in noending -; do
    run "$CHANCERY" read "$f" <noending
    has "$f: a page by how it begins" out '"text":"South Korean President'
done
run "$CHANCERY" read --input text noending
has "--input text: as it is" out '<nav>'

run "$CHANCERY" read changed.html
lacks "only changed: no date" out '"date"'
has "only changed: it is told" err 'changed (2018-09-28, by meta last-modified)'
run "$CHANCERY" read empty.html
status "no main text: exit status 3" 3
has "no main text: it is told" err 'no main text'

run "$CHANCERY" add -d x.db in
status "add: exit status 0" 0
run "$CHANCERY" show -d x.db "$("$CHANCERY" code in/moon.html |
    sed -n '1s/^{"claim":"\([^"]*\)".*/\1/p')"
status "add: a claim is there" 0
has "add: its sentence is of the main text" out 'Moon Jae-in'
run "$CHANCERY" read -o pages.jsonl in
is "-o: the file is whole" "$(lines pages.jsonl)" 3
finish
