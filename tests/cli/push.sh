#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# chancery push against a PostgreSQL server of its own: started here by a user
# without rights, on a socket in the test's folder, and stopped again.
# shellcheck source=tests/cli/tap.inc disable=SC2012,SC2016,SC2034,SC2317
. "$(dirname "$0")/tap.inc"

bin=
for d in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V); do
    [ -x "$d/initdb" ] && bin=$d
done
if [ -z "$bin" ] && command -v initdb >/dev/null 2>&1; then
    bin=$(dirname "$(command -v initdb)")
fi
if [ -z "$bin" ] || ! command -v psql >/dev/null 2>&1; then
    echo "no PostgreSQL server here"
    exit 77
fi
"$CHANCERY" add -d a.db "$SOURCE/data/samples" >/dev/null 2>&1
run "$CHANCERY" push -d a.db --to "postgresql:///x?host=$T/nowhere"
if grep -qF "built without PostgreSQL" "$T/err"; then
    [ "$status" = 2 ] && grep -qF "libpq-dev" "$T/err" || exit 1
    echo "built without libpq"
    exit 77
fi

# ---- a server ---------------------------------------------------------------

unset PGHOST PGPORT PGUSER PGDATABASE PGPASSWORD PGSERVICE PGSERVICEFILE \
    PGPASSFILE PGOPTIONS CHANCERY_PUSH_TO CHANCERY_STORE
HOME=$T
export HOME
mkdir "$T/pg"
chmod 711 "$T"
# A server does not run as root; any other user will do.
low() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid=nobody --regid=nogroup --clear-groups "$@")
    else
        "$@"
    fi
}
[ "$(id -u)" = 0 ] && chown nobody "$T/pg"
server() { # server start|stop [MODE]
    low "$bin/pg_ctl" -D "$T/pg/data" -l "$T/pg/log" -w -t 60 \
        ${2:+-m "$2"} -o "-k $T/pg -c listen_addresses= -c fsync=off" "$1" \
        >/dev/null 2>&1
}
trap 'server stop immediate; rm -rf "$T"' EXIT
low "$bin/initdb" -D "$T/pg/data" -U owner -A trust -E UTF8 \
    --locale=C.UTF-8 -N >"$T/initdb.log" 2>&1 || {
    show_file "$T/initdb.log"
    exit 1
}
low sh -c 'printf "%s\n" "local all owner trust" "local all all scram-sha-256" \
    >"$1"' sh "$T/pg/data/pg_hba.conf"
server start || {
    show_file "$T/pg/log"
    exit 1
}
PGHOST=$T/pg
PGUSER=owner
PGDATABASE=press
export PGHOST PGUSER PGDATABASE
psql -X -q -d postgres -c "CREATE DATABASE press" -c \
    "CREATE ROLE ada LOGIN PASSWORD 'Sesam-9x'" || exit 1
sql() { # one value
    psql -X -q -A -t -v ON_ERROR_STOP=1 -c "$1"
}
to=postgresql:///press
push() { # push STORE ARGS...
    db=$1
    shift
    run "$CHANCERY" push -d "$db" --to "$to" "$@"
}
same_rows() { # same_rows WHAT STORE SCHEMA ARGS...
    what=$1
    shift
    if python3 "$SOURCE/tests/cli/push.py" "$@" >"$T/cmp" 2>&1; then
        result 0 "$what ($(tail -n 1 "$T/cmp"))"
    else
        result 1 "$what"
        show_file "$T/cmp"
    fi
}
waiting() { # until a session of push waits for a lock
    for _ in $(seq 100); do
        [ "$(sql "SELECT count(*) FROM pg_stat_activity WHERE
            application_name = 'chancery push' AND wait_event_type = 'Lock'")" \
            != 0 ] && return 0
        sleep 0.1
    done
    return 1
}

# ---- the command line ---------------------------------------------------------

run "$CHANCERY" push -d a.db
status "without an address: usage" 2
has "it says what to give" err "give --to postgresql://"
run "$CHANCERY" push -d a.db --to "postgresql://ada:Sesam-9x@localhost/press"
status "a password on the command line: usage" 2
has "it says where to put it" err "PGPASSWORD"
lacks "and does not repeat it" err "Sesam"
for bad_to in "postgresql://ada:Se@sam@localhost/press" press \
    "postgresql://ada:Se/sam@localhost/press" "mysql://x/y" "host = = x"; do
    run env CHANCERY_PUSH_TO="$bad_to" "$CHANCERY" push -d a.db
    status "an address that is none: usage" 2
    lacks "nothing of it is shown" err "am@"
