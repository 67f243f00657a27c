#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# docs/columns.md has the tables and views of a store, and every column.
# shellcheck source=tests/cli/tap.inc disable=SC2016,SC2034
. "$(dirname "$0")/tap.inc"

page=$SOURCE/docs/columns.md
reports r
"$CHANCERY" add -d a.db r >/dev/null 2>&1
is "a store is there" "$(sqlite3 a.db "SELECT count(*) > 0 FROM claim")" 1

# "## name", "| `column` | meaning |"
awk '/^## / { t = $2 } /^\| `/ { split($0, c, "`"); print t "." c[2] }' "$page" |
    LC_ALL=C sort >told
awk '/^\| `/ && !/^\| `[^`]+` \| .+ \|$/' "$page" >odd
is "each has a meaning" "$(cat odd)" ""
# names in the paragraphs before the first table that are no file's
awk '/^## / { exit } { print }' "$page" | grep -o '`[a-z_]*`' | tr -d '`' |
    LC_ALL=C sort -u >others
sqlite3 a.db "SELECT s.name || '.' || c.name FROM sqlite_schema s,
    pragma_table_info(s.name) c WHERE s.type IN ('table', 'view')
    AND s.name NOT LIKE 'sqlite_%'" | LC_ALL=C sort >there
while IFS=. read -r table column; do
    grep -qx "$table" others || echo "$table.$column"
done <there >public
yes "there are many" [ "$(lines public)" -gt 250 ]
same "every column is on the page, and no other" public told

# The three that are as other data sets are.
for v in v_icews v_polecat v_gdelt; do
    yes "$v is named" grep -qx "$v" others
done
LC_ALL=C sort -u others | while read -r name; do
    [ "$(sqlite3 a.db "SELECT count(*) FROM sqlite_schema
        WHERE name = '$name'")" = 1 ] || echo "$name"
done >unknown
is "each of the others is there" "$(cat unknown)" ""
version=$(sqlite3 a.db "PRAGMA user_version")
has "store.md names this version of the schema" "$SOURCE/docs/store.md" \
    "now **$version**"
has "and tells what it changed" "$SOURCE/docs/store.md" \
    "From version $((version - 1)) to $version: "
for v in $(sqlite3 a.db "SELECT name FROM sqlite_schema WHERE type = 'view'"); do
    has "store.md tells of $v" "$SOURCE/docs/store.md" "\`$v\`"
    yes "$v can be read" sqlite3 -bail a.db "SELECT * FROM $v"
done
finish
