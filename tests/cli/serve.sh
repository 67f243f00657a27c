#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery serve: every route against its description, exports against the
# command line, reviewing, hostile requests, its end.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
command -v python3 >/dev/null 2>&1 || exit 77

pid=
# start OPTION...: a server; $link, $pid
start() {
    : >./link
    "$CHANCERY" serve -d r.db --port 0 "$@" >./link 2>./serve.err &
    pid=$!
    n=0
    while [ ! -s link ] && kill -0 "$pid" 2>/dev/null && [ "$n" -lt 300 ]; do
        sleep 0.1
        n=$((n + 1))
    done
    link=$(cat link)
}
# stop SIGNAL: ends it; $ended is its exit status
stop() {
    kill "-$1" "$pid"
    ended=0
    wait "$pid" || ended=$?
    pid=
}
trap '[ -n "$pid" ] && kill "$pid" 2>/dev/null; rm -rf "$T"' EXIT

# get PATH: the bytes of an answer
get() {
    python3 -c 'import sys, urllib.request
sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1]).read())' \
        "${link%/}$1"
}
# tap WHAT COMMAND...: a test of its own, whose failures are shown
tap() {
    what=$1
    shift
    run "$@"
    status "$what" 0
    grep -A 4 '^not ok' out | sed 's/^/#   /'
    tail -n 3 err | sed 's/^/#   /'
}

# mistakes on the command line need no store and no HTTP
run "$CHANCERY" serve
status "a store is needed" 2
run "$CHANCERY" serve -d none.db --review
status "--review: a name is needed" 2
has "--review: what to do" err "--by NAME"
run "$CHANCERY" serve -d none.db --by ada
status "--by alone" 2
run "$CHANCERY" serve -d none.db --port 70000
status "--port out of range" 2
run "$CHANCERY" serve -d none.db --connections 3
status "--connections out of range" 2
run "$CHANCERY" serve -d none.db
status "no such store" 5

cp -r "$SOURCE/data/samples" in
"$CHANCERY" add -d r.db in >/dev/null || echo "# add failed"
start
if grep -q 'built without HTTP' serve.err; then
    has "without HTTP: how to get it" serve.err "libmicrohttpd"
    finish
fi

# ---- reading
case $link in http://127.0.0.1:*/) ok=0 ;; *) ok=1 ;; esac
result $ok "the link is printed: $link"
has "what to do with it" serve.err "ctrl-c"
before=$(cksum <r.db)
tap "every route as it is described, read only" \
    python3 "$SOURCE/tests/serve/check.py" "${link%/}" "$SOURCE/docs/api/openapi.json"
for f in jsonl claims ged icews polecat gdelt chronology graphml ical; do
    get "/api/v1/export/$f" >got
    "$CHANCERY" export -d r.db --format "$f" >want
    same "export $f is what the command line gives" got want
    get "/api/v1/export/$f?dyad=PRK-KOR&from=2018&confidence=0.5&text=summit" >got
    "$CHANCERY" export -d r.db --format "$f" --dyad PRK-KOR --from 2018 \
        --confidence 0.5 --text summit >want
    same "export $f with a filter" got want
done
get "/api/v1/export/rows?actor=north+korea&status=planned&limit=3" >got
"$CHANCERY" query -d r.db --format jsonl --actor "north korea" --status planned \
    --limit 3 >want
same "rows are those of query" got want
get "/api/v1/export/rows-csv?category=consult&mode=visit" >got
"$CHANCERY" query -d r.db --format csv --category consult --mode visit >want
same "rows as CSV, too" got want
for f in csv jsonl svg; do
    get "/api/v1/export/series-$f?dyad=PRK-KOR&by=year&directed=1" >got
    "$CHANCERY" series -d r.db --dyad PRK-KOR --by year --directed \
        --format "$f" >want
    same "series $f is what the command line gives" got want
done
get "/api/v1/events?limit=500" >got
"$CHANCERY" query -d r.db --format jsonl >want
python3 -c 'import json
got = [json.dumps(e, ensure_ascii=False) for e in json.load(open("got"))["events"]]
want = [json.dumps(json.loads(l), ensure_ascii=False) for l in open("want")]
raise SystemExit(got != want)'
result $? "the list of events is that of query"
# what others add is shown
cat >more.txt <<TXT
date 2024-03-02 Kim Jong Un visited Moscow on Friday and met Vladimir Putin, TASS said.
TXT
n=$(get "/api/v1/meta" | sed 's/.*"reports":\([0-9]*\).*/\1/')
"$CHANCERY" add -d r.db more.txt >/dev/null || echo "# add failed"
is "a report that is added while it runs" \
    "$(get "/api/v1/meta" | sed 's/.*"reports":\([0-9]*\).*/\1/')" $((n + 1))
get "/api/v1/events?from=2024-03&to=2024-03" >got
has "and its event" got "Putin"
tap "hostile requests" python3 "$SOURCE/tests/serve/hostile.py" 127.0.0.1 \
    "$(echo "$link" | sed 's/.*:\([0-9]*\).*/\1/')" -
stop HUP
is "a signal ends it in order" "$ended" 0
rm -f r.db
"$CHANCERY" add -d r.db in >/dev/null || echo "# add failed"
is "reading changed nothing" "$(cksum <r.db)" "$before"

# ---- reviewing
start --review --by ada
tap "every route as it is described, reviewing" \
    python3 "$SOURCE/tests/serve/check.py" "${link%/}" \
    "$SOURCE/docs/api/openapi.json" reviews
stop TERM
is "SIGTERM ends it in order" "$ended" 0
run "$CHANCERY" query -d r.db --reviewed accepted --format jsonl
is "what was accepted is in the store" "$(lines out)" 1
run "$CHANCERY" merge -d r.db
has "so is what was merged" out "one act"
has "in the reviewer's name" out "ada"
is "the store is one file again" "$(echo r.db*)" r.db

# ---- for others
start --listen 127.0.0.2
case $link in http://127.0.0.2:*/\?token=????????????????????????????????) ok=0 ;; *) ok=1 ;; esac
result $ok "the link for others has a token"
tap "hostile requests where a token is needed" \
    python3 "$SOURCE/tests/serve/hostile.py" 127.0.0.2 \
    "$(echo "$link" | sed 's/.*:\([0-9]*\).*/\1/')" "${link#*token=}"
first=${link#*token=}
stop TERM
start --listen 127.0.0.2
yes "another token each time" test "$first" != "${link#*token=}"
port=$(echo "$link" | sed 's/.*:\([0-9]*\).*/\1/')
run "$CHANCERY" serve -d r.db --listen 127.0.0.2 --port "$port"
status "a port that is taken" 5
has "what to do" err "port 0"
stop TERM
run "$CHANCERY" serve -d r.db --listen not-an-address --port 0
yes "no address" test "$status" -ne 0

finish