done
to=postgresql:///press
push a.db --table nonsense
status "a table that is none: usage" 2
push a.db --schema pg_mine
status "a schema that is none: usage" 2
push missing.db
status "no such store" 5
run "$CHANCERY" push -d a.db --to "postgresql:///press?host=$T/nowhere"
status "nobody listens: try later" 75
has "it says so" err "cannot connect"
run "$CHANCERY" push -d a.db --to postgresql:///nonsense
status "no such database" 5
has "it names it" err 'database "nonsense" does not exist'

# ---- the first push, and the next ----------------------------------------------

push a.db --dry-run
status "a dry run" 0
has "tells what would be added" out "report"
is "and makes nothing" "$(sql "SELECT count(*) FROM pg_namespace WHERE
    nspname = 'chancery'")" 0
push a.db
status "the first push" 0
same_rows "all rows are there" a.db chancery
is "each table and column has a comment" "$(sql "SELECT count(*) FROM
    pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a
    ON a.attrelid = c.oid AND a.attnum > 0 WHERE n.nspname = 'chancery' AND
    relkind = 'r' AND relname NOT LIKE 'push%' AND
    (col_description(c.oid, a.attnum) IS NULL OR
     obj_description(c.oid, 'pg_class') IS NULL)")" 0
# What the columns mean there is what docs/columns.md says of the store's.
awk '/^## / { t = $2; sub(/^v_/, "", t) } /^\| `/ { split($0, c, "`")
    w = $0; sub(/^[^|]*\| `[^`]*` \| /, "", w); sub(/ \|$/, "", w)
    print t "." c[2] ": " w }' "$SOURCE/docs/columns.md" >told
sql "SELECT relname || '.' || attname || ': ' || col_description(c.oid, a.attnum)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE n.nspname = 'chancery' AND relkind = 'r' AND relname NOT LIKE 'push%'
    AND relname || '.' || attname <> 'origin.origin'" >comments
is "and the comments are those of docs/columns.md" \
    "$(grep -vxF -f told comments)" ""
is "each table has a key" "$(sql "SELECT count(*) FROM pg_class c JOIN
    pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'chancery' AND
    relkind = 'r' AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE
    k.conrelid = c.oid AND contype = 'p')")" 0
yes "and tables refer to each other" [ "$(sql "SELECT count(*) FROM
    pg_constraint k JOIN pg_namespace n ON n.oid = connamespace WHERE
    nspname = 'chancery' AND contype = 'f'")" -ge 15 ]
ids='SELECT string_agg(xmin::text, chr(32) ORDER BY seq) FROM chancery.claim'
before=$(sql "$ids")
push a.db
status "the second push" 0
has "it changes nothing and says so" err "nothing changed"
is "nor does it note a push" "$(sql 'SELECT count(*) FROM chancery.push')" 1
push a.db --full
has "with --full, too" err "nothing changed"
is "no row was written anew" "$(sql "$ids")" "$before"

# ---- what changes, and only that -----------------------------------------------

reports more
cp a.db b.db
"$CHANCERY" add -d b.db more >/dev/null 2>&1
"$CHANCERY" date -d b.db --set wang=2019-03-04 >/dev/null 2>&1
claim=$(sqlite3 b.db "SELECT id FROM claim LIMIT 1")
sqlite3 b.db "INSERT INTO review (claim, state, who, at, decision) VALUES
    ('$claim', 'accepted', 'it''s \"ada\"', '2026-01-01T00:00:00Z', 1)"
push b.db --dry-run --format jsonl
status "a dry run of what changed" 0
cp out dry
push b.db --format jsonl
status "a changed store" 0
same "does what the dry run told" out dry
same_rows "all rows are there, and no other" b.db chancery
all=$(sqlite3 b.db "SELECT count(*) FROM report")
had=$(sqlite3 a.db "SELECT count(*) FROM report")
has "the reports that came are added" out "\"table\":\"report\",\"made\":\
false,\"rows\":$all,\"added\":$((all - had)),\"changed\":0,\"gone\":0"
was=$(sql "SELECT count(*) FROM chancery.claim c WHERE
    c.xmin::text = '$(echo "$before" | cut -d ' ' -f 1)'")
is "claims that were there are not written again" "$was" \
    "$(echo "$before" | wc -w | tr -d ' ')"
push a.db
status "back to the smaller store" 0
same_rows "what is gone is taken out" a.db chancery

# Texts that mean something to COPY, SQL, CSV and JSON, and bytes that are none.
python3 - hostile.jsonl <<'PY'
import json, sys
text = ("Russian President Vladimir Putin met Chinese President Xi Jinping in "
        "Moscow on Monday, TASS said. \\. \\N \\\\ \t tab 'quote' \"double\" $$ "
        "\r\n\\.\n\U0001F600 ; DROP SCHEMA chancery CASCADE; -- \\u0000 {}")
with open(sys.argv[1], "w") as f:
    for i, odd in enumerate(["\\.", "a\tb\nc\\", "'; DROP TABLE report; --",
                             "\U0001F600", "x\0y", "\\N", "q" * 9000]):
        f.write(json.dumps({"id": odd[:60], "date": "2020-05-0%d" % (i + 1),
                            "title": odd, "publisher": odd, "url": odd,
                            "text": text + " " + odd}) + "\n")
PY
printf '%s\376\377%s\n' '{"id":"bytes","date":"2020-06-01","text":"Iran signed an agreement with ' \
    ' Iraq in Tehran on Monday, IRNA said."}' >>hostile.jsonl
printf 'date 2020-07-01 Iran \000 and Iraq signed an \377 agreement in Tehran, IRNA said.' >raw.txt
cp a.db h.db
"$CHANCERY" add -d h.db hostile.jsonl raw.txt >/dev/null 2>&1
yes "hostile reports are in the store" [ "$(sqlite3 h.db \
    "SELECT count(*) FROM report")" -ge 26 ]
push h.db
status "hostile texts" 0
has "what cannot be kept is told" err "U+FFFD"
same_rows "all others are there to the byte" h.db chancery
push h.db
has "and stay" err "nothing changed"

# ---- by hand, without text, in part ---------------------------------------------

sql "UPDATE chancery.event SET source = 'changed by hand';
    DELETE FROM chancery.claim_span WHERE claim < 5"
push h.db --full
status "--full" 0
same_rows "mends what was changed by hand" h.db chancery
sql "ALTER TABLE chancery.claim_voice DROP COLUMN reliability"
push h.db --dry-run
status "a table of an older chancery, dry" 0
push h.db
status "a table of an older chancery" 0
same_rows "gets the columns that it lacks" h.db chancery
push h.db --no-text
status "--no-text" 0
same_rows "takes the words out" h.db chancery --no-text
is "all of them" "$(sql "SELECT count(*) FROM chancery.report WHERE
    text IS NOT NULL")" 0
push h.db
same_rows "and they come back without it" h.db chancery
push a.db --schema 'my "own" schema' --table event --table credit
status "some tables into another schema" 0
same_rows "have their rows" a.db 'my "own" schema'
is "with those that they refer to and no others" "$(sql "SELECT
    string_agg(table_name, ' ' ORDER BY table_name) FROM
    information_schema.tables WHERE table_schema LIKE 'my%' AND
    table_type = 'BASE TABLE'")" \
    "claim credit event observance push push_part report run"
push b.db --schema 'my "own" schema' --table actor
same_rows "and are kept up to date when others come" b.db 'my "own" schema'

# ---- what is refused --------------------------------------------------------------

"$CHANCERY" add -d other.db more >/dev/null 2>&1
push a.db --schema other
push other.db --schema other
status "another store over this one is refused" 5
has "with numbers" err "19 of the 19 reports"
same_rows "and nothing was changed" a.db other
push other.db --schema other --replace
status "--replace does it" 0
same_rows "and that alone is there" other.db other
sql "UPDATE chancery.push SET format = 99"
push b.db
status "a newer chancery's tables are refused" 5
has "it says why" err "a newer chancery wrote schema"
sql "UPDATE chancery.push SET format = 1"
sql "CREATE SCHEMA press; CREATE TABLE press.event (x int)"
push b.db --schema press
status "tables that others made are refused" 5
has "it names one" err 'a table "event" that chancery did not make'
psql -X -q -d postgres -c "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C'
    TEMPLATE template0"
run "$CHANCERY" push -d a.db --to postgresql:///latin
status "a database without UTF-8 is refused" 5
has "it says how to make one" err "createdb -E UTF8"
run env PGOPTIONS="-c default_transaction_read_only=on" "$CHANCERY" push \
    -d b.db --to "$to"
status "a server that takes no writes" 5
has "it says so" err "takes no writes"

# ---- who may ------------------------------------------------------------------------

as_ada=postgresql://ada@/press
run "$CHANCERY" push -d a.db --to $as_ada
status "no password" 5
has "it says where to put it" err "PGPASSWORD or ~/.pgpass"
run env PGPASSWORD=wrong-Sesam "$CHANCERY" push -d a.db --to $as_ada
status "a wrong password" 5
lacks "is not shown" err "wrong-Sesam"
run env PGPASSWORD=Sesam-9x "$CHANCERY" push -d a.db --to $as_ada
status "no right to make a schema" 5
has "it says what to ask for" err "GRANT CREATE ON DATABASE"
run env PGPASSWORD=Sesam-9x "$CHANCERY" push -d a.db --to $as_ada \
    --schema other
status "no right to see a schema" 5
sql "GRANT CREATE ON DATABASE press TO ada"
run env PGPASSWORD=Sesam-9x "$CHANCERY" push -d a.db --to $as_ada --schema ada1
status "with that right" 0
printf '*:*:*:ada:Sesam-9x\n' >"$T/.pgpass"
chmod 600 "$T/.pgpass"
run env PGPASSFILE="$T/.pgpass" "$CHANCERY" push -d a.db --to $as_ada \
    --schema ada2
status "a password of pgpass" 0
printf '[desk]\nhost=%s\ndbname=press\nuser=ada\npassword=Sesam-9x\n' \
    "$T/pg" >"$T/service.conf"
run env PGSERVICEFILE="$T/service.conf" "$CHANCERY" push -d a.db \
    --to service=desk --schema ada3
status "a service file" 0
same_rows "has all rows, too" a.db ada3

# Who may write rows, and no more, keeps a schema of others up to date.
sql "GRANT USAGE ON SCHEMA chancery TO ada; GRANT SELECT, INSERT, UPDATE, DELETE
    ON ALL TABLES IN SCHEMA chancery TO ada"
run env PGPASSFILE="$T/.pgpass" "$CHANCERY" push -d b.db --to $as_ada
status "the right to write rows" 0
same_rows "is enough where the tables are there" b.db chancery
run env PGPASSFILE="$T/.pgpass" "$CHANCERY" push -d h.db --to $as_ada
status "for more reports, too" 0

# ---- in the midst ---------------------------------------------------------------------

# A table that another session holds makes the push wait in its transaction.
hold() {
    psql -X -q -c "BEGIN; LOCK chancery.follow IN EXCLUSIVE MODE;
        SELECT pg_sleep(60)" >/dev/null 2>&1 &
    holder=$!
    for _ in $(seq 100); do
        [ "$(sql "SELECT count(*) FROM pg_locks WHERE mode = 'ExclusiveLock'
            AND relation = 'chancery.follow'::regclass AND granted")" = 1 ] &&
            return 0
        sleep 0.1
    done
    return 1
}
drop() {
    sql "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE
        query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()" >/dev/null
    wait "$holder" 2>/dev/null
}
cp h.db big.db
python3 "$SOURCE/tools/grow/grow.py" 60 grown.jsonl >/dev/null
"$CHANCERY" add -d big.db grown.jsonl >/dev/null 2>&1
yes "a table is held" hold
CHANCERY_PUSH_TO="postgresql://owner:Sesam-9x@/press" \
    "$CHANCERY" push -d big.db >killed.out 2>killed.err &
pusher=$!
yes "a push waits in its midst" waiting
tr '\0' ' ' <"/proc/$pusher/cmdline" >cmdline
lacks "the list of processes has no password" cmdline Sesam
push big.db
status "a second push at once: try later" 75
has "it says so" err "another push into schema"
kill -9 "$pusher"
wait "$pusher" 2>/dev/null
drop
same_rows "a killed push has changed nothing" h.db chancery
yes "a table is held again" hold
"$CHANCERY" push -d big.db --to "$to" >gone.out 2>gone.err &
pusher=$!
yes "a push waits again" waiting
server stop immediate
wait "$pusher"
is "the server went away: try later" $? 75
has "it says so" gone.err "the server went away"
is "and no rows are told" "$(cat gone.out)" ""
wait "$holder" 2>/dev/null
server start
same_rows "nothing has changed" h.db chancery
push big.db
status "the push after that" 0
same_rows "has all rows" big.db chancery

# ---- what the document tells ----------------------------------------------------------

awk '/^```sql$/ { on = 1; next } /^```$/ { on = 0 } on' \
    "$SOURCE/docs/postgresql.md" >queries.sql
yes "the document has queries" grep -q SELECT queries.sql
PGOPTIONS="-c search_path=chancery" psql -X -v ON_ERROR_STOP=1 -f queries.sql \
    >queries.out 2>queries.err
is "all of them run" $? 0
show_file queries.err
is "and each finds something" "$(grep -c '^(0 rows)' queries.out)" 0
for t in $(sql "SELECT table_name FROM information_schema.tables WHERE
    table_schema = 'chancery' ORDER BY 1"); do
    has "it tells of $t" "$SOURCE/docs/postgresql.md" "\`$t\`"
done
finish
