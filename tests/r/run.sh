#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# docs/r on a store of the sample reports, with its figures. CHANCERY is the
# tool. Exits 77 where R or its packages are not there.
set -eu
: "${CHANCERY:?run.sh: set CHANCERY to the path of the tool}"
source=$(cd "$(dirname "$0")/../.." && pwd)
case $CHANCERY in
/*) ;;
*) CHANCERY=$(pwd)/$CHANCERY ;;
esac
if ! command -v Rscript >/dev/null 2>&1; then
    echo "R is not here"
    exit 77
fi
if ! Rscript -e 'quit(status = !all(sapply(c("DBI", "RSQLite"), requireNamespace,
    quietly = TRUE)))' >/dev/null 2>&1; then
    echo "the R packages DBI and RSQLite are not here"
    exit 77
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/chancery-r.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work"
"$CHANCERY" add -d record.db "$source/data/samples" >/dev/null 2>&1
"$CHANCERY" export -d record.db --format ged -o ged.csv
for by in year month; do
    for dyad in PRK-USA PRK-CHN SAU-IRN UKR-RUS; do
        "$CHANCERY" series -d record.db --dyad "$dyad" --by "$by" --format csv \
            -o "$dyad-$by.csv"
    done
done
# From the tables, not the views that R reads.
sqlite3 -separator '	' record.db >figures.tsv <<'SQL'
SELECT 'events', count(*) FROM event;
SELECT 'claims', count(*) FROM claim;
SELECT 'without_start', count(*) FROM event WHERE date_from IS NULL;
SELECT 'scale', sum(goldstein) FROM event;
SELECT 'denied', count(*) FROM event WHERE status = 'denied';
SELECT 'quotes', count(*) FROM claim WHERE quote IS NOT NULL;
SELECT 'origins', count(*) FROM (SELECT origin FROM claim UNION SELECT name FROM credit);
CREATE TEMP VIEW pair_year AS
SELECT DISTINCT min(s.country, t.country) || '-' || max(s.country, t.country) AS pair,
    substr(e.date_from, 1, 4) AS year, e.id
  FROM event e JOIN claim_actor s ON s.claim = e.sides_claim
  JOIN claim_actor t ON t.claim = e.sides_claim
 WHERE e.status = 'occurred' AND substr(e.date_from, 1, 4) = substr(e.date_to, 1, 4)
   AND ((s.side = 'source' AND t.side = 'target')
        OR (e.symmetric AND s.side = t.side AND s.side <> 'other' AND s.country <> t.country));
SELECT 'dyad_year_events', count(*) FROM pair_year;
SELECT 'dyad_years', count(*) FROM (SELECT DISTINCT pair, year FROM pair_year);
SQL
Rscript --vanilla "$source/tests/r/check.R" "$source" record.db ged.csv \
    figures.tsv ./*-year.csv ./*-month.csv
Rscript --vanilla "$source/docs/r/vignette.R" record.db series.svg ged.csv \
    none.parquet >vignette.out 2>&1 || {
    cat vignette.out
    exit 1
}
grep -q '<svg' series.svg
grep -q 'acts are in no year' vignette.out
if grep -q 'Warning' vignette.out; then
    cat vignette.out
    exit 1
fi
echo "the vignette ran: $(head -n 1 vignette.out)"
