#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The samples of ../shared/data/raw, where they are: how many reports each
# gives, how many of them have a day, how many records are bad, and what became
# of the records of archives.
# shellcheck source=tests/cli/tap.inc disable=SC2034
. "$(dirname "$0")/tap.inc"
raw=$SOURCE/../shared/data/raw
[ -d "$raw" ] || exit 77

# FILE|reports|given a day|bad|what is said of it (none: -)
while IFS='|' read -r file reports dated broken words; do
    # a feed's made-up sentences are Latin
    "$CHANCERY" date -f jsonl --any-language "$raw/$file" >got 2>said
    status=$?
    is "$file: reports" "$(lines got)" "$reports"
    is "$file: with a day of publishing" "$(grep -c '"basis":"given"' got)" "$dated"
    case $broken in
    0) is "$file: exit status" "$status" "$([ "$reports" -gt 0 ] && echo 0 || echo 3)" ;;
    *) is "$file: bad records" "$(grep -c ': record .*: ' said)" "$broken" ;;
    esac
    [ "$words" = - ] || has "$file: $words" said "$words"
done <<'TABLE'
jsonl/newsplease.jsonl|8|7|0|-
jsonl/newspaper.jsonl|8|7|0|-
jsonl/ccnews_hf.jsonl|8|7|0|-
jsonl/seedlike.txt|8|6|0|-
feeds/rss2_full.xml|8|8|0|RSS "Sample wire": 8 entries: 8 read
feeds/rss091_latin1_nodates.xml|8|0|0|RSS "Titles only": 8 entries: 8 read
feeds/rss10_rdf.xml|8|8|0|RSS "Sample": 8 entries: 8 read
feeds/atom_xhtml.xml|8|8|0|Atom "Sample wire": 8 entries: 8 read
feeds/jsonfeed11.json|8|8|0|JSON Feed "Sample wire": 8 entries: 8 read
feeds/newscrawl_feed-with-sitemap-namespace.xml|2|2|0|RSS "Lorem Ipsum Feed": 2 entries: 2 read
feeds/newscrawl_sitemap-news.xml|0|0|0|"Companies A, B in Merger Talks" (2008-12-23,
warc/news_sample.warc|8|5|0|21 records: 8 pages read, 1 with a status other than 200, 1 neither HTML nor plain text, 1 revisit, 8 requests, 1 metadata, 1 about the archive
warc/news_sample.warc.gz|8|5|0|21 records: 8 pages read, 1 with a status other than 200, 1 neither HTML nor plain text, 1 revisit, 8 requests, 1 metadata, 1 about the archive
warc/warcio_bad.arc|0|0|3|4 records: 1 page without a text, 3 bad
warc/warcio_example-bad-non-chunked.warc.gz|1|0|0|6 records: 1 page read, 1 revisit, 2 requests, 2 about the archive
warc/warcio_example-bad.warc.gz.bad|1|0|0|6 records: 1 page read, 1 with a status other than 200, 1 revisit, 2 requests, 1 about the archive
warc/warcio_example-digest.warc|0|0|0|4 records: 4 requests
warc/warcio_example-iana.org-chunked.warc|1|0|0|3 records: 1 page read, 1 request, 1 about the archive
warc/warcio_example-resource.warc.gz|1|0|0|3 records: 1 page read, 2 about the archive
warc/warcio_example-space-in-target-uri.warc.gz|0|0|0|2 records: 1 neither HTML nor plain text, 1 about the archive
warc/warcio_example-space-in-url.arc|1|0|0|the file ends in the middle of it; what is there is read
warc/warcio_example-trunc.warc|0|0|1|4 records: 1 request, 2 about the archive, 1 bad
warc/warcio_example-wget-bad-target-uri.warc.gz|1|0|0|6 records: 1 page read, 1 request, 1 metadata, 1 about the archive, 2 of other types
warc/warcio_example-wrong-chunks.warc.gz|1|0|0|it is shorter than its HTTP Content-Length says
warc/warcio_example.arc|1|0|0|2 records: 1 page read, 1 about the archive
warc/warcio_example.arc.gz|1|0|0|2 records: 1 page read, 1 about the archive
warc/warcio_example.warc|1|0|0|6 records: 1 page read, 1 revisit, 2 requests, 2 about the archive
warc/warcio_example.warc.gz|1|0|0|6 records: 1 page read, 1 revisit, 2 requests, 2 about the archive
warc/warcio_post-test.warc.gz|0|0|0|6 records: 3 neither HTML nor plain text, 3 requests
TABLE

# No real report in English is taken for another language's.
"$CHANCERY" date -f jsonl "$SOURCE/../shared/data/news_wikinews.jsonl.gz" \
    "$SOURCE/../shared/data/news_kremlin.jsonl.gz" >got 2>said
is "1,239 real reports are read" "$(lines got)" 1239
lacks "and none is taken for another language" said "not English"

# GDELT
"$CHANCERY" add -d r.db "$raw/jsonl/newsplease.jsonl" >/dev/null 2>&1
run "$CHANCERY" compare -d r.db --gdelt "$raw/gdelt/synthetic.export.CSV"
status "GDELT 2.0: exit status" 0
has "GDELT 2.0: all four are in the sample's reports" err "4 events of GDELT: 4 matched (4 by code"
run "$CHANCERY" compare -d r.db --gdelt "$raw/gdelt/gdelt1_georgia_2012-11_first200.csv"
status "GDELT 1.0, comma form with NA: exit status" 0
has "GDELT 1.0: rows" err "200 events of GDELT: 0 matched (0 by code, 0 by root, 0 by quad class), 25 only there, 175 without"
finish
